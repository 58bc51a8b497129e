/* The preview: what was found in a report, before anything is stored. */
#pragma once

#include "app.h"
#include "zhenggai/intake.h"

/* Shows the draft; TRUE if the user wants it stored. */
gboolean draft_preview(App *app, const IntakeDraft *draft);
