/* What a person is told of a sheet beside its cells. */
#include "merge_private.h"

/* A cell that the program fills and that grew since still begins as it was sent. */
static gboolean
is_as_kept(const Merge *merge, const MergeRow *row, LedgerField field)
{
    const char *cell = sheet_cell(merge->sheet, row->row, field);
    const char *now = ledger_row_get(row->ours, field);
    return cell == NULL || *cell == '\0' || sheet_cell_says(merge->sheet, field, cell, now) ||
           (now != NULL && g_str_has_prefix(now, cell));
}

void
merge_tell_kept(Merge *merge)
{
    static const LedgerField kept[] = {FIELD_TASK_source, FIELD_TASK_problem, FIELD_TASK_cause};
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
        guint count = 0, line = 0;
        for (guint r = 0; r < merge->rows->len; r++) {
            const MergeRow *row = merge->rows->pdata[r];
            if (is_as_kept(merge, row, kept[i]))
                continue;
            line = count++ == 0 ? row->row->line : line;
        }
        if (count > 0)
            merge_remark(merge, line, FALSE,
                         text_translate_plural(
                             "%s differs in %u row and is not taken from a sheet",
                             "%s differs in %u rows (the first is this) and is not taken from a "
                             "sheet",
                             count),
                         _(ledger_field_info(kept[i])->label), count);
    }
}

void
merge_tell_absent(Merge *merge)
{
    const LedgerDispatch *base = merge_base(merge);
    gint64 present = 0, sent = 0;
    if (base == NULL)
        return;
    for (guint i = 0; i < base->tasks->len; i++) {
        const LedgerKeyRange *range = &g_array_index(base->tasks, LedgerKeyRange, i);
        sent += range->last - range->first + 1;
    }
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, merge->by_key);
    while (g_hash_table_iter_next(&iterator, &key, NULL))
        present += ledger_dispatch_has(base, *(gint64 *)key);
    merge->counts.absent = (guint)(sent - present);
    if (merge->counts.absent > 0)
        merge_remark(merge, 0, FALSE,
                     text_translate_plural("%u task that was sent is not in the sheet",
                                           "%u tasks that were sent are not in the sheet",
                                           merge->counts.absent),
                     merge->counts.absent);
}
