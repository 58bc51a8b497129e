/* Text becomes records: libcsv, fed line by line so that each record knows its line. */
#include <csv.h>
#include <string.h>

#include "sheet_private.h"
#include "zhenggai/watch.h"

typedef struct {
    SheetRecordFunc take;
    gpointer data;
    GString *text;    /* of the record's cells, each closed by NUL */
    GArray *offsets;  /* gsize: where each cell begins in `text` */
    GPtrArray *cells; /* the same as pointers, once the record is whole */
    gboolean filled;  /* a cell of it is not blank */
    guint first;      /* the line where the record began */
    guint records;
    gboolean ended; /* the last event was the end of a record */
} Walk;

/* Blanks of any script around a cell say nothing, and spreadsheets trim them at will. */
static void
trim(const char **text, gsize *length)
{
    const char *start = *text, *end = *text + *length;
    while (start < end && g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start) {
        const char *before = g_utf8_prev_char(end);
        if (!g_unichar_isspace(g_utf8_get_char(before)))
            break;
        end = before;
    }
    *text = start;
    *length = (gsize)(end - start);
}

static void
take_cell(void *bytes, size_t size, void *data)
{
    Walk *walk = data;
    const char *text = bytes == NULL ? "" : bytes;
    gsize length = bytes == NULL ? 0 : size, start = walk->text->len;
    trim(&text, &length);
    g_array_append_val(walk->offsets, start);
    for (gsize i = 0; i < length; i++)
        if (text[i] != '\r')
            g_string_append_c(walk->text, text[i]);
        else if (i + 1 == length || text[i + 1] != '\n')
            g_string_append_c(walk->text, '\n');
    walk->filled |= walk->text->len > start;
    g_string_append_c(walk->text, '\0');
    walk->ended = FALSE;
}

static void
take_record(int end, void *data)
{
    Walk *walk = data;
    g_ptr_array_set_size(walk->cells, 0);
    for (guint i = 0; i < walk->offsets->len; i++)
        g_ptr_array_add(walk->cells, walk->text->str + g_array_index(walk->offsets, gsize, i));
    if (walk->filled) {
        walk->take(walk->first, walk->cells, walk->data);
        walk->records++;
    }
    g_string_truncate(walk->text, 0);
    g_array_set_size(walk->offsets, 0);
    walk->filled = FALSE;
    walk->ended = TRUE;
}

static gboolean
walk_lines(Walk *walk, struct csv_parser *parser, const char *text, gsize length, guint limit,
           guint *fault)
{
    guint line = 1;
    for (const char *at = text, *end = text + length; at < end; line++) {
        const char *feed = memchr(at, '\n', (gsize)(end - at));
        gsize size = feed == NULL ? (gsize)(end - at) : (gsize)(feed + 1 - at);
        if (walk->ended)
            walk->first = line;
        /* Until a cell or the end of the record is told, the record goes on. */
        gboolean blank = feed == at || (feed == at + 1 && *at == '\r');
        walk->ended = walk->ended && blank;
        if (csv_parse(parser, at, size, take_cell, take_record, walk) != size) {
            *fault = walk->first;
            return FALSE;
        }
        if (limit > 0 && walk->records >= limit)
            return TRUE;
        at += size;
        if (!watch_step((guint64)(at - text), NULL))
            return FALSE;
    }
    return TRUE;
}

gboolean
sheet_csv_walk(const char *text, gsize length, char delimiter, guint limit, SheetRecordFunc take,
               gpointer data, guint *fault, gboolean *open)
{
    struct csv_parser parser;
    Walk walk = {.take = take, .data = data, .first = 1, .ended = TRUE};
    *open = FALSE;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        g_error("out of memory");
    csv_set_delim(&parser, (guchar)delimiter);
    walk.text = g_string_new(NULL);
    walk.offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
    walk.cells = g_ptr_array_new();
    gboolean done = walk_lines(&walk, &parser, text, length, limit, fault);
    if (done && (limit == 0 || walk.records < limit) &&
        csv_fini(&parser, take_cell, take_record, &walk) != 0) {
        *fault = walk.first;
        *open = TRUE;
        done = FALSE;
    }
    csv_free(&parser);
    g_string_free(walk.text, TRUE);
    g_array_unref(walk.offsets);
    g_ptr_array_unref(walk.cells);
    return done;
}
