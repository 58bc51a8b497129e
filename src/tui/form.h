/* The form: every field that people may edit, of one problem or task. */
#pragma once

#include "app.h"

/* Opens the form on the selected row and writes what was changed as one action; a field that
 * somebody else changed meanwhile is a conflict that is told, and nothing is written. */
void form_edit(App *app);
