/* The ledger: one SQLite file, opened safely, and the world it is opened in.
 *
 * Everything that reads or writes the ledger goes through this layer: query.h reads, change.h
 * writes, figures.h counts. One Ledger is used by one thread.
 */
#pragma once

#include <glib.h>

#define LEDGER_ERROR (ledger_error_quark())
GQuark ledger_error_quark(void);

typedef enum {
    LEDGER_ERROR_USAGE,     /* a word, field or value that cannot be understood: exit status 2 */
    LEDGER_ERROR_NOT_FOUND, /* no such address, report or action */
    LEDGER_ERROR_AMBIGUOUS, /* several fit; the message lists them */
    LEDGER_ERROR_RULE, /* a rule of rectification forbids it; the message says what is missing */
    LEDGER_ERROR_CONFLICT, /* somebody else changed the same row meanwhile */
    LEDGER_ERROR_BUSY,     /* another program holds the file for longer than we wait */
    LEDGER_ERROR_READONLY, /* opened for reading, or the file or folder cannot be written */
    LEDGER_ERROR_ABSENT,   /* there is no file */
    LEDGER_ERROR_FOREIGN,  /* not a ledger, or none of the family that is wanted */
    LEDGER_ERROR_NEWER,    /* written by a newer zhenggai */
    LEDGER_ERROR_DAMAGED,  /* the file is damaged, cut short or empty */
    LEDGER_ERROR_STORAGE   /* the disk is full, or reading or writing failed */
} LedgerError;

typedef struct Ledger Ledger;

/* What is injected, so that tests live in a frozen world. */
typedef struct {
    const char
        *today; /* ISO day, or NULL for the clock's. With a day, every time of day is noon. */
    const char *operator; /* who acts: stands in notes and in the journal */
    const char *calendar; /* file or folder of holidays (calendar.h), or NULL or "": none */
    int wait; /* how long to wait for another writer, in milliseconds; 0: five seconds */
} LedgerWorld;

typedef enum {
    LEDGER_OPEN_EXISTING, /* absent: LEDGER_ERROR_ABSENT */
    LEDGER_OPEN_CREATE,   /* absent: an empty ledger, mode 0600, its folder 0700 */
    LEDGER_OPEN_READONLY /* absent: LEDGER_ERROR_ABSENT; nothing is written, not even a migration */
} LedgerMode;

/* Opens the file at `path`, or an unsaved ledger for ":memory:". `world` is copied.
 *
 * Refuses untouched: a file that is no SQLite database or has another application_id
 * (FOREIGN), a higher user_version (NEWER), one that is empty, cut short or fails quick_check
 * (DAMAGED), one with other tables, triggers or views than ours, or a symbolic link (FOREIGN). An
 * older version is migrated forward in one transaction, after a backup beside the file
 * (ledger.db.v1-20241201T120000.backup). quick_check is left to ledger_check() for a file that is
 * too large to read at each start (2 MB).
 *
 * Returns NULL with a LEDGER_ERROR that names the path and says what to do; _USAGE if the operator
 * is not a name in valid UTF-8. */
Ledger *ledger_open(const char *path, LedgerMode mode, const LedgerWorld *world, GError **error);
void ledger_close(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)

const char *ledger_path(const Ledger *ledger);
const char *ledger_today(const Ledger *ledger);
const char *ledger_operator(const Ledger *ledger);
/* Opened for reading only, or a file that cannot be written. */
gboolean ledger_is_readonly(const Ledger *ledger);

/* The present moment, ISO 8601 with offset, in the ledger's world. The caller owns it. */
char *ledger_now(const Ledger *ledger);

/* A consistent copy of the ledger at `path`, which must not exist (backup API; written aside,
 * synced, renamed). LEDGER_ERROR_STORAGE, _BUSY, _USAGE if the path exists. */
gboolean ledger_backup(Ledger *ledger, const char *path, GError **error);

/* Verifies the file (integrity_check, foreign keys), the journal's hash chain, that every row is
 * what the journal says it should be, each report's SHA-256 and each piece of evidence. Each
 * finding is one sentence given to `report`; returns their number, or -1 with an error if it could
 * not be verified. What does no harm, a file of evidence that no row names, is told but not
 * counted. */
int ledger_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                 GError **error);
