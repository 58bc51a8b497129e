/* Two rows that were added on both sides and are one: who or what they name, or the same words in
 * the same place. */
#include <string.h>

#include "sibling.h"

/* What makes a row of each entity the same; NULL: only its UUID. ?1… are the values of the columns
 * that are listed, of which the references are keys here. */
static const struct {
    const char *columns, *where;
} sames[ENTITY_COUNT] = {
    [ENTITY_UNIT] = {"name", "name = ?1"},
    [ENTITY_PERSON] = {"name", "name = ?1"},
    [ENTITY_DEPARTMENT] = {"name", "name = ?1"},
    [ENTITY_REPORT] = {"unit_id year", "unit_id = ?1 AND year = ?2"},
    [ENTITY_PROBLEM] = {"unit_id year no text",
                        "unit_id = ?1 AND year = ?2 AND no = ?3 AND (no = 0 OR text = ?4)"},
    [ENTITY_CAUSE] = {"problem_id text", "problem_id = ?1 AND text = ?2"},
    [ENTITY_PLAN] = {"report_id text", "report_id = ?1 AND text = ?2"},
    [ENTITY_TASK] = {"problem_id measure_no step_no text",
                     "problem_id = ?1 AND measure_no = ?2 AND step_no = ?3 AND text = ?4"},
    [ENTITY_EVIDENCE] = {"task_id sha256", "task_id = ?1 AND sha256 = ?2"},
};

/* The value of a column as it is stored here; NULL where it means a row that is not here. */
static char *
value_here(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    LedgerEntity reference = sibling_reference(field);
    g_autofree char *value = sibling_theirs(sibling, pair, field);
    if (value == NULL || reference == ENTITY_COUNT)
        return g_steal_pointer(&value);
    gint64 key = sibling_key(sibling, reference, value);
    return key == 0 ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, key);
}

static gboolean
bind_values(const LedgerSibling *sibling, const SiblingPair *pair, StoreStatement *statement,
            gboolean *bound, GError **error)
{
    g_auto(GStrv) columns = g_strsplit(sames[pair->entity].columns, " ", -1);
    *bound = TRUE;
    for (int i = 0; columns[i] != NULL; i++) {
        LedgerField field = ledger_field_of_column(pair->entity, columns[i]);
        g_autofree char *value = value_here(sibling, pair, field);
        if (value == NULL)
            *bound = FALSE;
        if (!store_bind_text(statement, i + 1, value, error))
            return FALSE;
    }
    return TRUE;
}

/* One that is there too under its own UUID is another row. */
static gboolean
is_free(const LedgerSibling *sibling, LedgerEntity entity, const char *uuid, gboolean *is,
        GError **error)
{
    gint64 there = 0;
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM \"%s\" WHERE uuid = ?1", ledger_entity_name(entity));
    gboolean read = store_number(sibling->theirs->store, &there, 0, error, sql, "s", uuid);
    *is = there == 0;
    return read;
}

gboolean
sibling_same_find(LedgerSibling *sibling, const SiblingPair *pair, gint64 *key, GError **error)
{
    gboolean bound = FALSE, is = FALSE;
    *key = 0;
    if (sames[pair->entity].where == NULL)
        return TRUE;
    g_autofree char *sql =
        g_strdup_printf("SELECT id, uuid FROM \"%s\" WHERE %s LIMIT 1",
                        ledger_entity_name(pair->entity), sames[pair->entity].where);
    g_autoptr(StoreStatement) statement = store_query(sibling->ours->store, error, sql, "");
    if (statement == NULL || !bind_values(sibling, pair, statement, &bound, error))
        return FALSE;
    if (!bound || !store_step(statement, error))
        return !store_failed(statement);
    const char *uuid = store_text(statement, 1);
    if (!is_free(sibling, pair->entity, uuid, &is, error))
        return FALSE;
    if (!is)
        return TRUE;
    *key = store_integer(statement, 0);
    g_hash_table_replace(sibling->same, g_strdup(pair->uuid), g_strdup(uuid));
    return TRUE;
}
