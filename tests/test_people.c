/* People: what they are called, who follows whom; supervision slips and what wants attention. */
#include "check_main.h"
#include "closure_ledger.h"

static gint64
person(LedgerEntity entity, const char *name, const char *aliases)
{
    gint64 key;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_PEOPLE);
    small_ledger_end(change, ledger_directory_ensure(change, entity, name, &key, NULL) &&
                                 ledger_directory_alias(change, entity, key, aliases, NULL));
    return key;
}

static void
typed_becomes(LedgerField field, const char *typed, const char *wanted)
{
    g_autofree char *value = NULL;
    ck_assert(ledger_value_parse(ledger, field, typed, &value, NULL));
    ck_assert_str_eq(value, wanted);
}

START_TEST(alias_becomes_the_name)
{
    person(ENTITY_PERSON, "李四", "小李，老李");
    person(ENTITY_DEPARTMENT, "张官营镇司法所", "司法所");
    typed_becomes(FIELD_TASK_owner, "小李", "李四");
    typed_becomes(FIELD_TASK_owner, "老李", "李四");
    typed_becomes(FIELD_TASK_owner, "李", "李");
    typed_becomes(FIELD_TASK_support, "派出所、司法所", "派出所、张官营镇司法所");
    set(first_step, FIELD_TASK_owner, "李四");
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ck_assert(ledger_query_filter(query, "责任人:小李", NULL));
    ck_assert_int_eq(ledger_query_count(query, NULL), 1);
}
END_TEST

START_TEST(alias_is_one_persons)
{
    person(ENTITY_PERSON, "李四", "小李");
    gint64 other = person(ENTITY_PERSON, "李五", NULL);
    static const char *const taken[] = {"小李", "老五、李四"};
    for (gsize i = 0; i < G_N_ELEMENTS(taken); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_PEOPLE);
        ck_assert(!ledger_directory_alias(change, ENTITY_PERSON, other, taken[i], &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_RULE));
        ck_assert_ptr_nonnull(strstr(error->message, "李四"));
    }
}
END_TEST

START_TEST(hand_over_is_one_step)
{
    guint tasks = 0;
    set(measure, FIELD_TASK_lead, "李四");
    set(first_step, FIELD_TASK_owner, "李四");
    set(second_step, FIELD_TASK_owner, "李四");
    move_task(MOVE_DROP, second_step, (LedgerReview){.opinion = "职能划出"});
    person(ENTITY_PERSON, "孙七", "小孙");
    LedgerChange *change = small_ledger_begin(ledger, ACTION_HAND_OVER);
    small_ledger_end(change, ledger_hand_over(change, "李四", "小孙", FALSE, &tasks, NULL));
    ck_assert_uint_eq(tasks, 2);
    task_holds(measure, FIELD_TASK_lead, "孙七");
    task_holds(first_step, FIELD_TASK_owner, "孙七");
    task_holds(second_step, FIELD_TASK_owner, "李四");
    g_autofree char *told = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    task_holds(measure, FIELD_TASK_lead, "李四");
    task_holds(first_step, FIELD_TASK_owner, "李四");
}
END_TEST

START_TEST(nothing_is_handed_over_in_vain)
{
    guint tasks = 0;
    g_autoptr(GError) nothing = NULL, same = NULL;
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_HAND_OVER);
    ck_assert(!ledger_hand_over(change, "李四", "孙七", FALSE, &tasks, &nothing));
    ck_assert(g_error_matches(nothing, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
    ck_assert(!ledger_hand_over(change, "李四", "李四", FALSE, &tasks, &same));
    ck_assert(g_error_matches(same, LEDGER_ERROR, LEDGER_ERROR_USAGE));
}
END_TEST

/* ── Slips ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
try_slip(const char *text, GError **error)
{
    const LedgerTarget target = {ENTITY_TASK, measure, 0};
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_SLIP);
    return ledger_slip_issue(change, &target, 1, "order", "2024-12-06", text, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

START_TEST(slip_waits_for_its_reply)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!try_slip(" ", &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert(try_slip("请说明逾期原因", NULL));
    task_holds(measure, FIELD_TASK_slips, "1");
    task_holds(measure, FIELD_TASK_reply_by, "2024-12-06");
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SLIP);
    small_ledger_end(change, ledger_slip_reply(change, measure, NULL, "师资已到位", NULL));
    task_holds(measure, FIELD_TASK_reply_by, NULL);
    g_autoptr(GError) again = NULL;
    change = small_ledger_begin(ledger, ACTION_SLIP);
    ck_assert(!ledger_slip_reply(change, measure, NULL, "师资已到位", &again));
    ck_assert(g_error_matches(again, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
    ledger_change_cancel(change);
}
END_TEST

/* ── What wants attention ─────────────────────────────────────────────────────────────────── */

static void
wants_attention(const char *until, gint64 count)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_until(query, until);
    ck_assert_int_eq(ledger_query_count(query, NULL), count);
}

START_TEST(attention_has_three_reasons)
{
    wants_attention("2024-12-31", 0);
    ck_assert(try_slip("请说明逾期原因", NULL));
    wants_attention("2024-12-05", 0);
    wants_attention("2024-12-06", 1);
    set(first_step, FIELD_TASK_due, "2024-12-10");
    set(second_step, FIELD_TASK_lookback_on, "2024-12-10");
    wants_attention("2024-12-09", 1);
    wants_attention("2024-12-10", 3);
    set(first_step, FIELD_TASK_progress, "completed");
    move_task(MOVE_DROP, second_step, (LedgerReview){.opinion = "职能划出"});
    wants_attention("2024-12-10", 1);
}
END_TEST

START_TEST(interval_begins_with_the_first_look)
{
    set(measure, FIELD_TASK_lookback_every, "3");
    task_holds(measure, FIELD_TASK_lookback_on, "2025-03-01");
    set(measure, FIELD_TASK_lookback_every, "6");
    task_holds(measure, FIELD_TASK_lookback_on, "2025-03-01");
}
END_TEST

static Suite *
people_suite(void)
{
    const TTest *const all[] = {alias_becomes_the_name,
                                alias_is_one_persons,
                                hand_over_is_one_step,
                                nothing_is_handed_over_in_vain,
                                slip_waits_for_its_reply,
                                attention_has_three_reasons,
                                interval_begins_with_the_first_look};
    Suite *suite = suite_create("people");
    TCase *people = tcase_create("people");
    tcase_add_checked_fixture(people, set_up, tear_down);
    tcase_set_timeout(people, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(people, all[i]);
    suite_add_tcase(suite, people);
    return suite;
}

ZHENGGAI_TESTS(people_suite())
