/* In and out: import, export, the year-end summary, saving a page. */
#pragma once

#include "app.h"

/* Runs the action if it is one of these; FALSE if it is not. */
gboolean out_run(App *app, LedgerAction action);

/* An EditorCompleter: the files that complete a path, folders with a / behind them. */
char **out_complete_file(const char *before, gsize *start, gpointer data);
/* The path as people type it: a leading ~/ is the home. The caller owns it. */
char *out_expand(const char *path);

/* Asks for a report's file, shows what was found in it and stores it if the user agrees. FALSE if
 * nothing was stored. */
gboolean out_import(App *app);
/* Stores the founding report. FALSE if it failed, which was told. */
gboolean out_import_founding(App *app);

/* The page of the year-end summary, not yet filled. The caller owns it. */
AppPage *out_summary_page(App *app);
/* Proposes the file's name for the year and unit that are shown now. */
void out_summary_rename(App *app, AppPage *page);
