/* What a zip file holds, read within bounds. */
#pragma once

#include <glib.h>

/* The files of a document that are read; each NULL or terminated by a zero byte. */
typedef struct {
    GBytes *document;  /* word/document.xml */
    GBytes *numbering; /* word/numbering.xml, or NULL */
    GBytes *styles;    /* word/styles.xml, or NULL */
} DocumentParts;

void document_parts_clear(DocumentParts *parts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DocumentParts, document_parts_clear)

/* Takes them out of the zip file in `bytes`. INTAKE_ERROR_FORMAT if it is damaged, encrypted, grows
 * beyond DOCUMENTS_LARGEST or a hundredfold, or is no .docx; the message says what it is. */
gboolean document_parts_read(const char *bytes, gsize length, const char *file,
                             DocumentParts *parts, GError **error);
