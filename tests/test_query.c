/* Queries over tasks: filter words and order. */
#include "check_main.h"
#include "query_ledger.h"
#include "zhenggai/text.h"

/* The letters of the tasks that the query finds, in its order. */
static char *
letters(LedgerQuery *query)
{
    g_autoptr(GString) found = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, NULL, &error);
    ck_assert_msg(rows != NULL, "%s", error == NULL ? "" : error->message);
    const LedgerRow *row;
    while ((row = ledger_rows_next(rows, &error)) != NULL)
        g_string_append(found, ledger_row_get(row, FIELD_TASK_remark));
    ck_assert_ptr_null(error);
    return g_string_free(g_steal_pointer(&found), FALSE);
}

static void
finds(LedgerQuery *query, const char *what, const char *expected)
{
    g_autofree char *found = letters(query);
    ck_assert_msg(strcmp(found, expected) == 0, "%s: found \"%s\", wanted \"%s\"", what, found,
                  expected);
    ck_assert_int_eq(ledger_query_count(query, NULL), (gint64)strlen(expected));
}

/* ── Filters ──────────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *line, *expected;
} filters[] = {
    {"", "pabcdq"},
    {"owner:李四", "aq"},
    {"责任人:李四", "aq"},
    {"责任人：李四", "aq"},
    {"OWNER:李四", "aq"},
    {"owner:李", ""},
    {"owner:none", "pbc"},
    {"owner:无", "pbc"},
    {"-owner:李四", "pbcd"},
    {"-owner:none", "adq"},
    {"－责任人：李四", "pbcd"},
    {"lead:赵六", "a"},
    {"department:司法", "a"},
    {"责任单位:司法所", "a"},
    {"progress:active", "ab"},
    {"整改状态:整改中", "ab"},
    {"-progress:active", "pcdq"},
    {"closure:open", "pabcdq"},
    {"销号状态:已销号", ""},
    {"kind:phased", "a"},
    {"kind:none", "pbcdq"},
    {"unit:张官营镇", "pabcd"},
    {"unit:镇", "pabcdq"},
    {"单位:某镇", "q"},
    {"year:2023", "p"},
    {"年度:2024", "abcdq"},
    {"-year:2023", "abcdq"},
    {"problem:2", "d"},
    {"problem:宣传", "d"},
    {"存在问题:执法", "abc"},
    {"problem_no:1 year:2024", "abcq"},
    {"due:2024-12-05", "c"},
    {"due.before:2024-12-01", "pa"},
    {"due.after:today", "cq"},
    {"整改时限.before:月底", "pac"},
    {"due:none", "bd"},
    {"done:今天", "d"},
    {"+overdue", "pa"},
    {"+逾期", "pa"},
    {"＋逾期", "pa"},
    {"-+overdue", "bcdq"},
    {"+due_soon", "c"},
    {"+临期", "c"},
    {"+unsettled", "pd"},
    {"-+unsettled", "abcq"},
    {"+mine", "d"},
    {"overdue:yes", "pa"},
    {"逾期:否", "bcdq"},
    {"due_soon:1", "c"},
    {"percent:40", "a"},
    {"进度:100", "d"},
    {"notes:1", "b"},
    {"kind_of:step", "bc"},
    {"remark:d", "d"},
    {"学习", "abc"},
    {"42人", "b"},
    {"李四", "aq"},
    {"司法所", "a"},
    {"-学习", "pdq"},
    {"培训 +overdue", "a"},
    {"owner:李四 year:2024 -+overdue", "q"},
    {"100%_", "d"},
    {"%", "d"},
    {"_", "d"},
    {"\\", "q"},
    {"'", "q"},
    {"' OR 1=1 --", ""},
    {"');DROP TABLE task;--", ""},
    {"火星", ""},
    {"\"两 词\"", "q"},
    {"“两 词”", "q"},
    {"\"两  词\"", ""},
    {"两 词", "q"},
    {"unit:“某镇”", "q"},
    {"  培训   全员  ", "c"},
    {"\u3000培训\u3000全员", "c"},
};

static gint64
count_of(Ledger *any, const char *word)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(any);
    ck_assert(ledger_query_filter(query, word, NULL));
    return ledger_query_count(query, NULL);
}

START_TEST(filter_words_find)
{
    for (gsize i = 0; i < G_N_ELEMENTS(filters); i++) {
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        g_autoptr(GError) error = NULL;
        ck_assert(!ledger_query_is_filtered(query));
        ck_assert_msg(ledger_query_filter_line(query, filters[i].line, &error), "%s: %s",
                      filters[i].line, error == NULL ? "" : error->message);
        ck_assert_int_eq(ledger_query_is_filtered(query), *filters[i].line != '\0');
        finds(query, filters[i].line, filters[i].expected);
        /* Sorted it takes another way through the database. */
        ck_assert(ledger_query_sort(query, "year,unit,id", NULL));
        ledger_query_limit(query, 100);
        finds(query, filters[i].line, filters[i].expected);
    }
}
END_TEST

/* A word that few rows have is looked up, one that many have is walked for: both find the same,
 * also after the rows changed. */
START_TEST(rare_and_common_words_find_the_same)
{
    static const char *const words[] = {"常见", "常见词", "见词", "词A1", "a1b", "某人", "-常见词"};
    g_autoptr(Ledger) many = small_ledger_new("2024-12-01");
    LedgerScope scope = {2024, small_ledger_unit(many)};
    gint64 problem = small_ledger_problem(many, scope, "问题");
    gint64 measure = small_ledger_measure(many, problem, "常见词A1B");
    small_ledger_note(many, measure, "见词甲");
    small_ledger_measure(many, problem, "常见");
    small_ledger_set(many, small_ledger_measure(many, problem, "别的"), FIELD_TASK_owner, "某人",
                     NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        gint64 rare = count_of(many, words[i]);
        ck_assert_int_eq(rare, words[i][0] == '-' ? 2 : 1 + (i == 0));
    }
    LedgerChange *change = small_ledger_begin(many, ACTION_ADD);
    for (int i = 0; i < 600; i++)
        ck_assert(ledger_step_add(change, measure, "常见词A1B某人", &problem, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        ck_assert_int_eq(count_of(many, words[i]), words[i][0] == '-' ? 2 : 601 + (i == 0));
    small_ledger_set(many, measure, FIELD_TASK_text, "改过", NULL);
    ck_assert_int_eq(count_of(many, "改过"), 1);
    ck_assert_int_eq(count_of(many, "常见词"), 600);
    g_autofree char *undone = NULL, *again = NULL;
    ck_assert(ledger_undo(many, FALSE, &undone, NULL));
    ck_assert_int_eq(count_of(many, "改过"), 0);
    ck_assert(ledger_undo(many, FALSE, &again, NULL));
    ck_assert_int_eq(count_of(many, "常见词"), 1);
}
END_TEST

static const char *const nonsense[] = {
    "+nothing",
    "+",
    "nothing:1",
    "due:某日",
    "due.before:2024-02-30",
    "due.before:",
    "percent:abc",
    "percent:1e3",
    "owner.before:2024-01-01",
    "year:二〇二四",
    "progress:closed",
    "整改状态:已销号",
    "overdue:maybe",
    "kind_of:plan",
    "problem_id:1",
    "\xff",
    "好\xe4",
    "-nothing:1",
    "-+nothing",
};

START_TEST(nonsense_is_told_and_changes_nothing)
{
    for (gsize i = 0; i < G_N_ELEMENTS(nonsense); i++) {
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        g_autoptr(GError) error = NULL;
        ck_assert(ledger_query_filter(query, "owner:李四", NULL));
        ck_assert(!ledger_query_filter(query, nonsense[i], &error));
        ck_assert(error->domain == LEDGER_ERROR ? error->code == LEDGER_ERROR_USAGE : TRUE);
        finds(query, nonsense[i], "aq");
    }
}
END_TEST

START_TEST(hostile_words_are_words)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    static const char *const signs[] = {"'",  "\"",   "%",    "_", "\\",      ";",   "-",
                                        "+",  ":",    "(",    ")", "?1",      "due", "NULL",
                                        "责", "\x01", "\x1b", "*", ".before", " "};
    for (int i = 0; i < 300; i++) {
        g_autoptr(GString) word = g_string_new(NULL);
        for (int length = g_rand_int_range(random, 1, 12); length > 0; length--)
            g_string_append(word, signs[g_rand_int_range(random, 0, G_N_ELEMENTS(signs))]);
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        g_autoptr(GError) error = NULL;
        if (ledger_query_filter(query, word->str, &error))
            ck_assert_msg(ledger_query_count(query, &error) >= 0, "%s: %s", word->str,
                          error->message);
    }
}
END_TEST

START_TEST(long_and_many_words_end)
{
    g_autoptr(GString) word = g_string_new(NULL);
    g_autoptr(LedgerQuery) one = ledger_query_new(ledger);
    g_autoptr(LedgerQuery) many = ledger_query_new(ledger);
    g_autoptr(GError) error = NULL;
    for (int i = 0; i < 1000; i++)
        g_string_append(word, "法治");
    ck_assert(ledger_query_filter(one, word->str, NULL));
    finds(one, "long", "");
    for (int i = 0; i < 50000; i++)
        g_string_append(word, "法治");
    ck_assert(!ledger_query_filter(one, word->str, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    for (int i = 0; i < 200; i++)
        ck_assert(ledger_query_filter(many, "owner:李四", NULL));
    finds(many, "many", "aq");
}
END_TEST

START_TEST(words_of_the_filter_replace_the_scope)
{
    static const struct {
        int year;
        gboolean unit;
        const char *line, *expected;
    } cases[] = {{2024, FALSE, "", "abcdq"},      {2024, TRUE, "", "abcd"},
                 {2024, TRUE, "year:2023", "p"},  {2024, TRUE, "unit:某镇", "q"},
                 {0, TRUE, "", "pabcd"},          {2024, TRUE, "unit:某镇 year:2023", ""},
                 {2023, FALSE, "owner:李四", ""}, {2024, TRUE, "owner:李四", "a"},
                 {2024, TRUE, "+overdue", "a"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        ledger_query_scope(query, scope_of(cases[i].year, cases[i].unit ? unit : 0));
        ck_assert(ledger_query_filter_line(query, cases[i].line, NULL));
        finds(query, cases[i].line, cases[i].expected);
    }
}
END_TEST

START_TEST(flags_are_understood_in_chinese_too)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autofree char *mine = g_strconcat("+", text_translate_in(TEXT_CHINESE, "mine"), NULL),
                    *unsettled =
                        g_strconcat("+", text_translate_in(TEXT_CHINESE, "to be settled"), NULL);
    ck_assert_str_ne(mine, "+mine");
    ck_assert(ledger_query_filter(query, mine, NULL));
    ck_assert(ledger_query_filter(query, unsettled, NULL));
    finds(query, mine, "d");
}
END_TEST

/* ── Order ────────────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *keys, *expected;
} orders[] = {
    {"due", "pacqbd"},
    {"-due", "qcapbd"},
    {"整改时限", "pacqbd"},
    {"owner", "aqdpbc"},
    {"-percent,owner", "daqpbc"},
    {"progress", "cqabpd"}, /* planned, active, substantial, completed: not the alphabet's */
    {"-progress", "dpabcq"},
    {"id", "paqbcd"},
    {"-id", "dcbpaq"},
    {"-year", "abcdqp"},
    {" due , -owner ", "pacqdb"},
};

START_TEST(sort_keys_order)
{
    for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        g_autoptr(GError) error = NULL;
        ck_assert_msg(ledger_query_sort(query, orders[i].keys, &error), "%s",
                      error == NULL ? "" : error->message);
        finds(query, orders[i].keys, orders[i].expected);
    }
}
END_TEST

START_TEST(numbers_sort_as_numbers)
{
    gint64 problem = small_ledger_problem(ledger, scope_of(2025, unit), "十条措施");
    g_autoptr(GString) expected = g_string_new(NULL);
    for (int i = 1; i <= 11; i++) {
        g_autofree char *text = g_strdup_printf("第%d条", i);
        small_ledger_measure(ledger, problem, text);
        g_string_append_printf(expected, "3.%d ", i);
    }
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(GString) found = g_string_new(NULL);
    ledger_query_scope(query, scope_of(2025, unit));
    ck_assert(ledger_query_sort(query, "id", NULL));
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, NULL, NULL);
    const LedgerRow *row;
    while ((row = ledger_rows_next(rows, NULL)) != NULL)
        g_string_append_printf(found, "%s ", ledger_row_get(row, FIELD_TASK_id) + 0);
    g_string_replace(expected, "3.", "1.", 0);
    ck_assert_str_eq(found->str, expected->str);
}
END_TEST

START_TEST(unknown_sort_keys_are_told)
{
    static const char *const unknown[] = {"-", "nothing", "due,nothing", "due;DROP TABLE task",
                                          "due,"};
    for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++) {
        g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!ledger_query_sort(query, unknown[i], &error), "%s", unknown[i]);
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    }
}
END_TEST

START_TEST(limit_cuts_the_list)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_limit(query, 2);
    g_autofree char *first = letters(query);
    ck_assert_str_eq(first, "pa");
    ck_assert(ledger_query_sort(query, "-due", NULL));
    g_autofree char *latest = letters(query);
    ck_assert_str_eq(latest, "qc");
    ck_assert_int_eq(ledger_query_count(query, NULL), 6);
}
END_TEST

static Suite *
query_suite(void)
{
    const TTest *const word_tests[] = {filter_words_find,
                                       rare_and_common_words_find_the_same,
                                       nonsense_is_told_and_changes_nothing,
                                       hostile_words_are_words,
                                       long_and_many_words_end,
                                       words_of_the_filter_replace_the_scope,
                                       flags_are_understood_in_chinese_too};
    const TTest *const order_tests[] = {sort_keys_order, numbers_sort_as_numbers,
                                        unknown_sort_keys_are_told, limit_cuts_the_list};
    Suite *suite = suite_create("query");
    TCase *words = tcase_create("words");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(words, set_up, tear_down);
    tcase_set_timeout(words, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(word_tests); i++)
        tcase_add_test(words, word_tests[i]);
    suite_add_tcase(suite, words);
    TCase *order = tcase_create("order");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(order, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(order_tests); i++)
        tcase_add_test(order, order_tests[i]);
    suite_add_tcase(suite, order);
    return suite;
}

ZHENGGAI_TESTS(query_suite())
