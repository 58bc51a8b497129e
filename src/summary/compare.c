/* This year beside the last. */
#include "figure.h"

/* "+2" or "-1"; of a rate its percentage points, of a mean its days, where both years have one. */
static char *
change(const SummaryFigure *before, const SummaryFigure *now)
{
    gint64 difference = now->value - before->value;
    if (now->kind == FIGURE_RATE || now->kind == FIGURE_MEAN) {
        if (before->of == 0 || now->of == 0)
            return g_strdup("");
        double then = (double)before->value / (double)before->of;
        double moved = (double)now->value / (double)now->of - then;
        return moved == 0                 ? g_strdup("0")
               : now->kind == FIGURE_MEAN ? g_strdup_printf("%+.1f", moved)
                                          : g_strdup_printf(_("%+.1f points"), 100 * moved);
    }
    return difference == 0 ? g_strdup("0") : g_strdup_printf("%+" G_GINT64_FORMAT, difference);
}

/* What neither year has is not worth a row. */
static gboolean
is_empty(const SummaryFigure *figure)
{
    return figure->value == 0 && figure->of == 0;
}

static void
add_figures(Summary *summary, const Summary *before)
{
    g_autofree char *last = g_strdup_printf("%d", before->scope.year);
    g_autofree char *this = g_strdup_printf("%d", summary->scope.year);
    const DocumentColumn columns[] = {{_("Figure"), TEXT_LEFT},
                                      {last, TEXT_RIGHT},
                                      {this, TEXT_RIGHT},
                                      {_("Change"), TEXT_RIGHT}};
    document_table(summary->document, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < summary->figures->len; i++) {
        const SummaryFigure *now = summary->figures->pdata[i], *then = before->figures->pdata[i];
        if (is_empty(now) && is_empty(then))
            continue;
        g_autofree char *left = summary_figure_text(then), *right = summary_figure_text(now);
        g_autofree char *moved = change(then, now);
        document_row(summary->document, (const char *const[]){_(now->label), left, right, moved});
    }
}

gboolean
summary_add_comparison(Summary *summary, GError **error)
{
    if (summary->scope.year == 0 || summary->places->len == 0)
        return TRUE;
    LedgerScope scope = {summary->scope.year - 1, summary->scope.unit_id};
    g_autoptr(Summary) before = summary_open(summary->ledger, scope, error);
    if (before == NULL)
        return FALSE;
    if (before->places->len == 0)
        return TRUE;
    summary_chapter(summary, _("Compared with the year before"));
    add_figures(summary, before);
    return TRUE;
}
