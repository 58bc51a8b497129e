/* A sheet as CSV: RFC 4180 as Excel and WPS read it. */
#include <csv.h>
#include <string.h>

#include "cell.h"
#include "writers.h"

typedef struct {
    GArray *columns;
    Output *output;
    GString *row;   /* where a row is put together: the output's buffer, or `utf8` to be encoded */
    GString *utf8;  /* NULL if the sheet is UTF-8 */
    gsize *ends;    /* where each cell of `utf8` ends */
    GIConv encoder; /* only with `utf8`, and its name */
    const char *charset;
    GString *cell; /* for a cell that is not written as it is stored */
    gboolean one_line;
    gint64 number; /* of the row, from 1; 0 for the header */
} CsvWriter;

static gboolean
writer_init(CsvWriter *writer, const ExportOptions *options, GArray *columns, Output *output,
            GError **error)
{
    *writer = (CsvWriter){.columns = columns,
                          .output = output,
                          .row = output->buffer,
                          .cell = g_string_new(NULL),
                          .one_line = options->one_line,
                          .encoder = (GIConv)-1};
    if (options->encoding == EXPORT_UTF8_BOM)
        g_string_append(output->buffer, "\xEF\xBB\xBF");
    if (options->encoding < EXPORT_GB18030)
        return TRUE;
    writer->charset = options->encoding == EXPORT_GBK ? "GBK" : "GB18030";
    writer->row = writer->utf8 = g_string_new(NULL);
    writer->ends = g_new(gsize, columns->len);
    writer->encoder = g_iconv_open(writer->charset, "UTF-8");
    if (writer->encoder == (GIConv)-1) {
        g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_ENCODING,
                    _("this machine cannot write %s; export as utf-8-bom instead"),
                    writer->charset);
        return FALSE;
    }
    return TRUE;
}

static void
writer_clear(CsvWriter *writer)
{
    if (writer->encoder != (GIConv)-1)
        g_iconv_close(writer->encoder);
    if (writer->utf8 != NULL)
        g_string_free(writer->utf8, TRUE);
    g_string_free(writer->cell, TRUE);
    g_free(writer->ends);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CsvWriter, writer_clear)

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

/* Excel shows a CR within a cell as a box, and some readers split the row there. */
static void
append_with_lf(GString *to, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at != '\r')
            g_string_append_c(to, *at);
        else if (at[1] != '\n')
            g_string_append_c(to, '\n');
    }
}

static void
append_quoted(GString *row, const char *text, gsize length)
{
    gsize start = row->len, room = 2 * length + 2; /* every byte a quote that is doubled */
    g_string_set_size(row, start + room);
    gsize written = csv_write2(row->str + start, room, text, length, '"');
    g_string_truncate(row, start + written);
}

static void
append_cell(CsvWriter *writer, const char *text)
{
    gsize length = strlen(text);
    if (!cell_needs_guard(text) && memchr(text, '\r', length) == NULL &&
        !(writer->one_line && memchr(text, '\n', length) != NULL)) {
        append_quoted(writer->row, text, length);
        return;
    }
    g_string_assign(writer->cell, cell_needs_guard(text) ? "'" : "");
    append_with_lf(writer->cell, text);
    if (writer->one_line)
        g_string_replace(writer->cell, "\n", EXPORT_LINE_JOINT, 0);
    append_quoted(writer->row, writer->cell->str, writer->cell->len);
}

static const char *
cell_text(CsvWriter *writer, const Column *column, const LedgerRow *row, char number[static 24])
{
    if (row == NULL)
        return column->header;
    if (column->field == FIELD_NONE)
        return "";
    if (column->field != FIELD_TASK_number) {
        const char *stored = ledger_row_get(row, column->field);
        if (stored == NULL || column->date == PROFILE_DATE_ISO || column->type != TYPE_DATE)
            return column_show(column, stored);
        profile_day(column->date, stored, number);
        return number;
    }
    g_snprintf(number, 24, "%" G_GINT64_FORMAT, writer->number);
    return number;
}

/* ── Encoding ─────────────────────────────────────────────────────────────────────────────── */

/* Says which character of the row, at the offset `at`, cannot be written, and where it stands. */
static gboolean
fail_encoding(const CsvWriter *writer, const LedgerRow *row, gsize at, GError **error)
{
    guint i = 0;
    while (i + 1 < writer->columns->len && writer->ends[i] <= at)
        i++;
    const Column *column = &g_array_index(writer->columns, Column, i);
    const char *label = column->header;
    const char *task = row == NULL ? NULL : ledger_row_get(row, FIELD_TASK_code);
    gunichar character = g_utf8_get_char_validated(writer->utf8->str + at, -1);
    g_autofree char *name = character < 0x110000
                                ? g_strdup_printf("U+%04X", character)
                                : g_strdup_printf("0x%02X", (guchar)writer->utf8->str[at]);
    g_set_error(
        error, EXPORT_ERROR, EXPORT_ERROR_ENCODING,
        _("row %ld (%s), column %s: %s has no character %s; export as utf-8-bom instead, or "
          "change the text"),
        (long)writer->number, task == NULL ? "-" : task, label, writer->charset, name);
    return FALSE;
}

/* GB18030 takes at most four bytes for a character and GBK two, of which UTF-8 takes at least one.
 */
static gboolean
encode_row(CsvWriter *writer, const LedgerRow *row, GError **error)
{
    GString *to = writer->output->buffer;
    gsize start = to->len, left = writer->utf8->len, room = 4 * left;
    g_string_set_size(to, start + room);
    char *in = writer->utf8->str, *out = to->str + start;
    gsize failed = g_iconv(writer->encoder, &in, &left, &out, &room);
    g_string_truncate(to, out - to->str);
    if (failed != 0)
        return fail_encoding(writer, row, in - writer->utf8->str, error);
    g_string_truncate(writer->utf8, 0);
    return TRUE;
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

/* Writes one row; NULL: the header. */
static gboolean
append_row(CsvWriter *writer, const LedgerRow *row, GError **error)
{
    char number[24];
    for (guint i = 0; i < writer->columns->len; i++) {
        const Column *column = &g_array_index(writer->columns, Column, i);
        if (i > 0)
            g_string_append_c(writer->row, ',');
        append_cell(writer, cell_text(writer, column, row, number));
        if (writer->utf8 != NULL)
            writer->ends[i] = writer->row->len;
    }
    g_string_append_len(writer->row, "\r\n", 2);
    if (writer->utf8 != NULL && !encode_row(writer, row, error))
        return FALSE;
    return output_pass_on(writer->output, error);
}

gint64
write_csv(ExportSource *source, const ExportOptions *options, GArray *columns, Output *output,
          GError **error)
{
    g_auto(CsvWriter) writer = {0};
    if (!writer_init(&writer, options, columns, output, error) || !append_row(&writer, NULL, error))
        return -1;
    GError *failure = NULL;
    const LedgerRow *row;
    while ((row = export_source_next(source, &failure)) != NULL) {
        writer.number++;
        if (!append_row(&writer, row, error))
            return -1;
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return -1;
    }
    return writer.number;
}
