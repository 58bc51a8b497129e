/* A ledger in memory, built the way a person builds it. Everything here must succeed. */
#pragma once

#include <check.h>

#include "zhenggai/change.h"

static inline Ledger *
small_ledger_new(const char *today)
{
    const LedgerWorld world = {.today = today, .operator= "王五" };
    Ledger *ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    ck_assert_ptr_nonnull(ledger);
    return ledger;
}

static inline LedgerChange *
small_ledger_begin(Ledger *ledger, LedgerAction action)
{
    LedgerChange *change = ledger_change_begin(ledger, action, NULL, NULL);
    ck_assert_ptr_nonnull(change);
    return change;
}

static inline void
small_ledger_end(LedgerChange *change, gboolean done)
{
    ck_assert(done);
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

/* 张官营镇, which every ledger here is about. */
static inline gint64
small_ledger_unit(Ledger *ledger)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change,
                     ledger_unit_ensure(change, "张官营镇人民政府", "张官营镇", &key, NULL));
    return key;
}

static inline gint64
small_ledger_problem(Ledger *ledger, LedgerScope scope, const char *text)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    small_ledger_end(change, ledger_problem_add(change, scope, text, &key, NULL));
    return key;
}

static inline void
small_ledger_cause(Ledger *ledger, gint64 problem, const char *text)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    small_ledger_end(change, ledger_cause_add(change, problem, text, &key, NULL));
}

static inline gint64
small_ledger_measure(Ledger *ledger, gint64 problem, const char *text)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    small_ledger_end(change, ledger_measure_add(change, problem, text, &key, NULL));
    return key;
}

static inline gint64
small_ledger_step(Ledger *ledger, gint64 measure, const char *text)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_ADD);
    small_ledger_end(change, ledger_step_add(change, measure, text, &key, NULL));
    return key;
}

static inline void
small_ledger_note(Ledger *ledger, gint64 task, const char *text)
{
    LedgerChange *change = small_ledger_begin(ledger, ACTION_NOTE);
    small_ledger_end(change, ledger_note_add(change, task, text, NULL));
}

/* Sets a field with what follows from it; `reason` where a rule wants one. */
static inline void
small_ledger_set(Ledger *ledger, gint64 task, LedgerField field, const char *value,
                 const char *reason)
{
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    const LedgerAssignment assignment = {field, value};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    small_ledger_end(change, ledger_set(change, &target, 1, &assignment, 1, reason, NULL));
}
