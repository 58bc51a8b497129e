/* A text being typed: one line, or many that wrap. No ncurses in it.
 *
 * The caret stands between grapheme clusters. All that is not a key of the table in editor.c is
 * the caller's: Esc, and in one line Enter, ↑ and ↓.
 *
 *   ← → Ctrl-B Ctrl-F         cluster           Backspace Del Ctrl-D   delete a cluster
 *   Alt-b Alt-f Ctrl-← Ctrl-→  word              Ctrl-W Alt-Backspace   delete the word before
 *   Home End Ctrl-A Ctrl-E    line              Alt-d Ctrl-Del         delete the word after
 *   Ctrl-Home Ctrl-End        text              Ctrl-U Ctrl-K          delete to the line's ends
 *   ↑ ↓ (many lines)          line on screen    Ctrl-Y                 what was deleted last
 *   Enter Ctrl-J Alt-Enter    line feed (many)  Ctrl-_ Ctrl-Z          undo
 *   Tab Shift-Tab             next, previous candidate
 *   Shift with a key that goes somewhere selects up to there; what is typed, pasted or deleted next
 *   takes the place of what is selected.
 */
#pragma once

#include "canvas.h"
#include "input.h"

#include <glib.h>

typedef struct Editor Editor;

typedef enum {
    EDITOR_LINE, /* line feeds become blanks, at the end they fall away */
    EDITOR_LINES
} EditorMode;

/* The longest text that can be typed or pasted, in bytes. */
enum { EDITOR_LIMIT = 64 * 1024 };

/* An editor of `text`, the caret at its end. A text that is too long already is kept whole. */
Editor *editor_new(EditorMode mode, const char *text);
void editor_free(Editor *editor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Editor, editor_free)

/* The text, valid UTF-8. Borrowed until the next change. */
const char *editor_text(const Editor *editor);
/* The caret as a byte offset in it. */
gsize editor_caret(const Editor *editor);

/* What is selected, as byte offsets; FALSE if nothing is. */
gboolean editor_selection(const Editor *editor, gsize *start, gsize *end);

/* Does what a key or a paste means. FALSE if it means nothing here; nothing has changed then. */
gboolean editor_handle(Editor *editor, const InputEvent *event);
/* Inserts `text` at the caret as one step of undo; as much of it as there is room for. */
void editor_insert(Editor *editor, const char *text);
/* Whether the last insertion found no room for all of it. */
gboolean editor_is_full(const Editor *editor);

/* ── Completion ───────────────────────────────────────────────────────────────────────────── */

/* What can stand for the end of `before`, the text up to the caret: a NULL-terminated vector that
 * the editor frees, or NULL. The candidates replace `before` from *start (0 at first). */
typedef char **(*EditorCompleter)(const char *before, gsize *start, gpointer data);

/* `data` must outlive the editor. */
void editor_set_completer(Editor *editor, EditorCompleter completer, gpointer data);

/* The candidates while Tab goes through them, else NULL, and which of them stands in the text:
 * their number if that is what had been typed. Borrowed until the next key. */
const char *const *editor_candidates(const Editor *editor, guint *selected);

/* ── Showing ──────────────────────────────────────────────────────────────────────────────── */

/* Draws the text into `area` with the caret, scrolled so that the caret is in sight. */
void editor_draw(Editor *editor, Canvas *canvas, CanvasArea area, Style style);
/* How many rows the text takes in that many columns. */
int editor_rows(const Editor *editor, int columns);
