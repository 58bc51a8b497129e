/* The outline in windows: whatever their size and direction, the windows put together are what a
 * plain walk over all rows gives. */
#include <string.h>

#include "check_main.h"
#include "ledger_file.h"

/* A problem or task as the model sees it. */
typedef struct {
    LedgerPlace place;
    gboolean late, done; /* of a task */
    char owner[16];
} Item;

typedef struct {
    Ledger *ledger;
    GArray *items; /* of Item, in the order of the outline */
} Model;

/* ── A random ledger ──────────────────────────────────────────────────────────────────────── */

static void
add_task(Model *model, LedgerChange *change, GRand *random, Item item)
{
    static const char *const owners[] = {"", "甲", "乙", "丙"};
    const LedgerTarget target = {ENTITY_TASK, item.place.key, 0};
    LedgerAssignment assignments[3];
    guint count = 0;
    g_strlcpy(item.owner, owners[g_rand_int_range(random, 0, 4)], sizeof item.owner);
    item.done = g_rand_int_range(random, 0, 3) == 0;
    item.late = g_rand_int_range(random, 0, 3) == 0;
    if (*item.owner != '\0')
        assignments[count++] = (LedgerAssignment){FIELD_TASK_owner, item.owner};
    if (item.done)
        assignments[count++] = (LedgerAssignment){FIELD_TASK_progress, "completed"};
    assignments[count++] =
        (LedgerAssignment){FIELD_TASK_due, item.late ? "2024-01-01" : "2025-01-01"};
    ck_assert(ledger_set(change, &target, 1, assignments, count, NULL, NULL));
    g_array_append_val(model->items, item);
}

static void
add_measures(Model *model, LedgerChange *change, GRand *random, Item item)
{
    int measures = g_rand_int_range(random, 0, 4);
    item.place.entity = ENTITY_TASK;
    for (int i = 1; i <= measures; i++) {
        gint64 measure = 0;
        ck_assert(ledger_measure_add(change, item.place.problem_key, "措施", &measure, NULL));
        item.place.measure_no = i;
        item.place.step_no = 0;
        item.place.key = measure;
        add_task(model, change, random, item);
        for (int steps = g_rand_int_range(random, 0, 4); steps > 0; steps--) {
            item.place.step_no++;
            ck_assert(ledger_step_add(change, measure, "任务", &item.place.key, NULL));
            add_task(model, change, random, item);
        }
    }
}

/* Years, units and problems are added in the outline's order, so that the model has it too. */
static Model
model_new(guint32 seed)
{
    Model model = {small_ledger_new("2024-12-01"), g_array_new(FALSE, FALSE, sizeof(Item))};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    LedgerChange *change = small_ledger_begin(model.ledger, ACTION_IMPORT);
    gint64 units[2];
    ck_assert(ledger_unit_ensure(change, "甲镇人民政府", "甲镇", &units[0], NULL));
    ck_assert(ledger_unit_ensure(change, "乙镇人民政府", "乙镇", &units[1], NULL));
    for (int year = 2023; year <= 2025; year++)
        for (gsize unit = 0; unit < G_N_ELEMENTS(units); unit++)
            for (int no = 1, problems = g_rand_int_range(random, 0, 5); no <= problems; no++) {
                LedgerScope scope = {year, units[unit]};
                Item item = {.place = {year, units[unit], 0, 0, 0, ENTITY_PROBLEM, 0, 0, TRUE}};
                ck_assert(ledger_problem_add(change, scope, "问题", &item.place.key, NULL));
                item.place.problem_no = no;
                item.place.problem_key = item.place.key;
                g_array_append_val(model.items, item);
                add_measures(&model, change, random, item);
            }
    ck_assert(ledger_change_commit(change, FALSE, NULL));
    return model;
}

static void
model_clear(Model *model)
{
    ledger_close(model->ledger);
    g_array_unref(model->items);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Model, model_clear)

/* ── What must be shown ───────────────────────────────────────────────────────────────────── */

typedef struct {
    const char *line;
    gboolean (*matches)(const Item *item);
} ModelFilter;

static gboolean
is_of_owner(const Item *item)
{
    return strcmp(item->owner, "甲") == 0;
}

static gboolean
is_not_of_owner(const Item *item)
{
    return !is_of_owner(item);
}

static gboolean
is_completed(const Item *item)
{
    return item->done;
}

static gboolean
is_overdue(const Item *item)
{
    return item->late && !item->done;
}

static gboolean
is_step(const Item *item)
{
    return item->place.step_no > 0;
}

static gboolean
is_nothing(const Item *item)
{
    return FALSE;
}

static const ModelFilter model_filters[] = {
    {"", NULL},
    {"owner:甲", is_of_owner},
    {"-owner:甲", is_not_of_owner},
    {"progress:completed", is_completed},
    {"+overdue", is_overdue},
    {"任务", is_step},
    {"火星", is_nothing},
};

/* Whether `under` is the item itself or a part of it. */
static gboolean
is_under(const LedgerPlace *under, const LedgerPlace *over)
{
    return under->problem_key == over->problem_key &&
           (over->measure_no == 0 || (under->measure_no == over->measure_no &&
                                      (over->step_no == 0 || under->step_no == over->step_no)));
}

static gboolean
is_shown(const Model *model, const Item *item, const ModelFilter *filter)
{
    for (guint i = 0; filter->matches != NULL && i < model->items->len; i++) {
        const Item *part = &g_array_index(model->items, Item, i);
        if (part->place.entity == ENTITY_TASK && is_under(&part->place, &item->place) &&
            filter->matches(part))
            return TRUE;
    }
    return filter->matches == NULL;
}

static gboolean
is_folded_away(LedgerQuery *query, const LedgerPlace *place)
{
    LedgerPlace problem = *place, measure = *place;
    problem.measure_no = problem.step_no = measure.step_no = 0;
    return (place->measure_no > 0 && ledger_query_is_folded(query, &problem)) ||
           (place->step_no > 0 && ledger_query_is_folded(query, &measure));
}

static void
append_place(GString *text, const LedgerPlace *place)
{
    g_string_append_printf(text, "%d/%d/%d.%d.%d=%d%s ", place->year, (int)place->unit_id,
                           place->problem_no, place->measure_no, place->step_no, (int)place->key,
                           place->match ? "" : "~");
}

static char *
expected(const Model *model, LedgerQuery *query, LedgerScope scope, const ModelFilter *filter)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < model->items->len; i++) {
        const Item *item = &g_array_index(model->items, Item, i);
        LedgerPlace place = item->place;
        if ((scope.year != 0 && place.year != scope.year) ||
            (scope.unit_id != 0 && place.unit_id != scope.unit_id) ||
            is_folded_away(query, &place) || !is_shown(model, item, filter))
            continue;
        place.match =
            filter->matches == NULL || (place.entity == ENTITY_TASK && filter->matches(item));
        append_place(text, &place);
    }
    return g_string_free(text, FALSE);
}

/* ── What is shown ────────────────────────────────────────────────────────────────────────── */

/* All windows of that size from one end to the other, put together in the outline's order. */
static char *
walked(LedgerQuery *query, guint size, int direction)
{
    GString *text = g_string_new(NULL);
    LedgerPlace from;
    for (gboolean first = TRUE;; first = FALSE) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GArray) window =
            ledger_query_window(query, first ? NULL : &from, direction, size, &error);
        ck_assert_msg(window != NULL, "%s", error == NULL ? "" : error->message);
        ck_assert_uint_le(window->len, size);
        g_autoptr(GString) part = g_string_new(NULL);
        for (guint i = 0; i < window->len; i++)
            append_place(part, &g_array_index(window, LedgerPlace, i));
        g_string_insert(text, direction > 0 ? -1 : 0, part->str);
        if (window->len < size)
            return g_string_free(text, FALSE);
        from = g_array_index(window, LedgerPlace, direction > 0 ? window->len - 1 : 0);
    }
}

static void
fold_at_random(const Model *model, LedgerQuery *query, GRand *random)
{
    ledger_query_fold_all(query, g_rand_boolean(random));
    for (int i = g_rand_int_range(random, 0, 8); i > 0 && model->items->len > 0; i--) {
        LedgerPlace place = g_array_index(model->items, Item,
                                          g_rand_int_range(random, 0, (gint32)model->items->len))
                                .place;
        gboolean folded = g_rand_boolean(random);
        if (place.step_no > 0)
            continue;
        ledger_query_fold(query, &place, folded);
        ck_assert_int_eq(ledger_query_is_folded(query, &place), folded);
    }
}

static void
compare(const Model *model, GRand *random, const ModelFilter *filter, gboolean folds)
{
    static const guint sizes[] = {1, 3, 7, 500};
    const LedgerScope scope = {g_rand_boolean(random) ? 2024 : 0, g_rand_int_range(random, 0, 3)};
    g_autoptr(LedgerQuery) query = ledger_query_new(model->ledger);
    ledger_query_scope(query, scope);
    ck_assert(ledger_query_filter_line(query, filter->line, NULL));
    if (folds)
        fold_at_random(model, query, random);
    g_autofree char *wanted = expected(model, query, scope, filter);
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int direction = -1; direction <= 1; direction += 2) {
            g_autofree char *found = walked(query, sizes[i], direction);
            ck_assert_msg(strcmp(found, wanted) == 0, "\"%s\", windows of %u, %d:\n%s\nwanted\n%s",
                          filter->line, sizes[i], direction, found, wanted);
        }
}

START_TEST(windows_are_the_outline)
{
    for (guint32 seed = 1; seed <= 4; seed++) {
        g_auto(Model) model = model_new(seed);
        g_autoptr(GRand) random = g_rand_new_with_seed(seed);
        for (gsize i = 0; i < G_N_ELEMENTS(model_filters); i++) {
            compare(&model, random, &model_filters[i], FALSE);
            compare(&model, random, &model_filters[i], TRUE);
        }
    }
}
END_TEST

START_TEST(places_are_found_again)
{
    g_auto(Model) model = model_new(5);
    for (guint i = 0; i < model.items->len; i++) {
        const Item *item = &g_array_index(model.items, Item, i);
        LedgerPlace place;
        g_autoptr(GString) found = g_string_new(NULL), wanted = g_string_new(NULL);
        ck_assert(
            ledger_place_find(model.ledger, item->place.entity, item->place.key, &place, NULL));
        append_place(found, &place);
        append_place(wanted, &item->place);
        ck_assert_str_eq(found->str, wanted->str);
    }
    LedgerPlace place;
    g_autoptr(GError) error = NULL;
    ck_assert(!ledger_place_find(model.ledger, ENTITY_TASK, 9999, &place, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND));
}
END_TEST

START_TEST(empty_ledger_has_an_empty_outline)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(GArray) forwards = ledger_query_window(query, NULL, 1, 24, NULL),
                      backwards = ledger_query_window(query, NULL, -1, 24, NULL);
    ck_assert_uint_eq(forwards->len, 0);
    ck_assert_uint_eq(backwards->len, 0);
}
END_TEST

/* The place from which one looks on may have gone meanwhile. */
START_TEST(window_goes_on_from_a_place_that_is_gone)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    const LedgerScope scope = {2024, small_ledger_unit(ledger)};
    small_ledger_problem(ledger, scope, "一");
    gint64 gone = small_ledger_problem(ledger, scope, "二");
    LedgerPlace place;
    g_autofree char *told = NULL;
    ck_assert(ledger_place_find(ledger, ENTITY_PROBLEM, gone, &place, NULL));
    ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(GArray) before = ledger_query_window(query, &place, -1, 5, NULL),
                      after = ledger_query_window(query, &place, 1, 5, NULL);
    ck_assert_uint_eq(before->len, 1);
    ck_assert_uint_eq(after->len, 0);
}
END_TEST

static Suite *
outline_suite(void)
{
    Suite *suite = suite_create("outline");
    TCase *windows = tcase_create("windows");
    tcase_set_timeout(windows, 120);
    tcase_add_test(windows, windows_are_the_outline);
    tcase_add_test(windows, places_are_found_again);
    tcase_add_test(windows, empty_ledger_has_an_empty_outline);
    tcase_add_test(windows, window_goes_on_from_a_place_that_is_gone);
    suite_add_tcase(suite, windows);
    return suite;
}

ZHENGGAI_TESTS(outline_suite())
