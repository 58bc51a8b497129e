/* Bare words of a filter → a condition, by the index of bigrams where that is faster. */
#pragma once

#include "filter.h"

/* Adds `word` anywhere in a task's texts, its notes, its problem and the causes. */
gboolean search_add(Filter *filter, Ledger *ledger, const char *word, GError **error);
