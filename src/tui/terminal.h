/* The terminal: takes it, paints canvases on it, reads what a person does, gives it back.
 *
 * The only module that knows ncurses. There is one terminal in a process. Whatever ends the
 * program, the terminal is given back as it was found. The locale must be set before.
 */
#pragma once

#include "canvas.h"
#include "input.h"

#include <glib.h>

typedef struct Terminal Terminal;

#define TERMINAL_ERROR (terminal_error_quark())
GQuark terminal_error_quark(void);

typedef enum {
    TERMINAL_ERROR_UNUSABLE /* no terminal, or one that cannot place its cursor */
} TerminalError;

/* Takes the terminal on stdin and stdout, without colour if not `colour` or if NO_COLOR is set. An
 * unknown $TERM is taken for xterm-256color. TERMINAL_ERROR_UNUSABLE with what to do about it. */
Terminal *terminal_open(gboolean colour, GError **error);
/* Gives the terminal back. NULL is allowed. */
void terminal_close(Terminal *terminal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terminal, terminal_close)

/* The size, which changes only in terminal_wait(), with an INPUT_RESIZE. */
int terminal_rows(const Terminal *terminal);
int terminal_columns(const Terminal *terminal);

/* Shows `canvas`: sends what differs from the canvas shown before, the cursor last. Cells outside
 * the terminal are left out. */
void terminal_paint(Terminal *terminal, const Canvas *canvas);
/* The next painting sends everything, whatever the terminal shows now. */
void terminal_redraw(Terminal *terminal);

/* Waits for what happens next, at most `timeout` milliseconds (-1: as long as it takes), and puts
 * it into `event`, freeing what the event held. */
void terminal_wait(Terminal *terminal, int timeout, InputEvent *event);
/* Whether an event has come already, which terminal_wait() will give without waiting: painting can
 * be left until it is dealt with. */
gboolean terminal_input_pending(Terminal *terminal);

/* Takes what came until now and keeps it for terminal_wait(), all but the key `but`. TRUE if that
 * one was pressed, or the terminal is gone. INPUT_NONE: everything is kept. */
gboolean terminal_keep(Terminal *terminal, InputKey but);

/* Whether the mouse is reported to the program; at first it is the terminal's own, to select and
 * copy with. */
void terminal_mouse_set(Terminal *terminal, gboolean on);

/* Runs a program (an editor) in the foreground with the terminal given back to it. `status` gets
 * its wait status, as for g_spawn_check_wait_status(). G_SPAWN_ERROR if it cannot be started. An
 * INPUT_RESIZE comes next. */
gboolean terminal_run(Terminal *terminal, const char *const *arguments, int *status,
                      GError **error);
/* Gives the terminal to the shell until the program is continued (Ctrl-Z). An INPUT_RESIZE comes
 * next. */
void terminal_suspend(Terminal *terminal);
