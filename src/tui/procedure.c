#include "procedure.h"

#include "choose.h"
#include "find.h"
#include "prompt.h"
#include "work.h"
#include "zhenggai/carry.h"
#include "zhenggai/text.h"

enum { PLAN_ALL = -1 };

/* Commits, refreshes and tells; FALSE if it failed, which was told. */
static gboolean
procedure_commit(App *app, LedgerChange **change, gboolean done, GError *error)
{
    if (!done || !ledger_change_commit(g_steal_pointer(change), FALSE, &error)) {
        work_fail(app, error);
        return FALSE;
    }
    app_scope_keep(app);
    return TRUE;
}

/* ── Next year's arrangements ─────────────────────────────────────────────────────────────── */

static void
plan_offer(GPtrArray *choices, int value, const LedgerRow *plan)
{
    const char *task = ledger_row_get(plan, FIELD_PLAN_task);
    g_autofree char *line =
        g_strdup_printf("%s  %s%s%s", ledger_row_get(plan, FIELD_PLAN_id), task == NULL ? "" : task,
                        task == NULL ? "" : "  ", ledger_row_get(plan, FIELD_PLAN_text));
    g_autofree char *visible = text_visible_line(line);
    choose_add(choices, value, NULL, visible, NULL,
               task == NULL ? _("Enter makes it a task of the next year")
                            : _("it is a task already; Enter goes there"));
}

static void
plan_accept(App *app, const GArray *keys)
{
    GError *error = NULL;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_PLAN, NULL, &error);
    gboolean done = change != NULL;
    for (guint i = 0; done && i < keys->len; i++) {
        gint64 task;
        done = ledger_plan_accept(change, g_array_index(keys, gint64, i), 0, &task, &error);
    }
    int year = app->scope.year + 1;
    if (procedure_commit(app, &change, done, error))
        app_tell(app,
                 text_translate_plural("%u plan is a task of %d now — u takes it back, y shows it",
                                       "%u plans are tasks of %d now — u takes it back, y shows "
                                       "them",
                                       keys->len),
                 keys->len, year);
}

/* Goes to the task that a plan became; FALSE if it is none yet. */
static gboolean
plan_go(App *app, gint64 plan)
{
    LedgerPlace place;
    LedgerFields fields = ledger_fields_of(FIELD_PLAN_task_id, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(app->ledger, ENTITY_PLAN, plan, &fields, NULL);
    gint64 task = row == NULL ? 0 : ledger_row_number(row, FIELD_PLAN_task_id);
    if (task == 0 || !ledger_place_find(app->ledger, ENTITY_TASK, task, &place, NULL))
        return FALSE;
    find_place(app, &place);
    return TRUE;
}

/* The keys of the plans that are no task yet. */
static GArray *
plan_open(const GPtrArray *plans)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; i < plans->len; i++) {
        gint64 key = ledger_row_key(plans->pdata[i]);
        if (ledger_row_get(plans->pdata[i], FIELD_PLAN_task) == NULL)
            g_array_append_val(keys, key);
    }
    return keys;
}

static void
procedure_plan(App *app)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) plans = ledger_plans(app->ledger, app->scope, &error);
    if (plans == NULL) {
        app_fail(app, error);
        return;
    }
    if (plans->len == 0) {
        app_tell(app, "%s", _("the report arranges nothing for the next year"));
        return;
    }
    ChooseSpec spec = {
        .title = _("Next year's arrangements"), .choices = choose_array_new(), .value = PLAN_ALL};
    int chosen;
    g_autoptr(GArray) open = plan_open(plans);
    if (open->len > 0)
        choose_add(spec.choices, PLAN_ALL, "a", _("make all of them tasks of the next year"), NULL,
                   _("What is a task already stays as it is."));
    for (guint i = 0; i < plans->len; i++)
        plan_offer(spec.choices, (int)i, plans->pdata[i]);
    if (!choose_run(app, &spec, &chosen))
        return;
    if (chosen == PLAN_ALL) {
        plan_accept(app, open);
        return;
    }
    gint64 key = ledger_row_key(plans->pdata[chosen]);
    g_array_set_size(open, 0);
    g_array_append_val(open, key);
    if (!plan_go(app, key))
        plan_accept(app, open);
}

/* ── Work that goes on ────────────────────────────────────────────────────────────────────── */

/* Carries everything unfinished of the year that is shown on, or only counts it. */
static gboolean
carry_do(App *app, gboolean dry, guint *carried, GError **error)
{
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_CARRY, NULL, error);
    return change != NULL &&
           ledger_carry(change, app->scope, app->scope.year + 1, NULL, 0, carried, error) &&
           ledger_change_commit(g_steal_pointer(&change), dry, error);
}

static void
procedure_carry(App *app)
{
    GError *error = NULL;
    guint carried = 0;
    int year = app->scope.year;
    if (!carry_do(app, TRUE, &carried, &error)) {
        work_fail(app, error);
        return;
    }
    if (carried == 0) {
        app_tell(app, _("nothing of %d is left to be carried over"), year);
        return;
    }
    g_autofree char *question = g_strdup_printf(
        text_translate_plural("Carry %u unfinished measure of %d over into %d?",
                              "Carry %u unfinished measures of %d over into %d?", carried),
        carried, year, year + 1);
    if (!prompt_confirm(app, question, 'y'))
        return;
    if (!carry_do(app, FALSE, &carried, &error)) {
        work_fail(app, error);
        return;
    }
    app_scope_keep(app);
    app_tell(app,
             text_translate_plural("%u measure of %d goes on in %d — u takes it back, y shows it",
                                   "%u measures of %d go on in %d — u takes it back, y shows them",
                                   carried),
             carried, year, year + 1);
}

/* ── Handing over ─────────────────────────────────────────────────────────────────────────── */

/* A name; NULL if the user leaves. */
static char *
procedure_ask_name(App *app, const char *label, const char *initial, const char *hint)
{
    PromptSpec spec = {.label = label, .initial = initial, .hint = hint, .needed = TRUE};
    char *name = NULL;
    g_free(prompt_ask_value(app, FIELD_TASK_owner, &spec, &name));
    return name;
}

static char *
hand_over_owner(App *app)
{
    const LedgerPlace *place = app_selected(app);
    LedgerFields fields = ledger_fields_of(FIELD_TASK_owner, FIELD_NONE);
    if (place == NULL || place->entity != ENTITY_TASK)
        return NULL;
    g_autoptr(LedgerRow) row = ledger_row_load(app->ledger, ENTITY_TASK, place->key, &fields, NULL);
    return row == NULL ? NULL : g_strdup(ledger_row_get(row, FIELD_TASK_owner));
}

static void
procedure_hand_over(App *app)
{
    GError *error = NULL;
    guint tasks = 0;
    g_autofree char *owner = hand_over_owner(app);
    g_autofree char *from =
        procedure_ask_name(app, _("hand over from"), owner, _("who leaves; Tab completes"));
    g_autofree char *to = from == NULL ? NULL
                                       : procedure_ask_name(app, _("hand over to"), NULL,
                                                            _("who takes everything unfinished"));
    PromptSpec spec = {.label = _("reason"),
                       .hint = _("may be left empty; it stays in the history")};
    g_autofree char *reason = to == NULL ? NULL : prompt_ask(app, &spec);
    if (reason == NULL)
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(
        app->ledger, ACTION_HAND_OVER, *g_strstrip(reason) == '\0' ? NULL : reason, &error);
    gboolean done = change != NULL && ledger_hand_over(change, from, to, FALSE, &tasks, &error);
    if (procedure_commit(app, &change, done, error))
        app_tell(app,
                 text_translate_plural("%u task handed over from %s to %s — u takes it back",
                                       "%u tasks handed over from %s to %s — u takes it back",
                                       tasks),
                 tasks, from, to);
}

/* ── Supervision slips ────────────────────────────────────────────────────────────────────── */

enum { SLIP_REPLY = -1 };

/* A level to issue, or that a slip is replied to. */
static gboolean
slip_choose(App *app, const char *subject, int *chosen)
{
    g_autofree char *title = g_strdup_printf(_("Supervision slip: %s"), subject);
    ChooseSpec spec = {.title = title, .choices = choose_array_new()};
    for (guint i = 0; i < ledger_value_count(TYPE_SLIP); i++) {
        const char key[] = {(char)('1' + i), '\0'};
        choose_add(spec.choices, (int)i, key, _(ledger_value_info(TYPE_SLIP, i)->label), NULL,
                   _("issues one of this level"));
    }
    choose_add(spec.choices, SLIP_REPLY, "r", _("record the reply"), NULL,
               _("replies to the oldest slip that has no reply"));
    return choose_run(app, &spec, chosen);
}

static char *
slip_ask_words(App *app, const char *label)
{
    PromptSpec spec = {
        .label = label, .hint = _("Ctrl-E opens the editor"), .needed = TRUE, .external = TRUE};
    return prompt_ask(app, &spec);
}

static void
slip_issue(App *app, const GArray *targets, const char *level, const char *subject)
{
    GError *error = NULL;
    PromptSpec spec = {.label = _("reply by"), .hint = _("a day, for example +3d; empty: none")};
    g_autofree char *day = NULL;
    g_autofree char *text = slip_ask_words(app, _("what is demanded"));
    g_autofree char *typed =
        text == NULL ? NULL : prompt_ask_value(app, FIELD_SLIP_reply_by, &spec, &day);
    if (typed == NULL)
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_SLIP, NULL, &error);
    gboolean done =
        change != NULL && ledger_slip_issue(change, (const LedgerTarget *)(gpointer)targets->data,
                                            targets->len, level, day, text, &error);
    if (procedure_commit(app, &change, done, error)) {
        list_unmark_all(app->list);
        app_tell(app, _("slip issued: %s — u takes it back"), subject);
    }
}

static void
slip_reply(App *app, const GArray *targets, const char *subject)
{
    GError *error = NULL;
    g_autofree char *text = slip_ask_words(app, _("reply"));
    if (text == NULL)
        return;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_SLIP, NULL, &error);
    gboolean done = change != NULL;
    for (guint i = 0; done && i < targets->len; i++)
        done = ledger_slip_reply(change, g_array_index(targets, LedgerTarget, i).key, NULL, text,
                                 &error);
    if (procedure_commit(app, &change, done, error))
        app_tell(app, _("reply recorded: %s — u takes it back"), subject);
}

static void
procedure_slip(App *app)
{
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *subject = work_subject(app, targets);
    int chosen;
    if (!slip_choose(app, subject, &chosen))
        return;
    if (chosen == SLIP_REPLY)
        slip_reply(app, targets, subject);
    else
        slip_issue(app, targets, ledger_value_info(TYPE_SLIP, (guint)chosen)->name, subject);
}

gboolean
procedure_run(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_PLAN:
        procedure_plan(app);
        return TRUE;
    case ACTION_CARRY:
        procedure_carry(app);
        return TRUE;
    case ACTION_HAND_OVER:
        procedure_hand_over(app);
        return TRUE;
    case ACTION_SLIP:
        procedure_slip(app);
        return TRUE;
    default:
        return FALSE;
    }
}
