/* The roll-up over many units. */
#include "zhenggai/rollup.h"

#include <string.h>

#include "zhenggai/text.h"

/* Problems that are compared each with each, and how alike they must be. */
enum { PROBLEMS_COMPARED = 3000 };
#define ALIKE 0.5

gboolean
rollup_by_parse(const char *name, RollupBy *by)
{
    static const char *const names[] = {[ROLLUP_UNIT] = "unit",
                                        [ROLLUP_CATEGORY] = "category",
                                        [ROLLUP_OWNER] = "owner",
                                        [ROLLUP_PROGRESS] = "progress"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0) {
            *by = i;
            return TRUE;
        }
    return FALSE;
}

static void
group_free(gpointer data)
{
    RollupGroup *group = data;
    g_free(group->name);
    g_free(group);
}

static void
problem_free(gpointer data)
{
    RollupProblem *problem = data;
    g_free(problem->unit);
    g_free(problem->text);
    g_free(problem);
}

static void
common_free(gpointer data)
{
    RollupCommon *common = data;
    g_ptr_array_unref(common->members);
    g_free(common);
}

void
rollup_free(Rollup *rollup)
{
    if (rollup == NULL)
        return;
    g_ptr_array_unref(rollup->groups);
    g_ptr_array_unref(rollup->silent);
    g_ptr_array_unref(rollup->common);
    g_free(rollup);
}

/* ── Groups ───────────────────────────────────────────────────────────────────────────────── */

static LedgerField
field_of(RollupBy by)
{
    static const LedgerField fields[] = {[ROLLUP_UNIT] = FIELD_TASK_unit,
                                         [ROLLUP_CATEGORY] = FIELD_TASK_category,
                                         [ROLLUP_OWNER] = FIELD_TASK_owner,
                                         [ROLLUP_PROGRESS] = FIELD_TASK_progress};
    return fields[by];
}

static guint
progress_index(const char *stored)
{
    guint i = 0;
    while (i + 1 < PROGRESS_COUNT && strcmp(ledger_value_info(TYPE_PROGRESS, i)->name, stored) != 0)
        i++;
    return i;
}

static void
count_measure(RollupGroup *group, const LedgerRow *row)
{
    group->measures++;
    group->progress[progress_index(ledger_row_get(row, FIELD_TASK_progress))]++;
    group->closed += strcmp(ledger_row_get(row, FIELD_TASK_closure), "closed") == 0;
    group->overdue += ledger_row_number(row, FIELD_TASK_overdue);
    group->due_soon += ledger_row_number(row, FIELD_TASK_due_soon);
}

/* A group while it is counted. */
typedef struct {
    RollupGroup *group;
    GHashTable *units;
} Counting;

static void
counting_free(gpointer data)
{
    Counting *counting = data;
    g_hash_table_destroy(counting->units);
    g_free(counting);
}

static Counting *
counting_of(Rollup *rollup, GHashTable *groups, const char *stored)
{
    const char *key = stored == NULL ? "" : stored;
    Counting *counting = g_hash_table_lookup(groups, key);
    if (counting != NULL)
        return counting;
    counting = g_new0(Counting, 1);
    counting->group = g_new0(RollupGroup, 1);
    counting->group->name = ledger_value_display(field_of(rollup->by), stored);
    counting->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(groups, g_strdup(key), counting);
    g_ptr_array_add(rollup->groups, counting->group);
    return counting;
}

static void
count_row(Rollup *rollup, GHashTable *groups, const LedgerRow *row)
{
    const char *unit = ledger_row_get(row, FIELD_TASK_unit);
    if (strcmp(ledger_row_get(row, FIELD_TASK_kind_of), "measure") != 0)
        return;
    Counting *counting = counting_of(rollup, groups, ledger_row_get(row, field_of(rollup->by)));
    count_measure(counting->group, row);
    count_measure(&rollup->total, row);
    if (g_hash_table_add(counting->units, g_strdup(unit)))
        counting->group->units++;
}

/* The share completed as a number that compares without dividing. */
static gint
compare_shares(const RollupGroup *first, const RollupGroup *second)
{
    gint64 left = first->progress[PROGRESS_COUNT - 1] * second->measures;
    gint64 right = second->progress[PROGRESS_COUNT - 1] * first->measures;
    return (left < right) - (left > right);
}

static gint
compare_groups(gconstpointer a, gconstpointer b)
{
    const RollupGroup *first = *(RollupGroup *const *)a, *second = *(RollupGroup *const *)b;
    gint order = (first->measures == 0) - (second->measures == 0);
    if (order == 0)
        order = compare_shares(first, second);
    if (order == 0)
        order = (first->measures < second->measures) - (first->measures > second->measures);
    return order != 0 ? order : g_strcmp0(first->name, second->name);
}

/* A unit whose problems have no measure yet is one that must be asked about. */
static void
add_without_measures(Rollup *rollup, GHashTable *units)
{
    g_autoptr(GHashTable) counted = g_hash_table_new(g_str_hash, g_str_equal);
    if (rollup->by != ROLLUP_UNIT)
        return;
    for (guint i = 0; i < rollup->groups->len; i++)
        g_hash_table_add(counted, ((RollupGroup *)rollup->groups->pdata[i])->name);
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, units);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        if (g_hash_table_contains(counted, name))
            continue;
        RollupGroup *group = g_new0(RollupGroup, 1);
        group->name = g_strdup(name);
        group->units = 1;
        g_ptr_array_add(rollup->groups, group);
    }
}

static void
rank_groups(Rollup *rollup)
{
    g_ptr_array_sort(rollup->groups, compare_groups);
    for (guint i = 0; i < rollup->groups->len; i++) {
        RollupGroup *group = rollup->groups->pdata[i];
        const RollupGroup *before = i == 0 ? NULL : rollup->groups->pdata[i - 1];
        if (group->measures == 0)
            return;
        group->rank = before != NULL && compare_shares(before, group) == 0 ? before->rank : i + 1;
    }
}

static gboolean
count_groups(Rollup *rollup, Ledger *ledger, GError **error)
{
    LedgerFields fields =
        ledger_fields_of(FIELD_TASK_unit, FIELD_TASK_kind_of, FIELD_TASK_progress,
                         FIELD_TASK_closure, FIELD_TASK_overdue, FIELD_TASK_due_soon, FIELD_NONE);
    fields.wanted[field_of(rollup->by)] = TRUE;
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_scope(query, (LedgerScope){rollup->year, 0});
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    g_autoptr(GHashTable) groups =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, counting_free);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        count_row(rollup, groups, row);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    return TRUE;
}

/* ── Common problems ──────────────────────────────────────────────────────────────────────── */

static void
take_problem(Rollup *rollup, const LedgerRow *row)
{
    const char *text = ledger_row_get(row, FIELD_PROBLEM_text);
    RollupProblem *problem = g_new0(RollupProblem, 1);
    *problem = (RollupProblem){g_strdup(ledger_row_get(row, FIELD_PROBLEM_unit)), rollup->year,
                               (int)ledger_row_number(row, FIELD_PROBLEM_no), g_strdup(text)};
    for (guint i = 0; i < rollup->common->len; i++) {
        RollupCommon *common = rollup->common->pdata[i];
        const RollupProblem *first = common->members->pdata[0];
        if (text_similarity(first->text, text) >= ALIKE) {
            g_ptr_array_add(common->members, problem);
            return;
        }
    }
    RollupCommon *common = g_new0(RollupCommon, 1);
    common->members = g_ptr_array_new_with_free_func(problem_free);
    g_ptr_array_add(common->members, problem);
    g_ptr_array_add(rollup->common, common);
}

static guint
count_units(const RollupCommon *common)
{
    g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < common->members->len; i++)
        g_hash_table_add(units, ((RollupProblem *)common->members->pdata[i])->unit);
    return g_hash_table_size(units);
}

static gint
compare_common(gconstpointer a, gconstpointer b)
{
    const RollupCommon *first = *(RollupCommon *const *)a, *second = *(RollupCommon *const *)b;
    return first->units != second->units ? (first->units < second->units ? 1 : -1)
                                         : (first->members->len < second->members->len) -
                                               (first->members->len > second->members->len);
}

/* What only one unit has is its own problem, however often it says so. */
static void
keep_shared(Rollup *rollup)
{
    for (guint i = rollup->common->len; i-- > 0;) {
        RollupCommon *common = rollup->common->pdata[i];
        common->units = count_units(common);
        if (common->units < 2)
            g_ptr_array_remove_index(rollup->common, i);
    }
    g_ptr_array_sort(rollup->common, compare_common);
}

static gboolean
find_common(Rollup *rollup, Ledger *ledger, GHashTable *units, GError **error)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_PROBLEM, 0, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    guint compared = 0;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        if (ledger_row_number(row, FIELD_PROBLEM_year) != rollup->year)
            continue;
        g_hash_table_add(units, g_strdup(ledger_row_get(row, FIELD_PROBLEM_unit)));
        if (ledger_row_number(row, FIELD_PROBLEM_no) == 0)
            continue;
        if (compared++ < PROBLEMS_COMPARED)
            take_problem(rollup, row);
        else
            rollup->problems_left++;
    }
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    keep_shared(rollup);
    return TRUE;
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_silent(Rollup *rollup, Ledger *ledger, GHashTable *units, GError **error)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_UNIT, 0, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        const char *name = ledger_row_get(row, FIELD_UNIT_name);
        if (!g_hash_table_contains(units, name))
            g_ptr_array_add(rollup->silent, g_strdup(name));
    }
    rollup->total.units = g_hash_table_size(units);
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static gboolean
find_year(Ledger *ledger, int *year, GError **error)
{
    g_autoptr(GArray) scopes = *year == 0 ? ledger_scopes(ledger, error) : NULL;
    if (*year != 0)
        return TRUE;
    if (scopes == NULL)
        return FALSE;
    if (scopes->len > 0)
        *year = g_array_index(scopes, LedgerScope, 0).year;
    return TRUE;
}

Rollup *
rollup_new(Ledger *ledger, int year, RollupBy by, GError **error)
{
    if (!find_year(ledger, &year, error))
        return NULL;
    g_autoptr(Rollup) rollup = g_new0(Rollup, 1);
    *rollup = (Rollup){.year = year,
                       .by = by,
                       .groups = g_ptr_array_new_with_free_func(group_free),
                       .silent = g_ptr_array_new_with_free_func(g_free),
                       .common = g_ptr_array_new_with_free_func(common_free)};
    g_autoptr(GHashTable) units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!count_groups(rollup, ledger, error) || !find_common(rollup, ledger, units, error) ||
        !add_silent(rollup, ledger, units, error))
        return NULL;
    add_without_measures(rollup, units);
    rank_groups(rollup);
    return g_steal_pointer(&rollup);
}
