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
    const char *rule;    /* its name; of a report's finding the code of intake_check() */
    LedgerEntity entity; /* ENTITY_TASK, ENTITY_PROBLEM or, from intake_lint(), ENTITY_REPORT */
    gint64 key;
    char *address; /* of a report its year */
    char *reason;  /* one sentence in the current language: what was found in this row */
    char *waived;  /* why it is let stand; NULL: it is not */
} LedgerFinding;

/* `rule` is borrowed for good, the other texts are copied. */
LedgerFinding *ledger_finding_new(const char *rule, LedgerEntity entity, gint64 key,
                                  const char *address, const char *reason, const char *waived);
void ledger_finding_free(LedgerFinding *finding);

/* What the rules find among the tasks that the query chooses, and their problems: by rule. With
 * `waived` also what is let stand. GPtrArray of LedgerFinding, the caller's. */
GPtrArray *ledger_lint(LedgerQuery *query, gboolean waived, GError **error);

/* Why a finding of that rule is let stand in a row: the caller's; NULL where it is not. The row may
 * also be a report, whose rules belong to the layer that reads reports. */
gboolean ledger_lint_waived(Ledger *ledger, const char *rule, LedgerEntity entity, gint64 key,
                            char **reason, GError **error);

/* Lets findings of a rule stand, one of ours or, in reports, one of those that read them.
 * LEDGER_ERROR_USAGE without a reason or for a row in which the rule finds nothing; _RULE if it was
 * waived before. */
gboolean ledger_lint_waive(LedgerChange *change, const char *rule, const LedgerTarget *targets,
                           guint count, const char *reason, GError **error);
