/* Bytes to text. */
#include "zhenggai/intake.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "documents.h"
#include "large.h"
#include "zhenggai/module.h"
#include "zhenggai/text.h"

/* A report has some 20 kB; this leaves room for the longest collection and none for a mistake. */
#define LARGEST (32u << 20)
/* So many characters of UTF-8 before a fault are no accident of another encoding. */
#define CERTAIN 16

/* So much of a file is looked at to tell what it is. */
#define HEAD 1024

typedef enum {
    FORMAT_TEXT,
    FORMAT_PAGE,
    FORMAT_ZIP, /* .docx, perhaps */
    FORMAT_OLD_WORD,
    FORMAT_ENCRYPTED,
    FORMAT_PACKED,
    FORMAT_ARCHIVE,
    FORMAT_PDF,
    FORMAT_IMAGE
} Format;

static const struct {
    const char *magic;
    gsize length;
    Format format;
} magics[] = {
    {"%PDF", 4, FORMAT_PDF},
    {"\xD0\xCF\x11\xE0", 4, FORMAT_OLD_WORD},
    {"{\\rtf", 5, FORMAT_OLD_WORD},
    {"PK\x03\x04", 4, FORMAT_ZIP},
    {"PK\x05\x06", 4, FORMAT_ZIP},
    {"Rar!", 4, FORMAT_PACKED},
    {"7z\xBC\xAF", 4, FORMAT_PACKED},
    {"\x1F\x8B", 2, FORMAT_PACKED},
    {"\x89PNG", 4, FORMAT_IMAGE},
    {"\xFF\xD8\xFF", 3, FORMAT_IMAGE},
    {"GIF8", 4, FORMAT_IMAGE},
    {"MIME-Version:", 13, FORMAT_ARCHIVE},
    {"From: <Saved by", 15, FORMAT_ARCHIVE},
};

/* A text that begins so is a web page. */
static const char *const page_beginnings[] = {
    "<!doctype", "<html", "<?xml",  "<head", "<body", "<meta", "<title", "<!--",     "<div",
    "<p>",       "<p ",   "<table", "<h1",   "<ol",   "<ul",   "<span",  "<section", "<article",
};

/* What to do about a file that is not read. */
static const char *
foreign_advice(Format format)
{
    switch (format) {
    case FORMAT_OLD_WORD:
        return _("this is a Word 97, WPS or RTF file; open it and save it as .docx or as plain "
                 "text (.txt)");
    case FORMAT_ENCRYPTED:
        return _("protected by a password; open it and save it without one");
    case FORMAT_PACKED:
        return _("this is a compressed file; unpack it and import the report in it");
    case FORMAT_ARCHIVE:
        return _("this is a saved web archive; open it and save it as .html or as plain text "
                 "(.txt)");
    case FORMAT_PDF:
        return _("this is a PDF file; copy its text into a plain text file (.txt)");
    case FORMAT_IMAGE:
        return _("this is a picture; have its text recognised and save it as plain text (.txt)");
    default:
        g_assert_not_reached();
    }
}

/* The first letters of a file without its byte order mark, zero bytes of UTF-16 and blanks. */
static void
read_head(const char *bytes, gsize length, char head[HEAD + 1])
{
    gsize count = 0;
    for (gsize i = 0; i < MIN(length, HEAD); i++) {
        gboolean mark = i < 3 && strchr("\xEF\xBB\xBF\xFF\xFE", bytes[i]) != NULL;
        gboolean blank = count == 0 && g_ascii_isspace(bytes[i]);
        if (bytes[i] != '\0' && !mark && !blank) {
            head[count++] = bytes[i];
        }
    }
    head[count] = '\0';
}

/* An encrypted .docx is wrapped in the old format; its folder names what is in it. */
static gboolean
is_encrypted(const char *bytes, gsize length)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    return memmem(bytes, length, name, sizeof name) != NULL;
}

static Format
recognise(const char *bytes, gsize length)
{
    char head[HEAD + 1];
    for (guint i = 0; i < G_N_ELEMENTS(magics); i++) {
        if (length >= magics[i].length && memcmp(bytes, magics[i].magic, magics[i].length) == 0) {
            return magics[i].format == FORMAT_OLD_WORD && is_encrypted(bytes, length)
                       ? FORMAT_ENCRYPTED
                       : magics[i].format;
        }
    }
    read_head(bytes, length, head);
    for (guint i = 0; i < G_N_ELEMENTS(page_beginnings); i++) {
        const char *beginning = page_beginnings[i];
        if (g_ascii_strncasecmp(head, beginning, strlen(beginning)) == 0) {
            return strstr(head, "<?mso-application") != NULL ? FORMAT_OLD_WORD : FORMAT_PAGE;
        }
    }
    return FORMAT_TEXT;
}

/* The text of a document, by the reader of that name. */
static char *
read_document(const char *reader, const char *bytes, gsize length, const char *file, GError **error)
{
    g_autoptr(GError) failure = NULL;
    IntakeDocumentReader *read =
        (IntakeDocumentReader *)module_open(DOCUMENTS_MODULE, reader, &failure);
    if (read == NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: .docx files and web pages are not read here (%s); open it and save it "
                      "as plain text (.txt)"),
                    file, failure->message);
        return NULL;
    }
    return read(bytes, length, file, error);
}

static gboolean
check_size(gsize length, const char *file, GError **error)
{
    if (length > LARGEST) {
        g_set_error(
            error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
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

static gboolean
is_common(guint unit)
{
    return (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0x20 && unit < 0x7F) ||
           (unit >= 0x3000 && unit <= 0x303F) || (unit >= 0xFF00 && unit <= 0xFF5E) ||
           (unit >= 0x2010 && unit <= 0x203F) || unit == '\n' || unit == '\r' || unit == '\t';
}

/* Nine in ten of the units of Chinese text are common ones, if the byte order is right. */
static gboolean
looks_like_utf16(const guchar *bytes, gsize length, int high)
{
    gsize units = MIN(length, 65536) / 2, common = 0;
    for (gsize i = 0; i < units; i++) {
        common += is_common((guint)bytes[2 * i + high] << 8 | bytes[2 * i + !high]);
    }
    return length % 2 == 0 && units > 0 && common * 10 >= units * 9;
}

/* The byte order that a mark or the text itself tells; NULL if it is not UTF-16. */
static const char *
utf16_charset(const char *bytes, gsize length)
{
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
        return "UTF-16LE";
    }
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0) {
        return "UTF-16BE";
    }
    if (looks_like_utf16((const guchar *)bytes, length, 1)) {
        return "UTF-16LE";
    }
    return looks_like_utf16((const guchar *)bytes, length, 0) ? "UTF-16BE" : NULL;
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
    g_autofree char *text =
        g_convert(bytes, (gssize)length, "UTF-8", charset, &read, NULL, &failure);
    if (text == NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: byte %zu fits neither UTF-8 nor %s; save the file as UTF-8 text"), file,
                    read, charset);
        return NULL;
    }
    return g_steal_pointer(&text);
}

/* The character set that a page names, where it is none that is tried anyway; else NULL. */
static const char *
declared_charset(const char *bytes, gsize length)
{
    static const char *const charsets[] = {"Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1252"};
    char head[HEAD + 1];
    read_head(bytes, length, head);
    for (guint i = 0; i < G_N_ELEMENTS(charsets); i++) {
        g_autofree char *pattern =
            g_strconcat("(charset|encoding)\\s*=\\s*[\"']?", charsets[i], NULL);
        if (g_regex_match_simple(pattern, head, G_REGEX_CASELESS | G_REGEX_RAW, 0)) {
            return charsets[i];
        }
    }
    return NULL;
}

/* The text in UTF-8, before line ends are settled; takes `bytes` over. `otherwise` is the set of
 * text which is neither UTF-8 nor UTF-16. */
static char *
to_utf8(char *bytes, gsize length, const char *otherwise, const char *file, GError **error)
{
    g_autofree char *owned = bytes;
    const char *fault;
    if (g_utf8_validate_len(bytes, length, &fault)) {
        return g_steal_pointer(&owned);
    }
    const char *charset = utf16_charset(bytes, length);
    if (charset != NULL) {
        return convert(bytes, length, charset, file, error);
    }
    gsize offset = (gsize)(fault - bytes);
    if (memchr(bytes, '\0', length) != NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: not a text file (it holds zero bytes); open it in its own program and "
                      "save it as .txt or .docx"),
                    file);
        return NULL;
    }
    if (count_wide(bytes, fault) >= CERTAIN) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: damaged UTF-8 at byte %zu; save the file again as UTF-8 "
                      "text"),
                    file, offset);
        return NULL;
    }
    return convert(bytes, length, otherwise, file, error);
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

/* The text of a file of whatever format; takes `bytes` over, which a zero byte ends. */
static char *
read_text(char *bytes, gsize length, const char *file, GError **error)
{
    g_autofree char *owned = bytes;
    Format format = recognise(bytes, length);
    switch (format) {
    case FORMAT_TEXT:
        return to_utf8(g_steal_pointer(&owned), length, "GB18030", file, error);
    case FORMAT_ZIP:
        return read_document(DOCUMENTS_DOCX, bytes, length, file, error);
    case FORMAT_PAGE: {
        const char *charset = declared_charset(bytes, length);
        g_autofree char *page = to_utf8(g_steal_pointer(&owned), length,
                                        charset != NULL ? charset : "GB18030", file, error);
        return page != NULL ? read_document(DOCUMENTS_HTML, page, strlen(page), file, error) : NULL;
    }
    default:
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT, _("%s: %s"), file,
                    foreign_advice(format));
        return NULL;
    }
}

/* Decodes `bytes`, which a zero byte ends and which it takes over. */
static char *
decode(char *bytes, gsize length, const char *file, GError **error)
{
    g_autofree char *owned = bytes;
    if (!check_size(length, file, error)) {
        return NULL;
    }
    g_autofree char *text = read_text(g_steal_pointer(&owned), length, file, error);
    if (text == NULL) {
        return NULL;
    }
    const char *control = find_control(text);
    if (control != NULL) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: not a text file (control character %d at byte %zu)"), file, *control,
                    (gsize)(control - text));
        return NULL;
    }
    settle_lines(text);
    return g_steal_pointer(&text);
}

char *
intake_decode(const char *bytes, gsize length, const char *file, GError **error)
{
    char *copy = g_malloc(length + 1);
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return decode(copy, length, file, error);
}

/* Reads up to one byte more than a report may have. */
static char *
read_stream(FILE *stream, gsize expected, gsize *length)
{
    gsize room = expected + 1, count;
    char *bytes = intake_large_new(room + 1);
    *length = 0;
    while (*length <= LARGEST && (count = fread(bytes + *length, 1, room - *length, stream)) > 0) {
        *length += count;
        if (*length == room) {
            room = MIN(2 * room + 4096, LARGEST + 1);
            bytes = g_realloc(bytes, room + 1);
        }
    }
    bytes[*length] = '\0';
    return bytes;
}

char *
intake_read(const char *file, GError **error)
{
    gboolean standard = strcmp(file, "-") == 0;
    FILE *stream = standard ? stdin : fopen(file, "rbe");
    struct stat status = {0};
    gsize length = 0;
    g_autofree char *bytes = NULL;
    if (stream != NULL && fstat(fileno(stream), &status) == 0) {
        bytes = read_stream(stream, (gsize)CLAMP(status.st_size, 0, LARGEST), &length);
    }
    int failure = errno;
    gboolean read = bytes != NULL && !ferror(stream);
    if (stream != NULL && !standard) {
        fclose(stream);
    }
    if (!read) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_READ, _("cannot read %s: %s"), file,
                    g_strerror(failure));
        return NULL;
    }
    return decode(g_steal_pointer(&bytes), length, file, error);
}
