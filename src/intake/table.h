/* Tables: a ledger of problems in lines of cells, parted by tabs or bars. */
#pragma once

#include "section.h"

/* If the line at sign `start` heads a table with a column of problems, appends the pieces and cells
 * of its rows and returns the sign behind the table; else `start`. `stop` is the index of the
 * line's stop, `series` the number that the table's problems have in common. */
guint intake_table_read(const IntakeReading *reading, const IntakeWords *words, guint start,
                        guint end, guint stop, guint series, IntakeSections *sections);
