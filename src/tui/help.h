/* Help and palette: every action by key or by name, to search and to run. */
#pragma once

#include "app.h"

/* Shows the keys that work here (ACTION_HELP) or every action of the interface (ACTION_PALETTE),
 * and runs the chosen one. */
void help_choose(App *app, LedgerAction action);
