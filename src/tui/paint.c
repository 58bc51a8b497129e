#include "terminal_private.h"

#include <string.h>

/* ── Styles ───────────────────────────────────────────────────────────────────────────────── */

void
terminal_styles_init(Terminal *terminal, gboolean colour)
{
    int colours = 0;
    if (colour && has_colors() && start_color() == OK && use_default_colors() == OK)
        colours = COLORS;
    for (Style style = 0; style < STYLE_COUNT; style++) {
        ThemeLook look = theme_look(style, colours);
        terminal->attributes[style] = (look.bold ? A_BOLD : 0) | (look.dim ? A_DIM : 0) |
                                      (look.underline ? A_UNDERLINE : 0) |
                                      (look.reverse ? A_REVERSE : 0);
        if (look.foreground >= 0) {
            terminal->pairs[style] = (short)(look.foreground + 1);
            init_pair(terminal->pairs[style], (short)look.foreground, -1);
        }
    }
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
row_is_blank(const CanvasCell *cells, int columns)
{
    for (int column = 0; column < columns; column++)
        if (cells[column].characters[0] != ' ' || cells[column].style != STYLE_NORMAL)
            return FALSE;
    return TRUE;
}

/* Whether a wide character comes or goes in the row. Then terminals and ncurses may disagree about
 * what its other half shows, and the row is sent whole; but a blank row is no question. */
static gboolean
row_shifts(const CanvasCell *before, const CanvasCell *after, int columns)
{
    if (row_is_blank(before, columns))
        return FALSE;
    for (int column = 0; column < columns; column++) {
        if ((before[column].width != 1 || after[column].width != 1) &&
            memcmp(&before[column], &after[column], sizeof *before) != 0)
            return TRUE;
    }
    return FALSE;
}

static void
row_write(const Terminal *terminal, int row, const CanvasCell *cells, int columns)
{
    move(row, 0);
    for (int column = 0; column < columns; column++) {
        const CanvasCell *cell = &cells[column];
        if (cell->width == 0 || column + cell->width > columns)
            continue;
        wchar_t characters[CANVAS_CELL_CHARACTERS + 1] = {0};
        for (int i = 0; i < CANVAS_CELL_CHARACTERS; i++)
            characters[i] = (wchar_t)cell->characters[i];
        cchar_t character;
        setcchar(&character, characters, terminal->attributes[cell->style],
                 terminal->pairs[cell->style], NULL);
        /* The last cell of the screen is written and still answered with ERR: the cursor cannot
         * go further. */
        add_wch(&character);
    }
}

/* ── Scrolling ────────────────────────────────────────────────────────────────────────────── */

/* A page of a list that moved by at most this many rows is scrolled by the terminal itself; a band
 * of fewer rows than this is not worth it. */
enum { SCROLL_MOST = 3, SCROLL_BAND = 5 };

static gboolean
rows_equal(const Canvas *first, int row, const Canvas *second, int other)
{
    return memcmp(canvas_row(first, row), canvas_row(second, other),
                  sizeof(CanvasCell) * (gsize)canvas_columns(first)) == 0;
}

/* The rows from the first to the last that differ; FALSE if they are too few. */
static gboolean
scroll_band(const Canvas *before, const Canvas *after, int *top, int *bottom)
{
    *top = 0;
    *bottom = canvas_rows(after) - 1;
    while (*top <= *bottom && rows_equal(before, *top, after, *top))
        ++*top;
    while (*bottom >= *top && rows_equal(before, *bottom, after, *bottom))
        --*bottom;
    return *bottom - *top + 1 >= SCROLL_BAND;
}

/* By how many rows the band moved up (negative: down); 0 if it did not. The selection, which moves
 * within it, may make some rows differ. */
static int
scroll_find(const Canvas *before, const Canvas *after, int top, int bottom)
{
    for (int by = 1; by <= SCROLL_MOST; by++)
        for (int sign = 1; sign >= -1; sign -= 2) {
            int kept = bottom - top + 1 - by, equal = 0;
            for (int i = 0; i < kept; i++)
                equal += sign > 0 ? rows_equal(before, top + by + i, after, top + i)
                                  : rows_equal(before, top + i, after, top + by + i);
            if (equal * 4 >= kept * 3)
                return sign * by;
        }
    return 0;
}

/* Lets the terminal scroll what only moved. What it leaves behind is known to be blank. */
static void
terminal_scroll(Terminal *terminal, const Canvas *canvas)
{
    int top, bottom;
    if (!has_il() || canvas_rows(canvas) > terminal->rows ||
        !scroll_band(terminal->painted, canvas, &top, &bottom))
        return;
    int by = scroll_find(terminal->painted, canvas, top, bottom);
    if (by == 0)
        return;
    scrollok(stdscr, TRUE);
    setscrreg(top, bottom);
    scrl(by);
    setscrreg(0, terminal->rows - 1);
    scrollok(stdscr, FALSE);
    canvas_scroll(terminal->painted, top, bottom, by);
}

static void
cursor_place(const Canvas *canvas)
{
    int row, column;
    gboolean shown = canvas_caret(canvas, &row, &column);
    leaveok(stdscr, !shown);
    curs_set(shown ? 1 : 0);
    if (shown)
        move(row, column);
}

void
terminal_paint(Terminal *terminal, const Canvas *canvas)
{
    int rows = canvas_rows(canvas), columns = canvas_columns(canvas);
    Canvas *painted = terminal->painted;
    if (painted != NULL && (canvas_rows(painted) != rows || canvas_columns(painted) != columns))
        terminal_redraw(terminal);

    gboolean known = terminal->painted != NULL;
    if (!known) {
        terminal->painted = canvas_new(rows, columns);
        erase();
        clearok(curscr, TRUE);
    }
    if (known)
        terminal_scroll(terminal, canvas);
    int width = MIN(columns, terminal->columns);
    for (int row = 0; row < MIN(rows, terminal->rows); row++) {
        const CanvasCell *before = canvas_row(terminal->painted, row);
        const CanvasCell *after = canvas_row(canvas, row);
        if (known && memcmp(before, after, sizeof *after * (gsize)columns) == 0)
            continue;
        if (known && row_shifts(before, after, width))
            wredrawln(stdscr, row, 1);
        row_write(terminal, row, after, width);
    }
    canvas_copy(terminal->painted, canvas);
    cursor_place(canvas);
    refresh();
}

void
terminal_redraw(Terminal *terminal)
{
    g_clear_pointer(&terminal->painted, canvas_free);
}
