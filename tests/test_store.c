/* Drafts into the ledger: a new report, the same again, an edited one. */
#include <string.h>

#include "check_main.h"
#include "zhenggai/figures.h"
#include "zhenggai/intake.h"

static const LedgerWorld world = {.today = "2024-12-01", .operator= "王五" };

static const char report[] =
    "柳渡镇人民政府关于2023年度法治政府建设情况的报告\n\n"
    "一、存在的问题\n\n"
    "（一）个别站所办事仍凭老经验。\n（二）执法文书填写不细。\n（三）普法活动集中在赶集日。\n\n"
    "二、原因剖析\n\n"
    "（一）干部学法与岗位脱节。\n（二）带教制度没有跟上。\n（三）普法只算场次不算人数。\n\n"
    "三、整改措施\n\n"
    "（一）改学法内容。按岗位编四张学法单子。\n（二）建案卷互评。每月交换案卷。\n（三）改普法时间。"
    "返乡期间集中开讲。\n\n"
    "四、下一年度安排\n\n"
    "（一）抓好培训。\n（二）抓好考核。\n";

/* The report with one text in the place of another. */
static char *
edited(const char *from, const char *to)
{
    GString *text = g_string_new(report);
    ck_assert_uint_gt(g_string_replace(text, from, to, 0), 0);
    return g_string_free(text, FALSE);
}

static void
store(Ledger *ledger, const char *text, IntakeOutcome *outcome)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IntakeDraft) draft = intake_draft_new(text, "报告.txt", &error);
    ck_assert_msg(draft != NULL, "%s", error == NULL ? "" : error->message);
    ck_assert_msg(intake_store(ledger, draft, NULL, 0, FALSE, outcome, &error), "%s",
                  error == NULL ? "" : error->message);
}

static void
complain(const char *finding, void *data)
{
    ck_abort_msg("%s", finding);
}

static Ledger *
ledger_with_report(void)
{
    g_auto(IntakeOutcome) outcome = {0};
    Ledger *ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    store(ledger, report, &outcome);
    ck_assert_uint_eq(outcome.problems, 3);
    ck_assert_uint_eq(outcome.measures, 3);
    ck_assert_uint_eq(outcome.plans, 2);
    return ledger;
}

/* The key of the row at an address; it must be there. */
static gint64
at(Ledger *ledger, const char *address)
{
    LedgerScope scope;
    LedgerEntity entity;
    gint64 key = 0;
    ck_assert(ledger_scope_find(ledger, 2023, NULL, &scope, NULL));
    ck_assert_msg(ledger_address_find(ledger, scope, address, &entity, &key, NULL), "%s", address);
    return key;
}

static void
set_owner(Ledger *ledger, const char *address, const char *owner)
{
    const LedgerTarget target = {ENTITY_TASK, at(ledger, address), 0};
    const LedgerAssignment assignment = {FIELD_TASK_owner, owner};
    LedgerChange *change = ledger_change_begin(ledger, ACTION_OWNER, NULL, NULL);
    ck_assert(ledger_set(change, &target, 1, &assignment, 1, NULL, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

static char *
value(Ledger *ledger, gint64 task, LedgerField field)
{
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, task, NULL, NULL);
    ck_assert_ptr_nonnull(row);
    return g_strdup(ledger_row_get(row, field));
}

static void
assert_value(Ledger *ledger, gint64 task, LedgerField field, const char *expected)
{
    g_autofree char *found = value(ledger, task, field);
    ck_assert_str_eq(found == NULL ? "" : found, expected);
}

START_TEST(test_same_again_is_no_change)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    g_auto(IntakeOutcome) outcome = {0};
    store(ledger, report, &outcome);
    ck_assert(outcome.same);
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 0, NULL);
    ck_assert_uint_eq(acts->len, 1);
}
END_TEST

START_TEST(test_one_word_is_one_change)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    set_owner(ledger, "2.1", "李四");
    gint64 measure = at(ledger, "2.1");
    g_autofree char *text = edited("执法文书填写不细", "执法文书填写不够细");
    g_auto(IntakeOutcome) outcome = {0};
    store(ledger, text, &outcome);
    ck_assert_uint_eq(outcome.reworded, 1);
    ck_assert_uint_eq(outcome.moved + outcome.gone + outcome.problems + outcome.measures, 0);
    assert_value(ledger, measure, FIELD_TASK_owner, "李四");
    assert_value(ledger, measure, FIELD_TASK_problem, "执法文书填写不够细");
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
}
END_TEST

START_TEST(test_problems_that_change_places_take_their_work_along)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    set_owner(ledger, "1.1", "李四");
    set_owner(ledger, "3.1", "赵六");
    gint64 first = at(ledger, "1.1"), third = at(ledger, "3.1");
    GString *text = g_string_new(report);
    static const char *const swaps[][2] = {
        {"（一）个别站所办事仍凭老经验。\n（二）执法文书填写不细。\n（三）普法活动集中在赶集日。",
         "（一）普法活动集中在赶集日。\n（二）执法文书填写不细。\n（三）个别站所办事仍凭老经验。"},
        {"（一）干部学法与岗位脱节。\n（二）带教制度没有跟上。\n（三）普法只算场次不算人数。",
         "（一）普法只算场次不算人数。\n（二）带教制度没有跟上。\n（三）干部学法与岗位脱节。"},
        {"（一）改学法内容。按岗位编四张学法单子。\n（二）建案卷互评。每月交换案卷。\n（三）改普法"
         "时间。返乡期间集中开讲。",
         "（一）改普法时间。返乡期间集中开讲。\n（二）建案卷互评。每月交换案卷。\n（三）改学法内容"
         "。按岗位编四张学法单子。"}};
    for (gsize i = 0; i < G_N_ELEMENTS(swaps); i++)
        ck_assert_uint_eq(g_string_replace(text, swaps[i][0], swaps[i][1], 0), 1);
    g_auto(IntakeOutcome) outcome = {0};
    store(ledger, text->str, &outcome);
    g_string_free(text, TRUE);
    ck_assert_uint_eq(outcome.moved, 2);
    ck_assert_uint_eq(outcome.reworded + outcome.gone + outcome.problems, 0);
    assert_value(ledger, first, FIELD_TASK_id, "3.1");
    assert_value(ledger, first, FIELD_TASK_owner, "李四");
    assert_value(ledger, first, FIELD_TASK_cause, "干部学法与岗位脱节");
    assert_value(ledger, third, FIELD_TASK_id, "1.1");
    assert_value(ledger, third, FIELD_TASK_owner, "赵六");
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
}
END_TEST

START_TEST(test_what_is_gone_stays_behind_the_others)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    set_owner(ledger, "1.1", "李四");
    gint64 first = at(ledger, "1.1"), last = at(ledger, "3.1");
    GString *text = g_string_new(report);
    static const char *const cuts[] = {"（一）个别站所办事仍凭老经验。\n",
                                       "（一）干部学法与岗位脱节。\n",
                                       "（一）改学法内容。按岗位编四张学法单子。\n"};
    for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++)
        ck_assert_uint_eq(g_string_replace(text, cuts[i], "", 0), 1);
    g_auto(IntakeOutcome) outcome = {0};
    store(ledger, text->str, &outcome);
    g_string_free(text, TRUE);
    /* Problem, cause, measure and its step. */
    ck_assert_uint_eq(outcome.gone, 4);
    assert_value(ledger, first, FIELD_TASK_id, "3.1");
    assert_value(ledger, first, FIELD_TASK_owner, "李四");
    assert_value(ledger, last, FIELD_TASK_id, "2.1");
    g_autofree char *source = NULL;
    gsize start, end;
    ck_assert(!ledger_source_find(ledger, ENTITY_TASK, first, &source, &start, &end, NULL));
    ck_assert(ledger_source_find(ledger, ENTITY_TASK, last, &source, &start, &end, NULL));
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
}
END_TEST

START_TEST(test_new_items_are_added_and_hand_made_ones_make_room)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    LedgerScope scope;
    gint64 by_hand = 0, measure = 0;
    ck_assert(ledger_scope_find(ledger, 2023, NULL, &scope, NULL));
    LedgerChange *change = ledger_change_begin(ledger, ACTION_ADD, NULL, NULL);
    ck_assert(ledger_problem_add(change, scope, "自查发现的问题", &by_hand, NULL));
    ck_assert(ledger_measure_add(change, by_hand, "自查措施", &measure, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    assert_value(ledger, measure, FIELD_TASK_id, "4.1");
    GString *text = g_string_new(report);
    g_string_replace(text, "（三）普法活动集中在赶集日。\n",
                     "（三）普法活动集中在赶集日。\n（四）法律顾问到岗少。\n", 0);
    g_string_replace(text, "（三）普法只算场次不算人数。\n",
                     "（三）普法只算场次不算人数。\n（四）合同没有约定坐班。\n", 0);
    g_string_replace(text, "返乡期间集中开讲。\n",
                     "返乡期间集中开讲。\n（四）改签合同。写明坐班次数。\n", 0);
    g_auto(IntakeOutcome) outcome = {0};
    store(ledger, text->str, &outcome);
    g_string_free(text, TRUE);
    ck_assert_uint_eq(outcome.problems, 1);
    ck_assert_uint_eq(outcome.measures, 1);
    ck_assert_uint_eq(outcome.gone, 0);
    assert_value(ledger, measure, FIELD_TASK_id, "5.1");
    assert_value(ledger, at(ledger, "4.1"), FIELD_TASK_text, "改签合同");
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
}
END_TEST

START_TEST(test_edited_report_is_one_undo)
{
    g_autoptr(Ledger) ledger = ledger_with_report();
    gint64 measure = at(ledger, "1.1");
    g_autofree char *text = edited(
        "（一）改学法内容。按岗位编四张学法单子。\n（二）建案卷互评。每月交换案卷。\n",
        "（一）建案卷互评。每月交换案卷。\n（二）改学法内容。按岗位编四张学法单子，每季度抽考。\n");
    g_auto(IntakeOutcome) outcome = {0};
    g_autofree char *told = NULL;
    store(ledger, text, &outcome);
    assert_value(ledger, measure, FIELD_TASK_id, "2.1");
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    assert_value(ledger, measure, FIELD_TASK_id, "1.1");
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
    g_clear_pointer(&told, g_free);
    ck_assert(ledger_redo(ledger, FALSE, &told, NULL));
    assert_value(ledger, measure, FIELD_TASK_id, "2.1");
    ck_assert_int_eq(ledger_check(ledger, complain, NULL, NULL), 0);
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("store");
    TCase *again = tcase_create("again");
    tcase_add_test(again, test_same_again_is_no_change);
    tcase_add_test(again, test_one_word_is_one_change);
    tcase_add_test(again, test_problems_that_change_places_take_their_work_along);
    tcase_add_test(again, test_what_is_gone_stays_behind_the_others);
    tcase_add_test(again, test_new_items_are_added_and_hand_made_ones_make_room);
    tcase_add_test(again, test_edited_report_is_one_undo);
    suite_add_tcase(all, again);
    return all;
}

ZHENGGAI_TESTS(suite())
