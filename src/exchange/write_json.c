/* Rows as JSON: the task JSON that scripts rely on. */
#include <string.h>

#include "writers.h"

json_t *
json_of_value(LedgerType type, const char *stored)
{
    if (stored == NULL)
        return json_null();
    switch (type) {
    case TYPE_NUMBER:
    case TYPE_PERCENT:
        return json_integer(g_ascii_strtoll(stored, NULL, 10));
    case TYPE_YESNO:
        return json_boolean(!g_str_equal(stored, "0"));
    default:
        break;
    }
    /* A ledger that somebody sent can hold bytes that are no UTF-8; JSON cannot. */
    g_autofree char *valid = g_utf8_make_valid(stored, -1);
    return json_string_nocheck(valid);
}

json_t *
export_row_json(const LedgerRow *row)
{
    json_t *object = json_object();
    LedgerField first, end;
    ledger_entity_fields(ledger_row_entity(row), &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->editor != EDITOR_INTERNAL && field != FIELD_TASK_number)
            json_object_set_new(object, info->name,
                                json_of_value(info->type, ledger_row_get(row, field)));
    }
    return object;
}

static json_t *
columns_json(GArray *columns, const LedgerRow *row, gint64 number)
{
    json_t *object = json_object();
    for (guint i = 0; i < columns->len; i++) {
        const Column *column = &g_array_index(columns, Column, i);
        json_t *value = column->field == FIELD_TASK_number
                            ? json_integer(number)
                            : json_of_value(column->type, ledger_row_get(row, column->field));
        json_object_set_new(object, ledger_field_info(column->field)->name, value);
    }
    return object;
}

static int
append_to_string(const char *bytes, size_t size, void *string)
{
    g_string_append_len(string, bytes, size);
    return 0;
}

gint64
write_json(ExportSource *source, const ExportOptions *options, GArray *columns, Output *output,
           GError **error)
{
    gint64 number = 0;
    GError *failure = NULL;
    const LedgerRow *row;
    g_string_append_c(output->buffer, '[');
    while ((row = export_source_next(source, &failure)) != NULL) {
        json_t *object = columns_json(columns, row, ++number);
        g_string_append(output->buffer, number == 1 ? "\n" : ",\n");
        json_dump_callback(object, append_to_string, output->buffer, 0);
        json_decref(object);
        if (!output_pass_on(output, error))
            return -1;
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return -1;
    }
    g_string_append(output->buffer, number == 0 ? "]\n" : "\n]\n");
    return number;
}
