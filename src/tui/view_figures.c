/* The figures as pictures: progress against closure, shares, the year's course, what stands still.
 */
#include "board.h"
#include "chart.h"
#include "rolled.h"
#include "view.h"
#include "zhenggai/charts.h"
#include "zhenggai/document.h"
#include "zhenggai/text.h"

#include <string.h>

enum {
    FIGURES_LEFT = 3,
    FIGURES_NAME = 12,
    FIGURES_LABEL = 24,
    FIGURES_BARS = 12,  /* of a kind */
    FIGURES_STUCK = 20, /* tasks that are named */
    FIGURES_STUCK_DAYS = 30,
    FIGURES_HEIGHT = 8, /* of the year's chart */
    FIGURES_WIDEST = 120
};

typedef struct {
    Board *board;
    int columns; /* that the board was filled for; 0: not */
    gboolean ascii;
    gboolean rolled; /* the roll-up over units is shown in their stead, */
    RollupBy by;     /* by this */
    GError *error;
} Figures;

static void
figures_open(App *app, View *view)
{
    Figures *figures = g_new0(Figures, 1);
    figures->board = board_new();
    view->data = figures;
}

static void
figures_close(View *view)
{
    Figures *figures = view->data;
    g_clear_error(&figures->error);
    board_free(figures->board);
    g_free(figures);
}

static void
figures_refresh(App *app, View *view)
{
    ((Figures *)view->data)->columns = 0;
}

static void
figures_heading(Figures *figures, const char *text)
{
    board_line(figures->board, NULL);
    board_line(figures->board, NULL);
    board_put(figures->board, 1, figures->columns - 2, TEXT_LEFT, STYLE_HEADING, text);
}

/* ── Progress against closure ─────────────────────────────────────────────────────────────── */

static int
figures_matrix_cells(void)
{
    int cells = text_width(_("all"));
    for (guint i = 0; i < CLOSURE_COUNT; i++)
        cells = MAX(cells, text_width(_(ledger_value_info(TYPE_CLOSURE, i)->label)));
    return cells + 1;
}

static void
figures_matrix_number(Figures *figures, int index, int cells, Style style, gint64 number)
{
    g_autofree char *text =
        number == 0 ? g_strdup("-") : g_strdup_printf("%" G_GINT64_FORMAT, number);
    board_put(figures->board, FIGURES_LEFT + FIGURES_NAME + index * cells, cells, TEXT_RIGHT,
              number == 0 ? STYLE_DIM : style, text);
}

static void
figures_add_matrix_row(Figures *figures, const LedgerMatrix *matrix, guint progress)
{
    const LedgerValueInfo *info = ledger_value_info(TYPE_PROGRESS, progress);
    g_autofree char *its = view_word("progress", info->name);
    g_autofree char *measures = view_word("kind_of", "measure");
    g_autofree char *words = g_strdup_printf("%s %s", its, measures);
    int cells = figures_matrix_cells();
    gint64 all = 0;
    board_line(figures->board, words);
    board_put(figures->board, FIGURES_LEFT, FIGURES_NAME, TEXT_LEFT, STYLE_NORMAL, _(info->label));
    for (int i = 0; i < CLOSURE_COUNT; i++) {
        all += matrix->measures[progress][i];
        figures_matrix_number(figures, i, cells, STYLE_NORMAL, matrix->measures[progress][i]);
    }
    figures_matrix_number(figures, CLOSURE_COUNT, cells, STYLE_KEY, all);
}

static gboolean
figures_add_matrix(App *app, Figures *figures)
{
    LedgerMatrix matrix;
    int cells = figures_matrix_cells();
    if (!ledger_matrix(app->ledger, app->scope, &matrix, &figures->error))
        return FALSE;
    board_line(figures->board, NULL);
    board_put(figures->board, 1, figures->columns - 2, TEXT_LEFT, STYLE_HEADING,
              _("Measures by progress and closure"));
    board_line(figures->board, NULL);
    for (guint i = 0; i < CLOSURE_COUNT; i++)
        board_put(figures->board, FIGURES_LEFT + FIGURES_NAME + (int)i * cells, cells, TEXT_RIGHT,
                  STYLE_LABEL, _(ledger_value_info(TYPE_CLOSURE, i)->label));
    board_put(figures->board, FIGURES_LEFT + FIGURES_NAME + CLOSURE_COUNT * cells, cells,
              TEXT_RIGHT, STYLE_LABEL, _("all"));
    for (guint i = 0; i < PROGRESS_COUNT; i++)
        figures_add_matrix_row(figures, &matrix, i);
    return TRUE;
}

/* ── Shares ───────────────────────────────────────────────────────────────────────────────── */

/* "name  ██████▌░░░  1/4 25.0%": what is completed of all. */
static void
figures_add_bar(Figures *figures, const char *words, const char *name, gint64 completed,
                gint64 total)
{
    int label = MIN(FIGURES_LABEL + MAX(figures->columns - 80, 0) / 2, 50);
    int bar = MIN(figures->columns, FIGURES_WIDEST) - FIGURES_LEFT - label - 20;
    g_autofree char *share = document_share(completed, total);
    g_autofree char *number =
        g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "  %s", completed, total, share);
    board_line(figures->board, words);
    board_put(figures->board, FIGURES_LEFT, label - 1, TEXT_LEFT, STYLE_NORMAL, name);
    chart_put_bar(figures->board, FIGURES_LEFT + label, MAX(bar, 4),
                  completed == total ? STYLE_DONE : STYLE_ACTIVE, completed, total, figures->ascii);
    board_put(figures->board, FIGURES_LEFT + label + MAX(bar, 4) + 1, 18, TEXT_LEFT, STYLE_NORMAL,
              number);
}

static gboolean
figures_add_shares(Figures *figures, const char *heading, const char *word, GPtrArray *found)
{
    g_autoptr(GPtrArray) shares = found;
    if (shares == NULL)
        return FALSE;
    if (shares->len > 0)
        figures_heading(figures, heading);
    for (guint i = 0; i < shares->len; i++) {
        const LedgerShare *share = shares->pdata[i];
        g_autofree char *name = g_strndup(
            share->name, share->problem != 0 ? strcspn(share->name, " ") : strlen(share->name));
        g_autofree char *words = view_word(word, name);
        figures_add_bar(figures, words, share->name, share->completed, share->total);
    }
    return TRUE;
}

static gboolean
figures_add_owners(App *app, Figures *figures)
{
    g_autoptr(GPtrArray) loads =
        ledger_loads(app->ledger, app->scope, FIELD_TASK_owner, &figures->error);
    if (loads == NULL)
        return FALSE;
    if (loads->len > 0)
        figures_heading(figures, _("Completed by owner"));
    for (guint i = 0; i < MIN(loads->len, FIGURES_BARS); i++) {
        const LedgerLoad *load = loads->pdata[i];
        g_autofree char *word = view_word("owner", load->name);
        g_autofree char *measures = view_word("kind_of", "measure");
        g_autofree char *words =
            load->name == NULL ? g_strdup_printf("%s %s", word, measures) : g_strdup(word);
        figures_add_bar(figures, words, load->name == NULL ? _("nobody yet") : load->name,
                        load->completed, load->total);
    }
    return TRUE;
}

/* ── The year's course ────────────────────────────────────────────────────────────────────── */

/* What is left at each month's end: as the deadlines have it, and as it was. */
typedef struct {
    gint64 planned[YEAR_MONTHS], left[YEAR_MONTHS];
    int known; /* months of which the end or a part has been seen */
} FiguresCourse;

static FiguresCourse
figures_course(const LedgerYear *year, const char *today)
{
    FiguresCourse course = {.known = year->year < atoi(today) ? YEAR_MONTHS : atoi(today + 5)};
    gint64 planned = year->measures - year->due_before, left = year->measures - year->done_before;
    for (int i = 0; i < YEAR_MONTHS; i++) {
        course.planned[i] = planned -= year->months[i].due;
        course.left[i] = left -= year->months[i].done;
    }
    return course;
}

static void
figures_add_course_row(Figures *figures, const FiguresCourse *course, gint64 most, int row)
{
    int cells = CLAMP((figures->columns - FIGURES_LEFT - 8) / YEAR_MONTHS, 3, 7);
    g_autofree char *level =
        g_strdup_printf("%" G_GINT64_FORMAT, most * (FIGURES_HEIGHT - row) / FIGURES_HEIGHT);
    board_line(figures->board, NULL);
    board_put(figures->board, FIGURES_LEFT, 5, TEXT_RIGHT, STYLE_DIM, row % 4 == 0 ? level : "");
    for (int i = 0; i < YEAR_MONTHS; i++) {
        int column = FIGURES_LEFT + 6 + i * cells;
        gint64 left = course->left[i] * FIGURES_HEIGHT, floor = most * (FIGURES_HEIGHT - row - 1);
        gint64 planned = course->planned[i] * FIGURES_HEIGHT;
        for (int at = 0; at < MIN(cells - 1, 4); at++) {
            gboolean plan = planned > floor && at == MIN(cells - 1, 4) - 1;
            if (!plan && (i >= course->known || left <= floor || at == MIN(cells - 1, 4) - 1))
                continue;
            board_put(figures->board, column + at, 1, TEXT_LEFT, plan ? STYLE_DIM : STYLE_ACTIVE,
                      chart_sign(plan ? CHART_REST : CHART_FULL, figures->ascii));
        }
    }
}

static gboolean
figures_add_course(App *app, Figures *figures)
{
    LedgerYear year;
    int cells = CLAMP((figures->columns - FIGURES_LEFT - 8) / YEAR_MONTHS, 3, 7);
    if (!ledger_year(app->ledger, app->scope, atoi(ledger_today(app->ledger)), &year,
                     &figures->error))
        return FALSE;
    g_autofree char *heading = g_strdup_printf(
        _("Measures left at each month's end, %d: %s in fact, %s by the deadlines"), year.year,
        chart_sign(CHART_FULL, figures->ascii), chart_sign(CHART_REST, figures->ascii));
    FiguresCourse course = figures_course(&year, ledger_today(app->ledger));
    figures_heading(figures, heading);
    for (int row = 0; row < FIGURES_HEIGHT && year.measures > 0; row++)
        figures_add_course_row(figures, &course, year.measures, row);
    board_line(figures->board, NULL);
    for (int i = 0; i < YEAR_MONTHS; i++) {
        g_autofree char *number = g_strdup_printf("%d", i + 1);
        board_put(figures->board, FIGURES_LEFT + 6 + i * cells, cells, TEXT_LEFT, STYLE_LABEL,
                  number);
    }
    return TRUE;
}

/* ── What stands still ────────────────────────────────────────────────────────────────────── */

static gboolean
figures_add_stuck(App *app, Figures *figures)
{
    gint64 count = 0;
    g_autoptr(GPtrArray) found = ledger_stuck(app->ledger, app->scope, FIGURES_STUCK_DAYS,
                                              FIGURES_STUCK, &count, &figures->error);
    if (found == NULL)
        return FALSE;
    g_autofree char *heading = g_strdup_printf(_("Open measures without a note for %d days: %d"),
                                               FIGURES_STUCK_DAYS, (int)count);
    figures_heading(figures, heading);
    for (guint i = 0; i < found->len; i++) {
        const LedgerStuck *stuck = found->pdata[i];
        g_autofree char *words = g_strdup_printf("uuid:%s", stuck->uuid);
        g_autofree char *since =
            g_strdup_printf(stuck->noted ? _("last note %s") : _("none since %s"), stuck->since);
        board_line(figures->board, words);
        board_put(figures->board, FIGURES_LEFT, 8, TEXT_LEFT, STYLE_NORMAL, stuck->id);
        board_put(figures->board, FIGURES_LEFT + 9, 22, TEXT_LEFT, STYLE_DUE_SOON, since);
        board_put(figures->board, FIGURES_LEFT + 32, figures->columns - FIGURES_LEFT - 33,
                  TEXT_LEFT, STYLE_NORMAL, stuck->text);
    }
    return TRUE;
}

/* ── All of it ────────────────────────────────────────────────────────────────────────────── */

static gboolean
figures_add_all(App *app, Figures *figures)
{
    if (!figures_add_matrix(app, figures))
        return FALSE;
    figures_heading(figures, _("Completed"));
    g_autofree char *measures = view_word("kind_of", "measure");
    figures_add_bar(figures, measures, _("measures"),
                    app->figures.measures.progress[PROGRESS_COUNT - 1],
                    app->figures.measures.total);
    figures_add_bar(figures, "", _("problems"), app->figures.problems_completed,
                    app->figures.problems);
    if (!figures_add_shares(
            figures, _("Completed by problem"), "problem",
            ledger_shares_by_problem(app->ledger, app->scope, FIGURES_BARS, &figures->error)))
        return FALSE;
    if (app->scope.unit_id == 0 &&
        !figures_add_shares(
            figures, _("Completed by unit"), "unit",
            ledger_shares_by_unit(app->ledger, app->scope, FIGURES_BARS, &figures->error)))
        return FALSE;
    return figures_add_owners(app, figures) && figures_add_course(app, figures) &&
           figures_add_stuck(app, figures);
}

/* ── The roll-up ──────────────────────────────────────────────────────────────────────────── */

static gboolean
figures_roll_up(App *app, Figures *figures)
{
    g_autoptr(Rollup) rollup =
        rollup_new(app->ledger, app->scope.year, figures->by, &figures->error);
    if (rollup != NULL)
        rolled_fill(figures->board, rollup, figures->columns, figures->ascii);
    return rollup != NULL;
}

/* By unit first; behind the last way to group come the figures again. */
static void
figures_roll_on(Figures *figures)
{
    RollupBy next = figures->rolled ? figures->by + 1 : ROLLUP_UNIT;
    figures->rolled = next <= ROLLUP_PROGRESS;
    figures->by = figures->rolled ? next : ROLLUP_UNIT;
    figures->columns = 0;
}

static gboolean
figures_back(App *app, View *view)
{
    Figures *figures = view->data;
    gboolean rolled = figures->rolled;
    figures->rolled = FALSE;
    figures->columns = 0;
    return rolled;
}

static char *
figures_state(const App *app, const View *view)
{
    const Figures *figures = view->data;
    return g_strdup(!figures->rolled ? _("R compares the units")
                    : figures->by == ROLLUP_PROGRESS
                        ? _("R and Esc go back to the figures")
                        : _("R groups it another way, Esc goes back to the figures"));
}

/* Keys can come before the first drawing: they need the lines, too. */
static void
figures_fill(App *app, Figures *figures)
{
    int columns = canvas_columns(app->canvas);
    if (figures->columns == columns)
        return;
    figures->columns = columns;
    figures->ascii = canvas_is_ascii(app->canvas);
    g_clear_error(&figures->error);
    board_clear(figures->board);
    if (figures->rolled ? figures_roll_up(app, figures) : figures_add_all(app, figures))
        return;
    board_clear(figures->board);
    board_line(figures->board, NULL);
    board_put(figures->board, 1, columns - 2, TEXT_LEFT, STYLE_ERROR, figures->error->message);
}

static void
figures_draw(App *app, View *view, CanvasArea area, gboolean focused)
{
    Figures *figures = view->data;
    figures_fill(app, figures);
    board_draw(figures->board, app->canvas, area);
}

static gboolean
figures_run(App *app, View *view, LedgerAction action)
{
    Figures *figures = view->data;
    if (action == ACTION_ROLLUP) {
        figures_roll_on(figures);
        return TRUE;
    }
    figures_fill(app, figures);
    if (action == ACTION_DRILL && board_selected(figures->board) != NULL) {
        g_autofree char *words = g_strdup(board_selected(figures->board));
        view_drill(app, words);
        return TRUE;
    }
    return board_move(figures->board, action);
}

static gboolean
figures_select_at(App *app, View *view, CanvasArea area, int row, int column)
{
    return board_select_row(((Figures *)view->data)->board, row);
}

const ViewKind view_figures = {.action = ACTION_VIEW_FIGURES,
                               .place = PLACE_FIGURES,
                               .open = figures_open,
                               .close = figures_close,
                               .refresh = figures_refresh,
                               .draw = figures_draw,
                               .run = figures_run,
                               .back = figures_back,
                               .state = figures_state,
                               .select_at = figures_select_at};
