/* What is unfinished, and why. */
#include "chapters.h"
#include "phrase.h"
#include "zhenggai/date.h"

/* ── Why ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_unfinished(const LedgerRow *task)
{
    const char *closure = ledger_row_get(task, FIELD_TASK_closure);
    return !g_str_equal(ledger_row_get(task, FIELD_TASK_progress), "completed") &&
           !g_str_equal(closure, "closed") && !g_str_equal(closure, "dropped");
}

/* The place of the measure that a task is, or belongs to. */
static guint
measure_of(const Summary *summary, guint index)
{
    while (summary_place(summary, index)->step_no > 0)
        index--;
    return index;
}

/* A step without an owner or a deadline has its measure's. */
static const char *
own_or_measures(const Summary *summary, guint index, LedgerField field)
{
    const char *own = ledger_row_get(summary_row(summary, index), field);
    return own != NULL ? own
                       : ledger_row_get(summary_row(summary, measure_of(summary, index)), field);
}

static char *
deadline_reason(const Summary *summary, guint index)
{
    const char *due = own_or_measures(summary, index, FIELD_TASK_due);
    const char *printed = own_or_measures(summary, index, FIELD_TASK_due_text);
    if (due == NULL)
        return printed == NULL ? g_strdup(_("no deadline is set"))
                               : phrase_pair(FIELD_TASK_due, printed);
    g_autofree char *deadline = phrase_pair(FIELD_TASK_due, due);
    int days = ledger_date_days(ledger_today(summary->ledger), due);
    if (days < 0)
        return g_strdup_printf(
            text_translate_plural("%s, overdue for %d day", "%s, overdue for %d days", -days),
            deadline, -days);
    return days == 0
               ? g_strdup_printf(_("%s, which is today"), deadline)
               : g_strdup_printf(text_translate_plural("%s, %d day left", "%s, %d days left", days),
                                 deadline, days);
}

/* The newest note with its day, or that there is none. */
static char *
note_reason(Summary *summary, const LedgerRow *task, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *note;
    g_autofree char *said = NULL, *day = NULL;
    g_autoptr(LedgerRows) notes =
        ledger_rows_of(summary->ledger, ENTITY_NOTE, ledger_row_key(task), error);
    if (notes == NULL)
        return NULL;
    while ((note = ledger_rows_next(notes, &failure)) != NULL) {
        g_autofree char *at = g_strndup(ledger_row_get(note, FIELD_NOTE_at), 10);
        g_free(said);
        g_free(day);
        said = g_strdup(ledger_row_get(note, FIELD_NOTE_text));
        day = phrase_day(at);
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return NULL;
    }
    return said == NULL ? g_strdup(_("no progress has been noted"))
                        : g_strdup_printf(_("last noted on %s: %s"), day, said);
}

/* How many of a measure's steps are open; NULL where it has none. */
static char *
steps_reason(const Summary *summary, guint index)
{
    guint steps = summary_steps(summary, index), open = 0;
    for (guint i = index + 1; i <= index + steps; i++)
        open += is_unfinished(summary_row(summary, i));
    return steps == 0 ? NULL
                      : g_strdup_printf(_("steps still open: %d of %d"), (int)open, (int)steps);
}

static char *
owner_reason(const Summary *summary, guint index)
{
    const char *owner = own_or_measures(summary, index, FIELD_TASK_owner);
    return owner == NULL ? g_strdup(_("nobody is named as its owner"))
                         : phrase_pair(FIELD_TASK_owner, owner);
}

/* ── Unfinished ───────────────────────────────────────────────────────────────────────────── */

static gboolean
add_unfinished(Summary *summary, guint index, GError **error)
{
    const LedgerRow *task = summary_row(summary, index);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(clauses,
                    phrase_pair(FIELD_TASK_progress, ledger_row_get(task, FIELD_TASK_progress)));
    g_ptr_array_add(clauses, deadline_reason(summary, index));
    g_ptr_array_add(clauses, owner_reason(summary, index));
    char *steps = steps_reason(summary, index);
    if (steps != NULL)
        g_ptr_array_add(clauses, steps);
    char *note = note_reason(summary, task, error);
    if (note == NULL)
        return FALSE;
    g_ptr_array_add(clauses, note);
    g_autofree char *what = phrase_sentence(ledger_row_get(task, FIELD_TASK_text));
    g_autofree char *why = phrase_clauses(clauses);
    g_autofree char *text = g_strdup_printf(_("%s %s"), what, why);
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
    if (!is_unfinished(row))
        return FALSE;
    return place->step_no == 0 || ledger_row_number(row, FIELD_TASK_overdue) != 0 ||
           !is_unfinished(summary_row(summary, measure_of(summary, index)));
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
