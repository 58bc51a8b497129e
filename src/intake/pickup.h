/* Pick-up: what the text of a measure says about deadline, kind, departments, goal and progress. */
#pragma once

#include "reading.h"
#include "zhenggai/intake.h"

typedef struct _IntakePickup IntakePickup;

/* A deadline without a year is seen from `today` (an ISO day, borrowed; NULL: such a deadline gets
 * no date). */
IntakePickup *intake_pickup_new(const IntakeReading *reading, const char *today);
void intake_pickup_free(IntakePickup *pickup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakePickup, intake_pickup_free)

/* Fills the fields of `item` that [start, end) states in so many words; those that have a value
 * stay. Returns whether the year of the deadline had to be inferred. */
gboolean intake_pickup(const IntakePickup *pickup, guint start, guint end, IntakeItem *item);

/* The same for a value that stands in a table under a column whose heading begins at `label`. */
void intake_pickup_cell(const IntakePickup *pickup, guint label, IntakeSpan value,
                        IntakeItem *item);

/* The end of [start, end) without fields in brackets that close it: …（责任单位：司法所）. */
guint intake_pickup_trim(const IntakePickup *pickup, guint start, guint end);
