/* lint and waive: rectification on paper only. */
#include "zhenggai/lint.h"

#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* One run: what was found so far, and how it is told. */
typedef struct {
    CliRun *run;
    json_t *array; /* or NULL: a table */
    guint standing;
} LintPrint;

static void
lint_print(LintPrint *print, const char *entity, const char *address, const char *rule,
           const char *reason, const char *waived)
{
    print->standing += waived == NULL;
    if (print->array != NULL) {
        json_array_append_new(print->array,
                              json_pack("{s:s, s:s, s:s, s:s, s:s?}", "rule", rule, "entity",
                                        entity, "id", address, "reason", reason, "waived", waived));
        return;
    }
    g_autofree char *why =
        waived == NULL ? g_strdup("") : g_strdup_printf(_(" (waived: %s)"), waived);
    g_autofree char *line = g_strdup_printf("%-9s %-27s %s%s", address, rule, reason, why);
    g_autofree char *visible = text_visible_line(line);
    printf("%s\n", visible);
}

static gboolean
lint_report(LintPrint *print, gint64 report, const char *year, GError **error)
{
    CliRun *run = print->run;
    g_autofree char *text = ledger_report_text(run->ledger, report, error);
    if (text == NULL)
        return FALSE;
    g_autoptr(GPtrArray) missing = intake_check(text);
    for (guint i = 0; i < missing->len; i++) {
        const IntakeDiagnostic *diagnostic = missing->pdata[i];
        g_autofree char *waived = NULL;
        if (!ledger_lint_waived(run->ledger, diagnostic->code, ENTITY_REPORT, report, &waived,
                                error))
            return FALSE;
        if (diagnostic->level == INTAKE_WARNING && (waived == NULL || run->options.all))
            lint_print(print, ledger_entity_name(ENTITY_REPORT), year, diagnostic->code,
                       diagnostic->message, waived);
    }
    return TRUE;
}

/* The reports themselves, of the year and unit if they are given; filter words choose tasks. */
static gboolean
lint_reports(LintPrint *print, GError **error)
{
    CliRun *run = print->run;
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, ENTITY_REPORT, 0, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        int year = run->options.globals.year;
        if ((year == 0 || year == ledger_row_number(row, FIELD_REPORT_year)) &&
            !lint_report(print, ledger_row_key(row), ledger_row_get(row, FIELD_REPORT_year), error))
            return FALSE;
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static int
lint_tell(LintPrint *print)
{
    if (print->array != NULL)
        cli_print_json(print->array);
    if (print->standing == 0)
        cli_tell(print->run, "%s", _("nothing looks like rectification on paper only"));
    else
        cli_tell(print->run,
                 text_translate_plural(
                     "%u finding — `zhenggai waive RULE ID --reason T` lets one stand",
                     "%u findings — `zhenggai waive RULE ID --reason T` lets one stand",
                     print->standing),
                 print->standing);
    return print->standing > 0 ? CLI_ATTENTION : CLI_DONE;
}

int
cli_lint(CliRun *run, GError **error)
{
    guint format;
    if (!cli_format(run, "table|json", &format, error))
        return CLI_WRONG_USE;
    g_autoptr(LedgerQuery) query = cli_query(run, run->arguments, error);
    g_autoptr(GPtrArray) findings =
        query == NULL ? NULL : ledger_lint(query, run->options.all, error);
    if (findings == NULL)
        return CLI_FAILED;
    LintPrint print = {run, format == 1 ? json_array() : NULL, 0};
    gboolean done = run->arguments[0] != NULL || lint_reports(&print, error);
    for (guint i = 0; done && i < findings->len; i++) {
        const LedgerFinding *finding = findings->pdata[i];
        lint_print(&print, ledger_entity_name(finding->entity), finding->address,
                   finding->rule->name, finding->reason, finding->waived);
    }
    if (done)
        return lint_tell(&print);
    json_decref(print.array);
    return CLI_FAILED;
}

static int
waive_usage(CliRun *run, const char *word, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; ledger_lint_rule(i) != NULL; i++)
        g_string_append_printf(names, "%s%s", i == 0 ? "" : ", ", ledger_lint_rule(i)->name);
    return cli_usage(run, error, _("%s: no such rule; there are %s"), word, names->str);
}

/* The report of a year, as lint names it. */
static gboolean
waive_report(CliRun *run, const char *word, GArray *targets, GError **error)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, ENTITY_REPORT, 0, error);
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while (word != NULL && (row = ledger_rows_next(rows, NULL)) != NULL)
        if (strcmp(ledger_row_get(row, FIELD_REPORT_year), word) == 0) {
            LedgerTarget target = {ENTITY_REPORT, ledger_row_key(row), 0};
            g_array_append_val(targets, target);
        }
    if (targets->len == 0)
        cli_usage(run, error, _("%s: wanted is the year of a report"), word == NULL ? "" : word);
    return targets->len > 0;
}

/* The rules on reports are told by intake; their codes begin so. */
static gboolean
waive_is_of_reports(const char *word)
{
    return g_str_has_prefix(word, "block-missing-") || g_str_has_prefix(word, "problem-without-");
}

int
cli_waive(CliRun *run, GError **error)
{
    const char *word = run->arguments[0] == NULL ? "" : run->arguments[0];
    const LedgerLintRule *rule = ledger_lint_rule_find(word);
    gboolean report = waive_is_of_reports(word);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    if (rule == NULL && !report)
        return waive_usage(run, word, error);
    if (report ? !waive_report(run, run->arguments[1], targets, error)
               : !cli_targets(run, run->arguments + 1, targets, error))
        return CLI_FAILED;
    const char *name = report ? word : rule->name;
    g_autoptr(LedgerChange) change =
        ledger_change_begin(run->ledger, run->action, run->options.reason, error);
    if (change == NULL ||
        !ledger_lint_waive(change, name, (LedgerTarget *)(gpointer)targets->data, targets->len,
                           run->options.reason, error) ||
        !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run ? _("would let %s stand on %u rows")
                                  : _("%s is let stand on %u rows — `zhenggai undo` takes it back"),
             name, targets->len);
    return CLI_DONE;
}
