/* A sheet as a workbook: the module exchange-xlsx, the only user of libxlsxwriter. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "writers.h"

enum {
    CELL_CHARACTERS = 32767, /* the most that Excel takes in a cell */
    PAPER_A4 = 9,
    WIDTH_OF_WORDS = 32,
    WIDTH_OF_LINE = 14,
    WIDTH_OF_DATE = 12,
    WIDTH_OF_NUMBER = 7,
    WIDTH_OF_UUID = 12,
    WIDTH_OF_PAGE = 180, /* what A4 in landscape takes and can still be read */
};

/* What is the same for every task of a problem is one merged cell. */
static const LedgerField merged[] = {FIELD_TASK_unit, FIELD_TASK_year, FIELD_TASK_source,
                                     FIELD_TASK_problem, FIELD_TASK_cause};

typedef struct {
    GArray *columns;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *header, *text, *day, *number;
    char *problem;         /* of the row above: unit and number */
    lxw_row_t first;       /* its first row */
    gint64 number_of_rows; /* written so far; row 0 is the header */
} Workbook;

static gboolean
is_merged(LedgerField field)
{
    for (gsize i = 0; i < G_N_ELEMENTS(merged); i++)
        if (merged[i] == field)
            return TRUE;
    return FALSE;
}

static const Column *
column_at(const Workbook *workbook, guint index)
{
    return &g_array_index(workbook->columns, Column, index);
}

/* ── Formats, widths, print set-up ────────────────────────────────────────────────────────── */

static lxw_format *
format_new(lxw_workbook *book)
{
    lxw_format *format = workbook_add_format(book);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(format, LXW_BORDER_THIN);
    return format;
}

static void
set_formats(Workbook *workbook)
{
    workbook->text = format_new(workbook->book);
    workbook->day = format_new(workbook->book);
    workbook->number = format_new(workbook->book);
    workbook->header = format_new(workbook->book);
    format_set_num_format(workbook->day, "yyyy-mm-dd");
    format_set_bold(workbook->header);
    format_set_bg_color(workbook->header, 0xD9E1F2);
    format_set_align(workbook->header, LXW_ALIGN_CENTER);
    format_set_align(workbook->header, LXW_ALIGN_VERTICAL_CENTER);
}

static double
width_of(const Column *column)
{
    if (column->field == FIELD_TASK_uuid)
        return WIDTH_OF_UUID;
    switch (column->type) {
    case TYPE_WORDS:
        return WIDTH_OF_WORDS;
    case TYPE_DATE:
        return WIDTH_OF_DATE;
    case TYPE_NUMBER:
    case TYPE_PERCENT:
        return WIDTH_OF_NUMBER;
    default:
        return WIDTH_OF_LINE;
    }
}

static void
set_page(Workbook *workbook, TextLanguage language)
{
    worksheet_set_landscape(workbook->sheet);
    worksheet_set_paper(workbook->sheet, PAPER_A4);
    double width = 0;
    worksheet_repeat_rows(workbook->sheet, 0, 0);
    worksheet_set_footer(workbook->sheet,
                         language == TEXT_CHINESE ? "&C第 &P 页，共 &N 页" : "&C&P / &N");
    worksheet_freeze_panes(workbook->sheet, 1, 0);
    for (guint i = 0; i < workbook->columns->len; i++) {
        width += width_of(column_at(workbook, i));
        worksheet_set_column(workbook->sheet, (lxw_col_t)i, (lxw_col_t)i,
                             width_of(column_at(workbook, i)), NULL);
    }
    /* As many pages side by side as it takes, the running number and the code on each. */
    worksheet_fit_to_pages(workbook->sheet, (uint16_t)(width / WIDTH_OF_PAGE) + 1, 0);
    if (width > WIDTH_OF_PAGE)
        worksheet_repeat_columns(workbook->sheet, 0, 1);
}

/* A column with words of status offers them. */
static void
add_drop_downs(Workbook *workbook)
{
    for (guint i = 0; workbook->number_of_rows > 0 && i < workbook->columns->len; i++) {
        const Column *column = column_at(workbook, i);
        char *list[COLUMN_WORDS + 1] = {NULL};
        for (guint w = 0; w < column->words; w++)
            list[w] = (char *)column->word[w].shown;
        if (column->words == 0)
            continue;
        lxw_data_validation offer = {.validate = LXW_VALIDATION_TYPE_LIST,
                                     .value_list = list,
                                     .ignore_blank = LXW_VALIDATION_ON,
                                     .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
        worksheet_data_validation_range(workbook->sheet, 1, (lxw_col_t)i,
                                        (lxw_row_t)workbook->number_of_rows, (lxw_col_t)i, &offer);
    }
}

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
fail_cell(const Workbook *workbook, const LedgerRow *row, const Column *column, const char *why,
          GError **error)
{
    g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_ENCODING,
                _("row %ld (%s), column %s: %s; export as CSV instead"),
                (long)workbook->number_of_rows, ledger_row_get(row, FIELD_TASK_code),
                column->header, why);
    return FALSE;
}

static gboolean
write_day(Workbook *workbook, lxw_row_t row, lxw_col_t column, const char *day)
{
    lxw_datetime date = {0};
    if (sscanf(day, "%4d-%2d-%2d", &date.year, &date.month, &date.day) != 3)
        return FALSE;
    return worksheet_write_datetime(workbook->sheet, row, column, &date, workbook->day) ==
           LXW_NO_ERROR;
}

/* Text is written as text, so that nothing in it is ever run as a formula. */
static gboolean
write_cell(Workbook *workbook, const LedgerRow *row, guint index, gboolean again, GError **error)
{
    const Column *column = column_at(workbook, index);
    lxw_row_t at = (lxw_row_t)workbook->number_of_rows;
    lxw_col_t place = (lxw_col_t)index;
    if (column->field == FIELD_TASK_number)
        return worksheet_write_number(workbook->sheet, at, place, (double)workbook->number_of_rows,
                                      workbook->number) == LXW_NO_ERROR;
    const char *stored = column->field == FIELD_NONE ? NULL : ledger_row_get(row, column->field);
    if (stored == NULL || (again && is_merged(column->field)))
        return worksheet_write_blank(workbook->sheet, at, place, workbook->text) == LXW_NO_ERROR;
    if (column->type == TYPE_NUMBER || column->type == TYPE_PERCENT)
        return worksheet_write_number(workbook->sheet, at, place, g_ascii_strtod(stored, NULL),
                                      workbook->number) == LXW_NO_ERROR;
    if (column->type == TYPE_DATE && write_day(workbook, at, place, stored))
        return TRUE;
    const char *shown = column_show(column, stored);
    if (!g_utf8_validate(shown, -1, NULL))
        return fail_cell(workbook, row, column, _("its text is not valid UTF-8"), error);
    if (g_utf8_strlen(shown, -1) > CELL_CHARACTERS)
        return fail_cell(workbook, row, column, _("its text is longer than a cell can be"), error);
    return worksheet_write_string(workbook->sheet, at, place, shown, workbook->text) ==
           LXW_NO_ERROR;
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

/* Which problem a row belongs to; NULL for one that belongs to none. The caller owns it. */
static char *
problem_of(const LedgerRow *row)
{
    const char *code = ledger_row_get(row, FIELD_TASK_code);
    const char *number = strchr(code, '-');
    const char *end = number == NULL ? NULL : strchr(number + 1, '-');
    if (end == NULL || ledger_row_get(row, FIELD_TASK_problem) == NULL)
        return NULL;
    g_autofree char *head = g_strndup(code, (gsize)(end - code));
    return g_strdup_printf("%s/%s", ledger_row_get(row, FIELD_TASK_unit), head);
}

/* The rows of the problem above are complete: what they share becomes one cell. Its text stands in
 * the first one already. */
static void
close_problem(Workbook *workbook)
{
    lxw_row_t last = (lxw_row_t)workbook->number_of_rows;
    for (guint i = 0;
         workbook->problem != NULL && last > workbook->first && i < workbook->columns->len; i++)
        if (is_merged(column_at(workbook, i)->field))
            worksheet_merge_range(workbook->sheet, workbook->first, (lxw_col_t)i, last,
                                  (lxw_col_t)i, NULL, workbook->text);
}

static gboolean
write_row(Workbook *workbook, const LedgerRow *row, GError **error)
{
    char *problem = problem_of(row);
    gboolean again = problem != NULL && g_strcmp0(problem, workbook->problem) == 0;
    if (!again) {
        close_problem(workbook);
        workbook->first = (lxw_row_t)workbook->number_of_rows + 1;
    }
    g_free(workbook->problem);
    workbook->problem = problem;
    workbook->number_of_rows++;
    for (guint i = 0; i < workbook->columns->len; i++) {
        g_autoptr(GError) failure = NULL;
        if (write_cell(workbook, row, i, again, &failure))
            continue;
        if (failure != NULL)
            g_propagate_error(error, g_steal_pointer(&failure));
        else
            fail_cell(workbook, row, column_at(workbook, i), _("it does not fit into a workbook"),
                      error);
        return FALSE;
    }
    return TRUE;
}

static gboolean
write_rows(Workbook *workbook, ExportSource *source, GError **error)
{
    GError *failure = NULL;
    const LedgerRow *row;
    for (guint i = 0; i < workbook->columns->len; i++)
        worksheet_write_string(workbook->sheet, 0, (lxw_col_t)i, column_at(workbook, i)->header,
                               workbook->header);
    while ((row = export_source_next(source, &failure)) != NULL)
        if (!write_row(workbook, row, error))
            return FALSE;
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    close_problem(workbook);
    add_drop_downs(workbook);
    return TRUE;
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static gboolean
fail_library(lxw_error code, GError **error)
{
    g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("writing the workbook: %s"),
                lxw_strerror(code));
    return FALSE;
}

static gboolean
write_book(const char *path, ExportSource *source, const ExportOptions *options, GArray *columns,
           gint64 *count, GError **error)
{
    /* Row by row to the disk: memory does not follow their number. */
    lxw_workbook_options settings = {.constant_memory = LXW_TRUE};
    Workbook workbook = {.columns = columns, .book = workbook_new_opt(path, &settings)};
    if (workbook.book == NULL)
        return fail_library(LXW_ERROR_CREATING_XLSX_FILE, error);
    workbook.sheet =
        workbook_add_worksheet(workbook.book, text_translate_in(options->language, N_("Ledger")));
    set_formats(&workbook);
    set_page(&workbook, options->language);
    gboolean written = write_rows(&workbook, source, error);
    lxw_error closed = workbook_close(workbook.book);
    g_free(workbook.problem);
    *count = workbook.number_of_rows;
    return written && (closed == LXW_NO_ERROR || fail_library(closed, error));
}

static gboolean
pass_on(int from, Output *output, GError **error)
{
    char bytes[BUFSIZ];
    gssize got;
    while ((got = TEMP_FAILURE_RETRY(read(from, bytes, sizeof bytes))) > 0) {
        g_string_append_len(output->buffer, bytes, got);
        if (!output_pass_on(output, error))
            return FALSE;
    }
    if (got < 0)
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_WRITE, _("writing the workbook: %s"),
                    g_strerror(errno));
    return got == 0;
}

/* libxlsxwriter writes a file of its own; its bytes then go the way of every export. */
gint64
write_xlsx(ExportSource *source, const ExportOptions *options, GArray *columns, Output *output,
           GError **error)
{
    gint64 count = -1;
    g_autofree char *path = NULL;
    int descriptor = g_file_open_tmp("zhenggai-XXXXXX.xlsx", &path, error);
    if (descriptor < 0)
        return -1;
    /* The library opens the name again, and writes into the same file. */
    if (!write_book(path, source, options, columns, &count, error) ||
        !pass_on(descriptor, output, error))
        count = -1;
    close(descriptor);
    g_unlink(path);
    return count;
}
