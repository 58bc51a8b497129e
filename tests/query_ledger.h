/* The ledger that the tests of reading share: six tasks, each with its letter as remark. */
#pragma once

#include <string.h>

#include "ledger_file.h"

static Ledger *ledger;
static gint64 unit, other;
static gint64 keys[128]; /* of the task with that letter */

static inline LedgerScope
scope_of(int year, gint64 unit_id)
{
    return (LedgerScope){year, unit_id};
}

/* Fields as "name=value" words for one task; its letter goes into the remark. */
static inline void
mark(char letter, gint64 task, const char *fields)
{
    const char remark[] = {letter, '\0'};
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    g_auto(GStrv) words = g_strsplit(fields, " ", 0);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_SET);
    const LedgerAssignment name = {FIELD_TASK_remark, remark};
    ck_assert(ledger_set(change, &target, 1, &name, 1, NULL, NULL));
    for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
        g_auto(GStrv) pair = g_strsplit(words[i], "=", 2);
        const LedgerAssignment assignment = {ledger_field_find(ENTITY_TASK, pair[0]), pair[1]};
        ck_assert(ledger_set(change, &target, 1, &assignment, 1, NULL, NULL));
    }
    small_ledger_end(change, TRUE);
    keys[(guchar)letter] = task;
}

static inline gint64
add_other_unit(void)
{
    gint64 key = 0;
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    small_ledger_end(change, ledger_unit_ensure(change, "某镇人民政府", "某镇", &key, NULL));
    return key;
}

/* The tasks p (张官营镇 2023), a, b, c, d (张官营镇 2024), q (某镇 2024): in this order. */
static inline void
set_up(void)
{
    ledger = small_ledger_new("2024-12-01");
    unit = small_ledger_unit(ledger);
    gint64 first = small_ledger_problem(ledger, scope_of(2024, unit), "执法培训不足");
    small_ledger_cause(ledger, first, "学习不够系统");
    gint64 measure = small_ledger_measure(ledger, first, "加强培训");
    mark('a', measure,
         "owner=李四 lead=赵六 department=司法所 due=2024-11-30 progress=active percent=40 "
         "kind=phased");
    mark('b', small_ledger_step(ledger, measure, "专题讲座"), "");
    small_ledger_note(ledger, keys['b'], "12月3日办班，42人参加");
    mark('c', small_ledger_step(ledger, measure, "全员轮训"), "due=2024-12-05");
    gint64 second = small_ledger_problem(ledger, scope_of(2024, unit), "宣传不深入");
    mark('d', small_ledger_measure(ledger, second, "普法宣传100%_落实"),
         "owner=王五 progress=completed");
    other = add_other_unit();
    gint64 third = small_ledger_problem(ledger, scope_of(2024, other), "台账不规范");
    mark('q', small_ledger_measure(ledger, third, "两 词措施"),
         "owner=李四 due=2025-06-30 result=It's\\\"done\"");
    gint64 past = small_ledger_problem(ledger, scope_of(2023, unit), "旧问题");
    mark('p', small_ledger_measure(ledger, past, "旧措施"), "due=2023-12-31 progress=substantial");
}

static inline void
tear_down(void)
{
    ledger_file_healthy(ledger);
    ledger_close(ledger);
}
