/* Two copies of one ledger that both went on: what each did comes together, and nothing else. */
#include "check_main.h"
#include "sibling_ledgers.h"

static void
undo(Ledger *ledger)
{
    g_autofree char *told = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(ledger_undo(ledger, FALSE, &told, &error), "%s",
                  error == NULL ? "" : error->message);
}

/* ── What comes together ──────────────────────────────────────────────────────────────────── */

START_TEST(work_on_different_tasks_comes_together)
{
    set(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1.2", FIELD_TASK_owner, "孙八");
    small_ledger_note(two.theirs, two_ledgers_key(two.theirs, "1.1.1"), "已完成第三季度学习");
    ck_assert_uint_gt(take(MERGE_OPEN), 0);
    holds(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    holds(two.ours, "1.1.2", FIELD_TASK_owner, "孙八");
    holds(two.ours, "1.1.1", FIELD_TASK_last_note, "已完成第三季度学习");
    g_autoptr(LedgerRows) notes =
        ledger_rows_of(two.ours, ENTITY_NOTE, two_ledgers_key(two.ours, "1.1.1"), NULL);
    ledger_rows_next(notes, NULL);
    const LedgerRow *note = ledger_rows_next(notes, NULL);
    ck_assert_str_eq(ledger_row_get(note, FIELD_NOTE_by), "乙");
    agree();
}
END_TEST

START_TEST(journal_names_the_file_and_whose_work_it_is)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1", FIELD_TASK_goal, "全员轮训");
    take(MERGE_OPEN);
    g_autoptr(GPtrArray) acts = ledger_history(two.ours, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    const LedgerAct *act = acts->pdata[0];
    ck_assert_int_eq(act->action, ACTION_MERGE);
    ck_assert_str_eq(act->by, "甲");
    ck_assert_str_eq(act->reason, "乙.db: 2 entries of 乙");
}
END_TEST

START_TEST(same_cell_on_both_sides_is_a_conflict)
{
    set(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1", FIELD_TASK_owner, "孙八");
    set(two.ours, "1.1", FIELD_TASK_goal, "全员轮训");
    set(two.theirs, "1.1", FIELD_TASK_goal, "全员轮训");
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert_uint_eq(merge_cells(merge)->len, 1);
    const MergeCell *cell = merge_cells(merge)->pdata[0];
    ck_assert(cell->conflict && cell->based);
    ck_assert_ptr_null(cell->base);
    ck_assert_str_eq(cell->ours, "赵六");
    ck_assert_str_eq(cell->theirs, "孙八");
    ck_assert_str_eq(cell->address, "1.1");
    take(MERGE_OPEN);
    holds(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    take(MERGE_THEIRS);
    holds(two.ours, "1.1", FIELD_TASK_owner, "孙八");
    agree();
}
END_TEST

START_TEST(conflict_decided_for_ours_is_decided_there_too)
{
    set(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1", FIELD_TASK_owner, "孙八");
    ck_assert_uint_gt(take(MERGE_OURS), 0);
    ck_assert_uint_eq(take(MERGE_OURS), 0);
    agree();
    holds(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
}
END_TEST

START_TEST(conflict_left_open_is_one_on_both_sides)
{
    set(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1", FIELD_TASK_owner, "孙八");
    set(two.theirs, "1.1", FIELD_TASK_remark, "急");
    take(MERGE_OPEN);
    g_autoptr(Merge) again = two_ledgers_merge(two.ours, two.there.path);
    g_autoptr(Merge) there = two_ledgers_merge(two.theirs, two.here.path);
    ck_assert_uint_eq(merge_counts(again)->conflicts, 1);
    ck_assert_uint_eq(merge_counts(there)->conflicts, 1);
    ck_assert_uint_eq(merge_cells(there)->len, 1);
}
END_TEST

START_TEST(state_of_a_task_is_decided_as_one)
{
    set(two.ours, "1.1.2", FIELD_TASK_percent, "50");
    set(two.theirs, "1.1.2", FIELD_TASK_progress, "completed");
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert_uint_eq(merge_counts(merge)->conflicts, 3);
    merge_decide(merge, 0, MERGE_THEIRS);
    ck_assert_uint_eq(merge_open(merge), 0);
    guint changes;
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    holds(two.ours, "1.1.2", FIELD_TASK_percent, "100");
    holds(two.ours, "1.1.2", FIELD_TASK_progress, "completed");
    holds(two.ours, "1.1.2", FIELD_TASK_done, "2024-12-01");
    agree();
}
END_TEST

START_TEST(number_that_is_taken_gives_way)
{
    small_ledger_step(two.ours, two_ledgers_key(two.ours, "1.1"), "甲的步骤");
    small_ledger_step(two.theirs, two_ledgers_key(two.theirs, "1.1"), "乙的步骤");
    small_ledger_step(two.theirs, two_ledgers_key(two.theirs, "1.1"), "乙的又一步骤");
    gint64 measure = small_ledger_measure(two.theirs, two_ledgers_key(two.theirs, "1"), "乙的措施");
    small_ledger_measure(two.ours, two_ledgers_key(two.ours, "1"), "甲的措施");
    small_ledger_step(two.theirs, measure, "乙的措施的步骤");
    guint changes;
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    holds(two.ours, "1.1.3", FIELD_TASK_text, "甲的步骤");
    holds(two.ours, "1.1.4", FIELD_TASK_text, "乙的步骤");
    holds(two.ours, "1.1.5", FIELD_TASK_text, "乙的又一步骤");
    holds(two.ours, "1.2", FIELD_TASK_text, "甲的措施");
    holds(two.ours, "1.3.1", FIELD_TASK_text, "乙的措施的步骤");
    ck_assert_uint_eq(merge_remarks(merge)->len, 3);
    const SheetRemark *remark = merge_remarks(merge)->pdata[0];
    ck_assert_str_eq(remark->message, "1.3 was added there as number 2, which is taken here");
    agree();
}
END_TEST

START_TEST(what_both_added_alike_is_one)
{
    set(two.ours, "1.1", FIELD_TASK_owner, "周九");
    set(two.theirs, "1.1.2", FIELD_TASK_owner, "周九");
    small_ledger_step(two.ours, two_ledgers_key(two.ours, "1.1"), "编印手册");
    small_ledger_step(two.theirs, two_ledgers_key(two.theirs, "1.1"), "编印手册");
    set(two.theirs, "1.1.3", FIELD_TASK_goal, "一百册");
    take(MERGE_OPEN);
    holds(two.ours, "1.1.3", FIELD_TASK_goal, "一百册");
    g_autoptr(GPtrArray) acts = ledger_history(two.ours, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    ck_assert_ptr_null(strstr(((LedgerAct *)acts->pdata[0])->summary, "周九\""));
    ck_assert_uint_eq(take(MERGE_OPEN), 0);
    ck_assert_uint_gt(two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN), 0);
    holds(two.theirs, "1.1", FIELD_TASK_owner, "周九");
    ck_assert_uint_eq(two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN), 0);
}
END_TEST

/* ── Undone ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(what_was_done_and_undone_there_is_nothing)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    undo(two.theirs);
    small_ledger_note(two.theirs, two_ledgers_key(two.theirs, "1.1"), "写错了");
    undo(two.theirs);
    ck_assert_uint_eq(take(MERGE_OPEN), 0);
}
END_TEST

START_TEST(row_undone_there_goes_here)
{
    undo(two.theirs); /* the note of 1.1.1 */
    ck_assert_uint_gt(take(MERGE_OPEN), 0);
    holds(two.ours, "1.1.1", FIELD_TASK_notes, "0");
    agree();
}
END_TEST

START_TEST(work_is_not_lost_to_an_undo_of_the_other_side)
{
    gint64 added = small_ledger_step(two.ours, two_ledgers_key(two.ours, "1.1"), "编印手册");
    two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN);
    small_ledger_note(two.theirs, two_ledgers_key(two.theirs, "1.1.3"), "印了五十册");
    undo(two.ours);
    ck_assert(!ledger_row_load(two.ours, ENTITY_TASK, added, NULL, NULL));
    take(MERGE_OPEN);
    holds(two.ours, "1.1.3", FIELD_TASK_last_note, "印了五十册");
    agree();
}
END_TEST

START_TEST(merge_that_is_undone_takes_nothing_back_there)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    small_ledger_step(two.theirs, two_ledgers_key(two.theirs, "1.1"), "编印手册");
    take(MERGE_OPEN);
    two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN);
    undo(two.ours);
    ck_assert_uint_eq(two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN), 0);
    holds(two.theirs, "1.1.3", FIELD_TASK_text, "编印手册");
    holds(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
}
END_TEST

START_TEST(one_undo_takes_all_of_it_back)
{
    g_autoptr(GHashTable) before = two_ledgers_values(two.here.path);
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    small_ledger_note(two.theirs, two_ledgers_key(two.theirs, "1.1"), "进展");
    small_ledger_measure(two.theirs, two_ledgers_key(two.theirs, "1"), "又一措施");
    take(MERGE_OPEN);
    undo(two.ours);
    g_autoptr(GHashTable) after = two_ledgers_values(two.here.path);
    two_ledgers_same(before, after);
    ledger_file_healthy(two.ours);
    ck_assert_uint_gt(take(MERGE_OPEN), 0);
}
END_TEST

START_TEST(twice_is_nothing_new)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    take(MERGE_OPEN);
    ck_assert_uint_eq(take(MERGE_OPEN), 0);
    two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN);
    ck_assert_uint_eq(take(MERGE_OPEN), 0);
}
END_TEST

START_TEST(dry_run_changes_nothing)
{
    guint changes = 0;
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    g_autofree char *before = ledger_file_dump(two.here.path, ledger_file_tables);
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert(merge_apply(merge, TRUE, &changes, NULL));
    g_autofree char *after = ledger_file_dump(two.here.path, ledger_file_tables);
    ck_assert_uint_gt(changes, 0);
    ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(going_on_after_a_merge_is_no_conflict)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    take(MERGE_OPEN);
    set(two.ours, "1.1", FIELD_TASK_owner, "孙八");
    agree();
    set(two.theirs, "1.1", FIELD_TASK_owner, "周九");
    ck_assert_uint_gt(take(MERGE_OPEN), 0);
    holds(two.ours, "1.1", FIELD_TASK_owner, "周九");
}
END_TEST

START_TEST(each_took_the_other_over_at_the_same_time)
{
    g_autofree char *old = g_build_filename(two.here.folder, "甲旧.db", NULL);
    set(two.ours, "1.1", FIELD_TASK_owner, "赵六");
    set(two.theirs, "1.1.2", FIELD_TASK_owner, "孙八");
    ck_assert(ledger_backup(two.ours, old, NULL));
    take(MERGE_OPEN);
    two_ledgers_take(two.theirs, old, MERGE_OPEN);
    set(two.ours, "1.1.2", FIELD_TASK_owner, "周九");
    set(two.theirs, "1.1", FIELD_TASK_owner, NULL);
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert_uint_eq(merge_counts(merge)->conflicts, 0);
    take(MERGE_OPEN);
    holds(two.ours, "1.1", FIELD_TASK_owner, NULL);
    holds(two.ours, "1.1.2", FIELD_TASK_owner, "周九");
    agree();
}
END_TEST

static Suite *
suite(void)
{
    const TTest *const tests[] = {
        work_on_different_tasks_comes_together,
        journal_names_the_file_and_whose_work_it_is,
        same_cell_on_both_sides_is_a_conflict,
        conflict_decided_for_ours_is_decided_there_too,
        conflict_left_open_is_one_on_both_sides,
        state_of_a_task_is_decided_as_one,
        number_that_is_taken_gives_way,
        what_both_added_alike_is_one,
        what_was_done_and_undone_there_is_nothing,
        row_undone_there_goes_here,
        work_is_not_lost_to_an_undo_of_the_other_side,
        merge_that_is_undone_takes_nothing_back_there,
        one_undo_takes_all_of_it_back,
        twice_is_nothing_new,
        dry_run_changes_nothing,
        going_on_after_a_merge_is_no_conflict,
        each_took_the_other_over_at_the_same_time,
    };
    Suite *whole = suite_create("sibling");
    TCase *cases = tcase_create("sibling");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(whole, cases);
    return whole;
}

ZHENGGAI_TESTS(suite())
