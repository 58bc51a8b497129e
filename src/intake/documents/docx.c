#include "docx.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "documents.h"
#include "field.h"
#include "numbering.h"
#include "text.h"
#include "xml.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* A paragraph on its way; text boxes have paragraphs within it. */
typedef struct {
    GString *text;
    GString *after; /* the lines of its text boxes */
    char *style;
    int list, level;
    gboolean joined; /* its mark was deleted: the next goes on with its text */
    gboolean hidden; /* the run is */
} Paragraph;

typedef struct {
    xmlTextReader *reader;
    DocumentNumbering *numbering;
    DocumentText *text;
    GPtrArray *paragraphs; /* Paragraph *, NULL where a cell begins */
    GString *joined;       /* the text of paragraphs whose mark was deleted */
    DocumentFields fields;
    gboolean in_text, in_code;
    gboolean in_paragraph_properties, in_row_properties;
} Docx;

/* ── Paragraphs ───────────────────────────────────────────────────────────────────────────── */

static void
paragraph_free(gpointer data)
{
    Paragraph *paragraph = data;
    if (paragraph != NULL) {
        g_string_free(paragraph->text, TRUE);
        g_string_free(paragraph->after, TRUE);
        g_free(paragraph->style);
        g_free(paragraph);
    }
}

static Paragraph *
innermost(const Docx *docx)
{
    guint count = docx->paragraphs->len;
    return count > 0 ? docx->paragraphs->pdata[count - 1] : NULL;
}

static char *
attribute(const Docx *docx, const char *name)
{
    return document_xml_attribute(xmlTextReaderCurrentNode(docx->reader), name);
}

static int
value(const Docx *docx)
{
    return document_xml_attribute_number(xmlTextReaderCurrentNode(docx->reader), "val", -1);
}

static gboolean
begin_paragraph(Docx *docx)
{
    Paragraph *paragraph = g_new0(Paragraph, 1);
    *paragraph = (Paragraph){g_string_new(NULL), g_string_new(NULL), NULL, -1, -1, FALSE, FALSE};
    g_ptr_array_add(docx->paragraphs, paragraph);
    return FALSE;
}

static gboolean
begin_paragraph_properties(Docx *docx)
{
    docx->in_paragraph_properties = TRUE;
    return FALSE;
}

static void
end_paragraph_properties(Docx *docx)
{
    docx->in_paragraph_properties = FALSE;
}

static gboolean
begin_style(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    if (paragraph != NULL && docx->in_paragraph_properties) {
        g_free(paragraph->style);
        paragraph->style = attribute(docx, "val");
    }
    return FALSE;
}

static gboolean
begin_list(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    if (paragraph != NULL && docx->in_paragraph_properties) {
        paragraph->list = value(docx);
    }
    return FALSE;
}

static gboolean
begin_level(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    if (paragraph != NULL && docx->in_paragraph_properties) {
        paragraph->level = value(docx);
    }
    return FALSE;
}

/* What was deleted is left out; among the properties of a paragraph its mark was, among those of a
 * row the row. */
static gboolean
begin_deleted(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    if (docx->in_row_properties) {
        document_text_drop_row(docx->text);
    } else if (docx->in_paragraph_properties && paragraph != NULL) {
        paragraph->joined = TRUE;
    }
    return TRUE;
}

/* The paragraph as a line of the text, or of the paragraph that its text box hangs on. */
static void
end_paragraph(Docx *docx)
{
    if (innermost(docx) == NULL) {
        return;
    }
    Paragraph *paragraph = g_ptr_array_steal_index(docx->paragraphs, docx->paragraphs->len - 1);
    Paragraph *around = innermost(docx);
    if (paragraph->joined) {
        g_string_append(docx->joined, paragraph->text->str);
    } else {
        g_autofree char *label = document_numbering_next(docx->numbering, paragraph->style,
                                                         paragraph->list, paragraph->level);
        g_string_prepend(paragraph->text, docx->joined->str);
        g_string_truncate(docx->joined, 0);
        if (label != NULL && paragraph->text->len > 0) {
            g_string_prepend(paragraph->text, label);
        }
        g_string_append_c(paragraph->text, '\n');
    }
    if (!paragraph->joined && around != NULL) {
        g_string_append(around->after, paragraph->text->str);
        g_string_append(around->after, paragraph->after->str);
    } else if (!paragraph->joined) {
        document_text_append(docx->text, paragraph->text->str, paragraph->text->len);
        document_text_append(docx->text, paragraph->after->str, paragraph->after->len);
    }
    paragraph_free(paragraph);
}

/* ── Text and fields ──────────────────────────────────────────────────────────────────────── */

static void
append(Docx *docx, const char *text)
{
    Paragraph *paragraph = innermost(docx);
    if (paragraph != NULL && !paragraph->hidden && !document_fields_hide(&docx->fields) &&
        paragraph->text->len < DOCUMENTS_LARGEST) {
        g_string_append(paragraph->text, text);
    }
}

static gboolean
begin_run(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    if (paragraph != NULL) {
        paragraph->hidden = FALSE;
    }
    return FALSE;
}

static gboolean
begin_hidden(Docx *docx)
{
    Paragraph *paragraph = innermost(docx);
    g_autofree char *set = attribute(docx, "val");
    if (paragraph != NULL && !docx->in_paragraph_properties) {
        paragraph->hidden = g_strcmp0(set, "0") != 0 && g_strcmp0(set, "false") != 0;
    }
    return FALSE;
}

static gboolean
begin_tab(Docx *docx)
{
    if (!docx->in_paragraph_properties) {
        append(docx, "\t");
    }
    return FALSE;
}

static gboolean
begin_break(Docx *docx)
{
    append(docx, "\n");
    return FALSE;
}

static gboolean
begin_hyphen(Docx *docx)
{
    append(docx, "-");
    return FALSE;
}

static gboolean
begin_field_part(Docx *docx)
{
    g_autofree char *kind = attribute(docx, "fldCharType");
    document_fields_take_part(&docx->fields, kind);
    return FALSE;
}

static gboolean
begin_simple_field(Docx *docx)
{
    g_autofree char *code = attribute(docx, "instr");
    return code != NULL && document_field_is_hidden(code);
}

static gboolean
begin_text(Docx *docx)
{
    docx->in_text = TRUE;
    return FALSE;
}

static void
end_text(Docx *docx)
{
    docx->in_text = FALSE;
}

static gboolean
begin_code(Docx *docx)
{
    docx->in_code = TRUE;
    return FALSE;
}

static void
end_code(Docx *docx)
{
    docx->in_code = FALSE;
}

static void
read_text(Docx *docx)
{
    const char *text = (const char *)xmlTextReaderConstValue(docx->reader);
    if (text != NULL && docx->in_text) {
        append(docx, text);
    } else if (text != NULL && docx->in_code) {
        document_fields_take_code(&docx->fields, text);
    }
}

/* ── Tables ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
begin_table(Docx *docx)
{
    document_text_begin_table(docx->text);
    return FALSE;
}

static void
end_table(Docx *docx)
{
    document_text_end_table(docx->text);
}

static gboolean
begin_row(Docx *docx)
{
    document_text_begin_row(docx->text);
    return FALSE;
}

static gboolean
begin_row_properties(Docx *docx)
{
    docx->in_row_properties = TRUE;
    return FALSE;
}

static void
end_row_properties(Docx *docx)
{
    docx->in_row_properties = FALSE;
}

static gboolean
begin_cell(Docx *docx)
{
    document_text_begin_cell(docx->text);
    g_ptr_array_add(docx->paragraphs, NULL);
    return FALSE;
}

/* Well-formed XML ends what it began, so the mark of the cell is the last. */
static void
end_cell(Docx *docx)
{
    document_text_end_cell(docx->text);
    g_ptr_array_set_size(docx->paragraphs, (int)docx->paragraphs->len - 1);
}

/* A cell that goes on with the one above it (vMerge) is blank anyway. */
static gboolean
begin_span(Docx *docx)
{
    document_text_span_cell(docx->text, (guint)MAX(value(docx), 1), 1);
    return FALSE;
}

static gboolean
begin_left_out(Docx *docx)
{
    return TRUE;
}

/* ── The way through ──────────────────────────────────────────────────────────────────────── */

/* Elements that matter, by local name; all others are mere wraps. `begin` says TRUE to leave out
 * what is within. */
static const struct {
    const char *name;
    gboolean (*begin)(Docx *docx);
    void (*end)(Docx *docx);
} elements[] = {
    {"t", begin_text, end_text},
    {"r", begin_run, NULL},
    {"p", begin_paragraph, end_paragraph},
    {"pPr", begin_paragraph_properties, end_paragraph_properties},
    {"pStyle", begin_style, NULL},
    {"numId", begin_list, NULL},
    {"ilvl", begin_level, NULL},
    {"vanish", begin_hidden, NULL},
    {"tab", begin_tab, NULL},
    {"br", begin_break, NULL},
    {"cr", begin_break, NULL},
    {"noBreakHyphen", begin_hyphen, NULL},
    {"instrText", begin_code, end_code},
    {"fldChar", begin_field_part, NULL},
    {"fldSimple", begin_simple_field, NULL},
    {"tbl", begin_table, end_table},
    {"tr", begin_row, NULL},
    {"trPr", begin_row_properties, end_row_properties},
    {"tc", begin_cell, end_cell},
    {"gridSpan", begin_span, NULL},
    {"del", begin_deleted, NULL},
    {"moveFrom", begin_deleted, NULL},
    {"pPrChange", begin_left_out, NULL}, /* how it was before */
    {"rPrChange", begin_left_out, NULL},
    {"trPrChange", begin_left_out, NULL},
    {"tcPrChange", begin_left_out, NULL},
    {"Fallback", begin_left_out, NULL}, /* what mc:Choice has told already */
    {"rt", begin_left_out, NULL},       /* the reading above a character */
    {"sdtPr", begin_left_out, NULL},
    {"sectPr", begin_left_out, NULL},
    {"tblPr", begin_left_out, NULL},
};

static int
find_element(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (strcmp(elements[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void
end_element(Docx *docx, int element)
{
    if (element >= 0 && elements[element].end != NULL) {
        elements[element].end(docx);
    }
}

/* One node; returns what libxml2 returns for the step to the next. -1 also for what no .docx has.
 */
static int
step(Docx *docx)
{
    int type = xmlTextReaderNodeType(docx->reader), element = -1;
    if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
        element = find_element((const char *)xmlTextReaderConstLocalName(docx->reader));
    }
    switch (type) {
    case XML_READER_TYPE_ELEMENT:
        if (element >= 0 && elements[element].begin(docx)) {
            return xmlTextReaderNext(docx->reader);
        }
        if (xmlTextReaderIsEmptyElement(docx->reader)) {
            end_element(docx, element);
        }
        break;
    case XML_READER_TYPE_END_ELEMENT:
        end_element(docx, element);
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        read_text(docx);
        break;
    case XML_READER_TYPE_DOCUMENT_TYPE:
        return -1;
    default:
        break;
    }
    return xmlTextReaderRead(docx->reader);
}

char *
document_docx_text(const DocumentParts *parts, const char *file, GError **error)
{
    gsize size;
    const char *bytes = g_bytes_get_data(parts->document, &size);
    g_autoptr(DocumentText) text = document_text_new();
    g_autoptr(DocumentNumbering) numbering =
        document_numbering_new(parts->numbering, parts->styles);
    g_autoptr(GPtrArray) paragraphs = g_ptr_array_new_with_free_func(paragraph_free);
    Docx docx = {.reader = xmlReaderForMemory(bytes != NULL ? bytes : "", (int)size, NULL, NULL,
                                              DOCUMENT_XML_OPTIONS),
                 .numbering = numbering,
                 .text = text,
                 .paragraphs = paragraphs,
                 .joined = g_string_new(NULL)};
    int result = docx.reader != NULL ? xmlTextReaderRead(docx.reader) : -1;
    while (result == 1 && !document_text_is_full(text)) {
        result = step(&docx);
    }
    xmlFreeTextReader(docx.reader);
    g_string_free(docx.joined, TRUE);
    if (result != 0) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT, _("%s: %s"), file,
                    document_text_is_full(text)
                        ? _("unpacked it is far too large for a report; it is not read")
                        : _("the text in the .docx is damaged; open it and save it anew"));
        return NULL;
    }
    return document_text_steal(text);
}

char *
intake_documents_docx(const char *bytes, gsize length, const char *file, GError **error)
{
    g_auto(DocumentParts) parts = {NULL, NULL, NULL};
    return document_parts_read(bytes, length, file, &parts, error)
               ? document_docx_text(&parts, file, error)
               : NULL;
}
