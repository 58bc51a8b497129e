/* The procedure from year to year: next year's arrangements, work that goes on, who hands over,
 * supervision slips. */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean procedure_run(App *app, LedgerAction action);
