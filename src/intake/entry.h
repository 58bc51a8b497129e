/* Entries: the pieces of the sections as single problems, causes, measures and plans. */
#pragma once

#include "section.h"
#include "zhenggai/intake.h"

typedef struct {
    guint8 role; /* ROLE_PROBLEM, ROLE_CAUSE, ROLE_MEASURE or ROLE_PLAN */
    gboolean numbered;
    gboolean underway; /* a measure that is being taken */
    guint start, end;  /* its text, in signs */
    guint whole;       /* where the fields and results after it end */
    guint series;
    int within;              /* index of the entry in whose block it stands, or -1 */
    gboolean tied;           /* one sentence names both: no doubt about `within` */
    guint stop;              /* index of the first stop that may be a part of it */
    guint cells, cell_count; /* its fields in a table */
} IntakeEntry;

/* Adds a diagnostic about `line`, 0 for the report as a whole; `message` becomes the draft's. */
void intake_draft_say(IntakeDraft *draft, guint line, IntakeLevel level, const char *code,
                      char *message);

/* The entries of the sections, by place: an array of IntakeEntry that the caller owns. What was
 * left out or is not sure is said in the diagnostics of `draft`. */
GArray *intake_entries_new(const IntakeText *text, IntakeSections *sections, IntakeDraft *draft);

/* Cuts a stretch without ordinals into its items: paragraphs, else parts between ； or 、, else
 * sentences. An array of IntakeSpan in signs that the caller owns; empty if it says nothing. */
GArray *intake_stretch_split(const IntakeText *text, const IntakePiece *piece);

/* Whether a paragraph that begins at `at` looks back at what came or closes the text. */
gboolean intake_paragraph_closes(const IntakeReading *reading, guint at);

/* Where the text at `start` stops being one paragraph, at most `end`. */
guint intake_paragraph_end(const IntakeReading *reading, guint start, guint end);

/* The first sign in [start, end) that is one of `signs` (a u"…" literal) and stands outside
 * quotation marks and brackets; `end` if there is none. */
guint intake_part_end(const IntakeReading *reading, guint start, guint end, const gunichar2 *signs);

typedef struct {
    IntakeSpan problem, cause;
    gboolean weak; /* its words also tell consequences: believe them only beside others */
} IntakeBecause;

/* 由于 cause，导致 problem; problem，主要是 cause: FALSE if [start, end) is no such sentence. */
gboolean intake_because_find(const IntakeReading *reading, guint start, guint end,
                             IntakeBecause *because);
