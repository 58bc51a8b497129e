/* Writing the ledger: change sets, undo, redo, history.
 *
 * There is one way to write. A change set is one action of a person: it runs in one transaction,
 * writes the journal as it goes, and is taken back or done again as a whole, also by another
 * program run. A failed change set leaves the ledger as it was.
 */
#pragma once

#include "zhenggai/action.h"
#include "zhenggai/query.h"

/* ── A change set ─────────────────────────────────────────────────────────────────────────── */

typedef struct LedgerChange LedgerChange;

/* Begins a change set for `action`; `reason` (or NULL) goes into the journal. Waits for another
 * writer for some seconds, then LEDGER_ERROR_BUSY; LEDGER_ERROR_READONLY. */
LedgerChange *ledger_change_begin(Ledger *ledger, LedgerAction action, const char *reason,
                                  GError **error);

/* Writes one field. NULL empties it. The same value again is no change. The value must be valid
 * for the field's type (ledger_value_parse makes it so). `revision` > 0: the row must still have
 * it, else LEDGER_ERROR_CONFLICT. LEDGER_ERROR_NOT_FOUND, _STORAGE. */
gboolean ledger_change_set(LedgerChange *change, LedgerEntity entity, gint64 key, gint64 revision,
                           LedgerField field, const char *value, GError **error);

/* A field and its value, for a new row. */
typedef struct {
    LedgerField field;
    const char *value; /* NULL: unknown */
} LedgerAssignment;

/* A number as an assignment's value, for the length of a block. */
typedef struct {
    char text[24];
} LedgerDigits;

LedgerDigits ledger_digits(gint64 number);

/* Adds a row with the given fields; its UUID is made here if it is not among them. */
gboolean ledger_change_insert(LedgerChange *change, LedgerEntity entity,
                              const LedgerAssignment *assignments, guint count, gint64 *key,
                              GError **error);

/* Keeps the text of a report under its SHA-256 (it stays there if the import is undone). */
gboolean ledger_change_keep_text(LedgerChange *change, const char *sha256, const char *text,
                                 GError **error);

/* Marks the place for an attempt / takes back what was written since the mark, after a rule forbade
 * it. Marks do not nest; a new one takes the place of the former. LEDGER_ERROR_STORAGE. */
gboolean ledger_change_mark(LedgerChange *change, GError **error);
gboolean ledger_change_back(LedgerChange *change, GError **error);

/* The ledger that is being changed; reading it sees what was written so far. */
Ledger *ledger_change_ledger(const LedgerChange *change);

/* How many rows were added and fields written so far. */
guint ledger_change_count(const LedgerChange *change);

/* Commits; without any change nothing is written, not even to the journal. Frees `change` in any
 * case. With `dry` everything is taken back instead. LEDGER_ERROR_STORAGE. */
gboolean ledger_change_commit(LedgerChange *change, gboolean dry, GError **error);
/* Takes everything back and frees. */
void ledger_change_cancel(LedgerChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerChange, ledger_change_cancel)

/* ── What people do ───────────────────────────────────────────────────────────────────────── */

/* What a person typed as the value of a field: dates by ledger_date_parse, labels of either
 * language, "none"/"无"/"" for empty, 50% for 50. The stored form is the caller's; *value NULL:
 * empty. LEDGER_ERROR_USAGE says what was found and what is wanted. */
gboolean ledger_value_parse(Ledger *ledger, LedgerField field, const char *typed, char **value,
                            GError **error);

/* A day as ledger_date_parse() takes it, or in working days: 5个工作日内, +5wd. The caller owns it.
 */
char *ledger_day_parse(Ledger *ledger, const char *words, GError **error);

/* One row that is to be changed. */
typedef struct {
    LedgerEntity entity;
    gint64 key;
    gint64 revision; /* as it was when shown; 0: whatever it is now */
} LedgerTarget;

/* Sets parsed values on rows, with what follows from them by the rules of PRODUCT.md:
 *   due        the first one is kept as first_due; moving it needs a reason and is an extension
 *   progress   completed: percent becomes 100 and done, if empty, today; away from it: done empties
 *   percent    above 0 while planned: progress becomes active
 *   a step     a planned measure begins with its first step; a completed one is active again when
 *              a step is, and cannot be completed before its steps are (or are dropped)
 *   closure    progress stays while closure is asked for, granted, or the task is dropped
 *   a person   an alias becomes the name; a name that the directory does not have is added to it
 *   a department  an alias becomes the name
 * All targets or none. LEDGER_ERROR_USAGE where a row does not have the field or people may not
 * edit it, _RULE, _CONFLICT, _NOT_FOUND. */
gboolean ledger_set(LedgerChange *change, const LedgerTarget *targets, guint count,
                    const LedgerAssignment *assignments, guint n_assignments, const char *reason,
                    GError **error);

/* Adds a progress note to a task; a planned task becomes active. LEDGER_ERROR_USAGE if it is
 * empty or not valid UTF-8. */
gboolean ledger_note_add(LedgerChange *change, gint64 task, const char *text, GError **error);

/* ── Closure: what the reviewer grants ────────────────────────────────────────────────────── */

/* A move of a task along the closure. Which closures it starts from, where it leads and what it
 * needs stands in one table (src/ledger/closure.c). */
typedef enum {
    MOVE_REQUEST, /* open, returned → requested: needs completed, steps and all, the day it was
                     done, a result, a piece of evidence (its own or, for a measure, a step's) */
    MOVE_CLOSE,   /* requested → closed: a reviewer who is not the owner */
    MOVE_RETURN,  /* requested → returned: a reviewer, an opinion; the work is active again */
    MOVE_DROP,    /* anything but closed → dropped: a reason */
    MOVE_REOPEN,  /* closed, dropped → open: a reason; completed work is active again */
    MOVE_PASS,    /* look-back (“回头看”) passed: a reviewer who is not the owner */
    MOVE_FAIL,    /* look-back failed, closed → open: also an opinion; the work is active again */
    MOVE_COUNT
} LedgerMove;

/* Who decided what, when. */
typedef struct {
    const char *reviewer;    /* of close, return, pass, fail; NULL otherwise: the operator */
    const char *day;         /* ISO day of the decision, not later than today; NULL: today */
    const char *opinion;     /* the reviewer's words; the reason of drop and reopen; or NULL */
    const char *lookback_on; /* close: ISO day of the look-back, NULL: none */
} LedgerReview;

/* Moves measures and steps, all or none. Each becomes a REVIEW row. A measure takes with it those
 * of its steps that can go along; they need nothing of their own. Passing a look-back sets the next
 * one where the task has an interval. LEDGER_ERROR_RULE lists everything that is missing, of every
 * target, at once; _USAGE for a target that is no task, _CONFLICT, _NOT_FOUND. */
gboolean ledger_closure_move(LedgerChange *change, LedgerMove move, const LedgerTarget *targets,
                             guint count, const LedgerReview *review, GError **error);

/* Whether a task whose closure is that can be moved so, what it needs apart: for menus. */
gboolean ledger_closure_is_possible(LedgerMove move, const char *closure);
/* The action that stands for a move in the journal, and the DECISION value of its REVIEW row. */
LedgerAction ledger_closure_action(LedgerMove move);
const char *ledger_closure_decision(LedgerMove move);

/* Issues a supervision slip (督办单) to each of the tasks. `level` a SLIP value, `reply_by` an ISO
 * day or NULL. LEDGER_ERROR_USAGE without words or for a target that is no task. */
gboolean ledger_slip_issue(LedgerChange *change, const LedgerTarget *targets, guint count,
                           const char *level, const char *reply_by, const char *text,
                           GError **error);
/* Replies to the task's oldest slip that has no reply. `day` NULL: today. LEDGER_ERROR_NOT_FOUND if
 * there is none, _USAGE without words. */
gboolean ledger_slip_reply(LedgerChange *change, gint64 task, const char *day, const char *text,
                           GError **error);

/* ── People ───────────────────────────────────────────────────────────────────────────────── */

/* The key of the person or department (entity) of that name, added to the directory if need be. */
gboolean ledger_directory_ensure(LedgerChange *change, LedgerEntity entity, const char *name,
                                 gint64 *key, GError **error);
/* Sets what else they are called; names separated by 、 or NULL. LEDGER_ERROR_RULE names an alias
 * that somebody else of the directory has. */
gboolean ledger_directory_alias(LedgerChange *change, LedgerEntity entity, gint64 key,
                                const char *aliases, GError **error);
/* Hands everything that is not struck off or dropped over from one person to another, as owner and
 * as lead; with `everything` also that. *tasks: how many. LEDGER_ERROR_NOT_FOUND if `from` has
 * nothing, _USAGE if both are the same. */
gboolean ledger_hand_over(LedgerChange *change, const char *from, const char *to,
                          gboolean everything, guint *tasks, GError **error);

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

/* Adds by hand, numbered after the last of its kind: a problem to a year and unit, a cause or
 * measure to a problem, a step to a measure. */
gboolean ledger_problem_add(LedgerChange *change, LedgerScope scope, const char *text, gint64 *key,
                            GError **error);
gboolean ledger_cause_add(LedgerChange *change, gint64 problem, const char *text, gint64 *key,
                          GError **error);
gboolean ledger_measure_add(LedgerChange *change, gint64 problem, const char *text, gint64 *key,
                            GError **error);
gboolean ledger_step_add(LedgerChange *change, gint64 measure, const char *text, gint64 *key,
                         GError **error);

/* The key of the unit of that name, added if need be. `short_name` NULL: the name. */
gboolean ledger_unit_ensure(LedgerChange *change, const char *name, const char *short_name,
                            gint64 *key, GError **error);

/* The key of problem 0 of a unit and year, which holds what is linked to no problem; added if need
 * be. */
gboolean ledger_problem_unlinked(LedgerChange *change, LedgerScope scope, gint64 *key,
                                 GError **error);

/* Makes a plan a task of `year` (0: the year after its report), as a measure of that year's problem
 * 0. LEDGER_ERROR_RULE if it was accepted before. */
gboolean ledger_plan_accept(LedgerChange *change, gint64 plan, int year, gint64 *task,
                            GError **error);

/* ── Undo, redo, history ──────────────────────────────────────────────────────────────────── */

/* Takes back the newest action that is not taken back yet / does the last undone one again. The
 * inverse is applied only if the fields still hold what the action wrote, else
 * LEDGER_ERROR_CONFLICT says which do not. *told is one sentence on what was taken back or done
 * again, the caller's. LEDGER_ERROR_NOT_FOUND if there is nothing. */
gboolean ledger_undo(Ledger *ledger, gboolean dry, char **told, GError **error);
gboolean ledger_redo(Ledger *ledger, gboolean dry, char **told, GError **error);

/* One action in the journal. */
typedef struct {
    gint64 id;
    char *at; /* ISO 8601 with offset */
    char *by;
    LedgerAction action;
    char *reason;  /* or NULL */
    gint64 target; /* of undo and redo: the action taken back or done again; else 0 */
    gboolean undone;
    guint changes; /* rows added and fields written */
    char *summary; /* "责任人 1.1: — → 李四", in the current language; counts where they are many */
} LedgerAct;

void ledger_act_free(LedgerAct *act);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerAct, ledger_act_free)

/* One change within an action. */
typedef struct {
    LedgerEntity entity;
    gint64 key;
    LedgerField field; /* FIELD_NONE: the row was added or, by undo, removed */
    char *address;     /* "1.1", or the entity's name where it has none */
    char *from, *to;   /* stored values; for an added row `to`, for a removed one `from` is its text
                          or "", the other is NULL */
} LedgerTrace;

void ledger_trace_free(LedgerTrace *trace);

/* Actions, newest first: those that touched the row (key 0: all), since the ISO day (NULL: ever),
 * before the action `before` (0: the newest), at most `limit` (0: all). GPtrArray of LedgerAct. */
GPtrArray *ledger_history(Ledger *ledger, LedgerEntity entity, gint64 key, const char *since,
                          gint64 before, guint limit, GError **error);
/* The changes of one action in their order: GPtrArray of LedgerTrace. */
GPtrArray *ledger_history_changes(Ledger *ledger, gint64 act, GError **error);
