/* Words that the chapters share, in the current language. */
#pragma once

#include "zhenggai/query.h"

/* The text closed by a full stop, unless it already ends a sentence. The caller
 * owns it, as everything here. */
char *phrase_sentence(const char *text);

/* A day in prose: 2024年12月20日. */
char *phrase_day(const char *iso);

/* The field's label as it begins a line: "Owner". */
char *phrase_label(LedgerField field);

/* "整改状态：整改中", from a stored value. */
char *phrase_pair(LedgerField field, const char *stored);

/* The clauses as one sentence: parted by ； and closed. */
char *phrase_clauses(GPtrArray *clauses);

/* "三" or "3". */
char *phrase_ordinal(int number);
