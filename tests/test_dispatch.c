/* What was sent is remembered, and the ledger is known as it was then. */
#include "check_main.h"
#include "small_ledger.h"
#include "zhenggai/dispatch.h"

static Ledger *ledger;
static gint64 first, second;

static void
setup(void)
{
    ledger = small_ledger_new("2024-12-01");
    const LedgerScope scope = {2024, small_ledger_unit(ledger)};
    gint64 problem = small_ledger_problem(ledger, scope, "执法不规范");
    first = small_ledger_measure(ledger, problem, "开展培训");
    second = small_ledger_measure(ledger, problem, "完善制度");
}

static void
teardown(void)
{
    ledger_close(ledger);
}

static gint64
position(void)
{
    gint64 found = 0;
    ck_assert(ledger_position(ledger, &found, NULL));
    return found;
}

static void
keep(const char *party, gint64 at, const gint64 *keys, guint count)
{
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_array_append_vals(array, keys, count);
    g_autoptr(GArray) ranges = ledger_key_ranges(array);
    g_autofree char *hash = g_strnfill(64, 'a');
    const LedgerDispatch dispatch = {
        .party = (char *)party, .sha256 = hash, .position = at, .count = count, .tasks = ranges};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_EXPORT);
    small_ledger_end(change, ledger_dispatch_keep(change, &dispatch, NULL));
}

START_TEST(record_tells_which_rows)
{
    const gint64 keys[] = {9, 3, 1, 2, 5};
    keep("县司法局", 4, keys, G_N_ELEMENTS(keys));
    g_autoptr(GPtrArray) records = ledger_dispatches(ledger, 0, NULL);
    ck_assert_uint_eq(records->len, 1);
    const LedgerDispatch *record = records->pdata[0];
    ck_assert_str_eq(record->party, "县司法局");
    ck_assert_str_eq(record->by, "王五");
    ck_assert_int_eq(record->position, 4);
    ck_assert_int_eq(record->count, 5);
    ck_assert_uint_eq(record->tasks->len, 3);
    for (gint64 key = 0; key <= 10; key++)
        ck_assert_int_eq(ledger_dispatch_has(record, key),
                         (key >= 1 && key <= 3) || key == 5 || key == 9);
}
END_TEST

START_TEST(newest_comes_first)
{
    const gint64 key = 1;
    keep("甲", 1, &key, 1);
    keep("乙", 2, &key, 1);
    g_autoptr(GPtrArray) one = ledger_dispatches(ledger, 1, NULL);
    ck_assert_uint_eq(one->len, 1);
    ck_assert_str_eq(((LedgerDispatch *)one->pdata[0])->party, "乙");
}
END_TEST

START_TEST(past_is_what_it_was)
{
    small_ledger_set(ledger, first, FIELD_TASK_owner, "李四", NULL);
    gint64 then = position();
    small_ledger_set(ledger, first, FIELD_TASK_owner, "赵六", NULL);
    small_ledger_set(ledger, first, FIELD_TASK_owner, "孙七", NULL);
    small_ledger_set(ledger, first, FIELD_TASK_remark, "急", NULL);
    g_autoptr(LedgerPast) past = ledger_past_new(ledger, then, NULL);
    ck_assert_str_eq(ledger_past_value(past, first, FIELD_TASK_owner, "孙七"), "李四");
    ck_assert_ptr_null(ledger_past_value(past, first, FIELD_TASK_remark, "急"));
    ck_assert_str_eq(ledger_past_value(past, first, FIELD_TASK_text, "开展培训"), "开展培训");
    ck_assert_uint_eq(ledger_past_changes(past, first), 3);
    ck_assert_uint_eq(ledger_past_changes(past, second), 0);
}
END_TEST

START_TEST(past_sees_through_undo)
{
    small_ledger_set(ledger, first, FIELD_TASK_owner, "李四", NULL);
    gint64 then = position();
    g_autofree char *told = NULL, *again = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    g_autoptr(LedgerPast) past = ledger_past_new(ledger, then, NULL);
    ck_assert_str_eq(ledger_past_value(past, first, FIELD_TASK_owner, NULL), "李四");
    ck_assert(ledger_redo(ledger, FALSE, &again, NULL));
    g_autoptr(LedgerPast) later = ledger_past_new(ledger, then, NULL);
    ck_assert_str_eq(ledger_past_value(later, first, FIELD_TASK_owner, "李四"), "李四");
}
END_TEST

START_TEST(past_knows_who_was_there)
{
    gint64 then = position();
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, first, NULL, NULL);
    ck_assert_ptr_nonnull(row);
    gint64 third = small_ledger_step(ledger, first, "编印手册");
    g_autoptr(LedgerPast) past = ledger_past_new(ledger, then, NULL);
    ck_assert(ledger_past_existed(past, first));
    ck_assert(!ledger_past_existed(past, third));
}
END_TEST

/* A person who undoes after an export means the work before it. */
START_TEST(undo_passes_over_it)
{
    const gint64 key = 1;
    g_autofree char *told = NULL, *again = NULL;
    small_ledger_set(ledger, first, FIELD_TASK_owner, "李四", NULL);
    keep("甲", 1, &key, 1);
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, first, NULL, NULL);
    ck_assert_ptr_null(ledger_row_get(row, FIELD_TASK_owner));
    keep("乙", 1, &key, 1);
    ck_assert(ledger_redo(ledger, FALSE, &again, NULL));
    g_autoptr(GPtrArray) records = ledger_dispatches(ledger, 0, NULL);
    ck_assert_uint_eq(records->len, 2);
}
END_TEST

static Suite *
dispatch_suite(void)
{
    const TTest *const all[] = {record_tells_which_rows,  newest_comes_first,
                                past_is_what_it_was,      past_sees_through_undo,
                                past_knows_who_was_there, undo_passes_over_it};
    Suite *suite = suite_create("dispatch");
    TCase *dispatch = tcase_create("dispatch");
    tcase_add_checked_fixture(dispatch, setup, teardown);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(dispatch, all[i]);
    suite_add_tcase(suite, dispatch);
    return suite;
}

ZHENGGAI_TESTS(dispatch_suite())
