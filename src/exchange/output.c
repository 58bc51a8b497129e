/* Where an export goes: written aside, synced, renamed. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zhenggai/export.h"

G_DEFINE_QUARK(zhenggai - export - error, export_error)

enum { OUTPUT_CHUNK = 64 * 1024 };

static gboolean
fail(const Output *output, int code, GError **error)
{
    g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("writing %s: %s"), output->shown,
                g_strerror(code));
    return FALSE;
}

static gboolean
open_aside(Output *output, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    char *aside = g_build_filename(folder, ".zhenggai-XXXXXX", NULL);
    output->descriptor = mkostemp(aside, O_CLOEXEC);
    if (output->descriptor < 0) {
        int code = errno;
        g_free(aside);
        g_autofree char *shown = g_filename_display_name(folder);
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("writing %s: folder %s: %s"),
                    output->shown, shown, g_strerror(code));
        return FALSE;
    }
    output->path = g_strdup(path);
    output->aside = aside;
    return TRUE;
}

/* What is there already and is no plain file: a device and a pipe are written straight, also
 * through /dev/stdout and the like; the rest is refused. */
static gboolean
open_special(Output *output, const char *path, mode_t mode, GError **error)
{
    if (S_ISDIR(mode)) {
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE,
                    _("writing %s: it is a folder; name a file in it"), output->shown);
        return FALSE;
    }
    if (S_ISREG(mode) || S_ISLNK(mode)) {
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE,
                    _("writing %s: it is a symbolic link; name the file itself, or - for standard "
                      "output"),
                    output->shown);
        return FALSE;
    }
    output->descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    return output->descriptor >= 0 || fail(output, errno, error);
}

gboolean
output_open(Output *output, const char *path, GError **error)
{
    *output = (Output){.buffer = g_string_sized_new(2 * OUTPUT_CHUNK), .descriptor = -1};
    if (path == NULL || g_str_equal(path, "-")) {
        output->shown = g_strdup(_("standard output"));
        output->descriptor = STDOUT_FILENO;
        output->borrowed = TRUE;
        return TRUE;
    }
    output->shown = g_filename_display_name(path);
    struct stat itself, behind;
    if (lstat(path, &itself) != 0 || S_ISREG(itself.st_mode))
        return open_aside(output, path, error);
    /* A link that leads nowhere stays a link. */
    gboolean leads = stat(path, &behind) == 0;
    return open_special(output, path, leads ? behind.st_mode : itself.st_mode, error);
}

static gboolean
write_buffer(Output *output, GError **error)
{
    gsize at = 0;
    if (output->checksum != NULL)
        g_checksum_update(output->checksum, (const guchar *)output->buffer->str,
                          (gssize)output->buffer->len);
    while (at < output->buffer->len) {
        gssize written =
            write(output->descriptor, output->buffer->str + at, output->buffer->len - at);
        if (written >= 0)
            at += written;
        else if (errno != EINTR)
            return fail(output, errno, error);
    }
    g_string_truncate(output->buffer, 0);
    return TRUE;
}

gboolean
output_pass_on(Output *output, GError **error)
{
    return output->buffer->len < OUTPUT_CHUNK || write_buffer(output, error);
}

/* So that the new name outlives a power cut. A file system that cannot sync a folder says EINVAL.
 */
static gboolean
sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == EACCES;
    gboolean synced = fsync(descriptor) == 0 || errno == EINVAL;
    int code = errno;
    close(descriptor);
    errno = code;
    return synced;
}

gboolean
output_finish(Output *output, GError **error)
{
    if (!write_buffer(output, error))
        return FALSE;
    if (output->borrowed)
        return TRUE;
    if (output->aside != NULL && fsync(output->descriptor) != 0)
        return fail(output, errno, error);
    int closed = close(output->descriptor);
    output->descriptor = -1;
    if (closed != 0)
        return fail(output, errno, error);
    if (output->aside == NULL)
        return TRUE;
    if (rename(output->aside, output->path) != 0)
        return fail(output, errno, error);
    g_clear_pointer(&output->aside, g_free);
    return sync_folder(output->path) || fail(output, errno, error);
}

void
output_clear(Output *output)
{
    if (output->descriptor >= 0 && !output->borrowed)
        close(output->descriptor);
    if (output->aside != NULL)
        unlink(output->aside);
    if (output->buffer != NULL)
        g_string_free(output->buffer, TRUE);
    g_free(output->shown);
    g_free(output->path);
    g_free(output->aside);
}
