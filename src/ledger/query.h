/* A query's inside, shared by query.c (rows of tasks) and outline.c (the tree). */
#pragma once

#include "filter.h"

struct LedgerQuery {
    Ledger *ledger;
    LedgerScope scope;
    Filter filter;
    char *order; /* "due NULLS LAST, ", or NULL */
    guint limit; /* 0: none */
    /* Problems and measures (gint64 of fold_key()) that are not as `folded_all` says. */
    GHashTable *folds;
    gboolean folded_all;
    gboolean flat;
    GArray *keys; /* of the flat window, in its order; NULL: to be read */
    guint at;     /* where in it was read last */
};

/* The flat window, as ledger_query_window() and ledger_query_window_at(). */
GArray *flat_window(LedgerQuery *query, const LedgerPlace *from, int direction, guint count,
                    GError **error);
GArray *flat_window_at(LedgerQuery *query, const LedgerPlace *place, guint count, GError **error);

/* ` FROM … WHERE … ORDER BY …` of the tasks that match. */
void query_append_from(const LedgerQuery *query, GString *sql);

/* ` AND alias.year = 2024 AND alias.unit_id = 1`, as far as the scope and filter say. */
void query_append_scope(const LedgerQuery *query, GString *sql, const char *alias);
/* The statement with the filter's parameters bound. */
StoreStatement *query_start(LedgerQuery *query, const char *sql, GError **error);
