#include "zhenggai/standing.h"

#include "private.h"

static const LedgerField compared[STANDING_FIELDS] = {FIELD_TASK_progress, FIELD_TASK_owner,
                                                      FIELD_TASK_due};

LedgerField
ledger_standing_field(guint index)
{
    g_assert(index < STANDING_FIELDS);
    return compared[index];
}

static void
ledger_standing_free(LedgerStanding *standing)
{
    g_free(standing->id);
    g_free(standing->text);
    for (guint i = 0; i < STANDING_FIELDS; i++) {
        g_free(standing->then[i]);
        g_free(standing->now[i]);
    }
    g_free(standing);
}

/* The first change of the row after the day: what it replaced is what stood there. */
#define LATER                                                                                      \
    "FROM change c JOIN action a ON a.id = c.action_id WHERE c.entity = 'task' AND c.row = t.id "  \
    "AND substr(a.at, 1, 10) > ?1 AND c.field = '%s' ORDER BY c.id LIMIT 1"

static char *
standing_sql(LedgerScope scope)
{
    GString *sql = g_string_new("SELECT p.no || '.' || t.measure_no || iif(t.step_no > 0, '.' || "
                                "t.step_no, ''), t.text, ");
    g_string_append_printf(sql, "coalesce((SELECT c.old IS NOT NULL " LATER "), 1)", "");
    for (guint i = 0; i < STANDING_FIELDS; i++) {
        const char *name = ledger_field_info(compared[i])->name;
        /* As JSON an empty former value can be told from none. */
        g_string_append_printf(
            sql, ", coalesce((SELECT json_array(c.old) " LATER "), json_array(t.%s)) ->> 0, t.%s",
            name, name, name);
    }
    g_string_append(sql, " FROM problem p JOIN task t ON t.problem_id = p.id WHERE TRUE");
    ledger_scope_append(sql, scope, "p");
    g_string_append(sql, " ORDER BY p.year, p.unit_id, p.no, t.measure_no, t.step_no");
    return g_string_free(sql, FALSE);
}

GPtrArray *
ledger_standing(Ledger *ledger, LedgerScope scope, const char *day, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_standing_free);
    g_autofree char *sql = standing_sql(scope);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "s", day);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerStanding *standing = g_new0(LedgerStanding, 1);
        standing->id = g_strdup(store_text(statement, 0));
        standing->text = g_strdup(store_text(statement, 1));
        standing->there = store_integer(statement, 2) != 0;
        for (int i = 0; i < STANDING_FIELDS; i++) {
            standing->then[i] = g_strdup(store_text(statement, 3 + 2 * i));
            standing->now[i] = g_strdup(store_text(statement, 4 + 2 * i));
        }
        g_ptr_array_add(all, standing);
    }
    return store_failed(statement) ? NULL : g_steal_pointer(&all);
}
