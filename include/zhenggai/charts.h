/* Figures as pictures need them: loads, a matrix, shares, months, days, what stands still.
 *
 * Each counts tasks of a scope. A task is open unless it is completed, closed or dropped. Errors
 * are those of reading the ledger.
 */
#pragma once

#include "zhenggai/figures.h"

/* Who has how much: the measures and steps that name a person or department, and under the name
 * NULL the measures that name none. */
typedef struct {
    char *name;
    gint64 total, open, overdue, due_soon, completed, closed;
} LedgerLoad;

/* By FIELD_TASK_owner, _department, _lead_department or _lead: GPtrArray of LedgerLoad, most open
 * ones first, NULL last. The caller owns it. */
GPtrArray *ledger_loads(Ledger *ledger, LedgerScope scope, LedgerField field, GError **error);

/* Measures by progress and closure, both in the order of fields.def's VALUE rows. */
typedef struct {
    gint64 measures[PROGRESS_COUNT][CLOSURE_COUNT];
} LedgerMatrix;

gboolean ledger_matrix(Ledger *ledger, LedgerScope scope, LedgerMatrix *matrix, GError **error);

/* A part of the measures, and how many of it are completed. */
typedef struct {
    char *name;     /* "1  部分工作人员…", "张官营镇" */
    gint64 problem; /* the problem's key, or 0 */
    gint64 total, completed;
} LedgerShare;

/* By problem in the report's order (at most `limit`), or by unit, most measures first. GPtrArray of
 * LedgerShare; the caller owns it. */
GPtrArray *ledger_shares_by_problem(Ledger *ledger, LedgerScope scope, guint limit, GError **error);
GPtrArray *ledger_shares_by_unit(Ledger *ledger, LedgerScope scope, guint limit, GError **error);

/* A month of the year-round view: measures that are not dropped and whose deadline, or whose day of
 * completion, lies in it. */
typedef struct {
    gint64 due, done;
} LedgerMonth;

enum { YEAR_MONTHS = 12 };

typedef struct {
    int year;
    gint64 measures;                 /* that are not dropped */
    gint64 due_before, done_before;  /* before January of the year */
    LedgerMonth months[YEAR_MONTHS]; /* January to December */
} LedgerYear;

gboolean ledger_year(Ledger *ledger, LedgerScope scope, int year, LedgerYear *counted,
                     GError **error);

/* A day that is somebody's deadline. */
typedef struct {
    char day[sizeof "2024-12-31"];
    gint64 total, open;
} LedgerDay;

/* The days from `from` to `to` (ISO, both included) that are deadlines: GArray of LedgerDay in
 * order, the caller's. */
GArray *ledger_days(Ledger *ledger, LedgerScope scope, const char *from, const char *to,
                    GError **error);

/* An open measure of which nothing was noted for long, on itself or on its steps. */
typedef struct {
    char *uuid, *id, *text;
    char *since;    /* ISO day of the last note, else of the day it came into the ledger */
    gboolean noted; /* there is a note */
} LedgerStuck;

/* Those without a note for more than `days` days, longest first, at most `limit`; *count gets how
 * many there are. GPtrArray of LedgerStuck; the caller owns it. */
GPtrArray *ledger_stuck(Ledger *ledger, LedgerScope scope, int days, guint limit, gint64 *count,
                        GError **error);
