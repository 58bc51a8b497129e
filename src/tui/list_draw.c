#include "list_private.h"
#include "zhenggai/text.h"

#include <string.h>

/* The columns before the text, in cells. The text comes last, so that nothing stands behind the
 * characters that some terminals draw wider than we think (“ ” — …). */
typedef struct {
    int id, progress, percent, owner, due;
} TreeColumns;

enum { MARK_CELLS = 2, WIDE_COLUMNS = 76, NARROW_COLUMNS = 60 };

/* What the reviewer's side says, shorter than the words of the field. */
static const struct {
    const char *closure, *word;
} closures[] = {{"requested", N_("asked")},
                {"returned", N_("sent back")},
                {"closed", N_("closed")},
                {"dropped", N_("left out")}};

/* As wide as its widest word in the current language. */
static int
list_progress_cells(void)
{
    int cells = text_width(_(ledger_field_info(FIELD_TASK_progress)->label));
    for (guint i = 0; i < ledger_value_count(TYPE_PROGRESS); i++)
        cells = MAX(cells, text_width(_(ledger_value_info(TYPE_PROGRESS, i)->label)));
    return cells + 1;
}

/* A day of this year, and behind it the longest of the words for what matters. */
static int
list_due_cells(void)
{
    int word = MAX(text_width(_("overdue")), text_width(_("due soon")));
    for (gsize i = 0; i < G_N_ELEMENTS(closures); i++)
        word = MAX(word, text_width(_(closures[i].word)));
    return 6 + word + 1;
}

/* Beside the detail, which has everything, the list leaves more room to the text; where that is
 * scarce, only the deadline with its word stands before it. */
static TreeColumns
tree_columns(CanvasArea area)
{
    gboolean wide = area.columns >= WIDE_COLUMNS, narrow = area.columns < NARROW_COLUMNS;
    return (TreeColumns){.id = 9,
                         .progress = narrow ? 0 : list_progress_cells(),
                         .percent = wide ? 5 : 0,
                         .owner = narrow ? 0 : 9,
                         .due = list_due_cells()};
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static gint64
list_cache_key(const LedgerPlace *place)
{
    return place->entity == ENTITY_PROBLEM ? -place->key : place->key;
}

const LedgerRow *
list_row(List *list, const LedgerPlace *place)
{
    gint64 key = list_cache_key(place);
    LedgerRow *row = g_hash_table_lookup(list->cache, &key);
    if (row != NULL)
        return row;
    LedgerFields fields =
        place->entity == ENTITY_PROBLEM
            ? ledger_fields_of(FIELD_PROBLEM_id, FIELD_PROBLEM_text, FIELD_PROBLEM_measures,
                               FIELD_PROBLEM_completed, FIELD_PROBLEM_revision, FIELD_NONE)
            : ledger_fields_of(FIELD_TASK_id, FIELD_TASK_text, FIELD_TASK_owner, FIELD_TASK_start,
                               FIELD_TASK_due, FIELD_TASK_first_due, FIELD_TASK_done,
                               FIELD_TASK_kind, FIELD_TASK_percent, FIELD_TASK_progress,
                               FIELD_TASK_closure, FIELD_TASK_overdue, FIELD_TASK_due_soon,
                               FIELD_TASK_revision, FIELD_NONE);
    for (guint i = 0; place->entity == ENTITY_TASK && i < list->columns->len; i++)
        fields.wanted[g_array_index(list->columns, LedgerField, i)] = TRUE;
    row = ledger_row_load(list->ledger, place->entity, place->key, &fields, NULL);
    if (row != NULL)
        g_hash_table_insert(list->cache, g_memdup2(&key, sizeof key), row);
    return row;
}

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

/* "2024-12-20", this year's as "12-20", with a word behind it where it matters. */
char *
list_due(const List *list, const LedgerRow *row)
{
    const char *due = ledger_row_get(row, FIELD_TASK_due);
    if (due == NULL) {
        const char *kind = ledger_row_get(row, FIELD_TASK_kind);
        g_autofree char *shown = kind != NULL && strcmp(kind, "phased") != 0
                                     ? ledger_value_display(FIELD_TASK_kind, kind)
                                     : NULL;
        return shown == NULL ? g_strdup("-") : g_steal_pointer(&shown);
    }
    const char *shown = strncmp(due, ledger_today(list->ledger), 5) == 0 ? due + 5 : due;
    if (ledger_row_number(row, FIELD_TASK_overdue))
        return g_strdup_printf("%s %s", shown, _("overdue"));
    if (ledger_row_number(row, FIELD_TASK_due_soon))
        return g_strdup_printf("%s %s", shown, _("due soon"));
    return g_strdup(shown);
}

/* The same, and where time does not press, how far the closure is. */
static char *
tree_due(const List *list, const LedgerRow *row)
{
    g_autofree char *due = list_due(list, row);
    const char *word = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(closures); i++)
        if (strcmp(ledger_row_get(row, FIELD_TASK_closure), closures[i].closure) == 0)
            word = _(closures[i].word);
    if (word == NULL || ledger_row_number(row, FIELD_TASK_overdue) ||
        ledger_row_number(row, FIELD_TASK_due_soon))
        return g_steal_pointer(&due);
    return strcmp(due, "-") == 0 ? g_strdup(word) : g_strdup_printf("%s %s", due, word);
}

Style
list_style(const LedgerRow *row)
{
    if (ledger_row_number(row, FIELD_TASK_overdue))
        return STYLE_OVERDUE;
    if (ledger_row_number(row, FIELD_TASK_due_soon))
        return STYLE_DUE_SOON;
    if (strcmp(ledger_row_get(row, FIELD_TASK_progress), "completed") == 0)
        return STYLE_DONE;
    return STYLE_NORMAL;
}

int
list_draw_cell(Canvas *canvas, CanvasArea area, int row, int column, int cells, Style style,
               const char *text)
{
    if (cells == 0)
        return column;
    g_autofree char *visible = text_visible_line(text);
    g_autofree char *cut = text_cut(visible, cells - 1);
    canvas_text(canvas, area, row, column, style, cut);
    return column + cells;
}

void
list_draw_text(Canvas *canvas, CanvasArea area, int row, int column, Style style, const char *text)
{
    /* One cell stays free at the edge, where a wide character would wrap on some terminals. */
    g_autofree char *visible = text_visible_line(text);
    g_autofree char *cut = text_cut(visible, MAX(area.columns - column - 1, 0));
    canvas_text(canvas, area, row, column, style, cut);
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static const char *
list_fold_sign(List *list, const LedgerPlace *place)
{
    if (place->step_no > 0)
        return "";
    return ledger_query_is_folded(list->query, place) ? "+ " : "";
}

/* A problem is the heading of its measures: its number, how many of them are completed, its text.
 */
static void
list_draw_problem(List *list, const LedgerPlace *place, const LedgerRow *row, Canvas *canvas,
                  CanvasArea area, int at)
{
    const char *words = place->problem_no == 0 ? _("Linked to no problem of the report")
                                               : ledger_row_get(row, FIELD_PROBLEM_text);
    g_autofree char *done =
        g_strdup_printf("%s%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, list_fold_sign(list, place),
                        ledger_row_number(row, FIELD_PROBLEM_completed),
                        ledger_row_number(row, FIELD_PROBLEM_measures));
    const char *id = place->problem_no == 0 ? "-" : ledger_row_get(row, FIELD_PROBLEM_id);
    int column = list_draw_cell(canvas, area, at, MARK_CELLS, 4, STYLE_HEADING, id);
    list_draw_cell(canvas, area, at, column, 8, STYLE_DIM, done);
    /* Under the columns of its measures, unless the counts are long. */
    column = MAX(MARK_CELLS + tree_columns(area).id, column + text_width(done) + 1);
    list_draw_text(canvas, area, at, column, STYLE_HEADING, words);
}

static void
list_draw_task(List *list, const LedgerPlace *place, const LedgerRow *row, Canvas *canvas,
               CanvasArea area, int at)
{
    Style style = place->match ? list_style(row) : STYLE_DIM;
    if (list_is_marked(list, place)) {
        canvas_text(canvas, area, at, 0, STYLE_MARKED, "*");
        style = STYLE_MARKED;
    }
    g_autofree char *id =
        g_strdup_printf("%s%s%s", place->step_no > 0 ? "  " : "", list_fold_sign(list, place),
                        ledger_row_get(row, FIELD_TASK_id));
    g_autofree char *progress =
        ledger_value_display(FIELD_TASK_progress, ledger_row_get(row, FIELD_TASK_progress));
    g_autofree char *percent =
        ledger_row_number(row, FIELD_TASK_percent) == 0
            ? g_strdup("")
            : ledger_value_display(FIELD_TASK_percent, ledger_row_get(row, FIELD_TASK_percent));
    g_autofree char *due = tree_due(list, row);
    const char *owner = ledger_row_get(row, FIELD_TASK_owner);
    TreeColumns columns = tree_columns(area);
    int column = list_draw_cell(canvas, area, at, MARK_CELLS, columns.id, style, id);
    column = list_draw_cell(canvas, area, at, column, columns.progress, style, progress);
    column = list_draw_cell(canvas, area, at, column, columns.percent, style, percent);
    column =
        list_draw_cell(canvas, area, at, column, columns.owner, style, owner == NULL ? "-" : owner);
    column = list_draw_cell(canvas, area, at, column, columns.due, style, due);
    column += place->step_no > 0 ? 2 : 0;
    list_draw_text(canvas, area, at, column, style, ledger_row_get(row, FIELD_TASK_text));
}

static void
list_draw_header(Canvas *canvas, CanvasArea area)
{
    TreeColumns columns = tree_columns(area);
    const struct {
        const char *label;
        int cells;
    } heads[] = {{_(ledger_field_info(FIELD_TASK_id)->label), columns.id},
                 {_(ledger_field_info(FIELD_TASK_progress)->label), columns.progress},
                 {"%", columns.percent},
                 {_(ledger_field_info(FIELD_TASK_owner)->label), columns.owner},
                 {_(ledger_field_info(FIELD_TASK_due)->label), columns.due}};
    int column = MARK_CELLS;
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
        column =
            list_draw_cell(canvas, area, 0, column, heads[i].cells, STYLE_LABEL, heads[i].label);
    list_draw_text(canvas, area, 0, column, STYLE_LABEL, _("problem, measure, step"));
}

/* Why it is empty and which key leads on. */
void
list_draw_empty(const List *list, Canvas *canvas, CanvasArea area, const char *empty)
{
    const char *text = list->error != NULL    ? list->error
                       : *list->words != '\0' ? _("No task matches. Esc shows all again.")
                                              : empty;
    g_auto(GStrv) lines = text_wrap(text, MAX(area.columns - 4, 2));
    for (int i = 0; lines[i] != NULL; i++)
        canvas_text(canvas, area, 1 + i, 2, list->error != NULL ? STYLE_ERROR : STYLE_NORMAL,
                    lines[i]);
}

/* A whole row shown reversed would be sent again with every key. */
void
list_draw_selection(const List *list, Canvas *canvas, CanvasArea body, int cells, gboolean focused)
{
    canvas_text(canvas, body, list->selected, 1, STYLE_NORMAL, ">");
    if (focused)
        canvas_restyle(canvas, canvas_area_part(body, list->selected, 0, 1, MARK_CELLS + cells),
                       STYLE_SELECTED);
}

static void
list_draw_tree(List *list, Canvas *canvas, CanvasArea area, gboolean focused)
{
    CanvasArea body = canvas_area_part(area, 1, 0, area.rows - 1, area.columns);
    list_draw_header(canvas, area);
    for (int i = 0; i < body.rows && list_shown(list, i) != NULL; i++) {
        const LedgerPlace *place = list_shown(list, i);
        const LedgerRow *row = list_row(list, place);
        if (row == NULL)
            continue;
        if (place->entity == ENTITY_PROBLEM)
            list_draw_problem(list, place, row, canvas, body, i);
        else
            list_draw_task(list, place, row, canvas, body, i);
    }
    if (list_selected(list) != NULL)
        list_draw_selection(list, canvas, body, tree_columns(area).id - 1, focused);
}

void
list_draw(List *list, Canvas *canvas, CanvasArea area, gboolean focused)
{
    CanvasArea body = canvas_area_part(area, 1, 0, area.rows - 1, area.columns);
    list_rows_set(list, body.rows);
    if (list->order == NULL)
        list_draw_tree(list, canvas, area, focused);
    else
        list_draw_table(list, canvas, area, focused);
    if (list_selected(list) == NULL)
        list_draw_empty(list, canvas, body,
                        _("The ledger is empty. i imports a report, A adds a problem."));
}
