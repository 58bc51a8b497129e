/* Drafts: what was being typed when the terminal went away, kept until it is wanted again.
 *
 * They lie in the state folder, one file a ledger, mode 0600.
 */
#pragma once

#include "app.h"

/* Keeps `text` under a place ("note") and a name in it ("text"); an empty one is not kept. What
 * cannot be written is lost: nobody is there to be told. */
void draft_keep(const App *app, const char *place, const char *name, const char *text);
/* What is kept there, which is forgotten; NULL if there is nothing. The caller owns it. */
char *draft_take(const App *app, const char *place, const char *name);
/* Whether anything is kept of this ledger. */
gboolean draft_is_there(const App *app);
