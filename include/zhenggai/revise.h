/* Revising a draft before it is stored: what a person changes in the preview.
 *
 * Each function works on the draft in place, keeps the lists numbered from 1, and keeps each item's
 * place in the report. What a function cannot do (the item is the last of its list, the kind has
 * no such parent) leaves the draft as it was and is FALSE.
 */
#pragma once

#include "zhenggai/intake.h"

typedef enum { REVISE_PROBLEM, REVISE_CAUSE, REVISE_MEASURE, REVISE_STEP, REVISE_PLAN } ReviseKind;

/* One item of a draft, by where it stands. */
typedef struct {
    ReviseKind kind;
    int problem; /* index of its problem; −1: linked to none, or a plan */
    guint index; /* in its list */
    guint step;  /* of a step: in its measure's parts */
} ReviseItem;

/* Every item in the order of the preview: each problem with its causes, measures and their steps,
 * then what is linked to none, then the plans. GArray of ReviseItem, the caller's. */
GArray *revise_items(const IntakeDraft *draft);

/* What an item says and where; borrowed. */
const char *revise_text(const IntakeDraft *draft, const ReviseItem *item);
void revise_place(const IntakeDraft *draft, const ReviseItem *item, gsize *start, gsize *end);
/* "3", "3.1", "3.1.2", "c3.1", "p2": the address that it will have. The caller owns it. */
char *revise_address(const IntakeDraft *draft, const ReviseItem *item);

/* A copy of everything; the caller owns it. */
IntakeDraft *revise_copy(const IntakeDraft *draft);

/* Leaves the item out. A problem's causes and measures stay, linked to none. */
void revise_drop(IntakeDraft *draft, const ReviseItem *item);
/* Changes the words, not the place. */
gboolean revise_set_text(IntakeDraft *draft, const ReviseItem *item, const char *text);
/* Makes two of one: the second begins at byte `at` of its text and comes right after it. */
gboolean revise_split(IntakeDraft *draft, const ReviseItem *item, gsize at);
/* Makes one of it and the next of its list, in the report's own words where they stand together. */
gboolean revise_join(IntakeDraft *draft, const ReviseItem *item);
/* Links a cause or measure to problem `n`, from 1; 0: to none. */
gboolean revise_link(IntakeDraft *draft, const ReviseItem *item, guint n);
/* Makes it another kind, where it stands: a step of the measure before it, a problem after the one
 * it belonged to. */
gboolean revise_change(IntakeDraft *draft, const ReviseItem *item, ReviseKind kind);
