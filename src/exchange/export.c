/* An export as a whole: columns, place, format. */
#include "writers.h"
#include "zhenggai/module.h"
#include "zhenggai/watch.h"

gboolean
export_encoding_parse(const char *name, ExportEncoding *encoding)
{
    static const char *const names[] = {[EXPORT_UTF8_BOM] = "utf-8-bom",
                                        [EXPORT_UTF8] = "utf-8",
                                        [EXPORT_GB18030] = "gb18030",
                                        [EXPORT_GBK] = "gbk"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(name, names[i]) == 0) {
            *encoding = i;
            return TRUE;
        }
    }
    return FALSE;
}

gboolean
export_format_for_file(const char *path, ExportFormat *format)
{
    static const char *const suffixes[] = {[EXPORT_CSV] = ".csv",
                                           [EXPORT_JSON] = ".json",
                                           [EXPORT_XLSX] = ".xlsx",
                                           [EXPORT_ICS] = ".ics"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (g_str_has_suffix(lower, suffixes[i])) {
            *format = i;
            return TRUE;
        }
    }
    return FALSE;
}

const LedgerRow *
export_source_next(ExportSource *source, GError **error)
{
    if (!watch_step(source->taken++, error))
        return NULL;
    const LedgerRow *row = ledger_rows_next(source->rows, error);
    if (row != NULL && source->keys != NULL) {
        gint64 key = ledger_row_key(row);
        g_array_append_val(source->keys, key);
    }
    return row;
}

/* The writer of the format. One that needs a heavy library is in a module. */
static ExportWriter
writer_of(const ExportOptions *options, GError **error)
{
    switch (options->format) {
    case EXPORT_JSON:
        return options->whole ? write_ledger : write_json;
    case EXPORT_CSV:
        return write_csv;
    default:
        break;
    }
    gboolean book = options->format == EXPORT_XLSX;
    g_autoptr(GError) failure = NULL;
    ModuleFunction found = module_open(book ? "exchange-xlsx" : "exchange-ics",
                                       book ? "write_xlsx" : "write_ics", &failure);
    if (found == NULL)
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_FORMAT,
                    _("this program cannot write %s (%s); export as csv instead"),
                    book ? "xlsx" : "ics", failure->message);
    return (ExportWriter)found;
}

gint64
export_write(ExportSource *source, const ExportOptions *options, const char *path,
             GChecksum *checksum, GError **error)
{
    ExportWriter writer = writer_of(options, error);
    g_autoptr(GArray) columns = writer == NULL ? NULL : columns_new(options, error);
    if (columns == NULL)
        return -1;
    g_auto(Output) output = {.descriptor = -1};
    if (!output_open(&output, path, error))
        return -1;
    output.checksum = checksum;
    watch_begin(_("writing the sheet"), source->total);
    gint64 count = writer(source, options, columns, &output, error);
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
