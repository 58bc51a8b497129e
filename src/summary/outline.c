/* The outline of a summary's scope. */
#include "chapters.h"

enum { OUTLINE_PAGE = 256 };

static gboolean
read_places(Summary *summary, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(summary->ledger);
    ledger_query_scope(query, summary->scope);
    guint length;
    do {
        length = summary->places->len;
        const LedgerPlace *last = length == 0 ? NULL : summary_place(summary, length - 1);
        g_autoptr(GArray) page = ledger_query_window(query, last, 1, OUTLINE_PAGE, error);
        if (page == NULL)
            return FALSE;
        g_array_append_vals(summary->places, page->data, page->len);
    } while (summary->places->len - length == OUTLINE_PAGE);
    return TRUE;
}

gboolean
summary_read_outline(Summary *summary, GError **error)
{
    if (!read_places(summary, error))
        return FALSE;
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        LedgerRow *row = ledger_row_load(summary->ledger, place->entity, place->key, NULL, error);
        if (row == NULL)
            return FALSE;
        g_ptr_array_add(summary->rows, row);
    }
    return TRUE;
}

const LedgerPlace *
summary_place(const Summary *summary, guint index)
{
    return &g_array_index(summary->places, LedgerPlace, index);
}

const LedgerRow *
summary_row(const Summary *summary, guint index)
{
    return g_ptr_array_index(summary->rows, index);
}

guint
summary_steps(const Summary *summary, guint index)
{
    guint end = index + 1;
    if (summary_place(summary, index)->step_no > 0)
        return 0;
    while (end < summary->places->len && summary_place(summary, end)->step_no > 0)
        end++;
    return end - index - 1;
}

guint
summary_measure(const Summary *summary, guint index)
{
    while (summary_place(summary, index)->step_no > 0)
        index--;
    return index;
}

const char *
summary_task_value(const Summary *summary, guint index, LedgerField field)
{
    const char *own = ledger_row_get(summary_row(summary, index), field);
    guint measure = summary_measure(summary, index);
    return own != NULL ? own : ledger_row_get(summary_row(summary, measure), field);
}

gboolean
summary_is_unfinished(const Summary *summary, guint index)
{
    const LedgerRow *task = summary_row(summary, index);
    const char *closure = ledger_row_get(task, FIELD_TASK_closure);
    return !g_str_equal(ledger_row_get(task, FIELD_TASK_progress), "completed") &&
           !g_str_equal(closure, "closed") && !g_str_equal(closure, "dropped");
}

gboolean
summary_is_mixed(const Summary *summary)
{
    if (summary->places->len == 0)
        return FALSE;
    const LedgerPlace *first = summary_place(summary, 0);
    for (guint i = 1; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        if (place->year != first->year || place->unit_id != first->unit_id)
            return TRUE;
    }
    return FALSE;
}

char *
summary_address(const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    gboolean task = ledger_row_entity(row) == ENTITY_TASK;
    const char *id = ledger_row_get(row, task ? FIELD_TASK_id : FIELD_PROBLEM_id);
    if (!summary_is_mixed(summary))
        return g_strdup(id);
    const LedgerPlace *place = summary_place(summary, index);
    g_autofree char *unit = ledger_scope_name(summary->ledger, (LedgerScope){0, place->unit_id});
    return g_strdup_printf("%s/%d/%s", unit, place->year, id);
}
