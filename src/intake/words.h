/* Words: what a heading, a label or a lead sentence says that the text after it is about. */
#pragma once

#include "outline.h"

typedef struct _IntakeWords IntakeWords;

/* `year` is the report's (0: unknown): a heading that names the next one is about plans. A report
 * `on_feedback` is itself about what an inspection found; in any other that is a section apart. */
IntakeWords *intake_words_new(int year, gboolean on_feedback);
void intake_words_free(IntakeWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeWords, intake_words_free)

/* A text as the rules from here on look at it. */
typedef struct {
    const IntakeReading *reading;
    const IntakeWords *words;
    GArray *stops; /* IntakeStop */
} IntakeText;

/* What is told of measures: that they are being taken, or that they are to be. */
typedef enum { TENSE_UNTOLD, TENSE_UNDERWAY, TENSE_PLANNED } IntakeTense;

#define HEADING_ROLES 4

typedef struct {
    guint8 roles[HEADING_ROLES]; /* IntakeRole, in the order of the heading */
    guint count;
    gboolean numbered; /* 问题一, 原因2: one of several */
    gboolean mixed;    /* achievements and something else under one heading */
    IntakeTense tense; /* of its measures */
} IntakeHeading;

/* Whether [start, end) is a heading: nothing but words of headings. With `gap`, one stretch of
 * other words may stand in it (三、我镇窗口服务存在的不足). `after_problems` says that problems
 * have come, after which 措施 alone means theirs. */
gboolean intake_words_heading(const IntakeWords *words, const IntakeReading *reading, guint start,
                              guint end, gboolean gap, gboolean after_problems,
                              IntakeHeading *heading);

/* Whether a title, whatever else it says, tells of measures that are being taken. */
gboolean intake_words_underway(const IntakeWords *words, const IntakeReading *reading, guint start,
                               guint end);

/* What a sentence that leads to a list is about, by its last telling part; ROLE_NONE if it does
 * not say. `tense` (or NULL) becomes what that part tells of measures. */
IntakeRole intake_words_lead(const IntakeWords *words, const IntakeReading *reading, guint start,
                             guint end, IntakeTense *tense);

/* Where the cause begins in a sentence like 主要原因是…, 根源在于…; 0 if it is none. */
guint intake_words_because(const IntakeWords *words, const IntakeReading *reading, guint start,
                           guint end);

/* Whether [start, end) says nothing of its own: only words of headings. */
gboolean intake_words_empty(const IntakeWords *words, const IntakeReading *reading, guint start,
                            guint end);

/* Whether [start, end) begins with a noun of problems and how long that is in signs. */
guint intake_words_problem(const IntakeWords *words, const IntakeReading *reading, guint start,
                           guint end);
