/* Storing a draft: what store.c (a report that is new) and again.c (an edited one) share. */
#pragma once

#include "zhenggai/intake.h"

typedef struct {
    LedgerChange *change;
    const IntakeDraft *draft;
    IntakeOutcome *outcome;
    LedgerScope scope;
    gint64 report;
} Storing;

/* A number as a value, for the length of a block. */
typedef struct {
    char text[24];
} Digits;

static inline Digits
digits(gint64 number)
{
    Digits result;
    g_snprintf(result.text, sizeof result.text, "%" G_GINT64_FORMAT, number);
    return result;
}

/* Each adds one row with what the item says, under the item's own number. */
gboolean storing_add_problem(Storing *storing, const IntakeProblem *item, gint64 *key,
                             GError **error);
gboolean storing_add_cause(Storing *storing, gint64 problem, const IntakeItem *item,
                           GError **error);
gboolean storing_add_task(Storing *storing, gint64 problem, guint measure, guint step,
                          const IntakeItem *item, GError **error);
gboolean storing_add_plan(Storing *storing, const IntakeItem *item, GError **error);

/* Brings the ledger's rows of storing->report to the new text, as intake_store() says. */
gboolean storing_again(Storing *storing, GError **error);
