/* The draft of the next report's section, and the reports on a period. */
#include "check_main.h"
#include "summary_ledger.h"

/* ── Drafts ───────────────────────────────────────────────────────────────────────────────── */

static char *
draft_of(LedgerScope scope, gboolean trace)
{
    return wished(&(SummaryWish){.kind = SUMMARY_DRAFT, .scope = scope, .trace = trace});
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

/* A problem whose measures are no longer pursued is not unfinished: it stands apart, with why. */
START_TEST(draft_tells_dropped_problems_apart)
{
    gint64 dropped = add_problem(2024, "窗口不规范"), ended = add_problem(2024, "宣传单一");
    drop(add_measure(dropped, "增设窗口"), "镇级无权限。");
    drop(add_measure(ended, "建立平台"), "由县局统一建设");
    set_field(add_measure(ended, "开设专栏"), FIELD_TASK_progress, "completed", NULL);
    g_autofree char *text = draft_of((LedgerScope){2024, unit}, FALSE);
    assert_says(text, "不再整改2项。台账所列问题均已完成整改或不再整改。\n");
    assert_silent(text, "尚未完成整改");
    assert_says(text, "　　针对“窗口不规范”的问题，原定措施：增设窗口。"
                      "该项措施不再整改，原因：镇级无权限。\n");
    assert_says(text, "　　针对“宣传单一”的问题，除不再整改的措施外，整改已完成：建立平台。"
                      "该项措施不再整改，原因：由县局统一建设。开设专栏。该项措施已于");
    add_problem(2024, "没有措施的问题");
    g_autofree char *open = draft_of((LedgerScope){2024, unit}, FALSE);
    assert_says(open, "仍有1个问题尚未完成整改");
}
END_TEST

START_TEST(draft_tells_what_an_earlier_year_left)
{
    gint64 old = add_measure(add_problem(2023, "去年的问题"), "去年的措施");
    set_field(old, FIELD_TASK_due, "2024-10-31", NULL);
    carry(2023);
    add_problem(2024, "今年的问题");
    g_autofree char *text = draft_of((LedgerScope){2024, unit}, TRUE);
    assert_says(text, "我镇2024年度整改台账共列入1个存在问题、1项整改措施、0项具体任务。"
                      "整改措施中，以前年度结转1项。");
    assert_says(text, "　　以前年度结转的整改措施方面，一是去年的措施。该项措施尚未启动，"
                      "整改时限为2024年10月31日，已逾期50天。\n");
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
    return wished(
        &(SummaryWish){.kind = SUMMARY_PERIOD, .scope = {2024, unit}, .from = from, .to = to});
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
    drop(small_ledger_step(ledger, moved, "建立平台"), "由县局统一建设");
    g_autofree char *after = period_of("2024-12-01", "2024-12-31");
    assert_says(after, "本期新增任务4项，推进落实2项，办结销号1项（其中审核销号0项）；期末逾期0项，"
                       "七日内到期0项。");
    assert_says(after, "二、推进落实（整改措施1项、具体任务1项）");
    assert_says(after, "建立平台。整改状态：未启动；销号状态：不再整改；"
                       "不再整改原因：由县局统一建设。");
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
        draft_pairs_problems_causes_and_measures_by_number,
        draft_tells_what_is_done_apart_from_what_is_left,
        draft_tells_dropped_problems_apart,
        draft_tells_what_an_earlier_year_left,
        draft_tells_the_state_of_steps_once,
        each_sentence_of_a_draft_names_its_rows,
        draft_of_many_years_is_refused,
        period_has_three_parts,
        period_that_is_over_is_told_as_it_stood,
        period_has_a_name,
    };
    Suite *summaries = suite_create("summary_draft");
    TCase *cases = tcase_create("summary_draft");
    tcase_add_checked_fixture(cases, setup, teardown);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(summaries, cases);
    return summaries;
}

ZHENGGAI_TESTS(suite())
