/* Problem and cause in one sentence. */
#include "entry.h"

/* How a sentence links them: what it begins with, and what the linking part after a comma begins
 * with. Seen in reports that have no part on causes. */
static const struct {
    const gunichar2 *opening;
    const gunichar2 *linking;
    gboolean cause_first;
    gboolean weak;
} links[] = {
    {u"由于", u"导致", TRUE, FALSE},      {u"由于", u"致使", TRUE, FALSE},
    {u"由于", u"造成", TRUE, FALSE},      {u"由于", u"使得", TRUE, FALSE},
    {u"由于", u"从而", TRUE, FALSE},      {u"因为", u"导致", TRUE, FALSE},
    {u"因为", u"所以", TRUE, FALSE},      {u"因", u"导致", TRUE, FALSE},
    {u"因", u"致使", TRUE, FALSE},        {u"因", u"造成", TRUE, FALSE},
    {u"因", u"使得", TRUE, FALSE},        {u"", u"主要原因是", FALSE, FALSE},
    {u"", u"主要原因在于", FALSE, FALSE}, {u"", u"究其原因是", FALSE, FALSE},
    {u"", u"其原因是", FALSE, FALSE},     {u"", u"原因是", FALSE, FALSE},
    {u"", u"原因在于", FALSE, FALSE},     {u"", u"根源在于", FALSE, FALSE},
    {u"", u"主要是因为", FALSE, FALSE},   {u"", u"主要是由于", FALSE, FALSE},
    {u"", u"是因为", FALSE, FALSE},       {u"", u"是由于", FALSE, FALSE},
    {u"", u"主要是", FALSE, TRUE},        {u"", u"导致", TRUE, TRUE},
    {u"", u"致使", TRUE, TRUE},           {u"", u"造成", TRUE, TRUE},
    {u"", u"使得", TRUE, TRUE},
};

static gboolean
is_one_sentence(const IntakeReading *reading, guint start, guint end)
{
    return intake_part_end(reading, start, end, u"。!?;\n") == end;
}

/* The comma before the linking word, or `end`. */
static guint
find_linking(const IntakeReading *reading, guint start, guint end, const gunichar2 *linking)
{
    for (guint at = start; at < end; at++) {
        at = intake_part_end(reading, at, end, u",");
        if (at < end && intake_reading_match(reading, at + 1, linking) > 0) {
            return at;
        }
    }
    return end;
}

/* problem（原因：cause） */
static gboolean
find_bracket(const IntakeReading *reading, guint start, guint end, IntakeBecause *because)
{
    static const gunichar2 *const labels[] = {u"(原因:", u"(主要原因:", u"(原因是", u"(主要是因为"};
    for (guint at = start + 1; at < end && reading->signs[end - 1] == ')'; at++) {
        for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
            guint length = intake_reading_match(reading, at, labels[i]);
            if (length > 0 && at + length < end - 1) {
                because->problem = (IntakeSpan){start, at};
                because->cause = (IntakeSpan){at + length, end - 1};
                because->weak = FALSE;
                return TRUE;
            }
        }
    }
    return FALSE;
}

gboolean
intake_because_find(const IntakeReading *reading, guint start, guint end, IntakeBecause *because)
{
    if (find_bracket(reading, start, end, because)) {
        return TRUE;
    }
    if (!is_one_sentence(reading, start, end)) {
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(links); i++) {
        guint opening = intake_reading_match(reading, start, links[i].opening);
        if (opening == 0 && links[i].opening[0] != 0) {
            continue;
        }
        guint comma = find_linking(reading, start + opening, end, links[i].linking);
        if (comma == end) {
            continue;
        }
        IntakeSpan first = {start + opening, comma};
        IntakeSpan second = {comma + 1 + intake_reading_match(reading, comma + 1, links[i].linking),
                             end};
        because->cause = links[i].cause_first ? first : second;
        because->problem = links[i].cause_first ? second : first;
        because->weak = links[i].weak;
        return first.start < first.end && second.start < second.end;
    }
    return FALSE;
}
