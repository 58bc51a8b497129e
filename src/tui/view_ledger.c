/* The ledger as a tree or as a table. */
#include "find.h"
#include "view.h"
#include "zhenggai/text.h"

static void
ledger_open_view(App *app, View *view)
{
    g_autofree char *columns = settings_get(app->options->settings, "columns");
    view->list = list_new(app->ledger, app->scope, "", NULL);
    view->data = view->list;
    if (!list_columns_set(view->list, columns, NULL))
        list_columns_set(view->list, "", NULL);
}

static void
ledger_close_view(View *view)
{
    list_free(view->data);
}

static void
ledger_refresh(App *app, View *view)
{
    list_scope_set(view->list, app->scope);
}

static void
ledger_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    list_draw(view->list, app->canvas, area, focused);
}

static void
ledger_table(App *app, List *list)
{
    gboolean tree = list_order(list) == NULL;
    list_sort(list, tree ? "" : NULL, NULL);
    if (tree)
        app_tell(app, "%s",
                 _("a table: o sorts, C chooses the columns, Left and Right scroll them"));
}

static gboolean
ledger_run(App *app, View *view, LedgerAction action)
{
    gboolean tree = list_order(view->list) == NULL;
    switch (action) {
    case ACTION_FOLD:
    case ACTION_UNFOLD:
        if (!tree)
            list_scroll_columns(view->list, action == ACTION_FOLD ? -1 : 1);
        else
            (action == ACTION_FOLD ? list_fold : list_unfold)(view->list);
        return TRUE;
    case ACTION_FOLD_ALL:
        if (tree)
            list_fold_all(view->list);
        return TRUE;
    case ACTION_TABLE:
        ledger_table(app, view->list);
        return TRUE;
    default:
        return view_move_list(view->list, action);
    }
}

static gboolean
ledger_select_at(App *app, View *view, CanvasArea area, int row, int column)
{
    return list_select_row(view->list, row);
}

/* A click sorts by the column, up and then down; drawing a border changes a width, which is kept.
 */
static void
ledger_header(App *app, View *view, int columns, int from, int to)
{
    GError *error = NULL;
    if (from == to) {
        LedgerField field = list_column_at(view->list, columns, from);
        if (field != FIELD_NONE && !find_sort_by(view->list, field, &error))
            app_fail(app, error);
        return;
    }
    if (!list_border_move(view->list, columns, from, to))
        return;
    g_autofree char *words = list_columns_words(view->list);
    if (!settings_set(app->options->settings, "columns", words, &error))
        app_fail(app, error);
}

const ViewKind view_ledger = {.action = ACTION_VIEW_LEDGER,
                              .place = PLACE_LIST,
                              .beside = TRUE,
                              .open = ledger_open_view,
                              .close = ledger_close_view,
                              .refresh = ledger_refresh,
                              .draw = ledger_draw,
                              .run = ledger_run,
                              .select_at = ledger_select_at,
                              .header = ledger_header};
