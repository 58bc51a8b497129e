#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/summary.h"
#include "zhenggai/text.h"

static gboolean
summary_write(CliRun *run, const char *content, GError **error)
{
    const char *file = run->options.output;
    g_autoptr(GError) failure = NULL;
    if (file == NULL || strcmp(file, "-") == 0) {
        fputs(content, stdout);
        return TRUE;
    }
    if (!g_file_set_contents_full(file, content, -1,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                  0600, &failure)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE,
                    _("%s: the summary was not written: %s"), file, failure->message);
        return FALSE;
    }
    cli_tell(run, _("summary written to %s"), file);
    return TRUE;
}

int
cli_summary(CliRun *run, GError **error)
{
    guint format;
    if (run->arguments[0] != NULL)
        return cli_usage(run, error, _("%s: no argument is wanted"), run->arguments[0]);
    if (!cli_format(run, "text|markdown", &format, error) || !cli_scope(run, error))
        return CLI_FAILED;
    g_autoptr(Document) document = summary_document_new(run->ledger, run->scope, error);
    if (document == NULL)
        return CLI_FAILED;
    g_autofree char *borders = settings_get(run->settings, "borders");
    DocumentTextStyle style = {.width = run->options.width,
                               .ascii = strcmp(borders, "ascii") == 0,
                               .paged = run->options.output != NULL};
    g_autofree char *content =
        format == 1 ? document_write_markdown(document) : document_write_text(document, &style);
    return summary_write(run, content, error) ? CLI_DONE : CLI_FAILED;
}
