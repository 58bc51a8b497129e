/* Hostile bytes as a returned sheet: they are read and merged, or refused; a trial changes nothing.
 */
#include "zhenggai/merge.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* A small ledger, once. */
static Ledger *
ledger_of_the_run(void)
{
    static Ledger *ledger;
    const LedgerWorld world = {.today = "2024-12-01", .operator= "王五" };
    gint64 unit, problem, measure, step;
    if (ledger != NULL)
        return ledger;
    ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    LedgerChange *change = ledger_change_begin(ledger, ACTION_ADD, NULL, NULL);
    g_assert_true(ledger_unit_ensure(change, "张官营镇人民政府", "张官营镇", &unit, NULL));
    g_assert_true(
        ledger_problem_add(change, (LedgerScope){2024, unit}, "执法不规范", &problem, NULL));
    g_assert_true(ledger_measure_add(change, problem, "组织专题培训", &measure, NULL));
    g_assert_true(ledger_step_add(change, measure, "编印学法手册", &step, NULL));
    g_assert_true(ledger_change_commit(change, FALSE, NULL));
    return ledger;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    Ledger *ledger = ledger_of_the_run();
    g_autoptr(Sheet) sheet = sheet_parse((const char *)data, size, "fuzz", NULL, NULL);
    if (sheet == NULL)
        return 0;
    for (guint i = 0; i < sheet->rows->len; i++)
        g_assert_cmpuint(((SheetRow *)sheet->rows->pdata[i])->count, <=, sheet->columns->len);
    g_autoptr(GError) error = NULL;
    guint changes = 0;
    g_autoptr(Merge) merge = merge_new(ledger, sheet, &error);
    g_assert_no_error(error);
    merge_decide_all(merge, MERGE_THEIRS);
    if (!merge_apply(merge, TRUE, &changes, &error))
        g_assert_true(error->domain == LEDGER_ERROR);
    return 0;
}
