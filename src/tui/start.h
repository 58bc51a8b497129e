/* The first start: there is no ledger yet. */
#pragma once

#include "app.h"

/* Offers the founding report, a report of one's own, or an empty ledger, and makes the ledger; or
 * sets app->quit. Then offers the tour. */
void start_choose(App *app);
