/* Sheets that went out and came in, and the ledger as it was then: the base of a merge.
 *
 * The journal knows what every field was at any time, so of a sheet only its tasks and its place in
 * the journal are kept: a record of 100,000 rows that stand side by side takes a few bytes.
 */
#pragma once

#include "zhenggai/change.h"

/* ── What was sent and received ───────────────────────────────────────────────────────────── */

typedef struct {
    char *at, *by; /* when and by whom; ledger_dispatch_keep() fills them in itself */
    gboolean received;
    char *party;     /* to or from whom, or NULL */
    char *file;      /* the file's name, or NULL */
    char *sha256;    /* of the file's bytes */
    gint64 position; /* the sheet shows the ledger as it was right after this action; 0 in
                        ledger_dispatch_keep(): after the change set itself */
    gint64 count;    /* of its rows */
    GArray *tasks;   /* LedgerKeyRange, ascending */
    char *unsettled; /* of a received one, for the merge: what it holds that was not taken */
} LedgerDispatch;

/* Keys of tasks, both ends included. */
typedef struct {
    gint64 first, last;
} LedgerKeyRange;

void ledger_dispatch_free(LedgerDispatch *dispatch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerDispatch, ledger_dispatch_free)

/* The ranges of keys (gint64) in any order. The caller owns the array. */
GArray *ledger_key_ranges(const GArray *keys);
/* Whether the sheet had that task. */
gboolean ledger_dispatch_has(const LedgerDispatch *dispatch, gint64 task);

/* Records a sheet. With ACTION_EXPORT the record is no step of undo: what was sent stays sent. */
gboolean ledger_dispatch_keep(LedgerChange *change, const LedgerDispatch *dispatch, GError **error);
/* The newest records, newest first, at most `limit` (0: all): GPtrArray of LedgerDispatch. */
GPtrArray *ledger_dispatches(Ledger *ledger, guint limit, GError **error);

/* Whether the task came into the ledger with a sheet: its own unit keeps it elsewhere. */
gboolean ledger_task_came_in(Ledger *ledger, gint64 task);

/* ── The ledger as it was ─────────────────────────────────────────────────────────────────── */

/* The newest action in the journal, 0 if there is none. */
gboolean ledger_position(Ledger *ledger, gint64 *position, GError **error);

/* The tasks as they were right after the action `position`. Costs what was changed since. */
typedef struct LedgerPast LedgerPast;
LedgerPast *ledger_past_new(Ledger *ledger, gint64 position, GError **error);
void ledger_past_free(LedgerPast *past);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerPast, ledger_past_free)

/* Whether the task was there then. */
gboolean ledger_past_existed(const LedgerPast *past, gint64 task);
/* How often it was changed since: its revision then is its revision now less this. */
guint ledger_past_changes(const LedgerPast *past, gint64 task);
/* A stored field then; `now` is what it is now. Borrowed from `past` or `now`. */
const char *ledger_past_value(const LedgerPast *past, gint64 task, LedgerField field,
                              const char *now);
