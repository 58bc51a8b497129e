#include "store.h"

#include "store_private.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* As many prepared statements are kept as a screen and its filters ask for; a long search would
 * gather more and more of them. */
enum { STATEMENTS_KEPT = 128 };

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
        return code == SQLITE_CONSTRAINT_CHECK || code == SQLITE_CONSTRAINT_NOTNULL ||
                       code == SQLITE_CONSTRAINT_DATATYPE
                   ? LEDGER_ERROR_USAGE
                   : LEDGER_ERROR_CONFLICT;
    default:
        return LEDGER_ERROR_STORAGE;
    }
}

static const char *
store_constraint_words(Store *store, int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
        return _("a value is none that the ledger can hold; nothing was written");
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return _(
            "what it belongs to is gone, or something else belongs to it; nothing was written");
    default:
        return sqlite3_errmsg(store->database);
    }
}

const char *
store_error_words(Store *store, int code)
{
    if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
        return _("a write was interrupted; open it once for writing so that it can be put right");
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
    case SQLITE_ABORT:
        return _("the disk failed, and the whole change was taken back");
    case SQLITE_CONSTRAINT:
        return store_constraint_words(store, code);
    default:
        return sqlite3_errmsg(store->database);
    }
}

gboolean
store_fail(Store *store, int code, GError **error)
{
    if ((code & 0xff) == SQLITE_INTERRUPT)
        return watch_fail(error);
    g_set_error(error, LEDGER_ERROR, store_error_code(code), "%s: %s", store->path,
                store_error_words(store, code));
    return FALSE;
}

/* ── Statements ───────────────────────────────────────────────────────────────────────────── */

void
store_statement_free(StoreStatement *statement)
{
    sqlite3_finalize(statement->statement);
    g_free(statement);
}

static gboolean
store_statement_is_idle(gpointer sql, gpointer statement, gpointer data)
{
    return !((const StoreStatement *)statement)->busy;
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
    int code =
        sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
    if (code != SQLITE_OK) {
        store_fail(store, code, error);
        return NULL;
    }
    statement = g_new0(StoreStatement, 1);
    *statement = (StoreStatement){store, prepared, kept, TRUE, FALSE};
    if (g_hash_table_size(store->statements) >= STATEMENTS_KEPT)
        g_hash_table_foreach_remove(store->statements, store_statement_is_idle, NULL);
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
        gboolean bound =
            format[i] == 'i'
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
    Store *store = statement->store;
    /* After some failures SQLite takes the whole transaction back by itself: nothing more may then
     * be written as if it still ran. */
    gboolean lost = store->writing && sqlite3_get_autocommit(store->database);
    int code = !watch_goes_on() ? SQLITE_INTERRUPT
               : lost           ? SQLITE_ABORT_ROLLBACK
                                : sqlite3_step(statement->statement);
    statement->failed = code != SQLITE_ROW && code != SQLITE_DONE;
    if (statement->failed)
        store_fail(store, code, error);
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

GArray *
store_keys(StoreStatement *statement, GError **error)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    while (statement != NULL && store_step(statement, error)) {
        gint64 key = store_integer(statement, 0);
        g_array_append_val(keys, key);
    }
    return statement == NULL || store_failed(statement) ? NULL : g_steal_pointer(&keys);
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
    store->writing = store_run(store, error, "BEGIN IMMEDIATE", "");
    return store->writing;
}

gboolean
store_commit(Store *store, GError **error)
{
    gboolean done = store_run(store, error, "COMMIT", "");
    store_rollback(store);
    return done;
}

void
store_rollback(Store *store)
{
    store->writing = FALSE;
    /* A failed write may have rolled back by itself; a second time is no error worth telling. What
     * was stopped is taken back all the same, so nobody is asked. */
    if (!sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}
