#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/export.h"
#include "zhenggai/text.h"

/* The report of the working year and unit: plans belong to it. */
static GPtrArray *
plan_rows(CliRun *run, GError **error)
{
    return cli_scope(run, error) ? ledger_plans(run->ledger, run->scope, error) : NULL;
}

static int
plan_list(CliRun *run, GError **error)
{
    guint format;
    if (!cli_format(run, "table|json", &format, error))
        return CLI_WRONG_USE;
    g_autoptr(GPtrArray) plans = plan_rows(run, error);
    if (plans == NULL)
        return CLI_FAILED;
    json_t *array = format == 1 ? json_array() : NULL;
    for (guint i = 0; i < plans->len; i++) {
        const LedgerRow *plan = plans->pdata[i];
        if (array != NULL) {
            json_array_append_new(array, export_row_json(plan));
            continue;
        }
        const char *task = ledger_row_get(plan, FIELD_PLAN_task);
        g_autofree char *text = text_visible_line(ledger_row_get(plan, FIELD_PLAN_text));
        g_autofree char *accepted = g_strdup(task == NULL ? "" : task);
        g_autofree char *column = text_fit(accepted, 10, TEXT_LEFT);
        int width = cli_width();
        g_autofree char *cut = width > 0 ? text_cut(text, MAX(width - 16, 20)) : g_strdup(text);
        printf("%-4s %s %s\n", ledger_row_get(plan, FIELD_PLAN_id), column, cut);
    }
    if (array != NULL)
        cli_print_json(array);
    else if (plans->len == 0)
        cli_tell(run, "%s", _("the report arranges nothing for the next year"));
    return CLI_DONE;
}

/* The plans that the words name; all that are not accepted yet with --all. */
static gboolean
plan_chosen(CliRun *run, GArray *keys, GError **error)
{
    if (run->options.all) {
        g_autoptr(GPtrArray) plans = plan_rows(run, error);
        for (guint i = 0; plans != NULL && i < plans->len; i++) {
            gint64 key = ledger_row_key(plans->pdata[i]);
            if (ledger_row_get(plans->pdata[i], FIELD_PLAN_task) == NULL)
                g_array_append_val(keys, key);
        }
        return plans != NULL;
    }
    for (guint i = 1; run->arguments[i] != NULL; i++) {
        LedgerEntity entity;
        gint64 key;
        if (!cli_address(run, run->arguments[i], &entity, &key, error))
            return FALSE;
        if (entity != ENTITY_PLAN) {
            cli_usage(run, error, _("%s is no plan; plans are p1, p2, …"), run->arguments[i]);
            return FALSE;
        }
        g_array_append_val(keys, key);
    }
    return TRUE;
}

static int
plan_accept(CliRun *run, GError **error)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    if (run->arguments[1] == NULL && !run->options.all)
        return cli_usage(run, error, "%s", _("which plans: p1 p3, or --all"));
    if (!plan_chosen(run, keys, error))
        return CLI_FAILED;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, ACTION_PLAN, NULL, error);
    if (change == NULL)
        return CLI_FAILED;
    for (guint i = 0; i < keys->len; i++) {
        gint64 task;
        if (!ledger_plan_accept(change, g_array_index(keys, gint64, i), 0, &task, error))
            return CLI_FAILED;
    }
    if (!ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    if (run->options.dry_run)
        cli_tell(run,
                 text_translate_plural("would accept %u plan", "would accept %u plans", keys->len),
                 keys->len);
    else
        cli_tell(run,
                 text_translate_plural(
                     "%u plan is a task of %d now — `zhenggai undo` takes it back",
                     "%u plans are tasks of %d now — `zhenggai undo` takes it back", keys->len),
                 keys->len, run->scope.year + 1);
    return CLI_DONE;
}

int
cli_plan(CliRun *run, GError **error)
{
    const char *what = run->arguments[0] == NULL ? "list" : run->arguments[0];
    if (strcmp(what, "list") == 0)
        return plan_list(run, error);
    if (strcmp(what, "accept") == 0)
        return plan_accept(run, error);
    return cli_usage(run, error, _("%s: wanted is list or accept"), what);
}
