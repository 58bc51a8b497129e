/* What was decided goes into the ledger, as one change set. */
#include "merge_private.h"

/* The values that the sheet's side has for one task. */
static GArray *
values_of(const Merge *merge, guint *index)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    const MergeCell *first = merge->cells->pdata[*index];
    for (; *index < merge->cells->len; (*index)++) {
        const MergeCell *cell = merge->cells->pdata[*index];
        LedgerAssignment value = {cell->field, cell->theirs};
        if (cell->task != first->task || cell->line != first->line)
            break;
        if (cell->choice == MERGE_THEIRS && cell->field != FIELD_TASK_closure)
            g_array_append_val(values, value);
    }
    return values;
}

static gboolean
write_values(const Merge *merge, LedgerChange *change, const char *reason, GError **error)
{
    g_autoptr(GHashTable) written = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < merge->cells->len;) {
        const MergeCell *first = merge->cells->pdata[i];
        const MergeRow *row = g_hash_table_lookup(merge->by_key, &first->task);
        g_autoptr(GArray) values = values_of(merge, &i);
        if (values->len == 0)
            continue;
        /* A second row of the same task finds the revision that the first one made. */
        gint64 revision = g_hash_table_contains(written, &first->task)
                              ? 0
                              : ledger_row_number(row->ours, FIELD_TASK_revision);
        const LedgerTarget target = {ENTITY_TASK, first->task, revision};
        if (!ledger_set(change, &target, 1, (LedgerAssignment *)(gpointer)values->data, values->len,
                        reason, error)) {
            g_prefix_error(error, "%s:%u: ", merge->sheet->name, first->line);
            return FALSE;
        }
        g_hash_table_add(written, (gpointer)&first->task);
    }
    return TRUE;
}

static void
add_unsettled(json_t *tasks, gint64 task, LedgerField field, const char *base)
{
    char key[24];
    g_snprintf(key, sizeof key, "%" G_GINT64_FORMAT, task);
    json_t *fields = json_object_get(tasks, key);
    if (fields == NULL) {
        fields = json_object();
        json_object_set_new(tasks, key, fields);
    }
    json_object_set_new(fields, ledger_field_info(field)->name,
                        base == NULL ? json_null() : json_string_nocheck(base));
}

/* What the other side holds is what the ledger holds now but for these cells: those that it did not
 * change and we did, and those that were not taken. Their base stays what it was, so that the next
 * sheet with the same value is no change, or a conflict again. */
static char *
unsettled_json(const Merge *merge)
{
    json_t *tasks = json_object();
    for (guint i = 0; i < merge->held->len; i++) {
        const MergeHeld *held = &g_array_index(merge->held, MergeHeld, i);
        add_unsettled(tasks, held->task, held->field, held->value);
    }
    for (guint i = 0; i < merge->cells->len; i++) {
        const MergeCell *cell = merge->cells->pdata[i];
        if (cell->choice != MERGE_THEIRS)
            add_unsettled(tasks, cell->task, cell->field, cell->base);
    }
    char *dumped = json_object_size(tasks) == 0 ? NULL : json_dumps(tasks, JSON_COMPACT);
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(tasks);
    return text;
}

static gboolean
keep_received(const Merge *merge, LedgerChange *change, GError **error)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; i < merge->rows->len; i++)
        g_array_append_val(keys, ((MergeRow *)merge->rows->pdata[i])->task);
    g_autoptr(GArray) ranges = ledger_key_ranges(keys);
    g_autofree char *unsettled = unsettled_json(merge);
    const LedgerDispatch received = {.received = TRUE,
                                     .file = merge->sheet->name,
                                     .sha256 = merge->sheet->sha256,
                                     .count = merge->sheet->rows->len,
                                     .tasks = ranges,
                                     .unsettled = unsettled};
    return ledger_dispatch_keep(change, &received, error);
}

gboolean
merge_apply(Merge *merge, gboolean dry, guint *changes, GError **error)
{
    g_autofree char *reason = g_strdup_printf(_("returned sheet %s"), merge->sheet->name);
    g_autoptr(LedgerChange) change =
        ledger_change_begin(merge->ledger, ACTION_MERGE, merge->sheet->name, error);
    if (change == NULL || !write_values(merge, change, reason, error) ||
        !merge_apply_closure(merge, change, error))
        return FALSE;
    guint count = ledger_change_count(change);
    /* Without a change there is nothing to remember: the same sheet twice is nothing new. */
    if (count > 0 && !keep_received(merge, change, error))
        return FALSE;
    if (!ledger_change_commit(g_steal_pointer(&change), dry, error))
        return FALSE;
    *changes = count;
    return TRUE;
}
