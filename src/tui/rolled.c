#include "rolled.h"

#include "chart.h"
#include "view.h"
#include "zhenggai/document.h"
#include "zhenggai/text.h"

enum {
    ROLLED_LEFT = 3,
    ROLLED_RANK = 5,
    ROLLED_NAME_LEAST = 16,
    ROLLED_NAME_MOST = 40,
    ROLLED_SHARE = 16,
    ROLLED_BAR_LEAST = 10,
    ROLLED_BAR_MOST = 40,
    ROLLED_COUNTS = 6
};

/* The widths of a filled board; counts that find no room are left out from the last. */
typedef struct {
    Board *board;
    const Rollup *rollup;
    int columns, name, bar, counts;
    gboolean ascii;
} Rolled;

const char *
rolled_by_label(RollupBy by)
{
    static const char *const labels[] = {[ROLLUP_UNIT] = N_("unit"),
                                         [ROLLUP_CATEGORY] = N_("category"),
                                         [ROLLUP_OWNER] = N_("owner"),
                                         [ROLLUP_PROGRESS] = N_("progress")};
    return _(labels[by]);
}

/* ── Widths ───────────────────────────────────────────────────────────────────────────────── */

/* What matters most comes first. */
static const char *
rolled_count_label(int count)
{
    switch (count) {
    case 0:
        return _("overdue");
    case 1:
        return _("due soon");
    case 2:
        return _("closed");
    default:
        return _(ledger_value_info(TYPE_PROGRESS, (guint)(ROLLED_COUNTS - 1 - count))->label);
    }
}

static gint64
rolled_count(const RollupGroup *group, int count)
{
    const gint64 firsts[] = {group->overdue, group->due_soon, group->closed};
    return count < 3 ? firsts[count] : group->progress[ROLLED_COUNTS - 1 - count];
}

static int
rolled_count_cells(int count)
{
    return text_width(rolled_count_label(count)) + 2;
}

static const char *
rolled_name(const RollupGroup *group)
{
    return group->name == NULL ? _("none") : group->name;
}

static void
rolled_measure(Rolled *rolled)
{
    int room = rolled->columns - ROLLED_LEFT - ROLLED_RANK - ROLLED_SHARE - 2;
    rolled->name = ROLLED_NAME_LEAST;
    for (guint i = 0; i < rolled->rollup->groups->len; i++)
        rolled->name =
            MAX(rolled->name, text_width(rolled_name(rolled->rollup->groups->pdata[i])) + 2);
    rolled->name = MIN(rolled->name, ROLLED_NAME_MOST);
    room -= rolled->name;
    while (rolled->counts < ROLLED_COUNTS && room >= rolled_count_cells(rolled->counts))
        room -= rolled_count_cells(rolled->counts++);
    rolled->bar = room - 2 < ROLLED_BAR_LEAST ? 0 : MIN(room - 2, ROLLED_BAR_MOST);
}

/* ── Groups ───────────────────────────────────────────────────────────────────────────────── */

static void
rolled_add_head(const Rolled *rolled)
{
    Board *board = rolled->board;
    int column = ROLLED_LEFT;
    g_autofree char *heading =
        g_strdup_printf(_("Roll-up %d: %d units, by %s"), rolled->rollup->year,
                        (int)rolled->rollup->total.units, rolled_by_label(rolled->rollup->by));
    board_line(board, NULL);
    board_put(board, 1, rolled->columns - 2, TEXT_LEFT, STYLE_HEADING, heading);
    board_line(board, NULL);
    board_put(board, column, ROLLED_RANK, TEXT_LEFT, STYLE_LABEL, _("rank"));
    column += ROLLED_RANK;
    board_put(board, column, rolled->name - 1, TEXT_LEFT, STYLE_LABEL,
              rolled_by_label(rolled->rollup->by));
    column += rolled->name;
    board_put(board, column, ROLLED_SHARE, TEXT_LEFT, STYLE_LABEL, _("completed"));
    column += ROLLED_SHARE;
    for (int i = 0; i < rolled->counts; i++) {
        board_put(board, column, rolled_count_cells(i), TEXT_RIGHT, STYLE_LABEL,
                  rolled_count_label(i));
        column += rolled_count_cells(i);
    }
    board_freeze(board);
}

static void
rolled_add_group(const Rolled *rolled, const RollupGroup *group, const char *words,
                 const char *name, Style style)
{
    static const Style styles[ROLLED_COUNTS] = {STYLE_OVERDUE, STYLE_DUE_SOON, STYLE_DONE};
    Board *board = rolled->board;
    gint64 completed = group->progress[PROGRESS_COUNT - 1];
    int column = ROLLED_LEFT + ROLLED_RANK;
    g_autofree char *rank = group->rank == 0 ? g_strdup("") : g_strdup_printf("%u", group->rank);
    g_autofree char *share = document_share(completed, group->measures);
    g_autofree char *rate = g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "  %s",
                                            completed, group->measures, share);
    board_line(board, words);
    board_put(board, ROLLED_LEFT, ROLLED_RANK, TEXT_LEFT, style, rank);
    board_put(board, column, rolled->name - 1, TEXT_LEFT, style, name);
    column += rolled->name;
    board_put(board, column, ROLLED_SHARE, TEXT_LEFT, style, rate);
    column += ROLLED_SHARE;
    for (int i = 0; i < rolled->counts; i++) {
        gint64 count = rolled_count(group, i);
        g_autofree char *number = count == 0 ? g_strdup("-") : g_strdup_printf("%d", (int)count);
        board_put(board, column, rolled_count_cells(i), TEXT_RIGHT,
                  count == 0 ? STYLE_DIM : styles[i], number);
        column += rolled_count_cells(i);
    }
    if (rolled->bar > 0)
        chart_put_bar(board, column + 2, rolled->bar,
                      completed == group->measures ? STYLE_DONE : STYLE_ACTIVE, completed,
                      group->measures, rolled->ascii);
}

static char *
rolled_words(const Rolled *rolled, const char *unit)
{
    g_autofree char *word = view_word("unit", unit);
    g_autofree char *year = g_strdup_printf("%d", rolled->rollup->year);
    g_autofree char *of = view_word("year", year);
    return g_strdup_printf("%s %s", word, of);
}

static void
rolled_add_groups(const Rolled *rolled)
{
    const Rollup *rollup = rolled->rollup;
    for (guint i = 0; i < rollup->groups->len; i++) {
        const RollupGroup *group = rollup->groups->pdata[i];
        g_autofree char *words =
            rollup->by == ROLLUP_UNIT ? rolled_words(rolled, rolled_name(group)) : NULL;
        rolled_add_group(rolled, group, words, rolled_name(group), STYLE_NORMAL);
    }
    rolled_add_group(rolled, &rollup->total, NULL, _("all"), STYLE_KEY);
}

/* ── What else there is to say ────────────────────────────────────────────────────────────── */

static void
rolled_add_heading(const Rolled *rolled, const char *text)
{
    board_line(rolled->board, NULL);
    board_line(rolled->board, NULL);
    board_put(rolled->board, 1, rolled->columns - 2, TEXT_LEFT, STYLE_HEADING, text);
}

static void
rolled_add_silent(const Rolled *rolled)
{
    const GPtrArray *silent = rolled->rollup->silent;
    if (silent->len == 0)
        return;
    g_autofree char *heading = g_strdup_printf(_("Not reported: %u"), silent->len);
    rolled_add_heading(rolled, heading);
    for (guint i = 0; i < silent->len; i++) {
        board_line(rolled->board, NULL);
        board_put(rolled->board, ROLLED_LEFT, rolled->columns - ROLLED_LEFT - 1, TEXT_LEFT,
                  STYLE_DUE_SOON, silent->pdata[i]);
    }
}

static void
rolled_add_problem(const Rolled *rolled, const RollupProblem *problem)
{
    int column = ROLLED_LEFT + ROLLED_RANK + rolled->name;
    g_autofree char *number = g_strdup_printf("%d", problem->no);
    g_autofree char *word = view_word("problem", number);
    g_autofree char *where = rolled_words(rolled, problem->unit);
    g_autofree char *words = g_strdup_printf("%s %s", where, word);
    g_autofree char *name = g_strdup_printf("%s  %d", problem->unit, problem->no);
    board_line(rolled->board, words);
    board_put(rolled->board, ROLLED_LEFT, ROLLED_RANK + rolled->name - 2, TEXT_LEFT, STYLE_NORMAL,
              name);
    board_put(rolled->board, column, rolled->columns - column - 1, TEXT_LEFT, STYLE_NORMAL,
              problem->text);
}

static void
rolled_add_common(const Rolled *rolled)
{
    const GPtrArray *found = rolled->rollup->common;
    if (found->len > 0)
        rolled_add_heading(rolled, _("Problems that several units share"));
    for (guint i = 0; i < found->len; i++) {
        const RollupCommon *common = found->pdata[i];
        const RollupProblem *first = common->members->pdata[0];
        g_autofree char *text = g_strdup_printf(
            text_translate_plural("%u. %s (%u unit)", "%u. %s (%u units)", common->units), i + 1,
            first->text, common->units);
        board_line(rolled->board, NULL);
        board_put(rolled->board, ROLLED_LEFT, rolled->columns - ROLLED_LEFT - 1, TEXT_LEFT,
                  STYLE_KEY, text);
        for (guint m = 0; m < common->members->len; m++)
            rolled_add_problem(rolled, common->members->pdata[m]);
    }
}

void
rolled_fill(Board *board, const Rollup *rollup, int columns, gboolean ascii)
{
    Rolled rolled = {.board = board, .rollup = rollup, .columns = columns, .ascii = ascii};
    board_clear(board);
    rolled_measure(&rolled);
    rolled_add_head(&rolled);
    rolled_add_groups(&rolled);
    rolled_add_silent(&rolled);
    rolled_add_common(&rolled);
}
