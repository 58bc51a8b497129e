#include "zhenggai/figures.h"

#include <string.h>

#include "private.h"

static int
figures_index(LedgerType type, const char *name)
{
    for (guint i = 0; i < ledger_value_count(type); i++)
        if (strcmp(ledger_value_info(type, i)->name, name) == 0)
            return (int)i;
    return 0;
}

/* `head`, narrowed to the scope, then `tail`. */
static StoreStatement *
figures_query(Ledger *ledger, LedgerScope scope, const char *head, const char *alias,
              const char *tail, GError **error)
{
    g_autoptr(GString) sql = g_string_new(head);
    ledger_scope_append(sql, scope, alias);
    g_string_append(sql, tail);
    return store_query(ledger->store, error, sql->str, "");
}

static gboolean
figures_tally(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    g_autoptr(StoreStatement) statement = figures_query(
        ledger, figures->scope, "SELECT level, progress, closure, sum(tasks) FROM tally WHERE TRUE",
        "tally", " GROUP BY 1, 2, 3", error);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        LedgerTally *tally =
            store_integer(statement, 0) == 1 ? &figures->measures : &figures->steps;
        gint64 count = store_integer(statement, 3);
        tally->total += count;
        tally->progress[figures_index(TYPE_PROGRESS, store_text(statement, 1))] += count;
        tally->closure[figures_index(TYPE_CLOSURE, store_text(statement, 2))] += count;
    }
    return !store_failed(statement);
}

static gboolean
figures_scope(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    const struct {
        const char *name;
        gint64 *count;
    } counts[] = {{"problem", &figures->problems},
                  {"completed", &figures->problems_completed},
                  {"plan", &figures->plans},
                  {"note", &figures->notes},
                  {"extension", &figures->extensions}};
    g_autoptr(StoreStatement) statement =
        figures_query(ledger, figures->scope, "SELECT name, number FROM scope_tally WHERE TRUE",
                      "scope_tally", "", error);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
            if (strcmp(store_text(statement, 0), counts[i].name) == 0)
                *counts[i].count += store_integer(statement, 1);
    return !store_failed(statement);
}

static gboolean
figures_unsettled(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    g_autoptr(StoreStatement) statement =
        figures_query(ledger, figures->scope, "SELECT sum(unsettled) FROM owner_tally WHERE TRUE",
                      "owner_tally", "", error);
    if (statement == NULL)
        return FALSE;
    store_step(statement, error);
    figures->unsettled = store_integer(statement, 0);
    return !store_failed(statement);
}

/* The tasks that are overdue or due soon, as a table. Only a scope needs their problems, of which
 * there may be very many. */
static void
figures_append_late(GString *sql, LedgerScope scope)
{
    gboolean all = scope.year == 0 && scope.unit_id == 0;
    g_string_append_printf(sql, "(SELECT due, owner, problem_id, measure_no FROM task %s WHERE %s",
                           all ? "" : "JOIN problem p ON p.id = problem_id",
                           TASK_IS_PENDING " AND due <= date(today(), '+7 days')");
    ledger_scope_append(sql, scope, "p");
    g_string_append_c(sql, ')');
}

static gboolean
figures_due(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT sum(due < today()), sum(due >= today()) FROM ");
    figures_append_late(sql, figures->scope);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql->str, "");
    if (statement == NULL)
        return FALSE;
    store_step(statement, error);
    figures->overdue = store_integer(statement, 0);
    figures->due_soon = store_integer(statement, 1);
    return !store_failed(statement);
}

/* Both have an index of their own and cost what they count, as long as SQLite does not begin with
 * the unit's problems: that is what CROSS says. */
static gboolean
figures_waiting(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    g_autoptr(StoreStatement) lookbacks =
        figures_query(ledger, figures->scope,
                      "SELECT count(*) FROM task t CROSS JOIN problem p ON p.id = t.problem_id "
                      "WHERE " TASK_IS_TO_BE_LOOKED_AT " AND lookback_on <= today()",
                      "p", "", error);
    g_autoptr(StoreStatement) slips =
        lookbacks == NULL
            ? NULL
            : figures_query(ledger, figures->scope,
                            "SELECT count(*) FROM slip s CROSS JOIN task t ON t.id = s.task_id "
                            "CROSS JOIN problem p ON p.id = t.problem_id WHERE s.replied IS NULL",
                            "p", "", error);
    if (slips == NULL)
        return FALSE;
    store_step(lookbacks, error);
    if (store_failed(lookbacks))
        return FALSE;
    store_step(slips, error);
    figures->lookbacks = store_integer(lookbacks, 0);
    figures->slips = store_integer(slips, 0);
    return !store_failed(slips);
}

gboolean
ledger_figures(Ledger *ledger, LedgerScope scope, LedgerFigures *figures, GError **error)
{
    LedgerFigures counted = {.scope = scope};
    if (!figures_tally(ledger, &counted, error) || !figures_scope(ledger, &counted, error) ||
        !figures_unsettled(ledger, &counted, error) || !figures_due(ledger, &counted, error) ||
        !figures_waiting(ledger, &counted, error))
        return FALSE;
    *figures = counted;
    return TRUE;
}

static void
ledger_owner_figures_free(LedgerOwnerFigures *figures)
{
    g_free(figures->name);
    g_free(figures);
}

/* A row an owner: name, tasks, completed, overdue, due soon. */
static char *
figures_owner_sql(LedgerScope scope)
{
    GString *sql =
        g_string_new("WITH late AS (SELECT coalesce(t.owner, m.owner, '') AS name, "
                     "sum(t.due < today()) AS overdue, sum(t.due >= today()) AS due_soon "
                     "FROM ");
    figures_append_late(sql, scope);
    g_string_append(sql, " t LEFT JOIN task m ON t.owner IS NULL AND m.problem_id = t.problem_id "
                         "AND m.measure_no = t.measure_no AND m.step_no = 0 GROUP BY 1) "
                         "SELECT nullif(owner, ''), sum(tasks), sum(completed), overdue, due_soon "
                         "FROM owner_tally LEFT JOIN late ON name = owner WHERE tasks > 0");
    ledger_scope_append(sql, scope, "owner_tally");
    g_string_append(sql, " GROUP BY owner ORDER BY owner = '', 2 DESC, owner");
    return g_string_free(sql, FALSE);
}

GPtrArray *
ledger_figures_by_owner(Ledger *ledger, LedgerScope scope, GError **error)
{
    g_autoptr(GPtrArray) owners =
        g_ptr_array_new_with_free_func((GDestroyNotify)ledger_owner_figures_free);
    g_autofree char *sql = figures_owner_sql(scope);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "");
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerOwnerFigures *owner = g_new0(LedgerOwnerFigures, 1);
        *owner = (LedgerOwnerFigures){g_strdup(store_text(statement, 0)),
                                      store_integer(statement, 1), store_integer(statement, 2),
                                      store_integer(statement, 3), store_integer(statement, 4)};
        g_ptr_array_add(owners, owner);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&owners);
}
