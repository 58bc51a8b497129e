/* The calendar: which days people work, and what the year itself demands.
 *
 * Without a file Saturdays and Sundays are off. A file in the form of
 * https://github.com/NateScarlet/holiday-cn (one a year) tells the days that the State Council's
 * notice makes free or working: {"days": [{"date": "2024-10-01", "isOffDay": true}, …]}.
 */
#pragma once

#include "zhenggai/ledger.h"

/* Reads the file, or the folder with such files (*.json), that the ledger's LedgerWorld names, now;
 * else it is read when it is first needed. LEDGER_ERROR_USAGE names a file that cannot be read
 * or is no calendar. */
gboolean ledger_calendar_load(Ledger *ledger, GError **error);

/* Whether people work on that ISO day. A calendar that cannot be read counts as none. */
gboolean ledger_calendar_is_workday(Ledger *ledger, const char *day);
/* The ISO day that is `days` (≥ 0) working days after `day`; 0: `day` itself or the next working
 * day. The caller owns it. */
char *ledger_calendar_add(Ledger *ledger, const char *day, int days);
/* Working days after `from` up to and with `to`; 0 if `to` is not later. */
int ledger_calendar_days(Ledger *ledger, const char *from, const char *to);

/* What the year itself demands next, in one sentence of the current language: last year's report to
 * the level above before 1 March, made public before 1 April (厅字〔2019〕28号). NULL where nothing
 * is due within two months. *late: last year has no report and 1 March has come. The caller owns
 * it. */
char *ledger_calendar_year(Ledger *ledger, gboolean *late, GError **error);
