#include "query.h"
#include "zhenggai/text.h"

/* ── Folds ────────────────────────────────────────────────────────────────────────────────── */

/* A problem (measure 0) or measure as one number. */
static gint64
fold_key(gint64 problem_key, int measure_no)
{
    return problem_key * 100000 + measure_no;
}

static gboolean
fold_get(const LedgerQuery *query, gint64 problem_key, int measure_no)
{
    gint64 key = fold_key(problem_key, measure_no);
    return g_hash_table_contains(query->folds, &key) != query->folded_all;
}

void
ledger_query_fold(LedgerQuery *query, const LedgerPlace *place, gboolean folded)
{
    gint64 key = fold_key(place->problem_key, place->measure_no);
    if (folded == query->folded_all)
        g_hash_table_remove(query->folds, &key);
    else
        g_hash_table_add(query->folds, g_memdup2(&key, sizeof key));
}

void
ledger_query_fold_all(LedgerQuery *query, gboolean folded)
{
    g_hash_table_remove_all(query->folds);
    query->folded_all = folded;
}

gboolean
ledger_query_is_folded(const LedgerQuery *query, const LedgerPlace *place)
{
    return fold_get(query, place->problem_key, place->measure_no);
}

static gboolean
fold_hides(const LedgerQuery *query, const LedgerPlace *place)
{
    return place->entity == ENTITY_TASK &&
           (fold_get(query, place->problem_key, 0) ||
            (place->step_no > 0 && fold_get(query, place->problem_key, place->measure_no)));
}

/* ── The window ───────────────────────────────────────────────────────────────────────────── */

/* How many of year, unit and number the scope leaves open where `from` stands in it: with equal
 * terms before them SQLite seeks by those alone. */
static int
window_open_numbers(const LedgerQuery *query, const LedgerPlace *from)
{
    if (query->filter.year || query->scope.year != from->year)
        return 3;
    return query->filter.unit || query->scope.unit_id != from->unit_id ? 2 : 1;
}

/* Everything after (or before) `from`, whose five numbers are bound behind the filter's parameters.
 * The first condition, on the problem's index alone, lets SQLite seek there. */
static void
window_append_from(const LedgerQuery *query, GString *sql, const LedgerPlace *from,
                   const char *place, int direction)
{
    static const char *const columns[] = {"p.no", "p.unit_id, p.no", "p.year, p.unit_id, p.no"};
    guint n = query->filter.parameters->len + 1;
    int numbers = window_open_numbers(query, from);
    const char *sign = direction > 0 ? ">" : "<";
    g_string_append_printf(sql, " AND (%s) %s= (", columns[numbers - 1], sign);
    for (int i = 3 - numbers; i < 3; i++)
        g_string_append_printf(sql, "?%u%s", n + (guint)i, i < 2 ? ", " : ")");
    g_string_append_printf(sql, " AND (p.year, p.unit_id, p.no, %s) %s (?%u, ?%u, ?%u, ?%u, ?%u)",
                           place, sign, n, n + 1, n + 2, n + 3, n + 4);
}

/* Only problems with matching tasks. Where an index finds the matches, they are gathered once, so
 * that few among many cost little; else each problem is asked when the walk comes to it, so that
 * many cost little. The `+` keeps SQLite walking in order. */
static void
window_append_problem_filter(const LedgerQuery *query, GString *sql)
{
    const char *filter = query->filter.condition->str;
    if (*filter == '\0')
        return;
    if (!query->filter.seeks) {
        g_string_append_printf(
            sql, " AND EXISTS (SELECT 1 FROM task_row WHERE problem_id = p.id AND %s)", filter);
        return;
    }
    g_string_append(sql, " AND +p.id IN (SELECT problem_id FROM task_row WHERE TRUE");
    query_append_scope(query, sql, "task_row");
    g_string_append_printf(sql, " AND %s)", filter);
}

static void
window_append_problems(const LedgerQuery *query, GString *sql, const LedgerPlace *from,
                       int direction)
{
    g_string_append_printf(
        sql, "SELECT p.year, p.unit_id, p.no, 0, 0, p.id, p.id, %d FROM problem p WHERE TRUE",
        !ledger_query_is_filtered(query));
    query_append_scope(query, sql, "p");
    if (from != NULL)
        window_append_from(query, sql, from, "0, 0", direction);
    window_append_problem_filter(query, sql);
}

static void
window_append_tasks(const LedgerQuery *query, GString *sql, const LedgerPlace *from, int direction)
{
    const char *filter = query->filter.condition->str;
    g_autofree char *match =
        *filter == '\0'
            ? g_strdup("1")
            : g_strdup_printf("EXISTS (SELECT 1 FROM task_row WHERE key = t.id AND %s)", filter);
    g_string_append_printf(
        sql,
        "SELECT p.year, p.unit_id, p.no, t.measure_no, t.step_no, t.id, p.id, %s "
        "FROM problem p JOIN task t ON t.problem_id = p.id WHERE TRUE",
        match);
    query_append_scope(query, sql, "p");
    if (from != NULL)
        window_append_from(query, sql, from, "t.measure_no, t.step_no", direction);
    window_append_problem_filter(query, sql);
    if (*filter != '\0')
        g_string_append_printf(
            sql,
            " AND (%s OR (t.step_no = 0 AND EXISTS (SELECT 1 FROM task_row "
            "WHERE problem_id = p.id AND measure_no = t.measure_no AND step_no > 0 "
            "AND %s)))",
            match, filter);
}

static char *
window_sql(const LedgerQuery *query, const LedgerPlace *from, int direction)
{
    GString *sql = g_string_new(NULL);
    window_append_problems(query, sql, from, direction);
    g_string_append(sql, " UNION ALL ");
    window_append_tasks(query, sql, from, direction);
    const char *down = direction > 0 ? "" : " DESC";
    g_string_append_printf(sql, " ORDER BY 1%s, 2%s, 3%s, 4%s, 5%s", down, down, down, down, down);
    return g_string_free(sql, FALSE);
}

static StoreStatement *
window_start(LedgerQuery *query, const LedgerPlace *from, int direction, GError **error)
{
    g_autofree char *sql = window_sql(query, from, direction);
    g_autoptr(StoreStatement) statement = query_start(query, sql, error);
    if (statement == NULL || from == NULL)
        return g_steal_pointer(&statement);
    const gint64 numbers[] = {from->year, from->unit_id, from->problem_no, from->measure_no,
                              from->step_no};
    int parameter = (int)query->filter.parameters->len + 1;
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!store_bind_integer(statement, parameter++, numbers[i], error))
            return NULL;
    return g_steal_pointer(&statement);
}

static LedgerPlace
window_place(StoreStatement *statement)
{
    int measure_no = (int)store_integer(statement, 3);
    return (LedgerPlace){
        .year = (int)store_integer(statement, 0),
        .unit_id = store_integer(statement, 1),
        .problem_no = (int)store_integer(statement, 2),
        .measure_no = measure_no,
        .step_no = (int)store_integer(statement, 4),
        .entity = measure_no == 0 ? ENTITY_PROBLEM : ENTITY_TASK,
        .key = store_integer(statement, 5),
        .problem_key = store_integer(statement, 6),
        .match = store_integer(statement, 7) != 0,
    };
}

GArray *
ledger_query_window(LedgerQuery *query, const LedgerPlace *from, int direction, guint count,
                    GError **error)
{
    if (query->flat)
        return flat_window(query, from, direction, count, error);
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
    g_autoptr(StoreStatement) statement = window_start(query, from, direction, error);
    if (statement == NULL)
        return NULL;
    while (places->len < count && store_step(statement, error)) {
        LedgerPlace place = window_place(statement);
        if (fold_hides(query, &place))
            continue;
        if (direction > 0)
            g_array_append_val(places, place);
        else
            g_array_prepend_val(places, place);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&places);
}

GArray *
ledger_query_window_at(LedgerQuery *query, const LedgerPlace *place, guint count, GError **error)
{
    if (query->flat)
        return flat_window_at(query, place, count, error);
    /* What comes after one before its last number is the place itself. */
    LedgerPlace before = *place;
    before.step_no--;
    return ledger_query_window(query, &before, 1, count, error);
}

static gboolean
place_read(Ledger *ledger, const char *sql, gint64 key, gint64 measure_no, LedgerPlace *place,
           GError **error)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error, sql, "ii", key, measure_no);
    if (statement == NULL)
        return FALSE;
    if (store_step(statement, error)) {
        *place = window_place(statement);
        return TRUE;
    }
    if (!store_failed(statement))
        ledger_row_gone(error);
    return FALSE;
}

gboolean
ledger_place_find(Ledger *ledger, LedgerEntity entity, gint64 key, LedgerPlace *place,
                  GError **error)
{
    return place_read(
        ledger,
        entity == ENTITY_PROBLEM
            ? "SELECT year, unit_id, no, 0, 0, id, id, 1 FROM problem WHERE id = ?1 AND ?2 = 0"
            : "SELECT p.year, p.unit_id, p.no, t.measure_no, t.step_no, t.id, p.id, 1 "
              "FROM task t JOIN problem p ON p.id = t.problem_id "
              "WHERE t.id = ?1 AND ?2 = 0",
        key, 0, place, error);
}

gboolean
ledger_place_parent(Ledger *ledger, const LedgerPlace *place, LedgerPlace *parent, GError **error)
{
    if (place->entity == ENTITY_TASK && place->step_no == 0)
        return ledger_place_find(ledger, ENTITY_PROBLEM, place->problem_key, parent, error);
    return place_read(ledger,
                      "SELECT p.year, p.unit_id, p.no, t.measure_no, t.step_no, t.id, p.id, 1 "
                      "FROM task t JOIN problem p ON p.id = t.problem_id "
                      "WHERE p.id = ?1 AND t.measure_no = ?2 AND t.step_no = 0",
                      place->problem_key, place->measure_no, parent, error);
}
