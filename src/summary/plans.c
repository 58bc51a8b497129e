/* What the scope's reports arrange for the next year. */
#include "chapters.h"
#include "phrase.h"

/* Adds one arrangement; the first one begins the chapter. */
static void
add_plan(Summary *summary, const LedgerRow *plan, int number)
{
    if (number == 1) {
        summary_chapter(summary, _("Arrangements for the next year"));
        document_paragraph(summary->document, _("The report arranges for the next year:"));
    }
    const char *task = ledger_row_get(plan, FIELD_PLAN_task);
    g_autofree char *sentence = phrase_sentence(ledger_row_get(plan, FIELD_PLAN_text));
    g_autofree char *text = task == NULL
                                ? g_strdup(sentence)
                                : g_strdup_printf(_("%s (Taken up as task %s.)"), sentence, task);
    g_autofree char *mark = g_strdup_printf("%d.", number);
    document_item(summary->document, mark, text);
}

static gboolean
add_plans_of(Summary *summary, gint64 report, int *number, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *plan;
    g_autoptr(LedgerRows) plans = ledger_rows_of(summary->ledger, ENTITY_PLAN, report, error);
    if (plans == NULL)
        return FALSE;
    while ((plan = ledger_rows_next(plans, &failure)) != NULL)
        add_plan(summary, plan, ++*number);
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

gboolean
summary_add_plans(Summary *summary, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *report;
    int number = 0;
    g_autoptr(LedgerRows) reports =
        ledger_rows_of(summary->ledger, ENTITY_REPORT, summary->scope.unit_id, error);
    if (reports == NULL)
        return FALSE;
    while ((report = ledger_rows_next(reports, &failure)) != NULL) {
        gboolean ours = summary->scope.year == 0 ||
                        summary->scope.year == ledger_row_number(report, FIELD_REPORT_year);
        if (ours && !add_plans_of(summary, ledger_row_key(report), &number, error))
            return FALSE;
    }
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}
