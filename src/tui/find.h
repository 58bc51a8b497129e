/* Finding: search, filter and saved views, order and columns of the table, an ID, a year. */
#pragma once

#include "app.h"

/* Selects a problem or task in the ledger, in whichever year, unit or fold it is. */
void find_place(App *app, const LedgerPlace *place);

/* Makes the list a table in the order of a field, downwards if it is sorted by it upwards already;
 * FIELD_TASK_id: in the report's order. */
gboolean find_sort_by(List *list, LedgerField field, GError **error);

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean find_run(App *app, LedgerAction action);
