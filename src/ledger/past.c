/* The ledger as it was: the journal read backwards from now. */
#include "journal.h"
#include "zhenggai/dispatch.h"

/* A field that was changed since, and what it was. */
typedef struct {
    LedgerField field;
    char *value;
} PastField;

/* A task that was changed since. */
typedef struct {
    guint changes;
    gboolean added; /* it was not there then */
    GArray *fields; /* PastField, a field once */
} PastTask;

struct LedgerPast {
    GHashTable *tasks; /* key → PastTask */
};

static void
past_field_clear(gpointer field)
{
    g_free(((PastField *)field)->value);
}

static void
past_task_free(gpointer data)
{
    PastTask *task = data;
    g_array_unref(task->fields);
    g_free(task);
}

static const PastTask *
past_find(const LedgerPast *past, gint64 key)
{
    return g_hash_table_lookup(past->tasks, &key);
}

static PastTask *
past_ensure(LedgerPast *past, gint64 key)
{
    PastTask *task = g_hash_table_lookup(past->tasks, &key);
    if (task != NULL)
        return task;
    task = g_new0(PastTask, 1);
    task->fields = g_array_new(FALSE, FALSE, sizeof(PastField));
    g_array_set_clear_func(task->fields, past_field_clear);
    g_hash_table_insert(past->tasks, g_memdup2(&key, sizeof key), task);
    return task;
}

static const PastField *
past_field(const PastTask *task, LedgerField field)
{
    for (guint i = 0; i < task->fields->len; i++)
        if (g_array_index(task->fields, PastField, i).field == field)
            return &g_array_index(task->fields, PastField, i);
    return NULL;
}

/* The oldest change since tells what a field was. A row that undo removed and redo put back is the
 * same as before. */
static void
past_note(LedgerPast *past, gint64 key, const char *column, const char *old, gboolean added)
{
    PastTask *task = past_ensure(past, key);
    LedgerField field = ledger_field_of_column(ENTITY_TASK, column);
    task->added |= task->changes == 0 && added;
    task->changes++;
    if (field == FIELD_NONE || past_field(task, field) != NULL)
        return;
    PastField was = {field, g_strdup(old)};
    g_array_append_val(task->fields, was);
}

LedgerPast *
ledger_past_new(Ledger *ledger, gint64 position, GError **error)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    "SELECT row, field, old, field = '' AND old IS NULL FROM change "
                    "WHERE action_id > ?1 AND +entity = 'task' ORDER BY action_id, id",
                    "i", position);
    if (statement == NULL)
        return NULL;
    g_autoptr(LedgerPast) past = g_new0(LedgerPast, 1);
    past->tasks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, past_task_free);
    while (store_step(statement, error))
        past_note(past, store_integer(statement, 0), store_text(statement, 1),
                  store_text(statement, 2), store_integer(statement, 3) != 0);
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&past);
}

void
ledger_past_free(LedgerPast *past)
{
    if (past == NULL)
        return;
    g_hash_table_destroy(past->tasks);
    g_free(past);
}

gboolean
ledger_past_existed(const LedgerPast *past, gint64 task)
{
    const PastTask *found = past_find(past, task);
    return found == NULL || !found->added;
}

guint
ledger_past_changes(const LedgerPast *past, gint64 task)
{
    const PastTask *found = past_find(past, task);
    return found == NULL ? 0 : found->changes;
}

const char *
ledger_past_value(const LedgerPast *past, gint64 task, LedgerField field, const char *now)
{
    const PastTask *found = past_find(past, task);
    const PastField *was = found == NULL ? NULL : past_field(found, field);
    return was == NULL ? now : was->value;
}

gboolean
ledger_position(Ledger *ledger, gint64 *position, GError **error)
{
    return store_number(ledger->store, position, 0, error,
                        "SELECT coalesce(max(id), 0) FROM action", "");
}
