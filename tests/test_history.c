/* The journal as people read it. */
#include <string.h>

#include "check_main.h"
#include "ledger_file.h"
#include "report_ledger.h"

static char *
actions_of(const GPtrArray *acts)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < acts->len; i++) {
        const LedgerAct *act = acts->pdata[i];
        g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "",
                               ledger_action_info(act->action)->name, act->undone ? "!" : "");
    }
    return g_string_free(text, FALSE);
}

static void
history_is(Ledger *ledger, LedgerEntity entity, gint64 key, const char *wanted)
{
    g_autoptr(GPtrArray) acts = ledger_history(ledger, entity, key, NULL, 0, 0, NULL);
    g_autofree char *found = actions_of(acts);
    ck_assert_str_eq(found, wanted);
}

START_TEST(history_of_a_row_is_also_that_of_its_notes)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    small_ledger_note(ledger, 1, "第一条");
    small_ledger_note(ledger, 2, "别处");
    small_ledger_set(ledger, 1, FIELD_TASK_due, "2024-12-20", NULL);
    small_ledger_set(ledger, 1, FIELD_TASK_due, "2024-12-31", "延期");
    small_ledger_note(ledger, 1, "第二条");
    report_ledger_undo(ledger);
    history_is(ledger, ENTITY_TASK, 1, "undo note! set set note import");
    history_is(ledger, ENTITY_PROBLEM, 1, "import");
    history_is(ledger, ENTITY_TASK, 3, "import");
    history_is(ledger, ENTITY_TASK, 99, "");
    report_ledger_redo(ledger);
    history_is(ledger, ENTITY_TASK, 1, "redo undo note set set note import");
}
END_TEST

START_TEST(history_can_be_read_in_pages)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    for (int i = 0; i < 9; i++)
        small_ledger_set(ledger, 1, FIELD_TASK_remark, i % 2 == 0 ? "甲" : "乙", NULL);
    g_autoptr(GPtrArray) all = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 0, NULL);
    ck_assert_uint_eq(all->len, 10);
    gint64 before = 0;
    guint found = 0;
    for (;;) {
        g_autoptr(GPtrArray) page = ledger_history(ledger, ENTITY_COUNT, 0, NULL, before, 3, NULL);
        for (guint i = 0; i < page->len; i++)
            ck_assert_int_eq(((LedgerAct *)page->pdata[i])->id,
                             ((LedgerAct *)all->pdata[found++])->id);
        if (page->len == 0)
            break;
        before = ((LedgerAct *)page->pdata[page->len - 1])->id;
    }
    ck_assert_uint_eq(found, 10);
    g_autoptr(GPtrArray) since = ledger_history(ledger, ENTITY_COUNT, 0, "2024-12-01", 0, 0, NULL);
    ck_assert_uint_eq(since->len, 10);
    g_autoptr(GPtrArray) later = ledger_history(ledger, ENTITY_COUNT, 0, "2024-12-02", 0, 0, NULL);
    ck_assert_uint_eq(later->len, 0);
}
END_TEST

START_TEST(history_tells_what_changed)
{
    static const char *const told[] = {
        "1.1 note \"开会\"; progress of 1.1: planned → active",
        "deadline of 1.1: 2024-12-20 → 2024-12-31",
        "owner of 1.1: - → 李四; deadline of 1.1: - → 2024-12-20",
        "task \"加一项\"",
    };
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    const LedgerTarget target = {ENTITY_TASK, 1, 0};
    const LedgerAssignment both[] = {{FIELD_TASK_owner, "李四"}, {FIELD_TASK_due, "2024-12-20"}};
    gint64 unit = small_ledger_unit(ledger);
    gint64 problem = small_ledger_problem(ledger, (LedgerScope){2024, unit}, "问题");
    gint64 measure = small_ledger_measure(ledger, problem, "措施");
    small_ledger_step(ledger, measure, "加一项");
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    small_ledger_end(change, ledger_set(change, &target, 1, both, 2, NULL, NULL));
    small_ledger_set(ledger, 1, FIELD_TASK_due, "2024-12-31", "延期");
    small_ledger_note(ledger, 1, "开会");
    g_autoptr(GPtrArray) acts =
        ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, G_N_ELEMENTS(told), NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(told); i++)
        ck_assert_str_eq(((LedgerAct *)acts->pdata[i])->summary, told[i]);
}
END_TEST

/* Problem 0 and the plan's own note of its task come along: they are not what people did. */
START_TEST(history_leaves_out_what_comes_along)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    gint64 task = 0;
    report_ledger_import(ledger);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_PLAN);
    small_ledger_end(change, ledger_plan_accept(change, 1, 0, &task, NULL));
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    ck_assert_str_eq(((LedgerAct *)acts->pdata[0])->summary, "task \"下一年安排\"");
}
END_TEST

START_TEST(changes_of_an_action_are_told)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    small_ledger_set(ledger, 1, FIELD_TASK_owner, "李四", NULL);
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    const LedgerAct *act = acts->pdata[0];
    g_autoptr(GPtrArray) traces = ledger_history_changes(ledger, act->id, NULL);
    ck_assert_uint_eq(act->changes, traces->len);
    const LedgerTrace *person = traces->pdata[0], *owner = traces->pdata[1];
    ck_assert_int_eq(person->entity, ENTITY_PERSON);
    ck_assert_int_eq(person->field, FIELD_NONE);
    ck_assert_str_eq(person->to, "李四");
    ck_assert_ptr_null(person->from);
    ck_assert_int_eq(owner->field, FIELD_TASK_owner);
    ck_assert_str_eq(owner->address, "1.1");
    ck_assert_ptr_null(owner->from);
    ck_assert_str_eq(owner->to, "李四");
}
END_TEST

/* Where a ledger has several years or units, an address says which. */
START_TEST(addresses_say_what_is_needed)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    gint64 other = 0;
    report_ledger_import(ledger);
    gint64 past = small_ledger_problem(ledger, (LedgerScope){2023, 1}, "去年的问题");
    small_ledger_set(ledger, 1, FIELD_TASK_owner, "李四", NULL);
    g_autofree char *by_year = NULL, *by_unit = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &by_year, NULL));
    ck_assert_str_eq(by_year, "owner of 2024/1.1: - → 李四");
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_unit_ensure(change, "某镇人民政府", "某镇", &other, NULL));
    small_ledger_set(ledger, small_ledger_measure(ledger, past, "措施"), FIELD_TASK_owner, "李四",
                     NULL);
    ck_assert(ledger_undo(ledger, FALSE, &by_unit, NULL));
    ck_assert_str_eq(by_unit, "owner of 张官营镇/2023/1.1: - → 李四");
}
END_TEST

static Suite *
history_suite(void)
{
    const TTest *const tests[] = {history_of_a_row_is_also_that_of_its_notes,
                                  history_can_be_read_in_pages,
                                  history_tells_what_changed,
                                  history_leaves_out_what_comes_along,
                                  changes_of_an_action_are_told,
                                  addresses_say_what_is_needed};
    Suite *suite = suite_create("history");
    TCase *reading = tcase_create("reading");
    tcase_set_timeout(reading, 20);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(reading, tests[i]);
    suite_add_tcase(suite, reading);
    return suite;
}

ZHENGGAI_TESTS(history_suite())
