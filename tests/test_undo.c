/* Undo and redo: a stack that outlives the program. */
#include <string.h>

#include "check_main.h"
#include "ledger_file.h"
#include "report_ledger.h"

/* Everything that people can see of every row, but for its revision, which counts undo too. */
static char *
snapshot(Ledger *ledger)
{
    GString *text = g_string_new(NULL);
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++) {
        LedgerField first, end;
        ledger_entity_fields(entity, &first, &end);
        g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, entity, 0, NULL);
        const LedgerRow *row;
        while ((row = ledger_rows_next(rows, NULL)) != NULL) {
            g_string_append_printf(text, "%s %d:", ledger_entity_name(entity),
                                   (int)ledger_row_key(row));
            for (LedgerField field = first; field < end; field++)
                if (strcmp(ledger_field_info(field)->name, "revision") != 0)
                    g_string_append_printf(text, "%s|", ledger_row_get(row, field));
            g_string_append_c(text, '\n');
        }
    }
    return g_string_free(text, FALSE);
}

static void
looks_like(Ledger *ledger, const char *wanted)
{
    g_autofree char *found = snapshot(ledger);
    ck_assert_str_eq(found, wanted);
}

static void
undo_fails(Ledger *ledger, LedgerError code)
{
    char *told = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_undo(ledger, FALSE, &told, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%s", error->message);
    ck_assert_ptr_null(told);
}

static void
nothing_to_redo(Ledger *ledger)
{
    char *told = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_redo(ledger, FALSE, &told, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
    ck_assert_ptr_null(told);
}

/* ── Undo and redo ────────────────────────────────────────────────────────────────────────── */

/* Each step is done by a program of its own. */
START_TEST(undo_outlives_the_program)
{
    enum { MOST = 32 };
    g_auto(LedgerFile) file = ledger_file_new();
    char *states[MOST];
    int count = 0;
    ledger_file_make(&file);
    for (gboolean more = TRUE; more; count++) {
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
        g_autofree char *told = NULL;
        ck_assert_int_lt(count, MOST);
        states[count] = snapshot(ledger);
        more = ledger_undo(ledger, FALSE, &told, NULL);
    }
    ck_assert_str_eq(states[count - 1], "");
    for (int i = count - 2; i >= 0; i--) {
        g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
        report_ledger_redo(ledger);
        looks_like(ledger, states[i]);
    }
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    nothing_to_redo(ledger);
    ledger_file_healthy(ledger);
    for (int i = 0; i < count; i++)
        g_free(states[i]);
}
END_TEST

START_TEST(import_is_taken_back_whole)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    g_autofree char *imported = snapshot(ledger);
    report_ledger_undo(ledger);
    looks_like(ledger, "");
    ledger_file_healthy(ledger);
    report_ledger_redo(ledger);
    looks_like(ledger, imported);
    ledger_file_healthy(ledger);
    report_ledger_undo(ledger);
    report_ledger_import(ledger);
    ledger_file_healthy(ledger);
    nothing_to_redo(ledger);
}
END_TEST

START_TEST(bulk_is_one_step)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    const LedgerAssignment owner = {FIELD_TASK_owner, "李四"};
    report_ledger_import(ledger);
    g_autofree char *before = snapshot(ledger);
    LedgerTarget targets[8];
    for (int i = 0; i < 8; i++)
        targets[i] = (LedgerTarget){ENTITY_TASK, i + 1, 0};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    small_ledger_end(change, ledger_set(change, targets, 8, &owner, 1, NULL, NULL));
    g_autofree char *told = NULL, *after = snapshot(ledger);
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    ck_assert_str_eq(told, "owner of 8: 李四");
    looks_like(ledger, before);
    report_ledger_redo(ledger);
    looks_like(ledger, after);
}
END_TEST

START_TEST(new_work_forgets_what_was_undone)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    small_ledger_set(ledger, 1, FIELD_TASK_remark, "甲", NULL);
    report_ledger_undo(ledger);
    small_ledger_set(ledger, 1, FIELD_TASK_remark, "乙", NULL);
    nothing_to_redo(ledger);
    g_autofree char *second = snapshot(ledger);
    /* The new work can be undone and done again, and never what it replaced. */
    report_ledger_undo(ledger);
    report_ledger_redo(ledger);
    looks_like(ledger, second);
    nothing_to_redo(ledger);
    report_ledger_undo(ledger);
    report_ledger_undo(ledger);
    looks_like(ledger, "");
    report_ledger_redo(ledger);
    report_ledger_redo(ledger);
    looks_like(ledger, second);
    nothing_to_redo(ledger);
}
END_TEST

START_TEST(dry_undo_tells_and_leaves)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    small_ledger_set(ledger, 1, FIELD_TASK_owner, "李四", NULL);
    g_autofree char *before = snapshot(ledger), *told = NULL;
    ck_assert(ledger_undo(ledger, TRUE, &told, NULL));
    ck_assert_str_eq(told, "owner of 1.1: - → 李四");
    looks_like(ledger, before);
    nothing_to_redo(ledger);
}
END_TEST

START_TEST(nothing_is_nothing_to_undo)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    undo_fails(ledger, LEDGER_ERROR_NOT_FOUND);
    nothing_to_redo(ledger);
}
END_TEST

START_TEST(two_who_undo_take_back_two_actions)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) first = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autoptr(Ledger) second = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    g_autofree char *before = snapshot(first);
    small_ledger_set(first, 1, FIELD_TASK_remark, "甲", NULL);
    small_ledger_set(second, 1, FIELD_TASK_remark, "乙", NULL);
    report_ledger_undo(first);
    report_ledger_undo(second);
    looks_like(first, before);
    report_ledger_redo(second);
    report_ledger_redo(first);
    ledger_file_healthy(second);
}
END_TEST

/* ── Conflicts ────────────────────────────────────────────────────────────────────────────── */

/* What was changed without the journal is not overwritten. */
START_TEST(altered_field_is_a_conflict)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    small_ledger_set(ledger, 2, FIELD_TASK_owner, "赵六", NULL);
    ledger_file_sql(&file, "UPDATE task SET owner = '钱七' WHERE id = 2");
    g_autofree char *before = snapshot(ledger);
    undo_fails(ledger, LEDGER_ERROR_CONFLICT);
    looks_like(ledger, before);
}
END_TEST

START_TEST(row_with_something_on_it_is_a_conflict)
{
    g_auto(LedgerFile) file = ledger_file_new();
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    small_ledger_step(ledger, 1, "新任务");
    ledger_file_sql(&file, "INSERT INTO note (uuid, task_id, at, \"by\", text) "
                           "SELECT 'u', max(id), '2024-12-01', '某', '外来' FROM task");
    g_autofree char *before = snapshot(ledger);
    undo_fails(ledger, LEDGER_ERROR_CONFLICT);
    looks_like(ledger, before);
}
END_TEST

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

START_TEST(keys_are_never_used_twice)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    report_ledger_import(ledger);
    gint64 first = small_ledger_step(ledger, 1, "先加的");
    report_ledger_undo(ledger);
    gint64 second = small_ledger_step(ledger, 1, "后加的");
    ck_assert_int_ne(first, second);
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_TASK, second, NULL, 0, 0, NULL);
    ck_assert_uint_eq(acts->len, 1);
}
END_TEST

/* ── A random walk ────────────────────────────────────────────────────────────────────────── */

enum { MOST_TASKS = 400 };

typedef struct {
    Ledger *ledger;
    GRand *random;
    GPtrArray *states; /* snapshots: 0 is the beginning */
    guint now;         /* the one that holds */
} Walk;

static gint64
any_task(const Walk *walk)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(walk->ledger);
    gint64 keys[MOST_TASKS];
    int count = 0;
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, NULL, NULL);
    for (const LedgerRow *row; (row = ledger_rows_next(rows, NULL)) != NULL && count < MOST_TASKS;)
        keys[count++] = ledger_row_key(row);
    return count == 0 ? 0 : keys[g_rand_int_range(walk->random, 0, count)];
}

static void
walk_set(const Walk *walk, LedgerChange *change)
{
    static const LedgerAssignment assignments[] = {
        {FIELD_TASK_owner, "李四"},      {FIELD_TASK_owner, "王五"},
        {FIELD_TASK_owner, NULL},        {FIELD_TASK_due, "2024-12-20"},
        {FIELD_TASK_due, "2024-11-20"},  {FIELD_TASK_due, NULL},
        {FIELD_TASK_progress, "active"}, {FIELD_TASK_progress, "substantial"},
        {FIELD_TASK_percent, "30"},      {FIELD_TASK_percent, "0"},
        {FIELD_TASK_remark, "备注"},     {FIELD_TASK_lead, "赵六"},
    };
    LedgerTarget targets[3];
    guint count = (guint)g_rand_int_range(walk->random, 1, 4);
    for (guint i = 0; i < count; i++)
        targets[i] = (LedgerTarget){ENTITY_TASK, any_task(walk), 0};
    if (targets[0].key != 0)
        ck_assert(
            ledger_set(change, targets, count,
                       &assignments[g_rand_int_range(walk->random, 0, G_N_ELEMENTS(assignments))],
                       1, "随机", NULL));
}

static void
walk_add(const Walk *walk, LedgerChange *change)
{
    gint64 key = 0, task = any_task(walk), unit = 0;
    LedgerPlace place;
    if (task == 0 || g_rand_int_range(walk->random, 0, 8) == 0) {
        ck_assert(ledger_unit_ensure(change, "张官营镇人民政府", "张官营镇", &unit, NULL));
        ck_assert(ledger_problem_add(change, (LedgerScope){2024, unit}, "问题", &key, NULL));
        ck_assert(ledger_cause_add(change, key, "原因", &task, NULL));
        ck_assert(ledger_measure_add(change, key, "措施", &task, NULL));
        return;
    }
    ck_assert(ledger_place_find(walk->ledger, ENTITY_TASK, task, &place, NULL));
    if (place.step_no == 0)
        ck_assert(ledger_step_add(change, task, "任务", &key, NULL));
    else
        ck_assert(ledger_measure_add(change, place.problem_key, "又一措施", &key, NULL));
}

static void
walk_work(Walk *walk)
{
    LedgerChange *change = small_ledger_begin(walk->ledger, ACTION_SET);
    gint64 task = any_task(walk);
    int choice = g_rand_int_range(walk->random, 0, 5);
    if (choice == 0)
        walk_add(walk, change);
    else if (choice == 1 && task != 0)
        ck_assert(ledger_note_add(change, task, "进展", NULL));
    else
        walk_set(walk, change);
    gboolean changed = ledger_change_count(change) > 0;
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    if (!changed)
        return;
    g_ptr_array_set_size(walk->states, (gint)walk->now + 1);
    g_ptr_array_add(walk->states, snapshot(walk->ledger));
    walk->now++;
}

static void
walk_back_or_forth(Walk *walk, gboolean back)
{
    g_autofree char *told = NULL;
    g_autoptr(GError) error = NULL;
    gboolean possible = back ? walk->now > 0 : walk->now + 1 < walk->states->len;
    gboolean done = back ? ledger_undo(walk->ledger, FALSE, &told, &error)
                         : ledger_redo(walk->ledger, FALSE, &told, &error);
    ck_assert_msg(done == possible, "%s", error == NULL ? "" : error->message);
    if (done)
        walk->now += back ? -1 : 1;
}

START_TEST(random_walk_is_a_stack_of_states)
{
    enum { STEPS = 500, CHECK_EVERY = 25 };
    Walk walk = {small_ledger_new("2024-12-01"), g_rand_new_with_seed(2024),
                 g_ptr_array_new_with_free_func(g_free), 0};
    g_ptr_array_add(walk.states, snapshot(walk.ledger));
    for (int i = 0; i < STEPS; i++) {
        int choice = g_rand_int_range(walk.random, 0, 10);
        if (choice < 5)
            walk_work(&walk);
        else
            walk_back_or_forth(&walk, choice < 8);
        looks_like(walk.ledger, walk.states->pdata[walk.now]);
        if (i % CHECK_EVERY == 0)
            ledger_file_healthy(walk.ledger);
    }
    ledger_file_healthy(walk.ledger);
    ledger_close(walk.ledger);
    g_rand_free(walk.random);
    g_ptr_array_unref(walk.states);
}
END_TEST

static Suite *
undo_suite(void)
{
    const TTest *const undoing_tests[] = {undo_outlives_the_program,
                                          import_is_taken_back_whole,
                                          bulk_is_one_step,
                                          new_work_forgets_what_was_undone,
                                          dry_undo_tells_and_leaves,
                                          nothing_is_nothing_to_undo,
                                          two_who_undo_take_back_two_actions,
                                          altered_field_is_a_conflict,
                                          row_with_something_on_it_is_a_conflict,
                                          keys_are_never_used_twice};
    const TTest *const walking_tests[] = {random_walk_is_a_stack_of_states};
    Suite *suite = suite_create("undo");
    TCase *undoing = tcase_create("undoing");
    tcase_set_timeout(undoing, 60);
    for (gsize i = 0; i < G_N_ELEMENTS(undoing_tests); i++)
        tcase_add_test(undoing, undoing_tests[i]);
    suite_add_tcase(suite, undoing);
    TCase *walking = tcase_create("walking");
    tcase_set_timeout(walking, 240);
    for (gsize i = 0; i < G_N_ELEMENTS(walking_tests); i++)
        tcase_add_test(walking, walking_tests[i]);
    suite_add_tcase(suite, walking);
    return suite;
}

ZHENGGAI_TESTS(undo_suite())
