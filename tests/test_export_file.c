/* Exports as files: private, whole, and never through somebody else's link. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"
#include "exporting.h"

START_TEST(file_is_replaced_and_private)
{
    struct stat status;
    g_autofree char *path = path_of("台账.csv");
    ck_assert(g_file_set_contents(path, "old", -1, NULL));
    ck_assert_int_eq(chmod(path, 0644), 0);
    ck_assert_int_eq(export_to(&(ExportOptions){0}, path, NULL), 0);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
    ck_assert_int_gt(status.st_size, 100);
    ck_assert_uint_eq(files_in_folder(), 1);
}
END_TEST

/* The disk is full after the first bytes. */
START_TEST(file_stays_whole_if_the_disk_is_full)
{
    GError *error = NULL;
    gint64 problem = exporting_problem();
    for (int i = 0; i < 300; i++)
        small_ledger_measure(ledger, problem, "加强法治教育培训");
    g_autofree char *path = path_of("old.csv");
    ck_assert(g_file_set_contents(path, "old", -1, NULL));
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {1000, RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    gint64 rows = export_to(&(ExportOptions){0}, path, &error);
    limit.rlim_cur = RLIM_INFINITY;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(rows, -1);
    ck_assert(g_error_matches(error, EXPORT_ERROR, EXPORT_ERROR_WRITE));
    ck_assert_ptr_nonnull(strstr(error->message, "old.csv"));
    g_autofree char *kept = contents_of(path, NULL);
    ck_assert_str_eq(kept, "old");
    ck_assert_uint_eq(files_in_folder(), 1);
    g_error_free(error);
}
END_TEST

static void
assert_refused(const char *path, const char *why)
{
    GError *error = NULL;
    ck_assert_int_eq(export_to(&(ExportOptions){0}, path, &error), -1);
    ck_assert(g_error_matches(error, EXPORT_ERROR, EXPORT_ERROR_WRITE));
    ck_assert_msg(strstr(error->message, why) != NULL, "%s", error->message);
    g_error_free(error);
}

START_TEST(file_that_cannot_be_is_refused)
{
    g_autofree char *target = path_of("target"), *link = path_of("link"), *loose = path_of("loose");
    g_autofree char *missing = g_build_filename(folder, "missing", "x.csv", NULL);
    ck_assert(g_file_set_contents(target, "old", -1, NULL));
    ck_assert_int_eq(symlink("target", link), 0);
    ck_assert_int_eq(symlink("nowhere", loose), 0);
    assert_refused(folder, "folder");
    assert_refused(link, "symbolic link");
    assert_refused(loose, "symbolic link");
    assert_refused(missing, g_strerror(ENOENT));
    assert_refused("/dev/full", g_strerror(ENOSPC));
    g_autofree char *kept = contents_of(target, NULL);
    ck_assert_str_eq(kept, "old");
    ck_assert_uint_eq(files_in_folder(), 3);
}
END_TEST

START_TEST(standard_output_is_a_place_too)
{
    g_autofree char *path = path_of("stdout");
    int kept = dup(STDOUT_FILENO), file = open(path, O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(dup2(file, STDOUT_FILENO), STDOUT_FILENO);
    gint64 rows = export_to(&(ExportOptions){.format = EXPORT_JSON}, "-", NULL);
    gint64 again = export_to(&(ExportOptions){.format = EXPORT_JSON}, NULL, NULL);
    ck_assert_int_eq(dup2(kept, STDOUT_FILENO), STDOUT_FILENO);
    close(kept);
    close(file);
    ck_assert_int_eq(rows, 0);
    ck_assert_int_eq(again, 0);
    g_autofree char *bytes = contents_of(path, NULL);
    ck_assert_str_eq(bytes, "[]\n[]\n");
}
END_TEST

static Suite *
suite(void)
{
    Suite *files = suite_create("export_file");
    TCase *cases = tcase_create("export_file");
    tcase_add_checked_fixture(cases, exporting_setup, exporting_teardown);
    tcase_add_test(cases, file_is_replaced_and_private);
    tcase_add_test(cases, file_stays_whole_if_the_disk_is_full);
    tcase_add_test(cases, file_that_cannot_be_is_refused);
    tcase_add_test(cases, standard_output_is_a_place_too);
    suite_add_tcase(files, cases);
    return files;
}

ZHENGGAI_TESTS(suite())
