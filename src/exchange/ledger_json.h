/* The whole ledger as one JSON document, which can be read back.
 *
 *     {"format": "zhenggai-ledger", "version": 1,
 *      "report_text": [{"key": 1, "sha256": "…", "text": "…"}],
 *      "unit": [{"key": 1, "uuid": "…", …}], …, "action": […], "change": […]}
 *
 * The tables and columns are those of ledger_tables(), in that order. A number is a number, yes and
 * no are true and false, everything else is a string, unknown is null. NAME_id is the key of a row
 * of the table NAME. Both ways are streamed: memory follows the longest row.
 */
#pragma once

#include "zhenggai/ledger.h"

#define LEDGER_JSON_FORMAT "zhenggai-ledger"
enum { LEDGER_JSON_VERSION = 1 };

/* Fills the empty ledger with what the file holds, all of it or nothing. What the rows say of each
 * other is not verified: ledger_check(). LEDGER_ERROR_DAMAGED for what is no JSON, cut, or holds a
 * row that no ledger holds, with the line; _FOREIGN for other JSON, _NEWER. */
gboolean ledger_json_read(const char *path, Ledger *ledger, GError **error);
