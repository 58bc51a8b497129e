/* The frame: title, list and detail or page, message line, footer. */
#pragma once

#include "app.h"

/* Draws everything but the modals into app->canvas. */
void frame_draw(App *app);
/* What a click at a place of the screen does: shows a view, selects a line, opens it if it was
 * selected already. */
void frame_click(App *app, int row, int column);
/* What letting the button go at a column does that went down at `row` and column `from`: in the
 * view's header. */
void frame_let_go(App *app, int row, int from, int to);
/* The two last rows of the screen, where prompts stand. */
CanvasArea frame_prompt_area(const App *app);
/* An area of at most that size in the middle of the screen, for a box. */
CanvasArea frame_box_area(const App *app, int rows, int columns);
/* Draws an empty box with a title; what stood beside it makes room, so that nothing looks cut. */
void frame_draw_box(App *app, CanvasArea box, const char *title);
/* Keys and what they do, for the last row, or the last two where one is not enough: pairs of name
 * and meaning, closed by NULL. */
void frame_draw_keys(App *app, const char *const *pairs);
/* How many rows those keys take. */
int frame_keys_rows(const App *app, const char *const *pairs);
