/* Days as people write them.
 *
 * Inside the program a day is an ISO string, "2024-12-20": it sorts, compares and stores as it is.
 */
#pragma once

#include <glib.h>

#define LEDGER_DATE_ERROR (ledger_date_error_quark())
GQuark ledger_date_error_quark(void);

typedef enum { LEDGER_DATE_ERROR_INVALID } LedgerDateError;

/* Whether `text` is an ISO day that exists: 2024-02-29 is one, 2024-02-31 and 2024-2-9 are not. */
gboolean ledger_date_is_iso(const char *text);

/* The day that `words` means, seen from `today` (an ISO day). Blanks around and full-width forms
 * do not count. Understood, in both languages:
 *
 *   2024-12-20 2024/12/20 2024.12.20 20241220 2024年12月20日 12月20日 12-20 20日
 *   今天 明天 后天 today tomorrow +3 +3d +2w +1m +1y 3天后 两周后 下个月底
 *   周五 本周五 下周五 friday · 月底 本月底 下月底 季度末 年底 年底前 明年底 eom eoq eoy
 *   6月底 6月底前 6月 2025年6月 2025年6月底前 上半年 一季度 …（前 / 以前 / 之前 are taken as "by")
 *
 * A period means its last day (6月 → 30 June). A day or month without a year is the next one that
 * is not past: 3月1日 said in December is next year's; a month that is the current one stays.
 *
 * Returns the ISO day, the caller's. NULL and LEDGER_DATE_ERROR_INVALID with a message that
 * quotes the words and says what can be written; a day that does not exist says so. */
char *ledger_date_parse(const char *words, const char *today, GError **error);

/* Days from `from` to `to`, both ISO: negative if `to` is earlier. */
int ledger_date_days(const char *from, const char *to);

/* The ISO day `days` after `day`. The caller owns it. */
char *ledger_date_add_days(const char *day, int days);

/* A day for the eye in the current language, with what it means today: "2024-12-20 周五，19 天后",
 * "2024-12-20 Fri, 3 days ago". The caller owns it. */
char *ledger_date_describe(const char *day, const char *today);
