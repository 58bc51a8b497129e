#include <stdarg.h>
#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

struct LedgerRow {
    LedgerEntity entity;
    gint64 key;
    LedgerField first;
    guint count;
    const char **values; /* one a field; borrowed from the statement, or from `block` */
    char *block;         /* a copy's values, one after another; NULL in a running query */
};

struct LedgerRows {
    StoreStatement *statement;
    LedgerFields fields;
    LedgerRow row;
};

/* ── Which fields ─────────────────────────────────────────────────────────────────────────── */

LedgerFields
ledger_fields_all(LedgerEntity entity)
{
    LedgerFields fields = {{0}};
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        fields.wanted[field] = ledger_field_info(field)->editor != EDITOR_INTERNAL;
    return fields;
}

LedgerFields
ledger_fields_of(LedgerField first, ...)
{
    LedgerFields fields = {{0}};
    va_list list;
    va_start(list, first);
    for (LedgerField field = first; field != FIELD_NONE; field = va_arg(list, LedgerField))
        fields.wanted[field] = TRUE;
    va_end(list);
    return fields;
}

void
ledger_fields_select(GString *sql, LedgerEntity entity, const LedgerFields *fields)
{
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    g_string_append(sql, "key");
    for (LedgerField field = first; field < end; field++)
        if (fields->wanted[field])
            g_string_append_printf(sql, ", \"%s\"", ledger_field_info(field)->name);
}

LedgerEntity
ledger_entity_find(const char *name)
{
    LedgerEntity entity = 0;
    while (entity < ENTITY_COUNT && strcmp(ledger_entity_name(entity), name) != 0)
        entity++;
    return entity;
}

LedgerField
ledger_field_of_column(LedgerEntity entity, const char *column)
{
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        if (strcmp(ledger_field_info(field)->name, column) == 0)
            return field;
    return FIELD_NONE;
}

/* ── A row ────────────────────────────────────────────────────────────────────────────────── */

gint64
ledger_row_key(const LedgerRow *row)
{
    return row->key;
}

LedgerEntity
ledger_row_entity(const LedgerRow *row)
{
    return row->entity;
}

const char *
ledger_row_get(const LedgerRow *row, LedgerField field)
{
    g_assert(field >= row->first && field < row->first + row->count);
    return row->values[field - row->first];
}

gint64
ledger_row_number(const LedgerRow *row, LedgerField field)
{
    const char *value = ledger_row_get(row, field);
    return value == NULL ? 0 : g_ascii_strtoll(value, NULL, 10);
}

LedgerRow *
ledger_row_copy(const LedgerRow *row)
{
    gsize size = 0;
    for (guint i = 0; i < row->count; i++)
        size += row->values[i] == NULL ? 0 : strlen(row->values[i]) + 1;
    LedgerRow *copy = g_memdup2(row, sizeof *row);
    copy->values = g_new0(const char *, row->count);
    copy->block = g_malloc(size + 1);
    char *end = copy->block;
    for (guint i = 0; i < row->count; i++) {
        if (row->values[i] == NULL)
            continue;
        copy->values[i] = end;
        end = g_stpcpy(end, row->values[i]) + 1;
    }
    return copy;
}

void
ledger_row_free(LedgerRow *row)
{
    if (row == NULL)
        return;
    g_free(row->values);
    g_free(row->block);
    g_free(row);
}

/* ── Rows of a query ──────────────────────────────────────────────────────────────────────── */

LedgerRows *
ledger_rows_new(StoreStatement *statement, LedgerEntity entity, const LedgerFields *fields)
{
    LedgerRows *rows = g_new0(LedgerRows, 1);
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    rows->statement = statement;
    rows->fields = *fields;
    rows->row = (LedgerRow){entity, 0, first, end - first, g_new0(const char *, end - first), NULL};
    return rows;
}

const LedgerRow *
ledger_rows_next(LedgerRows *rows, GError **error)
{
    LedgerRow *row = &rows->row;
    if (!store_step(rows->statement, error))
        return NULL;
    int column = 0;
    row->key = store_integer(rows->statement, column++);
    for (guint i = 0; i < row->count; i++)
        if (rows->fields.wanted[row->first + i])
            row->values[i] = store_text(rows->statement, column++);
    return row;
}

void
ledger_rows_free(LedgerRows *rows)
{
    if (rows == NULL)
        return;
    store_done(rows->statement);
    g_free(rows->row.values);
    g_free(rows);
}

static LedgerRows *
ledger_rows_where(Ledger *ledger, LedgerEntity entity, const LedgerFields *fields,
                  const char *where, gint64 parameter, GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT ");
    ledger_fields_select(sql, entity, fields);
    g_string_append_printf(sql, " FROM %s_row WHERE %s", ledger_entity_name(entity), where);
    StoreStatement *statement = store_query(ledger->store, error, sql->str, "i", parameter);
    return statement == NULL ? NULL : ledger_rows_new(statement, entity, fields);
}

void
ledger_row_gone(GError **error)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, _("it is no longer in the ledger"));
}

LedgerRow *
ledger_row_load(Ledger *ledger, LedgerEntity entity, gint64 key, const LedgerFields *fields,
                GError **error)
{
    LedgerFields all = ledger_fields_all(entity);
    g_autoptr(LedgerRows) rows =
        ledger_rows_where(ledger, entity, fields == NULL ? &all : fields, "key = ?1", key, error);
    if (rows == NULL)
        return NULL;
    const LedgerRow *row = ledger_rows_next(rows, error);
    if (row != NULL)
        return ledger_row_copy(row);
    if (!store_failed(rows->statement))
        ledger_row_gone(error);
    return NULL;
}

LedgerRows *
ledger_rows_of(Ledger *ledger, LedgerEntity entity, gint64 parent, GError **error)
{
    static const char *const parents[ENTITY_COUNT] = {
        [ENTITY_UNIT] = NULL,           [ENTITY_REPORT] = "unit_id",
        [ENTITY_PROBLEM] = "report_id", [ENTITY_CAUSE] = "problem_id",
        [ENTITY_TASK] = "problem_id",   [ENTITY_PLAN] = "report_id",
        [ENTITY_NOTE] = "task_id",      [ENTITY_EXTENSION] = "task_id",
        [ENTITY_PERSON] = NULL,         [ENTITY_DEPARTMENT] = NULL,
        [ENTITY_EVIDENCE] = "task_id",  [ENTITY_REVIEW] = "task_id",
        [ENTITY_SLIP] = "task_id",      [ENTITY_WAIVER] = "task_id",
        [ENTITY_DISPATCH] = NULL,
    };
    static const char *const orders[ENTITY_COUNT] = {
        [ENTITY_REPORT] = "year, unit_id",
        [ENTITY_PROBLEM] = "year, unit_id, no",
        [ENTITY_CAUSE] = "no",
        [ENTITY_TASK] = "measure_no, step_no",
        [ENTITY_PLAN] = "no",
        [ENTITY_PERSON] = "name",
        [ENTITY_DEPARTMENT] = "name",
    };
    LedgerFields fields = ledger_fields_all(entity);
    const char *order = orders[entity] == NULL ? "key" : orders[entity];
    g_autofree char *where = parent == 0 || parents[entity] == NULL
                                 ? g_strdup_printf("?1 IS NOT NULL ORDER BY %s", order)
                                 : g_strdup_printf("%s = ?1 ORDER BY %s", parents[entity], order);
    return ledger_rows_where(ledger, entity, &fields, where, parent, error);
}

GPtrArray *
ledger_plans(Ledger *ledger, LedgerScope scope, GError **error)
{
    LedgerFields fields = ledger_fields_all(ENTITY_PLAN);
    g_autoptr(GString) where = g_string_new("report_id IN (SELECT r.id FROM report r WHERE ?1 = 0");
    ledger_scope_append(where, scope, "r");
    g_string_append(where, ") ORDER BY report_id, no");
    g_autoptr(LedgerRows) rows =
        ledger_rows_where(ledger, ENTITY_PLAN, &fields, where->str, 0, error);
    if (rows == NULL)
        return NULL;
    g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_row_free);
    for (const LedgerRow *row; (row = ledger_rows_next(rows, error)) != NULL;)
        g_ptr_array_add(plans, ledger_row_copy(row));
    return store_failed(rows->statement) ? NULL : g_steal_pointer(&plans);
}

/* ── Stored values, for writing ───────────────────────────────────────────────────────────── */

gboolean
ledger_row_value(Ledger *ledger, LedgerEntity entity, gint64 key, LedgerField field, char **value,
                 gint64 *revision, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT \"%s\", revision FROM \"%s\" WHERE id = ?1",
                        ledger_field_info(field)->name, ledger_entity_name(entity));
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "i", key);
    if (statement == NULL)
        return FALSE;
    if (store_step(statement, error)) {
        *value = g_strdup(store_text(statement, 0));
        *revision = store_integer(statement, 1);
        return TRUE;
    }
    if (!store_failed(statement))
        ledger_row_gone(error);
    return FALSE;
}

gboolean
ledger_row_json(Ledger *ledger, LedgerEntity entity, gint64 key, char **json, GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT json_object(");
    const char *separator = "";
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->origin != ORIGIN_STORED)
            continue;
        g_string_append_printf(sql, "%s'%s', \"%s\"", separator, info->name, info->name);
        separator = ", ";
    }
    g_string_append_printf(sql, ") FROM \"%s\" WHERE id = ?1", ledger_entity_name(entity));
    return store_string(ledger->store, json, error, sql->str, "i", key);
}
