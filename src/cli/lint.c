/* lint and waive: rectification on paper only. */
#include "zhenggai/lint.h"

#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static guint
lint_print(const GPtrArray *findings)
{
    guint standing = 0;
    for (guint i = 0; i < findings->len; i++) {
        const LedgerFinding *finding = findings->pdata[i];
        standing += finding->waived == NULL;
        g_autofree char *waived = finding->waived == NULL
                                      ? g_strdup("")
                                      : g_strdup_printf(_(" (waived: %s)"), finding->waived);
        g_autofree char *line = g_strdup_printf("%-9s %-27s %s%s", finding->address,
                                                finding->rule->name, finding->reason, waived);
        g_autofree char *visible = text_visible_line(line);
        printf("%s\n", visible);
    }
    return standing;
}

static guint
lint_print_json(const GPtrArray *findings)
{
    guint standing = 0;
    json_t *array = json_array();
    for (guint i = 0; i < findings->len; i++) {
        const LedgerFinding *finding = findings->pdata[i];
        standing += finding->waived == NULL;
        json_array_append_new(
            array, json_pack("{s:s, s:s, s:s, s:s, s:s?}", "rule", finding->rule->name, "entity",
                             ledger_entity_name(finding->entity), "id", finding->address, "reason",
                             finding->reason, "waived", finding->waived));
    }
    cli_print_json(array);
    return standing;
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
    guint standing = format == 1 ? lint_print_json(findings) : lint_print(findings);
    if (standing == 0)
        cli_tell(run, "%s", _("nothing looks like rectification on paper only"));
    else
        cli_tell(run,
                 text_translate_plural(
                     "%u finding — `zhenggai waive RULE ID --reason T` lets one stand",
                     "%u findings — `zhenggai waive RULE ID --reason T` lets one stand", standing),
                 standing);
    return standing > 0 ? CLI_ATTENTION : CLI_DONE;
}

static int
waive_usage(CliRun *run, const char *word, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; ledger_lint_rule(i) != NULL; i++)
        g_string_append_printf(names, "%s%s", i == 0 ? "" : ", ", ledger_lint_rule(i)->name);
    return cli_usage(run, error, _("%s: no such rule; there are %s"), word, names->str);
}

int
cli_waive(CliRun *run, GError **error)
{
    const char *word = run->arguments[0] == NULL ? "" : run->arguments[0];
    const LedgerLintRule *rule = ledger_lint_rule_find(word);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    if (rule == NULL)
        return waive_usage(run, word, error);
    if (!cli_targets(run, run->arguments + 1, targets, error))
        return CLI_FAILED;
    g_autoptr(LedgerChange) change =
        ledger_change_begin(run->ledger, run->action, run->options.reason, error);
    if (change == NULL ||
        !ledger_lint_waive(change, rule, (LedgerTarget *)(gpointer)targets->data, targets->len,
                           run->options.reason, error) ||
        !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run ? _("would let %s stand on %u rows")
                                  : _("%s is let stand on %u rows — `zhenggai undo` takes it back"),
             rule->name, targets->len);
    return CLI_DONE;
}
