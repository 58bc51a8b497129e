/* The formula guard, for writers that copy the text themselves. */
#pragma once

#include <glib.h>

/* Whether export_cell_guard() would put a ' in front of `text`. */
gboolean cell_needs_guard(const char *text);
