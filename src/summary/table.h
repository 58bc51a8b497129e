/* Tables of text: how wide columns are, and plain text. */
#pragma once

#include "block.h"

/* Appends the table, its columns aligned to the cell and no wider than `width` where that can be;
 * a cell that does not fit goes on below. */
void table_append(GString *to, const Block *table, int width);

/* The cells that each column takes of `width` with `gap` between columns: what its widest cell
 * needs where that can be, else the widest give way until the table fits or each has but its
 * title's longest word, or four where not even those fit. The caller owns them. */
int *table_widths(const Block *table, int width, int gap);
