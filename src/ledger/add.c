/* Rows that are added by hand, and plans that become tasks. */
#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

static gboolean
add_text_check(const char *text, GError **error)
{
    if (!ledger_text_check(text, error))
        return FALSE;
    if (!ledger_text_is_blank(text))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("the text is empty: nothing was added"));
    return FALSE;
}

gboolean
ledger_unit_ensure(LedgerChange *change, const char *name, const char *short_name, gint64 *key,
                   GError **error)
{
    g_autoptr(GError) failure = NULL;
    if (ledger_unit_find(change->ledger, name, key, &failure))
        return TRUE;
    if (!g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    const LedgerAssignment unit[] = {
        {FIELD_UNIT_name, name}, {FIELD_UNIT_short_name, short_name == NULL ? name : short_name}};
    return ledger_change_insert(change, ENTITY_UNIT, unit, G_N_ELEMENTS(unit), key, error);
}

gboolean
ledger_problem_add(LedgerChange *change, LedgerScope scope, const char *text, gint64 *key,
                   GError **error)
{
    gint64 no = 0;
    if (!add_text_check(text, error) ||
        !store_number(
            change->ledger->store, &no, 0, error,
            "SELECT coalesce(max(no), 0) + 1 FROM problem WHERE year = ?1 AND unit_id = ?2", "ii",
            (gint64)scope.year, scope.unit_id))
        return FALSE;
    LedgerDigits year = ledger_digits(scope.year), unit = ledger_digits(scope.unit_id),
                 number = ledger_digits(no);
    const LedgerAssignment problem[] = {{FIELD_PROBLEM_unit_id, unit.text},
                                        {FIELD_PROBLEM_year, year.text},
                                        {FIELD_PROBLEM_no, number.text},
                                        {FIELD_PROBLEM_text, text}};
    return ledger_change_insert(change, ENTITY_PROBLEM, problem, G_N_ELEMENTS(problem), key, error);
}

gboolean
ledger_cause_add(LedgerChange *change, gint64 problem, const char *text, gint64 *key,
                 GError **error)
{
    gint64 no = 0;
    if (!add_text_check(text, error) ||
        !store_number(change->ledger->store, &no, 0, error,
                      "SELECT coalesce(max(no), 0) + 1 FROM cause WHERE problem_id = ?1", "i",
                      problem))
        return FALSE;
    LedgerDigits parent = ledger_digits(problem), number = ledger_digits(no);
    const LedgerAssignment cause[] = {{FIELD_CAUSE_problem_id, parent.text},
                                      {FIELD_CAUSE_no, number.text},
                                      {FIELD_CAUSE_text, text}};
    return ledger_change_insert(change, ENTITY_CAUSE, cause, G_N_ELEMENTS(cause), key, error);
}

static gboolean
add_task(LedgerChange *change, gint64 problem, gint64 measure_no, gint64 step_no, const char *text,
         gint64 *key, GError **error)
{
    LedgerDigits parent = ledger_digits(problem), measure = ledger_digits(measure_no),
                 step = ledger_digits(step_no);
    const LedgerAssignment task[] = {{FIELD_TASK_problem_id, parent.text},
                                     {FIELD_TASK_measure_no, measure.text},
                                     {FIELD_TASK_step_no, step.text},
                                     {FIELD_TASK_text, text}};
    return ledger_change_insert(change, ENTITY_TASK, task, G_N_ELEMENTS(task), key, error);
}

gboolean
ledger_measure_add(LedgerChange *change, gint64 problem, const char *text, gint64 *key,
                   GError **error)
{
    gint64 no = 0;
    return add_text_check(text, error) &&
           store_number(change->ledger->store, &no, 0, error,
                        "SELECT coalesce(max(measure_no), 0) + 1 FROM task WHERE problem_id = ?1",
                        "i", problem) &&
           add_task(change, problem, no, 0, text, key, error);
}

gboolean
ledger_step_add(LedgerChange *change, gint64 measure, const char *text, gint64 *key, GError **error)
{
    LedgerPlace place;
    gint64 no = 0;
    if (!add_text_check(text, error) ||
        !ledger_place_find(change->ledger, ENTITY_TASK, measure, &place, error))
        return FALSE;
    if (place.step_no > 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%d.%d.%d is a step; steps go to a measure, e.g. %d.%d"), place.problem_no,
                    place.measure_no, place.step_no, place.problem_no, place.measure_no);
        return FALSE;
    }
    return store_number(
               change->ledger->store, &no, 0, error,
               "SELECT max(step_no) + 1 FROM task WHERE problem_id = ?1 AND measure_no = ?2", "ii",
               place.problem_key, (gint64)place.measure_no) &&
           add_task(change, place.problem_key, place.measure_no, no, text, key, error);
}

/* ── Plans ────────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_problem_unlinked(LedgerChange *change, LedgerScope scope, gint64 *key, GError **error)
{
    gint64 known = 0;
    if (!store_number(change->ledger->store, &known, 0, error,
                      "SELECT id FROM problem WHERE year = ?1 AND unit_id = ?2 AND no = 0", "ii",
                      (gint64)scope.year, scope.unit_id))
        return FALSE;
    if (known != 0) {
        *key = known;
        return TRUE;
    }
    LedgerDigits year = ledger_digits(scope.year), unit = ledger_digits(scope.unit_id);
    const LedgerAssignment problem[] = {{FIELD_PROBLEM_unit_id, unit.text},
                                        {FIELD_PROBLEM_year, year.text},
                                        {FIELD_PROBLEM_no, "0"},
                                        {FIELD_PROBLEM_text, ""}};
    return ledger_change_insert(change, ENTITY_PROBLEM, problem, G_N_ELEMENTS(problem), key, error);
}

gboolean
ledger_plan_accept(LedgerChange *change, gint64 plan, int year, gint64 *task, GError **error)
{
    Store *store = change->ledger->store;
    LedgerFields fields = ledger_fields_all(ENTITY_PLAN);
    g_autoptr(LedgerRow) row = ledger_row_load(change->ledger, ENTITY_PLAN, plan, &fields, error);
    gint64 problem = 0;
    if (row == NULL)
        return FALSE;
    if (ledger_row_get(row, FIELD_PLAN_task) != NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE, _("%s was accepted before, as %s"),
                    ledger_row_get(row, FIELD_PLAN_id), ledger_row_get(row, FIELD_PLAN_task));
        return FALSE;
    }
    LedgerScope scope = {year, 0};
    if (year == 0)
        scope.year = (int)ledger_row_number(row, FIELD_PLAN_year) + 1;
    if (!store_number(store, &scope.unit_id, 0, error,
                      "SELECT unit_id FROM plan_row WHERE key = ?1", "i", plan) ||
        !ledger_problem_unlinked(change, scope, &problem, error) ||
        !ledger_measure_add(change, problem, ledger_row_get(row, FIELD_PLAN_text), task, error))
        return FALSE;
    LedgerDigits accepted = ledger_digits(*task);
    return ledger_change_set(change, ENTITY_PLAN, plan, 0, FIELD_PLAN_task_id, accepted.text,
                             error);
}
