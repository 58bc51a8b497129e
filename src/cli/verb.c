#include "verb.h"

#include <string.h>

static const CliVerb verbs[] = {
    {ACTION_IMPORT, "builtin dry-run format", FALSE, cli_import},
    {ACTION_LIST, "sort columns limit format as-of", TRUE, cli_list},
    {ACTION_SHOW, "source format as-of", FALSE, cli_show},
    {ACTION_SET, "reason dry-run", TRUE, cli_set},
    {ACTION_NOTE, "dry-run", FALSE, cli_note},
    {ACTION_ADD, "dry-run", FALSE, cli_add},
    {ACTION_ATTACH, "title kind dry-run", FALSE, cli_attach},
    {ACTION_EVIDENCE, "verify open format", FALSE, cli_evidence},
    {ACTION_REQUEST, "day dry-run", TRUE, cli_closure},
    {ACTION_CLOSE, "reviewer opinion day dry-run", TRUE, cli_closure},
    {ACTION_RETURN, "reviewer opinion day dry-run", TRUE, cli_closure},
    {ACTION_DROP, "reason day dry-run", TRUE, cli_closure},
    {ACTION_REOPEN, "reason day dry-run", TRUE, cli_closure},
    {ACTION_LOOK_BACK, "reviewer opinion day dry-run", TRUE, cli_look_back},
    {ACTION_SLIP, "text level reply-by day dry-run", TRUE, cli_slip},
    {ACTION_PEOPLE, "dry-run", FALSE, cli_people},
    {ACTION_HAND_OVER, "all reason dry-run", FALSE, cli_hand_over},
    {ACTION_DUE, "within format", TRUE, cli_due},
    {ACTION_REMIND, "within", TRUE, cli_remind},
    {ACTION_CARRY, "from to dry-run", FALSE, cli_carry},
    {ACTION_COMPARE, "similarity format", FALSE, cli_compare},
    {ACTION_LINT, "all format", TRUE, cli_lint},
    {ACTION_WAIVE, "reason dry-run", TRUE, cli_waive},
    {ACTION_PLAN, "all dry-run format", FALSE, cli_plan},
    {ACTION_HISTORY, "since limit format", FALSE, cli_history},
    {ACTION_UNDO, "dry-run", FALSE, cli_undo},
    {ACTION_REDO, "dry-run", FALSE, cli_redo},
    {ACTION_STATUS, "format as-of", FALSE, cli_status},
    {ACTION_EXPORT, "output format encoding columns sort public one-line profile recipient", TRUE,
     cli_export},
    {ACTION_MERGE, "dry-run take profile format", FALSE, cli_merge},
    {ACTION_ROLLUP, "by format", FALSE, cli_rollup},
    {ACTION_SUMMARY, "all from to draft trace output format width print copies", FALSE,
     cli_summary},
    {ACTION_CHECK, "", FALSE, cli_check},
    {ACTION_BACKUP, "", FALSE, cli_backup},
    {ACTION_RESTORE, "dry-run", FALSE, cli_restore},
    {ACTION_CONFIG, "", FALSE, cli_config},
    {ACTION_COMPLETION, "", FALSE, cli_completion},
};

const CliVerb *
cli_verb_of(LedgerAction action)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (verbs[i].action == action)
            return &verbs[i];
    return NULL;
}

const CliVerb *
cli_verb_find(const char *name)
{
    LedgerAction action = ledger_action_find(name);
    return action == ACTION_COUNT ? NULL : cli_verb_of(action);
}

char **
cli_verb_options(const CliVerb *verb)
{
    return g_strsplit(verb->options, " ", *verb->options == '\0' ? 0 : -1);
}
