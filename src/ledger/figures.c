#include "zhenggai/figures.h"

#include <string.h>

#include "private.h"

/* Kept counts, narrowed to the scope: 0 is every year, every unit. */
#define IN_SCOPE "(?1 = 0 OR year = ?1) AND (?2 = 0 OR unit_id = ?2)"

static int
figures_index(LedgerType type, const char *name)
{
    for (guint i = 0; i < ledger_value_count(type); i++)
        if (strcmp(ledger_value_info(type, i)->name, name) == 0)
            return (int)i;
    return 0;
}

static gboolean
figures_tally(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT level, progress, closure, sum(tasks) FROM tally WHERE " IN_SCOPE " GROUP BY 1, 2, 3",
        "ii", (gint64)figures->scope.year, figures->scope.unit_id);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        LedgerTally *tally = store_integer(statement, 0) == 1 ? &figures->measures : &figures->steps;
        gint64 count = store_integer(statement, 3);
        tally->total += count;
        tally->progress[figures_index(TYPE_PROGRESS, store_text(statement, 1))] += count;
        tally->closure[figures_index(TYPE_CLOSURE, store_text(statement, 2))] += count;
    }
    return !store_failed(statement);
}

static gboolean
figures_count(Ledger *ledger, const LedgerFigures *figures, gint64 *count, const char *sql,
              GError **error)
{
    return store_number(ledger->store, count, 0, error, sql, "ii", (gint64)figures->scope.year,
                        figures->scope.unit_id);
}

static gboolean
figures_problems(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    return figures_count(ledger, figures, &figures->problems,
                         "SELECT count(*) FROM problem WHERE no > 0 AND " IN_SCOPE, error) &&
           figures_count(ledger, figures, &figures->problems_completed,
                         "SELECT count(*) FROM problem p WHERE no > 0 AND " IN_SCOPE
                         " AND EXISTS (SELECT 1 FROM task WHERE problem_id = p.id)"
                         " AND NOT EXISTS (SELECT 1 FROM task WHERE problem_id = p.id "
                         "                 AND step_no = 0 AND progress <> 'completed')",
                         error) &&
           figures_count(ledger, figures, &figures->plans,
                         "SELECT count(*) FROM plan JOIN report ON report.id = report_id "
                         "WHERE " IN_SCOPE,
                         error);
}

static gboolean
figures_flag(Ledger *ledger, LedgerScope scope, const char *word, gint64 *count, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_scope(query, scope);
    if (!ledger_query_filter(query, word, error))
        return FALSE;
    *count = ledger_query_count(query, error);
    return *count >= 0;
}

static gboolean
figures_records(Ledger *ledger, LedgerFigures *figures, GError **error)
{
    return figures_count(ledger, figures, &figures->notes,
                         "SELECT count(*) FROM note JOIN task t ON t.id = task_id "
                         "JOIN problem p ON p.id = t.problem_id WHERE " IN_SCOPE,
                         error) &&
           figures_count(ledger, figures, &figures->extensions,
                         "SELECT count(*) FROM extension JOIN task t ON t.id = task_id "
                         "JOIN problem p ON p.id = t.problem_id WHERE " IN_SCOPE,
                         error);
}

gboolean
ledger_figures(Ledger *ledger, LedgerScope scope, LedgerFigures *figures, GError **error)
{
    LedgerFigures counted = {.scope = scope};
    if (!figures_tally(ledger, &counted, error) || !figures_problems(ledger, &counted, error) ||
        !figures_flag(ledger, scope, "+overdue", &counted.overdue, error) ||
        !figures_flag(ledger, scope, "+due_soon", &counted.due_soon, error) ||
        !figures_flag(ledger, scope, "+unsettled", &counted.unsettled, error) ||
        !figures_records(ledger, &counted, error))
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

GPtrArray *
ledger_figures_by_owner(Ledger *ledger, LedgerScope scope, GError **error)
{
    g_autoptr(GPtrArray) owners =
        g_ptr_array_new_with_free_func((GDestroyNotify)ledger_owner_figures_free);
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT coalesce(owner, (SELECT m.owner FROM task m WHERE m.problem_id = task_row.problem_id "
        "   AND m.measure_no = task_row.measure_no AND m.step_no = 0)) AS name, count(*), "
        "sum(progress = 'completed'), sum(overdue), sum(due_soon) FROM task_row WHERE " IN_SCOPE
        " GROUP BY name ORDER BY name IS NULL, 2 DESC, name",
        "ii", (gint64)scope.year, scope.unit_id);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerOwnerFigures *owner = g_new0(LedgerOwnerFigures, 1);
        *owner = (LedgerOwnerFigures){g_strdup(store_text(statement, 0)), store_integer(statement, 1),
                                      store_integer(statement, 2), store_integer(statement, 3),
                                      store_integer(statement, 4)};
        g_ptr_array_add(owners, owner);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&owners);
}
