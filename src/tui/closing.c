#include "closing.h"

#include "choose.h"
#include "notice.h"
#include "prompt.h"
#include "work.h"
#include "zhenggai/text.h"

#include <string.h>

/* What a move asks for; "" is taken where it is not needed. */
typedef struct {
    gboolean reviewer, lookback;
    const char *opinion; /* msgid: what the words are called; NULL: none are asked for */
    gboolean needed;     /* the words are */
} ClosingQuestions;

static const ClosingQuestions questions[MOVE_COUNT] = {
    [MOVE_CLOSE] = {TRUE, TRUE, N_("opinion"), FALSE},
    [MOVE_RETURN] = {TRUE, FALSE, N_("opinion"), TRUE},
    [MOVE_DROP] = {FALSE, FALSE, N_("reason"), TRUE},
    [MOVE_REOPEN] = {FALSE, FALSE, N_("reason"), TRUE},
    [MOVE_PASS] = {TRUE, FALSE, N_("opinion"), FALSE},
    [MOVE_FAIL] = {TRUE, FALSE, N_("opinion"), TRUE},
};

/* What was answered; the strings are its own. */
typedef struct {
    char *reviewer, *opinion, *lookback_on;
} ClosingAnswers;

static void
closing_answers_clear(ClosingAnswers *answers)
{
    g_free(answers->reviewer);
    g_free(answers->opinion);
    g_free(answers->lookback_on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClosingAnswers, closing_answers_clear)

/* ── Choosing ─────────────────────────────────────────────────────────────────────────────── */

/* Whether one of the targets can be moved so: what it needs apart. */
static gboolean
closing_is_possible(App *app, const GArray *targets, LedgerMove move)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_closure, FIELD_NONE);
    for (guint i = 0; i < targets->len; i++) {
        g_autoptr(LedgerRow) row = ledger_row_load(
            app->ledger, ENTITY_TASK, g_array_index(targets, LedgerTarget, i).key, &fields, NULL);
        if (row != NULL &&
            ledger_closure_is_possible(move, ledger_row_get(row, FIELD_TASK_closure)))
            return TRUE;
    }
    return FALSE;
}

static const char *
closing_label(LedgerMove move)
{
    if (move == MOVE_PASS)
        return _("Look back: passed");
    if (move == MOVE_FAIL)
        return _("Look back: failed");
    return _(ledger_action_info(ledger_closure_action(move))->label);
}

static gboolean
closing_choose(App *app, const GArray *targets, const char *subject, LedgerMove *move)
{
    static const char *const keys[MOVE_COUNT] = {"r", "c", "b", "d", "o", "p", "f"};
    g_autofree char *title =
        g_strdup_printf(_("%s of %s"), _(ledger_field_info(FIELD_TASK_closure)->label), subject);
    ChooseSpec spec = {.title = title, .choices = choose_array_new(), .value = G_MININT};
    int chosen;
    for (LedgerMove each = 0; each < MOVE_COUNT; each++)
        if (closing_is_possible(app, targets, each))
            choose_add(spec.choices, (int)each, keys[each], closing_label(each), NULL,
                       _(ledger_action_info(ledger_closure_action(each))->help));
    if (!choose_run(app, &spec, &chosen))
        return FALSE;
    *move = (LedgerMove)chosen;
    return TRUE;
}

/* ── Asking ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
closing_ask_reviewer(App *app, ClosingAnswers *answers)
{
    PromptSpec spec = {.label = _("reviewer"),
                       .initial = app->reviewer,
                       .hint = _("who decides; not the owner; Tab completes"),
                       .needed = TRUE};
    g_autofree char *typed =
        prompt_ask_value(app, FIELD_REVIEW_reviewer, &spec, &answers->reviewer);
    if (typed == NULL)
        return FALSE;
    g_free(app->reviewer);
    app->reviewer = g_strdup(answers->reviewer);
    return TRUE;
}

static gboolean
closing_ask_opinion(App *app, const ClosingQuestions *asked, ClosingAnswers *answers)
{
    PromptSpec spec = {.label = _(asked->opinion),
                       .hint = asked->needed ? _("it stays in the history; Ctrl-E opens the editor")
                                             : _("may be left empty; Ctrl-E opens the editor"),
                       .needed = asked->needed,
                       .external = TRUE};
    answers->opinion = prompt_ask(app, &spec);
    return answers->opinion != NULL;
}

static gboolean
closing_ask_lookback(App *app, ClosingAnswers *answers)
{
    PromptSpec spec = {.label = _("look-back on"),
                       .hint = _("a day, for example +6m; empty: none")};
    g_autofree char *typed =
        prompt_ask_value(app, FIELD_TASK_lookback_on, &spec, &answers->lookback_on);
    return typed != NULL;
}

/* FALSE if the user leaves. */
static gboolean
closing_ask(App *app, const ClosingQuestions *asked, ClosingAnswers *answers)
{
    return (!asked->reviewer || closing_ask_reviewer(app, answers)) &&
           (asked->opinion == NULL || closing_ask_opinion(app, asked, answers)) &&
           (!asked->lookback || closing_ask_lookback(app, answers));
}

/* ── Doing ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
closing_write(App *app, LedgerMove move, const GArray *targets, const ClosingAnswers *answers,
              GError **error)
{
    const char *opinion =
        answers->opinion == NULL || answers->opinion[strspn(answers->opinion, " ")] == '\0'
            ? NULL
            : answers->opinion;
    LedgerReview review = {
        .reviewer = answers->reviewer, .opinion = opinion, .lookback_on = answers->lookback_on};
    gboolean reason = move == MOVE_DROP || move == MOVE_REOPEN;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ledger_closure_action(move),
                                                         reason ? opinion : NULL, error);
    return change != NULL &&
           ledger_closure_move(change, move, (const LedgerTarget *)(gpointer)targets->data,
                               targets->len, &review, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

/* A rule tells everything that is missing: that is more than a line. */
static void
closing_fail(App *app, GError *error)
{
    if (!g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_RULE)) {
        work_fail(app, error);
        return;
    }
    notice_show(app, _("This is still missing"), error->message);
    g_error_free(error);
}

void
closing_run(App *app)
{
    g_autoptr(GArray) targets = list_targets(app->list);
    g_autofree char *subject = work_subject(app, targets);
    g_auto(ClosingAnswers) answers = {NULL};
    GError *error = NULL;
    LedgerMove move;
    if (!closing_choose(app, targets, subject, &move) ||
        !closing_ask(app, &questions[move], &answers))
        return;
    if (!closing_write(app, move, targets, &answers, &error)) {
        closing_fail(app, error);
        return;
    }
    list_unmark_all(app->list);
    app_refresh(app);
    app_tell(app, _("%s: %s — u takes it back"), closing_label(move), subject);
}
