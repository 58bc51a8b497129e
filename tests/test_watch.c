/* Work that is stopped: wherever it was, nothing is kept of it, and the next run goes through. */
#include <glib/gstdio.h>
#include <string.h>

#include "check_main.h"
#include "small_ledger.h"
#include "zhenggai/document.h"
#include "zhenggai/export.h"
#include "zhenggai/intake.h"
#include "zhenggai/lint.h"
#include "zhenggai/merge.h"
#include "zhenggai/summary.h"
#include "zhenggai/watch.h"

static Ledger *ledger;
static char *folder; /* what exports are written to */
static char *sheet;  /* a returned sheet with changes */

/* ── The watch ────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    guint asked, until; /* it stops at the until-th asking; 0: never */
    gboolean told;      /* what was being done and how much of it */
} Patience;

static gboolean
patience_watch(const WatchState *state, gpointer data)
{
    Patience *patience = data;
    patience->told |= state->what != NULL && state->total > 0;
    return ++patience->asked != patience->until;
}

/* ── The world ────────────────────────────────────────────────────────────────────────────── */

static const char other_report[] =
    "柳渡镇2023年度法治政府建设情况报告\n\n一、存在的不足\n一是甲事不清。二是乙事不明。\n"
    "二、整改措施\n一是改甲事。先清点。二是改乙事。\n";

static gboolean
take_in(const char *text, GError **error)
{
    g_autoptr(IntakeDraft) draft = intake_draft_new(text, "report.txt", error);
    g_auto(IntakeOutcome) outcome = {0};
    return draft != NULL && intake_store(ledger, draft, NULL, 0, FALSE, &outcome, error);
}

static gboolean
write_sheet(const char *path, GError **error)
{
    const ExportOptions options = {.format = EXPORT_CSV};
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    return export_send(ledger, query, &options, path, NULL, error) >= 0;
}

static void
setup(void)
{
    g_autofree char *text = NULL;
    ledger = small_ledger_new("2024-12-01");
    folder = g_dir_make_tmp("zhenggai-watch-XXXXXX", NULL);
    sheet = g_strconcat(folder, ".csv", NULL);
    ck_assert(take_in(intake_founding_report(), NULL));
    ck_assert(write_sheet(sheet, NULL));
    ck_assert(g_file_get_contents(sheet, &text, NULL, NULL));
    g_autoptr(GString) changed = g_string_new(text);
    ck_assert_uint_gt(g_string_replace(changed, "加强", "着力加强", 0), 0);
    ck_assert(g_file_set_contents(sheet, changed->str, -1, NULL));
}

static void
teardown(void)
{
    watch_set(NULL, NULL);
    g_remove(sheet);
    g_autofree char *written = g_build_filename(folder, "out", NULL);
    g_remove(written);
    ck_assert_int_eq(g_rmdir(folder), 0);
    g_free(folder);
    g_free(sheet);
    ledger_close(ledger);
}

/* ── The work ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
do_import(GError **error)
{
    return take_in(other_report, error);
}

static gboolean
do_export(GError **error)
{
    g_autofree char *path = g_build_filename(folder, "out", NULL);
    return write_sheet(path, error);
}

static gboolean
do_merge(GError **error)
{
    guint changes = 0;
    g_autoptr(Sheet) read = sheet_read(sheet, NULL, error);
    g_autoptr(Merge) merge = read == NULL ? NULL : merge_new(ledger, read, error);
    gboolean done = merge != NULL && merge_apply(merge, FALSE, &changes, error);
    ck_assert(!done || changes > 0);
    return done;
}

static gboolean
do_lint(GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(GPtrArray) findings = ledger_lint(query, FALSE, error);
    return findings != NULL;
}

static gboolean
do_summary(GError **error)
{
    g_autoptr(Document) document = summary_document_new(ledger, (LedgerScope){2024, 0}, error);
    return document != NULL;
}

static gboolean (*const works[])(GError **error) = {do_import, do_export, do_merge, do_lint,
                                                    do_summary};

static gint64
position(void)
{
    gint64 found = 0;
    ck_assert(ledger_position(ledger, &found, NULL));
    return found;
}

static gboolean
folder_is_empty(void)
{
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
    return g_dir_read_name(names) == NULL;
}

START_TEST(stopped_anywhere_nothing_is_kept)
{
    gint64 before = position();
    Patience patience = {0};
    for (guint until = 1;; until += 1 + until / 8) {
        g_autoptr(GError) error = NULL;
        patience = (Patience){.until = until};
        watch_set(patience_watch, &patience);
        gboolean done = works[_i](&error);
        watch_set(NULL, NULL);
        if (done)
            break;
        ck_assert_msg(g_error_matches(error, WATCH_ERROR, WATCH_ERROR_STOPPED),
                      "stopped at asking %u: %s", until, error == NULL ? "-" : error->message);
        ck_assert_int_eq(position(), before);
        ck_assert(folder_is_empty());
    }
    ck_assert(patience.told);
    ck_assert_uint_gt(patience.asked, 10);
}
END_TEST

START_TEST(a_long_statement_asks_by_itself)
{
    Patience patience = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    watch_set(patience_watch, &patience);
    ck_assert_int_ge(ledger_query_count(query, &error), 12);
    patience.until = patience.asked + 1;
    ck_assert_int_eq(ledger_query_count(query, &error), -1);
    ck_assert(g_error_matches(error, WATCH_ERROR, WATCH_ERROR_STOPPED));
    /* What was stopped stays so, until somebody watches anew. */
    patience.until = 0;
    ck_assert_int_eq(ledger_query_count(query, NULL), -1);
    watch_set(patience_watch, &patience);
    ck_assert_int_ge(ledger_query_count(query, NULL), 12);
}
END_TEST

START_TEST(a_change_set_that_was_stopped_is_taken_back)
{
    Patience patience = {.until = 1};
    g_autoptr(GError) error = NULL;
    gint64 before = position(), unit = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_unit_ensure(change, "柳渡镇人民政府", "柳渡镇", &unit, NULL));
    watch_set(patience_watch, &patience);
    ck_assert(!ledger_change_commit(change, FALSE, &error));
    ck_assert(g_error_matches(error, WATCH_ERROR, WATCH_ERROR_STOPPED));
    watch_set(NULL, NULL);
    ck_assert_int_eq(position(), before);
    small_ledger_end(small_ledger_begin(ledger, ACTION_IMPORT), TRUE);
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("watch");
    TCase *stopped = tcase_create("stopped");
    tcase_add_checked_fixture(stopped, setup, teardown);
    tcase_set_timeout(stopped, 120);
    tcase_add_loop_test(stopped, stopped_anywhere_nothing_is_kept, 0, G_N_ELEMENTS(works));
    tcase_add_test(stopped, a_long_statement_asks_by_itself);
    tcase_add_test(stopped, a_change_set_that_was_stopped_is_taken_back);
    suite_add_tcase(all, stopped);
    return all;
}

ZHENGGAI_TESTS(suite())
