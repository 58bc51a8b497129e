/* Evidence: files that prove what was done.
 *
 * A file is copied beside the ledger, into LEDGER.evidence/ab/abcdef…, under its SHA-256, mode
 * 0600, before the row that names it is committed: a row never names what is not there. A copy that
 * no row names, left by a program that was stopped, does no harm, and ledger_check() tells it. The
 * copies stay when the row is undone, so that it can be done again. The folder belongs to the
 * ledger: whoever copies or moves the one takes the other along.
 */
#pragma once

#include "zhenggai/change.h"

/* The folder beside the ledger, there or not. NULL for a ledger that is kept nowhere (:memory:).
 * The caller owns it. */
char *ledger_evidence_folder(const Ledger *ledger);

/* Adds the file at `path` to a task. `title` NULL: the file's name; `kind` a PROOF value or NULL.
 * With `dry` the file is only read. LEDGER_ERROR_USAGE for a ledger in memory, what is no file, or
 * a title that is no line of text; _RULE if the task has the same file already; _NOT_FOUND,
 * _STORAGE. */
gboolean ledger_evidence_add(LedgerChange *change, gint64 task, const char *path, const char *title,
                             const char *kind, gboolean dry, gint64 *key, GError **error);

typedef enum { EVIDENCE_WHOLE, EVIDENCE_MISSING, EVIDENCE_CHANGED } LedgerEvidenceState;

/* Reads the copy of that SHA-256 and says what became of it. */
LedgerEvidenceState ledger_evidence_verify(const Ledger *ledger, const char *sha256);
/* "whole", "missing", "changed" in the current language. */
const char *ledger_evidence_state_words(LedgerEvidenceState state);

/* Opens an EVIDENCE row's file in the viewer: a command line that is split as a shell would, but no
 * shell runs it. The viewer gets a copy under the file's own name (in the cache folder, mode 0400),
 * so that it can change nothing here. LEDGER_ERROR_NOT_FOUND, _DAMAGED if the copy is not what it
 * was, _STORAGE; G_SPAWN_ERROR, G_SHELL_ERROR. */
gboolean ledger_evidence_show(Ledger *ledger, gint64 key, const char *viewer, GError **error);
