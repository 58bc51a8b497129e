/* The store: a narrow interface over the database, so that another one can stand behind it.
 *
 * Only store*.c know SQLite's C interface. SQL is in the modules beside them and in schema/.
 */
#pragma once

#include <glib.h>

#include "zhenggai/ledger.h"

typedef struct Store Store;
typedef struct StoreStatement StoreStatement;

typedef struct {
    const char *today; /* for the views */
    const char *now;   /* for the name of a backup */
    int wait;          /* for another writer, in milliseconds */
} StoreWorld;

/* Opens as ledger_open() says; the schema is current afterwards. */
Store *store_open(const char *path, LedgerMode mode, const StoreWorld *world, GError **error);
/* Opened so, or the file or its disk cannot be written. */
gboolean store_is_readonly(const Store *store);
void store_close(Store *store);

/* The statement of `sql` with its parameters bound, ready to step. `format` has a letter for each:
 * s const char * (NULL is NULL) · i gint64. Statements are kept and used again. */
StoreStatement *store_query(Store *store, GError **error, const char *sql, const char *format, ...);
/* TRUE: there is a row. FALSE: no more, or *error. */
gboolean store_step(StoreStatement *statement, GError **error);
/* Whether the last step failed: after a loop of steps tells the end from an error. */
gboolean store_failed(const StoreStatement *statement);
/* Columns of the row, from 0. Text is borrowed until the next step. */
const char *store_text(StoreStatement *statement, int column);
gint64 store_integer(StoreStatement *statement, int column);
/* The first column of all rows, as gint64; NULL on failure, or if `statement` is NULL for one. The
 * caller owns it. */
GArray *store_keys(StoreStatement *statement, GError **error);
/* Gives the statement back. */
void store_done(StoreStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreStatement, store_done)

/* Binds parameter `index`, from 1, of a statement got with format "". */
gboolean store_bind_text(StoreStatement *statement, int index, const char *text, GError **error);
gboolean store_bind_integer(StoreStatement *statement, int index, gint64 number, GError **error);

/* Runs a statement that returns no rows. */
gboolean store_run(Store *store, GError **error, const char *sql, const char *format, ...);
/* The first column of the first row, or `otherwise` where there is none; FALSE on failure. */
gboolean store_number(Store *store, gint64 *number, gint64 otherwise, GError **error,
                      const char *sql, const char *format, ...);
/* The same as text; NULL where there is none. The caller owns it. */
gboolean store_string(Store *store, char **string, GError **error, const char *sql,
                      const char *format, ...);

/* Rows that the last statement changed, and the key of the last one inserted. */
gint64 store_changed(Store *store);
gint64 store_inserted(Store *store);

/* A write transaction. Waits for another writer as the world says, then LEDGER_ERROR_BUSY. If the
 * database itself takes it back (a disk that fails), every later statement fails. */
gboolean store_begin(Store *store, GError **error);
gboolean store_commit(Store *store, GError **error);
void store_rollback(Store *store);

/* Everything of `from` into `store`, a ledger in memory, in place of what it had. */
gboolean store_copy_into(Store *store, Store *from, GError **error);
gboolean store_backup(Store *store, const char *path, GError **error);
/* Each fault of the file is one sentence for `report`; their number, or -1. */
int store_check(Store *store, void (*report)(const char *finding, void *data), void *data,
                GError **error);
