/* Measures that are being taken and those that are only meant: told by the heading, label or lead
 * of their list. */
#include <string.h>

#include "check_main.h"
#include "zhenggai/intake.h"

#define TITLE "柳渡镇2023年度法治政府建设情况报告\n\n"
#define PROBLEMS "一、存在的不足\n一是甲事不清。二是乙事不明。\n"
#define MEASURES "一是改甲事。先清点。再公示。二是改乙事。\n"

static const struct {
    const char *text;
    gboolean underway;
} lists[] = {
    {TITLE PROBLEMS "二、整改情况\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、问题整改落实情况\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、整改落实\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、已采取的措施\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、整改措施及落实情况\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、整改措施及成效\n" MEASURES, TRUE},
    {TITLE PROBLEMS "二、改了什么\n" MEASURES, TRUE},
    {TITLE PROBLEMS "整改情况：" MEASURES, TRUE},
    {TITLE PROBLEMS "针对以上问题，我镇已着手整改：" MEASURES, TRUE},
    {TITLE PROBLEMS "针对以上问题，采取了以下措施：" MEASURES, TRUE},
    {TITLE "一、存在的不足和整改情况\n主要有：一是甲事不清。二是乙事不明。\n"
           "针对以上问题，采取以下措施：" MEASURES,
     TRUE},
    {TITLE PROBLEMS "二、整改措施\n针对以上问题，已采取以下措施：" MEASURES, TRUE},
    {"柳渡镇2023年度督察反馈问题整改情况的报告\n\n（一）关于“甲事不清”的问题\n改甲事。\n"
     "（二）关于“乙事不明”的问题\n改乙事。\n",
     TRUE},
    {TITLE PROBLEMS "二、整改措施\n" MEASURES, FALSE},
    {TITLE PROBLEMS "二、对策\n" MEASURES, FALSE},
    {TITLE PROBLEMS "二、整改\n" MEASURES, FALSE},
    {TITLE PROBLEMS "二、下一步整改措施\n" MEASURES, FALSE},
    {TITLE PROBLEMS "二、下一步整改落实情况\n" MEASURES, FALSE},
    {TITLE PROBLEMS "整改措施：" MEASURES, FALSE},
    {TITLE PROBLEMS "针对以上问题，我镇将采取以下措施：" MEASURES, FALSE},
    {TITLE PROBLEMS "针对以上问题，采取以下措施：" MEASURES, FALSE},
    {TITLE "一、存在的不足和整改情况\n主要有：一是甲事不清。二是乙事不明。\n"
           "整改措施：" MEASURES,
     FALSE},
    {TITLE PROBLEMS "二、整改情况\n下一步，我镇将从以下方面整改：" MEASURES, FALSE},
    {TITLE "一、基本情况\n各项工作整改情况良好。\n" PROBLEMS "三、整改措施\n" MEASURES, FALSE},
    {"柳渡镇2023年度问题整改方案\n\n" PROBLEMS "二、怎么改\n" MEASURES, FALSE},
};

static IntakeDraft *
draft_of(const char *text)
{
    g_autoptr(GError) error = NULL;
    IntakeDraft *draft = intake_draft_new(text, "report.txt", &error);
    ck_assert_msg(draft != NULL, "%s", error != NULL ? error->message : "");
    return draft;
}

/* How many of the measures, and of their steps, are told as going on. */
static guint
count_underway(const GPtrArray *measures, guint *all)
{
    guint count = 0;
    for (guint i = 0; i < measures->len; i++) {
        const IntakeItem *item = g_ptr_array_index(measures, i);
        count += item->underway;
        (*all)++;
        for (guint step = 0; step < item->parts->len; step++) {
            count += ((const IntakeItem *)g_ptr_array_index(item->parts, step))->underway;
            (*all)++;
        }
    }
    return count;
}

START_TEST(the_words_over_a_list_tell)
{
    g_autoptr(IntakeDraft) draft = draft_of(lists[_i].text);
    guint all = 0, underway = count_underway(draft->unpaired_measures, &all);
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = g_ptr_array_index(draft->problems, i);
        underway += count_underway(problem->measures, &all);
    }
    ck_assert_uint_ge(all, 2);
    ck_assert_msg(underway == (lists[_i].underway ? all : 0), "%u of %u in:\n%s", underway, all,
                  lists[_i].text);
}
END_TEST

static gboolean
is_underway(const IntakeDraft *draft, guint problem)
{
    const IntakeProblem *at = g_ptr_array_index(draft->problems, problem - 1);
    ck_assert_uint_eq(at->measures->len, 1);
    return ((const IntakeItem *)g_ptr_array_index(at->measures, 0))->underway;
}

START_TEST(each_block_has_its_own)
{
    g_autoptr(IntakeDraft) draft = draft_of(TITLE "一、存在的问题\n"
                                                  "（一）甲事不清。\n整改措施：改甲事。\n"
                                                  "（二）乙事不明。\n整改情况：改乙事。\n"
                                                  "（三）戊事不办。\n整改措施：办戊事。\n");
    ck_assert(!is_underway(draft, 1));
    ck_assert(is_underway(draft, 2));
    ck_assert(!is_underway(draft, 3));
}
END_TEST

START_TEST(a_column_tells)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "| 序号 | 存在问题 | 整改情况 |\n| 1 | 甲事不清 | 改甲事 |\n");
    ck_assert(is_underway(draft, 1));
    g_autoptr(IntakeDraft) planned =
        draft_of(TITLE "| 序号 | 存在问题 | 整改措施 |\n| 1 | 甲事不清 | 改甲事 |\n");
    ck_assert(!is_underway(planned, 1));
}
END_TEST

START_TEST(causes_and_plans_are_never)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "一、存在的不足、原因和整改情况\n一是甲事不清。二是乙事不明。\n"
                       "原因：一是丙制不全。二是丁人不足。\n整改情况：" MEASURES
                       "二、下一步安排\n一是抓好丁事。二是抓好戊事。\n");
    const IntakeProblem *problem = g_ptr_array_index(draft->problems, 0);
    ck_assert(is_underway(draft, 1));
    ck_assert(!((const IntakeItem *)g_ptr_array_index(problem->causes, 0))->underway);
    ck_assert_uint_eq(draft->plans->len, 2);
    ck_assert(!((const IntakeItem *)g_ptr_array_index(draft->plans, 0))->underway);
}
END_TEST

START_TEST(the_ledger_shows_it_as_active)
{
    static const LedgerWorld world = {.today = "2024-12-01", .operator= "王五" };
    static const char *const addresses[] = {"1.1", "1.1.2"};
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    g_autoptr(Ledger) ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    g_auto(IntakeOutcome) outcome = {0};
    ck_assert(intake_store(ledger, draft, NULL, 0, FALSE, &outcome, NULL));
    LedgerScope scope;
    ck_assert(ledger_scope_find(ledger, 2024, NULL, &scope, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
        LedgerEntity entity;
        gint64 key;
        ck_assert(ledger_address_find(ledger, scope, addresses[i], &entity, &key, NULL));
        g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, key, NULL, NULL);
        ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_progress), "active");
        ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_percent), "0");
        ck_assert_ptr_null(ledger_row_get(row, FIELD_TASK_done));
    }
}
END_TEST

static Suite *
underway_suite(void)
{
    Suite *suite = suite_create("intake_underway");
    TCase *underway = tcase_create("underway");
    tcase_add_loop_test(underway, the_words_over_a_list_tell, 0, G_N_ELEMENTS(lists));
    tcase_add_test(underway, each_block_has_its_own);
    tcase_add_test(underway, a_column_tells);
    tcase_add_test(underway, causes_and_plans_are_never);
    tcase_add_test(underway, the_ledger_shows_it_as_active);
    suite_add_tcase(suite, underway);
    return suite;
}

ZHENGGAI_TESTS(underway_suite())
