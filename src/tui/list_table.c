/* The list as a table: a row a task, columns that can be chosen, the ID frozen on the left. */
#include "list_private.h"
#include "zhenggai/text.h"

#include <string.h>

enum { TABLE_MARK_CELLS = 2, TABLE_ID_CELLS = 9, TABLE_TEXT_CELLS = 12, TABLE_LABEL_CELLS = 14 };

static const LedgerField usual[] = {FIELD_TASK_progress, FIELD_TASK_percent, FIELD_TASK_owner,
                                    FIELD_TASK_due};

/* ── Columns ──────────────────────────────────────────────────────────────────────────────── */

gboolean
list_columns_set(List *list, const char *names, GError **error)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    g_auto(GStrv) words = g_strsplit_set(names, ", ", 0);
    for (guint i = 0; words[i] != NULL; i++) {
        LedgerField field = ledger_field_find(ENTITY_TASK, words[i]);
        if (*words[i] == '\0')
            continue;
        if (field == FIELD_NONE) {
            g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: there is no such column"),
                        words[i]);
            return FALSE;
        }
        g_array_append_val(columns, field);
    }
    if (columns->len == 0)
        g_array_append_vals(columns, usual, G_N_ELEMENTS(usual));
    g_array_unref(list->columns);
    list->columns = g_steal_pointer(&columns);
    list->scrolled = 0;
    g_hash_table_remove_all(list->cache);
    return TRUE;
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

static LedgerField
table_field(const List *list, guint index)
{
    return g_array_index(list->columns, LedgerField, index);
}

/* As wide as what usually stands in it, and as its label; the gap behind it is part of it. */
static int
table_cells(LedgerField field)
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
    return MAX(widest, MIN(text_width(_(ledger_field_info(field)->label)), TABLE_LABEL_CELLS)) + 2;
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

/* From which column the text stands; the columns before it that there is room for are drawn by
 * `draw`, if it is not NULL. */
static int
table_walk(const List *list, CanvasArea area,
           int (*draw)(gpointer to, LedgerField field, int cells, int column), gpointer to)
{
    int column = TABLE_MARK_CELLS + TABLE_ID_CELLS;
    for (guint i = (guint)list->scrolled; i < list->columns->len; i++) {
        int cells = table_cells(table_field(list, i));
        if (column + cells + TABLE_TEXT_CELLS > area.columns)
            break;
        column = draw(to, table_field(list, i), cells, column);
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

static int
table_draw_column(gpointer to, LedgerField field, int cells, int column)
{
    const TableRow *line = to;
    if (line->row == NULL)
        return table_draw_label(line->list, line->canvas, line->area, column, cells, field);
    g_autofree char *value = table_value(line->list, line->row, field);
    return list_draw_cell(line->canvas, line->area, line->at, column, cells, line->style, value);
}

static void
table_draw_header(List *list, Canvas *canvas, CanvasArea area)
{
    TableRow line = {.list = list, .canvas = canvas, .area = area};
    table_draw_label(list, canvas, area, TABLE_MARK_CELLS, TABLE_ID_CELLS, FIELD_TASK_id);
    int column = table_walk(list, area, table_draw_column, &line);
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
        int column = table_walk(list, body, table_draw_column, &line);
        list_draw_text(canvas, body, i, column, line.style, ledger_row_get(row, FIELD_TASK_text));
    }
    if (list_selected(list) != NULL)
        list_draw_selection(list, canvas, body, TABLE_ID_CELLS - 1, focused);
}
