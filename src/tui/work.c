#include "work.h"

#include "choose.h"
#include "closing.h"
#include "proof.h"
#include "prompt.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Targets ──────────────────────────────────────────────────────────────────────────────── */

char *
work_subject(App *app, const GArray *targets)
{
    if (targets->len > 1)
        return g_strdup_printf(text_translate_plural("%u task", "%u tasks", targets->len),
                               targets->len);
    g_autoptr(LedgerRow) row = ledger_row_load(
        app->ledger, ENTITY_TASK, g_array_index(targets, LedgerTarget, 0).key, NULL, NULL);
    return g_strdup(row == NULL ? "" : ledger_row_get(row, FIELD_TASK_id));
}

/* The field's value, if all targets share it; the caller owns it. */
static char *
work_shared_value(App *app, const GArray *targets, LedgerField field)
{
    LedgerFields fields = ledger_fields_of(field, FIELD_NONE);
    g_autofree char *shared = NULL;
    for (guint i = 0; i < targets->len; i++) {
        g_autoptr(LedgerRow) row = ledger_row_load(
            app->ledger, ENTITY_TASK, g_array_index(targets, LedgerTarget, i).key, &fields, NULL);
        const char *value = row == NULL ? NULL : ledger_row_get(row, field);
        if (i > 0 && g_strcmp0(shared, value) != 0)
            return NULL;
        if (i == 0)
            shared = g_strdup(value);
    }
    return g_steal_pointer(&shared);
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

void
work_fail(App *app, GError *error)
{
    if (g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT))
        app_refresh(app);
    app_fail(app, error);
}

static char *
work_ask_reason(App *app)
{
    PromptSpec spec = {
        .label = _("reason for moving the deadline"),
        .hint =
            _("it stays in the history, and the first deadline is kept; Esc leaves all as it was"),
        .needed = TRUE};
    return prompt_ask(app, &spec);
}

gboolean
work_reason(App *app, const LedgerTarget *targets, guint count, const GArray *assignments,
            char **reason)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_due, FIELD_NONE);
    const LedgerAssignment *due = NULL;
    for (guint i = 0; i < assignments->len; i++)
        if (g_array_index(assignments, LedgerAssignment, i).field == FIELD_TASK_due)
            due = &g_array_index(assignments, LedgerAssignment, i);
    for (guint i = 0; due != NULL && i < count; i++) {
        g_autoptr(LedgerRow) row =
            ledger_row_load(app->ledger, ENTITY_TASK, targets[i].key, &fields, NULL);
        const char *old = row == NULL ? NULL : ledger_row_get(row, FIELD_TASK_due);
        if (old == NULL || g_strcmp0(old, due->value) == 0)
            continue;
        *reason = work_ask_reason(app);
        if (*reason == NULL)
            app_tell(app, "%s", _("the deadline was not moved: a reason is needed"));
        return *reason != NULL;
    }
    return TRUE;
}

/* What `.` does again. */
static void
work_remember(App *app, LedgerAction action, LedgerField field, const char *value)
{
    char *kept = g_strdup(value);
    g_free(app->last.value);
    app->last = (AppLast){TRUE, action, field, kept};
}

/* Sets one field of the targets to a parsed value, as one step of undo. */
static void
work_set(App *app, LedgerAction action, const GArray *targets, LedgerField field, const char *value)
{
    GError *error = NULL;
    g_autofree char *reason = NULL;
    const LedgerAssignment assignment = {field, value};
    g_autoptr(GArray) assignments = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    g_array_append_val(assignments, assignment);
    const LedgerTarget *rows = (const LedgerTarget *)(gpointer)targets->data;
    if (!work_reason(app, rows, targets->len, assignments, &reason))
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, action, reason, &error);
    if (change == NULL || !ledger_set(change, rows, targets->len, &assignment, 1, reason, &error)) {
        work_fail(app, error);
        return;
    }
    guint changes = ledger_change_count(change);
    work_remember(app, action, field, value);
    if (!ledger_change_commit(g_steal_pointer(&change), FALSE, &error)) {
        work_fail(app, error);
        return;
    }
    g_autofree char *subject = work_subject(app, targets);
    g_autofree char *shown = ledger_value_display(field, value);
    list_unmark_all(app->list);
    app_refresh(app);
    if (changes == 0)
        app_tell(app, "%s", _("nothing changed: it was so already"));
    else
        app_tell(app, _("%s of %s: %s — u takes it back"), _(ledger_field_info(field)->label),
                 subject, shown == NULL ? _("none") : shown);
}

/* ── Owner, deadline ──────────────────────────────────────────────────────────────────────── */

static void
work_ask_field(App *app, LedgerAction action, LedgerField field, const char *hint, gboolean keep)
{
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *subject = work_subject(app, targets);
    g_autofree char *label =
        g_strdup_printf(_("%s of %s"), _(ledger_field_info(field)->label), subject);
    g_autofree char *present = work_shared_value(app, targets, field);
    PromptSpec spec = {.label = label, .initial = keep ? present : NULL, .hint = hint};
    g_autofree char *value = NULL;
    g_autofree char *typed = prompt_ask_value(app, field, &spec, &value);
    if (typed != NULL && (*typed != '\0' || (keep && present != NULL)))
        work_set(app, action, targets, field, value);
}

/* ── Progress ─────────────────────────────────────────────────────────────────────────────── */

static void
work_progress(App *app)
{
    enum { PERCENT = -1 };
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *subject = work_subject(app, targets);
    g_autofree char *present = work_shared_value(app, targets, FIELD_TASK_progress);
    g_autofree char *title =
        g_strdup_printf(_("%s of %s"), _(ledger_field_info(FIELD_TASK_progress)->label), subject);
    ChooseSpec spec = {.title = title, .choices = choose_array_new()};
    int chosen;
    for (guint i = 0; i < ledger_value_count(TYPE_PROGRESS); i++) {
        const LedgerValueInfo *info = ledger_value_info(TYPE_PROGRESS, i);
        const char key[] = {(char)('1' + i), '\0'};
        choose_add(spec.choices, (int)i, key, _(info->label), NULL, NULL);
        if (g_strcmp0(info->name, present) == 0)
            spec.value = (int)i;
    }
    choose_add(spec.choices, PERCENT, "5", _("a percentage …"), NULL, NULL);
    if (!choose_run(app, &spec, &chosen))
        return;
    if (chosen == PERCENT)
        work_ask_field(app, ACTION_PROGRESS, FIELD_TASK_percent, _("0 to 100"), TRUE);
    else
        work_set(app, ACTION_PROGRESS, targets, FIELD_TASK_progress,
                 ledger_value_info(TYPE_PROGRESS, (guint)chosen)->name);
}

/* ── Notes ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
work_write_notes(App *app, const GArray *targets, const char *text, GError **error)
{
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_NOTE, NULL, error);
    if (change == NULL)
        return FALSE;
    for (guint i = 0; i < targets->len; i++)
        if (!ledger_note_add(change, g_array_index(targets, LedgerTarget, i).key, text, error))
            return FALSE;
    return ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

static void
work_tell_note(App *app, const GArray *targets, const char *text)
{
    g_autofree char *subject = work_subject(app, targets);
    work_remember(app, ACTION_NOTE, FIELD_NOTE_text, text);
    list_unmark_all(app->list);
    app_refresh(app);
    app_tell(app, _("note on %s written — u takes it back"), subject);
}

static void
work_note(App *app)
{
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *subject = work_subject(app, targets);
    g_autofree char *label = g_strdup_printf(_("note on %s"), subject);
    g_autofree char *text = NULL;
    /* What was typed is offered again after a write that failed. */
    for (GError *error = NULL;;) {
        PromptSpec spec = {
            .label = label,
            .initial = text,
            .grows = TRUE,
            .hint = _("what was done, who took part, what came of it; Ctrl-E opens the editor"),
            .external = TRUE,
            .draft = "note"};
        char *typed = prompt_ask(app, &spec);
        g_free(text);
        text = typed;
        if (text == NULL || text[strspn(text, " ")] == '\0')
            return;
        if (work_write_notes(app, targets, text, &error))
            break;
        app_fail(app, g_steal_pointer(&error));
    }
    work_tell_note(app, targets, text);
}

/* ── Again ────────────────────────────────────────────────────────────────────────────────── */

static void
work_repeat(App *app)
{
    GError *error = NULL;
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *value = g_strdup(app->last.value);
    if (!app->last.known) {
        app_tell(app, "%s", _("nothing was done yet that could be done again"));
        return;
    }
    if (targets->len == 0) {
        app_tell(app, "%s", _("there is no measure yet: A adds one"));
        return;
    }
    if (app->last.action != ACTION_NOTE)
        work_set(app, app->last.action, targets, app->last.field, value);
    else if (work_write_notes(app, targets, value, &error))
        work_tell_note(app, targets, value);
    else
        work_fail(app, error);
}

/* ── Undo, redo ───────────────────────────────────────────────────────────────────────────── */

static void
work_undo(App *app, LedgerAction action)
{
    g_autofree char *told = NULL;
    GError *error = NULL;
    gboolean undo = action == ACTION_UNDO;
    if (!(undo ? ledger_undo : ledger_redo)(app->ledger, FALSE, &told, &error)) {
        work_fail(app, error);
        return;
    }
    /* An import that is undone takes its year along. */
    app_scope_keep(app);
    app_tell(app,
             undo ? _("undone: %s — Ctrl-R does it again") : _("done again: %s — u takes it back"),
             told);
}

/* ── Rows by hand ─────────────────────────────────────────────────────────────────────────── */

static gboolean
work_add_row(App *app, LedgerChange *change, LedgerEntity entity, gboolean step, const char *text,
             gint64 *key, GError **error)
{
    const LedgerPlace *selected = app_selected(app);
    if (entity == ENTITY_PROBLEM)
        return ledger_problem_add(change, app->scope, text, key, error);
    if (entity == ENTITY_CAUSE)
        return ledger_cause_add(change, selected->problem_key, text, key, error);
    if (!step)
        return ledger_measure_add(change, selected->problem_key, text, key, error);
    LedgerPlace measure = *selected;
    return (selected->step_no == 0 ||
            ledger_place_parent(app->ledger, selected, &measure, error)) &&
           ledger_step_add(change, measure.key, text, key, error);
}

static void
work_add_text(App *app, LedgerEntity entity, gboolean step, const char *label)
{
    GError *error = NULL;
    gint64 key = 0;
    PromptSpec spec = {.label = label, .hint = _("its text; Enter adds it"), .external = TRUE};
    g_autofree char *text = prompt_ask(app, &spec);
    if (text == NULL || *g_strstrip(text) == '\0')
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_ADD, NULL, &error);
    if (change == NULL || !work_add_row(app, change, entity, step, text, &key, &error) ||
        !ledger_change_commit(g_steal_pointer(&change), FALSE, &error)) {
        work_fail(app, error);
        return;
    }
    app_refresh(app);
    if (entity != ENTITY_CAUSE)
        list_select(app->list, entity, key);
    app_tell(app, _("%s added — u takes it back"), label);
}

/* A problem in an empty ledger needs to be somebody's: unit and year are asked for first. */
static gboolean
work_ask_scope(App *app)
{
    PromptSpec ask_unit = {.label = _("unit"),
                           .hint = _("the government whose ledger it is, e.g. 张官营镇人民政府")};
    PromptSpec ask_year = {.label = _("year"), .hint = _("four digits")};
    GError *error = NULL;
    LedgerScope scope = {0, 0};
    if (app->scope.year != 0 && app->scope.unit_id != 0)
        return TRUE;
    g_autofree char *unit = prompt_ask(app, &ask_unit);
    g_autofree char *year = unit == NULL || *unit == '\0' ? NULL : prompt_ask(app, &ask_year);
    if (year == NULL || (scope.year = atoi(year)) < 1949)
        return FALSE;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_ADD, NULL, &error);
    if (change == NULL || !ledger_unit_ensure(change, unit, NULL, &scope.unit_id, &error) ||
        !ledger_change_commit(g_steal_pointer(&change), FALSE, &error)) {
        work_fail(app, error);
        return FALSE;
    }
    app_scope_set(app, scope);
    return TRUE;
}

static void
work_add(App *app)
{
    enum { PROBLEM, CAUSE, MEASURE, STEP };
    const char *const labels[] = {_("problem"), _("cause"), _("measure"), _("step")};
    const LedgerPlace *selected = app_selected(app);
    ChooseSpec spec = {.title = _("Add by hand"), .choices = choose_array_new(), .value = STEP};
    int chosen;
    choose_add(spec.choices, PROBLEM, "1", labels[PROBLEM], NULL, NULL);
    if (selected != NULL) {
        choose_add(spec.choices, CAUSE, "2", labels[CAUSE], NULL, NULL);
        choose_add(spec.choices, MEASURE, "3", labels[MEASURE], NULL, NULL);
    }
    if (selected != NULL && selected->entity == ENTITY_TASK)
        choose_add(spec.choices, STEP, "4", labels[STEP], NULL, NULL);
    if (choose_run(app, &spec, &chosen) && (chosen != PROBLEM || work_ask_scope(app)))
        work_add_text(app,
                      chosen == PROBLEM ? ENTITY_PROBLEM
                      : chosen == CAUSE ? ENTITY_CAUSE
                                        : ENTITY_TASK,
                      chosen == STEP, labels[chosen]);
}

gboolean
work_run(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_OWNER:
        work_ask_field(app, action, FIELD_TASK_owner,
                       _("a name; Tab completes; empty takes it off"), TRUE);
        return TRUE;
    case ACTION_DEADLINE:
        work_ask_field(app, action, FIELD_TASK_due,
                       _("2024-12-20, 12月20日, 月底, 6月底前, +2w, 下周五; \"none\" takes it off"),
                       FALSE);
        return TRUE;
    case ACTION_PROGRESS:
        work_progress(app);
        return TRUE;
    case ACTION_NOTE:
        work_note(app);
        return TRUE;
    case ACTION_UNDO:
    case ACTION_REDO:
        work_undo(app, action);
        return TRUE;
    case ACTION_ADD:
        work_add(app);
        return TRUE;
    case ACTION_CLOSURE:
        closing_run(app);
        return TRUE;
    case ACTION_EVIDENCE:
        proof_run(app);
        return TRUE;
    case ACTION_REPEAT:
        work_repeat(app);
        return TRUE;
    default:
        return FALSE;
    }
}
