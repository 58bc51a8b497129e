/* word/document.xml: the blocks in their order, in sections of one orientation each. */
#include "docx.h"

static const char *const namespaces[][2] = {
    {"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
};

int
docx_text_width(const DocxWriter *writer)
{
    return writer->across ? DOCX_PAGE_LONG - DOCX_HEAD - DOCX_FOOT
                          : DOCX_PAGE_SHORT - DOCX_BINDING - DOCX_OUTER;
}

/* ── Sections ─────────────────────────────────────────────────────────────────────────────── */

/* A page set across is the upright one turned clockwise: its head is at the right. */
static void
add_section(DocxWriter *writer)
{
    gboolean across = writer->across;
    docx_begin(writer, "w:sectPr", NULL);
    docx_empty(writer, "w:footerReference", "w:type", "default", "r:id", across ? "rId6" : "rId4",
               NULL);
    docx_empty(writer, "w:footerReference", "w:type", "even", "r:id", across ? "rId7" : "rId5",
               NULL);
    docx_begin(writer, "w:pgSz", "w:w", docx_number(across ? DOCX_PAGE_LONG : DOCX_PAGE_SHORT),
               "w:h", docx_number(across ? DOCX_PAGE_SHORT : DOCX_PAGE_LONG), NULL);
    if (across)
        xmlTextWriterWriteAttribute(writer->to, (const xmlChar *)"w:orient",
                                    (const xmlChar *)"landscape");
    docx_end(writer);
    docx_empty(writer, "w:pgMar", "w:top", docx_number(across ? DOCX_BINDING : DOCX_HEAD),
               "w:right", docx_number(across ? DOCX_HEAD : DOCX_OUTER), "w:bottom",
               docx_number(across ? DOCX_OUTER : DOCX_FOOT), "w:left",
               docx_number(across ? DOCX_FOOT : DOCX_BINDING), "w:header", "851", "w:footer",
               docx_number(across ? DOCX_FOOTER_ACROSS : DOCX_FOOTER), "w:gutter", "0", NULL);
    docx_empty(writer, "w:docGrid", "w:type", "lines", "w:linePitch", docx_number(DOCX_LINE), NULL);
    docx_end(writer);
}

/* A section ends with a paragraph of its own, which carries it and shows nothing. */
static void
break_page(DocxWriter *writer, gboolean across)
{
    if (across || writer->across) {
        docx_begin(writer, "w:p", NULL);
        docx_begin(writer, "w:pPr", NULL);
        docx_empty(writer, "w:pStyle", "w:val", "Gap", NULL);
        add_section(writer);
        docx_end(writer);
        docx_end(writer);
    } else {
        writer->broken = TRUE;
    }
    writer->across = across;
}

/* ── Blocks ───────────────────────────────────────────────────────────────────────────────── */

/* English is set without the indent that Chinese paragraphs and headings have. */
static gboolean
is_chinese(const DocxWriter *writer)
{
    return document_language(writer->document) == TEXT_CHINESE;
}

static void
add_heading(DocxWriter *writer, const Block *block)
{
    static const char *const styles[DOCUMENT_LEVELS + 1] = {"",         "Title",    "Heading1",
                                                            "Heading2", "Heading3", "Heading4"};
    g_autofree char *line = text_visible_line(block->text);
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:pPr", NULL);
    docx_empty(writer, "w:pStyle", "w:val", styles[block->level], NULL);
    if (writer->broken)
        docx_empty(writer, "w:pageBreakBefore", NULL);
    if (!is_chinese(writer) && block->level > 1)
        docx_empty(writer, "w:ind", "w:firstLineChars", "0", "w:firstLine", "0", NULL);
    docx_end(writer);
    docx_run(writer, block->level == 1 ? block->text : line, FALSE);
    docx_end(writer);
}

/* Each line of a paragraph is one of its own, as in a report. */
static void
add_lines(DocxWriter *writer, const char *style, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        docx_paragraph(writer, style, lines[i]);
}

static void
add_paragraph(DocxWriter *writer, guint index)
{
    const char *style = is_chinese(writer) ? "Body" : "Plain";
    const char *text = document_block(writer->document, index)->text;
    if (!document_leads(writer->document, index)) {
        add_lines(writer, style, text);
        return;
    }
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:pPr", NULL);
    docx_empty(writer, "w:pStyle", "w:val", style, NULL);
    docx_empty(writer, "w:keepNext", NULL);
    docx_end(writer);
    docx_run(writer, text, FALSE);
    docx_end(writer);
}

/* The first line of an item stands behind its mark, the others are paragraphs of their own. */
static void
add_item(DocxWriter *writer, const Block *item)
{
    g_auto(GStrv) lines = g_strsplit(item->text, "\n", 2);
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:pPr", NULL);
    docx_empty(writer, "w:pStyle", "w:val", is_chinese(writer) ? "Item" : "Plain", NULL);
    if (lines[0] != NULL && lines[1] != NULL)
        docx_empty(writer, "w:keepNext", NULL);
    docx_end(writer);
    docx_run(writer, item->label, TRUE);
    docx_run(writer, is_chinese(writer) ? "　" : "  ", FALSE);
    docx_run(writer, lines[0] == NULL ? "" : lines[0], FALSE);
    docx_end(writer);
    if (lines[0] != NULL && lines[1] != NULL)
        add_lines(writer, is_chinese(writer) ? "Item" : "Plain", lines[1]);
}

/* A new page begins with its first paragraph; where no heading does, an empty one breaks it. */
static void
break_before_other(DocxWriter *writer, BlockKind kind)
{
    if (!writer->broken || kind == BLOCK_HEADING || kind == BLOCK_PAGE_BREAK)
        return;
    docx_begin(writer, "w:p", NULL);
    docx_begin(writer, "w:r", NULL);
    docx_empty(writer, "w:br", "w:type", "page", NULL);
    docx_end(writer);
    docx_end(writer);
    writer->broken = FALSE;
}

static void
add_group(DocxWriter *writer, guint start, guint end)
{
    const Block *block = document_block(writer->document, start);
    break_before_other(writer, block->kind);
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(writer, block);
        break;
    case BLOCK_BYLINE:
        docx_paragraph(writer, "Byline", block->text);
        break;
    case BLOCK_PARAGRAPH:
        add_paragraph(writer, start);
        break;
    case BLOCK_CLOSING:
        add_lines(writer, "Closing", block->text);
        break;
    case BLOCK_ITEM:
        for (guint i = start; i < end; i++)
            add_item(writer, document_block(writer->document, i));
        break;
    case BLOCK_FIGURE:
        docx_figures(writer, start, end);
        break;
    case BLOCK_BAR:
        docx_bars(writer, start, end);
        break;
    case BLOCK_TABLE:
        docx_table(writer, block);
        break;
    case BLOCK_SIGNATURE:
        docx_signatures(writer, start, end);
        break;
    case BLOCK_PAGE_BREAK:
        break_page(writer, block->across);
        return;
    }
    writer->broken = FALSE;
}

/* ── The parts ────────────────────────────────────────────────────────────────────────────── */

/* A buffer and its writer, the XML declaration written. */
static gboolean
begin_part(DocxWriter *writer, xmlBuffer **buffer)
{
    *buffer = xmlBufferCreate();
    writer->to = *buffer == NULL ? NULL : xmlNewTextWriterMemory(*buffer, 0);
    return writer->to != NULL && xmlTextWriterStartDocument(writer->to, "1.0", "UTF-8", "yes") >= 0;
}

static xmlBuffer *
end_part(DocxWriter *writer, xmlBuffer *buffer, gboolean begun)
{
    gboolean done = begun && xmlTextWriterEndDocument(writer->to) >= 0;
    if (writer->to != NULL)
        xmlFreeTextWriter(writer->to);
    if (done)
        return buffer;
    if (buffer != NULL)
        xmlBufferFree(buffer);
    return NULL;
}

static void
write_body(DocxWriter *writer)
{
    docx_begin(writer, "w:document", namespaces[0][0], namespaces[0][1], namespaces[1][0],
               namespaces[1][1], NULL);
    docx_begin(writer, "w:body", NULL);
    for (guint start = 0, end; start < document_length(writer->document); start = end) {
        end = document_group_end(writer->document, start);
        add_group(writer, start, end);
    }
    add_section(writer);
}

xmlBuffer *
docx_document(const Document *document)
{
    xmlBuffer *buffer;
    DocxWriter writer = {.document = document};
    gboolean begun = begin_part(&writer, &buffer);
    if (begun)
        write_body(&writer);
    return end_part(&writer, buffer, begun);
}

xmlBuffer *
docx_properties(const Document *document)
{
    xmlBuffer *buffer;
    DocxWriter writer = {.document = document};
    gboolean begun = begin_part(&writer, &buffer);
    if (begun) {
        g_autofree char *title = text_visible_line(document_title(document));
        docx_begin(&writer, "cp:coreProperties", "xmlns:cp",
                   "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                   "xmlns:dc", "http://purl.org/dc/elements/1.1/", NULL);
        xmlTextWriterWriteElement(writer.to, (const xmlChar *)"dc:title", (const xmlChar *)title);
        xmlTextWriterWriteElement(
            writer.to, (const xmlChar *)"dc:language",
            (const xmlChar *)(document_language(document) == TEXT_CHINESE ? "zh-CN" : "en"));
    }
    return end_part(&writer, buffer, begun);
}
