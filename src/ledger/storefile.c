#include "storefile.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema.h"
#include "zhenggai/text.h"

/* https://www.sqlite.org/fileformat2.html#the_database_header */
enum { HEADER_USER_VERSION = 60, HEADER_APPLICATION_ID = 68 };

static const char magic[16] = "SQLite format 3";

void
storefile_clear(StoreFile *file)
{
    g_clear_pointer(&file->real, g_free);
}

static guint32
header_number(const guint8 *header, int offset)
{
    guint32 number;
    memcpy(&number, header + offset, sizeof number);
    return GUINT32_FROM_BE(number);
}

static gboolean
storefile_refuse(const char *path, LedgerError code, const char *what, GError **error)
{
    g_set_error(error, LEDGER_ERROR, code, "%s: %s", path, what);
    return FALSE;
}

gboolean
storefile_judge(const char *path, const guint8 *header, gint64 size, GError **error)
{
    gboolean sqlite = memcmp(header, magic, (gsize)CLAMP(size, 0, (gint64)sizeof magic)) == 0;
    guint32 version = header_number(header, HEADER_USER_VERSION);
    if (size == 0)
        return storefile_refuse(path, LEDGER_ERROR_DAMAGED,
                                _("the file is empty, so it lost its content; take a backup, or "
                                  "remove it to begin anew"),
                                error);
    if (sqlite && size < STOREFILE_HEADER_SIZE)
        return storefile_refuse(path, LEDGER_ERROR_DAMAGED,
                                _("the file is cut short; take a backup instead"), error);
    if (!sqlite || header_number(header, HEADER_APPLICATION_ID) != STORE_APPLICATION_ID ||
        version == 0)
        return storefile_refuse(path, LEDGER_ERROR_FOREIGN,
                                _("not a ledger of zhenggai; it was left as it is"), error);
    if (version <= SCHEMA_VERSION)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NEWER,
                _("%s: written by a newer zhenggai (format %u, this program knows %d); it was left "
                  "as it is"),
                path, version, SCHEMA_VERSION);
    return FALSE;
}

/* What the system said of the last call, as it stands in errno. */
static gboolean
storefile_fail(const char *path, const char *what, GError **error)
{
    int saved = errno;
    gboolean rights = saved == EACCES || saved == EPERM || saved == EROFS;
    g_set_error(error, LEDGER_ERROR, rights ? LEDGER_ERROR_READONLY : LEDGER_ERROR_STORAGE,
                "%s: %s: %s", path, what, g_strerror(saved));
    return FALSE;
}

static gboolean
storefile_absent(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    file->exists = FALSE;
    if (mode == LEDGER_OPEN_CREATE)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_ABSENT,
                _("%s: there is no ledger yet; `zhenggai import FILE` makes one from a report"),
                path);
    return FALSE;
}

/* The folder is resolved by us, since people's homes may stand behind a link; the file itself must
 * not be one (SQLITE_OPEN_NOFOLLOW). */
static gboolean
storefile_resolve(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    if (mode == LEDGER_OPEN_CREATE && g_mkdir_with_parents(folder, 0700) != 0)
        return storefile_fail(folder, _("the folder cannot be made"), error);
    char *real = realpath(folder, NULL);
    if (real == NULL) {
        if (errno == ENOENT)
            return storefile_absent(file, path, mode, error);
        return storefile_fail(path, _("its folder cannot be reached"), error);
    }
    file->real = g_build_filename(real, name, NULL);
    free(real);
    return TRUE;
}

/* By its name alone: opening it here and closing it again would let go the locks that this process
 * may hold on it. */
static gboolean
storefile_look(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    struct stat information;
    if (lstat(file->real, &information) != 0)
        return errno == ENOENT ? storefile_absent(file, path, mode, error)
                               : storefile_fail(path, _("it cannot be opened"), error);
    if (S_ISLNK(information.st_mode))
        return storefile_refuse(path, LEDGER_ERROR_FOREIGN,
                                _("a symbolic link; name the file that it leads to"), error);
    if (!S_ISREG(information.st_mode))
        return storefile_refuse(path, LEDGER_ERROR_FOREIGN, _("not a file that can be read"),
                                error);
    if (access(file->real, R_OK) != 0)
        return storefile_fail(path, _("it cannot be opened"), error);
    file->exists = TRUE;
    return TRUE;
}

gboolean
storefile_find(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    if (strcmp(path, ":memory:") != 0)
        return storefile_resolve(file, path, mode, error) &&
               (file->real == NULL || storefile_look(file, path, mode, error));
    *file = (StoreFile){.real = g_strdup(path), .memory = TRUE};
    return mode != LEDGER_OPEN_READONLY || storefile_absent(file, path, mode, error);
}

char *
storefile_stamp(const char *now)
{
    GString *stamp = g_string_new_len(now, 19);
    g_string_replace(stamp, "-", "", 0);
    g_string_replace(stamp, ":", "", 0);
    return g_string_free(stamp, FALSE);
}

char *
storefile_aside(const char *path, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: it exists already; choose another name"), path);
        return NULL;
    }
    g_autofree char *aside = g_strconcat(path, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(aside, O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        storefile_fail(path, _("it cannot be written"), error);
        return NULL;
    }
    close(descriptor);
    return g_steal_pointer(&aside);
}

static gboolean
storefile_sync(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    gboolean synced = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0)
        close(descriptor);
    return synced;
}

/* Some file systems of memory sticks cannot rename without replacing. */
static gboolean
storefile_rename(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return TRUE;
    return errno == EINVAL && rename(from, to) == 0;
}

gboolean
storefile_keep(const char *aside, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (storefile_sync(aside) && storefile_rename(aside, path) && storefile_sync(folder))
        return TRUE;
    storefile_fail(path, _("it cannot be written"), error);
    unlink(aside);
    return FALSE;
}
