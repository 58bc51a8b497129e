/* The preview: what was found in a report, set right by hand before anything is stored. */
#pragma once

#include "app.h"
#include "zhenggai/intake.h"

/* Shows the report and its items and lets the user change them; *draft is then the draft as it was
 * left. TRUE if the user wants it stored. */
gboolean preview_run(App *app, IntakeDraft **draft);
