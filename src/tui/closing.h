/* Closure: asking for it, granting it, sending back, dropping, reopening, looking back. */
#pragma once

#include "app.h"

/* Offers the moves that are possible for what is selected or marked, asks what the chosen one
 * needs, and does it as one step of undo. */
void closing_run(App *app);
