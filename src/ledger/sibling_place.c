/* Numbers of problems, causes, measures, steps and plans: each once in its place. */
#include <string.h>

#include "sibling.h"
#include "zhenggai/text.h"

typedef enum { PROBLEMS, CAUSES, PLANS, MEASURES, STEPS, LEVELS } Level;

/* Where the rows of a level stand: ?1 what they hang on, ?2 what else (the year, the measure). */
static const struct {
    LedgerField field;
    const char *table, *parent, *second;
    const char *among; /* further rows that a number is taken by */
} levels[LEVELS] = {
    [PROBLEMS] = {FIELD_PROBLEM_no, "problem", "unit_id", "year", "TRUE"},
    [CAUSES] = {FIELD_CAUSE_no, "cause", "problem_id", "0", "TRUE"},
    [PLANS] = {FIELD_PLAN_no, "plan", "report_id", "0", "TRUE"},
    [MEASURES] = {FIELD_TASK_measure_no, "task", "problem_id", "0", "step_no = 0"},
    [STEPS] = {FIELD_TASK_step_no, "task", "problem_id", "measure_no", "step_no > 0"},
};

typedef struct {
    Level level;
    gint64 parent, second, number;
} Place;

static Level
level_of(const LedgerSiblingRow *row)
{
    switch (row->entity) {
    case ENTITY_PROBLEM:
        return PROBLEMS;
    case ENTITY_CAUSE:
        return CAUSES;
    case ENTITY_PLAN:
        return PLANS;
    default:
        return row->measure == NULL ? MEASURES : STEPS;
    }
}

/* Who stands at a place: *key 0: nobody. */
static gboolean
find_occupant(LedgerChange *change, const Place *place, gint64 *key, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT id FROM %s WHERE %s = ?1 AND %s = ?2 AND %s = ?3 AND %s",
        levels[place->level].table, levels[place->level].parent, levels[place->level].second,
        ledger_field_info(levels[place->level].field)->name, levels[place->level].among);
    return store_number(ledger_change_ledger(change)->store, key, 0, error, sql, "iii",
                        place->parent, place->second, place->number);
}

static gboolean
find_next(LedgerChange *change, const Place *place, gint64 *number, GError **error)
{
    const char *column = ledger_field_info(levels[place->level].field)->name;
    g_autofree char *sql = g_strdup_printf(
        "SELECT coalesce(max(%s), 0) + 1 FROM %s WHERE %s = ?1 AND %s = ?2", column,
        levels[place->level].table, levels[place->level].parent, levels[place->level].second);
    return store_number(ledger_change_ledger(change)->store, number, 1, error, sql, "ii",
                        place->parent, place->second);
}

static gboolean
find_place(LedgerChange *change, gint64 key, Place *place, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s, %s, %s FROM %s WHERE id = ?1",
                                           levels[place->level].parent, levels[place->level].second,
                                           ledger_field_info(levels[place->level].field)->name,
                                           levels[place->level].table);
    g_autoptr(StoreStatement) statement =
        store_query(ledger_change_ledger(change)->store, error, sql, "i", key);
    if (statement == NULL)
        return FALSE;
    if (store_step(statement, error))
        *place = (Place){place->level, store_integer(statement, 0), store_integer(statement, 1),
                         store_integer(statement, 2)};
    return !store_failed(statement);
}

/* ── Added rows ───────────────────────────────────────────────────────────────────────────── */

gboolean
sibling_place_new(LedgerSibling *sibling, LedgerChange *change, const LedgerSiblingRow *row,
                  gint64 parent, gint64 second, gint64 wanted, gint64 *number, GError **error)
{
    Place place = {level_of(row), parent, second, wanted};
    gint64 occupant = 0;
    *number = wanted;
    if (!find_occupant(change, &place, &occupant, error))
        return FALSE;
    return occupant == 0 || find_next(change, &place, number, error);
}

/* ── Rows that got another number there ───────────────────────────────────────────────────── */

typedef struct {
    LedgerSiblingRow *row;
    gint64 wanted;
    Level level;
    gboolean aside; /* it was put at the end once, so that another can have its number */
} Moving;

static GArray *
find_moving(const LedgerSibling *sibling)
{
    GArray *moving = g_array_new(FALSE, FALSE, sizeof(Moving));
    for (guint i = 0; i < sibling->rows->len; i++) {
        LedgerSiblingRow *row = sibling->rows->pdata[i];
        for (guint c = 0; row->kind == SIBLING_CHANGED && c < row->cells->len; c++) {
            const LedgerSiblingCell *cell = row->cells->pdata[c];
            Moving one = {row, 0, level_of(row), FALSE};
            if (!sibling_is_place(cell->field) || cell->choice != SIBLING_TAKE ||
                cell->theirs == NULL)
                continue;
            one.level = cell->field == FIELD_TASK_step_no ? STEPS : one.level;
            one.wanted = g_ascii_strtoll(cell->theirs, NULL, 10);
            g_array_append_val(moving, one);
        }
    }
    return moving;
}

/* A measure takes its steps along. */
static gboolean
move_to(LedgerChange *change, const Moving *moving, const Place *from, gint64 number,
        GError **error)
{
    LedgerField field = levels[moving->level].field;
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
    if (moving->level != MEASURES)
        return ledger_change_set(change, moving->row->entity, moving->row->key, 0, field, digits,
                                 error);
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(StoreStatement) tasks =
        store_query(ledger_change_ledger(change)->store, error,
                    "SELECT id FROM task WHERE problem_id = ?1 AND measure_no = ?2", "ii",
                    from->parent, from->number);
    while (tasks != NULL && store_step(tasks, error)) {
        gint64 key = store_integer(tasks, 0);
        g_array_append_val(keys, key);
    }
    if (tasks == NULL || store_failed(tasks))
        return FALSE;
    for (guint i = 0; i < keys->len; i++)
        if (!ledger_change_set(change, ENTITY_TASK, g_array_index(keys, gint64, i), 0, field,
                               digits, error))
            return FALSE;
    return TRUE;
}

static gboolean
is_moving(const GArray *moving, gint64 key)
{
    for (guint i = 0; i < moving->len; i++)
        if (g_array_index(moving, Moving, i).row->key == key)
            return TRUE;
    return FALSE;
}

/* *moved: whether the row is where it is to be; or, with `aside`, whether it gave way. */
static gboolean
move_one(LedgerChange *change, const GArray *all, Moving *moving, gboolean aside, gboolean *moved,
         GError **error)
{
    Place from = {.level = moving->level};
    gint64 occupant = 0, end = 0;
    *moved = FALSE;
    if (!find_place(change, moving->row->key, &from, error))
        return FALSE;
    Place to = {from.level, from.parent, from.second, moving->wanted};
    if (!find_occupant(change, &to, &occupant, error))
        return FALSE;
    if (!aside) {
        *moved = occupant == 0 || occupant == moving->row->key;
        return !*moved || move_to(change, moving, &from, moving->wanted, error);
    }
    if (moving->aside || !is_moving(all, occupant))
        return TRUE;
    *moved = moving->aside = TRUE;
    return find_next(change, &from, &end, error) && move_to(change, moving, &from, end, error);
}

/* Those whose place is free first; where they stand in each other's way, one gives way. What
 * another row holds for good is left. */
gboolean
sibling_move(LedgerSibling *sibling, LedgerChange *change, GError **error)
{
    g_autoptr(GArray) moving = find_moving(sibling);
    gboolean aside = FALSE, going = moving->len > 0;
    while (going) {
        gboolean moved = FALSE;
        for (guint i = 0; i < moving->len && !moved; i++) {
            Moving *one = &g_array_index(moving, Moving, i);
            if (!move_one(change, moving, one, aside, &moved, error))
                return FALSE;
            if (moved && !aside)
                g_array_remove_index(moving, i);
        }
        going = moved || !aside;
        aside = !moved;
    }
    return TRUE;
}
