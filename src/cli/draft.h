/* A draft on its way out: as JSON for scripts, as a preview for people. */
#pragma once

#include <jansson.h>

#include "zhenggai/intake.h"

/* The draft in the form of INTERFACE.md "Draft JSON"; what the report does not state is null. The
 * caller owns it. */
json_t *cli_draft_json(const IntakeDraft *draft);

/* The draft for the terminal in the current language: what was found, problem by problem, the
 * plans, what is still open, and the diagnostics with their lines. Text of the report is made
 * visible. `width` is that of the lines in cells. The caller owns it. */
char *cli_draft_preview(const IntakeDraft *draft, int width);
