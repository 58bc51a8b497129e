#include "zhenggai/action.h"

#include <string.h>

#include "zhenggai/text.h"

static const LedgerActionInfo actions[ACTION_COUNT] = {
#define ACTION(id, name, group, keys, places, needs, usage, example, label, hint, help, shell)     \
    [ACTION_##id] = {name, group, keys, places, needs, usage, example, label, hint, help, shell},
#include "zhenggai/actions.def"
#undef ACTION
};

static const char *const groups[GROUP_COUNT] = {
    [GROUP_MOVE] = N_("Move"),           [GROUP_WORK] = N_("Work"),
    [GROUP_FIND] = N_("Find"),           [GROUP_VIEW] = N_("Views"),
    [GROUP_OUT] = N_("In and out"),      [GROUP_LEDGER] = N_("The ledger"),
    [GROUP_PROGRAM] = N_("The program"),
};

const LedgerActionInfo *
ledger_action_info(LedgerAction action)
{
    g_assert(action < ACTION_COUNT);
    return &actions[action];
}

char *
ledger_action_whole_help(LedgerAction action)
{
    const LedgerActionInfo *info = ledger_action_info(action);
    return info->shell == NULL ? g_strdup(_(info->help))
                               : g_strjoin(text_language() == TEXT_CHINESE ? "" : " ",
                                           _(info->help), _(info->shell), NULL);
}

LedgerAction
ledger_action_find(const char *name)
{
    for (LedgerAction action = 0; action < ACTION_COUNT; action++)
        if (strcmp(actions[action].name, name) == 0)
            return action;
    return ACTION_COUNT;
}

const char *
ledger_action_group_label(LedgerActionGroup group)
{
    return groups[group];
}
