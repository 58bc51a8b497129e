/* What is unfinished, and why. */
#include "chapters.h"
#include "phrase.h"
#include "zhenggai/date.h"

/* ── Why ──────────────────────────────────────────────────────────────────────────────────── */

static char *
deadline_reason(const Summary *summary, guint index)
{
    const char *due = summary_task_value(summary, index, FIELD_TASK_due);
    const char *printed = summary_task_value(summary, index, FIELD_TASK_due_text);
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

/* The newest note of a task and its steps with its day, or that there is none. */
static char *
note_reason(const Summary *summary, guint index, GError **error)
{
    g_autoptr(LedgerRow) newest = NULL;
    guint last = index + summary_steps(summary, index);
    for (guint i = index; i <= last; i++) {
        if (!read_newest(summary, i, &newest, error))
            return NULL;
    }
    if (newest == NULL)
        return g_strdup(_("no progress has been noted"));
    g_autofree char *at = g_strndup(ledger_row_get(newest, FIELD_NOTE_at), 10);
    g_autofree char *day = phrase_day(at);
    return g_strdup_printf(_("last noted on %s: %s"), day, ledger_row_get(newest, FIELD_NOTE_text));
}

/* How many of a measure's steps are open; NULL where it has none. */
static char *
steps_reason(const Summary *summary, guint index)
{
    guint steps = summary_steps(summary, index), open = 0;
    for (guint i = index + 1; i <= index + steps; i++)
        open += summary_is_unfinished(summary, i);
    return steps == 0 ? NULL
                      : g_strdup_printf(_("steps still open: %d of %d"), (int)open, (int)steps);
}

/* Why the deadline moved last, where it did. */
static gboolean
add_extension(Summary *summary, const LedgerPlace *place, GPtrArray *clauses, GError **error)
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
        reason = g_strdup(ledger_row_get(extension, FIELD_EXTENSION_reason));
    }
    if (reason != NULL)
        g_ptr_array_add(clauses, g_strdup_printf(_("the deadline was moved because: %s"), reason));
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

/* Why it was sent back, and where it goes on. */
static void
add_procedure(const LedgerRow *task, GPtrArray *clauses)
{
    const char *opinion = ledger_row_get(task, FIELD_TASK_review);
    const char *later = ledger_row_get(task, FIELD_TASK_carried_to);
    if (opinion != NULL && g_str_equal(ledger_row_get(task, FIELD_TASK_closure), "returned"))
        g_ptr_array_add(clauses, g_strdup_printf(_("sent back by the reviewer: %s"), opinion));
    if (later != NULL)
        g_ptr_array_add(clauses, phrase_pair(FIELD_TASK_carried_to, later));
}

/* The open steps of a measure are what is to be done next; NULL where it has none. */
static char *
next_steps(const Summary *summary, guint index)
{
    g_autoptr(GString) named = g_string_new(NULL);
    guint steps = summary_steps(summary, index);
    for (guint i = index + 1; i <= index + steps; i++) {
        const LedgerRow *step = summary_row(summary, i);
        if (summary_is_unfinished(summary, i))
            g_string_append_printf(named, "%s%s %s", named->len > 0 ? _(", ") : "",
                                   ledger_row_get(step, FIELD_TASK_id),
                                   ledger_row_get(step, FIELD_TASK_text));
    }
    return named->len == 0 ? NULL : g_strdup_printf(_("next: %s"), named->str);
}

static char *
owner_reason(const Summary *summary, guint index)
{
    const char *owner = summary_task_value(summary, index, FIELD_TASK_owner);
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
    char *note = note_reason(summary, index, error);
    if (note == NULL)
        return FALSE;
    g_ptr_array_add(clauses, note);
    if (!add_extension(summary, summary_place(summary, index), clauses, error))
        return FALSE;
    add_procedure(task, clauses);
    char *next = next_steps(summary, index);
    if (next != NULL)
        g_ptr_array_add(clauses, next);
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
