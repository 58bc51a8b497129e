/* A returned sheet or another copy of the ledger: what it changed, cell by cell, decided here
 * before it is written. */
#pragma once

#include "app.h"

/* Reads the sheet, ledger or package at `path`, shows what it changed and where both sides did, and
 * merges what the user decides. What failed or was done is told. */
void merging_run(App *app, const char *path);
