/* A ledger and its evidence out of a package or a plain copy: all of it verified aside, then put in
 * place. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "ledger_json.h"
#include "package_private.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

enum { MANIFEST_LIMIT = 64 * 1024 * 1024, BUFFER_BYTES = 64 * 1024 };

struct Unpack {
    const char *folder; /* gets ledger.db and ledger.db.evidence/ */
    GString *manifest;  /* its text; the first entry */
    Package *package;   /* known once the manifest is */
    PackageFile *file;  /* the entry that is being read; NULL: the manifest */
    GChecksum *checksum;
    gint64 size;
    int out;
};

static void
unpack_clear(Unpack *unpack)
{
    if (unpack->out >= 0)
        close(unpack->out);
    g_string_free(unpack->manifest, TRUE);
    g_checksum_free(unpack->checksum);
    g_clear_pointer(&unpack->package, package_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Unpack, unpack_clear)

static gboolean
damaged(GError **error, const char *name, const char *what)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED, _("the package is damaged: %s: %s"),
                name, what);
    return FALSE;
}

static gboolean
fail(GError **error, const char *path)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, "%s: %s", path, g_strerror(errno));
    return FALSE;
}

/* ── Entry by entry ───────────────────────────────────────────────────────────────────────── */

/* Names are made from digests alone, so none leads out of the folder. */
static char *
place_of(const Unpack *unpack)
{
    const char *behind = strchr(unpack->file->name, '/');
    return behind == NULL ? g_build_filename(unpack->folder, "ledger.db", NULL)
                          : g_build_filename(unpack->folder, "ledger.db.evidence", behind, NULL);
}

static gboolean
open_place(Unpack *unpack, GError **error)
{
    g_autofree char *path = place_of(unpack);
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) == 0)
        unpack->out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return unpack->out >= 0 || fail(error, path);
}

gboolean
unpack_begin(Unpack *unpack, const char *name, GError **error)
{
    unpack->size = 0;
    unpack->file = NULL;
    g_checksum_reset(unpack->checksum);
    if (unpack->package == NULL)
        return strcmp(name, PACKAGE_MANIFEST) == 0 ||
               damaged(error, name, _("the manifest does not come first"));
    unpack->file = g_hash_table_lookup(unpack->package->by_name, name);
    if (unpack->file == NULL)
        return damaged(error, name, _("the manifest does not name it"));
    if (unpack->file->seen)
        return damaged(error, name, _("it is in it twice"));
    unpack->file->seen = TRUE;
    return open_place(unpack, error);
}

static gboolean
write_all(int out, const guint8 *bytes, gsize length)
{
    for (gsize at = 0; at < length;) {
        gssize put = TEMP_FAILURE_RETRY(write(out, bytes + at, length - at));
        if (put < 0)
            return FALSE;
        at += (gsize)put;
    }
    return TRUE;
}

gboolean
unpack_write(Unpack *unpack, const void *bytes, gsize length, GError **error)
{
    gint64 limit = unpack->file == NULL ? MANIFEST_LIMIT : unpack->file->size;
    unpack->size += (gint64)length;
    if (limit >= 0 && unpack->size > limit)
        return damaged(error, unpack->file == NULL ? PACKAGE_MANIFEST : unpack->file->name,
                       _("it is longer than it should be"));
    if (unpack->file == NULL) {
        g_string_append_len(unpack->manifest, bytes, (gssize)length);
        return TRUE;
    }
    g_checksum_update(unpack->checksum, bytes, (gssize)length);
    return write_all(unpack->out, bytes, length) || fail(error, unpack->folder);
}

/* A small file can claim to be a huge one: it is unpacked only where there is room. */
static gboolean
has_room(const Unpack *unpack, GError **error)
{
    struct statvfs room;
    guint64 wanted = 0;
    if (statvfs(unpack->folder, &room) != 0)
        return fail(error, unpack->folder);
    guint64 free_bytes = (guint64)room.f_bavail * room.f_frsize;
    for (guint i = 0; i < unpack->package->files->len && wanted <= free_bytes; i++)
        wanted += (guint64)((PackageFile *)unpack->package->files->pdata[i])->size;
    if (wanted <= free_bytes)
        return TRUE;
    g_autofree char *size = g_format_size(wanted), *left = g_format_size(free_bytes);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE,
                _("the disk has not enough room: %s or more are wanted, %s are free"), size, left);
    return FALSE;
}

gboolean
unpack_end(Unpack *unpack, GError **error)
{
    const PackageFile *file = unpack->file;
    if (file == NULL) {
        unpack->package =
            package_manifest_read(unpack->manifest->str, unpack->manifest->len, error);
        return unpack->package != NULL && has_room(unpack, error);
    }
    int closed = close(unpack->out);
    unpack->out = -1;
    if (closed != 0)
        return fail(error, unpack->folder);
    gboolean same = file->sha256 == NULL ||
                    (file->size == unpack->size &&
                     strcmp(file->sha256, g_checksum_get_string(unpack->checksum)) == 0);
    return same || damaged(error, file->name, _("it is not what the manifest says (SHA-256)"));
}

static gboolean
is_complete(const Unpack *unpack, GError **error)
{
    if (unpack->package == NULL)
        return damaged(error, PACKAGE_MANIFEST, _("it is missing"));
    for (guint i = 0; i < unpack->package->files->len; i++) {
        const PackageFile *file = unpack->package->files->pdata[i];
        if (!file->seen)
            return damaged(error, file->name, _("it is missing"));
    }
    return TRUE;
}

/* ── A plain copy ─────────────────────────────────────────────────────────────────────────── */

static gboolean
copy_file(Unpack *unpack, const PackageFile *file, GError **error)
{
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    gssize got;
    int in = open(file->path, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return fail(error, file->path);
    gboolean copied = unpack_begin(unpack, file->name, error);
    while (copied && (got = TEMP_FAILURE_RETRY(read(in, buffer, BUFFER_BYTES))) != 0)
        copied =
            got > 0 ? unpack_write(unpack, buffer, (gsize)got, error) : fail(error, file->path);
    close(in);
    return copied && unpack_end(unpack, error);
}

/* The folder of evidence that was copied beside it comes along. */
static gboolean
copy_plain(Unpack *unpack, const char *source, GError **error)
{
    g_autofree char *evidence = g_strconcat(source, ".evidence", NULL);
    g_autofree char *journal = g_strconcat(source, "-journal", NULL);
    if (g_file_test(journal, G_FILE_TEST_EXISTS)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("it was being written when it was copied; open it once with --db and make a "
                      "backup of it"));
        return FALSE;
    }
    unpack->package = package_new();
    package_add_ledger(unpack->package, g_strdup(source), NULL, -1);
    package_add_folder(unpack->package, evidence);
    for (guint i = 0; i < unpack->package->files->len; i++)
        if (!copy_file(unpack, unpack->package->files->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* ── A ledger as JSON ─────────────────────────────────────────────────────────────────────── */

static gboolean
begins_json(const char *bytes)
{
    bytes += g_str_has_prefix(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    bytes += strspn(bytes, " \t\r\n");
    return *bytes == '{' || *bytes == '[';
}

static gboolean
fill_from_json(Unpack *unpack, const char *source, const LedgerWorld *world, GError **error)
{
    g_autofree char *path = g_build_filename(unpack->folder, "ledger.db", NULL);
    g_autoptr(Ledger) ledger = ledger_open(path, LEDGER_OPEN_CREATE, world, error);
    unpack->package = package_new();
    package_add_ledger(unpack->package, g_strdup(path), NULL, -1);
    return ledger != NULL && ledger_json_read(source, ledger, error);
}

/* ── What it is ───────────────────────────────────────────────────────────────────────────── */

static gboolean
unpack_source(Unpack *unpack, const char *source, const LedgerWorld *world, GError **error)
{
    char magic[17] = {0};
    struct stat information;
    int in = open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (in < 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_ABSENT, "%s", g_strerror(errno));
        return FALSE;
    }
    gboolean readable = fstat(in, &information) == 0 && S_ISREG(information.st_mode) &&
                        TEMP_FAILURE_RETRY(read(in, magic, sizeof magic - 1)) >= 0;
    close(in);
    if (readable && memcmp(magic, "SQLite format 3", sizeof magic - 1) == 0)
        return copy_plain(unpack, source, error);
    if (readable && begins_json(magic))
        return fill_from_json(unpack, source, world, error);
    if (!readable || memcmp(magic, "PK", strlen("PK")) != 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN,
                    _("it is neither a package nor a copy of a ledger, nor a ledger as JSON"));
        return FALSE;
    }
    PackageZipReader reader = (PackageZipReader)package_zip_open("package_zip_read", error);
    return reader != NULL && reader(source, unpack, error) && is_complete(unpack, error);
}

/* ── Verifying and putting in place ───────────────────────────────────────────────────────── */

static gboolean
verify(const Unpack *unpack, const LedgerWorld *world, PackageInfo *info, GError **error)
{
    g_autofree char *path = g_build_filename(unpack->folder, "ledger.db", NULL);
    g_autoptr(Ledger) ledger = ledger_open(path, LEDGER_OPEN_EXISTING, world, error);
    int lost = ledger == NULL ? -1 : package_lost(unpack->package, ledger, error);
    if (lost < 0 || !package_check(ledger, lost, error))
        return FALSE;
    package_tell(unpack->package, lost, info);
    return TRUE;
}

static gboolean
is_vacant(const char *path, GError **error)
{
    static const char *const endings[] = {"", "-journal", "-wal", ".evidence"};
    struct stat information;
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *there = g_strconcat(path, endings[i], NULL);
        if (lstat(there, &information) != 0)
            continue;
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s is there already and is never overwritten: move it away first, or "
                      "restore to another place with --db FILE"),
                    there);
        return FALSE;
    }
    return TRUE;
}

static gboolean
sync_place(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean synced = descriptor >= 0 && syncfs(descriptor) == 0;
    int saved = errno;
    if (descriptor >= 0)
        close(descriptor);
    errno = saved;
    return synced;
}

/* The evidence first: a ledger never names what is not there. link() replaces nothing. */
static gboolean
put_in_place(const char *folder, const char *path, GError **error)
{
    g_autofree char *ledger = g_build_filename(folder, "ledger.db", NULL);
    g_autofree char *evidence = g_strconcat(ledger, ".evidence", NULL);
    g_autofree char *place = g_strconcat(path, ".evidence", NULL);
    gboolean has = g_file_test(evidence, G_FILE_TEST_IS_DIR);
    if (!sync_place(folder) || (has && rename(evidence, place) != 0))
        return fail(error, path);
    if (link(ledger, path) != 0) {
        fail(error, path);
        if (has)
            rename(place, evidence);
        return FALSE;
    }
    return sync_place(folder) || fail(error, path);
}

gboolean
package_unpack(const char *source, const char *folder, const LedgerWorld *world, PackageInfo *info,
               GError **error)
{
    g_auto(Unpack) unpack = {.folder = folder,
                             .manifest = g_string_new(NULL),
                             .checksum = g_checksum_new(G_CHECKSUM_SHA256),
                             .out = -1};
    return unpack_source(&unpack, source, world, error) && verify(&unpack, world, info, error);
}

static gboolean
restore_at(const char *source, const char *path, const LedgerWorld *world, gboolean dry,
           PackageInfo *info, GError **error)
{
    g_autoptr(PackageFolder) folder = package_folder_new(path, error);
    if (folder == NULL)
        return FALSE;
    if (package_unpack(source, folder, world, info, error))
        return dry || put_in_place(folder, path, error);
    g_prefix_error(error, _("%s: nothing was restored: "), source);
    return FALSE;
}

gboolean
package_restore(const char *source, const char *path, const LedgerWorld *world, gboolean dry,
                PackageInfo *info, GError **error)
{
    g_autofree char *parent = g_path_get_dirname(path);
    if (!is_vacant(path, error))
        return FALSE;
    if (g_mkdir_with_parents(parent, 0700) != 0)
        return fail(error, parent);
    return restore_at(source, path, world, dry, info, error);
}
