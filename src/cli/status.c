#include <stdio.h>

#include "verb.h"
#include "zhenggai/calendar.h"
#include "zhenggai/figures.h"
#include "zhenggai/text.h"

static json_t *
status_tally_json(const LedgerTally *tally)
{
    json_t *progress = json_object(), *closure = json_object();
    for (guint i = 0; i < PROGRESS_COUNT; i++)
        json_object_set_new(progress, ledger_value_info(TYPE_PROGRESS, i)->name,
                            json_integer(tally->progress[i]));
    for (guint i = 0; i < CLOSURE_COUNT; i++)
        json_object_set_new(closure, ledger_value_info(TYPE_CLOSURE, i)->name,
                            json_integer(tally->closure[i]));
    return json_pack("{s:I, s:o, s:o}", "total", (json_int_t)tally->total, "progress", progress,
                     "closure", closure);
}

static json_t *
status_owners_json(const GPtrArray *owners)
{
    json_t *array = json_array();
    for (guint i = 0; i < owners->len; i++) {
        const LedgerOwnerFigures *owner = owners->pdata[i];
        json_array_append_new(array, json_pack("{s:s?, s:I, s:I, s:I, s:I}", "owner", owner->name,
                                               "total", (json_int_t)owner->total, "completed",
                                               (json_int_t)owner->completed, "overdue",
                                               (json_int_t)owner->overdue, "due_soon",
                                               (json_int_t)owner->due_soon));
    }
    return array;
}

static gint64
status_completed(const LedgerTally *tally)
{
    return tally->progress[PROGRESS_COUNT - 1];
}

static void
status_json(const LedgerFigures *figures, const char *scope, const GPtrArray *owners)
{
    cli_print_json(json_pack(
        "{s:s, s:i, s:I, s:I, s:o, s:o, s:{s:I, s:I}, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}",
        "scope", scope, "year", figures->scope.year, "problems", (json_int_t)figures->problems,
        "problems_completed", (json_int_t)figures->problems_completed, "measures",
        status_tally_json(&figures->measures), "steps", status_tally_json(&figures->steps),
        "completion", "completed", (json_int_t)status_completed(&figures->measures), "total",
        (json_int_t)figures->measures.total, "overdue", (json_int_t)figures->overdue, "due_soon",
        (json_int_t)figures->due_soon, "unsettled", (json_int_t)figures->unsettled, "plans",
        (json_int_t)figures->plans, "notes", (json_int_t)figures->notes, "extensions",
        (json_int_t)figures->extensions, "lookbacks", (json_int_t)figures->lookbacks, "slips",
        (json_int_t)figures->slips, "owners", status_owners_json(owners)));
}

static void
status_line(const char *label, const char *value)
{
    g_autofree char *head = text_fit(label, 20, TEXT_LEFT);
    printf("  %s%s\n", head, value);
}

static void
status_rate(const char *label, gint64 part, gint64 whole)
{
    g_autofree char *value =
        whole == 0 ? g_strdup("0/0")
                   : g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "  %.1f%%", part,
                                     whole, 100.0 * (double)part / (double)whole);
    status_line(label, value);
}

static void
status_count(const char *label, gint64 count)
{
    g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, count);
    status_line(label, value);
}

static void
status_progress(const char *title, const LedgerTally *tally)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < PROGRESS_COUNT; i++)
        g_string_append_printf(line, "%s %" G_GINT64_FORMAT "   ",
                               _(ledger_value_info(TYPE_PROGRESS, i)->label), tally->progress[i]);
    status_line(title, g_strchomp(line->str));
}

static void
status_owners(const GPtrArray *owners)
{
    printf("\n%s\n", _("By owner"));
    for (guint i = 0; i < owners->len; i++) {
        const LedgerOwnerFigures *owner = owners->pdata[i];
        g_autofree char *name =
            text_visible_line(owner->name == NULL ? _("(no owner yet)") : owner->name);
        g_autofree char *value =
            g_strdup_printf(_("%d tasks, %d completed, %d overdue, %d due soon"), (int)owner->total,
                            (int)owner->completed, (int)owner->overdue, (int)owner->due_soon);
        status_line(name, value);
    }
}

static void
status_text(const LedgerFigures *figures, const char *scope, const GPtrArray *owners,
            const char *year)
{
    printf("%s %s\n\n", _("Rectification ledger"), scope);
    status_rate(_("Problems completed"), figures->problems_completed, figures->problems);
    status_rate(_("Measures completed"), status_completed(&figures->measures),
                figures->measures.total);
    status_rate(_("Steps completed"), status_completed(&figures->steps), figures->steps.total);
    status_progress(_("Measures"), &figures->measures);
    status_progress(_("Steps"), &figures->steps);
    status_count(_("Overdue"), figures->overdue);
    status_count(_("Due soon"), figures->due_soon);
    status_count(_("To be settled"), figures->unsettled);
    status_count(_("Plans"), figures->plans);
    if (figures->lookbacks > 0)
        status_count(_("To be looked at again"), figures->lookbacks);
    if (figures->slips > 0)
        status_count(_("Slips waiting"), figures->slips);
    if (year != NULL)
        printf("\n  %s\n", year);
    status_owners(owners);
}

int
cli_status(CliRun *run, GError **error)
{
    guint format;
    LedgerFigures figures;
    if (!cli_format(run, "text|json", &format, error) || !cli_scope(run, error))
        return CLI_FAILED;
    g_autofree char *scope = ledger_scope_name(run->ledger, run->scope);
    g_autoptr(GPtrArray) owners = ledger_figures_by_owner(run->ledger, run->scope, error);
    if (owners == NULL || !ledger_figures(run->ledger, run->scope, &figures, error))
        return CLI_FAILED;
    gboolean late;
    g_autofree char *year = ledger_calendar_year(run->ledger, &late, NULL);
    if (format == 1)
        status_json(&figures, scope, owners);
    else
        status_text(&figures, scope, owners, year);
    return CLI_DONE;
}
