/* A document as plain text. */
#include <string.h>

#include "block.h"
#include "table.h"

enum {
    TEXT_WIDTH = 80,
    TEXT_MARGIN = 4, /* before items, figures and bars: a Chinese paragraph's indent */
    TEXT_GAP = 2,    /* between the columns of a group */
    BAR_WIDEST = 30,
    BAR_NARROWEST = 5
};

typedef struct {
    gsize offset; /* of its first line in the text */
    int level;
} TextHeading;

typedef struct {
    const Document *document;
    DocumentTextStyle style;
    GString *to;
    GArray *headings; /* TextHeading, in their order */
} TextWriter;

static void
append_blanks(GString *to, int cells)
{
    for (int i = 0; i < cells; i++)
        g_string_append_c(to, ' ');
}

static void
append_line(TextWriter *writer, int indent, const char *line)
{
    append_blanks(writer->to, indent);
    g_string_append(writer->to, line);
    while (writer->to->len > 0 && writer->to->str[writer->to->len - 1] == ' ')
        g_string_truncate(writer->to, writer->to->len - 1);
    g_string_append_c(writer->to, '\n');
}

/* Narrow pages have no room for a margin. */
static int
margin(const TextWriter *writer)
{
    return writer->style.width >= 10 * TEXT_MARGIN ? TEXT_MARGIN : 0;
}

/* ── Blocks ───────────────────────────────────────────────────────────────────────────────── */

/* Only a title keeps its line feeds. */
static void
append_heading(TextWriter *writer, const Block *block)
{
    g_autofree char *text =
        block->level == 1 ? text_visible(block->text) : text_visible_line(block->text);
    g_auto(GStrv) lines = text_wrap(text, writer->style.width);
    const TextHeading heading = {writer->to->len, block->level};
    g_array_append_val(writer->headings, heading);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *centred =
            block->level == 1 ? text_fit(lines[i], writer->style.width, TEXT_CENTRE) : NULL;
        append_line(writer, 0, centred == NULL ? lines[i] : centred);
    }
}

/* The indent of a Chinese paragraph is two ideographic blanks, which belong to its text. */
static void
append_paragraph(TextWriter *writer, const Block *block)
{
    g_autofree char *visible = text_visible(block->text);
    g_auto(GStrv) lines = g_strsplit(visible, "\n", -1);
    const char *indent = writer->document->language == TEXT_CHINESE ? "　　" : "";
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *indented = g_strconcat(indent, lines[i], NULL);
        g_auto(GStrv) wrapped = text_wrap(indented, writer->style.width);
        for (guint j = 0; wrapped[j] != NULL; j++)
            append_line(writer, 0, wrapped[j]);
    }
}

/* The widest label of a group, but at most half a line. */
static int
label_width(const TextWriter *writer, guint start, guint end)
{
    int widest = 1;
    for (guint i = start; i < end; i++) {
        g_autofree char *label = text_visible_line(document_block(writer->document, i)->label);
        widest = MAX(widest, text_width(label));
    }
    return MIN(widest, writer->style.width / 2);
}

static char *
fitted_label(const Block *block, int cells)
{
    g_autofree char *label = text_visible_line(block->label);
    return text_fit(label, cells, TEXT_LEFT);
}

/* Items and figures: the label, and beside it the text, which goes on below itself. */
static void
append_labelled(TextWriter *writer, guint start, guint end)
{
    int labels = label_width(writer, start, end), left = margin(writer);
    int rest = MAX(writer->style.width - left - labels - TEXT_GAP, 2);
    for (guint i = start; i < end; i++) {
        const Block *block = document_block(writer->document, i);
        g_autofree char *label = fitted_label(block, labels);
        g_autofree char *text = text_visible(block->text);
        g_auto(GStrv) lines = text_wrap(text, rest);
        append_blanks(writer->to, left);
        g_string_append(writer->to, label);
        for (guint j = 0; lines[j] != NULL; j++)
            append_line(writer, j == 0 ? TEXT_GAP : left + labels + TEXT_GAP, lines[j]);
    }
}

/* `cells` wide; of a value above none something shows, and only the whole fills it. */
static char *
bar_drawing(const TextWriter *writer, const Block *bar, int cells)
{
    const char *full = writer->style.ascii ? "#" : "█", *rest = writer->style.ascii ? "." : "░";
    int marks = cells / MAX(text_width(full), 1);
    int filled = bar->of == 0 ? 0 : (int)((double)bar->value * marks / bar->of + 0.5);
    if (bar->value > 0 && bar->value < bar->of)
        filled = CLAMP(filled, 1, marks - 1);
    GString *drawing = g_string_new(NULL);
    for (int i = 0; i < marks; i++)
        g_string_append(drawing, i < filled ? full : rest);
    return g_string_free(drawing, FALSE);
}

/* The drawing stands last: some terminals show block characters wider than they should. */
static void
append_bars(TextWriter *writer, guint start, guint end)
{
    int labels = label_width(writer, start, end), counts = 0;
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(writer->document, i);
        g_autofree char *count = block_count(bar);
        counts = MAX(counts, (int)strlen(count));
    }
    int used = margin(writer) + labels + counts + (int)strlen("100.0%") + 3 * TEXT_GAP;
    int cells = MIN(writer->style.width - used, BAR_WIDEST);
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(writer->document, i);
        g_autofree char *label = fitted_label(bar, labels);
        g_autofree char *count = block_count(bar);
        g_autofree char *share = document_share(bar->value, bar->of);
        g_autofree char *right = text_fit(share, strlen("100.0%"), TEXT_RIGHT);
        g_autofree char *drawing =
            cells < BAR_NARROWEST ? g_strdup("") : bar_drawing(writer, bar, cells);
        g_autofree char *line =
            g_strdup_printf("%s  %*s  %s  %s", label, counts, count, right, drawing);
        append_line(writer, margin(writer), line);
    }
}

/* Each line of a text at one side or in the middle. */
static void
append_aligned(TextWriter *writer, const Block *block, TextAlign align)
{
    g_autofree char *visible = text_visible(block->text);
    g_auto(GStrv) lines = text_wrap(visible, writer->style.width);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *fitted = text_fit(lines[i], writer->style.width, align);
        append_line(writer, 0, fitted);
    }
}

/* As many blanks to sign in a line as it holds. */
static void
append_signatures(TextWriter *writer, guint start, guint end)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = start; i < end; i++) {
        g_autofree char *label = text_visible_line(document_block(writer->document, i)->label);
        g_autofree char *blank = g_strconcat(label, "__________", NULL);
        int used = margin(writer) + text_width(line->str) + TEXT_GAP + text_width(blank);
        if (line->len > 0 && used > writer->style.width) {
            append_line(writer, margin(writer), line->str);
            g_string_truncate(line, 0);
        }
        g_string_append_printf(line, "%*s%s", line->len > 0 ? TEXT_GAP : 0, "", blank);
    }
    append_line(writer, margin(writer), line->str);
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static void
append_group(TextWriter *writer, guint start, guint end)
{
    const Block *block = document_block(writer->document, start);
    switch (block->kind) {
    case BLOCK_HEADING:
        append_heading(writer, block);
        break;
    case BLOCK_PARAGRAPH:
        append_paragraph(writer, block);
        break;
    case BLOCK_BYLINE:
        append_aligned(writer, block, TEXT_CENTRE);
        break;
    case BLOCK_CLOSING:
        append_aligned(writer, block, TEXT_RIGHT);
        break;
    case BLOCK_SIGNATURE:
        append_signatures(writer, start, end);
        break;
    case BLOCK_ITEM:
    case BLOCK_FIGURE:
        append_labelled(writer, start, end);
        break;
    case BLOCK_BAR:
        append_bars(writer, start, end);
        break;
    case BLOCK_TABLE:
        table_append(writer->to, block, writer->style.width);
        break;
    case BLOCK_PAGE_BREAK:
        if (writer->style.paged)
            g_string_append(writer->to, "\f\n");
        break;
    }
}

/* Whether an empty line parts the block from the one before it: not below a smaller heading, not
 * at a page's begin, and not between Chinese paragraphs and their lists, which the indent parts. */
static gboolean
stands_apart(const TextWriter *writer, guint index)
{
    if (index == 0)
        return FALSE;
    const Block *before = document_block(writer->document, index - 1);
    const Block *block = document_block(writer->document, index);
    if (before->kind == BLOCK_PAGE_BREAK)
        return !writer->style.paged && index > 1;
    if (block->kind == BLOCK_PAGE_BREAK || (before->kind == BLOCK_HEADING && before->level > 2))
        return FALSE;
    if (writer->document->language != TEXT_CHINESE)
        return TRUE;
    return (before->kind != BLOCK_PARAGRAPH && before->kind != BLOCK_ITEM) ||
           (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM);
}

/* The text and where its headings are; the caller owns both. */
static char *
write_all(const Document *document, const DocumentTextStyle *style, GArray **headings)
{
    TextWriter writer = {.document = document, .style = *style, .to = g_string_new(NULL)};
    writer.headings = g_array_new(FALSE, FALSE, sizeof(TextHeading));
    writer.style.width = style->width == 0 ? TEXT_WIDTH : MAX(style->width, 2);
    for (guint start = 0, end; start < document->blocks->len; start = end) {
        end = document_group_end(document, start);
        if (stands_apart(&writer, start))
            g_string_append_c(writer.to, '\n');
        append_group(&writer, start, end);
    }
    *headings = writer.headings;
    return g_string_free(writer.to, FALSE);
}

char *
document_write_text(const Document *document, const DocumentTextStyle *style)
{
    g_autoptr(GArray) headings = NULL;
    return write_all(document, style, &headings);
}

static void
line_free(gpointer data)
{
    DocumentLine *line = data;
    g_free(line->text);
    g_free(line);
}

GPtrArray *
document_lines(const Document *document, const DocumentTextStyle *style)
{
    g_autoptr(GArray) headings = NULL;
    g_autofree char *text = write_all(document, style, &headings);
    GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
    guint next = 0;
    for (const char *at = text, *end; *at != '\0'; at = end + 1) {
        const TextHeading *heading =
            next < headings->len ? &g_array_index(headings, TextHeading, next) : NULL;
        gboolean begins = heading != NULL && heading->offset == (gsize)(at - text);
        DocumentLine *line = g_new0(DocumentLine, 1);
        /* Every line ends with a line feed. */
        end = strchr(at, '\n');
        line->text = g_strndup(at, (gsize)(end - at));
        line->level = begins ? heading->level : 0;
        next += begins;
        g_ptr_array_add(lines, line);
    }
    return lines;
}
