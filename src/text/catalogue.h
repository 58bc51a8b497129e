/* The compiled catalogue (GNU .mo) that the program carries. */
#pragma once

#include <glib.h>

/* The translation of `msgid` in a .mo file of `size` bytes, or NULL: the catalogue has none, or is
 * damaged. Borrowed from `bytes`. The key of a plural entry is its singular; of several forms the
 * first is returned. Every offset is checked, so any bytes can be handed in. */
const char *catalogue_find(const char *bytes, gsize size, const char *msgid);
