/* What the tests of exports share: a small ledger, and a folder to write into. */
#pragma once

#include <glib/gstdio.h>

#include "small_ledger.h"
#include "zhenggai/export.h"

#define PROBLEM "部分工作人员法治意识仍较淡薄"
#define CAUSE "对法治教育培训的重视程度不够"

static Ledger *ledger;
static char *folder;

static inline void
exporting_setup(void)
{
    ledger = small_ledger_new("2024-12-01");
    folder = g_dir_make_tmp("zhenggai-export-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    text_language_set(TEXT_ENGLISH);
}

static inline void
exporting_teardown(void)
{
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(names)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
    ledger_close(ledger);
}

/* The problem that the tasks answer, with its cause. */
static inline gint64
exporting_problem(void)
{
    const LedgerScope scope = {2024, small_ledger_unit(ledger)};
    gint64 problem = small_ledger_problem(ledger, scope, PROBLEM);
    small_ledger_cause(ledger, problem, CAUSE);
    return problem;
}

/* Exports every task; the number of rows, or -1. */
static inline gint64
export_to(const ExportOptions *options, const char *path, GError **error)
{
    LedgerFields fields = export_fields(options);
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, NULL);
    ck_assert_ptr_nonnull(rows);
    return export_rows(rows, options, path, error);
}

static inline char *
path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static inline char *
contents_of(const char *path, gsize *length)
{
    char *bytes = NULL;
    ck_assert(g_file_get_contents(path, &bytes, length, NULL));
    return bytes;
}

/* How many entries the folder has, to see that nothing is left over. */
static inline guint
files_in_folder(void)
{
    guint count = 0;
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(names) != NULL)
        count++;
    return count;
}
