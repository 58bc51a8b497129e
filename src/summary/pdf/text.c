/* Text: faces, layouts, lines, paragraphs. */
#include "pdf.h"

/* The faces that GB/T 9704 names, and behind each what stands in for it where it is missing. */
static const char *const families[] = {
    [FACE_BODY] = "FangSong_GB2312,FangSong,仿宋_GB2312,仿宋,STFangsong,Noto Serif CJK SC,"
                  "Source Han Serif SC,Songti SC,SimSun,WenQuanYi Micro Hei,serif",
    [FACE_TITLE] = "FZXiaoBiaoSong-B05S,方正小标宋简体,方正小标宋_GBK,Noto Serif CJK SC,"
                   "Source Han Serif SC,STZhongsong,SimSun,WenQuanYi Micro Hei,serif",
    [FACE_CHAPTER] = "SimHei,黑体,STHeiti,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,"
                     "WenQuanYi Zen Hei,sans-serif",
    [FACE_SECTION] = "KaiTi_GB2312,KaiTi,楷体_GB2312,楷体,STKaiti,Noto Serif CJK SC,"
                     "WenQuanYi Micro Hei,serif",
    [FACE_NUMBER] = "SimSun,宋体,STSong,Noto Serif CJK SC,WenQuanYi Micro Hei,serif",
};

static void
set_attributes(PangoLayout *layout, double size, int bold)
{
    g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
    /* 28 characters of 16 points share a line that is a little shorter. */
    double spacing = (PDF_CHARACTER - PDF_SIZE) * size / PDF_SIZE;
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new((int)(spacing * PANGO_SCALE)));
    /* A hyphen would be one more character of an address or a number. */
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    if (bold > 0) {
        PangoAttribute *weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        weight->start_index = 0;
        weight->end_index = (guint)bold;
        pango_attr_list_insert(attributes, weight);
    }
    pango_layout_set_attributes(layout, attributes);
}

PangoLayout *
pdf_layout(PdfWriter *writer, PdfFace face, double size, const char *text, int bold)
{
    PangoLayout *layout = pango_layout_new(writer->context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, families[face]);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (face == FACE_TITLE)
        pango_font_description_set_weight(font, PANGO_WEIGHT_SEMIBOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    set_attributes(layout, size, bold);
    /* A word longer than a line, an address of the web, must not leave the page. */
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* Every line of a font stands alike, also one in which another font stands in for a character. */
static double
baseline(PangoLayout *layout, double pitch)
{
    PangoContext *context = pango_layout_get_context(layout);
    PangoFontMetrics *metrics =
        pango_context_get_metrics(context, pango_layout_get_font_description(layout), NULL);
    double ascent = (double)pango_font_metrics_get_ascent(metrics) / PANGO_SCALE;
    double descent = (double)pango_font_metrics_get_descent(metrics) / PANGO_SCALE;
    pango_font_metrics_unref(metrics);
    return (pitch - ascent - descent) / 2 + ascent;
}

void
pdf_line(PdfWriter *writer, PangoLayout *layout, PangoLayoutLine *line, double x, double y,
         double pitch)
{
    cairo_move_to(writer->to, x, y + baseline(layout, pitch));
    pango_cairo_show_layout_line(writer->to, line);
}

/* ── Justification ────────────────────────────────────────────────────────────────────────── */

/* No space in a full line is wider than so much of a character: a line that would need more, one
 * above a word of a whole line, stays short. */
#define WIDEST (PDF_CHARACTER / 4 * PANGO_SCALE)

/* Adds `extra` behind each character of two columns but the line's last, never within words and
 * numbers; returns how many there are. */
static int
widen(PangoLayoutLine *line, const char *text, int extra)
{
    int gaps = 0, end = line->start_index + line->length;
    for (GSList *at = line->runs; at != NULL; at = at->next) {
        const PangoGlyphItem *run = at->data;
        for (int i = 0; i < run->glyphs->num_glyphs; i++) {
            const char *character = text + run->item->offset + run->glyphs->log_clusters[i];
            if (!run->glyphs->glyphs[i].attr.is_cluster_start ||
                text_character_width(g_utf8_get_char(character)) != 2 ||
                g_utf8_next_char(character) - text >= end)
                continue;
            run->glyphs->glyphs[i].geometry.width += extra;
            gaps++;
        }
    }
    return gaps;
}

/* Pango itself would put all that a line lacks into the one blank that it has, or spread it over
 * the digits of a number. */
static void
justify(PangoLayoutLine *line, const char *text, int missing)
{
    gunichar next = g_utf8_get_char(text + line->start_index + line->length);
    int gaps = next == '\0' || next == '\n' ? 0 : widen(line, text, 0);
    if (gaps > 0 && missing > 0 && missing / gaps <= WIDEST)
        widen(line, text, missing / gaps);
}

void
pdf_lines(PdfWriter *writer, PangoLayout *layout, double x, double width, double pitch)
{
    gboolean justified = pango_layout_get_justify(layout);
    pango_layout_set_justify(layout, FALSE);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(lines, NULL, &extents);
        if (justified)
            justify(pango_layout_iter_get_line(lines), pango_layout_get_text(layout),
                    (int)(width * PANGO_SCALE) - extents.x - extents.width);
        pdf_need(writer, pitch);
        pdf_line(writer, layout, pango_layout_iter_get_line_readonly(lines),
                 pdf_left(writer) + x + (double)extents.x / PANGO_SCALE,
                 pdf_top(writer) + writer->y, pitch);
        writer->y += pitch;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
}

void
pdf_paragraph(PdfWriter *writer, const char *text, int bold)
{
    gboolean chinese = document_language(writer->document) == TEXT_CHINESE;
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_BODY, PDF_SIZE, text, bold);
    pango_layout_set_justify(layout, chinese);
    if (chinese)
        pango_layout_set_indent(layout, (int)(2 * PDF_CHARACTER * PANGO_SCALE));
    pdf_lines(writer, layout, 0, pdf_width(writer), PDF_LINE);
}
