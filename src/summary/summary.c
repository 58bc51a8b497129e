/* The summary as a whole: its title, its chapters, the lines to sign. */
#include "zhenggai/summary.h"

#include <string.h>

#include "figure.h"
#include "phrase.h"
#include "zhenggai/carry.h"
#include "zhenggai/watch.h"

/* ── What it is made from ─────────────────────────────────────────────────────────────────── */

Summary *
summary_open(Ledger *ledger, LedgerScope scope, GError **error)
{
    g_autoptr(Summary) summary = g_new0(Summary, 1);
    summary->ledger = ledger;
    summary->now = ledger;
    summary->scope = scope;
    summary->document = document_new(text_language());
    summary->places = g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
    summary->rows = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_row_free);
    if (!summary_read_outline(summary, error))
        return NULL;
    summary->figures = summary_figures_new(summary);
    return g_steal_pointer(&summary);
}

void
summary_free(Summary *summary)
{
    if (summary == NULL)
        return;
    document_free(summary->document);
    g_array_unref(summary->places);
    g_ptr_array_unref(summary->rows);
    g_clear_pointer(&summary->figures, g_ptr_array_unref);
    g_clear_pointer(&summary->traces, g_ptr_array_unref);
    for (guint i = 0; i < SUMMARY_PARTS; i++)
        g_clear_pointer(&summary->parts[i], g_array_unref);
    ledger_close(summary->then);
    g_free(summary);
}

void
summary_chapter(Summary *summary, const char *title)
{
    g_autofree char *ordinal = phrase_ordinal(++summary->chapter);
    g_autofree char *heading = g_strdup_printf(_("%s. %s"), ordinal, title);
    document_heading(summary->document, 2, heading);
}

/* ── Title ────────────────────────────────────────────────────────────────────────────────── */

char *
summary_unit(const Summary *summary, GError **error)
{
    if (summary->scope.unit_id == 0)
        return g_strdup("");
    g_autoptr(LedgerRow) unit =
        ledger_row_load(summary->now, ENTITY_UNIT, summary->scope.unit_id, NULL, error);
    return unit == NULL ? NULL : g_strdup(ledger_row_get(unit, FIELD_UNIT_name));
}

static char *
year_title(const Summary *summary)
{
    const char *name = _("Rectification of problems in building a law-based government");
    int year = summary->scope.year;
    return year == 0 ? g_strdup_printf(_("%s: summary"), name)
                     : g_strdup_printf(_("%s: summary of %d"), name, year);
}

static gboolean
add_title(Summary *summary, const char *what, GError **error)
{
    g_autofree char *unit = summary_unit(summary, error);
    if (unit == NULL)
        return FALSE;
    g_autofree char *title = *unit == '\0' ? g_strdup(what) : g_strdup_printf("%s\n%s", unit, what);
    document_heading(summary->document, 1, title);
    g_autofree char *today = phrase_day(ledger_today(summary->now));
    g_autofree char *made =
        g_strdup_printf(_("Prepared on %s by %s"), today, ledger_operator(summary->ledger));
    document_byline(summary->document, made);
    return TRUE;
}

static void
add_signatures(Summary *summary)
{
    document_heading(summary->document, 2, _("Signatures"));
    document_signature(summary->document, _("Prepared by: "));
    document_signature(summary->document, _("Reviewed by: "));
    document_signature(summary->document, _("Head of unit: "));
    document_signature(summary->document, _("Seal and date: "));
}

/* ── Kinds ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_year(Summary *summary, GError **error)
{
    static gboolean (*const chapters[])(Summary *, GError **) = {
        summary_add_overview,   summary_add_states,   summary_add_owners,     summary_add_stories,
        summary_add_unfinished, summary_add_relapses, summary_add_comparison, summary_add_plans};
    g_autofree char *title = year_title(summary);
    if (!add_title(summary, title, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(chapters); i++) {
        watch_begin(_("writing the summary, chapter by chapter"), G_N_ELEMENTS(chapters));
        if (!watch_step(i, error) || !chapters[i](summary, error))
            return FALSE;
    }
    summary_add_annexes(summary);
    add_signatures(summary);
    return summary_add_evidence(summary, error) && summary_add_ledger(summary, error);
}

static gboolean
add_period(Summary *summary, const SummaryWish *wish, GError **error)
{
    g_autofree char *period = phrase_period(wish->from, wish->to);
    g_autofree char *title = g_strdup_printf(_("Rectification report, %s"), period);
    if (!add_title(summary, title, error) ||
        !summary_add_period(summary, wish->from, wish->to, error))
        return FALSE;
    add_signatures(summary);
    return TRUE;
}

static gboolean
check(const Summary *summary, const SummaryWish *wish, GError **error)
{
    if (wish->kind == SUMMARY_PERIOD && strcmp(wish->from, wish->to) > 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("the period from %s to %s ends before it begins"), wish->from, wish->to);
        return FALSE;
    }
    if (wish->kind == SUMMARY_DRAFT && summary_is_mixed(summary)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("a draft is for one unit and year: give --unit and --year"));
        return FALSE;
    }
    return TRUE;
}

/* A period that is over is told as it stood at its end. */
static Summary *
open_period(Ledger *ledger, const SummaryWish *wish, GError **error)
{
    if (strcmp(wish->to, ledger_today(ledger)) >= 0)
        return summary_open(ledger, wish->scope, error);
    Ledger *then = ledger_open_as_of(ledger, wish->to, error);
    Summary *summary = then == NULL ? NULL : summary_open(then, wish->scope, error);
    if (summary == NULL) {
        ledger_close(then);
        return NULL;
    }
    summary->then = then;
    summary->now = ledger;
    return summary;
}

Summary *
summary_new(Ledger *ledger, const SummaryWish *wish, GError **error)
{
    g_autoptr(Summary) summary = wish->kind == SUMMARY_PERIOD
                                     ? open_period(ledger, wish, error)
                                     : summary_open(ledger, wish->scope, error);
    if (summary == NULL || !check(summary, wish, error))
        return NULL;
    summary_find_annexes(summary, wish);
    gboolean done = wish->kind == SUMMARY_DRAFT    ? summary_add_draft(summary, error)
                    : wish->kind == SUMMARY_PERIOD ? add_period(summary, wish, error)
                                                   : add_year(summary, error);
    return done ? g_steal_pointer(&summary) : NULL;
}

Document *
summary_document_of(Ledger *ledger, const SummaryWish *wish, GError **error)
{
    g_autoptr(Summary) summary = summary_new(ledger, wish, error);
    if (summary == NULL)
        return NULL;
    if (wish->trace && wish->kind != SUMMARY_DRAFT)
        summary_trace_figures(summary);
    if (wish->trace)
        summary_add_traces(summary);
    return g_steal_pointer(&summary->document);
}

Document *
summary_document_new(Ledger *ledger, LedgerScope scope, GError **error)
{
    return summary_document_of(ledger, &(SummaryWish){.kind = SUMMARY_YEAR, .scope = scope}, error);
}
