#include <string.h>

#include "verb.h"
#include "zhenggai/export.h"
#include "zhenggai/text.h"

static gboolean
export_options(CliRun *run, ExportOptions *options, GError **error)
{
    guint index;
    if (!cli_format(run, "csv|json|xlsx|ics", &index, error))
        return FALSE;
    ExportFormat format = (ExportFormat)index;
    if (run->options.format == NULL && run->options.output != NULL)
        export_format_for_file(run->options.output, &format);
    *options = (ExportOptions){.format = format,
                               .one_line = run->options.one_line,
                               .encoding = EXPORT_UTF8_BOM,
                               .language = text_language(),
                               .leave_persons_out = run->options.leave_persons_out};
    if (run->options.encoding != NULL &&
        !export_encoding_parse(run->options.encoding, &options->encoding)) {
        cli_usage(run, error, _("--encoding %s: wanted is utf-8-bom, utf-8, gb18030 or gbk"),
                  run->options.encoding);
        return FALSE;
    }
    if (run->options.columns == NULL)
        return TRUE;
    options->columns = export_columns_parse(run->options.columns, error);
    return options->columns != NULL;
}

/* JSON of everything can be restored; of what was chosen it is a list of tasks. */
static gboolean
is_whole(const CliRun *run, const ExportOptions *options)
{
    const CliOptions *given = &run->options;
    return options->format == EXPORT_JSON && run->arguments[0] == NULL &&
           options->columns == NULL && !options->leave_persons_out && given->globals.year == 0 &&
           given->globals.unit == NULL && given->profile == NULL;
}

int
cli_export(CliRun *run, GError **error)
{
    ExportOptions options;
    if (!export_options(run, &options, error))
        return CLI_WRONG_USE;
    g_autofree LedgerField *columns = (LedgerField *)options.columns;
    g_autoptr(ExchangeProfile) profile =
        run->options.profile == NULL ? NULL : profile_load(run->options.profile, error);
    if (run->options.profile != NULL && profile == NULL)
        return CLI_FAILED;
    options.profile = profile;
    options.whole = is_whole(run, &options);
    g_autoptr(LedgerQuery) query = cli_query(run, run->arguments, error);
    if (query == NULL)
        return CLI_FAILED;
    gint64 count = export_send(run->ledger, query, &options, run->options.output,
                               run->options.recipient, error);
    if (count < 0)
        return CLI_FAILED;
    const char *file = run->options.output;
    if (file != NULL && strcmp(file, "-") != 0)
        cli_tell(
            run,
            text_translate_plural("%d row written to %s", "%d rows written to %s", (gulong)count),
            (int)count, file);
    return CLI_DONE;
}
