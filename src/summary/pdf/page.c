/* Pages: their sides, their numbers. */
#include <math.h>

#include "pdf.h"

/* Text goes on so far below the text's height as rounding needs. */
#define SLACK 0.5

double
pdf_left(const PdfWriter *writer)
{
    return writer->across ? PDF_LONG - PDF_HEAD - PDF_BODY_HEIGHT : PDF_BINDING;
}

double
pdf_top(const PdfWriter *writer)
{
    return writer->across ? PDF_BINDING : PDF_HEAD;
}

double
pdf_width(const PdfWriter *writer)
{
    return writer->across ? PDF_BODY_HEIGHT : PDF_BODY_WIDTH;
}

double
pdf_height(const PdfWriter *writer)
{
    return writer->across ? PDF_BODY_WIDTH : PDF_BODY_HEIGHT;
}

static void
begin_page(PdfWriter *writer)
{
    cairo_pdf_surface_set_size(writer->surface, writer->across ? PDF_LONG : PDF_SHORT,
                               writer->across ? PDF_SHORT : PDF_LONG);
    writer->open = TRUE;
    writer->page++;
    writer->y = 0;
}

gboolean
pdf_need(PdfWriter *writer, double needed)
{
    gboolean full =
        writer->open && writer->y + needed > pdf_height(writer) + SLACK && writer->y > 0;
    if (writer->open && !full)
        return FALSE;
    pdf_end_page(writer);
    begin_page(writer);
    return TRUE;
}

void
pdf_snap(PdfWriter *writer)
{
    double lines = ceil((writer->y - SLACK) / PDF_LINE);
    if (writer->open)
        writer->y = MAX(lines, 0) * PDF_LINE;
}

/* A one-em dash at each side, 7 mm below the text, at the outer edge, one character in. It stands
 * where the upright page has it also on a page that is set across. */
static void
draw_number(PdfWriter *writer)
{
    enum { SIZE = 14 };
    int width;
    g_autofree char *text = g_strdup_printf("— %d —", writer->page);
    g_autoptr(PangoLayout) layout = pdf_layout(writer, FACE_NUMBER, SIZE, text, 0);
    pango_layout_get_size(layout, &width, NULL);
    double inner = PDF_BODY_WIDTH - SIZE - (double)width / PANGO_SCALE;
    double x = PDF_BINDING + (writer->page % 2 == 1 ? inner : SIZE);
    cairo_save(writer->to);
    if (writer->across) {
        cairo_translate(writer->to, PDF_LONG, 0);
        cairo_rotate(writer->to, G_PI_2);
    }
    pdf_line(writer, layout, pango_layout_get_line_readonly(layout, 0), x,
             PDF_HEAD + PDF_BODY_HEIGHT + 7 * PDF_MM - SIZE / 2.0, SIZE * 1.5);
    cairo_restore(writer->to);
}

void
pdf_end_page(PdfWriter *writer)
{
    if (!writer->open)
        return;
    draw_number(writer);
    cairo_show_page(writer->to);
    writer->open = FALSE;
}
