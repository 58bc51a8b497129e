#include "journal.h"

#include <string.h>

#include "zhenggai/text.h"

static const char first_hash[] = "0000000000000000000000000000000000000000000000000000000000000000";

static void
journal_hash_text(GChecksum *checksum, const char *text)
{
    if (text == NULL) {
        g_checksum_update(checksum, (const guchar *)"-:", 2);
        return;
    }
    char length[24];
    g_snprintf(length, sizeof length, "%zu:", strlen(text));
    g_checksum_update(checksum, (const guchar *)length, -1);
    g_checksum_update(checksum, (const guchar *)text, -1);
}

static void
journal_hash_number(GChecksum *checksum, gint64 number)
{
    char digits[24];
    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, number);
    journal_hash_text(checksum, digits);
}

/* The changes are hashed as they are written, before the action that closes them is known whole;
 * so the action's hash is taken over the previous hash, the action and the digest of its changes.
 */
static char *
journal_hash(const char *previous, gint64 id, const char *at, const char *by, const char *name,
             const char *reason, gint64 target, GChecksum *changes)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    journal_hash_text(checksum, previous);
    journal_hash_number(checksum, id);
    journal_hash_text(checksum, at);
    journal_hash_text(checksum, by);
    journal_hash_text(checksum, name);
    journal_hash_text(checksum, reason);
    journal_hash_number(checksum, target);
    journal_hash_text(checksum, g_checksum_get_string(changes));
    return g_strdup(g_checksum_get_string(checksum));
}

static void
journal_hash_change(GChecksum *checksum, const char *entity, gint64 row, const char *field,
                    const char *old, const char *new)
{
    journal_hash_text(checksum, entity);
    journal_hash_number(checksum, row);
    journal_hash_text(checksum, field);
    journal_hash_text(checksum, old);
    journal_hash_text(checksum, new);
}

gboolean
journal_change(LedgerChange *change, LedgerEntity entity, gint64 row, const char *field,
               const char *old, const char *new, GError **error)
{
    const char *name = ledger_entity_name(entity);
    journal_hash_change(change->checksum, name, row, field, old, new);
    change->count++;
    return store_run(change->ledger->store, error,
                     "INSERT INTO change (action_id, entity, row, field, old, new) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     "isisss", change->id, name, row, field, old, new);
}

gboolean
journal_action(LedgerChange *change, GError **error)
{
    Ledger *ledger = change->ledger;
    g_autofree char *previous = NULL;
    if (!store_string(ledger->store, &previous, error,
                      "SELECT hash FROM action ORDER BY id DESC LIMIT 1", ""))
        return FALSE;
    g_autofree char *now = ledger_now(ledger);
    const char *name = ledger_action_info(change->action)->name;
    g_autofree char *hash =
        journal_hash(previous == NULL ? first_hash : previous, change->id, now, ledger->operator,
                     name, change->reason, change->target, change->checksum);
    return store_run(ledger->store, error,
                     "INSERT INTO action (id, at, \"by\", name, reason, target, hash) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, 0), ?7)",
                     "issssis", change->id, now, ledger->operator, name, change->reason,
                     change->target, hash);
}

gboolean
journal_next(Ledger *ledger, gint64 *id, GError **error)
{
    return store_number(ledger->store, id, 0, error, "SELECT coalesce(max(id), 0) + 1 FROM action",
                        "");
}

gboolean
journal_refuse(GError **error)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                _("the journal holds an entry that no zhenggai wrote; see `zhenggai check`"));
    return FALSE;
}

gboolean
journal_knows(LedgerEntity entity, const char *column, GError **error)
{
    if (entity == ENTITY_COUNT)
        return journal_refuse(error);
    LedgerField field = ledger_field_of_column(entity, column);
    return *column == '\0' ||
           (field != FIELD_NONE && ledger_field_info(field)->origin == ORIGIN_STORED) ||
           journal_refuse(error);
}

static GChecksum *
journal_digest(Ledger *ledger, gint64 id, GError **error)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(StoreStatement) changes =
        store_query(ledger->store, error,
                    "SELECT entity, row, field, old, new FROM change WHERE action_id = ?1 "
                    "ORDER BY id",
                    "i", id);
    if (changes == NULL)
        return NULL;
    while (store_step(changes, error))
        journal_hash_change(checksum, store_text(changes, 0), store_integer(changes, 1),
                            store_text(changes, 2), store_text(changes, 3), store_text(changes, 4));
    if (store_failed(changes))
        return NULL;
    return g_steal_pointer(&checksum);
}

int
journal_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
              GError **error)
{
    int findings = 0;
    g_autofree char *previous = g_strdup(first_hash);
    g_autoptr(StoreStatement) actions = store_query(
        ledger->store, error,
        "SELECT id, at, \"by\", name, reason, target, hash FROM action ORDER BY id", "");
    if (actions == NULL)
        return -1;
    while (store_step(actions, error)) {
        gint64 id = store_integer(actions, 0);
        g_autoptr(GChecksum) changes = journal_digest(ledger, id, error);
        if (changes == NULL)
            return -1;
        g_autofree char *hash = journal_hash(
            previous, id, store_text(actions, 1), store_text(actions, 2), store_text(actions, 3),
            store_text(actions, 4), store_integer(actions, 5), changes);
        if (g_strcmp0(hash, store_text(actions, 6)) != 0) {
            g_autofree char *finding = g_strdup_printf(
                _("the journal was altered at action %d (%s)"), (int)id, store_text(actions, 1));
            report(finding, data);
            findings++;
        }
        g_free(previous);
        previous = g_strdup(store_text(actions, 6));
    }
    if (store_failed(actions))
        return -1;
    return findings;
}
