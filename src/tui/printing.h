/* Printing the summary: on which printer, how many copies, as what. */
#pragma once

#include "app.h"

/* Asks and prints; says what came of it. What a printer gets is a file that stays. */
void printing_run(App *app);
