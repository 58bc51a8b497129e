/* What the parts of the sheet reader share. */
#pragma once

#include "zhenggai/ledger.h"
#include "zhenggai/sheet.h"
#include "zhenggai/text.h"

/* ── Bytes to text: sheet_decode.c ────────────────────────────────────────────────────────── */

/* The text in UTF-8 without a byte order mark; `encoding` is a literal. The caller owns it. */
char *sheet_decode(const char *bytes, gsize length, const char *name, const char **encoding,
                   gsize *decoded, GError **error);

/* ── Text to records: sheet_csv.c ─────────────────────────────────────────────────────────── */

/* A record: the line where it begins, and its cells, borrowed until the call returns. */
typedef void (*SheetRecordFunc)(guint line, GPtrArray *cells, gpointer data);

/* Gives each record that is not blank to `take`, at most `limit` (0: all). FALSE where the text
 * does not fit the format: `fault` is then the line, and *open says whether the text ended within
 * a quoted cell. */
gboolean sheet_csv_walk(const char *text, gsize length, char delimiter, guint limit,
                        SheetRecordFunc take, gpointer data, guint *fault, gboolean *open);

/* ── Words: sheet_words.c ─────────────────────────────────────────────────────────────────── */

/* A word without blanks, brackets and what they hold, and punctuation; ASCII in small letters. */
char *sheet_word_key(const char *word);
/* The stored value that a word means for a type with VALUE rows; NULL. */
const char *sheet_word_value(LedgerType type, const char *word, const ExchangeProfile *profile);
/* The field that a header is the very name or label of, or that the profile gives it. */
LedgerField sheet_header_exact(const SheetHeaders *words, const char *header);
/* The ISO day that a cell holds, whole and without guessing; NULL. The caller owns it. */
char *sheet_day(const char *cell);
