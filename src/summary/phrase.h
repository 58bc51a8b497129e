/* Words that the chapters share, in the current language. */
#pragma once

#include "zhenggai/query.h"

/* The text closed by a full stop, unless it already ends a sentence. The caller
 * owns it, as everything here. */
char *phrase_sentence(const char *text);

/* The text without the full stop that may close it. */
char *phrase_open(const char *text);

/* The text closed by the full stop of the current language. */
char *phrase_closed(const char *text);

/* A day in prose: 2024年12月20日; without the year if it is `year`'s: 12月20日. */
char *phrase_day(const char *iso);
char *phrase_day_of(const char *iso, int year);

/* A period of whole months, quarters, half-years or years by its name, any other by its days:
 * 2025年3月, 2025年第一季度, 2025年上半年, 2025年3月1日至2025年3月20日. */
char *phrase_period(const char *from, const char *to);

/* The field's label as it begins a line: "Owner". */
char *phrase_label(LedgerField field);

/* "整改状态：整改中", from a stored value. */
char *phrase_pair(LedgerField field, const char *stored);

/* "整改时限：2025年12月31日（原定2025年9月30日，已延期1次）": a task's deadline with its past,
 * which an extension never hides; or that it is to be settled. */
char *phrase_deadline(const LedgerRow *task);

/* The clauses as one sentence: parted by ； and closed. */
char *phrase_clauses(GPtrArray *clauses);

/* How a unit speaks of itself: 我镇, 我局; "our unit". */
char *phrase_self(const char *unit);

/* Appends a sentence to those before it. */
void phrase_append(GString *to, const char *sentence);

/* "三" or "3". */
char *phrase_ordinal(int number);
