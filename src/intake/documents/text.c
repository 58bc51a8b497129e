#include "text.h"

#include <string.h>

#include "documents.h"

#define COLUMNS_MOST 64
/* What an empty cell or row takes of DOCUMENTS_LARGEST. */
#define COST 64
/* A cell may span the rest of a long table. */
#define ROWS_MOST 1000
/* The head of a table has names of columns in its cells, no sentences. */
#define HEAD_MOST 30

typedef struct {
    GString *text;
    guint columns, rows; /* that it spans */
} Cell;

typedef struct {
    GPtrArray *rows; /* GPtrArray * of Cell * */
    gboolean open;   /* the last cell of the last row takes what comes */
    gboolean dropped;
    gboolean nests;            /* another table stands in one of its cells */
    guint below[COLUMNS_MOST]; /* how many rows more a cell further up covers in each column */
} Table;

struct DocumentText {
    GString *out;
    GPtrArray *tables; /* Table *, the innermost last */
    gsize size;
};

static void
cell_free(gpointer data)
{
    Cell *cell = data;
    g_string_free(cell->text, TRUE);
    g_free(cell);
}

static void
row_free(gpointer data)
{
    g_ptr_array_unref(data);
}

static void
table_free(gpointer data)
{
    Table *table = data;
    g_ptr_array_unref(table->rows);
    g_free(table);
}

DocumentText *
document_text_new(void)
{
    DocumentText *text = g_new0(DocumentText, 1);
    text->out = g_string_new(NULL);
    text->tables = g_ptr_array_new_with_free_func(table_free);
    return text;
}

void
document_text_free(DocumentText *text)
{
    if (text->out != NULL) {
        g_string_free(text->out, TRUE);
    }
    g_ptr_array_unref(text->tables);
    g_free(text);
}

/* ── Lines ────────────────────────────────────────────────────────────────────────────────── */

static Table *
innermost(const DocumentText *text)
{
    return text->tables->len > 0 ? text->tables->pdata[text->tables->len - 1] : NULL;
}

static GPtrArray *
last_row(const Table *table)
{
    return table != NULL && table->rows->len > 0 ? table->rows->pdata[table->rows->len - 1] : NULL;
}

/* Where what comes belongs: the open cell of the innermost table that has one, else the text. */
static GString *
sink(const DocumentText *text)
{
    for (guint i = text->tables->len; i > 0; i--) {
        Table *table = text->tables->pdata[i - 1];
        GPtrArray *row = last_row(table);
        if (table->open && row != NULL && row->len > 0) {
            return ((Cell *)row->pdata[row->len - 1])->text;
        }
    }
    return text->out;
}

void
document_text_append(DocumentText *text, const char *bytes, gsize length)
{
    GString *out = sink(text);
    text->size += length;
    if (document_text_is_full(text)) {
        return;
    }
    for (const char *at = bytes, *end = bytes + length; at < end; at++) {
        if ((guchar)*at >= 0x20 || *at == '\n' || *at == '\t') {
            g_string_append_c(out, *at);
        }
    }
}

void
document_text_end_line(DocumentText *text)
{
    GString *out = sink(text);
    if (out->len > 0 && out->str[out->len - 1] != '\n') {
        g_string_append_c(out, '\n');
    }
}

gunichar
document_text_last(const DocumentText *text)
{
    const GString *out = sink(text);
    if (out->len == 0 || out->str[out->len - 1] == '\n') {
        return 0;
    }
    return g_utf8_get_char(g_utf8_prev_char(out->str + out->len));
}

gsize
document_text_length(const DocumentText *text)
{
    return text->out->len;
}

char *
document_text_since(const DocumentText *text, gsize start)
{
    return g_strndup(text->out->str + start, text->out->len - start);
}

gboolean
document_text_is_full(const DocumentText *text)
{
    return text->size > DOCUMENTS_LARGEST;
}

char *
document_text_steal(DocumentText *text)
{
    while (text->tables->len > 0) {
        document_text_end_table(text);
    }
    char *all = g_string_free(text->out, FALSE);
    text->out = g_string_new(NULL);
    return all;
}

/* ── Tables ───────────────────────────────────────────────────────────────────────────────── */

void
document_text_begin_table(DocumentText *text)
{
    Table *table = innermost(text), *inner = g_new0(Table, 1);
    document_text_end_line(text);
    if (table != NULL) {
        table->nests = TRUE;
    }
    inner->rows = g_ptr_array_new_with_free_func(row_free);
    g_ptr_array_add(text->tables, inner);
}

static Cell *
add_cell(DocumentText *text, GPtrArray *row)
{
    Cell *cell = g_new0(Cell, 1);
    *cell = (Cell){g_string_new(NULL), 1, 1};
    text->size += COST;
    g_ptr_array_add(row, cell);
    return cell;
}

/* Blank cells where a cell further up covers this row. */
static void
add_covered(DocumentText *text, Table *table, GPtrArray *row)
{
    while (row->len < COLUMNS_MOST && table->below[row->len] > 0) {
        table->below[row->len]--;
        add_cell(text, row);
    }
}

static void
end_row(DocumentText *text, Table *table)
{
    GPtrArray *row = last_row(table);
    if (row == NULL) {
        return;
    }
    if (table->open) {
        document_text_end_cell(text);
    }
    add_covered(text, table, row);
    if (table->dropped) {
        g_ptr_array_set_size(table->rows, (int)table->rows->len - 1);
        table->dropped = FALSE;
    }
}

void
document_text_begin_row(DocumentText *text)
{
    Table *table = innermost(text);
    if (table != NULL && !document_text_is_full(text)) {
        end_row(text, table);
        text->size += COST;
        g_ptr_array_add(table->rows, g_ptr_array_new_with_free_func(cell_free));
    }
}

void
document_text_begin_cell(DocumentText *text)
{
    Table *table = innermost(text);
    if (table != NULL && last_row(table) == NULL) {
        document_text_begin_row(text);
    }
    GPtrArray *row = last_row(table);
    if (row == NULL || document_text_is_full(text)) {
        document_text_end_line(text);
        return;
    }
    if (table->open) {
        document_text_end_cell(text);
    }
    add_covered(text, table, row);
    if (row->len < COLUMNS_MOST) {
        add_cell(text, row);
    }
    table->open = TRUE;
    document_text_end_line(text);
}

void
document_text_span_cell(DocumentText *text, guint columns, guint rows)
{
    Table *table = innermost(text);
    if (table != NULL && table->open) {
        GPtrArray *row = last_row(table);
        Cell *cell = row->pdata[row->len - 1];
        cell->columns = CLAMP(columns, 1, COLUMNS_MOST);
        cell->rows = CLAMP(rows, 1, ROWS_MOST);
    }
}

void
document_text_end_cell(DocumentText *text)
{
    Table *table = innermost(text);
    if (table == NULL || !table->open) {
        document_text_end_line(text);
        return;
    }
    GPtrArray *row = last_row(table);
    Cell cell = *(Cell *)row->pdata[row->len - 1];
    table->open = FALSE;
    table->below[row->len - 1] = cell.rows - 1;
    for (guint i = 1; i < cell.columns && row->len < COLUMNS_MOST; i++) {
        add_cell(text, row);
        table->below[row->len - 1] = cell.rows - 1;
    }
}

void
document_text_drop_row(DocumentText *text)
{
    Table *table = innermost(text);
    if (last_row(table) != NULL) {
        table->dropped = TRUE;
    }
}

static guint
count_filled(const GPtrArray *row)
{
    guint filled = 0;
    for (guint i = 0; i < row->len; i++) {
        filled += ((Cell *)row->pdata[i])->text->len > 0;
    }
    return filled;
}

static gboolean
is_head(const GPtrArray *row)
{
    for (guint i = 0; i < row->len; i++) {
        const GString *cell = ((Cell *)row->pdata[i])->text;
        if (g_utf8_strlen(cell->str, (gssize)cell->len) > HEAD_MOST) {
            return FALSE;
        }
    }
    return count_filled(row) >= 2;
}

/* The row that heads a table of data: rows above it have one cell, the table's title. -1 if the
 * table only lays out a page. */
static int
find_head(const Table *table)
{
    for (guint i = 0; i < table->rows->len && !table->nests; i++) {
        if (count_filled(table->rows->pdata[i]) > 1) {
            return is_head(table->rows->pdata[i]) && i + 1 < table->rows->len ? (int)i : -1;
        }
    }
    return -1;
}

/* A cell in one line, without what would look like another cell. */
static void
put_cell(GString *out, const GString *cell)
{
    g_auto(GStrv) words = g_strsplit_set(cell->str, "\n\t|", -1);
    for (char **word = words; *word != NULL; word++) {
        g_strstrip(*word);
        if (**word != '\0') {
            g_string_append_c(out, ' ');
            g_string_append(out, *word);
        }
    }
    g_string_append(out, " |");
}

static void
put_row(GString *out, const GPtrArray *row)
{
    g_string_append_c(out, '|');
    for (guint i = 0; i < row->len; i++) {
        put_cell(out, ((Cell *)row->pdata[i])->text);
    }
    g_string_append_c(out, '\n');
}

static void
put_lines(GString *out, const GPtrArray *row)
{
    for (guint i = 0; i < row->len; i++) {
        const GString *cell = ((Cell *)row->pdata[i])->text;
        g_string_append_len(out, cell->str, (gssize)cell->len);
        if (cell->len > 0 && cell->str[cell->len - 1] != '\n') {
            g_string_append_c(out, '\n');
        }
    }
}

void
document_text_end_table(DocumentText *text)
{
    if (text->tables->len == 0) {
        return;
    }
    end_row(text, innermost(text));
    Table *table = g_ptr_array_steal_index(text->tables, text->tables->len - 1);
    int head = find_head(table);
    for (guint i = 0; i < table->rows->len; i++) {
        (head >= 0 && i >= (guint)head ? put_row : put_lines)(sink(text), table->rows->pdata[i]);
    }
    table_free(table);
}
