#include "view.h"

#include "zhenggai/text.h"

#include <string.h>

static const ViewKind *const kinds[VIEW_COUNT] = {&view_ledger,  &view_owners,  &view_timeline,
                                                  &view_figures, &view_journal, &view_summary};

View *
views_new(void)
{
    View *views = g_new0(View, VIEW_COUNT);
    for (int i = 0; i < VIEW_COUNT; i++)
        views[i].kind = kinds[i];
    return views;
}

void
views_free(View *views)
{
    for (int i = 0; i < VIEW_COUNT; i++)
        if (views[i].data != NULL)
            views[i].kind->close(&views[i]);
    g_free(views);
}

/* ── Going ────────────────────────────────────────────────────────────────────────────────── */

View *
view_current(App *app)
{
    View *view = &app->views[app->view];
    if (app->ledger == NULL)
        return view;
    if (view->data == NULL) {
        view->place = view->kind->place;
        view->kind->open(app, view);
        view->stale = TRUE;
    }
    if (view->stale) {
        view->stale = FALSE;
        view->kind->refresh(app, view);
    }
    return view;
}

static void
view_show(App *app, int view)
{
    app->view = (view + VIEW_COUNT) % VIEW_COUNT;
    app->in_detail = FALSE;
    app->drilled = FALSE;
    app->detail_place.entity = ENTITY_COUNT;
    if (view_current(app)->list != NULL)
        app->list = view_current(app)->list;
    else
        app->list = app->views[VIEW_LEDGER].list;
}

gboolean
view_go(App *app, LedgerAction action)
{
    if (action == ACTION_NEXT_VIEW || action == ACTION_PREVIOUS_VIEW) {
        view_show(app, app->view + (action == ACTION_NEXT_VIEW ? 1 : -1));
        return TRUE;
    }
    for (int i = 0; i < VIEW_COUNT; i++)
        if (kinds[i]->action == action) {
            view_show(app, i);
            return TRUE;
        }
    return FALSE;
}

void
views_refresh(App *app)
{
    for (int i = 0; i < VIEW_COUNT; i++)
        app->views[i].stale = TRUE;
    if (view_current(app)->list != NULL)
        app->list = view_current(app)->list;
}

void
view_drill(App *app, const char *words)
{
    g_autoptr(GError) error = NULL;
    int from = app->view;
    view_show(app, VIEW_LEDGER);
    if (!list_filter(app->list, words, &error)) {
        app_fail(app, g_steal_pointer(&error));
        return;
    }
    app->drilled = *words != '\0';
    app->drilled_from = from;
}

char *
view_word(const char *field, const char *value)
{
    LedgerField known = ledger_field_find(ENTITY_TASK, field);
    const char *name = text_language() == TEXT_CHINESE ? _(ledger_field_info(known)->label) : field;
    g_autofree char *shown = ledger_value_display(known, value);
    const char *words = shown == NULL ? _("none") : shown;
    const char *quote = strpbrk(words, " \t") == NULL ? "" : "\"";
    return g_strdup_printf("%s%s:%s%s", quote, name, words, quote);
}

/* ── Moving ───────────────────────────────────────────────────────────────────────────────── */

gboolean
view_move_list(List *list, LedgerAction action)
{
    switch (action) {
    case ACTION_DOWN:
    case ACTION_UP:
        list_move(list, action == ACTION_DOWN ? 1 : -1);
        return TRUE;
    case ACTION_PAGE_DOWN:
    case ACTION_PAGE_UP:
        list_move_pages(list, action == ACTION_PAGE_DOWN ? 1 : -1);
        return TRUE;
    case ACTION_FIRST:
        list_move_to_start(list);
        return TRUE;
    case ACTION_LAST:
        list_move_to_end(list);
        return TRUE;
    case ACTION_MARK:
        list_mark(list);
        return TRUE;
    case ACTION_MARK_ALL:
        list_mark_all(list);
        return TRUE;
    default:
        return FALSE;
    }
}

void
view_move_page(Page *page, LedgerAction action)
{
    switch (action) {
    case ACTION_DOWN:
    case ACTION_UP:
        page_scroll(page, action == ACTION_DOWN ? 1 : -1);
        break;
    case ACTION_PAGE_DOWN:
    case ACTION_PAGE_UP:
        page_scroll_pages(page, action == ACTION_PAGE_DOWN ? 1 : -1);
        break;
    case ACTION_FIRST:
        page_scroll_to_start(page);
        break;
    case ACTION_LAST:
        page_scroll_to_end(page);
        break;
    default:
        break;
    }
}

/* ── Tabs ─────────────────────────────────────────────────────────────────────────────────── */

/* Where the tab of the view begins and ends. */
static int
view_tab(int view, gboolean shown, int column, char **text)
{
    const LedgerActionInfo *info = ledger_action_info(kinds[view]->action);
    g_autofree char *tab =
        g_strdup_printf(shown ? "[%s %s]" : " %s %s ", info->keys, _(info->label));
    column += text_width(tab);
    if (text != NULL)
        *text = g_steal_pointer(&tab);
    return column;
}

void
view_draw_tabs(App *app, CanvasArea area)
{
    int column = 1;
    for (int i = 0; i < VIEW_COUNT; i++) {
        g_autofree char *text = NULL;
        int end = view_tab(i, i == app->view, column, &text);
        canvas_text(app->canvas, area, 0, column, i == app->view ? STYLE_TAB : STYLE_DIM, text);
        column = end;
    }
}

gboolean
view_go_at(App *app, CanvasArea area, int column)
{
    int start = 1;
    for (int i = 0; i < VIEW_COUNT; i++) {
        int end = view_tab(i, FALSE, start, NULL);
        if (column >= start && column < end) {
            view_show(app, i);
            return TRUE;
        }
        start = end;
    }
    return FALSE;
}
