/* The year-end document, to read and to save. */
#include "choose.h"
#include "out.h"
#include "view.h"
#include "zhenggai/text.h"

static void
summary_open(App *app, View *view)
{
    view->data = out_summary_page(app);
}

static void
summary_close(View *view)
{
    app_page_free(view->data);
}

static void
summary_fill(App *app, AppPage *page, int columns)
{
    g_autoptr(GError) error = NULL;
    page->columns = columns;
    if (page->fill(app, page, columns, &error))
        return;
    page_clear(page->page);
    page_add(page->page, STYLE_ERROR, 0, error->message);
}

static void
summary_refresh(App *app, View *view)
{
    out_summary_rename(app, view->data);
    summary_fill(app, view->data, terminal_columns(app->terminal));
}

static void
summary_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    AppPage *page = view->data;
    if (page->columns != area.columns)
        summary_fill(app, page, area.columns);
    page_draw(page->page, app->canvas, area);
}

static void
summary_jump(App *app, Page *page)
{
    int chosen = 0;
    g_autoptr(GPtrArray) headings = page_headings(page);
    GPtrArray *choices = choose_array_new();
    for (guint i = 0; i < headings->len; i++)
        choose_add(choices, (int)i, NULL, headings->pdata[i], NULL, NULL);
    ChooseSpec spec = {.title = _("Go to a heading"), .choices = choices, .typed = TRUE};
    if (choose_run(app, &spec, &chosen))
        page_show_heading(page, (guint)chosen);
}

static gboolean
summary_run(App *app, View *view, LedgerAction action)
{
    const AppPage *page = view->data;
    if (action == ACTION_JUMP)
        summary_jump(app, page->page);
    else
        view_move_page(page->page, action);
    return TRUE;
}

const ViewKind view_summary = {.action = ACTION_VIEW_SUMMARY,
                               .place = PLACE_SUMMARY,
                               .open = summary_open,
                               .close = summary_close,
                               .refresh = summary_refresh,
                               .draw = summary_draw,
                               .run = summary_run};
