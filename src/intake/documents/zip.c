#include "zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "documents.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* A hundredfold is no document: text in XML shrinks to a tenth. Small files may, by chance. */
#define RATIO_MOST 100
#define RATIO_FROM (1u << 20)
#define CHUNK 65536

/* A zip file on its way through. */
typedef struct {
    struct archive *archive;
    const char *file;
    gsize length;   /* of the zip file */
    gsize inflated; /* so far */
    const char *kind;
} Zip;

/* Told by a file within it: what else a zip file may be. */
static const struct {
    const char *beginning, *advice;
} kinds[] = {
    {"xl/", N_("this is a spreadsheet (.xlsx); copy the report into a text file (.txt)")},
    {"ppt/", N_("these are slides (.pptx); copy the report into a text file (.txt)")},
    {"content.xml", N_("this is an OpenDocument file; open it and save it as .docx or plain text "
                       "(.txt)")},
    {"OFD.xml", N_("this is an OFD file; copy its text into a plain text file (.txt)")},
    {"", N_("this is a zip file of other files; unpack it and import the report in it")},
};

void
document_parts_clear(DocumentParts *parts)
{
    g_clear_pointer(&parts->document, g_bytes_unref);
    g_clear_pointer(&parts->numbering, g_bytes_unref);
    g_clear_pointer(&parts->styles, g_bytes_unref);
}

static gboolean
refuse(const Zip *zip, const char *why, GError **error)
{
    g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT, _("%s: %s"), zip->file, why);
    return FALSE;
}

static gboolean
refuse_damaged(const Zip *zip, GError **error)
{
    return refuse(zip,
                  _("the .docx or zip file is damaged or cut off; fetch it again, or open it and "
                    "save it anew"),
                  error);
}

/* The part whose name the entry has: document2.xml, as some programs call it, counts. */
static GBytes **
find_part(DocumentParts *parts, const char *name)
{
    if (!g_str_has_prefix(name, "word/") || strchr(name + 5, '/') != NULL) {
        return NULL;
    }
    return g_pattern_match_simple("word/document*.xml", name)    ? &parts->document
           : g_pattern_match_simple("word/numbering*.xml", name) ? &parts->numbering
           : g_pattern_match_simple("word/styles*.xml", name)    ? &parts->styles
                                                                 : NULL;
}

static gboolean
check_growth(const Zip *zip, GError **error)
{
    if (zip->inflated > DOCUMENTS_LARGEST ||
        (zip->inflated > RATIO_FROM && zip->inflated / RATIO_MOST > zip->length)) {
        return refuse(zip, _("unpacked it is far too large for a report; it is not read"), error);
    }
    return TRUE;
}

static gboolean
inflate(Zip *zip, GBytes **part, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autofree guint8 *chunk = g_malloc(CHUNK);
    la_ssize_t count;
    while ((count = archive_read_data(zip->archive, chunk, CHUNK)) > 0) {
        zip->inflated += (gsize)count;
        if (!check_growth(zip, error)) {
            return FALSE;
        }
        g_byte_array_append(out, chunk, (guint)count);
    }
    if (count < 0) {
        return refuse_damaged(zip, error);
    }
    g_clear_pointer(part, g_bytes_unref);
    *part = g_byte_array_free_to_bytes(g_steal_pointer(&out));
    return TRUE;
}

static void
tell_kind(Zip *zip, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds) && zip->kind == NULL; i++) {
        if (kinds[i].beginning[0] != '\0' && g_str_has_prefix(name, kinds[i].beginning)) {
            zip->kind = kinds[i].advice;
        }
    }
}

static gboolean
read_entries(Zip *zip, DocumentParts *parts, GError **error)
{
    struct archive_entry *entry;
    int result;
    while ((result = archive_read_next_header(zip->archive, &entry)) == ARCHIVE_OK ||
           result == ARCHIVE_WARN) {
        const char *name = archive_entry_pathname(entry);
        GBytes **part = name != NULL ? find_part(parts, name) : NULL;
        if (archive_entry_is_encrypted(entry)) {
            return refuse(zip, _("protected by a password; open it and save it without one"),
                          error);
        }
        if (part != NULL && !inflate(zip, part, error)) {
            return FALSE;
        }
        if (name != NULL) {
            tell_kind(zip, name);
        }
    }
    if (result != ARCHIVE_EOF) {
        return refuse_damaged(zip, error);
    }
    if (parts->document == NULL) {
        return refuse(zip, _(zip->kind != NULL ? zip->kind : kinds[G_N_ELEMENTS(kinds) - 1].advice),
                      error);
    }
    return TRUE;
}

gboolean
document_parts_read(const char *bytes, gsize length, const char *file, DocumentParts *parts,
                    GError **error)
{
    Zip zip = {archive_read_new(), file, length, 0, NULL};
    DocumentParts found = {NULL, NULL, NULL};
    archive_read_support_format_zip_seekable(zip.archive);
    gboolean read = archive_read_open_memory(zip.archive, bytes, length) == ARCHIVE_OK
                        ? read_entries(&zip, &found, error)
                        : refuse_damaged(&zip, error);
    archive_read_free(zip.archive);
    if (read) {
        *parts = found;
    } else {
        document_parts_clear(&found);
    }
    return read;
}
