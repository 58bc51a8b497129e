#include "page.h"

#include "zhenggai/text.h"

#include <string.h>

/* Labels of fields are as wide as the longest one that fits in this many cells. */
enum { LABEL_CELLS = 16, LABEL_GAP = 2 };
/* From this many columns two facts stand side by side, the right one with so wide a label. */
enum { PAGE_FACTS_BESIDE = 72, PAGE_LABEL_BESIDE = 14 };

/* A paragraph as it was added. */
typedef struct {
    char *label; /* of a field, else NULL */
    char *text;
    Style style;
    int indent;
    GArray *spans; /* PageSpan, or NULL */
    gboolean heading;
    gboolean fact; /* a field that may share its line with another one */
} PageBlock;

/* A line as it is drawn: a part of a block. */
typedef struct {
    const PageBlock *block;
    const PageBlock *beside; /* a fact in the right half, or NULL */
    char *text;
    gsize offset;   /* of its first byte in the block's text */
    gboolean first; /* of its block: the label stands here */
} PageLine;

struct Page {
    GPtrArray *blocks;
    GPtrArray *lines; /* NULL: not laid out */
    int columns;      /* that the lines were laid out for */
    int rows;         /* that were drawn last */
    int top;
    int show; /* the span to be seen at the next drawing; −1: none */
};

static void
page_block_free(PageBlock *block)
{
    g_free(block->label);
    g_free(block->text);
    if (block->spans != NULL)
        g_array_unref(block->spans);
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
    page->show = -1;
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
    page->show = -1;
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
page_add_line(Page *page, gboolean title, const char *line)
{
    page_append(page, title ? STYLE_HEADING : STYLE_NORMAL, 0, line)->heading = title;
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
page_add_fact(Page *page, const char *label, Style style, const char *value)
{
    page_add_field(page, label, style, value);
    ((PageBlock *)page->blocks->pdata[page->blocks->len - 1])->fact = TRUE;
}

void
page_add_gap(Page *page)
{
    page_append(page, STYLE_NORMAL, 0, "");
}

void
page_add_spans(Page *page, const char *text, const PageSpan *spans, guint count)
{
    /* Making visible can lengthen a text, so the parts between the edges are made visible alone. */
    g_autoptr(GString) visible = g_string_new(NULL);
    GArray *shown = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    gsize at = 0;
    for (guint i = 0; i <= count; i++) {
        gsize start = i < count ? spans[i].start : strlen(text);
        g_autofree char *before = g_strndup(text + at, start - at);
        g_autofree char *plain = text_visible(before);
        g_string_append(visible, plain);
        if (i == count)
            break;
        g_autofree char *part = g_strndup(text + start, spans[i].end - start);
        g_autofree char *marked = text_visible(part);
        PageSpan span = {visible->len, visible->len + strlen(marked), spans[i].style};
        g_string_append(visible, marked);
        g_array_append_val(shown, span);
        at = spans[i].end;
    }
    page_append(page, STYLE_NORMAL, 0, visible->str)->spans = shown;
}

void
page_add_marked(Page *page, const char *text, gsize start, gsize end)
{
    const PageSpan span = {start, end, STYLE_MATCH};
    page_add_spans(page, text, &span, 1);
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
        line->block = block;
        line->first = i == 0;
        line->offset = (gsize)((at == NULL ? from : at) - block->text);
        line->text = g_strdup(lines[i]);
        from = block->text + line->offset + strlen(lines[i]);
        g_ptr_array_add(page->lines, line);
    }
}

/* Whether two blocks are facts that fit into the halves of a line. */
static gboolean
page_are_pair(const Page *page, const PageBlock *left, const PageBlock *right)
{
    int half = page->columns / 2;
    return page->columns >= PAGE_FACTS_BESIDE && left->fact && right->fact &&
           strchr(left->text, '\n') == NULL && strchr(right->text, '\n') == NULL &&
           left->indent + text_width(left->text) < half &&
           text_width(right->label) + LABEL_GAP <= PAGE_LABEL_BESIDE &&
           PAGE_LABEL_BESIDE + text_width(right->text) <= half;
}

static void
page_lay_out(Page *page, int columns)
{
    if (page->lines != NULL && page->columns == columns)
        return;
    page_forget_lines(page);
    page->columns = columns;
    page->lines = g_ptr_array_new_with_free_func((GDestroyNotify)page_line_free);
    for (guint i = 0; i < page->blocks->len; i++) {
        const PageBlock *next = i + 1 < page->blocks->len ? page->blocks->pdata[i + 1] : NULL;
        gboolean both = next != NULL && page_are_pair(page, page->blocks->pdata[i], next);
        page_lay_out_block(page, page->blocks->pdata[i]);
        if (both) {
            ((PageLine *)page->lines->pdata[page->lines->len - 1])->beside = next;
            i++;
        }
    }
}

static int
page_last_top(const Page *page)
{
    return page->lines == NULL ? 0 : MAX((int)page->lines->len - page->rows, 0);
}

/* A third down the screen, so that what leads to it is seen too. */
static void
page_find_span(Page *page)
{
    guint n = (guint)page->show;
    page->show = -1;
    for (guint i = 0; i < page->lines->len; i++) {
        const PageLine *line = page->lines->pdata[i];
        const GArray *spans = line->block->spans;
        if (spans == NULL || n >= spans->len)
            continue;
        const PageSpan *span = &g_array_index(spans, PageSpan, n);
        if (span->start < line->offset + strlen(line->text) && span->end > line->offset) {
            page->top = (int)i - page->rows / 3;
            return;
        }
    }
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* Draws the bytes from `start` to `end` of the line, wherever they are cut by its edges. */
static int
page_draw_part(const PageLine *line, Canvas *canvas, CanvasArea area, int row, int column,
               gsize start, gsize end, Style style)
{
    gsize first = line->offset, last = line->offset + strlen(line->text);
    start = CLAMP(start, first, last) - first;
    end = CLAMP(end, first, last) - first;
    g_autofree char *part = g_strndup(line->text + start, end - start);
    return canvas_text(canvas, area, row, column, style, part);
}

static void
page_draw_line(const PageLine *line, Canvas *canvas, CanvasArea area, int row)
{
    const PageBlock *block = line->block;
    int column = block->indent;
    gsize at = 0;
    if (line->first && block->label != NULL) {
        g_autofree char *label = text_cut(block->label, LABEL_CELLS);
        canvas_text(canvas, area, row, 0, STYLE_LABEL, label);
    }
    for (guint i = 0; block->spans != NULL && i < block->spans->len; i++) {
        const PageSpan *span = &g_array_index(block->spans, PageSpan, i);
        column = page_draw_part(line, canvas, area, row, column, at, span->start, block->style);
        column =
            page_draw_part(line, canvas, area, row, column, span->start, span->end, span->style);
        at = span->end;
    }
    page_draw_part(line, canvas, area, row, column, at, G_MAXSIZE, block->style);
    if (line->beside == NULL)
        return;
    CanvasArea right =
        canvas_area_part(area, row, area.columns / 2, 1, area.columns - area.columns / 2);
    canvas_text(canvas, right, 0, 0, STYLE_LABEL, line->beside->label);
    canvas_text(canvas, right, 0, PAGE_LABEL_BESIDE, line->beside->style, line->beside->text);
}

char *
page_position(const Page *page)
{
    int lines = page->lines == NULL ? 0 : (int)page->lines->len;
    return lines <= page->rows ? NULL
                               : g_strdup_printf(_("lines %d-%d of %d"), page->top + 1,
                                                 MIN(page->top + page->rows, lines), lines);
}

void
page_draw(Page *page, Canvas *canvas, CanvasArea area)
{
    /* The last column stays free: a wide sign of ambiguous width cannot wrap there. */
    CanvasArea inside = canvas_area_part(area, 0, 1, area.rows, area.columns - 2);
    page->rows = area.rows;
    page_lay_out(page, MAX(inside.columns, 2));
    if (page->show >= 0)
        page_find_span(page);
    page->top = CLAMP(page->top, 0, page_last_top(page));
    for (int row = 0; row < inside.rows && page->top + row < (int)page->lines->len; row++)
        page_draw_line(page->lines->pdata[page->top + row], canvas, inside, row);
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

GPtrArray *
page_headings(const Page *page)
{
    GPtrArray *headings = g_ptr_array_new();
    for (guint i = 0; i < page->blocks->len; i++) {
        const PageBlock *block = page->blocks->pdata[i];
        if (block->heading)
            g_ptr_array_add(headings, block->text);
    }
    return headings;
}

void
page_show_heading(Page *page, guint n)
{
    for (guint i = 0; page->lines != NULL && i < page->lines->len; i++) {
        const PageLine *line = page->lines->pdata[i];
        if (line->first && line->block->heading && n-- == 0) {
            page->top = MIN((int)i, page_last_top(page));
            return;
        }
    }
}

void
page_show_span(Page *page, guint n)
{
    page->show = (int)n;
}
