/* Steps and their measure: a measure is never more finished than its parts. */
#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

/* A measure is never more finished than its steps: one that was completed is active again when a
 * step is, and one that was planned begins with its first step. */
gboolean
ledger_rollup_step(LedgerChange *change, gint64 step, GError **error)
{
    g_autoptr(StoreStatement) statement = store_query(
        change->ledger->store, error,
        "SELECT m.id, m.progress, m.closure, s.progress FROM task s JOIN task m "
        "ON m.problem_id = s.problem_id AND m.measure_no = s.measure_no AND m.step_no = 0 "
        "WHERE s.id = ?1 AND s.step_no > 0 AND ((m.progress = 'planned' AND s.progress <> "
        "'planned')"
        " OR (m.progress = 'completed' AND s.progress <> 'completed' AND s.closure <> 'dropped'))",
        "i", step);
    if (statement == NULL)
        return FALSE;
    if (!store_step(statement, error))
        return !store_failed(statement);
    gint64 measure = store_integer(statement, 0);
    gboolean began = strcmp(store_text(statement, 1), "planned") == 0;
    const char *closure = store_text(statement, 2);
    if (!began && strcmp(closure, "open") != 0 && strcmp(closure, "returned") != 0) {
        g_autofree char *address = ledger_row_address(change->ledger, ENTITY_TASK, measure);
        g_autofree char *words = ledger_value_display(FIELD_TASK_closure, closure);
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE,
                    _("%s: its closure is \"%s\", so its steps stay completed; return or reopen it "
                      "first"),
                    address, words);
        return FALSE;
    }
    return ledger_change_set(change, ENTITY_TASK, measure, 0, FIELD_TASK_progress, "active",
                             error) &&
           (began ||
            ledger_change_set(change, ENTITY_TASK, measure, 0, FIELD_TASK_done, NULL, error));
}

/* A measure that is now completed must have no step that is not. */
static gboolean
rollup_measure(LedgerChange *change, gint64 task, GString *message, GError **error)
{
    g_autofree char *open = NULL;
    if (!store_string(change->ledger->store, &open, error,
                      "SELECT group_concat(p.no || '.' || s.measure_no || '.' || s.step_no, ', ') "
                      "FROM task m JOIN task s ON s.problem_id = m.problem_id "
                      "AND s.measure_no = m.measure_no AND s.step_no > 0 "
                      "JOIN problem p ON p.id = m.problem_id "
                      "WHERE m.id = ?1 AND m.step_no = 0 AND m.progress = 'completed' "
                      "AND s.progress <> 'completed' AND s.closure <> 'dropped'",
                      "i", task))
        return FALSE;
    if (open != NULL)
        g_string_append_printf(message, "%s%s", message->len > 0 ? ", " : "", open);
    return TRUE;
}

/* What follows once every row is written: a measure may come before its steps in one bulk. */
gboolean
ledger_rollup(LedgerChange *change, const LedgerTarget *targets, guint count, GError **error)
{
    g_autoptr(GString) open = g_string_new(NULL);
    for (guint i = 0; i < count; i++)
        if (targets[i].entity == ENTITY_TASK &&
            !rollup_measure(change, targets[i].key, open, error))
            return FALSE;
    if (open->len > 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE,
                    _("a measure is not completed before its steps are: %s"), open->str);
        return FALSE;
    }
    for (guint i = 0; i < count; i++)
        if (targets[i].entity == ENTITY_TASK && !ledger_rollup_step(change, targets[i].key, error))
            return FALSE;
    return TRUE;
}
