/* Openers: the headings, labels and sentences with which a section or a part of an item begins. */
#pragma once

#include "words.h"

typedef enum {
    OPENER_NONE,
    OPENER_HEADING, /* a line or an ordinal's text of words of headings alone */
    OPENER_LABEL,   /* the same with a colon */
    OPENER_LEAD, /* a sentence that leads to a list: 针对以上问题，着手整改：一是… */
    OPENER_CLAUSE,  /* 究其原因，… 针对这一问题，… 下一步，… */
    OPENER_BECAUSE, /* 主要原因是… */
    OPENER_EMBEDDED /* …还存在 A、B、C 等问题 */
} IntakeOpenerKind;

typedef struct {
    IntakeOpenerKind kind;
    IntakeHeading heading;
    guint body; /* where what it opens begins */
    guint end;  /* where that ends, for OPENER_EMBEDDED */
} IntakeOpener;

/* The end of the clause that begins at stop `index`, without what closes it. */
guint intake_clause_end(const IntakeText *text, guint index);

/* What the text at stop `index` opens; FALSE if nothing. `gap` and `after_problems` as in
 * intake_words_heading(). */
gboolean intake_opener_find(const IntakeText *text, guint index, gboolean gap,
                            gboolean after_problems, IntakeOpener *opener);

/* 但仍存在 A、B、C 等问题 in the clause of stop `index`. */
gboolean intake_opener_find_embedded(const IntakeText *text, guint index, IntakeOpener *opener);
