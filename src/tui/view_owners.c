/* Who has how much: by person, by department, by leader. */
#include "board.h"
#include "chart.h"
#include "view.h"
#include "zhenggai/charts.h"
#include "zhenggai/text.h"

#include <string.h>

static const LedgerField groupings[] = {FIELD_TASK_owner, FIELD_TASK_department, FIELD_TASK_lead};

enum { OWNERS_COUNTS = 6, OWNERS_NAME = 3, OWNERS_LEAST_BAR = 8 };

typedef struct {
    Board *board;
    GPtrArray *loads; /* LedgerLoad; NULL if reading failed */
    guint grouping;
    int columns; /* that the board was filled for; 0: not */
} Owners;

static void
owners_open(App *app, View *view)
{
    Owners *owners = g_new0(Owners, 1);
    owners->board = board_new();
    view->data = owners;
}

static void
owners_close(View *view)
{
    Owners *owners = view->data;
    g_clear_pointer(&owners->loads, g_ptr_array_unref);
    board_free(owners->board);
    g_free(owners);
}

static void
owners_refresh(App *app, View *view)
{
    Owners *owners = view->data;
    GError *error = NULL;
    g_clear_pointer(&owners->loads, g_ptr_array_unref);
    owners->loads = ledger_loads(app->ledger, app->scope, groupings[owners->grouping], &error);
    owners->columns = 0;
    if (owners->loads == NULL)
        app_fail(app, error);
}

/* ── The board ────────────────────────────────────────────────────────────────────────────── */

/* The widths of a filled board: names, counts, and a bar in what is left. */
typedef struct {
    int name, count, bar;
} OwnersColumns;

static const char *
owners_label(int count)
{
    const char *const labels[OWNERS_COUNTS] = {_("open"),      _("overdue"), _("due soon"),
                                               _("completed"), _("closed"),  _("all")};
    /* The word of the closure axis would be "not requested". */
    return count == 0 ? _("to do") : labels[count];
}

static OwnersColumns
owners_columns(const Owners *owners, int columns)
{
    OwnersColumns widths = {
        .name = text_width(_(ledger_field_info(groupings[owners->grouping])->label))};
    for (int i = 0; i < OWNERS_COUNTS; i++)
        widths.count = MAX(widths.count, text_width(owners_label(i)) + 2);
    for (guint i = 0; i < owners->loads->len; i++) {
        const LedgerLoad *load = owners->loads->pdata[i];
        widths.name =
            MAX(widths.name, text_width(load->name == NULL ? _("nobody yet") : load->name));
    }
    int room = columns - OWNERS_NAME - OWNERS_COUNTS * widths.count - 3;
    widths.name = CLAMP(widths.name, 8, MAX(room, 8));
    widths.bar = MIN(room - widths.name, 40);
    return widths;
}

static void
owners_fill_head(const Owners *owners, OwnersColumns widths)
{
    Board *board = owners->board;
    board_line(board, NULL);
    board_put(board, OWNERS_NAME, widths.name, TEXT_LEFT, STYLE_LABEL,
              _(ledger_field_info(groupings[owners->grouping])->label));
    for (int i = 0; i < OWNERS_COUNTS; i++)
        board_put(board, OWNERS_NAME + widths.name + i * widths.count, widths.count, TEXT_RIGHT,
                  STYLE_LABEL, owners_label(i));
    board_freeze(board);
}

/* The filter words that find the tasks of a load. */
static char *
owners_words(const Owners *owners, const LedgerLoad *load)
{
    const char *field = ledger_field_info(groupings[owners->grouping])->name;
    g_autofree char *word = view_word(field, load->name);
    g_autofree char *measures = view_word("kind_of", "measure");
    return load->name == NULL ? g_strdup_printf("%s %s", word, measures) : g_steal_pointer(&word);
}

static void
owners_fill_load(const Owners *owners, OwnersColumns widths, const LedgerLoad *load, gint64 most,
                 gboolean ascii)
{
    Board *board = owners->board;
    const gint64 counts[OWNERS_COUNTS] = {load->open,      load->overdue, load->due_soon,
                                          load->completed, load->closed,  load->total};
    static const Style styles[OWNERS_COUNTS] = {STYLE_NORMAL, STYLE_OVERDUE, STYLE_DUE_SOON,
                                                STYLE_DONE,   STYLE_DONE,    STYLE_DIM};
    g_autofree char *words = owners_words(owners, load);
    board_line(board, words);
    board_put(board, OWNERS_NAME, widths.name, TEXT_LEFT,
              load->name == NULL ? STYLE_DUE_SOON : STYLE_NORMAL,
              load->name == NULL ? _("nobody yet") : load->name);
    for (int i = 0; i < OWNERS_COUNTS; i++) {
        g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, counts[i]);
        board_put(board, OWNERS_NAME + widths.name + i * widths.count, widths.count, TEXT_RIGHT,
                  counts[i] == 0 ? STYLE_DIM : styles[i], counts[i] == 0 ? "-" : number);
    }
    if (widths.bar < OWNERS_LEAST_BAR)
        return;
    /* As long as the load beside the heaviest one, filled as far as it is completed. */
    int cells = MAX((int)(load->total * widths.bar / MAX(most, 1)), 1);
    chart_put_bar(board, OWNERS_NAME + widths.name + OWNERS_COUNTS * widths.count + 2, cells,
                  load->completed == load->total ? STYLE_DONE : STYLE_ACTIVE, load->completed,
                  load->total, ascii);
}

/* Keys can come before the first drawing: they need the lines, too. */
static void
owners_fill(App *app, Owners *owners)
{
    gint64 most = 0;
    int columns = canvas_columns(app->canvas);
    gboolean ascii = canvas_is_ascii(app->canvas);
    if (owners->columns == columns)
        return;
    owners->columns = columns;
    board_clear(owners->board);
    if (owners->loads == NULL)
        return;
    OwnersColumns widths = owners_columns(owners, columns);
    owners_fill_head(owners, widths);
    for (guint i = 0; i < owners->loads->len; i++)
        most = MAX(most, ((const LedgerLoad *)owners->loads->pdata[i])->total);
    for (guint i = 0; i < owners->loads->len; i++)
        owners_fill_load(owners, widths, owners->loads->pdata[i], most, ascii);
    if (owners->loads->len > 0)
        return;
    board_line(owners->board, NULL);
    board_put(owners->board, 2, columns - 3, TEXT_LEFT, STYLE_NORMAL,
              _("There is no task yet. 1 goes to the ledger, i imports a report."));
}

static void
owners_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    Owners *owners = view->data;
    owners_fill(app, owners);
    board_draw(owners->board, app->canvas, area);
}

static gboolean
owners_run(App *app, View *view, LedgerAction action)
{
    Owners *owners = view->data;
    if (action == ACTION_GROUPING) {
        owners->grouping = (owners->grouping + 1) % G_N_ELEMENTS(groupings);
        owners_refresh(app, view);
        return TRUE;
    }
    owners_fill(app, owners);
    if (action == ACTION_DRILL && board_selected(owners->board) != NULL) {
        g_autofree char *words = g_strdup(board_selected(owners->board));
        view_drill(app, words);
        return TRUE;
    }
    return board_move(owners->board, action);
}

static gboolean
owners_select_at(App *app, View *view, CanvasArea area, int row, int column)
{
    return board_select_row(((Owners *)view->data)->board, row);
}

const ViewKind view_owners = {.action = ACTION_VIEW_OWNERS,
                              .place = PLACE_OWNERS,
                              .open = owners_open,
                              .close = owners_close,
                              .refresh = owners_refresh,
                              .draw = owners_draw,
                              .run = owners_run,
                              .select_at = owners_select_at};
