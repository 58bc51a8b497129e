#include "frame.h"

#include "act.h"
#include "detail.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Areas ────────────────────────────────────────────────────────────────────────────────── */

static CanvasArea
frame_body(const App *app)
{
    CanvasArea whole = canvas_whole(app->canvas);
    return canvas_area_part(whole, 1, 0, whole.rows - 3, whole.columns);
}

static gboolean
frame_is_side_by_side(const App *app)
{
    return canvas_columns(app->canvas) >= APP_SIDE_BY_SIDE;
}

static CanvasArea
frame_list_area(const App *app)
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
    int left = frame_is_side_by_side(app) ? frame_list_area(app).columns + 1 : 0;
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
    rows = MIN(rows, whole.rows - 2);
    columns = MIN(columns, whole.columns - 2);
    return canvas_area_part(whole, (whole.rows - rows) / 2, (whole.columns - columns) / 2, rows,
                            columns);
}

gboolean
frame_select_at(App *app, int row, int column)
{
    CanvasArea area = frame_list_area(app);
    return app->list != NULL && row >= area.row && row < area.row + area.rows &&
           column < area.column + area.columns && list_select_row(app->list, row - area.row);
}

/* ── Title ────────────────────────────────────────────────────────────────────────────────── */

static char *
frame_counts(const App *app)
{
    const LedgerFigures *figures = &app->figures;
    GString *counts = g_string_new(NULL);
    g_string_append_printf(counts, _("problems %d  measures %d/%d"), (int)figures->problems,
                           (int)figures->measures.progress[PROGRESS_COUNT - 1],
                           (int)figures->measures.total);
    if (figures->overdue > 0)
        g_string_append_printf(counts, _("  overdue %d"), (int)figures->overdue);
    if (figures->due_soon > 0)
        g_string_append_printf(counts, _("  due soon %d"), (int)figures->due_soon);
    if (figures->unsettled > 0)
        g_string_append_printf(counts, _("  to be settled %d"), (int)figures->unsettled);
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
    g_autofree char *counts = frame_counts(app);
    int column = area.columns - text_width(counts) - 1;
    if (column > end + 1)
        canvas_text(app->canvas, area, 0, column, STYLE_DIM, counts);
}

/* ── Message and footer ───────────────────────────────────────────────────────────────────── */

/* Without a message: the search in force, the marks, or what the selected row is waiting for. */
static char *
frame_state(const App *app)
{
    if (app->list == NULL || app_page(app) != NULL)
        return NULL;
    guint marks = list_mark_count(app->list);
    const char *words = list_filter_words(app->list);
    g_autofree char *marked =
        marks == 0
            ? g_strdup("")
            : g_strdup_printf(text_translate_plural("%u task marked  ", "%u tasks marked  ", marks),
                              marks);
    if (*words != '\0')
        return g_strdup_printf(_("%ssearch: %s — %d found, Esc shows all"), marked, words,
                               (int)list_filter_count(app->list));
    return marks == 0 ? NULL : g_strdup_printf(_("%sEsc takes the marks off"), marked);
}

static void
frame_draw_message(App *app, CanvasArea area)
{
    g_autofree char *state = frame_state(app);
    const char *message = app->message != NULL ? app->message : state;
    Style style = app->message == NULL    ? STYLE_DIM
                  : app->message_is_error ? STYLE_ERROR
                                          : STYLE_MESSAGE;
    if (message == NULL)
        return;
    g_autofree char *visible = text_visible_line(message);
    g_autofree char *cut = text_cut(visible, area.columns - 2);
    canvas_text(app->canvas, area, 0, 1, style, cut);
}

static int
frame_draw_key(App *app, CanvasArea area, int column, const char *key, const char *meaning)
{
    int cells = text_width(key) + text_width(meaning) + 3;
    if (column + cells > area.columns)
        return column;
    column = canvas_text(app->canvas, area, 0, column, STYLE_KEY, key);
    return canvas_text(app->canvas, area, 0, column + 1, STYLE_NORMAL, meaning) + 2;
}

void
frame_draw_keys(App *app, const char *const *pairs)
{
    CanvasArea whole = canvas_whole(app->canvas);
    CanvasArea area = canvas_area_part(whole, whole.rows - 1, 0, 1, whole.columns);
    int column = 1;
    canvas_fill(app->canvas, area, STYLE_NORMAL);
    for (guint i = 0; pairs[i] != NULL; i += 2)
        column = frame_draw_key(app, area, column, pairs[i], pairs[i + 1]);
}

/* The keys that matter here, from actions.def; help and quit are never cut off. */
static void
frame_draw_footer(App *app, CanvasArea area)
{
    static const LedgerAction always[] = {ACTION_HELP, ACTION_QUIT};
    int reserved = 0, column = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(always); i++) {
        g_autofree char *key = act_key_name(always[i]);
        reserved += text_width(key) + text_width(_(ledger_action_info(always[i])->hint)) + 3;
    }
    CanvasArea most = canvas_area_part(area, 0, 0, 1, area.columns - reserved);
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const LedgerActionInfo *info = ledger_action_info(action);
        if (info->hint == NULL || (info->places & app_place(app)) == 0 || action == ACTION_HELP ||
            action == ACTION_QUIT || !act_is_possible(app, action))
            continue;
        g_autofree char *key = act_key_name(action);
        column = frame_draw_key(app, most, column, key, _(info->hint));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(always); i++) {
        g_autofree char *key = act_key_name(always[i]);
        column = frame_draw_key(app, area, column, key, _(ledger_action_info(always[i])->hint));
    }
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

static void
frame_draw_ground(App *app)
{
    gboolean both = frame_is_side_by_side(app);
    if (both || !app->in_detail)
        list_draw(app->list, app->canvas, frame_list_area(app), !app->in_detail);
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
    else if (app->list != NULL)
        frame_draw_ground(app);
    frame_draw_message(app, canvas_area_part(whole, whole.rows - 2, 0, 1, whole.columns));
    if (app->ledger != NULL)
        frame_draw_footer(app, canvas_area_part(whole, whole.rows - 1, 0, 1, whole.columns));
}
