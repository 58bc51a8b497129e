#include <string.h>

#include "journal.h"
#include "zhenggai/text.h"

/* ── Begin and end ────────────────────────────────────────────────────────────────────────── */

LedgerChange *
ledger_change_begin(Ledger *ledger, LedgerAction action, const char *reason, GError **error)
{
    gint64 id = 0;
    if (ledger_is_readonly(ledger)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_READONLY, _("%s: it can only be read"),
                    ledger->path);
        return NULL;
    }
    if (!ledger_text_check(reason, error) || !store_begin(ledger->store, error))
        return NULL;
    if (!journal_next(ledger, &id, error)) {
        store_rollback(ledger->store);
        return NULL;
    }
    LedgerChange *change = g_new0(LedgerChange, 1);
    *change = (LedgerChange){.ledger = ledger,
                             .action = action,
                             .reason = g_strdup(reason),
                             .id = id,
                             .checksum = g_checksum_new(G_CHECKSUM_SHA256)};
    return change;
}

static void
ledger_change_free(LedgerChange *change)
{
    g_checksum_free(change->checksum);
    g_clear_pointer(&change->mark_checksum, g_checksum_free);
    g_free(change->reason);
    g_free(change);
}

void
ledger_change_cancel(LedgerChange *change)
{
    if (change == NULL)
        return;
    store_rollback(change->ledger->store);
    ledger_change_free(change);
}

gboolean
ledger_change_commit(LedgerChange *change, gboolean dry, GError **error)
{
    Store *store = change->ledger->store;
    gboolean keep = change->count > 0 && !dry;
    gboolean done = !keep || (journal_action(change, error) && store_commit(store, error));
    if (!keep || !done)
        store_rollback(store);
    ledger_change_free(change);
    return done;
}

gboolean
ledger_change_mark(LedgerChange *change, GError **error)
{
    Store *store = change->ledger->store;
    if ((change->mark_checksum != NULL && !store_run(store, error, "RELEASE attempt", "")) ||
        !store_run(store, error, "SAVEPOINT attempt", ""))
        return FALSE;
    g_clear_pointer(&change->mark_checksum, g_checksum_free);
    change->mark_checksum = g_checksum_copy(change->checksum);
    change->mark_count = change->count;
    return TRUE;
}

gboolean
ledger_change_back(LedgerChange *change, GError **error)
{
    Store *store = change->ledger->store;
    g_assert(change->mark_checksum != NULL);
    if (!store_run(store, error, "ROLLBACK TO attempt", "") ||
        !store_run(store, error, "RELEASE attempt", ""))
        return FALSE;
    g_checksum_free(change->checksum);
    change->checksum = g_steal_pointer(&change->mark_checksum);
    change->count = change->mark_count;
    return TRUE;
}

Ledger *
ledger_change_ledger(const LedgerChange *change)
{
    return change->ledger;
}

guint
ledger_change_count(const LedgerChange *change)
{
    return change->count;
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
ledger_change_conflict(LedgerChange *change, LedgerEntity entity, gint64 key, GError **error)
{
    g_autofree char *address = ledger_row_address(change->ledger, entity, key);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
                _("%s was changed by somebody else meanwhile; nothing was written"),
                address == NULL ? _(ledger_entity_label(entity)) : address);
    return FALSE;
}

gboolean
ledger_change_set(LedgerChange *change, LedgerEntity entity, gint64 key, gint64 revision,
                  LedgerField field, const char *value, GError **error)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    g_autofree char *old = NULL;
    gint64 found = 0;
    g_assert(info->entity == entity && info->origin == ORIGIN_STORED);
    if (!ledger_text_check(value, error) ||
        !ledger_row_value(change->ledger, entity, key, field, &old, &found, error))
        return FALSE;
    if (revision > 0 && revision != found)
        return ledger_change_conflict(change, entity, key, error);
    if (g_strcmp0(old, value) == 0)
        return TRUE;
    g_autofree char *sql = g_strdup_printf(
        "UPDATE \"%s\" SET \"%s\" = ?1, revision = revision + 1 WHERE id = ?2 AND revision = ?3",
        ledger_entity_name(entity), info->name);
    if (!store_run(change->ledger->store, error, sql, "sii", value, key, found))
        return FALSE;
    if (store_changed(change->ledger->store) == 0)
        return ledger_change_conflict(change, entity, key, error);
    return journal_change(change, entity, key, info->name, old, value, error);
}

static const char *
ledger_assignment_value(const LedgerAssignment *assignments, guint count, LedgerField field)
{
    for (guint i = 0; i < count; i++)
        if (assignments[i].field == field)
            return assignments[i].value;
    return NULL;
}

/* The key is one that no row of the journal ever had: SQLite alone would give a new row the key of
 * one that undo removed, and its history with it. One that comes back has the key that it had, and
 * a revision that it never had. */
static char *
ledger_insert_sql(LedgerEntity entity, gint64 former, const LedgerAssignment *assignments,
                  guint count)
{
    const char *table = ledger_entity_name(entity);
    g_autoptr(GString) columns = g_string_new("id, revision, uuid");
    g_autoptr(GString) values = g_string_new(NULL);
    if (former == 0)
        g_string_append_printf(
            values, "(SELECT coalesce(max(row), 0) + 1 FROM change WHERE entity = '%s'), 1, ?1",
            table);
    else
        g_string_append_printf(values,
                               "%" G_GINT64_FORMAT ", (SELECT count(*) + 1 FROM change "
                               "WHERE entity = '%s' AND row = %" G_GINT64_FORMAT "), ?1",
                               former, table, former);
    for (guint i = 0; i < count; i++) {
        const char *name = ledger_field_info(assignments[i].field)->name;
        if (strcmp(name, "uuid") == 0)
            continue;
        g_string_append_printf(columns, ", \"%s\"", name);
        g_string_append_printf(values, ", ?%u", i + 2);
    }
    return g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", ledger_entity_name(entity),
                           columns->str, values->str);
}

LedgerDigits
ledger_digits(gint64 number)
{
    LedgerDigits digits;
    g_snprintf(digits.text, sizeof digits.text, "%" G_GINT64_FORMAT, number);
    return digits;
}

gboolean
ledger_change_insert(LedgerChange *change, LedgerEntity entity, const LedgerAssignment *assignments,
                     guint count, gint64 *key, GError **error)
{
    return ledger_change_insert_as(change, entity, 0, assignments, count, key, error);
}

gboolean
ledger_change_insert_as(LedgerChange *change, LedgerEntity entity, gint64 former,
                        const LedgerAssignment *assignments, guint count, gint64 *key,
                        GError **error)
{
    g_autofree char *sql = ledger_insert_sql(entity, former, assignments, count);
    g_autofree char *made = g_uuid_string_random();
    const char *given =
        ledger_assignment_value(assignments, count, ledger_field_of_column(entity, "uuid"));
    g_autoptr(StoreStatement) statement =
        store_query(change->ledger->store, error, sql, "s", given == NULL ? made : given);
    if (statement == NULL)
        return FALSE;
    for (guint i = 0; i < count; i++) {
        const LedgerAssignment *assignment = &assignments[i];
        if (strcmp(ledger_field_info(assignment->field)->name, "uuid") == 0)
            continue;
        if (!ledger_text_check(assignment->value, error) ||
            !store_bind_text(statement, (int)i + 2, assignment->value, error))
            return FALSE;
    }
    store_step(statement, error);
    if (store_failed(statement))
        return FALSE;
    *key = store_inserted(change->ledger->store);
    g_autofree char *json = NULL;
    return ledger_row_json(change->ledger, entity, *key, &json, error) &&
           journal_change(change, entity, *key, "", NULL, json, error);
}

gboolean
ledger_change_remove(LedgerChange *change, LedgerEntity entity, gint64 key, GError **error)
{
    g_autofree char *json = NULL;
    g_autofree char *sql =
        g_strdup_printf("DELETE FROM \"%s\" WHERE id = ?1", ledger_entity_name(entity));
    return ledger_row_json(change->ledger, entity, key, &json, error) &&
           store_run(change->ledger->store, error, sql, "i", key) &&
           journal_change(change, entity, key, "", json, NULL, error);
}

char *
ledger_restore_sql(LedgerEntity entity)
{
    const char *table = ledger_entity_name(entity);
    g_autoptr(GString) columns = g_string_new("id, revision");
    g_autoptr(GString) values = g_string_new(NULL);
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    /* Higher than any that this row ever had, so that whoever saw it before it went does not take
     * it for the same. */
    g_string_append_printf(
        values, "?1, (SELECT count(*) + 1 FROM change WHERE entity = '%s' AND row = ?1)", table);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->origin != ORIGIN_STORED)
            continue;
        g_string_append_printf(columns, ", \"%s\"", info->name);
        g_string_append_printf(values, ", json_extract(?2, '$.%s')", info->name);
    }
    return g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table, columns->str, values->str);
}

gboolean
ledger_change_restore(LedgerChange *change, LedgerEntity entity, gint64 key, const char *json,
                      GError **error)
{
    g_autofree char *sql = ledger_restore_sql(entity);
    return store_run(change->ledger->store, error, sql, "is", key, json) &&
           journal_change(change, entity, key, "", NULL, json, error);
}

gboolean
ledger_change_keep_text(LedgerChange *change, const char *sha256, const char *text, GError **error)
{
    return ledger_text_check(text, error) &&
           store_run(change->ledger->store, error,
                     "INSERT INTO report_text (sha256, text) VALUES (?1, ?2) "
                     "ON CONFLICT DO NOTHING",
                     "ss", sha256, text);
}
