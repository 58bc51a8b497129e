/* Evidence: copies beside the ledger, under their SHA-256, that nobody can slip anything under. */
#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"
#include "closure_ledger.h"

static char *
sha256_of(const char *text)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

static char *
copy_of(const char *text)
{
    g_autofree char *digest = sha256_of(text), *folder = ledger_evidence_folder(ledger);
    g_autofree char *first = g_strndup(digest, 2);
    return g_build_filename(folder, first, digest, NULL);
}

static LedgerEvidenceState
state_of(const char *text)
{
    g_autofree char *digest = sha256_of(text);
    return ledger_evidence_verify(ledger, digest);
}

START_TEST(copy_is_kept_under_its_digest)
{
    prove(measure, "42人签到");
    g_autofree char *copy = copy_of("42人签到"), *content = NULL;
    GStatBuf information;
    ck_assert(g_file_get_contents(copy, &content, NULL, NULL));
    ck_assert_str_eq(content, "42人签到");
    ck_assert_int_eq(g_stat(copy, &information), 0);
    ck_assert_uint_eq(information.st_mode & 07777, 0600);
    task_holds(measure, FIELD_TASK_evidence, "1");
    task_holds(measure, FIELD_TASK_evidence_lines, "2024-12-01 签到表.txt");
    ck_assert_int_eq(state_of("42人签到"), EVIDENCE_WHOLE);
}
END_TEST

/* One copy for many tasks; the same one twice for one task is a mistake. */
START_TEST(same_file_is_kept_once)
{
    prove(first_step, "照片");
    prove(second_step, "照片");
    g_autofree char *path = g_build_filename(file.folder, "签到表.txt", NULL);
    g_autoptr(GError) error = NULL;
    gint64 key;
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_ATTACH);
    ck_assert(!ledger_evidence_add(change, first_step, path, "又一次", NULL, FALSE, &key, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_RULE));
}
END_TEST

START_TEST(dry_run_keeps_nothing)
{
    g_autofree char *path = g_build_filename(file.folder, "报告.txt", NULL);
    g_autofree char *copy = copy_of("试一试");
    gint64 key;
    ck_assert(g_file_set_contents(path, "试一试", -1, NULL));
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ATTACH);
    ck_assert(ledger_evidence_add(change, measure, path, NULL, NULL, TRUE, &key, NULL));
    ck_assert(ledger_change_commit(change, TRUE, NULL));
    ck_assert(!g_file_test(copy, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    g_autofree char *absent = g_build_filename(file.folder, "没有.txt", NULL);
    const char *const paths[] = {absent, file.folder, "/dev/zero"};
    for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_ATTACH);
        gint64 key;
        ck_assert(!ledger_evidence_add(change, measure, paths[i], NULL, NULL, FALSE, &key, &error));
        ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE), "%s",
                      error->message);
        ck_assert_ptr_nonnull(strstr(error->message, paths[i]));
    }
}
END_TEST

START_TEST(memory_keeps_no_files)
{
    g_autoptr(Ledger) memory = small_ledger_new("2024-12-01");
    g_autoptr(LedgerChange) change = small_ledger_begin(memory, ACTION_ATTACH);
    g_autoptr(GError) error = NULL;
    gint64 key;
    ck_assert(!ledger_evidence_add(change, 1, "/etc/passwd", NULL, NULL, FALSE, &key, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert_ptr_null(ledger_evidence_folder(memory));
}
END_TEST

static void
check_says(const char *part, gboolean counted)
{
    g_autoptr(GString) findings = g_string_new(NULL);
    int count = ledger_check(ledger, ledger_file_gather, findings, NULL);
    ck_assert_int_eq(count, counted);
    ck_assert_msg(strstr(findings->str, part) != NULL, "%s", findings->str);
}

START_TEST(check_tells_what_became_of_it)
{
    prove(measure, "42人签到");
    g_autofree char *copy = copy_of("42人签到"), *aside = g_strconcat(copy, "x", NULL);
    ck_assert(g_file_set_contents(copy, "43人签到", -1, NULL));
    check_says("\"签到表.txt\" of 1.1 is changed", TRUE);
    ck_assert_int_eq(g_rename(copy, aside), 0);
    check_says("is missing", TRUE);
    /* A file that nothing names is told, but is no fault. */
    ck_assert(g_file_set_contents(copy, "42人签到", -1, NULL));
    check_says("belongs to no evidence", FALSE);
    ck_assert_int_eq(g_unlink(aside), 0);
}
END_TEST

/* A link in the folder leads nowhere. */
START_TEST(no_link_is_followed)
{
    prove(measure, "42人签到");
    g_autofree char *copy = copy_of("42人签到");
    g_autofree char *outside = g_build_filename(file.folder, "签到表.txt", NULL);
    ck_assert_int_eq(g_unlink(copy), 0);
    ck_assert_int_eq(symlink(outside, copy), 0);
    ck_assert_int_eq(state_of("42人签到"), EVIDENCE_MISSING);
    ck_assert_int_eq(g_unlink(copy), 0);
    ck_assert(g_file_set_contents(copy, "42人签到", -1, NULL));
    ck_assert_int_eq(ledger_evidence_verify(ledger, "../../../../../../etc/passwd"),
                     EVIDENCE_MISSING);
}
END_TEST

START_TEST(undo_and_redo_keep_the_copy)
{
    prove(measure, "42人签到");
    g_autofree char *undone = NULL, *redone = NULL, *copy = copy_of("42人签到");
    ck_assert(ledger_undo(ledger, FALSE, &undone, NULL));
    task_holds(measure, FIELD_TASK_evidence, "0");
    ck_assert(g_file_test(copy, G_FILE_TEST_EXISTS));
    ledger_file_healthy(ledger);
    ck_assert(ledger_redo(ledger, FALSE, &redone, NULL));
    task_holds(measure, FIELD_TASK_evidence, "1");
}
END_TEST

/* Kept again, a damaged copy is whole again. */
START_TEST(keeping_again_mends)
{
    prove(first_step, "42人签到");
    g_autofree char *copy = copy_of("42人签到");
    ck_assert(g_file_set_contents(copy, "坏", -1, NULL));
    prove(second_step, "42人签到");
    ck_assert_int_eq(state_of("42人签到"), EVIDENCE_WHOLE);
}
END_TEST

/* The viewer gets a copy under the file's own name, and never what was changed. */
START_TEST(viewer_gets_a_whole_copy)
{
    gint64 key = prove(measure, "42人签到");
    g_autofree char *seen = g_build_filename(file.folder, "看到的", NULL);
    g_autofree char *viewer = g_strdup_printf("sh -c 'cat -- \"$0\" > \"%s\"'", seen);
    g_autofree char *copy = copy_of("42人签到"), *content = NULL;
    g_autoptr(GError) error = NULL;
    /* Reading a pipe waits for the viewer, which we do not. */
    ck_assert_int_eq(mkfifo(seen, 0600), 0);
    ck_assert_msg(ledger_evidence_show(ledger, key, viewer, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert(g_file_get_contents(seen, &content, NULL, NULL));
    ck_assert_str_eq(content, "42人签到");
    ck_assert(g_file_set_contents(copy, "43人签到", -1, NULL));
    ck_assert(!ledger_evidence_show(ledger, key, "false", &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED));
    ck_assert(g_file_set_contents(copy, "42人签到", -1, NULL));
}
END_TEST

static Suite *
evidence_suite(void)
{
    const TTest *const all[] = {copy_is_kept_under_its_digest, same_file_is_kept_once,
                                dry_run_keeps_nothing,         what_is_no_file_is_refused,
                                memory_keeps_no_files,         check_tells_what_became_of_it,
                                no_link_is_followed,           undo_and_redo_keep_the_copy,
                                keeping_again_mends,           viewer_gets_a_whole_copy};
    Suite *suite = suite_create("evidence");
    TCase *evidence = tcase_create("evidence");
    tcase_add_checked_fixture(evidence, set_up, tear_down);
    tcase_set_timeout(evidence, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(evidence, all[i]);
    suite_add_tcase(suite, evidence);
    return suite;
}

ZHENGGAI_TESTS(evidence_suite())
