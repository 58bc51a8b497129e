/* Figures: counts of a year and unit, each with what it counts. */
#pragma once

#include "zhenggai/query.h"

enum { PROGRESS_COUNT = 4, CLOSURE_COUNT = 5 };

/* Counts of one level: all, and by progress and closure in the order of fields.def's VALUE rows. */
typedef struct {
    gint64 total;
    gint64 progress[PROGRESS_COUNT];
    gint64 closure[CLOSURE_COUNT];
} LedgerTally;

/* By owner; name NULL for tasks without one. A step without an owner counts for its measure's. */
typedef struct {
    char *name;
    gint64 total, completed, overdue, due_soon;
} LedgerOwnerFigures;

typedef struct {
    LedgerScope scope;
    gint64 problems;           /* without problem 0, which holds what is unpaired */
    gint64 problems_completed; /* every measure of it is completed, and it has one */
    LedgerTally measures, steps;
    gint64 overdue, due_soon; /* measures and steps together */
    gint64 unsettled;         /* measures and steps without an owner or a deadline; a step whose
                                 measure has them is settled */
    gint64 plans;
    gint64 notes, extensions; /* of these tasks */
    gint64 lookbacks;         /* to be looked at again today or before */
    gint64 slips;             /* supervision slips that wait for a reply */
} LedgerFigures;

/* Rates are measures completed ÷ measures: 基本完成 never counts (DOMAIN.md 2.3). */
gboolean ledger_figures(Ledger *ledger, LedgerScope scope, LedgerFigures *figures, GError **error);

/* GPtrArray of LedgerOwnerFigures, most tasks first, the unowned last. */
GPtrArray *ledger_figures_by_owner(Ledger *ledger, LedgerScope scope, GError **error);
