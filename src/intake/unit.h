/* The names of governments and their offices. */
#pragma once

#include "reading.h"

/* The first name of a unit in [start, end), which parts it from years, topics and punctuation;
 * FALSE if there is none. */
gboolean intake_unit_find(const IntakeReading *reading, guint start, guint end, IntakeSpan *name);

/* The name as printed, in full (…镇 → …镇人民政府) without the county before a township's name, and
 * short. Each is the caller's. */
void intake_unit_name(const IntakeReading *reading, IntakeSpan name, char **printed, char **full,
                      char **brief);
