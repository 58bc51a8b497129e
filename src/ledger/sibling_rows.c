/* What differs between two siblings, row by row and field by field. */
#include <stdlib.h>
#include <string.h>

#include "sibling.h"
#include "zhenggai/text.h"

/* Progress, percent, day done and closure are one matter. */
static gboolean
is_state(LedgerField field)
{
    return field == FIELD_TASK_progress || field == FIELD_TASK_percent ||
           field == FIELD_TASK_done || field == FIELD_TASK_closure;
}

void
ledger_sibling_decide(LedgerSiblingRow *row, LedgerSiblingCell *cell, LedgerSiblingChoice choice)
{
    for (guint i = 0; i < row->cells->len; i++) {
        LedgerSiblingCell *other = row->cells->pdata[i];
        if (other == cell || (is_state(cell->field) && is_state(other->field)))
            other->choice = choice;
    }
}

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

static void
cell_free(gpointer data)
{
    LedgerSiblingCell *cell = data;
    g_free(cell->base);
    g_free(cell->ours);
    g_free(cell->theirs);
    g_free(cell);
}

static LedgerSiblingCell *
cell_new(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    LedgerSiblingCell *cell = g_new0(LedgerSiblingCell, 1);
    cell->field = field;
    cell->base = sibling_base(sibling, pair, field, &cell->based);
    cell->ours = sibling_ours(sibling, pair, field);
    cell->theirs = sibling_theirs(sibling, pair, field);
    cell->shown = ledger_field_info(field)->editor != EDITOR_INTERNAL && !sibling_is_place(field);
    return cell;
}

static gboolean
they_changed(const LedgerSiblingCell *cell)
{
    return g_strcmp0(cell->theirs, cell->ours) != 0 &&
           (cell->based ? g_strcmp0(cell->theirs, cell->base) != 0 : cell->theirs != NULL);
}

static gboolean
we_changed(const LedgerSiblingCell *cell)
{
    return g_strcmp0(cell->theirs, cell->ours) != 0 &&
           (cell->based ? g_strcmp0(cell->ours, cell->base) != 0 : cell->ours != NULL);
}

/* Whether both changed the state of the task, each in its own way. */
static gboolean
is_state_disputed(const GPtrArray *cells)
{
    gboolean ours = FALSE, theirs = FALSE;
    for (guint i = 0; i < cells->len; i++) {
        const LedgerSiblingCell *cell = cells->pdata[i];
        ours |= is_state(cell->field) && we_changed(cell);
        theirs |= is_state(cell->field) && they_changed(cell);
    }
    return ours && theirs;
}

/* Which cells stand: what is the same is none; what only we changed neither, but for a disputed
 * state. */
static void
judge_cells(GPtrArray *cells)
{
    gboolean disputed = is_state_disputed(cells);
    for (guint i = cells->len; i-- > 0;) {
        LedgerSiblingCell *cell = cells->pdata[i];
        gboolean same = g_strcmp0(cell->theirs, cell->ours) == 0;
        cell->conflict = !same && ((they_changed(cell) && we_changed(cell)) ||
                                   (disputed && is_state(cell->field)));
        cell->choice = !cell->conflict ? SIBLING_TAKE : SIBLING_OPEN;
        if (same || (!cell->conflict && !they_changed(cell)))
            g_ptr_array_remove_index(cells, i);
    }
}

/* A step's measure number is its measure's. */
static gboolean
is_compared(const SiblingPair *pair, LedgerField field)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (info->origin != ORIGIN_STORED || strcmp(info->name, "uuid") == 0)
        return FALSE;
    return field != FIELD_TASK_measure_no ||
           g_strcmp0(pair->theirs->values[FIELD_TASK_step_no - pair->theirs->first], "0") == 0;
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static void
pair_clear(SiblingPair *pair)
{
    g_free(pair->uuid);
    sibling_values_free(pair->theirs);
    sibling_values_free(pair->ours);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SiblingPair, pair_clear)

static char *
pair_name(const LedgerSibling *sibling, const SiblingPair *pair)
{
    LedgerField name = ledger_field_of_column(pair->entity, "name");
    LedgerField task = ledger_field_of_column(pair->entity, "task_id");
    const SiblingValues *values = pair->ours;
    if (name != FIELD_NONE)
        return g_strdup(values->values[name - values->first]);
    char *address = ledger_row_address(sibling->ours, pair->entity, pair->our_key);
    if (address == NULL && task != FIELD_NONE && values->values[task - values->first] != NULL)
        address =
            ledger_row_address(sibling->ours, ENTITY_TASK,
                               g_ascii_strtoll(values->values[task - values->first], NULL, 10));
    return address == NULL ? g_strdup(_(ledger_entity_label(pair->entity))) : address;
}

static LedgerSiblingRow *
add_row(LedgerSibling *sibling, const SiblingPair *pair, LedgerSiblingKind kind)
{
    LedgerSiblingRow *row = g_new0(LedgerSiblingRow, 1);
    *row = (LedgerSiblingRow){.entity = pair->entity,
                              .kind = kind,
                              .uuid = g_strdup(pair->uuid),
                              .theirs = pair->their_key,
                              .key = pair->our_key,
                              .cells = g_ptr_array_new_with_free_func(cell_free)};
    if (pair->our_key != 0)
        row->address = pair_name(sibling, pair);
    g_ptr_array_add(sibling->rows, row);
    g_hash_table_insert(sibling->by_uuid, row->uuid, row);
    return row;
}

/* What hangs on an added row by more than its columns. */
static gboolean
read_beside(LedgerSibling *sibling, LedgerSiblingRow *row, GError **error)
{
    Store *theirs = sibling->theirs->store;
    if (row->entity == ENTITY_REPORT)
        return store_string(theirs, &row->text, error,
                            "SELECT t.text FROM report r JOIN report_text t USING (sha256) "
                            "WHERE r.id = ?1",
                            "i", row->theirs);
    if (row->entity == ENTITY_DISPATCH)
        return sibling_sheet_read(sibling, row, error);
    return row->entity != ENTITY_TASK ||
           store_string(theirs, &row->measure, error,
                        "SELECT m.uuid FROM task s JOIN task m ON m.problem_id = s.problem_id AND "
                        "m.measure_no = s.measure_no AND m.step_no = 0 "
                        "WHERE s.id = ?1 AND s.step_no > 0",
                        "i", row->theirs);
}

static gboolean
add_new(LedgerSibling *sibling, const SiblingPair *pair, GError **error)
{
    LedgerSiblingRow *row = add_row(sibling, pair, SIBLING_ADDED);
    for (LedgerField field = pair->theirs->first; field < pair->theirs->end; field++) {
        LedgerSiblingCell *cell = NULL;
        if (ledger_field_info(field)->origin != ORIGIN_STORED)
            continue;
        cell = g_new0(LedgerSiblingCell, 1);
        *cell = (LedgerSiblingCell){
            .field = field, .theirs = sibling_theirs(sibling, pair, field), .choice = SIBLING_TAKE};
        g_ptr_array_add(row->cells, cell);
    }
    return read_beside(sibling, row, error);
}

static void
tell_hidden(LedgerSibling *sibling, const LedgerSiblingRow *row)
{
    for (guint i = 0; i < row->cells->len; i++) {
        const LedgerSiblingCell *cell = row->cells->pdata[i];
        if (cell->conflict && !cell->shown && cell->based)
            sibling_remark(sibling, FALSE, _("%s: %s was changed on both sides; it stays as here"),
                           row->address, _(ledger_field_info(cell->field)->label));
    }
}

static void
add_changed(LedgerSibling *sibling, const SiblingPair *pair)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(cell_free);
    for (LedgerField field = pair->theirs->first; field < pair->theirs->end; field++)
        if (is_compared(pair, field))
            g_ptr_array_add(cells, cell_new(sibling, pair, field));
    judge_cells(cells);
    if (cells->len == 0)
        return;
    LedgerSiblingRow *row = add_row(sibling, pair, SIBLING_CHANGED);
    g_ptr_array_unref(row->cells);
    row->cells = g_steal_pointer(&cells);
    tell_hidden(sibling, row);
}

/* ── One row ──────────────────────────────────────────────────────────────────────────────── */

/* Whether a side that still has the row changed it since the base. */
static gboolean
was_worked_on(const LedgerSibling *sibling, const SiblingPair *pair, gboolean here)
{
    LedgerField first, end;
    ledger_entity_fields(pair->entity, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        gboolean there;
        if (ledger_field_info(field)->origin != ORIGIN_STORED)
            continue;
        g_autofree char *base = sibling_base(sibling, pair, field, &there);
        g_autofree char *now =
            here ? sibling_ours(sibling, pair, field) : sibling_theirs(sibling, pair, field);
        if (g_strcmp0(base, now) != 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
read_pair(LedgerSibling *sibling, SiblingPair *pair, GError **error)
{
    GError *failure = NULL;
    LedgerField uuid = ledger_field_of_column(pair->entity, "uuid");
    pair->theirs = sibling_values_read(sibling->theirs, pair->entity, pair->their_key, &failure);
    if (failure == NULL) {
        const char *now =
            pair->theirs == NULL ? NULL : pair->theirs->values[uuid - pair->theirs->first];
        pair->uuid = g_strdup(now != NULL ? now
                                          : past_value(sibling->base.at_common, pair->entity,
                                                       pair->their_key, uuid, NULL));
        pair->our_key = pair->uuid == NULL ? 0 : sibling_key(sibling, pair->entity, pair->uuid);
    }
    if (failure == NULL && pair->our_key == 0 && pair->theirs != NULL &&
        !sibling_same_find(sibling, pair, &pair->our_key, &failure))
        pair->our_key = 0;
    if (failure == NULL && pair->our_key != 0)
        pair->ours = sibling_values_read(sibling->ours, pair->entity, pair->our_key, &failure);
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, failure);
    return FALSE;
}

static void
tell_back(LedgerSibling *sibling, const SiblingPair *pair)
{
    g_autofree char *address = ledger_row_address(sibling->theirs, pair->entity, pair->their_key);
    sibling_remark(sibling, FALSE, _("%s was undone here and worked on there; it is here again"),
                   address == NULL ? _(ledger_entity_label(pair->entity)) : address);
}

static gboolean
compare_pair(LedgerSibling *sibling, const SiblingPair *pair, GError **error)
{
    gboolean was = sibling_was_there(sibling, pair);
    /* A record stands in each ledger in its own terms. */
    if (pair->theirs != NULL && pair->ours != NULL) {
        if (pair->entity != ENTITY_DISPATCH)
            add_changed(sibling, pair);
        return TRUE;
    }
    if (pair->theirs != NULL && was && !was_worked_on(sibling, pair, FALSE))
        return TRUE;
    if (pair->theirs != NULL && was)
        tell_back(sibling, pair);
    if (pair->theirs != NULL)
        return add_new(sibling, pair, error);
    if (pair->ours == NULL || !was)
        return TRUE;
    LedgerSiblingRow *row = add_row(sibling, pair, SIBLING_REMOVED);
    if (!was_worked_on(sibling, pair, TRUE))
        return TRUE;
    row->refused = TRUE;
    sibling_remark(sibling, FALSE, _("%s was undone there and worked on here; it stays"),
                   row->address);
    return TRUE;
}

static gboolean
compare_row(LedgerSibling *sibling, LedgerEntity entity, gint64 key, GError **error)
{
    g_auto(SiblingPair) pair = {.entity = entity, .their_key = key};
    if (!read_pair(sibling, &pair, error))
        return FALSE;
    return pair.uuid == NULL || compare_pair(sibling, &pair, error);
}

/* ── What added rows hang on ──────────────────────────────────────────────────────────────── */

/* A row that went here and that work there hangs on comes back. */
static gboolean
bring_back(LedgerSibling *sibling, LedgerEntity entity, const char *uuid, GError **error)
{
    gint64 key = 0;
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" WHERE uuid = ?1", ledger_entity_name(entity));
    if (uuid == NULL || g_hash_table_contains(sibling->by_uuid, uuid) ||
        sibling_key(sibling, entity, uuid) != 0)
        return TRUE;
    if (!store_number(sibling->theirs->store, &key, 0, error, sql, "s", uuid))
        return FALSE;
    g_auto(SiblingPair) pair = {.entity = entity, .their_key = key};
    return key == 0 || (read_pair(sibling, &pair, error) &&
                        (pair.our_key != 0 || add_new(sibling, &pair, error)));
}

static gboolean
bring_back_all(LedgerSibling *sibling, GError **error)
{
    /* The list grows while it is walked. */
    for (guint i = 0; i < sibling->rows->len; i++) {
        const LedgerSiblingRow *row = sibling->rows->pdata[i];
        if (row->kind == SIBLING_REMOVED)
            continue;
        for (guint c = 0; c < row->cells->len; c++) {
            const LedgerSiblingCell *cell = row->cells->pdata[c];
            LedgerEntity reference = sibling_reference(cell->field);
            if (reference != ENTITY_COUNT && !bring_back(sibling, reference, cell->theirs, error))
                return FALSE;
        }
        if (!bring_back(sibling, ENTITY_TASK, row->measure, error))
            return FALSE;
    }
    return TRUE;
}

/* ── All of it ────────────────────────────────────────────────────────────────────────────── */

/* In the order in which rows can be added: what others hang on comes first. */
static gint
compare_order(gconstpointer a, gconstpointer b)
{
    const LedgerSiblingRow *first = *(LedgerSiblingRow *const *)a,
                           *second = *(LedgerSiblingRow *const *)b;
    if (first->entity != second->entity)
        return (first->entity > second->entity) - (first->entity < second->entity);
    if ((first->measure != NULL) != (second->measure != NULL))
        return first->measure != NULL ? 1 : -1;
    return (first->theirs > second->theirs) - (first->theirs < second->theirs);
}

static gint
compare_keys(gconstpointer a, gconstpointer b)
{
    gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;
    return (first > second) - (first < second);
}

/* By entity and age, so that what a row hangs on is known before it. */
static gboolean
compare_entity(LedgerSibling *sibling, LedgerEntity entity, GError **error)
{
    const GPtrArray *changed = past_rows(sibling->base.at_common);
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; i < changed->len; i++) {
        const PastRow *row = changed->pdata[i];
        if (row->entity == entity)
            g_array_append_val(keys, row->key);
    }
    g_array_sort(keys, compare_keys);
    for (guint i = 0; i < keys->len; i++)
        if (!compare_row(sibling, entity, g_array_index(keys, gint64, i), error))
            return FALSE;
    return TRUE;
}

gboolean
sibling_compare(LedgerSibling *sibling, GError **error)
{
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
        if (!compare_entity(sibling, entity, error))
            return FALSE;
    if (!bring_back_all(sibling, error))
        return FALSE;
    g_ptr_array_sort(sibling->rows, compare_order);
    return TRUE;
}
