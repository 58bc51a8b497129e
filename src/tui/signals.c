#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static struct {
    int pipe[2];
    int output;
    volatile sig_atomic_t ours;
    char restore[256];
    gsize restore_length;
    struct termios modes;
} state = {.pipe = {-1, -1}};

static const struct {
    int number;
    SignalsMask mask;
} lived_through[] = {
    {SIGWINCH, SIGNALS_RESIZE}, {SIGTERM, SIGNALS_END},  {SIGHUP, SIGNALS_END},
    {SIGINT, SIGNALS_END},      {SIGTSTP, SIGNALS_STOP}, {SIGCONT, SIGNALS_CONTINUE},
};

/* SIGTRAP is how GLib ends a program that is out of memory. */
static const int fatal[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP};

static struct sigaction former_lived_through[G_N_ELEMENTS(lived_through)];
static struct sigaction former_fatal[G_N_ELEMENTS(fatal)];

/* ── Handlers: only calls that are safe in one ────────────────────────────────────────────── */

static void
signal_note(int number)
{
    int kept = errno;
    char byte = (char)number;
    /* A full pipe already holds more than enough to wake the reader. */
    ssize_t written G_GNUC_UNUSED = write(state.pipe[1], &byte, 1);
    errno = kept;
}

static void
signal_ignore(int number)
{
    /* Unlike SIG_IGN, a handler is not inherited by the program that is started. */
}

static void
signal_die(int number)
{
    if (state.ours) {
        state.ours = FALSE;
        ssize_t written G_GNUC_UNUSED = write(state.output, state.restore, state.restore_length);
        tcsetattr(state.output, TCSANOW, &state.modes);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++) {
        if (fatal[i] == number)
            sigaction(number, &former_fatal[i], NULL);
    }
    raise(number);
}

/* ── Taking over and giving back ──────────────────────────────────────────────────────────── */

void
signals_terminal_ours(gboolean ours)
{
    static const struct sigaction note = {.sa_handler = signal_note, .sa_flags = SA_RESTART};
    static const struct sigaction die = {.sa_handler = signal_die};
    static const struct sigaction ignore = {.sa_handler = signal_ignore, .sa_flags = SA_RESTART};
    static const struct sigaction shells = {.sa_handler = SIG_DFL};

    state.ours = ours;
    for (gsize i = 0; i < G_N_ELEMENTS(lived_through); i++)
        sigaction(lived_through[i].number, &note, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++)
        sigaction(fatal[i], &die, NULL);
    if (!ours) {
        sigaction(SIGINT, &ignore, NULL);
        sigaction(SIGQUIT, &ignore, NULL);
        sigaction(SIGCONT, &ignore, NULL);
        sigaction(SIGTSTP, &shells, NULL);
    }
}

gboolean
signals_open(int output, const struct termios *modes, GError **error)
{
    int ends[2];
    if (!g_unix_open_pipe(ends, FD_CLOEXEC, error))
        return FALSE;
    for (int i = 0; i < 2; i++) {
        g_unix_set_fd_nonblocking(ends[i], TRUE, NULL);
        state.pipe[i] = ends[i];
    }
    state.output = output;
    state.modes = *modes;
    for (gsize i = 0; i < G_N_ELEMENTS(lived_through); i++)
        sigaction(lived_through[i].number, NULL, &former_lived_through[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++)
        sigaction(fatal[i], NULL, &former_fatal[i]);
    signals_terminal_ours(FALSE);
    return TRUE;
}

void
signals_restore_set(const char *sequence)
{
    g_strlcpy(state.restore, sequence, sizeof state.restore);
    state.restore_length = strlen(state.restore);
}

void
signals_close(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(lived_through); i++)
        sigaction(lived_through[i].number, &former_lived_through[i], NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++)
        sigaction(fatal[i], &former_fatal[i], NULL);
    state.ours = FALSE;
    for (int i = 0; i < 2; i++) {
        close(state.pipe[i]);
        state.pipe[i] = -1;
    }
}

/* ── Taking ───────────────────────────────────────────────────────────────────────────────── */

int
signals_descriptor(void)
{
    return state.pipe[0];
}

SignalsMask
signals_take(void)
{
    SignalsMask mask = 0;
    char numbers[64];
    ssize_t count;
    while ((count = read(state.pipe[0], numbers, sizeof numbers)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
            for (gsize k = 0; k < G_N_ELEMENTS(lived_through); k++) {
                if (lived_through[k].number == numbers[i])
                    mask |= lived_through[k].mask;
            }
        }
    }
    return mask;
}

void
signals_stop_now(void)
{
    /* A program started from a script stops with the script, or the shell would never know. */
    kill(0, SIGTSTP);
}
