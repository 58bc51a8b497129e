#include <stdio.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/text.h"

static json_t *
history_changes_json(CliRun *run, const LedgerAct *act, GError **error)
{
    g_autoptr(GPtrArray) changes = ledger_history_changes(run->ledger, act->id, error);
    json_t *array = json_array();
    for (guint i = 0; changes != NULL && i < changes->len; i++) {
        const LedgerTrace *trace = changes->pdata[i];
        json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:s?, s:s?, s:s?}", "entity", ledger_entity_name(trace->entity),
                      "id", trace->address, "field",
                      trace->field == FIELD_NONE ? NULL : ledger_field_info(trace->field)->name,
                      "from", trace->from, "to", trace->to));
    }
    return array;
}

static void
history_json(CliRun *run, const GPtrArray *acts, GError **error)
{
    json_t *array = json_array();
    for (guint i = 0; i < acts->len; i++) {
        const LedgerAct *act = acts->pdata[i];
        json_t *target = act->target == 0 ? json_null() : json_integer(act->target);
        json_array_append_new(
            array, json_pack("{s:I, s:s, s:s, s:s, s:s?, s:o, s:b, s:s, s:o}", "action",
                             (json_int_t)act->id, "at", act->at, "by", act->by, "name",
                             ledger_action_info(act->action)->name, "reason", act->reason, "target",
                             target, "undone", act->undone, "summary", act->summary, "changes",
                             history_changes_json(run, act, error)));
    }
    cli_print_json(array);
}

static void
history_table(const GPtrArray *acts)
{
    for (guint i = 0; i < acts->len; i++) {
        const LedgerAct *act = acts->pdata[i];
        g_autoptr(GString) line = g_string_new(NULL);
        g_autofree char *by = text_fit(act->by, 10, TEXT_LEFT);
        g_autofree char *name = text_fit(_(ledger_action_info(act->action)->label), 22, TEXT_LEFT);
        g_string_append_printf(line, "%5" G_GINT64_FORMAT "  %.10s %.5s  %s %s %s", act->id,
                               act->at, act->at + 11, by, name, act->summary);
        if (act->reason != NULL)
            g_string_append_printf(line, _(" (reason: %s)"), act->reason);
        if (act->undone)
            g_string_append_printf(line, " [%s]", _("undone"));
        g_autofree char *visible = text_visible_line(line->str);
        int width = cli_width();
        g_autofree char *cut = width > 0 ? text_cut(visible, width) : g_strdup(visible);
        printf("%s\n", cut);
    }
}

int
cli_history(CliRun *run, GError **error)
{
    LedgerEntity entity = ENTITY_COUNT;
    gint64 key = 0;
    guint format;
    g_autofree char *since = NULL;
    if (g_strv_length(run->arguments) > 1)
        return cli_usage(run, error, "%s", _("at most one ID is wanted"));
    if (!cli_format(run, "table|json", &format, error) ||
        (run->arguments[0] != NULL && !cli_address(run, run->arguments[0], &entity, &key, error)) ||
        (run->options.since != NULL &&
         (since = ledger_day_parse(run->ledger, run->options.since, error)) == NULL))
        return CLI_FAILED;
    g_autoptr(GPtrArray) acts = ledger_history(run->ledger, entity, key, since, 0,
                                               (guint)MAX(run->options.limit, 0), error);
    if (acts == NULL)
        return CLI_FAILED;
    if (format == 1)
        history_json(run, acts, error);
    else if (acts->len == 0)
        cli_tell(run, "%s", _("nothing has changed yet"));
    else
        history_table(acts);
    return CLI_DONE;
}
