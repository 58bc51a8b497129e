/* Days as people write them. */
#include <string.h>

#include "check_main.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

/* A Wednesday. */
#define TODAY "2024-11-20"

static const struct {
    const char *words, *today, *day;
} understood[] = {
    /* Whole days in every shape. */
    {"2024-12-20", TODAY, "2024-12-20"},
    {"2024/12/20", TODAY, "2024-12-20"},
    {"2024/3/1", TODAY, "2024-03-01"},
    {"2024.12.20", TODAY, "2024-12-20"},
    {"20241220", TODAY, "2024-12-20"},
    {"2024年12月20日", TODAY, "2024-12-20"},
    {" ２０２４年１２月２０日 ", TODAY, "2024-12-20"},
    {"2024 年 12 月 20 日", TODAY, "2024-12-20"},
    {"二〇二五年三月一日", TODAY, "2025-03-01"},
    {"二○二五年十二月三十一日前", TODAY, "2025-12-31"},
    /* Without a year: the next one that is not past. */
    {"12月20日", TODAY, "2024-12-20"},
    {"3月1日", TODAY, "2025-03-01"},
    {"11月20日", TODAY, "2024-11-20"},
    {"11月19日", TODAY, "2025-11-19"},
    {"12-20", TODAY, "2024-12-20"},
    {"3-1", TODAY, "2025-03-01"},
    {"20日", TODAY, "2024-11-20"},
    {"5日", TODAY, "2024-12-05"},
    {"5号", "2024-12-20", "2025-01-05"},
    /* Seen from today. */
    {"今天", TODAY, "2024-11-20"},
    {"today", TODAY, "2024-11-20"},
    {"明天", TODAY, "2024-11-21"},
    {"Tomorrow", TODAY, "2024-11-21"},
    {"后天", TODAY, "2024-11-22"},
    {"+3", TODAY, "2024-11-23"},
    {"+3d", TODAY, "2024-11-23"},
    {"＋２ｗ", TODAY, "2024-12-04"},
    {"+1m", "2024-01-31", "2024-02-29"},
    {"+1y", "2024-02-29", "2025-02-28"},
    {"3天后", TODAY, "2024-11-23"},
    {"两周后", TODAY, "2024-12-04"},
    {"三个月后", TODAY, "2025-02-20"},
    {"三个月内", TODAY, "2025-02-20"},
    /* Days of the week. */
    {"周五", TODAY, "2024-11-22"},
    {"周三", TODAY, "2024-11-20"},
    {"周一", TODAY, "2024-11-25"},
    {"本周五", TODAY, "2024-11-22"},
    {"本周一", TODAY, "2024-11-18"},
    {"下周五", TODAY, "2024-11-29"},
    {"下周日", TODAY, "2024-12-01"},
    {"下星期天", TODAY, "2024-12-01"},
    {"friday", TODAY, "2024-11-22"},
    {"next friday", TODAY, "2024-11-29"},
    /* A period is its last day. */
    {"月底", TODAY, "2024-11-30"},
    {"本月底前", TODAY, "2024-11-30"},
    {"下月底", TODAY, "2024-12-31"},
    {"下个月底", "2024-01-31", "2024-02-29"},
    {"eom", TODAY, "2024-11-30"},
    {"季度末", TODAY, "2024-12-31"},
    {"eoq", "2024-04-01", "2024-06-30"},
    {"年底", TODAY, "2024-12-31"},
    {"年底前", TODAY, "2024-12-31"},
    {"明年底", TODAY, "2025-12-31"},
    {"eoy", TODAY, "2024-12-31"},
    {"6月", TODAY, "2025-06-30"},
    {"6月底", TODAY, "2025-06-30"},
    {"6月底前", TODAY, "2025-06-30"},
    {"六月底以前", TODAY, "2025-06-30"},
    {"6月底之前", TODAY, "2025-06-30"},
    {"11月", TODAY, "2024-11-30"},
    {"2025年6月", TODAY, "2025-06-30"},
    {"2025年6月底前", TODAY, "2025-06-30"},
    {"2024年2月", TODAY, "2024-02-29"},
    {"明年3月底", TODAY, "2025-03-31"},
    {"今年12月", TODAY, "2024-12-31"},
    {"2025年", TODAY, "2025-12-31"},
    {"2025年底", TODAY, "2025-12-31"},
    {"2025年年底前", TODAY, "2025-12-31"},
    {"上半年", TODAY, "2025-06-30"},
    {"下半年", TODAY, "2024-12-31"},
    {"2025年上半年", TODAY, "2025-06-30"},
    {"一季度", TODAY, "2025-03-31"},
    {"2025年第三季度", TODAY, "2025-09-30"},
};

START_TEST(day_is_understood)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *day = ledger_date_parse(understood[_i].words, understood[_i].today, &error);
    ck_assert_msg(day != NULL, "%s: %s", understood[_i].words, error != NULL ? error->message : "");
    ck_assert_msg(strcmp(day, understood[_i].day) == 0, "%s: %s, not %s", understood[_i].words, day,
                  understood[_i].day);
}
END_TEST

static const char *const refused[] = {
    "",
    "  ",
    "soon",
    "2024-02-30",
    "2024年2月30日",
    "2月30日",
    "31日",
    "13月",
    "2024-13-1",
    "0月",
    "五季度",
    "底",
    "周八",
    "1",
    "2024-1-2x",
    "+",
    "前",
    "长期坚持",
    "\xff\xfe",
    "年年底",
    "2024年2024年",
    "立行立改",
    "99999",
    "20241340",
    "+3x",
    "内",
};

START_TEST(other_words_are_refused)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *day = ledger_date_parse(refused[_i], "2024-02-10", &error);
    ck_assert_msg(day == NULL, "“%s” was read as %s", refused[_i], day);
    ck_assert(g_error_matches(error, LEDGER_DATE_ERROR, LEDGER_DATE_ERROR_INVALID));
}
END_TEST

START_TEST(message_quotes_the_words)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(ledger_date_parse("2月30日", TODAY, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "2月30日"));
    ck_assert_ptr_nonnull(strstr(error->message, "does not exist"));
    g_clear_error(&error);
    ck_assert_ptr_null(ledger_date_parse("some day", TODAY, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "some day"));
    ck_assert_ptr_nonnull(strstr(error->message, "6月底前"));
}
END_TEST

START_TEST(iso_is_strict)
{
    ck_assert(ledger_date_is_iso("2024-02-29"));
    ck_assert(!ledger_date_is_iso("2023-02-29"));
    ck_assert(!ledger_date_is_iso("2024-02-31"));
    ck_assert(!ledger_date_is_iso("2024-2-9"));
    ck_assert(!ledger_date_is_iso("2024-02-29 "));
    ck_assert(!ledger_date_is_iso("2024/02/29"));
    ck_assert(!ledger_date_is_iso("0000-01-01"));
    ck_assert(!ledger_date_is_iso("２024-02-29"));
    ck_assert(!ledger_date_is_iso(""));
    ck_assert(!ledger_date_is_iso(NULL));
}
END_TEST

START_TEST(days_are_counted)
{
    ck_assert_int_eq(ledger_date_days("2024-11-20", "2024-12-20"), 30);
    ck_assert_int_eq(ledger_date_days("2024-12-20", "2024-11-20"), -30);
    ck_assert_int_eq(ledger_date_days("2024-02-28", "2024-03-01"), 2);
    g_autofree char *later = ledger_date_add_days("2024-02-28", 2);
    g_autofree char *earlier = ledger_date_add_days("2024-03-01", -2);
    ck_assert_str_eq(later, "2024-03-01");
    ck_assert_str_eq(earlier, "2024-02-28");
}
END_TEST

START_TEST(day_is_described)
{
    static const struct {
        const char *day, *words;
    } days[] = {
        {"2024-11-20", "2024-11-20 Wed, today"},       {"2024-11-21", "2024-11-21 Thu, in 1 day"},
        {"2024-12-20", "2024-12-20 Fri, in 30 days"},  {"2024-11-19", "2024-11-19 Tue, 1 day ago"},
        {"2024-11-01", "2024-11-01 Fri, 19 days ago"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autofree char *words = ledger_date_describe(days[i].day, TODAY);
        ck_assert_str_eq(words, days[i].words);
    }
}
END_TEST

static Suite *
date_suite(void)
{
    Suite *suite = suite_create("date");
    TCase *parse = tcase_create("parse");
    tcase_add_loop_test(parse, day_is_understood, 0, G_N_ELEMENTS(understood));
    tcase_add_loop_test(parse, other_words_are_refused, 0, G_N_ELEMENTS(refused));
    tcase_add_test(parse, message_quotes_the_words);
    suite_add_tcase(suite, parse);
    TCase *days = tcase_create("days");
    tcase_add_test(days, iso_is_strict);
    tcase_add_test(days, days_are_counted);
    tcase_add_test(days, day_is_described);
    suite_add_tcase(suite, days);
    return suite;
}

ZHENGGAI_TESTS(date_suite())
