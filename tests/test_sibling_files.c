/* Two copies of one ledger as files: what belongs to them comes along, and what cannot be trusted
 * is refused with nothing changed. */
#include <glib/gstdio.h>

#include "check_main.h"
#include "sibling_ledgers.h"
#include "zhenggai/export.h"
#include "zhenggai/package.h"

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

/* ── Sheets ───────────────────────────────────────────────────────────────────────────────── */

/* The file that was written, the caller's. */
static char *
send_from_there(void)
{
    const ExportOptions options = {0};
    char *path = g_build_filename(two.here.folder, "台账.csv", NULL);
    g_autoptr(LedgerQuery) query = ledger_query_new(two.theirs);
    ck_assert_int_eq(export_send(two.theirs, query, &options, path, "县司法局", NULL), 4);
    return path;
}

/* The sheet as it comes back, with some words put for others. */
static Sheet *
sheet_edited(const char *path, const char *from, const char *to)
{
    g_autofree char *bytes = NULL;
    ck_assert(g_file_get_contents(path, &bytes, NULL, NULL));
    g_autoptr(GString) text = g_string_new(bytes);
    ck_assert_uint_eq(g_string_replace(text, from, to, 0), 1);
    Sheet *sheet = sheet_parse(text->str, text->len, "返.csv", NULL, NULL);
    ck_assert_ptr_nonnull(sheet);
    return sheet;
}

/* What was sent there comes back here: it finds its base, whatever was done since on both sides. */
START_TEST(sheet_sent_there_comes_back_here)
{
    guint changes = 0;
    set(two.theirs, "1.1", FIELD_TASK_goal, "全员轮训");
    small_ledger_step(two.ours, two_ledgers_key(two.ours, "1.1"), "甲的步骤");
    small_ledger_step(two.theirs, two_ledgers_key(two.theirs, "1.1"), "乙的步骤");
    g_autofree char *path = send_from_there();
    set(two.theirs, "1.1", FIELD_TASK_goal, "分批轮训");
    set(two.ours, "1.1.1", FIELD_TASK_owner, "赵六");
    take(MERGE_OPEN);
    g_autoptr(Sheet) sheet = sheet_edited(path, "乙的步骤", "乙的新步骤");
    g_autoptr(Merge) merge = merge_new(two.ours, sheet, NULL);
    ck_assert_uint_eq(merge_counts(merge)->conflicts, 0);
    ck_assert_uint_eq(merge_cells(merge)->len, 1);
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    holds(two.ours, "1.1.4", FIELD_TASK_text, "乙的新步骤");
    holds(two.ours, "1.1", FIELD_TASK_goal, "分批轮训");
    holds(two.ours, "1.1.1", FIELD_TASK_owner, "赵六");
}
END_TEST

/* ── What is refused ──────────────────────────────────────────────────────────────────────── */

START_TEST(another_ledger_is_refused)
{
    g_auto(LedgerFile) other = ledger_file_new();
    ledger_file_make(&other);
    refuses(other.path, LEDGER_ERROR_FOREIGN, "no copy of this ledger");
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
        closure_comes_with_its_review_and_evidence,
        package_is_merged_like_a_ledger,
        evidence_without_its_file_is_left_out_and_tried_again,
        what_the_rules_would_not_have_let_one_do_is_told,
        sheet_sent_there_comes_back_here,
        another_ledger_is_refused,
        altered_journal_is_refused,
        row_that_the_journal_does_not_know_is_refused,
        cut_older_newer_and_locked_ledgers_are_refused,
        ledger_that_changed_meanwhile_is_merged_again,
    };
    Suite *whole = suite_create("sibling_files");
    TCase *cases = tcase_create("sibling_files");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(whole, cases);
    return whole;
}

ZHENGGAI_TESTS(suite())
