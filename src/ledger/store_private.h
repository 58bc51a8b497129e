/* What store.c (statements, transactions), store_open.c and store_copy.c share: SQLite's own
 * connection. Nothing else includes it. */
#pragma once

#include <sqlite3.h>

#include "store.h"

struct Store {
    sqlite3 *database;
    char *path;
    char *today;
    int wait;               /* milliseconds */
    gboolean writing;       /* between store_begin() and its end */
    GHashTable *statements; /* SQL text (owned by the statement) → StoreStatement */
};

struct StoreStatement {
    Store *store;
    sqlite3_stmt *statement;
    gboolean kept; /* in store->statements; else it goes when it is done */
    gboolean busy;
    gboolean failed; /* its last step */
};

/* SQLite's result in our words, with the ledger's path; always FALSE. */
gboolean store_fail(Store *store, int code, GError **error);
const char *store_error_words(Store *store, int code);
void store_statement_free(StoreStatement *statement);
