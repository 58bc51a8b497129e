/* Actions run here: what each key of actions.def does. */
#pragma once

#include "app.h"

/* Runs `action` if what it needs is there (checked from actions.def's row), else says what is
 * missing. */
void act_run(App *app, LedgerAction action);
/* Whether what the action needs is there now. */
gboolean act_is_possible(const App *app, LedgerAction action);
/* The action of a key in a place; ACTION_COUNT if it has none there. */
LedgerAction act_of_key(LedgerActionPlace place, InputKey key);
/* The action's key as people read it, the first one: "a"; "" if it has none. The caller owns it. */
char *act_key_name(LedgerAction action);
