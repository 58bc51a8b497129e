/* Working on the ledger: owner, deadline, progress, notes, rows by hand, undo and redo. */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean work_run(App *app, LedgerAction action);

/* "1.1" or "3 tasks": what a question is about. The caller owns it. */
char *work_subject(App *app, const GArray *targets);
/* Says why a write failed, and frees the error; a conflict also shows what is there now. */
void work_fail(App *app, GError *error);

/* Asks for the reason if the assignments move a deadline of one of the targets; *reason stays NULL
 * if none is needed. FALSE if one is needed and was not given. */
gboolean work_reason(App *app, const LedgerTarget *targets, guint count, const GArray *assignments,
                     char **reason);
