/* A draft that a person sets right before it is stored. */
#include <string.h>

#include "check_main.h"
#include "zhenggai/revise.h"

static const char report[] =
    "柳渡镇人民政府关于2023年度法治政府建设情况的报告\n\n"
    "一、存在的问题\n\n（一）办事凭老经验，执法文书填写不细。\n（二）普法活动集中在赶集日。\n\n"
    "二、原因剖析\n\n（一）学法与岗位脱节。\n（二）只算场次不算人数。\n\n"
    "三、整改措施\n\n（一）改学法内容。按岗位编单子。每季度抽考。\n（二）改普法时间。返乡期间开讲。"
    "\n\n"
    "四、下一年度安排\n\n（一）抓好培训。\n（二）抓好考核。\n";

static IntakeDraft *
draft_new(void)
{
    IntakeDraft *draft = intake_draft_new(report, "报告.txt", NULL);
    ck_assert_ptr_nonnull(draft);
    return draft;
}

/* The draft as one line an item: "1.1 改学法内容". */
static char *
outline(const IntakeDraft *draft)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GArray) items = revise_items(draft);
    for (guint i = 0; i < items->len; i++) {
        const ReviseItem *item = &g_array_index(items, ReviseItem, i);
        g_autofree char *address = revise_address(draft, item);
        g_string_append_printf(text, "%s %s\n", address, revise_text(draft, item));
    }
    return g_string_free(text, FALSE);
}

static void
assert_outline(const IntakeDraft *draft, const char *expected)
{
    g_autofree char *found = outline(draft);
    ck_assert_str_eq(found, expected);
}

/* What an item's place in the report holds must be what the item says. */
static void
assert_places(const IntakeDraft *draft)
{
    g_autoptr(GArray) items = revise_items(draft);
    for (guint i = 0; i < items->len; i++) {
        const ReviseItem *item = &g_array_index(items, ReviseItem, i);
        gsize start, end;
        revise_place(draft, item, &start, &end);
        g_autofree char *words = g_utf8_substring(draft->text, (glong)start, (glong)end);
        ck_assert_msg(strstr(words, revise_text(draft, item)) != NULL, "%s is not in %s",
                      revise_text(draft, item), words);
    }
}

START_TEST(test_items_in_order)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    assert_outline(
        draft,
        "1 办事凭老经验，执法文书填写不细\nc1.1 学法与岗位脱节\n1.1 改学法内容\n"
        "1.1.1 按岗位编单子\n1.1.2 每季度抽考\n2 普法活动集中在赶集日\n"
        "c2.1 只算场次不算人数\n2.1 改普法时间\n2.1.1 返乡期间开讲\np1 抓好培训\np2 抓好考核\n");
    assert_places(draft);
}
END_TEST

START_TEST(test_split_and_join_are_inverse)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    g_autofree char *before = outline(draft);
    const ReviseItem problem = {REVISE_PROBLEM, 0, 0, 0};
    ck_assert(revise_split(draft, &problem, strlen("办事凭老经验")));
    ck_assert_str_eq(revise_text(draft, &problem), "办事凭老经验");
    const ReviseItem second = {REVISE_PROBLEM, 1, 1, 0};
    ck_assert_str_eq(revise_text(draft, &second), "执法文书填写不细");
    ck_assert_uint_eq(draft->problems->len, 3);
    assert_places(draft);
    ck_assert(revise_join(draft, &problem));
    assert_outline(draft, before);
    assert_places(draft);
}
END_TEST

START_TEST(test_split_needs_something_on_both_sides)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    const ReviseItem problem = {REVISE_PROBLEM, 1, 1, 0};
    g_autofree char *before = outline(draft);
    ck_assert(!revise_split(draft, &problem, 0));
    ck_assert(!revise_split(draft, &problem, strlen(revise_text(draft, &problem))));
    ck_assert(!revise_join(draft, &problem));
    assert_outline(draft, before);
}
END_TEST

START_TEST(test_dropped_problem_leaves_its_measures)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    const ReviseItem problem = {REVISE_PROBLEM, 0, 0, 0};
    revise_drop(draft, &problem);
    assert_outline(
        draft, "1 普法活动集中在赶集日\nc1.1 只算场次不算人数\n1.1 改普法时间\n1.1.1 返乡期间开讲\n"
               "c0.1 学法与岗位脱节\n0.1 改学法内容\n0.1.1 按岗位编单子\n0.1.2 每季度抽考\n"
               "p1 抓好培训\np2 抓好考核\n");
    const ReviseItem measure = {REVISE_MEASURE, -1, 0, 0};
    ck_assert(revise_link(draft, &measure, 1));
    ck_assert_uint_eq(draft->unpaired_measures->len, 0);
    const ReviseItem linked = {REVISE_MEASURE, 0, 1, 0};
    ck_assert_str_eq(revise_text(draft, &linked), "改学法内容");
    ck_assert(!revise_link(draft, &linked, 9));
    assert_places(draft);
}
END_TEST

START_TEST(test_kinds_change)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    const ReviseItem step = {REVISE_STEP, 0, 0, 1};
    ck_assert(revise_change(draft, &step, REVISE_MEASURE));
    const ReviseItem measure = {REVISE_MEASURE, 0, 1, 0};
    ck_assert_str_eq(revise_text(draft, &measure), "每季度抽考");
    ck_assert(revise_change(draft, &measure, REVISE_STEP));
    ck_assert(!revise_change(draft, &(ReviseItem){REVISE_MEASURE, 0, 0, 0}, REVISE_STEP));
    const ReviseItem plan = {REVISE_PLAN, -1, 0, 0};
    ck_assert(revise_change(draft, &plan, REVISE_PROBLEM));
    ck_assert_uint_eq(draft->problems->len, 3);
    ck_assert_uint_eq(draft->plans->len, 1);
    const ReviseItem cause = {REVISE_CAUSE, 0, 0, 0};
    ck_assert(revise_change(draft, &cause, REVISE_PROBLEM));
    assert_outline(
        draft,
        "1 办事凭老经验，执法文书填写不细\n1.1 改学法内容\n1.1.1 按岗位编单子\n1.1.2 每季度抽考\n"
        "2 学法与岗位脱节\n3 普法活动集中在赶集日\nc3.1 只算场次不算人数\n3.1 改普法时间\n"
        "3.1.1 返乡期间开讲\n4 抓好培训\np1 抓好考核\n");
    assert_places(draft);
}
END_TEST

START_TEST(test_last_step_leaves_no_list)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    const ReviseItem step = {REVISE_STEP, 1, 0, 0};
    revise_drop(draft, &step);
    const IntakeProblem *problem = draft->problems->pdata[1];
    ck_assert_ptr_null(((IntakeItem *)problem->measures->pdata[0])->parts);
}
END_TEST

START_TEST(test_words_are_checked)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    const ReviseItem problem = {REVISE_PROBLEM, 0, 0, 0};
    ck_assert(!revise_set_text(draft, &problem, " \n"));
    ck_assert(!revise_set_text(draft, &problem, "\xff"));
    ck_assert(revise_set_text(draft, &problem, " 新的说法 "));
    ck_assert_str_eq(revise_text(draft, &problem), "新的说法");
}
END_TEST

/* Any number of random changes leaves a draft that can be read, copied, stored and freed. */
START_TEST(test_random_revisions)
{
    g_autoptr(IntakeDraft) draft = draft_new();
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
    for (int round = 0; round < 200; round++) {
        g_autoptr(GArray) items = revise_items(draft);
        if (items->len == 0)
            break;
        const ReviseItem item =
            g_array_index(items, ReviseItem, g_rand_int_range(random, 0, (gint32)items->len));
        const char *text = revise_text(draft, &item);
        switch (g_rand_int_range(random, 0, 6)) {
        case 0:
            if (items->len > 4)
                revise_drop(draft, &item);
            break;
        case 1: {
            glong length = g_utf8_strlen(text, -1);
            const char *at =
                g_utf8_offset_to_pointer(text, g_rand_int_range(random, 0, (gint32)length + 1));
            revise_split(draft, &item, (gsize)(at - text));
            break;
        }
        case 2:
            revise_join(draft, &item);
            break;
        case 3:
            revise_link(draft, &item, g_rand_int(random) % (draft->problems->len + 2));
            break;
        default:
            revise_change(draft, &item, (ReviseKind)g_rand_int_range(random, 0, 5));
        }
        g_autoptr(IntakeDraft) copy = revise_copy(draft);
        g_autofree char *expected = outline(draft);
        assert_outline(copy, expected);
    }
    const LedgerWorld world = {.today = "2024-12-01", .operator= "王五" };
    g_autoptr(Ledger) ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    g_auto(IntakeOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;
    ck_assert_msg(intake_store(ledger, draft, NULL, 0, FALSE, &outcome, &error), "%s",
                  error == NULL ? "" : error->message);
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("revise");
    TCase *revise = tcase_create("revise");
    tcase_add_test(revise, test_items_in_order);
    tcase_add_test(revise, test_split_and_join_are_inverse);
    tcase_add_test(revise, test_split_needs_something_on_both_sides);
    tcase_add_test(revise, test_dropped_problem_leaves_its_measures);
    tcase_add_test(revise, test_kinds_change);
    tcase_add_test(revise, test_last_step_leaves_no_list);
    tcase_add_test(revise, test_words_are_checked);
    tcase_add_loop_test(revise, test_random_revisions, 0, 30);
    suite_add_tcase(all, revise);
    return all;
}

ZHENGGAI_TESTS(suite())
