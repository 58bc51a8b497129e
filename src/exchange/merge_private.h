/* What the parts of the merge share. */
#pragma once

#include <jansson.h>

#include "zhenggai/merge.h"
#include "zhenggai/sibling.h"
#include "zhenggai/text.h"

/* A row of the sheet that is a task of the ledger. */
typedef struct {
    const SheetRow *row;
    gint64 task;
    LedgerRow *ours;        /* with the fields of merge_fields() */
    const LedgerPast *past; /* the ledger as it was when the row was sent; NULL: unknown */
    json_t *unsettled;      /* of the record: field name → what the base is instead; borrowed */
    gint64 group;           /* its problem's key */
} MergeRow;

/* A cell that they did not change and we did: what they hold, which is what was sent. */
typedef struct {
    gint64 task;
    LedgerField field;
    const char *value; /* borrowed from the base */
} MergeHeld;

/* A record that can be the base, with the ledger as it was then. */
typedef struct {
    LedgerDispatch *dispatch;
    LedgerPast *past;
    json_t *unsettled; /* the record's, parsed; or NULL */
    guint64 score;
} MergeBase;

/* A row that another ledger made. */
typedef struct MergeJoin MergeJoin;
/* What a row adds to the notes of a task. */
typedef struct MergeNote MergeNote;

/* What a cell of another copy of the ledger is there. */
typedef struct {
    LedgerSiblingRow *row;
    LedgerSiblingCell *cell;
} MergeLink;

struct Merge {
    Ledger *ledger;
    const Sheet *sheet; /* NULL: another copy of the ledger, `sibling` */
    LedgerSibling *sibling;
    char *name;         /* of the file */
    char *folder;       /* where a package was unpacked; or NULL */
    GArray *links;      /* MergeLink, one a cell, of a sibling */
    GPtrArray *added;   /* MergeAdded */
    guint told;         /* remarks of the sibling that are among ours */
    GPtrArray *rows;    /* MergeRow */
    GHashTable *by_key; /* task → MergeRow, the first of it in the sheet; borrowed */
    GPtrArray *bases;   /* MergeBase, best first */
    GPtrArray *cells;
    GArray *held; /* MergeHeld */
    GPtrArray *remarks;
    GPtrArray *notes; /* MergeNote */
    GPtrArray *joins; /* MergeJoin */
    GArray *joined;   /* gint64: the tasks that they became */
    MergeCounts counts;
};

/* The fields of TASK that a merge reads. */
LedgerFields merge_fields(void);
/* Whether the field is one that a sheet can change. */
gboolean merge_takes(LedgerField field);

/* Something a person should know; line 0: the sheet as a whole. */
void merge_remark(Merge *merge, guint line, gboolean warning, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Tells what was left out, and counts it. */
void merge_refuse(Merge *merge, guint line, const char *message);
/* The rules forbid the cell: told, and the ledger's value stays. */
void merge_leave(Merge *merge, MergeCell *cell, const char *why);
/* Adds a cell that differs / one that they hold as it was sent while we changed it. */
void merge_add_cell(Merge *merge, const MergeRow *row, LedgerField field, gboolean based,
                    const char *base, const char *ours, const char *theirs, gboolean conflict);
void merge_hold(Merge *merge, gint64 task, LedgerField field, const char *base);

/* ── The reviewer's columns: merge_review.c ───────────────────────────────────────────────── */

void merge_compare_closure(Merge *merge, const MergeRow *row);
/* Writes the decisions; what the rules forbid is told and becomes the ledger's side. */
gboolean merge_apply_closure(Merge *merge, LedgerChange *change, GError **error);

/* ── What is told: merge_tell.c ───────────────────────────────────────────────────────────── */

/* Columns that a sheet cannot change and that differ / tasks that were sent and are missing, which
 * are counted too. */
void merge_tell_kept(Merge *merge);
void merge_tell_absent(Merge *merge);

/* ── Progress notes: merge_notes.c ────────────────────────────────────────────────────────── */

/* Finds the lines of the row that no note of its task has. */
void merge_compare_notes(Merge *merge, const MergeRow *row);
gboolean merge_apply_notes(Merge *merge, LedgerChange *change, GError **error);
/* Gives a task that joined every note of its row. */
gboolean merge_join_notes(Merge *merge, LedgerChange *change, const SheetRow *row, gint64 task,
                          GError **error);
void merge_note_free(gpointer note);

/* ── Which task: merge_identity.c ─────────────────────────────────────────────────────────── */

typedef struct MergeIdentity MergeIdentity;
MergeIdentity *merge_identity_new(Ledger *ledger, const Sheet *sheet);
void merge_identity_free(MergeIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MergeIdentity, merge_identity_free)
/* The task that a row is: by its UUID, else its code, else its text; 0 if the ledger has none.
 * FALSE where the ledger cannot be read. */
gboolean merge_identity_find(MergeIdentity *identity, const SheetRow *row, gint64 *task,
                             GError **error);

/* A row's UUID in small letters, NULL where it has none / its code in plain letters. The caller's.
 */
char *merge_identity_uuid(const Sheet *sheet, const SheetRow *row);
char *merge_identity_code(const Sheet *sheet, const SheetRow *row);

/* ── Rows of another ledger: merge_join.c ─────────────────────────────────────────────────── */

/* Takes the row for one that joins; FALSE where it does not say enough. */
gboolean merge_join_add(Merge *merge, const SheetRow *row);
gboolean merge_apply_joins(Merge *merge, LedgerChange *change, GError **error);
void merge_tell_joins(Merge *merge);
void merge_join_free(gpointer join);

/* ── Another copy of the ledger: merge_sibling.c ──────────────────────────────────────────── */

/* Everything empty; merge.c. */
Merge *merge_blank(Ledger *ledger, const char *name);
void merge_count_cells(Merge *merge);
/* Decides the cell and those of the same matter. */
void merge_sibling_decide(Merge *merge, guint index, MergeChoice choice);
gboolean merge_sibling_apply(Merge *merge, gboolean dry, guint *changes, GError **error);
void merge_sibling_free(Merge *merge);

/* ── What was sent: merge_base.c ──────────────────────────────────────────────────────────── */

/* Finds the records that the rows can come from and gives each row its base. */
gboolean merge_find_bases(Merge *merge, GError **error);
/* What was sent for a field; *based FALSE where it is not known. Borrowed. */
const char *merge_base_value(const MergeRow *row, LedgerField field, gboolean *based);
void merge_base_free(gpointer base);
