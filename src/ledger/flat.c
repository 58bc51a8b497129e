/* The flat window of a query: the keys of its tasks in their order are read once, the rest of a
 * place only for the rows that are shown. */
#include "query.h"

void
ledger_query_flat(LedgerQuery *query, gboolean flat)
{
    query->flat = flat;
    ledger_query_refresh(query);
}

void
ledger_query_refresh(LedgerQuery *query)
{
    g_clear_pointer(&query->keys, g_array_unref);
}

static gboolean
flat_read(LedgerQuery *query, GError **error)
{
    if (query->keys != NULL)
        return TRUE;
    g_autoptr(GString) sql = g_string_new("SELECT key");
    query_append_from(query, sql);
    g_autoptr(StoreStatement) statement = query_start(query, sql->str, error);
    query->keys = store_keys(statement, error);
    return query->keys != NULL;
}

static gboolean
flat_holds(const LedgerQuery *query, guint index, gint64 key)
{
    return index < query->keys->len && g_array_index(query->keys, gint64, index) == key;
}

/* Where the key stands: looked for around the last place first. FALSE if it is not there; `at` is
 * then the last place. */
static gboolean
flat_find(LedgerQuery *query, gint64 key)
{
    guint count = query->keys->len;
    for (guint away = 0; away < MAX(count, query->at + 1); away++) {
        if (flat_holds(query, query->at + away, key))
            query->at += away;
        else if (away <= query->at && flat_holds(query, query->at - away, key))
            query->at -= away;
        else
            continue;
        return TRUE;
    }
    query->at = MIN(query->at, MAX(count, 1) - 1);
    return FALSE;
}

/* The places of the tasks from index `start`, as many as there are up to `count`. */
static GArray *
flat_places(const LedgerQuery *query, guint start, guint count, GError **error)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
    guint end = MIN(start + MIN(count, query->keys->len), query->keys->len);
    for (guint i = start; i < end; i++) {
        LedgerPlace place;
        if (!ledger_place_find(query->ledger, ENTITY_TASK, g_array_index(query->keys, gint64, i),
                               &place, error))
            return NULL;
        g_array_append_val(places, place);
    }
    return g_steal_pointer(&places);
}

GArray *
flat_window(LedgerQuery *query, const LedgerPlace *from, int direction, guint count, GError **error)
{
    if (!flat_read(query, error))
        return NULL;
    guint length = query->keys->len;
    if (from == NULL)
        return flat_places(query, direction > 0 ? 0 : length - MIN(count, length), count, error);
    flat_find(query, from->key);
    if (direction > 0)
        return flat_places(query, MIN(query->at + 1, length), count, error);
    count = MIN(count, query->at);
    return flat_places(query, query->at - count, count, error);
}

GArray *
flat_window_at(LedgerQuery *query, const LedgerPlace *place, guint count, GError **error)
{
    if (!flat_read(query, error))
        return NULL;
    flat_find(query, place->key);
    return flat_places(query, query->at, count, error);
}
