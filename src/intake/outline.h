/* Outline: which ordinals belong to one list, and how deep the list is. */
#pragma once

#include "stop.h"

#define OUTLINE_DEPTH 12

/* What the text under a heading or label is about. */
typedef enum {
    ROLE_NONE, /* nothing was said yet */
    ROLE_PROBLEM,
    ROLE_CAUSE,
    ROLE_MEASURE,
    ROLE_PLAN,
    ROLE_RESULT, /* 整改成效：what was achieved: neither measure nor step */
    ROLE_FIELD,  /* 责任单位： and the like, of the item before */
    ROLE_OTHER   /* a section about something else: achievements, last year's problems */
} IntakeRole;

typedef struct {
    guint8 style;
    guint8 before;       /* of its first ordinal */
    guint8 role;         /* IntakeRole in force where it began: its later items return to it */
    gboolean headings;   /* one of its ordinals was that of a heading */
    gboolean items;      /* its ordinals are those of items, not of parts of an item */
    gboolean answered;   /* its items quote problems, and the measure follows each */
    guint printed;       /* the last ordinal as printed */
    guint position;      /* how many it has */
    guint paragraph;     /* of its last ordinal */
    gboolean parted;     /* a heading or label came after its last ordinal */
    guint id;            /* from 1, in the order of their beginnings */
} IntakeList;

typedef struct {
    IntakeList lists[OUTLINE_DEPTH]; /* those that are open, the outermost first */
    guint depth;
    guint last_id;
} IntakeOutline;

/* Takes the ordinal of `stop` into the outline and closes the lists that it ends. Returns its
 * list, which `*begins` with it or goes on; NULL if the ordinal fits nothing and is mere text. A
 * wrong ordinal goes on with the innermost list of its style. The text around a new list is about
 * `role`. */
IntakeList *intake_outline_place(IntakeOutline *outline, IntakeStop *stop, IntakeRole role,
                                 gboolean *begins);

/* Tells the outline that a heading or label came: what follows it starts afresh. */
void intake_outline_part(IntakeOutline *outline);
