/* The parts of a .docx file, written with libxml2. */
#pragma once

#include <libxml/xmlwriter.h>

#include "block.h"

/* Measures of GB/T 9704-2012 in twentieths of a point. */
enum {
    DOCX_PAGE_SHORT = 11906, /* A4 */
    DOCX_PAGE_LONG = 16838,
    DOCX_HEAD = 2098,    /* 天头 37 mm */
    DOCX_FOOT = 1984,    /* 35 mm */
    DOCX_BINDING = 1588, /* 订口 28 mm */
    DOCX_OUTER = 1474,   /* 26 mm */
    DOCX_FOOTER = 1304,  /* a page number stands 7 mm below the text */
    DOCX_FOOTER_ACROSS = 794,
    DOCX_LINE = 579 /* 22 lines a page */
};

typedef struct {
    xmlTextWriter *to;
    const Document *document;
    gboolean across; /* the page is as wide as it is high */
    gboolean broken; /* what follows begins a new page */
} DocxWriter;

/* Twips between the margins. */
int docx_text_width(const DocxWriter *writer);

/* An element with attributes: pairs of name and value, closed by NULL. `begin` leaves it open. */
void docx_begin(DocxWriter *writer, const char *element, ...) G_GNUC_NULL_TERMINATED;
void docx_empty(DocxWriter *writer, const char *element, ...) G_GNUC_NULL_TERMINATED;
void docx_end(DocxWriter *writer);
/* A number as the value of an attribute; good until the next call of a few. */
const char *docx_number(int number);

/* A run of text, safe and with its line feeds. */
void docx_run(DocxWriter *writer, const char *text, gboolean bold);
/* A paragraph of one style. */
void docx_paragraph(DocxWriter *writer, const char *style, const char *text);

/* Groups that are set as tables. */
void docx_table(DocxWriter *writer, const Block *table);
void docx_bars(DocxWriter *writer, guint start, guint end);
void docx_figures(DocxWriter *writer, guint start, guint end);
void docx_signatures(DocxWriter *writer, guint start, guint end);

/* word/document.xml: the text of the part, NULL if the memory is gone. The caller frees it. */
xmlBuffer *docx_document(const Document *document);
/* docProps/core.xml. */
xmlBuffer *docx_properties(const Document *document);
