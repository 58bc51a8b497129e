/* What was sent: the record that a sheet comes from, and the ledger as it was then. */
#include "merge_private.h"

enum {
    RECORDS_LOOKED_AT = 60,
    BASES_MOST = 12,
    SCORE_OF_REVISION = 10, /* in cells: it counts the changes of this ledger's row */
};

void
merge_base_free(gpointer data)
{
    MergeBase *base = data;
    ledger_dispatch_free(base->dispatch);
    ledger_past_free(base->past);
    json_decref(base->unsettled);
    g_free(base);
}

static guint
rows_in(const Merge *merge, const LedgerDispatch *dispatch)
{
    guint count = 0;
    for (guint i = 0; i < merge->rows->len; i++)
        count += ledger_dispatch_has(dispatch, ((MergeRow *)merge->rows->pdata[i])->task);
    return count;
}

static json_t *
unsettled_of(const MergeBase *base, gint64 task)
{
    char key[24];
    g_snprintf(key, sizeof key, "%" G_GINT64_FORMAT, task);
    return json_object_get(base->unsettled, key);
}

static const char *
value_then(const LedgerPast *past, const json_t *unsettled, const MergeRow *row, LedgerField field)
{
    const json_t *instead = json_object_get(unsettled, ledger_field_info(field)->name);
    return instead != NULL
               ? json_string_value(instead)
               : ledger_past_value(past, row->task, field, ledger_row_get(row->ours, field));
}

/* How many cells of the sheet still say what the record's were: a sheet comes back mostly as it
 * went. */
static guint64
score_row(const Merge *merge, const MergeBase *base, const MergeRow *row)
{
    const Sheet *sheet = merge->sheet;
    const json_t *unsettled = unsettled_of(base, row->task);
    guint64 score = 0;
    const char *revision = sheet_cell(sheet, row->row, FIELD_TASK_revision);
    /* A sheet that came in counts the changes of its own ledger. */
    if (revision != NULL && !base->dispatch->received &&
        g_ascii_strtoll(revision, NULL, 10) == ledger_row_number(row->ours, FIELD_TASK_revision) -
                                                   ledger_past_changes(base->past, row->task))
        score += SCORE_OF_REVISION;
    for (guint i = 0; i < sheet->columns->len; i++) {
        LedgerField field = g_array_index(sheet->columns, SheetColumn, i).field;
        const char *cell = field == FIELD_NONE ? NULL : sheet_cell(sheet, row->row, field);
        if (cell == NULL || !merge_takes(field))
            continue;
        const char *was = value_then(base->past, unsettled, row, field);
        score += sheet_cell_says(sheet, field, cell, was);
    }
    return score;
}

static void
score_base(const Merge *merge, MergeBase *base)
{
    for (guint i = 0; i < merge->rows->len; i++) {
        const MergeRow *row = merge->rows->pdata[i];
        if (ledger_dispatch_has(base->dispatch, row->task))
            base->score += score_row(merge, base, row);
    }
}

/* Best first; of equal ones the newer, which they are sorted by already. */
static gint
compare_bases(gconstpointer a, gconstpointer b)
{
    const MergeBase *first = *(MergeBase *const *)a, *second = *(MergeBase *const *)b;
    if (first->score != second->score)
        return first->score < second->score ? 1 : -1;
    return first->dispatch->position < second->dispatch->position ? 1 : -1;
}

static gboolean
add_base(Merge *merge, LedgerDispatch *dispatch, GError **error)
{
    MergeBase *base = g_new0(MergeBase, 1);
    base->dispatch = dispatch;
    g_ptr_array_add(merge->bases, base);
    base->past = ledger_past_new(merge->ledger, dispatch->position, error);
    if (base->past == NULL)
        return FALSE;
    if (dispatch->unsettled != NULL)
        base->unsettled = json_loads(dispatch->unsettled, 0, NULL);
    return TRUE;
}

static void
give_base(const Merge *merge, MergeRow *row)
{
    for (guint i = 0; i < merge->bases->len; i++) {
        const MergeBase *base = merge->bases->pdata[i];
        if (!ledger_dispatch_has(base->dispatch, row->task) ||
            !ledger_past_existed(base->past, row->task))
            continue;
        row->past = base->past;
        row->unsettled = unsettled_of(base, row->task);
        return;
    }
}

gboolean
merge_find_bases(Merge *merge, GError **error)
{
    g_autoptr(GPtrArray) records = ledger_dispatches(merge->ledger, RECORDS_LOOKED_AT, error);
    if (records == NULL)
        return FALSE;
    for (guint i = 0; i < records->len && merge->bases->len < BASES_MOST; i++) {
        if (rows_in(merge, records->pdata[i]) == 0)
            continue;
        if (!add_base(merge, g_steal_pointer(&records->pdata[i]), error))
            return FALSE;
    }
    for (guint i = 0; merge->bases->len > 1 && i < merge->bases->len; i++)
        score_base(merge, merge->bases->pdata[i]);
    g_ptr_array_sort(merge->bases, compare_bases);
    for (guint i = 0; i < merge->rows->len; i++)
        give_base(merge, merge->rows->pdata[i]);
    return TRUE;
}

const char *
merge_base_value(const MergeRow *row, LedgerField field, gboolean *based)
{
    *based = row->past != NULL;
    return row->past == NULL ? NULL : value_then(row->past, row->unsettled, row, field);
}
