/* The reviewer's columns: what the county wrote under 销号状态, 审核意见, 审核人 and 销号时间
 * becomes a decision, under the rules of closure. */
#include <string.h>

#include "merge_private.h"

static gboolean
decides(const char *closure, LedgerMove *move)
{
    *move = g_strcmp0(closure, "closed") == 0 ? MOVE_CLOSE : MOVE_RETURN;
    return *move == MOVE_CLOSE || g_strcmp0(closure, "returned") == 0;
}

/* Only the reviewer's decisions come back in a sheet, but what another unit asks for in its own
 * sheet counts; what else stands there is told. */
static gboolean
read_closure(Merge *merge, const MergeRow *row, const char *base, char **theirs)
{
    const char *cell = sheet_cell(merge->sheet, row->row, FIELD_TASK_closure);
    g_autoptr(GError) failure = NULL;
    g_autofree char *value = NULL;
    LedgerMove move;
    if (cell == NULL || *cell == '\0' ||
        sheet_cell_says(merge->sheet, FIELD_TASK_closure, cell, base))
        return FALSE;
    if (sheet_value_parse(merge->sheet, FIELD_TASK_closure, cell, &value, &failure) &&
        (decides(value, &move) || ledger_task_came_in(merge->ledger, row->task))) {
        *theirs = g_steal_pointer(&value);
        return TRUE;
    }
    merge_refuse(merge, row->row->line,
                 failure != NULL ? failure->message
                                 : _("a sheet can strike a task off or send it back; anything else "
                                     "about its closure is done here"));
    return FALSE;
}

/* An opinion that the task has had is no news. */
static gboolean
is_known_opinion(const Merge *merge, const MergeRow *row, const char *cell)
{
    g_autoptr(LedgerRows) reviews = ledger_rows_of(merge->ledger, ENTITY_REVIEW, row->task, NULL);
    const LedgerRow *review;
    while (reviews != NULL && (review = ledger_rows_next(reviews, NULL)) != NULL)
        if (sheet_cell_says(merge->sheet, FIELD_TASK_review, cell,
                            ledger_row_get(review, FIELD_REVIEW_opinion)))
            return TRUE;
    return FALSE;
}

static void
tell_opinion(Merge *merge, const MergeRow *row)
{
    const char *cell = sheet_cell(merge->sheet, row->row, FIELD_TASK_review);
    if (cell == NULL || *cell == '\0' || is_known_opinion(merge, row, cell))
        return;
    g_autofree char *shown = text_cut(cell, 60);
    g_autofree char *message =
        g_strdup_printf(_("an opinion without a decision was not taken: “%s”; write closed or "
                          "returned under %s"),
                        shown, _(ledger_field_info(FIELD_TASK_closure)->label));
    merge_refuse(merge, row->row->line, message);
}

void
merge_compare_closure(Merge *merge, const MergeRow *row)
{
    const char *ours = ledger_row_get(row->ours, FIELD_TASK_closure);
    gboolean based;
    const char *base = merge_base_value(row, FIELD_TASK_closure, &based);
    g_autofree char *theirs = NULL;
    if (!read_closure(merge, row, based ? base : ours, &theirs)) {
        if (based && g_strcmp0(base, ours) != 0)
            merge_hold(merge, row->task, FIELD_TASK_closure, base);
        tell_opinion(merge, row);
    } else if (g_strcmp0(theirs, ours) != 0) {
        merge_add_cell(merge, row, FIELD_TASK_closure, based, base, ours, theirs,
                       based && g_strcmp0(base, ours) != 0);
    }
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

/* A value of the row, NULL where it is blank; one that is not understood is told. */
static char *
value_of(Merge *merge, const MergeRow *row, LedgerField field)
{
    const char *cell = sheet_cell(merge->sheet, row->row, field);
    g_autoptr(GError) failure = NULL;
    char *value = NULL;
    if (cell != NULL && !sheet_value_parse(merge->sheet, field, cell, &value, &failure))
        merge_refuse(merge, row->row->line, failure->message);
    return value;
}

static const MergeRow *
row_at(const Merge *merge, const MergeCell *cell)
{
    const MergeRow *first = g_hash_table_lookup(merge->by_key, &cell->task);
    if (first->row->line == cell->line)
        return first;
    for (guint i = 0; i < merge->rows->len; i++) {
        const MergeRow *row = merge->rows->pdata[i];
        if (row->task == cell->task && row->row->line == cell->line)
            return row;
    }
    return NULL;
}

/* A measure takes its steps along, so a step may be there already. */
static gboolean
is_there_already(LedgerChange *change, const MergeCell *cell)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_closure, FIELD_NONE);
    g_autoptr(LedgerRow) row =
        ledger_row_load(ledger_change_ledger(change), ENTITY_TASK, cell->task, &fields, NULL);
    return row != NULL && g_strcmp0(ledger_row_get(row, FIELD_TASK_closure), cell->theirs) == 0;
}

/* What the rules forbid is told and left; the move looks at everything before it writes. */
static gboolean
apply_one(Merge *merge, LedgerChange *change, MergeCell *cell, GError **error)
{
    const MergeRow *row = row_at(merge, cell);
    const LedgerTarget target = {ENTITY_TASK, cell->task, 0};
    g_autofree char *reviewer = value_of(merge, row, FIELD_TASK_reviewer);
    g_autofree char *opinion = value_of(merge, row, FIELD_TASK_review);
    g_autofree char *day = value_of(merge, row, FIELD_TASK_closed_on);
    g_autoptr(GError) failure = NULL;
    LedgerMove move;
    if (is_there_already(change, cell))
        return TRUE;
    if (!decides(cell->theirs, &move))
        return ledger_change_set(change, ENTITY_TASK, cell->task, 0, FIELD_TASK_closure,
                                 cell->theirs, error);
    const LedgerReview review = {.reviewer = reviewer, .day = day, .opinion = opinion};
    if (ledger_closure_move(change, move, &target, 1, &review, &failure))
        return TRUE;
    if (!g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_RULE)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    merge_leave(merge, cell, failure->message);
    return TRUE;
}

gboolean
merge_apply_closure(Merge *merge, LedgerChange *change, GError **error)
{
    for (guint i = 0; i < merge->cells->len; i++) {
        MergeCell *cell = merge->cells->pdata[i];
        if (cell->field == FIELD_TASK_closure && cell->choice == MERGE_THEIRS &&
            !apply_one(merge, change, cell, error))
            return FALSE;
    }
    return TRUE;
}
