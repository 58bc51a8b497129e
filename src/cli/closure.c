/* request, close, return, drop, reopen, look-back: what the doer asks for and the reviewer grants.
 */
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static void
closure_tell(CliRun *run, LedgerMove move, guint count)
{
    const LedgerValueInfo *decision =
        ledger_value_find(TYPE_DECISION, ledger_closure_decision(move));
    if (run->options.dry_run)
        cli_tell(run,
                 text_translate_plural("would record on %u task: %s",
                                       "would record on %u tasks: %s", count),
                 count, _(decision->label));
    else
        cli_tell(run,
                 text_translate_plural("recorded on %u task: %s — `zhenggai undo` takes it back",
                                       "recorded on %u tasks: %s — `zhenggai undo` takes it back",
                                       count),
                 count, _(decision->label));
}

static int
closure_run(CliRun *run, LedgerMove move, char **words, GError **error)
{
    const CliOptions *options = &run->options;
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    g_autofree char *day = NULL, *lookback = NULL;
    if (!cli_day(run, options->day, &day, error) || !cli_targets(run, words, targets, error))
        return CLI_FAILED;
    lookback = settings_lookback(run->settings, day == NULL ? ledger_today(run->ledger) : day);
    const LedgerReview review = {.reviewer = options->reviewer,
                                 .day = day,
                                 .opinion =
                                     options->reason != NULL ? options->reason : options->opinion,
                                 .lookback_on = lookback};
    g_autoptr(LedgerChange) change =
        ledger_change_begin(run->ledger, run->action, review.opinion, error);
    if (change == NULL ||
        !ledger_closure_move(change, move, (LedgerTarget *)(gpointer)targets->data, targets->len,
                             &review, error) ||
        !ledger_change_commit(g_steal_pointer(&change), options->dry_run, error))
        return CLI_FAILED;
    closure_tell(run, move, targets->len);
    return CLI_DONE;
}

int
cli_closure(CliRun *run, GError **error)
{
    LedgerMove move = 0;
    while (ledger_closure_action(move) != run->action)
        move++;
    return closure_run(run, move, run->arguments, error);
}

int
cli_look_back(CliRun *run, GError **error)
{
    static const LedgerMove moves[] = {MOVE_PASS, MOVE_FAIL};
    const char *word = run->arguments[0] == NULL ? "" : run->arguments[0];
    for (gsize i = 0; i < G_N_ELEMENTS(moves); i++) {
        const char *decision = ledger_closure_decision(moves[i]);
        const LedgerValueInfo *info = ledger_value_find(TYPE_DECISION, word);
        if (info != NULL && strcmp(info->name, decision) == 0)
            return closure_run(run, moves[i], run->arguments + 1, error);
    }
    return cli_usage(run, error, _("%s: wanted is passed or failed, then the IDs"), word);
}
