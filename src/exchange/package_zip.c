/* The zip around a package: the module exchange-package, which alone uses libarchive here. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "package_private.h"
#include "zhenggai/text.h"

enum { BUFFER_BYTES = 64 * 1024, OWN_MODE = 0600 };

typedef struct archive Reader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reader, archive_read_free)

typedef struct {
    struct archive *archive;
    Output *output;
    GError *failure; /* of the output */
} Zip;

static la_ssize_t
pass_on(struct archive *archive, void *data, const void *bytes, size_t length)
{
    Zip *zip = data;
    g_string_append_len(zip->output->buffer, bytes, (gssize)length);
    if (output_pass_on(zip->output, zip->failure == NULL ? &zip->failure : NULL))
        return (la_ssize_t)length;
    archive_set_error(archive, EIO, "the output failed");
    return -1;
}

static gboolean
fail(Zip *zip, GError **error)
{
    if (zip->failure != NULL)
        g_propagate_error(error, g_steal_pointer(&zip->failure));
    else
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("writing %s: %s"),
                    zip->output->shown, archive_error_string(zip->archive));
    return FALSE;
}

static gboolean
begin(Zip *zip, const char *name, gint64 size, GError **error)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, OWN_MODE);
    int code = archive_write_header(zip->archive, entry);
    archive_entry_free(entry);
    return code == ARCHIVE_OK || fail(zip, error);
}

static gboolean
add_bytes(Zip *zip, const void *bytes, gsize length, GError **error)
{
    return archive_write_data(zip->archive, bytes, length) == (la_ssize_t)length ||
           fail(zip, error);
}

/* What was hashed is what is packed. */
static gboolean
add_contents(Zip *zip, const PackageFile *file, int in, GError **error)
{
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gssize got;
    while ((got = TEMP_FAILURE_RETRY(read(in, buffer, BUFFER_BYTES))) > 0) {
        g_checksum_update(checksum, buffer, got);
        if (!add_bytes(zip, buffer, (gsize)got, error))
            return FALSE;
    }
    if (got == 0 && strcmp(g_checksum_get_string(checksum), file->sha256) == 0)
        return TRUE;
    g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("reading %s: %s"), file->path,
                got < 0 ? g_strerror(errno) : _("it changed meanwhile"));
    return FALSE;
}

static gboolean
add_file(Zip *zip, const PackageFile *file, GError **error)
{
    int in = open(file->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (in < 0) {
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("reading %s: %s"), file->path,
                    g_strerror(errno));
        return FALSE;
    }
    gboolean added =
        begin(zip, file->name, file->size, error) && add_contents(zip, file, in, error);
    close(in);
    return added;
}

static gboolean
add_all(Zip *zip, const Package *package, const char *manifest, GError **error)
{
    gsize length = strlen(manifest);
    archive_write_set_format_zip(zip->archive);
    archive_write_set_bytes_per_block(zip->archive, 0);
    if (archive_write_open(zip->archive, zip, NULL, pass_on, NULL) != ARCHIVE_OK ||
        !begin(zip, PACKAGE_MANIFEST, (gint64)length, error) ||
        !add_bytes(zip, manifest, length, error))
        return FALSE;
    for (guint i = 0; i < package->files->len; i++)
        if (!add_file(zip, package->files->pdata[i], error))
            return FALSE;
    return archive_write_close(zip->archive) == ARCHIVE_OK || fail(zip, error);
}

gboolean
package_zip_write(const Package *package, const char *manifest, Output *output, GError **error)
{
    Zip zip = {archive_write_new(), output, NULL};
    gboolean written = add_all(&zip, package, manifest, error);
    /* Freeing what is open writes its end, which nobody wants any more. */
    if (!written)
        archive_write_fail(zip.archive);
    archive_write_free(zip.archive);
    g_clear_error(&zip.failure);
    return written;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse(Reader *reader, GError **error)
{
    const char *why = archive_error_string(reader);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED, _("the package is damaged: %s"),
                why == NULL ? "zip" : why);
    return FALSE;
}

static gboolean
read_entry(Reader *reader, struct archive_entry *entry, Unpack *unpack, GError **error)
{
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    const char *name = archive_entry_pathname(entry);
    la_ssize_t got;
    if (name == NULL || archive_entry_filetype(entry) != AE_IFREG)
        return refuse(reader, error);
    if (!unpack_begin(unpack, name, error))
        return FALSE;
    while ((got = archive_read_data(reader, buffer, BUFFER_BYTES)) > 0)
        if (!unpack_write(unpack, buffer, (gsize)got, error))
            return FALSE;
    return got < 0 ? refuse(reader, error) : unpack_end(unpack, error);
}

gboolean
package_zip_read(const char *path, Unpack *unpack, GError **error)
{
    g_autoptr(Reader) reader = archive_read_new();
    struct archive_entry *entry;
    int code;
    archive_read_support_format_zip(reader);
    if (archive_read_open_filename(reader, path, BUFFER_BYTES) != ARCHIVE_OK)
        return refuse(reader, error);
    while ((code = archive_read_next_header(reader, &entry)) == ARCHIVE_OK || code == ARCHIVE_WARN)
        if (!read_entry(reader, entry, unpack, error))
            return FALSE;
    return code == ARCHIVE_EOF || refuse(reader, error);
}
