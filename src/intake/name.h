/* Names: the problem that a measure or cause names in its own words. */
#pragma once

#include "reading.h"

/* What [start, end) names: 针对“普法宣传针对性不强”的问题，… or, of a `cause`, 普法宣传针对性不强的
 * 原因是…; FALSE if nothing. */
gboolean intake_name_find(const IntakeReading *reading, guint start, guint end, gboolean cause,
                          IntakeSpan *name);

/* Whether the problem at [start, end) is the one that is named: one has the words of the other,
 * none added, none left out. */
gboolean intake_name_matches(const IntakeReading *reading, IntakeSpan name, guint start, guint end);
