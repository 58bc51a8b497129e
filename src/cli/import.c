#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "draft.h"
#include "progress.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

static IntakeDraft *
import_read(CliRun *run, const char *file, GError **error)
{
    char *text = file == NULL ? g_strdup(intake_founding_report()) : intake_read(file, error);
    return text == NULL
               ? NULL
               : intake_draft_take(text, file == NULL ? _("founding report") : file, error);
}

/* What became of the reports so far. */
typedef struct {
    CliRun *run;
    guint format;
    json_t *drafts; /* NULL unless drafts are asked for as JSON */
    guint count;    /* of all */
    guint taken, same, failed;
} Import;

static void
import_tell_diagnostics(const Import *import, const IntakeDraft *draft)
{
    guint warnings = 0;
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = draft->diagnostics->pdata[i];
        warnings += diagnostic->level == INTAKE_WARNING;
        if (diagnostic->level != INTAKE_WARNING || import->count > 1)
            continue;
        if (diagnostic->line > 0)
            cli_tell(import->run, "%s:%u: %s", draft->file, diagnostic->line, diagnostic->message);
        else
            cli_tell(import->run, _("%s: %s"), draft->file, diagnostic->message);
    }
    if (import->count > 1 && warnings > 0)
        cli_tell(
            import->run,
            text_translate_plural("  %u warning: import this file alone with --dry-run to see it",
                                  "  %u warnings: import this file alone with --dry-run to see "
                                  "them",
                                  warnings),
            warnings);
}

static void
import_tell(const Import *import, const IntakeDraft *draft, const IntakeOutcome *outcome)
{
    CliRun *run = import->run;
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
    import_tell_diagnostics(import, draft);
}

static void
import_tell_next(const Import *import)
{
    if (import->run->options.dry_run || import->taken == 0)
        return;
    cli_tell(import->run,
             text_translate_plural(
                 "owners and deadlines are still to be settled: `zhenggai` opens the ledger; "
                 "`zhenggai undo %u` takes the import back",
                 "owners and deadlines are still to be settled: `zhenggai` opens the ledger; "
                 "`zhenggai undo %u` takes the imports back",
                 import->taken),
             import->taken);
}

/* One report: its draft is printed, or goes into the ledger. */
static gboolean
import_file(Import *import, const char *file, GError **error)
{
    CliRun *run = import->run;
    const CliGlobals *globals = &run->options.globals;
    g_auto(IntakeOutcome) outcome = {0};
    g_autoptr(IntakeDraft) draft = import_read(run, file, error);
    if (draft == NULL)
        return FALSE;
    if (import->drafts != NULL) {
        json_array_append_new(import->drafts, cli_draft_json(draft));
        import->taken++;
        return TRUE;
    }
    if (run->options.dry_run) {
        g_autofree char *preview = cli_draft_preview(draft, cli_width() > 0 ? cli_width() : 80);
        fputs(preview, stdout);
    }
    gboolean stored = intake_store(run->ledger, draft, globals->unit, globals->year,
                                   run->options.dry_run, &outcome, error);
    cli_progress_clear(import->run);
    if (!stored)
        return FALSE;
    import->same += outcome.same;
    import->taken += !outcome.same;
    import_tell(import, draft, &outcome);
    if (import->format == 1)
        cli_print_json(json_pack("{s:s, s:i, s:b, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "unit",
                                 outcome.unit, "year", outcome.year, "same", outcome.same,
                                 "problems", (int)outcome.problems, "causes", (int)outcome.causes,
                                 "measures", (int)outcome.measures, "steps", (int)outcome.steps,
                                 "plans", (int)outcome.plans, "moved", (int)outcome.moved,
                                 "reworded", (int)outcome.reworded, "gone", (int)outcome.gone));
    return TRUE;
}

/* ── Many ─────────────────────────────────────────────────────────────────────────────────── */

static volatile sig_atomic_t import_stopped;

static void
import_stop(int number)
{
    import_stopped = 1;
}

/* Between two reports the first signal ends the import; a second one ends the program. Reading from
 * a pipe is interrupted as well. */
static void
import_catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = import_stop, .sa_flags = (int)SA_RESETHAND};
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction present;
        if (sigaction(numbers[i], NULL, &present) == 0 && present.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

static void
import_tell_all(const Import *import)
{
    guint done = import->taken + import->same + import->failed;
    if (import->count < 2)
        return;
    cli_tell(import->run, _("%u reports: %u taken in, %u in the ledger already, %u failed"),
             import->count, import->taken, import->same, import->failed);
    if (done < import->count)
        fprintf(stderr,
                _("zhenggai: stopped: %u of %u reports were not looked at; the same command again "
                  "goes on with them\n"),
                import->count - done, import->count);
}

/* The ledger itself cannot be written: the next report would fare no better. */
static gboolean
import_is_hopeless(const GError *error)
{
    return error->domain == LEDGER_ERROR && error->code >= LEDGER_ERROR_BUSY;
}

/* One report that fails is named and does not keep the others out: each is its own step. */
static int
import_files(Import *import, char **files)
{
    int status = CLI_DONE;
    if (import->count > 1)
        import_catch_signals();
    for (guint i = 0; i < import->count && !import_stopped; i++) {
        g_autoptr(GError) failure = NULL;
        if (import->count >= 3)
            cli_progress_show(import->run, _("reading the reports"), i, import->count);
        gboolean done = import_file(import, files[i], &failure);
        cli_progress_clear(import->run);
        if (done || import_stopped)
            continue;
        int code = cli_fail(failure);
        status = import->failed++ == 0 ? code : status;
        if (import_is_hopeless(failure))
            break;
    }
    import_tell_all(import);
    import_tell_next(import);
    return import_stopped ? CLI_FAILED : status;
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
    char *builtin[] = {NULL, NULL};
    Import import = {.run = run,
                     .format = format,
                     .drafts = drafts,
                     .count = run->options.builtin ? 1 : g_strv_length(run->arguments)};
    int status = import_files(&import, run->options.builtin ? builtin : run->arguments);
    /* One report is one object; several are an array of them. */
    if (drafts != NULL && json_array_size(drafts) == 1)
        cli_print_json(json_incref(json_array_get(drafts, 0)));
    else if (drafts != NULL && json_array_size(drafts) > 1)
        cli_print_json(json_incref(drafts));
    json_decref(drafts);
    return status;
}
