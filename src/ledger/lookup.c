/* Small look-ups: names for completion, the report that an item came from. */
#include "private.h"
#include "zhenggai/text.h"

char **
ledger_names(Ledger *ledger, LedgerField field, const char *prefix, guint limit)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    const char *column = ledger_field_info(field)->name;
    /* People come from the directory; departments from what was written before. */
    g_autofree char *sql =
        ledger_field_info(field)->type == TYPE_NAME
            ? g_strdup(
                  "SELECT name FROM person WHERE substr(name, 1, length(?1)) = ?1 "
                  "ORDER BY (SELECT count(*) FROM task WHERE owner = name) DESC, name LIMIT ?2")
            : g_strdup_printf("SELECT \"%s\" FROM task WHERE \"%s\" IS NOT NULL "
                              "AND substr(\"%s\", 1, length(?1)) = ?1 "
                              "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?2",
                              column, column, column);
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, NULL, sql, "si", prefix, (gint64)limit);
    while (statement != NULL && store_step(statement, NULL))
        g_strv_builder_add(names, store_text(statement, 0));
    return g_strv_builder_end(names);
}

char *
ledger_report_text(Ledger *ledger, gint64 report, GError **error)
{
    char *text = NULL;
    if (!store_string(ledger->store, &text, error,
                      "SELECT x.text FROM report r JOIN report_text x ON x.sha256 = r.sha256 "
                      "WHERE r.id = ?1",
                      "i", report))
        return NULL;
    if (text == NULL)
        ledger_row_gone(error);
    return text;
}

/* Every item has a place only if it came from its unit's report of that year; what the report links
 * to no problem hangs on problem 0, which itself came from none. */
gboolean
ledger_source_find(Ledger *ledger, LedgerEntity entity, gint64 key, char **text, gsize *start,
                   gsize *end, GError **error)
{
    static const char *const items[ENTITY_COUNT] = {
        [ENTITY_PROBLEM] = "problem i JOIN report r ON (r.year, r.unit_id) = (i.year, i.unit_id)",
        [ENTITY_CAUSE] = "cause i JOIN problem p ON p.id = i.problem_id "
                         "JOIN report r ON (r.year, r.unit_id) = (p.year, p.unit_id)",
        [ENTITY_TASK] = "task i JOIN problem p ON p.id = i.problem_id "
                        "JOIN report r ON (r.year, r.unit_id) = (p.year, p.unit_id)",
        [ENTITY_PLAN] = "plan i JOIN report r ON r.id = i.report_id",
    };
    g_assert(items[entity] != NULL);
    g_autofree char *sql = g_strdup_printf("SELECT x.text, i.place_start, i.place_end FROM %s "
                                           "JOIN report_text x ON x.sha256 = r.sha256 "
                                           "WHERE i.id = ?1 AND i.place_end IS NOT NULL",
                                           items[entity]);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "i", key);
    if (statement == NULL)
        return FALSE;
    if (store_step(statement, error)) {
        *text = g_strdup(store_text(statement, 0));
        *start = (gsize)store_integer(statement, 1);
        *end = (gsize)store_integer(statement, 2);
        return TRUE;
    }
    if (!store_failed(statement))
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("it was added by hand: no report has a sentence for it"));
    return FALSE;
}
