/* The journal: what was changed, append-only, each action chained to the one before by SHA-256.
 *
 * hash = SHA-256 of the fields: previous hash, id, at, by, name, reason, target, digest; digest =
 * SHA-256 of, for each change in order: entity, row, field, old, new. A field is its length, a
 * colon and its bytes; NULL is "-:". The first action's previous hash is 64 zeros.
 */
#pragma once

#include "private.h"

/* Writes one change of `change` and takes it into the checksum. */
gboolean journal_change(LedgerChange *change, LedgerEntity entity, gint64 row, const char *field,
                        const char *old, const char *new, GError **error);
/* Writes the action itself, after its changes. */
gboolean journal_action(LedgerChange *change, GError **error);
/* The key that the next action gets. */
gboolean journal_next(Ledger *ledger, gint64 *id, GError **error);
/* Whether an entry can be one of ours: an entity, and a stored field of it or "". A file that
 * somebody tampered with may hold anything. LEDGER_ERROR_DAMAGED. */
gboolean journal_knows(LedgerEntity entity, const char *column, GError **error);
/* The error of an entry that cannot; always FALSE. */
gboolean journal_refuse(GError **error);
/* Verifies the whole chain; findings as ledger_check(). */
int journal_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                  GError **error);
