/* What was done to the ledger, newest first; an action unfolds to its changes. */
#include "board.h"
#include "prompt.h"
#include "standing.h"
#include "view.h"
#include "zhenggai/text.h"

#include <string.h>

enum {
    JOURNAL_PAGE = 100,
    JOURNAL_LEFT = 3,
    JOURNAL_TIME = 17,
    JOURNAL_NAME = 9,
    JOURNAL_LABELS = 20, /* where there is not more room */
    JOURNAL_WIDE = 100
};

typedef struct {
    Board *board;
    GPtrArray *acts;      /* LedgerAct: as many as were asked for so far */
    GHashTable *unfolded; /* their ids as text */
    gboolean whole;       /* there are no older ones */
    int columns;          /* that the board was filled for; 0: not */
    char *error;
} Journal;

static void
journal_open(App *app, View *view)
{
    Journal *journal = g_new0(Journal, 1);
    journal->board = board_new();
    journal->acts = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_act_free);
    journal->unfolded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    view->data = journal;
}

static void
journal_close(View *view)
{
    Journal *journal = view->data;
    g_hash_table_destroy(journal->unfolded);
    g_ptr_array_unref(journal->acts);
    board_free(journal->board);
    g_free(journal->error);
    g_free(journal);
}

/* Reads the next older ones. */
static void
journal_read(App *app, Journal *journal)
{
    g_autoptr(GError) error = NULL;
    const LedgerAct *last =
        journal->acts->len == 0 ? NULL : journal->acts->pdata[journal->acts->len - 1];
    if (journal->whole)
        return;
    g_autoptr(GPtrArray) older = ledger_history(app->ledger, ENTITY_COUNT, 0, NULL,
                                                last == NULL ? 0 : last->id, JOURNAL_PAGE, &error);
    g_clear_pointer(&journal->error, g_free);
    journal->columns = 0;
    journal->whole = older == NULL || older->len < JOURNAL_PAGE;
    if (older == NULL)
        journal->error = g_strdup(error->message);
    else
        g_ptr_array_extend_and_steal(journal->acts, g_steal_pointer(&older));
}

static void
journal_refresh(App *app, View *view)
{
    Journal *journal = view->data;
    guint wanted = journal->acts->len;
    g_ptr_array_set_size(journal->acts, 0);
    journal->whole = FALSE;
    do
        journal_read(app, journal);
    while (journal->acts->len < wanted && !journal->whole);
}

/* ── The board ────────────────────────────────────────────────────────────────────────────── */

static int
journal_label_cells(const Journal *journal)
{
    int cells = 0;
    for (LedgerAction action = 0; action < ACTION_COUNT; action++)
        if ((ledger_action_info(action)->needs & NEEDS_WRITE) != 0)
            cells = MAX(cells, text_width(_(ledger_action_info(action)->label)));
    return journal->columns >= JOURNAL_WIDE ? cells + 2 : MIN(cells + 2, JOURNAL_LABELS);
}

static int
journal_summary_column(const Journal *journal)
{
    return JOURNAL_LEFT + JOURNAL_TIME + JOURNAL_NAME + journal_label_cells(journal);
}

static void
journal_add_head(Journal *journal)
{
    int column = journal_summary_column(journal);
    board_line(journal->board, NULL);
    board_put(journal->board, JOURNAL_LEFT, JOURNAL_TIME - 1, TEXT_LEFT, STYLE_LABEL, _("time"));
    board_put(journal->board, JOURNAL_LEFT + JOURNAL_TIME, JOURNAL_NAME - 1, TEXT_LEFT, STYLE_LABEL,
              _("by"));
    board_put(journal->board, JOURNAL_LEFT + JOURNAL_TIME + JOURNAL_NAME,
              journal_label_cells(journal) - 1, TEXT_LEFT, STYLE_LABEL, _("action"));
    board_put(journal->board, column, journal->columns - column - 1, TEXT_LEFT, STYLE_LABEL,
              _("what changed"));
    board_freeze(journal->board);
}

static void
journal_add_text(Journal *journal, Style style, const char *text)
{
    int column = JOURNAL_LEFT + 4;
    g_autofree char *visible = text_visible_line(text);
    g_auto(GStrv) lines = text_wrap(visible, MAX(journal->columns - column - 2, 2));
    for (int i = 0; lines[i] != NULL; i++) {
        board_line(journal->board, NULL);
        board_put(journal->board, column, journal->columns - column - 1, TEXT_LEFT, style,
                  lines[i]);
    }
}

static void
journal_add_changes(App *app, Journal *journal, const LedgerAct *act)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) traces = ledger_history_changes(app->ledger, act->id, &error);
    if (act->reason != NULL) {
        g_autofree char *reason = g_strdup_printf(_("Reason: %s"), act->reason);
        journal_add_text(journal, STYLE_DUE_SOON, reason);
    }
    if (traces == NULL)
        journal_add_text(journal, STYLE_ERROR, error->message);
    for (guint i = 0; traces != NULL && i < traces->len; i++) {
        const LedgerTrace *trace = traces->pdata[i];
        const char *label = trace->field == FIELD_NONE
                                ? (trace->to == NULL ? _("removed") : _("added"))
                                : _(ledger_field_info(trace->field)->label);
        g_autofree char *from = trace->field == FIELD_NONE
                                    ? g_strdup(trace->from)
                                    : ledger_value_display(trace->field, trace->from);
        g_autofree char *to = trace->field == FIELD_NONE
                                  ? g_strdup(trace->to)
                                  : ledger_value_display(trace->field, trace->to);
        const char *text = to != NULL ? to : from;
        g_autofree char *line =
            trace->field == FIELD_NONE
                ? g_strdup_printf(*text == '\0' ? "%s %s" : "%s %s: %s", label, trace->address,
                                  text)
                : g_strdup_printf(_("%s of %s: %s → %s"), label, trace->address,
                                  from == NULL ? "-" : from, to == NULL ? "-" : to);
        journal_add_text(journal, STYLE_DIM, line);
    }
}

static void
journal_add_act(App *app, Journal *journal, const LedgerAct *act)
{
    int column = journal_summary_column(journal);
    Style style = act->undone ? STYLE_DIM : STYLE_NORMAL;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, act->id);
    g_autofree char *time = g_strdup_printf("%.10s %.5s", act->at, act->at + 11);
    g_autofree char *summary = act->undone ? g_strdup_printf("%s %s", _("(undone)"), act->summary)
                                           : g_strdup(act->summary);
    board_line(journal->board, id);
    board_put(journal->board, JOURNAL_LEFT, JOURNAL_TIME - 1, TEXT_LEFT, style, time);
    board_put(journal->board, JOURNAL_LEFT + JOURNAL_TIME, JOURNAL_NAME - 1, TEXT_LEFT, style,
              act->by);
    board_put(journal->board, JOURNAL_LEFT + JOURNAL_TIME + JOURNAL_NAME,
              journal_label_cells(journal) - 1, TEXT_LEFT, act->undone ? STYLE_DIM : STYLE_ACTIVE,
              _(ledger_action_info(act->action)->label));
    board_put(journal->board, column, journal->columns - column - 1, TEXT_LEFT, style, summary);
    if (g_hash_table_contains(journal->unfolded, id))
        journal_add_changes(app, journal, act);
}

/* Keys can come before the first drawing: they need the lines, too. */
static void
journal_fill(App *app, Journal *journal)
{
    if (journal->columns == canvas_columns(app->canvas))
        return;
    journal->columns = canvas_columns(app->canvas);
    board_clear(journal->board);
    journal_add_head(journal);
    for (guint i = 0; i < journal->acts->len; i++)
        journal_add_act(app, journal, journal->acts->pdata[i]);
    if (journal->error != NULL)
        journal_add_text(journal, STYLE_ERROR, journal->error);
    else if (journal->acts->len == 0)
        journal_add_text(journal, STYLE_DIM, _("Nothing has changed yet."));
}

static void
journal_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    Journal *journal = view->data;
    journal_fill(app, journal);
    board_draw(journal->board, app->canvas, area);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static const LedgerAct *
journal_selected(Journal *journal)
{
    const char *id = board_selected(journal->board);
    for (guint i = 0; id != NULL && i < journal->acts->len; i++) {
        const LedgerAct *act = journal->acts->pdata[i];
        if (act->id == g_ascii_strtoll(id, NULL, 10))
            return act;
    }
    return NULL;
}

static void
journal_unfold(Journal *journal)
{
    const char *id = board_selected(journal->board);
    if (id == NULL)
        return;
    if (!g_hash_table_remove(journal->unfolded, id))
        g_hash_table_add(journal->unfolded, g_strdup(id));
    journal->columns = 0;
}

/* How many actions must be taken back so that the selected one is; 0: it cannot be. */
static guint
journal_count_back(const Journal *journal, const LedgerAct *selected)
{
    guint count = 0;
    if (selected == NULL || selected->undone || selected->target != 0)
        return 0;
    for (guint i = 0; i < journal->acts->len; i++) {
        const LedgerAct *act = journal->acts->pdata[i];
        count += act->target == 0 && !act->undone;
        if (act == selected)
            return count;
    }
    return 0;
}

static void
journal_undo_to(App *app, Journal *journal)
{
    GError *error = NULL;
    guint count = journal_count_back(journal, journal_selected(journal)), done = 0;
    if (count == 0) {
        app_tell(app, "%s", _("this action is taken back already, or it is an undo itself"));
        return;
    }
    g_autofree char *question = g_strdup_printf(
        text_translate_plural("Take back %u action?", "Take back %u actions?", count), count);
    if (!prompt_confirm(app, question, 'y'))
        return;
    for (; done < count; done++) {
        g_autofree char *told = NULL;
        if (!ledger_undo(app->ledger, FALSE, &told, &error))
            break;
    }
    app_scope_keep(app);
    if (error != NULL)
        app_fail(app, error);
    else
        app_tell(app,
                 text_translate_plural("%u action taken back — Ctrl-R does it again",
                                       "%u actions taken back — Ctrl-R does them again, one by one",
                                       done),
                 done);
}

static gboolean
journal_run(App *app, View *view, LedgerAction action)
{
    Journal *journal = view->data;
    journal_fill(app, journal);
    switch (action) {
    case ACTION_CHANGES:
        journal_unfold(journal);
        return TRUE;
    case ACTION_UNDO_TO:
        journal_undo_to(app, journal);
        return TRUE;
    case ACTION_AS_OF:
        standing_ask(app);
        return TRUE;
    default:
        break;
    }
    if (!board_move(journal->board, action))
        return FALSE;
    const LedgerAct *selected = journal_selected(journal);
    if (journal->acts->len > 0 && selected == journal->acts->pdata[journal->acts->len - 1])
        journal_read(app, journal);
    return TRUE;
}

static gboolean
journal_select_at(App *app, View *view, CanvasArea area, int row, int column)
{
    return board_select_row(((Journal *)view->data)->board, row);
}

const ViewKind view_journal = {.action = ACTION_VIEW_JOURNAL,
                               .place = PLACE_JOURNAL,
                               .open = journal_open,
                               .close = journal_close,
                               .refresh = journal_refresh,
                               .draw = journal_draw,
                               .run = journal_run,
                               .select_at = journal_select_at};
