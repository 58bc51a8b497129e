#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "draft.h"
#include "verb.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

static IntakeDraft *
import_read(CliRun *run, const char *file, GError **error)
{
    g_autofree char *text =
        file == NULL ? g_strdup(intake_founding_report()) : intake_read(file, error);
    return text == NULL ? NULL
                        : intake_draft_new(text, file == NULL ? _("founding report") : file, error);
}

static void
import_tell(CliRun *run, const IntakeDraft *draft, const IntakeOutcome *outcome)
{
    if (outcome->same) {
        cli_tell(run, _("%s: %s %d is in the ledger already — 0 changes"), draft->file,
                 outcome->unit, outcome->year);
        return;
    }
    cli_tell(run, _("%s: %s %d — problems %u, causes %u, measures %u, steps %u, plans %u"),
             draft->file, outcome->unit, outcome->year, outcome->problems, outcome->causes,
             outcome->measures, outcome->steps, outcome->plans);
    if (outcome->told->len > 0)
        cli_tell(run, _("against the former text: moved %u, reworded %u, no longer there %u"),
                 outcome->moved, outcome->reworded, outcome->gone);
    for (guint i = 0; i < outcome->told->len; i++)
        cli_tell(run, "  %s", (const char *)outcome->told->pdata[i]);
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = draft->diagnostics->pdata[i];
        if (diagnostic->level == INTAKE_WARNING && diagnostic->line > 0)
            cli_tell(run, "%s:%u: %s", draft->file, diagnostic->line, diagnostic->message);
        else if (diagnostic->level == INTAKE_WARNING)
            cli_tell(run, "%s: %s", draft->file, diagnostic->message);
    }
    if (!run->options.dry_run)
        cli_tell(run, "%s",
                 _("owners and deadlines are still to be settled: `zhenggai` opens the ledger; "
                   "`zhenggai undo` takes the import back"));
}

/* One report: its draft is printed, or goes into the ledger. */
static gboolean
import_file(CliRun *run, const char *file, guint format, json_t *drafts, GError **error)
{
    const CliGlobals *globals = &run->options.globals;
    g_auto(IntakeOutcome) outcome = {0};
    g_autoptr(IntakeDraft) draft = import_read(run, file, error);
    if (draft == NULL)
        return FALSE;
    if (drafts != NULL) {
        json_array_append_new(drafts, cli_draft_json(draft));
        return TRUE;
    }
    if (run->options.dry_run) {
        g_autofree char *preview = cli_draft_preview(draft, cli_width() > 0 ? cli_width() : 80);
        fputs(preview, stdout);
    }
    if (!intake_store(run->ledger, draft, globals->unit, globals->year, run->options.dry_run,
                      &outcome, error))
        return FALSE;
    import_tell(run, draft, &outcome);
    if (format == 1)
        cli_print_json(json_pack("{s:s, s:i, s:b, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "unit",
                                 outcome.unit, "year", outcome.year, "same", outcome.same,
                                 "problems", (int)outcome.problems, "causes", (int)outcome.causes,
                                 "measures", (int)outcome.measures, "steps", (int)outcome.steps,
                                 "plans", (int)outcome.plans, "moved", (int)outcome.moved,
                                 "reworded", (int)outcome.reworded, "gone", (int)outcome.gone));
    return TRUE;
}

static void
import_show_progress(CliRun *run, guint done, guint count)
{
    enum { CELLS = 30 };
    if (count < 3 || run->options.globals.quiet || !isatty(STDERR_FILENO))
        return;
    int filled = (int)(done * CELLS / count);
    fprintf(stderr, "\r[%.*s%*s] %u/%u", filled, "##############################", CELLS - filled,
            "", done, count);
    if (done == count)
        fputs("\r\033[K", stderr);
}

/* One report that fails does not keep the others out: each is its own step, and the first error
 * gives the exit status. */
static int
import_files(CliRun *run, guint format, json_t *drafts, GError **error)
{
    guint count = g_strv_length(run->arguments);
    guint failed = 0;
    for (guint i = 0; i < count; i++) {
        g_autoptr(GError) failure = NULL;
        import_show_progress(run, i, count);
        if (import_file(run, run->arguments[i], format, drafts, &failure))
            continue;
        if (failed++ == 0)
            g_propagate_error(error, g_steal_pointer(&failure));
        else
            cli_fail(failure);
    }
    import_show_progress(run, count, count);
    if (count > 1)
        cli_tell(run, _("%u of %u reports taken in"), count - failed, count);
    return failed == 0 ? CLI_DONE : CLI_FAILED;
}

int
cli_import(CliRun *run, GError **error)
{
    guint format;
    if ((run->arguments[0] == NULL) != run->options.builtin)
        return cli_usage(run, error, "%s",
                         _("a report's file is wanted, - for standard input, or --builtin"));
    if (!cli_format(run, "text|json", &format, error))
        return CLI_WRONG_USE;
    json_t *drafts = run->options.dry_run && format == 1 ? json_array() : NULL;
    int status = run->options.builtin
                     ? (import_file(run, NULL, format, drafts, error) ? CLI_DONE : CLI_FAILED)
                     : import_files(run, format, drafts, error);
    /* One report is one object; several are an array of them. */
    if (drafts != NULL && json_array_size(drafts) == 1)
        cli_print_json(json_incref(json_array_get(drafts, 0)));
    else if (drafts != NULL && json_array_size(drafts) > 1)
        cli_print_json(json_incref(drafts));
    json_decref(drafts);
    return status;
}
