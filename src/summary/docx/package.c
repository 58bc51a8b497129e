/* A .docx file: its parts in a zip archive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "docx.h"

extern const char docx_content_types[], docx_package_rels[], docx_document_rels[], docx_styles[],
    docx_settings[], docx_fonts[], docx_footer_odd[], docx_footer_even[], docx_footer_across_odd[],
    docx_footer_across_even[];

GBytes *document_module_docx(const Document *document, GError **error);

static la_ssize_t
take(struct archive *archive, void *data, const void *bytes, size_t length)
{
    g_byte_array_append(data, bytes, (guint)length);
    return (la_ssize_t)length;
}

/* The day of a part says nothing; a fixed one makes the same document the same file. */
static gboolean
add_part(struct archive *archive, const char *name, const char *content, gsize length)
{
    struct archive_entry *entry = archive_entry_new();
    if (entry == NULL)
        return FALSE;
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 946684800, 0);
    archive_entry_set_size(entry, (la_int64_t)length);
    gboolean done = archive_write_header(archive, entry) == ARCHIVE_OK &&
                    archive_write_data(archive, content, length) == (la_ssize_t)length &&
                    archive_write_finish_entry(archive) == ARCHIVE_OK;
    archive_entry_free(entry);
    return done;
}

static gboolean
add_parts(struct archive *archive, const xmlBuffer *body, const xmlBuffer *properties)
{
    const struct {
        const char *name, *content;
    } parts[] = {{"[Content_Types].xml", docx_content_types},
                 {"_rels/.rels", docx_package_rels},
                 {"docProps/core.xml", (const char *)xmlBufferContent(properties)},
                 {"word/document.xml", (const char *)xmlBufferContent(body)},
                 {"word/_rels/document.xml.rels", docx_document_rels},
                 {"word/styles.xml", docx_styles},
                 {"word/settings.xml", docx_settings},
                 {"word/fontTable.xml", docx_fonts},
                 {"word/footer1.xml", docx_footer_odd},
                 {"word/footer2.xml", docx_footer_even},
                 {"word/footer3.xml", docx_footer_across_odd},
                 {"word/footer4.xml", docx_footer_across_even}};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!add_part(archive, parts[i].name, parts[i].content, strlen(parts[i].content)))
            return FALSE;
    }
    return TRUE;
}

static GBytes *
pack(const xmlBuffer *body, const xmlBuffer *properties, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    struct archive *archive = archive_write_new();
    gboolean done = archive != NULL && archive_write_set_format_zip(archive) == ARCHIVE_OK &&
                    archive_write_set_options(archive, "zip:!zip64") == ARCHIVE_OK &&
                    archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
                    archive_write_open(archive, bytes, NULL, take, NULL) == ARCHIVE_OK &&
                    add_parts(archive, body, properties) &&
                    archive_write_close(archive) == ARCHIVE_OK;
    if (!done)
        g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FAILED, _("the archive failed: %s"),
                    archive == NULL ? g_strerror(ENOMEM) : archive_error_string(archive));
    if (archive != NULL)
        archive_write_free(archive);
    return done ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

GBytes *
document_module_docx(const Document *document, GError **error)
{
    xmlBuffer *body = docx_document(document), *properties = docx_properties(document);
    GBytes *bytes = NULL;
    if (body == NULL || properties == NULL)
        g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FAILED,
                    _("the XML could not be written"));
    else
        bytes = pack(body, properties, error);
    if (body != NULL)
        xmlBufferFree(body);
    if (properties != NULL)
        xmlBufferFree(properties);
    return bytes;
}
