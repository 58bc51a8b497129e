/* Closure: what may be asked for and granted, and what a refusal says. */
#include "check_main.h"
#include "closure_ledger.h"

static const LedgerReview agreed = {.reviewer = "赵六", .opinion = "同意销号"};

START_TEST(request_lists_all_that_is_missing)
{
    move_lacks(MOVE_REQUEST, measure, (LedgerReview){0}, "1.1", "progress \"completed\"",
               "every step", "the day it was done", "the result", "evidence", NULL);
    set(measure, FIELD_TASK_progress, "substantial");
    move_lacks(MOVE_REQUEST, measure, (LedgerReview){0}, "progress \"completed\"", NULL);
    task_holds(measure, FIELD_TASK_closure, "open");
    finish();
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    task_holds(measure, FIELD_TASK_closure, "requested");
    task_holds(measure, FIELD_TASK_requested_on, "2024-12-01");
}
END_TEST

START_TEST(one_open_step_keeps_a_measure_open)
{
    finish();
    set(second_step, FIELD_TASK_progress, "active");
    move_lacks(MOVE_REQUEST, measure, (LedgerReview){0}, "every step", NULL);
    move_task(MOVE_DROP, second_step, (LedgerReview){.opinion = "并入县局统一轮训"});
    task_holds(second_step, FIELD_TASK_drop_reason, "并入县局统一轮训");
    set(measure, FIELD_TASK_progress, "completed");
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    task_holds(first_step, FIELD_TASK_closure, "requested");
    task_holds(second_step, FIELD_TASK_closure, "dropped");
}
END_TEST

START_TEST(evidence_of_a_step_is_evidence_of_its_measure)
{
    finish();
    small_ledger_set(ledger, first_step, FIELD_TASK_result, "学习四次", NULL);
    move_lacks(MOVE_REQUEST, first_step, (LedgerReview){0}, "1.1.1", "evidence", NULL);
    prove(first_step, "四次签到");
    move_task(MOVE_REQUEST, first_step, (LedgerReview){0});
}
END_TEST

START_TEST(closing_needs_another_person)
{
    finish();
    set(measure, FIELD_TASK_owner, "李四");
    move_lacks(MOVE_CLOSE, measure, agreed, "closure \"requested\" (it is \"open\")", NULL);
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    move_lacks(MOVE_CLOSE, measure, (LedgerReview){0}, "a reviewer", NULL);
    move_lacks(MOVE_CLOSE, measure, (LedgerReview){.reviewer = "李四"}, "other than the owner",
               NULL);
    move_lacks(MOVE_CLOSE, measure, (LedgerReview){.reviewer = "赵六", .day = "2024-12-02"},
               "future", NULL);
    move_task(MOVE_CLOSE, measure,
              (LedgerReview){.reviewer = "赵六",
                             .day = "2024-11-29",
                             .opinion = "同意销号",
                             .lookback_on = "2025-02-27"});
    task_holds(measure, FIELD_TASK_closure, "closed");
    task_holds(measure, FIELD_TASK_reviewer, "赵六");
    task_holds(measure, FIELD_TASK_review, "同意销号");
    task_holds(measure, FIELD_TASK_closed_on, "2024-11-29");
    task_holds(measure, FIELD_TASK_lookback_on, "2025-02-27");
    /* Its steps went along. */
    task_holds(first_step, FIELD_TASK_closure, "closed");
    task_holds(second_step, FIELD_TASK_closed_on, "2024-11-29");
}
END_TEST

/* The owner of a measure does not close a step that nobody owns. */
START_TEST(owner_of_the_measure_counts_for_its_steps)
{
    finish();
    set(measure, FIELD_TASK_owner, "赵六");
    set(first_step, FIELD_TASK_result, "学习四次");
    prove(first_step, "四次签到");
    move_task(MOVE_REQUEST, first_step, (LedgerReview){0});
    move_lacks(MOVE_CLOSE, first_step, agreed, "other than the owner", NULL);
}
END_TEST

START_TEST(returned_is_counted_and_active_again)
{
    finish();
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    move_lacks(MOVE_RETURN, measure, (LedgerReview){.reviewer = "赵六", .opinion = " 　"},
               "an opinion", NULL);
    move_task(MOVE_RETURN, measure, (LedgerReview){.reviewer = "赵六", .opinion = "佐证不足"});
    task_holds(measure, FIELD_TASK_closure, "returned");
    task_holds(measure, FIELD_TASK_progress, "active");
    task_holds(measure, FIELD_TASK_done, NULL);
    task_holds(measure, FIELD_TASK_returns, "1");
    task_holds(measure, FIELD_TASK_review, "佐证不足");
    task_holds(first_step, FIELD_TASK_progress, "completed");
    move_lacks(MOVE_REQUEST, measure, (LedgerReview){0}, "completed", NULL);
    set(measure, FIELD_TASK_progress, "completed");
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    move_task(MOVE_CLOSE, measure, agreed);
    task_holds(measure, FIELD_TASK_returns, "1");
    task_holds(first_step, FIELD_TASK_closure, "closed");
}
END_TEST

START_TEST(failed_lookback_reopens)
{
    finish();
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    move_task(MOVE_CLOSE, measure, agreed);
    move_task(MOVE_PASS, measure, agreed);
    task_holds(measure, FIELD_TASK_closure, "closed");
    move_lacks(MOVE_FAIL, measure, (LedgerReview){.reviewer = "赵六"}, "an opinion", NULL);
    move_task(MOVE_FAIL, measure, (LedgerReview){.reviewer = "赵六", .opinion = "抽查不合格"});
    task_holds(measure, FIELD_TASK_closure, "open");
    task_holds(measure, FIELD_TASK_progress, "active");
    task_holds(measure, FIELD_TASK_closed_on, NULL);
    task_holds(measure, FIELD_TASK_lookback_on, NULL);
    task_holds(first_step, FIELD_TASK_closure, "open");
}
END_TEST

/* What goes on for good is looked at again and again. */
START_TEST(interval_sets_the_next_look)
{
    set(measure, FIELD_TASK_lookback_every, "3");
    set(measure, FIELD_TASK_lookback_on, "2024-12-01");
    move_task(MOVE_PASS, measure, agreed);
    task_holds(measure, FIELD_TASK_lookback_on, "2025-03-01");
    task_holds(measure, FIELD_TASK_closure, "open");
}
END_TEST

START_TEST(dropped_needs_a_reason_and_comes_back)
{
    move_lacks(MOVE_DROP, first_step, (LedgerReview){0}, "a reason", NULL);
    move_task(MOVE_DROP, first_step, (LedgerReview){.opinion = "职能划出"});
    task_holds(first_step, FIELD_TASK_closure, "dropped");
    move_lacks(MOVE_DROP, first_step, (LedgerReview){.opinion = "再次"}, "dropped", NULL);
    move_lacks(MOVE_REOPEN, first_step, (LedgerReview){0}, "a reason", NULL);
    move_task(MOVE_REOPEN, first_step, (LedgerReview){.opinion = "职能划回"});
    task_holds(first_step, FIELD_TASK_closure, "open");
    task_holds(first_step, FIELD_TASK_drop_reason, NULL);
}
END_TEST

/* All or none, and every target's faults in one message. */
START_TEST(many_are_moved_as_one)
{
    const LedgerTarget targets[] = {
        {ENTITY_TASK, measure, 0}, {ENTITY_TASK, first_step, 0}, {ENTITY_TASK, second_step, 0}};
    const LedgerReview review = {.opinion = "机构改革"};
    g_autoptr(GError) error = NULL;
    gint64 other = small_ledger_measure(ledger, problem, "建立学习档案");
    const LedgerTarget two[] = {{ENTITY_TASK, measure, 0}, {ENTITY_TASK, other, 0}};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_REQUEST);
    ck_assert(!ledger_closure_move(change, MOVE_REQUEST, two, 2, &review, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "1.1:"));
    ck_assert_ptr_nonnull(strstr(error->message, "1.2:"));
    ledger_change_cancel(change);
    change = small_ledger_begin(ledger, ACTION_DROP);
    small_ledger_end(change, ledger_closure_move(change, MOVE_DROP, targets, 3, &review, NULL));
    task_holds(second_step, FIELD_TASK_closure, "dropped");
    g_autofree char *told = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    task_holds(measure, FIELD_TASK_closure, "open");
    task_holds(second_step, FIELD_TASK_closure, "open");
}
END_TEST

START_TEST(only_tasks_are_moved)
{
    const LedgerTarget target = {ENTITY_PROBLEM, problem, 0};
    const LedgerReview review = {.opinion = "不做了"};
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_DROP);
    ck_assert(!ledger_closure_move(change, MOVE_DROP, &target, 1, &review, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
}
END_TEST

START_TEST(stale_target_is_a_conflict)
{
    const LedgerTarget target = {ENTITY_TASK, first_step, 1};
    const LedgerReview review = {.opinion = "不做了"};
    g_autoptr(GError) error = NULL;
    set(first_step, FIELD_TASK_owner, "李四");
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_DROP);
    ck_assert(!ledger_closure_move(change, MOVE_DROP, &target, 1, &review, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT));
}
END_TEST

/* A menu offers what can be done from where the task is. */
START_TEST(possible_moves_follow_the_closure)
{
    static const struct {
        const char *closure;
        const char *moves; /* a letter a move, in their order */
    } possible[] = {{"open", "R  D PF"},
                    {"requested", " CTD   "},
                    {"returned", "R  D P "},
                    {"closed", "    OPF"},
                    {"dropped", "    O  "}};
    for (gsize i = 0; i < G_N_ELEMENTS(possible); i++)
        for (LedgerMove move = 0; move < MOVE_COUNT; move++)
            ck_assert_msg(ledger_closure_is_possible(move, possible[i].closure) ==
                              (possible[i].moves[move] != ' '),
                          "%s %d", possible[i].closure, move);
}
END_TEST

/* The history of a task tells its reviews. */
START_TEST(history_tells_closure)
{
    finish();
    move_task(MOVE_REQUEST, measure, (LedgerReview){0});
    move_task(MOVE_CLOSE, measure, agreed);
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_TASK, measure, NULL, 0, 1, NULL);
    const LedgerAct *act = acts->pdata[0];
    ck_assert_int_eq(act->action, ACTION_CLOSE);
    ck_assert_ptr_nonnull(strstr(act->summary, "closed"));
}
END_TEST

static Suite *
closure_suite(void)
{
    const TTest *const all[] = {request_lists_all_that_is_missing,
                                one_open_step_keeps_a_measure_open,
                                evidence_of_a_step_is_evidence_of_its_measure,
                                closing_needs_another_person,
                                owner_of_the_measure_counts_for_its_steps,
                                returned_is_counted_and_active_again,
                                failed_lookback_reopens,
                                interval_sets_the_next_look,
                                dropped_needs_a_reason_and_comes_back,
                                many_are_moved_as_one,
                                only_tasks_are_moved,
                                stale_target_is_a_conflict,
                                possible_moves_follow_the_closure,
                                history_tells_closure};
    Suite *suite = suite_create("closure");
    TCase *closure = tcase_create("closure");
    tcase_add_checked_fixture(closure, set_up, tear_down);
    tcase_set_timeout(closure, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(closure, all[i]);
    suite_add_tcase(suite, closure);
    return suite;
}

ZHENGGAI_TESTS(closure_suite())
