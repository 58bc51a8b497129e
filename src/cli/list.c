#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/export.h"
#include "zhenggai/text.h"

/* The text comes last and takes the rest, so that nothing behind it can be moved by characters that
 * a terminal draws wider than we think. */
static const LedgerField usual_fields[] = {FIELD_TASK_id,       FIELD_TASK_owner,   FIELD_TASK_due,
                                           FIELD_TASK_progress, FIELD_TASK_percent, FIELD_TASK_text,
                                           FIELD_NONE};

enum {
    CELLS_OF_ID = 8,
    CELLS_OF_NAME = 9,
    CELLS_OF_DATE = 10,
    CELLS_OF_PERCENT = 4,
    CELLS_OF_WORDS = 30,
    CELLS_OTHERWISE = 12,
    TEXT_CELLS_LEAST = 20
};

/* As wide as what usually stands in it, and as its heading, with a gap. */
static int
list_cells(LedgerField field)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    int cells = CELLS_OTHERWISE;
    if (field == FIELD_TASK_id)
        cells = CELLS_OF_ID;
    else if (info->type == TYPE_NAME)
        cells = CELLS_OF_NAME;
    else if (info->type == TYPE_DATE)
        cells = CELLS_OF_DATE;
    else if (info->type == TYPE_PERCENT)
        cells = CELLS_OF_PERCENT;
    else if (info->type == TYPE_WORDS)
        cells = CELLS_OF_WORDS;
    else if (ledger_value_count(info->type) > 0)
        cells = 0;
    for (guint i = 0; i < ledger_value_count(info->type); i++)
        cells = MAX(cells, text_width(_(ledger_value_info(info->type, i)->label)));
    return MAX(cells, text_width(_(info->label))) + 1;
}

/* On a terminal a cell is cut to its column; in a pipe nothing is ever cut. */
static void
list_append_cell(GString *line, const char *text, int cells, int width, gboolean last)
{
    if (last) {
        int left = MAX(width - text_width(line->str), TEXT_CELLS_LEAST);
        g_autofree char *cut = width > 0 ? text_cut(text, left) : g_strdup(text);
        g_string_append(line, cut);
        return;
    }
    g_autofree char *fitted = width > 0 || text_width(text) < cells
                                  ? text_fit(text, cells - 1, TEXT_LEFT)
                                  : g_strdup(text);
    g_string_append_printf(line, "%s ", fitted);
}

static char *
list_cell(const LedgerRow *row, LedgerField field)
{
    g_autofree char *shown = ledger_value_display(field, ledger_row_get(row, field));
    return text_visible_line(shown == NULL ? "-" : shown);
}

static void
list_print_header(const LedgerField *columns, int width, gboolean colors)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; columns[i] != FIELD_NONE; i++)
        list_append_cell(line, _(ledger_field_info(columns[i])->label), list_cells(columns[i]),
                         width, columns[i + 1] == FIELD_NONE);
    printf("%s%s%s\n", colors ? "\033[1m" : "", line->str, colors ? "\033[0m" : "");
}

/* What is late is said in words: before the text, or where there is none at the end of the line;
 * the colour only helps the eye. */
static void
list_print_row(const LedgerRow *row, const LedgerField *columns, int width, gboolean colors)
{
    gboolean overdue = ledger_row_number(row, FIELD_TASK_overdue);
    gboolean due_soon = ledger_row_number(row, FIELD_TASK_due_soon);
    const char *mark = overdue ? _("[overdue]") : due_soon ? _("[due soon]") : "";
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; columns[i] != FIELD_NONE; i++) {
        gboolean last = columns[i + 1] == FIELD_NONE;
        gboolean text = ledger_field_info(columns[i])->type == TYPE_WORDS;
        g_autofree char *cell = list_cell(row, columns[i]);
        g_autofree char *marked = !last || *mark == '\0' ? g_strdup(cell)
                                  : text                 ? g_strdup_printf("%s %s", mark, cell)
                                                         : g_strdup_printf("%s %s", cell, mark);
        list_append_cell(line, marked, list_cells(columns[i]), width, last);
    }
    const char *color = !colors ? "" : overdue ? "\033[31m" : due_soon ? "\033[33m" : "";
    printf("%s%s%s\n", color, line->str, *color == '\0' ? "" : "\033[0m");
}

static int
list_table(CliRun *run, LedgerQuery *query, const LedgerField *columns, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_overdue, FIELD_TASK_due_soon, FIELD_NONE);
    for (guint i = 0; columns[i] != FIELD_NONE; i++)
        fields.wanted[columns[i]] = TRUE;
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    guint count = 0;
    int width = cli_width();
    if (rows == NULL)
        return CLI_FAILED;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        if (count++ == 0)
            list_print_header(columns, width, cli_colors(run));
        list_print_row(row, columns, width, cli_colors(run));
    }
    if (failure != NULL)
        g_propagate_error(error, g_steal_pointer(&failure));
    else if (count == 0)
        cli_tell(run, "%s", _("no task matches"));
    else if (width > 0)
        cli_tell(run, text_translate_plural("%u task", "%u tasks", count), count);
    return CLI_DONE;
}

int
cli_list(CliRun *run, GError **error)
{
    guint format;
    g_autofree LedgerField *columns = NULL;
    if (!cli_format(run, "table|csv|json", &format, error) ||
        (run->options.columns != NULL &&
         (columns = export_columns_parse(run->options.columns, error)) == NULL))
        return CLI_WRONG_USE;
    g_autoptr(LedgerQuery) query = cli_query(run, run->arguments, error);
    if (query == NULL)
        return CLI_FAILED;
    if (format == 0)
        return list_table(run, query, columns == NULL ? usual_fields : columns, error);
    ExportOptions options = {.format = format == 1 ? EXPORT_CSV : EXPORT_JSON,
                             .encoding = EXPORT_UTF8,
                             .language = text_language(),
                             .columns = columns};
    LedgerFields fields = export_fields(&options);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    if (rows != NULL)
        export_rows(rows, &options, NULL, error);
    return CLI_DONE;
}
