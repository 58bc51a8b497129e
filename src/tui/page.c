#include "page.h"

#include "zhenggai/text.h"

#include <string.h>

/* Labels of fields are as wide as the longest one that fits in this many cells. */
enum { LABEL_CELLS = 16, LABEL_GAP = 2 };

/* A paragraph as it was added. */
typedef struct {
    char *label; /* of a field, else NULL */
    char *text;
    Style style;
    int indent;
    gsize start, end; /* of the marked part, in bytes; equal where there is none */
    gboolean heading;
} PageBlock;

/* A line as it is drawn: a part of a block. */
typedef struct {
    const PageBlock *block;
    char *text;
    gboolean first;   /* of its block: the label stands here */
    gsize start, end; /* of the marked part, in bytes of this line */
} PageLine;

struct Page {
    GPtrArray *blocks;
    GPtrArray *lines; /* NULL: not laid out */
    int columns;      /* that the lines were laid out for */
    int rows;         /* that were drawn last */
    int top;
    gboolean show_marked;
};

static void
page_block_free(PageBlock *block)
{
    g_free(block->label);
    g_free(block->text);
    g_free(block);
}

static void
page_line_free(PageLine *line)
{
    g_free(line->text);
    g_free(line);
}

Page *
page_new(void)
{
    Page *page = g_new0(Page, 1);
    page->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)page_block_free);
    return page;
}

static void
page_forget_lines(Page *page)
{
    g_clear_pointer(&page->lines, g_ptr_array_unref);
}

void
page_free(Page *page)
{
    if (page == NULL)
        return;
    page_forget_lines(page);
    g_ptr_array_unref(page->blocks);
    g_free(page);
}

void
page_clear(Page *page)
{
    page_forget_lines(page);
    g_ptr_array_set_size(page->blocks, 0);
    page->top = 0;
    page->show_marked = FALSE;
}

/* ── Adding ───────────────────────────────────────────────────────────────────────────────── */

static PageBlock *
page_append(Page *page, Style style, int indent, const char *text)
{
    PageBlock *block = g_new0(PageBlock, 1);
    block->text = text_visible(text);
    block->style = style;
    block->indent = indent;
    g_ptr_array_add(page->blocks, block);
    page_forget_lines(page);
    return block;
}

void
page_add_heading(Page *page, const char *text)
{
    if (page->blocks->len > 0)
        page_add_gap(page);
    page_append(page, STYLE_HEADING, 0, text)->heading = TRUE;
}

void
page_add(Page *page, Style style, int indent, const char *text)
{
    page_append(page, style, indent, text);
}

void
page_add_field(Page *page, const char *label, Style style, const char *value)
{
    page_append(page, style, LABEL_CELLS + LABEL_GAP, value)->label = g_strdup(label);
}

void
page_add_gap(Page *page)
{
    page_append(page, STYLE_NORMAL, 0, "");
}

void
page_add_marked(Page *page, const char *text, gsize start, gsize end)
{
    /* Making visible can lengthen what stands before the mark, so each part is made visible alone.
     */
    g_autofree char *before = g_strndup(text, start);
    g_autofree char *marked = g_strndup(text + start, end - start);
    g_autofree char *visible_before = text_visible(before);
    g_autofree char *visible_marked = text_visible(marked);
    g_autofree char *visible_after = text_visible(text + end);
    g_autofree char *whole = g_strconcat(visible_before, visible_marked, visible_after, NULL);
    PageBlock *block = page_append(page, STYLE_NORMAL, 0, whole);
    block->start = strlen(visible_before);
    block->end = block->start + strlen(visible_marked);
}

/* ── Laying out ───────────────────────────────────────────────────────────────────────────── */

static void
page_lay_out_block(Page *page, const PageBlock *block)
{
    g_auto(GStrv) lines = text_wrap(block->text, MAX(page->columns - block->indent, 2));
    const char *from = block->text;
    for (guint i = 0; lines[i] != NULL; i++) {
        PageLine *line = g_new0(PageLine, 1);
        /* A line is a part of the text as it stands there; only blanks at its end are gone. */
        const char *at = strstr(from, lines[i]);
        gsize offset = (gsize)((at == NULL ? from : at) - block->text), length = strlen(lines[i]);
        line->block = block;
        line->first = i == 0;
        line->start = CLAMP(block->start, offset, offset + length) - offset;
        line->end = CLAMP(block->end, offset, offset + length) - offset;
        line->text = g_strdup(lines[i]);
        from = block->text + offset + length;
        g_ptr_array_add(page->lines, line);
    }
}

static void
page_lay_out(Page *page, int columns)
{
    if (page->lines != NULL && page->columns == columns)
        return;
    page_forget_lines(page);
    page->columns = columns;
    page->lines = g_ptr_array_new_with_free_func((GDestroyNotify)page_line_free);
    for (guint i = 0; i < page->blocks->len; i++)
        page_lay_out_block(page, page->blocks->pdata[i]);
}

static int
page_last_top(const Page *page)
{
    return page->lines == NULL ? 0 : MAX((int)page->lines->len - page->rows, 0);
}

/* The marked part a third down the screen, so that what leads to it is seen too. */
static void
page_find_marked(Page *page)
{
    page->show_marked = FALSE;
    for (guint i = 0; i < page->lines->len; i++) {
        const PageLine *line = page->lines->pdata[i];
        if (line->end > line->start) {
            page->top = (int)i - page->rows / 3;
            return;
        }
    }
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
page_draw_line(const PageLine *line, Canvas *canvas, CanvasArea area, int row)
{
    const PageBlock *block = line->block;
    if (line->first && block->label != NULL) {
        g_autofree char *label = text_cut(block->label, LABEL_CELLS);
        canvas_text(canvas, area, row, 0, STYLE_LABEL, label);
    }
    g_autofree char *before = g_strndup(line->text, line->start);
    g_autofree char *marked = g_strndup(line->text + line->start, line->end - line->start);
    int column = canvas_text(canvas, area, row, block->indent, block->style, before);
    column = canvas_text(canvas, area, row, column, STYLE_MATCH, marked);
    canvas_text(canvas, area, row, column, block->style, line->text + line->end);
}

static void
page_draw_position(const Page *page, Canvas *canvas, CanvasArea area)
{
    int last = page_last_top(page);
    if (last == 0)
        return;
    g_autofree char *position = g_strdup_printf(" %d%% ", page->top * 100 / last);
    canvas_text(canvas, area, area.rows - 1, area.columns - text_width(position), STYLE_DIM,
                position);
}

void
page_draw(Page *page, Canvas *canvas, CanvasArea area)
{
    /* The last column stays free: a wide sign of ambiguous width cannot wrap there. */
    CanvasArea inside = canvas_area_part(area, 0, 1, area.rows, area.columns - 2);
    page->rows = area.rows;
    page_lay_out(page, MAX(inside.columns, 2));
    if (page->show_marked)
        page_find_marked(page);
    page->top = CLAMP(page->top, 0, page_last_top(page));
    for (int row = 0; row < inside.rows && page->top + row < (int)page->lines->len; row++)
        page_draw_line(page->lines->pdata[page->top + row], canvas, inside, row);
    page_draw_position(page, canvas, area);
}

/* ── Scrolling ────────────────────────────────────────────────────────────────────────────── */

void
page_scroll(Page *page, int lines)
{
    page->top = CLAMP(page->top + lines, 0, page_last_top(page));
}

void
page_scroll_pages(Page *page, int pages)
{
    page_scroll(page, pages * MAX(page->rows - 1, 1));
}

void
page_scroll_to_start(Page *page)
{
    page->top = 0;
}

void
page_scroll_to_end(Page *page)
{
    page->top = page_last_top(page);
}

void
page_next_part(Page *page)
{
    if (page->lines == NULL)
        return;
    for (int i = page->top + 1; i < (int)page->lines->len && page->top < page_last_top(page); i++) {
        const PageLine *line = page->lines->pdata[i];
        if (line->first && line->block->heading) {
            page->top = MIN(i, page_last_top(page));
            return;
        }
    }
    page->top = 0;
}

void
page_show_marked(Page *page)
{
    page->show_marked = TRUE;
}
