/* The whole ledger out of its JSON: ledger_json.h.
 *
 * jansson reads one row after another from the stream; what stands around the rows is read here, so
 * that a ledger of any size needs the memory of one row.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "ledger_json.h"
#include "zhenggai/dump.h"
#include "zhenggai/text.h"

/* A text is at most 16 MiB, and JSON may need several bytes for each of it. */
enum { ROW_LIMIT = 64 * 1024 * 1024 };

typedef struct {
    FILE *file;
    guint line;
    gsize taken;   /* bytes of the value that is being read */
    int last;      /* the byte read last */
    gboolean back; /* `last` is to be read again */
} Reader;

static gboolean G_GNUC_PRINTF(4, 5)
    refuse(const Reader *reader, LedgerError code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (ferror(reader->file))
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, _("reading the disk failed"));
    else
        g_set_error(error, LEDGER_ERROR, code, _("line %u: %s"), reader->line, what);
    return FALSE;
}

static int
next_byte(Reader *reader)
{
    if (!reader->back) {
        reader->last = getc(reader->file);
        reader->line += reader->last == '\n';
    }
    reader->back = FALSE;
    return reader->last;
}

/* What an editor may have put in front. */
static void
skip_byte_order_mark(FILE *file)
{
    char mark[3] = "";
    if (fread(mark, 1, sizeof mark, file) < sizeof mark || memcmp(mark, "\xEF\xBB\xBF", 3) != 0)
        rewind(file);
}

static int
next_mark(Reader *reader)
{
    int byte = next_byte(reader);
    while (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r')
        byte = next_byte(reader);
    return byte;
}

static gboolean
expect(Reader *reader, int wanted, GError **error)
{
    int found = next_mark(reader);
    if (found == wanted)
        return TRUE;
    return found == EOF ? refuse(reader, LEDGER_ERROR_DAMAGED, error, _("the file is cut short"))
                        : refuse(reader, LEDGER_ERROR_DAMAGED, error, _("“%c” is missing"), wanted);
}

/* A byte at a time: what stands behind the value stays unread. */
static size_t
feed(void *buffer, size_t size, void *data)
{
    Reader *reader = data;
    int byte = ++reader->taken > ROW_LIMIT ? EOF : next_byte(reader);
    if (byte == EOF)
        return 0;
    *(char *)buffer = (char)byte;
    return 1;
}

/* The next value, the caller's. */
static json_t *
next_value(Reader *reader, GError **error)
{
    json_error_t problem;
    reader->taken = 0;
    json_t *value = json_load_callback(
        feed, reader, JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &problem);
    if (value == NULL && reader->taken > ROW_LIMIT)
        refuse(reader, LEDGER_ERROR_DAMAGED, error, _("a row is larger than 64 MB"));
    else if (value == NULL && reader->last == EOF)
        refuse(reader, LEDGER_ERROR_DAMAGED, error, _("the file is cut short"));
    else if (value == NULL)
        refuse(reader, LEDGER_ERROR_DAMAGED, error, _("it is no JSON (%s)"), problem.text);
    /* The end of a number or word is only seen in what stands behind it. */
    reader->back =
        value != NULL && !json_is_string(value) && !json_is_object(value) && !json_is_array(value);
    return value;
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

/* Into *text, which is the caller's; FALSE where the column holds no such value. */
static gboolean
value_text(LedgerType type, const json_t *value, char **text)
{
    gboolean number = type == TYPE_NUMBER || type == TYPE_PERCENT;
    if (json_is_null(value))
        *text = NULL;
    else if (number && json_is_integer(value))
        *text = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (type == TYPE_YESNO && json_is_boolean(value))
        *text = g_strdup(json_is_true(value) ? "1" : "0");
    else if (!number && type != TYPE_YESNO && json_is_string(value))
        *text = g_strdup(json_string_value(value));
    else
        return FALSE;
    return TRUE;
}

static const LedgerColumn *
find_column(const LedgerTable *table, const char *name, guint *index)
{
    for (guint i = 0; i < table->columns->len; i++) {
        const LedgerColumn *column = &g_array_index(table->columns, LedgerColumn, i);
        *index = i;
        if (g_str_equal(column->name, name))
            return column;
    }
    return NULL;
}

/* The row's values in the order of the columns. */
static gboolean
row_values(Reader *reader, const LedgerTable *table, json_t *object, char **values, GError **error)
{
    const char *name;
    json_t *value;
    if (!json_is_object(object))
        return refuse(reader, LEDGER_ERROR_DAMAGED, error, _("a row of %s is wanted here"),
                      table->name);
    json_object_foreach(object, name, value)
    {
        guint index;
        const LedgerColumn *column = find_column(table, name, &index);
        if (column == NULL)
            return refuse(reader, LEDGER_ERROR_DAMAGED, error, _("%s has no %s"), table->name,
                          name);
        if (!value_text(column->type, value, &values[index]))
            return refuse(reader, LEDGER_ERROR_DAMAGED, error, _("%s of %s cannot be that"), name,
                          table->name);
    }
    return values[0] != NULL ||
           refuse(reader, LEDGER_ERROR_DAMAGED, error, _("a row of %s has no key"), table->name);
}

static gboolean
read_row(Reader *reader, Ledger *ledger, const LedgerTable *table, GError **error)
{
    g_autoptr(GError) failure = NULL;
    json_t *object = next_value(reader, error);
    if (object == NULL)
        return FALSE;
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_set_size(values, (gint)table->columns->len);
    gboolean whole = row_values(reader, table, object, (char **)values->pdata, error);
    json_decref(object);
    if (!whole || ledger_fill_row(ledger, table, (const char *const *)values->pdata, &failure))
        return whole;
    /* The ledger names its file, which is one aside that nobody knows. */
    const char *path = ledger_path(ledger), *what = failure->message;
    what += g_str_has_prefix(what, path) ? strlen(path) + strlen(": ") : 0;
    return refuse(reader, (LedgerError)failure->code, error, "%s: %s", table->name, what);
}

static gboolean
read_rows(Reader *reader, Ledger *ledger, const LedgerTable *table, GError **error)
{
    if (!expect(reader, '[', error))
        return FALSE;
    int mark = next_mark(reader);
    if (mark == ']')
        return TRUE;
    reader->back = TRUE;
    do {
        if (!read_row(reader, ledger, table, error))
            return FALSE;
    } while ((mark = next_mark(reader)) == ',');
    reader->back = TRUE;
    return expect(reader, ']', error);
}

/* ── The document ─────────────────────────────────────────────────────────────────────────── */

/* `"name":` */
static char *
read_name(Reader *reader, GError **error)
{
    json_t *name = next_value(reader, error);
    char *text = g_strdup(json_string_value(name));
    gboolean fit = name != NULL && (text != NULL || refuse(reader, LEDGER_ERROR_DAMAGED, error,
                                                           _("a name is wanted here")));
    json_decref(name);
    if (fit && expect(reader, ':', error))
        return text;
    g_free(text);
    return NULL;
}

static gboolean
foreign(const Reader *reader, GError **error)
{
    return refuse(
        reader, LEDGER_ERROR_FOREIGN, error,
        _("it is no whole ledger: only what `zhenggai export --format json` writes "
          "without filter, --columns, --year, --unit, --profile and --public can be restored"));
}

/* `{"format": "zhenggai-ledger", "version": 1`, which come first. */
static gboolean
read_head(Reader *reader, GError **error)
{
    static const char *const names[] = {"format", "version"};
    gboolean object = next_mark(reader) == '{' && next_mark(reader) == '"';
    if (!object)
        return foreign(reader, error);
    reader->back = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name =
            i > 0 && !expect(reader, ',', error) ? NULL : read_name(reader, error);
        json_t *value = name == NULL ? NULL : next_value(reader, error);
        if (value == NULL)
            return FALSE;
        gboolean fit = g_str_equal(name, names[i]) &&
                       (i > 0 ? json_is_integer(value)
                              : g_strcmp0(json_string_value(value), LEDGER_JSON_FORMAT) == 0);
        gboolean newer = fit && json_integer_value(value) > LEDGER_JSON_VERSION;
        json_decref(value);
        if (newer)
            return refuse(reader, LEDGER_ERROR_NEWER, error,
                          _("it was written by a newer zhenggai; restore it with that one"));
        if (!fit)
            return foreign(reader, error);
    }
    return TRUE;
}

/* Every table must be there, in the order in which rows lean on each other. */
static gboolean
read_tables(Reader *reader, Ledger *ledger, GError **error)
{
    g_autoptr(GPtrArray) tables = ledger_tables();
    for (guint i = 0; i < tables->len; i++) {
        const LedgerTable *table = tables->pdata[i];
        g_autofree char *name = expect(reader, ',', error) ? read_name(reader, error) : NULL;
        if (name == NULL)
            return FALSE;
        if (!g_str_equal(name, table->name))
            return refuse(reader, LEDGER_ERROR_DAMAGED, error, _("%s is wanted here, and not %s"),
                          table->name, name);
        if (!read_rows(reader, ledger, table, error))
            return FALSE;
    }
    if (!expect(reader, '}', error))
        return FALSE;
    return next_mark(reader) == EOF ||
           refuse(reader, LEDGER_ERROR_DAMAGED, error, _("something stands behind the end"));
}

gboolean
ledger_json_read(const char *path, Ledger *ledger, GError **error)
{
    Reader reader = {.file = fopen(path, "re"), .line = 1};
    if (reader.file == NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_ABSENT, "%s", g_strerror(errno));
        return FALSE;
    }
    skip_byte_order_mark(reader.file);
    gboolean begun = ledger_fill_begin(ledger, error);
    gboolean read = begun && read_head(&reader, error) && read_tables(&reader, ledger, error);
    fclose(reader.file);
    if (read)
        return ledger_fill_end(ledger, TRUE, error);
    if (begun)
        ledger_fill_end(ledger, FALSE, NULL);
    return FALSE;
}
