#include "zhenggai/carry.h"

#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

#define IS_UNFINISHED "progress <> 'completed' AND closure NOT IN ('closed', 'dropped')"

/* What goes along as it is. */
static const LedgerField carried_fields[] = {FIELD_TASK_text,
                                             FIELD_TASK_goal,
                                             FIELD_TASK_kind,
                                             FIELD_TASK_due,
                                             FIELD_TASK_due_text,
                                             FIELD_TASK_first_due,
                                             FIELD_TASK_start,
                                             FIELD_TASK_lead,
                                             FIELD_TASK_lead_department,
                                             FIELD_TASK_department,
                                             FIELD_TASK_support,
                                             FIELD_TASK_owner,
                                             FIELD_TASK_percent,
                                             FIELD_TASK_progress,
                                             FIELD_TASK_remark,
                                             FIELD_TASK_lookback_every,
                                             FIELD_TASK_lookback_on};

/* A task written again under another problem and number, linked with the one that it was. */
static gboolean
carry_copy(LedgerChange *change, gint64 task, gint64 problem, gint64 measure_no, gint64 step_no,
           GError **error)
{
    Store *store = change->ledger->store;
    gint64 about = 0, key;
    LedgerAssignment row[G_N_ELEMENTS(carried_fields) + 5];
    char *values[G_N_ELEMENTS(carried_fields)] = {NULL};
    gboolean done = store_number(store, &about, 0, error,
                                 "SELECT coalesce(t.about_id, iif(p.no > 0, p.id, 0)) FROM task t "
                                 "JOIN problem p ON p.id = t.problem_id WHERE t.id = ?1",
                                 "i", task);
    LedgerDigits parent = ledger_digits(problem), measure = ledger_digits(measure_no),
                 step = ledger_digits(step_no), origin = ledger_digits(task),
                 answered = ledger_digits(about);
    for (guint i = 0; done && i < G_N_ELEMENTS(carried_fields); i++) {
        gint64 revision;
        done = ledger_row_value(change->ledger, ENTITY_TASK, task, carried_fields[i], &values[i],
                                &revision, error);
        row[i] = (LedgerAssignment){carried_fields[i], values[i]};
    }
    guint count = G_N_ELEMENTS(carried_fields);
    row[count++] = (LedgerAssignment){FIELD_TASK_problem_id, parent.text};
    row[count++] = (LedgerAssignment){FIELD_TASK_measure_no, measure.text};
    row[count++] = (LedgerAssignment){FIELD_TASK_step_no, step.text};
    row[count++] = (LedgerAssignment){FIELD_TASK_origin_id, origin.text};
    row[count++] = (LedgerAssignment){FIELD_TASK_about_id, about == 0 ? NULL : answered.text};
    done = done && ledger_change_insert(change, ENTITY_TASK, row, count, &key, error);
    for (guint i = 0; i < G_N_ELEMENTS(carried_fields); i++)
        g_free(values[i]);
    return done;
}

static gboolean
carry_measure(LedgerChange *change, gint64 measure, int year, GError **error)
{
    Store *store = change->ledger->store;
    gint64 problem = 0, no = 0;
    LedgerScope to = {year, 0};
    if (!store_number(store, &to.unit_id, 0, error, "SELECT unit_id FROM task_row WHERE key = ?1",
                      "i", measure) ||
        !ledger_problem_unlinked(change, to, &problem, error) ||
        !store_number(store, &no, 0, error,
                      "SELECT coalesce(max(measure_no), 0) + 1 FROM task WHERE problem_id = ?1",
                      "i", problem) ||
        !carry_copy(change, measure, problem, no, 0, error))
        return FALSE;
    g_autoptr(StoreStatement) unfinished =
        store_query(store, error,
                    "SELECT s.id FROM task m JOIN task s ON s.problem_id = m.problem_id "
                    "AND s.measure_no = m.measure_no AND s.step_no > 0 WHERE m.id = ?1 "
                    "AND s.progress <> 'completed' AND s.closure NOT IN ('closed', 'dropped') "
                    "ORDER BY s.step_no",
                    "i", measure);
    g_autoptr(GArray) steps = store_keys(unfinished, error);
    if (steps == NULL)
        return FALSE;
    for (guint i = 0; i < steps->len; i++)
        if (!carry_copy(change, g_array_index(steps, gint64, i), problem, no, i + 1, error))
            return FALSE;
    return TRUE;
}

/* Everything that keeps the chosen ones from going on, in one message. */
static gboolean
carry_refuse(Ledger *ledger, const gint64 *measures, guint count, int year, GError **error)
{
    g_autoptr(GString) message = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        LedgerFields fields =
            ledger_fields_of(FIELD_TASK_year, FIELD_TASK_step_no, FIELD_TASK_progress,
                             FIELD_TASK_closure, FIELD_TASK_carried_to, FIELD_NONE);
        g_autoptr(LedgerRow) row =
            ledger_row_load(ledger, ENTITY_TASK, measures[i], &fields, error);
        if (row == NULL)
            return TRUE;
        const char *closure = ledger_row_get(row, FIELD_TASK_closure);
        const char *carried = ledger_row_get(row, FIELD_TASK_carried_to);
        g_autofree char *address = ledger_row_address(ledger, ENTITY_TASK, measures[i]);
        g_autofree char *why = NULL;
        if (ledger_row_number(row, FIELD_TASK_step_no) > 0)
            why = g_strdup(_("a step goes on with its measure"));
        else if (ledger_row_number(row, FIELD_TASK_year) >= year)
            why = g_strdup_printf(_("it is of %s itself"), ledger_row_get(row, FIELD_TASK_year));
        else if (carried != NULL)
            why = g_strdup_printf(_("it goes on as %s already"), carried);
        else if (strcmp(ledger_row_get(row, FIELD_TASK_progress), "completed") == 0 ||
                 strcmp(closure, "closed") == 0 || strcmp(closure, "dropped") == 0)
            why = g_strdup(_("it is finished"));
        if (why != NULL)
            g_string_append_printf(message, _("%s%s: %s"), message->len > 0 ? _("; ") : "", address,
                                   why);
    }
    if (message->len > 0)
        g_set_error_literal(error, LEDGER_ERROR, LEDGER_ERROR_RULE, message->str);
    return message->len > 0;
}

gboolean
ledger_carry(LedgerChange *change, LedgerScope from, int year, const gint64 *measures, guint count,
             guint *carried, GError **error)
{
    if (year <= from.year) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%d is not after %d: work goes on in a later year"), year, from.year);
        return FALSE;
    }
    g_autoptr(StoreStatement) unfinished = store_query(
        change->ledger->store, error,
        "SELECT t.id FROM problem p JOIN task t ON t.problem_id = p.id "
        "WHERE p.year = ?1 AND ?2 IN (0, p.unit_id) AND t.step_no = 0 AND " IS_UNFINISHED
        " AND NOT EXISTS (SELECT 1 FROM task n WHERE n.origin_id = t.id) "
        "ORDER BY p.unit_id, p.no, t.measure_no",
        "ii", (gint64)from.year, from.unit_id);
    g_autoptr(GArray) keys = store_keys(unfinished, error);
    if (keys == NULL)
        return FALSE;
    if (count > 0) {
        if (carry_refuse(change->ledger, measures, count, year, error))
            return FALSE;
        g_array_set_size(keys, 0);
        g_array_append_vals(keys, measures, count);
    }
    for (guint i = 0; i < keys->len; i++)
        if (!carry_measure(change, g_array_index(keys, gint64, i), year, error))
            return FALSE;
    *carried = keys->len;
    return TRUE;
}

/* ── Problems that come back ──────────────────────────────────────────────────────────────── */

/* A problem of one of the years. */
typedef struct {
    gint64 key, unit_id, year;
    char *text;
} RelapseProblem;

static void
relapse_problem_clear(RelapseProblem *problem)
{
    g_free(problem->text);
}

static GArray *
relapse_problems(Ledger *ledger, LedgerScope scope, GError **error)
{
    g_autoptr(GArray) problems = g_array_new(FALSE, FALSE, sizeof(RelapseProblem));
    g_array_set_clear_func(problems, (GDestroyNotify)relapse_problem_clear);
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    "SELECT id, unit_id, year, text FROM problem WHERE no > 0 AND year <= ?1 "
                    "AND ?2 IN (0, unit_id) ORDER BY unit_id, year DESC, no",
                    "ii", (gint64)scope.year, scope.unit_id);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        RelapseProblem problem = {store_integer(statement, 0), store_integer(statement, 1),
                                  store_integer(statement, 2), g_strdup(store_text(statement, 3))};
        g_array_append_val(problems, problem);
    }
    return store_failed(statement) ? NULL : g_steal_pointer(&problems);
}

static int
relapse_compare(gconstpointer a, gconstpointer b)
{
    const LedgerRelapse *first = a, *second = b;
    if (first->now != second->now)
        return first->now < second->now ? -1 : 1;
    return (first->likeness < second->likeness) - (first->likeness > second->likeness);
}

GArray *
ledger_relapses(Ledger *ledger, LedgerScope scope, double least, GError **error)
{
    g_autoptr(GArray) problems = relapse_problems(ledger, scope, error);
    if (problems == NULL)
        return NULL;
    GArray *relapses = g_array_new(FALSE, FALSE, sizeof(LedgerRelapse));
    for (guint i = 0; i < problems->len; i++) {
        const RelapseProblem *now = &g_array_index(problems, RelapseProblem, i);
        for (guint k = i + 1; now->year == scope.year && k < problems->len; k++) {
            const RelapseProblem *before = &g_array_index(problems, RelapseProblem, k);
            if (before->unit_id != now->unit_id)
                break;
            if (before->year == now->year)
                continue;
            LedgerRelapse relapse = {now->key, before->key,
                                     text_similarity(now->text, before->text)};
            if (relapse.likeness >= least)
                g_array_append_val(relapses, relapse);
        }
    }
    g_array_sort(relapses, relapse_compare);
    return relapses;
}
