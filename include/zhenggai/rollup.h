/* The roll-up over many units: figures by group, who has not reported, what problems they share. */
#pragma once

#include "zhenggai/figures.h"

typedef enum { ROLLUP_UNIT, ROLLUP_CATEGORY, ROLLUP_OWNER, ROLLUP_PROGRESS } RollupBy;

/* "unit", "category", "owner" or "progress"; FALSE for anything else. */
gboolean rollup_by_parse(const char *name, RollupBy *by);

/* Counts are of measures, as rates are everywhere: completed ÷ all, 基本完成 never counts. */
typedef struct {
    char *name; /* in words; NULL: nobody, no category */
    gint64 measures, progress[PROGRESS_COUNT], closed, overdue, due_soon;
    gint64 units; /* that have such measures */
    guint rank;   /* by the share completed, from 1; those of equal share have the same; 0: no
                     measure, so no share */
} RollupGroup;

/* A problem of a unit. */
typedef struct {
    char *unit;
    int year, no;
    char *text;
} RollupProblem;

/* Problems of several units that say about the same, the most shared first. */
typedef struct {
    GPtrArray *members; /* RollupProblem; the first one stands for all */
    guint units;
} RollupCommon;

typedef struct {
    int year;
    RollupBy by;
    GPtrArray *groups; /* RollupGroup, best share first; of equal share the larger; by unit also
                          those whose problems have no measure, last */
    RollupGroup total;
    GPtrArray *silent;    /* char *: units of the ledger without anything in that year */
    GPtrArray *common;    /* RollupCommon */
    gint64 problems_left; /* problems beyond those that were compared; 0 as a rule */
} Rollup;

/* The roll-up of a year; 0: the latest that has problems. Problems are alike from a likeness of
 * 0.5 (text_similarity) to the one that stands for the group. At most 3,000 problems are compared,
 * which takes about a second. LEDGER_ERROR. */
Rollup *rollup_new(Ledger *ledger, int year, RollupBy by, GError **error);
void rollup_free(Rollup *rollup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rollup, rollup_free)
