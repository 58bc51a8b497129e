/* Bytes to text. */
#include "zhenggai/intake.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "zhenggai/text.h"

/* A report has some 20 kB; this leaves room for the longest collection and none for a mistake. */
#define LARGEST (32u << 20)
/* So many characters of UTF-8 before a fault are no accident of another encoding. */
#define CERTAIN 16

typedef enum { FOREIGN_WORD, FOREIGN_PACKED, FOREIGN_PAGE, FOREIGN_PDF, FOREIGN_IMAGE } Foreign;

static const struct {
    const char *magic;
    gsize length;
    Foreign kind;
} magics[] = {
    {"%PDF", 4, FOREIGN_PDF},
    {"\xD0\xCF\x11\xE0", 4, FOREIGN_WORD},
    {"{\\rtf", 5, FOREIGN_WORD},
    {"PK\x03\x04", 4, FOREIGN_PACKED},
    {"PK\x05\x06", 4, FOREIGN_PACKED},
    {"Rar!", 4, FOREIGN_PACKED},
    {"7z\xBC\xAF", 4, FOREIGN_PACKED},
    {"\x1F\x8B", 2, FOREIGN_PACKED},
    {"\x89PNG", 4, FOREIGN_IMAGE},
    {"\xFF\xD8\xFF", 3, FOREIGN_IMAGE},
    {"GIF8", 4, FOREIGN_IMAGE},
    {"<!doctype", 9, FOREIGN_PAGE},
    {"<html", 5, FOREIGN_PAGE},
    {"<?xml", 5, FOREIGN_PAGE},
};

/* What to do about such a file. */
static const char *
foreign_advice(Foreign kind)
{
    switch (kind) {
    case FOREIGN_WORD:
        return _("this is a Word or WPS file; open it and save it as plain text (.txt)");
    case FOREIGN_PACKED:
        return _("this is a .docx, .xlsx or compressed file, which is not read yet; open it and save "
                 "it as plain text (.txt)");
    case FOREIGN_PAGE:
        return _("this is a web page, which is not read yet; open it and save it as plain text "
                 "(.txt)");
    case FOREIGN_PDF:
        return _("this is a PDF file; copy its text into a plain text file (.txt)");
    case FOREIGN_IMAGE:
        return _("this is a picture; have its text recognised and save it as plain text (.txt)");
    }
    g_assert_not_reached();
}

/* Files that are no text, told by their first bytes. A reader of web pages or .docx takes over
 * here. */
static gboolean
refuse_foreign(const char *bytes, gsize length, const char *file, GError **error)
{
    gsize start = 0;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        start = 3;
    }
    while (start < length && g_ascii_isspace(bytes[start])) {
        start++;
    }
    for (guint i = 0; i < G_N_ELEMENTS(magics); i++) {
        if (length - start >= magics[i].length &&
            g_ascii_strncasecmp(bytes + start, magics[i].magic, magics[i].length) == 0) {
            g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT, "%s: %s", file,
                        foreign_advice(magics[i].kind));
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
check_size(gsize length, const char *file, GError **error)
{
    if (length > LARGEST) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: larger than %u MB, which no report is; save the report alone as plain text"),
                    file, LARGEST >> 20);
        return FALSE;
    }
    if (length == 0) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT, _("%s: the file is empty"), file);
        return FALSE;
    }
    return TRUE;
}

/* The byte order that a mark or the zero bytes of ASCII signs tell; NULL if it is not UTF-16. */
static const char *
utf16_charset(const char *bytes, gsize length)
{
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
        return "UTF-16LE";
    }
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0) {
        return "UTF-16BE";
    }
    gsize zeros[2] = {0, 0};
    for (gsize at = 0; at < MIN(length, 65536); at++) {
        zeros[at % 2] += bytes[at] == '\0';
    }
    if (length % 2 != 0 || (zeros[0] == 0) == (zeros[1] == 0)) {
        return NULL;
    }
    return zeros[0] == 0 ? "UTF-16LE" : "UTF-16BE";
}

/* Control characters but tab, line ends and page break: a sign of a file that is no text. */
static const char *
find_control(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((guchar)*text < 0x20 && strchr("\t\n\r\f\v", *text) == NULL) {
            return text;
        }
    }
    return NULL;
}

static guint
count_wide(const char *text, const char *end)
{
    guint count = 0;
    for (; text < end && count < CERTAIN; text++) {
        count += ((guchar)*text & 0xC0) == 0xC0;
    }
    return count;
}

static char *
convert(const char *bytes, gsize length, const char *charset, const char *file, GError **error)
{
    gsize read = 0;
    g_autoptr(GError) failure = NULL;
    g_autofree char *text = g_convert(bytes, (gssize)length, "UTF-8", charset, &read, NULL, &failure);
    if (text == NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: byte %" G_GSIZE_FORMAT " fits neither UTF-8 nor %s; save the file as UTF-8 "
                      "text"),
                    file, read, charset);
        return NULL;
    }
    return g_steal_pointer(&text);
}

/* The text in UTF-8, before line ends are settled. */
static char *
to_utf8(const char *bytes, gsize length, const char *file, GError **error)
{
    const char *fault;
    if (g_utf8_validate_len(bytes, length, &fault)) {
        return g_strndup(bytes, length);
    }
    const char *charset = utf16_charset(bytes, length);
    if (charset != NULL) {
        return convert(bytes, length, charset, file, error);
    }
    gsize offset = (gsize)(fault - bytes);
    if (memchr(bytes, '\0', length) != NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: not a text file (it holds zero bytes)"), file);
        return NULL;
    }
    if (count_wide(bytes, fault) >= CERTAIN) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: damaged UTF-8 at byte %" G_GSIZE_FORMAT "; save the file again as UTF-8 "
                      "text"),
                    file, offset);
        return NULL;
    }
    return convert(bytes, length, "GB18030", file, error);
}

/* CR LF and CR to LF, without a byte order mark; in place. */
static void
settle_lines(char *text)
{
    char *out = text;
    const char *at = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text;
    if (at == text && strchr(text, '\r') == NULL) {
        return;
    }
    for (; *at != '\0'; at++) {
        if (*at == '\r') {
            *out++ = '\n';
            at += at[1] == '\n';
        } else {
            *out++ = *at;
        }
    }
    *out = '\0';
}

char *
intake_decode(const char *bytes, gsize length, const char *file, GError **error)
{
    if (!check_size(length, file, error) || !refuse_foreign(bytes, length, file, error)) {
        return NULL;
    }
    g_autofree char *text = to_utf8(bytes, length, file, error);
    if (text == NULL) {
        return NULL;
    }
    const char *control = find_control(text);
    if (control != NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: not a text file (control character %d at byte %" G_GSIZE_FORMAT ")"), file,
                    *control, (gsize)(control - text));
        return NULL;
    }
    settle_lines(text);
    return g_steal_pointer(&text);
}

static gboolean
read_stream(FILE *stream, GByteArray *bytes)
{
    guint8 buffer[65536];
    gsize count;
    while (bytes->len <= LARGEST && (count = fread(buffer, 1, sizeof buffer, stream)) > 0) {
        g_byte_array_append(bytes, buffer, (guint)count);
    }
    return !ferror(stream);
}

char *
intake_read(const char *file, GError **error)
{
    gboolean standard = strcmp(file, "-") == 0;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    FILE *stream = standard ? stdin : fopen(file, "rbe");
    gboolean read = stream != NULL && read_stream(stream, bytes);
    int failure = errno;
    if (stream != NULL && !standard) {
        fclose(stream);
    }
    if (!read) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_READ, _("cannot read %s: %s"), file,
                    g_strerror(failure));
        return NULL;
    }
    return intake_decode((const char *)bytes->data, bytes->len, file, error);
}
