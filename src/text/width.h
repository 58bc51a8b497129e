/* What the text layer's own files share about widths. */
#pragma once

#include <glib.h>

/* The encoding that makes libunistring take ambiguous characters as 1 or 2 cells. */
const char *width_encoding(void);

/* Cells of the `length` bytes at `text`. */
int width_of_bytes(const char *text, gsize length);
