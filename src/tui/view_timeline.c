/* Deadlines along the months; or, in its stead, a month's calendar. */
#include "calendar.h"
#include "chart.h"
#include "view.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

#include <string.h>

enum {
    TIMELINE_MONTHS = 12,
    TIMELINE_BACK = 5, /* months before today's at first */
    TIMELINE_HEAD = 2,
    TIMELINE_ID = 9,
    TIMELINE_LEAST_TEXT = 16
};

typedef struct {
    List *list;
    Calendar *calendar;
    int first; /* month that the window begins with, counted from the year 0 */
} Timeline;

/* Where the parts of a row stand. */
typedef struct {
    int text, cells; /* of the text; of a month */
    int grid;        /* its first column */
} TimelineColumns;

static int
timeline_month(const char *day)
{
    return atoi(day) * 12 + atoi(day + 5) - 1;
}

static void
timeline_open(App *app, View *view)
{
    Timeline *timeline = g_new0(Timeline, 1);
    timeline->list = list_new(app->ledger, app->scope, "-due:none", "due");
    timeline->calendar = calendar_new(app->ledger);
    timeline->first = timeline_month(ledger_today(app->ledger)) - TIMELINE_BACK;
    view->data = timeline;
    view->list = timeline->list;
}

static void
timeline_close(View *view)
{
    Timeline *timeline = view->data;
    list_free(timeline->list);
    calendar_free(timeline->calendar);
    g_free(timeline);
}

static void
timeline_refresh(App *app, View *view)
{
    Timeline *timeline = view->data;
    list_scope_set(timeline->list, app->scope);
    calendar_refresh(timeline->calendar, app->scope);
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static TimelineColumns
timeline_columns(CanvasArea area)
{
    int before = 2 + TIMELINE_ID;
    int cells = CLAMP((area.columns - before - TIMELINE_LEAST_TEXT) / TIMELINE_MONTHS, 1, 8);
    int grid = area.columns - 1 - cells * TIMELINE_MONTHS;
    return (TimelineColumns){grid - before, cells, grid};
}

/* The column of a day within the grid; outside of it, negative or behind its end. */
static int
timeline_column(const Timeline *timeline, TimelineColumns columns, const char *day)
{
    int month = timeline_month(day);
    int days = g_date_get_days_in_month((GDateMonth)(month % 12 + 1), (GDateYear)(month / 12));
    return (month - timeline->first) * columns.cells + (atoi(day + 8) - 1) * columns.cells / days;
}

static void
timeline_draw_head(const Timeline *timeline, Canvas *canvas, CanvasArea area)
{
    TimelineColumns columns = timeline_columns(area);
    list_draw_cell(canvas, area, 1, 2, TIMELINE_ID, STYLE_LABEL,
                   _(ledger_field_info(FIELD_TASK_id)->label));
    list_draw_cell(canvas, area, 1, 2 + TIMELINE_ID, columns.text, STYLE_LABEL,
                   _(ledger_field_info(FIELD_TASK_text)->label));
    for (int i = 0; i < TIMELINE_MONTHS; i++) {
        int month = timeline->first + i, column = columns.grid + i * columns.cells;
        if (i == 0 || month % 12 == 0) {
            g_autofree char *year = g_strdup_printf("%04d", month / 12);
            canvas_text(canvas, area, 0, column, STYLE_LABEL, year);
        }
        g_autofree char *number = g_strdup_printf("%d", month % 12 + 1);
        if (columns.cells > 2 || i % 2 == 0)
            canvas_text(canvas, area, 1, column, STYLE_LABEL, number);
    }
}

static void
timeline_draw_sign(Canvas *canvas, CanvasArea grid, int row, int column, Style style,
                   ChartSign sign)
{
    if (column >= 0 && column < grid.columns)
        canvas_text(canvas, grid, row, column, style, chart_sign(sign, canvas_is_ascii(canvas)));
}

static void
timeline_draw_span(Canvas *canvas, CanvasArea grid, int row, int from, int to, Style style,
                   ChartSign sign)
{
    for (int column = MAX(from, 0); column < MIN(to, grid.columns); column++)
        timeline_draw_sign(canvas, grid, row, column, style, sign);
}

/* The day behind its sign, or at the edge that it lies behind. */
static void
timeline_draw_day(Canvas *canvas, CanvasArea grid, int row, int column, Style style,
                  const char *due, const char *today)
{
    const char *day = strncmp(due, today, 5) == 0 ? due + 5 : due;
    g_autofree char *before = g_strdup_printf("< %s", due);
    g_autofree char *behind = g_strdup_printf("%s >", due);
    if (column < 0)
        canvas_text(canvas, grid, row, 0, style, before);
    else if (column >= grid.columns)
        canvas_text(canvas, grid, row, grid.columns - text_width(behind), style, behind);
    else if (column + 2 + text_width(day) <= grid.columns)
        canvas_text(canvas, grid, row, column + 2, style, day);
    else
        canvas_text(canvas, grid, row, column - 1 - text_width(day), style, day);
}

/* From the start to the deadline, the time granted on top in another sign, and what is late in the
 * style of what is late. */
static void
timeline_draw_bar(const Timeline *timeline, Canvas *canvas, CanvasArea grid, int row,
                  TimelineColumns columns, const LedgerRow *task, const char *today)
{
    const char *start = ledger_row_get(task, FIELD_TASK_start);
    const char *due = ledger_row_get(task, FIELD_TASK_due);
    const char *first = ledger_row_get(task, FIELD_TASK_first_due);
    const char *done = ledger_row_get(task, FIELD_TASK_done);
    Style style = list_style(task);
    int end = timeline_column(timeline, columns, due);
    int now = timeline_column(timeline, columns, today);
    if (start != NULL)
        timeline_draw_span(canvas, grid, row, timeline_column(timeline, columns, start), end,
                           style == STYLE_NORMAL ? STYLE_ACTIVE : style, CHART_FULL);
    if (ledger_row_number(task, FIELD_TASK_overdue))
        timeline_draw_span(canvas, grid, row, end, now, STYLE_OVERDUE, CHART_REST);
    timeline_draw_sign(canvas, grid, row, now, STYLE_DIM, CHART_TODAY);
    gboolean late = ledger_row_number(task, FIELD_TASK_overdue) && now < grid.columns;
    timeline_draw_day(canvas, grid, row, late ? MAX(end, now) : end, style, due, today);
    if (first != NULL && strcmp(first, due) != 0) {
        int moved = timeline_column(timeline, columns, first);
        timeline_draw_span(canvas, grid, row, moved, end, style, CHART_EXTENDED);
        timeline_draw_sign(canvas, grid, row, moved, STYLE_DUE_SOON, CHART_FIRST);
    }
    timeline_draw_sign(canvas, grid, row, end, style, CHART_DUE);
    if (done != NULL)
        timeline_draw_sign(canvas, grid, row, timeline_column(timeline, columns, done), STYLE_DONE,
                           CHART_DONE);
}

static void
timeline_draw_rows(const Timeline *timeline, Canvas *canvas, CanvasArea area, const char *today)
{
    TimelineColumns columns = timeline_columns(area);
    CanvasArea grid =
        canvas_area_part(area, 0, columns.grid, area.rows, columns.cells * TIMELINE_MONTHS);
    for (int i = 0; i < area.rows && list_shown(timeline->list, i) != NULL; i++) {
        const LedgerPlace *place = list_shown(timeline->list, i);
        const LedgerRow *row = list_row(timeline->list, place);
        if (row == NULL || ledger_row_get(row, FIELD_TASK_due) == NULL)
            continue;
        gboolean marked = list_is_marked(timeline->list, place);
        Style style = marked ? STYLE_MARKED : list_style(row);
        canvas_text(canvas, area, i, 0, style, marked ? "*" : "");
        list_draw_cell(canvas, area, i, 2, TIMELINE_ID, style, ledger_row_get(row, FIELD_TASK_id));
        list_draw_cell(canvas, area, i, 2 + TIMELINE_ID, columns.text, style,
                       ledger_row_get(row, FIELD_TASK_text));
        timeline_draw_bar(timeline, canvas, grid, i, columns, row, today);
    }
}

/* What the signs mean. */
static char *
timeline_state(const App *app, const View *view)
{
    const struct {
        ChartSign sign;
        const char *label;
    } signs[] = {{CHART_TODAY, _("today")},          {CHART_DUE, _("deadline")},
                 {CHART_FIRST, _("first deadline")}, {CHART_EXTENDED, _("extended")},
                 {CHART_REST, _("overdue")},         {CHART_DONE, _("done")}};
    GString *legend = g_string_new(NULL);
    if (view->place == PLACE_CALENDAR)
        return g_string_free(legend, FALSE);
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        g_string_append_printf(legend, "%s %s   ",
                               chart_sign(signs[i].sign, canvas_is_ascii(app->canvas)),
                               signs[i].label);
    return g_string_free(legend, FALSE);
}

static void
timeline_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    Timeline *timeline = view->data;
    if (view->place == PLACE_CALENDAR) {
        calendar_draw(timeline->calendar, app->canvas, area);
        return;
    }
    CanvasArea body =
        canvas_area_part(area, TIMELINE_HEAD, 0, area.rows - TIMELINE_HEAD, area.columns);
    list_rows_set(timeline->list, body.rows);
    timeline_draw_head(timeline, app->canvas, area);
    timeline_draw_rows(timeline, app->canvas, body, ledger_today(app->ledger));
    if (list_selected(timeline->list) != NULL)
        list_draw_selection(timeline->list, app->canvas, body, TIMELINE_ID - 1, focused);
    else
        list_draw_empty(timeline->list, app->canvas, body,
                        _("No task has a deadline yet. 1 goes to the ledger, where d sets one."));
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static void
timeline_change(View *view)
{
    Timeline *timeline = view->data;
    gboolean calendar = view->place == PLACE_CALENDAR;
    view->place = calendar ? PLACE_TIMELINE : PLACE_CALENDAR;
    view->list = calendar ? timeline->list : NULL;
}

/* From the calendar to the months. */
static gboolean
timeline_back(App *app, View *view)
{
    gboolean calendar = view->place == PLACE_CALENDAR;
    if (calendar)
        timeline_change(view);
    return calendar;
}

static gboolean
timeline_run_calendar(App *app, Calendar *calendar, LedgerAction action)
{
    g_autofree char *words = view_word("due", calendar_day(calendar));
    switch (action) {
    case ACTION_EARLIER:
    case ACTION_LATER:
        calendar_move_days(calendar, action == ACTION_EARLIER ? -1 : 1);
        return TRUE;
    case ACTION_UP:
    case ACTION_DOWN:
        calendar_move_days(calendar, action == ACTION_UP ? -7 : 7);
        return TRUE;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        calendar_move_months(calendar, action == ACTION_PAGE_UP ? -1 : 1);
        return TRUE;
    case ACTION_FIRST:
        calendar_move_to_today(calendar);
        return TRUE;
    case ACTION_DRILL:
        view_drill(app, words);
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean
timeline_run(App *app, View *view, LedgerAction action)
{
    Timeline *timeline = view->data;
    if (action == ACTION_CALENDAR) {
        timeline_change(view);
        return TRUE;
    }
    if (view->place == PLACE_CALENDAR)
        return timeline_run_calendar(app, timeline->calendar, action);
    if (action == ACTION_EARLIER || action == ACTION_LATER) {
        int first = timeline->first + (action == ACTION_EARLIER ? -1 : 1);
        timeline->first = CLAMP(first, 1949 * 12, 9998 * 12);
        return TRUE;
    }
    return view_move_list(timeline->list, action);
}

static gboolean
timeline_select_at(App *app, View *view, CanvasArea area, int row, int column)
{
    Timeline *timeline = view->data;
    if (view->place == PLACE_CALENDAR)
        return calendar_select_at(timeline->calendar, area, row, column);
    return list_select_row(timeline->list, row - TIMELINE_HEAD + 1);
}

const ViewKind view_timeline = {.action = ACTION_VIEW_TIMELINE,
                                .place = PLACE_TIMELINE,
                                .open = timeline_open,
                                .close = timeline_close,
                                .refresh = timeline_refresh,
                                .draw = timeline_draw,
                                .run = timeline_run,
                                .back = timeline_back,
                                .state = timeline_state,
                                .select_at = timeline_select_at};
