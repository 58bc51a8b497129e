/* What a package says of itself. */
#include <string.h>

#include "package_private.h"
#include "zhenggai/text.h"

#define FORMAT "zhenggai-package"
enum { VERSION = 1, DIGEST_LETTERS = 64 };

static void
file_free(gpointer data)
{
    PackageFile *file = data;
    g_free(file->name);
    g_free(file->path);
    g_free(file->sha256);
    g_free(file);
}

static void
scope_free(gpointer data)
{
    PackageScope *scope = data;
    g_free(scope->unit);
    g_free(scope);
}

Package *
package_new(void)
{
    Package *package = g_new0(Package, 1);
    package->scopes = g_ptr_array_new_with_free_func(scope_free);
    package->files = g_ptr_array_new_with_free_func(file_free);
    package->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return package;
}

void
package_free(Package *package)
{
    g_free(package->made_at);
    g_free(package->made_by);
    g_hash_table_unref(package->by_name);
    g_ptr_array_unref(package->scopes);
    g_ptr_array_unref(package->files);
    g_free(package);
}

static gboolean
is_digest(const char *text)
{
    return text != NULL && strlen(text) == DIGEST_LETTERS &&
           strspn(text, "0123456789abcdef") == DIGEST_LETTERS;
}

static gboolean
add(Package *package, char *name, char *path, const char *sha256, gint64 size)
{
    PackageFile *file = g_new0(PackageFile, 1);
    *file = (PackageFile){.name = name, .path = path, .sha256 = g_strdup(sha256), .size = size};
    if (g_hash_table_contains(package->by_name, name)) {
        file_free(file);
        return FALSE;
    }
    g_ptr_array_add(package->files, file);
    return g_hash_table_insert(package->by_name, file->name, file);
}

gboolean
package_add_ledger(Package *package, char *path, const char *sha256, gint64 size)
{
    return add(package, g_strdup("ledger.db"), path, sha256, size);
}

gboolean
package_add_evidence(Package *package, char *path, const char *sha256, gint64 size)
{
    if (is_digest(sha256))
        return add(package, g_strdup_printf("evidence/%.2s/%s", sha256, sha256), path, sha256,
                   size);
    g_free(path);
    return FALSE;
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

static json_t *
file_json(const PackageFile *file)
{
    return json_pack("{s:s, s:I}", "sha256", file->sha256, "size", (json_int_t)file->size);
}

char *
package_manifest_write(const Package *package)
{
    json_t *scopes = json_array(), *evidence = json_array();
    for (guint i = 0; i < package->scopes->len; i++) {
        const PackageScope *scope = package->scopes->pdata[i];
        json_array_append_new(scopes,
                              json_pack("{s:s?, s:i}", "unit", scope->unit, "year", scope->year));
    }
    for (guint i = 1; i < package->files->len; i++)
        json_array_append_new(evidence, file_json(package->files->pdata[i]));
    json_t *root =
        json_pack("{s:s, s:i, s:s, s:s, s:o, s:o, s:o}", "format", FORMAT, "version", VERSION,
                  "made_at", package->made_at, "made_by", package->made_by, "scopes", scopes,
                  "ledger", file_json(package->files->pdata[0]), "evidence", evidence);
    char *text = json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    return text;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_file(const json_t *json, const char **sha256, gint64 *size)
{
    *sha256 = json_string_value(json_object_get(json, "sha256"));
    *size = json_integer_value(json_object_get(json, "size"));
    return is_digest(*sha256) && *size >= 0;
}

static gboolean
read_files(Package *package, const json_t *root)
{
    const char *sha256;
    gint64 size;
    gsize index;
    const json_t *file, *evidence = json_object_get(root, "evidence");
    if (!json_is_array(evidence) || !read_file(json_object_get(root, "ledger"), &sha256, &size))
        return FALSE;
    package_add_ledger(package, NULL, sha256, size);
    json_array_foreach(evidence, index,
                       file) if (!read_file(file, &sha256, &size) ||
                                 !package_add_evidence(package, NULL, sha256, size)) return FALSE;
    return TRUE;
}

static Package *
read_root(const json_t *root)
{
    g_autoptr(Package) package = package_new();
    gsize index;
    const json_t *scope;
    json_array_foreach(json_object_get(root, "scopes"), index, scope)
    {
        PackageScope *read = g_new0(PackageScope, 1);
        read->unit = g_strdup(json_string_value(json_object_get(scope, "unit")));
        read->year = (int)json_integer_value(json_object_get(scope, "year"));
        g_ptr_array_add(package->scopes, read);
    }
    package->made_at = g_strdup(json_string_value(json_object_get(root, "made_at")));
    package->made_by = g_strdup(json_string_value(json_object_get(root, "made_by")));
    return read_files(package, root) ? g_steal_pointer(&package) : NULL;
}

Package *
package_manifest_read(const char *text, gsize length, GError **error)
{
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    const char *format = json_string_value(json_object_get(root, "format"));
    json_int_t version = json_integer_value(json_object_get(root, "version"));
    Package *package = NULL;
    if (g_strcmp0(format, FORMAT) != 0)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN,
                    _("it is not a package of zhenggai, or its manifest is damaged"));
    else if (version > VERSION)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NEWER,
                    _("it was packed by a newer zhenggai; restore it with that one"));
    else if ((package = read_root(root)) == NULL)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED, _("its manifest is damaged"));
    json_decref(root);
    return package;
}

/* ── Telling ──────────────────────────────────────────────────────────────────────────────── */

void
package_tell(const Package *package, int lost, PackageInfo *info)
{
    *info = (PackageInfo){.made_at = g_strdup(package->made_at),
                          .made_by = g_strdup(package->made_by),
                          .scopes = g_ptr_array_new_with_free_func(g_free),
                          .evidence = package->files->len - 1,
                          .lost = (guint)lost};
    for (guint i = 0; i < package->scopes->len; i++) {
        const PackageScope *scope = package->scopes->pdata[i];
        g_ptr_array_add(
            info->scopes,
            g_strdup_printf("%s %d", scope->unit == NULL ? "" : scope->unit, scope->year));
    }
}

void
package_info_clear(PackageInfo *info)
{
    g_free(info->made_at);
    g_free(info->made_by);
    g_clear_pointer(&info->scopes, g_ptr_array_unref);
}
