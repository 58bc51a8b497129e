#include "year.h"

#include "stop.h"
#include "zhenggai/date.h"

#define YEAR_FIRST 1990
#define YEAR_LAST 2099

/* Years are read figure by figure; zero is printed in every round shape there is. */
static int
year_figure(gunichar2 sign)
{
    static const gunichar2 figures[] = u"〇一二三四五六七八九";
    if (sign >= '0' && sign <= '9') {
        return sign - '0';
    }
    for (int value = 0; value < 10; value++) {
        if (sign == figures[value]) {
            return value;
        }
    }
    return intake_sign_among(sign, u"○◯零Oo") ? 0 : -1;
}

guint
intake_year_read(const IntakeReading *reading, guint at, int *year)
{
    if (at + 4 >= reading->count || reading->signs[at + 4] != u'年') {
        return 0;
    }
    *year = 0;
    for (guint i = at; i < at + 4; i++) {
        int figure = year_figure(reading->signs[i]);
        if (figure < 0) {
            return 0;
        }
        *year = 10 * *year + figure;
    }
    if (*year < YEAR_FIRST || *year > YEAR_LAST) {
        return 0;
    }
    return at + 5 < reading->count && reading->signs[at + 5] == u'度' ? 6 : 5;
}

/* A number before `unit`; moves `at` behind the unit. */
static gboolean
read_part(const IntakeReading *reading, guint *at, gunichar2 unit, guint *value)
{
    guint length = intake_numeral_read(reading, *at, value);
    if (length == 0 || *at + length >= reading->count || reading->signs[*at + length] != unit) {
        return FALSE;
    }
    *at += length + 1;
    return TRUE;
}

guint
intake_day_read(const IntakeReading *reading, guint at, char **day)
{
    int year;
    guint month, date, from = at, length = intake_year_read(reading, at, &year);
    at += length;
    if (length == 0 || !read_part(reading, &at, u'月', &month) ||
        !read_part(reading, &at, u'日', &date)) {
        return 0;
    }
    g_autofree char *iso = g_strdup_printf("%04d-%02u-%02u", year, month, date);
    if (!ledger_date_is_iso(iso)) {
        return 0;
    }
    *day = g_steal_pointer(&iso);
    return at - from;
}
