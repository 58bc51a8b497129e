/* What the rules on yearly reports find in those that the ledger has read. */
#include "zhenggai/intake.h"
#include "zhenggai/lint.h"

static gboolean
lint_report(Ledger *ledger, const LedgerRow *report, gboolean waived, GPtrArray *findings,
            GError **error)
{
    gint64 key = ledger_row_key(report);
    g_autofree char *text = ledger_report_text(ledger, key, error);
    if (text == NULL)
        return FALSE;
    g_autoptr(GPtrArray) missing = intake_check(text);
    for (guint i = 0; i < missing->len; i++) {
        const IntakeDiagnostic *diagnostic = missing->pdata[i];
        g_autofree char *why = NULL;
        if (!ledger_lint_waived(ledger, diagnostic->code, ENTITY_REPORT, key, &why, error))
            return FALSE;
        if (diagnostic->level == INTAKE_WARNING && (why == NULL || waived))
            g_ptr_array_add(findings, ledger_finding_new(diagnostic->code, ENTITY_REPORT, key,
                                                         ledger_row_get(report, FIELD_REPORT_year),
                                                         diagnostic->message, why));
    }
    return TRUE;
}

GPtrArray *
intake_lint(Ledger *ledger, LedgerScope scope, gboolean waived, GError **error)
{
    g_autoptr(GPtrArray) findings =
        g_ptr_array_new_with_free_func((GDestroyNotify)ledger_finding_free);
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_REPORT, scope.unit_id, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return NULL;
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        if ((scope.year == 0 || scope.year == ledger_row_number(row, FIELD_REPORT_year)) &&
            !lint_report(ledger, row, waived, findings, error))
            return NULL;
    if (failure == NULL)
        return g_steal_pointer(&findings);
    g_propagate_error(error, g_steal_pointer(&failure));
    return NULL;
}
