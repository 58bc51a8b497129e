#include "act.h"

#include "detail.h"
#include "find.h"
#include "form.h"
#include "help.h"
#include "checkup.h"
#include "out.h"
#include "procedure.h"
#include "tour.h"
#include "view.h"
#include "work.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
act_has_key(const LedgerActionInfo *info, InputKey key)
{
    g_auto(GStrv) names = g_strsplit(info->keys, " ", 0);
    for (guint i = 0; names[i] != NULL; i++)
        if (input_key_parse(names[i]) == key)
            return TRUE;
    return FALSE;
}

LedgerAction
act_of_key(LedgerActionPlace place, InputKey key)
{
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const LedgerActionInfo *info = ledger_action_info(action);
        if ((info->places & place) != 0 && act_has_key(info, key))
            return action;
    }
    return ACTION_COUNT;
}

char *
act_key_name(LedgerAction action)
{
    const char *keys = ledger_action_info(action)->keys;
    return g_strndup(keys, strcspn(keys, " "));
}

/* ── Prerequisites ────────────────────────────────────────────────────────────────────────── */

static gboolean
act_has_task(const App *app)
{
    g_autoptr(GArray) targets = app->list == NULL ? NULL : list_targets(app->list);
    return targets != NULL && targets->len > 0;
}

/* What is missing, as a sentence; NULL if nothing is. */
static const char *
act_missing(const App *app, LedgerAction action)
{
    guint needs = ledger_action_info(action)->needs;
    if ((needs & (NEEDS_LEDGER | NEEDS_WRITE)) != 0 && app->ledger == NULL)
        return _("there is no ledger yet");
    if ((needs & NEEDS_WRITE) != 0 && ledger_is_readonly(app->ledger))
        return _("the ledger is open for reading only");
    if ((needs & (NEEDS_ITEM | NEEDS_TASK)) != 0 && app_selected(app) == NULL)
        return _("nothing is selected: the list is empty");
    if ((needs & NEEDS_TASK) != 0 && !act_has_task(app))
        return _("there is no measure yet: A adds one");
    if ((needs & NEEDS_CONTENT) != 0 && app_savable(app) == NULL)
        return _("this page is not made to be saved; p opens the year-end summary");
    return NULL;
}

gboolean
act_is_possible(const App *app, LedgerAction action)
{
    return act_missing(app, action) == NULL;
}

/* ── Going in and out ─────────────────────────────────────────────────────────────────────── */

static void
act_open(App *app)
{
    page_scroll_to_start(app->detail);
    app->in_detail = TRUE;
}

/* One step back in a list: marks off, the search off; FALSE if there is neither. */
static gboolean
act_back_in_list(App *app, List *list)
{
    if (list_mark_count(list) > 0) {
        list_unmark_all(list);
        return TRUE;
    }
    if (*list_filter_words(list) == '\0')
        return FALSE;
    list_filter(list, NULL, NULL);
    if (app->drilled)
        view_go(app, app->views[app->drilled_from].kind->action);
    return TRUE;
}

/* One step back; FALSE at the top. */
static gboolean
act_back(App *app)
{
    List *list = app->views[app->view].list;
    if (app->pages->len > 0)
        g_ptr_array_remove_index(app->pages, app->pages->len - 1);
    else if (app->in_detail)
        app->in_detail = FALSE;
    else if (list != NULL && act_back_in_list(app, list))
        return TRUE;
    else if (app->views[app->view].kind->back != NULL &&
             app->views[app->view].kind->back(app, &app->views[app->view]))
        return TRUE;
    else if (app->view != VIEW_LEDGER)
        view_go(app, ACTION_VIEW_LEDGER);
    else
        return FALSE;
    return TRUE;
}

static gboolean
act_fill_source(App *app, AppPage *page, int columns, GError **error)
{
    return detail_fill_source(page->page, app->ledger, app_selected(app), error);
}

static gboolean
act_fill_history(App *app, AppPage *page, int columns, GError **error)
{
    return detail_fill_history(page->page, app->ledger, app->in_detail ? app_selected(app) : NULL,
                               error);
}

/* A page over what is there, if it can be filled. */
static void
act_show(App *app, const char *title,
         gboolean (*fill)(App *app, AppPage *page, int columns, GError **error))
{
    GError *error = NULL;
    AppPage *page = app_page_new(title);
    page->fill = fill;
    if (fill(app, page, canvas_columns(app->canvas), &error)) {
        app_push_page(app, page);
        return;
    }
    app_page_free(page);
    app_fail(app, error);
}

/* ── The program ──────────────────────────────────────────────────────────────────────────── */

static void
act_language(App *app)
{
    GError *error = NULL;
    text_language_set(text_language() == TEXT_CHINESE ? TEXT_ENGLISH : TEXT_CHINESE);
    app_refresh(app);
    if (!settings_set(app->options->settings, "language",
                      text_language() == TEXT_CHINESE ? "zh" : "en", &error))
        app_fail(app, error);
    else
        app_tell(app, "%s", _("The language of the screen is English from now on."));
}

static void
act_mouse(App *app)
{
    GError *error = NULL;
    g_autofree char *now = settings_get(app->options->settings, "mouse");
    gboolean on = strcmp(now, "on") != 0;
    terminal_mouse_set(app->terminal, on);
    app_tell(app, "%s",
             on ? _("the mouse selects, opens and scrolls here — M gives it back")
                : _("the mouse is the terminal's again, to copy with — M takes it"));
    if (!settings_set(app->options->settings, "mouse", on ? "on" : "off", &error))
        app_fail(app, error);
}

/* What scrolls a page or the detail, else what the view does. */
static void
act_in_view(App *app, LedgerAction action)
{
    View *view = view_current(app);
    if (app_page(app) != NULL)
        view_move_page(app_page(app)->page, action);
    else if (app->in_detail)
        view_move_page(app->detail, action);
    else if (app->ledger != NULL)
        view->kind->run(app, view, action);
}

static void
act_do(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_OPEN:
        act_open(app);
        break;
    case ACTION_NEXT_PART:
        page_next_part(app->detail);
        break;
    case ACTION_EDIT:
        form_edit(app);
        break;
    case ACTION_SOURCE:
        act_show(app, _("The report's own sentence"), act_fill_source);
        break;
    case ACTION_HISTORY:
        act_show(app, _("History"), act_fill_history);
        break;
    case ACTION_ROLLUP:
        view_go(app, ACTION_VIEW_FIGURES);
        act_in_view(app, action);
        break;
    case ACTION_PALETTE:
    case ACTION_HELP:
        help_choose(app, action);
        break;
    case ACTION_LANGUAGE:
        act_language(app);
        break;
    case ACTION_MOUSE:
        act_mouse(app);
        break;
    case ACTION_TOUR:
        tour_start(app);
        break;
    case ACTION_BACK:
        act_back(app);
        break;
    case ACTION_QUIT:
        app->quit = !act_back(app);
        break;
    default:
        if (!view_go(app, action) && !find_run(app, action) && !work_run(app, action) &&
            !out_run(app, action) && !procedure_run(app, action) && !checkup_run(app, action))
            act_in_view(app, action);
    }
}

void
act_run(App *app, LedgerAction action)
{
    const char *missing = act_missing(app, action);
    g_clear_pointer(&app->message, g_free);
    if (missing != NULL) {
        app_tell(app, "%s: %s", _(ledger_action_info(action)->label), missing);
        return;
    }
    app->busy.action = action;
    act_do(app, action);
    tour_heed(app, action);
}
