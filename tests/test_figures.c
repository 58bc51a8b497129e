/* Figures: what is counted, and that it follows every change. */
#include "check_main.h"
#include "query_ledger.h"
#include "zhenggai/figures.h"

START_TEST(figures_count_a_unit_and_year)
{
    LedgerFigures figures;
    ck_assert(ledger_figures(ledger, scope_of(2024, unit), &figures, NULL));
    ck_assert_int_eq(figures.problems, 2);
    ck_assert_int_eq(figures.problems_completed, 1);
    ck_assert_int_eq(figures.measures.total, 2);
    ck_assert_int_eq(figures.measures.progress[1], 1);
    ck_assert_int_eq(figures.measures.progress[3], 1);
    ck_assert_int_eq(figures.measures.closure[0], 2);
    ck_assert_int_eq(figures.steps.total, 2);
    ck_assert_int_eq(figures.overdue, 1);
    ck_assert_int_eq(figures.due_soon, 1);
    ck_assert_int_eq(figures.unsettled, 1);
    ck_assert_int_eq(figures.notes, 1);
    ck_assert_int_eq(figures.extensions, 0);
    ck_assert_int_eq(figures.plans, 0);
}
END_TEST

START_TEST(figures_count_everything)
{
    LedgerFigures figures;
    ck_assert(ledger_figures(ledger, scope_of(0, 0), &figures, NULL));
    ck_assert_int_eq(figures.problems, 4);
    ck_assert_int_eq(figures.measures.total, 4);
    ck_assert_int_eq(figures.overdue, 2);
    ck_assert_int_eq(figures.unsettled, 2);
    ck_assert(ledger_figures(ledger, scope_of(2023, other), &figures, NULL));
    ck_assert_int_eq(figures.problems, 0);
    ck_assert_int_eq(figures.measures.total, 0);
    ck_assert_int_eq(figures.overdue, 0);
}
END_TEST

/* Problem 0 is no problem of the report, but what hangs on it is work. */
START_TEST(figures_leave_problem_zero_out)
{
    gint64 unlinked = 0;
    LedgerFigures figures;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    small_ledger_end(change,
                     ledger_problem_unlinked(change, scope_of(2024, unit), &unlinked, NULL));
    small_ledger_set(ledger, small_ledger_measure(ledger, unlinked, "无对应问题"),
                     FIELD_TASK_progress, "completed", NULL);
    ck_assert(ledger_figures(ledger, scope_of(2024, unit), &figures, NULL));
    ck_assert_int_eq(figures.problems, 2);
    ck_assert_int_eq(figures.problems_completed, 1);
    ck_assert_int_eq(figures.measures.total, 3);
}
END_TEST

static void
owner_is(const GPtrArray *owners, guint index, const char *name, int total, int completed,
         int overdue, int due_soon)
{
    const LedgerOwnerFigures *owner = owners->pdata[index];
    ck_assert_pstr_eq(owner->name, name);
    ck_assert_int_eq(owner->total, total);
    ck_assert_int_eq(owner->completed, completed);
    ck_assert_int_eq(owner->overdue, overdue);
    ck_assert_int_eq(owner->due_soon, due_soon);
}

/* A step without an owner counts for its measure's, also after that changes. */
START_TEST(figures_by_owner)
{
    g_autoptr(GPtrArray) owners = ledger_figures_by_owner(ledger, scope_of(0, 0), NULL);
    ck_assert_uint_eq(owners->len, 3);
    owner_is(owners, 0, "李四", 4, 0, 1, 1);
    owner_is(owners, 1, "王五", 1, 1, 0, 0);
    owner_is(owners, 2, NULL, 1, 0, 1, 0);
    small_ledger_set(ledger, keys['a'], FIELD_TASK_owner, "王五", NULL);
    small_ledger_set(ledger, keys['b'], FIELD_TASK_owner, "李四", NULL);
    g_autoptr(GPtrArray) after = ledger_figures_by_owner(ledger, scope_of(2024, unit), NULL);
    ck_assert_uint_eq(after->len, 2);
    owner_is(after, 0, "王五", 3, 1, 1, 1);
    owner_is(after, 1, "李四", 1, 0, 0, 0);
}
END_TEST

/* Moves a task as a report does that was printed anew. */
static void
move_task(gint64 task, LedgerField field, const char *number)
{
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_change_set(change, ENTITY_TASK, task, 0, field, number, NULL));
    ledger_file_healthy(ledger);
}

/* A measure that moves leaves its steps behind for a moment, and finds others where it goes. */
START_TEST(figures_follow_what_moves)
{
    g_autofree char *other_problem = NULL;
    LedgerPlace place;
    ck_assert(ledger_place_find(ledger, ENTITY_TASK, keys['d'], &place, NULL));
    other_problem = g_strdup_printf("%d", (int)place.problem_key);
    move_task(keys['a'], FIELD_TASK_measure_no, "9");
    move_task(keys['b'], FIELD_TASK_measure_no, "9");
    move_task(keys['c'], FIELD_TASK_measure_no, "9");
    move_task(keys['a'], FIELD_TASK_problem_id, other_problem);
    move_task(keys['b'], FIELD_TASK_problem_id, other_problem);
    move_task(keys['c'], FIELD_TASK_step_no, "7");
    g_autoptr(GPtrArray) owners = ledger_figures_by_owner(ledger, scope_of(2024, unit), NULL);
    ck_assert_uint_eq(owners->len, 3);
    owner_is(owners, 0, "李四", 2, 0, 1, 0);
    owner_is(owners, 1, "王五", 1, 1, 0, 0);
    owner_is(owners, 2, NULL, 1, 0, 0, 1);
    move_task(keys['a'], FIELD_TASK_measure_no, "1000");
    move_task(keys['d'], FIELD_TASK_measure_no, "9");
    LedgerFigures figures;
    ck_assert(ledger_figures(ledger, scope_of(2024, unit), &figures, NULL));
    ck_assert_int_eq(figures.problems_completed, 0);
}
END_TEST

static Suite *
figures_suite(void)
{
    const TTest *const figures_tests[] = {figures_count_a_unit_and_year, figures_count_everything,
                                          figures_leave_problem_zero_out, figures_by_owner,
                                          figures_follow_what_moves};
    Suite *suite = suite_create("figures");
    TCase *figures = tcase_create("figures");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(figures, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(figures_tests); i++)
        tcase_add_test(figures, figures_tests[i]);
    suite_add_tcase(suite, figures);
    return suite;
}

ZHENGGAI_TESTS(figures_suite())
