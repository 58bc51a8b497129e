/* The annex: the ledger as a table. */
#include "chapters.h"
#include "phrase.h"

/* The columns behind the ID, in the county's usual order. */
static const LedgerField columns[] = {FIELD_TASK_problem,    FIELD_TASK_cause, FIELD_TASK_text,
                                      FIELD_TASK_department, FIELD_TASK_owner, FIELD_TASK_due,
                                      FIELD_TASK_progress,   FIELD_TASK_done,  FIELD_TASK_result,
                                      FIELD_TASK_closure};

enum { ANNEX_COLUMNS = 1 + G_N_ELEMENTS(columns) };

/* The problem's texts stand where they begin: in its first row, and with each measure that was
 * carried over, whose problem is one of an earlier year. */
static gboolean
repeats_above(const Summary *summary, guint index, LedgerField field)
{
    if (field != FIELD_TASK_problem && field != FIELD_TASK_cause)
        return FALSE;
    return summary_place(summary, index - 1)->entity != ENTITY_PROBLEM &&
           g_strcmp0(ledger_row_get(summary_row(summary, index - 1), FIELD_TASK_problem),
                     ledger_row_get(summary_row(summary, index), FIELD_TASK_problem)) == 0;
}

static char *
cell_text(const Summary *summary, guint index, LedgerField field)
{
    if (repeats_above(summary, index, field))
        return NULL;
    const LedgerRow *row = summary_row(summary, index);
    const char *stored = ledger_row_get(row, field);
    if (field == FIELD_TASK_due && stored == NULL)
        stored = ledger_row_get(row, FIELD_TASK_due_text);
    return ledger_value_display(field, stored);
}

static void
add_row(Summary *summary, guint index)
{
    char *cells[ANNEX_COLUMNS] = {summary_address(summary, index)};
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        cells[i + 1] = cell_text(summary, index, columns[i]);
    document_row(summary->document, (const char *const *)cells);
    for (guint i = 0; i < ANNEX_COLUMNS; i++)
        g_free(cells[i]);
}

static void
begin_table(Summary *summary)
{
    DocumentColumn titled[ANNEX_COLUMNS] = {{_("No."), TEXT_LEFT}};
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_ptr_array_add(labels, phrase_label(columns[i]));
        titled[i + 1] = (DocumentColumn){labels->pdata[i], TEXT_LEFT};
    }
    document_table(summary->document, titled, ANNEX_COLUMNS);
}

gboolean
summary_add_ledger(Summary *summary, GError **error)
{
    gboolean begun = FALSE;
    for (guint i = 0; i < summary->places->len; i++) {
        if (summary_place(summary, i)->entity != ENTITY_TASK)
            continue;
        if (!begun) {
            summary_begin_annex(summary, ANNEX_LEDGER);
            begin_table(summary);
            begun = TRUE;
        }
        add_row(summary, i);
    }
    return TRUE;
}
