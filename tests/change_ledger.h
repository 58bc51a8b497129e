/* The ledger that the tests of writing share: 张官营镇 2024 with a problem, its measure and two
 * steps, in memory. */
#pragma once

#include <string.h>

#include "ledger_file.h"

static Ledger *ledger;
static LedgerScope scope;
static gint64 problem, measure, first_step, second_step;

static inline void
set_up(void)
{
    ledger = small_ledger_new("2024-12-01");
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
}

static inline void
holds(LedgerEntity entity, gint64 key, LedgerField field, const char *value)
{
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, entity, key, NULL, NULL);
    ck_assert_ptr_nonnull(row);
    ck_assert_pstr_eq(ledger_row_get(row, field), value);
}

static inline void
task_holds(gint64 task, LedgerField field, const char *value)
{
    holds(ENTITY_TASK, task, field, value);
}

static inline guint
count_rows(LedgerEntity entity, gint64 parent)
{
    guint count = 0;
    g_autoptr(LedgerRows) rows = ledger_rows_of(ledger, entity, parent, NULL);
    while (ledger_rows_next(rows, NULL) != NULL)
        count++;
    return count;
}

/* ledger_set() on rows in one change set that is then committed; what it answered. */
static inline gboolean
set_targets(const LedgerTarget *targets, guint count, LedgerField field, const char *value,
            const char *reason, GError **error)
{
    const LedgerAssignment assignment = {field, value};
    g_autoptr(LedgerChange) change = small_ledger_begin(ledger, ACTION_SET);
    return ledger_set(change, targets, count, &assignment, 1, reason, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

static inline void
refuses(LedgerEntity entity, gint64 key, LedgerField field, const char *value, LedgerError code)
{
    const LedgerTarget target = {entity, key, 0};
    g_autoptr(GError) error = NULL;
    ck_assert(!set_targets(&target, 1, field, value, NULL, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%s", error->message);
}

static inline void
set(gint64 task, LedgerField field, const char *value)
{
    small_ledger_set(ledger, task, field, value, NULL);
}
