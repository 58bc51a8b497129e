#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"
#include "zhenggai/summary.h"
#include "zhenggai/text.h"

/* Behind the formats of a document. */
enum { SUMMARY_JSON = DOCUMENT_FORMATS };

typedef struct {
    SummaryWish wish;
    guint format;        /* a DocumentFormat, or SUMMARY_JSON */
    const char *printer; /* NULL: nothing is printed; "": on the usual one */
    char *from, *to;
    char *file; /* NULL: standard output */
} SummaryRequest;

static void
summary_request_clear(SummaryRequest *request)
{
    g_free(request->from);
    g_free(request->to);
    g_free(request->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SummaryRequest, summary_request_clear)

/* ── What is asked for ────────────────────────────────────────────────────────────────────── */

static gboolean
summary_wrong(CliRun *run, GError **error, const char *why)
{
    cli_usage(run, error, "%s", why);
    return FALSE;
}

/* --print takes the printer's name as the only argument that the verb has. */
static gboolean
summary_read_printer(CliRun *run, SummaryRequest *request, GError **error)
{
    const char *name = run->arguments[0];
    if (run->options.copies != 0 && !run->options.print)
        return summary_wrong(run, error, _("--copies goes with --print"));
    if (run->options.copies < 0)
        return summary_wrong(run, error, _("copies are counted from 1"));
    if (run->options.print) {
        request->printer = name == NULL ? "" : name;
        return name == NULL || run->arguments[1] == NULL ||
               summary_wrong(run, error, _("one printer at a time"));
    }
    if (name == NULL)
        return TRUE;
    cli_usage(run, error, _("%s: no argument is wanted"), name);
    return FALSE;
}

static gboolean
summary_read_day(CliRun *run, const char *option, const char *typed, char **day, GError **error)
{
    *day = ledger_day_parse(run->ledger, typed, error);
    if (*day == NULL)
        g_prefix_error(error, "--%s: ", option);
    return *day != NULL;
}

/* A county's summary is over every unit of the year: with --all, or where no unit is named and the
 * ledger holds several. A draft is one unit's report. */
static gboolean
summary_read_scope(CliRun *run, GError **error)
{
    const CliOptions *options = &run->options;
    g_autoptr(GError) failure = NULL;
    g_autofree char *unit = settings_get(run->settings, "unit");
    g_autofree char *year = settings_get(run->settings, "year");
    if (options->all && options->globals.unit != NULL)
        return summary_wrong(run, error, _("--all is every unit: leave --unit out"));
    if (!options->all && cli_scope(run, &failure))
        return TRUE;
    if (options->all || (!options->draft && options->globals.unit == NULL && *unit == '\0' &&
                         g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS)))
        return ledger_scope_of_all(run->ledger,
                                   options->globals.year != 0 ? options->globals.year : atoi(year),
                                   &run->scope, error);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static gboolean
summary_read_kind(CliRun *run, SummaryRequest *request, GError **error)
{
    const CliOptions *options = &run->options;
    gboolean period = options->from != NULL || options->to != NULL;
    if (period && (options->from == NULL || options->to == NULL))
        return summary_wrong(run, error, _("a period needs both --from and --to"));
    if (period && options->draft)
        return summary_wrong(run, error,
                             _("a draft is about a whole year: leave --from and --to out"));
    if (period && (!summary_read_day(run, "from", options->from, &request->from, error) ||
                   !summary_read_day(run, "to", options->to, &request->to, error)))
        return FALSE;
    request->wish = (SummaryWish){.kind = options->draft ? SUMMARY_DRAFT
                                          : period       ? SUMMARY_PERIOD
                                                         : SUMMARY_YEAR,
                                  .scope = run->scope,
                                  .from = request->from,
                                  .to = request->to,
                                  .trace = options->trace};
    return TRUE;
}

/* The format by --format, else by the file's suffix, else PDF for a printer and text for a
 * screen. */
static gboolean
summary_read_format(CliRun *run, SummaryRequest *request, GError **error)
{
    DocumentFormat format = run->options.print ? DOCUMENT_PDF : DOCUMENT_TEXT;
    const char *file = run->options.output;
    if (file != NULL && strcmp(file, "-") != 0)
        request->file = g_strdup(file);
    if (run->options.format != NULL)
        return cli_format(run, "text|markdown|html|docx|pdf|json", &request->format, error);
    if (request->file != NULL)
        document_format_for_file(request->file, &format);
    request->format = request->file != NULL && g_str_has_suffix(request->file, ".json")
                          ? (guint)SUMMARY_JSON
                          : (guint)format;
    return TRUE;
}

/* What a printer gets is a file that stays: without -o it has a name of its own. */
static gboolean
summary_name_printed(CliRun *run, SummaryRequest *request, GError **error)
{
    if (request->printer == NULL)
        return TRUE;
    if (request->format != DOCUMENT_PDF && request->format != DOCUMENT_TEXT)
        return summary_wrong(run, error, _("a printer takes pdf or text"));
    if (request->file != NULL)
        return TRUE;
    g_autofree char *scope = ledger_scope_name(run->ledger, run->scope);
    g_autofree char *name = g_strdup_printf(_("summary %s.txt"), scope);
    g_strdelimit(name, " /", '-');
    name[strlen(name) - strlen(document_format_suffix(DOCUMENT_TEXT))] = '\0';
    request->file =
        g_strconcat(name, document_format_suffix((DocumentFormat)request->format), NULL);
    return TRUE;
}

/* ── Giving it ────────────────────────────────────────────────────────────────────────────── */

static GBytes *
summary_bytes(CliRun *run, const SummaryRequest *request, GError **error)
{
    if (request->format == SUMMARY_JSON) {
        char *json = summary_json_of(run->ledger, &request->wish, error);
        return json == NULL ? NULL : g_bytes_new_take(json, strlen(json));
    }
    g_autofree char *borders = settings_get(run->settings, "borders");
    DocumentTextStyle style = {.width = run->options.width,
                               .ascii = strcmp(borders, "ascii") == 0,
                               .paged = request->file != NULL};
    g_autoptr(Document) document = summary_document_of(run->ledger, &request->wish, error);
    return document == NULL
               ? NULL
               : document_write(document, (DocumentFormat)request->format, &style, error);
}

/* DOCX and PDF are no text: a terminal would only be disturbed. */
static gboolean
summary_show(CliRun *run, const SummaryRequest *request, GBytes *bytes, GError **error)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    if ((request->format == DOCUMENT_DOCX || request->format == DOCUMENT_PDF) &&
        isatty(STDOUT_FILENO)) {
        cli_usage(run, error, _("%s is not for a terminal: name a file with -o"),
                  document_format_name((DocumentFormat)request->format));
        return FALSE;
    }
    cli_progress_clear(run);
    fwrite(data, 1, length, stdout);
    if (request->format == SUMMARY_JSON)
        putchar('\n');
    return TRUE;
}

static gboolean
summary_keep(CliRun *run, const SummaryRequest *request, GBytes *bytes, GError **error)
{
    g_autofree char *told = NULL;
    if (!document_keep(bytes, request->file, error))
        return FALSE;
    cli_tell(run, _("summary written to %s"), request->file);
    if (request->printer == NULL)
        return TRUE;
    if (!document_print(request->file, request->printer, run->options.copies, &told, error))
        return FALSE;
    cli_tell(run, _("sent to the printer: %s"), told);
    return TRUE;
}

int
cli_summary(CliRun *run, GError **error)
{
    g_auto(SummaryRequest) request = {0};
    if (!summary_read_printer(run, &request, error) || !summary_read_format(run, &request, error) ||
        !summary_read_scope(run, error) || !summary_read_kind(run, &request, error) ||
        !summary_name_printed(run, &request, error))
        return CLI_FAILED;
    g_autoptr(GBytes) bytes = summary_bytes(run, &request, error);
    if (bytes == NULL)
        return CLI_FAILED;
    gboolean done = request.file == NULL ? summary_show(run, &request, bytes, error)
                                         : summary_keep(run, &request, bytes, error);
    return done ? CLI_DONE : CLI_FAILED;
}
