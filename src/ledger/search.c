#include "search.h"

#include "zhenggai/text.h"

/* As many documents are looked up one by one. Of more, a walk in the list's order soon meets a
 * screenful. */
enum { SEARCH_FEW = 500 };

/* Every pair of the word as a quoted term, joined by AND; NULL if the word has none. */
static char *
search_terms(const char *word)
{
    g_autoptr(GString) bigrams = g_string_new(NULL);
    if (text_append_bigrams(bigrams, word) == 0)
        return NULL;
    GString *terms = g_string_new("\"");
    for (gsize i = 0; i + 1 < bigrams->len; i++)
        if (bigrams->str[i] == ' ')
            g_string_append(terms, "\" AND \"");
        else
            g_string_append_c(terms, bigrams->str[i]);
    return g_string_free(g_string_append_c(terms, '"'), FALSE);
}

static gboolean
search_is_rare(Ledger *ledger, const char *terms, gboolean *rare, GError **error)
{
    gint64 found = 0;
    if (!store_number(ledger->store, &found, 0, error,
                      "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)",
                      "si", terms, (gint64)SEARCH_FEW + 1))
        return FALSE;
    *rare = found <= SEARCH_FEW;
    return TRUE;
}

/* The columns that are looked into, of the row itself and of what it shows of others. */
static const char *const own_columns[] = {
    "text",    "goal",   "owner",  "lead", "department", "lead_department",
    "support", "result", "remark", NULL};
static const char *const shown_columns[] = {"problem", "cause", "source", NULL};
static const char *const problem_columns[] = {"text", "source", NULL};
static const char *const text_column[] = {"text", NULL};

/* `table.column LIKE ?n OR …`. */
static void
search_append_contains(Filter *filter, const char *table, const char *const *columns, guint pattern)
{
    for (guint i = 0; columns[i] != NULL; i++)
        g_string_append_printf(filter->condition, "%s%s.\"%s\" LIKE ?%u ESCAPE '\\'",
                               i == 0 ? "" : " OR ", table, columns[i], pattern);
}

/* Rows of `table` whose document has all the pairs, and which contain the word itself. */
static void
search_append_documents(Filter *filter, const char *key, const char *table, int kind,
                        const char *const *columns, guint pattern)
{
    g_string_append_printf(filter->condition,
                           "SELECT %s FROM %s WHERE id IN "
                           "(SELECT document / 4 FROM found WHERE document %% 4 = %d) AND (",
                           key, table, kind);
    search_append_contains(filter, table, columns, pattern);
    g_string_append_c(filter->condition, ')');
}

static void
search_append_few(Filter *filter, const char *terms, guint pattern)
{
    GString *condition = filter->condition;
    g_string_append_printf(condition,
                           "key IN (WITH found (document) AS MATERIALIZED "
                           "(SELECT rowid FROM search WHERE search MATCH ?%u) ",
                           filter_parameter(filter, terms));
    search_append_documents(filter, "id", "task", 0, own_columns, pattern);
    g_string_append(condition, " UNION ALL ");
    search_append_documents(filter, "task_id", "note", 3, text_column, pattern);
    g_string_append(condition, " UNION ALL SELECT id FROM task WHERE problem_id IN (");
    search_append_documents(filter, "id", "problem", 1, problem_columns, pattern);
    g_string_append(condition, " UNION ALL ");
    search_append_documents(filter, "problem_id", "cause", 2, text_column, pattern);
    g_string_append(condition, "))");
}

static void
search_append_many(Filter *filter, guint pattern)
{
    g_string_append_c(filter->condition, '(');
    search_append_contains(filter, "task_row", own_columns, pattern);
    g_string_append(filter->condition, " OR ");
    search_append_contains(filter, "task_row", shown_columns, pattern);
    g_string_append(filter->condition, " OR EXISTS (SELECT 1 FROM note WHERE task_id = key AND (");
    search_append_contains(filter, "note", text_column, pattern);
    g_string_append(filter->condition, ")))");
}

gboolean
search_add(Filter *filter, Ledger *ledger, const char *word, GError **error)
{
    g_autofree char *terms = search_terms(word);
    gboolean rare = FALSE;
    if (terms != NULL && !search_is_rare(ledger, terms, &rare, error))
        return FALSE;
    g_autofree char *pattern = filter_like(word);
    guint parameter = filter_parameter(filter, pattern);
    if (rare)
        search_append_few(filter, terms, parameter);
    else
        search_append_many(filter, parameter);
    filter->seeks = filter->seeks || rare;
    return TRUE;
}
