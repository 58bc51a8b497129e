/* A lexicon: finds which of many words begins at a sign, at the cost of one look. */
#pragma once

#include "reading.h"

typedef struct _IntakeLexicon IntakeLexicon;

/* Of `count` words, each a u"…" literal; `stride` is the distance from one to the next in bytes, so
 * that a column of a table can be given. The words are borrowed. */
IntakeLexicon *intake_lexicon_new(const gunichar2 *const *words, guint count, gsize stride);
void intake_lexicon_free(IntakeLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeLexicon, intake_lexicon_free)

/* The longest word that begins at `at` and ends by `end`: its index, and its length in signs; -1 if
 * there is none. */
int intake_lexicon_find(const IntakeLexicon *lexicon, const IntakeReading *reading, guint at,
                        guint end, guint *length);

/* Whether a word begins with `sign`. */
gboolean intake_lexicon_begins(const IntakeLexicon *lexicon, gunichar2 sign);
