/* Pick-up: what the text of a measure says about deadline, kind, departments, goal and progress. */
#pragma once

#include "reading.h"
#include "zhenggai/intake.h"

/* Fills the fields of `item` that [start, end) states in so many words; those that have a value
 * stay. A deadline without a year is seen from `today` (an ISO day; NULL: such a deadline gets no
 * date). Returns whether the year of the deadline was inferred in that way. */
gboolean intake_pickup(const IntakeReading *reading, guint start, guint end, const char *today,
                       IntakeItem *item);

/* The end of [start, end) without fields in brackets that close it: …（责任单位：司法所）. */
guint intake_pickup_trim(const IntakeReading *reading, guint start, guint end);
