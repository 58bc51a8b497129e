/* Closure: what the doer asks for and the reviewer grants (PRODUCT.md; DOMAIN.md 2.4). */
#include <string.h>

#include "private.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

/* The closures of fields.def, as a set. */
enum { OPEN = 1 << 0, REQUESTED = 1 << 1, RETURNED = 1 << 2, CLOSED = 1 << 3, DROPPED = 1 << 4 };

/* What a move needs, as a set. */
enum {
    NEED_COMPLETED = 1 << 0,
    NEED_STEPS = 1 << 1,
    NEED_DONE = 1 << 2,
    NEED_RESULT = 1 << 3,
    NEED_EVIDENCE = 1 << 4,
    NEED_REVIEWER = 1 << 5,
    NEED_OPINION = 1 << 6,
    NEED_REASON = 1 << 7,
    NEED_DAY = 1 << 8
};

typedef struct {
    LedgerAction action;
    const char *label;    /* msgid: what is done, as a noun */
    const char *decision; /* of the REVIEW row */
    guint from;           /* closures that it starts from */
    const char *to;       /* the closure that it leads to; NULL: it stays */
    guint needs;
    gboolean restarts; /* completed work is active again */
} ClosureRule;

static const ClosureRule rules[MOVE_COUNT] = {
    [MOVE_REQUEST] = {ACTION_REQUEST, N_("asking for closure"), "requested", OPEN | RETURNED,
                      "requested",
                      NEED_COMPLETED | NEED_STEPS | NEED_DONE | NEED_RESULT | NEED_EVIDENCE |
                          NEED_DAY,
                      FALSE},
    [MOVE_CLOSE] = {ACTION_CLOSE, N_("closing"), "closed", REQUESTED, "closed",
                    NEED_REVIEWER | NEED_DAY, FALSE},
    [MOVE_RETURN] = {ACTION_RETURN, N_("returning"), "returned", REQUESTED, "returned",
                     NEED_REVIEWER | NEED_OPINION | NEED_DAY, TRUE},
    [MOVE_DROP] = {ACTION_DROP, N_("dropping"), "dropped", OPEN | REQUESTED | RETURNED, "dropped",
                   NEED_REASON | NEED_DAY, FALSE},
    [MOVE_REOPEN] = {ACTION_REOPEN, N_("reopening"), "reopened", CLOSED | DROPPED, "open",
                     NEED_REASON | NEED_DAY, TRUE},
    [MOVE_PASS] = {ACTION_LOOK_BACK, N_("the look-back"), "passed", OPEN | RETURNED | CLOSED, NULL,
                   NEED_REVIEWER | NEED_DAY, FALSE},
    [MOVE_FAIL] = {ACTION_LOOK_BACK, N_("the look-back"), "failed", OPEN | CLOSED, "open",
                   NEED_REVIEWER | NEED_OPINION | NEED_DAY, TRUE},
};

/* A task that is to be moved. */
typedef struct {
    gint64 key;
    gboolean follows; /* goes along with its measure */
    gboolean step;
    char *closure, *progress, *done, *result, *owner;
    gboolean evidence, steps_open;
    gint64 interval; /* of its look-backs, in months; 0: none */
    gint64 problem, measure_no;
} Moving;

/* The whole move. */
typedef struct {
    LedgerChange *change;
    const ClosureRule *rule;
    LedgerMove move;
    LedgerReview review; /* reviewer and day filled in */
} Closure;

static void
moving_free(Moving *moving)
{
    g_free(moving->closure);
    g_free(moving->progress);
    g_free(moving->done);
    g_free(moving->result);
    g_free(moving->owner);
    g_free(moving);
}

LedgerAction
ledger_closure_action(LedgerMove move)
{
    return rules[move].action;
}

const char *
ledger_closure_decision(LedgerMove move)
{
    return rules[move].decision;
}

gboolean
ledger_closure_is_possible(LedgerMove move, const char *closure)
{
    for (guint i = 0; i < ledger_value_count(TYPE_CLOSURE); i++)
        if (strcmp(ledger_value_info(TYPE_CLOSURE, i)->name, closure) == 0)
            return (rules[move].from & 1U << i) != 0;
    return FALSE;
}

/* ── What is missing ──────────────────────────────────────────────────────────────────────── */

static gboolean
is_completed(const Closure *closure, const Moving *moving)
{
    return strcmp(moving->progress, "completed") == 0;
}

static gboolean
has_no_open_step(const Closure *closure, const Moving *moving)
{
    return !moving->steps_open;
}

static gboolean
has_done(const Closure *closure, const Moving *moving)
{
    return moving->done != NULL;
}

static gboolean
has_result(const Closure *closure, const Moving *moving)
{
    return !ledger_text_is_blank(moving->result);
}

static gboolean
has_evidence(const Closure *closure, const Moving *moving)
{
    return moving->evidence;
}

static gboolean
has_reviewer(const Closure *closure, const Moving *moving)
{
    return !ledger_text_is_blank(closure->review.reviewer);
}

/* 谁验收、谁负责: who does the work does not close it. */
static gboolean
has_other_reviewer(const Closure *closure, const Moving *moving)
{
    return g_strcmp0(closure->review.reviewer, moving->owner) != 0 || moving->owner == NULL;
}

static gboolean
has_words(const Closure *closure, const Moving *moving)
{
    return !ledger_text_is_blank(closure->review.opinion);
}

static gboolean
has_day(const Closure *closure, const Moving *moving)
{
    return ledger_date_is_iso(closure->review.day) &&
           strcmp(closure->review.day, closure->change->ledger->today) <= 0;
}

static const struct {
    guint need;
    gboolean (*met)(const Closure *closure, const Moving *moving);
    const char *what; /* msgid: what is wanted */
} needs[] = {
    {NEED_COMPLETED, is_completed, N_("progress \"completed\"")},
    {NEED_STEPS, has_no_open_step, N_("every step completed or dropped")},
    {NEED_DONE, has_done, N_("the day it was done")},
    {NEED_RESULT, has_result, N_("the result")},
    {NEED_EVIDENCE, has_evidence, N_("a piece of evidence")},
    {NEED_REVIEWER, has_reviewer, N_("a reviewer")},
    {NEED_REVIEWER, has_other_reviewer, N_("a reviewer other than the owner")},
    {NEED_OPINION, has_words, N_("an opinion")},
    {NEED_REASON, has_words, N_("a reason")},
    {NEED_DAY, has_day, N_("a day that is not in the future")},
};

static void
closure_append_state(GString *missing, const Closure *closure, const Moving *moving)
{
    g_autofree char *now = ledger_value_display(FIELD_TASK_closure, moving->closure);
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (guint i = 0; i < ledger_value_count(TYPE_CLOSURE); i++)
        if (closure->rule->from & 1U << i)
            g_string_append_printf(wanted, "%s%s", wanted->len > 0 ? _(" or ") : "",
                                   _(ledger_value_info(TYPE_CLOSURE, i)->label));
    g_string_append_printf(missing, _("closure \"%s\" (it is \"%s\")"), wanted->str, now);
}

/* Everything that is missing of one task, after what was said of the ones before. */
static void
closure_append_missing(GString *message, const Closure *closure, const Moving *moving)
{
    g_autoptr(GString) missing = g_string_new(NULL);
    if (!ledger_closure_is_possible(closure->move, moving->closure))
        closure_append_state(missing, closure, moving);
    for (gsize i = 0; i < G_N_ELEMENTS(needs); i++)
        if ((closure->rule->needs & needs[i].need) && !needs[i].met(closure, moving))
            g_string_append_printf(missing, "%s%s", missing->len > 0 ? _(", ") : "",
                                   _(needs[i].what));
    if (missing->len == 0)
        return;
    g_autofree char *address =
        ledger_row_address(closure->change->ledger, ENTITY_TASK, moving->key);
    g_string_append_printf(message, _("%s%s: %s still needs: %s"), message->len > 0 ? _("; ") : "",
                           address, _(closure->rule->label), missing->str);
}

static gboolean
closure_refuse(const Closure *closure, const GPtrArray *all, GError **error)
{
    g_autoptr(GString) message = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++)
        if (!((const Moving *)all->pdata[i])->follows)
            closure_append_missing(message, closure, all->pdata[i]);
    if (message->len > 0)
        g_set_error_literal(error, LEDGER_ERROR, LEDGER_ERROR_RULE, message->str);
    return message->len > 0;
}

/* ── Which tasks ──────────────────────────────────────────────────────────────────────────── */

static const char moving_sql[] =
    "SELECT t.id, t.step_no > 0, t.closure, t.progress, t.done, t.result, "
    "coalesce(t.owner, m.owner), "
    "EXISTS (SELECT 1 FROM task s JOIN evidence e ON e.task_id = s.id "
    " WHERE s.problem_id = t.problem_id AND s.measure_no = t.measure_no "
    " AND (t.step_no = 0 OR s.id = t.id)), "
    "t.step_no = 0 AND EXISTS (SELECT 1 FROM task s WHERE s.problem_id = t.problem_id "
    " AND s.measure_no = t.measure_no AND s.progress <> 'completed' AND s.closure <> 'dropped' "
    " AND s.step_no > 0), "
    "coalesce(t.lookback_every, 0), t.problem_id, t.measure_no "
    "FROM task t LEFT JOIN task m ON m.problem_id = t.problem_id AND m.measure_no = t.measure_no "
    "AND m.step_no = 0 WHERE ";

static Moving *
moving_read(StoreStatement *statement)
{
    Moving *moving = g_new0(Moving, 1);
    *moving = (Moving){.key = store_integer(statement, 0),
                       .step = store_integer(statement, 1) != 0,
                       .closure = g_strdup(store_text(statement, 2)),
                       .progress = g_strdup(store_text(statement, 3)),
                       .done = g_strdup(store_text(statement, 4)),
                       .result = g_strdup(store_text(statement, 5)),
                       .owner = g_strdup(store_text(statement, 6)),
                       .evidence = store_integer(statement, 7) != 0,
                       .steps_open = store_integer(statement, 8) != 0,
                       .interval = store_integer(statement, 9),
                       .problem = store_integer(statement, 10),
                       .measure_no = store_integer(statement, 11)};
    return moving;
}

/* The tasks that `where` tells, into `all`, each once; a step that is there already, and whose
 * measure comes, follows it from now on. */
static gboolean
closure_gather(const Closure *closure, const char *where, gint64 first, gint64 second,
               gboolean follows, GHashTable *known, GPtrArray *all, GError **error)
{
    g_autofree char *sql = g_strconcat(moving_sql, where, NULL);
    g_autoptr(StoreStatement) statement =
        store_query(closure->change->ledger->store, error, sql, "ii", first, second);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        gint64 key = store_integer(statement, 0);
        Moving *moving = g_hash_table_lookup(known, &key);
        if (moving == NULL) {
            moving = moving_read(statement);
            g_ptr_array_add(all, moving);
            g_hash_table_insert(known, &moving->key, moving);
        }
        moving->follows = moving->follows || follows;
    }
    return !store_failed(statement);
}

/* The targets and the steps of those that are measures. */
static GPtrArray *
closure_tasks(const Closure *closure, const LedgerTarget *targets, guint count, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)moving_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < count; i++) {
        if (targets[i].entity != ENTITY_TASK) {
            g_autofree char *address =
                ledger_row_address(closure->change->ledger, targets[i].entity, targets[i].key);
            g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                        _("%s is a %s; wanted is a measure or step, e.g. 1.1"),
                        address == NULL ? "" : address, _(ledger_entity_label(targets[i].entity)));
            return NULL;
        }
        if (!ledger_target_check(closure->change, &targets[i], error) ||
            !closure_gather(closure, "t.id = ?1 AND ?2 = 0", targets[i].key, 0, FALSE, known, all,
                            error))
            return NULL;
    }
    guint asked = all->len;
    for (guint i = 0; i < asked; i++) {
        const Moving *moving = all->pdata[i];
        if (!moving->step &&
            !closure_gather(closure, "t.problem_id = ?1 AND t.measure_no = ?2 AND t.step_no > 0",
                            moving->problem, moving->measure_no, TRUE, known, all, error))
            return NULL;
    }
    return g_steal_pointer(&all);
}

/* ── Moving ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
closure_write(const Closure *closure, const Moving *moving, LedgerField field, const char *value,
              GError **error)
{
    return ledger_change_set(closure->change, ENTITY_TASK, moving->key, 0, field, value, error);
}

static gboolean
closure_record(const Closure *closure, const Moving *moving, GError **error)
{
    g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, moving->key);
    g_autofree char *now = ledger_now(closure->change->ledger);
    const char *opinion = closure->review.opinion;
    const LedgerAssignment row[] = {
        {FIELD_REVIEW_task_id, task}, {FIELD_REVIEW_at, now},
        {FIELD_REVIEW_by, closure->change->ledger->operator},
         {FIELD_REVIEW_reviewer, closure->review.reviewer},
         {FIELD_REVIEW_day, closure->review.day},
         {FIELD_REVIEW_decision, closure->rule->decision},
         {FIELD_REVIEW_opinion, ledger_text_is_blank(opinion) ? NULL : opinion}};
    gint64 key;
    return ledger_change_insert(closure->change, ENTITY_REVIEW, row, G_N_ELEMENTS(row), &key,
                                error);
}

/* When it is looked at next: as closing says; with an interval, so many months after the last look;
 * what was only to be looked at after its closing, and is open again, no more. */
static gboolean
closure_lookback(const Closure *closure, const Moving *moving, GError **error)
{
    g_autofree char *next = NULL;
    if (moving->follows ||
        (closure->move != MOVE_CLOSE && closure->rule->to != NULL && moving->interval > 0))
        return TRUE;
    if (closure->move == MOVE_CLOSE)
        next = g_strdup(closure->review.lookback_on);
    else if (closure->move == MOVE_PASS && moving->interval > 0) {
        g_autofree char *ahead = g_strdup_printf("+%dm", (int)moving->interval);
        next = ledger_date_parse(ahead, closure->review.day, NULL);
    }
    return closure_write(closure, moving, FIELD_TASK_lookback_on, next, error);
}

static gboolean
closure_restart(const Closure *closure, const Moving *moving, GError **error)
{
    if (!closure->rule->restarts || moving->follows || strcmp(moving->progress, "completed") != 0)
        return TRUE;
    return closure_write(closure, moving, FIELD_TASK_progress, "active", error) &&
           closure_write(closure, moving, FIELD_TASK_done, NULL, error);
}

static gboolean
closure_move_one(const Closure *closure, const Moving *moving, GError **error)
{
    if (moving->follows && !ledger_closure_is_possible(closure->move, moving->closure))
        return TRUE;
    return closure_record(closure, moving, error) &&
           (closure->rule->to == NULL ||
            closure_write(closure, moving, FIELD_TASK_closure, closure->rule->to, error)) &&
           closure_restart(closure, moving, error) && closure_lookback(closure, moving, error);
}

gboolean
ledger_closure_move(LedgerChange *change, LedgerMove move, const LedgerTarget *targets, guint count,
                    const LedgerReview *review, GError **error)
{
    Closure closure = {change, &rules[move], move, *review};
    if (review->day == NULL)
        closure.review.day = change->ledger->today;
    if ((rules[move].needs & NEED_REVIEWER) == 0)
        closure.review.reviewer = change->ledger->operator;
    if (!ledger_text_check(review->reviewer, error) || !ledger_text_check(review->opinion, error))
        return FALSE;
    g_autofree char *reviewer =
        closure.review.reviewer == NULL
            ? NULL
            : ledger_name_resolve(change->ledger, TYPE_NAME, closure.review.reviewer);
    closure.review.reviewer = reviewer;
    g_autoptr(GPtrArray) all = closure_tasks(&closure, targets, count, error);
    if (all == NULL || closure_refuse(&closure, all, error))
        return FALSE;
    for (guint i = 0; i < all->len; i++)
        if (!closure_move_one(&closure, all->pdata[i], error))
            return FALSE;
    return TRUE;
}
