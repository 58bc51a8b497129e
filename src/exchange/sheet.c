/* A returned sheet: bytes, text, header, rows. */
#include "sheet_private.h"

#include <string.h>
#include "zhenggai/watch.h"

G_DEFINE_QUARK(zhenggai - sheet - error, sheet_error)

enum {
    HEADER_WITHIN = 30, /* records: titles and remarks stand above a header, not pages */
    HEADER_LEAST = 2,   /* columns that must be known */
    SIZE_LIMIT = 512 * 1024 * 1024
};

static const char delimiters[] = {',', ';', '\t'};

/* What merged cells leave out: it is the same for every task of a problem. */
static const LedgerField repeated[] = {FIELD_TASK_unit, FIELD_TASK_year, FIELD_TASK_source,
                                       FIELD_TASK_problem, FIELD_TASK_cause};

/* ── Life ─────────────────────────────────────────────────────────────────────────────────── */

static void
column_clear(gpointer column)
{
    g_free(((SheetColumn *)column)->header);
}

static void
row_free(gpointer data)
{
    SheetRow *row = data;
    g_free(row->cells);
    g_free(row);
}

static void
remark_free(gpointer data)
{
    SheetRemark *remark = data;
    g_free(remark->message);
    g_free(remark);
}

static Sheet *
sheet_new(const char *bytes, gsize length, const char *name, const ExchangeProfile *profile)
{
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->name = g_strdup(name);
    sheet->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    sheet->profile = profile;
    sheet->columns = g_array_new(FALSE, FALSE, sizeof(SheetColumn));
    g_array_set_clear_func(sheet->columns, column_clear);
    sheet->rows = g_ptr_array_new_with_free_func(row_free);
    sheet->remarks = g_ptr_array_new_with_free_func(remark_free);
    sheet->texts = g_string_chunk_new(64 * 1024);
    for (guint i = 0; i < FIELD_COUNT; i++)
        sheet->places[i] = -1;
    return sheet;
}

void
sheet_free(Sheet *sheet)
{
    if (sheet == NULL)
        return;
    g_free(sheet->name);
    g_free(sheet->sha256);
    g_free(sheet->encoding);
    g_array_unref(sheet->columns);
    g_ptr_array_unref(sheet->rows);
    g_ptr_array_unref(sheet->remarks);
    g_string_chunk_free(sheet->texts);
    g_free(sheet);
}

static void G_GNUC_PRINTF(4, 5)
    remark(Sheet *sheet, guint line, gboolean warning, const char *format, ...)
{
    va_list arguments;
    SheetRemark *made = g_new0(SheetRemark, 1);
    va_start(arguments, format);
    *made = (SheetRemark){line, warning, g_strdup_vprintf(format, arguments)};
    va_end(arguments);
    g_ptr_array_add(sheet->remarks, made);
}

/* ── The header ───────────────────────────────────────────────────────────────────────────── */

typedef struct {
    const SheetHeaders *words;
    guint record, line; /* the record looked at, and where it is */
    guint known;        /* columns that the best one so far knows */
    guint best_record, best_line;
} HeaderSearch;

static guint
count_known(GPtrArray *cells, const SheetHeaders *words)
{
    guint8 seen[FIELD_COUNT] = {0};
    guint known = 0;
    for (guint i = 0; i < cells->len; i++) {
        LedgerField field = sheet_header_field(words, cells->pdata[i]);
        if (field != FIELD_NONE && !seen[field]) {
            seen[field] = 1;
            known++;
        }
    }
    /* Without a column that tells a task it is no header, whatever else it has. */
    return seen[FIELD_TASK_uuid] || seen[FIELD_TASK_code] || seen[FIELD_TASK_text] ? known : 0;
}

static void
look_at_record(guint line, GPtrArray *cells, gpointer data)
{
    HeaderSearch *search = data;
    guint known = count_known(cells, search->words);
    search->record++;
    if (known <= search->known)
        return;
    search->known = known;
    search->best_record = search->record;
    search->best_line = line;
}

/* The delimiter under which the header has most known columns. */
static gboolean
find_header(Sheet *sheet, const char *text, gsize length, guint *record, GError **error)
{
    HeaderSearch best = {0};
    g_autoptr(SheetHeaders) words = sheet_headers_new(sheet->profile);
    for (gsize i = 0; i < G_N_ELEMENTS(delimiters); i++) {
        HeaderSearch search = {.words = words};
        guint fault = 0;
        gboolean open = FALSE;
        sheet_csv_walk(text, length, delimiters[i], HEADER_WITHIN, look_at_record, &search, &fault,
                       &open);
        if (search.known <= best.known)
            continue;
        best = search;
        sheet->delimiter = delimiters[i];
    }
    if (best.known < HEADER_LEAST) {
        g_set_error(error, SHEET_ERROR, SHEET_ERROR_HEADER,
                    _("%s: no header was found in the first %d rows; a sheet needs a column UUID, "
                      "%s or %s and at least one more that is known"),
                    sheet->name, HEADER_WITHIN, _(ledger_field_info(FIELD_TASK_code)->label),
                    _(ledger_field_info(FIELD_TASK_text)->label));
        return FALSE;
    }
    *record = best.best_record;
    sheet->header_line = best.best_line;
    return TRUE;
}

static void
give_place(Sheet *sheet, guint column, LedgerField field)
{
    if (field == FIELD_NONE || sheet->places[field] >= 0 ||
        g_array_index(sheet->columns, SheetColumn, column).field != FIELD_NONE)
        return;
    sheet->places[field] = (int)column;
    g_array_index(sheet->columns, SheetColumn, column).field = field;
}

/* A column with a field's own name comes before one that is only called like it. */
static void
take_header(Sheet *sheet, GPtrArray *cells)
{
    g_autoptr(SheetHeaders) words = sheet_headers_new(sheet->profile);
    for (guint i = 0; i < cells->len; i++) {
        SheetColumn column = {g_strdup(cells->pdata[i]), FIELD_NONE};
        g_array_append_val(sheet->columns, column);
    }
    for (guint i = 0; i < cells->len; i++)
        give_place(sheet, i, sheet_header_exact(words, cells->pdata[i]));
    for (guint i = 0; i < cells->len; i++)
        give_place(sheet, i, sheet_header_field(words, cells->pdata[i]));
    for (guint i = 0; i < cells->len; i++) {
        const SheetColumn *column = &g_array_index(sheet->columns, SheetColumn, i);
        if (column->field == FIELD_NONE && *column->header != '\0')
            remark(sheet, sheet->header_line, TRUE,
                   _("the column “%s” is not known; what it holds was left out"), column->header);
    }
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    Sheet *sheet;
    guint record, header; /* the record that comes, and the header's */
    const SheetRow *above;
    guint fault; /* the first line with more cells than the header; 0 */
    guint last_count, last_line;
} RowTaking;

const char *
sheet_cell(const Sheet *sheet, const SheetRow *row, LedgerField field)
{
    int place = sheet->places[field];
    return place < 0 || (guint)place >= row->count ? NULL : row->cells[place];
}

static gboolean
is_blank(const Sheet *sheet, const SheetRow *row, LedgerField field)
{
    const char *cell = sheet_cell(sheet, row, field);
    return cell == NULL || *cell == '\0';
}

static gboolean
holds_task(const Sheet *sheet, const SheetRow *row)
{
    return !is_blank(sheet, row, FIELD_TASK_uuid) || !is_blank(sheet, row, FIELD_TASK_code) ||
           !is_blank(sheet, row, FIELD_TASK_text);
}

static gboolean
is_header_again(const Sheet *sheet, const SheetRow *row)
{
    guint same = 0;
    for (guint i = 0; i < row->count && i < sheet->columns->len; i++)
        same += *row->cells[i] != '\0' &&
                strcmp(row->cells[i], g_array_index(sheet->columns, SheetColumn, i).header) == 0;
    return same >= HEADER_LEAST && same * 2 > sheet->columns->len;
}

static void
fill_down(const Sheet *sheet, SheetRow *row, const SheetRow *above)
{
    row->continued = above != NULL && is_blank(sheet, row, FIELD_TASK_problem) &&
                     !is_blank(sheet, above, FIELD_TASK_problem);
    for (gsize i = 0; above != NULL && i < G_N_ELEMENTS(repeated); i++) {
        int place = sheet->places[repeated[i]];
        if (place >= 0 && (guint)place < row->count && *row->cells[place] == '\0' &&
            !is_blank(sheet, above, repeated[i]))
            row->cells[place] = sheet_cell(sheet, above, repeated[i]);
    }
}

/* Cells beyond the header's last one: blank tails are nothing, anything else means that a comma
 * lost its quotes and the cells are not where they belong. */
static guint
count_cells(RowTaking *taking, guint line, GPtrArray *cells)
{
    guint columns = taking->sheet->columns->len;
    for (guint i = columns; i < cells->len; i++)
        if (*(const char *)cells->pdata[i] != '\0' && taking->fault == 0)
            taking->fault = line;
    return MIN(cells->len, columns);
}

static void
take_row(guint line, GPtrArray *cells, gpointer data)
{
    RowTaking *taking = data;
    Sheet *sheet = taking->sheet;
    if (++taking->record < taking->header)
        return;
    if (taking->record == taking->header) {
        take_header(sheet, cells);
        return;
    }
    SheetRow *row = g_new0(SheetRow, 1);
    *row = (SheetRow){.line = line, .count = count_cells(taking, line, cells)};
    row->cells = g_new(const char *, row->count + 1);
    for (guint i = 0; i < row->count; i++)
        row->cells[i] = *(const char *)cells->pdata[i] == '\0'
                            ? ""
                            : g_string_chunk_insert(sheet->texts, cells->pdata[i]);
    taking->last_count = cells->len;
    taking->last_line = line;
    if (holds_task(sheet, row) && !is_header_again(sheet, row)) {
        fill_down(sheet, row, taking->above);
        g_ptr_array_add(sheet->rows, row);
        taking->above = row;
        return;
    }
    if (!is_header_again(sheet, row))
        remark(sheet, line, FALSE, _("the row names no task and was passed over"));
    row_free(row);
}

static gboolean
fail_broken(const Sheet *sheet, guint line, const char *why, GError **error)
{
    g_set_error(
        error, SHEET_ERROR, SHEET_ERROR_BROKEN,
        _("%s:%u: %s; nothing was changed — ask for the file again, or save it anew as CSV"),
        sheet->name, line, why);
    return FALSE;
}

/* A file that ends within a row was cut on its way. */
static gboolean
is_cut_short(const RowTaking *taking, const char *text, gsize length)
{
    return length > 0 && text[length - 1] != '\n' && text[length - 1] != '\r' &&
           taking->last_line > 0 && taking->last_count < taking->sheet->columns->len;
}

static gboolean
take_rows(Sheet *sheet, const char *text, gsize length, guint header, GError **error)
{
    RowTaking taking = {.sheet = sheet, .header = header};
    guint fault = 0;
    gboolean open = FALSE, walked;
    watch_begin(_("reading the sheet"), length);
    walked = sheet_csv_walk(text, length, sheet->delimiter, 0, take_row, &taking, &fault, &open);
    if (!watch_goes_on())
        return watch_fail(error);
    if (!walked)
        return fail_broken(sheet, fault,
                           open ? _("the file ends within the row that begins here")
                                : _("the quotes of the row that begins here do not fit"),
                           error);
    if (taking.fault != 0)
        return fail_broken(sheet, taking.fault,
                           _("the row has more cells than the header has columns"), error);
    if (is_cut_short(&taking, text, length))
        return fail_broken(sheet, taking.last_line,
                           _("the file ends within the row that begins here"), error);
    return TRUE;
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

Sheet *
sheet_parse(const char *bytes, gsize length, const char *name, const ExchangeProfile *profile,
            GError **error)
{
    const char *encoding = NULL;
    gsize decoded = 0;
    guint header = 0;
    g_autofree char *text = sheet_decode(bytes, length, name, &encoding, &decoded, error);
    if (text == NULL)
        return NULL;
    g_autoptr(Sheet) sheet = sheet_new(bytes, length, name, profile);
    sheet->encoding = g_strdup(encoding);
    if (!find_header(sheet, text, decoded, &header, error) ||
        !take_rows(sheet, text, decoded, header, error))
        return NULL;
    return g_steal_pointer(&sheet);
}

static gboolean
read_bytes(const char *path, char **bytes, gsize *length, GError **error)
{
    g_autoptr(GError) failure = NULL;
    const char *real = g_str_equal(path, "-") ? "/dev/stdin" : path;
    g_autofree char *shown = g_filename_display_name(path);
    if (!g_file_get_contents(real, bytes, length, &failure)) {
        g_set_error(error, SHEET_ERROR, SHEET_ERROR_READ, _("reading %s: %s"), shown,
                    failure->message);
        return FALSE;
    }
    if (*length <= SIZE_LIMIT)
        return TRUE;
    g_clear_pointer(bytes, g_free);
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_READ,
                _("reading %s: it is larger than any sheet (512 MiB)"), shown);
    return FALSE;
}

Sheet *
sheet_read(const char *path, const ExchangeProfile *profile, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (!read_bytes(path, &bytes, &length, error))
        return NULL;
    g_autofree char *name = g_filename_display_basename(path);
    return sheet_parse(bytes, length, g_str_equal(path, "-") ? _("standard input") : name, profile,
                       error);
}
