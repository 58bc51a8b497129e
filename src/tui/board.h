/* A board: lines made of pieces, some of which can be selected. Owners and figures are boards.
 *
 * A board is filled for a width; who fills it knows what a line stands for by its number.
 */
#pragma once

#include "canvas.h"
#include "zhenggai/action.h"
#include "zhenggai/text.h"

typedef struct Board Board;

Board *board_new(void);
void board_free(Board *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Board, board_free)

/* Takes all lines out; selection and place stay for what comes in their stead. */
void board_clear(Board *board);
/* Begins a line. `words` are the filter words that show its tasks ("" shows all); NULL: it cannot
 * be selected. */
void board_line(Board *board, const char *words);
/* Adds a piece to the last line at `column`, at most `cells` wide. */
void board_put(Board *board, int column, int cells, TextAlign align, Style style, const char *text);
/* Lines before this stay where they are while the others scroll. */
void board_freeze(Board *board);

/* The words of the selected line; NULL if there is none. Borrowed. */
const char *board_selected(Board *board);

/* Draws what fits into `area`; lines begin at its left edge with two cells for the mark. */
void board_draw(Board *board, Canvas *canvas, CanvasArea area);
/* Moves if `action` is a move; FALSE if it is none. */
gboolean board_move(Board *board, LedgerAction action);
/* Selects the line drawn at `row` of the area; FALSE if it cannot be selected. */
gboolean board_select_row(Board *board, int row);
