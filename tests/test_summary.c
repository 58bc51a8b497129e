/* The summary: it says what the ledger holds, all of it, and nothing else. */
#include "check_main.h"
#include "summary_ledger.h"

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

static char *
summary_of(LedgerScope scope)
{
    return wished(&(SummaryWish){.kind = SUMMARY_YEAR, .scope = scope});
}

/* ── What it says ─────────────────────────────────────────────────────────────────────────── */

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
    set_field(late, FIELD_TASK_due, "2024-11-30", NULL);
    set_field(late, FIELD_TASK_due, "2024-12-10", "专家档期调整");
    set_field(late, FIELD_TASK_owner, "李四", NULL);
    small_ledger_note(ledger, late, "举办专题讲座");
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    drop(dropped, "由县局统一建设");
    add_problem(2024, "没有措施的问题");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    char *unfinished = strstr(text, "未完成事项及原因");
    ck_assert_ptr_nonnull(unfinished);
    *strstr(unfinished, "签字") = '\0';
    assert_says(unfinished, "1.1  加强法治教育培训。\n");
    assert_says(unfinished, " 整改状态：整改中；责任人：李四；具体任务尚有1项未完成（共1项）；"
                            "最近一次进展（2024年12月20日）：举办专题讲座。\n");
    assert_says(unfinished, " 未完成原因：已延期（专家档期调整）。\n");
    assert_says(unfinished, " 下一步措施：1.1.1 " STEP "。\n");
    assert_says(unfinished, " 整改时限：2024年12月10日（原定2024年11月30日，已延期1次），"
                            "已逾期10天。\n");
    assert_says(unfinished, "1.4  提升宣传效果。\n         整改状态：未启动；责任人：待明确。\n"
                            "         未完成原因：责任人待明确；整改时限待明确；"
                            "尚无整改进展记录。\n"
                            "         下一步措施：（台账未登记，待补充）。\n"
                            "         整改时限：待明确。\n");
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
    assert_says(unfinished, "1.1.1  " STEP "。\n");
    assert_says(unfinished, " 整改时限：2024年12月19日，已逾期1天。\n");
    assert_says(unfinished, "1.2.1  检查和评估。\n           整改状态：未启动；责任人：李四。\n");
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
    assert_says(all, "张官营镇/2023/1.1  去年的措施。");
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
    assert_says(text, "1.1  Train the staff.\n         Progress: planned; owner: to be settled.\n"
                      "         Why: Nobody is named as its owner; no progress has been noted.\n"
                      "         Next: (not in the ledger: to be added).\n"
                      "         Deadline: 2024-12-21, 1 day left.\n");
}
END_TEST

START_TEST(dropped_work_is_told_with_its_reason)
{
    gint64 problem = add_problem(2024, "法治意识仍较淡薄");
    gint64 measure = add_measure(problem, "加强法治教育培训");
    drop(small_ledger_step(ledger, measure, STEP), "由县局统一建设");
    drop(add_measure(problem, "增设窗口"), "镇级无权限");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "销号率为0/2（0.0%）。不再整改1项。\n");
    assert_says(text, "1.1.1  " STEP "。整改状态：未启动；销号状态：不再整改；"
                      "不再整改原因：由县局统一建设。\n");
    assert_says(text, "2024-12-20  王五：不再整改（镇级无权限）。\n");
    assert_says(text, "不再整改原因：镇级无权限。\n");
    assert_says(text, "具体任务尚有0项未完成（共1项）");
}
END_TEST

/* What an earlier year left keeps the problem that it answers. */
START_TEST(carried_work_keeps_its_problem)
{
    gint64 first = add_problem(2023, "去年的问题一"), second = add_problem(2023, "去年的问题二");
    small_ledger_cause(ledger, first, "去年的原因");
    add_measure(first, "去年的措施一");
    add_measure(second, "去年的措施二");
    carry(2023);
    add_measure(add_problem(2024, "今年的问题"), "今年的措施");
    g_autofree char *text = summary_of((LedgerScope){2024, unit});
    assert_says(text, "整改措施中，以前年度结转2项。");
    assert_says(text, "以前年度结转事项\n0.1　去年的措施一\n　　存在问题：去年的问题一。\n"
                      "　　原因剖析：去年的原因。\n");
    assert_says(text, "0.2　去年的措施二\n　　存在问题：去年的问题二。\n");
    char *annex = strstr(text, "附件：整改台账");
    ck_assert_ptr_nonnull(annex);
    assert_says(annex, "去年的问题一");
    assert_says(annex, "去年的问题二");
    g_autofree char *before = summary_of((LedgerScope){2023, unit});
    assert_says(before, "下一步措施：结转至：2024/0.1。");
}
END_TEST

/* One annex has no number, and each is named before the signatures. */
START_TEST(annexes_are_named_and_numbered)
{
    add_measure(add_problem(2024, "法治意识仍较淡薄"), "加强法治教育培训");
    g_autofree char *one = summary_of((LedgerScope){2024, unit});
    assert_says(one, "　　附件：\n    1.  整改台账\n\n签字\n");
    assert_says(one, "\n附件：整改台账\n");
    g_autofree char *two = wished(&(SummaryWish){SUMMARY_YEAR, {2024, unit}, .trace = TRUE});
    assert_says(two, "    1.  整改台账\n    2.  逐条依据\n\n签字\n");
    assert_says(two, "\n附件1：整改台账\n");
    assert_says(two, "\n附件2：逐条依据\n");
}
END_TEST

START_TEST(many_units_are_ranked_and_told_apart)
{
    gint64 other = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_unit_ensure(change, "瀼河乡人民政府", "瀼河乡", &other, NULL));
    gint64 done = add_measure(add_problem(2024, "法治意识仍较淡薄"), "加强法治教育培训");
    set_field(done, FIELD_TASK_progress, "completed", NULL);
    g_autofree char *one = summary_of((LedgerScope){2024, 0});
    assert_silent(one, "按单位分");
    add_measure(small_ledger_problem(ledger, (LedgerScope){2024, other}, "公开不及时"), "规范公开");
    g_autofree char *all = summary_of((LedgerScope){2024, 0});
    assert_says(all, "整改措施按单位分\n");
    assert_says(all, "\n张官营镇人民政府         1       1  100.0%       0     0     0\n");
    assert_says(all, "\n瀼河乡人民政府           1       0    0.0%       0     0     0\n");
    assert_says(all, "\n瀼河乡\n（一）公开不及时\n");
    assert_says(all, "瀼河乡/2024/1.1  规范公开。\n");
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
    assert_says(text, "平均整改天数        10/1（10.0）");
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
    assert_says(compared, "2023         2024            增减\n");
    assert_says(compared, "存在问题                    1            2              +1\n");
    assert_says(compared, "整改措施完成率  1/1（100.0%）  0/2（0.0%）  -100.0个百分点\n");
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
        dropped_work_is_told_with_its_reason,
        carried_work_keeps_its_problem,
        annexes_are_named_and_numbered,
        many_units_are_ranked_and_told_apart,
        scope_keeps_other_years_out_or_names_them,
        empty_ledger_has_a_summary_too,
        english_is_english,
        being_late_is_held_against_the_deadline_in_force,
        last_year_stands_beside_this_one,
        problems_that_came_back_are_named,
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
