/* Tasks by a value they share. */
#include <string.h>

#include "figure.h"

static const SummaryGrouping groupings[] = {
    {"kind", N_("Measures by kind"), FIELD_TASK_kind, GROUP_MEASURES},
    {"progress", N_("Measures by progress"), FIELD_TASK_progress, GROUP_MEASURES},
    {"step_progress", N_("Steps by progress"), FIELD_TASK_progress, GROUP_STEPS},
    {"closure", N_("Measures by closure"), FIELD_TASK_closure, GROUP_MEASURES},
    {"unit", N_("Measures by unit"), FIELD_TASK_unit, GROUP_MEASURES},
    {"category", N_("Tasks by category of the problem"), FIELD_TASK_category, GROUP_TASKS},
    {"lead", N_("Tasks by leader"), FIELD_TASK_lead, GROUP_TASKS},
    {"department", N_("Tasks by department"), FIELD_TASK_department, GROUP_TASKS},
    {"owner", N_("Tasks by owner"), FIELD_TASK_owner, GROUP_TASKS},
};

const SummaryGrouping *
summary_groupings(guint *count)
{
    *count = G_N_ELEMENTS(groupings);
    return groupings;
}

static void
group_free(gpointer data)
{
    SummaryGroup *group = data;
    g_free(group->value);
    g_array_unref(group->rows);
    g_free(group);
}

static SummaryGroup *
group_of(GPtrArray *groups, GHashTable *by_value, const char *value)
{
    const char *key = value == NULL ? "" : value;
    SummaryGroup *group = g_hash_table_lookup(by_value, key);
    if (group != NULL)
        return group;
    group = g_new0(SummaryGroup, 1);
    group->value = g_strdup(value);
    group->rows = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(groups, group);
    g_hash_table_insert(by_value, g_strdup(key), group);
    return group;
}

static void
count_in(SummaryGroup *group, const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    g_array_append_val(group->rows, index);
    group->completed += g_str_equal(ledger_row_get(row, FIELD_TASK_progress), "completed");
    group->closed += g_str_equal(ledger_row_get(row, FIELD_TASK_closure), "closed");
    group->overdue += ledger_row_number(row, FIELD_TASK_overdue);
    group->due_soon += ledger_row_number(row, FIELD_TASK_due_soon);
}

/* Where a value stands among those that fields.def lists for its type. */
static guint
value_rank(LedgerType type, const char *value)
{
    for (guint i = 0; i < ledger_value_count(type); i++) {
        if (g_str_equal(ledger_value_info(type, i)->name, value))
            return i;
    }
    return 0;
}

static gint
by_rank(gconstpointer a, gconstpointer b, gpointer data)
{
    const SummaryGroup *left = *(SummaryGroup *const *)a, *right = *(SummaryGroup *const *)b;
    LedgerType type = *(const LedgerType *)data;
    if (left->value == NULL || right->value == NULL)
        return (left->value == NULL) - (right->value == NULL);
    if (ledger_value_count(type) > 0)
        return (gint)value_rank(type, left->value) - (gint)value_rank(type, right->value);
    if (left->rows->len != right->rows->len)
        return left->rows->len > right->rows->len ? -1 : 1;
    return strcmp(left->value, right->value);
}

GPtrArray *
summary_groups_new(const Summary *summary, const SummaryGrouping *grouping)
{
    LedgerType type = ledger_field_info(grouping->field)->type;
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_value = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        GroupLevel level = place->step_no > 0 ? GROUP_STEPS : GROUP_MEASURES;
        if (place->entity != ENTITY_TASK || (grouping->levels & level) == 0)
            continue;
        const char *value = summary_task_value(summary, i, grouping->field);
        count_in(group_of(groups, by_value, value), summary, i);
    }
    g_ptr_array_sort_with_data(groups, by_rank, &type);
    return groups;
}

gint64
summary_group_size(const GPtrArray *groups, const char *value)
{
    for (guint i = 0; i < groups->len; i++) {
        const SummaryGroup *group = groups->pdata[i];
        if (g_strcmp0(group->value, value) == 0)
            return group->rows->len;
    }
    return 0;
}
