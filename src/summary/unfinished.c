/* What is unfinished, and why. */
#include "chapters.h"
#include "phrase.h"
#include "zhenggai/date.h"

/* ── How far ──────────────────────────────────────────────────────────────────────────────── */

/* The task that names the deadline: a step that has none has its measure's. */
static const LedgerRow *
dated_row(const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    gboolean own = ledger_row_get(row, FIELD_TASK_due) != NULL ||
                   ledger_row_get(row, FIELD_TASK_due_text) != NULL;
    return own ? row : summary_row(summary, summary_measure(summary, index));
}

/* The deadline, what it was at first, and how far off it is. */
static char *
deadline_sentence(const Summary *summary, guint index)
{
    const LedgerRow *row = dated_row(summary, index);
    g_autofree char *deadline = phrase_deadline(row);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    const char *due = ledger_row_get(row, FIELD_TASK_due);
    int days = due == NULL ? 0 : ledger_date_days(ledger_today(summary->ledger), due);
    char *left =
        days < 0 ? g_strdup_printf(text_translate_plural("%s, overdue for %d day",
                                                         "%s, overdue for %d days", -days),
                                   deadline, -days)
        : days > 0
            ? g_strdup_printf(text_translate_plural("%s, %d day left", "%s, %d days left", days),
                              deadline, days)
        : due == NULL ? g_strdup(deadline)
                      : g_strdup_printf(_("%s, which is today"), deadline);
    g_ptr_array_add(clauses, left);
    return phrase_clauses(clauses);
}

/* Whether a note is newer than the newest so far; then it takes its place. */
static void
keep_newest(LedgerRow **newest, const LedgerRow *note)
{
    if (*newest != NULL && ledger_row_key(*newest) > ledger_row_key(note))
        return;
    ledger_row_free(*newest);
    *newest = ledger_row_copy(note);
}

static gboolean
read_newest(const Summary *summary, guint index, LedgerRow **newest, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *note;
    g_autoptr(LedgerRows) notes =
        ledger_rows_of(summary->ledger, ENTITY_NOTE, summary_place(summary, index)->key, error);
    if (notes == NULL)
        return FALSE;
    while ((note = ledger_rows_next(notes, &failure)) != NULL)
        keep_newest(newest, note);
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

/* The newest note of a task and its steps; *newest is NULL where there is none. */
static gboolean
find_newest(const Summary *summary, guint index, LedgerRow **newest, GError **error)
{
    guint last = index + summary_steps(summary, index);
    for (guint i = index; i <= last; i++) {
        if (!read_newest(summary, i, newest, error))
            return FALSE;
    }
    return TRUE;
}

static char *
note_clause(const LedgerRow *note)
{
    g_autofree char *at = g_strndup(ledger_row_get(note, FIELD_NOTE_at), 10);
    g_autofree char *day = phrase_day(at);
    g_autofree char *said = phrase_open(ledger_row_get(note, FIELD_NOTE_text));
    return g_strdup_printf(_("last noted on %s: %s"), day, said);
}

/* How many of a measure's steps are open; NULL where it has none. */
static char *
steps_clause(const Summary *summary, guint index)
{
    guint steps = summary_steps(summary, index), open = 0;
    for (guint i = index + 1; i <= index + steps; i++)
        open += summary_is_unfinished(summary, i);
    return steps == 0 ? NULL
                      : g_strdup_printf(_("steps still open: %d of %d"), (int)open, (int)steps);
}

static char *
state_sentence(const Summary *summary, guint index, const LedgerRow *newest)
{
    const LedgerRow *task = summary_row(summary, index);
    const char *owner = summary_task_value(summary, index, FIELD_TASK_owner);
    gint64 percent = ledger_row_number(task, FIELD_TASK_percent);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(clauses,
                    phrase_pair(FIELD_TASK_progress, ledger_row_get(task, FIELD_TASK_progress)));
    if (percent > 0 && percent < 100)
        g_ptr_array_add(clauses,
                        phrase_pair(FIELD_TASK_percent, ledger_row_get(task, FIELD_TASK_percent)));
    g_ptr_array_add(clauses,
                    phrase_pair(FIELD_TASK_owner, owner == NULL ? _("to be settled") : owner));
    char *steps = steps_clause(summary, index);
    if (steps != NULL)
        g_ptr_array_add(clauses, steps);
    if (newest != NULL)
        g_ptr_array_add(clauses, note_clause(newest));
    return phrase_clauses(clauses);
}

/* ── Why, and what next ───────────────────────────────────────────────────────────────────── */

/* Why the deadline moved last, where it did. */
static gboolean
add_extension(const Summary *summary, const LedgerPlace *place, GPtrArray *clauses, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *extension;
    g_autofree char *reason = NULL;
    g_autoptr(LedgerRows) extensions =
        ledger_rows_of(summary->ledger, ENTITY_EXTENSION, place->key, error);
    if (extensions == NULL)
        return FALSE;
    while ((extension = ledger_rows_next(extensions, &failure)) != NULL) {
        g_free(reason);
        reason = phrase_open(ledger_row_get(extension, FIELD_EXTENSION_reason));
    }
    if (reason != NULL)
        g_ptr_array_add(clauses, g_strdup_printf(_("the deadline was moved (%s)"), reason));
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

/* What the ledger holds of why: that it was sent back or put off, and what it still lacks. Where it
 * holds nothing, that is said too: whoever hands it in knows the reason. */
static char *
reason_sentence(const Summary *summary, guint index, const LedgerRow *newest, GError **error)
{
    const LedgerRow *task = summary_row(summary, index);
    const char *opinion = ledger_row_get(task, FIELD_TASK_review);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    if (opinion != NULL && g_str_equal(ledger_row_get(task, FIELD_TASK_closure), "returned"))
        g_ptr_array_add(clauses, g_strdup_printf(_("sent back by the reviewer (%s)"), opinion));
    if (!add_extension(summary, summary_place(summary, index), clauses, error))
        return NULL;
    if (summary_task_value(summary, index, FIELD_TASK_owner) == NULL)
        g_ptr_array_add(clauses, g_strdup(_("nobody is named as its owner")));
    if (summary_task_value(summary, index, FIELD_TASK_due) == NULL &&
        summary_task_value(summary, index, FIELD_TASK_due_text) == NULL)
        g_ptr_array_add(clauses, g_strdup(_("no deadline is set")));
    if (newest == NULL)
        g_ptr_array_add(clauses, g_strdup(_("no progress has been noted")));
    if (clauses->len == 0)
        g_ptr_array_add(clauses, g_strdup(_("(not in the ledger: to be added)")));
    g_autofree char *reasons = phrase_clauses(clauses);
    return g_strdup_printf(_("Why: %s"), reasons);
}

/* The open steps of a measure are what is to be done next, and the year that takes it over. */
static char *
next_sentence(const Summary *summary, guint index)
{
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    const char *later = ledger_row_get(summary_row(summary, index), FIELD_TASK_carried_to);
    guint steps = summary_steps(summary, index);
    for (guint i = index + 1; i <= index + steps; i++) {
        const LedgerRow *step = summary_row(summary, i);
        g_autofree char *what = phrase_open(ledger_row_get(step, FIELD_TASK_text));
        if (summary_is_unfinished(summary, i))
            g_ptr_array_add(clauses, g_strdup_printf(_("step %s, %s"),
                                                     ledger_row_get(step, FIELD_TASK_id), what));
    }
    if (later != NULL)
        g_ptr_array_add(clauses, phrase_pair(FIELD_TASK_carried_to, later));
    if (clauses->len == 0)
        g_ptr_array_add(clauses, g_strdup(_("(not in the ledger: to be added)")));
    g_autofree char *all = phrase_clauses(clauses);
    return g_strdup_printf(_("Next: %s"), all);
}

/* ── Unfinished ───────────────────────────────────────────────────────────────────────────── */

/* A line each: what it is, how far it is, why it is not done, what comes next, until when. */
static gboolean
add_unfinished(Summary *summary, guint index, GError **error)
{
    g_autoptr(LedgerRow) newest = NULL;
    if (!find_newest(summary, index, &newest, error))
        return FALSE;
    g_autofree char *why = reason_sentence(summary, index, newest, error);
    if (why == NULL)
        return FALSE;
    g_autofree char *what =
        phrase_sentence(ledger_row_get(summary_row(summary, index), FIELD_TASK_text));
    g_autofree char *state = state_sentence(summary, index, newest);
    g_autofree char *next = next_sentence(summary, index);
    g_autofree char *deadline = deadline_sentence(summary, index);
    g_autofree char *text = g_strjoin("\n", what, state, why, next, deadline, NULL);
    g_autofree char *address = summary_address(summary, index);
    document_item(summary->document, address, text);
    return TRUE;
}

static void
add_unanswered(Summary *summary, guint index)
{
    const LedgerRow *problem = summary_row(summary, index);
    g_autofree char *what = phrase_sentence(ledger_row_get(problem, FIELD_PROBLEM_text));
    g_autofree char *text =
        g_strdup_printf(_("%s %s"), what, _("No measure has been taken up for it yet."));
    g_autofree char *address = summary_address(summary, index);
    document_item(summary->document, address, text);
}

/* A problem is told if nobody took up a measure; a step is told with its measure, unless it is late
 * itself or the measure claims to be done. */
static gboolean
is_told(const Summary *summary, guint index)
{
    const LedgerRow *row = summary_row(summary, index);
    const LedgerPlace *place = summary_place(summary, index);
    if (place->entity == ENTITY_PROBLEM)
        return place->problem_no > 0 && ledger_row_number(row, FIELD_PROBLEM_measures) == 0;
    if (!summary_is_unfinished(summary, index))
        return FALSE;
    return place->step_no == 0 || ledger_row_number(row, FIELD_TASK_overdue) != 0 ||
           !summary_is_unfinished(summary, summary_measure(summary, index));
}

gboolean
summary_add_unfinished(Summary *summary, GError **error)
{
    guint told = 0;
    for (guint i = 0; i < summary->places->len; i++)
        told += is_told(summary, i);
    if (summary->places->len == 0)
        return TRUE;
    summary_chapter(summary, _("Unfinished, and why"));
    document_paragraph(summary->document, told > 0 ? _("The following is still to be done:")
                                                   : _("Nothing is unfinished."));
    for (guint i = 0; i < summary->places->len; i++) {
        if (!is_told(summary, i))
            continue;
        if (summary_place(summary, i)->entity == ENTITY_PROBLEM)
            add_unanswered(summary, i);
        else if (!add_unfinished(summary, i, error))
            return FALSE;
    }
    return TRUE;
}
