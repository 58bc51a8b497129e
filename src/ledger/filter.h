/* Filter words → a condition over task_row.
 *
 * Column names in the condition are bare: they mean the innermost `FROM task_row`, so that the same
 * condition can stand in a query and in a subquery of it. Parameters are numbered from 1.
 */
#pragma once

#include "private.h"

typedef struct {
    GString *condition;    /* "" is everything; else joined by AND */
    GPtrArray *parameters; /* char *, bound as text */
    gboolean year, unit;   /* the words name a year, a unit: the scope's does not count */
    gboolean seeks;        /* an index finds what matches */
} Filter;

void filter_init(Filter *filter);
void filter_clear(Filter *filter);

/* Adds one word; LEDGER_ERROR_USAGE as ledger_query_filter(). */
gboolean filter_add(Filter *filter, Ledger *ledger, const char *word, GError **error);
/* The LIKE pattern of what contains `value`, escaped by \\. The caller owns it. */
char *filter_like(const char *value);
/* The number of a new parameter with that value. */
guint filter_parameter(Filter *filter, const char *value);
/* What wants attention up to and with that ISO day: deadlines, look-backs, slips. */
void filter_add_until(Filter *filter, const char *day);
