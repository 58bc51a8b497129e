/* A terminal for end-to-end tests: runs a program on a pty and shows what a person would see.
 *
 * The program lives in a frozen world: its environment is what the test gives it, and PATH,
 * TERM=xterm-256color, LANG=C.UTF-8. Nothing sleeps: whoever waits for something waits for exactly
 * that, and gives up after some seconds. What was waited for in vain is told on stderr, with the
 * screen as it stood.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef struct Terminal Terminal;

/* Starts `arguments` (NULL-terminated; the first is looked up in PATH) with the variables of
 * `environment` ("NAME=value", NULL-terminated; NULL: none). Never NULL. */
Terminal *terminal_start(int rows, int columns, const char *const *arguments,
                         const char *const *environment);
/* Kills the program if it still runs. */
void terminal_free(Terminal *terminal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terminal, terminal_free)

/* From now on it gives two cells to ambiguous characters, “ ” — … ①: a blank stands in the second.
 */
void terminal_wide_set(Terminal *terminal);

pid_t terminal_process(const Terminal *terminal);

/* ── What the person does ─────────────────────────────────────────────────────────────────── */

/* Sends `text` byte by byte as it is, as an input method does. */
void terminal_type(Terminal *terminal, const char *text);
/* Presses the keys that `names` names, with blanks between: "Down Down Enter", "Ctrl-R", "Alt-b",
 * "Shift-Tab", "F2", "PgDn", "Space", "x", "整". A name that is none fails the test. */
void terminal_press(Terminal *terminal, const char *names);
/* Pastes; as a bracketed paste if the program asked for those. */
void terminal_paste(Terminal *terminal, const char *text);
void terminal_resize(Terminal *terminal, int rows, int columns);
/* Takes the terminal away, as when its window is closed. */
void terminal_hang_up(Terminal *terminal);

/* ── What comes of it ─────────────────────────────────────────────────────────────────────── */

typedef gboolean (*TerminalCondition)(Terminal *terminal, gconstpointer data);

/* Each waits until it is so, and is FALSE if it is not so in time. */
gboolean terminal_until(Terminal *terminal, TerminalCondition condition, gconstpointer data);
gboolean terminal_shows(Terminal *terminal, const char *text);
gboolean terminal_lacks(Terminal *terminal, const char *text);
gboolean terminal_cursor_at(Terminal *terminal, int row, int column);
/* `status` gets the exit status, or 128 and the number of the signal that ended it. */
gboolean terminal_exits(Terminal *terminal, int *status);
/* Whether it has ended by now, without waiting. */
gboolean terminal_has_ended(Terminal *terminal);
/* Whether the screen becomes what tests/screens/NAME.txt says. UPDATE_SCREENS=1 in the environment
 * writes the file instead, as soon as the screen stands still. */
gboolean terminal_matches(Terminal *terminal, const char *name);

/* ── The screen now ───────────────────────────────────────────────────────────────────────── */

/* Each row without its trailing blanks, ended by a line feed. The caller owns it. */
char *terminal_screen(Terminal *terminal);
/* FALSE while the cursor is hidden. */
gboolean terminal_cursor(Terminal *terminal, int *row, int *column);

typedef struct {
    gboolean bold, underline, reverse;
    int foreground; /* index in the palette; -1: the default colour; -2: any other */
    int background;
    int width; /* 1 or 2; 0: the right half of the cell before it */
} TerminalCell;

/* A cell that must be on the screen. */
TerminalCell terminal_cell(Terminal *terminal, int row, int column);

/* Whether the program is on the alternate screen, as full-screen programs are. */
gboolean terminal_is_fullscreen(const Terminal *terminal);
/* All bytes that came from the program, and their number. Borrowed. */
const GString *terminal_received(const Terminal *terminal);
