/* What happened from one day to another: what is new, what moved, what was struck off. */
#include <string.h>

#include "figure.h"
#include "phrase.h"
#include "zhenggai/change.h"

/* ── What the journal tells ───────────────────────────────────────────────────────────────── */

/* Keys of tasks, each with TRUE. */
typedef struct {
    const char *from, *to;
    GHashTable *added, *moved, *closed;
    GHashTable *taken_back; /* acts that were undone or done again: whether undone at last */
} Events;

static gboolean
is_within(const Events *events, const char *day)
{
    return day != NULL && strncmp(day, events->from, 10) >= 0 && strncmp(day, events->to, 10) <= 0;
}

static void
note_event(Events *events, const LedgerTrace *change)
{
    if (change->entity != ENTITY_TASK)
        return;
    GHashTable *kind =
        change->field == FIELD_NONE ? events->added
        : change->field == FIELD_TASK_closure && g_strcmp0(change->to, "closed") == 0
            ? events->closed
        : change->field == FIELD_TASK_progress || change->field == FIELD_TASK_percent ||
                change->field == FIELD_TASK_closure || change->field == FIELD_TASK_due
            ? events->moved
            : NULL;
    if (kind != NULL)
        g_hash_table_add(kind, g_memdup2(&change->key, sizeof change->key));
}

/* Whether the act was taken back by the period's end, not later: so it stood then. Acts come newest
 * first, so that what decides about an act comes before it. */
static gboolean
is_taken_back(Events *events, const LedgerAct *act)
{
    gpointer last = NULL;
    if (act->target != 0 &&
        !g_hash_table_lookup_extended(events->taken_back, &act->target, NULL, NULL))
        g_hash_table_insert(events->taken_back, g_memdup2(&act->target, sizeof act->target),
                            GINT_TO_POINTER(act->action == ACTION_UNDO));
    g_hash_table_lookup_extended(events->taken_back, &act->id, NULL, &last);
    return GPOINTER_TO_INT(last) != 0;
}

static gboolean
read_act(Events *events, Ledger *ledger, const LedgerAct *act, GError **error)
{
    if (!is_within(events, act->at) || is_taken_back(events, act) || act->target != 0)
        return TRUE;
    g_autoptr(GPtrArray) changes = ledger_history_changes(ledger, act->id, error);
    for (guint i = 0; changes != NULL && i < changes->len; i++)
        note_event(events, changes->pdata[i]);
    return changes != NULL;
}

static gboolean
read_journal(Events *events, Ledger *ledger, GError **error)
{
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_TASK, 0, events->from, 0, 0, error);
    for (guint i = 0; acts != NULL && i < acts->len; i++) {
        if (!read_act(events, ledger, acts->pdata[i], error))
            return FALSE;
    }
    return acts != NULL;
}

/* ── The three parts ──────────────────────────────────────────────────────────────────────── */

typedef enum { PART_NEW, PART_MOVING, PART_CLOSED, PARTS } Part;

static gboolean
happened(GHashTable *events, const Summary *summary, guint index)
{
    return g_hash_table_contains(events, &summary_place(summary, index)->key);
}

static gboolean
is_completed_within(const Summary *summary, guint index, const Events *events)
{
    const LedgerRow *row = summary_row(summary, index);
    return g_str_equal(ledger_row_get(row, FIELD_TASK_progress), "completed") &&
           is_within(events, ledger_row_get(row, FIELD_TASK_done));
}

/* The notes of the period, a line each; NULL where there are none. */
static char *
notes_within(const Summary *summary, guint index, const Events *events)
{
    const char *lines = ledger_row_get(summary_row(summary, index), FIELD_TASK_note_lines);
    g_auto(GStrv) all = g_strsplit(lines == NULL ? "" : lines, "\n", -1);
    g_autoptr(GString) kept = g_string_new(NULL);
    gboolean within = FALSE;
    for (guint i = 0; all[i] != NULL; i++) {
        /* A line that begins with no day belongs to the note above it. */
        if (g_ascii_isdigit(all[i][0]) && strlen(all[i]) > 10 && all[i][4] == '-')
            within = is_within(events, all[i]);
        if (within)
            g_string_append_printf(kept, "%s%s", kept->len > 0 ? "\n" : "", all[i]);
    }
    return kept->len == 0 ? NULL : g_string_free(g_steal_pointer(&kept), FALSE);
}

/* Struck off, or completed and so on the way to it; else moving; else new. A task that is new and
 * moved in the same period stands in both parts. */
static gboolean
is_in(const Summary *summary, guint index, Part part, const Events *events)
{
    if (summary_place(summary, index)->entity != ENTITY_TASK)
        return FALSE;
    gboolean ended =
        happened(events->closed, summary, index) || is_completed_within(summary, index, events);
    if (part == PART_CLOSED)
        return ended;
    if (part == PART_NEW)
        return happened(events->added, summary, index);
    g_autofree char *notes = notes_within(summary, index, events);
    return !ended && (notes != NULL || happened(events->moved, summary, index));
}

static GArray *
places_in(const Summary *summary, Part part, const Events *events)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < summary->places->len; i++) {
        if (is_in(summary, i, part, events))
            g_array_append_val(places, i);
    }
    return places;
}

/* ── Telling them ─────────────────────────────────────────────────────────────────────────── */

static void
add_clause(GPtrArray *clauses, const LedgerRow *row, LedgerField field)
{
    const char *stored = ledger_row_get(row, field);
    if (stored != NULL)
        g_ptr_array_add(clauses, phrase_pair(field, stored));
}

static int
count_measures(const Summary *summary, const GArray *places)
{
    int count = 0;
    for (guint i = 0; i < places->len; i++)
        count += summary_place(summary, g_array_index(places, guint, i))->step_no == 0;
    return count;
}

/* A percentage that only repeats the progress, and a closure that nobody asked for, say nothing. */
static gboolean
is_told(const LedgerRow *row, Part part, LedgerField field)
{
    gint64 percent = ledger_row_number(row, FIELD_TASK_percent);
    if (field == FIELD_TASK_percent)
        return percent > 0 && percent < 100;
    return part != PART_MOVING || field != FIELD_TASK_closure ||
           !g_str_equal(ledger_row_get(row, field), "open");
}

static char *
item_text(const Summary *summary, guint index, Part part, const Events *events)
{
    static const LedgerField told[PARTS][7] = {
        [PART_NEW] = {FIELD_TASK_department, FIELD_TASK_owner, FIELD_TASK_due, FIELD_NONE},
        [PART_MOVING] = {FIELD_TASK_owner, FIELD_TASK_progress, FIELD_TASK_percent, FIELD_TASK_due,
                         FIELD_TASK_closure, FIELD_TASK_drop_reason, FIELD_NONE},
        [PART_CLOSED] = {FIELD_TASK_done, FIELD_TASK_closure, FIELD_TASK_closed_on,
                         FIELD_TASK_reviewer, FIELD_TASK_result, FIELD_NONE}};
    const LedgerRow *row = summary_row(summary, index);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; told[part][i] != FIELD_NONE; i++) {
        if (is_told(row, part, told[part][i]))
            add_clause(clauses, row, told[part][i]);
    }
    g_autofree char *what = phrase_sentence(ledger_row_get(row, FIELD_TASK_text));
    g_autofree char *facts = clauses->len == 0 ? g_strdup("") : phrase_clauses(clauses);
    g_autofree char *notes = part == PART_NEW ? NULL : notes_within(summary, index, events);
    g_autofree char *text = g_strdup_printf(_("%s %s"), what, facts);
    return notes == NULL ? g_strdup(g_strchomp(text)) : g_strdup_printf("%s\n%s", text, notes);
}

static void
add_part(Summary *summary, Part part, const Events *events)
{
    static const char *const titles[PARTS] = {[PART_NEW] = N_("New in the ledger"),
                                              [PART_MOVING] = N_("Under way"),
                                              [PART_CLOSED] = N_("Completed or struck off")};
    const GArray *places = summary->parts[part];
    int measures = count_measures(summary, places), steps = (int)places->len - measures;
    g_autofree char *title = steps == 0 ? g_strdup_printf(_("%s (%d)"), _(titles[part]), measures)
                                        : g_strdup_printf(_("%s (measures: %d, steps: %d)"),
                                                          _(titles[part]), measures, steps);
    summary_chapter(summary, title);
    if (places->len == 0)
        document_paragraph(summary->document, _("Nothing in this period."));
    for (guint i = 0; i < places->len; i++) {
        guint index = g_array_index(places, guint, i);
        g_autofree char *address = summary_address(summary, index);
        g_autofree char *text = item_text(summary, index, part, events);
        document_item(summary->document, address, text);
    }
}

/* The period in one sentence, and what was late at its end. */
static void
add_outcome(Summary *summary, const Events *events)
{
    int closed = 0;
    const GArray *ended = summary->parts[PART_CLOSED];
    for (guint i = 0; i < ended->len; i++)
        closed += happened(events->closed, summary, g_array_index(ended, guint, i));
    g_autofree char *text = g_strdup_printf(
        _("Tasks new in this period: %d; moved: %d; completed or struck off: %d, of which struck "
          "off: %d. Overdue at its end: %d; due within seven days: %d."),
        (int)summary->parts[PART_NEW]->len, (int)summary->parts[PART_MOVING]->len, (int)ended->len,
        closed, (int)summary_figure(summary->figures, "overdue")->value,
        (int)summary_figure(summary->figures, "due_soon")->value);
    document_paragraph(summary->document, text);
}

gboolean
summary_add_period(Summary *summary, const char *from, const char *to, GError **error)
{
    g_autoptr(GHashTable) added = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) moved = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) closed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Events events = {from, to, added, moved, closed, taken};
    if (!read_journal(&events, summary->ledger, error))
        return FALSE;
    for (Part part = 0; part < PARTS; part++)
        summary->parts[part] = places_in(summary, part, &events);
    summary_add_holding(summary);
    add_outcome(summary, &events);
    for (Part part = 0; part < PARTS; part++)
        add_part(summary, part, &events);
    return TRUE;
}
