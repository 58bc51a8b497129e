/* A returned sheet beside the ledger: who changed what, what is taken, what is a conflict. */
#include "check_main.h"
#include "damage.h"
#include "exporting.h"
#include "zhenggai/evidence.h"
#include "zhenggai/merge.h"

static gint64 problem, first, second, step;
static GPtrArray *grid;

static void
send(void)
{
    g_autofree char *path = path_of("sent.csv");
    const ExportOptions options = {.language = TEXT_CHINESE};
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    ck_assert_int_gt(export_send(ledger, query, &options, path, "县司法局", NULL), 0);
    g_autofree char *text = contents_of(path, NULL);
    g_clear_pointer(&grid, g_ptr_array_unref);
    grid = grid_read(text);
}

static void
setup(void)
{
    exporting_setup();
    problem = exporting_problem();
    first = small_ledger_measure(ledger, problem, "组织专题培训");
    step = small_ledger_step(ledger, first, "编印学法手册");
    second = small_ledger_measure(ledger, problem, "完善执法制度");
    small_ledger_set(ledger, first, FIELD_TASK_owner, "李四", NULL);
    send();
}

static void
teardown(void)
{
    g_clear_pointer(&grid, g_ptr_array_unref);
    exporting_teardown();
}

/* Rows of the sheet: 1 the first measure, 2 its step, 3 the second measure. */
static void
write_cell(guint row, const char *header, const char *text)
{
    grid_set(grid, row, grid_column(grid, header), text);
}

typedef struct {
    MergeCounts counts;
    guint changes, open;
    char *remarks; /* all of them */
} Outcome;

static Outcome
merge_with(MergeChoice choice, gboolean dry)
{
    gsize length = 0;
    Outcome outcome = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = damage_write(grid, 0, &length);
    g_autoptr(Sheet) sheet = sheet_parse(bytes, length, "返表.csv", NULL, &error);
    ck_assert_ptr_nonnull(sheet);
    g_autoptr(Merge) merge = merge_new(ledger, sheet, &error);
    ck_assert_ptr_nonnull(merge);
    if (choice != MERGE_OPEN)
        merge_decide_all(merge, choice);
    ck_assert_msg(merge_apply(merge, dry, &outcome.changes, &error), "%s",
                  error == NULL ? "" : error->message);
    g_autoptr(GString) remarks = g_string_new(NULL);
    for (guint i = 0; i < merge_remarks(merge)->len; i++) {
        const SheetRemark *remark = merge_remarks(merge)->pdata[i];
        g_string_append_printf(remarks, "%u: %s\n", remark->line, remark->message);
    }
    outcome.counts = *merge_counts(merge);
    outcome.open = merge_open(merge);
    outcome.remarks = g_string_free(g_steal_pointer(&remarks), FALSE);
    return outcome;
}

static Outcome
merge(void)
{
    return merge_with(MERGE_OPEN, FALSE);
}

static void
is(gint64 task, LedgerField field, const char *wanted)
{
    LedgerFields fields = ledger_fields_of(field, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, task, &fields, NULL);
    const char *got = ledger_row_get(row, field);
    ck_assert_msg(g_strcmp0(got, wanted) == 0, "%s is %s, not %s", ledger_field_info(field)->name,
                  got, wanted);
}

static void
told(Outcome outcome, const char *words)
{
    ck_assert_msg(strstr(outcome.remarks, words) != NULL, "%s", outcome.remarks);
    g_free(outcome.remarks);
}

START_TEST(what_only_the_sheet_changed_is_taken)
{
    write_cell(1, "责任人", "赵六");
    write_cell(2, "备注", "已发放");
    small_ledger_set(ledger, second, FIELD_TASK_owner, "孙七", NULL);
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.taken, 2);
    ck_assert_uint_eq(outcome.counts.conflicts, 0);
    is(first, FIELD_TASK_owner, "赵六");
    is(step, FIELD_TASK_remark, "已发放");
    is(second, FIELD_TASK_owner, "孙七");
    g_free(outcome.remarks);
}
END_TEST

START_TEST(what_both_changed_is_a_conflict)
{
    write_cell(1, "责任人", "赵六");
    small_ledger_set(ledger, first, FIELD_TASK_owner, "孙七", NULL);
    Outcome open = merge(), ours = merge_with(MERGE_OURS, FALSE);
    ck_assert_uint_eq(open.counts.conflicts, 1);
    ck_assert_uint_eq(open.open, 1);
    ck_assert_uint_eq(open.changes + ours.changes, 0);
    is(first, FIELD_TASK_owner, "孙七");
    Outcome theirs = merge_with(MERGE_THEIRS, FALSE);
    ck_assert_uint_gt(theirs.changes, 0);
    is(first, FIELD_TASK_owner, "赵六");
    g_free(open.remarks);
    g_free(ours.remarks);
    g_free(theirs.remarks);
}
END_TEST

START_TEST(the_same_on_both_sides_is_none)
{
    write_cell(1, "责任人", "赵六");
    small_ledger_set(ledger, first, FIELD_TASK_owner, "赵六", NULL);
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.conflicts + outcome.counts.taken + outcome.changes, 0);
    g_free(outcome.remarks);
}
END_TEST

/* A conflict that nobody decided is one again in the next sheet, also after other cells of the
 * first sheet were taken. */
START_TEST(an_open_conflict_stays_one)
{
    write_cell(1, "责任人", "赵六");
    write_cell(1, "备注", "急");
    small_ledger_set(ledger, first, FIELD_TASK_owner, "孙七", NULL);
    Outcome once = merge();
    write_cell(2, "备注", "又及");
    Outcome again = merge();
    ck_assert_uint_eq(once.counts.taken, 1);
    ck_assert_uint_eq(again.counts.taken, 1);
    ck_assert_uint_eq(again.counts.conflicts, 1);
    is(first, FIELD_TASK_owner, "孙七");
    g_free(once.remarks);
    g_free(again.remarks);
}
END_TEST

START_TEST(dry_run_changes_nothing)
{
    write_cell(1, "责任人", "赵六");
    Outcome outcome = merge_with(MERGE_OPEN, TRUE);
    ck_assert_uint_eq(outcome.counts.taken, 1);
    is(first, FIELD_TASK_owner, "李四");
    g_free(outcome.remarks);
}
END_TEST

START_TEST(one_merge_is_one_undo)
{
    write_cell(1, "责任人", "赵六");
    write_cell(2, "备注", "已发放");
    write_cell(3, "整改时限", "2025/3/1");
    Outcome outcome = merge();
    g_autofree char *what = NULL;
    is(second, FIELD_TASK_due, "2025-03-01");
    ck_assert(ledger_undo(ledger, FALSE, &what, NULL));
    is(first, FIELD_TASK_owner, "李四");
    is(step, FIELD_TASK_remark, NULL);
    is(second, FIELD_TASK_due, NULL);
    g_free(outcome.remarks);
}
END_TEST

/* A sheet that was sent long ago is compared with what was sent then. */
START_TEST(an_older_sheet_finds_its_base)
{
    g_autoptr(GPtrArray) old = g_steal_pointer(&grid);
    small_ledger_set(ledger, first, FIELD_TASK_owner, "孙七", NULL);
    small_ledger_set(ledger, second, FIELD_TASK_goal, "全覆盖", NULL);
    send();
    g_ptr_array_unref(grid);
    grid = g_ptr_array_ref(old);
    write_cell(2, "备注", "旧表");
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.taken, 1);
    ck_assert_uint_eq(outcome.counts.conflicts, 0);
    is(first, FIELD_TASK_owner, "孙七");
    is(second, FIELD_TASK_goal, "全覆盖");
    g_free(outcome.remarks);
}
END_TEST

START_TEST(required_text_is_not_emptied)
{
    write_cell(1, "整改措施", "");
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.refused, 1);
    is(first, FIELD_TASK_text, "组织专题培训");
    told(outcome, "2: measure cannot be empty");
}
END_TEST

START_TEST(what_is_not_understood_is_told)
{
    write_cell(1, "整改状态", "差不多了");
    Outcome outcome = merge();
    is(first, FIELD_TASK_progress, "planned");
    told(outcome, "2: progress: “差不多了”");
}
END_TEST

START_TEST(unknown_rows_are_told)
{
    write_cell(3, "UUID", "");
    write_cell(3, "问题编号", "");
    write_cell(3, "整改措施", "县里新加的一条");
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.unknown, 1);
    ck_assert_uint_eq(outcome.counts.absent, 1);
    told(outcome, "4: the ledger has no such task");
}
END_TEST

START_TEST(lost_ids_are_found_by_code_and_by_text)
{
    write_cell(1, "UUID", "");
    write_cell(1, "备注", "甲");
    write_cell(2, "UUID", "#REF!");
    write_cell(2, "问题编号", "");
    write_cell(2, "备注", "乙");
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.unknown, 0);
    is(first, FIELD_TASK_remark, "甲");
    is(step, FIELD_TASK_remark, "乙");
    g_free(outcome.remarks);
}
END_TEST

/* Filled down in a spreadsheet, a code names another task; its text says so. */
START_TEST(code_of_another_task_is_not_believed)
{
    write_cell(1, "UUID", "");
    write_cell(1, "问题编号", "ZG2024-01-02");
    write_cell(1, "备注", "甲");
    Outcome outcome = merge();
    is(first, FIELD_TASK_remark, "甲");
    is(second, FIELD_TASK_remark, NULL);
    g_free(outcome.remarks);
}
END_TEST

START_TEST(rows_that_contradict_each_other_are_not_taken)
{
    GRand *random = g_rand_new_with_seed(1);
    write_cell(1, "责任人", "赵六");
    Cells *copy = cells_new();
    for (guint c = 0; c < grid_row(grid, 1)->len; c++)
        g_ptr_array_add(copy, g_strdup(grid_get(grid, 1, c)));
    g_ptr_array_add(grid, copy);
    write_cell(4, "责任人", "钱八");
    Outcome outcome = merge();
    is(first, FIELD_TASK_owner, "李四");
    g_rand_free(random);
    told(outcome, "neither was taken");
}
END_TEST

START_TEST(moved_deadline_is_an_extension)
{
    small_ledger_set(ledger, first, FIELD_TASK_due, "2024-12-20", NULL);
    send();
    write_cell(1, "整改时限", "2025年1月5日");
    Outcome outcome = merge();
    is(first, FIELD_TASK_due, "2025-01-05");
    is(first, FIELD_TASK_first_due, "2024-12-20");
    is(first, FIELD_TASK_extensions, "1");
    g_free(outcome.remarks);
}
END_TEST

/* ── The reviewer's columns ───────────────────────────────────────────────────────────────── */

/* A ledger in memory keeps no evidence, so closure is written as if it had been asked for. */
static void
asked_for(gint64 task)
{
    small_ledger_set(ledger, task, FIELD_TASK_progress, "completed", NULL);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_REQUEST);
    small_ledger_end(change, ledger_change_set(change, ENTITY_TASK, task, 0, FIELD_TASK_closure,
                                               "requested", NULL));
    send();
}

START_TEST(struck_off_is_a_decision)
{
    asked_for(second);
    write_cell(3, "销号状态", "同意销号");
    write_cell(3, "审核人", "周审");
    write_cell(3, "审核意见", "材料齐全");
    write_cell(3, "销号时间", "2024/11/30");
    Outcome outcome = merge(), again = merge();
    is(second, FIELD_TASK_closure, "closed");
    is(second, FIELD_TASK_reviewer, "周审");
    is(second, FIELD_TASK_review, "材料齐全");
    is(second, FIELD_TASK_closed_on, "2024-11-30");
    ck_assert_uint_eq(again.changes, 0);
    ck_assert_uint_eq(again.counts.refused, 0);
    g_free(outcome.remarks);
    g_free(again.remarks);
}
END_TEST

START_TEST(sent_back_is_a_decision)
{
    asked_for(second);
    write_cell(3, "销号状态", "退回");
    write_cell(3, "审核人", "周审");
    write_cell(3, "审核意见", "缺签到表");
    Outcome outcome = merge();
    is(second, FIELD_TASK_closure, "returned");
    is(second, FIELD_TASK_progress, "active");
    g_free(outcome.remarks);
}
END_TEST

START_TEST(rules_hold_for_sheets_too)
{
    write_cell(3, "销号状态", "已销号");
    write_cell(3, "审核人", "周审");
    write_cell(1, "备注", "甲");
    Outcome outcome = merge();
    is(second, FIELD_TASK_closure, "open");
    is(first, FIELD_TASK_remark, "甲");
    ck_assert_uint_eq(outcome.counts.refused, 1);
    ck_assert_uint_eq(outcome.counts.taken, 1);
    told(outcome, "closing still needs");
}
END_TEST

/* A measure stands above its steps in a sheet, but is completed after them. */
START_TEST(measure_and_steps_are_completed_together)
{
    write_cell(1, "整改状态", "已完成");
    write_cell(2, "整改状态", "已完成");
    Outcome outcome = merge();
    is(first, FIELD_TASK_progress, "completed");
    is(step, FIELD_TASK_progress, "completed");
    ck_assert_uint_eq(outcome.counts.refused, 0);
    g_free(outcome.remarks);
}
END_TEST

START_TEST(what_a_rule_forbids_leaves_the_rest_of_the_row)
{
    write_cell(1, "整改状态", "已完成");
    write_cell(1, "备注", "甲");
    Outcome outcome = merge();
    is(first, FIELD_TASK_progress, "planned");
    is(first, FIELD_TASK_percent, "0");
    is(first, FIELD_TASK_done, NULL);
    is(first, FIELD_TASK_remark, "甲");
    ck_assert_uint_eq(outcome.counts.refused, 1);
    ck_assert_uint_eq(outcome.counts.taken, 1);
    g_free(outcome.remarks);
}
END_TEST

START_TEST(opinion_without_decision_is_told)
{
    write_cell(3, "审核意见", "请补材料");
    told(merge(), "请补材料");
}
END_TEST

static char *
lines_of(gint64 task)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_note_lines, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, task, &fields, NULL);
    return g_strdup(ledger_row_get(row, FIELD_TASK_note_lines));
}

static void
adds_nothing(void)
{
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.changes, 0);
    g_free(outcome.remarks);
}

/* A cell of several lines: ours, one as an export writes it, one with the day alone, one that goes
 * on, one of the future; the same sheet
 * again, an older one and an empty cell add nothing. */
START_TEST(progress_in_a_sheet_becomes_notes)
{
    small_ledger_note(ledger, first, "举办讲座\n42人参加");
    send();
    g_autofree char *sent = g_strdup(grid_get(grid, 1, grid_column(grid, "整改进展")));
    g_autofree char *cell = g_strconcat(sent, "\n2024-11-20 赵六 编印手册\n300册\n",
                                        "2024-11-21 完成\n2099-01-01 赵六 明年再办", NULL);
    small_ledger_note(ledger, first, "县局来人检查");
    write_cell(1, "整改进展", cell);
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.notes, 2);
    ck_assert_uint_eq(outcome.counts.refused, 0);
    told(outcome, "编印手册");
    g_autofree char *lines = lines_of(first);
    g_autofree char *wanted =
        g_strconcat(sent,
                    "\n2024-12-01 王五 县局来人检查\n2024-11-20 赵六 编印手册\n300册\n"
                    "2024-12-01 王五 (returned sheet) 2024-11-21 完成\n2099-01-01 赵六 明年再办",
                    NULL);
    ck_assert_str_eq(lines, wanted);
    is(first, FIELD_TASK_progress, "active");
    adds_nothing();
    write_cell(1, "整改进展", sent);
    adds_nothing();
    write_cell(1, "整改进展", "");
    adds_nothing();
    g_autofree char *told_undo = NULL;
    ck_assert(ledger_undo(ledger, FALSE, &told_undo, NULL));
    g_autofree char *back = lines_of(first);
    ck_assert_ptr_null(strstr(back, "赵六"));
}
END_TEST

/* Notes on one line, as --one-line writes them, with one more behind; and two rows of one task. */
START_TEST(progress_on_one_line_and_in_two_rows)
{
    small_ledger_note(ledger, first, "举办讲座");
    small_ledger_note(ledger, first, "印发通知");
    send();
    write_cell(1, "整改进展", "2024-12-01 王五 举办讲座；2024-12-01 王五 印发通知；已销号");
    GPtrArray *again = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < grid_row(grid, 1)->len; c++)
        g_ptr_array_add(again, g_strdup(grid_get(grid, 1, c)));
    g_ptr_array_add(grid, again);
    Outcome outcome = merge();
    ck_assert_uint_eq(outcome.counts.notes, 1);
    told(outcome, "已销号");
    g_autofree char *lines = lines_of(first);
    ck_assert_msg(g_str_has_suffix(lines, ") 已销号"), "%s", lines);
}
END_TEST

static Suite *
merge_suite(void)
{
    const TTest *const all[] = {what_only_the_sheet_changed_is_taken,
                                what_both_changed_is_a_conflict,
                                the_same_on_both_sides_is_none,
                                an_open_conflict_stays_one,
                                dry_run_changes_nothing,
                                one_merge_is_one_undo,
                                an_older_sheet_finds_its_base,
                                required_text_is_not_emptied,
                                what_is_not_understood_is_told,
                                unknown_rows_are_told,
                                lost_ids_are_found_by_code_and_by_text,
                                code_of_another_task_is_not_believed,
                                rows_that_contradict_each_other_are_not_taken,
                                moved_deadline_is_an_extension,
                                struck_off_is_a_decision,
                                sent_back_is_a_decision,
                                rules_hold_for_sheets_too,
                                opinion_without_decision_is_told,
                                progress_in_a_sheet_becomes_notes,
                                progress_on_one_line_and_in_two_rows,
                                measure_and_steps_are_completed_together,
                                what_a_rule_forbids_leaves_the_rest_of_the_row};
    Suite *suite = suite_create("merge");
    TCase *merges = tcase_create("merge");
    tcase_add_checked_fixture(merges, setup, teardown);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(merges, all[i]);
    suite_add_tcase(suite, merges);
    return suite;
}

ZHENGGAI_TESTS(merge_suite())
