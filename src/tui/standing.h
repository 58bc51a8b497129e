/* The page that shows how the ledger stood on a day. */
#pragma once

#include "app.h"

/* Asks for the day and shows the page. */
void standing_ask(App *app);
