/* Elements, runs, paragraphs. */
#include <string.h>

#include "docx.h"

#define XML(text) ((const xmlChar *)(text))

static void
begin_with(DocxWriter *writer, const char *element, va_list attributes)
{
    const char *name;
    xmlTextWriterStartElement(writer->to, XML(element));
    while ((name = va_arg(attributes, const char *)) != NULL)
        xmlTextWriterWriteAttribute(writer->to, XML(name), XML(va_arg(attributes, const char *)));
}

void
docx_begin(DocxWriter *writer, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    begin_with(writer, element, attributes);
    va_end(attributes);
}

void
docx_empty(DocxWriter *writer, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    begin_with(writer, element, attributes);
    va_end(attributes);
    xmlTextWriterEndElement(writer->to);
}

void
docx_end(DocxWriter *writer)
{
    xmlTextWriterEndElement(writer->to);
}

const char *
docx_number(int number)
{
    static char texts[8][12];
    static guint next;
    char *text = texts[next++ % G_N_ELEMENTS(texts)];
    g_snprintf(text, sizeof texts[0], "%d", number);
    return text;
}

void
docx_run(DocxWriter *writer, const char *text, gboolean bold)
{
    g_autofree char *visible = text_visible(text);
    g_auto(GStrv) lines = g_strsplit(visible, "\n", -1);
    docx_begin(writer, "w:r", NULL);
    if (bold) {
        docx_begin(writer, "w:rPr", NULL);
        docx_empty(writer, "w:b", NULL);
        docx_empty(writer, "w:bCs", NULL);
        docx_end(writer);
    }
    for (guint i = 0; lines[i] != NULL; i++) {
        if (i > 0)
            docx_empty(writer, "w:br", NULL);
        docx_begin(writer, "w:t", "xml:space", "preserve", NULL);
        xmlTextWriterWriteString(writer->to, XML(lines[i]));
        docx_end(writer);
    }
    docx_end(writer);
}

void
docx_paragraph(DocxWriter *writer, const char *style, const char *text)
{
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:pPr", NULL);
    docx_empty(writer, "w:pStyle", "w:val", style, NULL);
    docx_end(writer);
    docx_run(writer, text, FALSE);
    docx_end(writer);
}
