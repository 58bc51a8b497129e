/* Words that the chapters share. */
#include "phrase.h"

#include <stdio.h>
#include <string.h>

#include "zhenggai/date.h"
#include "zhenggai/text.h"

static gboolean
ends_sentence(const char *text)
{
    static const char *const stops[] = {"。", "！", "？", "；", "…", ".", "!", "?", ";"};
    for (guint i = 0; i < G_N_ELEMENTS(stops); i++) {
        if (g_str_has_suffix(text, stops[i]))
            return TRUE;
    }
    return FALSE;
}

char *
phrase_sentence(const char *text)
{
    if (ends_sentence(text))
        return g_strdup(text);
    /* A Chinese text keeps its own stop in an English summary. */
    const char *last = g_utf8_find_prev_char(text, text + strlen(text));
    gboolean wide = last != NULL && g_unichar_iswide(g_utf8_get_char(last));
    return wide ? g_strconcat(text, "。", NULL) : g_strdup_printf(_("%s."), text);
}

char *
phrase_open(const char *text)
{
    static const char *const stops[] = {"。", ".", "；", ";"};
    gsize length = strlen(text);
    for (guint i = 0; i < G_N_ELEMENTS(stops); i++) {
        if (g_str_has_suffix(text, stops[i]))
            return g_strndup(text, length - strlen(stops[i]));
    }
    return g_strdup(text);
}

char *
phrase_closed(const char *text)
{
    return g_strdup_printf(_("%s."), text);
}

char *
phrase_day(const char *iso)
{
    int year, month, day;
    if (sscanf(iso, "%d-%d-%d", &year, &month, &day) != 3)
        return g_strdup(iso);
    return g_strdup_printf(_("%d-%02d-%02d"), year, month, day);
}

char *
phrase_day_of(const char *iso, int year)
{
    int of, month, day;
    /* Without its year an English day could be read either way round. */
    if (text_language() != TEXT_CHINESE || sscanf(iso, "%d-%d-%d", &of, &month, &day) != 3 ||
        of != year)
        return phrase_day(iso);
    return g_strdup_printf(_("%02d-%02d"), month, day);
}

/* Both days are ISO; months are whole if the first is a 1st and the next day after the last is one.
 */
static gboolean
whole_months(const char *from, const char *to, int *year, int *first, int *last)
{
    int from_day, to_year;
    g_autofree char *after = ledger_date_add_days(to, 1);
    return sscanf(from, "%d-%d-%d", year, first, &from_day) == 3 &&
           sscanf(to, "%d-%d", &to_year, last) == 2 && from_day == 1 && *year == to_year &&
           g_str_has_suffix(after, "-01");
}

char *
phrase_period(const char *from, const char *to)
{
    int year, first, last;
    if (whole_months(from, to, &year, &first, &last)) {
        if (first == 1 && last == 12)
            return g_strdup_printf(_("year %d"), year);
        if (first == last)
            return g_strdup_printf(_("month %d-%02d"), year, first);
        if (last == first + 5 && (first == 1 || first == 7))
            return g_strdup_printf(first == 1 ? _("first half of %d") : _("second half of %d"),
                                   year);
        if (last == first + 2 && first % 3 == 1) {
            g_autofree char *quarter = phrase_ordinal((first + 2) / 3);
            return g_strdup_printf(_("%d, quarter %s"), year, quarter);
        }
    }
    g_autofree char *begin = phrase_day(from), *end = phrase_day(to);
    return g_strdup_printf(_("%s to %s"), begin, end);
}

/* Msgids are small so that they fit anywhere. */
static char *
capitalised(const char *text)
{
    char *copy = g_strdup(text);
    copy[0] = g_ascii_toupper(copy[0]);
    return copy;
}

char *
phrase_label(LedgerField field)
{
    return capitalised(_(ledger_field_info(field)->label));
}

char *
phrase_pair(LedgerField field, const char *stored)
{
    g_autofree char *value = ledger_field_info(field)->type == TYPE_DATE
                                 ? phrase_day(stored)
                                 : ledger_value_display(field, stored);
    return g_strdup_printf(_("%s: %s"), _(ledger_field_info(field)->label), value);
}

char *
phrase_deadline(const LedgerRow *task)
{
    const char *due = ledger_row_get(task, FIELD_TASK_due);
    const char *first = ledger_row_get(task, FIELD_TASK_first_due);
    const char *printed = ledger_row_get(task, FIELD_TASK_due_text);
    int moved = (int)ledger_row_number(task, FIELD_TASK_extensions);
    if (due == NULL)
        return phrase_pair(FIELD_TASK_due, printed == NULL ? _("to be settled") : printed);
    g_autofree char *deadline = phrase_pair(FIELD_TASK_due, due);
    if (first == NULL || moved == 0)
        return g_steal_pointer(&deadline);
    g_autofree char *day = phrase_day(first);
    return g_strdup_printf(text_translate_plural("%s (first %s, moved %d time)",
                                                 "%s (first %s, moved %d times)", moved),
                           deadline, day, moved);
}

char *
phrase_clauses(GPtrArray *clauses)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = 0; i < clauses->len; i++) {
        g_string_append(joined, i == 0 ? "" : _("; "));
        g_string_append(joined, g_ptr_array_index(clauses, i));
    }
    g_autofree char *sentence = phrase_sentence(joined->str);
    return capitalised(sentence);
}

char *
phrase_self(const char *unit)
{
    static const char *const kinds[] = {"街道", "镇", "乡", "县", "区", "市", "局", "委", "办"};
    for (guint i = 0; text_language() == TEXT_CHINESE && i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_has_suffix(unit, kinds[i]))
            return g_strconcat("我", kinds[i], NULL);
    }
    return g_strdup(_("Our unit"));
}

void
phrase_append(GString *to, const char *sentence)
{
    g_autofree char *both =
        to->len == 0 ? g_strdup(sentence) : g_strdup_printf(_("%s %s"), to->str, sentence);
    g_string_assign(to, both);
}

char *
phrase_ordinal(int number)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (text_language() != TEXT_CHINESE || number < 1 || number > 99)
        return g_strdup_printf("%d", number);
    const char *tens = number < 20 ? "" : digits[number / 10];
    return g_strconcat(tens, number < 10 ? "" : "十", digits[number % 10], NULL);
}
