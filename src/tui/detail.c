#include "detail.h"

#include "list.h"

#include "zhenggai/change.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

#include <string.h>

enum { DETAIL_ACTS = 8, HISTORY_ACTS = 500 };

/* ── Fields ───────────────────────────────────────────────────────────────────────────────── */

static Style
detail_style(const LedgerRow *row, LedgerField field)
{
    if (field == FIELD_TASK_due && ledger_row_number(row, FIELD_TASK_overdue))
        return STYLE_OVERDUE;
    if (field == FIELD_TASK_due && ledger_row_number(row, FIELD_TASK_due_soon))
        return STYLE_DUE_SOON;
    return STYLE_NORMAL;
}

static char *
detail_value(Ledger *ledger, const LedgerRow *row, LedgerField field)
{
    const char *stored = ledger_row_get(row, field);
    if (stored == NULL)
        return NULL;
    if (field == FIELD_TASK_due)
        return ledger_date_describe(stored, ledger_today(ledger));
    return ledger_value_display(field, stored);
}

/* Fields that matter even where they are empty: what is not settled must be seen. */
static void
detail_add_field(Page *page, Ledger *ledger, const LedgerRow *row, LedgerField field,
                 gboolean always)
{
    g_autofree char *value = detail_value(ledger, row, field);
    if (value != NULL || always)
        page_add_fact(page, _(ledger_field_info(field)->label),
                      value == NULL ? STYLE_DIM : detail_style(row, field),
                      value == NULL ? _("to be settled") : value);
}

static void
detail_add_fields(Page *page, Ledger *ledger, const LedgerRow *row)
{
    static const LedgerField always[] = {FIELD_TASK_owner, FIELD_TASK_due, FIELD_TASK_progress,
                                         FIELD_TASK_percent};
    static const LedgerField others[] = {
        FIELD_TASK_first_due,
        FIELD_TASK_due_text,
        FIELD_TASK_kind,
        FIELD_TASK_lead,
        FIELD_TASK_lead_department,
        FIELD_TASK_department,
        FIELD_TASK_support,
        FIELD_TASK_start,
        FIELD_TASK_done,
        FIELD_TASK_goal,
        FIELD_TASK_result,
        FIELD_TASK_closure,
        FIELD_TASK_source,
        FIELD_TASK_category,
        FIELD_TASK_remark,
        FIELD_TASK_extension_lines,
    };
    page_add_gap(page);
    for (gsize i = 0; i < G_N_ELEMENTS(always); i++)
        detail_add_field(page, ledger, row, always[i], TRUE);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (others[i] != FIELD_TASK_first_due ||
            g_strcmp0(ledger_row_get(row, FIELD_TASK_first_due),
                      ledger_row_get(row, FIELD_TASK_due)) != 0)
            detail_add_field(page, ledger, row, others[i], FALSE);
}

/* ── Parts ────────────────────────────────────────────────────────────────────────────────── */

static void
detail_add_words(Page *page, const char *heading, const char *words)
{
    if (words == NULL || *words == '\0')
        return;
    page_add_heading(page, heading);
    page_add(page, STYLE_NORMAL, 0, words);
}

/* "李四，2024-12-20" under a task, as far as it is settled. */
static void
detail_add_part_facts(Page *page, const LedgerRow *task)
{
    const char *owner = ledger_row_get(task, FIELD_TASK_owner);
    const char *due = ledger_row_get(task, FIELD_TASK_due);
    g_autofree char *facts =
        g_strdup_printf("%s%s%s", owner == NULL ? "" : owner,
                        owner == NULL || due == NULL ? "" : _(", "), due == NULL ? "" : due);
    Style style = list_style(task);
    if (*facts != '\0')
        page_add_field(page, "", style == STYLE_NORMAL ? STYLE_DIM : style, facts);
}

/* "1.1.2  整改中  …" of each task under the row. */
static void
detail_add_parts(Page *page, Ledger *ledger, const LedgerPlace *place)
{
    g_autoptr(LedgerRows) tasks = ledger_rows_of(ledger, ENTITY_TASK, place->problem_key, NULL);
    g_autofree char *under = g_strdup_printf("%d.%d.", place->problem_no, place->measure_no);
    gboolean headed = FALSE;
    const LedgerRow *task;
    while (tasks != NULL && (task = ledger_rows_next(tasks, NULL)) != NULL) {
        const char *id = ledger_row_get(task, FIELD_TASK_id);
        if (place->step_no > 0 || (place->entity == ENTITY_TASK && !g_str_has_prefix(id, under)))
            continue;
        if (!headed)
            page_add_heading(page, place->entity == ENTITY_PROBLEM ? _("Measures and steps")
                                                                   : _("Steps"));
        headed = TRUE;
        g_autofree char *progress =
            ledger_value_display(FIELD_TASK_progress, ledger_row_get(task, FIELD_TASK_progress));
        g_autofree char *label = g_strdup_printf("%s %s", id, progress);
        page_add_field(page, label, STYLE_NORMAL, ledger_row_get(task, FIELD_TASK_text));
        detail_add_part_facts(page, task);
    }
}

static void
detail_add_notes(Page *page, Ledger *ledger, gint64 task)
{
    g_autoptr(LedgerRows) notes = ledger_rows_of(ledger, ENTITY_NOTE, task, NULL);
    gboolean any = FALSE;
    const LedgerRow *note;
    page_add_heading(page, _("Progress notes"));
    while (notes != NULL && (note = ledger_rows_next(notes, NULL)) != NULL) {
        g_autofree char *head = g_strdup_printf("%.10s %s", ledger_row_get(note, FIELD_NOTE_at),
                                                ledger_row_get(note, FIELD_NOTE_by));
        page_add(page, STYLE_DIM, 0, head);
        page_add(page, STYLE_NORMAL, 2, ledger_row_get(note, FIELD_NOTE_text));
        any = TRUE;
    }
    if (!any)
        page_add(page, STYLE_DIM, 0, _("none yet — n writes one"));
}

/* "2024-12-03 签到表.pdf  list of attendance" of each piece. */
static void
detail_add_evidence(Page *page, Ledger *ledger, gint64 task)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_EVIDENCE, task, NULL);
    gboolean any = FALSE;
    const LedgerRow *row;
    page_add_heading(page, _("Evidence"));
    while (rows != NULL && (row = ledger_rows_next(rows, NULL)) != NULL) {
        g_autofree char *kind =
            ledger_value_display(FIELD_EVIDENCE_kind, ledger_row_get(row, FIELD_EVIDENCE_kind));
        g_autofree char *line =
            g_strdup_printf("%.10s %s  %s", ledger_row_get(row, FIELD_EVIDENCE_at),
                            ledger_row_get(row, FIELD_EVIDENCE_title), kind == NULL ? "" : kind);
        page_add(page, STYLE_NORMAL, 0, g_strchomp(line));
        any = TRUE;
    }
    if (!any)
        page_add(page, STYLE_DIM, 0, _("none yet — v attaches a file"));
}

/* "2024-12-20 赵六  closed" of each decision, and the words that came with it. */
static void
detail_add_reviews(Page *page, Ledger *ledger, gint64 task)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_REVIEW, task, NULL);
    gboolean headed = FALSE;
    const LedgerRow *row;
    while (rows != NULL && (row = ledger_rows_next(rows, NULL)) != NULL) {
        const char *opinion = ledger_row_get(row, FIELD_REVIEW_opinion);
        const char *reviewer = ledger_row_get(row, FIELD_REVIEW_reviewer);
        g_autofree char *decision =
            ledger_value_display(FIELD_REVIEW_decision, ledger_row_get(row, FIELD_REVIEW_decision));
        g_autofree char *head = g_strdup_printf(
            "%s %s  %s", ledger_row_get(row, FIELD_REVIEW_day),
            reviewer == NULL ? ledger_row_get(row, FIELD_REVIEW_by) : reviewer, decision);
        if (!headed)
            page_add_heading(page, _("Reviews"));
        headed = TRUE;
        page_add(page, STYLE_DIM, 0, head);
        if (opinion != NULL)
            page_add(page, STYLE_NORMAL, 2, opinion);
    }
}

static void
detail_add_acts(Page *page, const GPtrArray *acts)
{
    for (guint i = 0; i < acts->len; i++) {
        const LedgerAct *act = acts->pdata[i];
        g_autofree char *head =
            g_strdup_printf("%.10s %.5s %s  %s%s%s", act->at, act->at + 11, act->by,
                            _(ledger_action_info(act->action)->label), act->undone ? "  " : "",
                            act->undone ? _("(undone)") : "");
        page_add(page, STYLE_DIM, 0, head);
        page_add(page, STYLE_NORMAL, 2, act->summary);
        if (act->reason != NULL) {
            g_autofree char *reason = g_strdup_printf(_("Reason: %s"), act->reason);
            page_add(page, STYLE_NORMAL, 2, reason);
        }
    }
}

static void
detail_add_history(Page *page, Ledger *ledger, const LedgerPlace *place)
{
    g_autoptr(GPtrArray) acts =
        ledger_history(ledger, place->entity, place->key, NULL, 0, DETAIL_ACTS, NULL);
    if (acts == NULL || acts->len == 0)
        return;
    page_add_heading(page, _("History"));
    detail_add_acts(page, acts);
}

/* The paragraph of the report that holds the item, with the item marked. */
static void
detail_add_source(Page *page, Ledger *ledger, const LedgerPlace *place)
{
    g_autofree char *text = NULL;
    gsize start, end;
    if (!ledger_source_find(ledger, place->entity, place->key, &text, &start, &end, NULL))
        return;
    const char *from = g_utf8_offset_to_pointer(text, (glong)start);
    const char *to = g_utf8_offset_to_pointer(text, (glong)end);
    const char *first = from;
    while (first > text && first[-1] != '\n')
        first--;
    const char *last = to + strcspn(to, "\n");
    g_autofree char *paragraph = g_strndup(first, (gsize)(last - first));
    page_add_heading(page, _("In the report"));
    page_add_marked(page, paragraph, (gsize)(from - first), (gsize)(to - first));
}

/* ── Pages ────────────────────────────────────────────────────────────────────────────────── */

static void
detail_fill_task(Page *page, Ledger *ledger, const LedgerPlace *place, const LedgerRow *row)
{
    g_autofree char *head = g_strdup_printf("%s  %s", ledger_row_get(row, FIELD_TASK_id),
                                            ledger_row_get(row, FIELD_TASK_text));
    page_add(page, STYLE_TITLE, 0, head);
    detail_add_fields(page, ledger, row);
    detail_add_words(page, _("Problem"), ledger_row_get(row, FIELD_TASK_problem));
    detail_add_words(page, _("Cause"), ledger_row_get(row, FIELD_TASK_cause));
    detail_add_parts(page, ledger, place);
    detail_add_notes(page, ledger, place->key);
    detail_add_evidence(page, ledger, place->key);
    detail_add_reviews(page, ledger, place->key);
}

static void
detail_fill_problem(Page *page, Ledger *ledger, const LedgerPlace *place, const LedgerRow *row)
{
    g_autofree char *head = place->problem_no == 0
                                ? g_strdup(_("Linked to no problem of the report"))
                                : g_strdup_printf("%s  %s", ledger_row_get(row, FIELD_PROBLEM_id),
                                                  ledger_row_get(row, FIELD_PROBLEM_text));
    g_autofree char *done = g_strdup_printf(_("%d of %d measures completed"),
                                            (int)ledger_row_number(row, FIELD_PROBLEM_completed),
                                            (int)ledger_row_number(row, FIELD_PROBLEM_measures));
    page_add(page, STYLE_TITLE, 0, head);
    page_add_gap(page);
    page_add_field(page, _(ledger_field_info(FIELD_TASK_progress)->label), STYLE_NORMAL, done);
    detail_add_field(page, ledger, row, FIELD_PROBLEM_source, FALSE);
    detail_add_field(page, ledger, row, FIELD_PROBLEM_category, FALSE);
    detail_add_words(page, _("Cause"), ledger_row_get(row, FIELD_PROBLEM_cause));
    detail_add_parts(page, ledger, place);
}

void
detail_fill(Page *page, Ledger *ledger, const LedgerPlace *place)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, place->entity, place->key, NULL, &error);
    page_clear(page);
    if (row == NULL) {
        page_add(page, STYLE_ERROR, 0, error->message);
        return;
    }
    if (place->entity == ENTITY_TASK)
        detail_fill_task(page, ledger, place, row);
    else
        detail_fill_problem(page, ledger, place, row);
    detail_add_source(page, ledger, place);
    detail_add_history(page, ledger, place);
}

gboolean
detail_fill_source(Page *page, Ledger *ledger, const LedgerPlace *place, GError **error)
{
    g_autofree char *text = NULL;
    gsize start, end;
    if (!ledger_source_find(ledger, place->entity, place->key, &text, &start, &end, error))
        return FALSE;
    page_clear(page);
    page_add_marked(page, text, (gsize)(g_utf8_offset_to_pointer(text, (glong)start) - text),
                    (gsize)(g_utf8_offset_to_pointer(text, (glong)end) - text));
    page_show_span(page, 0);
    return TRUE;
}

gboolean
detail_fill_history(Page *page, Ledger *ledger, const LedgerPlace *place, GError **error)
{
    g_autoptr(GPtrArray) acts =
        ledger_history(ledger, place == NULL ? ENTITY_COUNT : place->entity,
                       place == NULL ? 0 : place->key, NULL, 0, HISTORY_ACTS, error);
    if (acts == NULL)
        return FALSE;
    page_clear(page);
    if (acts->len == 0)
        page_add(page, STYLE_DIM, 0, _("Nothing has changed yet."));
    detail_add_acts(page, acts);
    return TRUE;
}
