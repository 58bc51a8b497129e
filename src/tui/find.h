/* Finding: search, filter and saved views, order and columns of the table, an ID, a year. */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean find_run(App *app, LedgerAction action);
