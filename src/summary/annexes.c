/* Which annexes a summary has, and how they are numbered. */
#include "chapters.h"
#include "figure.h"

static const struct {
    const char *title; /* msgid */
    gboolean across;
} annexes[ANNEXES] = {[ANNEX_EVIDENCE] = {N_("List of evidence"), FALSE},
                      [ANNEX_LEDGER] = {N_("The rectification ledger"), TRUE},
                      [ANNEX_TRACES] = {N_("What each statement comes from"), FALSE}};

void
summary_find_annexes(Summary *summary, const SummaryWish *wish)
{
    gboolean year = wish->kind == SUMMARY_YEAR;
    summary->annexes[ANNEX_EVIDENCE] =
        year && summary_figure(summary->figures, "evidence")->value > 0;
    summary->annexes[ANNEX_LEDGER] =
        year && summary_figure(summary->figures, "measures")->value > 0;
    summary->annexes[ANNEX_TRACES] = wish->trace;
}

/* The number of an annex, and how many there are. */
static guint
number_of(const Summary *summary, SummaryAnnex annex, guint *count)
{
    guint number = 0;
    *count = 0;
    for (guint i = 0; i < ANNEXES; i++) {
        *count += summary->annexes[i];
        if (i == annex)
            number = *count;
    }
    return number;
}

void
summary_begin_annex(Summary *summary, SummaryAnnex annex)
{
    guint count, number = number_of(summary, annex, &count);
    const char *title = _(annexes[annex].title);
    g_autofree char *heading = count > 1 ? g_strdup_printf(_("Annex %u: %s"), number, title)
                                         : g_strdup_printf(_("Annex: %s"), title);
    if (annexes[annex].across)
        document_page_across(summary->document);
    else
        document_page_break(summary->document);
    document_heading(summary->document, 2, heading);
}

void
summary_add_annexes(Summary *summary)
{
    guint count, number = number_of(summary, ANNEXES, &count);
    if (count == 0)
        return;
    document_paragraph(summary->document, _("Annexes:"));
    for (guint i = 0; i < ANNEXES; i++) {
        if (!summary->annexes[i])
            continue;
        g_autofree char *mark = g_strdup_printf("%u.", ++number);
        document_item(summary->document, mark, _(annexes[i].title));
    }
}
