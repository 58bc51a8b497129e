#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "verb.h"
#include "zhenggai/summary.h"
#include "zhenggai/text.h"

/* The file to write: NULL for standard output. */
static const char *
summary_file(const CliRun *run)
{
    const char *file = run->options.output;
    return file == NULL || strcmp(file, "-") == 0 ? NULL : file;
}

/* The format by --format, else by the file's suffix. */
static gboolean
summary_format(CliRun *run, DocumentFormat *format, GError **error)
{
    guint index;
    if (!cli_format(run, "text|markdown|html|docx|pdf", &index, error))
        return FALSE;
    *format = (DocumentFormat)index;
    if (run->options.format == NULL && summary_file(run) != NULL)
        document_format_for_file(summary_file(run), format);
    return TRUE;
}

/* DOCX and PDF are no text: a terminal would only be disturbed. */
static gboolean
summary_print(CliRun *run, const Document *document, DocumentFormat format,
              const DocumentTextStyle *style, GError **error)
{
    gsize length;
    if ((format == DOCUMENT_DOCX || format == DOCUMENT_PDF) && isatty(STDOUT_FILENO)) {
        cli_usage(run, error, _("%s is not for a terminal: name a file with -o"),
                  document_format_name(format));
        return FALSE;
    }
    g_autoptr(GBytes) bytes = document_write(document, format, style, error);
    if (bytes == NULL)
        return FALSE;
    const char *data = g_bytes_get_data(bytes, &length);
    fwrite(data, 1, length, stdout);
    return TRUE;
}

static gboolean
summary_save(CliRun *run, const Document *document, DocumentFormat format,
             const DocumentTextStyle *style, GError **error)
{
    const char *file = summary_file(run);
    if (!document_save(document, format, style, file, error))
        return FALSE;
    cli_tell(run, _("summary written to %s"), file);
    return TRUE;
}

int
cli_summary(CliRun *run, GError **error)
{
    DocumentFormat format;
    if (run->arguments[0] != NULL)
        return cli_usage(run, error, _("%s: no argument is wanted"), run->arguments[0]);
    if (!summary_format(run, &format, error) || !cli_scope(run, error))
        return CLI_FAILED;
    g_autoptr(Document) document = summary_document_new(run->ledger, run->scope, error);
    if (document == NULL)
        return CLI_FAILED;
    g_autofree char *borders = settings_get(run->settings, "borders");
    DocumentTextStyle style = {.width = run->options.width,
                               .ascii = strcmp(borders, "ascii") == 0,
                               .paged = summary_file(run) != NULL};
    gboolean done = summary_file(run) == NULL ? summary_print(run, document, format, &style, error)
                                              : summary_save(run, document, format, &style, error);
    return done ? CLI_DONE : CLI_FAILED;
}
