#include "tour.h"

#include "act.h"
#include "view.h"
#include "zhenggai/text.h"

#include <string.h>

/* What an action leaves behind when it was really done. */
typedef enum {
    TRACE_NONE,    /* that it ran is all */
    TRACE_MESSAGE, /* it says what it did */
    TRACE_JOURNAL  /* the newest action of the journal is this one */
} TourTrace;

typedef struct {
    LedgerAction action; /* ACTION_COUNT: none is asked for */
    TourTrace trace;
    const char *text; /* English msgid */
} TourStep;

static const TourStep steps[] = {
    {ACTION_DOWN, TRACE_NONE,
     N_("This is the ledger: each problem of the report, under it its measures and their steps. "
        "Press the Down arrow to go to the first measure.")},
    {ACTION_OWNER, TRACE_JOURNAL,
     N_("Press a to say who does it: type a name, Enter accepts it. Esc would leave everything as "
        "it was.")},
    {ACTION_DEADLINE, TRACE_JOURNAL,
     N_("Press d for the deadline: 2024-12-20, 12月20日, 月底 or +2w. While you type, the line "
        "above says which day was understood.")},
    {ACTION_NOTE, TRACE_JOURNAL,
     N_("Press n to write down what was done: a sentence is enough, day and name come by "
        "themselves.")},
    {ACTION_UNDO, TRACE_JOURNAL,
     N_("Press u to take back what you did last. Every action can be taken back, also tomorrow; "
        "Ctrl-R does it again.")},
    {ACTION_HELP, TRACE_NONE,
     N_("Press ? to see every key that works here. Type to search, Enter runs the line, Esc "
        "leaves.")},
    {ACTION_EXPORT, TRACE_MESSAGE,
     N_("Press x to write the sheet for the county: a CSV that Excel and WPS open rightly. Enter "
        "takes the name that is proposed.")},
    {ACTION_VIEW_SUMMARY, TRACE_NONE,
     N_("Press 6 for the year-end summary. There s saves it as a document, p prints it.")},
    {ACTION_COUNT, TRACE_NONE,
     N_("That was all. 1 goes back to the ledger, where u takes back what you tried. Whatever else "
        "there is: ? shows its key, : finds it by name.")},
};

enum { TOUR_OFF, TOUR_OFFERED, TOUR_FIRST, TOUR_LAST = TOUR_FIRST + G_N_ELEMENTS(steps) - 1 };

static const TourStep *
tour_step(const App *app)
{
    return app->tour.at >= TOUR_FIRST ? &steps[app->tour.at - TOUR_FIRST] : NULL;
}

/* ── The journal ──────────────────────────────────────────────────────────────────────────── */

/* The newest action; NULL if there is none, or the journal cannot be read. */
static LedgerAct *
tour_newest(const App *app)
{
    g_autoptr(GPtrArray) acts = ledger_history(app->ledger, ENTITY_COUNT, 0, NULL, 0, 1, NULL);
    return acts == NULL || acts->len == 0 ? NULL : g_ptr_array_steal_index(acts, 0);
}

/* ── Going through it ─────────────────────────────────────────────────────────────────────── */

/* Undo is shown on what was done since the tour began, not on the report. */
static gboolean
tour_is_possible(const App *app, int at, gint64 newest)
{
    return at < TOUR_FIRST || at > TOUR_LAST || steps[at - TOUR_FIRST].action != ACTION_UNDO ||
           newest > app->tour.began;
}

static void
tour_go(App *app, int by)
{
    g_autoptr(LedgerAct) newest = tour_newest(app);
    gint64 since = newest == NULL ? 0 : newest->id;
    int at = app->tour.at + by;
    if (!tour_is_possible(app, at, since))
        at += by;
    app->tour.at = CLAMP(at, TOUR_FIRST, TOUR_LAST);
    app->tour.since = since;
}

gboolean
tour_is_on(const App *app)
{
    return app->tour.at != TOUR_OFF;
}

void
tour_offer(App *app)
{
    g_autofree char *offer = settings_get(app->options->settings, "tour");
    if (app->ledger != NULL && act_is_possible(app, ACTION_TOUR) && strcmp(offer, "offer") == 0)
        app->tour.at = TOUR_OFFERED;
}

/* Whatever the answer is, it is not asked again. */
static void
tour_answered(App *app)
{
    GError *error = NULL;
    app->tour.at = TOUR_OFF;
    if (!settings_set(app->options->settings, "tour", "answered", &error))
        app_fail(app, error);
}

void
tour_start(App *app)
{
    if (app->tour.at == TOUR_OFFERED)
        tour_answered(app);
    while (app_page(app) != NULL || app->in_detail)
        act_run(app, ACTION_BACK);
    view_go(app, ACTION_VIEW_LEDGER);
    list_filter(app->list, NULL, NULL);
    list_move_to_start(app->list);
    app->tour.at = TOUR_FIRST;
    tour_go(app, 0);
    app->tour.began = app->tour.since;
}

static void
tour_end(App *app)
{
    if (app->tour.at == TOUR_OFFERED)
        tour_answered(app);
    app->tour.at = TOUR_OFF;
    if (app->message == NULL)
        app_tell(app, "%s", _("the tour can be had at any time: T"));
}

static gboolean
tour_handle_offer(App *app, InputKey key)
{
    if (input_halfwidth(key) == 't')
        tour_start(app);
    else if (key == INPUT_ESC)
        tour_end(app);
    else
        return FALSE;
    return TRUE;
}

gboolean
tour_handle(App *app, InputKey key)
{
    if (!tour_is_on(app))
        return FALSE;
    if (app->tour.at == TOUR_OFFERED)
        return tour_handle_offer(app, key);
    if (key == INPUT_ESC || (key == INPUT_ENTER && app->tour.at == TOUR_LAST))
        tour_end(app);
    else if (key == INPUT_ENTER || key == INPUT_RIGHT)
        tour_go(app, 1);
    else if (key == INPUT_LEFT)
        tour_go(app, -1);
    else
        return FALSE;
    return TRUE;
}

static gboolean
tour_is_done(const App *app, const TourStep *step)
{
    if (step->trace == TRACE_NONE)
        return TRUE;
    if (step->trace == TRACE_MESSAGE)
        return app->message != NULL && !app->message_is_error;
    g_autoptr(LedgerAct) newest = tour_newest(app);
    return newest != NULL && newest->id > app->tour.since && newest->action == step->action;
}

void
tour_heed(App *app, LedgerAction action)
{
    const TourStep *step = tour_step(app);
    /* Looking round is no answer; working is. */
    if (app->tour.at == TOUR_OFFERED && (ledger_action_info(action)->needs & NEEDS_WRITE) != 0)
        tour_answered(app);
    if (step != NULL && step->action == action && tour_is_done(app, step))
        tour_go(app, 1);
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static const char *
tour_text(const App *app)
{
    return app->tour.at == TOUR_OFFERED
               ? _("New here? A tour of two minutes shows on this ledger how an owner, a deadline "
                   "and a note get in, and how the sheet and the summary get out.")
               : _(tour_step(app)->text);
}

static char **
tour_lines(const App *app, int columns)
{
    return text_wrap(tour_text(app), MAX(columns - 2, 2));
}

int
tour_rows(const App *app, int rows, int columns)
{
    if (!tour_is_on(app))
        return 0;
    g_auto(GStrv) lines = tour_lines(app, columns);
    /* The same height for every step, where two lines do: the view stays where it is. */
    return MIN(MAX((int)g_strv_length(lines), 2) + 1, rows / 2);
}

void
tour_draw(const App *app, CanvasArea strip)
{
    g_auto(GStrv) lines = tour_lines(app, strip.columns);
    g_autofree char *title =
        app->tour.at == TOUR_OFFERED
            ? g_strdup_printf(" %s ", _("Two-minute tour"))
            : g_strdup_printf(_(" Tour, step %d of %d "), app->tour.at - TOUR_FIRST + 1,
                              TOUR_LAST - TOUR_FIRST + 1);
    canvas_rule_across(app->canvas, strip, STYLE_BORDER);
    canvas_text(app->canvas, strip, 0, 1, STYLE_HEADING, title);
    for (int i = 0; lines[i] != NULL; i++)
        canvas_text(app->canvas, strip, i + 1, 1, STYLE_NORMAL, lines[i]);
}

void
tour_keys(const App *app, const char *pairs[TOUR_PAIRS])
{
    const TourStep *step = tour_step(app);
    int i = 0;
    if (step == NULL) {
        pairs[i++] = "t";
        pairs[i++] = _("two-minute tour");
        pairs[i++] = "Esc";
        pairs[i++] = _("not now");
    } else {
        if (app->tour.at < TOUR_LAST) {
            pairs[i++] = "Enter";
            pairs[i++] = _("skip");
        }
        pairs[i++] = "Left";
        pairs[i++] = _("step back");
        pairs[i++] = "Esc";
        pairs[i++] = _("end the tour");
    }
    pairs[i++] = "?";
    pairs[i++] = _("help");
    pairs[i] = NULL;
}
