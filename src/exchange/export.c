/* An export as a whole: columns, place, format. */
#include "writers.h"

gboolean
export_encoding_parse(const char *name, ExportEncoding *encoding)
{
    static const char *const names[] = {
        [EXPORT_UTF8_BOM] = "utf-8-bom", [EXPORT_UTF8] = "utf-8", [EXPORT_GB18030] = "gb18030"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(name, names[i]) == 0) {
            *encoding = i;
            return TRUE;
        }
    }
    return FALSE;
}

const LedgerRow *
export_source_next(ExportSource *source, GError **error)
{
    const LedgerRow *row = ledger_rows_next(source->rows, error);
    if (row != NULL && source->keys != NULL) {
        gint64 key = ledger_row_key(row);
        g_array_append_val(source->keys, key);
    }
    return row;
}

gint64
export_write(ExportSource *source, const ExportOptions *options, const char *path,
             GChecksum *checksum, GError **error)
{
    g_autoptr(GArray) columns = columns_new(options, error);
    if (columns == NULL)
        return -1;
    g_auto(Output) output = {.descriptor = -1};
    if (!output_open(&output, path, error))
        return -1;
    output.checksum = checksum;
    gint64 count = options->format == EXPORT_JSON
                       ? write_json(source, options, columns, &output, error)
                       : write_csv(source, options, columns, &output, error);
    if (count < 0 || !output_finish(&output, error))
        return -1;
    return count;
}

gint64
export_rows(LedgerRows *rows, const ExportOptions *options, const char *path, GError **error)
{
    ExportSource source = {.rows = rows};
    return export_write(&source, options, path, NULL, error);
}
