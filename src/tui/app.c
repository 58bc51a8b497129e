#include "app.h"

#include "act.h"
#include "busy.h"
#include "detail.h"
#include "draft.h"
#include "frame.h"
#include "start.h"
#include "tour.h"
#include "view.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

#include <string.h>

/* ── Pages ────────────────────────────────────────────────────────────────────────────────── */

AppPage *
app_page_new(const char *title)
{
    AppPage *page = g_new0(AppPage, 1);
    page->title = g_strdup(title);
    page->page = page_new();
    return page;
}

void
app_page_free(AppPage *page)
{
    page_free(page->page);
    g_free(page->title);
    g_free(page->file);
    g_free(page->subject);
    g_free(page);
}

void
app_push_page(App *app, AppPage *page)
{
    g_ptr_array_add(app->pages, page);
}

AppPage *
app_page(const App *app)
{
    return app->pages->len == 0 ? NULL : app->pages->pdata[app->pages->len - 1];
}

LedgerActionPlace
app_place(const App *app)
{
    if (app_page(app) != NULL)
        return PLACE_PAGE;
    return app->in_detail                                 ? PLACE_DETAIL
           : app->views[app->view].place != PLACE_NOWHERE ? app->views[app->view].place
                                                          : PLACE_LIST;
}

const LedgerPlace *
app_selected(const App *app)
{
    const List *list = app->views[app->view].list;
    return list == NULL ? NULL : list_selected(list);
}

AppPage *
app_savable(const App *app)
{
    AppPage *page = app_page(app);
    if (page == NULL && app->view == VIEW_SUMMARY)
        page = app->views[VIEW_SUMMARY].data;
    return page == NULL || page->content == NULL ? NULL : page;
}

/* ── Messages ─────────────────────────────────────────────────────────────────────────────── */

void
app_tell(App *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_free(app->message);
    app->message = g_strdup_vprintf(format, arguments);
    app->message_is_error = FALSE;
    va_end(arguments);
}

void
app_fail(App *app, GError *error)
{
    g_free(app->message);
    app->message = g_strdup(error->message);
    app->message_is_error = !g_error_matches(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
    g_error_free(error);
}

/* ── The ledger ───────────────────────────────────────────────────────────────────────────── */

void
app_scope_set(App *app, LedgerScope scope)
{
    app->scope = scope;
    app_refresh(app);
}

/* The working year and unit; where several units fit, the first is shown and y chooses another. */
static LedgerScope
app_scope_find(const App *app)
{
    LedgerScope scope = {0, 0};
    g_autofree char *unit = settings_get(app->options->settings, "unit");
    g_autofree char *year = settings_get(app->options->settings, "year");
    int wanted = app->options->year != 0 ? app->options->year : atoi(year);
    const char *name = app->options->unit != NULL ? app->options->unit
                       : *unit != '\0'            ? unit
                                                  : NULL;
    if (ledger_scope_find(app->ledger, wanted, name, &scope, NULL))
        return scope;
    g_autoptr(GArray) scopes = ledger_scopes(app->ledger, NULL);
    return scopes != NULL && scopes->len > 0 ? g_array_index(scopes, LedgerScope, 0) : scope;
}

gboolean
app_ensure_ledger(App *app)
{
    GError *error = NULL;
    if (app->ledger != NULL)
        return TRUE;
    app->ledger = ledger_open(app->options->path, LEDGER_OPEN_CREATE, &app->options->world, &error);
    if (app->ledger == NULL)
        app_fail(app, error);
    else
        app_scope_set(app, app_scope_find(app));
    return app->ledger != NULL;
}

void
app_scope_keep(App *app)
{
    g_autoptr(GArray) scopes = ledger_scopes(app->ledger, NULL);
    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        LedgerScope scope = g_array_index(scopes, LedgerScope, i);
        if (scope.year == app->scope.year && scope.unit_id == app->scope.unit_id) {
            app_refresh(app);
            return;
        }
    }
    app_scope_set(app, app_scope_find(app));
}

static void
app_fill_page(App *app, AppPage *page)
{
    g_autoptr(GError) error = NULL;
    if (page->fill != NULL && !page->fill(app, page, terminal_columns(app->terminal), &error))
        app_fail(app, g_steal_pointer(&error));
}

void
app_refresh(App *app)
{
    GError *error = NULL;
    if (app->ledger == NULL)
        return;
    if (!ledger_figures(app->ledger, app->scope, &app->figures, &error))
        app_fail(app, error);
    views_refresh(app);
    app->detail_place.entity = ENTITY_COUNT;
    for (guint i = 0; i < app->pages->len; i++)
        app_fill_page(app, app->pages->pdata[i]);
}

/* ── Events ───────────────────────────────────────────────────────────────────────────────── */

void
app_redraw(App *app)
{
    terminal_redraw(app->terminal);
}

static void
app_resize(App *app)
{
    g_autofree char *borders = settings_get(app->options->settings, "borders");
    canvas_free(app->canvas);
    app->canvas = canvas_new(terminal_rows(app->terminal), terminal_columns(app->terminal));
    canvas_ascii_set(app->canvas, strcmp(borders, "ascii") == 0);
    for (guint i = 0; i < app->pages->len; i++)
        app_fill_page(app, app->pages->pdata[i]);
}

gboolean
app_wait(App *app, InputEvent *event)
{
    terminal_wait(app->terminal, -1, event);
    busy_rest(app);
    if (event->kind == INPUT_RESIZE) {
        app_resize(app);
        return FALSE;
    }
    if (event->kind == INPUT_HANGUP)
        app->quit = TRUE;
    if (event->kind == INPUT_KEY && event->key == (INPUT_CTRL | 'Z')) {
        terminal_suspend(app->terminal);
        return FALSE;
    }
    return event->kind != INPUT_TIMEOUT && event->kind != INPUT_HANGUP;
}

void
app_draw(App *app)
{
    /* While keys wait, only the last of them is worth a picture. */
    if (terminal_input_pending(app->terminal))
        return;
    busy_rest(app);
    frame_draw(app);
    for (guint i = 0; i < app->modals->len; i++) {
        Modal *modal = app->modals->pdata[i];
        modal->draw(modal, app);
    }
    terminal_paint(app->terminal, app->canvas);
}

void
app_run_modal(App *app, Modal *modal)
{
    InputEvent event = {0};
    gboolean done = FALSE;
    g_ptr_array_add(app->modals, modal);
    while (!done && !app->quit) {
        app_draw(app);
        done = app_wait(app, &event) && modal->handle(modal, app, &event);
    }
    if (!done && modal->lost != NULL)
        modal->lost(modal, app);
    input_event_clear(&event);
    g_ptr_array_remove(app->modals, modal);
}

/* A click selects, a second one opens; the wheel moves; a header is clicked or its borders drawn
 * when the button is let go. */
static void
app_handle_mouse(App *app, const InputEvent *event)
{
    int pressed = app->pressed_row;
    app->pressed_row = event->button == INPUT_BUTTON_DOWN ? event->row : -1;
    if (event->button == 4 || event->button == 5) {
        for (int i = 0; i < 3; i++)
            act_run(app, event->button == 4 ? ACTION_UP : ACTION_DOWN);
        return;
    }
    if (event->button == INPUT_BUTTON_UP && pressed >= 0)
        frame_let_go(app, pressed, app->pressed_column, event->column);
    if (event->button != INPUT_BUTTON_DOWN)
        return;
    app->pressed_column = event->column;
    frame_click(app, event->row, event->column);
}

static void
app_handle(App *app, const InputEvent *event)
{
    if (event->kind == INPUT_MOUSE) {
        app_handle_mouse(app, event);
        return;
    }
    if (event->kind != INPUT_KEY)
        return;
    LedgerAction action = act_of_key(app_place(app), input_halfwidth(event->key));
    g_clear_pointer(&app->message, g_free);
    if (tour_handle(app, event->key))
        return;
    if (action != ACTION_COUNT) {
        act_run(app, action);
        return;
    }
    g_autofree char *name = input_key_name(event->key);
    app_tell(app, _("%s does nothing here; ? shows the keys"), name);
}

static void
app_loop(App *app)
{
    InputEvent event = {0};
    while (!app->quit) {
        app_draw(app);
        if (app_wait(app, &event))
            app_handle(app, &event);
    }
    input_event_clear(&event);
}

/* ── Start and end ────────────────────────────────────────────────────────────────────────── */

static void
app_clear(App *app)
{
    busy_end(app);
    g_ptr_array_unref(app->pages);
    g_ptr_array_unref(app->modals);
    views_free(app->views);
    page_free(app->detail);
    canvas_free(app->canvas);
    terminal_close(app->terminal);
    ledger_close(app->ledger);
    g_free(app->message);
    g_free(app->last.value);
    g_free(app->reviewer);
}

static gboolean
app_open(App *app, GError **error)
{
    const TuiOptions *options = app->options;
    g_autofree char *color = settings_get(options->settings, "color");
    g_autofree char *mouse = settings_get(options->settings, "mouse");
    g_autoptr(GError) failure = NULL;
    Ledger *ledger =
        ledger_open(options->path, options->readonly ? LEDGER_OPEN_READONLY : LEDGER_OPEN_EXISTING,
                    &options->world, &failure);
    gboolean first = ledger == NULL && !options->readonly &&
                     (g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_ABSENT) ||
                      strcmp(options->path, ":memory:") == 0);
    if (ledger == NULL && !first) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    app->ledger = ledger;
    app->terminal = terminal_open(!options->no_color && strcmp(color, "never") != 0, error);
    if (app->terminal == NULL)
        return FALSE;
    terminal_mouse_set(app->terminal, strcmp(mouse, "on") == 0);
    app_resize(app);
    busy_rest(app);
    if (ledger != NULL)
        app_scope_set(app, app_scope_find(app));
    return TRUE;
}

gboolean
tui_run(const TuiOptions *options, GError **error)
{
    App app = {.options = options,
               .views = views_new(),
               .detail = page_new(),
               .detail_place = {.entity = ENTITY_COUNT},
               .pressed_row = -1,
               .pages = g_ptr_array_new_with_free_func((GDestroyNotify)app_page_free),
               .modals = g_ptr_array_new()};
    gboolean opened = app_open(&app, error);
    if (opened && app.ledger == NULL)
        start_choose(&app);
    else if (opened && draft_is_there(&app))
        app_tell(&app, "%s",
                 _("what was being typed when the terminal went away is kept: n or e offers it"));
    if (opened)
        app_loop(&app);
    app_clear(&app);
    return opened;
}
