/* A copy of this ledger that went on by itself: what was done there since both were one.
 *
 * A ledger is handed over or copied, and work goes on in both. They are of one family if their
 * journals begin alike: the chain of hashes is the same up to and with some action. Each row keeps
 * its UUID in every copy, so that what is compared is rows and fields, not files:
 *
 *   base      the last state that both had: after the last action that is common to both journals,
 *             or, where one of them took the other over since (each keeps a record of that), after
 *             the last action that was taken over. A cell that was left undecided then keeps the
 *             base that it had.
 *   added     a row that is there and was not in the base is added here under its UUID, with its
 *             author and its time: problems, causes, measures, steps, plans, notes, extensions,
 *             reviews, evidence, slips, waivers, people, departments, reports. Two rows that were
 *             added on both sides and say the same in the same place are one. A number that is
 *             taken here gives way to the next one, which is told.
 *   changed   a field that only they changed is taken; one that both changed to different values is
 *             a conflict. Progress, percent, day done and closure are one matter: where both
 *             changed it, each of these fields that differs is a conflict, and they are decided
 *             together, so that a review stands beside the state that it led to.
 *   undone    a row that an undo removed there goes here too, unless it was worked on here: work is
 *             never lost to an undo. One that was removed here and worked on there comes back. A
 *             merge that was undone counts as none: nothing is taken back on the other side.
 *   sheets    a record of a sheet that was sent or received there goes along, so that the sheet
 *             finds its base here too (merge.h).
 *
 * What was done under the rules there is taken as it stands, reviews with the closure that they
 * led to. What the two together make that the rules would not have let one do (a struck-off measure
 * with a new step) is told, and nothing is changed on its account.
 */
#pragma once

#include "zhenggai/dispatch.h"

typedef enum { SIBLING_OPEN, SIBLING_TAKE, SIBLING_LEAVE } LedgerSiblingChoice;

/* A field of a row. Values are stored ones, but another row that is meant stands under its UUID;
 * NULL: empty. */
typedef struct {
    LedgerField field;
    gboolean based; /* the base has the row */
    char *base, *ours, *theirs;
    gboolean conflict;
    gboolean shown;             /* for people to see; else it is decided already */
    LedgerSiblingChoice choice; /* TAKE from the start where there is no conflict */
} LedgerSiblingCell;

typedef enum { SIBLING_CHANGED, SIBLING_ADDED, SIBLING_REMOVED } LedgerSiblingKind;

typedef struct {
    LedgerEntity entity;
    LedgerSiblingKind kind;
    char *uuid;       /* there */
    gint64 theirs;    /* its key there */
    gint64 key;       /* here; 0: not here yet */
    char *address;    /* of one that is here: "1.1", or its name */
    char *measure;    /* of a step: its measure's UUID; else NULL */
    char *text;       /* of a report: its whole text; else NULL */
    GPtrArray *cells; /* LedgerSiblingCell; of an added row every field, of a removed one none */
    gboolean refused; /* it was not taken, which is told */
} LedgerSiblingRow;

typedef struct {
    gboolean warning;
    char *words;
} LedgerSiblingRemark;

typedef struct LedgerSibling LedgerSibling;

/* Compares the ledger at `path`, which is only read, with this one. It is opened as a file that
 * somebody sent, and its pages, journal and rows are verified first. Nothing of it is kept open.
 *
 * LEDGER_ERROR_FOREIGN if it is no ledger, or none of this family; _READONLY if it has an older
 * format (it says to open it once first), and what else ledger_open() refuses: _ABSENT, _NEWER,
 * _DAMAGED (also for a journal that was altered), _BUSY, _STORAGE. */
LedgerSibling *ledger_sibling_open(Ledger *ledger, const char *path, GError **error);
void ledger_sibling_free(LedgerSibling *sibling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerSibling, ledger_sibling_free)

/* GPtrArray of LedgerSiblingRow / LedgerSiblingRemark, borrowed. Remarks grow while it is applied.
 */
GPtrArray *ledger_sibling_rows(const LedgerSibling *sibling);
const GPtrArray *ledger_sibling_remarks(const LedgerSibling *sibling);
/* The day of the base; actions there since then, and who did them ("李四、王五"). */
const char *ledger_sibling_since(const LedgerSibling *sibling);
guint ledger_sibling_entries(const LedgerSibling *sibling);
const char *ledger_sibling_people(const LedgerSibling *sibling);

/* Decides a cell, and with it those of the same matter. */
void ledger_sibling_decide(LedgerSiblingRow *row, LedgerSiblingCell *cell,
                           LedgerSiblingChoice choice);

/* Writes what is decided. Files of evidence are copied from the folder beside `path` first (with
 * `dry` only read); a piece whose file is missing there or not what its SHA-256 says is refused.
 * LEDGER_ERROR_CONFLICT if this ledger was changed since ledger_sibling_open(); _STORAGE. */
gboolean ledger_sibling_apply(LedgerSibling *sibling, LedgerChange *change, gboolean dry,
                              GError **error);
/* Keeps the record by which the next merge, on either side, knows that this one was: the other's
 * last action stands in place of a file's SHA-256. `unsettled` is a JSON object, UUID → field →
 * what its base stays ("" → null: the row as a whole was not taken); or NULL. */
gboolean ledger_sibling_keep(LedgerSibling *sibling, LedgerChange *change, const char *name,
                             const char *unsettled, GError **error);
