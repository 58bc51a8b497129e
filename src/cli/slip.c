/* slip: supervision slips (督办单) issued, replied to, listed. */
#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static gboolean
slip_commit(CliRun *run, LedgerChange **change, GError **error)
{
    return ledger_change_commit(g_steal_pointer(change), run->options.dry_run, error);
}

static int
slip_issue(CliRun *run, GError **error)
{
    const CliOptions *options = &run->options;
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    g_autofree char *level = NULL, *reply_by = NULL;
    if (!ledger_value_parse(run->ledger, FIELD_SLIP_level,
                            options->level == NULL ? "reminder" : options->level, &level, error) ||
        !cli_day(run, options->reply_by, &reply_by, error) ||
        !cli_targets(run, run->arguments + 1, targets, error))
        return CLI_FAILED;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, run->action, NULL, error);
    if (change == NULL ||
        !ledger_slip_issue(change, (LedgerTarget *)(gpointer)targets->data, targets->len, level,
                           reply_by, options->text, error) ||
        !slip_commit(run, &change, error))
        return CLI_FAILED;
    g_autofree char *words = ledger_value_display(FIELD_SLIP_level, level);
    cli_tell(run,
             options->dry_run
                 ? text_translate_plural("would issue to %u task: %s",
                                         "would issue to %u tasks: %s", targets->len)
                 : text_translate_plural("issued to %u task: %s — `zhenggai undo` takes it back",
                                         "issued to %u tasks: %s — `zhenggai undo` takes it back",
                                         targets->len),
             targets->len, words);
    return CLI_DONE;
}

static gboolean
slip_task(CliRun *run, const char *address, gint64 *task, GError **error)
{
    LedgerEntity entity;
    if (!cli_address(run, address, &entity, task, error))
        return FALSE;
    if (entity != ENTITY_TASK)
        cli_usage(run, error, _("%s is a %s; wanted is a measure or step, e.g. 1.1"), address,
                  _(ledger_entity_label(entity)));
    return entity == ENTITY_TASK;
}

static int
slip_reply(CliRun *run, GError **error)
{
    gint64 task;
    g_autofree char *day = NULL;
    const char *address = run->arguments[1];
    if (address == NULL)
        return cli_usage(run, error, "%s", _("the ID of a measure or step is wanted"));
    if (!slip_task(run, address, &task, error) || !cli_day(run, run->options.day, &day, error))
        return CLI_FAILED;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, run->action, NULL, error);
    if (change == NULL || !ledger_slip_reply(change, task, day, run->options.text, error) ||
        !slip_commit(run, &change, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run ? _("would reply to the slip of %s")
                                  : _("replied to the slip of %s — `zhenggai undo` takes it back"),
             address);
    return CLI_DONE;
}

static void
slip_line(const LedgerRow *slip, const char *address)
{
    g_autofree char *level =
        ledger_value_display(FIELD_SLIP_level, ledger_row_get(slip, FIELD_SLIP_level));
    const char *by = ledger_row_get(slip, FIELD_SLIP_reply_by);
    const char *replied = ledger_row_get(slip, FIELD_SLIP_replied);
    g_autofree char *state = replied == NULL
                                 ? g_strdup_printf(_("reply by %s"), by == NULL ? "-" : by)
                                 : g_strdup_printf(_("replied on %s: %s"), replied,
                                                   ledger_row_get(slip, FIELD_SLIP_reply));
    g_autofree char *line =
        g_strdup_printf("%-8s  %.10s  [%s] %s (%s)", address, ledger_row_get(slip, FIELD_SLIP_at),
                        level, ledger_row_get(slip, FIELD_SLIP_text), state);
    g_autofree char *visible = text_visible_line(line);
    printf("%s\n", visible);
}

static gboolean
slip_list_task(CliRun *run, gint64 task, const char *address, GError **error)
{
    g_autoptr(LedgerRows) slips = ledger_rows_of(run->ledger, ENTITY_SLIP, task, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *slip;
    if (slips == NULL)
        return FALSE;
    while ((slip = ledger_rows_next(slips, &failure)) != NULL)
        slip_line(slip, address);
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* Those of one task, or those of every task that has some. */
static int
slip_list(CliRun *run, GError **error)
{
    gint64 task;
    if (run->arguments[0] != NULL && run->arguments[1] != NULL)
        return slip_task(run, run->arguments[1], &task, error) &&
                       slip_list_task(run, task, run->arguments[1], error)
                   ? CLI_DONE
                   : CLI_FAILED;
    char *none[] = {NULL};
    LedgerFields fields =
        ledger_fields_of(FIELD_TASK_id, FIELD_TASK_year, FIELD_TASK_slips, FIELD_NONE);
    g_autoptr(LedgerQuery) query = cli_query(run, none, error);
    g_autoptr(LedgerRows) rows = query == NULL ? NULL : ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return CLI_FAILED;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        g_autofree char *address = g_strdup_printf("%s/%s", ledger_row_get(row, FIELD_TASK_year),
                                                   ledger_row_get(row, FIELD_TASK_id));
        if (ledger_row_number(row, FIELD_TASK_slips) > 0 &&
            !slip_list_task(run, ledger_row_key(row), address, error))
            return CLI_FAILED;
    }
    if (failure != NULL)
        g_propagate_error(error, g_steal_pointer(&failure));
    return CLI_DONE;
}

int
cli_slip(CliRun *run, GError **error)
{
    const char *what = run->arguments[0] == NULL ? "list" : run->arguments[0];
    if (strcmp(what, "list") == 0)
        return slip_list(run, error);
    if (strcmp(what, "issue") == 0)
        return slip_issue(run, error);
    if (strcmp(what, "reply") == 0)
        return slip_reply(run, error);
    return cli_usage(run, error, _("%s: wanted is issue, reply or list"), what);
}
