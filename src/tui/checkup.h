/* Looking at the ledger as a reviewer does: rectification on paper only, problems that came back.
 */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean checkup_run(App *app, LedgerAction action);
