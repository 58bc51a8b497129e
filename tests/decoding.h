/* What the tests of documents share: bytes in, text or a message out. */
#pragma once

#include <string.h>

#include "check_main.h"
#include "zhenggai/intake.h"

static inline void
assert_text(const GByteArray *bytes, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *decoded =
        intake_decode((const char *)bytes->data, bytes->len, "report", &error);
    ck_assert_msg(decoded != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(decoded, text);
}

static inline void
assert_refused(const void *bytes, gsize length, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *decoded = intake_decode(bytes, length, "report.docx", &error);
    ck_assert_ptr_null(decoded);
    ck_assert(g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT));
    ck_assert_msg(strstr(error->message, part) != NULL, "“%s” does not say “%s”", error->message,
                  part);
    ck_assert_ptr_nonnull(strstr(error->message, "report.docx"));
}
