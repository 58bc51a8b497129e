/* The parts of the PDF writer. Lengths are points, 1/72 inch, from the page's upper left corner. */
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "block.h"

#define PDF_MM (72.0 / 25.4)

/* GB/T 9704-2012: A4, 版心 156 × 225 mm, 22 lines of 28 characters of size 3 (16 points). */
#define PDF_SHORT (210 * PDF_MM)
#define PDF_LONG (297 * PDF_MM)
#define PDF_HEAD (37 * PDF_MM)
#define PDF_BINDING (28 * PDF_MM)
#define PDF_BODY_WIDTH (156 * PDF_MM)
#define PDF_BODY_HEIGHT (225 * PDF_MM)
#define PDF_LINE (PDF_BODY_HEIGHT / 22)
#define PDF_CHARACTER (PDF_BODY_WIDTH / 28)
#define PDF_SIZE 16.0
#define PDF_BAR 18.0       /* from one bar to the next */
#define PDF_SIGNATURE 36.0 /* from one row of lines to sign to the next */

typedef enum { FACE_BODY, FACE_TITLE, FACE_CHAPTER, FACE_SECTION, FACE_NUMBER } PdfFace;

typedef struct {
    cairo_surface_t *surface;
    cairo_t *to;
    PangoContext *context;
    const Document *document;
    gboolean across;                  /* the page is the upright one turned clockwise */
    gboolean open;                    /* a page is begun */
    int page;                         /* its number */
    double y;                         /* what is set next begins so far below the top of the text */
    int outline[DOCUMENT_LEVELS + 1]; /* the last bookmark of each level */
} PdfWriter;

/* ── Pages ────────────────────────────────────────────────────────────────────────────────── */

double pdf_left(const PdfWriter *writer);
double pdf_top(const PdfWriter *writer);
double pdf_width(const PdfWriter *writer);
double pdf_height(const PdfWriter *writer);
/* Begins a page if none is open, and the next one if less than `needed` is left of it. TRUE if it
 * began one. */
gboolean pdf_need(PdfWriter *writer, double needed);
/* Goes down to the next of the page's 22 lines: text below what is set in columns stands on them.
 */
void pdf_snap(PdfWriter *writer);
/* Ends the open page, with its number; what follows begins another. */
void pdf_end_page(PdfWriter *writer);

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

/* A layout in a face and size: text as it is, the first `bold` bytes of it bold. It must be
 * visible text. The caller owns it. */
PangoLayout *pdf_layout(PdfWriter *writer, PdfFace face, double size, const char *text, int bold);
/* Draws a layout's line, its baseline where a line of `pitch` that begins at y has it. */
void pdf_line(PdfWriter *writer, PangoLayout *layout, PangoLayoutLine *line, double x, double y,
              double pitch);
/* Draws a layout line by line on the body's grid of lines, over as many pages as it takes; one that
 * is to be justified is so between Chinese characters. */
void pdf_lines(PdfWriter *writer, PangoLayout *layout, double x, double width, double pitch);

/* A paragraph: its first `bold` bytes bold, indented by two characters in Chinese. */
void pdf_paragraph(PdfWriter *writer, const char *text, int bold);

/* ── Groups ───────────────────────────────────────────────────────────────────────────────── */

void pdf_table(PdfWriter *writer, const Block *table);
/* The height of the table's head with its first row, which stand on one page if one can hold them.
 */
double pdf_table_kept(PdfWriter *writer, const Block *table);
void pdf_figures(PdfWriter *writer, guint start, guint end);
void pdf_bars(PdfWriter *writer, guint start, guint end);
void pdf_signatures(PdfWriter *writer, guint start, guint end);
