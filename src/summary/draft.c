/* The draft of the next report's section on shortcomings, causes and rectification, in the form in
 * which reports are written: 一是…。二是…。 It says what the ledger holds and nothing else; what a
 * section needs and the ledger lacks is left to be filled in, visibly. */
#include "draft.h"

#include <stdlib.h>

#include "figure.h"
#include "phrase.h"

/* ── Saying ───────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
draft_say(Draft *draft, const char *sentence)
{
    phrase_append(draft->paragraph, sentence);
    return summary_trace(draft->summary, sentence);
}

void
draft_end(Draft *draft)
{
    if (draft->paragraph->len > 0)
        document_paragraph(draft->summary->document, draft->paragraph->str);
    g_string_truncate(draft->paragraph, 0);
}

char *
draft_item(int number, const char *text)
{
    g_autofree char *ordinal = phrase_ordinal(number);
    return g_strdup_printf(_("%s) %s"), ordinal, text);
}

static void
add_rows_of_figure(const Draft *draft, GPtrArray *rows, const char *figure)
{
    const GArray *counted = summary_figure(draft->summary->figures, figure)->rows;
    for (guint i = 0; i < counted->len; i++) {
        char *address = summary_address(draft->summary, g_array_index(counted, guint, i));
        if (g_ptr_array_find_with_equal_func(rows, address, g_str_equal, NULL))
            g_free(address);
        else
            g_ptr_array_add(rows, address);
    }
}

/* ── Which problems ───────────────────────────────────────────────────────────────────────── */

/* The measures at and behind the place of a problem. */
static guint
problem_end(const Summary *summary, guint problem)
{
    guint end = problem + 1;
    while (end < summary->places->len && summary_place(summary, end)->entity == ENTITY_TASK)
        end++;
    return end;
}

/* How a problem stands for a report. */
typedef enum {
    PROBLEM_OPEN,      /* nothing is done about it, or something is still to be done */
    PROBLEM_COMPLETED, /* every measure is completed */
    PROBLEM_DROPPED,   /* no measure is pursued any more */
    PROBLEM_ENDED      /* what is pursued is completed; the rest was dropped */
} ProblemState;

static ProblemState
problem_state(const Summary *summary, guint problem)
{
    guint measures = 0, completed = 0, end = problem_end(summary, problem);
    for (guint i = problem + 1; i < end; i++) {
        if (summary_place(summary, i)->step_no > 0)
            continue;
        measures++;
        if (summary_is_unfinished(summary, i))
            return PROBLEM_OPEN;
        completed += g_strcmp0(ledger_row_get(summary_row(summary, i), FIELD_TASK_progress),
                               "completed") == 0;
    }
    return measures == 0           ? PROBLEM_OPEN
           : completed == measures ? PROBLEM_COMPLETED
           : completed == 0        ? PROBLEM_DROPPED
                                   : PROBLEM_ENDED;
}

/* The places of the report's problems, those that are open or the others; the caller owns the
 * array. */
static GArray *
problems_that_are(const Summary *summary, gboolean open)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        if (place->entity == ENTITY_PROBLEM && place->problem_no > 0 &&
            (problem_state(summary, i) == PROBLEM_OPEN) == open)
            g_array_append_val(found, i);
    }
    return found;
}

/* ── Shortcomings and causes ──────────────────────────────────────────────────────────────── */

/* Whose ledger it is, as a report speaks of itself, what it holds, and what came of it. */
static void
say_extent(Draft *draft)
{
    const Summary *summary = draft->summary;
    g_autofree char *extent = summary_extent(summary);
    g_autofree char *name =
        ledger_scope_name(summary->ledger, (LedgerScope){0, summary->scope.unit_id});
    g_autofree char *self = phrase_self(name);
    g_autofree char *opening =
        summary->scope.year == 0
            ? g_strdup_printf(_("The ledger holds %s."), extent)
            : g_strdup_printf(_("%s's ledger of %d holds %s."), self, summary->scope.year, extent);
    add_rows_of_figure(draft, draft_say(draft, opening), "problems");
    g_autofree char *inherited = summary_inherited(summary);
    if (inherited != NULL)
        add_rows_of_figure(draft, draft_say(draft, inherited), "carried_in");
    if (summary_figure(summary->figures, "measures")->value == 0)
        return;
    g_autofree char *achievement = summary_achievement(summary);
    GPtrArray *rows = draft_say(draft, achievement);
    add_rows_of_figure(draft, rows, "measures_completed");
    add_rows_of_figure(draft, rows, "measures_substantial");
    add_rows_of_figure(draft, rows, "measures_closed");
    add_rows_of_figure(draft, rows, "measures_dropped");
}

static void
say_state(Draft *draft, const GArray *open, const GArray *others)
{
    Summary *summary = draft->summary;
    say_extent(draft);
    gboolean completed = TRUE;
    for (guint i = 0; i < others->len; i++)
        completed = completed &&
                    problem_state(summary, g_array_index(others, guint, i)) == PROBLEM_COMPLETED;
    g_autofree char *rest =
        open->len > 0
            ? g_strdup_printf(
                  text_translate_plural("%d problem is not yet rectified, namely:",
                                        "%d problems are not yet rectified, namely:", open->len),
                  (int)open->len)
        : completed ? g_strdup(_("Every problem of the ledger has been rectified."))
                    : g_strdup(_("No problem of the ledger is still to be rectified."));
    GPtrArray *rows = draft_say(draft, rest);
    const GArray *meant = open->len > 0 ? open : others;
    for (guint i = 0; i < meant->len; i++)
        g_ptr_array_add(rows, summary_address(summary, g_array_index(meant, guint, i)));
    draft_end(draft);
}

static void
say_problems(Draft *draft, const GArray *problems)
{
    for (guint i = 0; i < problems->len; i++) {
        guint place = g_array_index(problems, guint, i);
        const LedgerRow *row = summary_row(draft->summary, place);
        g_autofree char *sentence = phrase_sentence(ledger_row_get(row, FIELD_PROBLEM_text));
        g_autofree char *item = draft_item((int)i + 1, sentence);
        g_ptr_array_add(draft_say(draft, item), summary_address(draft->summary, place));
    }
    draft_end(draft);
}

/* The causes of one problem stand under its number, so that they pair. */
static gboolean
say_causes_of(Draft *draft, guint place, int number, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *cause;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    gint64 problem = summary_place(draft->summary, place)->key;
    g_autoptr(LedgerRows) causes =
        ledger_rows_of(draft->summary->ledger, ENTITY_CAUSE, problem, error);
    if (causes == NULL)
        return FALSE;
    while ((cause = ledger_rows_next(causes, &failure)) != NULL) {
        g_autofree char *sentence = phrase_sentence(ledger_row_get(cause, FIELD_CAUSE_text));
        phrase_append(text, sentence);
        g_ptr_array_add(names, g_strdup(ledger_row_get(cause, FIELD_CAUSE_id)));
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    if (text->len == 0) {
        g_string_append(text, _("(the ledger holds no cause: to be added)."));
        g_ptr_array_add(names, summary_address(draft->summary, place));
    }
    g_autofree char *item = draft_item(number, text->str);
    g_ptr_array_extend_and_steal(draft_say(draft, item), g_steal_pointer(&names));
    return TRUE;
}

static gboolean
say_causes(Draft *draft, const GArray *problems, GError **error)
{
    document_paragraph(draft->summary->document, _("Causes:"));
    for (guint i = 0; i < problems->len; i++) {
        if (!say_causes_of(draft, g_array_index(problems, guint, i), (int)i + 1, error))
            return FALSE;
    }
    draft_end(draft);
    return TRUE;
}

/* ── Rectification ────────────────────────────────────────────────────────────────────────── */

/* Every measure of a problem, the first behind `opening`, which is NULL for none. */
static gboolean
say_measures(Draft *draft, guint problem, const char *opening, GError **error)
{
    guint end = problem_end(draft->summary, problem);
    for (guint i = problem + 1; i < end; i++) {
        if (summary_place(draft->summary, i)->step_no > 0)
            continue;
        if (!draft_say_measure(draft, i, opening, error))
            return FALSE;
        opening = NULL;
    }
    return TRUE;
}

static gboolean
say_open(Draft *draft, const GArray *problems, GError **error)
{
    for (guint i = 0; i < problems->len; i++) {
        guint place = g_array_index(problems, guint, i);
        g_autofree char *opening = draft_item((int)i + 1, "");
        if (problem_end(draft->summary, place) == place + 1) {
            g_autofree char *sentence =
                g_strconcat(opening, _("No measure has been taken up for it yet."), NULL);
            g_ptr_array_add(draft_say(draft, sentence), summary_address(draft->summary, place));
        } else if (!say_measures(draft, place, opening, error)) {
            return FALSE;
        }
    }
    draft_end(draft);
    return TRUE;
}

/* What is done with has a paragraph for each problem, which names it and says how it ended. */
static gboolean
say_others(Draft *draft, const GArray *problems, GError **error)
{
    static const char *const openings[] = {
        [PROBLEM_COMPLETED] = N_("The problem “%s” has been rectified: "),
        [PROBLEM_DROPPED] = N_("For the problem “%s” there had been arranged: "),
        [PROBLEM_ENDED] = N_("Of the problem “%s” all that is still pursued has been rectified: ")};
    for (guint i = 0; i < problems->len; i++) {
        guint place = g_array_index(problems, guint, i);
        const LedgerRow *row = summary_row(draft->summary, place);
        g_auto(GStrv) around =
            g_strsplit(_(openings[problem_state(draft->summary, place)]), "%s", 2);
        g_autofree char *opening =
            g_strconcat(around[0], ledger_row_get(row, FIELD_PROBLEM_text), around[1], NULL);
        if (!say_measures(draft, place, opening, error))
            return FALSE;
        draft_end(draft);
    }
    return TRUE;
}

/* Work that answers no problem of the report: what an earlier year left, or what came beside it. */
static gboolean
say_unpaired(Draft *draft, gboolean carried, GError **error)
{
    const Summary *summary = draft->summary;
    int number = 0;
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        if (place->entity != ENTITY_TASK || place->problem_no > 0 || place->step_no > 0 ||
            (ledger_row_get(summary_row(summary, i), FIELD_TASK_carried_from) != NULL) != carried)
            continue;
        g_autofree char *item = draft_item(++number, "");
        g_autofree char *opening = g_strconcat(number > 1 ? ""
                                               : carried  ? _("Carried over from earlier years: ")
                                                          : _("Besides: "),
                                               item, NULL);
        if (!draft_say_measure(draft, i, opening, error))
            return FALSE;
    }
    draft_end(draft);
    return TRUE;
}

static void
say_rest(Draft *draft)
{
    const Summary *summary = draft->summary;
    g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
    int count = 0, overdue = 0, undated = 0;
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        if (place->entity != ENTITY_TASK || place->step_no > 0 ||
            !summary_is_unfinished(summary, i))
            continue;
        count++;
        overdue += ledger_row_number(summary_row(summary, i), FIELD_TASK_overdue) != 0;
        undated += ledger_row_get(summary_row(summary, i), FIELD_TASK_due) == NULL;
        g_ptr_array_add(open, summary_address(summary, i));
    }
    if (count == 0)
        return;
    /* What has no deadline is never overdue: that is said beside the count. */
    g_autofree char *sentence =
        undated == 0
            ? g_strdup_printf(_("Measures still to be completed: %d, of which overdue: %d."), count,
                              overdue)
            : g_strdup_printf(_("Measures still to be completed: %d, of which overdue: %d, without "
                                "a deadline by date: %d."),
                              count, overdue, undated);
    g_ptr_array_extend_and_steal(draft_say(draft, sentence), g_steal_pointer(&open));
    const SummaryFigure *carried = summary_figure(summary->figures, "carried_on");
    if (carried->value > 0) {
        g_autofree char *on =
            g_strdup_printf(_("Measures carried on into a later year: %d."), (int)carried->value);
        add_rows_of_figure(draft, draft_say(draft, on), "carried_on");
    }
    draft_end(draft);
}

/* ── The section ──────────────────────────────────────────────────────────────────────────── */

static void
add_heading(Draft *draft)
{
    g_autofree char *heading =
        draft->year == 0
            ? g_strdup(_("3. Shortcomings in building a law-based government, their causes and "
                         "their rectification"))
            : g_strdup_printf(_("3. Shortcomings in building a law-based government in %d, their "
                                "causes and their rectification"),
                              draft->year);
    document_heading(draft->summary->document, 2, heading);
}

/* The year of the next report, once it has begun: of a year that is still to come the ledger knows
 * nothing. */
static int
report_year(const Summary *summary)
{
    int next = summary->scope.year + 1;
    return summary->scope.year == 0 || atoi(ledger_today(summary->ledger)) < next ? 0 : next;
}

gboolean
summary_add_draft(Summary *summary, GError **error)
{
    g_autoptr(GString) paragraph = g_string_new(NULL);
    Draft draft = {.summary = summary, .paragraph = paragraph, .year = report_year(summary)};
    g_autoptr(GArray) open = problems_that_are(summary, TRUE);
    g_autoptr(GArray) others = problems_that_are(summary, FALSE);
    add_heading(&draft);
    say_state(&draft, open, others);
    say_problems(&draft, open);
    if (open->len > 0 && !say_causes(&draft, open, error))
        return FALSE;
    document_paragraph(summary->document, _("Rectification:"));
    if (!say_open(&draft, open, error) || !say_others(&draft, others, error) ||
        !say_unpaired(&draft, TRUE, error) || !say_unpaired(&draft, FALSE, error))
        return FALSE;
    say_rest(&draft);
    return TRUE;
}
