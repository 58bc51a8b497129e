/* What is set as a table: tables, figures, bars, lines to sign. */
#include <string.h>

#include "docx.h"
#include "table.h"

enum {
    CELL_PADDING = 108, /* twips at each side of a cell */
    BAR_PARTS = 25,     /* a bar is a row of so many columns, some of them shaded */
    BAR_LABEL = 2400,
    BAR_COUNT = 900,
    BAR_SHARE = 1000,
    BAR_HEIGHT = 340,
    SIGNATURE_HEIGHT = 720,
    SHORT_CELL = 80 /* characters: some twelve lines of the annex, half of its page */
};

#define RULE_COLOUR "808080"
#define HEAD_COLOUR "EDEDED"
#define BAR_COLOUR "595959"
#define REST_COLOUR "E3E3E3"

/* ── Tables, rows, cells ──────────────────────────────────────────────────────────────────── */

static void
add_border(DocxWriter *writer, const char *side, const char *eighths, const char *colour)
{
    docx_empty(writer, side, "w:val", "single", "w:sz", eighths, "w:space", "0", "w:color", colour,
               NULL);
}

static void
begin_table(DocxWriter *writer, const int *widths, guint count, gboolean ruled)
{
    static const char *const sides[] = {"w:top",   "w:left",    "w:bottom",
                                        "w:right", "w:insideH", "w:insideV"};
    int total = 0;
    for (guint i = 0; i < count; i++)
        total += widths[i];
    docx_begin(writer, "w:tbl", NULL);
    docx_begin(writer, "w:tblPr", NULL);
    docx_empty(writer, "w:tblW", "w:w", docx_number(total), "w:type", "dxa", NULL);
    docx_empty(writer, "w:jc", "w:val", "center", NULL);
    if (ruled) {
        docx_begin(writer, "w:tblBorders", NULL);
        for (guint i = 0; i < G_N_ELEMENTS(sides); i++)
            add_border(writer, sides[i], "4", RULE_COLOUR);
        docx_end(writer);
    }
    docx_empty(writer, "w:tblLayout", "w:type", "fixed", NULL);
    docx_end(writer);
    docx_begin(writer, "w:tblGrid", NULL);
    for (guint i = 0; i < count; i++)
        docx_empty(writer, "w:gridCol", "w:w", docx_number(widths[i]), NULL);
    docx_end(writer);
}

/* Two tables that touch would become one: an empty line parts them. */
static void
end_table(DocxWriter *writer)
{
    docx_end(writer);
    docx_paragraph(writer, "Gap", "");
}

/* `height` in twips: 0 for as much as the cells need; exactly that for bars, at least that for a
 * line to sign. */
static void
begin_row(DocxWriter *writer, gboolean head, gboolean whole, int height, const char *rule)
{
    docx_begin(writer, "w:tr", NULL);
    if (!head && !whole)
        return;
    docx_begin(writer, "w:trPr", NULL);
    docx_empty(writer, "w:cantSplit", NULL);
    if (height > 0)
        docx_empty(writer, "w:trHeight", "w:val", docx_number(height), "w:hRule", rule, NULL);
    if (head)
        docx_empty(writer, "w:tblHeader", NULL);
    docx_end(writer);
}

static void
begin_cell(DocxWriter *writer, int width, int span, const char *shade)
{
    docx_begin(writer, "w:tc", NULL);
    docx_begin(writer, "w:tcPr", NULL);
    docx_empty(writer, "w:tcW", "w:w", docx_number(width), "w:type", "dxa", NULL);
    if (span > 1)
        docx_empty(writer, "w:gridSpan", "w:val", docx_number(span), NULL);
    if (shade != NULL)
        docx_empty(writer, "w:shd", "w:val", "clear", "w:color", "auto", "w:fill", shade, NULL);
    docx_empty(writer, "w:vAlign", "w:val", "center", NULL);
    docx_end(writer);
}

/* `kept`: on one page with what follows. */
static void
add_kept_text(DocxWriter *writer, const char *style, TextAlign align, gboolean kept, gboolean bold,
              const char *text)
{
    static const char *const aligns[] = {
        [TEXT_LEFT] = NULL, [TEXT_RIGHT] = "right", [TEXT_CENTRE] = "center"};
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:pPr", NULL);
    docx_empty(writer, "w:pStyle", "w:val", style, NULL);
    if (kept)
        docx_empty(writer, "w:keepNext", NULL);
    if (aligns[align] != NULL)
        docx_empty(writer, "w:jc", "w:val", aligns[align], NULL);
    docx_end(writer);
    docx_run(writer, text, bold);
    docx_end(writer);
}

static void
add_text(DocxWriter *writer, const char *style, TextAlign align, gboolean bold, const char *text)
{
    add_kept_text(writer, style, align, FALSE, bold, text);
}

static void
add_cell(DocxWriter *writer, int width, TextAlign align, gboolean bold, const char *text)
{
    begin_cell(writer, width, 1, NULL);
    add_text(writer, "TableText", align, bold, text);
    docx_end(writer);
}

/* ── Tables ───────────────────────────────────────────────────────────────────────────────── */

/* The columns share the text's width as their cells need it. */
static int *
column_widths(const DocxWriter *writer, const Block *table)
{
    /* Half a character and a tenth more: not every font keeps its digits that narrow. */
    int text = docx_text_width(writer), half = writer->across ? 99 : 116, total = 0;
    int cells = (text - (int)table->columns * 2 * CELL_PADDING) / half;
    int *widths = table_widths(table, cells, 0);
    for (guint i = 0; i < table->columns; i++)
        total += widths[i];
    int room = text - (int)table->columns * 2 * CELL_PADDING;
    for (guint i = 0; i < table->columns; i++)
        widths[i] = widths[i] * room / MAX(total, 1) + 2 * CELL_PADDING;
    return widths;
}

/* A short row stays on its page; a long one is parted, or it would leave half a page empty. */
static gboolean
is_short(const Block *table, guint row)
{
    for (guint i = 0; i < table->columns; i++) {
        if (g_utf8_strlen(block_cell(table, row, i), -1) > SHORT_CELL)
            return FALSE;
    }
    return TRUE;
}

static void
add_row(DocxWriter *writer, const Block *table, guint row, const int *widths)
{
    const char *text = writer->across ? "AnnexText" : "TableText";
    const char *head = writer->across ? "AnnexHead" : "TableHead";
    begin_row(writer, row == 0, !writer->across || is_short(table, row), 0, NULL);
    for (guint i = 0; i < table->columns; i++) {
        begin_cell(writer, widths[i], 1, row == 0 ? HEAD_COLOUR : NULL);
        /* The last row does not stand alone on a page. */
        add_kept_text(writer, row == 0 ? head : text, row == 0 ? TEXT_LEFT : table->aligns[i],
                      row > 0 && row + 2 == block_rows(table), FALSE, block_cell(table, row, i));
        docx_end(writer);
    }
    docx_end(writer);
}

void
docx_table(DocxWriter *writer, const Block *table)
{
    g_autofree int *widths = column_widths(writer, table);
    begin_table(writer, widths, table->columns, TRUE);
    for (guint row = 0; row < block_rows(table); row++)
        add_row(writer, table, row, widths);
    end_table(writer);
}

/* ── Figures: two beside each other ───────────────────────────────────────────────────────── */

void
docx_figures(DocxWriter *writer, guint start, guint end)
{
    int half = docx_text_width(writer) / 2, label = half * 11 / 20;
    const int widths[] = {label, half - label, label, half - label};
    begin_table(writer, widths, G_N_ELEMENTS(widths), TRUE);
    for (guint i = start; i < end; i += 2) {
        begin_row(writer, FALSE, TRUE, 0, NULL);
        for (guint j = 0; j < 2; j++) {
            const Block *figure = i + j < end ? document_block(writer->document, i + j) : NULL;
            add_cell(writer, widths[0], TEXT_LEFT, FALSE, figure == NULL ? "" : figure->label);
            add_cell(writer, widths[1], TEXT_LEFT, TRUE, figure == NULL ? "" : figure->text);
        }
        docx_end(writer);
    }
    end_table(writer);
}

/* ── Bars ─────────────────────────────────────────────────────────────────────────────────── */

/* White borders above and below part a bar from the next. */
static void
begin_bar_cell(DocxWriter *writer, int width, int span, const char *shade)
{
    docx_begin(writer, "w:tc", NULL);
    docx_begin(writer, "w:tcPr", NULL);
    docx_empty(writer, "w:tcW", "w:w", docx_number(width), "w:type", "dxa", NULL);
    docx_empty(writer, "w:gridSpan", "w:val", docx_number(span), NULL);
    docx_begin(writer, "w:tcBorders", NULL);
    add_border(writer, "w:top", "36", "FFFFFF");
    add_border(writer, "w:bottom", "36", "FFFFFF");
    docx_end(writer);
    docx_empty(writer, "w:shd", "w:val", "clear", "w:color", "auto", "w:fill", shade, NULL);
    docx_end(writer);
}

/* Shaded columns for the part, lighter ones for the rest: of a value above none one is shaded, and
 * only the whole shades all. */
static void
add_drawing(DocxWriter *writer, const Block *bar, int part)
{
    int filled = bar->of == 0 ? 0 : (int)((double)bar->value * BAR_PARTS / (double)bar->of + 0.5);
    if (bar->value > 0 && bar->value < bar->of)
        filled = CLAMP(filled, 1, BAR_PARTS - 1);
    const struct {
        int span;
        const char *shade;
    } cells[] = {{filled, BAR_COLOUR}, {BAR_PARTS - filled, REST_COLOUR}};
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
        if (cells[i].span == 0)
            continue;
        begin_bar_cell(writer, cells[i].span * part, cells[i].span, cells[i].shade);
        docx_paragraph(writer, "Gap", "");
        docx_end(writer);
    }
}

void
docx_bars(DocxWriter *writer, guint start, guint end)
{
    int widths[3 + BAR_PARTS] = {BAR_LABEL, BAR_COUNT, BAR_SHARE};
    int part = (docx_text_width(writer) - BAR_LABEL - BAR_COUNT - BAR_SHARE) / BAR_PARTS;
    for (guint i = 3; i < G_N_ELEMENTS(widths); i++)
        widths[i] = part;
    begin_table(writer, widths, G_N_ELEMENTS(widths), FALSE);
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(writer->document, i);
        g_autofree char *count = block_count(bar);
        g_autofree char *share = document_share(bar->value, bar->of);
        begin_row(writer, FALSE, TRUE, BAR_HEIGHT, "exact");
        add_cell(writer, BAR_LABEL, TEXT_LEFT, FALSE, bar->label);
        add_cell(writer, BAR_COUNT, TEXT_RIGHT, FALSE, count);
        add_cell(writer, BAR_SHARE, TEXT_RIGHT, FALSE, share);
        add_drawing(writer, bar, part);
        docx_end(writer);
    }
    end_table(writer);
}

/* ── Lines to sign ────────────────────────────────────────────────────────────────────────── */

static void
add_blank(DocxWriter *writer, int width)
{
    docx_begin(writer, "w:tc", NULL);
    docx_begin(writer, "w:tcPr", NULL);
    docx_empty(writer, "w:tcW", "w:w", docx_number(width), "w:type", "dxa", NULL);
    docx_begin(writer, "w:tcBorders", NULL);
    add_border(writer, "w:bottom", "6", "auto");
    docx_end(writer);
    docx_end(writer);
    docx_paragraph(writer, "Signature", "");
    docx_end(writer);
}

void
docx_signatures(DocxWriter *writer, guint start, guint end)
{
    int half = docx_text_width(writer) / 2, label = half * 11 / 20;
    const int widths[] = {label, half - label, label, half - label};
    begin_table(writer, widths, G_N_ELEMENTS(widths), FALSE);
    for (guint i = start; i < end; i += 2) {
        begin_row(writer, FALSE, TRUE, SIGNATURE_HEIGHT, "atLeast");
        for (guint j = 0; j < 2; j++) {
            const Block *blank = i + j < end ? document_block(writer->document, i + j) : NULL;
            begin_cell(writer, widths[0], 1, NULL);
            docx_paragraph(writer, "Signature", blank == NULL ? "" : blank->label);
            docx_end(writer);
            if (blank == NULL)
                add_cell(writer, widths[1], TEXT_LEFT, FALSE, "");
            else
                add_blank(writer, widths[1]);
        }
        docx_end(writer);
    }
    end_table(writer);
}
