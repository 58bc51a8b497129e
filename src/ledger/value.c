#include <string.h>

#include "private.h"
#include "zhenggai/calendar.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

static gboolean
value_fail(LedgerField field, const char *typed, const char *wanted, GError **error)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: \"%s\" will not do; wanted is %s"),
                _(ledger_field_info(field)->label), typed, wanted);
    return FALSE;
}

static gboolean
value_parse_word(LedgerField field, const char *typed, char **value, GError **error)
{
    LedgerType type = ledger_field_info(field)->type;
    const LedgerValueInfo *found = ledger_value_find(type, typed);
    if (found != NULL) {
        *value = g_strdup(found->name);
        return TRUE;
    }
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (guint i = 0; i < ledger_value_count(type); i++) {
        const LedgerValueInfo *info = ledger_value_info(type, i);
        g_string_append_printf(wanted, "%s%s", i == 0 ? "" : ", ", _(info->label));
    }
    return value_fail(field, typed, wanted->str, error);
}

/* The one number that people set is a count of months: three of them, or 3个月. */
static gboolean
value_parse_number(LedgerField field, const char *typed, char **value, GError **error)
{
    enum { MONTHS_MOST = 120 };
    static const char *const units[] = {"个月", "月", "months", "month", "m"};
    g_autofree char *digits = g_utf8_normalize(typed, -1, G_NORMALIZE_ALL_COMPOSE);
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_str_has_suffix(digits, units[i])) {
            digits[strlen(digits) - strlen(units[i])] = '\0';
            break;
        }
    guint64 number = 0;
    if (!g_ascii_string_to_unsigned(g_strstrip(digits), 10, 1, MONTHS_MOST, &number, NULL))
        return value_fail(field, typed, _("a number of months from 1 to 120"), error);
    *value = g_strdup_printf("%d", (int)number);
    return TRUE;
}

static gboolean
value_parse_percent(LedgerField field, const char *typed, char **value, GError **error)
{
    g_autofree char *digits = g_utf8_normalize(typed, -1, G_NORMALIZE_ALL_COMPOSE);
    if (g_str_has_suffix(digits, "%"))
        digits[strlen(digits) - 1] = '\0';
    guint64 number = 0;
    if (!g_ascii_string_to_unsigned(g_strstrip(digits), 10, 0, 100, &number, NULL))
        return value_fail(field, typed, _("a whole number from 0 to 100"), error);
    *value = g_strdup_printf("%d", (int)number);
    return TRUE;
}

/* 5个工作日, 5个工作日内, +5wd: how many, or −1. */
static int
value_workdays(const char *typed)
{
    static const char *const units[] = {"个工作日内", "个工作日后", "个工作日", "工作日", "wd"};
    g_autofree char *words = g_utf8_normalize(typed, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *number = NULL;
    guint64 days = 0;
    for (gsize i = 0; words != NULL && number == NULL && i < G_N_ELEMENTS(units); i++)
        if (g_str_has_suffix(g_strstrip(words), units[i]))
            number = g_strndup(words, strlen(words) - strlen(units[i]));
    if (number == NULL ||
        !g_ascii_string_to_unsigned(g_strstrip(number) + (*number == '+'), 10, 0, 365, &days, NULL))
        return -1;
    return (int)days;
}

char *
ledger_day_parse(Ledger *ledger, const char *words, GError **error)
{
    int days = value_workdays(words);
    return days >= 0 ? ledger_calendar_add(ledger, ledger->today, days)
                     : ledger_date_parse(words, ledger->today, error);
}

static gboolean
value_parse_date(Ledger *ledger, LedgerField field, const char *typed, char **value, GError **error)
{
    g_autoptr(GError) failure = NULL;
    char *day = ledger_day_parse(ledger, typed, &failure);
    if (day != NULL) {
        *value = day;
        return TRUE;
    }
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, "%s: %s",
                _(ledger_field_info(field)->label), failure->message);
    return FALSE;
}

static gboolean
value_is_none(const char *typed)
{
    return *typed == '\0' || strcmp(typed, "none") == 0 ||
           strcmp(typed, text_translate_in(TEXT_CHINESE, N_("none"))) == 0;
}

gboolean
ledger_value_is_required(LedgerField field)
{
    switch (field) {
    case FIELD_PROBLEM_text:
    case FIELD_CAUSE_text:
    case FIELD_TASK_text:
    case FIELD_PLAN_text:
    case FIELD_TASK_progress:
    case FIELD_TASK_percent:
    case FIELD_PERSON_name:
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean
value_parse_line(LedgerField field, const char *typed, char **value, GError **error)
{
    if (strchr(typed, '\n') != NULL)
        return value_fail(field, typed, _("one line"), error);
    *value = g_strdup(typed);
    return TRUE;
}

/* An alias becomes the name, except where the directory itself is written. */
static gboolean
value_parse_name(Ledger *ledger, LedgerField field, const char *typed, char **value, GError **error)
{
    g_autofree char *line = NULL;
    if (!value_parse_line(field, typed, &line, error))
        return FALSE;
    *value = ledger_name_resolve(ledger, ledger_field_info(field)->type, line);
    return TRUE;
}

gboolean
ledger_value_parse(Ledger *ledger, LedgerField field, const char *typed, char **value,
                   GError **error)
{
    if (!ledger_text_check(typed, error))
        return FALSE;
    g_autofree char *text = g_strstrip(g_strdup(typed));
    if (value_is_none(text)) {
        if (ledger_value_is_required(field))
            return value_fail(field, typed, _("a value: it cannot be empty"), error);
        *value = NULL;
        return TRUE;
    }
    switch (ledger_field_info(field)->type) {
    case TYPE_DATE:
        return value_parse_date(ledger, field, text, value, error);
    case TYPE_PERCENT:
        return value_parse_percent(field, text, value, error);
    case TYPE_NUMBER:
        return value_parse_number(field, text, value, error);
    case TYPE_KIND:
    case TYPE_PROGRESS:
    case TYPE_CLOSURE:
    case TYPE_PROOF:
    case TYPE_SLIP:
        return value_parse_word(field, text, value, error);
    case TYPE_WORDS:
        *value = g_steal_pointer(&text);
        return TRUE;
    case TYPE_NAME:
    case TYPE_OFFICE:
        return value_parse_name(ledger, field, text, value, error);
    default:
        return value_parse_line(field, text, value, error);
    }
}
