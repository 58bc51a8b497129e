/* The terminal interface. */
#pragma once

#include "zhenggai/ledger.h"
#include "zhenggai/settings.h"

/* How the interface starts. */
typedef struct {
    const char *path; /* the ledger's file, which may not be there yet */
    LedgerWorld world;
    Settings *settings;
    int year; /* the scope to open with; 0 and NULL: the working one */
    const char *unit;
    gboolean readonly;
    gboolean no_color;
} TuiOptions;

/* Opens the ledger, or the first-start screen where there is none, and runs until the user quits.
 * FALSE with an error if the ledger or the terminal cannot be opened; nothing was drawn then. */
gboolean tui_run(const TuiOptions *options, GError **error);
