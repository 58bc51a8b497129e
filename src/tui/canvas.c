#include "canvas.h"

#include "zhenggai/text.h"

#include <string.h>

struct Canvas {
    int rows, columns;
    gboolean ascii;
    int caret_row, caret_column; /* caret_row is -1 while it is hidden */
    CanvasCell *cells;
};

static const CanvasCell blank = {.characters = {' '}, .width = 1, .style = STYLE_NORMAL};

/* ── Making ───────────────────────────────────────────────────────────────────────────────── */

Canvas *
canvas_new(int rows, int columns)
{
    Canvas *canvas = g_new0(Canvas, 1);
    canvas->rows = MAX(rows, 1);
    canvas->columns = MAX(columns, 1);
    canvas->cells = g_new(CanvasCell, (gsize)canvas->rows * (gsize)canvas->columns);
    canvas_clear(canvas);
    return canvas;
}

void
canvas_free(Canvas *canvas)
{
    if (canvas == NULL)
        return;
    g_free(canvas->cells);
    g_free(canvas);
}

int
canvas_rows(const Canvas *canvas)
{
    return canvas->rows;
}

int
canvas_columns(const Canvas *canvas)
{
    return canvas->columns;
}

CanvasArea
canvas_whole(const Canvas *canvas)
{
    return (CanvasArea){.rows = canvas->rows, .columns = canvas->columns};
}

void
canvas_ascii_set(Canvas *canvas, gboolean ascii)
{
    canvas->ascii = ascii;
}

gboolean
canvas_is_ascii(const Canvas *canvas)
{
    return canvas->ascii || text_width("─") != 1;
}

/* ── Areas ────────────────────────────────────────────────────────────────────────────────── */

CanvasArea
canvas_area_part(CanvasArea area, int row, int column, int rows, int columns)
{
    int first_row = CLAMP(row, 0, area.rows);
    int first_column = CLAMP(column, 0, area.columns);
    /* "All the rest" is asked for as G_MAXINT. */
    gint64 end_row = CLAMP((gint64)row + rows, first_row, area.rows);
    gint64 end_column = CLAMP((gint64)column + columns, first_column, area.columns);
    return (CanvasArea){area.row + first_row, area.column + first_column, (int)end_row - first_row,
                        (int)end_column - first_column};
}

CanvasArea
canvas_area_inside(CanvasArea area)
{
    return canvas_area_part(area, 1, 1, area.rows - 2, area.columns - 2);
}

/* What of `area` lies on the canvas. */
static CanvasArea
area_on_canvas(const Canvas *canvas, CanvasArea area)
{
    return canvas_area_part(canvas_whole(canvas), area.row, area.column, area.rows, area.columns);
}

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

static CanvasCell *
cell_at(const Canvas *canvas, int row, int column)
{
    return canvas->cells + (gsize)row * (gsize)canvas->columns + column;
}

/* Blanks what would be left of wide characters when the cells from `column` up to `end` are
 * overwritten. */
static void
cells_release(Canvas *canvas, int row, int column, int end)
{
    CanvasCell *cells = cell_at(canvas, row, 0);
    if (cells[column].width == 0) {
        Style style = cells[column - 1].style;
        cells[column - 1] = blank;
        cells[column - 1].style = style;
    }
    if (end < canvas->columns && cells[end].width == 0) {
        Style style = cells[end].style;
        cells[end] = blank;
        cells[end].style = style;
    }
}

/* Writes a character of one or two cells; it must fit in the row. */
static void
cell_put(Canvas *canvas, int row, int column, gunichar character, int width, Style style)
{
    cells_release(canvas, row, column, column + width);
    CanvasCell *cell = cell_at(canvas, row, column);
    *cell = (CanvasCell){.characters = {character}, .width = width, .style = style};
    if (width == 2)
        cell[1] = (CanvasCell){.width = 0, .style = style};
}

/* Adds a combining mark; what a terminal's cell cannot hold falls away. */
static void
cell_combine(CanvasCell *cell, gunichar mark)
{
    for (int i = 1; i < CANVAS_CELL_CHARACTERS; i++) {
        if (cell->characters[i] == 0) {
            cell->characters[i] = mark;
            return;
        }
    }
}

static void
cells_blank(Canvas *canvas, int row, int column, int end, Style style)
{
    if (column >= end)
        return;
    cells_release(canvas, row, column, end);
    for (CanvasCell *cell = cell_at(canvas, row, column); column < end; column++, cell++) {
        *cell = blank;
        cell->style = style;
    }
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

void
canvas_clear(Canvas *canvas)
{
    for (gsize i = 0; i < (gsize)canvas->rows * (gsize)canvas->columns; i++)
        canvas->cells[i] = blank;
    canvas_caret_hide(canvas);
}

/* Writes one cluster whose first cell is `column`. A cluster may be several characters wide
 * (flags): each keeps its own cell, as terminals have it. */
static void
cluster_put(Canvas *canvas, int row, int column, Style style, const char *cluster, const char *end)
{
    CanvasCell *base = NULL;
    for (; cluster < end; cluster = g_utf8_next_char(cluster)) {
        gunichar character = g_utf8_get_char(cluster);
        int width = text_character_width(character);
        if (width > 0) {
            cell_put(canvas, row, column, character, width, style);
            base = cell_at(canvas, row, column);
            column += width;
        } else if (base != NULL) {
            cell_combine(base, character);
        }
    }
}

static int
cluster_width(const char *cluster, const char *end)
{
    int width = 0;
    for (; cluster < end; cluster = g_utf8_next_char(cluster))
        width += text_character_width(g_utf8_get_char(cluster));
    return width;
}

int
canvas_text(Canvas *canvas, CanvasArea area, int row, int column, Style style, const char *text)
{
    g_autofree char *visible = text_visible_line(text);
    CanvasArea clip = area_on_canvas(canvas, area);
    int left = clip.column, right = clip.column + clip.columns;
    int canvas_row = area.row + row;
    gboolean hidden =
        row < 0 || row >= area.rows || canvas_row < clip.row || canvas_row >= clip.row + clip.rows;
    int at = area.column + column;
    for (gsize place = 0, next; visible[place] != '\0'; place = next) {
        next = text_cluster_next(visible, place);
        int end = at + cluster_width(visible + place, visible + next);
        if (!hidden && at >= left && end <= right)
            cluster_put(canvas, canvas_row, at, style, visible + place, visible + next);
        else if (!hidden && end > left && at < right)
            cells_blank(canvas, canvas_row, MAX(at, left), MIN(end, right), style);
        at = end;
    }
    return at - area.column;
}

void
canvas_fill(Canvas *canvas, CanvasArea area, Style style)
{
    CanvasArea clip = area_on_canvas(canvas, area);
    for (int row = clip.row; row < clip.row + clip.rows; row++)
        cells_blank(canvas, row, clip.column, clip.column + clip.columns, style);
}

void
canvas_restyle(Canvas *canvas, CanvasArea area, Style style)
{
    CanvasArea clip = area_on_canvas(canvas, area);
    for (int row = clip.row; row < clip.row + clip.rows; row++) {
        CanvasCell *cell = cell_at(canvas, row, clip.column);
        for (int i = 0; i < clip.columns; i++)
            cell[i].style = style;
    }
}

/* ── Borders ──────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    const char *across, *down;
    const char *corners[2][2]; /* upper and lower, left and right */
} Border;

static const Border *
canvas_border(const Canvas *canvas)
{
    static const Border lines = {"─", "│", {{"┌", "┐"}, {"└", "┘"}}};
    static const Border ascii = {"-", "|", {{"+", "+"}, {"+", "+"}}};
    return canvas_is_ascii(canvas) ? &ascii : &lines;
}

void
canvas_rule_across(Canvas *canvas, CanvasArea area, Style style)
{
    const char *across = canvas_border(canvas)->across;
    for (int column = 0; column < area.columns; column++)
        canvas_text(canvas, area, 0, column, style, across);
}

void
canvas_rule_down(Canvas *canvas, CanvasArea area, Style style)
{
    const char *down = canvas_border(canvas)->down;
    for (int row = 0; row < area.rows; row++)
        canvas_text(canvas, area, row, 0, style, down);
}

void
canvas_box(Canvas *canvas, CanvasArea area, Style style, const char *title)
{
    if (area.rows < 2 || area.columns < 2)
        return;
    int last_row = area.rows - 1, last_column = area.columns - 1;
    canvas_rule_across(canvas, area, style);
    canvas_rule_across(canvas, canvas_area_part(area, last_row, 0, 1, area.columns), style);
    canvas_rule_down(canvas, area, style);
    canvas_rule_down(canvas, canvas_area_part(area, 0, last_column, area.rows, 1), style);
    const Border *border = canvas_border(canvas);
    for (int lower = 0; lower < 2; lower++) {
        for (int right = 0; right < 2; right++)
            canvas_text(canvas, area, lower * last_row, right * last_column, style,
                        border->corners[lower][right]);
    }
    if (title != NULL && area.columns > 6) {
        g_autofree char *visible = text_visible_line(title);
        g_autofree char *cut = text_cut(visible, area.columns - 6);
        g_autofree char *spaced = g_strdup_printf(" %s ", cut);
        canvas_text(canvas, area, 0, 2, STYLE_TITLE, spaced);
    }
}

/* ── Caret ────────────────────────────────────────────────────────────────────────────────── */

void
canvas_caret_set(Canvas *canvas, CanvasArea area, int row, int column)
{
    CanvasArea clip = area_on_canvas(canvas, area);
    if (clip.rows == 0 || clip.columns == 0) {
        canvas_caret_hide(canvas);
        return;
    }
    canvas->caret_row = CLAMP(area.row + row, clip.row, clip.row + clip.rows - 1);
    canvas->caret_column = CLAMP(area.column + column, clip.column, clip.column + clip.columns - 1);
}

void
canvas_caret_hide(Canvas *canvas)
{
    canvas->caret_row = -1;
    canvas->caret_column = 0;
}

gboolean
canvas_caret(const Canvas *canvas, int *row, int *column)
{
    if (canvas->caret_row < 0)
        return FALSE;
    *row = canvas->caret_row;
    *column = canvas->caret_column;
    return TRUE;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

const CanvasCell *
canvas_row(const Canvas *canvas, int row)
{
    g_assert(row >= 0 && row < canvas->rows);
    return cell_at(canvas, row, 0);
}

void
canvas_copy(Canvas *canvas, const Canvas *source)
{
    g_assert(canvas->rows == source->rows && canvas->columns == source->columns);
    memcpy(canvas->cells, source->cells,
           sizeof(CanvasCell) * (gsize)source->rows * (gsize)source->columns);
    canvas->caret_row = source->caret_row;
    canvas->caret_column = source->caret_column;
}

void
canvas_scroll(Canvas *canvas, int top, int bottom, int by)
{
    int rows = bottom - top + 1, kept = MAX(rows - ABS(by), 0);
    gsize width = sizeof(CanvasCell) * (gsize)canvas->columns;
    CanvasArea left = {by > 0 ? top + kept : top, 0, rows - kept, canvas->columns};
    g_assert(top >= 0 && rows > 0 && bottom < canvas->rows);
    memmove(cell_at(canvas, by > 0 ? top : bottom + 1 - kept, 0),
            cell_at(canvas, by > 0 ? bottom + 1 - kept : top, 0), width * (gsize)kept);
    for (int row = 0; row < left.rows; row++)
        for (int column = 0; column < canvas->columns; column++)
            *cell_at(canvas, left.row + row, column) = blank;
}

Style
canvas_style(const Canvas *canvas, int row, int column)
{
    g_assert(column >= 0 && column < canvas->columns);
    return (Style)canvas_row(canvas, row)[column].style;
}

char *
canvas_to_text(const Canvas *canvas)
{
    GString *text = g_string_new(NULL);
    for (int row = 0; row < canvas->rows; row++) {
        const CanvasCell *cells = canvas_row(canvas, row);
        gsize kept = text->len;
        for (int column = 0; column < canvas->columns; column++) {
            const gunichar *characters = cells[column].characters;
            for (int i = 0; i < CANVAS_CELL_CHARACTERS && characters[i] != 0; i++)
                g_string_append_unichar(text, characters[i]);
            if (characters[0] != 0 && characters[0] != ' ')
                kept = text->len;
        }
        g_string_truncate(text, kept);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}
