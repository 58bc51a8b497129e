#include <string.h>

#include "query.h"
#include "zhenggai/text.h"

LedgerQuery *
ledger_query_new(Ledger *ledger)
{
    LedgerQuery *query = g_new0(LedgerQuery, 1);
    query->ledger = ledger;
    filter_init(&query->filter);
    query->folds = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return query;
}

void
ledger_query_free(LedgerQuery *query)
{
    if (query == NULL)
        return;
    filter_clear(&query->filter);
    g_clear_pointer(&query->order, g_free);
    ledger_query_refresh(query);
    g_hash_table_destroy(query->folds);
    g_free(query);
}

void
ledger_query_scope(LedgerQuery *query, LedgerScope scope)
{
    query->scope = scope;
    ledger_query_refresh(query);
}

void
ledger_query_limit(LedgerQuery *query, guint limit)
{
    query->limit = limit;
}

/* ── Filter and order ─────────────────────────────────────────────────────────────────────── */

gboolean
ledger_query_filter(LedgerQuery *query, const char *word, GError **error)
{
    ledger_query_refresh(query);
    return filter_add(&query->filter, query->ledger, word, error);
}

/* Blanks part words, but not inside "…" or “…”, whose signs go. */
static GPtrArray *
query_split(const char *line)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) word = g_string_new(NULL);
    gboolean quoted = FALSE;
    for (const char *at = line; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (character == '"' || character == 0x201C || character == 0x201D)
            quoted = !quoted;
        else if (!quoted && g_unichar_isspace(character)) {
            if (word->len > 0)
                g_ptr_array_add(words, g_strdup(word->str));
            g_string_truncate(word, 0);
        } else
            g_string_append_unichar(word, character);
    }
    if (word->len > 0)
        g_ptr_array_add(words, g_strdup(word->str));
    return words;
}

gboolean
ledger_query_filter_line(LedgerQuery *query, const char *line, GError **error)
{
    if (!ledger_text_check(line, error))
        return FALSE;
    g_autoptr(GPtrArray) words = query_split(line);
    for (guint i = 0; i < words->len; i++)
        if (!ledger_query_filter(query, words->pdata[i], error))
            return FALSE;
    return TRUE;
}

void
ledger_query_until(LedgerQuery *query, const char *day)
{
    filter_add_until(&query->filter, day);
}

gboolean
ledger_query_is_filtered(const LedgerQuery *query)
{
    return query->filter.condition->len > 0;
}

/* The expression that sorts a field: the report's numbers as numbers (2.10 after 2.9), words of a
 * list in the order of fields.def, the rest as it is. */
static void
query_append_key(GString *order, LedgerField field, const char *direction)
{
    static const char *const numbers[] = {"problem_no", "measure_no", "step_no"};
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (field == FIELD_TASK_id) {
        for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
            g_string_append_printf(order, "%s%s, ", numbers[i], direction);
        return;
    }
    guint values = ledger_value_count(info->type);
    g_string_append_printf(order, values > 0 ? "CASE \"%s\"" : "\"%s\"", info->name);
    for (guint i = 0; i < values; i++)
        g_string_append_printf(order, " WHEN '%s' THEN %u", ledger_value_info(info->type, i)->name,
                               i);
    g_string_append_printf(order, "%s%s NULLS LAST, ", values > 0 ? " END" : "", direction);
}

gboolean
ledger_query_sort(LedgerQuery *query, const char *keys, GError **error)
{
    g_autoptr(GString) order = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit(keys, ",", 0);
    for (guint i = 0; words[i] != NULL; i++) {
        const char *word = g_strstrip(words[i]);
        gboolean down = word[0] == '-';
        LedgerField field = ledger_field_find(ENTITY_TASK, word + down);
        if (field == FIELD_NONE) {
            g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                        _("--sort %s: no such field; for example due, -percent, owner"), word);
            return FALSE;
        }
        query_append_key(order, field, down ? " DESC" : "");
    }
    g_free(query->order);
    ledger_query_refresh(query);
    query->order = g_string_free(g_steal_pointer(&order), FALSE);
    return TRUE;
}

/* ── Conditions ───────────────────────────────────────────────────────────────────────────── */

void
query_append_scope(const LedgerQuery *query, GString *sql, const char *alias)
{
    ledger_scope_append(sql,
                        (LedgerScope){query->filter.year ? 0 : query->scope.year,
                                      query->filter.unit ? 0 : query->scope.unit_id},
                        alias);
}

StoreStatement *
query_start(LedgerQuery *query, const char *sql, GError **error)
{
    StoreStatement *statement = store_query(query->ledger->store, error, sql, "");
    for (guint i = 0; statement != NULL && i < query->filter.parameters->len; i++)
        if (!store_bind_text(statement, (int)i + 1, query->filter.parameters->pdata[i], error))
            g_clear_pointer(&statement, store_done);
    return statement;
}

static void
query_append_order(const LedgerQuery *query, GString *sql)
{
    g_string_append_printf(sql, " ORDER BY %syear, unit_id, problem_no, measure_no, step_no",
                           query->order == NULL ? "" : query->order);
}

/* In the order of addresses the problems are walked along their index, so that nothing is sorted
 * and a page costs a page; where the filter's own index finds the tasks, they are sorted after. The
 * `+` keeps SQLite from beginning with the tasks instead. */
void
query_append_from(const LedgerQuery *query, GString *sql)
{
    gboolean walks = query->order == NULL && !query->filter.seeks;
    if (walks) {
        g_string_append(sql,
                        " FROM (SELECT id AS walked, year AS walked_year, unit_id AS walked_unit,"
                        " no AS walked_no FROM problem WHERE TRUE");
        query_append_scope(query, sql, "problem");
        g_string_append(sql, ") CROSS JOIN task_row ON problem_id = +walked WHERE TRUE");
    } else {
        g_string_append(sql, " FROM task_row WHERE TRUE");
        query_append_scope(query, sql, "task_row");
    }
    if (query->filter.condition->len > 0)
        g_string_append_printf(sql, " AND %s", query->filter.condition->str);
    if (walks)
        g_string_append(sql, " ORDER BY walked_year, walked_unit, walked_no, measure_no, step_no");
    else
        query_append_order(query, sql);
    if (query->limit > 0)
        g_string_append_printf(sql, " LIMIT %u", query->limit);
}

LedgerRows *
ledger_query_rows(LedgerQuery *query, const LedgerFields *fields, GError **error)
{
    LedgerFields all = ledger_fields_all(ENTITY_TASK);
    const LedgerFields *wanted = fields == NULL ? &all : fields;
    g_autoptr(GString) sql = g_string_new("SELECT ");
    ledger_fields_select(sql, ENTITY_TASK, wanted);
    if (query->limit > 0) {
        /* Keys are sorted first: the other fields are read for the page alone. */
        g_string_append(sql, " FROM task_row WHERE key IN (SELECT key");
        query_append_from(query, sql);
        g_string_append(sql, ")");
        query_append_order(query, sql);
    } else {
        query_append_from(query, sql);
    }
    StoreStatement *statement = query_start(query, sql->str, error);
    return statement == NULL ? NULL : ledger_rows_new(statement, ENTITY_TASK, wanted);
}

gint64
ledger_query_count(LedgerQuery *query, GError **error)
{
    /* Without a filter the kept counts have it. */
    gboolean kept = query->filter.condition->len == 0;
    g_autoptr(GString) sql = g_string_new(kept ? "SELECT sum(tasks) FROM tally WHERE TRUE"
                                               : "SELECT count(*) FROM task_row WHERE TRUE");
    query_append_scope(query, sql, kept ? "tally" : "task_row");
    if (!kept)
        g_string_append_printf(sql, " AND %s", query->filter.condition->str);
    g_autoptr(StoreStatement) statement = query_start(query, sql->str, error);
    if (statement == NULL)
        return -1;
    gint64 count = store_step(statement, error) ? store_integer(statement, 0) : 0;
    if (store_failed(statement))
        return -1;
    return count;
}
