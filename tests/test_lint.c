/* Rectification on paper only: each rule finds what it is for, and nothing else. */
#include "check_main.h"
#include "closure_ledger.h"
#include "zhenggai/lint.h"
#include "zhenggai/text.h"

/* The findings of a rule, as "1.1 1.1.2". */
static char *
found(const char *rule, gboolean waived)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = ledger_lint(query, waived, &error);
    ck_assert_msg(findings != NULL, "%s", error == NULL ? "" : error->message);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const LedgerFinding *finding = findings->pdata[i];
        if (strcmp(finding->rule, rule) == 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", finding->address);
    }
    return g_string_free(text, FALSE);
}

static void
finds(const char *rule, const char *wanted)
{
    g_autofree char *text = found(rule, FALSE);
    ck_assert_msg(strcmp(text, wanted) == 0, "%s: \"%s\", not \"%s\"", rule, text, wanted);
}

START_TEST(completed_wants_evidence_and_a_result)
{
    finds("completed-without-evidence", "");
    set(first_step, FIELD_TASK_progress, "completed");
    set(second_step, FIELD_TASK_progress, "completed");
    set(measure, FIELD_TASK_progress, "completed");
    finds("completed-without-evidence", "1.1 1.1.1 1.1.2");
    finds("completed-without-result", "1.1");
    prove(first_step, "四次签到");
    finds("completed-without-evidence", "1.1.2");
    prove(measure, "总签到");
    set(measure, FIELD_TASK_result, "全员轮训一遍");
    finds("completed-without-evidence", "");
    finds("completed-without-result", "");
}
END_TEST

START_TEST(copied_note_is_found)
{
    small_ledger_note(ledger, first_step, "组织执法人员集中学习，参学率达到百分之百，效果良好。");
    small_ledger_note(ledger, second_step, "年底前完成轮训方案，报县司法局审核。");
    finds("copied-note", "");
    small_ledger_note(ledger, second_step, "组织执法人员集中学习，参学率达到百分之百，效果很好。");
    finds("copied-note", "1.1.2");
}
END_TEST

START_TEST(shared_evidence_is_found)
{
    gint64 other = small_ledger_measure(ledger, problem, "建立学习档案");
    prove(measure, "照片");
    prove(first_step, "照片");
    finds("shared-evidence", "");
    prove(other, "照片");
    finds("shared-evidence", "1.1 1.1.1 1.2");
}
END_TEST

START_TEST(deadline_moved_twice_is_found)
{
    set(measure, FIELD_TASK_due, "2024-11-20");
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-12-10", "师资未到");
    finds("deadline-moved", "");
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-12-31", "师资仍未到");
    finds("deadline-moved", "1.1");
}
END_TEST

START_TEST(cause_that_nothing_touches_is_found)
{
    small_ledger_cause(ledger, problem, "执法人员培训走过场");
    finds("cause-untouched", "");
    small_ledger_cause(ledger, problem, "经费保障不到位");
    finds("cause-untouched", "1");
}
END_TEST

START_TEST(nothing_countable_is_found)
{
    finds("nothing-countable", "");
    gint64 vague = small_ledger_measure(ledger, problem, "进一步加强执法监督，完善相关机制");
    finds("nothing-countable", "1.2");
    set(vague, FIELD_TASK_goal, "开展案卷评查2次");
    finds("nothing-countable", "");
}
END_TEST

static void
close_on(gint64 task, const char *day)
{
    set(task, FIELD_TASK_progress, "completed");
    set(task, FIELD_TASK_result, "已落实");
    g_autofree char *text = g_strdup_printf("第%d份", (int)task);
    prove(task, text);
    move_task(MOVE_REQUEST, task, (LedgerReview){0});
    move_task(MOVE_CLOSE, task, (LedgerReview){.reviewer = "赵六", .day = day});
}

START_TEST(everything_closed_on_one_day_is_found)
{
    close_on(small_ledger_measure(ledger, problem, "甲"), "2024-11-29");
    close_on(small_ledger_measure(ledger, problem, "乙"), "2024-11-29");
    finds("closed-on-one-day", "");
    close_on(small_ledger_measure(ledger, problem, "丙"), "2024-11-29");
    finds("closed-on-one-day", "1.2");
    close_on(small_ledger_measure(ledger, problem, "丁"), "2024-11-30");
    finds("closed-on-one-day", "");
}
END_TEST

START_TEST(substantial_told_as_done_is_found)
{
    set(first_step, FIELD_TASK_progress, "substantial");
    finds("substantial-as-done", "");
    set(first_step, FIELD_TASK_percent, "100");
    small_ledger_note(ledger, second_step, "轮训基本完成");
    set(second_step, FIELD_TASK_progress, "completed");
    finds("substantial-as-done", "1.1.1 1.1.2");
}
END_TEST

START_TEST(what_is_stuck_is_found)
{
    const LedgerWorld later = {.today = "2025-01-15", .operator= "王五" };
    small_ledger_note(ledger, first_step, "印发学习计划");
    finds("stuck", "");
    ledger_close(ledger);
    ledger = ledger_open(file.path, LEDGER_OPEN_EXISTING, &later, NULL);
    finds("stuck", "1.1");
    small_ledger_note(ledger, second_step, "完成第一批轮训");
    finds("stuck", "");
}
END_TEST

START_TEST(unwatched_is_found)
{
    set(measure, FIELD_TASK_kind, "continuous");
    finds("continuous-unwatched", "1.1");
    set(measure, FIELD_TASK_lookback_every, "3");
    finds("continuous-unwatched", "");
}
END_TEST

/* ── Waiving ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
waive(const char *rule, LedgerEntity entity, gint64 key, const char *reason, GError **error)
{
    const LedgerTarget target = {entity, key, 0};
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_WAIVE);
    return ledger_lint_waive(change, rule, &target, 1, reason, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

START_TEST(waived_stands_with_its_reason)
{
    g_autoptr(GError) blank = NULL, entity = NULL, twice = NULL;
    set(measure, FIELD_TASK_kind, "continuous");
    ck_assert(!waive("continuous-unwatched", ENTITY_TASK, measure, " ", &blank));
    ck_assert(g_error_matches(blank, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert(!waive("continuous-unwatched", ENTITY_PROBLEM, problem, "随季度调度", &entity));
    ck_assert(g_error_matches(entity, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert(waive("continuous-unwatched", ENTITY_TASK, measure, "随季度调度复查", NULL));
    ck_assert(!waive("continuous-unwatched", ENTITY_TASK, measure, "再次", &twice));
    ck_assert(g_error_matches(twice, LEDGER_ERROR, LEDGER_ERROR_RULE));
    finds("continuous-unwatched", "");
    g_autofree char *all = found("continuous-unwatched", TRUE);
    ck_assert_str_eq(all, "1.1");
    g_autofree char *told = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    finds("continuous-unwatched", "1.1");
}
END_TEST

/* Only what the query chooses is looked at. */
START_TEST(filter_narrows)
{
    set(measure, FIELD_TASK_kind, "continuous");
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ck_assert(ledger_query_filter(query, "owner:李四", NULL));
    g_autoptr(GPtrArray) findings = ledger_lint(query, FALSE, NULL);
    ck_assert_uint_eq(findings->len, 0);
}
END_TEST

START_TEST(rules_are_named_once)
{
    for (guint i = 0; ledger_lint_rule(i) != NULL; i++) {
        const LedgerLintRule *rule = ledger_lint_rule(i);
        ck_assert_ptr_eq(ledger_lint_rule_find(rule->name), rule);
        ck_assert_ptr_eq(ledger_lint_rule_find(text_translate_in(TEXT_CHINESE, rule->label)), rule);
    }
    ck_assert_ptr_null(ledger_lint_rule_find("nothing"));
}
END_TEST

static Suite *
lint_suite(void)
{
    const TTest *const all[] = {completed_wants_evidence_and_a_result,
                                copied_note_is_found,
                                shared_evidence_is_found,
                                deadline_moved_twice_is_found,
                                cause_that_nothing_touches_is_found,
                                nothing_countable_is_found,
                                everything_closed_on_one_day_is_found,
                                substantial_told_as_done_is_found,
                                what_is_stuck_is_found,
                                unwatched_is_found,
                                waived_stands_with_its_reason,
                                filter_narrows,
                                rules_are_named_once};
    Suite *suite = suite_create("lint");
    TCase *lint = tcase_create("lint");
    tcase_add_checked_fixture(lint, set_up, tear_down);
    tcase_set_timeout(lint, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(lint, all[i]);
    suite_add_tcase(suite, lint);
    return suite;
}

ZHENGGAI_TESTS(lint_suite())
