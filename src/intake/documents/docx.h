/* The text of a .docx from its parts. */
#pragma once

#include "zip.h"

/* The lines of word/document.xml. INTAKE_ERROR_FORMAT if that is no well-formed XML, has a document
 * type, or is too long; the message names `file`. */
char *document_docx_text(const DocumentParts *parts, const char *file, GError **error);
