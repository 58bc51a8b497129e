#include "editor_private.h"

#include "zhenggai/text.h"

#include <string.h>

/* ── One line ─────────────────────────────────────────────────────────────────────────────── */

/* Cells that the bytes from `start` up to `end` take once they are made visible. */
static int
visible_width(const Editor *editor, gsize start, gsize end)
{
    g_autofree char *piece = g_strndup(editor->text->str + start, end - start);
    g_autofree char *visible = text_visible(piece);
    return text_width(visible);
}

/* The first place from which all up to `end` fits into `cells`. */
static gsize
leftmost(const Editor *editor, gsize end, int cells)
{
    gsize start = end;
    while (start > 0) {
        gsize previous = text_cluster_previous(editor->text->str, start);
        cells -= visible_width(editor, previous, start);
        if (cells < 0)
            break;
        start = previous;
    }
    return start;
}

static void
line_draw(Editor *editor, Canvas *canvas, CanvasArea area, Style style)
{
    /* The caret needs a cell behind the text. When there is less text than room on the right,
     * more of the left comes into sight. */
    int cells = area.columns - 1;
    editor->first = MIN(editor->first, editor->caret);
    editor->first = MAX(editor->first, leftmost(editor, editor->caret, cells));
    editor->first = MIN(editor->first, leftmost(editor, editor->text->len, cells));
    canvas_text(canvas, area, 0, 0, style, editor->text->str + editor->first);
    gsize start, end;
    if (editor_selection(editor, &start, &end)) {
        int column = visible_width(editor, editor->first, MAX(start, editor->first));
        int columns = visible_width(editor, MAX(start, editor->first), MAX(end, editor->first));
        columns = MIN(columns, area.columns - column);
        canvas_restyle(canvas, canvas_area_part(area, 0, column, 1, columns), STYLE_SELECTED);
    }
    canvas_caret_set(canvas, area, 0, visible_width(editor, editor->first, editor->caret));
}

/* ── Many lines ───────────────────────────────────────────────────────────────────────────── */

/* The text as it is seen, and the caret in it. */
typedef struct {
    char *visible;
    GArray *rows; /* TextLine in `visible` */
    guint caret_row;
    int caret_column;
} Layout;

static void
layout_clear(Layout *layout)
{
    g_free(layout->visible);
    g_array_unref(layout->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layout, layout_clear)

/* What was made visible is longer than it was, character by character. */
static gsize
visible_offset(const Editor *editor, gsize offset)
{
    g_autofree char *before = g_strndup(editor->text->str, offset);
    g_autofree char *visible = text_visible(before);
    return strlen(visible);
}

static gsize
offset_of_visible(const Editor *editor, gsize visible)
{
    const char *text = editor->text->str;
    gsize offset = 0;
    for (gsize seen = 0; seen < visible && text[offset] != '\0';) {
        gsize next = text_cluster_next(text, offset);
        g_autofree char *cluster = g_strndup(text + offset, next - offset);
        g_autofree char *shown = text_visible(cluster);
        seen += strlen(shown);
        offset = next;
    }
    return offset;
}

static int
width_between(const char *text, gsize start, gsize end)
{
    g_autofree char *piece = g_strndup(text + start, end - start);
    return text_width(piece);
}

static Layout
layout_new(const Editor *editor, int columns)
{
    Layout layout = {.visible = text_visible(editor->text->str)};
    layout.rows = text_wrap_lines(layout.visible, columns - 1);
    gsize caret = visible_offset(editor, editor->caret);
    while (layout.caret_row + 1 < layout.rows->len &&
           g_array_index(layout.rows, TextLine, layout.caret_row + 1).start <= caret)
        layout.caret_row++;
    /* Blanks at a break may stand outside: the caret waits at the edge. */
    gsize start = g_array_index(layout.rows, TextLine, layout.caret_row).start;
    layout.caret_column = MIN(width_between(layout.visible, start, caret), MAX(columns - 1, 0));
    return layout;
}

/* The place in row `index` that is nearest to `column` from the left. */
static gsize
row_place(const Layout *layout, guint index, int column)
{
    TextLine row = g_array_index(layout->rows, TextLine, index);
    /* Where a row is broken within a word its end is the next one's beginning. */
    gboolean joined = index + 1 < layout->rows->len &&
                      g_array_index(layout->rows, TextLine, index + 1).start == row.end;
    gsize at = row.start;
    for (int filled = 0; at < row.end;) {
        gsize next = text_cluster_next(layout->visible, at);
        filled += width_between(layout->visible, at, next);
        if (filled > column || (joined && next >= row.end))
            break;
        at = next;
    }
    return at;
}

void
editor_move_rows(Editor *editor, int rows)
{
    g_auto(Layout) layout = layout_new(editor, editor->columns);
    if (editor->goal < 0)
        editor->goal = layout.caret_column;
    int target = (int)layout.caret_row + rows;
    if (target < 0)
        editor->caret = 0;
    else if (target >= (int)layout.rows->len)
        editor->caret = editor->text->len;
    else
        editor->caret = offset_of_visible(editor, row_place(&layout, (guint)target, editor->goal));
}

static void
lines_draw_selection(const Editor *editor, const Layout *layout, Canvas *canvas, CanvasArea area)
{
    gsize start, end;
    if (!editor_selection(editor, &start, &end))
        return;
    start = visible_offset(editor, start);
    end = visible_offset(editor, end);
    for (int i = 0; i < area.rows && editor->first_row + (guint)i < layout->rows->len; i++) {
        TextLine line = g_array_index(layout->rows, TextLine, editor->first_row + (guint)i);
        gsize from = MAX(start, line.start), to = MIN(end, line.end);
        if (from >= to)
            continue;
        int column = width_between(layout->visible, line.start, from);
        int columns = width_between(layout->visible, from, to);
        canvas_restyle(canvas, canvas_area_part(area, i, column, 1, columns), STYLE_SELECTED);
    }
}

static void
lines_draw(Editor *editor, Canvas *canvas, CanvasArea area, Style style)
{
    g_auto(Layout) layout = layout_new(editor, area.columns);
    guint height = (guint)area.rows;
    guint last_first = layout.rows->len > height ? layout.rows->len - height : 0;
    guint lowest = layout.caret_row >= height ? layout.caret_row - height + 1 : 0;
    editor->first_row = CLAMP(editor->first_row, lowest, layout.caret_row);
    editor->first_row = MIN(editor->first_row, last_first);
    for (guint row = 0; row < height && editor->first_row + row < layout.rows->len; row++) {
        TextLine line = g_array_index(layout.rows, TextLine, editor->first_row + row);
        g_autofree char *piece = g_strndup(layout.visible + line.start, line.end - line.start);
        canvas_text(canvas, area, (int)row, 0, style, piece);
    }
    lines_draw_selection(editor, &layout, canvas, area);
    canvas_caret_set(canvas, area, (int)(layout.caret_row - editor->first_row),
                     layout.caret_column);
}

/* ── Showing ──────────────────────────────────────────────────────────────────────────────── */

void
editor_draw(Editor *editor, Canvas *canvas, CanvasArea area, Style style)
{
    if (area.rows < 1 || area.columns < 1)
        return;
    editor->columns = area.columns;
    canvas_fill(canvas, area, style);
    if (editor->mode == EDITOR_LINE)
        line_draw(editor, canvas, area, style);
    else
        lines_draw(editor, canvas, area, style);
}

int
editor_rows(const Editor *editor, int columns)
{
    if (editor->mode == EDITOR_LINE)
        return 1;
    g_auto(Layout) layout = layout_new(editor, columns);
    return (int)layout.rows->len;
}
