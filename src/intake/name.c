#include "name.h"

#include <string.h>

/* Fewer signs name anything. */
#define NAME_LEAST 4

static const gunichar2 *const leads[] = {u"针对", u"对于", u"关于", u"围绕", u"聚焦", u"就", u"对"};
static const gunichar2 *const problem_ends[] = {u"问题", u"的不足", u"的短板", u"的现象"};
static const gunichar2 *const cause_ends[] = {u"的主要原因", u"的原因", u"的根源", u"主要原因",
                                              u"原因"};

static guint
clause_end(const IntakeReading *reading, guint start, guint end)
{
    while (start < end && !intake_sign_among(reading->signs[start], u",:;。\n")) {
        start++;
    }
    return start;
}

/* Where the first of `words` stands in [start, end); `end` if none does. */
static guint
find_first(const IntakeReading *reading, guint start, guint end, const gunichar2 *const words[],
           guint count)
{
    for (; start < end; start++) {
        for (guint i = 0; i < count; i++) {
            if (intake_reading_match(reading, start, words[i]) > 0) {
                return start;
            }
        }
    }
    return end;
}

/* Without quotation marks around it and 的, 等 behind it. */
static IntakeSpan
trim(const IntakeReading *reading, IntakeSpan name)
{
    while (name.start < name.end && intake_sign_among(reading->signs[name.start], u"“‘《 ")) {
        name.start++;
    }
    while (name.end > name.start && intake_sign_among(reading->signs[name.end - 1], u"”’》 的等")) {
        name.end--;
    }
    return name;
}

gboolean
intake_name_find(const IntakeReading *reading, guint start, guint end, gboolean cause,
                 IntakeSpan *name)
{
    guint clause = clause_end(reading, start, end), lead = 0;
    for (guint i = 0; i < G_N_ELEMENTS(leads) && lead == 0; i++) {
        lead = intake_reading_match(reading, start, leads[i]);
    }
    if (lead > 0) {
        *name = (IntakeSpan){start + lead, find_first(reading, start + lead, clause, problem_ends,
                                                      G_N_ELEMENTS(problem_ends))};
    } else if (cause) {
        guint stop = find_first(reading, start, clause, cause_ends, G_N_ELEMENTS(cause_ends));
        *name = (IntakeSpan){start, stop < clause ? stop : start};
    } else {
        return FALSE;
    }
    *name = trim(reading, *name);
    return name->end - name->start >= NAME_LEAST;
}

static gboolean
contains(const IntakeReading *reading, IntakeSpan span, IntakeSpan part)
{
    guint length = part.end - part.start;
    for (guint at = span.start; at + length <= span.end; at++) {
        if (memcmp(reading->signs + at, reading->signs + part.start,
                   length * sizeof *reading->signs) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean
intake_name_matches(const IntakeReading *reading, IntakeSpan name, guint start, guint end)
{
    IntakeSpan problem = {start, end}, head = {start, clause_end(reading, start, end)};
    return contains(reading, problem, name) ||
           (head.end - head.start >= NAME_LEAST && contains(reading, name, head));
}
