/* The frame: title, list and detail or page, message line, footer. */
#pragma once

#include "app.h"

/* Draws everything but the modals into app->canvas. */
void frame_draw(App *app);
/* Selects the list's row at a place of the screen; FALSE if there is none. */
gboolean frame_select_at(App *app, int row, int column);
/* The two last rows of the screen, where prompts stand. */
CanvasArea frame_prompt_area(const App *app);
/* An area of at most that size in the middle of the screen, for a box. */
CanvasArea frame_box_area(const App *app, int rows, int columns);
/* A line of keys and what they do, for the last row: pairs of name and meaning, closed by NULL. */
void frame_draw_keys(App *app, const char *const *pairs);
