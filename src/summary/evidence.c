/* The annex that lists every piece of evidence. */
#include "chapters.h"
#include "phrase.h"

enum { EVIDENCE_COLUMNS = 5 };

static void
begin_table(Summary *summary)
{
    g_autofree char *title = phrase_label(FIELD_EVIDENCE_title);
    g_autofree char *kind = phrase_label(FIELD_EVIDENCE_kind);
    const DocumentColumn columns[EVIDENCE_COLUMNS] = {{_("No."), TEXT_RIGHT},
                                                      {_("Task"), TEXT_LEFT},
                                                      {title, TEXT_LEFT},
                                                      {kind, TEXT_LEFT},
                                                      {_("Date"), TEXT_LEFT}};
    summary_begin_annex(summary, ANNEX_EVIDENCE);
    document_table(summary->document, columns, EVIDENCE_COLUMNS);
}

static void
add_row(Summary *summary, guint index, const LedgerRow *evidence, int number)
{
    g_autofree char *no = g_strdup_printf("%d", number);
    g_autofree char *address = summary_address(summary, index);
    g_autofree char *kind =
        ledger_value_display(FIELD_EVIDENCE_kind, ledger_row_get(evidence, FIELD_EVIDENCE_kind));
    g_autofree char *day = g_strndup(ledger_row_get(evidence, FIELD_EVIDENCE_at), 10);
    document_row(summary->document,
                 (const char *const[]){no, address, ledger_row_get(evidence, FIELD_EVIDENCE_title),
                                       kind, day});
}

static gboolean
add_rows_of(Summary *summary, guint index, int *number, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *evidence;
    g_autoptr(LedgerRows) rows =
        ledger_rows_of(summary->ledger, ENTITY_EVIDENCE, summary_place(summary, index)->key, error);
    if (rows == NULL)
        return FALSE;
    while ((evidence = ledger_rows_next(rows, &failure)) != NULL) {
        if (++*number == 1)
            begin_table(summary);
        add_row(summary, index, evidence, *number);
    }
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

gboolean
summary_add_evidence(Summary *summary, GError **error)
{
    int number = 0;
    for (guint i = 0; i < summary->places->len; i++) {
        if (summary_place(summary, i)->entity == ENTITY_TASK &&
            !add_rows_of(summary, i, &number, error))
            return FALSE;
    }
    return TRUE;
}
