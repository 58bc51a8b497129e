/* The working year and unit, addresses, and the rows that they name. */
#include "check_main.h"
#include "query_ledger.h"

/* ── Scopes ───────────────────────────────────────────────────────────────────────────────── */

static void
scope_is(int year, const char *name, int found_year, gint64 found_unit)
{
    LedgerScope scope = {0, 0};
    g_autoptr(GError) error = NULL;
    ck_assert_msg(ledger_scope_find(ledger, year, name, &scope, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert_int_eq(scope.year, found_year);
    ck_assert_int_eq(scope.unit_id, found_unit);
}

static void
scope_fails(int year, const char *name, LedgerError code, const char *words)
{
    LedgerScope scope = {7, 7};
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_scope_find(ledger, year, name, &scope, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, (int)code));
    ck_assert_msg(strstr(error->message, words) != NULL, "%s", error->message);
    ck_assert_int_eq(scope.year, 7);
}

START_TEST(scope_is_the_latest_year_and_the_only_unit)
{
    scope_is(0, "张官营镇", 2024, unit);
    scope_is(0, "张官营镇人民政府", 2024, unit);
    scope_is(2023, "张官营镇", 2023, unit);
    /* Only one of them is in that year. */
    scope_is(2023, NULL, 2023, unit);
    scope_fails(0, NULL, LEDGER_ERROR_AMBIGUOUS, "某镇");
    scope_fails(2024, NULL, LEDGER_ERROR_AMBIGUOUS, "张官营镇");
    scope_fails(0, "火星", LEDGER_ERROR_NOT_FOUND, "某镇人民政府");
    scope_fails(0, "' OR 1 --", LEDGER_ERROR_NOT_FOUND, "' OR 1 --");
}
END_TEST

START_TEST(carried_work_alone_makes_no_year)
{
    g_autoptr(Ledger) one = small_ledger_new("2024-12-01");
    gint64 key = 0, only = small_ledger_unit(one);
    LedgerScope scope = {0, 0};
    small_ledger_problem(one, scope_of(2024, only), "有报告的年度");
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "全文", -1);
    const LedgerAssignment report[] = {
        {FIELD_REPORT_unit_id, "1"}, {FIELD_REPORT_year, "2024"}, {FIELD_REPORT_sha256, sha256}};
    LedgerChange *change = small_ledger_begin(one, ACTION_IMPORT);
    ck_assert(ledger_change_keep_text(change, sha256, "全文", NULL));
    small_ledger_end(change, ledger_change_insert(change, ENTITY_REPORT, report, 3, &key, NULL));
    small_ledger_problem(one, scope_of(2025, only), "结转");
    ck_assert(ledger_scope_find(one, 0, NULL, &scope, NULL));
    ck_assert_int_eq(scope.year, 2024);
    ck_assert_int_eq(scope.unit_id, only);
}
END_TEST

START_TEST(empty_ledger_has_the_empty_scope)
{
    g_autoptr(Ledger) empty = small_ledger_new("2024-12-01");
    LedgerScope scope = {1, 1};
    ck_assert(ledger_scope_find(empty, 0, NULL, &scope, NULL));
    ck_assert_int_eq(scope.year, 0);
    ck_assert_int_eq(scope.unit_id, 0);
    g_autoptr(GArray) scopes = ledger_scopes(empty, NULL);
    ck_assert_uint_eq(scopes->len, 0);
}
END_TEST

START_TEST(scopes_are_listed_and_named)
{
    static const char *const names[] = {"张官营镇 2024", "某镇 2024", "张官营镇 2023"};
    g_autoptr(GArray) scopes = ledger_scopes(ledger, NULL);
    ck_assert_uint_eq(scopes->len, G_N_ELEMENTS(names));
    for (guint i = 0; i < scopes->len; i++) {
        g_autofree char *name = ledger_scope_name(ledger, g_array_index(scopes, LedgerScope, i));
        ck_assert_str_eq(name, names[i]);
    }
    g_autofree char *year = ledger_scope_name(ledger, scope_of(2024, 0)),
                    *nothing = ledger_scope_name(ledger, scope_of(0, 0));
    ck_assert_str_eq(year, "2024");
    ck_assert_str_eq(nothing, "");
}
END_TEST

/* Towns of two counties may share their short name. */
START_TEST(ambiguous_short_name_is_told)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_unit_ensure(change, "邻县某镇人民政府", "某镇", &key, NULL));
    scope_fails(0, "某镇", LEDGER_ERROR_AMBIGUOUS, "邻县某镇人民政府");
    scope_is(2024, "某镇人民政府", 2024, other);
}
END_TEST

/* ── Addresses ────────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *address;
    char letter;
} addresses[] = {
    {"1.1", 'a'},
    {"1.1.1", 'b'},
    {"1.1.2", 'c'},
    {"2.1", 'd'},
    {" 1.1 ", 'a'},
    {"１.１", 'a'},
    {"1。1。2", 'c'},
    {"１．１", 'a'},
    {"01.001", 'a'},
    {"2023/1.1", 'p'},
    {"２０２３／１．１", 'p'},
    {"2024/1.1", 'a'},
    {"某镇/2024/1.1", 'q'},
    {"某镇人民政府/2024/1.1", 'q'},
    {"张官营镇/2023/1.1", 'p'},
    {"ZG2024-01-01", 'a'},
    {"ZG2024-01-01-02", 'c'},
    {"zg2024-1-1", 'a'},
    {"ZG2023-01-01", 'p'},
    {"ＺＧ2024-01-01", 'a'},
};

START_TEST(addresses_are_found)
{
    for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
        LedgerEntity entity = ENTITY_COUNT;
        gint64 key = 0;
        g_autoptr(GError) error = NULL;
        ck_assert_msg(ledger_address_find(ledger, scope_of(2024, unit), addresses[i].address,
                                          &entity, &key, &error),
                      "%s: %s", addresses[i].address, error == NULL ? "" : error->message);
        ck_assert_int_eq(entity, ENTITY_TASK);
        ck_assert_int_eq(key, keys[(guchar)addresses[i].letter]);
    }
}
END_TEST

START_TEST(problems_causes_and_uuids_are_found)
{
    LedgerEntity entity = ENTITY_COUNT;
    gint64 key = 0;
    ck_assert(ledger_address_find(ledger, scope_of(2024, unit), "2", &entity, &key, NULL));
    ck_assert_int_eq(entity, ENTITY_PROBLEM);
    ck_assert(ledger_address_find(ledger, scope_of(2024, unit), "C1.1", &entity, &key, NULL));
    ck_assert_int_eq(entity, ENTITY_CAUSE);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, keys['q'], NULL, NULL);
    g_autofree char *upper = g_ascii_strup(ledger_row_get(row, FIELD_TASK_uuid), -1);
    ck_assert(ledger_address_find(ledger, scope_of(2023, unit), upper, &entity, &key, NULL));
    ck_assert_int_eq(entity, ENTITY_TASK);
    ck_assert_int_eq(key, keys['q']);
}
END_TEST

static void
address_fails(LedgerScope scope, const char *address, LedgerError code)
{
    LedgerEntity entity = ENTITY_COUNT;
    gint64 key = 77;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(!ledger_address_find(ledger, scope, address, &entity, &key, &error), "%s",
                  address);
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%s: %s", address,
                  error->message);
    ck_assert_int_eq(key, 77);
}

START_TEST(what_is_no_address_is_told)
{
    static const char *const none[] = {
        "",           ".",       "1.",        "1..1",
        ".1",         "1.1.1.1", "x",         "-1",
        "1.-1",       "1.1x",    "c1",        "p",
        "p1.1",       "c",       "c1.1.1",    "1/1/1/1",
        "/1.1",       "2024/",   "x/1.1",     "某镇/1.1",
        "ZG",         "ZG2024",  "ZG2024-01", "ZG-1-1",
        "ZG2024-a-b", "1 1",     "999999.1",  "1.99999999999999999999",
        "\xff",       "1.1\n2",  "' OR 1=1",  "二",
        "+1"};
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        address_fails(scope_of(2024, unit), none[i], LEDGER_ERROR_USAGE);
}
END_TEST

START_TEST(what_is_not_there_is_told)
{
    static const char *const absent[] = {"3",
                                         "1.2",
                                         "1.1.3",
                                         "0.1",
                                         "c1.2",
                                         "p1",
                                         "2022/1.1",
                                         "ZG2024-09-01",
                                         "123e4567-e89b-42d3-a456-426614174000",
                                         "火星/2024/1.1"};
    for (gsize i = 0; i < G_N_ELEMENTS(absent); i++)
        address_fails(scope_of(2024, unit), absent[i], LEDGER_ERROR_NOT_FOUND);
}
END_TEST

/* A year in the address does not take the working unit away. */
START_TEST(working_unit_goes_with_every_year)
{
    LedgerEntity entity;
    gint64 key = 0;
    address_fails(scope_of(0, 0), "2024/1.1", LEDGER_ERROR_AMBIGUOUS);
    ck_assert(ledger_address_find(ledger, scope_of(2023, other), "2024/1.1", &entity, &key, NULL));
    ck_assert_int_eq(key, keys['q']);
    ck_assert(ledger_address_find(ledger, scope_of(0, other), "1.1", &entity, &key, NULL));
    ck_assert_int_eq(key, keys['q']);
    ck_assert(ledger_address_find(ledger, scope_of(2023, 0), "1.1", &entity, &key, NULL));
    ck_assert_int_eq(key, keys['p']);
}
END_TEST

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

START_TEST(rows_have_what_was_asked_for)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_id, FIELD_TASK_percent, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, keys['a'], &fields, NULL);
    g_autoptr(LedgerRow) copy = ledger_row_copy(row);
    ck_assert_str_eq(ledger_row_get(copy, FIELD_TASK_id), "1.1");
    ck_assert_int_eq(ledger_row_number(copy, FIELD_TASK_percent), 40);
    ck_assert_ptr_null(ledger_row_get(copy, FIELD_TASK_owner));
    ck_assert_int_eq(ledger_row_key(copy), keys['a']);
    ck_assert_int_eq(ledger_row_entity(copy), ENTITY_TASK);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(ledger_row_load(ledger, ENTITY_TASK, 999, NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
}
END_TEST

START_TEST(problem_tells_its_measures)
{
    g_autoptr(LedgerRow) task = ledger_row_load(ledger, ENTITY_TASK, keys['d'], NULL, NULL);
    LedgerPlace place, parent;
    ck_assert(ledger_place_find(ledger, ENTITY_TASK, keys['c'], &place, NULL));
    ck_assert(ledger_place_parent(ledger, &place, &parent, NULL));
    ck_assert_int_eq(parent.key, keys['a']);
    ck_assert(ledger_place_parent(ledger, &parent, &place, NULL));
    ck_assert_int_eq(place.entity, ENTITY_PROBLEM);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_place_parent(ledger, &place, &parent, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_PROBLEM, place.key, NULL, NULL);
    ck_assert_int_eq(ledger_row_number(row, FIELD_PROBLEM_measures), 1);
    ck_assert_int_eq(ledger_row_number(row, FIELD_PROBLEM_completed), 0);
    ck_assert_int_eq(ledger_row_number(row, FIELD_PROBLEM_overdue), 1);
    ck_assert_str_eq(ledger_row_get(row, FIELD_PROBLEM_cause), "学习不够系统");
}
END_TEST

static Suite *
address_suite(void)
{
    const TTest *const scopes_tests[] = {scope_is_the_latest_year_and_the_only_unit,
                                         carried_work_alone_makes_no_year,
                                         empty_ledger_has_the_empty_scope,
                                         scopes_are_listed_and_named, ambiguous_short_name_is_told};
    const TTest *const place_tests[] = {addresses_are_found, problems_causes_and_uuids_are_found,
                                        what_is_no_address_is_told, what_is_not_there_is_told,
                                        working_unit_goes_with_every_year};
    const TTest *const rows_tests[] = {rows_have_what_was_asked_for, problem_tells_its_measures};
    Suite *suite = suite_create("address");
    TCase *scopes = tcase_create("scopes");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(scopes, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(scopes_tests); i++)
        tcase_add_test(scopes, scopes_tests[i]);
    suite_add_tcase(suite, scopes);
    TCase *places = tcase_create("places");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(places, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(place_tests); i++)
        tcase_add_test(places, place_tests[i]);
    suite_add_tcase(suite, places);
    TCase *rows = tcase_create("rows");
    /* Made once: each test has a copy, since it runs in a process of its own. */
    tcase_add_unchecked_fixture(rows, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(rows_tests); i++)
        tcase_add_test(rows, rows_tests[i]);
    suite_add_tcase(suite, rows);
    return suite;
}

ZHENGGAI_TESTS(address_suite())
