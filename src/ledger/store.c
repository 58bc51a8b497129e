#include "store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "schema.h"
#include "storefile.h"
#include "zhenggai/text.h"

/* How long a writer waits for another one before it says so. */
enum { BUSY_MILLISECONDS = 5000 };

/* Rows and texts above this are refused: no report or note comes near it. */
enum { LENGTH_LIMIT = 16 * 1024 * 1024 };

/* A file up to this size is verified at every opening; a larger one by `check`. */
enum { QUICK_CHECK_PAGES = 512 };

struct Store {
    sqlite3 *database;
    char *path;
    char *today;
    GHashTable *statements; /* SQL text (owned by the statement) → StoreStatement */
};

struct StoreStatement {
    Store *store;
    sqlite3_stmt *statement;
    gboolean kept; /* in store->statements; else it goes when it is done */
    gboolean busy;
    gboolean failed; /* its last step */
};

/* ── Errors ───────────────────────────────────────────────────────────────────────────────── */

static LedgerError
store_error_code(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return LEDGER_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return LEDGER_ERROR_READONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return LEDGER_ERROR_DAMAGED;
    case SQLITE_CONSTRAINT:
        return LEDGER_ERROR_CONFLICT;
    default:
        return LEDGER_ERROR_STORAGE;
    }
}

static const char *
store_error_words(Store *store, int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return _("another program is writing to it; try again in a moment");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return _("it cannot be written; look at the rights of the file and its folder");
    case SQLITE_FULL:
        return _("the disk is full; make room and try again");
    case SQLITE_IOERR:
        return _("reading or writing the disk failed");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return _("the file is damaged; take a backup, or see what `zhenggai check` says");
    case SQLITE_TOOBIG:
        return _("a text is larger than 16 MB");
    case SQLITE_CANTOPEN:
        return _("it cannot be opened");
    default:
        return sqlite3_errmsg(store->database);
    }
}

static gboolean
store_fail(Store *store, int code, GError **error)
{
    g_set_error(error, LEDGER_ERROR, store_error_code(code), "%s: %s", store->path,
                store_error_words(store, code));
    return FALSE;
}

/* ── Statements ───────────────────────────────────────────────────────────────────────────── */

static void
store_statement_free(StoreStatement *statement)
{
    sqlite3_finalize(statement->statement);
    g_free(statement);
}

static StoreStatement *
store_prepare(Store *store, const char *sql, GError **error)
{
    StoreStatement *statement = g_hash_table_lookup(store->statements, sql);
    if (statement != NULL && !statement->busy) {
        statement->busy = TRUE;
        statement->failed = FALSE;
        return statement;
    }
    /* The same statement may run within itself: the inner one is then a passing copy. */
    gboolean kept = statement == NULL;
    sqlite3_stmt *prepared = NULL;
    int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared,
                                  NULL);
    if (code != SQLITE_OK) {
        store_fail(store, code, error);
        return NULL;
    }
    statement = g_new0(StoreStatement, 1);
    *statement = (StoreStatement){store, prepared, kept, TRUE, FALSE};
    if (kept)
        g_hash_table_insert(store->statements, (char *)sqlite3_sql(prepared), statement);
    return statement;
}

gboolean
store_bind_text(StoreStatement *statement, int index, const char *text, GError **error)
{
    int code = text == NULL
                   ? sqlite3_bind_null(statement->statement, index)
                   : sqlite3_bind_text(statement->statement, index, text, -1, SQLITE_TRANSIENT);
    return code == SQLITE_OK || store_fail(statement->store, code, error);
}

gboolean
store_bind_integer(StoreStatement *statement, int index, gint64 number, GError **error)
{
    int code = sqlite3_bind_int64(statement->statement, index, number);
    return code == SQLITE_OK || store_fail(statement->store, code, error);
}

static gboolean
store_bind(StoreStatement *statement, const char *format, va_list arguments, GError **error)
{
    for (int i = 0; format[i] != '\0'; i++) {
        gboolean bound = format[i] == 'i'
                             ? store_bind_integer(statement, i + 1, va_arg(arguments, gint64), error)
                             : store_bind_text(statement, i + 1, va_arg(arguments, char *), error);
        if (!bound)
            return FALSE;
    }
    return TRUE;
}

static StoreStatement *
store_query_list(Store *store, GError **error, const char *sql, const char *format,
                 va_list arguments)
{
    StoreStatement *statement = store_prepare(store, sql, error);
    if (statement != NULL && !store_bind(statement, format, arguments, error)) {
        store_done(statement);
        return NULL;
    }
    return statement;
}

StoreStatement *
store_query(Store *store, GError **error, const char *sql, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    StoreStatement *statement = store_query_list(store, error, sql, format, arguments);
    va_end(arguments);
    return statement;
}

gboolean
store_step(StoreStatement *statement, GError **error)
{
    int code = sqlite3_step(statement->statement);
    statement->failed = code != SQLITE_ROW && code != SQLITE_DONE;
    if (statement->failed)
        store_fail(statement->store, code, error);
    return code == SQLITE_ROW;
}

gboolean
store_failed(const StoreStatement *statement)
{
    return statement->failed;
}

const char *
store_text(StoreStatement *statement, int column)
{
    return (const char *)sqlite3_column_text(statement->statement, column);
}

gint64
store_integer(StoreStatement *statement, int column)
{
    return sqlite3_column_int64(statement->statement, column);
}

void
store_done(StoreStatement *statement)
{
    if (statement == NULL)
        return;
    sqlite3_reset(statement->statement);
    sqlite3_clear_bindings(statement->statement);
    statement->busy = FALSE;
    if (!statement->kept)
        store_statement_free(statement);
}

gboolean
store_run(Store *store, GError **error, const char *sql, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autoptr(StoreStatement) statement = store_query_list(store, error, sql, format, arguments);
    va_end(arguments);
    if (statement == NULL)
        return FALSE;
    store_step(statement, error);
    return !store_failed(statement);
}

gboolean
store_number(Store *store, gint64 *number, gint64 otherwise, GError **error, const char *sql,
             const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autoptr(StoreStatement) statement = store_query_list(store, error, sql, format, arguments);
    va_end(arguments);
    if (statement == NULL)
        return FALSE;
    gint64 found = store_step(statement, error) ? store_integer(statement, 0) : otherwise;
    if (store_failed(statement))
        return FALSE;
    *number = found;
    return TRUE;
}

gboolean
store_string(Store *store, char **string, GError **error, const char *sql, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autoptr(StoreStatement) statement = store_query_list(store, error, sql, format, arguments);
    va_end(arguments);
    if (statement == NULL)
        return FALSE;
    char *found = store_step(statement, error) ? g_strdup(store_text(statement, 0)) : NULL;
    if (store_failed(statement))
        return FALSE;
    *string = found;
    return TRUE;
}

gint64
store_changed(Store *store)
{
    return sqlite3_changes64(store->database);
}

gint64
store_inserted(Store *store)
{
    return sqlite3_last_insert_rowid(store->database);
}

/* ── Transactions ─────────────────────────────────────────────────────────────────────────── */

gboolean
store_begin(Store *store, GError **error)
{
    return store_run(store, error, "BEGIN IMMEDIATE", "");
}

gboolean
store_commit(Store *store, GError **error)
{
    if (store_run(store, error, "COMMIT", ""))
        return TRUE;
    store_rollback(store);
    return FALSE;
}

void
store_rollback(Store *store)
{
    /* A failed write may have rolled back by itself; a second time is no error worth telling. */
    if (!sqlite3_get_autocommit(store->database))
        store_run(store, NULL, "ROLLBACK", "");
}

/* ── Opening ──────────────────────────────────────────────────────────────────────────────── */

static void
store_today(sqlite3_context *context, int count, sqlite3_value **values)
{
    const Store *store = sqlite3_user_data(context);
    sqlite3_result_text(context, store->today, -1, SQLITE_STATIC);
}

static gboolean
store_execute(Store *store, const char *sql, GError **error)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_fail(store, code, error);
}

/* QUALITY: in power-cut rounds DELETE with EXTRA lost nothing; and the one file can be copied. */
static gboolean
store_configure(Store *store, gboolean readonly, GError **error)
{
    sqlite3 *database = store->database;
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, BUSY_MILLISECONDS);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, LENGTH_LIMIT);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_create_function(database, "today", 0,
                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, store, store_today,
                            NULL, NULL);
    return store_execute(store,
                         "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
                         "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                         "PRAGMA temp_store = MEMORY;",
                         error) &&
           (readonly ||
            store_execute(store, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;", error));
}

static gboolean
store_set_version(Store *store, int version, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("PRAGMA user_version = %d; PRAGMA application_id = %d;", version,
                        STORE_APPLICATION_ID);
    return store_execute(store, sql, error);
}

/* Applies the steps from `version` on, each in a transaction of its own. */
static gboolean
store_migrate(Store *store, gint64 version, GError **error)
{
    for (gint64 step = version; step < SCHEMA_VERSION; step++) {
        if (!store_begin(store, error))
            return FALSE;
        /* Another program may have migrated while this one waited for the lock. */
        gint64 found = 0;
        if (!store_number(store, &found, 0, error, "PRAGMA user_version", "") ||
            (found == step && (!store_execute(store, schema_step(step), error) ||
                               !store_set_version(store, (int)step + 1, error)))) {
            store_rollback(store);
            return FALSE;
        }
        if (!store_commit(store, error))
            return FALSE;
    }
    return TRUE;
}

static char *
store_schema_text(Store *store, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(StoreStatement) statement =
        store_query(store, error,
                    "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
                    "");
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error))
        g_string_append_printf(text, "%s;\n", store_text(statement, 0));
    if (store_failed(statement))
        return NULL;
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A file somebody sent may carry triggers and views of its own: only our schema is opened. */
static gboolean
store_verify(Store *store, GError **error)
{
    g_autofree char *text = store_schema_text(store, error);
    if (text == NULL)
        return FALSE;
    if (strcmp(text, schema_current) != 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN,
                    _("%s: its tables are not those of a ledger; nothing was changed"), store->path);
        return FALSE;
    }
    gint64 pages = 0;
    if (!store_number(store, &pages, 0, error, "PRAGMA page_count", ""))
        return FALSE;
    g_autofree char *answer = NULL;
    if (pages > QUICK_CHECK_PAGES)
        return TRUE;
    if (!store_string(store, &answer, error, "PRAGMA quick_check(1)", ""))
        return FALSE;
    if (g_strcmp0(answer, "ok") == 0)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                _("%s: the file is damaged (%s); take a backup instead"), store->path, answer);
    return FALSE;
}

static gboolean
store_backup_before_migration(Store *store, gint64 version, const char *now, GError **error)
{
    g_autofree char *stamp = storefile_stamp(now);
    g_autofree char *copy = g_strdup_printf("%s.v%d-%s.backup", store->path, (int)version, stamp);
    if (store_backup(store, copy, error))
        return TRUE;
    g_prefix_error(error, _("the backup before the migration failed, so nothing was migrated: "));
    return FALSE;
}

static gboolean
store_make_current(Store *store, StoreFile *file, LedgerMode mode, const char *now, GError **error)
{
    gint64 version = 0;
    if (!store_number(store, &version, 0, error, "PRAGMA user_version", ""))
        return FALSE;
    if (version < SCHEMA_VERSION) {
        if (mode == LEDGER_OPEN_READONLY) {
            g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_READONLY,
                        _("%s: written by an older zhenggai; open it once for writing so that it can "
                          "be brought up to date"),
                        store->path);
            return FALSE;
        }
        if (file->exists && !store_backup_before_migration(store, version, now, error))
            return FALSE;
        if (!store_migrate(store, version, error))
            return FALSE;
    }
    return store_verify(store, error) && store_execute(store, schema_views, error);
}

static Store *
store_new(const char *path, const char *today)
{
    Store *store = g_new0(Store, 1);
    store->path = g_strdup(path);
    store->today = g_strdup(today);
    store->statements = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify)store_statement_free);
    return store;
}

static gboolean
store_connect(Store *store, const char *real, gboolean readonly, GError **error)
{
    int flags = readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (strcmp(real, ":memory:") == 0)
        flags |= SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(real, &store->database, flags | SQLITE_OPEN_NOFOLLOW, NULL);
    return (code == SQLITE_OK || store_fail(store, code, error)) &&
           store_configure(store, readonly, error);
}

/* A new ledger is made aside: whoever is stopped half-way leaves no empty file that would look like
 * a loss. Another program that was faster is no fault. */
static gboolean
store_create(const char *path, const char *real, const char *today, GError **error)
{
    g_autofree char *aside = storefile_aside(real, error);
    if (aside == NULL)
        return FALSE;
    Store *store = store_new(path, today);
    gboolean made = store_connect(store, aside, FALSE, error) && store_migrate(store, 0, error);
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
store_open(const char *path, LedgerMode mode, const char *today, const char *now, GError **error)
{
    g_auto(StoreFile) file = {0};
    if (!storefile_inspect(&file, path, mode, error))
        return NULL;
    gboolean memory = strcmp(path, ":memory:") == 0;
    if (!file.exists && !memory && !store_create(path, file.real, today, error))
        return NULL;
    Store *store = store_new(path, today);
    if (!store_connect(store, file.real, mode == LEDGER_OPEN_READONLY, error) ||
        !store_make_current(store, &file, mode, now, error)) {
        store_close(store);
        return NULL;
    }
    return store;
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

/* ── Copies and checks ────────────────────────────────────────────────────────────────────── */

static int
store_copy(Store *store, const char *path)
{
    sqlite3 *target = NULL;
    int code = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(target, "main", store->database, "main");
        if (backup != NULL) {
            sqlite3_backup_step(backup, -1);
            code = sqlite3_backup_finish(backup);
        } else {
            code = sqlite3_errcode(target);
        }
    }
    int closed = sqlite3_close(target);
    return code != SQLITE_OK ? code : closed;
}

gboolean
store_backup(Store *store, const char *path, GError **error)
{
    g_autofree char *aside = storefile_aside(path, error);
    if (aside == NULL)
        return FALSE;
    int code = store_copy(store, aside);
    if (code != SQLITE_OK) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, "%s: %s", path,
                    store_error_words(store, code));
        unlink(aside);
        return FALSE;
    }
    return storefile_keep(aside, path, error);
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
