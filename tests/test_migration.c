/* A ledger of the first format is brought up to date: whole, after a backup, or not at all. */
#include <string.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_main.h"
#include "ledger_file.h"

extern const char schema_current[];

/* What format 1 has; the counts that came later are told from it. */
static const char *const tables[] = {"unit",   "report",      "problem",   "cause",  "task",
                                     "plan",   "note",        "extension", "person", "action",
                                     "change", "report_text", NULL};

/* The dump without the columns that later formats added, which are empty here. */
static char *
without_later_columns(char *dump)
{
    static const char *const later[] = {"aliases", "lookback_every", "lookback_on", "origin_id",
                                        "about_id"};
    g_autofree char *whole = dump;
    GString *text = g_string_new(whole);
    for (gsize i = 0; i < G_N_ELEMENTS(later); i++) {
        g_autofree char *column = g_strconcat(later[i], "=NULL|", NULL);
        g_string_replace(text, column, "", 0);
    }
    return g_string_free(text, FALSE);
}

static char *
read_text(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(TESTS_FOLDER, folder, name, NULL);
    char *text = NULL;
    ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s", path);
    return text;
}

/* The frozen ledger as a file. */
static LedgerFile
old_ledger_new(void)
{
    LedgerFile file = ledger_file_new();
    g_autofree char *sql = read_text("databases", "0001.sql");
    ledger_file_sql(&file, sql);
    return file;
}

static int
format_of(const char *path)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(database, "PRAGMA user_version", -1, &statement, NULL),
                     SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    int format = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return format;
}

/* The backups beside the ledger, one a line; the newest is put into *last, if that is wanted. */
static guint
count_backups(const LedgerFile *file, char **last)
{
    guint count = 0;
    g_autoptr(GDir) folder = g_dir_open(file->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        if (!g_str_has_suffix(name, ".backup"))
            continue;
        count++;
        if (last != NULL)
            *last = g_build_filename(file->folder, name, NULL);
    }
    return count;
}

START_TEST(content_is_the_same)
{
    g_auto(LedgerFile) file = old_ledger_new();
    g_autofree char *before = ledger_file_dump(file.path, tables), *backup = NULL;
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ledger_file_healthy(ledger);
    g_autofree char *after = without_later_columns(ledger_file_dump(file.path, tables));
    ck_assert_str_eq(before, after);
    ck_assert_uint_eq(count_backups(&file, &backup), 1);
    ck_assert_msg(g_str_has_suffix(backup, "ledger.db.v1-20241201T120000.backup"), "%s", backup);
    ck_assert_int_eq(format_of(backup), 1);
    g_autofree char *copy = ledger_file_dump(backup, tables);
    ck_assert_str_eq(before, copy);
}
END_TEST

START_TEST(second_opening_migrates_nothing)
{
    g_auto(LedgerFile) file = old_ledger_new();
    for (int i = 0; i < 3; i++)
        ledger_close(ledger_file_open(&file, LEDGER_OPEN_EXISTING));
    ck_assert_uint_eq(count_backups(&file, NULL), 1);
    g_autoptr(Ledger) readonly = ledger_file_open(&file, LEDGER_OPEN_READONLY);
    ledger_file_healthy(readonly);
}
END_TEST

/* The work of the old program can be taken back by the new one. */
START_TEST(undo_reaches_over_it)
{
    enum { ACTIONS = 7 };
    g_auto(LedgerFile) file = old_ledger_new();
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    int undone = 0;
    for (char *told = NULL; ledger_undo(ledger, FALSE, &told, NULL); undone++)
        g_free(told);
    ck_assert_int_eq(undone, ACTIONS);
    ledger_file_healthy(ledger);
    for (char *told = NULL; ledger_redo(ledger, FALSE, &told, NULL); undone--)
        g_free(told);
    ck_assert_int_eq(undone, 0);
    ledger_file_healthy(ledger);
}
END_TEST

static int
append_schema_row(void *text, int count, char **values, char **names)
{
    g_string_append_printf(text, "%s;\n", values[0]);
    return 0;
}

static char *
schema_of(const LedgerFile *file)
{
    sqlite3 *database = NULL;
    GString *text = g_string_new(NULL);
    ck_assert_int_eq(sqlite3_open(file->path, &database), SQLITE_OK);
    sqlite3_exec(database,
                 "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
                 append_schema_row, text, NULL);
    sqlite3_close(database);
    return g_string_free(text, FALSE);
}

START_TEST(schema_is_that_of_a_new_ledger)
{
    g_auto(LedgerFile) migrated = old_ledger_new(), fresh = ledger_file_new();
    ledger_close(ledger_file_open(&migrated, LEDGER_OPEN_EXISTING));
    ledger_close(ledger_file_open(&fresh, LEDGER_OPEN_CREATE));
    g_autofree char *from_old = schema_of(&migrated), *from_new = schema_of(&fresh),
                    *golden = read_text("../schema", "current.sql");
    ck_assert_str_eq(from_old, golden);
    ck_assert_str_eq(from_new, golden);
    ck_assert_str_eq(schema_current, golden);
    ck_assert_int_eq(format_of(migrated.path), format_of(fresh.path));
}
END_TEST

/* No file of this process may grow beyond that; 0: as it likes. */
static void
limit_files(gint64 size)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size == 0 ? limit.rlim_max : (rlim_t)size;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* There is room for the backup, not for what the migration adds. */
START_TEST(failure_leaves_the_old_ledger)
{
    g_auto(LedgerFile) file = old_ledger_new();
    GStatBuf information;
    ck_assert_int_eq(g_stat(file.path, &information), 0);
    g_autofree char *before = ledger_file_dump(file.path, tables), *schema = schema_of(&file);
    limit_files(information.st_size);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_STORAGE);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_STORAGE);
    limit_files(0);
    g_autofree char *after = ledger_file_dump(file.path, tables), *schema_after = schema_of(&file);
    ck_assert_str_eq(before, after);
    ck_assert_str_eq(schema, schema_after);
    ck_assert_int_eq(format_of(file.path), 1);
    ck_assert_uint_eq(count_backups(&file, NULL), 2);
    ledger_close(ledger_file_open(&file, LEDGER_OPEN_EXISTING));
    ck_assert_uint_eq(count_backups(&file, NULL), 3);
}
END_TEST

START_TEST(without_a_backup_nothing_is_migrated)
{
    g_auto(LedgerFile) file = old_ledger_new();
    limit_files(4096);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_STORAGE);
    limit_files(0);
    ck_assert_int_eq(format_of(file.path), 1);
    ck_assert_uint_eq(count_backups(&file, NULL), 0);
}
END_TEST

START_TEST(altered_schema_is_not_migrated)
{
    g_auto(LedgerFile) file = old_ledger_new();
    ledger_file_sql(&file,
                    "CREATE TRIGGER more AFTER INSERT ON note BEGIN DELETE FROM person; END");
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_FOREIGN);
    ck_assert_int_eq(format_of(file.path), 1);
    ck_assert_uint_eq(count_backups(&file, NULL), 0);
}
END_TEST

START_TEST(readonly_is_not_migrated)
{
    g_auto(LedgerFile) file = old_ledger_new();
    g_autofree char *before = ledger_file_dump(file.path, tables);
    ledger_file_refuses(&file, LEDGER_OPEN_READONLY, LEDGER_ERROR_READONLY);
    g_autofree char *after = ledger_file_dump(file.path, tables);
    ck_assert_str_eq(before, after);
    ck_assert_int_eq(format_of(file.path), 1);
    ck_assert_uint_eq(count_backups(&file, NULL), 0);
}
END_TEST

START_TEST(held_ledger_is_not_migrated)
{
    g_auto(LedgerFile) file = old_ledger_new();
    sqlite3 *holder = NULL;
    ck_assert_int_eq(sqlite3_open(file.path, &holder), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ledger_file_refuses(&file, LEDGER_OPEN_EXISTING, LEDGER_ERROR_BUSY);
    sqlite3_close(holder);
    ck_assert_uint_eq(count_backups(&file, NULL), 0);
    ck_assert_int_eq(format_of(file.path), 1);
}
END_TEST

/* Of several programs that open it at once one migrates; all of them work with it. */
START_TEST(several_open_it_at_once)
{
    enum { PROGRAMS = 6 };
    const LedgerWorld patient = {.today = "2024-12-01", .operator= "王五", .wait = 20000};
    g_auto(LedgerFile) file = old_ledger_new();
    pid_t children[PROGRAMS];
    for (int i = 0; i < PROGRAMS; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        Ledger *ledger = ledger_open(file.path, LEDGER_OPEN_EXISTING, &patient, NULL);
        LedgerChange *change =
            ledger == NULL ? NULL : ledger_change_begin(ledger, ACTION_NOTE, NULL, NULL);
        _exit(change != NULL && ledger_note_add(change, 1, "同时打开", NULL) &&
                      ledger_change_commit(change, FALSE, NULL)
                  ? 0
                  : 1);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status = 0;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ledger_file_healthy(ledger);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, 1, NULL, NULL);
    ck_assert_int_eq(ledger_row_number(row, FIELD_TASK_notes), PROGRAMS);
    ck_assert_uint_eq(count_backups(&file, NULL), 1);
}
END_TEST

static Suite *
migration_suite(void)
{
    const TTest *const all[] = {content_is_the_same,
                                second_opening_migrates_nothing,
                                undo_reaches_over_it,
                                schema_is_that_of_a_new_ledger,
                                failure_leaves_the_old_ledger,
                                without_a_backup_nothing_is_migrated,
                                altered_schema_is_not_migrated,
                                readonly_is_not_migrated,
                                held_ledger_is_not_migrated,
                                several_open_it_at_once};
    Suite *suite = suite_create("migration");
    TCase *migration = tcase_create("migration");
    tcase_set_timeout(migration, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(migration, all[i]);
    suite_add_tcase(suite, migration);
    return suite;
}

ZHENGGAI_TESTS(migration_suite())
