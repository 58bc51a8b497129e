/* The tour: a few steps on the real screen with the real ledger, each of which says one key.
 *
 * It stands in a strip of its own under the view and covers nothing. It is no modal: every key
 * works as ever but the few that lead through it, and a step is over when its action was really
 * done. It is offered once, at the first start, when a report was taken in.
 */
#pragma once

#include "app.h"

/* Offers the tour to whoever was never asked, where there is something to show. */
void tour_offer(App *app);
/* Begins it from the ledger's beginning. */
void tour_start(App *app);
/* Whether it is offered or under way. */
gboolean tour_is_on(const App *app);
/* TRUE: the key led through the tour and means nothing else. */
gboolean tour_handle(App *app, InputKey key);
/* `action` ran, and may be what the step asked for. */
void tour_heed(App *app, LedgerAction action);

/* How many of `rows` the strip takes, which are `columns` wide. */
int tour_rows(const App *app, int rows, int columns);
void tour_draw(const App *app, CanvasArea strip);

enum { TOUR_PAIRS = 11 };
/* The keys that lead through it, for frame_draw_keys(). */
void tour_keys(const App *app, const char *pairs[TOUR_PAIRS]);
