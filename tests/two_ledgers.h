/* A ledger and a copy of it, in which two people go on, and what every row of them says. */
#pragma once

#include "ledger_file.h"
#include "zhenggai/merge.h"

typedef struct {
    LedgerFile here, there; /* of one folder */
    Ledger *ours, *theirs;
} TwoLedgers;

static inline Ledger *
two_ledgers_open(const char *path, const char *operator, LedgerMode mode)
{
    const LedgerWorld world = {.today = "2024-12-01", .operator= operator, .wait = 50 };
    g_autoptr(GError) error = NULL;
    Ledger *ledger = ledger_open(path, mode, &world, &error);
    ck_assert_msg(ledger != NULL, "%s", error == NULL ? "" : error->message);
    return ledger;
}

/* Ours is filled, then copied: from then on they are two. */
static inline TwoLedgers
two_ledgers_new(void (*fill)(Ledger *ledger, void *data), void *data)
{
    TwoLedgers two = {.here = ledger_file_new()};
    two.there.folder = g_strdup(two.here.folder);
    two.there.path = g_build_filename(two.here.folder, "乙.db", NULL);
    two.ours = two_ledgers_open(two.here.path, "甲", LEDGER_OPEN_CREATE);
    fill(two.ours, data);
    ck_assert(ledger_backup(two.ours, two.there.path, NULL));
    two.theirs = two_ledgers_open(two.there.path, "乙", LEDGER_OPEN_EXISTING);
    return two;
}

static inline void
two_ledgers_clear(TwoLedgers *two)
{
    ledger_close(two->ours);
    ledger_close(two->theirs);
    ledger_file_clear(&two->here);
    g_free(two->there.folder);
    g_free(two->there.path);
}

/* The key of a row of one ledger, by its address. */
static inline gint64
two_ledgers_key(Ledger *ledger, const char *address)
{
    LedgerEntity entity;
    gint64 key = 0;
    ck_assert_msg(ledger_address_find(ledger, (LedgerScope){2024, 0}, address, &entity, &key, NULL),
                  "%s", address);
    return key;
}

/* ── What every row says ──────────────────────────────────────────────────────────────────── */

/* Columns that mean another row are told by its UUID, names by themselves. */
static inline char *
two_ledgers_column(const char *table, const char *column)
{
    static const char *const references[][2] = {{"unit_id", "unit"},       {"report_id", "report"},
                                                {"problem_id", "problem"}, {"about_id", "problem"},
                                                {"task_id", "task"},       {"origin_id", "task"}};
    for (gsize i = 0; i < G_N_ELEMENTS(references); i++)
        if (strcmp(column, references[i][0]) == 0)
            return g_strdup_printf("(SELECT uuid FROM %s WHERE id = \"%s\".%s)", references[i][1],
                                   table, column);
    return g_strdup_printf("\"%s\"", column);
}

static inline void
two_ledgers_read_column(sqlite3 *database, const char *table, const char *column,
                        GHashTable *values)
{
    sqlite3_stmt *rows = NULL;
    gboolean named = strcmp(table, "person") == 0 || strcmp(table, "department") == 0;
    g_autofree char *value = two_ledgers_column(table, column);
    g_autofree char *sql =
        g_strdup_printf("SELECT %s, %s FROM \"%s\"", named ? "name" : "uuid", value, table);
    ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        g_hash_table_insert(
            values,
            g_strdup_printf("%s %s %s", table, (const char *)sqlite3_column_text(rows, 0), column),
            g_strdup((const char *)sqlite3_column_text(rows, 1)));
    sqlite3_finalize(rows);
}

/* "task UUID owner" → its value, NULL where it is empty. The caller owns it. */
static inline GHashTable *
two_ledgers_values(const char *path)
{
    static const char *const tables[] = {"unit",   "report", "problem",   "cause",  "task",
                                         "plan",   "note",   "extension", "person", "evidence",
                                         "review", "slip",   "department"};
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    sqlite3 *database = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        sqlite3_stmt *columns = NULL;
        g_autofree char *sql =
            g_strdup_printf("SELECT name FROM pragma_table_info('%s')", tables[i]);
        ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &columns, NULL), SQLITE_OK);
        while (sqlite3_step(columns) == SQLITE_ROW) {
            const char *column = (const char *)sqlite3_column_text(columns, 0);
            if (strcmp(column, "id") != 0 && strcmp(column, "uuid") != 0 &&
                strcmp(column, "revision") != 0)
                two_ledgers_read_column(database, tables[i], column, values);
        }
        sqlite3_finalize(columns);
    }
    sqlite3_close(database);
    return values;
}

/* The first that the one says and the other does not, the caller's; NULL: they say the same. */
static inline char *
two_ledgers_difference(GHashTable *one, GHashTable *other)
{
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, one);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        const char *there = g_hash_table_lookup(other, key);
        if (!g_hash_table_contains(other, key) || g_strcmp0(value, there) != 0)
            return g_strdup_printf("%s: %s, %s", (char *)key, (char *)value,
                                   g_hash_table_contains(other, key) ? there : "(no row)");
    }
    return NULL;
}

static inline void
two_ledgers_same(GHashTable *one, GHashTable *other)
{
    g_autofree char *first = two_ledgers_difference(one, other);
    g_autofree char *second = two_ledgers_difference(other, one);
    ck_assert_msg(first == NULL, "%s", first);
    ck_assert_msg(second == NULL, "%s", second);
}

/* ── Merging ──────────────────────────────────────────────────────────────────────────────── */

static inline Merge *
two_ledgers_merge(Ledger *ledger, const char *path)
{
    g_autoptr(GError) error = NULL;
    Merge *merge = merge_new_of_ledger(ledger, path, &error);
    ck_assert_msg(merge != NULL, "%s", error == NULL ? "" : error->message);
    return merge;
}

/* Merged and written; the number of changes. */
static inline guint
two_ledgers_take(Ledger *ledger, const char *path, MergeChoice choice)
{
    guint changes = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(Merge) merge = two_ledgers_merge(ledger, path);
    if (choice != MERGE_OPEN)
        merge_decide_all(merge, choice);
    ck_assert_msg(merge_apply(merge, FALSE, &changes, &error), "%s",
                  error == NULL ? "" : error->message);
    ledger_file_healthy(ledger);
    return changes;
}
