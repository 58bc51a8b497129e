/* A grid of cells that views draw into; the terminal paints it, tests read it.
 *
 * Rows and columns count from 0. Everything that is drawn is clipped to an area. A wide character
 * is never half there: what does not fit whole is left out, and to overwrite one of its halves
 * blanks the other. All text passes text_visible_line() here, so nothing that a view draws can
 * reach the terminal as a control sequence.
 */
#pragma once

#include "theme.h"

#include <glib.h>

typedef struct Canvas Canvas;

/* A rectangle in cells of the whole canvas. */
typedef struct {
    int row, column;
    int rows, columns;
} CanvasArea;

enum { CANVAS_CELL_CHARACTERS = 5 };

/* One character with the marks that combine with it, as many as a terminal's cell holds. Unused
 * places are 0, so cells can be compared as memory. */
typedef struct {
    gunichar characters[CANVAS_CELL_CHARACTERS];
    guint16 width; /* 1 or 2; 0: the right half of the wide character before it */
    guint16 style; /* a Style */
} CanvasCell;

/* A blank canvas; a size below 1 counts as 1. */
Canvas *canvas_new(int rows, int columns);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

int canvas_rows(const Canvas *canvas);
int canvas_columns(const Canvas *canvas);
CanvasArea canvas_whole(const Canvas *canvas);
/* Whether borders are drawn with ASCII only. They are anyway where the terminal takes two cells
 * for a border character. */
void canvas_ascii_set(Canvas *canvas, gboolean ascii);
/* So it is, for whichever reason: bars and marks are then ASCII too. */
gboolean canvas_is_ascii(const Canvas *canvas);

/* ── Areas ────────────────────────────────────────────────────────────────────────────────── */

/* The part of `area` that begins `row` and `column` inside it and is at most that large; empty
 * (0 rows or columns), never negative, where nothing is left. */
CanvasArea canvas_area_part(CanvasArea area, int row, int column, int rows, int columns);
/* `area` without a margin of one cell on each side: the inside of a box. */
CanvasArea canvas_area_inside(CanvasArea area);

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* Blanks everything and hides the caret. */
void canvas_clear(Canvas *canvas);

/* Draws `text` in one line at (row, column) of `area`; a negative column is how much of the text
 * has been scrolled away on the left. A cluster cut by an edge leaves blanks. Returns the column
 * after the text as it would be without clipping. */
int canvas_text(Canvas *canvas, CanvasArea area, int row, int column, Style style,
                const char *text);

/* Fills `area` with blanks in `style`. */
void canvas_fill(Canvas *canvas, CanvasArea area, Style style);

/* Shows what stands in `area` in another style. */
void canvas_restyle(Canvas *canvas, CanvasArea area, Style style);

/* A border along the edges of `area`, with `title` in its upper line (NULL: none). An area of
 * less than 2×2 cells gets none. */
void canvas_box(Canvas *canvas, CanvasArea area, Style style, const char *title);
/* A line across `area` in its first row, or down in its first column. */
void canvas_rule_across(Canvas *canvas, CanvasArea area, Style style);
void canvas_rule_down(Canvas *canvas, CanvasArea area, Style style);

/* ── Caret ────────────────────────────────────────────────────────────────────────────────── */

/* Where the terminal's cursor goes, in cells of `area`, moved to the nearest cell inside it. An
 * empty area hides it. */
void canvas_caret_set(Canvas *canvas, CanvasArea area, int row, int column);
void canvas_caret_hide(Canvas *canvas);
/* FALSE if it is hidden; the places are then untouched. */
gboolean canvas_caret(const Canvas *canvas, int *row, int *column);

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

/* The cells of a row, canvas_columns() of them. Borrowed. */
const CanvasCell *canvas_row(const Canvas *canvas, int row);
/* Takes over what `source` shows; both must be of one size. */
void canvas_copy(Canvas *canvas, const Canvas *source);
/* Moves the rows from `top` to `bottom` up by `by` (negative: down); what is left behind is blank.
 */
void canvas_scroll(Canvas *canvas, int top, int bottom, int by);
Style canvas_style(const Canvas *canvas, int row, int column);
/* All rows without their trailing blanks, each ended by a line feed. The caller owns it. */
char *canvas_to_text(const Canvas *canvas);
