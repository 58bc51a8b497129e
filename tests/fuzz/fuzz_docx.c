/* Hostile XML as the parts of a .docx, parted by zero bytes: the text, the numbering, the styles;
 * and hostile bytes as the zip file itself. */
#include <string.h>

#include "documents.h"
#include "documents/docx.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Up to the next zero byte. */
static GBytes *
take_part(const guint8 **data, gsize *size)
{
    const guint8 *end = memchr(*data, 0, *size);
    gsize length = end != NULL ? (gsize)(end - *data) : *size;
    GBytes *part = g_bytes_new(*data, length);
    *data += length + (end != NULL);
    *size -= length + (end != NULL);
    return part;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_free(intake_documents_docx((const char *)data, size, "fuzz", NULL));
    g_auto(DocumentParts) parts = {.document = take_part(&data, &size)};
    parts.numbering = take_part(&data, &size);
    parts.styles = take_part(&data, &size);
    g_autofree char *text = document_docx_text(&parts, "fuzz", NULL);
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
    return 0;
}
