/* What people type as the value of a field, understood or told why not. */
#include "check_main.h"
#include "change_ledger.h"

static const struct {
    LedgerField field;
    const char *typed, *stored;
} understood[] = {
    {FIELD_TASK_due, "2024-12-20", "2024-12-20"},
    {FIELD_TASK_due, "月底", "2024-12-31"},
    {FIELD_TASK_due, "+2w", "2024-12-15"},
    {FIELD_TASK_due, "无", NULL},
    {FIELD_TASK_due, "none", NULL},
    {FIELD_TASK_due, "", NULL},
    {FIELD_TASK_due, "  ", NULL},
    {FIELD_TASK_progress, "整改中", "active"},
    {FIELD_TASK_progress, "completed", "completed"},
    {FIELD_TASK_progress, "Completed", "completed"},
    {FIELD_TASK_kind, "限期整改", "phased"},
    {FIELD_TASK_kind, "无", NULL},
    {FIELD_TASK_percent, "50%", "50"},
    {FIELD_TASK_percent, "５０％", "50"},
    {FIELD_TASK_percent, "50 %", "50"},
    {FIELD_TASK_percent, "0", "0"},
    {FIELD_TASK_percent, "100", "100"},
    {FIELD_TASK_owner, "  李四 ", "李四"},
    {FIELD_TASK_owner, "", NULL},
    {FIELD_TASK_result, "第一行\n第二行", "第一行\n第二行"},
};

START_TEST(typed_values_are_understood)
{
    for (gsize i = 0; i < G_N_ELEMENTS(understood); i++) {
        g_autofree char *value = NULL;
        g_autoptr(GError) error = NULL;
        gboolean parsed =
            ledger_value_parse(ledger, understood[i].field, understood[i].typed, &value, &error);
        ck_assert_msg(parsed, "%s: %s", understood[i].typed, error == NULL ? "" : error->message);
        ck_assert_pstr_eq(value, understood[i].stored);
    }
}
END_TEST

static const struct {
    LedgerField field;
    const char *typed;
} misunderstood[] = {
    {FIELD_TASK_due, "2024-02-30"},
    {FIELD_TASK_due, "某日"},
    {FIELD_TASK_progress, "closed"},
    {FIELD_TASK_progress, "无"},
    {FIELD_TASK_progress, ""},
    {FIELD_TASK_percent, "101"},
    {FIELD_TASK_percent, "-1"},
    {FIELD_TASK_percent, "50.5"},
    {FIELD_TASK_percent, "%"},
    {FIELD_TASK_percent, ""},
    {FIELD_TASK_percent, "99999999999999999999"},
    {FIELD_TASK_text, ""},
    {FIELD_TASK_text, "none"},
    {FIELD_TASK_owner, "李\n四"},
    {FIELD_TASK_owner, "\xff"},
    {FIELD_TASK_kind, "立刻"},
    {FIELD_PROBLEM_text, "  "},
};

START_TEST(typed_nonsense_is_told)
{
    for (gsize i = 0; i < G_N_ELEMENTS(misunderstood); i++) {
        g_autofree char *value = g_strdup("untouched");
        g_autoptr(GError) error = NULL;
        ck_assert(!ledger_value_parse(ledger, misunderstood[i].field, misunderstood[i].typed,
                                      &value, &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
        ck_assert_str_eq(value, "untouched");
    }
}
END_TEST

static Suite *
value_suite(void)
{
    const TTest *const typed_tests[] = {typed_values_are_understood, typed_nonsense_is_told};
    Suite *suite = suite_create("value");
    TCase *typed = tcase_create("typed");
    tcase_add_checked_fixture(typed, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(typed_tests); i++)
        tcase_add_test(typed, typed_tests[i]);
    suite_add_tcase(suite, typed);
    return suite;
}

ZHENGGAI_TESTS(value_suite())
