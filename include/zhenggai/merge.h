/* A returned sheet into the ledger: three-way and by cell.
 *
 * The base is what was sent (dispatch.h): a cell that still says what was sent changes nothing; one
 * that only the sheet changed is taken; one that both changed to different values is a conflict,
 * which waits for a decision. A sheet for which no record is found has no base: then only what the
 * ledger has no value for is taken, and every other difference is a conflict.
 *
 * Only columns that people may change (fields.def, editor CLERK) are merged so. What the reviewer
 * wrote (closed or returned as the closure, with opinion, reviewer and day) becomes a decision
 * under the rules of closure. What was written into other columns is told.
 *
 * Lines of 整改进展 that no note of the task has become notes: one that begins with a day and a
 * name, as an export writes it, keeps them, any other is signed by the operator and as from a
 * sheet. What is missing there stays.
 *
 * A row of another ledger (a UUID that is unknown here, with code, unit, year and text) joins: its
 * unit, problem and causes are added where they are missing, the task keeps its UUID. A row that
 * says the same as a task here in the same place is that task; another one in its place is refused.
 *
 * Another copy of this ledger that went on by itself, a .db or a package, is merged by the same
 * cells and conflicts; what its base is and what becomes of its rows tells sibling.h.
 */
#pragma once

#include "zhenggai/dispatch.h"
#include "zhenggai/sheet.h"
#include "zhenggai/sibling.h"

typedef enum {
    MERGE_OPEN, /* no decision yet: the ledger's value stays */
    MERGE_THEIRS,
    MERGE_OURS
} MergeChoice;

/* A cell in which the sheet differs from what was sent and from what the ledger holds. Values are
 * stored ones; NULL: empty. */
typedef struct {
    guint line;    /* of the sheet; 0: of another copy of the ledger */
    gint64 task;   /* its key, or that of the row of the field's entity */
    char *address; /* "1.1" */
    LedgerField field;
    gboolean based; /* what was sent is known */
    char *base, *ours, *theirs;
    gboolean conflict;  /* the ledger changed too */
    MergeChoice choice; /* MERGE_THEIRS from the start where there is no conflict */
} MergeCell;

typedef struct {
    guint rows;      /* of the sheet that hold a task */
    guint known;     /* of these, tasks of the ledger */
    guint unknown;   /* left out: the ledger has no such task */
    guint joined;    /* tasks of another ledger that joined, once it is applied */
    guint absent;    /* tasks that were sent and are not in the sheet */
    guint taken;     /* cells that the sheet alone changed */
    guint conflicts; /* cells that both changed */
    guint notes;     /* progress notes of known tasks that the sheet adds */
    guint refused;   /* cells that were not understood or may not be so */
} MergeCounts;

typedef struct Merge Merge;

/* Compares the sheet with the ledger; writes nothing. Both must outlive it. NULL with a
 * LEDGER_ERROR where the ledger cannot be read. */
Merge *merge_new(Ledger *ledger, const Sheet *sheet, GError **error);
void merge_free(Merge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Merge, merge_free)

/* Whether the file is to be merged as another copy of this ledger: a package by its name, a ledger
 * by its first bytes. */
gboolean merge_is_ledger(const char *path);
/* The same of such a file, which is only read; a package is unpacked beside the ledger and verified
 * for as long as the merge lives. LEDGER_ERROR as ledger_sibling_open(), package_restore(). */
Merge *merge_new_of_ledger(Ledger *ledger, const char *path, GError **error);
/* The other copy; NULL: a sheet. Borrowed. */
const LedgerSibling *merge_sibling(const Merge *merge);

/* A row that another copy of the ledger adds. */
typedef struct {
    LedgerEntity entity;
    char *address; /* here; of the task that it belongs to; or NULL */
    char *text;    /* its words, or NULL */
} MergeAdded;
/* What merge_apply() added of another copy: GPtrArray of MergeAdded; NULL before. Borrowed. */
const GPtrArray *merge_added(const Merge *merge);
/* What another copy adds, in the current language: "整改进展 2、佐证材料 1", "" for nothing. The
 * caller owns it. */
char *merge_describe_added(const Merge *merge);

/* The file's name. Borrowed. */
const char *merge_name(const Merge *merge);

/* In the order of the sheet: GPtrArray of MergeCell / SheetRemark (also those of the sheet), both
 * borrowed. */
const GPtrArray *merge_cells(const Merge *merge);
const GPtrArray *merge_remarks(const Merge *merge);
const MergeCounts *merge_counts(const Merge *merge);
/* The record that is the base of most rows, or NULL. Borrowed. */
const LedgerDispatch *merge_base(const Merge *merge);

/* Decides the index-th cell / every conflict that is open. Of another copy of the ledger, cells
 * that are one matter (progress, percent, day done, closure) are decided together. */
void merge_decide(Merge *merge, guint index, MergeChoice choice);
void merge_decide_all(Merge *merge, MergeChoice choice);
/* Conflicts without a decision, and what was left out: whether a person must look at it. */
guint merge_open(const Merge *merge);
gboolean merge_needs_attention(const Merge *merge);

/* Writes what is decided for the sheet's side as one change set, with what follows by the rules (a
 * deadline that moved is an extension whose reason names the sheet), and keeps a record of the
 * sheet as received. The same sheet again is no change. With `dry` nothing is kept. *changes is the
 * number of changes.
 *
 * LEDGER_ERROR_CONFLICT where somebody changed one of the rows since merge_new(): nothing is
 * written then. LEDGER_ERROR_RULE, _BUSY, _READONLY, _STORAGE. */
gboolean merge_apply(Merge *merge, gboolean dry, guint *changes, GError **error);
