#include "calendar.h"

#include "list.h"

#include "zhenggai/charts.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

#include <string.h>

enum {
    CALENDAR_WEEKS = 6,
    CALENDAR_DAYS = 7,
    CALENDAR_HEAD = 2,
    CALENDAR_WIDEST = 28,
    CALENDAR_NAMED = 3,       /* from this many rows a day names its tasks, */
    CALENDAR_MOST = 5,        /* it never has more; */
    CALENDAR_DAY_ROWS = 8,    /* that are kept for the tasks of the selected day */
    CALENDAR_MOST_TASKS = 500 /* that are read for a month's days */
};

typedef char CalendarDay[sizeof "2024-12-31"];

struct Calendar {
    Ledger *ledger;
    LedgerScope scope;
    GDate day;        /* selected */
    CalendarDay text; /* the same, ISO */
    CalendarDay read; /* the first day of the grid that `days` holds; "": none */
    GArray *days;     /* LedgerDay */
    GPtrArray *named; /* LedgerRow: the tasks of those days, by day, where there is room to name
                         them */
    CalendarDay named_read;
    CalendarDay tasks_read;
    GPtrArray *tasks; /* LedgerRow of the selected day, as many as were asked for */
    char *error;
};

static void
calendar_say(const GDate *day, CalendarDay text)
{
    g_snprintf(text, sizeof(CalendarDay), "%04u-%02u-%02u", g_date_get_year(day) % 10000u,
               (guint)g_date_get_month(day) % 100u, g_date_get_day(day) % 100u);
}

static GDate
calendar_date(const char *iso)
{
    GDate day;
    g_date_clear(&day, 1);
    g_date_set_dmy(&day, (GDateDay)atoi(iso + 8), (GDateMonth)atoi(iso + 5), (GDateYear)atoi(iso));
    return day;
}

Calendar *
calendar_new(Ledger *ledger)
{
    Calendar *calendar = g_new0(Calendar, 1);
    calendar->ledger = ledger;
    calendar->days = g_array_new(FALSE, FALSE, sizeof(LedgerDay));
    calendar->tasks = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_row_free);
    calendar->named = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_row_free);
    calendar_move_to_today(calendar);
    return calendar;
}

void
calendar_free(Calendar *calendar)
{
    if (calendar == NULL)
        return;
    g_array_unref(calendar->days);
    g_ptr_array_unref(calendar->tasks);
    g_ptr_array_unref(calendar->named);
    g_free(calendar->error);
    g_free(calendar);
}

/* ── The day ──────────────────────────────────────────────────────────────────────────────── */

const char *
calendar_day(const Calendar *calendar)
{
    return calendar->text;
}

/* Takes a day over if it lies in the years that the ledger knows. */
static void
calendar_select(Calendar *calendar, const GDate *day)
{
    if (!g_date_valid(day) || g_date_get_year(day) < 1949 || g_date_get_year(day) > 9999)
        return;
    calendar->day = *day;
    calendar_say(day, calendar->text);
}

void
calendar_move_days(Calendar *calendar, int days)
{
    GDate day = calendar->day;
    if (days >= 0)
        g_date_add_days(&day, (guint)days);
    else
        g_date_subtract_days(&day, (guint)-days);
    calendar_select(calendar, &day);
}

void
calendar_move_months(Calendar *calendar, int months)
{
    GDate day = calendar->day;
    if (months >= 0)
        g_date_add_months(&day, (guint)months);
    else
        g_date_subtract_months(&day, (guint)-months);
    calendar_select(calendar, &day);
}

void
calendar_move_to_today(Calendar *calendar)
{
    GDate day = calendar_date(ledger_today(calendar->ledger));
    calendar_select(calendar, &day);
}

/* The Monday that the grid begins with. */
static GDate
calendar_first(const Calendar *calendar)
{
    GDate first = calendar->day;
    g_date_set_day(&first, 1);
    g_date_subtract_days(&first, (guint)g_date_get_weekday(&first) - G_DATE_MONDAY);
    return first;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

void
calendar_refresh(Calendar *calendar, LedgerScope scope)
{
    calendar->scope = scope;
    calendar->read[0] = calendar->tasks_read[0] = calendar->named_read[0] = '\0';
}

static void
calendar_fail(Calendar *calendar, GError *error)
{
    g_free(calendar->error);
    calendar->error = g_strdup(error->message);
    g_error_free(error);
}

static void
calendar_read_days(Calendar *calendar)
{
    GDate first = calendar_first(calendar), last = first;
    CalendarDay from, to;
    GError *error = NULL;
    g_date_add_days(&last, CALENDAR_WEEKS * CALENDAR_DAYS - 1);
    calendar_say(&first, from);
    calendar_say(&last, to);
    if (strcmp(from, calendar->read) == 0)
        return;
    GArray *days = ledger_days(calendar->ledger, calendar->scope, from, to, &error);
    g_strlcpy(calendar->read, from, sizeof calendar->read);
    if (days == NULL) {
        calendar_fail(calendar, error);
        return;
    }
    g_clear_pointer(&calendar->error, g_free);
    g_array_unref(calendar->days);
    calendar->days = days;
}

/* The tasks that filter words leave, by their deadline. */
static void
calendar_read_into(Calendar *calendar, GPtrArray *tasks, const char *words, int limit)
{
    LedgerFields fields =
        ledger_fields_of(FIELD_TASK_id, FIELD_TASK_owner, FIELD_TASK_progress, FIELD_TASK_text,
                         FIELD_TASK_due, FIELD_TASK_overdue, FIELD_TASK_due_soon, FIELD_NONE);
    g_autoptr(LedgerQuery) query = ledger_query_new(calendar->ledger);
    const LedgerRow *row;
    g_ptr_array_set_size(tasks, 0);
    ledger_query_scope(query, calendar->scope);
    ledger_query_limit(query, (guint)MAX(limit, 1));
    g_autoptr(LedgerRows) found =
        ledger_query_filter_line(query, words, NULL) && ledger_query_sort(query, "due", NULL)
            ? ledger_query_rows(query, &fields, NULL)
            : NULL;
    while (found != NULL && (row = ledger_rows_next(found, NULL)) != NULL)
        g_ptr_array_add(tasks, ledger_row_copy(row));
}

static void
calendar_read_tasks(Calendar *calendar, int rows)
{
    g_autofree char *words = g_strdup_printf("due:%s", calendar->text);
    if (strcmp(calendar->text, calendar->tasks_read) == 0)
        return;
    g_strlcpy(calendar->tasks_read, calendar->text, sizeof calendar->tasks_read);
    calendar_read_into(calendar, calendar->tasks, words, rows);
}

static void
calendar_read_named(Calendar *calendar)
{
    GDate before = calendar_first(calendar), after = before;
    CalendarDay from, to;
    g_date_subtract_days(&before, 1);
    g_date_add_days(&after, CALENDAR_WEEKS * CALENDAR_DAYS);
    calendar_say(&before, from);
    calendar_say(&after, to);
    if (strcmp(from, calendar->named_read) == 0)
        return;
    g_strlcpy(calendar->named_read, from, sizeof calendar->named_read);
    g_autofree char *words = g_strdup_printf("due.after:%s due.before:%s", from, to);
    calendar_read_into(calendar, calendar->named, words, CALENDAR_MOST_TASKS);
}

static const LedgerDay *
calendar_find(const Calendar *calendar, const char *day)
{
    for (guint i = 0; i < calendar->days->len; i++) {
        const LedgerDay *found = &g_array_index(calendar->days, LedgerDay, i);
        if (strcmp(found->day, day) == 0)
            return found;
    }
    return NULL;
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* How the grid lies in the area: a day's cell, and what is left for the day's tasks. */
typedef struct {
    int columns, rows;
} CalendarCell;

static CalendarCell
calendar_cell(CanvasArea area)
{
    int rows = (area.rows - CALENDAR_HEAD) / CALENDAR_WEEKS;
    int named = (area.rows - CALENDAR_HEAD - CALENDAR_DAY_ROWS) / CALENDAR_WEEKS;
    return (CalendarCell){MIN((area.columns - 2) / CALENDAR_DAYS, CALENDAR_WIDEST),
                          named >= CALENDAR_NAMED ? MIN(named, CALENDAR_MOST) : CLAMP(rows, 1, 2)};
}

gboolean
calendar_select_at(Calendar *calendar, CanvasArea area, int row, int column)
{
    CalendarCell cell = calendar_cell(area);
    GDate day = calendar_first(calendar);
    int week = (row - CALENDAR_HEAD) / cell.rows, weekday = (column - 1) / cell.columns;
    if (row < CALENDAR_HEAD || column < 1 || week >= CALENDAR_WEEKS || weekday >= CALENDAR_DAYS)
        return FALSE;
    g_date_add_days(&day, (guint)(week * CALENDAR_DAYS + weekday));
    calendar_select(calendar, &day);
    return TRUE;
}

static const char *
calendar_weekday(int index)
{
    const char *const names[CALENDAR_DAYS] = {_("Mon"), _("Tue"), _("Wed"), _("Thu"),
                                              _("Fri"), _("Sat"), _("Sun")};
    return names[index];
}

static void
calendar_draw_head(const Calendar *calendar, Canvas *canvas, CanvasArea area)
{
    CalendarCell cell = calendar_cell(area);
    g_autofree char *month = g_strdup_printf(_("%04d-%02d"), g_date_get_year(&calendar->day),
                                             (int)g_date_get_month(&calendar->day));
    canvas_text(canvas, area, 0, 1, STYLE_HEADING, month);
    for (int i = 0; i < CALENDAR_DAYS; i++)
        canvas_text(canvas, area, 1, 1 + i * cell.columns, STYLE_LABEL, calendar_weekday(i));
}

/* "1.1 加强法治教育培训" of each task of the day, one of them left out for "…" where there is not
 * room for all. */
static void
calendar_draw_named(const Calendar *calendar, Canvas *canvas, CanvasArea area, const char *day)
{
    int row = 1;
    for (guint i = 0; i < calendar->named->len; i++) {
        const LedgerRow *task = calendar->named->pdata[i];
        if (strcmp(ledger_row_get(task, FIELD_TASK_due), day) != 0)
            continue;
        if (row >= area.rows) {
            CanvasArea last = canvas_area_part(area, area.rows - 1, 0, 1, area.columns);
            canvas_fill(canvas, last, STYLE_NORMAL);
            canvas_text(canvas, last, 0, 1, STYLE_DIM, "…");
            return;
        }
        g_autofree char *line = g_strdup_printf("%s %s", ledger_row_get(task, FIELD_TASK_id),
                                                ledger_row_get(task, FIELD_TASK_text));
        list_draw_text(canvas, area, row++, 1, list_style(task), line);
    }
}

/* "12*" is today; below it how many deadlines, and how many of them are still open. */
static void
calendar_draw_day(const Calendar *calendar, Canvas *canvas, CanvasArea area, const GDate *day)
{
    CalendarDay text;
    calendar_say(day, text);
    const LedgerDay *found = calendar_find(calendar, text);
    gboolean selected = strcmp(text, calendar->text) == 0;
    gboolean today = strcmp(text, ledger_today(calendar->ledger)) == 0;
    gboolean late = strcmp(text, ledger_today(calendar->ledger)) < 0;
    gboolean inside = g_date_get_month(day) == g_date_get_month(&calendar->day);
    g_autofree char *number =
        g_strdup_printf("%c%2d%s", selected ? '>' : ' ', g_date_get_day(day), today ? "*" : "");
    canvas_text(canvas, area, 0, 0, today ? STYLE_KEY : inside ? STYLE_NORMAL : STYLE_DIM, number);
    if (found != NULL && area.rows >= CALENDAR_NAMED) {
        calendar_draw_named(calendar, canvas, area, text);
    } else if (found != NULL) {
        Style style = found->open == 0 ? STYLE_DONE : late ? STYLE_OVERDUE : STYLE_DUE_SOON;
        g_autofree char *count =
            area.rows > 1
                ? g_strdup_printf(_(" %d due, %d open"), (int)found->total, (int)found->open)
                : g_strdup_printf(" %d", (int)found->total);
        g_autofree char *cut = text_width(count) > area.columns - 1
                                   ? g_strdup_printf(" %d/%d", (int)found->open, (int)found->total)
                                   : g_strdup(count);
        canvas_text(canvas, area, area.rows > 1, area.rows > 1 ? 0 : text_width(number), style,
                    cut);
    }
    if (selected)
        canvas_restyle(canvas, canvas_area_part(area, 0, 0, area.rows, area.columns - 1),
                       STYLE_SELECTED);
}

static void
calendar_draw_tasks(const Calendar *calendar, Canvas *canvas, CanvasArea area)
{
    if (area.rows < 2)
        return;
    g_autofree char *day = ledger_date_describe(calendar->text, ledger_today(calendar->ledger));
    canvas_text(canvas, area, 0, 1, STYLE_HEADING, day);
    if (calendar->tasks->len == 0)
        canvas_text(canvas, area, 1, 1, STYLE_DIM, _("no deadline on this day"));
    for (guint i = 0; i < calendar->tasks->len && (int)i + 1 < area.rows; i++) {
        const LedgerRow *row = calendar->tasks->pdata[i];
        const char *owner = ledger_row_get(row, FIELD_TASK_owner);
        g_autofree char *progress =
            ledger_value_display(FIELD_TASK_progress, ledger_row_get(row, FIELD_TASK_progress));
        g_autofree char *line =
            g_strdup_printf("%-7s %s  %s  %s", ledger_row_get(row, FIELD_TASK_id), progress,
                            owner == NULL ? "-" : owner, ledger_row_get(row, FIELD_TASK_text));
        g_autofree char *visible = text_visible_line(line);
        g_autofree char *cut = text_cut(visible, area.columns - 2);
        canvas_text(canvas, area, (int)i + 1, 1,
                    ledger_row_number(row, FIELD_TASK_overdue) ? STYLE_OVERDUE : STYLE_NORMAL, cut);
    }
}

void
calendar_draw(Calendar *calendar, Canvas *canvas, CanvasArea area)
{
    CalendarCell cell = calendar_cell(area);
    int used = CALENDAR_HEAD + CALENDAR_WEEKS * cell.rows;
    GDate day = calendar_first(calendar);
    calendar_read_days(calendar);
    calendar_read_tasks(calendar, area.rows);
    if (cell.rows >= CALENDAR_NAMED)
        calendar_read_named(calendar);
    calendar_draw_head(calendar, canvas, area);
    if (calendar->error != NULL)
        canvas_text(canvas, area, 0, 12, STYLE_ERROR, calendar->error);
    for (int i = 0; i < CALENDAR_WEEKS * CALENDAR_DAYS; i++) {
        CanvasArea place =
            canvas_area_part(area, CALENDAR_HEAD + i / CALENDAR_DAYS * cell.rows,
                             1 + i % CALENDAR_DAYS * cell.columns, cell.rows, cell.columns);
        calendar_draw_day(calendar, canvas, place, &day);
        g_date_add_days(&day, 1);
    }
    calendar_draw_tasks(calendar, canvas,
                        canvas_area_part(area, used, 0, area.rows - used, area.columns));
}
