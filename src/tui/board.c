#include "board.h"

#include "zhenggai/text.h"

typedef struct {
    int column;
    Style style;
    char *text;
} BoardPiece;

typedef struct {
    char *words; /* NULL: it cannot be selected */
    GArray *pieces;
} BoardLine;

struct Board {
    GPtrArray *lines; /* BoardLine */
    guint frozen;     /* that do not scroll */
    int selected;     /* index in lines; −1: none */
    int top, rows;    /* of the lines that scroll */
};

static void
board_piece_clear(gpointer data)
{
    g_free(((BoardPiece *)data)->text);
}

static void
board_line_free(BoardLine *line)
{
    g_free(line->words);
    g_array_unref(line->pieces);
    g_free(line);
}

Board *
board_new(void)
{
    Board *board = g_new0(Board, 1);
    board->lines = g_ptr_array_new_with_free_func((GDestroyNotify)board_line_free);
    board->selected = -1;
    return board;
}

void
board_free(Board *board)
{
    if (board == NULL)
        return;
    g_ptr_array_unref(board->lines);
    g_free(board);
}

/* ── Filling ──────────────────────────────────────────────────────────────────────────────── */

void
board_clear(Board *board)
{
    g_ptr_array_set_size(board->lines, 0);
    board->frozen = 0;
}

void
board_line(Board *board, const char *words)
{
    BoardLine *line = g_new0(BoardLine, 1);
    line->words = g_strdup(words);
    line->pieces = g_array_new(FALSE, FALSE, sizeof(BoardPiece));
    g_array_set_clear_func(line->pieces, board_piece_clear);
    g_ptr_array_add(board->lines, line);
}

void
board_put(Board *board, int column, int cells, TextAlign align, Style style, const char *text)
{
    BoardLine *line = board->lines->pdata[board->lines->len - 1];
    g_autofree char *visible = text_visible_line(text);
    BoardPiece piece = {column, style,
                        align == TEXT_LEFT ? text_cut(visible, MAX(cells, 0))
                                           : text_fit(visible, MAX(cells, 0), align)};
    g_array_append_val(line->pieces, piece);
}

void
board_freeze(Board *board)
{
    board->frozen = board->lines->len;
}

/* ── Selection ────────────────────────────────────────────────────────────────────────────── */

static const BoardLine *
board_at(const Board *board, int index)
{
    return index >= 0 && index < (int)board->lines->len ? board->lines->pdata[index] : NULL;
}

static gboolean
board_can_select(const Board *board, int index)
{
    return board_at(board, index) != NULL && board_at(board, index)->words != NULL;
}

/* From `index` the next line that can be selected, in the direction of `step`; −1 if none. */
static int
board_next(const Board *board, int index, int step)
{
    for (; board_at(board, index) != NULL; index += step)
        if (board_can_select(board, index))
            return index;
    return -1;
}

/* What the selection stood on may be gone. */
static void
board_settle(Board *board)
{
    if (board_can_select(board, board->selected))
        return;
    int wanted = CLAMP(board->selected, 0, MAX((int)board->lines->len - 1, 0));
    int after = board_next(board, wanted, 1);
    board->selected = after >= 0 ? after : board_next(board, wanted, -1);
}

const char *
board_selected(Board *board)
{
    board_settle(board);
    const BoardLine *line = board_at(board, board->selected);
    return line == NULL ? NULL : line->words;
}

static int
board_last_top(const Board *board)
{
    return MAX((int)board->lines->len - (int)board->frozen - board->rows, 0);
}

/* The nearest line that can be selected; without one further on, what is there is scrolled into
 * sight. */
static void
board_step(Board *board, int step)
{
    int next = board_next(board, board->selected + step, step);
    if (next >= 0)
        board->selected = next;
    else if (board->selected < 0)
        board->top = CLAMP(board->top + step, 0, board_last_top(board));
    else
        board->top = step > 0 ? board_last_top(board) : 0;
}

gboolean
board_move(Board *board, LedgerAction action)
{
    board_settle(board);
    switch (action) {
    case ACTION_DOWN:
    case ACTION_UP:
        board_step(board, action == ACTION_DOWN ? 1 : -1);
        return TRUE;
    case ACTION_PAGE_DOWN:
    case ACTION_PAGE_UP: {
        int step = action == ACTION_PAGE_DOWN ? 1 : -1;
        int wanted = board->selected + step * MAX(board->rows - 1, 1);
        board->selected = CLAMP(wanted, 0, MAX((int)board->lines->len - 1, 0));
        int next = board_next(board, board->selected, step);
        board->selected = next >= 0 ? next : board_next(board, board->selected, -step);
        return TRUE;
    }
    case ACTION_FIRST:
        board->selected = board_next(board, 0, 1);
        board->top = 0;
        return TRUE;
    case ACTION_LAST:
        board->selected = board_next(board, (int)board->lines->len - 1, -1);
        board->top = board_last_top(board);
        return TRUE;
    default:
        return FALSE;
    }
}

gboolean
board_select_row(Board *board, int row)
{
    int index = row < (int)board->frozen ? row : row + board->top;
    if (!board_can_select(board, index))
        return FALSE;
    board->selected = index;
    return TRUE;
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
board_draw_line(const Board *board, Canvas *canvas, CanvasArea area, int row, int index)
{
    const BoardLine *line = board_at(board, index);
    for (guint i = 0; i < line->pieces->len; i++) {
        const BoardPiece *piece = &g_array_index(line->pieces, BoardPiece, i);
        canvas_text(canvas, area, row, piece->column, piece->style, piece->text);
    }
    if (index != board->selected)
        return;
    canvas_text(canvas, area, row, 1, STYLE_NORMAL, ">");
    const BoardPiece *first = &g_array_index(line->pieces, BoardPiece, 0);
    canvas_restyle(canvas,
                   canvas_area_part(area, row, 0, 1, first->column + text_width(first->text)),
                   STYLE_SELECTED);
}

/* So that the selected line is on the screen, and the headings over it where there is room. */
static void
board_scroll(Board *board)
{
    int line = board->selected - (int)board->frozen;
    if (board->selected < 0)
        line = board->top;
    int lead = line;
    while (lead > 0 && line - lead < 2 && !board_can_select(board, lead - 1 + (int)board->frozen))
        lead--;
    if (lead < board->top)
        board->top = lead;
    if (line >= board->top + board->rows)
        board->top = line - board->rows + 1;
    board->top = CLAMP(board->top, 0, board_last_top(board));
}

void
board_draw(Board *board, Canvas *canvas, CanvasArea area)
{
    CanvasArea body = canvas_area_part(area, (int)board->frozen, 0, area.rows, area.columns);
    board->rows = body.rows;
    board_settle(board);
    board_scroll(board);
    for (int i = 0; i < (int)board->frozen && i < area.rows; i++)
        board_draw_line(board, canvas, area, i, i);
    for (int i = 0; i < body.rows; i++) {
        int index = (int)board->frozen + board->top + i;
        if (board_at(board, index) != NULL)
            board_draw_line(board, canvas, body, i, index);
    }
}
