/* The bytes of a sheet become UTF-8. */
#include <string.h>

#include "sheet_private.h"

/* So many characters beyond ASCII that are well formed: the text is UTF-8, and what follows is
 * damage. GBK gets that far by chance less than once in a thousand million texts. */
enum { UTF8_FOR_SURE = 8 };

static gboolean
begins(const char *bytes, gsize length, const char *mark, gsize size)
{
    return length >= size && memcmp(bytes, mark, size) == 0;
}

static guint
line_at(const char *bytes, gsize offset)
{
    guint line = 1;
    for (gsize i = 0; i < offset; i++)
        line += bytes[i] == '\n';
    return line;
}

static gboolean
is_utf8_for_sure(const char *bytes, const char *fault)
{
    guint characters = 0;
    for (const char *at = bytes; at < fault; at = g_utf8_next_char(at))
        characters += (guchar)*at >= 0x80;
    return characters >= UTF8_FOR_SURE;
}

static char *
fail_damaged(const char *name, const char *bytes, gsize offset, GError **error)
{
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_ENCODING,
                _("%s:%u: the text is damaged here (byte %zu is not valid UTF-8); nothing was "
                  "changed — ask for the file again"),
                name, line_at(bytes, offset), offset + 1);
    return NULL;
}

/* Workbooks are the usual wrong file; so the message says what to do with one. */
static gboolean
is_workbook(const char *bytes, gsize length, const char *name, GError **error)
{
    const char *kind = begins(bytes, length, "PK\x03\x04", 4)         ? "xlsx"
                       : begins(bytes, length, "\xD0\xCF\x11\xE0", 4) ? "xls"
                                                                      : NULL;
    if (kind == NULL)
        return FALSE;
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_FORMAT,
                _("%s: this is a workbook (%s); open it in Excel, WPS or LibreOffice, save it as "
                  "CSV and merge that file"),
                name, kind);
    return TRUE;
}

static char *
convert(const char *bytes, gsize length, const char *name, const char *from, gsize *decoded,
        GError **error)
{
    gsize read = 0;
    g_autofree char *text = g_convert(bytes, (gssize)length, "UTF-8", from, &read, decoded, NULL);
    if (text != NULL && strlen(text) == *decoded)
        return g_steal_pointer(&text);
    gsize offset = text == NULL ? read : length;
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_ENCODING,
                _("%s:%u: the text is neither UTF-8 nor GB18030 (byte %zu); save the sheet as CSV "
                  "UTF-8"),
                name, line_at(bytes, offset), offset + 1);
    return NULL;
}

char *
sheet_decode(const char *bytes, gsize length, const char *name, const char **encoding,
             gsize *decoded, GError **error)
{
    const char *fault = NULL;
    if (is_workbook(bytes, length, name, error))
        return NULL;
    if (begins(bytes, length, "\xFF\xFE", 2) || begins(bytes, length, "\xFE\xFF", 2)) {
        *encoding = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        return convert(bytes + 2, length - 2, name, *encoding, decoded, error);
    }
    gsize mark = begins(bytes, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
    if (g_utf8_validate(bytes + mark, (gssize)(length - mark), &fault)) {
        *encoding = "UTF-8";
        *decoded = length - mark;
        return g_strndup(bytes + mark, length - mark);
    }
    if (mark > 0 || is_utf8_for_sure(bytes, fault))
        return fail_damaged(name, bytes, (gsize)(fault - bytes), error);
    *encoding = "GB18030";
    return convert(bytes, length, name, "GB18030", decoded, error);
}
