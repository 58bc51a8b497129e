/* The year-end summary: what a year and unit came to, as a document.
 *
 * It says only what the ledger holds; what is not settled is named as such. Rates are measures
 * completed ÷ measures, with both numbers (基本完成 never counts, DOMAIN.md 2.3). Texts are in the
 * current language. A scope without a year or unit takes in all of them.
 */
#pragma once

#include "zhenggai/document.h"
#include "zhenggai/query.h"

typedef enum {
    SUMMARY_YEAR,   /* figures, progress and closure, who answers, each problem's story, what is
                     * unfinished and why, the year before, next year's arrangements, lines to
                     * sign, the ledger as an annex */
    SUMMARY_PERIOD, /* from one day to another: what is new, what moved, what was struck off; as
                     * it stood at the end of a period that is over */
    SUMMARY_DRAFT   /* the section on shortcomings, causes and rectification of the next report */
} SummaryKind;

typedef struct {
    SummaryKind kind;
    LedgerScope scope;
    const char *from, *to; /* PERIOD: ISO days, both within it */
    gboolean trace;        /* an annex: each figure, or each sentence of a draft, with its rows */
} SummaryWish;

/* The caller owns it. NULL and the error that reading the ledger failed with; LEDGER_ERROR_USAGE if
 * the period ends before it begins, or a draft would mix years or units. */
Document *summary_document_of(Ledger *ledger, const SummaryWish *wish, GError **error);

/* The whole year's, without traces. */
Document *summary_document_new(Ledger *ledger, LedgerScope scope, GError **error);

/* The same as JSON, indented: every figure of the scope with its rows, the groups, and for a draft
 * its sentences with their rows; a period adds its three lists:
 *
 *   {"kind": "year", "unit": "…", "year": 2024, "today": "…", "by": "…",
 *    "figures": [{"name": "measures_completed", "label": "…", "value": 1, "of": 4, "rows":
 * ["1.1"]}], "groups": [{"name": "owner", "label": "…", "members": [{"value": "李四", "total": 6,
 *                "completed": 3, "closed": 0, "overdue": 0, "due_soon": 1, "rows": ["1.1"]}]}],
 *    "sentences": [{"text": "…", "rows": ["1", "c1.1"]}],
 *    "new": ["1.1"], "moving": [], "closed": []}
 *
 * The caller owns it. Errors as above. */
char *summary_json_of(Ledger *ledger, const SummaryWish *wish, GError **error);
