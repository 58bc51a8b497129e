/* What the rules of lint.c share: looking at words (lint_words.c). */
#pragma once

#include "private.h"
#include "zhenggai/lint.h"

/* One run of the rules. */
typedef struct {
    Ledger *ledger;
    GHashTable *tasks, *problems; /* keys that were chosen */
    gboolean waived;              /* also what is let stand */
    GPtrArray *findings;
} LintLook;

/* A finding of the rule of that name, unless its row was not chosen or it is let stand. `first` and
 * `second` are filled into its sentence. */
gboolean lint_add(LintLook *look, const char *name, gint64 key, const char *first,
                  const char *second, GError **error);

/* Columns 1 and 2 are a cause and what the measures say. */
gboolean lint_is_untouched(StoreStatement *row);
/* Column 2 is what a measure, its steps and goals say. */
gboolean lint_is_uncountable(StoreStatement *row);
gboolean lint_copied_notes(LintLook *look, GError **error);
