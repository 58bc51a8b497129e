/* Problems that came back. */
#include "chapters.h"
#include "phrase.h"
#include "zhenggai/carry.h"

/* What had become of the earlier problem: "2 of 3 measures completed". */
static char *
outcome_before(const LedgerRow *before)
{
    int measures = (int)ledger_row_number(before, FIELD_PROBLEM_measures);
    int completed = (int)ledger_row_number(before, FIELD_PROBLEM_completed);
    return g_strdup_printf(_("measures completed then: %d of %d"), completed, measures);
}

static char *
relapse_text(const LedgerRow *now, const LedgerRow *before, double likeness)
{
    g_autofree char *outcome = outcome_before(before);
    return g_strdup_printf(
        _("“%s” reads like problem %s of %s, “%s” (likeness %d%%; %s)."),
        ledger_row_get(now, FIELD_PROBLEM_text), ledger_row_get(before, FIELD_PROBLEM_id),
        ledger_row_get(before, FIELD_PROBLEM_year), ledger_row_get(before, FIELD_PROBLEM_text),
        (int)(likeness * 100 + 0.5), outcome);
}

static gboolean
add_relapse(Summary *summary, const LedgerRelapse *relapse, GError **error)
{
    g_autoptr(LedgerRow) now =
        ledger_row_load(summary->ledger, ENTITY_PROBLEM, relapse->now, NULL, error);
    g_autoptr(LedgerRow) before = now == NULL ? NULL
                                              : ledger_row_load(summary->ledger, ENTITY_PROBLEM,
                                                                relapse->before, NULL, error);
    if (before == NULL)
        return FALSE;
    g_autofree char *text = relapse_text(now, before, relapse->likeness);
    document_item(summary->document, ledger_row_get(now, FIELD_PROBLEM_id), text);
    return TRUE;
}

gboolean
summary_add_relapses(Summary *summary, GError **error)
{
    if (summary->scope.year == 0 || summary->places->len == 0)
        return TRUE;
    g_autoptr(GArray) relapses =
        ledger_relapses(summary->ledger, summary->scope, RELAPSE_LIKENESS, error);
    if (relapses == NULL)
        return FALSE;
    if (relapses->len == 0)
        return TRUE;
    summary_chapter(summary, _("Problems that were there before"));
    document_paragraph(summary->document,
                       _("By their words, to be confirmed by whoever knows the matter:"));
    for (guint i = 0; i < relapses->len; i++) {
        if (!add_relapse(summary, &g_array_index(relapses, LedgerRelapse, i), error))
            return FALSE;
    }
    return TRUE;
}
