/* The text of a document as it is read, line by line, tables row by row. */
#pragma once

#include <glib.h>

typedef struct DocumentText DocumentText;

DocumentText *document_text_new(void);
void document_text_free(DocumentText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentText, document_text_free)

/* Goes on with the line. Control characters but tabs and line feeds are left out. */
void document_text_append(DocumentText *text, const char *bytes, gsize length);

/* Ends the line, unless it has nothing yet. */
void document_text_end_line(DocumentText *text);
/* The last character of the line; 0 at its beginning. */
gunichar document_text_last(const DocumentText *text);

/* How many bytes there are outside tables. */
gsize document_text_length(const DocumentText *text);
/* Those from `start` on; the caller owns them. */
char *document_text_since(const DocumentText *text, gsize start);

/* More than DOCUMENTS_LARGEST were appended; nothing is taken in any more. */
gboolean document_text_is_full(const DocumentText *text);

/* All of it; the caller owns it, and `text` is empty. */
char *document_text_steal(DocumentText *text);

/* Tables nest. What stands in no cell stays out of the table's way. A table of data becomes a line
 * of |cells| for each row; one that only lays out a page (nested tables, a first row that is no
 * head) becomes the lines of its cells. A cell that spans columns, or rows below its own, leaves
 * the others blank. */
void document_text_begin_table(DocumentText *text);
void document_text_begin_row(DocumentText *text);
void document_text_begin_cell(DocumentText *text);
void document_text_span_cell(DocumentText *text, guint columns, guint rows);
void document_text_end_cell(DocumentText *text);
/* The row is not there: it was deleted. */
void document_text_drop_row(DocumentText *text);
void document_text_end_table(DocumentText *text);
