/* A draft into the ledger. */
#include <string.h>

#include "storing.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

void
intake_outcome_clear(IntakeOutcome *outcome)
{
    g_free(outcome->unit);
    g_clear_pointer(&outcome->told, g_ptr_array_unref);
    *outcome = (IntakeOutcome){0};
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
store_report(Storing *storing, GError **error)
{
    const IntakeDraft *draft = storing->draft;
    Digits unit = digits(storing->scope.unit_id), year = digits(storing->scope.year);
    const LedgerAssignment report[] = {
        {FIELD_REPORT_unit_id, unit.text},
        {FIELD_REPORT_year, year.text},
        {FIELD_REPORT_title, draft->title},
        {FIELD_REPORT_document_number, draft->document_number},
        {FIELD_REPORT_addressee, draft->addressee},
        {FIELD_REPORT_dated, draft->dated},
        {FIELD_REPORT_file, draft->file},
        {FIELD_REPORT_sha256, draft->sha256},
    };
    return ledger_change_keep_text(storing->change, draft->sha256, draft->text, error) &&
           ledger_change_insert(storing->change, ENTITY_REPORT, report, G_N_ELEMENTS(report),
                                &storing->report, error);
}

gboolean
storing_add_cause(Storing *storing, gint64 problem, const IntakeItem *item, GError **error)
{
    Digits parent = digits(problem), no = digits(item->n), start = digits((gint64)item->start),
           end = digits((gint64)item->end);
    const LedgerAssignment cause[] = {
        {FIELD_CAUSE_problem_id, parent.text}, {FIELD_CAUSE_no, no.text},
        {FIELD_CAUSE_text, item->text},        {FIELD_CAUSE_place_start, start.text},
        {FIELD_CAUSE_place_end, end.text},
    };
    gint64 key;
    storing->outcome->causes++;
    return ledger_change_insert(storing->change, ENTITY_CAUSE, cause, G_N_ELEMENTS(cause), &key,
                                error);
}

gboolean
storing_add_task(Storing *storing, gint64 problem, guint measure, guint step,
                 const IntakeItem *item, GError **error)
{
    Digits parent = digits(problem), measure_no = digits(measure), step_no = digits(step),
           start = digits((gint64)item->start), end = digits((gint64)item->end);
    const LedgerAssignment task[] = {
        {FIELD_TASK_problem_id, parent.text},
        {FIELD_TASK_measure_no, measure_no.text},
        {FIELD_TASK_step_no, step_no.text},
        {FIELD_TASK_text, item->text},
        {FIELD_TASK_goal, item->goal},
        {FIELD_TASK_kind, item->kind},
        {FIELD_TASK_due, item->due},
        {FIELD_TASK_first_due, item->due},
        {FIELD_TASK_due_text, item->due_text},
        {FIELD_TASK_department, item->department},
        {FIELD_TASK_lead_department, item->lead_department},
        {FIELD_TASK_progress, item->underway ? "active" : "planned"},
        {FIELD_TASK_place_start, start.text},
        {FIELD_TASK_place_end, end.text},
    };
    gint64 key;
    if (!ledger_change_insert(storing->change, ENTITY_TASK, task, G_N_ELEMENTS(task), &key, error))
        return FALSE;
    if (step == 0)
        storing->outcome->measures++;
    else
        storing->outcome->steps++;
    if (item->claim == NULL)
        return TRUE;
    g_autofree char *note = g_strdup_printf(_("The report says: %s"), item->claim);
    return ledger_note_add(storing->change, key, note, error);
}

static gboolean
store_measure(Storing *storing, gint64 problem, const IntakeItem *measure, GError **error)
{
    if (!storing_add_task(storing, problem, measure->n, 0, measure, error))
        return FALSE;
    for (guint i = 0; measure->parts != NULL && i < measure->parts->len; i++) {
        const IntakeItem *step = measure->parts->pdata[i];
        if (!storing_add_task(storing, problem, measure->n, step->n, step, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
store_lists(Storing *storing, gint64 problem, const GPtrArray *causes, const GPtrArray *measures,
            GError **error)
{
    for (guint i = 0; i < causes->len; i++)
        if (!storing_add_cause(storing, problem, causes->pdata[i], error))
            return FALSE;
    for (guint i = 0; i < measures->len; i++)
        if (!store_measure(storing, problem, measures->pdata[i], error))
            return FALSE;
    return TRUE;
}

gboolean
storing_add_problem(Storing *storing, const IntakeProblem *item, gint64 *key, GError **error)
{
    Digits unit = digits(storing->scope.unit_id), year = digits(storing->scope.year),
           report = digits(storing->report), no = digits(item->n),
           start = digits((gint64)item->start), end = digits((gint64)item->end);
    const LedgerAssignment problem[] = {
        {FIELD_PROBLEM_unit_id, unit.text},     {FIELD_PROBLEM_year, year.text},
        {FIELD_PROBLEM_report_id, report.text}, {FIELD_PROBLEM_no, no.text},
        {FIELD_PROBLEM_text, item->text},       {FIELD_PROBLEM_place_start, start.text},
        {FIELD_PROBLEM_place_end, end.text},
    };
    storing->outcome->problems++;
    return ledger_change_insert(storing->change, ENTITY_PROBLEM, problem, G_N_ELEMENTS(problem),
                                key, error);
}

static gboolean
store_unpaired(Storing *storing, GError **error)
{
    const IntakeDraft *draft = storing->draft;
    gint64 problem;
    if (draft->unpaired_causes->len == 0 && draft->unpaired_measures->len == 0)
        return TRUE;
    return ledger_problem_unlinked(storing->change, storing->scope, &problem, error) &&
           store_lists(storing, problem, draft->unpaired_causes, draft->unpaired_measures, error);
}

gboolean
storing_add_plan(Storing *storing, const IntakeItem *item, GError **error)
{
    Digits report = digits(storing->report), no = digits(item->n),
           start = digits((gint64)item->start), end = digits((gint64)item->end);
    const LedgerAssignment plan[] = {
        {FIELD_PLAN_report_id, report.text}, {FIELD_PLAN_no, no.text},
        {FIELD_PLAN_text, item->text},       {FIELD_PLAN_place_start, start.text},
        {FIELD_PLAN_place_end, end.text},
    };
    gint64 key;
    storing->outcome->plans++;
    return ledger_change_insert(storing->change, ENTITY_PLAN, plan, G_N_ELEMENTS(plan), &key,
                                error);
}

static gboolean
store_items(Storing *storing, GError **error)
{
    const IntakeDraft *draft = storing->draft;
    watch_begin(_("taking the problems in"), draft->problems->len);
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = draft->problems->pdata[i];
        gint64 key;
        if (!watch_step(i, error) || !storing_add_problem(storing, problem, &key, error) ||
            !store_lists(storing, key, problem->causes, problem->measures, error))
            return FALSE;
    }
    for (guint i = 0; i < draft->plans->len; i++)
        if (!storing_add_plan(storing, draft->plans->pdata[i], error))
            return FALSE;
    return store_unpaired(storing, error);
}

/* ── The report as a whole ────────────────────────────────────────────────────────────────── */

/* The report that the ledger has of that unit and year: its key and SHA-256; 0 and NULL if none. */
static gboolean
store_find_report(Storing *storing, char **sha256, GError **error)
{
    g_autoptr(LedgerRows) reports = ledger_rows_of(ledger_change_ledger(storing->change),
                                                   ENTITY_REPORT, storing->scope.unit_id, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *report;
    if (reports == NULL)
        return FALSE;
    while ((report = ledger_rows_next(reports, &failure)) != NULL)
        if (ledger_row_number(report, FIELD_REPORT_year) == storing->scope.year) {
            storing->report = ledger_row_key(report);
            *sha256 = g_strdup(ledger_row_get(report, FIELD_REPORT_sha256));
        }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static gboolean
store_refuse_unknown(const IntakeDraft *draft, const char *unit, int year, GError **error)
{
    if (unit != NULL && year != 0)
        return FALSE;
    g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_UNIT,
                unit == NULL ? _("%s: the report does not say whose it is; give --unit")
                             : _("%s: the report does not say which year it is about; give --year"),
                draft->file);
    return TRUE;
}

static gboolean
store_all(Storing *storing, const char *unit, GError **error)
{
    const IntakeDraft *draft = storing->draft;
    g_autofree char *present = NULL;
    const char *short_name = unit == draft->unit ? draft->unit_short : NULL;
    if (!ledger_unit_ensure(storing->change, unit, short_name, &storing->scope.unit_id, error) ||
        !store_find_report(storing, &present, error))
        return FALSE;
    storing->outcome->same = g_strcmp0(present, draft->sha256) == 0;
    if (storing->outcome->same)
        return TRUE;
    if (present != NULL)
        return storing_again(storing, error);
    return store_report(storing, error) && store_items(storing, error);
}

gboolean
intake_store(Ledger *ledger, const IntakeDraft *draft, const char *unit, int year, gboolean dry,
             IntakeOutcome *outcome, GError **error)
{
    unit = unit == NULL ? draft->unit : unit;
    year = year == 0 ? draft->year : year;
    if (store_refuse_unknown(draft, unit, year, error))
        return FALSE;
    g_auto(IntakeOutcome) result = {
        .year = year, .unit = g_strdup(unit), .told = g_ptr_array_new_with_free_func(g_free)};
    g_autoptr(LedgerChange) change = ledger_change_begin(ledger, ACTION_IMPORT, NULL, error);
    Storing storing = {change, draft, &result, {year, 0}, 0};
    if (change == NULL || !store_all(&storing, unit, error) ||
        !ledger_change_commit(g_steal_pointer(&change), dry || result.same, error)) {
        g_prefix_error(error, "%s: ", draft->file);
        return FALSE;
    }
    *outcome = result;
    result = (IntakeOutcome){0};
    return TRUE;
}
