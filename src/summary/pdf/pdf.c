/* A document as PDF: its blocks on pages, with bookmarks. */
#include <stdlib.h>
#include <string.h>

#include "pdf.h"
#include "zhenggai/watch.h"

GBytes *document_module_pdf(const Document *document, GError **error);

/* ── Blocks ───────────────────────────────────────────────────────────────────────────────── */

/* Level 1 is the whole document and no bookmark; a chapter is at the top. */
static void
add_bookmark(PdfWriter *writer, const Block *heading, const char *title)
{
    char at[G_ASCII_DTOSTR_BUF_SIZE];
    if (heading->level == 1)
        return;
    g_ascii_formatd(at, sizeof at, "%.1f", pdf_top(writer) + writer->y);
    g_autofree char *place = g_strdup_printf("page=%d pos=[0 %s]", writer->page, at);
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    for (int level = 2; level < heading->level; level++)
        parent = writer->outline[level] != 0 ? writer->outline[level] : parent;
    writer->outline[heading->level] = cairo_pdf_surface_add_outline(
        writer->surface, parent, title, place, (cairo_pdf_outline_flags_t)0);
    for (int level = heading->level + 1; level <= DOCUMENT_LEVELS; level++)
        writer->outline[level] = 0;
}

/* The lines of a layout that is `width` wide. */
static int
count_lines(PangoLayout *layout, double width)
{
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    return pango_layout_get_line_count(layout);
}

/* The least width in which the layout takes no more lines than in `width`: they are alike long, and
 * no word is left alone in the last one. */
static double
balanced_width(PangoLayout *layout, double width)
{
    int lines = count_lines(layout, width);
    while (width > PDF_CHARACTER && count_lines(layout, width - PDF_CHARACTER) == lines)
        width -= PDF_CHARACTER;
    return width;
}

static void
add_title(PdfWriter *writer, const Block *heading)
{
    g_autofree char *text = text_visible(heading->text);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_TITLE, 22, text, 0);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    double width = balanced_width(layout, pdf_width(writer));
    pdf_lines(writer, layout, (pdf_width(writer) - width) / 2, width, PDF_LINE * 1.2);
}

/* What a group's first lines take, which nothing that leads to them may be parted from. */
static double
kept_of_group(PdfWriter *writer, guint start)
{
    const Block *block = document_block(writer->document, start);
    guint count = document_group_end(writer->document, start) - start;
    switch (block->kind) {
    case BLOCK_BAR:
        return count * PDF_BAR;
    case BLOCK_TABLE:
        return pdf_table_kept(writer, block);
    case BLOCK_PARAGRAPH:
        return document_leads(writer->document, start) ? PDF_LINE + kept_of_group(writer, start + 1)
                                                       : 2 * PDF_LINE;
    case BLOCK_SIGNATURE:
        return (count + 1) / 2 * PDF_SIGNATURE;
    default:
        return 2 * PDF_LINE;
    }
}

/* What a heading keeps below it on its page: the headings that follow at once, and the first lines
 * of what they are about. */
static double
kept_below(PdfWriter *writer, guint index)
{
    double height = 0;
    for (guint i = index + 1; i < document_length(writer->document); i++) {
        BlockKind kind = document_block(writer->document, i)->kind;
        if (kind != BLOCK_HEADING)
            return kind == BLOCK_PAGE_BREAK ? height : height + kept_of_group(writer, i);
        height += PDF_LINE;
    }
    return height;
}

static void
add_heading(PdfWriter *writer, guint index)
{
    const Block *heading = document_block(writer->document, index);
    static const PdfFace faces[DOCUMENT_LEVELS + 1] = {[2] = FACE_CHAPTER, [3] = FACE_SECTION};
    gboolean chinese = document_language(writer->document) == TEXT_CHINESE;
    if (heading->level == 1) {
        add_title(writer, heading);
        return;
    }
    g_autofree char *text = text_visible_line(heading->text);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, faces[heading->level], PDF_SIZE, text,
                                               heading->level == 4 ? G_MAXINT : 0);
    pango_layout_set_justify(layout, chinese);
    if (chinese)
        pango_layout_set_indent(layout, (int)(2 * PDF_CHARACTER * PANGO_SCALE));
    int lines = count_lines(layout, pdf_width(writer));
    pdf_need(writer, MIN(lines * PDF_LINE + kept_below(writer, index), pdf_height(writer)));
    add_bookmark(writer, heading, text);
    pdf_lines(writer, layout, 0, pdf_width(writer), PDF_LINE);
}

static void
add_byline(PdfWriter *writer, const Block *block)
{
    g_autofree char *text = text_visible(block->text);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_SECTION, 14, text, 0);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pdf_lines(writer, layout, 0, pdf_width(writer), PDF_LINE);
    writer->y += PDF_LINE / 2;
    pdf_snap(writer);
}

static void
add_closing(PdfWriter *writer, const Block *block)
{
    g_autofree char *text = text_visible(block->text);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, PDF_SIZE, text, 0);
    pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    pdf_lines(writer, layout, 0, pdf_width(writer) - 4 * PDF_CHARACTER, PDF_LINE);
}

static void
add_paragraph(PdfWriter *writer, guint index)
{
    g_autofree char *text = text_visible(document_block(writer->document, index)->text);
    if (document_leads(writer->document, index))
        pdf_need(writer, kept_of_group(writer, index));
    pdf_paragraph(writer, text, 0);
}

static void
add_item(PdfWriter *writer, const Block *item)
{
    gboolean chinese = document_language(writer->document) == TEXT_CHINESE;
    g_autofree char *label = text_visible_line(item->label);
    g_autofree char *said = text_visible(item->text);
    g_autofree char *text = g_strconcat(label, chinese ? "　" : "  ", said, NULL);
    /* What it is stands on one page with what is first said of it. */
    if (strchr(said, '\n') != NULL)
        pdf_need(writer, 2 * PDF_LINE);
    pdf_paragraph(writer, text, (int)strlen(label));
}

static void
add_group(PdfWriter *writer, guint start, guint end)
{
    const Block *block = document_block(writer->document, start);
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(writer, start);
        break;
    case BLOCK_BYLINE:
        add_byline(writer, block);
        break;
    case BLOCK_PARAGRAPH:
        add_paragraph(writer, start);
        break;
    case BLOCK_CLOSING:
        add_closing(writer, block);
        break;
    case BLOCK_ITEM:
        for (guint i = start; i < end; i++)
            add_item(writer, document_block(writer->document, i));
        break;
    case BLOCK_FIGURE:
        pdf_figures(writer, start, end);
        pdf_snap(writer);
        break;
    case BLOCK_BAR:
        pdf_bars(writer, start, end);
        pdf_snap(writer);
        break;
    case BLOCK_TABLE:
        pdf_table(writer, block);
        pdf_snap(writer);
        break;
    case BLOCK_SIGNATURE:
        pdf_signatures(writer, start, end);
        pdf_snap(writer);
        break;
    case BLOCK_PAGE_BREAK:
        pdf_end_page(writer);
        writer->across = block->across;
        break;
    }
}

/* ── Fonts ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_chinese(const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        gunichar character = g_utf8_get_char_validated(at, -1);
        if (character < (gunichar)-2 && g_unichar_get_script(character) == G_UNICODE_SCRIPT_HAN)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_block_chinese(const Block *block)
{
    gboolean chinese = is_chinese(block->label) || is_chinese(block->text);
    for (guint i = 0; !chinese && block->cells != NULL && i < block->cells->len; i++)
        chinese = is_chinese(block->cells->pdata[i]);
    return chinese;
}

/* Boxes in place of characters would be no document. A font made for Japanese or old Chinese has
 * some characters, not these. */
static gboolean
check_fonts(PdfWriter *writer, GError **error)
{
    gboolean chinese = FALSE;
    for (guint i = 0; !chinese && i < document_length(writer->document); i++)
        chinese = is_block_chinese(document_block(writer->document, i));
    g_autoptr(PangoLayout) layout =
        pdf_layout(writer, FACE_BODY, PDF_SIZE, chinese ? "整改问题责任时限0" : "0", 0);
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return TRUE;
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FONT,
                _("no font on this machine has Chinese characters: install one, as by `apt install "
                  "fonts-noto-cjk`"));
    return FALSE;
}

/* ── The file ─────────────────────────────────────────────────────────────────────────────── */

static cairo_status_t
take(void *data, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(data, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static const char *
byline_of(const Document *document)
{
    for (guint i = 0; i < document_length(document); i++) {
        const Block *block = document_block(document, i);
        if (block->kind == BLOCK_BYLINE)
            return block->text;
    }
    return "";
}

/* The day in a byline, 2024-12-20 or 2024年12月20日, as PDF has it; NULL where there is none. */
static char *
day_of(const char *byline)
{
    g_autoptr(GRegex) regex = g_regex_new("([0-9]{4})\\D([0-9]{1,2})\\D([0-9]{1,2})", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, byline, 0, &match))
        return NULL;
    g_autofree char *year = g_match_info_fetch(match, 1), *month = g_match_info_fetch(match, 2),
                    *day = g_match_info_fetch(match, 3);
    return g_strdup_printf("%s-%02d-%02dT12:00:00", year, atoi(month), atoi(day));
}

static void
set_property(PdfWriter *writer, cairo_pdf_metadata_t property, const char *text)
{
    g_autofree char *line = text_visible_line(text);
    if (*line != '\0')
        cairo_pdf_surface_set_metadata(writer->surface, property, line);
}

/* What a viewer shows of the file: of a title in two lines the first is the unit, whose document it
 * is. The day is the byline's, not the clock's: the same document is the same file. */
static void
write_properties(PdfWriter *writer)
{
    const char *title = document_title(writer->document), *feed = strchr(title, '\n');
    const char *byline = byline_of(writer->document);
    g_autofree char *unit = g_strndup(title, feed == NULL ? 0 : (gsize)(feed - title));
    g_autofree char *day = day_of(byline);
    set_property(writer, CAIRO_PDF_METADATA_TITLE, title);
    set_property(writer, CAIRO_PDF_METADATA_AUTHOR, unit);
    set_property(writer, CAIRO_PDF_METADATA_SUBJECT, byline);
    set_property(writer, CAIRO_PDF_METADATA_CREATOR, "zhenggai");
    /* NULL takes the clock's away. */
    cairo_pdf_surface_set_metadata(writer->surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
}

static void
write_pages(PdfWriter *writer)
{
    watch_begin(_("setting the pages"), document_length(writer->document));
    for (guint start = 0, end; start < document_length(writer->document); start = end) {
        if (!watch_step(start, NULL))
            return;
        end = document_group_end(writer->document, start);
        add_group(writer, start, end);
    }
    /* An empty document has a page too; a full one has none behind it. */
    if (writer->page == 0)
        pdf_need(writer, 0);
    pdf_end_page(writer);
}

static gboolean
finish(PdfWriter *writer, GError **error)
{
    cairo_surface_finish(writer->surface);
    cairo_status_t status = cairo_surface_status(writer->surface);
    if (!watch_goes_on())
        return watch_fail(error);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_status(writer->to);
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FAILED,
                            cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* A context of its own fonts, which are let go with it. The caller owns it. Shapes are kept as the
 * font has them: paper has no pixels to fit them to. */
static PangoContext *
context_new(TextLanguage language)
{
    g_autoptr(PangoFontMap) fonts = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(fonts);
    cairo_font_options_t *options = cairo_font_options_create();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(
        context, pango_language_from_string(language == TEXT_CHINESE ? "zh-cn" : "en"));
    return context;
}

GBytes *
document_module_pdf(const Document *document, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    PdfWriter writer = {.document = document};
    writer.surface = cairo_pdf_surface_create_for_stream(take, bytes, PDF_SHORT, PDF_LONG);
    writer.to = cairo_create(writer.surface);
    writer.context = context_new(document_language(document));
    gboolean done = check_fonts(&writer, error);
    if (done) {
        write_properties(&writer);
        write_pages(&writer);
        done = finish(&writer, error);
    }
    g_object_unref(writer.context);
    cairo_destroy(writer.to);
    cairo_surface_destroy(writer.surface);
    return done ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}
