/* What `check` finds, and copies that can be trusted. */
#include <string.h>
#include <sys/stat.h>

#include "check_main.h"
#include "ledger_file.h"

static int
mode_of(const char *path)
{
    struct stat information;
    ck_assert_int_eq(stat(path, &information), 0);
    return information.st_mode & 0777;
}

/* ── What check finds ─────────────────────────────────────────────────────────────────────── */

/* Content altered behind the journal's back, with the triggers that forbid it out of the way. */
static void
tamper(const LedgerFile *file, const char *trigger, const char *sql)
{
    g_autofree char *lookup =
        g_strdup_printf("SELECT sql FROM sqlite_schema WHERE name = '%s'", trigger);
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    g_autofree char *create = NULL;
    ck_assert_int_eq(sqlite3_open(file->path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(database, lookup, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW)
        create = g_strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    g_autofree char *drop = g_strdup_printf("DROP TRIGGER IF EXISTS \"%s\"", trigger);
    ledger_file_sql(file, drop);
    ledger_file_sql(file, sql);
    ledger_file_sql(file, create == NULL ? "" : create);
}

static const struct {
    const char *trigger, *sql, *found;
} tamperings[] = {
    {"", "UPDATE task SET text = '改了' WHERE id = 1", "task 1.1"},
    {"", "UPDATE task SET owner = NULL WHERE id = 2", "task 1.1.1"},
    {"", "UPDATE task SET percent = 100 WHERE id = 1", "task 1.1"},
    {"", "UPDATE task SET revision = revision + 1 WHERE id = 1", "task 1.1"},
    {"", "UPDATE problem SET text = '没有问题' WHERE id = 1", "problem 1"},
    {"", "UPDATE cause SET text = '无' WHERE id = 1", "cause c1.1"},
    {"", "UPDATE unit SET short_name = '某镇'", "unit 1"},
    {"", "UPDATE extension SET reason = '无'", "extension 1"},
    {"", "DELETE FROM note", "note 1"},
    {"", "DELETE FROM cause", "cause 1"},
    {"", "DELETE FROM person", "person 1"},
    {"", "INSERT INTO person (uuid, name) VALUES ('u', '张三')", "person 2"},
    {"", "UPDATE tally SET tasks = tasks + 1", "(tally)"},
    {"", "UPDATE owner_tally SET unsettled = 9", "(owner_tally)"},
    {"", "DELETE FROM problem_tally", "(problem_tally)"},
    {"", "UPDATE scope_tally SET number = 7 WHERE name = 'note'", "(scope_tally)"},
    {"", "INSERT INTO search (rowid, bigrams) VALUES (4, '多余 ')", "search index"},
    {"", "INSERT INTO search (search) VALUES ('delete-all')", "search index"},
    {"note_keep", "UPDATE note SET text = '没有开会'", "note 1"},
    {"change_keep", "UPDATE change SET new = '张三' WHERE field = 'owner'", "action 7"},
    {"change_stay", "DELETE FROM change WHERE field = 'owner'", "action 7"},
    {"action_keep", "UPDATE action SET \"by\" = '张三' WHERE id = 3", "action 3"},
    {"action_keep", "UPDATE action SET name = 'note' WHERE id = 9", "action 9"},
    {"action_stay", "DELETE FROM action WHERE id = 8", "names a row of action"},
    {"action_keep", "UPDATE action SET at = '2023-01-01T12:00:00+08:00' WHERE id = 1", "action 1"},
    {"review_keep", "UPDATE review SET opinion = '同意' WHERE id = 1", "review 1"},
    {"evidence_keep", "UPDATE evidence SET title = '照片' WHERE id = 1", "evidence 1"},
    {"", "DELETE FROM evidence", "evidence 1"},
    {"report_text_keep", "UPDATE report_text SET text = text || ' '", "report"},
};

static void
add_report_text(const LedgerFile *file)
{
    g_autoptr(Ledger) ledger = ledger_file_open(file, LEDGER_OPEN_EXISTING);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "报告", -1);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_change_keep_text(change, sha256, "报告", NULL));
    ck_assert(ledger_note_add(change, 1, "原文已存", NULL));
    ledger_file_prove(file, change, 1, "签到表");
    ck_assert(ledger_closure_move(change, MOVE_DROP, &(LedgerTarget){ENTITY_TASK, 3, 0}, 1,
                                  &(LedgerReview){.opinion = "职能划出"}, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    ledger_file_healthy(ledger);
}

START_TEST(check_finds_what_was_altered)
{
    g_auto(LedgerFile) file = ledger_file_new();
    gsize length;
    ledger_file_make(&file);
    add_report_text(&file);
    g_autofree char *whole = ledger_file_contents(&file, &length);
    for (gsize i = 0; i < G_N_ELEMENTS(tamperings); i++) {
        ledger_file_write(&file, whole, length);
        tamper(&file, tamperings[i].trigger, tamperings[i].sql);
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_READONLY);
        g_autofree char *findings = ledger_file_findings(ledger);
        ck_assert_msg(strstr(findings, tamperings[i].found) != NULL, "%s: %s", tamperings[i].sql,
                      findings);
    }
}
END_TEST

/* Whatever bit flips: the ledger is refused, or `check` tells, or no content was touched. */
START_TEST(flipped_bits_are_found)
{
    g_auto(LedgerFile) file = ledger_file_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(20241201);
    gsize length;
    ledger_file_make(&file);
    g_autofree char *whole = ledger_file_contents(&file, &length);
    g_autofree char *rows = ledger_file_dump(file.path, ledger_file_tables);
    guint found = 0;
    for (int i = 0; i < 300; i++) {
        gsize at = (gsize)g_rand_int_range(random, 0, (gint32)length);
        char bit = (char)(1 << g_rand_int_range(random, 0, 8));
        whole[at] ^= bit;
        ledger_file_write(&file, whole, length);
        whole[at] ^= bit;
        g_autoptr(Ledger) ledger =
            ledger_open(file.path, LEDGER_OPEN_READONLY, &ledger_file_world, NULL);
        g_autoptr(GString) findings = g_string_new(NULL);
        if (ledger == NULL || ledger_check(ledger, ledger_file_gather, findings, NULL) != 0) {
            found++;
            continue;
        }
        g_autofree char *now = ledger_file_dump(file.path, ledger_file_tables);
        ck_assert_msg(strcmp(rows, now) == 0, "bit %d of byte %zu was not found", bit, at);
    }
    ck_assert_uint_gt(found, 20);
}
END_TEST

/* A row of the journal that no program of ours wrote is told, and nothing trips over it. */
START_TEST(hostile_journal_is_told)
{
    static const char *const hostile[] = {
        "INSERT INTO change (action_id, entity, row, field, new) VALUES (10, 'nothing', 1, '', "
        "'{}')",
        "INSERT INTO change (action_id, entity, row, field, new) VALUES (10, 'task', 1, 'nothing', "
        "'x')",
        "INSERT INTO change (action_id, entity, row, field, new) VALUES (10, 'task', 1, 'overdue', "
        "'1')",
        "INSERT INTO change (action_id, entity, row, field, new) VALUES (10, 'task', 1, '', 'no "
        "json')",
        "INSERT INTO action (at, \"by\", name, hash) VALUES ('x', 'y', 'nothing', "
        "hex(zeroblob(32)))",
    };
    g_auto(LedgerFile) file = ledger_file_new();
    gsize length;
    ledger_file_make(&file);
    g_autofree char *whole = ledger_file_contents(&file, &length);
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        ledger_file_write(&file, whole, length);
        ledger_file_sql(&file, hostile[i]);
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
        g_autofree char *told = NULL;
        GString *findings = g_string_new(NULL);
        ck_assert_int_ne(ledger_check(ledger, ledger_file_gather, findings, NULL), 0);
        g_string_free(findings, TRUE);
        g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, 0, 0, NULL);
        g_autoptr(GPtrArray) traces = ledger_history_changes(ledger, 10, NULL);
        ck_assert(acts == NULL || acts->len > 0);
        ck_assert(i >= 3 || traces == NULL);
        ck_assert(i >= 4 || !ledger_undo(ledger, FALSE, &told, NULL));
    }
}
END_TEST

/* ── Copies ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(backup_is_the_ledger)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autofree char *original = file.path;
    g_autofree char *before = ledger_file_dump(original, ledger_file_tables);
    {
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
        file.path = g_build_filename(file.folder, "备份.db", NULL);
        ck_assert(ledger_backup(ledger, file.path, NULL));
    }
    ck_assert_int_eq(mode_of(file.path), 0600);
    g_autofree char *after = ledger_file_dump(file.path, ledger_file_tables);
    ck_assert_str_eq(before, after);
    g_autoptr(Ledger) copy = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ledger_file_healthy(copy);
}
END_TEST

START_TEST(backup_of_memory_is_a_file)
{
    g_auto(LedgerFile) file = ledger_file_new();
    g_autoptr(Ledger) memory = small_ledger_new("2024-12-01");
    ledger_file_fill(memory);
    ck_assert(ledger_backup(memory, file.path, NULL));
    g_autoptr(Ledger) copy = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ledger_file_healthy(copy);
}
END_TEST

START_TEST(backup_never_overwrites)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autofree char *copy = g_build_filename(file.folder, "copy.db", NULL), *kept = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(copy, "mine", -1, NULL));
    ck_assert(!ledger_backup(ledger, copy, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert(g_file_get_contents(copy, &kept, NULL, NULL));
    ck_assert_str_eq(kept, "mine");
}
END_TEST

START_TEST(backup_that_fails_leaves_nothing)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autofree char *folder = g_build_filename(file.folder, "copies", NULL),
                    *copy = g_build_filename(folder, "copy.db", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_backup(ledger, copy, &error));
    ck_assert(strstr(error->message, copy) != NULL);
    g_clear_error(&error);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    sqlite3 *holder = ledger_file_hold(&file);
    ck_assert(!ledger_backup(ledger, copy, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_BUSY), "%s", error->message);
    sqlite3_close(holder);
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    ck_assert_ptr_null(g_dir_read_name(left));
    ck_assert(ledger_backup(ledger, copy, NULL));
}
END_TEST

static Suite *
ledger_check_suite(void)
{
    const TTest *const verified_tests[] = {check_finds_what_was_altered, hostile_journal_is_told,
                                           flipped_bits_are_found};
    const TTest *const copies_tests[] = {backup_is_the_ledger, backup_of_memory_is_a_file,
                                         backup_never_overwrites, backup_that_fails_leaves_nothing};
    Suite *suite = suite_create("ledger_check");
    TCase *verified = tcase_create("verified");
    tcase_set_timeout(verified, 180);
    for (gsize i = 0; i < G_N_ELEMENTS(verified_tests); i++)
        tcase_add_test(verified, verified_tests[i]);
    suite_add_tcase(suite, verified);
    TCase *copies = tcase_create("copies");
    tcase_set_timeout(copies, 20);
    for (gsize i = 0; i < G_N_ELEMENTS(copies_tests); i++)
        tcase_add_test(copies, copies_tests[i]);
    suite_add_tcase(suite, copies);
    return suite;
}

ZHENGGAI_TESTS(ledger_check_suite())
