/* What takes long: after 0.3 s a box says what is being done and how far it is, and Esc stops it.
 *
 * Everything that a key sets going is watched, from the key to the picture that answers it; nothing
 * has to be declared. What is typed meanwhile is kept for afterwards.
 */
#pragma once

#include "app.h"

/* A stretch of work begins now, whatever became of the one before. */
void busy_rest(App *app);
/* Nothing is watched any more. */
void busy_end(App *app);
