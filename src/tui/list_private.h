/* The list's inside, shared by list.c (what is shown) and list_draw.c (how). */
#pragma once

#include "list.h"

struct List {
    Ledger *ledger;
    LedgerScope scope;
    LedgerQuery *query;
    char *words;       /* the filter's */
    gint64 count;      /* of tasks that match it */
    GArray *places;    /* LedgerPlace: the rows on the screen */
    GHashTable *cache; /* list_cache_key() → LedgerRow: what was read of them */
    GHashTable *marks; /* keys of tasks */
    int selected;      /* index in places */
    int rows;          /* that the last drawing had room for */
    gboolean folded_all;
    char *error; /* of the last reading, or NULL */
};

/* What the list shows of a place, borrowed; NULL if it cannot be read. */
const LedgerRow *list_row(List *list, const LedgerPlace *place);
