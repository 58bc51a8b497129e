#include "zhenggai/lint.h"

#include <string.h>

#include "lint.h"
#include "query.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* A rule finds rows: one statement gives key, what is filled into the sentence, and a second such
 * thing; a `look` decides what SQL cannot. */
typedef struct {
    LedgerLintRule rule;
    LedgerEntity entity;
    const char *sql;
    gboolean (*look)(StoreStatement *row);
} LintRule;

/* The parts of a measure: itself and its steps. */
#define PARTS(alias) "s.problem_id = " alias ".problem_id AND s.measure_no = " alias ".measure_no"

static const LintRule rules[] = {
    {{"completed-without-evidence", N_("completed without evidence")},
     ENTITY_TASK,
     "SELECT t.id, NULL, NULL FROM task t WHERE t.progress = 'completed' AND t.closure <> "
     "'dropped' "
     "AND NOT EXISTS (SELECT 1 FROM task s JOIN evidence e ON e.task_id = s.id WHERE " PARTS(
         "t") " AND (t.step_no = 0 OR s.step_no IN (0, t.step_no)))",
     NULL},
    {{"completed-without-result", N_("completed without a result")},
     ENTITY_TASK,
     "SELECT t.id, NULL, NULL FROM task t WHERE t.step_no = 0 AND t.progress = 'completed' "
     "AND t.closure <> 'dropped' AND t.result IS NULL",
     NULL},
    {{"copied-note", N_("a note copied from another one")}, ENTITY_TASK, NULL, NULL},
    {{"shared-evidence", N_("the same file proves several measures")},
     ENTITY_TASK,
     "SELECT t.id, e.title, (SELECT group_concat(a.address, '、') FROM evidence o "
     " JOIN task u ON u.id = o.task_id JOIN task_address a ON a.key = u.id "
     " WHERE o.sha256 = e.sha256 AND (u.problem_id, u.measure_no) <> (t.problem_id, t.measure_no)) "
     "FROM evidence e JOIN task t ON t.id = e.task_id WHERE EXISTS (SELECT 1 FROM evidence o "
     " JOIN task u ON u.id = o.task_id WHERE o.sha256 = e.sha256 "
     " AND (u.problem_id, u.measure_no) <> (t.problem_id, t.measure_no))",
     NULL},
    {{"deadline-moved", N_("its deadline was moved again and again")},
     ENTITY_TASK,
     "SELECT task_id, count(*), NULL FROM extension GROUP BY task_id HAVING count(*) >= 2",
     NULL},
    {{"cause-untouched", N_("a cause that no measure touches")},
     ENTITY_PROBLEM,
     "SELECT c.problem_id, c.text, coalesce((SELECT group_concat(s.text || ifnull(s.goal, ''), "
     "'。') "
     " FROM task s WHERE s.problem_id = c.problem_id), '') FROM cause c JOIN problem p "
     "ON p.id = c.problem_id WHERE p.no > 0",
     lint_is_untouched},
    {{"nothing-countable", N_("nothing in it can be counted")},
     ENTITY_TASK,
     "SELECT t.id, NULL, (SELECT group_concat(s.text || ifnull(s.goal, ''), '。') FROM task s "
     " WHERE " PARTS("t") ") FROM task t WHERE t.step_no = 0 AND t.closure <> 'dropped'",
     lint_is_uncountable},
    {{"closed-on-one-day", N_("everything was closed on one day")},
     ENTITY_TASK,
     "SELECT min(t.id), count(DISTINCT t.id), min(r.day) FROM task t "
     "JOIN problem p ON p.id = t.problem_id JOIN review r ON r.id = (SELECT max(id) FROM review "
     " WHERE task_id = t.id AND decision = 'closed') WHERE t.step_no = 0 AND t.closure = 'closed' "
     "GROUP BY p.year, p.unit_id HAVING count(DISTINCT t.id) >= 3 AND count(DISTINCT r.day) = 1",
     NULL},
    {{"substantial-as-done", N_("substantially completed, told as done")},
     ENTITY_TASK,
     "SELECT t.id, NULL, NULL FROM task t WHERE (t.progress = 'substantial' AND (t.percent = 100 "
     "OR t.done IS NOT NULL)) OR (t.progress = 'completed' AND (t.result LIKE '%基本完成%' OR "
     "(SELECT text FROM note WHERE task_id = t.id ORDER BY id DESC LIMIT 1) LIKE '%基本完成%'))",
     NULL},
    {{"stuck", N_("nothing has happened for 30 days")},
     ENTITY_TASK,
     "SELECT t.id, max(substr(a.at, 1, 10)), NULL FROM task t JOIN task s ON " PARTS(
         "t") " JOIN action a ON a.id IN (SELECT action_id FROM change WHERE entity = 'task' AND "
              "row = s.id "
              " UNION SELECT c.action_id FROM note n JOIN change c ON c.entity = 'note' AND c.row "
              "= n.id "
              "  WHERE n.task_id = s.id) "
              "WHERE t.step_no = 0 AND t.progress IN ('active', 'substantial') "
              "AND t.closure IN ('open', 'returned') AND NOT EXISTS (SELECT 1 FROM task later "
              " WHERE later.origin_id = t.id) GROUP BY t.id HAVING max(substr(a.at, 1, 10)) <= "
              "date(today(), '-30 days')",
     NULL},
    {{"continuous-unwatched", N_("goes on for good, and nobody is to look at it")},
     ENTITY_TASK,
     "SELECT t.id, NULL, NULL FROM task t WHERE t.kind = 'continuous' AND t.lookback_on IS NULL "
     "AND t.closure NOT IN ('closed', 'dropped')",
     NULL},
};

const LedgerLintRule *
ledger_lint_rule(guint index)
{
    return index < G_N_ELEMENTS(rules) ? &rules[index].rule : NULL;
}

const LedgerLintRule *
ledger_lint_rule_find(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].rule.name, word) == 0 || strcmp(rules[i].rule.label, word) == 0 ||
            strcmp(text_translate_in(TEXT_CHINESE, rules[i].rule.label), word) == 0)
            return &rules[i].rule;
    return NULL;
}

LedgerFinding *
ledger_finding_new(const char *rule, LedgerEntity entity, gint64 key, const char *address,
                   const char *reason, const char *waived)
{
    const LedgerFinding finding = {
        rule, entity, key, g_strdup(address), g_strdup(reason), g_strdup(waived)};
    return g_memdup2(&finding, sizeof finding);
}

void
ledger_finding_free(LedgerFinding *finding)
{
    g_free(finding->address);
    g_free(finding->reason);
    g_free(finding->waived);
    g_free(finding);
}

/* ── What was found, in words ─────────────────────────────────────────────────────────────── */

static char *
lint_reason(const LintRule *rule, const char *first, const char *second)
{
    const char *name = rule->rule.name;
    if (strcmp(name, "shared-evidence") == 0)
        return g_strdup_printf(_("\"%s\" also proves %s"), first, second);
    if (strcmp(name, "deadline-moved") == 0)
        return g_strdup_printf(_("its deadline was moved %s times"), first);
    if (strcmp(name, "cause-untouched") == 0)
        return g_strdup_printf(_("no measure touches the cause \"%s\""), first);
    if (strcmp(name, "closed-on-one-day") == 0)
        return g_strdup_printf(_("all %s measures were closed on %s"), first, second);
    if (strcmp(name, "stuck") == 0)
        return g_strdup_printf(_("nothing has happened since %s"), first);
    if (strcmp(name, "copied-note") == 0)
        return g_strdup_printf(_("its note \"%s\" reads like one of %s"), first, second);
    return g_strdup(_(rule->rule.label));
}

/* ── Looking ──────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_lint_waived(Ledger *ledger, const char *rule, LedgerEntity entity, gint64 key, char **reason,
                   GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT reason FROM waiver WHERE %s_id = ?1 AND rule = ?2", ledger_entity_name(entity));
    return store_string(ledger->store, reason, error, sql, "is", key, rule);
}

gboolean
lint_add(LintLook *look, const char *name, gint64 key, const char *first, const char *second,
         GError **error)
{
    const LintRule *rule = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].rule.name, name) == 0)
            rule = &rules[i];
    g_autofree char *waived = NULL;
    GHashTable *chosen = rule->entity == ENTITY_TASK ? look->tasks : look->problems;
    if (!g_hash_table_contains(chosen, &key))
        return TRUE;
    if (!ledger_lint_waived(look->ledger, name, rule->entity, key, &waived, error))
        return FALSE;
    if (waived != NULL && !look->waived)
        return TRUE;
    g_autofree char *address = ledger_row_address(look->ledger, rule->entity, key);
    g_autofree char *reason = lint_reason(rule, first, second);
    g_ptr_array_add(look->findings, ledger_finding_new(rule->rule.name, rule->entity, key, address,
                                                       reason, waived));
    return TRUE;
}

static gboolean
lint_run(LintLook *look, const LintRule *rule, GError **error)
{
    if (rule->sql == NULL)
        return lint_copied_notes(look, error);
    g_autoptr(StoreStatement) statement = store_query(look->ledger->store, error, rule->sql, "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        if ((rule->look == NULL || rule->look(statement)) &&
            !lint_add(look, rule->rule.name, store_integer(statement, 0), store_text(statement, 1),
                      store_text(statement, 2), error))
            return FALSE;
    return !store_failed(statement);
}

/* The keys of the tasks that the query chooses, and of their problems. */
static gboolean
lint_choose(LintLook *look, LedgerQuery *query, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_problem_id, FIELD_NONE);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        gint64 task = ledger_row_key(row), problem = ledger_row_number(row, FIELD_TASK_problem_id);
        g_hash_table_add(look->tasks, g_memdup2(&task, sizeof task));
        if (!g_hash_table_contains(look->problems, &problem))
            g_hash_table_add(look->problems, g_memdup2(&problem, sizeof problem));
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

GPtrArray *
ledger_lint(LedgerQuery *query, gboolean waived, GError **error)
{
    g_autoptr(GHashTable) tasks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) problems =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GPtrArray) findings =
        g_ptr_array_new_with_free_func((GDestroyNotify)ledger_finding_free);
    LintLook look = {query->ledger, tasks, problems, waived, findings};
    if (!lint_choose(&look, query, error))
        return NULL;
    watch_begin(_("checking the entries, rule by rule"), G_N_ELEMENTS(rules));
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (!watch_step(i, error) || !lint_run(&look, &rules[i], error))
            return NULL;
    return g_steal_pointer(&findings);
}

/* ── Waiving ──────────────────────────────────────────────────────────────────────────────── */

/* Where a rule finds something: one of ours in its entity, any other in a report. */
static LedgerEntity
lint_entity(const char *rule)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].rule.name, rule) == 0)
            return rules[i].entity;
    return ENTITY_REPORT;
}

static LedgerField
lint_waiver_field(LedgerEntity entity)
{
    return entity == ENTITY_TASK      ? FIELD_WAIVER_task_id
           : entity == ENTITY_PROBLEM ? FIELD_WAIVER_problem_id
                                      : FIELD_WAIVER_report_id;
}

static gboolean
lint_waive_one(LedgerChange *change, const char *rule, const LedgerTarget *target,
               const char *reason, GError **error)
{
    g_autofree char *address = ledger_row_address(change->ledger, target->entity, target->key);
    g_autofree char *before = NULL;
    LedgerEntity entity = lint_entity(rule);
    if (target->entity != entity) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s is a %s; %s is found in a %s"),
                    address == NULL ? "" : address, _(ledger_entity_label(target->entity)), rule,
                    _(ledger_entity_label(entity)));
        return FALSE;
    }
    if (!ledger_lint_waived(change->ledger, rule, entity, target->key, &before, error))
        return FALSE;
    if (before != NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE, _("%s was waived before: %s"),
                    address == NULL ? _(ledger_entity_label(entity)) : address, before);
        return FALSE;
    }
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, target->key);
    g_autofree char *now = ledger_now(change->ledger);
    gint64 row;
    const LedgerAssignment waiver[] = {
        {FIELD_WAIVER_rule, rule}, {lint_waiver_field(entity), key}, {FIELD_WAIVER_at, now},
        {FIELD_WAIVER_by, change->ledger->operator}, {FIELD_WAIVER_reason, reason}};
    return ledger_change_insert(change, ENTITY_WAIVER, waiver, G_N_ELEMENTS(waiver), &row, error);
}

gboolean
ledger_lint_waive(LedgerChange *change, const char *rule, const LedgerTarget *targets, guint count,
                  const char *reason, GError **error)
{
    if (!ledger_text_check(reason, error))
        return FALSE;
    if (ledger_text_is_blank(reason)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("a finding is let stand only with a reason (--reason)"));
        return FALSE;
    }
    for (guint i = 0; i < count; i++)
        if (!lint_waive_one(change, rule, &targets[i], reason, error))
            return FALSE;
    return TRUE;
}
