/* The rules of rectification: what follows from what people set. */
#include "check_main.h"
#include "change_ledger.h"

/* ── Deadlines ────────────────────────────────────────────────────────────────────────────── */

START_TEST(first_deadline_is_kept)
{
    set(measure, FIELD_TASK_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_first_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_extensions, "0");
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-12-31", "等待县局安排");
    task_holds(measure, FIELD_TASK_due, "2024-12-31");
    task_holds(measure, FIELD_TASK_first_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_extensions, "1");
    task_holds(measure, FIELD_TASK_extension_lines, "2024-12-20 → 2024-12-31 等待县局安排 王五");
}
END_TEST

START_TEST(moving_a_deadline_needs_a_reason)
{
    set(measure, FIELD_TASK_due, "2024-12-20");
    refuses(ENTITY_TASK, measure, FIELD_TASK_due, "2024-12-31", LEDGER_ERROR_RULE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_due, NULL, LEDGER_ERROR_RULE);
    const LedgerTarget target = {ENTITY_TASK, measure, 0};
    ck_assert(!set_targets(&target, 1, FIELD_TASK_due, "2024-12-31", "", NULL));
    ck_assert(!set_targets(&target, 1, FIELD_TASK_due, "2024-12-31", " 　", NULL));
    task_holds(measure, FIELD_TASK_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_extensions, "0");
    /* The same day is no move. */
    set(measure, FIELD_TASK_due, "2024-12-20");
}
END_TEST

START_TEST(a_deadline_taken_off_stays_an_extension)
{
    set(measure, FIELD_TASK_due, "2024-12-20");
    small_ledger_set(ledger, measure, FIELD_TASK_due, NULL, "改为长期坚持");
    task_holds(measure, FIELD_TASK_due, NULL);
    task_holds(measure, FIELD_TASK_first_due, "2024-12-20");
    task_holds(measure, FIELD_TASK_extensions, "1");
    /* Set again it is no first one. */
    set(measure, FIELD_TASK_due, "2025-06-30");
    task_holds(measure, FIELD_TASK_first_due, "2024-12-20");
}
END_TEST

START_TEST(overdue_follows_the_day)
{
    static const struct {
        const char *due, *overdue, *due_soon;
    } days[] = {{"2024-11-30", "1", "0"},
                {"2024-12-01", "0", "1"},
                {"2024-12-08", "0", "1"},
                {"2024-12-09", "0", "0"}};
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
        small_ledger_set(ledger, measure, FIELD_TASK_due, days[i].due, "试");
        task_holds(measure, FIELD_TASK_overdue, days[i].overdue);
        task_holds(measure, FIELD_TASK_due_soon, days[i].due_soon);
    }
    set(first_step, FIELD_TASK_due, "2024-01-01");
    set(first_step, FIELD_TASK_progress, "completed");
    task_holds(first_step, FIELD_TASK_overdue, "0");
}
END_TEST

/* ── Progress ─────────────────────────────────────────────────────────────────────────────── */

START_TEST(completed_is_dated_and_whole)
{
    set(first_step, FIELD_TASK_progress, "completed");
    task_holds(first_step, FIELD_TASK_percent, "100");
    task_holds(first_step, FIELD_TASK_done, "2024-12-01");
    set(first_step, FIELD_TASK_progress, "active");
    task_holds(first_step, FIELD_TASK_done, NULL);
    set(first_step, FIELD_TASK_done, "2024-11-15");
    set(first_step, FIELD_TASK_progress, "completed");
    task_holds(first_step, FIELD_TASK_done, "2024-11-15");
}
END_TEST

START_TEST(substantial_is_not_completed)
{
    set(measure, FIELD_TASK_progress, "substantial");
    task_holds(measure, FIELD_TASK_percent, "0");
    task_holds(measure, FIELD_TASK_done, NULL);
}
END_TEST

START_TEST(what_is_given_by_hand_has_the_last_word)
{
    const LedgerTarget target = {ENTITY_TASK, first_step, 0};
    const LedgerAssignment both[] = {{FIELD_TASK_progress, "completed"},
                                     {FIELD_TASK_done, "2024-10-08"},
                                     {FIELD_TASK_percent, "95"}};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    small_ledger_end(change, ledger_set(change, &target, 1, both, G_N_ELEMENTS(both), NULL, NULL));
    task_holds(first_step, FIELD_TASK_progress, "completed");
    task_holds(first_step, FIELD_TASK_done, "2024-10-08");
    task_holds(first_step, FIELD_TASK_percent, "95");
}
END_TEST

/* ── Steps and their measure ──────────────────────────────────────────────────────────────── */

START_TEST(measure_is_never_more_finished_than_its_steps)
{
    refuses(ENTITY_TASK, measure, FIELD_TASK_progress, "completed", LEDGER_ERROR_RULE);
    set(first_step, FIELD_TASK_progress, "completed");
    task_holds(measure, FIELD_TASK_progress, "active");
    refuses(ENTITY_TASK, measure, FIELD_TASK_progress, "completed", LEDGER_ERROR_RULE);
    /* In one bulk the measure may come first. */
    const LedgerTarget both[] = {{ENTITY_TASK, measure, 0}, {ENTITY_TASK, second_step, 0}};
    ck_assert(set_targets(both, 2, FIELD_TASK_progress, "completed", NULL, NULL));
    task_holds(measure, FIELD_TASK_progress, "completed");
    set(second_step, FIELD_TASK_progress, "substantial");
    task_holds(measure, FIELD_TASK_progress, "active");
    task_holds(measure, FIELD_TASK_done, NULL);
    holds(ENTITY_PROBLEM, problem, FIELD_PROBLEM_completed, "0");
}
END_TEST

START_TEST(closure_holds_progress)
{
    const LedgerTarget target = {ENTITY_TASK, first_step, 0};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_DROP);
    small_ledger_end(change, ledger_closure_move(change, MOVE_DROP, &target, 1,
                                                 &(LedgerReview){.opinion = "职能划出"}, NULL));
    refuses(ENTITY_TASK, first_step, FIELD_TASK_progress, "active", LEDGER_ERROR_RULE);
    small_ledger_note(ledger, first_step, "已移交");
    task_holds(first_step, FIELD_TASK_progress, "planned");
}
END_TEST

START_TEST(percent_begins_the_work)
{
    set(measure, FIELD_TASK_percent, "0");
    task_holds(measure, FIELD_TASK_progress, "planned");
    set(measure, FIELD_TASK_percent, "10");
    task_holds(measure, FIELD_TASK_progress, "active");
    set(measure, FIELD_TASK_progress, "substantial");
    set(measure, FIELD_TASK_percent, "20");
    task_holds(measure, FIELD_TASK_progress, "substantial");
}
END_TEST

START_TEST(note_begins_the_work)
{
    small_ledger_note(ledger, first_step, "  12月3日举办专题讲座\n42人参加 ");
    task_holds(first_step, FIELD_TASK_progress, "active");
    task_holds(first_step, FIELD_TASK_notes, "1");
    task_holds(first_step, FIELD_TASK_last_note, "12月3日举办专题讲座\n42人参加");
    task_holds(first_step, FIELD_TASK_note_lines, "2024-12-01 王五 12月3日举办专题讲座\n42人参加");
    small_ledger_note(ledger, first_step, "又开了一次");
    task_holds(first_step, FIELD_TASK_last_note, "又开了一次");
    set(second_step, FIELD_TASK_progress, "completed");
    small_ledger_note(ledger, second_step, "补记");
    task_holds(second_step, FIELD_TASK_progress, "completed");
}
END_TEST

START_TEST(note_must_say_something)
{
    static const char *const empty[] = {"", " \n\t", "　　", "\xff\xfe", "好\xc3"};
    for (gsize i = 0; i < G_N_ELEMENTS(empty); i++) {
        g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_NOTE);
        g_autoptr(GError) error = NULL;
        ck_assert(!ledger_note_add(change, measure, empty[i], &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    }
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_NOTE);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_note_add(change, 999, "无此任务", &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
}
END_TEST

/* ── People ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(people_enter_the_directory_once)
{
    set(measure, FIELD_TASK_owner, "李四");
    set(first_step, FIELD_TASK_owner, "李四");
    set(measure, FIELD_TASK_lead, "赵六");
    set(measure, FIELD_TASK_owner, NULL);
    ck_assert_uint_eq(count_rows(ENTITY_PERSON, 0), 2);
    g_auto(GStrv) names = ledger_names(ledger, FIELD_TASK_owner, "李", 10);
    ck_assert_uint_eq(g_strv_length(names), 1);
    ck_assert_str_eq(names[0], "李四");
}
END_TEST

START_TEST(names_come_by_use)
{
    set(measure, FIELD_TASK_owner, "甲");
    set(first_step, FIELD_TASK_owner, "乙");
    set(second_step, FIELD_TASK_owner, "乙");
    set(measure, FIELD_TASK_department, "司法所");
    g_auto(GStrv) people = ledger_names(ledger, FIELD_TASK_owner, "", 10);
    ck_assert_str_eq(people[0], "乙");
    ck_assert_str_eq(people[1], "甲");
    g_auto(GStrv) one = ledger_names(ledger, FIELD_TASK_owner, "", 1);
    ck_assert_uint_eq(g_strv_length(one), 1);
    g_auto(GStrv) offices = ledger_names(ledger, FIELD_TASK_department, "司", 10);
    ck_assert_uint_eq(g_strv_length(offices), 1);
    g_auto(GStrv) hostile = ledger_names(ledger, FIELD_TASK_department, "%' OR 1 --", 10);
    ck_assert_uint_eq(g_strv_length(hostile), 0);
}
END_TEST

static Suite *
rules_suite(void)
{
    const TTest *const deadlines_tests[] = {
        first_deadline_is_kept, moving_a_deadline_needs_a_reason,
        a_deadline_taken_off_stays_an_extension, overdue_follows_the_day};
    const TTest *const progress_tests[] = {completed_is_dated_and_whole,
                                           substantial_is_not_completed,
                                           what_is_given_by_hand_has_the_last_word,
                                           percent_begins_the_work,
                                           measure_is_never_more_finished_than_its_steps,
                                           closure_holds_progress,
                                           note_begins_the_work,
                                           note_must_say_something};
    const TTest *const people_tests[] = {people_enter_the_directory_once, names_come_by_use};
    Suite *suite = suite_create("rules");
    TCase *deadlines = tcase_create("deadlines");
    tcase_add_checked_fixture(deadlines, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(deadlines_tests); i++)
        tcase_add_test(deadlines, deadlines_tests[i]);
    suite_add_tcase(suite, deadlines);
    TCase *progress = tcase_create("progress");
    tcase_add_checked_fixture(progress, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(progress_tests); i++)
        tcase_add_test(progress, progress_tests[i]);
    suite_add_tcase(suite, progress);
    TCase *people = tcase_create("people");
    tcase_add_checked_fixture(people, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(people_tests); i++)
        tcase_add_test(people, people_tests[i]);
    suite_add_tcase(suite, people);
    return suite;
}

ZHENGGAI_TESTS(rules_suite())
