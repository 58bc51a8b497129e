/* The whole ledger as JSON: ledger_json.h. */
#include "ledger_json.h"
#include "writers.h"
#include "zhenggai/dump.h"

typedef struct {
    const LedgerTable *table;
    ExportSource *source;
    Output *output;
    gint64 rows; /* of the table */
} Writing;

static int
append_to_string(const char *bytes, size_t size, void *string)
{
    g_string_append_len(string, bytes, (gssize)size);
    return 0;
}

static gboolean
write_row(const char *const *values, gpointer data, GError **error)
{
    Writing *writing = data;
    GString *buffer = writing->output->buffer;
    json_t *object = json_object();
    for (guint i = 0; i < writing->table->columns->len; i++) {
        const LedgerColumn *column = &g_array_index(writing->table->columns, LedgerColumn, i);
        json_object_set_new_nocheck(object, column->name, json_of_value(column->type, values[i]));
    }
    g_string_append(buffer, writing->rows++ == 0 ? "\n" : ",\n");
    json_dump_callback(object, append_to_string, buffer, 0);
    json_decref(object);
    if (writing->source->keys != NULL && g_str_equal(writing->table->name, "task")) {
        gint64 key = g_ascii_strtoll(values[0], NULL, 10);
        g_array_append_val(writing->source->keys, key);
    }
    return output_pass_on(writing->output, error);
}

/* The number of tasks, which is what an export counts; -1 and an error. */
static gint64
write_tables(ExportSource *source, Output *output, GError **error)
{
    g_autoptr(GPtrArray) tables = ledger_tables();
    gint64 tasks = 0;
    g_string_append_printf(output->buffer, "{\"format\": \"%s\", \"version\": %d",
                           LEDGER_JSON_FORMAT, LEDGER_JSON_VERSION);
    for (guint i = 0; i < tables->len; i++) {
        Writing writing = {tables->pdata[i], source, output, 0};
        g_string_append_printf(output->buffer, ",\n\"%s\": [", writing.table->name);
        if (!ledger_dump_table(source->ledger, writing.table, write_row, &writing, error))
            return -1;
        g_string_append(output->buffer, writing.rows == 0 ? "]" : "\n]");
        if (g_str_equal(writing.table->name, "task"))
            tasks = writing.rows;
    }
    g_string_append(output->buffer, "}\n");
    return tasks;
}

gint64
write_ledger(ExportSource *source, const ExportOptions *options, GArray *columns, Output *output,
             GError **error)
{
    if (!ledger_dump_begin(source->ledger, error))
        return -1;
    gint64 tasks = write_tables(source, output, error);
    ledger_dump_end(source->ledger);
    return tasks;
}
