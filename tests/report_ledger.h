/* A report imported by one change set, and steps back and forth that must succeed. */
#pragma once

#include "small_ledger.h"

/* A report with everything in it, in one change set. */
static inline void
report_ledger_import(Ledger *ledger)
{
    gint64 unit, report, problem, measure, step, cause, plan;
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "全文", -1);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    ck_assert(ledger_unit_ensure(change, "张官营镇人民政府", "张官营镇", &unit, NULL));
    ck_assert(ledger_change_keep_text(change, sha256, "全文", NULL));
    g_autofree char *unit_key = g_strdup_printf("%d", (int)unit);
    const LedgerAssignment head[] = {{FIELD_REPORT_unit_id, unit_key},
                                     {FIELD_REPORT_year, "2024"},
                                     {FIELD_REPORT_sha256, sha256}};
    ck_assert(ledger_change_insert(change, ENTITY_REPORT, head, G_N_ELEMENTS(head), &report, NULL));
    for (int i = 0; i < 4; i++) {
        ck_assert(ledger_problem_add(change, (LedgerScope){2024, unit}, "问题", &problem, NULL));
        ck_assert(ledger_cause_add(change, problem, "原因", &cause, NULL));
        ck_assert(ledger_measure_add(change, problem, "措施", &measure, NULL));
        ck_assert(ledger_step_add(change, measure, "任务", &step, NULL));
        ck_assert(ledger_note_add(change, step, "报告称已完成", NULL));
    }
    g_autofree char *report_key = g_strdup_printf("%d", (int)report);
    const LedgerAssignment arranged[] = {
        {FIELD_PLAN_report_id, report_key}, {FIELD_PLAN_no, "1"}, {FIELD_PLAN_text, "下一年安排"}};
    ck_assert(
        ledger_change_insert(change, ENTITY_PLAN, arranged, G_N_ELEMENTS(arranged), &plan, NULL));
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

static inline void
report_ledger_undo(Ledger *ledger)
{
    g_autofree char *told = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(ledger_undo(ledger, FALSE, &told, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert_ptr_nonnull(told);
}

static inline void
report_ledger_redo(Ledger *ledger)
{
    g_autofree char *told = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(ledger_redo(ledger, FALSE, &told, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert_ptr_nonnull(told);
}
