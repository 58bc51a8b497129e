/* Items: entries as the draft shows them. */
#pragma once

#include "entry.h"

void intake_item_free(IntakeItem *item);
void intake_problem_free(IntakeProblem *problem);

/* The item of a cause or plan; of a measure with its steps and what its text states. `today` as in
 * intake_pickup(). */
IntakeItem *intake_item_new(const IntakeReading *reading, const GArray *stops,
                            const IntakeEntry *entry, guint n, const char *today,
                            IntakeDraft *draft);

IntakeProblem *intake_problem_new(const IntakeReading *reading, const IntakeEntry *entry, guint n);

/* Makes the lists of the draft from the entries and links causes and measures with problems where
 * the text does. */
void intake_pair(const IntakeReading *reading, const GArray *stops, const GArray *entries,
                 const char *today, IntakeDraft *draft);
