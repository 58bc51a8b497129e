/* Figures of a summary, each with the rows it counts. */
#pragma once

#include "chapters.h"

typedef enum {
    FIGURE_COUNT, /* so many rows */
    FIGURE_SUM,   /* a number that the rows hold, added up */
    FIGURE_RATE,  /* so many rows of so many */
    FIGURE_MEAN   /* days, added up, by so many rows */
} FigureKind;

typedef struct {
    const char *name;  /* in JSON */
    const char *label; /* msgid */
    FigureKind kind;
    gint64 value;
    gint64 of;    /* RATE, MEAN */
    GArray *rows; /* guint, places of the outline: what `value` counts; of a MEAN, what `of` does */
} SummaryFigure;

/* Every figure, in their order: GPtrArray of SummaryFigure. The outline must have been read. */
GPtrArray *summary_figures_new(const Summary *summary);
/* The one of that name, which must be there. */
const SummaryFigure *summary_figure(const GPtrArray *figures, const char *name);
/* "1/4 (25.0%)", "3", "25/2 (12.5)"; "-" for a rate or mean of nothing. The caller owns it. */
char *summary_figure_text(const SummaryFigure *figure);

/* Tasks that share a value, such as an owner. */
typedef struct {
    char *value;  /* stored; NULL where none is set */
    GArray *rows; /* guint */
    gint64 completed, closed, overdue, due_soon;
} SummaryGroup;

typedef enum {
    GROUP_MEASURES = 1,
    GROUP_STEPS = 2,
    GROUP_TASKS = GROUP_MEASURES | GROUP_STEPS
} GroupLevel;

/* What groups are made of: the levels that are counted, and the field, which a step that leaves it
 * open takes from its measure. */
typedef struct {
    const char *name;  /* in JSON */
    const char *title; /* msgid */
    LedgerField field;
    GroupLevel levels;
} SummaryGrouping;

/* The groupings of a summary: by kind, progress, closure, unit, category, lead, department, owner.
 */
const SummaryGrouping *summary_groupings(guint *count);
/* GPtrArray of SummaryGroup: in the order of the field's values, else most tasks first; those
 * without a value last. */
GPtrArray *summary_groups_new(const Summary *summary, const SummaryGrouping *grouping);
/* How many tasks share `value`, NULL: have none. */
gint64 summary_group_size(const GPtrArray *groups, const char *value);
