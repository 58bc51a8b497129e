/* A ledger on the disk for the tests of the procedure: 张官营镇 2024 with a problem, its measure
 * and two steps, and what leads a task to its closure. */
#pragma once

#include <string.h>

#include "ledger_file.h"

static LedgerFile file;
static Ledger *ledger;
static LedgerScope scope;
static gint64 problem, measure, first_step, second_step;

static inline void
set_up(void)
{
    file = ledger_file_new();
    ledger = ledger_file_open(&file, LEDGER_OPEN_CREATE);
    scope = (LedgerScope){2024, small_ledger_unit(ledger)};
    problem = small_ledger_problem(ledger, scope, "部分执法人员法治意识不强");
    measure = small_ledger_measure(ledger, problem, "加强执法人员培训");
    first_step = small_ledger_step(ledger, measure, "每季度开展一次专题学习");
    second_step = small_ledger_step(ledger, measure, "年底前完成全员轮训");
}

/* Whatever a test did, the ledger is in order after it. */
static inline void
tear_down(void)
{
    ledger_file_healthy(ledger);
    ledger_close(ledger);
    ledger_file_clear(&file);
}

static inline void
task_holds(gint64 task, LedgerField field, const char *value)
{
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, task, NULL, NULL);
    ck_assert_ptr_nonnull(row);
    ck_assert_pstr_eq(ledger_row_get(row, field), value);
}

static inline void
set(gint64 task, LedgerField field, const char *value)
{
    small_ledger_set(ledger, task, field, value, NULL);
}

static inline gint64
prove(gint64 task, const char *text)
{
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ATTACH);
    gint64 key = ledger_file_prove(&file, change, task, text);
    small_ledger_end(change, TRUE);
    return key;
}

static inline gboolean
try_move(LedgerMove move, gint64 task, LedgerReview review, GError **error)
{
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ledger_closure_action(move));
    return ledger_closure_move(change, move, &target, 1, &review, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

static inline void
move_task(LedgerMove move, gint64 task, LedgerReview review)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(try_move(move, task, review, &error), "%s", error == NULL ? "" : error->message);
}

/* The move is refused by a rule, and the message names each of the words, closed by NULL. */
static inline void G_GNUC_NULL_TERMINATED
move_lacks(LedgerMove move, gint64 task, LedgerReview review, ...)
{
    g_autoptr(GError) error = NULL;
    va_list words;
    ck_assert(!try_move(move, task, review, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_RULE), "%s", error->message);
    va_start(words, review);
    for (const char *word; (word = va_arg(words, const char *)) != NULL;)
        ck_assert_msg(strstr(error->message, word) != NULL, "no \"%s\" in: %s", word,
                      error->message);
    va_end(words);
}

/* The measure and its steps done, with result and evidence. */
static inline void
finish(void)
{
    set(first_step, FIELD_TASK_progress, "completed");
    set(second_step, FIELD_TASK_progress, "completed");
    set(measure, FIELD_TASK_progress, "completed");
    set(measure, FIELD_TASK_result, "执法人员全部轮训一遍");
    prove(measure, "42人签到");
}
