/* The readers of documents, in the module intake-documents (zhenggai/module.h).
 *
 * Each gives a document's text as the grammar wants it: a line for each paragraph, automatic
 * numbering as printed ordinals, tables as table.c reads them, nothing that a reader of the printed
 * page would not see.
 */
#pragma once

#include <glib.h>

#define DOCUMENTS_MODULE "intake-documents"
#define DOCUMENTS_DOCX "intake_documents_docx"
#define DOCUMENTS_HTML "intake_documents_html"

/* What a document may grow to when it is unpacked, in bytes. */
#define DOCUMENTS_LARGEST (64u << 20)

/* A reader: the text of the document in `bytes`, UTF-8 with line feeds; the caller owns it. `file`
 * is for messages only. INTAKE_ERROR_FORMAT says what is wrong and what to do. */
typedef char *IntakeDocumentReader(const char *bytes, gsize length, const char *file,
                                   GError **error);

/* A zip file. Others than .docx (.xlsx, .odt, a folder of files) are told apart by what is in them;
 * so are encrypted and damaged ones. */
char *intake_documents_docx(const char *bytes, gsize length, const char *file, GError **error);

/* A web page that is UTF-8 already, whatever it says itself. */
char *intake_documents_html(const char *bytes, gsize length, const char *file, GError **error);
