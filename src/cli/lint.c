/* lint and waive: rectification on paper only. */
#include "zhenggai/lint.h"

#include <stdio.h>
#include <string.h>

#include "progress.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* One run: what was found so far, and how it is told. */
typedef struct {
    CliRun *run;
    json_t *array; /* or NULL: a table */
    guint standing;
} LintPrint;

static void
lint_print(LintPrint *print, const LedgerFinding *finding)
{
    print->standing += finding->waived == NULL;
    if (print->array != NULL) {
        json_array_append_new(
            print->array, json_pack("{s:s, s:s, s:s, s:s, s:s?}", "rule", finding->rule, "entity",
                                    ledger_entity_name(finding->entity), "id", finding->address,
                                    "reason", finding->reason, "waived", finding->waived));
        return;
    }
    g_autofree char *why = finding->waived == NULL
                               ? g_strdup("")
                               : g_strdup_printf(_(" (waived: %s)"), finding->waived);
    g_autofree char *line =
        g_strdup_printf("%-9s %-27s %s%s", finding->address, finding->rule, finding->reason, why);
    g_autofree char *visible = text_visible_line(line);
    printf("%s\n", visible);
}

/* The findings in the reports themselves, then those in tasks and problems. Filter words choose
 * tasks: then no report is looked at. */
static GPtrArray *
lint_findings(CliRun *run, GError **error)
{
    LedgerScope scope;
    g_autoptr(LedgerQuery) query = cli_query(run, run->arguments, error);
    if (query == NULL || !cli_scope_given(run, &scope, error))
        return NULL;
    g_autoptr(GPtrArray) findings = ledger_lint(query, run->options.all, error);
    if (findings == NULL || run->arguments[0] != NULL)
        return g_steal_pointer(&findings);
    g_autoptr(GPtrArray) reports = intake_lint(run->ledger, scope, run->options.all, error);
    if (reports == NULL)
        return NULL;
    g_ptr_array_extend_and_steal(reports, g_steal_pointer(&findings));
    return g_steal_pointer(&reports);
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
    g_autoptr(GPtrArray) findings = lint_findings(run, error);
    if (findings == NULL)
        return CLI_FAILED;
    cli_progress_clear(run);
    LintPrint print = {run, format == 1 ? json_array() : NULL, 0};
    for (guint i = 0; i < findings->len; i++)
        lint_print(&print, findings->pdata[i]);
    return lint_tell(&print);
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
