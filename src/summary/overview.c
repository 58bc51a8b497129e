/* The first chapters: the year in figures. */
#include "figure.h"
#include "phrase.h"

/* ── Overview ─────────────────────────────────────────────────────────────────────────────── */

static gint64
value_of(const Summary *summary, const char *name)
{
    return summary_figure(summary->figures, name)->value;
}

static char *
text_of(const Summary *summary, const char *name)
{
    return summary_figure_text(summary_figure(summary->figures, name));
}

char *
summary_extent(const Summary *summary)
{
    gint64 n = value_of(summary, "problems");
    g_autofree char *problems =
        g_strdup_printf(text_translate_plural("%d problem", "%d problems", n), (int)n);
    n = value_of(summary, "measures");
    g_autofree char *measures =
        g_strdup_printf(text_translate_plural("%d measure", "%d measures", n), (int)n);
    n = value_of(summary, "steps");
    g_autofree char *steps =
        g_strdup_printf(text_translate_plural("%d step", "%d steps", n), (int)n);
    return g_strdup_printf(_("%s, %s and %s"), problems, measures, steps);
}

char *
summary_achievement(const Summary *summary)
{
    g_autofree char *today = phrase_day(ledger_today(summary->ledger));
    g_autofree char *completed = text_of(summary, "measures_completed");
    g_autofree char *closed = text_of(summary, "measures_closed");
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(
        text,
        _("Measures completed by %s: %s. Measures substantially complete, which do not count as "
          "completed: %d. Measures closed by the reviewer: %s."),
        today, completed, (int)value_of(summary, "measures_substantial"), closed);
    int dropped = (int)value_of(summary, "measures_dropped");
    if (dropped > 0) {
        g_autofree char *rest = g_strdup_printf(_("Measures no longer pursued: %d."), dropped);
        phrase_append(text, rest);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
summary_inherited(const Summary *summary)
{
    int carried = (int)value_of(summary, "carried_in");
    return carried == 0
               ? NULL
               : g_strdup_printf(_("Of its measures %d came from earlier years."), carried);
}

void
summary_add_holding(Summary *summary)
{
    g_autofree char *extent = summary_extent(summary);
    g_autofree char *inherited = summary_inherited(summary);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, _("The ledger holds %s."), extent);
    if (inherited != NULL)
        phrase_append(text, inherited);
    document_paragraph(summary->document, text->str);
    if (value_of(summary, "measures") == 0)
        return;
    g_autofree char *achievement = summary_achievement(summary);
    document_paragraph(summary->document, achievement);
}

/* The extent stands in the sentence above the figures; a mean of nothing says nothing, and what is
 * rare is told where there is any. */
static gboolean
is_shown(const SummaryFigure *figure)
{
    static const char *const extent[] = {"problems", "measures", "steps", NULL};
    static const char *const rare[] = {"measures_dropped", "late",       "returned", "returns",
                                       "carried_in",       "carried_on", NULL};
    if (g_strv_contains(rare, figure->name) && figure->value == 0)
        return FALSE;
    return !g_strv_contains(extent, figure->name) &&
           (figure->kind != FIGURE_MEAN || figure->of > 0);
}

gboolean
summary_add_overview(Summary *summary, GError **error)
{
    summary_chapter(summary, _("Overview"));
    summary_add_holding(summary);
    for (guint i = 0; i < summary->figures->len; i++) {
        const SummaryFigure *figure = summary->figures->pdata[i];
        g_autofree char *text = summary_figure_text(figure);
        if (is_shown(figure))
            document_figure(summary->document, _(figure->label), text);
    }
    return TRUE;
}

/* ── Progress, kind and closure ───────────────────────────────────────────────────────────── */

static void
add_section(Summary *summary, int *section, const char *title)
{
    g_autofree char *ordinal = phrase_ordinal(++*section);
    g_autofree char *heading = g_strdup_printf(_("(%s) %s"), ordinal, title);
    document_heading(summary->document, 3, heading);
}

/* One section of the chapter: a bar for each value of the field. */
static void
add_bars(Summary *summary, int *section, const SummaryGrouping *grouping)
{
    g_autoptr(GPtrArray) groups = summary_groups_new(summary, grouping);
    LedgerType type = ledger_field_info(grouping->field)->type;
    const SummaryGroup *first = groups->len == 0 ? NULL : groups->pdata[0];
    gint64 total = 0;
    for (guint i = 0; i < groups->len; i++)
        total += ((const SummaryGroup *)groups->pdata[i])->rows->len;
    if (first == NULL || first->value == NULL)
        return;
    add_section(summary, section, _(grouping->title));
    for (guint i = 0; i < ledger_value_count(type); i++) {
        const LedgerValueInfo *info = ledger_value_info(type, i);
        document_bar(summary->document, _(info->label), summary_group_size(groups, info->name),
                     total);
    }
    gint64 open = summary_group_size(groups, NULL);
    if (open > 0)
        document_bar(summary->document, _("to be settled"), open, total);
}

gboolean
summary_add_states(Summary *summary, GError **error)
{
    guint count;
    int section = 0;
    if (value_of(summary, "measures") == 0)
        return TRUE;
    summary_chapter(summary, _("Progress and closure"));
    const SummaryGrouping *groupings = summary_groupings(&count);
    for (guint i = 0; i < count; i++) {
        if (ledger_value_count(ledger_field_info(groupings[i].field)->type) > 0)
            add_bars(summary, &section, &groupings[i]);
    }
    return TRUE;
}

/* ── Who ──────────────────────────────────────────────────────────────────────────────────── */

enum { GROUP_COLUMNS = 7 };

static void
add_group(Summary *summary, const SummaryGroup *group)
{
    const gint64 counts[] = {group->rows->len, group->completed, group->closed, group->overdue,
                             group->due_soon};
    char *cells[GROUP_COLUMNS] = {
        g_strdup(group->value == NULL ? _("to be settled") : group->value)};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        cells[i < 2 ? i + 1 : i + 2] = g_strdup_printf("%" G_GINT64_FORMAT, counts[i]);
    cells[3] = document_share(group->completed, group->rows->len);
    document_row(summary->document, (const char *const *)cells);
    for (guint i = 0; i < GROUP_COLUMNS; i++)
        g_free(cells[i]);
}

/* Whom nobody has named is left out, but for the owner, who must be; so is the only unit. */
static void
add_groups(Summary *summary, int *section, const SummaryGrouping *grouping)
{
    g_autoptr(GPtrArray) groups = summary_groups_new(summary, grouping);
    const SummaryGroup *first = groups->len == 0 ? NULL : groups->pdata[0];
    if (first == NULL || (first->value == NULL && grouping->field != FIELD_TASK_owner) ||
        (grouping->field == FIELD_TASK_unit && groups->len == 1))
        return;
    add_section(summary, section, _(grouping->title));
    g_autofree char *label = phrase_label(grouping->field);
    const DocumentColumn columns[GROUP_COLUMNS] = {
        {label, TEXT_LEFT},
        {grouping->levels == GROUP_MEASURES ? _("Measures") : _("Tasks"), TEXT_RIGHT},
        {_("Completed"), TEXT_RIGHT},
        {_("Rate"), TEXT_RIGHT},
        {_("Closed"), TEXT_RIGHT},
        {_("Overdue"), TEXT_RIGHT},
        {_("Due soon"), TEXT_RIGHT}};
    document_table(summary->document, columns, GROUP_COLUMNS);
    for (guint i = 0; i < groups->len; i++)
        add_group(summary, groups->pdata[i]);
}

gboolean
summary_add_owners(Summary *summary, GError **error)
{
    guint count;
    int section = 0;
    if (value_of(summary, "measures") == 0)
        return TRUE;
    summary_chapter(summary, _("Who answers for it"));
    document_paragraph(summary->document,
                       _("Measures and steps count as tasks; a step that names nobody counts for "
                         "whom its measure names."));
    const SummaryGrouping *groupings = summary_groupings(&count);
    for (guint i = 0; i < count; i++) {
        if (ledger_value_count(ledger_field_info(groupings[i].field)->type) == 0)
            add_groups(summary, &section, &groupings[i]);
    }
    return TRUE;
}
