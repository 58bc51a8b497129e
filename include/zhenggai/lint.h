/* Rectification on paper only (纸面整改体检): rules that find it, and findings that are let stand.
 *
 * The rules are one table in src/ledger/lint.c. Each looks for something that a reviewer of the
 * level above looks for first; none of them proves anything, so a finding can be waived with a
 * reason, which stays in the journal.
 */
#pragma once

#include "zhenggai/change.h"

typedef struct {
    const char *name;  /* "completed-without-evidence" */
    const char *label; /* English msgid: what it says of a row */
} LedgerLintRule;

/* The index-th rule, NULL behind the last; or the one of that name or label, in either language. */
const LedgerLintRule *ledger_lint_rule(guint index);
const LedgerLintRule *ledger_lint_rule_find(const char *word);

typedef struct {
    const LedgerLintRule *rule;
    LedgerEntity entity; /* ENTITY_TASK or ENTITY_PROBLEM */
    gint64 key;
    char *address;
    char *reason; /* one sentence in the current language: what was found in this row */
    char *waived; /* why it is let stand; NULL: it is not */
} LedgerFinding;

/* What the rules find among the tasks that the query chooses, and their problems: by rule, then in
 * the order of addresses. With `waived` also what is let stand. GPtrArray of LedgerFinding, the
 * caller's. */
GPtrArray *ledger_lint(LedgerQuery *query, gboolean waived, GError **error);

/* Lets findings of a rule stand. LEDGER_ERROR_USAGE without a reason or for a row that is neither
 * problem nor task; _RULE if it was waived before. */
gboolean ledger_lint_waive(LedgerChange *change, const LedgerLintRule *rule,
                           const LedgerTarget *targets, guint count, const char *reason,
                           GError **error);
