#include "help.h"

#include "act.h"
#include "choose.h"
#include "initials.h"
#include "view.h"
#include "zhenggai/text.h"

/* What typing finds a line by, beside its label: its name, its label in both languages, and the
 * initials of the Chinese one. */
static char *
help_search_words(const LedgerActionInfo *info)
{
    const char *chinese = text_translate_in(TEXT_CHINESE, info->label);
    g_autofree char *initials = initials_of(chinese);
    return g_strjoin(" ", info->name, info->label, chinese, initials, NULL);
}

static gboolean
help_is_listed(const App *app, LedgerAction action, LedgerAction group_action)
{
    const LedgerActionInfo *info = ledger_action_info(action);
    guint places = group_action == ACTION_HELP ? (guint)app_place(app) : PLACE_ANY;
    return (info->places & places) != 0 && action != group_action;
}

void
help_choose(App *app, LedgerAction action)
{
    ChooseSpec spec = {.title = _(ledger_action_info(action)->label),
                       .choices = choose_array_new(),
                       .typed = TRUE,
                       .value = G_MININT};
    int chosen;
    for (LedgerActionGroup group = 0; group < GROUP_COUNT; group++) {
        gboolean headed = FALSE;
        for (LedgerAction other = 0; other < ACTION_COUNT; other++) {
            const LedgerActionInfo *info = ledger_action_info(other);
            if (info->group != group || !help_is_listed(app, other, action))
                continue;
            if (!headed)
                choose_add_heading(spec.choices, _(ledger_action_group_label(group)));
            headed = TRUE;
            g_autofree char *words = help_search_words(info);
            choose_add(spec.choices, (int)other, info->keys, _(info->label), words, _(info->help));
        }
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    /* What belongs to a view is done there, not behind a page. */
    guint places = ledger_action_info((LedgerAction)chosen)->places;
    while (app_page(app) != NULL && (places & PLACE_PAGE) == 0)
        act_run(app, ACTION_BACK);
    for (int view = 0; (places & app_place(app)) == 0 && view < VIEW_COUNT; view++)
        if ((places & app->views[view].kind->place) != 0)
            view_go(app, app->views[view].kind->action);
    act_run(app, (LedgerAction)chosen);
}
