/* Tables in plain text. */
#pragma once

#include "block.h"

/* Appends the table, its columns aligned to the cell and no wider than `width` where that can be;
 * a cell that does not fit goes on below. */
void table_append(GString *to, const Block *table, int width);
