/* An edited report again: its items find the rows that they were stored as. */
#include <string.h>

#include "again.h"
#include "zhenggai/text.h"

/* Below this two texts are not the same item, however lonely they are. */
static const double alike_enough = 0.5;
/* Being under the same problem or measure, and at the same place, decides between likes. */
static const double bonus_for_parent = 0.2, bonus_for_number = 0.05;

static void
piece_free(Piece *piece)
{
    g_free(piece->text);
    g_free(piece);
}

static Piece *
piece_add(GPtrArray *pieces, LedgerEntity entity, Piece *parent, const char *text, guint no)
{
    Piece *piece = g_new0(Piece, 1);
    *piece =
        (Piece){.entity = entity, .parent = parent, .text = g_strdup(text), .no = no, .was = no};
    g_ptr_array_add(pieces, piece);
    return piece;
}

/* ── The new text ─────────────────────────────────────────────────────────────────────────── */

static void
news_add_items(Again *again, LedgerEntity entity, Piece *parent, const GPtrArray *items)
{
    for (guint i = 0; items != NULL && i < items->len; i++) {
        const IntakeItem *item = items->pdata[i];
        Piece *piece = piece_add(again->news, entity, parent, item->text, item->n);
        piece->item = item;
        if (item->parts != NULL)
            news_add_items(again, entity, piece, item->parts);
    }
}

static void
news_collect(Again *again)
{
    const IntakeDraft *draft = again->storing->draft;
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = draft->problems->pdata[i];
        Piece *piece = piece_add(again->news, ENTITY_PROBLEM, NULL, problem->text, problem->n);
        piece->problem = problem;
        news_add_items(again, ENTITY_CAUSE, piece, problem->causes);
        news_add_items(again, ENTITY_TASK, piece, problem->measures);
    }
    if (draft->unpaired_causes->len + draft->unpaired_measures->len > 0) {
        Piece *unlinked = piece_add(again->news, ENTITY_PROBLEM, NULL, "", 0);
        news_add_items(again, ENTITY_CAUSE, unlinked, draft->unpaired_causes);
        news_add_items(again, ENTITY_TASK, unlinked, draft->unpaired_measures);
    }
    news_add_items(again, ENTITY_PLAN, NULL, draft->plans);
}

/* ── The ledger's rows ────────────────────────────────────────────────────────────────────── */

static Piece *
rows_add(Again *again, LedgerEntity entity, Piece *parent, gint64 key, gint64 no, GError **error)
{
    static const struct {
        LedgerField text, place;
    } fields[ENTITY_COUNT] = {
        [ENTITY_PROBLEM] = {FIELD_PROBLEM_text, FIELD_PROBLEM_place_end},
        [ENTITY_CAUSE] = {FIELD_CAUSE_text, FIELD_CAUSE_place_end},
        [ENTITY_TASK] = {FIELD_TASK_text, FIELD_TASK_place_end},
        [ENTITY_PLAN] = {FIELD_PLAN_text, FIELD_PLAN_place_end},
    };
    LedgerFields wanted = ledger_fields_of(fields[entity].text, fields[entity].place, FIELD_NONE);
    g_autoptr(LedgerRow) row =
        ledger_row_load(ledger_change_ledger(again->storing->change), entity, key, &wanted, error);
    if (row == NULL)
        return NULL;
    Piece *piece =
        piece_add(again->rows, entity, parent, ledger_row_get(row, fields[entity].text), (guint)no);
    piece->key = key;
    piece->printed = ledger_row_get(row, fields[entity].place) != NULL;
    return piece;
}

static gboolean
rows_add_list(Again *again, LedgerEntity entity, Piece *parent, gint64 above, LedgerField number,
              GError **error)
{
    Ledger *ledger = ledger_change_ledger(again->storing->change);
    g_autoptr(GError) failure = NULL;
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, entity, above, error);
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        if (rows_add(again, entity, parent, ledger_row_key(row), ledger_row_number(row, number),
                     error) == NULL)
            return FALSE;
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* The outline gives problems, measures and steps in order, so that a parent is there already. */
static gboolean
rows_collect(Again *again, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger_change_ledger(again->storing->change));
    ledger_query_scope(query, again->storing->scope);
    g_autoptr(GArray) places = ledger_query_window(query, NULL, 1, G_MAXUINT, error);
    Piece *problem = NULL, *measure = NULL, *added = NULL;
    for (guint i = 0; places != NULL && i < places->len; i++) {
        const LedgerPlace *place = &g_array_index(places, LedgerPlace, i);
        if (place->entity == ENTITY_PROBLEM)
            added = problem =
                rows_add(again, ENTITY_PROBLEM, NULL, place->key, place->problem_no, error);
        else if (place->step_no == 0)
            added = measure =
                rows_add(again, ENTITY_TASK, problem, place->key, place->measure_no, error);
        else
            added = rows_add(again, ENTITY_TASK, measure, place->key, place->step_no, error);
        if (added == NULL ||
            (place->entity == ENTITY_PROBLEM &&
             !rows_add_list(again, ENTITY_CAUSE, problem, place->key, FIELD_CAUSE_no, error)))
            return FALSE;
    }
    return places != NULL &&
           rows_add_list(again, ENTITY_PLAN, NULL, again->storing->report, FIELD_PLAN_no, error);
}

/* ── Matching ─────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    Piece *row, *new;
    double score;
} Pair;

static int
pair_compare(gconstpointer a, gconstpointer b)
{
    double first = ((const Pair *)a)->score, second = ((const Pair *)b)->score;
    return (first < second) - (first > second);
}

static void
match_consider(GArray *pairs, Piece *row, Piece *new)
{
    double likeness = strcmp(row->text, new->text) == 0 ? 1 : text_similarity(row->text, new->text);
    if (likeness < alike_enough)
        return;
    Pair pair = {row, new, likeness};
    if (row->parent != NULL && row->parent->twin == new->parent)
        pair.score += bonus_for_parent;
    if (row->no == new->no)
        pair.score += bonus_for_number;
    g_array_append_val(pairs, pair);
}

/* The likest first; each item is taken once. */
static void
match_level(Again *again, LedgerEntity entity, gboolean step)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    for (guint i = 0; i < again->rows->len; i++)
        for (guint j = 0; j < again->news->len; j++)
            if (piece_is_at(again->rows->pdata[i], entity, step) &&
                piece_is_at(again->news->pdata[j], entity, step))
                match_consider(pairs, again->rows->pdata[i], again->news->pdata[j]);
    g_array_sort(pairs, pair_compare);
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        if (pair->row->twin != NULL || pair->new->twin != NULL)
            continue;
        pair->row->twin = pair->new;
        pair->new->twin = pair->row;
    }
}

/* Problem 0 has no words to be matched by. */
static void
match_unlinked(Again *again)
{
    for (guint i = 0; i < again->rows->len; i++)
        for (guint j = 0; j < again->news->len; j++) {
            Piece *row = again->rows->pdata[i], *new = again->news->pdata[j];
            if (row->entity == ENTITY_PROBLEM && new->entity == ENTITY_PROBLEM && row->no == 0 &&
                new->no == 0) {
                row->twin = new;
                new->twin = row;
            }
        }
}

/* ── Places ───────────────────────────────────────────────────────────────────────────────── */

/* What an item of the new text is in the ledger: its row, or itself where it has none yet. */
static Piece *
piece_bearer(Piece *new)
{
    return new == NULL || new->twin == NULL ? new : new->twin;
}

static guint
place_last(const Again *again, LedgerEntity entity, const Piece *home)
{
    guint last = 0;
    for (guint i = 0; i < again->placed->len; i++) {
        const Piece *piece = again->placed->pdata[i];
        if (piece->entity == entity && piece->home == home)
            last = MAX(last, piece->no);
    }
    return last;
}

/* What the new text has takes its places; everything else follows where it is, in its old order. */
static void
place_all(Again *again)
{
    for (guint i = 0; i < again->news->len; i++) {
        Piece *new = again->news->pdata[i], *bearer = piece_bearer(new);
        bearer->home = piece_bearer(new->parent);
        bearer->no = new->no;
        g_ptr_array_add(again->placed, bearer);
    }
    for (guint i = 0; i < again->rows->len; i++) {
        Piece *row = again->rows->pdata[i];
        if (row->twin != NULL)
            continue;
        row->home = row->parent;
        if (row->entity != ENTITY_PROBLEM || row->no > 0)
            row->no = place_last(again, row->entity, row->home) + 1;
        g_ptr_array_add(again->placed, row);
    }
}

static void
again_match(Again *again)
{
    match_unlinked(again);
    match_level(again, ENTITY_PROBLEM, FALSE);
    match_level(again, ENTITY_CAUSE, FALSE);
    match_level(again, ENTITY_TASK, FALSE);
    match_level(again, ENTITY_TASK, TRUE);
    match_level(again, ENTITY_PLAN, FALSE);
}

gboolean
storing_again(Storing *storing, GError **error)
{
    Again again = {storing, g_ptr_array_new_with_free_func((GDestroyNotify)piece_free),
                   g_ptr_array_new_with_free_func((GDestroyNotify)piece_free), g_ptr_array_new()};
    gboolean done = rows_collect(&again, error);
    if (done) {
        news_collect(&again);
        again_match(&again);
        place_all(&again);
        done = again_write(&again, error);
    }
    g_ptr_array_unref(again.placed);
    g_ptr_array_unref(again.rows);
    g_ptr_array_unref(again.news);
    return done;
}
