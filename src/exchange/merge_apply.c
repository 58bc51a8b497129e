/* What was decided goes into the ledger, as one change set. */
#include <string.h>

#include "merge_private.h"
#include "zhenggai/watch.h"

/* What is written, for the length of merge_apply(). */
typedef struct {
    Merge *merge;
    LedgerChange *change;
    const char *reason; /* of deadlines that move */
} Writing;

static gboolean
is_written(const MergeCell *cell)
{
    return cell->choice == MERGE_THEIRS && cell->field != FIELD_TASK_closure;
}

/* Whether the cells from `from` up to `end` can be written; what a rule forbids is taken back. */
static gboolean
attempt(const Writing *writing, guint from, guint end, char **forbidden, GError **error)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    g_autoptr(GError) failure = NULL;
    LedgerTarget target = {ENTITY_TASK, 0, 0};
    for (guint i = from; i < end; i++) {
        const MergeCell *cell = writing->merge->cells->pdata[i];
        const LedgerAssignment value = {cell->field, cell->theirs};
        target.key = cell->task;
        if (is_written(cell))
            g_array_append_val(values, value);
    }
    if (values->len == 0)
        return TRUE;
    if (!ledger_change_mark(writing->change, error))
        return FALSE;
    if (ledger_set(writing->change, &target, 1, (LedgerAssignment *)(gpointer)values->data,
                   values->len, writing->reason, &failure))
        return TRUE;
    if (!g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_RULE)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    *forbidden = g_strdup(failure->message);
    return ledger_change_back(writing->change, error);
}

/* The cells of one row: all at once, so that what follows from one value does not overrule another;
 * where a rule forbids that, one by one, and what cannot be is told and stays. */
static gboolean
write_row(const Writing *writing, guint from, guint end, GError **error)
{
    g_autofree char *forbidden = NULL;
    if (!attempt(writing, from, end, &forbidden, error))
        return FALSE;
    for (guint i = from; forbidden != NULL && i < end; i++) {
        MergeCell *cell = writing->merge->cells->pdata[i];
        g_autofree char *why = NULL;
        if (!attempt(writing, i, i + 1, &why, error))
            return FALSE;
        if (why != NULL)
            merge_leave(writing->merge, cell, why);
    }
    return TRUE;
}

static gboolean
write_rows(const Writing *writing, gboolean steps, GError **error)
{
    const GPtrArray *cells = writing->merge->cells;
    watch_begin(steps ? _("taking over the values of the steps")
                      : _("taking over the values of the measures"),
                cells->len);
    for (guint from = 0, end = 0; from < cells->len; from = end) {
        const MergeCell *first = cells->pdata[from];
        const MergeRow *row = g_hash_table_lookup(writing->merge->by_key, &first->task);
        while (end < cells->len && ((MergeCell *)cells->pdata[end])->line == first->line)
            end++;
        if (!watch_step(from, error))
            return FALSE;
        gboolean step = strcmp(ledger_row_get(row->ours, FIELD_TASK_kind_of), "step") == 0;
        if (step == steps && !write_row(writing, from, end, error)) {
            g_prefix_error(error, "%s:%u: ", writing->merge->sheet->name, first->line);
            return FALSE;
        }
    }
    return TRUE;
}

/* Before anything is written: later a step's change may be followed by its measure's. */
static gboolean
verify_revisions(const Merge *merge, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_revision, FIELD_NONE);
    for (guint i = 0; i < merge->cells->len; i++) {
        const MergeCell *cell = merge->cells->pdata[i];
        const MergeRow *row = g_hash_table_lookup(merge->by_key, &cell->task);
        g_autoptr(LedgerRow) now =
            ledger_row_load(merge->ledger, ENTITY_TASK, cell->task, &fields, error);
        if (now == NULL)
            return FALSE;
        if (ledger_row_number(now, FIELD_TASK_revision) ==
            ledger_row_number(row->ours, FIELD_TASK_revision))
            continue;
        g_set_error(
            error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
            _("%s:%u: %s was changed by somebody else meanwhile; nothing was written, merge "
              "it again"),
            merge->sheet->name, cell->line, cell->address);
        return FALSE;
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
    g_array_append_vals(keys, merge->joined->data, merge->joined->len);
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

static gboolean
apply_sheet(Merge *merge, gboolean dry, guint *changes, GError **error)
{
    g_autofree char *reason = g_strdup_printf(_("returned sheet %s"), merge->sheet->name);
    g_autoptr(LedgerChange) change =
        ledger_change_begin(merge->ledger, ACTION_MERGE, merge->sheet->name, error);
    const Writing writing = {merge, change, reason};
    /* Steps come first: a measure is not completed before they are. */
    if (change == NULL || !verify_revisions(merge, error) ||
        !merge_apply_joins(merge, change, error) || !write_rows(&writing, TRUE, error) ||
        !write_rows(&writing, FALSE, error) || !merge_apply_notes(merge, change, error) ||
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

gboolean
merge_apply(Merge *merge, gboolean dry, guint *changes, GError **error)
{
    return merge->sibling != NULL ? merge_sibling_apply(merge, dry, changes, error)
                                  : apply_sheet(merge, dry, changes, error);
}
