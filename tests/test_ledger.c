/* The ledger as a file: made for its owner alone, opened only if it is a ledger. */
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_main.h"
#include "ledger_file.h"

static int
mode_of(const char *path)
{
    struct stat information;
    ck_assert_int_eq(stat(path, &information), 0);
    return information.st_mode & 0777;
}

/* Refused, and left byte for byte as it was. */
static void
refuses_untouched(const LedgerFile *file, LedgerError code)
{
    static const LedgerMode modes[] = {LEDGER_OPEN_EXISTING, LEDGER_OPEN_CREATE,
                                       LEDGER_OPEN_READONLY};
    gsize before_length, after_length;
    g_autofree char *before = ledger_file_contents(file, &before_length);
    for (gsize i = 0; i < G_N_ELEMENTS(modes); i++)
        ledger_file_refuses(file, modes[i], code);
    g_autofree char *after = ledger_file_contents(file, &after_length);
    ck_assert_mem_eq(before, after, MIN(before_length, after_length));
    ck_assert_uint_eq(before_length, after_length);
}

/* ── There or not ─────────────────────────────────────────────────────────────────────────── */

START_TEST(absent_is_told)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_ABSENT);
    ledger_file_refuses(&file, LEDGER_OPEN_READONLY, LEDGER_ERROR_ABSENT);
    ck_assert(!g_file_test(file.path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(absent_folder_is_told)
{
    g_auto(LedgerFile) file = ledger_file_new();
    g_autofree char *path = file.path;
    file.path = g_build_filename(file.folder, "no", "such", "ledger.db", NULL);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_ABSENT);
}
END_TEST

START_TEST(create_keeps_others_out)
{
    g_auto(LedgerFile) file = ledger_file_new();
    g_autofree char *path = file.path, *folder = g_build_filename(file.folder, "a", "b", NULL);
    file.path = g_build_filename(folder, "ledger.db", NULL);
    umask(0);
    ledger_file_make(&file);
    ck_assert_int_eq(mode_of(file.path), 0600);
    ck_assert_int_eq(mode_of(folder), 0700);
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    ck_assert_str_eq(g_dir_read_name(left), "ledger.db");
    ck_assert_ptr_null(g_dir_read_name(left));
}
END_TEST

START_TEST(created_ledger_is_kept)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_CREATE);
    LedgerEntity entity;
    gint64 key;
    ck_assert(ledger_address_find(ledger, (LedgerScope){0, 0}, "1.1.2", &entity, &key, NULL));
    ck_assert_str_eq(ledger_path(ledger), file.path);
    ck_assert_str_eq(ledger_operator(ledger), "王五");
    ck_assert_str_eq(ledger_today(ledger), "2024-12-01");
}
END_TEST

START_TEST(memory_leaves_nothing)
{
    const LedgerFile memory = {NULL, (char *)":memory:"};
    ledger_file_refuses(&memory, LEDGER_OPEN_READONLY, LEDGER_ERROR_ABSENT);
    g_autoptr(Ledger) ledger = ledger_file_open(&memory, LEDGER_OPEN_EXISTING);
    ledger_file_fill(ledger);
    ledger_file_healthy(ledger);
    ck_assert(!g_file_test(":memory:", G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(readonly_writes_nothing)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    gsize before_length, after_length;
    g_autofree char *before = ledger_file_contents(&file, &before_length);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_READONLY);
    g_autoptr(GError) error = NULL;
    g_autofree char *told = NULL;
    ck_assert(ledger_is_readonly(ledger));
    ck_assert_ptr_null(ledger_change_begin(ledger, ACTION_SET, NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_READONLY));
    ck_assert(!ledger_undo(ledger, FALSE, &told, NULL));
    ledger_file_healthy(ledger);
    g_autofree char *after = ledger_file_contents(&file, &after_length);
    ck_assert_uint_eq(before_length, after_length);
    ck_assert_mem_eq(before, after, before_length);
}
END_TEST

START_TEST(operator_must_have_a_name)
{
    static const char *const names[] = {"", "  ", "\xff\xfe", NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        const LedgerWorld world = {.today = "2024-12-01", .operator= names[i] };
        g_autoptr(GError) error = NULL;
        ck_assert_ptr_null(ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    }
}
END_TEST

/* ── Links and rights ─────────────────────────────────────────────────────────────────────── */

START_TEST(link_to_a_file_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autofree char *path = file.path;
    file.path = g_build_filename(file.folder, "link.db", NULL);
    ck_assert_int_eq(symlink(path, file.path), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_FOREIGN);
    ledger_file_refuses(&file, LEDGER_OPEN_READONLY, LEDGER_ERROR_FOREIGN);
}
END_TEST

/* A link that leads nowhere must not become a ledger somewhere else. */
START_TEST(link_to_nothing_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    g_autofree char *target = g_build_filename(file.folder, "target.db", NULL);
    ck_assert_int_eq(symlink(target, file.path), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_CREATE, LEDGER_ERROR_FOREIGN);
    ck_assert(!g_file_test(target, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(link_to_a_folder_is_followed)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autofree char *path = file.path, *link = g_build_filename(file.folder, "link", NULL);
    ck_assert_int_eq(symlink(file.folder, link), 0);
    file.path = g_build_filename(link, "ledger.db", NULL);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    small_ledger_note(ledger, 1, "经链接打开");
    ledger_file_healthy(ledger);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ck_assert_int_eq(mkfifo(file.path, 0600), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_FOREIGN);
    ck_assert_int_eq(unlink(file.path), 0);
    ck_assert_int_eq(mkdir(file.path, 0700), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_CREATE, LEDGER_ERROR_FOREIGN);
}
END_TEST

/* The rest of the test is done as somebody without rights: root may do everything. */
static void
become_nobody(const LedgerFile *file)
{
    enum { NOBODY = 65534 };
    if (geteuid() != 0)
        return;
    if (g_file_test(file->path, G_FILE_TEST_EXISTS))
        ck_assert_int_eq(chown(file->path, NOBODY, NOBODY), 0);
    ck_assert_int_eq(chown(file->folder, NOBODY, NOBODY), 0);
    ck_assert_int_eq(setgid(NOBODY), 0);
    ck_assert_int_eq(setuid(NOBODY), 0);
}

START_TEST(folder_without_rights_can_be_read)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    become_nobody(&file);
    ck_assert_int_eq(chmod(file.folder, 0500), 0);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autoptr(GError) error = NULL;
    ledger_file_healthy(ledger);
    g_autoptr(LedgerChange) change = ledger_change_begin(ledger, ACTION_NOTE, NULL, &error);
    gboolean written = change != NULL && ledger_note_add(change, 1, "写不进去", &error) &&
                       ledger_change_commit(g_steal_pointer(&change), FALSE, &error);
    ck_assert(!written);
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_READONLY), "%s",
                  error->message);
    chmod(file.folder, 0700);
}
END_TEST

START_TEST(file_without_rights_is_told)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    become_nobody(&file);
    ck_assert_int_eq(chmod(file.path, 0400), 0);
    {
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
        ck_assert(ledger_is_readonly(ledger));
        ledger_file_healthy(ledger);
    }
    ck_assert_int_eq(chmod(file.path, 0), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_READONLY);
}
END_TEST

START_TEST(create_without_rights_is_told)
{
    g_auto(LedgerFile) file = ledger_file_new();
    become_nobody(&file);
    ck_assert_int_eq(chmod(file.folder, 0500), 0);
    ledger_file_refuses(&file, LEDGER_OPEN_CREATE, LEDGER_ERROR_READONLY);
    chmod(file.folder, 0700);
}
END_TEST

/* ── Not ours, or not whole ───────────────────────────────────────────────────────────────── */

START_TEST(foreign_file_is_refused)
{
    static const char *const foreign[] = {"hello", "法治政府建设年度报告\n", "SQLite format 4"};
    g_auto(LedgerFile) file = ledger_file_new();
    for (gsize i = 0; i < G_N_ELEMENTS(foreign); i++) {
        ledger_file_write(&file, foreign[i], strlen(foreign[i]));
        refuses_untouched(&file, LEDGER_ERROR_FOREIGN);
    }
}
END_TEST

START_TEST(foreign_database_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_sql(&file, "CREATE TABLE unit (id INTEGER PRIMARY KEY); PRAGMA user_version = 1;");
    ck_assert_int_eq(chmod(file.path, 0600), 0);
    refuses_untouched(&file, LEDGER_ERROR_FOREIGN);
}
END_TEST

START_TEST(newer_ledger_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    ledger_file_sql(&file, "PRAGMA user_version = 999");
    refuses_untouched(&file, LEDGER_ERROR_NEWER);
}
END_TEST

START_TEST(ledger_without_format_is_refused)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    ledger_file_sql(&file, "PRAGMA user_version = 0");
    refuses_untouched(&file, LEDGER_ERROR_FOREIGN);
}
END_TEST

START_TEST(empty_file_is_a_loss)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_write(&file, "", 0);
    refuses_untouched(&file, LEDGER_ERROR_DAMAGED);
}
END_TEST

START_TEST(file_cut_short_is_a_loss)
{
    g_auto(LedgerFile) file = ledger_file_new();
    gsize length;
    ledger_file_make(&file);
    g_autofree char *whole = ledger_file_contents(&file, &length);
    const gsize left[] = {1, 15, 16, 99, 100, 4095, 4096, length / 2, length - 4096, length - 1};
    for (gsize i = 0; i < G_N_ELEMENTS(left); i++) {
        ledger_file_write(&file, whole, left[i]);
        refuses_untouched(&file, LEDGER_ERROR_DAMAGED);
    }
}
END_TEST

START_TEST(altered_schema_is_refused)
{
    static const char *const alterations[] = {
        "CREATE TRIGGER more AFTER INSERT ON note BEGIN DELETE FROM unit; END",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TABLE more (a)",
        "DROP TRIGGER action_keep",
        "DROP INDEX task_due",
        "ALTER TABLE person ADD COLUMN phone TEXT",
    };
    g_auto(LedgerFile) file = ledger_file_new();
    gsize length;
    ledger_file_make(&file);
    g_autofree char *whole = ledger_file_contents(&file, &length);
    for (gsize i = 0; i < G_N_ELEMENTS(alterations); i++) {
        ledger_file_write(&file, whole, length);
        ledger_file_sql(&file, alterations[i]);
        refuses_untouched(&file, LEDGER_ERROR_FOREIGN);
    }
}
END_TEST

/* ── Other programs ───────────────────────────────────────────────────────────────────────── */

START_TEST(second_writer_waits_and_is_told)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) first = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autoptr(Ledger) second = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autoptr(LedgerChange) change = small_ledger_begin(first, ACTION_NOTE);
    g_autoptr(GError) error = NULL;
    gint64 start = g_get_monotonic_time();
    ck_assert_ptr_null(ledger_change_begin(second, ACTION_NOTE, NULL, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_BUSY));
    ck_assert_int_ge(g_get_monotonic_time() - start, 40 * 1000);
    ck_assert_int_lt(g_get_monotonic_time() - start, 2000 * 1000);
    /* Reading goes on meanwhile. */
    ledger_file_healthy(second);
    ck_assert(ledger_note_add(change, 1, "先到先写", NULL));
    ck_assert(ledger_change_commit(g_steal_pointer(&change), FALSE, NULL));
    small_ledger_note(second, 1, "后到后写");
    ledger_file_healthy(first);
}
END_TEST

static gboolean
another_program_may_write(const LedgerFile *file)
{
    pid_t child = fork();
    if (child == 0) {
        Ledger *ledger = ledger_open(file->path, LEDGER_OPEN_EXISTING, &ledger_file_world, NULL);
        _exit(ledger != NULL && ledger_change_begin(ledger, ACTION_NOTE, NULL, NULL) != NULL ? 0
                                                                                             : 1);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Whoever closes any descriptor of a file lets go all the locks that the process holds on it. */
START_TEST(opening_again_keeps_the_lock)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert(another_program_may_write(&file));
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_NOTE);
    ledger_close(ledger_file_open(&file, LEDGER_OPEN_EXISTING));
    g_autofree char *copy = g_build_filename(file.folder, "copy.db", NULL);
    ck_assert(ledger_backup(ledger, copy, NULL));
    ck_assert(!another_program_may_write(&file));
}
END_TEST

START_TEST(held_ledger_is_busy)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    sqlite3 *holder = ledger_file_hold(&file);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_BUSY);
    ledger_file_refuses(&file, LEDGER_OPEN_READONLY, LEDGER_ERROR_BUSY);
    sqlite3_close(holder);
    ledger_close(ledger_file_open(&file, LEDGER_OPEN_EXISTING));
}
END_TEST

static Suite *
ledger_suite(void)
{
    const TTest *const there_tests[] = {absent_is_told,           absent_folder_is_told,
                                        create_keeps_others_out,  created_ledger_is_kept,
                                        memory_leaves_nothing,    readonly_writes_nothing,
                                        operator_must_have_a_name};
    const TTest *const rights_tests[] = {
        link_to_a_file_is_refused,         link_to_nothing_is_refused,
        link_to_a_folder_is_followed,      what_is_no_file_is_refused,
        folder_without_rights_can_be_read, file_without_rights_is_told,
        create_without_rights_is_told};
    const TTest *const whole_tests[] = {foreign_file_is_refused,  foreign_database_is_refused,
                                        newer_ledger_is_refused,  ledger_without_format_is_refused,
                                        empty_file_is_a_loss,     file_cut_short_is_a_loss,
                                        altered_schema_is_refused};
    const TTest *const others_tests[] = {second_writer_waits_and_is_told,
                                         opening_again_keeps_the_lock, held_ledger_is_busy};
    Suite *suite = suite_create("ledger");
    TCase *there = tcase_create("there");
    tcase_set_timeout(there, 20);
    for (gsize i = 0; i < G_N_ELEMENTS(there_tests); i++)
        tcase_add_test(there, there_tests[i]);
    suite_add_tcase(suite, there);
    TCase *rights = tcase_create("rights");
    tcase_set_timeout(rights, 20);
    for (gsize i = 0; i < G_N_ELEMENTS(rights_tests); i++)
        tcase_add_test(rights, rights_tests[i]);
    suite_add_tcase(suite, rights);
    TCase *whole = tcase_create("whole");
    tcase_set_timeout(whole, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(whole_tests); i++)
        tcase_add_test(whole, whole_tests[i]);
    suite_add_tcase(suite, whole);
    TCase *others = tcase_create("others");
    tcase_set_timeout(others, 20);
    for (gsize i = 0; i < G_N_ELEMENTS(others_tests); i++)
        tcase_add_test(others, others_tests[i]);
    suite_add_tcase(suite, others);
    return suite;
}

ZHENGGAI_TESTS(ledger_suite())
