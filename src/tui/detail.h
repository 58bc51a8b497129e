/* The detail: everything about one problem or task, as a page. */
#pragma once

#include "page.h"
#include "zhenggai/query.h"

/* Fills `page` with what the ledger knows of the row at `place`, in the current language. What
 * cannot be read is said on the page. */
void detail_fill(Page *page, Ledger *ledger, const LedgerPlace *place);
/* Fills `page` with the report that the row came from, its sentence marked. LEDGER_ERROR_NOT_FOUND
 * if it was added by hand. */
gboolean detail_fill_source(Page *page, Ledger *ledger, const LedgerPlace *place, GError **error);
/* Fills `page` with the history of a row, or of the whole ledger (place NULL). */
gboolean detail_fill_history(Page *page, Ledger *ledger, const LedgerPlace *place, GError **error);
