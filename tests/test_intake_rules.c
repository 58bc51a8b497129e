/* The rule check of a report: its blocks, and problems without cause or measure. */
#include <string.h>

#include "check_main.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

#define TITLE "张官营镇人民政府关于2024年法治政府建设情况的报告\n\n"
#define DONE "一、主要举措和成效\n（一）开展培训。\n（二）公示结果。\n"
#define SHORT                                                                                                                               \
    "二、存在的不足和原因\n（一）甲事不清。\n（二）乙事不明。\n原因：\n（一）丙制不全。\n（二）丁" \
    "人不足。\n"                                                                                                                        \
    "整改措施：\n（一）建章立制。\n（二）充实队伍。\n"
#define HEADS "三、党政主要负责人履行推进法治建设第一责任人职责情况\n定期听取汇报。\n"
#define NEXT "四、下一年度主要安排\n（一）加强培训。\n（二）健全制度。\n"
#define OTHER "五、其他需要报告的情况\n无。\n"

static const struct {
    const char *text;
    const char *codes; /* parted by blanks */
} reports[] = {
    {TITLE DONE SHORT HEADS NEXT OTHER, ""},
    {TITLE HEADS NEXT SHORT OTHER DONE, ""},
    {TITLE DONE SHORT HEADS NEXT, "block-missing-other"},
    {TITLE SHORT HEADS NEXT OTHER, "block-missing-achievements"},
    {TITLE "一、强化学习培训\n开展培训。\n二、规范行政执法\n公示结果。\n" SHORT HEADS NEXT OTHER,
     ""},
    {TITLE DONE SHORT NEXT OTHER, "block-missing-responsibility"},
    {TITLE DONE SHORT HEADS OTHER, "block-missing-plans"},
    {TITLE DONE HEADS NEXT OTHER, "block-missing-shortcomings"},
    {"某镇关于法治督察反馈问题整改情况的报告\n\n一、存在的问题\n（一）甲事不清。\n整改措施：建章立"
     "制。\n",
     "problem-without-cause"},
};

START_TEST(blocks_that_are_missing_are_named)
{
    g_autoptr(GPtrArray) found = intake_check(reports[_i].text);
    GString *codes = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
        const IntakeDiagnostic *diagnostic = found->pdata[i];
        g_string_append_printf(codes, "%s%s", i > 0 ? " " : "", diagnostic->code);
        ck_assert_int_eq(diagnostic->level, strcmp(diagnostic->code, "block-missing-other") == 0
                                                ? INTAKE_NOTE
                                                : INTAKE_WARNING);
    }
    ck_assert_str_eq(codes->str, reports[_i].codes);
    g_string_free(codes, TRUE);
}
END_TEST

START_TEST(problems_that_stand_alone_are_told_in_one_line)
{
    GString *text = g_string_new("某镇问题清单\n\n一、存在的问题\n");
    for (guint i = 1; i <= 20; i++) {
        g_string_append_printf(text, "%u. 第%c类事项办理不清。\n", i, 'a' + (int)i);
        if (i == 2 || i == 5) {
            g_string_append(text, "原因：制度不全。\n整改措施：建章立制。\n");
        }
    }
    g_autoptr(GPtrArray) found = intake_check(text->str);
    ck_assert_uint_eq(found->len, 2);
    const IntakeDiagnostic *cause = found->pdata[0], *measure = found->pdata[1];
    ck_assert_str_eq(cause->code, "problem-without-cause");
    ck_assert_uint_eq(cause->line, 4);
    ck_assert_str_eq(cause->message, "no cause is given for 18 of 20 problems: 1, 3, 4, 6–20");
    ck_assert_str_eq(measure->code, "problem-without-measure");
    text_language_set(TEXT_CHINESE);
    g_autoptr(GPtrArray) chinese = intake_check(text->str);
    ck_assert_str_eq(((IntakeDiagnostic *)chinese->pdata[0])->message,
                     "20个存在问题中有18个未写明原因：1、3、4、6–20");
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(what_cannot_be_linked_is_not_called_missing)
{
    g_autoptr(GPtrArray) found = intake_check(
        "某镇问题清单\n\n主要问题：甲事不清；乙事不明。\n主要原因：丙制不全；丁人不足。\n");
    ck_assert_uint_eq(found->len, 1);
    ck_assert_str_eq(((IntakeDiagnostic *)found->pdata[0])->code, "problem-without-measure");
}
END_TEST

START_TEST(the_draft_says_the_same)
{
    g_autoptr(IntakeDraft) draft = intake_draft_new(TITLE DONE SHORT NEXT, "report.txt", NULL);
    guint rules = 0;
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = draft->diagnostics->pdata[i];
        rules += g_str_has_prefix(diagnostic->code, "block-missing-");
    }
    ck_assert_uint_eq(rules, 2);
}
END_TEST

static Suite *
rules_suite(void)
{
    Suite *suite = suite_create("intake_rules");
    TCase *rules = tcase_create("rules");
    tcase_add_loop_test(rules, blocks_that_are_missing_are_named, 0, G_N_ELEMENTS(reports));
    tcase_add_test(rules, problems_that_stand_alone_are_told_in_one_line);
    tcase_add_test(rules, what_cannot_be_linked_is_not_called_missing);
    tcase_add_test(rules, the_draft_says_the_same);
    suite_add_tcase(suite, rules);
    return suite;
}

ZHENGGAI_TESTS(rules_suite())
