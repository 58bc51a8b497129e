#include "frame.h"

#include "act.h"
#include "detail.h"
#include "tour.h"
#include "view.h"
#include "zhenggai/text.h"

#include <string.h>

/* A screen of fewer rows has one row of keys; beside a box fewer columns than that are scraps. */
enum { FOOTER_ROWS_FROM = 20, FRAME_SCRAPS = 30 };
enum { FRAME_MESSAGE_ROWS = 3 };

static int frame_footer_rows(const App *app);

/* ── Areas ────────────────────────────────────────────────────────────────────────────────── */

/* The title, and below it the names of the views where there is room and nothing lies over them. */
static int
frame_head_rows(const App *app)
{
    return app->ledger != NULL && app_page(app) == NULL &&
                   canvas_rows(app->canvas) >= FOOTER_ROWS_FROM
               ? 2
               : 1;
}

/* Between the head and the message line: the view, below it the tour. */
static CanvasArea
frame_middle(const App *app)
{
    CanvasArea whole = canvas_whole(app->canvas);
    int head = frame_head_rows(app);
    return canvas_area_part(whole, head, 0, whole.rows - head - 1 - frame_footer_rows(app),
                            whole.columns);
}

static CanvasArea
frame_body(const App *app)
{
    CanvasArea middle = frame_middle(app);
    return canvas_area_part(middle, 0, 0, middle.rows - tour_rows(app, middle.rows, middle.columns),
                            middle.columns);
}

static void
frame_draw_tour(App *app)
{
    CanvasArea middle = frame_middle(app);
    int rows = tour_rows(app, middle.rows, middle.columns);
    tour_draw(app, canvas_area_part(middle, middle.rows - rows, 0, rows, middle.columns));
}

static gboolean
frame_is_side_by_side(const App *app)
{
    return app->views[app->view].kind->beside && canvas_columns(app->canvas) >= APP_SIDE_BY_SIDE;
}

static CanvasArea
frame_view_area(const App *app)
{
    CanvasArea body = frame_body(app);
    return frame_is_side_by_side(app)
               ? canvas_area_part(body, 0, 0, body.rows, body.columns * 12 / 20)
               : body;
}

static CanvasArea
frame_detail_area(const App *app)
{
    CanvasArea body = frame_body(app);
    int left = frame_is_side_by_side(app) ? frame_view_area(app).columns + 1 : 0;
    return canvas_area_part(body, 0, left, body.rows, body.columns - left);
}

CanvasArea
frame_prompt_area(const App *app)
{
    CanvasArea whole = canvas_whole(app->canvas);
    return canvas_area_part(whole, whole.rows - 2, 0, 2, whole.columns);
}

CanvasArea
frame_box_area(const App *app, int rows, int columns)
{
    CanvasArea whole = canvas_whole(app->canvas);
    int head = 1, foot = whole.rows >= FOOTER_ROWS_FROM ? 2 : 1;
    int room = whole.rows - head - foot;
    rows = MIN(rows, room);
    columns = MIN(columns, whole.columns - 2);
    return canvas_area_part(whole, head + (room - rows) / 2, (whole.columns - columns) / 2, rows,
                            columns);
}

void
frame_draw_box(App *app, CanvasArea box, const char *title)
{
    CanvasArea room = {box.row, box.column - 2, box.rows, box.columns + 4};
    /* Scraps of lines on both sides would say nothing. */
    if (canvas_columns(app->canvas) - box.columns < 2 * FRAME_SCRAPS)
        room = (CanvasArea){box.row, 0, box.rows, canvas_columns(app->canvas)};
    canvas_fill(app->canvas, room, STYLE_NORMAL);
    canvas_box(app->canvas, box, STYLE_BORDER, title);
}

static gboolean
frame_holds(CanvasArea area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column &&
           column < area.column + area.columns;
}

/* Selects what is there; a second click opens it. */
static void
frame_click_view(App *app, CanvasArea area, int row, int column)
{
    View *view = view_current(app);
    const LedgerPlace *selected = app_selected(app);
    gint64 before = selected == NULL ? 0 : selected->key;
    if (view->kind->select_at == NULL ||
        !view->kind->select_at(app, view, area, row - area.row, column - area.column))
        return;
    app->in_detail = FALSE;
    if (app_selected(app) != NULL && app_selected(app)->key == before)
        act_run(app, ACTION_OPEN);
}

void
frame_click(App *app, int row, int column)
{
    CanvasArea area = frame_view_area(app);
    if (app->ledger == NULL || app_page(app) != NULL)
        return;
    if (row == 1 && frame_head_rows(app) == 2)
        view_go_at(app, canvas_whole(app->canvas), column);
    else if (frame_is_side_by_side(app) && frame_holds(frame_detail_area(app), row, column))
        app->in_detail = app_selected(app) != NULL;
    else if (!app->in_detail && frame_holds(area, row, column))
        frame_click_view(app, area, row, column);
    else if (frame_is_side_by_side(app) && frame_holds(area, row, column))
        frame_click_view(app, area, row, column);
}

void
frame_let_go(App *app, int row, int from, int to)
{
    CanvasArea area = frame_view_area(app);
    View *view = &app->views[app->view];
    if (app->ledger == NULL || app_page(app) != NULL || view->kind->header == NULL ||
        (app->in_detail && !frame_is_side_by_side(app)) || row != area.row ||
        !frame_holds(area, row, from))
        return;
    view->kind->header(app, view, area.columns, from - area.column, to - area.column);
}

/* ── Title ────────────────────────────────────────────────────────────────────────────────── */

/* What matters most first; what does not fit is left out. */
static char *
frame_counts(const App *app, int cells)
{
    const LedgerFigures *figures = &app->figures;
    const struct {
        const char *label;
        gint64 count;
    } parts[] = {{_("overdue"), figures->overdue},
                 {_("due soon"), figures->due_soon},
                 {_("to be settled"), figures->unsettled},
                 {_("completed"), figures->measures.progress[PROGRESS_COUNT - 1]},
                 {_("measures"), figures->measures.total},
                 {_("problems"), figures->problems}};
    GString *counts = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *part = g_strdup_printf("%s%s %d", counts->len == 0 ? "" : "  ",
                                                parts[i].label, (int)parts[i].count);
        if (parts[i].count > 0 && text_width(counts->str) + text_width(part) <= cells)
            g_string_append(counts, part);
    }
    return g_string_free(counts, FALSE);
}

static void
frame_draw_title(App *app, CanvasArea area)
{
    const AppPage *page = app_page(app);
    g_autofree char *scope =
        app->ledger == NULL ? g_strdup("") : ledger_scope_name(app->ledger, app->scope);
    g_autofree char *title =
        g_strdup_printf("%s  %s", page != NULL ? page->title : _("Rectification ledger"), scope);
    int end = canvas_text(app->canvas, area, 0, 1, STYLE_TITLE, title);
    if (app->ledger == NULL)
        return;
    if (ledger_is_readonly(app->ledger))
        end = canvas_text(app->canvas, area, 0, end + 2, STYLE_DUE_SOON, _("read-only"));
    g_autofree char *counts = frame_counts(app, area.columns - end - 3);
    canvas_text(app->canvas, area, 0, area.columns - text_width(counts) - 1, STYLE_DIM, counts);
}

/* ── Message and footer ───────────────────────────────────────────────────────────────────── */

/* Without a message: the search in force, the marks, or what the view says of itself. */
static char *
frame_state(const App *app)
{
    const View *view = &app->views[app->view];
    const List *list = view->list;
    if (app->ledger == NULL || app_page(app) != NULL)
        return NULL;
    if (list == NULL || (list_mark_count(list) == 0 && *list_filter_words(list) == '\0'))
        return view->kind->state == NULL || app->in_detail ? NULL : view->kind->state(app, view);
    guint marks = list_mark_count(list);
    /* A prompt that asks for the words says what they find. */
    const char *words = app->modals->len > 0 ? "" : list_filter_words(list);
    g_autofree char *marked =
        marks == 0
            ? g_strdup("")
            : g_strdup_printf(text_translate_plural("%u task marked  ", "%u tasks marked  ", marks),
                              marks);
    if (*words != '\0')
        return g_strdup_printf(_("%ssearch: %s — %d found, Esc shows all"), marked, words,
                               (int)list_filter_count(list));
    return marks == 0 ? NULL : g_strdup_printf(_("%sEsc takes the marks off"), marked);
}

/* The page that scrolls: one on top, the summary, the detail; NULL if none is shown. */
static const Page *
frame_page(const App *app)
{
    const AppPage *page = app_page(app);
    if (page == NULL && app->view == VIEW_SUMMARY)
        page = app->views[VIEW_SUMMARY].data;
    if (page != NULL)
        return page->page;
    return app->in_detail || frame_is_side_by_side(app) ? app->detail : NULL;
}

/* How far down the page is stands at the right end, where the message leaves room for it. */
static void
frame_draw_position(App *app, CanvasArea area, int from)
{
    const Page *page = frame_page(app);
    g_autofree char *position = page == NULL ? NULL : page_position(page);
    int column = position == NULL ? 0 : area.columns - text_width(position) - 1;
    if (position != NULL && column >= from)
        canvas_text(app->canvas, area, 0, column, STYLE_DIM, position);
}

static void
frame_draw_message(App *app, CanvasArea area)
{
    g_autofree char *state = frame_state(app);
    const char *message = app->message != NULL ? app->message : state != NULL ? state : "";
    Style style = app->message == NULL    ? STYLE_DIM
                  : app->message_is_error ? STYLE_ERROR
                                          : STYLE_MESSAGE;
    g_autofree char *visible = text_visible_line(message);
    g_auto(GStrv) lines = text_wrap(visible, MAX(area.columns - 2, 2));
    int more = MIN((int)g_strv_length(lines), FRAME_MESSAGE_ROWS) - 1, end = 1;
    /* A long message takes rows of what lies above it; an end that finds no room is cut. */
    for (int i = 0; i <= more; i++) {
        CanvasArea line = {area.row - more + i, area.column, 1, area.columns};
        g_autofree char *rest = i < more || lines[i + 1] == NULL ? NULL : g_strjoinv("", lines + i);
        g_autofree char *cut = text_cut(rest != NULL ? rest : lines[i], area.columns - 2);
        canvas_fill(app->canvas, line, STYLE_NORMAL);
        end = canvas_text(app->canvas, line, 0, 1, style, cut);
    }
    frame_draw_position(app, area, end + 2);
}

static int
frame_key_cells(const char *key, const char *meaning)
{
    return text_width(key) + text_width(meaning) + 3;
}

static int
frame_draw_key(App *app, CanvasArea area, int row, int column, const char *key, const char *meaning)
{
    if (column + frame_key_cells(key, meaning) > area.columns)
        return column;
    column = canvas_text(app->canvas, area, row, column, STYLE_KEY, key);
    return canvas_text(app->canvas, area, row, column + 1, STYLE_NORMAL, meaning) + 2;
}

int
frame_keys_rows(const App *app, const char *const *pairs)
{
    int cells = 1;
    for (guint i = 0; pairs[i] != NULL; i += 2)
        cells += frame_key_cells(pairs[i], pairs[i + 1]);
    return cells > canvas_columns(app->canvas) && canvas_rows(app->canvas) >= FOOTER_ROWS_FROM ? 2
                                                                                               : 1;
}

void
frame_draw_keys(App *app, const char *const *pairs)
{
    CanvasArea whole = canvas_whole(app->canvas);
    int rows = MAX(frame_footer_rows(app), frame_keys_rows(app, pairs));
    int row = rows - frame_keys_rows(app, pairs), column = 1;
    CanvasArea footer = canvas_area_part(whole, whole.rows - rows, 0, rows, whole.columns);
    canvas_fill(app->canvas, footer, STYLE_NORMAL);
    for (guint i = 0; pairs[i] != NULL; i += 2) {
        if (row < rows - 1 && column + frame_key_cells(pairs[i], pairs[i + 1]) > footer.columns) {
            row++;
            column = 1;
        }
        column = frame_draw_key(app, footer, row, column, pairs[i], pairs[i + 1]);
    }
}

/* The way out: at the top it ends the program, elsewhere it goes back. */
static LedgerAction
frame_way_out(const App *app)
{
    return app_place(app) == PLACE_LIST ? ACTION_QUIT : ACTION_BACK;
}

/* The keys that matter here come from actions.def; help and the way out are never cut off. */
static gboolean
frame_is_in_footer(const App *app, LedgerAction action)
{
    const LedgerActionInfo *info = ledger_action_info(action);
    if (action == ACTION_QUIT || action == ACTION_BACK)
        return action == frame_way_out(app);
    return info->hint != NULL && (info->places & app_place(app)) != 0 &&
           act_is_possible(app, action);
}

static int
frame_action_cells(LedgerAction action)
{
    g_autofree char *key = act_key_name(action);
    return frame_key_cells(key, _(ledger_action_info(action)->hint));
}

static int
frame_draw_action(App *app, CanvasArea area, int row, int column, LedgerAction action)
{
    g_autofree char *key = act_key_name(action);
    return frame_draw_key(app, area, row, column, key, _(ledger_action_info(action)->hint));
}

static int
frame_tour_keys_rows(const App *app)
{
    const char *pairs[TOUR_PAIRS];
    tour_keys(app, pairs);
    return frame_keys_rows(app, pairs);
}

static int
frame_footer_rows(const App *app)
{
    int cells = 1;
    if (tour_is_on(app))
        return frame_tour_keys_rows(app);
    for (LedgerAction action = 0; app->ledger != NULL && action < ACTION_COUNT; action++)
        if (frame_is_in_footer(app, action))
            cells += frame_action_cells(action);
    return cells > canvas_columns(app->canvas) && canvas_rows(app->canvas) >= FOOTER_ROWS_FROM ? 2
                                                                                               : 1;
}

/* What only this view has comes first; the rest in the order of actions.def. */
static GArray *
frame_footer_actions(const App *app)
{
    GArray *actions = g_array_new(FALSE, FALSE, sizeof(LedgerAction));
    for (int own = 1; own >= 0; own--)
        for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
            guint places = ledger_action_info(action)->places;
            gboolean special = (places & (PLACE_LIST | PLACE_DETAIL)) == 0;
            if (special == own && frame_is_in_footer(app, action) && action != ACTION_HELP &&
                action != frame_way_out(app))
                g_array_append_val(actions, action);
        }
    return actions;
}

static void
frame_draw_footer(App *app, CanvasArea area)
{
    LedgerAction out = frame_way_out(app);
    g_autoptr(GArray) actions = frame_footer_actions(app);
    int reserved = frame_action_cells(ACTION_HELP) + frame_action_cells(out);
    int row = 0, column = 1;
    for (guint i = 0; i < actions->len; i++) {
        LedgerAction action = g_array_index(actions, LedgerAction, i);
        int last = row == area.rows - 1, cells = frame_action_cells(action);
        if (!last && column + cells > area.columns) {
            row++;
            column = 1;
        } else if (last && column + cells > area.columns - reserved) {
            continue;
        }
        column = frame_draw_action(app, area, row, column, action);
    }
    column =
        frame_draw_action(app, area, area.rows - 1, row < area.rows - 1 ? 1 : column, ACTION_HELP);
    frame_draw_action(app, area, area.rows - 1, column, out);
}

/* ── All of it ────────────────────────────────────────────────────────────────────────────── */

/* The detail follows the selection; it is read when something else is selected. */
static void
frame_fill_detail(App *app)
{
    const LedgerPlace *selected = app_selected(app);
    if (selected == NULL) {
        page_clear(app->detail);
        app->detail_place.entity = ENTITY_COUNT;
        return;
    }
    if (app->detail_place.entity == selected->entity && app->detail_place.key == selected->key)
        return;
    app->detail_place = *selected;
    detail_fill(app->detail, app->ledger, selected);
}

static gboolean
frame_has_box(const App *app)
{
    for (guint i = 0; i < app->modals->len; i++)
        if (((const Modal *)app->modals->pdata[i])->box)
            return TRUE;
    return FALSE;
}

static void
frame_draw_ground(App *app)
{
    gboolean both = frame_is_side_by_side(app);
    View *view = view_current(app);
    if (both || !app->in_detail)
        view->kind->draw(app, view, frame_view_area(app), !app->in_detail && !frame_has_box(app));
    if (!both && !app->in_detail)
        return;
    frame_fill_detail(app);
    CanvasArea area = frame_detail_area(app);
    if (both) {
        CanvasArea rule = {area.row, area.column - 1, area.rows, 1};
        canvas_rule_down(app->canvas, rule, app->in_detail ? STYLE_KEY : STYLE_BORDER);
    }
    page_draw(app->detail, app->canvas, area);
}

static void
frame_draw_too_small(App *app)
{
    g_autofree char *text = g_strdup_printf(_("At least %d columns and %d rows are needed."),
                                            APP_LEAST_COLUMNS, APP_LEAST_ROWS);
    g_auto(GStrv) lines = text_wrap(text, MAX(canvas_columns(app->canvas), 2));
    for (int i = 0; lines[i] != NULL; i++)
        canvas_text(app->canvas, canvas_whole(app->canvas), i, 0, STYLE_NORMAL, lines[i]);
}

void
frame_draw(App *app)
{
    CanvasArea whole = canvas_whole(app->canvas);
    canvas_clear(app->canvas);
    if (whole.rows < APP_LEAST_ROWS || whole.columns < APP_LEAST_COLUMNS) {
        frame_draw_too_small(app);
        return;
    }
    frame_draw_title(app, canvas_area_part(whole, 0, 0, 1, whole.columns));
    if (app_page(app) != NULL)
        page_draw(app_page(app)->page, app->canvas, frame_body(app));
    else if (app->ledger != NULL)
        frame_draw_ground(app);
    if (frame_head_rows(app) == 2)
        view_draw_tabs(app, canvas_area_part(whole, 1, 0, 1, whole.columns));
    int footer = frame_footer_rows(app);
    frame_draw_message(app, canvas_area_part(whole, whole.rows - footer - 1, 0, 1, whole.columns));
    if (tour_is_on(app)) {
        const char *pairs[TOUR_PAIRS];
        tour_keys(app, pairs);
        frame_draw_tour(app);
        frame_draw_keys(app, pairs);
    } else if (app->ledger != NULL)
        frame_draw_footer(app,
                          canvas_area_part(whole, whole.rows - footer, 0, footer, whole.columns));
}
