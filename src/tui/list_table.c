/* The list as a table: a row a task, columns that can be chosen, the ID frozen on the left. */
#include "list_private.h"
#include "zhenggai/text.h"

#include <string.h>

enum {
    TABLE_MARK_CELLS = 2,
    TABLE_ID_CELLS = 9,
    TABLE_TEXT_CELLS = 8,
    TABLE_LABEL_CELLS = 14,
    TABLE_GAP_CELLS = 3,   /* behind a column, the border in their middle */
    TABLE_LEAST_CELLS = 5, /* of a column whose width was drawn */
    TABLE_MOST_CELLS = 60
};

static const LedgerField usual[] = {FIELD_TASK_progress, FIELD_TASK_percent, FIELD_TASK_owner,
                                    FIELD_TASK_due};

/* ── Columns ──────────────────────────────────────────────────────────────────────────────── */

static LedgerField
table_field(const List *list, guint index)
{
    return g_array_index(list->columns, LedgerField, index);
}

/* "owner" or "owner=12". */
static gboolean
table_column_parse(const char *word, LedgerField *field, int *cells, GError **error)
{
    g_autofree char *name = g_strndup(word, strcspn(word, "="));
    *field = ledger_field_find(ENTITY_TASK, name);
    *cells = strlen(name) == strlen(word) ? 0 : atoi(word + strlen(name) + 1);
    *cells = *cells == 0 ? 0 : CLAMP(*cells, TABLE_LEAST_CELLS, TABLE_MOST_CELLS);
    if (*field == FIELD_NONE)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: there is no such column"),
                    name);
    return *field != FIELD_NONE;
}

gboolean
list_columns_set(List *list, const char *words, GError **error)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    g_autoptr(GArray) widths = g_array_new(FALSE, TRUE, sizeof(int));
    g_auto(GStrv) parts = g_strsplit_set(words, ", ", 0);
    for (guint i = 0; parts[i] != NULL; i++) {
        LedgerField field;
        int cells;
        if (*parts[i] == '\0')
            continue;
        if (!table_column_parse(parts[i], &field, &cells, error))
            return FALSE;
        g_array_append_val(columns, field);
        g_array_append_val(widths, cells);
    }
    if (columns->len == 0)
        g_array_append_vals(columns, usual, G_N_ELEMENTS(usual));
    g_array_set_size(widths, columns->len);
    g_array_unref(list->columns);
    g_array_unref(list->widths);
    list->columns = g_steal_pointer(&columns);
    list->widths = g_steal_pointer(&widths);
    list->scrolled = 0;
    g_hash_table_remove_all(list->cache);
    return TRUE;
}

char *
list_columns_words(const List *list)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < list->columns->len; i++) {
        int cells = g_array_index(list->widths, int, i);
        g_string_append_printf(words, "%s%s", i == 0 ? "" : ",",
                               ledger_field_info(table_field(list, i))->name);
        if (cells > 0)
            g_string_append_printf(words, "=%d", cells);
    }
    return g_strdup(words->str);
}

const GArray *
list_columns(const List *list)
{
    return list->columns;
}

void
list_scroll_columns(List *list, int by)
{
    list->scrolled = CLAMP(list->scrolled + by, 0, (int)list->columns->len);
}

/* As wide as what usually stands in it, and as its label; the gap behind it is part of it. */
static int
table_usual_cells(LedgerField field)
{
    static const int cells[] = {
        [TYPE_LINE] = 14,   [TYPE_WORDS] = 22,  [TYPE_NAME] = 8,
        [TYPE_OFFICE] = 12, [TYPE_DATE] = 10,   [TYPE_TIME] = 16,
        [TYPE_NUMBER] = 4,  [TYPE_PERCENT] = 4, [TYPE_YESNO] = 4,
    };
    LedgerType type = ledger_field_info(field)->type;
    int widest = type < G_N_ELEMENTS(cells) ? cells[type] : 0;
    for (guint i = 0; i < ledger_value_count(type); i++)
        widest = MAX(widest, text_width(_(ledger_value_info(type, i)->label)));
    if (field == FIELD_TASK_due)
        widest = 6 + MAX(text_width(_("overdue")), text_width(_("due soon")));
    return MAX(widest, MIN(text_width(_(ledger_field_info(field)->label)), TABLE_LABEL_CELLS)) +
           TABLE_GAP_CELLS;
}

static int
table_cells(const List *list, guint index)
{
    int drawn = g_array_index(list->widths, int, index);
    return drawn > 0 ? drawn : table_usual_cells(table_field(list, index));
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* The sign of a column that the table is sorted by: "" if it is not. */
static const char *
table_sign(const List *list, const Canvas *canvas, LedgerField field)
{
    g_auto(GStrv) keys = g_strsplit(list->order, ",", 0);
    const char *name = ledger_field_info(field)->name;
    for (guint i = 0; keys[i] != NULL; i++) {
        gboolean down = keys[i][0] == '-';
        if (strcmp(keys[i] + down, name) != 0)
            continue;
        if (canvas_is_ascii(canvas))
            return down ? "v" : "^";
        return down ? "↓" : "↑";
    }
    return "";
}

static int
table_draw_label(const List *list, Canvas *canvas, CanvasArea area, int column, int cells,
                 LedgerField field)
{
    const char *sign = table_sign(list, canvas, field);
    g_autofree char *label = text_cut(_(ledger_field_info(field)->label), cells - 1);
    int end = list_draw_cell(canvas, area, 0, column, cells, STYLE_LABEL, label);
    canvas_text(canvas, area, 0, MIN(column + text_width(label), end - 1), STYLE_KEY, sign);
    return end;
}

static char *
table_value(const List *list, const LedgerRow *row, LedgerField field)
{
    if (field == FIELD_TASK_due)
        return list_due(list, row);
    char *shown = ledger_value_display(field, ledger_row_get(row, field));
    return shown == NULL ? g_strdup("-") : shown;
}

/* From which column the text stands; the columns before it that there is room for are given to
 * `visit`, if it is not NULL: with their index, their first cell and their width. */
static int
table_walk(const List *list, int columns,
           void (*visit)(gpointer to, guint index, int column, int cells), gpointer to)
{
    int column = TABLE_MARK_CELLS + TABLE_ID_CELLS;
    for (guint i = (guint)list->scrolled; i < list->columns->len; i++) {
        int cells = table_cells(list, i);
        if (column + cells + TABLE_TEXT_CELLS > columns)
            break;
        visit(to, i, column, cells);
        column += cells;
    }
    return column;
}

typedef struct {
    const List *list;
    const LedgerRow *row; /* NULL: the header */
    Canvas *canvas;
    CanvasArea area;
    int at;
    Style style;
} TableRow;

static void
table_draw_column(gpointer to, guint index, int column, int cells)
{
    const TableRow *line = to;
    LedgerField field = table_field(line->list, index);
    if (line->row == NULL) {
        CanvasArea border = canvas_area_part(line->area, 0, column + cells - 2, 1, 1);
        table_draw_label(line->list, line->canvas, line->area, column, cells - 2, field);
        canvas_rule_down(line->canvas, border, STYLE_BORDER);
        return;
    }
    g_autofree char *value = table_value(line->list, line->row, field);
    list_draw_cell(line->canvas, line->area, line->at, column, cells, line->style, value);
}

static void
table_draw_header(List *list, Canvas *canvas, CanvasArea area)
{
    TableRow line = {.list = list, .canvas = canvas, .area = area};
    table_draw_label(list, canvas, area, TABLE_MARK_CELLS, TABLE_ID_CELLS, FIELD_TASK_id);
    int column = table_walk(list, area.columns, table_draw_column, &line);
    list_draw_text(canvas, area, 0, column, STYLE_LABEL,
                   _(ledger_field_info(FIELD_TASK_text)->label));
}

void
list_draw_table(List *list, Canvas *canvas, CanvasArea area, gboolean focused)
{
    CanvasArea body = canvas_area_part(area, 1, 0, area.rows - 1, area.columns);
    table_draw_header(list, canvas, area);
    for (int i = 0; i < body.rows && list_shown(list, i) != NULL; i++) {
        const LedgerPlace *place = list_shown(list, i);
        const LedgerRow *row = list_row(list, place);
        if (row == NULL)
            continue;
        gboolean marked = list_is_marked(list, place);
        TableRow line = {list, row, canvas, body, i, marked ? STYLE_MARKED : list_style(row)};
        canvas_text(canvas, body, i, 0, STYLE_MARKED, marked ? "*" : "");
        list_draw_cell(canvas, body, i, TABLE_MARK_CELLS, TABLE_ID_CELLS, line.style,
                       ledger_row_get(row, FIELD_TASK_id));
        int column = table_walk(list, body.columns, table_draw_column, &line);
        list_draw_text(canvas, body, i, column, line.style, ledger_row_get(row, FIELD_TASK_text));
    }
    if (list_selected(list) != NULL)
        list_draw_selection(list, canvas, body, TABLE_ID_CELLS - 1, focused);
}

/* ── The mouse on the header ──────────────────────────────────────────────────────────────── */

typedef struct {
    int cell;
    int index; /* of the column found; −1: none */
    int start; /* its first cell */
} TableFind;

static void
table_find_column(gpointer to, guint index, int column, int cells)
{
    TableFind *find = to;
    if (find->cell >= column && find->cell < column + cells)
        *find = (TableFind){find->cell, (int)index, column};
}

/* A hand is not steady: the cells on both sides of a border are it, too. */
static void
table_find_border(gpointer to, guint index, int column, int cells)
{
    TableFind *find = to;
    if (ABS(find->cell - (column + cells - 2)) <= 1)
        *find = (TableFind){find->cell, (int)index, column};
}

LedgerField
list_column_at(const List *list, int columns, int cell)
{
    TableFind find = {.cell = cell, .index = -1};
    if (list->order == NULL || cell < TABLE_MARK_CELLS)
        return FIELD_NONE;
    if (cell < TABLE_MARK_CELLS + TABLE_ID_CELLS)
        return FIELD_TASK_id;
    table_walk(list, columns, table_find_column, &find);
    return find.index < 0 ? FIELD_TASK_text : table_field(list, (guint)find.index);
}

gboolean
list_border_move(List *list, int columns, int from, int to)
{
    TableFind find = {.cell = from, .index = -1};
    if (list->order == NULL)
        return FALSE;
    table_walk(list, columns, table_find_border, &find);
    if (find.index < 0)
        return FALSE;
    int cells = CLAMP(to + 2 - find.start, TABLE_LEAST_CELLS, TABLE_MOST_CELLS);
    g_array_index(list->widths, int, find.index) = cells;
    return TRUE;
}
