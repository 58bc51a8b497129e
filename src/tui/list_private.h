/* The list's inside, shared by list.c (what is shown) and list_draw.c (how). */
#pragma once

#include "list.h"

struct List {
    Ledger *ledger;
    LedgerScope scope;
    LedgerQuery *query;
    const char *base;  /* filter words that always hold, "" if none */
    char *words;       /* the filter's */
    char *order;       /* the sort keys of the table, "" for the report's order; NULL: the tree */
    GArray *columns;   /* LedgerField: the table's, before the text; none: the usual ones */
    GArray *widths;    /* int: their cells; 0: as wide as what usually stands there */
    int scrolled;      /* columns of the table that are scrolled away behind the ID */
    gint64 count;      /* of tasks that match it */
    GArray *places;    /* LedgerPlace: the rows on the screen */
    GHashTable *cache; /* list_cache_key() → LedgerRow: what was read of them */
    GHashTable *marks; /* keys of tasks */
    int selected;      /* index in places */
    int rows;          /* that the last drawing had room for */
    gboolean folded_all;
    char *error; /* of the last reading, or NULL */
};

/* The table's header and rows, `area` being the whole of the list's. */
void list_draw_table(List *list, Canvas *canvas, CanvasArea area, gboolean focused);
