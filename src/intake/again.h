/* An edited report: what again.c finds out and again_write.c writes. */
#pragma once

#include "storing.h"

/* An item of one side: a row of the ledger, or an item of the new text. */
typedef struct Piece Piece;
struct Piece {
    LedgerEntity entity;
    Piece *parent; /* problem of a cause or measure, measure of a step; NULL at the top */
    Piece *home;   /* the same as it will be, on the side that bears it in the ledger */
    char *text;
    guint was, no;                /* its number in its list: before, and as it will be */
    gboolean printed;             /* a row: the former text has it, so it was not added by hand */
    gint64 key;                   /* of its row; 0: not stored yet */
    Piece *twin;                  /* on the other side */
    const IntakeItem *item;       /* of a new text's cause, measure, step or plan */
    const IntakeProblem *problem; /* of a new text's problem */
};

/* Both sides of the matching, in order: problems before what is under them. */
typedef struct {
    Storing *storing;
    GPtrArray *rows;   /* Piece, owned: what the ledger has */
    GPtrArray *news;   /* Piece, owned: what the new text has */
    GPtrArray *placed; /* Piece, borrowed: what has its place in the ledger to come */
} Again;

/* A step is a task under a task. */
static inline gboolean
piece_is_step(const Piece *piece)
{
    return piece->entity == ENTITY_TASK && piece->parent->entity == ENTITY_TASK;
}

static inline gboolean
piece_is_at(const Piece *piece, LedgerEntity entity, gboolean step)
{
    return piece->entity == entity && (entity != ENTITY_TASK || piece_is_step(piece) == step);
}

/* Writes what was found: rows to their places, new rows, words, places in the report. */
gboolean again_write(Again *again, GError **error);
