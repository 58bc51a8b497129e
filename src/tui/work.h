/* Working on the ledger: owner, deadline, progress, notes, rows by hand, undo and redo. */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean work_run(App *app, LedgerAction action);

/* Asks for the reason if the assignments move a deadline of one of the targets; *reason stays NULL
 * if none is needed. FALSE if one is needed and was not given. */
gboolean work_reason(App *app, const LedgerTarget *targets, guint count, const GArray *assignments,
                     char **reason);
