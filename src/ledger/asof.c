/* The ledger as it stood: a copy in which the journal is taken back. */
#include <string.h>

#include "journal.h"
#include "zhenggai/carry.h"

/* One change taken back in the copy, where no journal is kept of it. */
static gboolean
asof_take_back(Ledger *copy, StoreStatement *change, GError **error)
{
    LedgerEntity entity = ledger_entity_find(store_text(change, 0));
    gint64 row = store_integer(change, 1);
    const char *field = store_text(change, 2), *old = store_text(change, 3);
    if (!journal_knows(entity, field, error))
        return FALSE;
    const char *table = ledger_entity_name(entity);
    g_autofree char *sql = NULL;
    if (*field != '\0')
        sql = g_strdup_printf("UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1", table, field);
    else if (old == NULL)
        sql = g_strdup_printf("DELETE FROM \"%s\" WHERE id = ?1 AND ?2 IS NULL", table);
    else
        sql = ledger_restore_sql(entity);
    return store_run(copy->store, error, sql, "is", row, old);
}

static gboolean
asof_rewind(Ledger *copy, const char *day, GError **error)
{
    /* Rows hang on each other: only the end must be in order. */
    if (!store_run(copy->store, error, "PRAGMA defer_foreign_keys = ON", ""))
        return FALSE;
    g_autoptr(StoreStatement) changes =
        store_query(copy->store, error,
                    "SELECT c.entity, c.row, c.field, c.old FROM change c "
                    "JOIN action a ON a.id = c.action_id WHERE substr(a.at, 1, 10) > ?1 "
                    "ORDER BY c.id DESC",
                    "s", day);
    if (changes == NULL)
        return FALSE;
    while (store_step(changes, error))
        if (!asof_take_back(copy, changes, error))
            return FALSE;
    return !store_failed(changes);
}

Ledger *
ledger_open_as_of(Ledger *ledger, const char *day, GError **error)
{
    const LedgerWorld world = {
        .today = day, .operator= ledger->operator, .calendar = ledger->calendar_path };
    g_autoptr(Ledger) copy = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, error);
    if (copy == NULL || !store_copy_into(copy->store, ledger->store, error) ||
        !store_begin(copy->store, error))
        return NULL;
    if (!asof_rewind(copy, day, error)) {
        store_rollback(copy->store);
        return NULL;
    }
    if (!store_commit(copy->store, error))
        return NULL;
    g_free(copy->path);
    copy->path = g_strdup(ledger->path);
    return g_steal_pointer(&copy);
}
