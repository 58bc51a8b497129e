/* Sections: which stretch of the text is a problem, a cause, a measure or a plan. */
#pragma once

#include "words.h"

typedef struct {
    guint8 role;         /* ROLE_PROBLEM, ROLE_CAUSE, ROLE_MEASURE or ROLE_PLAN */
    guint8 style;        /* IntakeStyle of its ordinal */
    gboolean listed;     /* an item of a list; else a stretch of text that may hold several */
    gboolean run_in;     /* its text begins in the line of its label */
    gboolean numbered;   /* it has an ordinal that another list can refer to */
    gboolean enumerated; /* between 存在 and 等问题: parts are parted by 、 */
    gboolean headed;     /* the stretch under a heading, which may hold several without ordinals */
    gboolean underway;   /* a measure that is being taken */
    gboolean caused;     /* its heading promises causes as well: 存在的问题及原因 */
    guint start, end;
    guint text_end; /* where its own text ends; fields and results follow up to `end` */
    guint lead;     /* for the first of a list: where the text before the list begins in its
                     * paragraph; else `start` */
    guint series;   /* equal for the items of one list and for the blocks of one section */
    guint printed, position; /* its ordinal */
    int within;              /* index of the problem in whose block it stands, or -1 */
    guint stop;              /* index of its first stop */
    guint cells, cell_count; /* its fields that stand in a table's columns */
} IntakePiece;

/* A field of a measure in a table. */
typedef struct {
    guint label; /* the sign where its column's heading begins */
    IntakeSpan value;
} IntakeCell;

typedef struct {
    GArray *pieces; /* IntakePiece, by place */
    GArray *cells;  /* IntakeCell */
    guint heading;  /* sign of the first heading of problems; G_MAXUINT if there is none */
} IntakeSections;

/* What is known of a text before its sections are. */
typedef struct {
    guint start, end;  /* without title and signature */
    gboolean underway; /* by its title, measures are being taken where nothing else is said */
    gboolean hidden; /* sentences that name shortcomings in passing (但仍存在…等问题) count in
                      * sections about other things as well */
} IntakeFrame;

/* The pieces of the text. The stops are marked with the depth of their lists. */
IntakeSections *intake_sections_new(const IntakeText *text, const IntakeFrame *frame);
void intake_sections_free(IntakeSections *sections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeSections, intake_sections_free)
