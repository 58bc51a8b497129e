/* The ledger as it was, of every kind of row: what dispatch.h tells of tasks and more. */
#pragma once

#include "private.h"
#include "zhenggai/dispatch.h"

/* A row that was changed since. */
typedef struct {
    LedgerEntity entity;
    gint64 key;
    guint changes;
    gboolean added; /* it was not there then */
    GArray *fields; /* of past.c: what they were, a field once */
} PastRow;

/* As ledger_past_new(), but of every entity. */
LedgerPast *past_of_all(Ledger *ledger, gint64 position, GError **error);
/* What was changed since: GPtrArray of PastRow, in the order of its first change. Borrowed. */
const GPtrArray *past_rows(const LedgerPast *past);
/* Whether it was there then; a row that was not changed since is as it is now. */
gboolean past_existed(const LedgerPast *past, LedgerEntity entity, gint64 key);
/* A stored field then, also of a row that is gone since (`now` NULL). Borrowed from either. */
const char *past_value(const LedgerPast *past, LedgerEntity entity, gint64 key, LedgerField field,
                       const char *now);
