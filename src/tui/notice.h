/* A notice: what needs more than the message line, in a box that any key takes away. */
#pragma once

#include "app.h"

/* Shows `text`, whose line feeds are kept; arrows scroll what has no room. */
void notice_show(App *app, const char *title, const char *text);
