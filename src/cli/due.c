#include "due.h"

#include <stdio.h>
#include <string.h>

#include "zhenggai/calendar.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

static const struct {
    const char *name, *label;
} kinds[DUE_COUNT] = {[DUE_OVERDUE] = {"overdue", N_("Overdue")},
                      [DUE_SOON] = {"due_soon", N_("Due soon")},
                      [DUE_LOOKBACK] = {"lookback", N_("To be looked at again")},
                      [DUE_SLIP] = {"slip", N_("Supervision slips to reply to")}};

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static void
due_item_free(DueItem *item)
{
    g_free(item->id);
    g_free(item->year);
    g_free(item->owner);
    g_free(item->text);
    g_free(item->day);
    g_free(item);
}

/* "7d", "2w", "5wd", "5个工作日" are so much ahead; anything else is a day. */
static char *
due_until(CliRun *run, GError **error)
{
    const char *within = run->options.within == NULL ? "7d" : run->options.within;
    g_autofree char *ahead = g_strconcat("+", within, NULL);
    char *day = g_ascii_isdigit(*within) ? ledger_day_parse(run->ledger, ahead, NULL) : NULL;
    return day != NULL ? day : ledger_day_parse(run->ledger, within, error);
}

static void
due_add(GPtrArray *items, const LedgerRow *row, DueKind kind, const char *day, const char *today)
{
    DueItem *item = g_new0(DueItem, 1);
    *item = (DueItem){.kind = kind,
                      .id = g_strdup(ledger_row_get(row, FIELD_TASK_id)),
                      .year = g_strdup(ledger_row_get(row, FIELD_TASK_year)),
                      .owner = g_strdup(ledger_row_get(row, FIELD_TASK_answers)),
                      .text = g_strdup(ledger_row_get(row, FIELD_TASK_text)),
                      .day = g_strdup(day),
                      .days = ledger_date_days(today, day)};
    g_ptr_array_add(items, item);
}

/* One task can want attention for several reasons. */
static void
due_add_row(GPtrArray *items, const LedgerRow *row, const char *today, const char *until)
{
    const char *due = ledger_row_get(row, FIELD_TASK_due);
    const char *lookback = ledger_row_get(row, FIELD_TASK_lookback_on);
    const char *reply = ledger_row_get(row, FIELD_TASK_reply_by);
    const char *closure = ledger_row_get(row, FIELD_TASK_closure);
    gboolean dropped = strcmp(closure, "dropped") == 0;
    gboolean open = strcmp(ledger_row_get(row, FIELD_TASK_progress), "completed") != 0 &&
                    !dropped && strcmp(closure, "closed") != 0;
    if (ledger_row_number(row, FIELD_TASK_overdue))
        due_add(items, row, DUE_OVERDUE, due, today);
    else if (open && due != NULL && strcmp(due, until) <= 0)
        due_add(items, row, DUE_SOON, due, today);
    if (lookback != NULL && !dropped && strcmp(lookback, until) <= 0)
        due_add(items, row, DUE_LOOKBACK, lookback, today);
    if (reply != NULL && strcmp(reply, until) <= 0)
        due_add(items, row, DUE_SLIP, reply, today);
}

static int
due_compare(gconstpointer a, gconstpointer b)
{
    const DueItem *first = *(DueItem *const *)a, *second = *(DueItem *const *)b;
    return first->kind != second->kind ? (int)first->kind - (int)second->kind
                                       : strcmp(first->day, second->day);
}

GPtrArray *
due_gather(CliRun *run, GError **error)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)due_item_free);
    LedgerFields fields = ledger_fields_of(FIELD_TASK_id, FIELD_TASK_year, FIELD_TASK_answers,
                                           FIELD_TASK_text, FIELD_TASK_due, FIELD_TASK_overdue,
                                           FIELD_TASK_progress, FIELD_TASK_closure,
                                           FIELD_TASK_lookback_on, FIELD_TASK_reply_by, FIELD_NONE);
    g_autofree char *until = due_until(run, error);
    g_autoptr(LedgerQuery) query = until == NULL ? NULL : cli_query(run, run->arguments, error);
    if (query == NULL)
        return NULL;
    ledger_query_until(query, until);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return NULL;
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        due_add_row(items, row, ledger_today(run->ledger), until);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    g_ptr_array_sort(items, due_compare);
    return g_steal_pointer(&items);
}

char *
due_words(CliRun *run, const DueItem *item)
{
    if (item->days < 0)
        return g_strdup_printf(
            text_translate_plural("%d day late", "%d days late", (gulong)-item->days), -item->days);
    if (item->days == 0)
        return g_strdup(_("today"));
    int workdays = ledger_calendar_days(run->ledger, ledger_today(run->ledger), item->day);
    return g_strdup_printf(text_translate_plural("in %d day (%d of work)",
                                                 "in %d days (%d of work)", (gulong)item->days),
                           item->days, workdays);
}

/* ── due ──────────────────────────────────────────────────────────────────────────────────── */

static void
due_table(CliRun *run, const GPtrArray *items)
{
    DueKind headed = DUE_COUNT;
    for (guint i = 0; i < items->len; i++) {
        const DueItem *item = items->pdata[i];
        if (item->kind != headed)
            printf("%s%s\n", i == 0 ? "" : "\n", _(kinds[item->kind].label));
        headed = item->kind;
        g_autofree char *when = due_words(run, item);
        g_autofree char *address = g_strdup_printf("%s/%s", item->year, item->id);
        g_autofree char *id = text_fit(address, 13, TEXT_LEFT);
        g_autofree char *owner = text_fit(item->owner == NULL ? "-" : item->owner, 9, TEXT_LEFT);
        g_autofree char *column = text_fit(when, 24, TEXT_LEFT);
        g_autofree char *line =
            g_strdup_printf("  %s %s %s  %s %s", id, owner, item->day, column, item->text);
        g_autofree char *visible = text_visible_line(line);
        int width = cli_width();
        g_autofree char *cut = width > 0 ? text_cut(visible, width) : g_strdup(visible);
        printf("%s\n", cut);
    }
}

static void
due_json(CliRun *run, const GPtrArray *items)
{
    json_t *array = json_array();
    for (guint i = 0; i < items->len; i++) {
        const DueItem *item = items->pdata[i];
        json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:i, s:s?, s:s}", "kind",
                                               kinds[item->kind].name, "id", item->id, "day",
                                               item->day, "days", item->days, "owner", item->owner,
                                               "text", item->text));
    }
    cli_print_json(array);
}

int
cli_due(CliRun *run, GError **error)
{
    guint format;
    gboolean late = FALSE;
    if (!cli_format(run, "table|json", &format, error))
        return CLI_WRONG_USE;
    g_autoptr(GPtrArray) items = due_gather(run, error);
    if (items == NULL)
        return CLI_FAILED;
    g_autofree char *year = ledger_calendar_year(run->ledger, &late, NULL);
    if (format == 1)
        due_json(run, items);
    else
        due_table(run, items);
    if (format == 0 && year != NULL)
        printf("%s%s\n", items->len > 0 ? "\n" : "", year);
    if (items->len == 0 && year == NULL)
        cli_tell(run, "%s", _("nothing is overdue or due soon"));
    return items->len > 0 || late ? CLI_ATTENTION : CLI_DONE;
}
