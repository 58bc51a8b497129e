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
};

/* ` AND alias.year = 2024 AND alias.unit_id = 1`, as far as the scope and filter say. */
void query_append_scope(const LedgerQuery *query, GString *sql, const char *alias);
/* The statement with the filter's parameters bound. */
StoreStatement *query_start(LedgerQuery *query, const char *sql, GError **error);
