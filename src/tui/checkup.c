#include "checkup.h"

#include "choose.h"
#include "find.h"
#include "prompt.h"
#include "work.h"
#include "zhenggai/carry.h"
#include "zhenggai/intake.h"
#include "zhenggai/lint.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Rectification on paper only ──────────────────────────────────────────────────────────── */

static GPtrArray *
checkup_findings(App *app, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(app->ledger);
    ledger_query_scope(query, app->scope);
    g_autoptr(GPtrArray) findings = intake_lint(app->ledger, app->scope, FALSE, error);
    GPtrArray *rows = findings == NULL ? NULL : ledger_lint(query, FALSE, error);
    if (rows == NULL)
        return NULL;
    g_ptr_array_extend_and_steal(findings, rows);
    return g_steal_pointer(&findings);
}

static void
checkup_waive(App *app, const LedgerFinding *finding)
{
    GError *error = NULL;
    const LedgerTarget target = {finding->entity, finding->key, 0};
    PromptSpec spec = {.label = _("reason"),
                       .hint = _("why it may stand; it stays in the history"),
                       .needed = TRUE};
    g_autofree char *reason = prompt_ask(app, &spec);
    if (reason == NULL)
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_WAIVE, reason, &error);
    if (change == NULL || !ledger_lint_waive(change, finding->rule, &target, 1, reason, &error) ||
        !ledger_change_commit(g_steal_pointer(&change), FALSE, &error)) {
        work_fail(app, error);
        return;
    }
    app_refresh(app);
    app_tell(app, _("%s: let stand — u takes it back"), finding->address);
}

/* What is done about a finding: going there, or letting it stand. */
static void
checkup_act(App *app, const LedgerFinding *finding)
{
    g_autofree char *title = g_strdup_printf("%s  %s", finding->address, finding->reason);
    ChooseSpec spec = {.title = title, .choices = choose_array_new(), .value = 'g'};
    LedgerPlace place;
    int chosen;
    if (finding->entity != ENTITY_REPORT)
        choose_add(spec.choices, 'g', "g", _("go there"), NULL, NULL);
    if (!ledger_is_readonly(app->ledger))
        choose_add(spec.choices, 'w', "w", _("let it stand, with a reason"), NULL,
                   _(ledger_action_info(ACTION_WAIVE)->help));
    if (!choose_run(app, &spec, &chosen))
        return;
    if (chosen == 'w')
        checkup_waive(app, finding);
    else if (ledger_place_find(app->ledger, finding->entity, finding->key, &place, NULL))
        find_place(app, &place);
}

static void
checkup_lint(App *app)
{
    GError *error = NULL;
    int chosen = 0;
    g_autoptr(GPtrArray) findings = checkup_findings(app, &error);
    if (findings == NULL) {
        app_fail(app, error);
        return;
    }
    if (findings->len == 0) {
        app_tell(app, "%s", _("nothing looks like rectification on paper only"));
        return;
    }
    ChooseSpec spec = {.title = _(ledger_action_info(ACTION_LINT)->label),
                       .choices = choose_array_new(),
                       .intro = _("A reviewer looks for these first; none of them proves "
                                  "anything. Enter goes there or lets one stand."),
                       .typed = TRUE};
    for (guint i = 0; i < findings->len; i++) {
        const LedgerFinding *finding = findings->pdata[i];
        const LedgerLintRule *rule = ledger_lint_rule_find(finding->rule);
        /* All of them are of the year and unit that is shown. */
        const char *slash = strrchr(finding->address, '/');
        g_autofree char *line = g_strdup_printf(
            "%-7s %s", slash == NULL ? finding->address : slash + 1, finding->reason);
        g_autofree char *visible = text_visible_line(line);
        choose_add(spec.choices, (int)i, NULL, visible, finding->rule,
                   rule == NULL ? NULL : _(rule->label));
    }
    if (choose_run(app, &spec, &chosen))
        checkup_act(app, findings->pdata[chosen]);
}

/* ── Problems that came back ──────────────────────────────────────────────────────────────── */

static void
checkup_add_measures(App *app, Page *page, gint64 problem)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(app->ledger, ENTITY_TASK, problem, NULL);
    const LedgerRow *row;
    while (rows != NULL && (row = ledger_rows_next(rows, NULL)) != NULL) {
        const char *result = ledger_row_get(row, FIELD_TASK_result);
        if (strcmp(ledger_row_get(row, FIELD_TASK_kind_of), "measure") != 0)
            continue;
        g_autofree char *progress =
            ledger_value_display(FIELD_TASK_progress, ledger_row_get(row, FIELD_TASK_progress));
        g_autofree char *closure =
            ledger_value_display(FIELD_TASK_closure, ledger_row_get(row, FIELD_TASK_closure));
        g_autofree char *line =
            g_strdup_printf("%s  %s [%s, %s]%s%s", ledger_row_get(row, FIELD_TASK_id),
                            ledger_row_get(row, FIELD_TASK_text), progress, closure,
                            result == NULL ? "" : " ", result == NULL ? "" : result);
        page_add(page, list_style(row), 4, line);
    }
}

static gboolean
checkup_add_problem(App *app, Page *page, gint64 problem, double likeness, GError **error)
{
    g_autoptr(LedgerRow) row = ledger_row_load(app->ledger, ENTITY_PROBLEM, problem, NULL, error);
    if (row == NULL)
        return FALSE;
    g_autofree char *line = g_strdup_printf("%s/%s  %s", ledger_row_get(row, FIELD_PROBLEM_year),
                                            ledger_row_get(row, FIELD_PROBLEM_id),
                                            ledger_row_get(row, FIELD_PROBLEM_text));
    g_autofree char *likely = g_strdup_printf("%.0f%%  %s", 100 * likeness, line);
    if (likeness == 0)
        page_add_heading(page, line);
    else
        page_add(page, STYLE_NORMAL, 2, likely);
    return TRUE;
}

static gboolean
checkup_fill_compare(App *app, AppPage *shown, int columns, GError **error)
{
    gint64 last = 0;
    g_autoptr(GArray) relapses = ledger_relapses(app->ledger, app->scope, RELAPSE_LIKENESS, error);
    if (relapses == NULL)
        return FALSE;
    page_clear(shown->page);
    if (relapses->len == 0) {
        g_autofree char *none = g_strdup_printf(
            _("no problem of %d reads like one of an earlier year"), app->scope.year);
        page_add(shown->page, STYLE_NORMAL, 0, none);
    }
    for (guint i = 0; i < relapses->len; i++) {
        const LedgerRelapse *relapse = &g_array_index(relapses, LedgerRelapse, i);
        if (relapse->now != last && !checkup_add_problem(app, shown->page, relapse->now, 0, error))
            return FALSE;
        last = relapse->now;
        if (!checkup_add_problem(app, shown->page, relapse->before, relapse->likeness, error))
            return FALSE;
        checkup_add_measures(app, shown->page, relapse->before);
    }
    return TRUE;
}

static void
checkup_compare(App *app)
{
    GError *error = NULL;
    AppPage *page = app_page_new(_(ledger_action_info(ACTION_COMPARE)->label));
    page->fill = checkup_fill_compare;
    if (checkup_fill_compare(app, page, canvas_columns(app->canvas), &error)) {
        app_push_page(app, page);
        return;
    }
    app_page_free(page);
    app_fail(app, error);
}

gboolean
checkup_run(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_LINT:
        checkup_lint(app);
        return TRUE;
    case ACTION_COMPARE:
        checkup_compare(app);
        return TRUE;
    default:
        return FALSE;
    }
}
