/* A ledger on the disk, in a folder of its own, and ways around the program to look at it and to
 * damage it. Everything here must succeed. */
#pragma once

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "small_ledger.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

typedef struct {
    char *folder;
    char *path; /* where the ledger is to be */
} LedgerFile;

static inline LedgerFile
ledger_file_new(void)
{
    LedgerFile file = {g_dir_make_tmp("zhenggai-XXXXXX", NULL), NULL};
    ck_assert_ptr_nonnull(file.folder);
    file.path = g_build_filename(file.folder, "ledger.db", NULL);
    return file;
}

static inline void
ledger_file_clear(LedgerFile *file)
{
    const char *const remove[] = {"rm", "-rf", file->folder, NULL};
    g_spawn_sync(NULL, (char **)(gpointer)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                 NULL, NULL);
    g_free(file->folder);
    g_free(file->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LedgerFile, ledger_file_clear)

static const LedgerWorld ledger_file_world = {.today = "2024-12-01", .operator= "王五", .wait = 50};

static inline Ledger *
ledger_file_open(const LedgerFile *file, LedgerMode mode)
{
    g_autoptr(GError) error = NULL;
    Ledger *ledger = ledger_open(file->path, mode, &ledger_file_world, &error);
    ck_assert_msg(ledger != NULL, "%s", error == NULL ? "" : error->message);
    return ledger;
}

/* Opening it must fail with that error and name the path. */
static inline void
ledger_file_refuses(const LedgerFile *file, LedgerMode mode, LedgerError code)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(ledger_open(file->path, mode, &ledger_file_world, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%d: %s", error->code,
                  error->message);
    ck_assert_msg(strstr(error->message, file->path) != NULL, "%s", error->message);
}

/* 张官营镇 2024 with a problem that has a cause, a measure, two steps, a note and an extension. */
static inline void
ledger_file_fill(Ledger *ledger)
{
    LedgerScope scope = {2024, small_ledger_unit(ledger)};
    gint64 problem = small_ledger_problem(ledger, scope, "部分执法人员法治意识不强");
    small_ledger_cause(ledger, problem, "学习培训不够系统");
    gint64 measure = small_ledger_measure(ledger, problem, "加强执法人员培训");
    gint64 step = small_ledger_step(ledger, measure, "每季度开展一次专题学习");
    small_ledger_step(ledger, measure, "年底前完成全员轮训");
    small_ledger_set(ledger, step, FIELD_TASK_owner, "李四", NULL);
    small_ledger_set(ledger, step, FIELD_TASK_due, "2024-12-20", NULL);
    small_ledger_set(ledger, step, FIELD_TASK_due, "2024-12-31", "等待县局安排");
    small_ledger_note(ledger, step, "12月3日举办专题讲座，42人参加");
}

static inline void
ledger_file_make(const LedgerFile *file)
{
    g_autoptr(Ledger) ledger = ledger_file_open(file, LEDGER_OPEN_CREATE);
    ledger_file_fill(ledger);
}

/* A file beside the ledger with that text in it, as evidence of a task; its key. */
static inline gint64
ledger_file_prove(const LedgerFile *file, LedgerChange *change, gint64 task, const char *text)
{
    g_autofree char *path = g_build_filename(file->folder, "签到表.txt", NULL);
    g_autoptr(GError) error = NULL;
    gint64 key = 0;
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    ck_assert_msg(ledger_evidence_add(change, task, path, NULL, "attendance", FALSE, &key, &error),
                  "%s", error == NULL ? "" : error->message);
    return key;
}

/* The file as it is on the disk, the caller's, and how to put it back. */
static inline char *
ledger_file_contents(const LedgerFile *file, gsize *length)
{
    char *bytes = NULL;
    ck_assert(g_file_get_contents(file->path, &bytes, length, NULL));
    return bytes;
}

static inline void
ledger_file_write(const LedgerFile *file, const char *bytes, gsize length)
{
    ck_assert(g_file_set_contents_full(file->path, bytes, (gssize)length,
                                       G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* What the program's function of that name gives the search index. */
static inline void
ledger_file_bigrams(sqlite3_context *context, int count, sqlite3_value **values)
{
    g_autoptr(GString) bigrams = g_string_new(NULL);
    for (int i = 0; i < count; i++)
        if (sqlite3_value_text(values[i]) != NULL)
            text_append_bigrams(bigrams, (const char *)sqlite3_value_text(values[i]));
    sqlite3_result_text(context, bigrams->str, -1, SQLITE_TRANSIENT);
}

/* SQL behind the program's back. */
static inline void
ledger_file_sql(const LedgerFile *file, const char *sql)
{
    sqlite3 *database = NULL;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open(file->path, &database), SQLITE_OK);
    sqlite3_create_function(database, "bigrams", -1, SQLITE_UTF8, NULL, ledger_file_bigrams, NULL,
                            NULL);
    ck_assert_msg(sqlite3_exec(database, sql, NULL, NULL, &message) == SQLITE_OK, "%s", message);
    sqlite3_close(database);
}

/* Somebody else's program in the middle of its commit. */
static inline sqlite3 *
ledger_file_hold(const LedgerFile *file)
{
    sqlite3 *database = NULL;
    ck_assert_int_eq(sqlite3_open(file->path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    return database;
}

static inline int
ledger_file_dump_row(void *dump, int count, char **values, char **names)
{
    for (int i = 0; i < count; i++)
        g_string_append_printf(dump, "%s=%s|", names[i], values[i] == NULL ? "NULL" : values[i]);
    g_string_append_c(dump, '\n');
    return 0;
}

/* Every row of every table named, as text; a file that cannot be read gives what it gave so far. */
static inline char *
ledger_file_dump(const char *path, const char *const *tables)
{
    sqlite3 *database = NULL;
    GString *dump = g_string_new(NULL);
    ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (guint i = 0; tables[i] != NULL; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s ORDER BY 1", tables[i]);
        g_string_append_printf(dump, "%s\n", tables[i]);
        sqlite3_exec(database, sql, ledger_file_dump_row, dump, NULL);
    }
    sqlite3_close(database);
    return g_string_free(dump, FALSE);
}

static const char *const ledger_file_rows[] = {"unit", "report", "problem",   "cause",  "task",
                                               "plan", "note",   "extension", "person", NULL};
static const char *const ledger_file_tables[] = {
    "unit",  "report",      "problem",       "cause",       "task",   "plan",
    "note",  "extension",   "person",        "action",      "change", "report_text",
    "tally", "owner_tally", "problem_tally", "scope_tally", NULL};

/* ── check ────────────────────────────────────────────────────────────────────────────────── */

static inline void
ledger_file_gather(const char *finding, void *findings)
{
    g_string_append_printf(findings, "%s\n", finding);
}

/* What ledger_check() finds, a line each; "" is a healthy ledger. The caller owns it. */
static inline char *
ledger_file_findings(Ledger *ledger)
{
    GString *findings = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    int count = ledger_check(ledger, ledger_file_gather, findings, &error);
    ck_assert_msg(count >= 0, "%s", error == NULL ? "" : error->message);
    ck_assert_int_eq(count > 0, findings->len > 0);
    return g_string_free(findings, FALSE);
}

static inline void
ledger_file_healthy(Ledger *ledger)
{
    g_autofree char *findings = ledger_file_findings(ledger);
    ck_assert_str_eq(findings, "");
}
