/* What the parts of the sibling share: sibling.c opens, sibling_base.c knows the base,
 * sibling_rows.c compares, sibling_apply.c writes, sibling_place.c numbers. */
#pragma once

#include "past.h"
#include "zhenggai/sibling.h"

/* The last state that both had, as views on both journals. */
typedef struct {
    gint64 common;         /* the last action that both journals have */
    gint64 taken, given;   /* of theirs: taken over here / of ours: taken over there; 0: none */
    LedgerPast *at_common; /* theirs, right after `common` */
    LedgerPast *at_taken;  /* theirs, right after `taken`; or NULL */
    LedgerPast *at_given;  /* ours, right after `given`; or NULL */
    GHashTable *gone;      /* UUID → key: ours that went since `given`; or NULL */
    GHashTable *unsettled; /* "UUID field" → its base instead, "" for none; see sibling_base.c */
} SiblingBase;

struct LedgerSibling {
    Ledger *ours, *theirs; /* theirs only while it is compared */
    char *evidence;        /* the folder there */
    char *head;            /* the hash of their last action */
    gint64 position;       /* of ours when it was compared */
    SiblingBase base;
    GHashTable *same; /* UUID there → UUID here, where they differ and the rows are one */
    GPtrArray *rows;
    GHashTable *by_uuid; /* UUID there → LedgerSiblingRow; borrowed */
    GPtrArray *sheets;   /* SiblingSheet */
    GPtrArray *remarks;
    char *since, *people;
    guint entries;
};

void sibling_remark(LedgerSibling *sibling, gboolean warning, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* Of a stored field that holds another row's key: whose; else ENTITY_COUNT. */
LedgerEntity sibling_reference(LedgerField field);
/* The number of a row in its place, which people see: no, measure_no, step_no. */
gboolean sibling_is_place(LedgerField field);
/* The key here of the row that has that UUID there; 0: none. */
gint64 sibling_key(const LedgerSibling *sibling, LedgerEntity entity, const char *uuid);
/* The UUID here of the row that has that UUID there. Borrowed. */
const char *sibling_uuid(const LedgerSibling *sibling, const char *uuid);

/* ── sibling_base.c ───────────────────────────────────────────────────────────────────────── */

/* A row's stored fields. */
typedef struct {
    LedgerField first, end;
    char **values; /* end − first */
} SiblingValues;

/* NULL where the row is gone, or with *error. */
SiblingValues *sibling_values_read(Ledger *ledger, LedgerEntity entity, gint64 key, GError **error);
void sibling_values_free(SiblingValues *values);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiblingValues, sibling_values_free)

/* One row on both sides. */
typedef struct {
    LedgerEntity entity;
    gint64 their_key, our_key; /* our_key 0: not here */
    char *uuid;                /* there */
    SiblingValues *theirs, *ours;
} SiblingPair;

/* What a field is now; the UUID here where it is a reference. The caller's. */
char *sibling_theirs(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field);
char *sibling_ours(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field);
/* What it was in the base; *there FALSE: the base has no such row. The caller's. */
char *sibling_base(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field,
                   gboolean *there);
gboolean sibling_was_there(const LedgerSibling *sibling, const SiblingPair *pair);

/* Finds the base of two open ledgers. LEDGER_ERROR_FOREIGN if they are not of one family. */
gboolean sibling_base_find(LedgerSibling *sibling, GError **error);
void sibling_base_clear(SiblingBase *base);

/* ── sibling_rows.c, sibling_same.c ───────────────────────────────────────────────────────── */

gboolean sibling_compare(LedgerSibling *sibling, GError **error);
/* Looks for a row here that is the same as one that was added there; remembers it. *key 0: none. */
gboolean sibling_same_find(LedgerSibling *sibling, const SiblingPair *pair, gint64 *key,
                           GError **error);

/* ── sibling_sheet.c: records of sheets that were sent or received there ──────────────────── */

typedef struct SiblingSheet SiblingSheet;
void sibling_sheet_free(gpointer sheet);
/* Reads which tasks the sheet of an added record had, and what they were. */
gboolean sibling_sheet_read(LedgerSibling *sibling, LedgerSiblingRow *row, GError **error);
/* Once everything else is written: the record in the terms of this ledger. Any other row stays as
 * it is. */
gboolean sibling_sheet_settle(LedgerSibling *sibling, LedgerChange *change, LedgerSiblingRow *row,
                              GError **error);

/* ── sibling_place.c ──────────────────────────────────────────────────────────────────────── */

/* Numbers that were given anew there. */
gboolean sibling_move(LedgerSibling *sibling, LedgerChange *change, GError **error);
/* The number that an added row can have here: its own, or else the next free one, which is told. */
gboolean sibling_place_new(LedgerSibling *sibling, LedgerChange *change,
                           const LedgerSiblingRow *row, gint64 parent, gint64 second, gint64 wanted,
                           gint64 *number, GError **error);
