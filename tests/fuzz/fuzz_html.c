/* Hostile bytes as a web page: its text is read or refused, and is UTF-8 without control
 * characters. */
#include <string.h>

#include "documents.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *page = g_utf8_make_valid((const char *)data, (gssize)size);
    g_autofree char *text = intake_documents_html(page, strlen(page), "fuzz", NULL);
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
    return 0;
}
