/* From year to year: work that goes on, problems that come back, the ledger as it was. */
#pragma once

#include "zhenggai/change.h"

/* Takes unfinished measures of `from` (year and unit; unit 0: every unit) on into `year`, as
 * measures of that year's problem 0, with those of their steps that are unfinished. People,
 * deadlines, the first one too, progress and look-backs go along; each new task is linked with the
 * one that it was (origin_id) and with the problem that it answers (about_id), and the old one
 * stays as it is. Unfinished is what is neither completed nor closed nor dropped.
 *
 * `measures`: these alone (NULL and 0: all that are not carried yet). LEDGER_ERROR_RULE lists every
 * one of them that is finished or carried already; _USAGE if `year` is not later, or for a step.
 * *carried: how many measures. */
gboolean ledger_carry(LedgerChange *change, LedgerScope from, int year, const gint64 *measures,
                      guint count, guint *carried, GError **error);

/* A problem that was there before. */
typedef struct {
    gint64 now, before; /* keys of problems */
    double likeness;    /* of their texts, 0 to 1 (text_similarity) */
} LedgerRelapse;

/* What is about as much as two tellings of one shortcoming have in common. */
#define RELAPSE_LIKENESS 0.35

/* The problems of a year (scope.year must not be 0) beside those of earlier years of the same unit
 * that read alike, at least `least`: by problem, the most alike first. GArray of LedgerRelapse, the
 * caller's. */
GArray *ledger_relapses(Ledger *ledger, LedgerScope scope, double least, GError **error);

/* The ledger as it stood at the end of that ISO day: a copy in memory, in which everything that the
 * journal has since is taken back. It is only to be read. The caller owns it. */
Ledger *ledger_open_as_of(Ledger *ledger, const char *day, GError **error);
