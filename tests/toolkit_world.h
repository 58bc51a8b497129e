/* What the tests of the toolkit share: the probe on a terminal. */
#pragma once

#include <string.h>

#include "check_main.h"
#include "terminal.h"

static inline Terminal *
start_with(const char *variable)
{
    const char *const arguments[] = {TOOLKIT_PROBE, NULL};
    const char *const environment[] = {variable, NULL};
    Terminal *terminal = terminal_start(6, 40, arguments, environment);
    ck_assert(terminal_shows(terminal, "size 6×40\nbegin.\n"));
    ck_assert(terminal_shows(terminal, "            x\n"));
    return terminal;
}

static inline Terminal *
start(void)
{
    return start_with(NULL);
}

/* Runs the probe from a shell that tells afterwards how it found the terminal. */
static inline Terminal *
start_in_shell(const char *before)
{
    g_autofree char *script = g_strdup_printf("trap '' QUIT; ulimit -c 0; %s " TOOLKIT_PROBE
                                              "; echo status $?; stty -a | grep -o '.icanon'",
                                              before);
    const char *const arguments[] = {"sh", "-c", script, NULL};
    return terminal_start(10, 120, arguments, NULL);
}

static inline void
check_ends(Terminal *terminal, int wanted)
{
    int status = -1;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, wanted);
}

/* The terminal is as it was before a full-screen program. */
static inline void
check_given_back(Terminal *terminal)
{
    int row, column;
    ck_assert(!terminal_is_fullscreen(terminal));
    ck_assert(terminal_cursor(terminal, &row, &column));
    ck_assert(strstr(terminal_received(terminal)->str, "\033[?2004l") != NULL);
}

static inline void
check_key(Terminal *terminal, const char *name)
{
    g_autofree char *wanted = g_strdup_printf("key %s text ", name);
    terminal_press(terminal, name);
    ck_assert_msg(terminal_shows(terminal, wanted), "%s", name);
}
