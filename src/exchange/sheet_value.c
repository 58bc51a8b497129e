/* What a cell says: as a stored value, and whether it still says what was sent. */
#include <string.h>

#include "sheet_private.h"
#include "zhenggai/export.h"

/* A cell of Excel ends here. */
enum { CELL_CHARACTERS = 32767 };

static gboolean
fail_value(LedgerField field, const char *cell, const char *wanted, GError **error)
{
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_VALUE,
                _("%s: “%s” is not understood; wanted is %s"), _(ledger_field_info(field)->label),
                cell, wanted);
    return FALSE;
}

static gboolean
parse_word(const Sheet *sheet, LedgerField field, const char *cell, char **value, GError **error)
{
    LedgerType type = ledger_field_info(field)->type;
    const char *stored = sheet_word_value(type, cell, sheet->profile);
    if (stored != NULL) {
        *value = g_strdup(stored);
        return TRUE;
    }
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (guint i = 0; i < ledger_value_count(type); i++)
        g_string_append_printf(wanted, "%s%s", i == 0 ? "" : _(", "),
                               _(ledger_value_info(type, i)->label));
    return fail_value(field, cell, wanted->str, error);
}

/* 50, 50%, 50.0; a spreadsheet shows a share of one as 0.5 once the cell's format is lost. */
static gboolean
parse_percent(LedgerField field, const char *cell, char **value, GError **error)
{
    g_autofree char *narrow = g_utf8_normalize(cell, -1, G_NORMALIZE_ALL_COMPOSE);
    char *end = NULL;
    double number = narrow == NULL ? -1 : g_ascii_strtod(narrow, &end);
    gboolean whole = narrow != NULL && end != narrow;
    if (whole && *end == '\0' && number > 0 && number < 1)
        number *= 100;
    if (whole && *end == '%')
        end++;
    int rounded = (int)(CLAMP(number, -1, 101) + 0.5);
    if (!whole || *end != '\0' || number < 0 || number > 100)
        return fail_value(field, cell, _("a whole number from 0 to 100"), error);
    *value = g_strdup_printf("%d", rounded);
    return TRUE;
}

static gboolean
parse_day(LedgerField field, const char *cell, char **value, GError **error)
{
    char *day = sheet_day(cell);
    if (day == NULL)
        return fail_value(field, cell, _("a whole day, such as 2025-03-01 or 2025年3月1日"), error);
    *value = day;
    return TRUE;
}

gboolean
sheet_value_parse(const Sheet *sheet, LedgerField field, const char *cell, char **value,
                  GError **error)
{
    const char *text = export_cell_unguard(cell);
    if (*text == '\0') {
        *value = NULL;
        return TRUE;
    }
    switch (ledger_field_info(field)->type) {
    case TYPE_DATE:
        return parse_day(field, text, value, error);
    case TYPE_PERCENT:
        return parse_percent(field, text, value, error);
    case TYPE_KIND:
    case TYPE_PROGRESS:
    case TYPE_CLOSURE:
        return parse_word(sheet, field, text, value, error);
    case TYPE_WORDS:
        *value = g_strdup(text);
        return TRUE;
    default:
        break;
    }
    if (strchr(text, '\n') != NULL)
        return fail_value(field, text, _("one line"), error);
    *value = g_strdup(text);
    return TRUE;
}

/* ── Whether it still says what was sent ──────────────────────────────────────────────────── */

/* What append_with_lf() and a spreadsheet's trimming make of a stored text. */
static char *
as_it_came(const char *stored)
{
    GString *text = g_string_new(stored);
    g_string_replace(text, "\r\n", "\n", 0);
    g_string_replace(text, "\r", "\n", 0);
    const char *start = text->str;
    while (g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    g_string_erase(text, 0, start - text->str);
    for (const char *end = text->str + text->len; end > text->str;) {
        end = g_utf8_prev_char(end);
        if (!g_unichar_isspace(g_utf8_get_char(end)))
            break;
        g_string_truncate(text, (gsize)(end - text->str));
    }
    return g_string_free(text, FALSE);
}

static gboolean
is_in_gbk(gunichar character)
{
    char bytes[8] = "";
    gsize length = (gsize)g_unichar_to_utf8(character, bytes);
    g_autofree char *gbk = g_convert(bytes, (gssize)length, "GBK", "UTF-8", NULL, NULL, NULL);
    return gbk != NULL;
}

/* A program that saves as GBK writes ? for a character that GBK lacks, or ?? for one beyond the
 * basic plane. */
static gboolean
is_same_but_lost(const char *cell, const char *stored)
{
    while (*cell != '\0' && *stored != '\0') {
        gunichar character = g_utf8_get_char(stored);
        if (character == g_utf8_get_char(cell)) {
            cell = g_utf8_next_char(cell);
        } else {
            if (*cell != '?' || is_in_gbk(character))
                return FALSE;
            cell += character > 0xFFFF && cell[1] == '?' ? 2 : 1;
        }
        stored = g_utf8_next_char(stored);
    }
    return *cell == '\0' && *stored == '\0';
}

static gboolean
is_cut(const char *cell, const char *stored)
{
    return g_str_has_prefix(stored, cell) && g_utf8_strlen(cell, -1) >= CELL_CHARACTERS - 1;
}

static gboolean
is_joined(const char *cell, const char *stored)
{
    if (strchr(stored, '\n') == NULL || strchr(cell, '\n') != NULL)
        return FALSE;
    g_autoptr(GString) joined = g_string_new(stored);
    g_string_replace(joined, "\n", EXPORT_LINE_JOINT, 0);
    return strcmp(joined->str, cell) == 0;
}

static gboolean
says_text(const Sheet *sheet, const char *cell, const char *stored)
{
    g_autofree char *sent = as_it_came(stored);
    const char *forms[] = {cell, export_cell_unguard(cell), NULL};
    /* One guard of several is lost: a text that itself begins with one. */
    g_autofree char *guarded = g_strconcat("'", cell, NULL);
    forms[2] = export_cell_unguard(guarded);
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (strcmp(forms[i], sent) == 0)
            return TRUE;
    const char *text = export_cell_unguard(cell);
    return is_joined(text, sent) || is_cut(text, sent) ||
           (g_str_equal(sheet->encoding, "GB18030") && strchr(text, '?') != NULL &&
            is_same_but_lost(text, sent));
}

gboolean
sheet_cell_says(const Sheet *sheet, LedgerField field, const char *cell, const char *stored)
{
    if (stored == NULL || *stored == '\0')
        return *cell == '\0';
    if (says_text(sheet, cell, stored))
        return TRUE;
    LedgerType type = ledger_field_info(field)->type;
    const char *own = profile_word(sheet->profile, type, stored);
    if (own != NULL && strcmp(own, cell) == 0)
        return TRUE;
    if (*cell == '\0' ||
        (type != TYPE_DATE && type != TYPE_PERCENT && ledger_value_count(type) == 0))
        return FALSE;
    g_autofree char *value = NULL;
    return sheet_value_parse(sheet, field, cell, &value, NULL) && g_strcmp0(value, stored) == 0;
}
