/* Evidence: the files that prove a task, attached and opened. */
#pragma once

#include "app.h"

/* Lists the evidence of what is selected; from there a file is attached or opened. */
void proof_run(App *app);
