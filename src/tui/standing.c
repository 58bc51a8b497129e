#include "standing.h"

#include "prompt.h"
#include "zhenggai/date.h"
#include "zhenggai/standing.h"
#include "zhenggai/text.h"

#include <string.h>

enum { STANDING_ID = 9, STANDING_GAP = 2 };

/* As wide as what usually stands in it. */
static int
standing_cells(guint index)
{
    LedgerType type = ledger_field_info(ledger_standing_field(index))->type;
    int cells = type == TYPE_DATE ? 10 : 8;
    for (guint i = 0; i < ledger_value_count(type); i++)
        cells = MAX(cells, text_width(_(ledger_value_info(type, i)->label)));
    return cells + STANDING_GAP;
}

static void
standing_append(GString *line, guint index, const char *stored)
{
    g_autofree char *shown = ledger_value_display(ledger_standing_field(index), stored);
    g_autofree char *visible = text_visible_line(shown == NULL ? "-" : shown);
    g_autofree char *cell = text_fit(visible, standing_cells(index) - STANDING_GAP, TEXT_LEFT);
    g_string_append_printf(line, "%s%*s", cell, STANDING_GAP, "");
}

static gboolean
standing_is_same(const LedgerStanding *standing)
{
    for (guint i = 0; i < STANDING_FIELDS; i++)
        if (g_strcmp0(standing->then[i], standing->now[i]) != 0)
            return FALSE;
    return standing->there;
}

static void
standing_add_row(Page *page, const LedgerStanding *standing)
{
    g_autoptr(GString) line = g_string_new(NULL);
    gboolean same = standing_is_same(standing);
    g_autofree char *id = text_fit(standing->id, STANDING_ID, TEXT_LEFT);
    g_string_append(line, id);
    if (!standing->there) {
        g_string_append(line, _("not in the ledger yet"));
    } else {
        for (guint i = 0; i < STANDING_FIELDS; i++)
            standing_append(line, i, standing->then[i]);
        for (guint i = 0; i < STANDING_FIELDS && !same; i++)
            standing_append(line, i, standing->now[i]);
    }
    page_add(page, same ? STYLE_NORMAL : STYLE_DUE_SOON, 0, g_strchomp(line->str));
}

static void
standing_add_head(Page *page, const char *day)
{
    int then = 0;
    for (guint i = 0; i < STANDING_FIELDS; i++)
        then += standing_cells(i);
    g_autofree char *left = g_strdup_printf(_("at the end of %s"), day);
    g_autofree char *fitted = text_fit(left, then, TEXT_LEFT);
    g_autofree char *line =
        g_strdup_printf("%*s%s%s", STANDING_ID, "", fitted, _("today, where it is another"));
    page_add(page, STYLE_LABEL, 0, line);
}

static gboolean
standing_fill(App *app, AppPage *shown, int columns, GError **error)
{
    g_autoptr(GPtrArray) all = ledger_standing(app->ledger, app->scope, shown->subject, error);
    int then = 0, now = 0, there = 0;
    if (all == NULL)
        return FALSE;
    for (guint i = 0; i < all->len; i++) {
        const LedgerStanding *standing = all->pdata[i];
        there += standing->there;
        then += standing->there && g_strcmp0(standing->then[STANDING_PROGRESS], "completed") == 0;
        now += g_strcmp0(standing->now[STANDING_PROGRESS], "completed") == 0;
    }
    g_autofree char *counts = g_strdup_printf(_("Completed then: %d of %d tasks; now: %d of %d"),
                                              then, there, now, (int)all->len);
    page_clear(shown->page);
    page_add(shown->page, STYLE_TITLE, 0, counts);
    page_add_gap(shown->page);
    standing_add_head(shown->page, shown->subject);
    for (guint i = 0; i < all->len; i++)
        standing_add_row(shown->page, all->pdata[i]);
    return TRUE;
}

/* A day without a year is the last one, not the next. NULL if it is none. */
static char *
standing_day(App *app, const char *text, GError **error)
{
    const char *today = ledger_today(app->ledger);
    g_autofree char *day = ledger_day_parse(app->ledger, text, error);
    if (day == NULL || strcmp(day, today) <= 0)
        return g_steal_pointer(&day);
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
    while (g_date_get_year(&date) > (GDateYear)atoi(today))
        g_date_subtract_years(&date, 1);
    g_autofree char *same = g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date),
                                            (int)g_date_get_month(&date), g_date_get_day(&date));
    if (strcmp(same, today) <= 0)
        return g_steal_pointer(&same);
    g_date_subtract_years(&date, 1);
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date), (int)g_date_get_month(&date),
                           g_date_get_day(&date));
}

static char *
standing_describe(App *app, const char *text, gboolean *wrong, gpointer data)
{
    g_autoptr(GError) error = NULL;
    if (*text == '\0')
        return NULL;
    g_autofree char *day = standing_day(app, text, &error);
    *wrong = day == NULL;
    return day == NULL ? g_strdup(error->message)
                       : ledger_date_describe(day, ledger_today(app->ledger));
}

void
standing_ask(App *app)
{
    PromptSpec spec = {.label = _("the ledger on"),
                       .hint = _("a day that is past: 2024-11-30, 11月30日"),
                       .describe = standing_describe};
    GError *error = NULL;
    g_autofree char *typed = prompt_ask(app, &spec);
    g_autofree char *day = typed == NULL || *typed == '\0' ? NULL : standing_day(app, typed, NULL);
    if (day == NULL)
        return;
    AppPage *page = app_page_new(_("The ledger on a day"));
    page->subject = g_steal_pointer(&day);
    page->fill = standing_fill;
    if (standing_fill(app, page, canvas_columns(app->canvas), &error)) {
        app_push_page(app, page);
        return;
    }
    app_page_free(page);
    app_fail(app, error);
}
