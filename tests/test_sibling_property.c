/* Random ledgers, random work on both sides: what comes together loses nothing and invents nothing,
 * a conflict is exactly where both changed a cell to different values, and once each took the other
 * over they say the same. */
#include <string.h>

#include "check_main.h"
#include "two_ledgers.h"

enum { ROUNDS = 40, CYCLES = 3, WORK_MOST = 9 };

/* One round; everything random comes from the seed. */
typedef struct {
    GRand *random;
    guint seed, serial;
} Round;

static guint
below(Round *round, guint limit)
{
    return (guint)g_rand_int_range(round->random, 0, (gint)limit);
}

static char *
words(Round *round)
{
    return g_strdup_printf("内容%u", ++round->serial);
}

/* ── Work ─────────────────────────────────────────────────────────────────────────────────── */

static gint64
random_key(Round *round, Ledger *ledger, LedgerEntity entity)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, entity, 0, NULL);
    const LedgerRow *row;
    while ((row = ledger_rows_next(rows, NULL)) != NULL) {
        gint64 key = ledger_row_key(row);
        g_array_append_val(keys, key);
    }
    return keys->len == 0 ? 0 : g_array_index(keys, gint64, below(round, keys->len));
}

static gboolean
set_field(Round *round, LedgerChange *change)
{
    static const LedgerField fields[] = {
        FIELD_TASK_owner,   FIELD_TASK_goal,     FIELD_TASK_remark, FIELD_TASK_percent,
        FIELD_TASK_percent, FIELD_TASK_progress, FIELD_TASK_due,    FIELD_TASK_text};
    static const char *const progress[] = {"planned", "active", "substantial", "completed"};
    LedgerField field = fields[below(round, G_N_ELEMENTS(fields))];
    gint64 task = random_key(round, ledger_change_ledger(change), ENTITY_TASK);
    guint serial = ++round->serial;
    g_autofree char *value =
        field == FIELD_TASK_percent    ? g_strdup_printf("%u", below(round, 5) * 10)
        : field == FIELD_TASK_progress ? g_strdup(progress[below(round, 4)])
        : field == FIELD_TASK_due
            ? g_strdup_printf("2025-%02u-%02u", serial % 12 + 1, serial % 28 + 1)
        : field == FIELD_TASK_owner ? g_strdup_printf("张%u", below(round, 6))
                                    : g_strdup_printf("内容%u", serial);
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    const LedgerAssignment assignment = {field, value};
    return task != 0 && ledger_set(change, &target, 1, &assignment, 1, "计划调整", NULL);
}

static gboolean
set_problem(Round *round, LedgerChange *change)
{
    gint64 problem = random_key(round, ledger_change_ledger(change), ENTITY_PROBLEM);
    g_autofree char *value = words(round);
    const LedgerTarget target = {ENTITY_PROBLEM, problem, 0};
    const LedgerAssignment assignment = {FIELD_PROBLEM_category, value};
    return problem != 0 && ledger_set(change, &target, 1, &assignment, 1, NULL, NULL);
}

static gboolean
add_row(Round *round, LedgerChange *change)
{
    Ledger *ledger = ledger_change_ledger(change);
    g_autofree char *text = words(round);
    gint64 key, unit = random_key(round, ledger, ENTITY_UNIT);
    gint64 problem = random_key(round, ledger, ENTITY_PROBLEM);
    gint64 task = random_key(round, ledger, ENTITY_TASK);
    switch (below(round, 4)) {
    case 0:
        return unit != 0 && ledger_problem_add(change, (LedgerScope){2024, unit}, text, &key, NULL);
    case 1:
        return problem != 0 && ledger_cause_add(change, problem, text, &key, NULL);
    case 2:
        return problem != 0 && ledger_measure_add(change, problem, text, &key, NULL);
    default:
        return task != 0 && ledger_step_add(change, task, text, &key, NULL);
    }
}

static gboolean
move_closure(Round *round, LedgerChange *change)
{
    gint64 task = random_key(round, ledger_change_ledger(change), ENTITY_TASK);
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    const LedgerReview review = {.opinion = "上级安排"};
    LedgerMove move = below(round, 2) == 0 ? MOVE_DROP : MOVE_REOPEN;
    return task != 0 && ledger_closure_move(change, move, &target, 1, &review, NULL);
}

static gboolean
say_something(Round *round, LedgerChange *change)
{
    gint64 task = random_key(round, ledger_change_ledger(change), ENTITY_TASK);
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    g_autofree char *text = words(round);
    if (task == 0)
        return FALSE;
    return below(round, 3) == 0
               ? ledger_slip_issue(change, &target, 1, "reminder", NULL, text, NULL)
               : ledger_note_add(change, task, text, NULL);
}

/* One action, which the rules may forbid; whether it was done. */
static gboolean
work_once(Round *round, Ledger *ledger)
{
    static gboolean (*const works[])(Round * round, LedgerChange * change) = {
        set_field, set_field,     set_field,   add_row,
        add_row,   say_something, set_problem, move_closure};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    gboolean done = works[below(round, G_N_ELEMENTS(works))](round, change);
    if (!done || ledger_change_count(change) == 0) {
        ledger_change_cancel(change);
        return FALSE;
    }
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    return TRUE;
}

/* `undoes`: how many actions of before may be undone. */
static void
work(Round *round, Ledger *ledger, guint undoes)
{
    for (guint i = below(round, WORK_MOST); i > 0; i--) {
        g_autofree char *told = NULL;
        if (below(round, 5) > 0)
            undoes += work_once(round, ledger) ? 1 : 0;
        else if (undoes > 0 && ledger_undo(ledger, FALSE, &told, NULL))
            undoes--;
    }
}

static void
grow(Ledger *ledger, void *data)
{
    Round *round = data;
    const LedgerScope scope = {2024, small_ledger_unit(ledger)};
    for (guint p = 1 + below(round, 2); p > 0; p--) {
        g_autofree char *text = words(round);
        gint64 problem = small_ledger_problem(ledger, scope, text);
        for (guint m = 1 + below(round, 2); m > 0; m--) {
            g_autofree char *what = words(round);
            gint64 measure = small_ledger_measure(ledger, problem, what);
            for (guint s = below(round, 3); s > 0; s--) {
                g_autofree char *how = words(round);
                small_ledger_step(ledger, measure, how);
            }
        }
    }
    work(round, ledger, 0);
}

/* ── What must be ─────────────────────────────────────────────────────────────────────────── */

/* What both had, what each has now, what came of it. */
typedef struct {
    GHashTable *base, *ours, *theirs;
} Three;

static void
three_clear(Three *three)
{
    g_hash_table_destroy(three->base);
    g_hash_table_destroy(three->ours);
    g_hash_table_destroy(three->theirs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Three, three_clear)

static gboolean
ends_with(const char *key, const char *const *columns)
{
    const char *column = strrchr(key, ' ') + 1;
    for (guint i = 0; columns[i] != NULL; i++)
        if (strcmp(column, columns[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
is_number(const char *key)
{
    static const char *const columns[] = {"no", "measure_no", "step_no", NULL};
    return ends_with(key, columns);
}

static gboolean
is_state(const char *key)
{
    static const char *const columns[] = {"percent", "progress", "done", "closure", NULL};
    return g_str_has_prefix(key, "task ") && ends_with(key, columns);
}

static gboolean
differs(GHashTable *one, GHashTable *other, const char *key)
{
    return g_strcmp0(g_hash_table_lookup(one, key), g_hash_table_lookup(other, key)) != 0;
}

/* Whether `one` changed what the other did not change so too. */
static gboolean
changed(const Three *three, GHashTable *one, const char *key)
{
    return differs(three->ours, three->theirs, key) && differs(one, three->base, key);
}

static gboolean
is_disputed(const Three *three, const char *key)
{
    static const char *const columns[] = {"percent", "progress", "done", "closure"};
    gboolean ours = FALSE, theirs = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *other =
            g_strdup_printf("%.*s %s", (int)(strrchr(key, ' ') - key), key, columns[i]);
        ours |= changed(three, three->ours, other);
        theirs |= changed(three, three->theirs, other);
    }
    return ours && theirs;
}

static gboolean
has(GHashTable *values, gpointer key)
{
    return g_hash_table_contains(values, key);
}

static gboolean
is_conflict(const Three *three, const char *key)
{
    if (!has(three->ours, (gpointer)key) || !has(three->theirs, (gpointer)key) ||
        !has(three->base, (gpointer)key) || is_number(key) ||
        !differs(three->ours, three->theirs, key))
        return FALSE;
    return is_state(key) ? is_disputed(three, key)
                         : changed(three, three->ours, key) && changed(three, three->theirs, key);
}

static char *
cell_key(Ledger *ledger, const MergeCell *cell)
{
    const LedgerFieldInfo *info = ledger_field_info(cell->field);
    const char *entity = ledger_entity_name(info->entity);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, info->entity, cell->task, NULL, NULL);
    LedgerField uuid = info->entity == ENTITY_PROBLEM ? FIELD_PROBLEM_uuid : FIELD_TASK_uuid;
    ck_assert(info->entity == ENTITY_PROBLEM || info->entity == ENTITY_TASK);
    return g_strdup_printf("%s %s %s", entity, ledger_row_get(row, uuid), info->name);
}

static void
conflicts_are_exact(const Round *round, const Three *three, Ledger *ledger, const Merge *merge)
{
    guint expected = 0, found = 0;
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, three->ours);
    while (g_hash_table_iter_next(&iterator, &key, NULL))
        expected += is_conflict(three, key);
    for (guint i = 0; i < merge_cells(merge)->len; i++) {
        const MergeCell *cell = merge_cells(merge)->pdata[i];
        g_autofree char *name = cell_key(ledger, cell);
        ck_assert_msg(cell->conflict == is_conflict(three, name), "seed %u: %s", round->seed, name);
        found += cell->conflict;
    }
    ck_assert_msg(found == expected, "seed %u: %u conflicts, not %u", round->seed, found, expected);
}

/* Whether a row of one side must be there afterwards: it is new, or on both sides, or was worked
 * on while the other side undid it. */
static gboolean
must_stay(const Three *three, GHashTable *side, gpointer key)
{
    GHashTable *other = side == three->ours ? three->theirs : three->ours;
    return has(other, key) || !has(three->base, key) ||
           (differs(side, three->base, key) && !is_number(key));
}

static void
nothing_is_lost(const Round *round, const Three *three, GHashTable *merged)
{
    GHashTable *const sides[] = {three->ours, three->theirs};
    for (gsize i = 0; i < G_N_ELEMENTS(sides); i++) {
        GHashTableIter iterator;
        gpointer key;
        g_hash_table_iter_init(&iterator, sides[i]);
        while (g_hash_table_iter_next(&iterator, &key, NULL)) {
            if (must_stay(three, sides[i], key))
                ck_assert_msg(has(merged, key), "seed %u: lost: %s", round->seed, (char *)key);
            if (!has(merged, key) || is_number(key) || is_conflict(three, key))
                continue;
            if (has(three->base, key) && changed(three, sides[i], key))
                ck_assert_msg(!differs(merged, sides[i], key), "seed %u: not taken: %s",
                              round->seed, (char *)key);
        }
    }
}

static void
nothing_is_invented(const Round *round, const Three *three, GHashTable *merged)
{
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, merged);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        gboolean ours = has(three->ours, key) && !differs(merged, three->ours, key);
        gboolean theirs = has(three->theirs, key) && !differs(merged, three->theirs, key);
        ck_assert_msg(ours || theirs || is_number(key), "seed %u: invented: %s", round->seed,
                      (char *)key);
    }
}

/* ── Rounds ───────────────────────────────────────────────────────────────────────────────── */

static void
merge_once(Round *round, const Three *three, Ledger *ledger, const char *from, const char *here)
{
    guint changes = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(Merge) merge = two_ledgers_merge(ledger, from);
    conflicts_are_exact(round, three, ledger, merge);
    MergeChoice choice = below(round, 2) == 0 ? MERGE_THEIRS : MERGE_OURS;
    if (below(round, 3) == 0) {
        two_ledgers_take(ledger, from, MERGE_OPEN);
        two_ledgers_take(ledger, from, choice);
    } else {
        merge_decide_all(merge, choice);
        ck_assert_msg(merge_apply(merge, FALSE, &changes, &error), "seed %u: %s", round->seed,
                      error == NULL ? "" : error->message);
        ledger_file_healthy(ledger);
    }
    g_autoptr(GHashTable) merged = two_ledgers_values(here);
    nothing_is_lost(round, three, merged);
    nothing_is_invented(round, three, merged);
    ck_assert_uint_eq(two_ledgers_take(ledger, from, MERGE_OPEN), 0);
}

/* The other side takes what came of it, without a question: then both say the same. */
static void
take_back(const Round *round, Ledger *ledger, const char *from, const char *here)
{
    g_autoptr(Merge) merge = two_ledgers_merge(ledger, from);
    for (guint i = 0; i < merge_cells(merge)->len; i++) {
        const MergeCell *cell = merge_cells(merge)->pdata[i];
        ck_assert_msg(!cell->conflict, "seed %u: asked again: %s of %s: %s, %s, %s", round->seed,
                      ledger_field_info(cell->field)->name, cell->address, cell->base, cell->ours,
                      cell->theirs);
    }
    two_ledgers_take(ledger, from, MERGE_OPEN);
    g_autoptr(GHashTable) one = two_ledgers_values(from);
    g_autoptr(GHashTable) other = two_ledgers_values(here);
    g_autofree char *first = two_ledgers_difference(one, other);
    g_autofree char *second = two_ledgers_difference(other, one);
    ck_assert_msg(first == NULL && second == NULL, "seed %u: %s, %s", round->seed, first, second);
    ck_assert_uint_eq(two_ledgers_take(ledger, from, MERGE_OPEN), 0);
}

static void
cycle(Round *round, TwoLedgers *two, guint undoes)
{
    g_auto(Three) three = {.base = two_ledgers_values(two->here.path)};
    work(round, two->ours, undoes);
    work(round, two->theirs, undoes);
    gboolean here = below(round, 2) == 0;
    const char *ours = here ? two->here.path : two->there.path;
    const char *theirs = here ? two->there.path : two->here.path;
    three.ours = two_ledgers_values(ours);
    three.theirs = two_ledgers_values(theirs);
    merge_once(round, &three, here ? two->ours : two->theirs, theirs, ours);
    take_back(round, here ? two->theirs : two->ours, ours, theirs);
}

START_TEST(both_come_together_whatever_was_done)
{
    text_language_set(TEXT_ENGLISH);
    Round round = {.seed = (guint)_i + 1};
    round.random = g_rand_new_with_seed(round.seed);
    TwoLedgers two = two_ledgers_new(grow, &round);
    for (guint i = 0; i < CYCLES; i++)
        /* Only what is common to both from the start may be undone: a merge that is undone is not
         * taken back on the other side. */
        cycle(&round, &two, i == 0 ? 4 : 0);
    two_ledgers_clear(&two);
    g_rand_free(round.random);
}
END_TEST

static Suite *
suite(void)
{
    Suite *whole = suite_create("sibling_property");
    TCase *cases = tcase_create("sibling_property");
    if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
        g_setenv("TMPDIR", "/dev/shm", FALSE);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, both_come_together_whatever_was_done, 0, ROUNDS);
    suite_add_tcase(whole, cases);
    return whole;
}

ZHENGGAI_TESTS(suite())
