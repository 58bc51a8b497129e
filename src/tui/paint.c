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

/* Whether a wide character comes or goes in the row. Then terminals and ncurses may disagree about
 * what its other half shows, and the row is sent whole. */
static gboolean
row_shifts(const CanvasCell *before, const CanvasCell *after, int columns)
{
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
