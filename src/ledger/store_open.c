/* Opening: the file looked at, brought up to date, and its schema compared with ours. */
#include <string.h>
#include <unistd.h>

#include "schema.h"
#include "store_private.h"
#include "storefile.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* Rows and texts above this are refused: no report or note comes near it. */
enum { LENGTH_LIMIT = 16 * 1024 * 1024 };

/* SQLite's own steps between two questions whether to go on: well under a millisecond. */
enum { STEPS_UNASKED = 4000 };

/* A file up to this size is verified at every opening; a larger one by `check`. */
enum { QUICK_CHECK_PAGES = 512 };

/* What a count over 100,000 tasks touches; SQLite's own 2 MB make it read most pages twice. What is
 * temporary stays in memory too: in files the triggers' small tables make an import six times
 * slower. */
#define CACHE_KIBIBYTES 6144

/* ── The connection ───────────────────────────────────────────────────────────────────────── */

static void
store_today(sqlite3_context *context, int count, sqlite3_value **values)
{
    const Store *store = sqlite3_user_data(context);
    sqlite3_result_text(context, store->today, -1, SQLITE_STATIC);
}

/* The pairs that the search index keeps of its texts (schema/0005-search.sql). */
static void
store_bigrams(sqlite3_context *context, int count, sqlite3_value **values)
{
    GString *bigrams = g_string_new(NULL);
    for (int i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_value_text(values[i]);
        if (text != NULL)
            text_append_bigrams(bigrams, text);
    }
    gssize length = (gssize)bigrams->len;
    sqlite3_result_text(context, g_string_free(bigrams, FALSE), (int)length, g_free);
}

static gboolean
store_execute(Store *store, const char *sql, GError **error)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_fail(store, code, error);
}

/* What SQLite asks within a long statement. */
static int
store_is_stopped(void *data)
{
    return !watch_goes_on();
}

static void
store_limit(Store *store)
{
    sqlite3 *database = store->database;
    sqlite3_progress_handler(database, STEPS_UNASKED, store_is_stopped, NULL);
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, store->wait);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, LENGTH_LIMIT);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_create_function(database, "today", 0,
                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, store,
                            store_today, NULL, NULL);
    sqlite3_create_function(database, "bigrams", -1,
                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, store,
                            store_bigrams, NULL, NULL);
}

static gint64
store_file_size(Store *store, sqlite3_file **file)
{
    sqlite3_int64 size = 0;
    sqlite3_file_control(store->database, "main", SQLITE_FCNTL_FILE_POINTER, file);
    return (*file)->pMethods->xFileSize(*file, &size) == SQLITE_OK ? size : 0;
}

/* The header is read through SQLite's own descriptor: closing another one of the same file would
 * let go every lock that this process holds on it. */
static gboolean
store_judge_header(Store *store, GError **error)
{
    guint8 header[STOREFILE_HEADER_SIZE] = {0};
    sqlite3_file *file = NULL;
    gint64 size = store_file_size(store, &file);
    int code = file->pMethods->xRead(file, header, sizeof header, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return store_fail(store, code, error);
    return storefile_judge(store->path, header, size, error);
}

/* QUALITY: in power-cut rounds DELETE with EXTRA lost nothing; and the one file can be copied. */
static gboolean
store_configure(Store *store, gboolean readonly, GError **error)
{
    return store_execute(store,
                         "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
                         "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                         "PRAGMA temp_store = MEMORY;"
                         "PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIBIBYTES),
                         error) &&
           (readonly ||
            store_execute(store, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;",
                          error));
}

static gboolean
store_connect(Store *store, const char *real, gboolean readonly, GError **error)
{
    int flags = readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(real, &store->database, flags | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code != SQLITE_OK)
        return store_fail(store, code, error);
    store_limit(store);
    return TRUE;
}

static Store *
store_new(const char *path, const StoreWorld *world)
{
    Store *store = g_new0(Store, 1);
    store->path = g_strdup(path);
    store->today = g_strdup(world->today);
    store->wait = world->wait;
    store->statements =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)store_statement_free);
    return store;
}

/* ── The schema ───────────────────────────────────────────────────────────────────────────── */

static gboolean
store_schema_text(Store *store, GString *text, GError **error)
{
    g_autoptr(StoreStatement) statement = store_query(
        store, error,
        "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name", "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        g_string_append_printf(text, "%s;\n", store_text(statement, 0));
    return !store_failed(statement);
}

/* A file somebody sent may carry triggers and views of its own: only our schema is opened. */
static gboolean
store_verify_schema(Store *store, const char *ours, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (!store_schema_text(store, text, error))
        return FALSE;
    if (strcmp(text->str, ours) == 0)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN,
                _("%s: its tables are not those of a ledger; nothing was changed"), store->path);
    return FALSE;
}

static gboolean
store_take_steps(Store *store, gint64 from, gint64 to, GError **error)
{
    for (gint64 step = from; step < to; step++)
        if (!store_execute(store, schema_step(step), error))
            return FALSE;
    return TRUE;
}

/* An old file must have the schema of its time, which its steps tell. */
static gboolean
store_verify_old_schema(Store *store, gint64 version, GError **error)
{
    const StoreWorld world = {store->today, NULL, store->wait};
    g_autoptr(GString) text = g_string_new(NULL);
    Store *scratch = store_new(":memory:", &world);
    gboolean known = store_connect(scratch, ":memory:", FALSE, error) &&
                     store_take_steps(scratch, 0, version, error) &&
                     store_schema_text(scratch, text, error);
    store_close(scratch);
    return known && store_verify_schema(store, text->str, error);
}

/* ── Bringing it up to date ───────────────────────────────────────────────────────────────── */

static gboolean
store_set_version(Store *store, GError **error)
{
    g_autofree char *sql = g_strdup_printf("PRAGMA user_version = %d; PRAGMA application_id = %d;",
                                           SCHEMA_VERSION, STORE_APPLICATION_ID);
    return store_execute(store, sql, error);
}

static gboolean
store_backup_before_migration(Store *store, gint64 version, const char *now, GError **error)
{
    g_autofree char *stamp = storefile_stamp(now);
    g_autofree char *copy = g_strdup_printf("%s.v%d-%s.backup", store->path, (int)version, stamp);
    /* One that is there comes from a migration that failed. */
    for (int again = 2; g_file_test(copy, G_FILE_TEST_EXISTS); again++) {
        g_free(copy);
        copy = g_strdup_printf("%s.v%d-%s-%d.backup", store->path, (int)version, stamp, again);
    }
    if (store_backup(store, copy, error))
        return TRUE;
    g_prefix_error(error, _("the backup before the migration failed, so nothing was migrated: "));
    return FALSE;
}

/* All steps are one transaction, and the backup is made within it: another program that opens the
 * same file meanwhile waits, and then finds nothing left to do. Version 0 is a ledger that is just
 * being made. */
static gboolean
store_migrate(Store *store, const char *now, GError **error)
{
    gint64 version = 0;
    if (!store_begin(store, error))
        return FALSE;
    gboolean done = store_number(store, &version, 0, error, "PRAGMA user_version", "");
    if (done && version > 0 && version < SCHEMA_VERSION)
        done = store_verify_old_schema(store, version, error) &&
               store_backup_before_migration(store, version, now, error);
    if (done && version < SCHEMA_VERSION)
        done = store_take_steps(store, version, SCHEMA_VERSION, error) &&
               store_set_version(store, error);
    if (done)
        return store_commit(store, error);
    store_rollback(store);
    return FALSE;
}

static gboolean
store_make_current(Store *store, LedgerMode mode, const char *now, GError **error)
{
    gint64 version = 0;
    if (!store_number(store, &version, 0, error, "PRAGMA user_version", ""))
        return FALSE;
    if (version == SCHEMA_VERSION)
        return TRUE;
    if (mode != LEDGER_OPEN_READONLY)
        return store_migrate(store, now, error);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_READONLY,
                _("%s: written by an older zhenggai; open it once for writing so that it can "
                  "be brought up to date"),
                store->path);
    return FALSE;
}

/* ── Verifying ────────────────────────────────────────────────────────────────────────────── */

/* SQLite takes a last page that was cut for one that ends in zeros. */
static gboolean
store_verify_size(Store *store, gint64 *pages, GError **error)
{
    gint64 size = 0;
    sqlite3_file *file = NULL;
    if (!store_number(store, pages, 0, error, "PRAGMA page_count", "") ||
        !store_number(store, &size, 0, error, "PRAGMA page_size", ""))
        return FALSE;
    if (*pages * size <= store_file_size(store, &file))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                _("%s: the file is cut short; take a backup instead"), store->path);
    return FALSE;
}

static gboolean
store_verify_pages(Store *store, GError **error)
{
    g_autofree char *answer = NULL;
    if (!store_string(store, &answer, error, "PRAGMA quick_check(1)", ""))
        return FALSE;
    if (g_strcmp0(answer, "ok") == 0)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                _("%s: the file is damaged (%s); take a backup instead"), store->path, answer);
    return FALSE;
}

static gboolean
store_verify(Store *store, gboolean memory, GError **error)
{
    gint64 pages = 0;
    /* In one transaction, so that nobody writes between one look and the next. */
    gboolean fine = store_execute(store, "BEGIN", error) &&
                    store_verify_schema(store, schema_current, error) &&
                    (memory || (store_verify_size(store, &pages, error) &&
                                (pages > QUICK_CHECK_PAGES || store_verify_pages(store, error))));
    store_rollback(store);
    /* Its triggers are ours, word for word: they may write the search index, which SQLite 3.40
     * leaves to trusted ones. */
    if (fine)
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
    return fine;
}

/* ── Open and close ───────────────────────────────────────────────────────────────────────── */

/* A new ledger is made aside: whoever is stopped half-way leaves no empty file that would look like
 * a loss. Another program that was faster is no fault. */
static gboolean
store_create(const char *path, const char *real, const StoreWorld *world, GError **error)
{
    g_autofree char *aside = storefile_aside(real, error);
    if (aside == NULL)
        return FALSE;
    Store *store = store_new(path, world);
    gboolean made = store_connect(store, aside, FALSE, error) &&
                    store_configure(store, FALSE, error) && store_migrate(store, world->now, error);
    store_close(store);
    if (!made) {
        unlink(aside);
        return FALSE;
    }
    g_autoptr(GError) failure = NULL;
    if (storefile_keep(aside, real, &failure) || g_file_test(real, G_FILE_TEST_EXISTS))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

Store *
store_open(const char *path, LedgerMode mode, const StoreWorld *world, GError **error)
{
    g_auto(StoreFile) file = {0};
    if (!storefile_find(&file, path, mode, error) ||
        (!file.exists && !file.memory && !store_create(path, file.real, world, error)))
        return NULL;
    gboolean readonly = mode == LEDGER_OPEN_READONLY;
    Store *store = store_new(path, world);
    if (store_connect(store, file.real, readonly, error) &&
        (file.memory || store_judge_header(store, error)) &&
        store_configure(store, readonly, error) &&
        store_make_current(store, mode, world->now, error) &&
        store_verify(store, file.memory, error) && store_execute(store, schema_views, error))
        return store;
    store_close(store);
    return NULL;
}

gboolean
store_is_readonly(const Store *store)
{
    return sqlite3_db_readonly(store->database, "main") == 1;
}

void
store_close(Store *store)
{
    if (store == NULL)
        return;
    /* Statements are finalized first: a connection with open ones does not close. */
    g_hash_table_destroy(store->statements);
    sqlite3_close(store->database);
    g_free(store->path);
    g_free(store->today);
    g_free(store);
}
