/* Copies of the ledger, and SQLite's own checks. */
#include <unistd.h>

#include "store_private.h"
#include "storefile.h"
#include "zhenggai/text.h"

/* The whole file in one step. Only DONE is success: after too long a wait for somebody's lock
 * sqlite3_backup_finish() reports nothing, and the copy is empty. */
static int
store_copy_pages(sqlite3 *target, sqlite3 *source)
{
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
    if (backup == NULL)
        return sqlite3_extended_errcode(target);
    int step = sqlite3_backup_step(backup, -1);
    int finish = sqlite3_backup_finish(backup);
    return step == SQLITE_DONE ? finish : step;
}

static int
store_copy_to(const char *path, sqlite3 *source)
{
    sqlite3 *target = NULL;
    int code = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = store_copy_pages(target, source);
    int closed = sqlite3_close(target);
    return code != SQLITE_OK ? code : closed;
}

/* Reads through a connection of its own: a copy is also made before a migration, while this one
 * holds the lock. A ledger in memory has but one connection. */
static int
store_copy(Store *store, const char *path)
{
    sqlite3 *source = NULL;
    const char *real = sqlite3_db_filename(store->database, "main");
    if (real == NULL || *real == '\0')
        return store_copy_to(path, store->database);
    int code = sqlite3_open_v2(real, &source, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(source, store->wait);
        code = store_copy_to(path, source);
    }
    sqlite3_close(source);
    return code;
}

gboolean
store_copy_into(Store *store, Store *from, GError **error)
{
    int code = store_copy_pages(store->database, from->database);
    return code == SQLITE_OK || store_fail(from, code, error);
}

gboolean
store_backup(Store *store, const char *path, GError **error)
{
    g_autofree char *aside = storefile_aside(path, error);
    if (aside == NULL)
        return FALSE;
    int code = store_copy(store, aside);
    if (code == SQLITE_OK)
        return storefile_keep(aside, path, error);
    store_fail(store, code, error);
    g_prefix_error(error, _("the copy to %s failed: "), path);
    unlink(aside);
    return FALSE;
}

static int
store_check_pragma(Store *store, const char *sql, const char *fine,
                   void (*report)(const char *finding, void *data), void *data, GError **error)
{
    int findings = 0;
    g_autoptr(StoreStatement) statement = store_query(store, error, sql, "");
    if (statement == NULL)
        return -1;
    while (store_step(statement, error)) {
        const char *answer = store_text(statement, 0);
        if (g_strcmp0(answer, fine) == 0)
            continue;
        report(answer, data);
        findings++;
    }
    if (store_failed(statement))
        return -1;
    return findings;
}

int
store_check(Store *store, void (*report)(const char *finding, void *data), void *data,
            GError **error)
{
    int file = store_check_pragma(store, "PRAGMA integrity_check", "ok", report, data, error);
    int keys = file < 0 ? -1
                        : store_check_pragma(store,
                                             "SELECT 'row ' || rowid || ' of ' || \"table\" || "
                                             "' names a row of ' || parent || ' that is not there' "
                                             "FROM pragma_foreign_key_check()",
                                             NULL, report, data, error);
    return keys < 0 ? -1 : file + keys;
}
