#include "zhenggai/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "private.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

/* A calendar file is a few kilobytes; more is something else. */
enum { CALENDAR_BYTES = 1024 * 1024, DAYS_AHEAD_MOST = 60 };

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
calendar_take(Ledger *ledger, GHashTable *days, const char *path, const char *text, GError **error)
{
    g_autoptr(GError) failure = NULL;
    guint found = 0;
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT value ->> 'date', value ->> 'isOffDay' FROM json_each(?1, '$.days')", "s", text);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, &failure)) {
        const char *day = store_text(statement, 0);
        if (day == NULL || !ledger_date_is_iso(day))
            continue;
        g_hash_table_insert(days, g_strdup(day),
                            GINT_TO_POINTER(store_integer(statement, 1) != 0 ? -1 : 1));
        found++;
    }
    if (found > 0 && failure == NULL)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("%s: no calendar; wanted is {\"days\": [{\"date\": \"2024-10-01\", \"isOffDay\": "
                  "true}, …]}"),
                path);
    return FALSE;
}

static gboolean
calendar_read(Ledger *ledger, GHashTable *days, const char *path, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, &failure)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: the calendar cannot be read: %s"), path, failure->message);
        return FALSE;
    }
    return calendar_take(ledger, days, path, length > CALENDAR_BYTES ? "" : text, error);
}

static gboolean
calendar_read_folder(Ledger *ledger, GHashTable *days, const char *path, GError **error)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (g_str_has_suffix(name, ".json") && !calendar_read(ledger, days, file, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ledger_calendar_load(Ledger *ledger, GError **error)
{
    const char *path = ledger->calendar_path;
    g_autoptr(GHashTable) days = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (path != NULL &&
        !(g_file_test(path, G_FILE_TEST_IS_DIR) ? calendar_read_folder(ledger, days, path, error)
                                                : calendar_read(ledger, days, path, error)))
        return FALSE;
    g_clear_pointer(&ledger->calendar, g_hash_table_unref);
    ledger->calendar = g_steal_pointer(&days);
    return TRUE;
}

/* ── Working days ─────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_calendar_is_workday(Ledger *ledger, const char *day)
{
    static const char monday[] = "2024-01-01";
    if (ledger->calendar == NULL && !ledger_calendar_load(ledger, NULL))
        ledger->calendar = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    int told = GPOINTER_TO_INT(g_hash_table_lookup(ledger->calendar, day));
    int weekday = ((ledger_date_days(monday, day) % 7) + 7) % 7;
    return told != 0 ? told > 0 : weekday < 5;
}

char *
ledger_calendar_add(Ledger *ledger, const char *day, int days)
{
    g_autofree char *at = g_strdup(day);
    while (days > 0 || !ledger_calendar_is_workday(ledger, at)) {
        char *next = ledger_date_add_days(at, 1);
        g_free(at);
        at = next;
        days -= days > 0 && ledger_calendar_is_workday(ledger, at);
    }
    return g_steal_pointer(&at);
}

int
ledger_calendar_days(Ledger *ledger, const char *from, const char *to)
{
    int days = 0, all = ledger_date_days(from, to);
    for (int i = 1; i <= all; i++) {
        g_autofree char *day = ledger_date_add_days(from, i);
        days += ledger_calendar_is_workday(ledger, day);
    }
    return days;
}

/* ── The year ─────────────────────────────────────────────────────────────────────────────── */

char *
ledger_calendar_year(Ledger *ledger, gboolean *late, GError **error)
{
    const char *today = ledger->today;
    int year = atoi(today);
    gint64 reports = 0;
    *late = FALSE;
    if (!store_number(ledger->store, &reports, 0, error,
                      "SELECT count(*) FROM report WHERE year = ?1", "i", (gint64)year - 1))
        return NULL;
    g_autofree char *report = g_strdup_printf("%04d-03-01", year);
    g_autofree char *public = g_strdup_printf("%04d-04-01", year);
    int to_report = ledger_date_days(today, report), to_public = ledger_date_days(today, public);
    if (to_public <= 0 || to_report > DAYS_AHEAD_MOST)
        return NULL;
    *late = to_report <= 0 && reports == 0;
    if (*late)
        return g_strdup_printf(_("the report of %d was to be with the level above before 1 March; "
                                 "it is not in the ledger yet"),
                               year - 1);
    if (to_report > 0)
        return g_strdup_printf(
            text_translate_plural(
                "the report of %d goes to the level above before 1 March: %d day left",
                "the report of %d goes to the level above before 1 March: %d days left",
                (gulong)to_report),
            year - 1, to_report);
    return g_strdup_printf(
        text_translate_plural("the report of %d is made public before 1 April: %d day left",
                              "the report of %d is made public before 1 April: %d days left",
                              (gulong)to_public),
        year - 1, to_public);
}
