/* What a draft tells of one measure. */
#include <string.h>

#include "draft.h"
#include "phrase.h"
#include "zhenggai/date.h"

/* The newest notes are told; a clerk shortens rather than looks up. */
enum { DRAFT_NOTES = 5 };

static const char *
value(const Draft *draft, guint index, LedgerField field)
{
    return ledger_row_get(summary_row(draft->summary, index), field);
}

static void
say_of(Draft *draft, guint index, const char *sentence)
{
    g_ptr_array_add(draft_say(draft, sentence), summary_address(draft->summary, index));
}

/* ── What it is ───────────────────────────────────────────────────────────────────────────── */

static void
say_text(Draft *draft, guint measure, const char *opening)
{
    g_autofree char *text = phrase_sentence(value(draft, measure, FIELD_TASK_text));
    g_autofree char *sentence = g_strconcat(opening == NULL ? "" : opening, text, NULL);
    say_of(draft, measure, sentence);
}

/* How far a task is; where it is no longer pursued, that. */
static char *
state_of(const Draft *draft, guint task)
{
    const char *closure = value(draft, task, FIELD_TASK_closure);
    return g_str_equal(closure, "dropped")
               ? ledger_value_display(FIELD_TASK_closure, closure)
               : ledger_value_display(FIELD_TASK_progress, value(draft, task, FIELD_TASK_progress));
}

/* The steps that are as far as the one at `first` by their place among their kind, "1、3"; NULL if
 * one before it is as far, so that each state is told once. */
static char *
steps_alike(const Draft *draft, guint measure, guint first)
{
    guint last = measure + summary_steps(draft->summary, measure);
    g_autofree char *state = state_of(draft, first);
    g_autoptr(GString) places = g_string_new(NULL);
    for (guint i = measure + 1; i <= last; i++) {
        g_autofree char *other = state_of(draft, i);
        if (!g_str_equal(other, state))
            continue;
        if (i < first)
            return NULL;
        g_string_append_printf(places, "%s%u", places->len == 0 ? "" : _(", "), i - measure);
    }
    return g_string_free(g_steal_pointer(&places), FALSE);
}

/* How far the steps are, once for all; what is true of the measure and of each of them its own
 * sentence tells. */
static void
say_steps_state(Draft *draft, guint measure)
{
    guint steps = summary_steps(draft->summary, measure);
    gboolean differ = FALSE;
    g_autofree char *whole = state_of(draft, measure);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func(g_free);
    for (guint i = measure + 1; i <= measure + steps; i++) {
        g_autofree char *state = state_of(draft, i);
        g_autofree char *places = steps_alike(draft, measure, i);
        differ = differ || !g_str_equal(state, whole);
        g_ptr_array_add(rows, summary_address(draft->summary, i));
        if (places != NULL)
            g_ptr_array_add(states, g_strdup_printf(_("step %s: %s"), places, state));
    }
    if (!differ)
        return;
    g_autofree char *first = g_strdup(states->pdata[0]);
    g_free(states->pdata[0]);
    states->pdata[0] = g_strdup_printf(
        text_translate_plural("Of this %u step: %s", "Of these %u steps: %s", steps), steps, first);
    g_autofree char *sentence = phrase_clauses(states);
    g_ptr_array_extend_and_steal(draft_say(draft, sentence), g_steal_pointer(&rows));
}

static void
say_steps(Draft *draft, guint measure)
{
    guint last = measure + summary_steps(draft->summary, measure);
    for (guint i = measure + 1; i <= last; i++)
        say_text(draft, i, NULL);
    say_steps_state(draft, measure);
}

/* ── What was done ────────────────────────────────────────────────────────────────────────── */

typedef struct {
    char *at, *text, *source;
    gint64 key;
} Noted;

static void
noted_free(gpointer data)
{
    Noted *noted = data;
    g_free(noted->at);
    g_free(noted->text);
    g_free(noted->source);
    g_free(noted);
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
    const Noted *left = *(Noted *const *)a, *right = *(Noted *const *)b;
    int order = strcmp(left->at, right->at);
    return order != 0 ? order : left->key < right->key ? -1 : left->key > right->key;
}

static gboolean
collect_notes(const Draft *draft, guint task, GPtrArray *found, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *note;
    g_autofree char *address = summary_address(draft->summary, task);
    g_autoptr(LedgerRows) notes = ledger_rows_of(draft->summary->ledger, ENTITY_NOTE,
                                                 summary_place(draft->summary, task)->key, error);
    if (notes == NULL)
        return FALSE;
    while ((note = ledger_rows_next(notes, &failure)) != NULL) {
        Noted *noted = g_new0(Noted, 1);
        noted->at = g_strndup(ledger_row_get(note, FIELD_NOTE_at), 10);
        noted->text = g_strdup(ledger_row_get(note, FIELD_NOTE_text));
        noted->source = g_strdup_printf(_("%s note %s"), address, noted->at);
        noted->key = ledger_row_key(note);
        g_ptr_array_add(found, noted);
    }
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

/* A note that names its own day is not dated twice. */
static gboolean
names_a_day(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return digits > 0 &&
           (g_str_has_prefix(text + digits, "月") || g_str_has_prefix(text + digits, "年") ||
            (digits == 4 && text[digits] == '-'));
}

static char *
note_sentence(const Draft *draft, const Noted *noted)
{
    g_autofree char *sentence = phrase_sentence(noted->text);
    if (names_a_day(sentence))
        return g_steal_pointer(&sentence);
    g_autofree char *day = phrase_day_of(noted->at, draft->year);
    return g_strdup_printf(_("On %s: %s"), day, sentence);
}

static gboolean
say_notes(Draft *draft, guint measure, GError **error)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(noted_free);
    guint last = measure + summary_steps(draft->summary, measure);
    for (guint i = measure; i <= last; i++) {
        if (!collect_notes(draft, i, notes, error))
            return FALSE;
    }
    g_ptr_array_sort(notes, by_time);
    guint first = notes->len > DRAFT_NOTES ? notes->len - DRAFT_NOTES : 0;
    for (guint i = first; i < notes->len; i++) {
        const Noted *noted = notes->pdata[i];
        g_autofree char *sentence = note_sentence(draft, noted);
        g_ptr_array_add(draft_say(draft, sentence), g_strdup(noted->source));
    }
    return TRUE;
}

/* What a measure and its steps achieved, as one sentence. */
static void
say_results(Draft *draft, guint measure)
{
    g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    guint last = measure + summary_steps(draft->summary, measure);
    for (guint i = measure; i <= last; i++) {
        const char *result = value(draft, i, FIELD_TASK_result);
        if (result == NULL)
            continue;
        g_ptr_array_add(results, phrase_open(result));
        g_ptr_array_add(rows, summary_address(draft->summary, i));
    }
    if (results->len == 0)
        return;
    g_autofree char *text = phrase_clauses(results);
    g_autofree char *sentence = g_strdup_printf(_("Result: %s"), text);
    g_ptr_array_extend_and_steal(draft_say(draft, sentence), g_steal_pointer(&rows));
}

/* ── Where it stands ──────────────────────────────────────────────────────────────────────── */

static char *
deadline_clause(const Draft *draft, guint measure)
{
    const char *due = value(draft, measure, FIELD_TASK_due);
    const char *printed = value(draft, measure, FIELD_TASK_due_text);
    const char *first = value(draft, measure, FIELD_TASK_first_due);
    if (due == NULL)
        return printed == NULL ? g_strdup(_("its deadline is to be settled"))
                               : g_strdup_printf(_("its deadline is %s"), printed);
    g_autofree char *day = phrase_day(due);
    int days = ledger_date_days(due, ledger_today(draft->summary->ledger));
    gboolean moved = first != NULL && !g_str_equal(first, due);
    g_autofree char *before = moved ? phrase_day(first) : NULL;
    g_autofree char *deadline =
        moved      ? g_strdup_printf(_("its deadline was moved from %s to %s"), before, day)
        : days > 0 ? g_strdup_printf(_("its deadline was %s"), day)
                   : g_strdup_printf(_("its deadline is %s"), day);
    return days <= 0
               ? g_steal_pointer(&deadline)
               : g_strdup_printf(text_translate_plural("%s, overdue for %d day",
                                                       "%s, overdue for %d days", (gulong)days),
                                 deadline, days);
}

static char *
completed_sentence(const Draft *draft, guint measure)
{
    const char *done = value(draft, measure, FIELD_TASK_done);
    const char *closed = value(draft, measure, FIELD_TASK_closed_on);
    gboolean struck = g_str_equal(value(draft, measure, FIELD_TASK_closure), "closed");
    g_autofree char *day = done == NULL ? NULL : phrase_day_of(done, draft->year);
    g_autofree char *closing = closed == NULL ? NULL : phrase_day_of(closed, draft->year);
    if (day == NULL)
        return g_strdup(_("This measure is completed."));
    if (struck && closing != NULL)
        return g_strdup_printf(_("This measure was completed on %s and closed on %s."), day,
                               closing);
    return g_strdup_printf(_("This measure was completed on %s."), day);
}

static char *
dropped_sentence(const Draft *draft, guint measure)
{
    const char *reason = value(draft, measure, FIELD_TASK_drop_reason);
    g_autofree char *why = reason == NULL ? NULL : phrase_open(reason);
    g_autofree char *sentence =
        why == NULL ? NULL : g_strdup_printf(_("This measure is no longer pursued: %s"), why);
    return sentence == NULL ? g_strdup(_("This measure is no longer pursued."))
                            : phrase_sentence(sentence);
}

static char *
state_sentence(const Draft *draft, guint measure)
{
    const char *progress = value(draft, measure, FIELD_TASK_progress);
    gint64 percent = ledger_row_number(summary_row(draft->summary, measure), FIELD_TASK_percent);
    if (g_str_equal(value(draft, measure, FIELD_TASK_closure), "dropped"))
        return dropped_sentence(draft, measure);
    if (g_str_equal(progress, "completed"))
        return completed_sentence(draft, measure);
    g_autofree char *deadline = deadline_clause(draft, measure);
    if (g_str_equal(value(draft, measure, FIELD_TASK_closure), "returned"))
        return g_strdup_printf(_("The reviewer sent it back; it is under way again; %s."),
                               deadline);
    if (g_str_equal(progress, "substantial"))
        return g_strdup_printf(_("This measure is substantially but not wholly complete; %s."),
                               deadline);
    if (g_str_equal(progress, "planned"))
        return g_strdup_printf(_("This measure has not begun; %s."), deadline);
    if (percent > 0 && percent < 100)
        return g_strdup_printf(_("This measure is under way, at %d%%; %s."), (int)percent,
                               deadline);
    return g_strdup_printf(_("This measure is under way; %s."), deadline);
}

gboolean
draft_say_measure(Draft *draft, guint measure, const char *opening, GError **error)
{
    say_text(draft, measure, opening);
    say_steps(draft, measure);
    if (!say_notes(draft, measure, error))
        return FALSE;
    say_results(draft, measure);
    g_autofree char *state = state_sentence(draft, measure);
    say_of(draft, measure, state);
    return TRUE;
}
