/* The summary: it says what the ledger holds, all of it, and nothing else. */
#include <string.h>

#include "check_main.h"
#include "small_ledger.h"
#include "zhenggai/summary.h"

#define STEP "制定系统的培训计划"

static Ledger *ledger;
static gint64 unit;

/* ── A small ledger ───────────────────────────────────────────────────────────────────────── */

static gint64
add_problem(int year, const char *text)
{
    return small_ledger_problem(ledger, (LedgerScope){year, unit}, text);
}

static gint64
add_measure(gint64 problem, const char *text)
{
    return small_ledger_measure(ledger, problem, text);
}

static void
set_field(gint64 task, LedgerField field, const char *value, const char *reason)
{
    small_ledger_set(ledger, task, field, value, reason);
}

static void
set_closure(gint64 task, const char *closure)
{
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    ck_assert(ledger_change_set(change, ENTITY_TASK, task, 0, FIELD_TASK_closure, closure, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

static void
add_report_with_plan(int year, const char *plan)
{
    gint64 report, key;
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, plan, -1);
    g_autofree char *unit_id = g_strdup_printf("%" G_GINT64_FORMAT, unit);
    g_autofree char *of_year = g_strdup_printf("%d", year);
    const LedgerAssignment told[] = {{FIELD_REPORT_unit_id, unit_id},
                                     {FIELD_REPORT_year, of_year},
                                     {FIELD_REPORT_sha256, sha256}};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_change_keep_text(change, sha256, plan, NULL));
    ck_assert(ledger_change_insert(change, ENTITY_REPORT, told, 3, &report, NULL));
    g_autofree char *report_id = g_strdup_printf("%" G_GINT64_FORMAT, report);
    const LedgerAssignment arranged[] = {
        {FIELD_PLAN_report_id, report_id}, {FIELD_PLAN_no, "1"}, {FIELD_PLAN_text, plan}};
    ck_assert(ledger_change_insert(change, ENTITY_PLAN, arranged, 3, &key, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

static void
setup(void)
{
    ledger = small_ledger_new("2024-12-20");
    unit = small_ledger_unit(ledger);
    text_language_set(TEXT_CHINESE);
}

static void
teardown(void)
{
    ledger_close(ledger);
}

/* ── What it says ─────────────────────────────────────────────────────────────────────────── */

/* The summary as one page that wraps nowhere. */
static char *
summary_of(LedgerScope scope)
{
    GError *error = NULL;
    g_autoptr(Document) document = summary_document_new(ledger, scope, &error);
    ck_assert_msg(document != NULL, "%s", error == NULL ? "" : error->message);
    return document_write_text(document, &(DocumentTextStyle){.width = 1000});
}

static void
assert_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "“%s” is not in:\n%s", words, text);
}

static void
assert_silent(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) == NULL, "“%s” is in:\n%s", words, text);
}

START_TEST(title_names_unit_year_day_and_author)
{
    add_problem(2024, "法治意识仍较淡薄");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, " 张官营镇人民政府\n");
    assert_says(text, " 2024年度法治政府建设问题整改情况总结\n");
    assert_says(text, "编制日期：2024年12月20日");
    assert_says(text, "编制人：王五");
    assert_says(text, "填表人：");
    assert_says(text, "审核人：");
    assert_says(text, "主要负责人：");
}
END_TEST

START_TEST(rates_have_both_numbers_and_never_count_substantial)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 done = add_measure(problem, "加强法治教育培训");
    set_field(add_measure(problem, "强化制度执行监督"), FIELD_TASK_progress, "substantial", NULL);
    add_measure(problem, "完善监督机制");
    g_autofree char *none = summary_of((LedgerScope){2024, unit});
    assert_says(none, "整改措施完成率为0/3（0.0%）；基本完成1项，不计入完成率");
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    g_autofree char *one = summary_of((LedgerScope){2024, unit});
    assert_says(one, "整改措施完成率为1/3（33.3%）；基本完成1项，不计入完成率");
    assert_says(one, "基本完成  1/3   33.3%");
}
END_TEST

START_TEST(story_tells_all_that_is_known_of_a_problem)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 measure = add_measure(problem, "加强法治教育培训");
    gint64 step = small_ledger_step(ledger, measure, STEP);
    small_ledger_cause(ledger, problem, "教育培训重视不够");
    set_field(measure, FIELD_TASK_owner, "李四", NULL);
    set_field(measure, FIELD_TASK_department, "司法所", NULL);
    set_field(measure, FIELD_TASK_goal, "讲座不少于4场", NULL);
    set_field(measure, FIELD_TASK_due, "2024-11-30", NULL);
    set_field(measure, FIELD_TASK_due, "2024-12-31", "专家档期调整");
    set_field(measure, FIELD_TASK_percent, "40", NULL);
    set_field(measure, FIELD_TASK_result, "参训率达到95%", NULL);
    small_ledger_note(ledger, step, "已印发培训计划");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "（一）法治意识仍较淡薄\n　　原因剖析：教育培训重视不够。\n");
    assert_says(text, "1.1　加强法治教育培训\n　　整改目标：讲座不少于4场。\n");
    assert_says(text, "责任单位：司法所；责任人：李四；"
                      "整改时限：2024年12月31日（原定2024年11月30日，已延期1次）。");
    assert_says(text, "整改状态：整改中；进度：40%；销号状态：未申请。");
    assert_says(text, "1.1.1  " STEP "。整改状态：整改中。");
    assert_says(text, "2024-12-20  （1.1.1）王五：已印发培训计划。");
    assert_says(text, "整改时限由2024年11月30日调整为2024年12月31日，登记人：王五，"
                      "原因：专家档期调整。");
    assert_says(text, "整改成效：参训率达到95%。");
}
END_TEST

START_TEST(unfinished_work_has_its_reasons)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 late = add_measure(problem, "加强法治教育培训");
    gint64 done = add_measure(problem, "强化制度执行监督");
    gint64 dropped = add_measure(problem, "完善监督机制");
    add_measure(problem, "提升宣传效果");
    small_ledger_step(ledger, late, STEP);
    set_field(late, FIELD_TASK_due, "2024-12-10", NULL);
    set_field(late, FIELD_TASK_owner, "李四", NULL);
    small_ledger_note(ledger, late, "举办专题讲座");
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    set_closure(dropped, "dropped");
    add_problem(2024, "没有措施的问题");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    char *unfinished = strstr(text, "未完成事项及原因");
    ck_assert_ptr_nonnull(unfinished);
    *strstr(unfinished, "签字") = '\0';
    assert_says(unfinished, "1.1  加强法治教育培训。整改状态：整改中；整改时限：2024年12月10日，"
                            "已逾期10天；责任人：李四；具体任务尚有1项未完成（共1项）；"
                            "最近一次进展（2024年12月20日）：举办专题讲座。");
    assert_says(unfinished, "1.4  提升宣传效果。整改状态：未启动；整改时限待明确；责任人待明确；"
                            "尚无整改进展记录。");
    assert_says(unfinished, "2    没有措施的问题。该问题尚未制定整改措施。");
    assert_silent(unfinished, "强化制度执行监督");
    assert_silent(unfinished, "完善监督机制");
    assert_silent(unfinished, "1.1.1");
}
END_TEST

/* A late step is named by itself, and so is an open one whose measure claims to be done. */
START_TEST(unfinished_steps_are_named_where_it_matters)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 open = add_measure(problem, "加强法治教育培训"), done = add_measure(problem, "监督");
    set_field(small_ledger_step(ledger, open, STEP), FIELD_TASK_due, "2024-12-19", NULL);
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    set_field(done, FIELD_TASK_owner, "李四", NULL);
    /* Added later, so its measure is completed and it is not. */
    small_ledger_step(ledger, done, "检查和评估");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    char *unfinished = strstr(text, "未完成事项及原因");
    ck_assert_ptr_nonnull(unfinished);
    *strstr(unfinished, "签字") = '\0';
    assert_says(unfinished,
                "1.1.1  " STEP "。整改状态：未启动；整改时限：2024年12月19日，已逾期1天");
    assert_says(unfinished, "1.2.1  检查和评估。整改状态：未启动；整改时限待明确；责任人：李四");
}
END_TEST

START_TEST(finished_work_leaves_nothing_unfinished)
{
    gint64 measure = add_measure(add_problem(2024, "法治意识仍较淡薄"), "加强法治教育培训");
    set_field(measure, FIELD_TASK_progress, "completed", NULL);
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "没有未完成事项。");
    assert_silent(text, "以下事项尚未完成");
}
END_TEST

START_TEST(plans_of_the_year_are_told)
{
    add_problem(2024, "法治意识仍较淡薄");
    g_autofree char *without = summary_of((LedgerScope){2024, unit});
    assert_silent(without, "下一年度安排");
    add_report_with_plan(2024, "持续开展好集中学习");
    add_report_with_plan(2023, "去年的安排");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "下一年度安排");
    assert_says(text, "1.  持续开展好集中学习。");
    assert_silent(text, "去年的安排");
}
END_TEST

START_TEST(scope_keeps_other_years_out_or_names_them)
{
    add_measure(add_problem(2024, "今年的问题"), "今年的措施");
    add_measure(add_problem(2023, "去年的问题"), "去年的措施");
    g_autofree char *one = summary_of((LedgerScope){2024, unit});
    assert_silent(one, "去年");
    g_autofree char *all = summary_of((LedgerScope){0, unit});
    assert_says(all, " 法治政府建设问题整改情况总结\n");
    assert_says(all, "张官营镇 2023\n");
    assert_says(all, "张官营镇 2024\n");
    assert_says(all, "张官营镇人民政府/2023/1.1  去年的措施。");
}
END_TEST

START_TEST(empty_ledger_has_a_summary_too)
{
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "台账共列入0个存在问题、0项整改措施、0项具体任务。");
    assert_says(text, "0/0（-）");
}
END_TEST

START_TEST(english_is_english)
{
    text_language_set(TEXT_ENGLISH);
    gint64 measure = add_measure(add_problem(2024, "weak awareness"), "Train the staff");
    set_field(measure, FIELD_TASK_due, "2024-12-21", NULL);
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "The ledger holds 1 problem, 1 measure and 0 steps.");
    assert_says(text, "Measures completed by 2024-12-20: 0/1 (0.0%).");
    assert_says(text, "Measure 1.1: Train the staff\n");
    assert_says(text, "Owner: to be settled; deadline: 2024-12-21.");
    assert_says(text, "1.1  Train the staff. Progress: planned; deadline: 2024-12-21, 1 day left; "
                      "nobody is named as its owner; no progress has been noted.");
}
END_TEST

static Suite *
suite(void)
{
    const TTest *const tests[] = {
        title_names_unit_year_day_and_author,
        rates_have_both_numbers_and_never_count_substantial,
        story_tells_all_that_is_known_of_a_problem,
        unfinished_work_has_its_reasons,
        unfinished_steps_are_named_where_it_matters,
        finished_work_leaves_nothing_unfinished,
        plans_of_the_year_are_told,
        scope_keeps_other_years_out_or_names_them,
        empty_ledger_has_a_summary_too,
        english_is_english,
    };
    Suite *summaries = suite_create("summary");
    TCase *cases = tcase_create("summary");
    tcase_add_checked_fixture(cases, setup, teardown);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(summaries, cases);
    return summaries;
}

ZHENGGAI_TESTS(suite())
