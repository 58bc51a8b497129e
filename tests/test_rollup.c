/* Many units side by side, and the sheets of other units that bring them together. */
#include <string.h>

#include "check_main.h"
#include "exporting.h"
#include "zhenggai/merge.h"
#include "zhenggai/rollup.h"

static void
setup(void)
{
    exporting_setup();
}

static void
teardown(void)
{
    exporting_teardown();
}

/* A unit with one problem and so many measures, of which `completed` are completed. */
static void
add_unit(const char *name, int year, const char *text, guint measures, guint completed)
{
    gint64 unit = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_unit_ensure(change, name, NULL, &unit, NULL));
    gint64 problem = small_ledger_problem(ledger, (LedgerScope){year, unit}, text);
    for (guint i = 0; i < measures; i++) {
        g_autofree char *words = g_strdup_printf("措施%u", i);
        gint64 measure = small_ledger_measure(ledger, problem, words);
        if (i < completed)
            small_ledger_set(ledger, measure, FIELD_TASK_progress, "completed", NULL);
    }
}

static Rollup *
rollup(RollupBy by)
{
    Rollup *made = rollup_new(ledger, 2024, by, NULL);
    ck_assert_ptr_nonnull(made);
    return made;
}

START_TEST(units_are_ranked_by_share)
{
    add_unit("甲镇", 2024, "执法不规范", 4, 1);
    add_unit("乙镇", 2024, "公开不及时", 2, 1);
    add_unit("丙镇", 2024, "学法不经常", 8, 4);
    add_unit("丁镇", 2023, "去年的", 1, 0);
    g_autoptr(Rollup) made = rollup(ROLLUP_UNIT);
    ck_assert_uint_eq(made->groups->len, 3);
    static const char *const names[] = {"丙镇", "乙镇", "甲镇"};
    static const guint ranks[] = {1, 1, 3};
    for (guint i = 0; i < 3; i++) {
        const RollupGroup *group = made->groups->pdata[i];
        ck_assert_str_eq(group->name, names[i]);
        ck_assert_uint_eq(group->rank, ranks[i]);
    }
    ck_assert_int_eq(made->total.measures, 14);
    ck_assert_int_eq(made->total.progress[PROGRESS_COUNT - 1], 6);
    ck_assert_uint_eq(made->silent->len, 1);
    ck_assert_str_eq(made->silent->pdata[0], "丁镇");
}
END_TEST

START_TEST(a_unit_without_measures_is_named_last)
{
    add_unit("甲镇", 2024, "执法不规范", 0, 0);
    add_unit("乙镇", 2024, "公开不及时", 2, 0);
    g_autoptr(Rollup) made = rollup(ROLLUP_UNIT);
    ck_assert_uint_eq(made->groups->len, 2);
    const RollupGroup *last = made->groups->pdata[1];
    ck_assert_str_eq(last->name, "甲镇");
    ck_assert_int_eq(last->measures, 0);
    ck_assert_uint_eq(last->rank, 0);
    ck_assert_uint_eq(made->silent->len, 0);
}
END_TEST

START_TEST(steps_are_not_counted_and_nobody_is_a_group)
{
    add_unit("甲镇", 2024, "执法不规范", 1, 0);
    LedgerEntity entity;
    gint64 measure = 0;
    ck_assert(ledger_address_find(ledger, (LedgerScope){2024, 1}, "1.1", &entity, &measure, NULL));
    small_ledger_step(ledger, measure, "具体一步");
    g_autoptr(Rollup) made = rollup(ROLLUP_OWNER);
    ck_assert_uint_eq(made->groups->len, 1);
    const RollupGroup *nobody = made->groups->pdata[0];
    ck_assert_ptr_null(nobody->name);
    ck_assert_int_eq(nobody->measures, 1);
}
END_TEST

START_TEST(shared_problems_are_told_with_their_members)
{
    add_unit("甲镇", 2024, "部分干部法治意识淡薄，培训不够", 1, 0);
    add_unit("乙镇", 2024, "部分工作人员法治意识淡薄，培训不够", 1, 0);
    add_unit("丙镇", 2024, "行政执法公示不及时", 1, 0);
    g_autoptr(Rollup) made = rollup(ROLLUP_UNIT);
    ck_assert_uint_eq(made->common->len, 1);
    const RollupCommon *common = made->common->pdata[0];
    ck_assert_uint_eq(common->units, 2);
    ck_assert_uint_eq(common->members->len, 2);
    ck_assert_str_eq(((RollupProblem *)common->members->pdata[1])->unit, "乙镇");
}
END_TEST

/* ── Other units' sheets ──────────────────────────────────────────────────────────────────── */

static char *
sheet_of(Ledger *of)
{
    g_autofree char *path = path_of("unit.csv");
    const ExportOptions options = {.language = TEXT_CHINESE};
    g_autoptr(LedgerQuery) query = ledger_query_new(of);
    ck_assert_int_gt(export_send(of, query, &options, path, NULL, NULL), 0);
    return contents_of(path, NULL);
}

static MergeCounts
take_in(const char *bytes, guint *changes)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheet) sheet = sheet_parse(bytes, strlen(bytes), "乡镇.csv", NULL, &error);
    ck_assert_msg(sheet != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(Merge) merge = merge_new(ledger, sheet, NULL);
    ck_assert_msg(merge_apply(merge, FALSE, changes, &error), "%s",
                  error == NULL ? "" : error->message);
    return *merge_counts(merge);
}

typedef struct {
    Ledger *ledger;
    gint64 measure, step;
} Town;

static Town
town_new(void)
{
    Town town = {.ledger = small_ledger_new("2024-12-01")};
    const LedgerScope scope = {2024, small_ledger_unit(town.ledger)};
    gint64 problem = small_ledger_problem(town.ledger, scope, PROBLEM);
    small_ledger_cause(town.ledger, problem, CAUSE);
    town.measure = small_ledger_measure(town.ledger, problem, "组织专题培训");
    town.step = small_ledger_step(town.ledger, town.measure, "编印学法手册");
    small_ledger_set(town.ledger, town.measure, FIELD_TASK_owner, "李四", NULL);
    return town;
}

static LedgerRow *
county_row(const char *address)
{
    LedgerEntity entity;
    gint64 key = 0;
    ck_assert(ledger_address_find(ledger, (LedgerScope){0}, address, &entity, &key, NULL));
    return ledger_row_load(ledger, entity, key, NULL, NULL);
}

START_TEST(another_units_sheet_joins_once)
{
    Town town = town_new();
    guint changes = 0, again = 0;
    g_autofree char *bytes = sheet_of(town.ledger);
    MergeCounts counts = take_in(bytes, &changes);
    ck_assert_uint_eq(counts.joined, 2);
    MergeCounts twice = take_in(bytes, &again);
    ck_assert_uint_eq(twice.joined + again, 0);
    g_autoptr(LedgerRow) row = county_row("1.1");
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_owner), "李四");
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_problem), PROBLEM);
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_cause), CAUSE);
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_unit), "张官营镇人民政府");
    ledger_close(town.ledger);
}
END_TEST

START_TEST(the_next_sheet_brings_what_changed)
{
    Town town = town_new();
    guint changes = 0;
    g_autofree char *first = sheet_of(town.ledger);
    take_in(first, &changes);
    small_ledger_set(town.ledger, town.measure, FIELD_TASK_owner, "赵六", NULL);
    small_ledger_step(town.ledger, town.measure, "又加一步");
    g_autofree char *second = sheet_of(town.ledger);
    MergeCounts counts = take_in(second, &changes);
    ck_assert_uint_eq(counts.taken, 1);
    ck_assert_uint_eq(counts.joined, 1);
    ck_assert_uint_eq(counts.conflicts, 0);
    g_autoptr(LedgerRow) row = county_row("1.1");
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_owner), "赵六");
    ledger_close(town.ledger);
}
END_TEST

START_TEST(another_task_in_the_same_place_is_refused)
{
    Town town = town_new();
    guint changes = 0;
    gint64 problem = exporting_problem();
    small_ledger_measure(ledger, problem, "完全是另外一项工作安排");
    g_autofree char *bytes = sheet_of(town.ledger);
    MergeCounts counts = take_in(bytes, &changes);
    ck_assert_uint_eq(counts.refused, 1);
    g_autoptr(LedgerRow) row = county_row("1.1");
    ck_assert_str_eq(ledger_row_get(row, FIELD_TASK_text), "完全是另外一项工作安排");
    ledger_close(town.ledger);
}
END_TEST

static Suite *
rollup_suite(void)
{
    const TTest *const all[] = {units_are_ranked_by_share,
                                a_unit_without_measures_is_named_last,
                                steps_are_not_counted_and_nobody_is_a_group,
                                shared_problems_are_told_with_their_members,
                                another_units_sheet_joins_once,
                                the_next_sheet_brings_what_changed,
                                another_task_in_the_same_place_is_refused};
    Suite *suite = suite_create("rollup");
    TCase *rollups = tcase_create("rollup");
    tcase_add_checked_fixture(rollups, setup, teardown);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(rollups, all[i]);
    suite_add_tcase(suite, rollups);
    return suite;
}

ZHENGGAI_TESTS(rollup_suite())
