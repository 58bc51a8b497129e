#include "evidencefile.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "zhenggai/ledger.h"
#include "zhenggai/text.h"

enum { DIGEST_LETTERS = 64, FOLDER_LETTERS = 2, BUFFER_BYTES = 64 * 1024 };

/* errno is what the last call left. */
static gboolean
evidencefile_fail(const char *path, LedgerError code, const char *what, GError **error)
{
    g_set_error(error, LEDGER_ERROR, code, "%s: %s: %s", path, what, g_strerror(errno));
    return FALSE;
}

static gboolean
evidencefile_is_digest(const char *text)
{
    return strlen(text) == DIGEST_LETTERS && strspn(text, "0123456789abcdef") == DIGEST_LETTERS;
}

static int
evidencefile_open_beneath(int folder, const char *name, guint64 flags)
{
    struct open_how how = {.flags = flags | O_CLOEXEC,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static int
evidencefile_open_folder(const char *folder)
{
    return open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

gboolean
evidencefile_copy(int in, int out, char **sha256, gint64 *size)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    gssize got;
    *size = 0;
    while ((got = TEMP_FAILURE_RETRY(read(in, buffer, BUFFER_BYTES))) > 0) {
        g_checksum_update(checksum, buffer, got);
        *size += got;
        for (gssize at = 0; out >= 0 && at < got;) {
            gssize put = TEMP_FAILURE_RETRY(write(out, buffer + at, (gsize)(got - at)));
            if (put < 0)
                return FALSE;
            at += put;
        }
    }
    if (got < 0)
        return FALSE;
    *sha256 = g_strdup(g_checksum_get_string(checksum));
    return TRUE;
}

/* The folder and, in it, the one that the digest's first letters name. */
static gboolean
evidencefile_make_folder(int parent, const char *name, int *folder)
{
    if (mkdirat(parent, name, 0700) != 0 && errno != EEXIST)
        return FALSE;
    *folder = evidencefile_open_beneath(parent, name, O_RDONLY | O_DIRECTORY);
    return *folder >= 0 && fsync(parent) == 0;
}

/* The file written aside gets its name. One of the same name has the same content, or was damaged:
 * either way it may be replaced. */
static gboolean
evidencefile_place(int folder, const char *aside, const char *sha256)
{
    g_autofree char *first = g_strndup(sha256, FOLDER_LETTERS);
    int inner = -1;
    gboolean placed = evidencefile_make_folder(folder, first, &inner) &&
                      renameat(folder, aside, inner, sha256) == 0 && fsync(inner) == 0;
    int saved = errno;
    if (inner >= 0)
        close(inner);
    errno = saved;
    return placed;
}

static gboolean
evidencefile_write(int folder, int source, char **sha256, gint64 *size)
{
    g_autofree char *uuid = g_uuid_string_random();
    g_autofree char *aside = g_strconcat(".", uuid, NULL);
    int out = openat(folder, aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (out < 0)
        return FALSE;
    gboolean written = evidencefile_copy(source, out, sha256, size) && fsync(out) == 0;
    int saved = errno;
    if (close(out) != 0 && written) {
        written = FALSE;
        saved = errno;
    }
    if (written && evidencefile_place(folder, aside, *sha256))
        return TRUE;
    saved = written ? errno : saved;
    unlinkat(folder, aside, 0);
    errno = saved;
    return FALSE;
}

static gboolean
evidencefile_take(const char *folder, int source, char **sha256, gint64 *size, GError **error)
{
    g_autofree char *parent_name = g_path_get_dirname(folder);
    g_autofree char *name = g_path_get_basename(folder);
    int inner = -1, parent = open(parent_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean taken = parent >= 0 && evidencefile_make_folder(parent, name, &inner) &&
                     evidencefile_write(inner, source, sha256, size);
    if (!taken)
        evidencefile_fail(folder, LEDGER_ERROR_STORAGE,
                          _("the evidence could not be kept, nothing was written"), error);
    if (inner >= 0)
        close(inner);
    if (parent >= 0)
        close(parent);
    return taken;
}

gboolean
evidencefile_keep(const char *folder, const char *source, gboolean dry, char **sha256, gint64 *size,
                  GError **error)
{
    struct stat information;
    /* A pipe or a device must not hang or flood us. */
    int in = open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (in < 0)
        return evidencefile_fail(source, LEDGER_ERROR_USAGE, _("it cannot be read"), error);
    gboolean regular = fstat(in, &information) == 0 && S_ISREG(information.st_mode);
    gboolean kept = FALSE;
    g_autofree char *digest = NULL;
    gint64 length = 0;
    if (!regular)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: not a file"), source);
    else if (!dry)
        kept = evidencefile_take(folder, in, &digest, &length, error);
    else if (!(kept = evidencefile_copy(in, -1, &digest, &length)))
        evidencefile_fail(source, LEDGER_ERROR_USAGE, _("it cannot be read"), error);
    close(in);
    if (kept) {
        *sha256 = g_steal_pointer(&digest);
        *size = length;
    }
    return kept;
}

int
evidencefile_open(const char *folder, const char *sha256)
{
    if (!evidencefile_is_digest(sha256)) {
        errno = EINVAL;
        return -1;
    }
    int outer = evidencefile_open_folder(folder);
    if (outer < 0)
        return -1;
    g_autofree char *name = g_strdup_printf("%.*s/%s", FOLDER_LETTERS, sha256, sha256);
    int file = evidencefile_open_beneath(outer, name, O_RDONLY | O_NONBLOCK);
    int saved = errno;
    close(outer);
    errno = saved;
    return file;
}

static void
evidencefile_names_in(const char *folder, const char *inner, GPtrArray *names)
{
    g_autofree char *path = g_build_filename(folder, inner, NULL);
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;)
        g_ptr_array_add(names,
                        evidencefile_is_digest(name) && strncmp(name, inner, FOLDER_LETTERS) == 0
                            ? g_strdup(name)
                            : g_build_filename(inner, name, NULL));
}

GPtrArray *
evidencefile_names(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;) {
        if (strlen(name) == FOLDER_LETTERS)
            evidencefile_names_in(folder, name, names);
        else
            g_ptr_array_add(names, g_strdup(name));
    }
    return names;
}
