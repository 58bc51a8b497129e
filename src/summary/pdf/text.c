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

void
pdf_lines(PdfWriter *writer, PangoLayout *layout, double x, double width, double pitch)
{
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(lines, NULL, &extents);
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
