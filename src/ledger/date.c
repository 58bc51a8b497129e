#include "zhenggai/date.h"

#include <stdlib.h>
#include <string.h>

#include "zhenggai/text.h"

G_DEFINE_QUARK(ledger - date - error - quark, ledger_date_error)

#define LATEST_YEAR 9999

/* What the words give, before it becomes a day: numbers that were written, and 0 for the others. */
typedef struct {
    int year; /* 0 where the words name none */
    int month, day, count, weekday;
    int days, months; /* what `count` counts */
} DateWords;

/* Sets `day` from the words, seen from `today`; a day that does not exist leaves it invalid. */
typedef void (*DateRule)(GDate *day, const DateWords *words, const GDate *today);

static void
set_dmy(GDate *day, int date, int month, int year)
{
    if (year >= 1 && year <= LATEST_YEAR && month >= 1 && month <= 12 &&
        g_date_valid_dmy((GDateDay)CLAMP(date, 0, 32), (GDateMonth)month, (GDateYear)year)) {
        g_date_set_dmy(day, (GDateDay)date, (GDateMonth)month, (GDateYear)year);
    }
}

static void
set_month_end(GDate *day, int month, int year)
{
    if (month >= 1 && month <= 12 && year >= 1 && year <= LATEST_YEAR) {
        set_dmy(day, g_date_get_days_in_month((GDateMonth)month, (GDateYear)year), month, year);
    }
}

static void
rule_date(GDate *day, const DateWords *words, const GDate *today)
{
    if (words->year > 0) {
        set_dmy(day, words->day, words->month, words->year);
        return;
    }
    int year = g_date_get_year(today);
    set_dmy(day, words->day, words->month, year);
    if (g_date_valid(day) && g_date_compare(day, today) < 0) {
        g_date_clear(day, 1);
        set_dmy(day, words->day, words->month, year + 1);
    }
}

static void
rule_day_of_month(GDate *day, const DateWords *words, const GDate *today)
{
    GDate month = *today;
    if (words->day < g_date_get_day(today)) {
        g_date_set_day(&month, 1);
        g_date_add_months(&month, 1);
    }
    set_dmy(day, words->day, g_date_get_month(&month), g_date_get_year(&month));
}

static void
rule_month(GDate *day, const DateWords *words, const GDate *today)
{
    int year = words->year > 0 ? words->year : g_date_get_year(today);
    if (words->year == 0 && words->month < (int)g_date_get_month(today)) {
        year++;
    }
    set_month_end(day, words->month, year);
}

static void
rule_quarter(GDate *day, const DateWords *words, const GDate *today)
{
    DateWords end = {.year = words->year, .month = 3 * words->count};
    rule_month(day, &end, today);
}

static void
rule_first_half(GDate *day, const DateWords *words, const GDate *today)
{
    DateWords end = {.year = words->year, .month = 6};
    rule_month(day, &end, today);
}

static void
rule_year_end(GDate *day, const DateWords *words, const GDate *today)
{
    set_month_end(day, 12, words->year > 0 ? words->year : g_date_get_year(today));
}

static void
rule_ahead(GDate *day, const DateWords *words, const GDate *today)
{
    *day = *today;
    g_date_add_days(day, (guint)(words->days * words->count));
    g_date_add_months(day, (guint)(words->months * words->count));
}

static void
rule_month_end_after(GDate *day, const DateWords *words, const GDate *today)
{
    GDate month = *today;
    g_date_set_day(&month, 1);
    g_date_add_months(&month, (guint)words->count);
    set_month_end(day, g_date_get_month(&month), g_date_get_year(&month));
}

static void
rule_quarter_end_after(GDate *day, const DateWords *words, const GDate *today)
{
    int to_end = (12 - (int)g_date_get_month(today)) % 3;
    rule_month_end_after(day, &(DateWords){.count = to_end + 3 * words->count}, today);
}

static void
rule_weekday(GDate *day, const DateWords *words, const GDate *today)
{
    int ahead = (words->weekday - (int)g_date_get_weekday(today) + 7) % 7;
    rule_ahead(day, &(DateWords){.count = ahead, .days = 1}, today);
}

static void
rule_weekday_of_week(GDate *day, const DateWords *words, const GDate *today)
{
    *day = *today;
    g_date_subtract_days(day, (guint)g_date_get_weekday(today) - 1);
    g_date_add_days(day, (guint)(7 * words->count + words->weekday - 1));
}

/* One row for each form. In a pattern Y is a year of four digits, M D N numbers of one to three
 * digits, A and B a month and a day of exactly two; W is a weekday; all else is itself. `count` is
 * the number that the words imply. A form that `follows` stands only after a year. */
typedef struct {
    const char *pattern;
    DateRule rule;
    int count;
    gboolean follows;
    int days, months; /* what the number counts, for rule_ahead */
} DateForm;

static const DateForm forms[] = {
    {"Y-M-D", rule_date, 0},
    {"Y/M/D", rule_date, 0},
    {"Y.M.D", rule_date, 0},
    {"YAB", rule_date, 0},
    {"M月D日", rule_date, 0},
    {"M月D号", rule_date, 0},
    {"M-D", rule_date, 0},
    {"M/D", rule_date, 0},
    {"D日", rule_day_of_month, 0},
    {"D号", rule_day_of_month, 0},
    {"Y-M", rule_month, 0},
    {"M月底", rule_month, 0},
    {"M月末", rule_month, 0},
    {"M月份", rule_month, 0},
    {"M月", rule_month, 0},
    {"N季度", rule_quarter, 0},
    {"N季度末", rule_quarter, 0},
    {"第N季度", rule_quarter, 0},
    {"上半年", rule_first_half, 0},
    {"下半年", rule_year_end, 0},
    {"年底", rule_year_end, 0},
    {"年末", rule_year_end, 0},
    {"底", rule_year_end, 0, TRUE},
    {"末", rule_year_end, 0, TRUE},
    {"年内", rule_year_end, 0},
    {"内", rule_year_end, 0, TRUE},
    {"eoy", rule_year_end, 0},
    {"", rule_year_end, 0, TRUE},
    {"今天", rule_ahead, 0, .days = 1},
    {"today", rule_ahead, 0, .days = 1},
    {"明天", rule_ahead, 1, .days = 1},
    {"tomorrow", rule_ahead, 1, .days = 1},
    {"后天", rule_ahead, 2, .days = 1},
    {"+N", rule_ahead, 0, .days = 1},
    {"+Nd", rule_ahead, 0, .days = 1},
    {"N天后", rule_ahead, 0, .days = 1},
    {"N天内", rule_ahead, 0, .days = 1},
    {"+Nw", rule_ahead, 0, .days = 7},
    {"N周后", rule_ahead, 0, .days = 7},
    {"+Nm", rule_ahead, 0, .months = 1},
    {"N个月后", rule_ahead, 0, .months = 1},
    {"N个月内", rule_ahead, 0, .months = 1},
    {"+Ny", rule_ahead, 0, .months = 12},
    {"N年后", rule_ahead, 0, .months = 12},
    {"W", rule_weekday, 0},
    {"本W", rule_weekday_of_week, 0},
    {"下W", rule_weekday_of_week, 1},
    {"next W", rule_weekday_of_week, 1},
    {"月底", rule_month_end_after, 0},
    {"月末", rule_month_end_after, 0},
    {"本月", rule_month_end_after, 0},
    {"本月底", rule_month_end_after, 0},
    {"eom", rule_month_end_after, 0},
    {"下月", rule_month_end_after, 1},
    {"下月底", rule_month_end_after, 1},
    {"下个月", rule_month_end_after, 1},
    {"下个月底", rule_month_end_after, 1},
    {"季度末", rule_quarter_end_after, 0},
    {"本季度末", rule_quarter_end_after, 0},
    {"eoq", rule_quarter_end_after, 0},
    {"下季度末", rule_quarter_end_after, 1},
};

static const struct {
    const char *prefix;
    int ahead;
} year_words[] = {{"今年", 0}, {"本年度", 0}, {"本年", 0}, {"明年", 1}, {"来年", 1}, {"后年", 2}};

/* Monday is 1, as in GDateWeekday. */
static const struct {
    const char *word;
    int weekday;
} weekday_words[] = {
    {"周1", 1},    {"周2", 2},      {"周3", 3},     {"周4", 4},       {"周5", 5},
    {"周6", 6},    {"周日", 7},     {"周天", 7},    {"星期1", 1},     {"星期2", 2},
    {"星期3", 3},  {"星期4", 4},    {"星期5", 5},   {"星期6", 6},     {"星期日", 7},
    {"星期天", 7}, {"monday", 1},   {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4},
    {"friday", 5}, {"saturday", 6}, {"sunday", 7},  {"mon", 1},       {"tue", 2},
    {"wed", 3},    {"thu", 4},      {"fri", 5},     {"sat", 6},       {"sun", 7},
};

static gboolean
take_number(const char **text, int least, int most, int *number)
{
    int digits = 0, value = 0;
    for (; digits < most && g_ascii_isdigit(**text); digits++, (*text)++) {
        value = 10 * value + g_ascii_digit_value(**text);
    }
    *number = value;
    return digits >= least;
}

static gboolean
take_weekday(const char **text, int *weekday)
{
    for (guint i = 0; i < G_N_ELEMENTS(weekday_words); i++) {
        if (g_str_has_prefix(*text, weekday_words[i].word)) {
            *text += strlen(weekday_words[i].word);
            *weekday = weekday_words[i].weekday;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
take_sign(const char **text, char sign, DateWords *words)
{
    switch (sign) {
    case 'Y':
        return words->year == 0 && take_number(text, 4, 4, &words->year);
    case 'M':
        return take_number(text, 1, 2, &words->month);
    case 'A':
        return take_number(text, 2, 2, &words->month);
    case 'D':
        return take_number(text, 1, 2, &words->day);
    case 'B':
        return take_number(text, 2, 2, &words->day);
    case 'N':
        return take_number(text, 1, 3, &words->count);
    case 'W':
        return take_weekday(text, &words->weekday);
    default:
        return **text == sign && *(*text)++ != '\0';
    }
}

static gboolean
match_form(const char *text, const char *pattern, DateWords *words)
{
    for (; *pattern != '\0'; pattern++) {
        if (!take_sign(&text, *pattern, words)) {
            return FALSE;
        }
    }
    return *text == '\0';
}

static int
numeral_value(gunichar c)
{
    static const char *const digits[] = {"〇零○", "一", "二两", "三", "四",
                                         "五",    "六", "七",   "八", "九"};
    for (int value = 0; value < 10; value++) {
        if (c != 0 && g_utf8_strchr(digits[value], -1, c) != NULL) {
            return value;
        }
    }
    return c == g_utf8_get_char("十") ? 10 : -1;
}

/* 十二月 → 12月, 二〇二五年 → 2025年: a run of numerals reads as one number if 十 is in it. */
static void
append_numerals(GString *out, const char **text)
{
    int tens = -1, units = 0;
    g_autoptr(GString) plain = g_string_new(NULL);
    for (;; *text = g_utf8_next_char(*text)) {
        int value = numeral_value(g_utf8_get_char(*text));
        if (value < 0) {
            break;
        }
        if (value == 10) {
            tens = plain->len > 0 ? units : 1;
            units = 0;
        } else {
            units = value;
        }
        g_string_append_printf(plain, "%d", value);
    }
    if (tens >= 0) {
        g_string_append_printf(out, "%d", 10 * tens + units);
    } else {
        g_string_append(out, plain->str);
    }
}

/* The words in one shape: half width, small letters, Arabic numbers, no blanks but one between
 * words, no "by" (前, 以前, 之前) at the end. NULL if they are not UTF-8. */
static char *
plain_words(const char *words)
{
    g_autofree char *normal = g_utf8_normalize(words, -1, G_NORMALIZE_ALL_COMPOSE);
    if (normal == NULL) {
        return NULL;
    }
    g_autofree char *lower = g_utf8_strdown(normal, -1);
    GString *out = g_string_new(NULL);
    for (const char *at = g_strstrip(lower); *at != '\0';) {
        gunichar c = g_utf8_get_char(at);
        if (numeral_value(c) >= 0) {
            append_numerals(out, &at);
            continue;
        }
        gboolean between_letters = out->len > 0 && g_ascii_isalpha(out->str[out->len - 1]);
        if (!g_unichar_isspace(c) || between_letters) {
            g_string_append_unichar(out, c);
        }
        at = g_utf8_next_char(at);
    }
    static const char *const by[] = {"之前", "以前", "前"};
    for (guint i = 0; i < G_N_ELEMENTS(by); i++) {
        if (g_str_has_suffix(out->str, by[i])) {
            g_string_truncate(out, out->len - strlen(by[i]));
            break;
        }
    }
    return g_string_free(out, FALSE);
}

/* Takes 2025年, 2025年度 or 明年 off the front. */
static int
take_year(const char **text, const GDate *today)
{
    const char *rest = *text;
    int year = 0;
    if (take_number(&rest, 4, 4, &year) && g_str_has_prefix(rest, "年")) {
        rest += strlen("年");
        *text = g_str_has_prefix(rest, "度") ? rest + strlen("度") : rest;
        return year;
    }
    for (guint i = 0; i < G_N_ELEMENTS(year_words); i++) {
        if (g_str_has_prefix(*text, year_words[i].prefix)) {
            *text += strlen(year_words[i].prefix);
            return g_date_get_year(today) + year_words[i].ahead;
        }
    }
    return 0;
}

static gboolean
find_form(const char *text, const GDate *today, GDate *day)
{
    int year = take_year(&text, today);
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        DateWords found = {.year = year,
                           .count = forms[i].count,
                           .days = forms[i].days,
                           .months = forms[i].months};
        if ((year > 0 || !forms[i].follows) && match_form(text, forms[i].pattern, &found)) {
            forms[i].rule(day, &found, today);
            return TRUE;
        }
    }
    return FALSE;
}

static char *
iso(const GDate *day)
{
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(day), g_date_get_month(day),
                           g_date_get_day(day));
}

static gboolean
parse_iso(const char *text, GDate *day)
{
    g_date_clear(day, 1);
    if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
        return FALSE;
    }
    for (int i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i])) {
            return FALSE;
        }
    }
    set_dmy(day, atoi(text + 8), atoi(text + 5), atoi(text));
    return g_date_valid(day);
}

/* A day that the caller vouches for. */
static GDate
known_day(const char *text)
{
    GDate day;
    gboolean known = parse_iso(text, &day);
    g_assert(known);
    return day;
}

gboolean
ledger_date_is_iso(const char *text)
{
    GDate day;
    return parse_iso(text, &day);
}

char *
ledger_date_parse(const char *words, const char *today, GError **error)
{
    GDate from = known_day(today), day;
    if (parse_iso(words, &day)) {
        return g_strdup(words);
    }
    g_autofree char *plain = plain_words(words);
    if (plain == NULL || plain[0] == '\0' || !find_form(plain, &from, &day)) {
        g_set_error(
            error, LEDGER_DATE_ERROR, LEDGER_DATE_ERROR_INVALID,
            _("“%s” is not a day; write 2024-12-20, 12月20日, 6月底前, +2w, 月底 or friday"),
            words);
        return NULL;
    }
    if (!g_date_valid(&day) || g_date_get_year(&day) > LATEST_YEAR) {
        g_set_error(error, LEDGER_DATE_ERROR, LEDGER_DATE_ERROR_INVALID,
                    _("the day “%s” does not exist"), words);
        return NULL;
    }
    return iso(&day);
}

int
ledger_date_days(const char *from, const char *to)
{
    GDate first = known_day(from), last = known_day(to);
    return g_date_days_between(&first, &last);
}

char *
ledger_date_add_days(const char *day, int days)
{
    GDate date = known_day(day);
    if (days < 0) {
        g_date_subtract_days(&date, (guint)-days);
    } else {
        g_date_add_days(&date, (guint)days);
    }
    return iso(&date);
}

char *
ledger_date_describe(const char *day, const char *today)
{
    static const char *const weekdays[] = {NULL,      N_("Mon"), N_("Tue"), N_("Wed"),
                                           N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    GDate date = known_day(day);
    const char *weekday = _(weekdays[g_date_get_weekday(&date)]);
    int days = ledger_date_days(today, day);
    if (days == 0) {
        return g_strdup_printf(_("%s %s, today"), day, weekday);
    }
    if (days > 0) {
        return g_strdup_printf(
            text_translate_plural("%s %s, in %d day", "%s %s, in %d days", (gulong)days), day,
            weekday, days);
    }
    return g_strdup_printf(
        text_translate_plural("%s %s, %d day ago", "%s %s, %d days ago", (gulong)-days), day,
        weekday, -days);
}
