/* Figures: which rows each counts, declared once. */
#include "figure.h"

#include <string.h>

#include "zhenggai/date.h"

/* ── Which rows ───────────────────────────────────────────────────────────────────────────── */

typedef gboolean FigureTest(const Summary *summary, guint index);
typedef gint64 FigureAmount(const Summary *summary, guint index);

static gboolean
is_problem(const Summary *summary, guint index)
{
    const LedgerPlace *place = summary_place(summary, index);
    return place->entity == ENTITY_PROBLEM && place->problem_no > 0;
}

static gboolean
is_task(const Summary *summary, guint index)
{
    return summary_place(summary, index)->entity == ENTITY_TASK;
}

static gboolean
is_measure(const Summary *summary, guint index)
{
    return is_task(summary, index) && summary_place(summary, index)->step_no == 0;
}

static gboolean
is_step(const Summary *summary, guint index)
{
    return is_task(summary, index) && summary_place(summary, index)->step_no > 0;
}

static gboolean
holds(const Summary *summary, guint index, LedgerField field, const char *value)
{
    return g_strcmp0(ledger_row_get(summary_row(summary, index), field), value) == 0;
}

/* Every measure of it is completed, and it has one. */
static gboolean
is_problem_completed(const Summary *summary, guint index)
{
    if (!is_problem(summary, index))
        return FALSE;
    const LedgerRow *row = summary_row(summary, index);
    gint64 measures = ledger_row_number(row, FIELD_PROBLEM_measures);
    return measures > 0 && ledger_row_number(row, FIELD_PROBLEM_completed) == measures;
}

static gboolean
is_measure_completed(const Summary *summary, guint index)
{
    return is_measure(summary, index) && holds(summary, index, FIELD_TASK_progress, "completed");
}

static gboolean
is_measure_substantial(const Summary *summary, guint index)
{
    return is_measure(summary, index) && holds(summary, index, FIELD_TASK_progress, "substantial");
}

static gboolean
is_step_completed(const Summary *summary, guint index)
{
    return is_step(summary, index) && holds(summary, index, FIELD_TASK_progress, "completed");
}

static gboolean
is_measure_closed(const Summary *summary, guint index)
{
    return is_measure(summary, index) && holds(summary, index, FIELD_TASK_closure, "closed");
}

static gboolean
is_measure_dropped(const Summary *summary, guint index)
{
    return is_measure(summary, index) && holds(summary, index, FIELD_TASK_closure, "dropped");
}

static gboolean
is_overdue(const Summary *summary, guint index)
{
    return is_task(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_overdue) != 0;
}

static gboolean
is_due_soon(const Summary *summary, guint index)
{
    return is_task(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_due_soon) != 0;
}

static gboolean
is_unsettled(const Summary *summary, guint index)
{
    return is_task(summary, index) && !holds(summary, index, FIELD_TASK_closure, "dropped") &&
           (summary_task_value(summary, index, FIELD_TASK_owner) == NULL ||
            summary_task_value(summary, index, FIELD_TASK_due) == NULL);
}

/* Completed tasks whose day can be held against a deadline. */
static gboolean
is_timed(const Summary *summary, guint index)
{
    return is_task(summary, index) && holds(summary, index, FIELD_TASK_progress, "completed") &&
           ledger_row_get(summary_row(summary, index), FIELD_TASK_done) != NULL &&
           summary_task_value(summary, index, FIELD_TASK_due) != NULL;
}

static gboolean
is_late(const Summary *summary, guint index)
{
    return is_timed(summary, index) &&
           strcmp(ledger_row_get(summary_row(summary, index), FIELD_TASK_done),
                  summary_task_value(summary, index, FIELD_TASK_due)) > 0;
}

static gboolean
is_on_time(const Summary *summary, guint index)
{
    return is_timed(summary, index) && !is_late(summary, index);
}

static gboolean
is_extended(const Summary *summary, guint index)
{
    return is_task(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_extensions) > 0;
}

static gboolean
is_noted(const Summary *summary, guint index)
{
    return is_task(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_notes) > 0;
}

/* A decision on a measure takes its steps along: only measures count. */
static gboolean
is_returned(const Summary *summary, guint index)
{
    return is_measure(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_returns) > 0;
}

static gboolean
is_proven(const Summary *summary, guint index)
{
    return is_task(summary, index) &&
           ledger_row_number(summary_row(summary, index), FIELD_TASK_evidence) > 0;
}

static gboolean
is_carried_on(const Summary *summary, guint index)
{
    return is_measure(summary, index) && !holds(summary, index, FIELD_TASK_carried_to, NULL);
}

static gboolean
is_carried_in(const Summary *summary, guint index)
{
    return is_measure(summary, index) && !holds(summary, index, FIELD_TASK_carried_from, NULL);
}

/* Completed tasks of which both the first and the last day are known. */
static gboolean
is_measured(const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    if (!is_task(summary, index) || !holds(summary, index, FIELD_TASK_progress, "completed"))
        return FALSE;
    const char *start = ledger_row_get(row, FIELD_TASK_start);
    const char *done = ledger_row_get(row, FIELD_TASK_done);
    return start != NULL && done != NULL && strcmp(start, done) <= 0;
}

/* ── How much ─────────────────────────────────────────────────────────────────────────────── */

static gint64
extensions(const Summary *summary, guint index)
{
    return ledger_row_number(summary_row(summary, index), FIELD_TASK_extensions);
}

static gint64
notes(const Summary *summary, guint index)
{
    return ledger_row_number(summary_row(summary, index), FIELD_TASK_notes);
}

static gint64
returns(const Summary *summary, guint index)
{
    return ledger_row_number(summary_row(summary, index), FIELD_TASK_returns);
}

static gint64
evidence(const Summary *summary, guint index)
{
    return ledger_row_number(summary_row(summary, index), FIELD_TASK_evidence);
}

static gint64
days_taken(const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    return ledger_date_days(ledger_row_get(row, FIELD_TASK_start),
                            ledger_row_get(row, FIELD_TASK_done));
}

/* ── The figures ──────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *name, *label;
    FigureKind kind;
    FigureTest *test;
    FigureTest *of;       /* RATE */
    FigureAmount *amount; /* SUM, MEAN */
} table[] = {
    {"problems", N_("Problems"), FIGURE_COUNT, is_problem},
    {"measures", N_("Measures"), FIGURE_COUNT, is_measure},
    {"steps", N_("Steps"), FIGURE_COUNT, is_step},
    {"measures_completed", N_("Measures completed"), FIGURE_RATE, is_measure_completed, is_measure},
    {"measures_substantial", N_("Measures substantially complete"), FIGURE_COUNT,
     is_measure_substantial},
    {"steps_completed", N_("Steps completed"), FIGURE_RATE, is_step_completed, is_step},
    {"problems_completed", N_("Problems completed"), FIGURE_RATE, is_problem_completed, is_problem},
    {"measures_closed", N_("Measures closed"), FIGURE_RATE, is_measure_closed, is_measure},
    {"measures_dropped", N_("Measures no longer pursued"), FIGURE_COUNT, is_measure_dropped},
    {"on_time", N_("Completed on time"), FIGURE_RATE, is_on_time, is_timed},
    {"late", N_("Completed late"), FIGURE_COUNT, is_late},
    {"overdue", N_("Overdue tasks"), FIGURE_COUNT, is_overdue},
    {"due_soon", N_("Tasks due within seven days"), FIGURE_COUNT, is_due_soon},
    {"unsettled", N_("Tasks without owner or deadline"), FIGURE_COUNT, is_unsettled},
    {"extended", N_("Tasks with a moved deadline"), FIGURE_COUNT, is_extended},
    {"extensions", N_("Deadlines moved"), FIGURE_SUM, is_extended, NULL, extensions},
    {"notes", N_("Progress notes"), FIGURE_SUM, is_noted, NULL, notes},
    {"evidence", N_("Pieces of evidence"), FIGURE_SUM, is_proven, NULL, evidence},
    {"returned", N_("Measures sent back by the reviewer"), FIGURE_COUNT, is_returned},
    {"returns", N_("Times sent back"), FIGURE_SUM, is_returned, NULL, returns},
    {"carried_in", N_("Measures carried over from earlier years"), FIGURE_COUNT, is_carried_in},
    {"carried_on", N_("Measures carried on into a later year"), FIGURE_COUNT, is_carried_on},
    {"mean_days", N_("Mean days from start to completion"), FIGURE_MEAN, is_measured, NULL,
     days_taken},
};

static void
figure_free(gpointer data)
{
    SummaryFigure *figure = data;
    g_array_unref(figure->rows);
    g_free(figure);
}

GPtrArray *
summary_figures_new(const Summary *summary)
{
    GPtrArray *figures = g_ptr_array_new_with_free_func(figure_free);
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        SummaryFigure *figure = g_new0(SummaryFigure, 1);
        figure->name = table[i].name;
        figure->label = table[i].label;
        figure->kind = table[i].kind;
        figure->rows = g_array_new(FALSE, FALSE, sizeof(guint));
        for (guint place = 0; place < summary->places->len; place++) {
            if (table[i].of != NULL)
                figure->of += table[i].of(summary, place);
            if (!table[i].test(summary, place))
                continue;
            g_array_append_val(figure->rows, place);
            figure->value += table[i].amount == NULL ? 1 : table[i].amount(summary, place);
        }
        if (figure->kind == FIGURE_MEAN)
            figure->of = figure->rows->len;
        g_ptr_array_add(figures, figure);
    }
    return figures;
}

const SummaryFigure *
summary_figure(const GPtrArray *figures, const char *name)
{
    guint i = 0;
    while (!g_str_equal(((const SummaryFigure *)figures->pdata[i])->name, name))
        i++;
    return figures->pdata[i];
}

char *
summary_figure_text(const SummaryFigure *figure)
{
    if (figure->kind == FIGURE_RATE) {
        g_autofree char *share = document_share(figure->value, figure->of);
        return g_strdup_printf(_("%d/%d (%s)"), (int)figure->value, (int)figure->of, share);
    }
    if (figure->kind == FIGURE_MEAN) {
        if (figure->of == 0)
            return g_strdup("-");
        g_autofree char *mean = g_strdup_printf("%.1f", (double)figure->value / (double)figure->of);
        return g_strdup_printf(_("%d/%d (%s)"), (int)figure->value, (int)figure->of, mean);
    }
    return g_strdup_printf("%" G_GINT64_FORMAT, figure->value);
}
