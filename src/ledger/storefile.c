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
enum {
    HEADER_SIZE = 100,
    HEADER_PAGE_SIZE = 16,
    HEADER_CHANGE_COUNTER = 24,
    HEADER_PAGES = 28,
    HEADER_USER_VERSION = 60,
    HEADER_APPLICATION_ID = 68,
    HEADER_VALID_FOR = 92
};

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

/* The header says how many pages there are, if the last writer kept that number. */
static gboolean
header_is_cut_short(const guint8 *header, gint64 size)
{
    gint64 page = header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
    if (page == 1)
        page = 65536;
    return header_number(header, HEADER_CHANGE_COUNTER) == header_number(header, HEADER_VALID_FOR) &&
           page * header_number(header, HEADER_PAGES) > size;
}

static gboolean
storefile_judge(const char *path, const guint8 *header, gint64 length, gint64 size, GError **error)
{
    if (size == 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                    _("%s: the file is empty, so it lost its content; take a backup, or remove it to "
                      "begin anew"),
                    path);
        return FALSE;
    }
    if (length < HEADER_SIZE || memcmp(header, magic, sizeof magic) != 0 ||
        header_number(header, HEADER_APPLICATION_ID) != STORE_APPLICATION_ID) {
        gboolean ours = length < HEADER_SIZE && memcmp(header, magic, MIN((gsize)length, sizeof magic)) == 0;
        g_set_error(error, LEDGER_ERROR, ours ? LEDGER_ERROR_DAMAGED : LEDGER_ERROR_FOREIGN,
                    ours ? _("%s: the file is cut short; take a backup instead")
                         : _("%s: not a ledger of zhenggai; it was left as it is"),
                    path);
        return FALSE;
    }
    if (header_number(header, HEADER_USER_VERSION) > SCHEMA_VERSION) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NEWER,
                    _("%s: written by a newer zhenggai (format %u, this program knows %d); it was left "
                      "as it is"),
                    path, header_number(header, HEADER_USER_VERSION), SCHEMA_VERSION);
        return FALSE;
    }
    if (header_is_cut_short(header, size)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                    _("%s: the file is cut short; take a backup instead"), path);
        return FALSE;
    }
    return TRUE;
}

static gboolean
storefile_fail(const char *path, LedgerError code, const char *what, GError **error)
{
    int saved = errno;
    g_set_error(error, LEDGER_ERROR, code, "%s: %s: %s", path, what, g_strerror(saved));
    return FALSE;
}

static gboolean
storefile_absent(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    file->exists = FALSE;
    if (mode == LEDGER_OPEN_CREATE)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_ABSENT,
                _("%s: there is no ledger yet; `zhenggai import FILE` makes one from a report"), path);
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
        return storefile_fail(folder, LEDGER_ERROR_STORAGE, _("the folder cannot be made"), error);
    char *real = realpath(folder, NULL);
    if (real == NULL) {
        if (errno == ENOENT)
            return storefile_absent(file, path, mode, error);
        return storefile_fail(path, LEDGER_ERROR_STORAGE, _("its folder cannot be reached"), error);
    }
    file->real = g_build_filename(real, name, NULL);
    free(real);
    return TRUE;
}

gboolean
storefile_inspect(StoreFile *file, const char *path, LedgerMode mode, GError **error)
{
    if (strcmp(path, ":memory:") == 0) {
        *file = (StoreFile){g_strdup(path), FALSE};
        return TRUE;
    }
    if (!storefile_resolve(file, path, mode, error))
        return FALSE;
    int descriptor = open(file->real, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT)
            return storefile_absent(file, path, mode, error);
        return storefile_fail(path, errno == EACCES ? LEDGER_ERROR_READONLY : LEDGER_ERROR_STORAGE,
                              _("it cannot be opened"), error);
    }
    guint8 header[HEADER_SIZE] = {0};
    struct stat information;
    gboolean regular = fstat(descriptor, &information) == 0 && S_ISREG(information.st_mode);
    gssize length = regular ? read(descriptor, header, sizeof header) : 0;
    close(descriptor);
    if (!regular || length < 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN, _("%s: not a file that can be read"),
                    path);
        return FALSE;
    }
    file->exists = TRUE;
    return storefile_judge(path, header, length, information.st_size, error);
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
        storefile_fail(path, LEDGER_ERROR_STORAGE, _("it cannot be written"), error);
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
    storefile_fail(path, LEDGER_ERROR_STORAGE, _("it cannot be written"), error);
    unlink(aside);
    return FALSE;
}
