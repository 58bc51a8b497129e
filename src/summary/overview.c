/* The first chapters: the year in figures. */
#include "chapters.h"
#include "phrase.h"

/* ── Overview ─────────────────────────────────────────────────────────────────────────────── */

/* "1/4 (25.0%)". The caller owns it. */
static char *
rate(gint64 value, gint64 of)
{
    g_autofree char *share = document_share(value, of);
    return g_strdup_printf(_("%d/%d (%s)"), (int)value, (int)of, share);
}

static void
add_extent(Summary *summary, const LedgerFigures *figures)
{
    gint64 n = figures->problems;
    g_autofree char *problems =
        g_strdup_printf(text_translate_plural("%d problem", "%d problems", n), (int)n);
    n = figures->measures.total;
    g_autofree char *measures =
        g_strdup_printf(text_translate_plural("%d measure", "%d measures", n), (int)n);
    n = figures->steps.total;
    g_autofree char *steps =
        g_strdup_printf(text_translate_plural("%d step", "%d steps", n), (int)n);
    g_autofree char *extent =
        g_strdup_printf(_("The ledger holds %s, %s and %s."), problems, measures, steps);
    document_paragraph(summary->document, extent);
}

/* The count of one value among the counts of its type. */
static gint64
count_of(LedgerType type, const gint64 *counts, const char *name)
{
    guint i = 0;
    while (!g_str_equal(ledger_value_info(type, i)->name, name))
        i++;
    return counts[i];
}

static gint64
completed_in(const LedgerTally *tally)
{
    return count_of(TYPE_PROGRESS, tally->progress, "completed");
}

static gint64
closed_in(const LedgerTally *tally)
{
    return count_of(TYPE_CLOSURE, tally->closure, "closed");
}

static void
add_achievement(Summary *summary, const LedgerTally *measures)
{
    int substantial = (int)count_of(TYPE_PROGRESS, measures->progress, "substantial");
    g_autofree char *today = phrase_day(ledger_today(summary->ledger));
    g_autofree char *completed = rate(completed_in(measures), measures->total);
    g_autofree char *closed = rate(closed_in(measures), measures->total);
    g_autofree char *text = g_strdup_printf(
        _("Measures completed by %s: %s. Measures substantially complete, which do not count as "
          "completed: %d. Measures closed by the reviewer: %s."),
        today, completed, substantial, closed);
    document_paragraph(summary->document, text);
}

static void
add_rate(Summary *summary, const char *label, gint64 value, gint64 of)
{
    g_autofree char *shown = rate(value, of);
    document_figure(summary->document, label, shown);
}

static void
add_count(Summary *summary, const char *label, gint64 count)
{
    g_autofree char *shown = g_strdup_printf("%" G_GINT64_FORMAT, count);
    document_figure(summary->document, label, shown);
}

gboolean
summary_add_overview(Summary *summary, GError **error)
{
    const LedgerFigures *figures = &summary->figures;
    const LedgerTally *measures = &figures->measures, *steps = &figures->steps;
    summary_chapter(summary, _("Overview"));
    add_extent(summary, figures);
    if (measures->total > 0)
        add_achievement(summary, measures);
    add_rate(summary, _("Measures completed"), completed_in(measures), measures->total);
    add_rate(summary, _("Steps completed"), completed_in(steps), steps->total);
    add_rate(summary, _("Problems completed"), figures->problems_completed, figures->problems);
    add_rate(summary, _("Measures closed"), closed_in(measures), measures->total);
    add_count(summary, _("Overdue tasks"), figures->overdue);
    add_count(summary, _("Tasks due within seven days"), figures->due_soon);
    add_count(summary, _("Tasks without owner or deadline"), figures->unsettled);
    add_count(summary, _("Deadlines moved"), figures->extensions);
    add_count(summary, _("Progress notes"), figures->notes);
    return TRUE;
}

/* ── Progress and closure ─────────────────────────────────────────────────────────────────── */

/* One section of the chapter, numbered on from *section. */
static void
add_bars(Summary *summary, int *section, const char *title, LedgerType type, const gint64 *counts,
         gint64 total)
{
    if (total == 0)
        return;
    g_autofree char *ordinal = phrase_ordinal(++*section);
    g_autofree char *heading = g_strdup_printf(_("(%s) %s"), ordinal, title);
    document_heading(summary->document, 3, heading);
    for (guint i = 0; i < ledger_value_count(type); i++)
        document_bar(summary->document, _(ledger_value_info(type, i)->label), counts[i], total);
}

gboolean
summary_add_states(Summary *summary, GError **error)
{
    const LedgerTally *measures = &summary->figures.measures, *steps = &summary->figures.steps;
    if (measures->total == 0)
        return TRUE;
    summary_chapter(summary, _("Progress and closure"));
    int section = 0;
    add_bars(summary, &section, _("Measures by progress"), TYPE_PROGRESS, measures->progress,
             measures->total);
    add_bars(summary, &section, _("Steps by progress"), TYPE_PROGRESS, steps->progress,
             steps->total);
    add_bars(summary, &section, _("Measures by closure"), TYPE_CLOSURE, measures->closure,
             measures->total);
    return TRUE;
}

/* ── Owners ───────────────────────────────────────────────────────────────────────────────── */

enum { OWNER_COLUMNS = 5 };

static void
add_owner(Summary *summary, const LedgerOwnerFigures *owner)
{
    const gint64 counts[] = {owner->total, owner->completed, owner->overdue, owner->due_soon};
    char *cells[OWNER_COLUMNS] = {g_strdup(owner->name == NULL ? _("to be settled") : owner->name)};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        cells[i + 1] = g_strdup_printf("%" G_GINT64_FORMAT, counts[i]);
    document_row(summary->document, (const char *const *)cells);
    for (guint i = 0; i < OWNER_COLUMNS; i++)
        g_free(cells[i]);
}

gboolean
summary_add_owners(Summary *summary, GError **error)
{
    g_autoptr(GPtrArray) owners = ledger_figures_by_owner(summary->ledger, summary->scope, error);
    if (owners == NULL)
        return FALSE;
    if (owners->len == 0)
        return TRUE;
    summary_chapter(summary, _("Owners"));
    g_autofree char *owner = phrase_label(FIELD_TASK_owner);
    const DocumentColumn columns[OWNER_COLUMNS] = {{owner, TEXT_LEFT},
                                                   {_("Tasks"), TEXT_RIGHT},
                                                   {_("Completed"), TEXT_RIGHT},
                                                   {_("Overdue"), TEXT_RIGHT},
                                                   {_("Due soon"), TEXT_RIGHT}};
    document_table(summary->document, columns, OWNER_COLUMNS);
    for (guint i = 0; i < owners->len; i++)
        add_owner(summary, g_ptr_array_index(owners, i));
    return TRUE;
}
