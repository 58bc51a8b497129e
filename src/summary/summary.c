/* The summary as a whole: its title, its chapters, the lines to sign. */
#include "zhenggai/summary.h"

#include "chapters.h"
#include "phrase.h"

void
summary_chapter(Summary *summary, const char *title)
{
    g_autofree char *ordinal = phrase_ordinal(++summary->chapter);
    g_autofree char *heading = g_strdup_printf(_("%s. %s"), ordinal, title);
    document_heading(summary->document, 2, heading);
}

/* The full name of the scope's unit, or "". The caller owns it. */
static char *
unit_name(const Summary *summary, GError **error)
{
    if (summary->scope.unit_id == 0)
        return g_strdup("");
    g_autoptr(LedgerRow) unit =
        ledger_row_load(summary->ledger, ENTITY_UNIT, summary->scope.unit_id, NULL, error);
    return unit == NULL ? NULL : g_strdup(ledger_row_get(unit, FIELD_UNIT_name));
}

static gboolean
add_title(Summary *summary, GError **error)
{
    g_autofree char *unit = unit_name(summary, error);
    if (unit == NULL)
        return FALSE;
    const char *name = _("Rectification of problems in building a law-based government");
    int year = summary->scope.year;
    g_autofree char *what = year == 0 ? g_strdup_printf(_("%s: summary"), name)
                                      : g_strdup_printf(_("%s: summary of %d"), name, year);
    g_autofree char *title = *unit == '\0' ? g_strdup(what) : g_strdup_printf("%s\n%s", unit, what);
    document_heading(summary->document, 1, title);
    g_autofree char *today = phrase_day(ledger_today(summary->ledger));
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

static gboolean
add_chapters(Summary *summary, GError **error)
{
    static gboolean (*const chapters[])(Summary *, GError **) = {
        summary_add_overview, summary_add_states,     summary_add_owners,
        summary_add_stories,  summary_add_unfinished, summary_add_plans};
    for (guint i = 0; i < G_N_ELEMENTS(chapters); i++) {
        if (!chapters[i](summary, error))
            return FALSE;
    }
    return TRUE;
}

Document *
summary_document_new(Ledger *ledger, LedgerScope scope, GError **error)
{
    g_autoptr(Document) document = document_new(text_language());
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_row_free);
    Summary summary = {
        .ledger = ledger, .scope = scope, .document = document, .places = places, .rows = rows};
    if (!ledger_figures(ledger, scope, &summary.figures, error) ||
        !summary_read_outline(&summary, error) || !add_title(&summary, error) ||
        !add_chapters(&summary, error))
        return NULL;
    add_signatures(&summary);
    return g_steal_pointer(&document);
}
