/* Marks, and the tasks that the next action is for. */
#include "list_private.h"

#include <string.h>

gboolean
list_is_marked(const List *list, const LedgerPlace *place)
{
    return place->entity == ENTITY_TASK && g_hash_table_contains(list->marks, &place->key);
}

static void
list_mark_toggle(List *list, gint64 task)
{
    if (!g_hash_table_remove(list->marks, &task))
        g_hash_table_add(list->marks, g_memdup2(&task, sizeof task));
}

/* The measures of a problem: what is done to the problem is done to them. */
static GArray *
list_measures(const List *list, gint64 problem)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(LedgerRows) tasks = ledger_rows_of(list->ledger, ENTITY_TASK, problem, NULL);
    const LedgerRow *task;
    while (tasks != NULL && (task = ledger_rows_next(tasks, NULL)) != NULL) {
        gint64 key = ledger_row_key(task);
        if (strcmp(ledger_row_get(task, FIELD_TASK_kind_of), "measure") == 0)
            g_array_append_val(keys, key);
    }
    return keys;
}

void
list_mark(List *list)
{
    const LedgerPlace *selected = list_selected(list);
    if (selected == NULL)
        return;
    if (selected->entity == ENTITY_PROBLEM) {
        g_autoptr(GArray) measures = list_measures(list, selected->key);
        for (guint i = 0; i < measures->len; i++)
            list_mark_toggle(list, g_array_index(measures, gint64, i));
    } else {
        list_mark_toggle(list, selected->key);
    }
    list_move(list, 1);
}

void
list_mark_all(List *list)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_id, FIELD_NONE);
    if (list_mark_count(list) > 0) {
        list_unmark_all(list);
        return;
    }
    g_autoptr(LedgerRows) tasks = ledger_query_rows(list->query, &fields, NULL);
    const LedgerRow *task;
    while (tasks != NULL && (task = ledger_rows_next(tasks, NULL)) != NULL)
        list_mark_toggle(list, ledger_row_key(task));
}

void
list_unmark_all(List *list)
{
    g_hash_table_remove_all(list->marks);
}

guint
list_mark_count(const List *list)
{
    return g_hash_table_size(list->marks);
}

static void
list_add_target(GArray *targets, gint64 key, gint64 revision)
{
    LedgerTarget target = {ENTITY_TASK, key, revision};
    g_array_append_val(targets, target);
}

GArray *
list_targets(List *list)
{
    GArray *targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    const LedgerPlace *selected = list_selected(list);
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, list->marks);
    while (g_hash_table_iter_next(&iterator, &key, NULL))
        list_add_target(targets, *(gint64 *)key, 0);
    if (targets->len > 0 || selected == NULL)
        return targets;
    if (selected->entity == ENTITY_PROBLEM) {
        g_autoptr(GArray) measures = list_measures(list, selected->key);
        for (guint i = 0; i < measures->len; i++)
            list_add_target(targets, g_array_index(measures, gint64, i), 0);
        return targets;
    }
    const LedgerRow *row = list_row(list, selected);
    list_add_target(targets, selected->key,
                    row == NULL ? 0 : ledger_row_number(row, FIELD_TASK_revision));
    return targets;
}
