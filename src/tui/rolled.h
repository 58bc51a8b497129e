/* The roll-up over many units as a board: who is how far, who has not reported, what they share. */
#pragma once

#include "board.h"
#include "zhenggai/rollup.h"

/* Fills the board anew for that many columns. A unit's line and a shared problem's stand for their
 * tasks; the groups of other roll-ups run through units and stand for none. */
void rolled_fill(Board *board, const Rollup *rollup, int columns, gboolean ascii);
/* What is compared: "unit", in the language of the screen. */
const char *rolled_by_label(RollupBy by);
