/* The ledger and its evidence into one file. */
#include "zhenggai/package.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package_private.h"
#include "zhenggai/evidence.h"
#include "zhenggai/query.h"
#include "zhenggai/text.h"

enum { BUFFER_BYTES = 64 * 1024, FOLDER_LETTERS = 2 };

gboolean
package_is_name(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    return g_str_has_suffix(lower, ".zhenggai");
}

ModuleFunction
package_zip_open(const char *symbol, GError **error)
{
    g_autoptr(GError) failure = NULL;
    ModuleFunction found = module_open("exchange-package", symbol, &failure);
    if (found == NULL)
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_FORMAT,
                    _("this program cannot write or read packages (%s); use a plain copy, whose "
                      "name ends in .db, and copy the folder of evidence beside it"),
                    failure->message);
    return found;
}

/* ── A folder for what is being made ──────────────────────────────────────────────────────── */

char *
package_folder_new(const char *path, GError **error)
{
    g_autofree char *parent = g_path_get_dirname(path);
    char *folder = g_build_filename(parent, ".zhenggai-XXXXXX", NULL);
    if (g_mkdtemp_full(folder, 0700) != NULL)
        return folder;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, "%s: %s", parent, g_strerror(errno));
    g_free(folder);
    return NULL;
}

static int
remove_one(const char *path, const struct stat *information, int kind, struct FTW *place)
{
    remove(path);
    return 0;
}

void
package_folder_remove(char *folder)
{
    enum { DESCRIPTORS = 8 };
    nftw(folder, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
    g_free(folder);
}

/* ── What is packed ───────────────────────────────────────────────────────────────────────── */

char *
package_digest(const char *path, gint64 *size)
{
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gssize got = -1;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return NULL;
    for (*size = 0; (got = TEMP_FAILURE_RETRY(read(file, buffer, BUFFER_BYTES))) > 0; *size += got)
        g_checksum_update(checksum, buffer, got);
    int saved = errno;
    close(file);
    errno = saved;
    return got < 0 ? NULL : g_strdup(g_checksum_get_string(checksum));
}

static void
add_inner_folder(Package *package, const char *folder, const char *inner)
{
    g_autofree char *outer = g_build_filename(folder, inner, NULL);
    g_autoptr(GDir) names = g_dir_open(outer, 0, NULL);
    for (const char *name; names != NULL && (name = g_dir_read_name(names)) != NULL;) {
        gint64 size = 0;
        g_autofree char *path = g_build_filename(outer, name, NULL);
        g_autofree char *digest = package_digest(path, &size);
        if (g_strcmp0(digest, name) == 0 && strncmp(inner, name, FOLDER_LETTERS) == 0)
            package_add_evidence(package, g_steal_pointer(&path), digest, size);
    }
}

void
package_add_folder(Package *package, const char *folder)
{
    g_autoptr(GDir) names = folder == NULL ? NULL : g_dir_open(folder, 0, NULL);
    for (const char *name; names != NULL && (name = g_dir_read_name(names)) != NULL;)
        if (strlen(name) == FOLDER_LETTERS)
            add_inner_folder(package, folder, name);
}

int
package_lost(const Package *package, Ledger *ledger, GError **error)
{
    g_autoptr(GHashTable) lost = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GError) failure = NULL;
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_EVIDENCE, 0, error);
    const LedgerRow *row;
    if (rows == NULL)
        return -1;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        const char *sha256 = ledger_row_get(row, FIELD_EVIDENCE_sha256);
        g_autofree char *name = g_strdup_printf("evidence/%.2s/%s", sha256, sha256);
        if (!g_hash_table_contains(package->by_name, name))
            g_hash_table_add(lost, g_steal_pointer(&name));
    }
    if (failure == NULL)
        return (int)g_hash_table_size(lost);
    g_propagate_error(error, g_steal_pointer(&failure));
    return -1;
}

static void
keep_first(const char *finding, void *data)
{
    char **first = data;
    if (*first == NULL)
        *first = g_strdup(finding);
}

gboolean
package_check(Ledger *ledger, int lost, GError **error)
{
    g_autofree char *first = NULL;
    int findings = ledger_check(ledger, keep_first, &first, error);
    if (findings < 0 || findings <= lost)
        return findings >= 0;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                text_translate_plural("the ledger is damaged, %d finding: %s",
                                      "the ledger is damaged, %d findings, the first: %s",
                                      (gulong)findings),
                findings, first);
    return FALSE;
}

static gboolean
add_scopes(Package *package, Ledger *ledger, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_UNIT_name, FIELD_NONE);
    g_autoptr(GArray) scopes = ledger_scopes(ledger, error);
    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        const LedgerScope *scope = &g_array_index(scopes, LedgerScope, i);
        g_autoptr(LedgerRow) unit =
            ledger_row_load(ledger, ENTITY_UNIT, scope->unit_id, &fields, NULL);
        PackageScope *added = g_new0(PackageScope, 1);
        added->year = scope->year;
        added->unit = unit == NULL ? NULL : g_strdup(ledger_row_get(unit, FIELD_UNIT_name));
        g_ptr_array_add(package->scopes, added);
    }
    return scopes != NULL;
}

/* The copy of the ledger comes first: evidence is kept before the row that names it, so what is
 * found afterwards is never too little. */
static gboolean
gather(Package *package, Ledger *ledger, const char *folder, GError **error)
{
    g_autofree char *copy = g_build_filename(folder, "ledger.db", NULL);
    g_autofree char *evidence = ledger_evidence_folder(ledger);
    gint64 size = 0;
    if (!ledger_backup(ledger, copy, error))
        return FALSE;
    g_autofree char *sha256 = package_digest(copy, &size);
    if (sha256 == NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, "%s: %s", copy, g_strerror(errno));
        return FALSE;
    }
    package->made_at = ledger_now(ledger);
    package->made_by = g_strdup(ledger_operator(ledger));
    package_add_ledger(package, g_steal_pointer(&copy), sha256, size);
    package_add_folder(package, evidence);
    return add_scopes(package, ledger, error);
}

static gboolean
write_whole(const Package *package, PackageZipWriter writer, const char *path, GError **error)
{
    g_auto(Output) output = {.descriptor = -1};
    char *manifest = package_manifest_write(package);
    gboolean written = output_open(&output, path, error) &&
                       writer(package, manifest, &output, error) && output_finish(&output, error);
    free(manifest);
    return written;
}

gboolean
package_write(Ledger *ledger, const char *path, PackageInfo *info, GError **error)
{
    PackageZipWriter writer = (PackageZipWriter)package_zip_open("package_zip_write", error);
    struct stat information;
    if (writer == NULL)
        return FALSE;
    if (lstat(path, &information) == 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: it exists already; give the package another name"), path);
        return FALSE;
    }
    g_autoptr(PackageFolder) folder = package_folder_new(path, error);
    g_autoptr(Package) package = package_new();
    if (folder == NULL || !gather(package, ledger, folder, error))
        return FALSE;
    int lost = package_lost(package, ledger, error);
    if (lost < 0)
        return FALSE;
    if (!package_check(ledger, lost, error)) {
        g_prefix_error(error, _("%s was not written (a plain copy, named ….db, is possible): "),
                       path);
        return FALSE;
    }
    if (!write_whole(package, writer, path, error))
        return FALSE;
    package_tell(package, lost, info);
    return TRUE;
}
