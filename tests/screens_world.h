/* What the tests of the terminal interface share: a ledger that was worked on, a terminal on it. */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "check_main.h"
#include "program.h"
#include "terminal.h"

G_GNUC_UNUSED static const char mismatched[] = TESTS_FOLDER "/reports/17-mismatched-counts.txt";

static inline Terminal *
start_as(World *world, const char *const *arguments, int rows, int columns, const char *language)
{
    world->language = language;
    ck_assert_int_eq(g_chdir(world->folder), 0);
    g_auto(GStrv) environment = world_environment(world);
    return terminal_start(rows, columns, arguments, (const char *const *)environment);
}

static inline Terminal *
start(World *world, int rows, int columns, const char *language)
{
    const char *const arguments[] = {g_getenv("ZHENGGAI"), NULL};
    return start_as(world, arguments, rows, columns, language);
}

/* A ledger with the founding report, some of it worked on: made once, copied for whoever needs it.
 */
static World *worked;

static inline void
make_worked(void)
{
    worked = world_new();
    static const char script[] =
        "$ZHENGGAI import --builtin && $ZHENGGAI set 1.1 owner=李四 due=2024-12-20 lead=张镇长 "
        "department=司法所 &&"
        "$ZHENGGAI set 1.1 due=2024-12-31 --reason 等待县里师资 && $ZHENGGAI note 1.1 "
        "'12月3日举办专题讲座，42人参加' &&"
        "$ZHENGGAI set 2.1 owner=赵六 due=2024-11-20 percent=40 && $ZHENGGAI set 3.1 owner=李四 "
        "due=2024-12-05 &&"
        "$ZHENGGAI set 4.1.1 4.1.2 4.1 progress=completed --quiet && "
        "$ZHENGGAI set 4.1 result='开展宣传六场' owner=孙七";
    ck_assert_msg(world_run_shell(worked, script) == 0, "%s", worked->errors);
}

static inline void
remove_worked(void)
{
    world_free(worked);
}

static inline World *
world_with_work(void)
{
    World *world = world_new();
    g_autofree char *from = world_path(worked, "zhenggai");
    const char *const command[] = {"cp", "-a", from, world->folder, NULL};
    ck_assert_int_eq(world_run_command(world, command), 0);
    return world;
}

static inline void
quit(Terminal *terminal, const char *keys)
{
    int status;
    terminal_press(terminal, keys);
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 0);
}
