/* Identity: title, unit, year, addressee and date of a report, and where its text proper stands. */
#pragma once

#include "reading.h"
#include "zhenggai/intake.h"

typedef struct {
    IntakeSpan title;     /* empty if there is none */
    guint body, end;      /* the text between title and signature, in signs */
    gboolean on_feedback; /* it reports on the rectification of what an inspection found */
    gboolean no_report;   /* by its title a notice, a plan, an explanation, news … */
} IntakeIdentity;

/* Fills the fields of `draft` that the text states; those it does not state stay NULL and 0. */
void intake_identify(const IntakeReading *reading, IntakeDraft *draft, IntakeIdentity *identity);
