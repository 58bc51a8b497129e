/* Items: entries as the draft shows them. */
#pragma once

#include "entry.h"
#include "pickup.h"

/* A draft without any item; takes `text` over. */
IntakeDraft *intake_draft_blank(char *text, const char *file);

void intake_item_free(IntakeItem *item);
void intake_problem_free(IntakeProblem *problem);

/* What items are made of. */
typedef struct {
    const IntakeReading *reading;
    const GArray *stops;
    const GArray *cells;
    const IntakePickup *pickup;
    IntakeDraft *draft;
} IntakeSource;

/* The n-th item of a list of causes or plans; of measures, with its steps and what its text states.
 */
IntakeItem *intake_item_new(const IntakeSource *source, const IntakeEntry *entry, guint n);

IntakeProblem *intake_problem_new(const IntakeSource *source, const IntakeEntry *entry, guint n);

/* Makes the lists of the draft from the entries and links causes and measures with problems where
 * the text does. */
void intake_pair(const IntakeSource *source, const GArray *entries);
