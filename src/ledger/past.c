/* The ledger as it was: the journal read backwards from now. */
#include "past.h"

#include "journal.h"

/* A field that was changed since, and what it was. */
typedef struct {
    LedgerField field;
    char *value;
} PastField;

struct LedgerPast {
    GHashTable *by_row; /* number of the row among all entities → PastRow; borrowed */
    GPtrArray *rows;
};

static void
past_field_clear(gpointer field)
{
    g_free(((PastField *)field)->value);
}

static void
past_row_free(gpointer data)
{
    PastRow *row = data;
    g_array_unref(row->fields);
    g_free(row);
}

/* One number for an entity and a key of it. */
static gint64
past_number(LedgerEntity entity, gint64 key)
{
    return key * ENTITY_COUNT + (gint64)entity;
}

static PastRow *
past_find(const LedgerPast *past, LedgerEntity entity, gint64 key)
{
    gint64 number = past_number(entity, key);
    return g_hash_table_lookup(past->by_row, &number);
}

static PastRow *
past_ensure(LedgerPast *past, LedgerEntity entity, gint64 key)
{
    gint64 number = past_number(entity, key);
    PastRow *row = past_find(past, entity, key);
    if (row != NULL)
        return row;
    row = g_new0(PastRow, 1);
    *row = (PastRow){entity, key, 0, FALSE, g_array_new(FALSE, FALSE, sizeof(PastField))};
    g_array_set_clear_func(row->fields, past_field_clear);
    g_hash_table_insert(past->by_row, g_memdup2(&number, sizeof number), row);
    g_ptr_array_add(past->rows, row);
    return row;
}

static const PastField *
past_field(const PastRow *row, LedgerField field)
{
    for (guint i = 0; i < row->fields->len; i++)
        if (g_array_index(row->fields, PastField, i).field == field)
            return &g_array_index(row->fields, PastField, i);
    return NULL;
}

/* The oldest change since tells what a field was. */
static void
past_note(PastRow *row, const char *column, const char *old)
{
    LedgerField field = ledger_field_of_column(row->entity, column);
    if (field == FIELD_NONE || past_field(row, field) != NULL)
        return;
    PastField was = {field, g_strdup(old)};
    g_array_append_val(row->fields, was);
}

/* What a row was that went since: the journal keeps it whole. */
static gboolean
past_note_whole(Ledger *ledger, PastRow *row, const char *json, GError **error)
{
    g_autoptr(StoreStatement) values =
        store_query(ledger->store, error, "SELECT key, value FROM json_each(?1)", "s", json);
    if (values == NULL)
        return FALSE;
    while (store_step(values, error))
        past_note(row, store_text(values, 0), store_text(values, 1));
    return !store_failed(values);
}

static gboolean
past_read(LedgerPast *past, Ledger *ledger, StoreStatement *statement, GError **error)
{
    LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
    const char *column = store_text(statement, 2), *old = store_text(statement, 3);
    if (!journal_knows(entity, column, error))
        return FALSE;
    PastRow *row = past_ensure(past, entity, store_integer(statement, 1));
    row->added |= row->changes == 0 && *column == '\0' && old == NULL;
    row->changes++;
    if (*column == '\0')
        return old == NULL || past_note_whole(ledger, row, old, error);
    past_note(row, column, old);
    return TRUE;
}

static LedgerPast *
past_new(Ledger *ledger, gint64 position, const char *entities, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT entity, row, field, old FROM change WHERE action_id > ?1 %s "
                        "ORDER BY action_id, id",
                        entities);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "i", position);
    if (statement == NULL)
        return NULL;
    g_autoptr(LedgerPast) past = g_new0(LedgerPast, 1);
    past->by_row = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    past->rows = g_ptr_array_new_with_free_func(past_row_free);
    while (store_step(statement, error))
        if (!past_read(past, ledger, statement, error))
            return NULL;
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&past);
}

LedgerPast *
past_of_all(Ledger *ledger, gint64 position, GError **error)
{
    return past_new(ledger, position, "", error);
}

LedgerPast *
ledger_past_new(Ledger *ledger, gint64 position, GError **error)
{
    return past_new(ledger, position, "AND +entity = 'task'", error);
}

void
ledger_past_free(LedgerPast *past)
{
    if (past == NULL)
        return;
    g_hash_table_destroy(past->by_row);
    g_ptr_array_unref(past->rows);
    g_free(past);
}

const GPtrArray *
past_rows(const LedgerPast *past)
{
    return past->rows;
}

gboolean
past_existed(const LedgerPast *past, LedgerEntity entity, gint64 key)
{
    const PastRow *found = past_find(past, entity, key);
    return found == NULL || !found->added;
}

const char *
past_value(const LedgerPast *past, LedgerEntity entity, gint64 key, LedgerField field,
           const char *now)
{
    const PastRow *found = past_find(past, entity, key);
    const PastField *was = found == NULL ? NULL : past_field(found, field);
    return was == NULL ? now : was->value;
}

gboolean
ledger_past_existed(const LedgerPast *past, gint64 task)
{
    return past_existed(past, ENTITY_TASK, task);
}

guint
ledger_past_changes(const LedgerPast *past, gint64 task)
{
    const PastRow *found = past_find(past, ENTITY_TASK, task);
    return found == NULL ? 0 : found->changes;
}

const char *
ledger_past_value(const LedgerPast *past, gint64 task, LedgerField field, const char *now)
{
    return past_value(past, ENTITY_TASK, task, field, now);
}

gboolean
ledger_position(Ledger *ledger, gint64 *position, GError **error)
{
    return store_number(ledger->store, position, 0, error,
                        "SELECT coalesce(max(id), 0) FROM action", "");
}
