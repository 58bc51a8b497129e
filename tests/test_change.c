/* Change sets: made whole or not at all; rows added by hand, plans taken over. */
#include "check_main.h"
#include "change_ledger.h"

/* ── All or none ──────────────────────────────────────────────────────────────────────────── */

START_TEST(all_targets_or_none)
{
    const LedgerTarget targets[] = {
        {ENTITY_TASK, measure, 0}, {ENTITY_TASK, first_step, 0}, {ENTITY_TASK, 999, 0}};
    g_autoptr(GError) error = NULL;
    ck_assert(!set_targets(targets, 3, FIELD_TASK_owner, "李四", NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
    task_holds(measure, FIELD_TASK_owner, NULL);
    ck_assert_uint_eq(count_rows(ENTITY_PERSON, 0), 0);
    ck_assert(set_targets(targets, 2, FIELD_TASK_owner, "李四", NULL, NULL));
    task_holds(measure, FIELD_TASK_owner, "李四");
    task_holds(first_step, FIELD_TASK_owner, "李四");
}
END_TEST

START_TEST(stale_revision_is_a_conflict)
{
    g_autoptr(LedgerRow) shown = ledger_row_load(ledger, ENTITY_TASK, measure, NULL, NULL);
    const LedgerTarget targets[] = {
        {ENTITY_TASK, first_step, 0},
        {ENTITY_TASK, measure, ledger_row_number(shown, FIELD_TASK_revision)}};
    g_autoptr(GError) error = NULL;
    set(measure, FIELD_TASK_remark, "别人改的");
    ck_assert(!set_targets(targets, 2, FIELD_TASK_owner, "李四", NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT));
    ck_assert_msg(strstr(error->message, "1.1") != NULL, "%s", error->message);
    task_holds(first_step, FIELD_TASK_owner, NULL);
    task_holds(measure, FIELD_TASK_remark, "别人改的");
}
END_TEST

START_TEST(current_revision_is_none)
{
    g_autoptr(LedgerRow) shown = ledger_row_load(ledger, ENTITY_TASK, measure, NULL, NULL);
    const LedgerTarget target = {ENTITY_TASK, measure,
                                 ledger_row_number(shown, FIELD_TASK_revision)};
    ck_assert(set_targets(&target, 1, FIELD_TASK_owner, "李四", NULL, NULL));
}
END_TEST

/* Seen, taken back, done again and changed: it is no longer what was seen. */
START_TEST(revision_survives_undo)
{
    g_autofree char *undone = NULL, *redone = NULL;
    set(second_step, FIELD_TASK_remark, "甲");
    g_autoptr(LedgerRow) shown = ledger_row_load(ledger, ENTITY_TASK, second_step, NULL, NULL);
    const LedgerTarget target = {ENTITY_TASK, second_step,
                                 ledger_row_number(shown, FIELD_TASK_revision)};
    ck_assert(ledger_undo(ledger, FALSE, &undone, NULL));
    g_clear_pointer(&undone, g_free);
    ck_assert(ledger_undo(ledger, FALSE, &undone, NULL));
    ck_assert(ledger_redo(ledger, FALSE, &redone, NULL));
    set(second_step, FIELD_TASK_remark, "乙");
    g_autoptr(GError) error = NULL;
    ck_assert(!set_targets(&target, 1, FIELD_TASK_remark, "丙", NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT));
}
END_TEST

START_TEST(what_is_not_editable_is_refused)
{
    refuses(ENTITY_TASK, measure, FIELD_TASK_closure, "closed", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_first_due, "2024-12-20", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_overdue, "0", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_uuid, "x", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_measure_no, "7", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_reviewer, "县司法局", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_PROBLEM_text, "别的", LEDGER_ERROR_USAGE);
    refuses(ENTITY_PROBLEM, problem, FIELD_TASK_owner, "李四", LEDGER_ERROR_USAGE);
    refuses(ENTITY_UNIT, scope.unit_id, FIELD_UNIT_name, "某县", LEDGER_ERROR_USAGE);
    refuses(ENTITY_NOTE, 1, FIELD_NOTE_text, "改写", LEDGER_ERROR_USAGE);
}
END_TEST

START_TEST(what_is_required_cannot_be_emptied)
{
    refuses(ENTITY_TASK, measure, FIELD_TASK_text, NULL, LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_text, "", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_progress, NULL, LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_percent, NULL, LEDGER_ERROR_USAGE);
    refuses(ENTITY_PROBLEM, problem, FIELD_PROBLEM_text, NULL, LEDGER_ERROR_USAGE);
}
END_TEST

/* What no parser let through: the database itself is the last fence. */
START_TEST(values_that_cannot_be_are_refused)
{
    refuses(ENTITY_TASK, measure, FIELD_TASK_due, "2024-02-30", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_due, "someday", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_start, "2024-12-1", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_percent, "101", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_percent, "half", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_kind, "sometimes", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_progress, "finished", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_result, "\xe4\xbd", LEDGER_ERROR_USAGE);
    refuses(ENTITY_TASK, measure, FIELD_TASK_owner, "\xff", LEDGER_ERROR_USAGE);
    task_holds(measure, FIELD_TASK_due, NULL);
    task_holds(measure, FIELD_TASK_percent, "0");
}
END_TEST

START_TEST(hostile_text_is_text)
{
    static const char *const texts[] = {"'); DROP TABLE task; --",
                                        "\"",
                                        "%_\\",
                                        "=cmd|' /C calc'!A0",
                                        "\x1b[2J",
                                        "a\nb\tc",
                                        "{\"a\": null}",
                                        "\xe2\x80\xae"
                                        "abc"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        set(measure, FIELD_TASK_result, texts[i]);
        task_holds(measure, FIELD_TASK_result, texts[i]);
    }
}
END_TEST

/* ── Change sets ──────────────────────────────────────────────────────────────────────────── */

static guint
count_acts(void)
{
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 0, NULL);
    return acts->len;
}

START_TEST(dry_run_leaves_nothing)
{
    const LedgerTarget target = {ENTITY_TASK, measure, 0};
    const LedgerAssignment owner = {FIELD_TASK_owner, "李四"};
    guint acts = count_acts();
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    ck_assert(ledger_set(change, &target, 1, &owner, 1, NULL, NULL));
    ck_assert_uint_eq(ledger_change_count(change), 2);
    ck_assert_ptr_eq(ledger_change_ledger(change), ledger);
    task_holds(measure, FIELD_TASK_owner, "李四");
    ck_assert(ledger_change_commit(change, TRUE, NULL));
    task_holds(measure, FIELD_TASK_owner, NULL);
    ck_assert_uint_eq(count_rows(ENTITY_PERSON, 0), 0);
    ck_assert_uint_eq(count_acts(), acts);
}
END_TEST

START_TEST(cancelled_change_leaves_nothing)
{
    guint acts = count_acts();
    LedgerChange *change = small_ledger_begin(ledger, ACTION_NOTE);
    ck_assert(ledger_note_add(change, measure, "写到一半", NULL));
    ledger_change_cancel(change);
    task_holds(measure, FIELD_TASK_notes, "0");
    ck_assert_uint_eq(count_acts(), acts);
}
END_TEST

START_TEST(no_change_is_no_action)
{
    guint acts = count_acts();
    set(measure, FIELD_TASK_owner, NULL);
    set(measure, FIELD_TASK_progress, "planned");
    ck_assert_uint_eq(count_acts(), acts);
}
END_TEST

START_TEST(reason_goes_into_the_journal)
{
    LedgerChange *change = ledger_change_begin(ledger, ACTION_NOTE, "迎检", NULL);
    small_ledger_end(change, ledger_note_add(change, measure, "补记", NULL));
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    const LedgerAct *act = acts->pdata[0];
    ck_assert_str_eq(act->reason, "迎检");
    ck_assert_str_eq(act->by, "王五");
    ck_assert_str_eq(act->at, "2024-12-01T12:00:00+08:00");
    ck_assert_int_eq(act->action, ACTION_NOTE);
    ck_assert_ptr_null(ledger_change_begin(ledger, ACTION_NOTE, "\xff", NULL));
}
END_TEST

/* ── Adding ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(added_rows_are_numbered)
{
    gint64 other = small_ledger_problem(ledger, scope, "第二个问题");
    holds(ENTITY_PROBLEM, other, FIELD_PROBLEM_id, "2");
    small_ledger_cause(ledger, other, "原因一");
    small_ledger_cause(ledger, other, "原因二");
    holds(ENTITY_PROBLEM, other, FIELD_PROBLEM_cause, "原因一\n原因二");
    task_holds(small_ledger_measure(ledger, problem, "第二条措施"), FIELD_TASK_id, "1.2");
    task_holds(small_ledger_step(ledger, measure, "第三项任务"), FIELD_TASK_id, "1.1.3");
    gint64 first = small_ledger_measure(ledger, other, "措施");
    task_holds(first, FIELD_TASK_id, "2.1");
    task_holds(first, FIELD_TASK_code, "ZG2024-02-01");
    task_holds(small_ledger_step(ledger, first, "任务"), FIELD_TASK_code, "ZG2024-02-01-01");
    LedgerScope next = {2025, scope.unit_id};
    holds(ENTITY_PROBLEM, small_ledger_problem(ledger, next, "来年"), FIELD_PROBLEM_id, "1");
}
END_TEST

START_TEST(steps_go_to_measures)
{
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_ADD);
    g_autoptr(GError) error = NULL;
    gint64 key;
    ck_assert(!ledger_step_add(change, first_step, "步骤的步骤", &key, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    g_clear_error(&error);
    ck_assert(!ledger_step_add(change, 999, "无处可去", &key, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
}
END_TEST

START_TEST(added_text_must_say_something)
{
    static const char *const empty[] = {"", " ", "　\n", "\xff"};
    gint64 key;
    for (gsize i = 0; i < G_N_ELEMENTS(empty); i++) {
        g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_ADD);
        ck_assert(!ledger_problem_add(change, scope, empty[i], &key, NULL));
        ck_assert(!ledger_cause_add(change, problem, empty[i], &key, NULL));
        ck_assert(!ledger_measure_add(change, problem, empty[i], &key, NULL));
        ck_assert(!ledger_step_add(change, measure, empty[i], &key, NULL));
    }
}
END_TEST

START_TEST(rows_hang_on_rows_that_are_there)
{
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_ADD);
    gint64 key;
    ck_assert(!ledger_measure_add(change, 999, "无此问题", &key, NULL));
    ck_assert(!ledger_cause_add(change, 999, "无此问题", &key, NULL));
    ck_assert(!ledger_problem_add(change, (LedgerScope){2024, 999}, "无此单位", &key, NULL));
    ck_assert(!ledger_problem_add(change, (LedgerScope){1024, scope.unit_id}, "宋朝", &key, NULL));
}
END_TEST

START_TEST(units_are_found_by_either_name)
{
    gint64 found = 0, other = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_unit_ensure(change, "张官营镇", NULL, &found, NULL));
    ck_assert_int_eq(found, scope.unit_id);
    ck_assert(ledger_unit_ensure(change, "某县张官营镇人民政府", "张官营镇", &other, NULL));
    ck_assert_int_ne(other, scope.unit_id);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_unit_ensure(change, "张官营镇", NULL, &found, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}
END_TEST

START_TEST(unlinked_problem_is_one)
{
    gint64 first = 0, second = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    ck_assert(ledger_problem_unlinked(change, scope, &first, NULL));
    ck_assert(ledger_problem_unlinked(change, scope, &second, NULL));
    small_ledger_end(change, TRUE);
    ck_assert_int_eq(first, second);
    gint64 task = small_ledger_measure(ledger, first, "无对应问题");
    task_holds(task, FIELD_TASK_id, "0.1");
    task_holds(task, FIELD_TASK_problem, NULL);
}
END_TEST

/* ── Plans ────────────────────────────────────────────────────────────────────────────────── */

static const char report_text[] = "法治政府建设年度报告全文";

/* A report of 2024 with one plan. */
static gint64
add_plan(void)
{
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, report_text, -1);
    g_autofree char *unit = g_strdup_printf("%d", (int)scope.unit_id);
    const LedgerAssignment report[] = {
        {FIELD_REPORT_unit_id, unit}, {FIELD_REPORT_year, "2024"}, {FIELD_REPORT_sha256, sha256}};
    gint64 report_key, plan_key;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_change_keep_text(change, sha256, report_text, NULL));
    ck_assert(ledger_change_insert(change, ENTITY_REPORT, report, G_N_ELEMENTS(report), &report_key,
                                   NULL));
    g_autofree char *parent = g_strdup_printf("%d", (int)report_key);
    const LedgerAssignment plan[] = {{FIELD_PLAN_report_id, parent},
                                     {FIELD_PLAN_no, "1"},
                                     {FIELD_PLAN_text, "加强法治宣传"},
                                     {FIELD_PLAN_place_start, "0"},
                                     {FIELD_PLAN_place_end, "6"}};
    small_ledger_end(change, ledger_change_insert(change, ENTITY_PLAN, plan, G_N_ELEMENTS(plan),
                                                  &plan_key, NULL));
    return plan_key;
}

START_TEST(plans_are_accepted_once)
{
    gint64 plan = add_plan(), task = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_PLAN);
    small_ledger_end(change, ledger_plan_accept(change, plan, 0, &task, NULL));
    task_holds(task, FIELD_TASK_id, "0.1");
    task_holds(task, FIELD_TASK_year, "2025");
    task_holds(task, FIELD_TASK_text, "加强法治宣传");
    holds(ENTITY_PLAN, plan, FIELD_PLAN_task, "2025/0.1");
    change = small_ledger_begin(ledger, ACTION_PLAN);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_plan_accept(change, plan, 2026, &task, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_RULE));
    ledger_change_cancel(change);
}
END_TEST

START_TEST(plan_can_be_taken_over_into_any_year)
{
    gint64 plan = add_plan(), task = 0;
    g_autofree char *told = NULL;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_PLAN);
    small_ledger_end(change, ledger_plan_accept(change, plan, 2027, &task, NULL));
    task_holds(task, FIELD_TASK_year, "2027");
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    holds(ENTITY_PLAN, plan, FIELD_PLAN_task, NULL);
    change = small_ledger_begin(ledger, ACTION_PLAN);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_plan_accept(change, plan, 12345, &task, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert(!ledger_plan_accept(change, 999, 0, &task, NULL));
    ledger_change_cancel(change);
}
END_TEST

START_TEST(source_is_found_for_what_came_from_a_report)
{
    gint64 plan = add_plan(), unlinked = 0, key = 0;
    g_autofree char *text = NULL, *again = NULL;
    gsize start, end;
    ck_assert(ledger_source_find(ledger, ENTITY_PLAN, plan, &text, &start, &end, NULL));
    ck_assert_str_eq(text, report_text);
    ck_assert_uint_eq(start, 0);
    ck_assert_uint_eq(end, 6);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_problem_unlinked(change, scope, &unlinked, NULL));
    g_autofree char *parent = g_strdup_printf("%d", (int)unlinked);
    const LedgerAssignment task[] = {{FIELD_TASK_problem_id, parent}, {FIELD_TASK_measure_no, "1"},
                                     {FIELD_TASK_step_no, "0"},       {FIELD_TASK_text, "全文"},
                                     {FIELD_TASK_place_start, "10"},  {FIELD_TASK_place_end, "12"}};
    small_ledger_end(
        change, ledger_change_insert(change, ENTITY_TASK, task, G_N_ELEMENTS(task), &key, NULL));
    ck_assert(ledger_source_find(ledger, ENTITY_TASK, key, &again, &start, &end, NULL));
    ck_assert_uint_eq(start, 10);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_source_find(ledger, ENTITY_TASK, measure, &again, &start, &end, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
}
END_TEST

/* ── Append-only ──────────────────────────────────────────────────────────────────────────── */

START_TEST(journal_cannot_be_rewritten)
{
    static const char *const forbidden[] = {
        "UPDATE action SET \"by\" = 'x'",
        "DELETE FROM action",
        "UPDATE change SET new = 'x'",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
        "INSERT OR REPLACE INTO action SELECT * FROM action",
        "UPDATE note SET text = 'x'",
        "UPDATE report_text SET text = 'x'",
        "DELETE FROM report_text",
        "INSERT OR REPLACE INTO report_text SELECT * FROM report_text",
    };
    g_auto(LedgerFile) file = ledger_file_new();
    sqlite3 *database = NULL;
    add_plan();
    small_ledger_note(ledger, measure, "不可改");
    ck_assert(ledger_backup(ledger, file.path, NULL));
    ck_assert_int_eq(sqlite3_open(file.path, &database), SQLITE_OK);
    sqlite3_exec(database, "PRAGMA recursive_triggers = ON", NULL, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(forbidden); i++)
        ck_assert_msg(sqlite3_exec(database, forbidden[i], NULL, NULL, NULL) == SQLITE_CONSTRAINT,
                      "%s", forbidden[i]);
    sqlite3_close(database);
}
END_TEST

static Suite *
change_suite(void)
{
    const TTest *const all_or_none_tests[] = {all_targets_or_none,
                                              stale_revision_is_a_conflict,
                                              current_revision_is_none,
                                              revision_survives_undo,
                                              what_is_not_editable_is_refused,
                                              what_is_required_cannot_be_emptied,
                                              values_that_cannot_be_are_refused,
                                              hostile_text_is_text};
    const TTest *const sets_tests[] = {dry_run_leaves_nothing, cancelled_change_leaves_nothing,
                                       no_change_is_no_action, reason_goes_into_the_journal,
                                       journal_cannot_be_rewritten};
    const TTest *const adding_tests[] = {added_rows_are_numbered,
                                         steps_go_to_measures,
                                         added_text_must_say_something,
                                         rows_hang_on_rows_that_are_there,
                                         units_are_found_by_either_name,
                                         unlinked_problem_is_one,
                                         plans_are_accepted_once,
                                         plan_can_be_taken_over_into_any_year,
                                         source_is_found_for_what_came_from_a_report};
    Suite *suite = suite_create("change");
    TCase *all_or_none = tcase_create("all_or_none");
    tcase_add_checked_fixture(all_or_none, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(all_or_none_tests); i++)
        tcase_add_test(all_or_none, all_or_none_tests[i]);
    suite_add_tcase(suite, all_or_none);
    TCase *sets = tcase_create("sets");
    tcase_add_checked_fixture(sets, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(sets_tests); i++)
        tcase_add_test(sets, sets_tests[i]);
    suite_add_tcase(suite, sets);
    TCase *adding = tcase_create("adding");
    tcase_add_checked_fixture(adding, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(adding_tests); i++)
        tcase_add_test(adding, adding_tests[i]);
    suite_add_tcase(suite, adding);
    return suite;
}

ZHENGGAI_TESTS(change_suite())
