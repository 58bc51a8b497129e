/* What is set in columns: tables, figures, bars, lines to sign. */
#include "pdf.h"
#include "table.h"
#include "zhenggai/watch.h"

#define PADDING 4.0
#define GAP 2.0 /* between a line of text and a table's rule */
#define RULE 0.5
#define BAR_HEIGHT 9.0
#define SMALL 10.5 /* size 5 */
#define SMALLER 9.0

/* How a table's rows are set. */
typedef struct {
    guint columns;
    double *widths;
    const TextAlign *aligns;
    double size, pitch;
} Columns;

/* A row's cells, laid out. */
typedef struct {
    const Columns *columns;
    PangoLayout **layouts;
    int lines; /* of the highest cell */
} Row;

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static const PangoAlignment alignments[] = {[TEXT_LEFT] = PANGO_ALIGN_LEFT,
                                            [TEXT_RIGHT] = PANGO_ALIGN_RIGHT,
                                            [TEXT_CENTRE] = PANGO_ALIGN_CENTER};

static void
row_clear(Row *row)
{
    for (guint i = 0; row->layouts != NULL && i < row->columns->columns; i++)
        g_object_unref(row->layouts[i]);
    g_clear_pointer(&row->layouts, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Row, row_clear)

/* `bold` tells for each column whether its cell is bold; NULL: all are, centred, as in a head. */
static Row
row_new(PdfWriter *writer, const Columns *columns, const char *const *cells, const gboolean *bold)
{
    Row row = {columns, g_new(PangoLayout *, columns->columns), 1};
    for (guint i = 0; i < columns->columns; i++) {
        g_autofree char *text = text_visible(cells[i] == NULL ? "" : cells[i]);
        int bytes = bold == NULL || bold[i] ? G_MAXINT : 0;
        PangoLayout *layout = pdf_layout(writer, FACE_BODY, columns->size, text, bytes);
        pango_layout_set_width(layout, (int)((columns->widths[i] - 2 * PADDING) * PANGO_SCALE));
        pango_layout_set_alignment(layout, bold == NULL ? PANGO_ALIGN_CENTER
                                                        : alignments[columns->aligns[i]]);
        row.lines = MAX(row.lines, pango_layout_get_line_count(layout));
        row.layouts[i] = layout;
    }
    return row;
}

static double
row_height(const Columns *columns, int lines)
{
    return lines * columns->pitch + 2 * PADDING / 2;
}

static void
draw_rules(PdfWriter *writer, const Columns *columns, double height)
{
    double x = pdf_left(writer), y = pdf_top(writer) + writer->y;
    cairo_set_line_width(writer->to, RULE);
    for (guint i = 0; i < columns->columns; i++) {
        cairo_rectangle(writer->to, x, y, columns->widths[i], height);
        x += columns->widths[i];
    }
    cairo_stroke(writer->to);
}

static void
draw_cell(PdfWriter *writer, const Row *row, guint column, double x, int from, int count)
{
    PangoLayout *layout = row->layouts[column];
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    int line = 0;
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(lines, NULL, &extents);
        if (line >= from && line < from + count)
            pdf_line(writer, layout, pango_layout_iter_get_line_readonly(lines),
                     x + PADDING + (double)extents.x / PANGO_SCALE,
                     pdf_top(writer) + writer->y + PADDING / 2 +
                         (line - from) * row->columns->pitch,
                     row->columns->pitch);
        line++;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
}

/* Lines `from` to `from + count` of each cell, in a frame. */
static void
draw_slice(PdfWriter *writer, const Row *row, int from, int count, gboolean head)
{
    double height = row_height(row->columns, count), x = pdf_left(writer);
    if (head) {
        cairo_set_source_rgb(writer->to, 0.93, 0.93, 0.93);
        cairo_rectangle(writer->to, x, pdf_top(writer) + writer->y, pdf_width(writer), height);
        cairo_fill(writer->to);
        cairo_set_source_rgb(writer->to, 0, 0, 0);
    }
    draw_rules(writer, row->columns, height);
    for (guint i = 0; i < row->columns->columns; i++) {
        draw_cell(writer, row, i, x, from, count);
        x += row->columns->widths[i];
    }
    writer->y += height;
}

/* A row that fits on a page is kept whole; a higher one goes on from page to page. The head, where
 * there is one, stands above it on each. */
static void
draw_row(PdfWriter *writer, const Row *row, const Row *head)
{
    double heading = head == NULL ? 0 : row_height(head->columns, head->lines);
    double page = pdf_height(writer) - heading;
    gboolean whole = row_height(row->columns, row->lines) <= page;
    for (int from = 0; from < row->lines;) {
        double wanted = row_height(row->columns, whole ? row->lines : 1);
        if (pdf_need(writer, wanted) && head != NULL)
            draw_slice(writer, head, 0, head->lines, TRUE);
        double room = pdf_height(writer) - writer->y - PADDING;
        int fit = whole ? row->lines : (int)(room / row->columns->pitch);
        int count = CLAMP(fit, 1, row->lines - from);
        draw_slice(writer, row, from, count, FALSE);
        from += count;
    }
}

/* ── Tables ───────────────────────────────────────────────────────────────────────────────── */

/* The width of a word, in a cell. */
static double
word_width(PdfWriter *writer, const char *word, double size, gboolean bold)
{
    int width;
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, size, word, bold ? G_MAXINT : 0);
    pango_layout_get_size(layout, &width, NULL);
    return (double)width / PANGO_SCALE + 2 * PADDING + 0.1;
}

/* The longest of the words that stay whole in the column's cells, not in its title. */
static char *
longest_word(const Block *table, guint column)
{
    enum { WHOLE = 14 }; /* letters: a longer one may well be broken */
    g_autoptr(GString) longest = g_string_new(NULL);
    for (guint row = 1; row < block_rows(table); row++) {
        for (const char *at = block_cell(table, row, column); *at != '\0';) {
            gsize length = 0;
            while (g_ascii_isalpha(at[length]))
                length++;
            if (length > longest->len && length <= WHOLE)
                g_string_overwrite_len(g_string_truncate(longest, 0), 0, at, (gssize)length);
            at += MAX(length, 1);
        }
    }
    return g_string_free(g_steal_pointer(&longest), FALSE);
}

static double
least_width(PdfWriter *writer, const Block *table, guint column, double size)
{
    g_autofree char *title = text_visible_line(block_cell(table, 0, column));
    g_autofree char *word = longest_word(table, column);
    g_auto(GStrv) words = g_strsplit(title, " ", -1);
    double width = word_width(writer, word, size, FALSE);
    for (guint i = 0; words[i] != NULL; i++)
        width = MAX(width, word_width(writer, words[i], size, TRUE));
    return width;
}

/* No word is broken as long as the widest column has room to give. */
static void
widen_for_words(PdfWriter *writer, const Block *table, double size, double *widths)
{
    for (guint i = 0; i < table->columns; i++) {
        double lack = least_width(writer, table, i, size) - widths[i];
        guint widest = 0;
        for (guint j = 1; j < table->columns; j++)
            widest = widths[j] > widths[widest] ? j : widest;
        if (lack > 0 && widths[widest] - lack > widths[i] + lack) {
            widths[widest] -= lack;
            widths[i] += lack;
        }
    }
}

/* The columns share the text's width as their cells need it. */
static double *
column_widths(PdfWriter *writer, const Block *table, double size)
{
    double room = pdf_width(writer) - table->columns * 2 * PADDING;
    g_autofree int *cells = table_widths(table, (int)(room / (size * 0.54)), 0);
    double *widths = g_new(double, table->columns);
    int total = 0;
    for (guint i = 0; i < table->columns; i++)
        total += cells[i];
    for (guint i = 0; i < table->columns; i++)
        widths[i] = room * cells[i] / MAX(total, 1) + 2 * PADDING;
    widen_for_words(writer, table, size, widths);
    return widths;
}

static Row
row_of_table(PdfWriter *writer, const Columns *columns, const Block *table, guint row)
{
    g_autofree gboolean *plain = g_new0(gboolean, columns->columns);
    g_autofree const char **cells = g_new(const char *, columns->columns);
    for (guint i = 0; i < columns->columns; i++)
        cells[i] = block_cell(table, row, i);
    return row_new(writer, columns, cells, row == 0 ? NULL : plain);
}

/* `widths` holds the columns' widths as long as they are used; the caller owns it. */
static Columns
columns_of_table(PdfWriter *writer, const Block *table, double **widths)
{
    double size = writer->across ? SMALLER : SMALL;
    *widths = column_widths(writer, table, size);
    return (Columns){table->columns, *widths, table->aligns, size, size * 1.4};
}

/* A small table is kept whole, of a larger one the head with the first row. */
double
pdf_table_kept(PdfWriter *writer, const Block *table)
{
    g_autofree double *widths = NULL;
    const Columns columns = columns_of_table(writer, table, &widths);
    double height = 0, kept = 0, small = pdf_height(writer) / 3;
    for (guint i = 0; i < block_rows(table) && height <= small; i++) {
        g_auto(Row) row = row_of_table(writer, &columns, table, i);
        height += row_height(&columns, row.lines);
        if (i < 2)
            kept = height;
    }
    return MIN(height <= small ? height : kept, pdf_height(writer));
}

/* The last row takes the one before it along to a new page: none stands alone on the last page. */
static void
keep_last_rows(PdfWriter *writer, const Block *table, const Row *row, const Row *head)
{
    g_auto(Row) last = row_of_table(writer, row->columns, table, block_rows(table) - 1);
    double both = row_height(row->columns, row->lines) + row_height(row->columns, last.lines);
    double page = pdf_height(writer) - row_height(head->columns, head->lines);
    if (both <= page && pdf_need(writer, both))
        draw_slice(writer, head, 0, head->lines, TRUE);
}

void
pdf_table(PdfWriter *writer, const Block *table)
{
    g_autofree double *widths = NULL;
    const Columns columns = columns_of_table(writer, table, &widths);
    g_auto(Row) head = row_of_table(writer, &columns, table, 0);
    pdf_need(writer, pdf_table_kept(writer, table));
    writer->y += writer->y > 0 ? GAP : 0;
    draw_slice(writer, &head, 0, head.lines, TRUE);
    for (guint i = 1; i < block_rows(table) && watch_goes_on(); i++) {
        g_auto(Row) row = row_of_table(writer, &columns, table, i);
        if (i + 2 == block_rows(table))
            keep_last_rows(writer, table, &row, &head);
        draw_row(writer, &row, &head);
    }
    writer->y += PADDING * 2;
}

/* ── Figures: two beside each other ───────────────────────────────────────────────────────── */

/* The widest value, which is bold, in a cell: no value is broken as long as labels have room. */
static double
value_width(PdfWriter *writer, guint start, guint end)
{
    int widest = 0;
    for (guint i = start; i < end; i++) {
        int width;
        g_autofree char *text = text_visible_line(document_block(writer->document, i)->text);
        g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, SMALL, text, G_MAXINT);
        pango_layout_get_size(layout, &width, NULL);
        widest = MAX(widest, width);
    }
    return (double)widest / PANGO_SCALE + 2 * PADDING + 0.1;
}

void
pdf_figures(PdfWriter *writer, guint start, guint end)
{
    static const TextAlign aligns[] = {TEXT_LEFT, TEXT_LEFT, TEXT_LEFT, TEXT_LEFT};
    static const gboolean bold[] = {FALSE, TRUE, FALSE, TRUE};
    double half = pdf_width(writer) / 2, value = MIN(value_width(writer, start, end), half / 2);
    double widths[] = {half - value, value, half - value, value};
    const Columns columns = {G_N_ELEMENTS(widths), widths, aligns, SMALL, SMALL * 1.5};
    writer->y += writer->y > 0 ? GAP : 0;
    for (guint i = start; i < end; i += 2) {
        const Block *left = document_block(writer->document, i);
        const Block *right = i + 1 < end ? document_block(writer->document, i + 1) : NULL;
        const char *const cells[] = {left->label, left->text, right == NULL ? "" : right->label,
                                     right == NULL ? "" : right->text};
        g_auto(Row) row = row_new(writer, &columns, cells, bold);
        draw_row(writer, &row, NULL);
    }
    writer->y += PADDING * 2;
}

/* ── Bars ─────────────────────────────────────────────────────────────────────────────────── */

static void
draw_text(PdfWriter *writer, const char *text, double x, double width, TextAlign align)
{
    g_autofree char *visible = text_visible_line(text);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, SMALL, visible, 0);
    PangoRectangle extents;
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_get_extents(layout, NULL, &extents);
    double shift = align == TEXT_RIGHT ? width - (double)extents.width / PANGO_SCALE : 0;
    pdf_line(writer, layout, pango_layout_get_line_readonly(layout, 0),
             pdf_left(writer) + x + shift, pdf_top(writer) + writer->y, PDF_BAR);
}

/* Of a value above none something shows, and only the whole fills it. */
static void
draw_bar(PdfWriter *writer, const Block *bar, double x, double width)
{
    double part = bar->of == 0 ? 0 : width * (double)bar->value / (double)bar->of;
    double y = pdf_top(writer) + writer->y + (PDF_BAR - BAR_HEIGHT) / 2;
    if (bar->value > 0 && bar->value < bar->of)
        part = CLAMP(part, 2, width - 2);
    cairo_set_source_rgb(writer->to, 0.89, 0.89, 0.88);
    cairo_rectangle(writer->to, pdf_left(writer) + x, y, width, BAR_HEIGHT);
    cairo_fill(writer->to);
    cairo_set_source_rgb(writer->to, 0.7, 0.15, 0.12);
    cairo_rectangle(writer->to, pdf_left(writer) + x, y, part, BAR_HEIGHT);
    cairo_fill(writer->to);
    cairo_set_source_rgb(writer->to, 0, 0, 0);
}

void
pdf_bars(PdfWriter *writer, guint start, guint end)
{
    const double label = 110, count = 50, share = 50, gap = 10;
    double left = label + count + share + gap;
    pdf_need(writer, MIN((end - start) * PDF_BAR, pdf_height(writer)));
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(writer->document, i);
        g_autofree char *counts = block_count(bar);
        g_autofree char *part = document_share(bar->value, bar->of);
        pdf_need(writer, PDF_BAR);
        draw_text(writer, bar->label, 0, label, TEXT_LEFT);
        draw_text(writer, counts, label, count, TEXT_RIGHT);
        draw_text(writer, part, label + count, share, TEXT_RIGHT);
        draw_bar(writer, bar, left, pdf_width(writer) - left);
        writer->y += PDF_BAR;
    }
    writer->y += PADDING;
}

/* ── Lines to sign ────────────────────────────────────────────────────────────────────────── */

static void
draw_signature(PdfWriter *writer, const char *label, double x, double width)
{
    int taken;
    g_autofree char *visible = text_visible_line(label);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, PDF_SIZE, visible, 0);
    pango_layout_get_size(layout, &taken, NULL);
    double begin = pdf_left(writer) + x, foot = pdf_top(writer) + writer->y + PDF_SIGNATURE * 0.75;
    pdf_line(writer, layout, pango_layout_get_line_readonly(layout, 0), begin,
             pdf_top(writer) + writer->y, PDF_SIGNATURE);
    cairo_set_line_width(writer->to, RULE);
    cairo_move_to(writer->to, begin + (double)taken / PANGO_SCALE, foot);
    cairo_line_to(writer->to, begin + width, foot);
    cairo_stroke(writer->to);
}

void
pdf_signatures(PdfWriter *writer, guint start, guint end)
{
    const double gap = 12;
    double half = (pdf_width(writer) - gap) / 2;
    for (guint i = start; i < end; i++) {
        gboolean right = (i - start) % 2 == 1;
        if (!right)
            pdf_need(writer, PDF_SIGNATURE);
        draw_signature(writer, document_block(writer->document, i)->label, right ? half + gap : 0,
                       half);
        if (right || i + 1 == end)
            writer->y += PDF_SIGNATURE;
    }
}
