/* Two copies of one ledger that both went on: what each did comes together, and nothing else. */
#include <glib/gstdio.h>
#include <string.h>

#include "check_main.h"
#include "two_ledgers.h"

static TwoLedgers two;

static void
fill(Ledger *ledger, void *data)
{
    ledger_file_fill(ledger);
}

static void
set_up(void)
{
    text_language_set(TEXT_ENGLISH);
    two = two_ledgers_new(fill, NULL);
}

static void
tear_down(void)
{
    two_ledgers_clear(&two);
}

static void
set(Ledger *ledger, const char *address, LedgerField field, const char *value)
{
    small_ledger_set(ledger, two_ledgers_key(ledger, address), field, value, "计划调整");
}

static void
holds(Ledger *ledger, const char *address, LedgerField field, const char *value)
{
    LedgerFields fields = ledger_fields_of(field, FIELD_NONE);
    g_autoptr(LedgerRow) row =
        ledger_row_load(ledger, ENTITY_TASK, two_ledgers_key(ledger, address), &fields, NULL);
    ck_assert_pstr_eq(ledger_row_get(row, field), value);
}

static guint
take(MergeChoice choice)
{
    return two_ledgers_take(two.ours, two.there.path, choice);
}

/* Theirs takes ours over; then both say the same. */
static void
agree(void)
{
    two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN);
    g_autoptr(GHashTable) ours = two_ledgers_values(two.here.path);
    g_autoptr(GHashTable) theirs = two_ledgers_values(two.there.path);
    two_ledgers_same(ours, theirs);
}

/* What is said where it cannot be merged; nothing was changed. */
static void
refuses(const char *path, LedgerError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = ledger_file_dump(two.here.path, ledger_file_tables);
    ck_assert_ptr_null(merge_new_of_ledger(two.ours, path, &error));
    g_autofree char *after = ledger_file_dump(two.here.path, ledger_file_tables);
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%s", error->message);
    ck_assert_msg(strstr(error->message, words) != NULL && strstr(error->message, path) != NULL,
                  "%s", error->message);
    ck_assert_str_eq(before, after);
}

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

/* ── Closure, evidence, packages ──────────────────────────────────────────────────────────── */

/* 1.1.2 is completed, proved and asked to be closed there. */
static void
ask_for_closure(void)
{
    gint64 task = two_ledgers_key(two.theirs, "1.1.2");
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    const LedgerReview none = {0};
    set(two.theirs, "1.1.2", FIELD_TASK_progress, "completed");
    set(two.theirs, "1.1.2", FIELD_TASK_result, "全员轮训完成");
    LedgerChange *change = small_ledger_begin(two.theirs, ACTION_ATTACH);
    ledger_file_prove(&two.there, change, task, "签到42人");
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    change = small_ledger_begin(two.theirs, ACTION_REQUEST);
    small_ledger_end(change, ledger_closure_move(change, MOVE_REQUEST, &target, 1, &none, NULL));
}

static void
is_closed_as_asked(void)
{
    holds(two.ours, "1.1.2", FIELD_TASK_closure, "requested");
    holds(two.ours, "1.1.2", FIELD_TASK_evidence, "1");
    holds(two.ours, "1.1.2", FIELD_TASK_requested_on, "2024-12-01");
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "签到42人", -1);
    ck_assert_int_eq(ledger_evidence_verify(two.ours, digest), EVIDENCE_WHOLE);
}

START_TEST(closure_comes_with_its_review_and_evidence)
{
    ask_for_closure();
    take(MERGE_OPEN);
    is_closed_as_asked();
    agree();
}
END_TEST

START_TEST(package_is_merged_like_a_ledger)
{
    g_auto(PackageInfo) info = {0};
    g_autofree char *package = g_build_filename(two.here.folder, "乙.zhenggai", NULL);
    ask_for_closure();
    ck_assert(package_write(two.theirs, package, &info, NULL));
    two_ledgers_take(two.ours, package, MERGE_OPEN);
    is_closed_as_asked();
    g_autoptr(GDir) folder = g_dir_open(two.here.folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        ck_assert_msg(!g_str_has_prefix(name, ".zhenggai"), "%s", name);
}
END_TEST

START_TEST(evidence_without_its_file_is_left_out_and_tried_again)
{
    guint changes = 0;
    ask_for_closure();
    g_autofree char *folder = g_strconcat(two.there.path, ".evidence", NULL);
    g_autofree char *away = g_strconcat(two.there.path, ".away", NULL);
    ck_assert_int_eq(g_rename(folder, away), 0);
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    ck_assert(merge_needs_attention(merge));
    holds(two.ours, "1.1.2", FIELD_TASK_evidence, "0");
    ledger_file_healthy(two.ours);
    ck_assert_int_eq(g_rename(away, folder), 0);
    take(MERGE_OPEN);
    is_closed_as_asked();
}
END_TEST

START_TEST(what_the_rules_would_not_have_let_one_do_is_told)
{
    guint changes = 0;
    set(two.theirs, "1.1.1", FIELD_TASK_progress, "completed");
    set(two.theirs, "1.1.2", FIELD_TASK_progress, "completed");
    set(two.theirs, "1.1", FIELD_TASK_progress, "completed");
    small_ledger_step(two.ours, two_ledgers_key(two.ours, "1.1"), "又一步骤");
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    ck_assert(merge_needs_attention(merge));
    const SheetRemark *remark = merge_remarks(merge)->pdata[0];
    ck_assert_str_eq(remark->message,
                     "1.1 is completed, but now has a step that is not: look at it");
}
END_TEST

/* ── What is refused ──────────────────────────────────────────────────────────────────────── */

START_TEST(another_ledger_is_refused)
{
    g_auto(LedgerFile) other = ledger_file_new();
    ledger_file_make(&other);
    refuses(other.path, LEDGER_ERROR_USAGE, "no copy of this ledger");
}
END_TEST

START_TEST(altered_journal_is_refused)
{
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    g_clear_pointer(&two.theirs, ledger_close);
    ledger_file_sql(&two.there, "DROP TRIGGER change_keep; UPDATE change SET new = '钱七' WHERE "
                                "new = '赵六'; UPDATE task SET owner = '钱七' WHERE owner = '赵六';"
                                "CREATE TRIGGER change_keep BEFORE UPDATE ON change BEGIN SELECT "
                                "RAISE (ABORT, 'the journal is append-only'); END");
    refuses(two.there.path, LEDGER_ERROR_DAMAGED, "the journal was altered");
}
END_TEST

START_TEST(row_that_the_journal_does_not_know_is_refused)
{
    g_clear_pointer(&two.theirs, ledger_close);
    ledger_file_sql(&two.there, "UPDATE task SET goal = '偷改' WHERE step_no = 1");
    refuses(two.there.path, LEDGER_ERROR_DAMAGED, "not what the journal says");
}
END_TEST

START_TEST(cut_older_newer_and_locked_ledgers_are_refused)
{
    gsize length = 0;
    g_clear_pointer(&two.theirs, ledger_close);
    g_autofree char *bytes = ledger_file_contents(&two.there, &length);
    ledger_file_write(&two.there, bytes, length - 4096);
    refuses(two.there.path, LEDGER_ERROR_DAMAGED, "");
    ledger_file_write(&two.there, bytes, length);
    ledger_file_sql(&two.there, "PRAGMA user_version = 4");
    refuses(two.there.path, LEDGER_ERROR_READONLY, "older zhenggai");
    ledger_file_sql(&two.there, "PRAGMA user_version = 99");
    refuses(two.there.path, LEDGER_ERROR_NEWER, "");
    ledger_file_write(&two.there, bytes, length);
    sqlite3 *holder = ledger_file_hold(&two.there);
    refuses(two.there.path, LEDGER_ERROR_BUSY, "");
    sqlite3_close(holder);
}
END_TEST

START_TEST(ledger_that_changed_meanwhile_is_merged_again)
{
    guint changes = 0;
    g_autoptr(GError) error = NULL;
    set(two.theirs, "1.1", FIELD_TASK_owner, "赵六");
    g_autoptr(Merge) merge = two_ledgers_merge(two.ours, two.there.path);
    set(two.ours, "1.1", FIELD_TASK_owner, "孙八");
    ck_assert(!merge_apply(merge, FALSE, &changes, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT));
    holds(two.ours, "1.1", FIELD_TASK_owner, "孙八");
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
        closure_comes_with_its_review_and_evidence,
        package_is_merged_like_a_ledger,
        evidence_without_its_file_is_left_out_and_tried_again,
        what_the_rules_would_not_have_let_one_do_is_told,
        another_ledger_is_refused,
        altered_journal_is_refused,
        row_that_the_journal_does_not_know_is_refused,
        cut_older_newer_and_locked_ledgers_are_refused,
        ledger_that_changed_meanwhile_is_merged_again,
    };
    Suite *whole = suite_create("sibling");
    TCase *cases = tcase_create("sibling");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(whole, cases);
    return whole;
}

ZHENGGAI_TESTS(suite())
