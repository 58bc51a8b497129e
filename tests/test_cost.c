/* What a screen, a change or a total costs follows what it shows, not the ledger: the steps that
 * the database takes are counted in a ledger and in one ten times as large. */
#include <sqlite3.h>

#include "check_main.h"
#include "small_ledger.h"
#include "zhenggai/figures.h"

/* ── Steps of the database ────────────────────────────────────────────────────────────────── */

static gint64 steps;

static int
count_steps(unsigned kind, void *data, void *statement, void *nanoseconds)
{
    steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, TRUE);
    return 0;
}

/* Each connection that is opened from now on is counted. */
static int
watch(sqlite3 *database, char **message, const struct sqlite3_api_routines *routines)
{
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, count_steps, NULL);
}

/* ── Two ledgers ──────────────────────────────────────────────────────────────────────────── */

enum { SMALL = 40, LARGE = 10 * SMALL };

static Ledger *small_one, *large_one;
static LedgerScope scope;

static void
add_problem(LedgerChange *change, gboolean special)
{
    const LedgerAssignment rare[] = {{FIELD_TASK_owner, "甲"}, {FIELD_TASK_due, "2024-01-01"}};
    const LedgerAssignment usual[] = {{FIELD_TASK_owner, "乙"}, {FIELD_TASK_due, "2025-01-01"}};
    gint64 problem, measure, step;
    ck_assert(ledger_problem_add(change, scope, special ? "特别的问题" : "问题", &problem, NULL));
    ck_assert(ledger_cause_add(change, problem, "原因", &step, NULL));
    ck_assert(ledger_measure_add(change, problem, "措施", &measure, NULL));
    ck_assert(ledger_step_add(change, measure, "任务一", &step, NULL));
    ck_assert(ledger_step_add(change, measure, "任务二", &step, NULL));
    const LedgerTarget target = {ENTITY_TASK, measure, 0};
    ck_assert(ledger_set(change, &target, 1, special ? rare : usual, 2, NULL, NULL));
}

/* As large as it is, five tasks are 甲's and overdue. */
static Ledger *
ledger_of(int problems)
{
    Ledger *ledger = small_ledger_new("2024-12-01");
    scope = (LedgerScope){2024, small_ledger_unit(ledger)};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    for (int i = 0; i < problems; i++)
        add_problem(change, i % (problems / 5) == 0);
    gint64 other, problem;
    ck_assert(ledger_unit_ensure(change, "某镇人民政府", "某镇", &other, NULL));
    ck_assert(ledger_problem_add(change, (LedgerScope){2024, other}, "问题", &problem, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    return ledger;
}

static void
set_up(void)
{
    ck_assert_int_eq(sqlite3_auto_extension((void (*)(void))watch), SQLITE_OK);
    small_one = ledger_of(SMALL);
    large_one = ledger_of(LARGE);
}

static void
tear_down(void)
{
    ledger_close(small_one);
    ledger_close(large_one);
}

/* ── What is done ─────────────────────────────────────────────────────────────────────────── */

static void
window(Ledger *ledger, const char *filter, const LedgerPlace *from, int direction, guint wanted)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ledger_query_scope(query, scope);
    ck_assert(ledger_query_filter_line(query, filter, NULL));
    g_autoptr(GArray) places = ledger_query_window(query, from, direction, 24, NULL);
    ck_assert_uint_eq(places->len, wanted);
}

static void
first_screen(Ledger *ledger)
{
    window(ledger, "", NULL, 1, 24);
}

static void
last_screen(Ledger *ledger)
{
    window(ledger, "", NULL, -1, 24);
}

static void
next_screen(Ledger *ledger)
{
    LedgerPlace middle;
    ck_assert(ledger_place_find(ledger, ENTITY_PROBLEM, SMALL / 2, &middle, NULL));
    window(ledger, "", &middle, 1, 24);
    window(ledger, "", &middle, -1, 24);
}

static void
list(Ledger *ledger, const char *filter, const char *sort, guint wanted)
{
    guint found = 0;
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ck_assert(ledger_query_filter_line(query, filter, NULL));
    ck_assert(sort == NULL || ledger_query_sort(query, sort, NULL));
    ledger_query_limit(query, 24);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, NULL, NULL);
    while (ledger_rows_next(rows, NULL) != NULL)
        found++;
    ck_assert_uint_eq(found, wanted);
}

static void
first_page(Ledger *ledger)
{
    list(ledger, "", NULL, 24);
}

static void
page_of_a_common_word(Ledger *ledger)
{
    list(ledger, "任务", NULL, 24);
}

static void
pages_of_rare_words(Ledger *ledger)
{
    list(ledger, "没有", NULL, 0);
    list(ledger, "特别", NULL, 15);
    list(ledger, "特别的问题", "due", 15);
}

static void
tasks_of_one(Ledger *ledger)
{
    list(ledger, "owner:甲", NULL, 5);
    list(ledger, "owner:甲", "-due", 5);
}

static void
overdue(Ledger *ledger)
{
    list(ledger, "+overdue", "due", 5);
}

static void
count(Ledger *ledger, const char *filter, gint64 wanted)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ck_assert(ledger_query_filter_line(query, filter, NULL));
    ck_assert(wanted < 0 || ledger_query_count(query, NULL) == wanted);
}

static void
counts(Ledger *ledger)
{
    count(ledger, "", ledger == small_one ? 3 * SMALL : 3 * LARGE);
    count(ledger, "+overdue", 5);
    count(ledger, "owner:甲", 5);
}

static void
totals(Ledger *ledger)
{
    LedgerFigures figures;
    ck_assert(ledger_figures(ledger, (LedgerScope){0, 0}, &figures, NULL));
    ck_assert_int_eq(figures.overdue, 5);
    g_autoptr(GPtrArray) owners = ledger_figures_by_owner(ledger, (LedgerScope){0, 0}, NULL);
    ck_assert_uint_eq(owners->len, 2);
}

/* Of a unit that is small in both ledgers. */
static void
totals_of_one_unit(Ledger *ledger)
{
    LedgerFigures figures;
    const LedgerScope other = {2024, scope.unit_id + 1};
    ck_assert(ledger_figures(ledger, other, &figures, NULL));
    ck_assert_int_eq(figures.problems, 1);
}

static void
address(Ledger *ledger)
{
    LedgerEntity entity;
    gint64 key;
    ck_assert(ledger_address_find(ledger, scope, "20.1.2", &entity, &key, NULL));
}

static void
set_and_undo(Ledger *ledger)
{
    g_autofree char *undone = NULL, *redone = NULL;
    small_ledger_set(ledger, 50, FIELD_TASK_owner, "丙", NULL);
    small_ledger_note(ledger, 50, "进展");
    ck_assert(ledger_undo(ledger, FALSE, &undone, NULL));
    ck_assert(ledger_redo(ledger, FALSE, &redone, NULL));
}

static void
history_of_one(Ledger *ledger)
{
    small_ledger_note(ledger, 50, "进展");
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_TASK, 50, NULL, 0, 1, NULL);
    ck_assert_uint_eq(acts->len, 1);
}

static const struct {
    const char *name;
    void (*run)(Ledger *ledger);
} works[] = {
    {"first screen", first_screen},
    {"last screen", last_screen},
    {"next screen", next_screen},
    {"first page", first_page},
    {"page of a common word", page_of_a_common_word},
    {"pages of rare words", pages_of_rare_words},
    {"tasks of one", tasks_of_one},
    {"overdue", overdue},
    {"counts", counts},
    {"totals", totals},
    {"totals of one unit", totals_of_one_unit},
    {"address", address},
    {"set and undo", set_and_undo},
    {"history of one", history_of_one},
};

static gint64
steps_of(void (*run)(Ledger *ledger), Ledger *ledger)
{
    steps = 0;
    run(ledger);
    return steps;
}

START_TEST(cost_follows_what_is_shown)
{
    for (gsize i = 0; i < G_N_ELEMENTS(works); i++) {
        gint64 few = steps_of(works[i].run, small_one), many = steps_of(works[i].run, large_one);
        ck_assert_msg(many <= few + few / 5, "%s: %d steps in a small ledger, %d in a large one",
                      works[i].name, (int)few, (int)many);
    }
}
END_TEST

/* Walking the problems, which few tasks of them match, is the most that a filtered screen costs. */
START_TEST(filtered_screen_walks_problems_only)
{
    for (int turn = 0; turn < 2; turn++) {
        const char *filter = turn == 0 ? "owner:没有这个人" : "+overdue";
        steps = 0;
        window(large_one, filter, NULL, 1, turn == 0 ? 0 : 10);
        ck_assert_msg(steps < 40 * LARGE, "%s: %d steps", filter, (int)steps);
    }
}
END_TEST

static Suite *
cost_suite(void)
{
    Suite *suite = suite_create("cost");
    TCase *cost = tcase_create("cost");
    tcase_set_timeout(cost, 60);
    tcase_add_unchecked_fixture(cost, set_up, tear_down);
    tcase_add_test(cost, cost_follows_what_is_shown);
    tcase_add_test(cost, filtered_screen_walks_problems_only);
    suite_add_tcase(suite, cost);
    return suite;
}

ZHENGGAI_TESTS(cost_suite())
