/* Signals that concern the terminal.
 *
 * A signal handler has no argument, so what it needs is the one state of the interface that
 * belongs to the process: the writing end of a pipe, and how to give the terminal back. Signals
 * that a program lives through come out of the pipe in order; those that end it give the terminal
 * back and then take their former course.
 */
#pragma once

#include <glib.h>
#include <termios.h>

typedef enum {
    SIGNALS_RESIZE = 1 << 0,   /* SIGWINCH */
    SIGNALS_END = 1 << 1,      /* SIGTERM, SIGHUP, SIGINT */
    SIGNALS_STOP = 1 << 2,     /* SIGTSTP */
    SIGNALS_CONTINUE = 1 << 3, /* SIGCONT */
} SignalsMask;

/* Takes the signals over, before ncurses sees them; the terminal counts as lent. `modes` are what
 * a dying program leaves the terminal `output` with. G_UNIX_ERROR if there is no pipe to be had. */
gboolean signals_open(int output, const struct termios *modes, GError **error);
/* What a dying program writes first; at most 255 bytes. */
void signals_restore_set(const char *sequence);
/* Gives the signals back to who had them. */
void signals_close(void);

/* Readable while signals wait to be taken. */
int signals_descriptor(void);
/* The signals that came since they were last taken. */
SignalsMask signals_take(void);

/* Whose the terminal is. While it is lent to another program, fatal signals write nothing, Ctrl-C
 * and Ctrl-\ are for that program alone, and Ctrl-Z stops both. */
void signals_terminal_ours(gboolean ours);

/* Stops the program as Ctrl-Z does in a shell, with all its process group; returns when it goes
 * on. The terminal must be lent. */
void signals_stop_now(void);
