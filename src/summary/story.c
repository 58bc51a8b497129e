/* Each problem's story: why, what is done about it, by whom, until when, and what came of it. */
#include "chapters.h"
#include "phrase.h"

/* ── Facts ────────────────────────────────────────────────────────────────────────────────── */

static void
add_clause(GPtrArray *clauses, const LedgerRow *task, LedgerField field)
{
    const char *stored = ledger_row_get(task, field);
    if (stored != NULL)
        g_ptr_array_add(clauses, phrase_pair(field, stored));
}

static void
add_people(Summary *summary, const LedgerRow *task)
{
    static const LedgerField fields[] = {FIELD_TASK_kind, FIELD_TASK_lead,
                                         FIELD_TASK_lead_department, FIELD_TASK_department,
                                         FIELD_TASK_support};
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        add_clause(clauses, task, fields[i]);
    const char *owner = ledger_row_get(task, FIELD_TASK_owner);
    g_ptr_array_add(clauses,
                    phrase_pair(FIELD_TASK_owner, owner == NULL ? _("to be settled") : owner));
    g_ptr_array_add(clauses, phrase_deadline(task));
    g_autofree char *sentence = phrase_clauses(clauses);
    document_paragraph(summary->document, sentence);
}

/* Progress and what goes with it; a percentage that only repeats the progress is left out. */
static void
add_state_clauses(GPtrArray *clauses, const LedgerRow *task)
{
    gint64 percent = ledger_row_number(task, FIELD_TASK_percent);
    add_clause(clauses, task, FIELD_TASK_progress);
    if (percent > 0 && percent < 100)
        add_clause(clauses, task, FIELD_TASK_percent);
    add_clause(clauses, task, FIELD_TASK_done);
}

static void
add_state(Summary *summary, const LedgerRow *task)
{
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    add_state_clauses(clauses, task);
    add_clause(clauses, task, FIELD_TASK_closure);
    add_clause(clauses, task, FIELD_TASK_closed_on);
    add_clause(clauses, task, FIELD_TASK_reviewer);
    add_clause(clauses, task, FIELD_TASK_carried_from);
    add_clause(clauses, task, FIELD_TASK_carried_to);
    g_autofree char *sentence = phrase_clauses(clauses);
    document_paragraph(summary->document, sentence);
}

/* A paragraph for a field that holds sentences, where it holds any. */
static void
add_words(Summary *summary, const LedgerRow *row, LedgerField field)
{
    const char *stored = ledger_row_get(row, field);
    if (stored == NULL)
        return;
    g_autofree char *sentence = phrase_sentence(stored);
    g_autofree char *label = phrase_label(field);
    g_autofree char *text = g_strdup_printf(_("%s: %s"), label, sentence);
    document_paragraph(summary->document, text);
}

/* ── Lists of a measure ───────────────────────────────────────────────────────────────────── */

/* What is known of a step beside its measure's facts. */
static char *
step_text(const LedgerRow *step)
{
    g_autofree char *what = phrase_sentence(ledger_row_get(step, FIELD_TASK_text));
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    add_clause(clauses, step, FIELD_TASK_owner);
    if (ledger_row_get(step, FIELD_TASK_due) != NULL)
        g_ptr_array_add(clauses, phrase_deadline(step));
    add_state_clauses(clauses, step);
    if (g_str_equal(ledger_row_get(step, FIELD_TASK_closure), "dropped"))
        add_clause(clauses, step, FIELD_TASK_closure);
    add_clause(clauses, step, FIELD_TASK_drop_reason);
    add_clause(clauses, step, FIELD_TASK_result);
    g_autofree char *state = phrase_clauses(clauses);
    return g_strdup_printf(_("%s %s"), what, state);
}

static void
add_steps(Summary *summary, guint measure)
{
    guint steps = summary_steps(summary, measure);
    if (steps > 0)
        document_paragraph(summary->document, _("Steps:"));
    for (guint i = measure + 1; i <= measure + steps; i++) {
        const LedgerRow *step = summary_row(summary, i);
        g_autofree char *text = step_text(step);
        document_item(summary->document, ledger_row_get(step, FIELD_TASK_id), text);
    }
}

/* A note or extension, and the step that it belongs to: "" for the measure itself. */
typedef struct {
    LedgerRow *row;
    char *step;
} Entry;

static void
entry_free(gpointer data)
{
    Entry *entry = data;
    ledger_row_free(entry->row);
    g_free(entry->step);
    g_free(entry);
}

static gint
by_age(gconstpointer a, gconstpointer b)
{
    gint64 left = ledger_row_key((*(Entry *const *)a)->row);
    gint64 right = ledger_row_key((*(Entry *const *)b)->row);
    return left < right ? -1 : left > right;
}

static gboolean
collect(Summary *summary, const LedgerPlace *place, LedgerEntity entity, GPtrArray *entries,
        GError **error)
{
    GError *failure = NULL;
    const LedgerRow *row;
    g_autoptr(LedgerRows) rows = ledger_rows_of(summary->ledger, entity, place->key, error);
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        Entry *entry = g_new0(Entry, 1);
        entry->row = ledger_row_copy(row);
        entry->step = place->step_no == 0 ? g_strdup("")
                                          : g_strdup_printf("%d.%d.%d", place->problem_no,
                                                            place->measure_no, place->step_no);
        g_ptr_array_add(entries, entry);
    }
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

/* The rows of `entity` that a measure has, and its steps if they are wanted, oldest first. */
static GPtrArray *
collect_all(Summary *summary, guint measure, LedgerEntity entity, gboolean steps, GError **error)
{
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
    guint last = measure + (steps ? summary_steps(summary, measure) : 0);
    for (guint i = measure; i <= last; i++) {
        if (!collect(summary, summary_place(summary, i), entity, entries, error))
            return NULL;
    }
    g_ptr_array_sort(entries, by_age);
    return g_steal_pointer(&entries);
}

static char *
note_text(const LedgerRow *note)
{
    g_autofree char *sentence = phrase_sentence(ledger_row_get(note, FIELD_NOTE_text));
    return g_strdup_printf(_("%s: %s"), ledger_row_get(note, FIELD_NOTE_by), sentence);
}

static char *
extension_text(const LedgerRow *extension)
{
    const char *later = ledger_row_get(extension, FIELD_EXTENSION_new_due);
    g_autofree char *from = phrase_day(ledger_row_get(extension, FIELD_EXTENSION_old_due));
    g_autofree char *to = later == NULL ? g_strdup(_("no deadline")) : phrase_day(later);
    g_autofree char *reason = phrase_sentence(ledger_row_get(extension, FIELD_EXTENSION_reason));
    return g_strdup_printf(_("%s moved the deadline from %s to %s. Reason: %s"),
                           ledger_row_get(extension, FIELD_EXTENSION_by), from, to, reason);
}

/* A file under its title, and what kind of proof it is. */
static char *
evidence_text(const LedgerRow *evidence)
{
    const char *kind = ledger_row_get(evidence, FIELD_EVIDENCE_kind);
    const char *title = ledger_row_get(evidence, FIELD_EVIDENCE_title);
    g_autofree char *shown = ledger_value_display(FIELD_EVIDENCE_kind, kind);
    g_autofree char *what =
        shown == NULL ? g_strdup(title) : g_strdup_printf(_("%s (%s)"), title, shown);
    return phrase_closed(what);
}

static char *
review_text(const LedgerRow *review)
{
    const char *opinion = ledger_row_get(review, FIELD_REVIEW_opinion);
    g_autofree char *decision =
        ledger_value_display(FIELD_REVIEW_decision, ledger_row_get(review, FIELD_REVIEW_decision));
    g_autofree char *said = opinion == NULL ? NULL : phrase_open(opinion);
    g_autofree char *what =
        opinion == NULL ? g_strdup(decision) : g_strdup_printf(_("%s (%s)"), decision, said);
    g_autofree char *closed = phrase_closed(what);
    return g_strdup_printf(_("%s: %s"), ledger_row_get(review, FIELD_REVIEW_reviewer), closed);
}

/* What a measure's story lists: the rows of an entity, the day of each, and how it is told. A
 * decision on a measure takes its steps along and is told once. */
static const struct {
    LedgerEntity entity;
    LedgerField day;
    gboolean steps;
    const char *title; /* msgid */
    char *(*text)(const LedgerRow *row);
} lists[] = {
    {ENTITY_NOTE, FIELD_NOTE_at, TRUE, N_("Progress notes:"), note_text},
    {ENTITY_EXTENSION, FIELD_EXTENSION_at, TRUE, N_("Deadlines moved:"), extension_text},
    {ENTITY_EVIDENCE, FIELD_EVIDENCE_at, TRUE, N_("Evidence:"), evidence_text},
    {ENTITY_REVIEW, FIELD_REVIEW_day, FALSE, N_("Decisions on closure:"), review_text},
};

static gboolean
add_list(Summary *summary, guint measure, guint list, GError **error)
{
    g_autoptr(GPtrArray) entries =
        collect_all(summary, measure, lists[list].entity, lists[list].steps, error);
    if (entries == NULL)
        return FALSE;
    if (entries->len > 0)
        document_paragraph(summary->document, _(lists[list].title));
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = g_ptr_array_index(entries, i);
        g_autofree char *day = g_strndup(ledger_row_get(entry->row, lists[list].day), 10);
        g_autofree char *said = lists[list].text(entry->row);
        g_autofree char *text = *entry->step == '\0'
                                    ? g_strdup(said)
                                    : g_strdup_printf(_("(%s) %s"), entry->step, said);
        document_item(summary->document, day, text);
    }
    return TRUE;
}

/* ── Measures and problems ────────────────────────────────────────────────────────────────── */

static gboolean
add_measure(Summary *summary, guint index, int level, GError **error)
{
    const LedgerRow *measure = summary_row(summary, index);
    g_autofree char *heading =
        g_strdup_printf(_("Measure %s: %s"), ledger_row_get(measure, FIELD_TASK_id),
                        ledger_row_get(measure, FIELD_TASK_text));
    document_heading(summary->document, level, heading);
    /* What answers no problem of this report may answer one of an earlier one. */
    if (summary_place(summary, index)->problem_no == 0) {
        add_words(summary, measure, FIELD_TASK_problem);
        add_words(summary, measure, FIELD_TASK_cause);
    }
    add_words(summary, measure, FIELD_TASK_goal);
    add_people(summary, measure);
    add_state(summary, measure);
    add_steps(summary, index);
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (!add_list(summary, index, i, error))
            return FALSE;
    }
    add_words(summary, measure, FIELD_TASK_result);
    add_words(summary, measure, FIELD_TASK_drop_reason);
    return TRUE;
}

/* Whether all that answers no problem of the report was carried over from earlier years. */
static gboolean
is_carried(const Summary *summary, guint problem)
{
    for (guint i = problem + 1;
         i < summary->places->len && summary_place(summary, i)->entity == ENTITY_TASK; i++) {
        if (summary_place(summary, i)->step_no == 0 &&
            ledger_row_get(summary_row(summary, i), FIELD_TASK_carried_from) == NULL)
            return FALSE;
    }
    return TRUE;
}

static void
add_problem(Summary *summary, guint index, int level)
{
    int no = summary_place(summary, index)->problem_no;
    const LedgerRow *problem = summary_row(summary, index);
    g_autofree char *ordinal = phrase_ordinal(no);
    g_autofree char *heading =
        no == 0
            ? g_strdup(is_carried(summary, index) ? _("Carried over from earlier years")
                                                  : _("Work that answers no problem of the report"))
            : g_strdup_printf(_("(%s) %s"), ordinal, ledger_row_get(problem, FIELD_PROBLEM_text));
    document_heading(summary->document, level, heading);
    add_words(summary, problem, FIELD_PROBLEM_source);
    add_words(summary, problem, FIELD_PROBLEM_category);
    add_words(summary, problem, FIELD_PROBLEM_cause);
    if (ledger_row_number(problem, FIELD_PROBLEM_measures) == 0)
        document_paragraph(summary->document, _("No measure has been taken up for it yet."));
}

gboolean
summary_add_stories(Summary *summary, GError **error)
{
    if (summary->places->len == 0)
        return TRUE;
    summary_chapter(summary, _("Problem by problem"));
    gboolean mixed = summary_is_mixed(summary);
    int level = mixed ? 4 : 3;
    LedgerScope shown = {0, 0};
    for (guint i = 0; i < summary->places->len; i++) {
        const LedgerPlace *place = summary_place(summary, i);
        if (mixed && (place->year != shown.year || place->unit_id != shown.unit_id)) {
            shown = (LedgerScope){place->year, place->unit_id};
            const LedgerScope named = {summary->scope.year == 0 ? shown.year : 0, shown.unit_id};
            g_autofree char *name = ledger_scope_name(summary->ledger, named);
            document_heading(summary->document, 3, name);
        }
        if (place->entity == ENTITY_PROBLEM)
            add_problem(summary, i, level);
        else if (place->step_no == 0 && !add_measure(summary, i, level + 1, error))
            return FALSE;
    }
    return TRUE;
}
