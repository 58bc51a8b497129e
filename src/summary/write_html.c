/* A document as one HTML page. */
#include <string.h>

#include "block.h"

extern const char style_css[];

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

/* Text for an element or an attribute: nothing in it is markup, and nothing in it is invisible. */
static void
append_text(GString *to, const char *text)
{
    g_autofree char *visible = text_visible(text);
    g_autofree char *escaped = g_markup_escape_text(visible, -1);
    g_string_append(to, escaped);
}

static void
append_element(GString *to, const char *element, const char *attributes, const char *text)
{
    g_string_append_printf(to, "<%s%s>", element, attributes);
    append_text(to, text);
    g_string_append_printf(to, "</%s>", element);
}

static void
append_line(GString *to, const char *element, const char *attributes, const char *text)
{
    append_element(to, element, attributes, text);
    g_string_append_c(to, '\n');
}

/* ── Blocks ───────────────────────────────────────────────────────────────────────────────── */

/* A chapter after a page break carries the break, which is none on a screen. */
static void
append_heading(GString *to, const Block *block, gboolean broken)
{
    g_autofree char *element = g_strdup_printf("h%d", block->level);
    append_line(to, element, broken ? " class=\"break\"" : "", block->text);
}

static void
append_items(GString *to, const Document *document, guint start, guint end)
{
    g_string_append(to, "<ul>\n");
    for (guint i = start; i < end; i++) {
        const Block *item = document_block(document, i);
        g_string_append(to, "<li>");
        append_element(to, "b", "", item->label);
        append_element(to, "span", "", item->text);
        g_string_append(to, "</li>\n");
    }
    g_string_append(to, "</ul>\n");
}

static void
append_figures(GString *to, const Document *document, guint start, guint end)
{
    g_string_append(to, "<dl>\n");
    for (guint i = start; i < end; i++) {
        const Block *figure = document_block(document, i);
        g_string_append(to, "<div>");
        append_element(to, "dt", "", figure->label);
        append_element(to, "dd", "", figure->text);
        g_string_append(to, "</div>\n");
    }
    g_string_append(to, "</dl>\n");
}

/* The numbers stand in the row beside the drawing, which says no more than they do. */
static void
append_drawing(GString *to, const Block *bar)
{
    gint64 thousandths = bar->of == 0 ? 0 : (gint64)(1000.0 * bar->value / bar->of + 0.5);
    if (bar->value > 0 && bar->value < bar->of)
        thousandths = CLAMP(thousandths, 8, 992);
    g_string_append_printf(to,
                           "<svg viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" "
                           "aria-hidden=\"true\"><rect class=\"whole\" width=\"1000\" "
                           "height=\"12\"/><rect class=\"part\" width=\"%d\" height=\"12\"/></svg>",
                           (int)thousandths);
}

static void
append_bars(GString *to, const Document *document, guint start, guint end)
{
    g_string_append(to, "<table class=\"bars\">\n");
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(document, i);
        g_autofree char *count = block_count(bar);
        g_autofree char *share = document_share(bar->value, bar->of);
        g_string_append(to, "<tr>");
        append_element(to, "td", "", bar->label);
        append_element(to, "td", " class=\"right\"", count);
        append_element(to, "td", " class=\"right\"", share);
        g_string_append(to, "<td>");
        append_drawing(to, bar);
        g_string_append(to, "</td></tr>\n");
    }
    g_string_append(to, "</table>\n");
}

/* A day or an address, which a browser would break behind a dash; or a cell with a word so long
 * that it must be broken, lest it leave the page. */
static const char *
cell_class(const char *cell)
{
    enum { LONG = 24 };
    gsize length = strspn(cell, "0123456789.-"), word = 0;
    if (length > 0 && cell[length] == '\0')
        return " class=\"word\"";
    for (const char *at = cell; *at != '\0' && word <= LONG; at++)
        word = g_ascii_isgraph(*at) ? word + 1 : 0;
    return word > LONG ? " class=\"long\"" : "";
}

static void
append_row(GString *to, const Block *table, guint row)
{
    static const char *const classes[] = {
        [TEXT_LEFT] = "", [TEXT_RIGHT] = " class=\"right\"", [TEXT_CENTRE] = " class=\"centre\""};
    g_string_append(to, "<tr>");
    for (guint i = 0; i < table->columns; i++) {
        const char *cell = block_cell(table, row, i), *class = classes[table->aligns[i]];
        if (table->aligns[i] == TEXT_LEFT)
            class = cell_class(cell);
        append_element(to, row == 0 ? "th" : "td", row == 0 ? "" : class, cell);
    }
    g_string_append(to, "</tr>\n");
}

static void
append_table(GString *to, const Block *table)
{
    g_string_append(to, "<div class=\"table\"><table>\n<thead>\n");
    append_row(to, table, 0);
    g_string_append(to, "</thead>\n<tbody>\n");
    for (guint row = 1; row < block_rows(table); row++)
        append_row(to, table, row);
    g_string_append(to, "</tbody>\n</table></div>\n");
}

static void
append_signatures(GString *to, const Document *document, guint start, guint end)
{
    g_string_append(to, "<div class=\"signatures\">\n");
    for (guint i = start; i < end; i++)
        append_line(to, "span", "", document_block(document, i)->label);
    g_string_append(to, "</div>\n");
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    GString *to;
    gboolean across; /* within a section set across */
    gboolean broken; /* what follows begins a new page */
} HtmlWriter;

static void
break_page(HtmlWriter *writer, gboolean across)
{
    if (writer->across)
        g_string_append(writer->to, "</section>\n");
    if (across)
        g_string_append(writer->to, "<section class=\"across\">\n");
    writer->broken = !across && !writer->across;
    writer->across = across;
}

static void
append_group(HtmlWriter *writer, const Document *document, guint start, guint end)
{
    const Block *block = document_block(document, start);
    switch (block->kind) {
    case BLOCK_HEADING:
        append_heading(writer->to, block, writer->broken);
        break;
    case BLOCK_BYLINE:
        append_line(writer->to, "p", " class=\"byline\"", block->text);
        break;
    case BLOCK_PARAGRAPH:
        append_line(writer->to, "p", document_leads(document, start) ? " class=\"lead\"" : "",
                    block->text);
        break;
    case BLOCK_CLOSING:
        append_line(writer->to, "p", " class=\"closing\"", block->text);
        break;
    case BLOCK_ITEM:
        append_items(writer->to, document, start, end);
        break;
    case BLOCK_FIGURE:
        append_figures(writer->to, document, start, end);
        break;
    case BLOCK_BAR:
        append_bars(writer->to, document, start, end);
        break;
    case BLOCK_TABLE:
        append_table(writer->to, block);
        break;
    case BLOCK_SIGNATURE:
        append_signatures(writer->to, document, start, end);
        break;
    case BLOCK_PAGE_BREAK:
        break_page(writer, block->across);
        return;
    }
    writer->broken = FALSE;
}

/* The policy forbids the page whatever a text might still smuggle in. */
static void
append_head(GString *to, const Document *document)
{
    g_string_append_printf(to, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
                           document_language(document) == TEXT_CHINESE ? "zh-CN" : "en");
    g_string_append(to, "<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                        "'none'; style-src 'unsafe-inline'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n");
    g_autofree char *title = text_visible_line(document_title(document));
    append_line(to, "title", "", title);
    g_string_append_printf(to, "<style>\n%s</style>\n</head>\n<body>\n", style_css);
}

char *
document_write_html(const Document *document)
{
    HtmlWriter writer = {.to = g_string_new(NULL)};
    append_head(writer.to, document);
    for (guint start = 0, end; start < document_length(document); start = end) {
        end = document_group_end(document, start);
        append_group(&writer, document, start, end);
    }
    if (writer.across)
        g_string_append(writer.to, "</section>\n");
    g_string_append(writer.to, "</body>\n</html>\n");
    return g_string_free(writer.to, FALSE);
}
