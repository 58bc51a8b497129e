/* Records of sheets that a sibling sent or received: a sheet that comes back is to find its base
 * here too.
 *
 * A record means tasks by their keys and a place in the journal, both of the ledger that made it.
 * Here the sheet is said to show the ledger as it is after the merge, but for the cells that were
 * something else when it was made, which stand in the record as unsettled ones do. */
#include <string.h>

#include "sibling.h"

/* What a field of a task was when the sheet was made. */
typedef struct {
    char *uuid;
    LedgerField field;
    char *value;
} Was;

struct SiblingSheet {
    const LedgerSiblingRow *row;
    GArray *ranges;   /* of keys there */
    GPtrArray *tasks; /* their UUIDs */
    GPtrArray *was;   /* Was: of tasks that either side changed; the later one counts */
};

static void
was_free(gpointer data)
{
    Was *was = data;
    g_free(was->uuid);
    g_free(was->value);
    g_free(was);
}

void
sibling_sheet_free(gpointer data)
{
    SiblingSheet *sheet = data;
    g_array_unref(sheet->ranges);
    g_ptr_array_unref(sheet->tasks);
    g_ptr_array_unref(sheet->was);
    g_free(sheet);
}

static LedgerSiblingCell *
cell_of(const LedgerSiblingRow *row, LedgerField field)
{
    for (guint i = 0; i < row->cells->len; i++)
        if (((LedgerSiblingCell *)row->cells->pdata[i])->field == field)
            return row->cells->pdata[i];
    return NULL;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_tasks(const LedgerSibling *sibling, SiblingSheet *sheet, GError **error)
{
    for (guint i = 0; i < sheet->ranges->len; i++) {
        const LedgerKeyRange *range = &g_array_index(sheet->ranges, LedgerKeyRange, i);
        g_autoptr(StoreStatement) tasks = store_query(
            sibling->theirs->store, error, "SELECT uuid FROM task WHERE id BETWEEN ?1 AND ?2", "ii",
            range->first, range->last);
        while (tasks != NULL && store_step(tasks, error))
            g_ptr_array_add(sheet->tasks, g_strdup(store_text(tasks, 0)));
        if (tasks == NULL || store_failed(tasks))
            return FALSE;
    }
    return TRUE;
}

static void
add_was(SiblingSheet *sheet, const char *uuid, LedgerField field, const char *value)
{
    const Was was = {g_strdup(uuid), field, g_strdup(value)};
    g_ptr_array_add(sheet->was, g_memdup2(&was, sizeof was));
}

static gboolean
is_on_sheets(LedgerField field)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    return info->origin == ORIGIN_STORED &&
           (info->editor == EDITOR_CLERK || field == FIELD_TASK_closure);
}

static gboolean
read_was(const LedgerSibling *sibling, SiblingSheet *sheet, const LedgerPast *then, gint64 task,
         GError **error)
{
    const LedgerDispatch ranges = {.tasks = sheet->ranges};
    GError *failure = NULL;
    if (!ledger_dispatch_has(&ranges, task))
        return TRUE;
    g_autoptr(SiblingValues) now =
        sibling_values_read(sibling->theirs, ENTITY_TASK, task, &failure);
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    for (LedgerField field = now == NULL ? 0 : now->first; now != NULL && field < now->end; field++)
        if (is_on_sheets(field))
            add_was(sheet, now->values[FIELD_TASK_uuid - now->first], field,
                    past_value(then, ENTITY_TASK, task, field, now->values[field - now->first]));
    return TRUE;
}

/* Whatever neither side changed since is here as it was on the sheet. */
static gboolean
read_changed(const LedgerSibling *sibling, SiblingSheet *sheet, GError **error)
{
    const LedgerSiblingCell *position = cell_of(sheet->row, FIELD_DISPATCH_position);
    g_autoptr(LedgerPast) then =
        past_of_all(sibling->theirs, g_ascii_strtoll(position->theirs, NULL, 10), error);
    g_autoptr(LedgerPast) ours =
        then == NULL ? NULL : past_of_all(sibling->ours, sibling->base.common, error);
    const LedgerPast *const pasts[] = {then, ours};
    if (ours == NULL)
        return FALSE;
    for (gsize p = 0; p < G_N_ELEMENTS(pasts); p++)
        for (guint i = 0; i < past_rows(pasts[p])->len; i++) {
            const PastRow *row = past_rows(pasts[p])->pdata[i];
            /* Rows that ours added since have other keys there. */
            if (row->entity == ENTITY_TASK && (pasts[p] == then || !row->added) &&
                !read_was(sibling, sheet, then, row->key, error))
                return FALSE;
        }
    return TRUE;
}

/* What the record itself says was something else. */
static gboolean
read_unsettled(const LedgerSibling *sibling, SiblingSheet *sheet, GError **error)
{
    g_autoptr(StoreStatement) cells =
        store_query(sibling->theirs->store, error,
                    "SELECT t.uuid, f.key, f.value FROM dispatch d, json_each(d.unsettled) u, "
                    "json_each(u.value) f JOIN task t ON t.id = CAST(u.key AS INTEGER) "
                    "WHERE d.id = ?1 AND d.unsettled IS NOT NULL",
                    "i", sheet->row->theirs);
    while (cells != NULL && store_step(cells, error)) {
        LedgerField field = ledger_field_of_column(ENTITY_TASK, store_text(cells, 1));
        if (field != FIELD_NONE && is_on_sheets(field))
            add_was(sheet, store_text(cells, 0), field, store_text(cells, 2));
    }
    return cells != NULL && !store_failed(cells);
}

gboolean
sibling_sheet_read(LedgerSibling *sibling, LedgerSiblingRow *row, GError **error)
{
    const char *tasks = cell_of(row, FIELD_DISPATCH_tasks)->theirs;
    SiblingSheet *sheet = NULL;
    if (*tasks == '\0')
        return TRUE;
    sheet = g_new0(SiblingSheet, 1);
    *sheet =
        (SiblingSheet){row, ledger_key_ranges_parse(tasks), g_ptr_array_new_with_free_func(g_free),
                       g_ptr_array_new_with_free_func(was_free)};
    g_ptr_array_add(sibling->sheets, sheet);
    return read_tasks(sibling, sheet, error) && read_changed(sibling, sheet, error) &&
           read_unsettled(sibling, sheet, error);
}

/* ── Settling ─────────────────────────────────────────────────────────────────────────────── */

static char *
tasks_here(const LedgerSibling *sibling, const SiblingSheet *sheet)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; i < sheet->tasks->len; i++) {
        gint64 key = sibling_key(sibling, ENTITY_TASK, sheet->tasks->pdata[i]);
        if (key != 0)
            g_array_append_val(keys, key);
    }
    g_autoptr(GArray) ranges = ledger_key_ranges(keys);
    return ledger_key_ranges_text(ranges);
}

/* Takes the cell into the JSON if it is something else now, and out of it if it is not. */
static gboolean
settle_cell(Ledger *ledger, char **json, gint64 key, const Was *was, GError **error)
{
    g_autofree char *now = NULL, *next = NULL;
    const char *column = ledger_field_info(was->field)->name;
    gint64 revision;
    if (!ledger_row_value(ledger, ENTITY_TASK, key, was->field, &now, &revision, error))
        return FALSE;
    gboolean same = g_strcmp0(now, was->value) == 0;
    if (!store_string(ledger->store, &next, error,
                      same ? "SELECT json_remove(?1, '$.\"' || ?2 || '\".' || ?3)"
                           : "SELECT json_set(json_insert(?1, '$.\"' || ?2 || '\"', json('{}')), "
                             "'$.\"' || ?2 || '\".' || ?3, ?4)",
                      same ? "sis" : "siss", *json, key, column, was->value))
        return FALSE;
    g_free(*json);
    *json = g_steal_pointer(&next);
    return TRUE;
}

static gboolean
unsettled_here(const LedgerSibling *sibling, const SiblingSheet *sheet, Ledger *ledger, char **json,
               GError **error)
{
    *json = g_strdup("{}");
    for (guint i = 0; i < sheet->was->len; i++) {
        const Was *was = sheet->was->pdata[i];
        gint64 key = sibling_key(sibling, ENTITY_TASK, was->uuid);
        if (key != 0 && !settle_cell(ledger, json, key, was, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
sibling_sheet_settle(LedgerSibling *sibling, LedgerChange *change, LedgerSiblingRow *row,
                     GError **error)
{
    const SiblingSheet *sheet = NULL;
    g_autofree char *json = NULL;
    for (guint i = 0; i < sibling->sheets->len && sheet == NULL; i++)
        if (((SiblingSheet *)sibling->sheets->pdata[i])->row == row)
            sheet = sibling->sheets->pdata[i];
    if (sheet == NULL)
        return TRUE;
    if (!unsettled_here(sibling, sheet, ledger_change_ledger(change), &json, error))
        return FALSE;
    LedgerSiblingCell *cells[] = {cell_of(row, FIELD_DISPATCH_tasks),
                                  cell_of(row, FIELD_DISPATCH_position),
                                  cell_of(row, FIELD_DISPATCH_unsettled)};
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
        g_free(cells[i]->theirs);
    cells[0]->theirs = tasks_here(sibling, sheet);
    cells[1]->theirs = g_strdup_printf("%" G_GINT64_FORMAT, change->id);
    cells[2]->theirs = strcmp(json, "{}") == 0 ? NULL : g_steal_pointer(&json);
    return TRUE;
}
