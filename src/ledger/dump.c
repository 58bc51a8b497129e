/* The ledger whole, table by table, out and in. */
#include "zhenggai/dump.h"

#include "private.h"
#include "zhenggai/text.h"

/* What is no entity of fields.def. */
static const LedgerColumn report_text_columns[] = {{"sha256", TYPE_LINE}, {"text", TYPE_WORDS}};
static const LedgerColumn action_columns[] = {{"at", TYPE_TIME},       {"by", TYPE_NAME},
                                              {"name", TYPE_LINE},     {"reason", TYPE_WORDS},
                                              {"target", TYPE_NUMBER}, {"hash", TYPE_LINE}};
static const LedgerColumn change_columns[] = {{"action_id", TYPE_NUMBER}, {"entity", TYPE_LINE},
                                              {"row", TYPE_NUMBER},       {"field", TYPE_LINE},
                                              {"old", TYPE_WORDS},        {"new", TYPE_WORDS}};

static const LedgerColumn key_column = {"key", TYPE_NUMBER};
static const LedgerColumn revision_column = {"revision", TYPE_NUMBER};

static void
table_free(gpointer data)
{
    LedgerTable *table = data;
    g_array_unref(table->columns);
    g_free(table);
}

static LedgerTable *
table_new(GPtrArray *tables, const char *name, const LedgerColumn *columns, guint count)
{
    LedgerTable *table = g_new0(LedgerTable, 1);
    table->name = name;
    table->columns = g_array_new(FALSE, FALSE, sizeof(LedgerColumn));
    g_array_append_val(table->columns, key_column);
    g_array_append_vals(table->columns, columns, count);
    g_ptr_array_add(tables, table);
    return table;
}

static void
table_of_entity(GPtrArray *tables, LedgerEntity entity)
{
    LedgerTable *table = table_new(tables, ledger_entity_name(entity), NULL, 0);
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        const LedgerColumn column = {info->name, info->type};
        if (info->origin == ORIGIN_STORED)
            g_array_append_val(table->columns, column);
    }
    g_array_append_val(table->columns, revision_column);
}

GPtrArray *
ledger_tables(void)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func(table_free);
    table_new(tables, "report_text", report_text_columns, G_N_ELEMENTS(report_text_columns));
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
        table_of_entity(tables, entity);
    table_new(tables, "action", action_columns, G_N_ELEMENTS(action_columns));
    table_new(tables, "change", change_columns, G_N_ELEMENTS(change_columns));
    return tables;
}

/* `"id", "uuid", …` of the table in the database, where the key is called id. */
static void
append_columns(GString *sql, const LedgerTable *table)
{
    g_string_append(sql, "id");
    for (guint i = 1; i < table->columns->len; i++)
        g_string_append_printf(sql, ", \"%s\"",
                               g_array_index(table->columns, LedgerColumn, i).name);
}

/* ── Out ──────────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_dump_begin(Ledger *ledger, GError **error)
{
    return store_run(ledger->store, error, "BEGIN", "");
}

void
ledger_dump_end(Ledger *ledger)
{
    store_rollback(ledger->store);
}

gboolean
ledger_dump_table(Ledger *ledger, const LedgerTable *table, LedgerTableRow row, gpointer data,
                  GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT ");
    g_autofree const char **values = g_new0(const char *, table->columns->len);
    append_columns(sql, table);
    g_string_append_printf(sql, " FROM \"%s\" ORDER BY id", table->name);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql->str, "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        for (guint i = 0; i < table->columns->len; i++)
            values[i] = store_text(statement, (int)i);
        if (!row(values, data, error))
            return FALSE;
    }
    return !store_failed(statement);
}

/* ── In ───────────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_fill_begin(Ledger *ledger, GError **error)
{
    gint64 actions = 0;
    if (!store_begin(ledger->store, error))
        return FALSE;
    /* Tasks of a later year lean on earlier ones and both ways round. */
    if (!store_run(ledger->store, error, "PRAGMA defer_foreign_keys = ON", "") ||
        !store_number(ledger->store, &actions, 0, error, "SELECT count(*) FROM action", "")) {
        store_rollback(ledger->store);
        return FALSE;
    }
    if (actions == 0)
        return TRUE;
    store_rollback(ledger->store);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("%s holds a ledger already; only an empty one can be filled"), ledger->path);
    return FALSE;
}

gboolean
ledger_fill_row(Ledger *ledger, const LedgerTable *table, const char *const *values, GError **error)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "INSERT INTO \"%s\" (", table->name);
    append_columns(sql, table);
    for (guint i = 0; i < table->columns->len; i++)
        g_string_append(sql, i == 0 ? ") VALUES (?" : ", ?");
    g_string_append_c(sql, ')');
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql->str, "");
    if (statement == NULL)
        return FALSE;
    for (guint i = 0; i < table->columns->len; i++)
        if (!ledger_text_check(values[i], error) ||
            !store_bind_text(statement, (int)i + 1, values[i], error))
            return FALSE;
    store_step(statement, error);
    return !store_failed(statement);
}

gboolean
ledger_fill_end(Ledger *ledger, gboolean keep, GError **error)
{
    if (keep)
        return store_commit(ledger->store, error);
    store_rollback(ledger->store);
    return TRUE;
}
