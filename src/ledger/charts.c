#include "zhenggai/charts.h"

#include <string.h>

#include "private.h"

#define TASK_IS_OPEN "(t.progress <> 'completed' AND t.closure NOT IN ('closed', 'dropped'))"

/* `head`, narrowed to the scope of `alias`, then `tail`. */
static StoreStatement *
charts_query(Ledger *ledger, LedgerScope scope, const char *head, const char *alias,
             const char *tail, GError **error)
{
    g_autoptr(GString) sql = g_string_new(head);
    ledger_scope_append(sql, scope, alias);
    g_string_append(sql, tail);
    return store_query(ledger->store, error, sql->str, "");
}

/* ── Loads ────────────────────────────────────────────────────────────────────────────────── */

static void
ledger_load_free(LedgerLoad *load)
{
    g_free(load->name);
    g_free(load);
}

GPtrArray *
ledger_loads(Ledger *ledger, LedgerScope scope, LedgerField field, GError **error)
{
    g_autoptr(GPtrArray) loads = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_load_free);
    const char *column = ledger_field_info(field)->name;
    g_autofree char *head =
        g_strdup_printf("SELECT t.%s, count(*), sum(%s), sum(%s AND t.due < today()),"
                        " sum(%s AND t.due >= today() AND t.due <= date(today(), '+7 days')),"
                        " sum(t.progress = 'completed'), sum(t.closure = 'closed') "
                        "FROM problem p JOIN task t ON t.problem_id = p.id "
                        "WHERE (t.%s IS NOT NULL OR t.step_no = 0)",
                        column, TASK_IS_OPEN, TASK_IS_OPEN, TASK_IS_OPEN, column);
    g_autofree char *tail =
        g_strdup_printf(" GROUP BY t.%s ORDER BY t.%s IS NULL, 3 DESC, 2 DESC, 1", column, column);
    g_autoptr(StoreStatement) statement = charts_query(ledger, scope, head, "p", tail, error);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerLoad *load = g_new0(LedgerLoad, 1);
        *load = (LedgerLoad){g_strdup(store_text(statement, 0)), store_integer(statement, 1),
                             store_integer(statement, 2),        store_integer(statement, 3),
                             store_integer(statement, 4),        store_integer(statement, 5),
                             store_integer(statement, 6)};
        g_ptr_array_add(loads, load);
    }
    return store_failed(statement) ? NULL : g_steal_pointer(&loads);
}

/* ── The matrix ───────────────────────────────────────────────────────────────────────────── */

static guint
charts_value_index(LedgerType type, const char *name)
{
    for (guint i = 0; i < ledger_value_count(type); i++)
        if (strcmp(ledger_value_info(type, i)->name, name) == 0)
            return i;
    return 0;
}

gboolean
ledger_matrix(Ledger *ledger, LedgerScope scope, LedgerMatrix *matrix, GError **error)
{
    LedgerMatrix counted = {0};
    g_autoptr(StoreStatement) statement = charts_query(
        ledger, scope, "SELECT progress, closure, sum(tasks) FROM tally WHERE level = 1", "tally",
        " GROUP BY 1, 2", error);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        guint progress = charts_value_index(TYPE_PROGRESS, store_text(statement, 0));
        guint closure = charts_value_index(TYPE_CLOSURE, store_text(statement, 1));
        counted.measures[progress][closure] = store_integer(statement, 2);
    }
    if (store_failed(statement))
        return FALSE;
    *matrix = counted;
    return TRUE;
}

/* ── Shares ───────────────────────────────────────────────────────────────────────────────── */

static void
ledger_share_free(LedgerShare *share)
{
    g_free(share->name);
    g_free(share);
}

/* A row a share: name, problem, total, completed. */
static GPtrArray *
charts_shares(StoreStatement *rows, GError **error)
{
    g_autoptr(StoreStatement) statement = rows;
    g_autoptr(GPtrArray) shares = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_share_free);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerShare *share = g_new0(LedgerShare, 1);
        *share = (LedgerShare){g_strdup(store_text(statement, 0)), store_integer(statement, 1),
                               store_integer(statement, 2), store_integer(statement, 3)};
        g_ptr_array_add(shares, share);
    }
    return store_failed(statement) ? NULL : g_steal_pointer(&shares);
}

GPtrArray *
ledger_shares_by_problem(Ledger *ledger, LedgerScope scope, guint limit, GError **error)
{
    g_autofree char *tail = g_strdup_printf(" ORDER BY p.year, p.unit_id, p.no LIMIT %u", limit);
    return charts_shares(
        charts_query(ledger, scope,
                     "SELECT p.no || '  ' || p.text, p.id, n.measures, n.completed "
                     "FROM problem p JOIN problem_tally n ON n.problem_id = p.id "
                     "WHERE n.measures > 0",
                     "p", tail, error),
        error);
}

GPtrArray *
ledger_shares_by_unit(Ledger *ledger, LedgerScope scope, guint limit, GError **error)
{
    g_autofree char *tail = g_strdup_printf(
        " GROUP BY n.unit_id HAVING sum(tasks) > 0 ORDER BY 3 DESC, 1 LIMIT %u", limit);
    return charts_shares(
        charts_query(ledger, scope,
                     "SELECT u.short_name, 0, sum(tasks), sum(tasks * (progress = 'completed')) "
                     "FROM tally n JOIN unit u ON u.id = n.unit_id WHERE level = 1",
                     "n", tail, error),
        error);
}

/* ── Months and days ──────────────────────────────────────────────────────────────────────── */

static gboolean
charts_months(Ledger *ledger, LedgerScope scope, gboolean done, LedgerYear *counted, GError **error)
{
    const char *column = done ? "t.done" : "t.due";
    g_autofree char *head =
        g_strdup_printf("SELECT substr(%s, 1, 7), count(*) FROM problem p "
                        "JOIN task t ON t.problem_id = p.id WHERE t.step_no = 0 "
                        "AND t.closure <> 'dropped' AND %s IS NOT NULL%s",
                        column, column, done ? " AND t.progress = 'completed'" : "");
    g_autoptr(StoreStatement) statement =
        charts_query(ledger, scope, head, "p", " GROUP BY 1", error);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        int year = atoi(store_text(statement, 0)), month = atoi(store_text(statement, 0) + 5);
        gint64 count = store_integer(statement, 1);
        if (year < counted->year)
            *(done ? &counted->done_before : &counted->due_before) += count;
        else if (year == counted->year && month >= 1 && month <= YEAR_MONTHS)
            *(done ? &counted->months[month - 1].done : &counted->months[month - 1].due) += count;
    }
    return !store_failed(statement);
}

gboolean
ledger_year(Ledger *ledger, LedgerScope scope, int year, LedgerYear *counted, GError **error)
{
    LedgerYear found = {.year = year};
    g_autoptr(StoreStatement) statement = charts_query(
        ledger, scope, "SELECT sum(tasks) FROM tally WHERE level = 1 AND closure <> 'dropped'",
        "tally", "", error);
    if (statement == NULL)
        return FALSE;
    found.measures = store_step(statement, error) ? store_integer(statement, 0) : 0;
    if (store_failed(statement) || !charts_months(ledger, scope, FALSE, &found, error) ||
        !charts_months(ledger, scope, TRUE, &found, error))
        return FALSE;
    *counted = found;
    return TRUE;
}

GArray *
ledger_days(Ledger *ledger, LedgerScope scope, const char *from, const char *to, GError **error)
{
    g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(LedgerDay));
    g_autoptr(GString) sql = g_string_new("SELECT t.due, count(*), sum(" TASK_IS_OPEN
                                          ") FROM task t JOIN problem p ON p.id = t.problem_id "
                                          "WHERE t.due >= ?1 AND t.due <= ?2");
    ledger_scope_append(sql, scope, "p");
    g_string_append(sql, " GROUP BY 1 ORDER BY 1");
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error, sql->str, "ss", from, to);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerDay day = {.total = store_integer(statement, 1), .open = store_integer(statement, 2)};
        g_strlcpy(day.day, store_text(statement, 0), sizeof day.day);
        g_array_append_val(days, day);
    }
    return store_failed(statement) ? NULL : g_steal_pointer(&days);
}

/* ── What stands still ────────────────────────────────────────────────────────────────────── */

static void
ledger_stuck_free(LedgerStuck *stuck)
{
    g_free(stuck->uuid);
    g_free(stuck->id);
    g_free(stuck->text);
    g_free(stuck->since);
    g_free(stuck);
}

/* The open measures with the day of the last note on them or on their steps; the journal knows when
 * a measure without one came. */
static char *
charts_stuck_sql(LedgerScope scope, guint limit)
{
    GString *sql = g_string_new(
        "WITH still AS (SELECT t.id AS task, t.uuid AS uuid, p.no || '.' || t.measure_no AS id, "
        "t.text AS text,"
        " p.year AS year, p.unit_id AS unit_id,"
        " (SELECT max(substr(n.at, 1, 10)) FROM note n JOIN task s ON s.id = n.task_id"
        "  WHERE s.problem_id = t.problem_id AND s.measure_no = t.measure_no) AS noted,"
        " (SELECT min(substr(a.at, 1, 10)) FROM change c JOIN action a ON a.id = c.action_id"
        "  WHERE c.entity = 'task' AND c.row = t.id) AS came "
        "FROM problem p JOIN task t ON t.problem_id = p.id WHERE t.step_no = 0 "
        "AND " TASK_IS_OPEN);
    ledger_scope_append(sql, scope, "p");
    g_string_append_printf(
        sql,
        ") SELECT uuid, id, text, coalesce(noted, came), noted IS NOT NULL, count(*) OVER () "
        "FROM still WHERE coalesce(noted, came) < date(today(), '-' || ?1 || ' days') "
        "ORDER BY 4, task LIMIT %u",
        limit);
    return g_string_free(sql, FALSE);
}

GPtrArray *
ledger_stuck(Ledger *ledger, LedgerScope scope, int days, guint limit, gint64 *count,
             GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_stuck_free);
    g_autofree char *sql = charts_stuck_sql(scope, limit);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "i", (gint64)days);
    if (statement == NULL)
        return NULL;
    gint64 all = 0;
    while (store_step(statement, error)) {
        LedgerStuck *stuck = g_new0(LedgerStuck, 1);
        *stuck =
            (LedgerStuck){g_strdup(store_text(statement, 0)), g_strdup(store_text(statement, 1)),
                          g_strdup(store_text(statement, 2)), g_strdup(store_text(statement, 3)),
                          store_integer(statement, 4) != 0};
        all = store_integer(statement, 5);
        g_ptr_array_add(found, stuck);
    }
    if (store_failed(statement))
        return NULL;
    *count = all;
    return g_steal_pointer(&found);
}
