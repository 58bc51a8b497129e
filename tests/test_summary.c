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
    ck_assert_msg(strstr(text, words) != NULL, "“%s” is not in:\n%.2000s", words, text);
}

static void
assert_silent(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) == NULL, "“%s” is in:\n%.2000s", words, text);
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
                            "最近一次进展（2024年12月20日）：举办专题讲座；"
                            "下一步：1.1.1 " STEP "。");
    assert_says(unfinished, "1.4  提升宣传效果。整改状态：未启动；整改时限待明确；责任人待明确；"
                            "尚无整改进展记录。");
    assert_says(unfinished, "2    没有措施的问题。该问题尚未制定整改措施。");
    assert_silent(unfinished, "强化制度执行监督");
    assert_silent(unfinished, "完善监督机制");
    assert_silent(unfinished, "\n    1.1.1");
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
    add_measure(add_problem(2024, "法治意识仍较淡薄"), "今年的措施");
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

/* ── Figures and comparisons ──────────────────────────────────────────────────────────────── */

START_TEST(being_late_is_held_against_the_deadline_in_force)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 late = add_measure(problem, "加强法治教育培训"), early = add_measure(problem, "监督");
    set_field(late, FIELD_TASK_due, "2024-12-10", NULL);
    set_field(late, FIELD_TASK_progress, "completed", NULL);
    set_field(early, FIELD_TASK_due, "2024-12-10", NULL);
    set_field(early, FIELD_TASK_due, "2024-12-31", "专家档期调整");
    set_field(early, FIELD_TASK_progress, "completed", NULL);
    set_field(early, FIELD_TASK_start, "2024-12-10", NULL);
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "按期完成率          1/2（50.0%）");
    assert_says(text, "逾期完成数          1");
    assert_says(text, "延期任务数          1");
    assert_says(text, "平均整改天数        10.0");
}
END_TEST

START_TEST(last_year_stands_beside_this_one)
{
    set_field(add_measure(add_problem(2023, "执法监督薄弱"), "监督"), FIELD_TASK_progress,
              "completed", NULL);
    add_measure(add_problem(2024, "法治意识仍较淡薄"), "加强法治教育培训");
    add_measure(add_problem(2024, "普法宣传单一"), "创新宣传");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    char *compared = strstr(text, "与上年度比较");
    ck_assert_ptr_nonnull(compared);
    assert_says(compared, "2023         2024  增减\n");
    assert_says(compared, "存在问题                    1            2    +1\n");
    assert_says(compared, "整改措施完成率  1/1（100.0%）  0/2（0.0%）\n");
    g_autofree char *first = summary_of((LedgerScope){2023, unit});
    assert_silent(first, "与上年度比较");
}
END_TEST

START_TEST(problems_that_came_back_are_named)
{
    add_problem(2023, "部分工作人员法治意识仍较淡薄");
    add_problem(2024, "普法宣传单一");
    add_problem(2024, "部分干部法治意识仍较淡薄");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    char *back = strstr(text, "反复出现的问题");
    ck_assert_ptr_nonnull(back);
    assert_says(back, "2  “部分干部法治意识仍较淡薄”与问题1（2023年度）"
                      "“部分工作人员法治意识仍较淡薄”相似");
    g_autofree char *first = summary_of((LedgerScope){2023, unit});
    assert_silent(first, "反复出现的问题");
}
END_TEST

/* ── Drafts ───────────────────────────────────────────────────────────────────────────────── */

static char *
draft_of(LedgerScope scope, gboolean trace)
{
    GError *error = NULL;
    const SummaryWish wish = {.kind = SUMMARY_DRAFT, .scope = scope, .trace = trace};
    g_autoptr(Document) document = summary_document_of(ledger, &wish, &error);
    ck_assert_msg(document != NULL, "%s", error == NULL ? "" : error->message);
    return document_write_text(document, &(DocumentTextStyle){.width = 1000});
}

/* A cause stands under the number of its problem also where the problem before has none. */
START_TEST(draft_pairs_problems_causes_and_measures_by_number)
{
    gint64 first = add_problem(2024, "法治意识淡薄"), second = add_problem(2024, "宣传单一");
    add_problem(2024, "监督薄弱");
    small_ledger_cause(ledger, second, "规划不足");
    small_ledger_cause(ledger, second, "创新不够");
    add_measure(first, "加强培训");
    add_measure(second, "创新宣传");
    add_measure(second, "深入基层");
    g_autofree char *text = draft_of((LedgerScope){2024, unit}, FALSE);
    assert_says(text, "三、推进法治政府建设存在的不足、原因和问题整改情况\n");
    assert_says(text, "　　一是法治意识淡薄。二是宣传单一。三是监督薄弱。\n");
    assert_says(text,
                "　　一是（台账未登记原因，待补充）。二是规划不足。创新不够。三是（台账未登记");
    assert_says(text, "一是加强培训。该项措施尚未启动，整改时限待明确。二是创新宣传。该项措施");
    assert_says(text, "深入基层。该项措施尚未启动，整改时限待明确。三是该问题尚未制定整改措施。");
}
END_TEST

START_TEST(draft_tells_what_is_done_apart_from_what_is_left)
{
    gint64 first = add_problem(2024, "法治意识淡薄"), second = add_problem(2024, "宣传单一");
    gint64 done = add_measure(first, "加强培训"), open = add_measure(second, "创新宣传");
    small_ledger_note(ledger, done, "12月3日举办讲座");
    small_ledger_note(ledger, open, "开设专栏");
    set_field(done, FIELD_TASK_result, "参训率95%。", NULL);
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    set_field(open, FIELD_TASK_due, "2024-12-19", NULL);
    g_autofree char *text = draft_of((LedgerScope){2024, unit}, FALSE);
    assert_says(text, "仍有1个问题尚未完成整改");
    assert_says(text, "　　一是宣传单一。\n");
    assert_says(text, "　　一是创新宣传。2024年12月20日，开设专栏。该项措施正在整改，"
                      "整改时限为2024年12月19日，已逾期1天。\n");
    assert_says(text, "　　针对“法治意识淡薄”的问题，整改已完成：加强培训。12月3日举办讲座。"
                      "整改成效：参训率95%。该项措施已于2024年12月20日完成。\n");
    assert_says(text, "尚未完成的整改措施有1项，其中逾期1项。");
}
END_TEST

START_TEST(draft_tells_the_state_of_steps_once)
{
    gint64 measure = add_measure(add_problem(2024, "法治意识淡薄"), "加强培训");
    gint64 first = small_ledger_step(ledger, measure, "印发计划");
    small_ledger_step(ledger, measure, "举办讲座");
    gint64 third = small_ledger_step(ledger, measure, "组织考试");
    g_autofree char *alike = draft_of((LedgerScope){2024, unit}, FALSE);
    assert_says(alike, "一是加强培训。印发计划。举办讲座。组织考试。该项措施尚未启动");
    assert_says(alike, "尚未完成的整改措施有1项，其中逾期0项、整改时限待明确1项。");
    set_field(first, FIELD_TASK_progress, "completed", NULL);
    set_field(third, FIELD_TASK_progress, "completed", NULL);
    g_autofree char *apart = draft_of((LedgerScope){2024, unit}, TRUE);
    assert_says(apart, "组织考试。上述3项具体任务中，第1、3项已完成；第2项未启动。该项措施");
    assert_says(apart, "1.1.1、1.1.2、1.1.3\n");
}
END_TEST

START_TEST(each_sentence_of_a_draft_names_its_rows)
{
    gint64 problem = add_problem(2024, "法治意识淡薄"), measure = add_measure(problem, "加强培训");
    small_ledger_cause(ledger, problem, "重视不够");
    small_ledger_note(ledger, small_ledger_step(ledger, measure, STEP), "印发计划");
    g_autofree char *text = draft_of((LedgerScope){2024, unit}, TRUE);
    char *traces = strstr(text, "逐条依据");
    ck_assert_ptr_nonnull(traces);
    g_auto(GStrv) lines = g_strsplit(traces, "\n", -1);
    for (guint i = 4; lines[i] != NULL && *lines[i] != '\0'; i++)
        ck_assert_msg(g_regex_match_simple("  (c?[0-9]+|[0-9.]+).*$", lines[i], 0, 0), "%s",
                      lines[i]);
    assert_says(traces, "一是重视不够。");
    assert_says(traces, "c1.1\n");
    assert_says(traces, "1.1.1 整改进展 2024-12-20");
}
END_TEST

START_TEST(draft_of_many_years_is_refused)
{
    g_autoptr(GError) error = NULL;
    add_problem(2024, "今年的问题");
    add_problem(2023, "去年的问题");
    const SummaryWish wish = {.kind = SUMMARY_DRAFT, .scope = {0, unit}};
    ck_assert_ptr_null(summary_document_of(ledger, &wish, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
}
END_TEST

/* ── Periods ──────────────────────────────────────────────────────────────────────────────── */

static char *
period_of(const char *from, const char *to)
{
    GError *error = NULL;
    const SummaryWish wish = {
        .kind = SUMMARY_PERIOD, .scope = {2024, unit}, .from = from, .to = to};
    g_autoptr(Document) document = summary_document_of(ledger, &wish, &error);
    ck_assert_msg(document != NULL, "%s", error == NULL ? "" : error->message);
    return document_write_text(document, &(DocumentTextStyle){.width = 1000});
}

START_TEST(period_has_three_parts)
{
    gint64 problem = add_problem(2024, "法治意识淡薄"), done = add_measure(problem, "加强培训");
    gint64 moved = add_measure(problem, "创新宣传");
    add_measure(problem, "深入基层");
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    small_ledger_note(ledger, moved, "开设专栏");
    g_autofree char *text = period_of("2024-12-01", "2024-12-31");
    assert_says(text, "2024年12月问题整改情况报告");
    assert_says(text, "一、新增（3项）");
    assert_says(text, "二、推进落实（1项）\n\n    1.2  创新宣传。整改状态：整改中。\n"
                      "         2024-12-20 王五 开设专栏\n");
    assert_says(text, "三、办结销号（1项）\n\n    1.1  加强培训。完成时间：2024年12月20日");
}
END_TEST

START_TEST(period_that_is_over_is_told_as_it_stood)
{
    gint64 measure = add_measure(add_problem(2024, "法治意识淡薄"), "加强培训");
    set_field(measure, FIELD_TASK_progress, "completed", NULL);
    g_autofree char *before = period_of("2024-11-01", "2024-11-30");
    assert_says(before, "台账共列入0个存在问题");
    assert_says(before, "编制日期：2024年12月20日");
    assert_silent(before, "加强培训");
    g_autofree char *now = period_of("2024-10-01", "2024-12-31");
    assert_says(now, "2024年第四季度");
    assert_says(now, "整改措施完成率为1/1（100.0%）");
}
END_TEST

START_TEST(period_has_a_name)
{
    add_problem(2024, "法治意识淡薄");
    static const char *const names[][3] = {
        {"2024-01-01", "2024-06-30", "2024年上半年问题"},
        {"2024-07-01", "2024-12-31", "2024年下半年问题"},
        {"2024-02-01", "2024-02-29", "2024年2月问题"},
        {"2024-01-01", "2024-12-31", "2024年问题"},
        {"2024-12-02", "2024-12-08", "2024年12月2日至2024年12月8日问题"}};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = period_of(names[i][0], names[i][1]);
        assert_says(text, names[i][2]);
    }
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
        being_late_is_held_against_the_deadline_in_force,
        last_year_stands_beside_this_one,
        problems_that_came_back_are_named,
        draft_pairs_problems_causes_and_measures_by_number,
        draft_tells_what_is_done_apart_from_what_is_left,
        draft_tells_the_state_of_steps_once,
        each_sentence_of_a_draft_names_its_rows,
        draft_of_many_years_is_refused,
        period_has_three_parts,
        period_that_is_over_is_told_as_it_stood,
        period_has_a_name,
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
