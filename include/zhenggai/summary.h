/* The year-end summary: what a year and unit came to, as a document. */
#pragma once

#include "zhenggai/document.h"
#include "zhenggai/query.h"

/* The summary of `scope`, in the current language: figures, progress and closure, owners, each
 * problem's story, what is unfinished and why, next year's arrangements, lines to sign. It says
 * only what the ledger holds; what is not settled is named as such. Rates are measures completed ÷
 * measures, with both numbers. A scope without a year or unit takes in all of them.
 *
 * The caller owns it. NULL and the error that reading the ledger failed with. */
Document *summary_document_new(Ledger *ledger, LedgerScope scope, GError **error);
