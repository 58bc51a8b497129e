/* Working days, with and without the notice of holidays, and what the year demands. */
#include <glib/gstdio.h>

#include "check_main.h"
#include "report_ledger.h"
#include "zhenggai/calendar.h"
#include "zhenggai/carry.h"

/* The autumn of 2024: free from 1 to 7 October, Saturday the 12th is worked. */
static const char holidays[] =
    "{\"year\": 2024, \"papers\": [], \"days\": ["
    "{\"name\": \"国庆节\", \"date\": \"2024-09-29\", \"isOffDay\": false},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-01\", \"isOffDay\": true},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-02\", \"isOffDay\": true},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-03\", \"isOffDay\": true},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-04\", \"isOffDay\": true},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-07\", \"isOffDay\": true},"
    "{\"name\": \"国庆节\", \"date\": \"2024-10-12\", \"isOffDay\": false}]}";

static Ledger *
ledger_on(const char *today, const char *calendar)
{
    const LedgerWorld world = {.today = today, .operator= "王五", .calendar = calendar};
    Ledger *ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    ck_assert_ptr_nonnull(ledger);
    return ledger;
}

static void
adds(Ledger *ledger, const char *from, int days, const char *wanted)
{
    g_autofree char *day = ledger_calendar_add(ledger, from, days);
    ck_assert_str_eq(day, wanted);
}

START_TEST(weekends_are_off)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    ck_assert(ledger_calendar_is_workday(ledger, "2024-11-29"));
    ck_assert(!ledger_calendar_is_workday(ledger, "2024-11-30"));
    ck_assert(!ledger_calendar_is_workday(ledger, "2023-12-31"));
    adds(ledger, "2024-12-01", 0, "2024-12-02");
    adds(ledger, "2024-11-29", 1, "2024-12-02");
    adds(ledger, "2024-11-29", 5, "2024-12-06");
    ck_assert_int_eq(ledger_calendar_days(ledger, "2024-11-29", "2024-12-06"), 5);
    ck_assert_int_eq(ledger_calendar_days(ledger, "2024-12-06", "2024-11-29"), 0);
}
END_TEST

/* A file, and a folder of files. */
START_TEST(notice_makes_days_free_and_working)
{
    g_autofree char *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "2024.json", NULL);
    ck_assert(g_file_set_contents(path, holidays, -1, NULL));
    const char *const sources[] = {path, folder};
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        g_autoptr(Ledger) ledger = ledger_on("2024-09-27", sources[i]);
        g_autoptr(GError) error = NULL;
        ck_assert(ledger_calendar_load(ledger, &error));
        adds(ledger, "2024-09-27", 1, "2024-09-29");
        adds(ledger, "2024-09-30", 1, "2024-10-08");
        ck_assert_int_eq(ledger_calendar_days(ledger, "2024-09-30", "2024-10-13"), 5);
        g_autofree char *day = ledger_day_parse(ledger, "3个工作日内", NULL);
        ck_assert_str_eq(day, "2024-10-08");
        /* The ledger as it stood follows the same calendar. */
        g_autoptr(Ledger) then = ledger_open_as_of(ledger, "2024-09-27", NULL);
        adds(then, "2024-09-27", 1, "2024-09-29");
    }
    g_unlink(path);
    g_rmdir(folder);
}
END_TEST

START_TEST(what_is_no_calendar_is_told)
{
    static const char *const contents[] = {"", "{}", "[1,2]",
                                           "{\"days\": [{\"date\": \"1.10.\"}]}"};
    g_autofree char *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "2024.json", NULL);
    g_autoptr(Ledger) ledger = ledger_on("2024-12-01", path);
    for (gsize i = 0; i < G_N_ELEMENTS(contents) + 1; i++) {
        g_autoptr(GError) error = NULL;
        ck_assert(!ledger_calendar_load(ledger, &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
        ck_assert_msg(strstr(error->message, path) != NULL, "%s", error->message);
        /* Weekends are still known. */
        ck_assert(!ledger_calendar_is_workday(ledger, "2024-12-01"));
        if (i < G_N_ELEMENTS(contents))
            ck_assert(g_file_set_contents(path, contents[i], -1, NULL));
    }
    g_unlink(path);
    g_rmdir(folder);
}
END_TEST

START_TEST(year_demands_its_report)
{
    static const struct {
        const char *today, *part;
        gboolean reported, late;
    } days[] = {{"2024-12-20", NULL, TRUE, FALSE},
                {"2025-02-19", "10 days left", TRUE, FALSE},
                {"2025-02-19", "1 March", FALSE, FALSE},
                {"2025-03-02", "1 April", TRUE, FALSE},
                {"2025-03-02", "not in the ledger", FALSE, TRUE},
                {"2025-04-02", NULL, TRUE, FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autoptr(Ledger) ledger = small_ledger_new(days[i].today);
        gboolean late;
        if (days[i].reported)
            report_ledger_import(ledger);
        g_autofree char *words = ledger_calendar_year(ledger, &late, NULL);
        ck_assert_int_eq(late, days[i].late);
        ck_assert_int_eq(words == NULL, days[i].part == NULL);
        ck_assert_msg(words == NULL || strstr(words, days[i].part) != NULL, "%s", words);
    }
}
END_TEST

static Suite *
calendar_suite(void)
{
    Suite *suite = suite_create("calendar");
    TCase *calendar = tcase_create("calendar");
    tcase_set_timeout(calendar, 60);
    tcase_add_test(calendar, weekends_are_off);
    tcase_add_test(calendar, notice_makes_days_free_and_working);
    tcase_add_test(calendar, what_is_no_calendar_is_told);
    tcase_add_test(calendar, year_demands_its_report);
    suite_add_tcase(suite, calendar);
    return suite;
}

ZHENGGAI_TESTS(calendar_suite())
