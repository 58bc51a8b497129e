/* From year to year: what goes on, what comes back, the ledger as it was. */
#include "check_main.h"
#include "closure_ledger.h"
#include "zhenggai/carry.h"

static guint
carry(const gint64 *measures, guint count)
{
    guint carried = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_CARRY);
    gboolean done = ledger_carry(change, scope, 2025, measures, count, &carried, &error) &&
                    ledger_change_commit(g_steal_pointer(&change), FALSE, &error);
    ck_assert_msg(done, "%s", error == NULL ? "" : error->message);
    return carried;
}

/* The task that goes on from that one. */
static gint64
carried(gint64 task)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, ENTITY_TASK, 0, NULL);
    g_autoptr(LedgerRow) before = ledger_row_load(ledger, ENTITY_TASK, task, NULL, NULL);
    const LedgerRow *row;
    while ((row = ledger_rows_next(rows, NULL)) != NULL) {
        const char *from = ledger_row_get(row, FIELD_TASK_carried_from);
        if (from != NULL && g_str_has_suffix(from, ledger_row_get(before, FIELD_TASK_id)))
            return ledger_row_key(row);
    }
    return 0;
}

START_TEST(unfinished_goes_on)
{
    set(measure, FIELD_TASK_owner, "李四");
    set(measure, FIELD_TASK_due, "2024-11-20");
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-12-31", "等待县局安排");
    set(first_step, FIELD_TASK_progress, "completed");
    small_ledger_measure(ledger, small_ledger_problem(ledger, scope, "已办结的问题"), "已办结");
    set(second_step + 1, FIELD_TASK_progress, "completed");
    ck_assert_uint_eq(carry(NULL, 0), 1);
    gint64 now = carried(measure), step = carried(second_step);
    task_holds(now, FIELD_TASK_id, "0.1");
    task_holds(now, FIELD_TASK_year, "2025");
    task_holds(now, FIELD_TASK_owner, "李四");
    task_holds(now, FIELD_TASK_due, "2024-12-31");
    task_holds(now, FIELD_TASK_first_due, "2024-11-20");
    task_holds(now, FIELD_TASK_problem, "部分执法人员法治意识不强");
    task_holds(now, FIELD_TASK_carried_from, "2024/1.1");
    task_holds(measure, FIELD_TASK_carried_to, "2025/0.1");
    /* Only the unfinished step goes along. */
    task_holds(step, FIELD_TASK_id, "0.1.1");
    ck_assert_int_eq(carried(first_step), 0);
    ck_assert_uint_eq(carry(NULL, 0), 0);
}
END_TEST

/* What goes on twice still answers the problem that was named first. */
START_TEST(problem_stays_with_its_report)
{
    carry(NULL, 0);
    guint more = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_CARRY);
    small_ledger_end(change, ledger_carry(change, (LedgerScope){2025, scope.unit_id}, 2026, NULL, 0,
                                          &more, NULL));
    ck_assert_uint_eq(more, 1);
    gint64 last = carried(carried(measure));
    task_holds(last, FIELD_TASK_problem, "部分执法人员法治意识不强");
    task_holds(last, FIELD_TASK_carried_from, "2025/0.1");
}
END_TEST

START_TEST(carry_is_one_step)
{
    carry(&measure, 1);
    g_autofree char *told = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    ck_assert_int_eq(carried(measure), 0);
    task_holds(measure, FIELD_TASK_carried_to, NULL);
}
END_TEST

START_TEST(what_cannot_go_on_is_told)
{
    gint64 other = small_ledger_measure(ledger, problem, "建立学习档案");
    set(other, FIELD_TASK_progress, "completed");
    carry(&measure, 1);
    const gint64 wrong[] = {measure, other, first_step};
    guint count = 0;
    g_autoptr(GError) rule = NULL, usage = NULL;
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_CARRY);
    ck_assert(!ledger_carry(change, scope, 2025, wrong, G_N_ELEMENTS(wrong), &count, &rule));
    ck_assert(g_error_matches(rule, LEDGER_ERROR, LEDGER_ERROR_RULE));
    static const char *const parts[] = {"2025/0.1", "finished", "with its measure"};
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        ck_assert_msg(strstr(rule->message, parts[i]) != NULL, "%s", rule->message);
    ck_assert(!ledger_carry(change, scope, 2024, NULL, 0, &count, &usage));
    ck_assert(g_error_matches(usage, LEDGER_ERROR, LEDGER_ERROR_USAGE));
}
END_TEST

/* What goes on wants attention where it goes on, and nowhere else. */
START_TEST(carried_work_is_due_once)
{
    set(measure, FIELD_TASK_due, "2024-11-20");
    carry(NULL, 0);
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_until(query, "2024-12-31");
    ck_assert_int_eq(ledger_query_count(query, NULL), 1);
}
END_TEST

/* ── compare ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(problem_that_comes_back_is_found)
{
    LedgerScope next = {2025, scope.unit_id};
    small_ledger_problem(ledger, scope, "渣土车处罚取证难");
    gint64 again = small_ledger_problem(ledger, next, "少数执法人员法治意识仍然不强");
    small_ledger_problem(ledger, next, "合法性审查流程不规范");
    g_autoptr(GArray) relapses = ledger_relapses(ledger, next, RELAPSE_LIKENESS, NULL);
    ck_assert_uint_eq(relapses->len, 1);
    const LedgerRelapse *relapse = &g_array_index(relapses, LedgerRelapse, 0);
    ck_assert_int_eq(relapse->now, again);
    ck_assert_int_eq(relapse->before, problem);
    g_autoptr(GArray) none = ledger_relapses(ledger, scope, RELAPSE_LIKENESS, NULL);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

/* ── As of a day ──────────────────────────────────────────────────────────────────────────── */

static Ledger *
on_day(const char *day)
{
    const LedgerWorld world = {.today = day, .operator= "王五" };
    ledger_close(ledger);
    ledger = ledger_open(file.path, LEDGER_OPEN_EXISTING, &world, NULL);
    return ledger;
}

START_TEST(ledger_stands_as_it_stood)
{
    on_day("2024-12-10");
    set(measure, FIELD_TASK_due, "2024-12-05");
    on_day("2024-12-12");
    gint64 later = small_ledger_step(ledger, measure, "后来加的");
    set(first_step, FIELD_TASK_progress, "completed");
    g_autofree char *told = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    g_autoptr(Ledger) before = ledger_open_as_of(ledger, "2024-12-01", NULL);
    g_autoptr(Ledger) middle = ledger_open_as_of(ledger, "2024-12-10", NULL);
    g_autoptr(Ledger) end = ledger_open_as_of(ledger, "2024-12-12", NULL);
    const struct {
        Ledger *then;
        const char *due, *overdue, *progress;
    } days[] = {{before, NULL, "0", "planned"},
                {middle, "2024-12-05", "1", "planned"},
                {end, "2024-12-05", "1", "planned"}};
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autoptr(LedgerRow) row = ledger_row_load(days[i].then, ENTITY_TASK, measure, NULL, NULL);
        g_autoptr(LedgerRow) added = ledger_row_load(days[i].then, ENTITY_TASK, later, NULL, NULL);
        ck_assert_pstr_eq(ledger_row_get(row, FIELD_TASK_due), days[i].due);
        ck_assert_pstr_eq(ledger_row_get(row, FIELD_TASK_overdue), days[i].overdue);
        ck_assert_pstr_eq(ledger_row_get(row, FIELD_TASK_progress), days[i].progress);
        ck_assert_int_eq(added != NULL, i == 2);
    }
}
END_TEST

/* Before there was anything there is nothing; the ledger itself is as it was. */
START_TEST(before_the_first_day_it_is_empty)
{
    finish();
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    g_autoptr(GError) error = NULL;
    g_autoptr(Ledger) empty = ledger_open_as_of(ledger, "2024-11-30", &error);
    ck_assert_msg(empty != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(LedgerQuery) query = ledger_query_new(empty);
    ck_assert_int_eq(ledger_query_count(query, NULL), 0);
    task_holds(measure, FIELD_TASK_closure, "requested");
}
END_TEST

static Suite *
carry_suite(void)
{
    const TTest *const all[] = {unfinished_goes_on,        problem_stays_with_its_report,
                                carry_is_one_step,         what_cannot_go_on_is_told,
                                carried_work_is_due_once,  problem_that_comes_back_is_found,
                                ledger_stands_as_it_stood, before_the_first_day_it_is_empty};
    Suite *suite = suite_create("carry");
    TCase *cases = tcase_create("carry");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(cases, all[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

ZHENGGAI_TESTS(carry_suite())
