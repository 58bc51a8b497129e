#include "item.h"

#include "pickup.h"
#include "zhenggai/text.h"

void
intake_item_free(IntakeItem *item)
{
    g_free(item->text);
    g_free(item->due_text);
    g_free(item->due);
    g_free(item->kind);
    g_free(item->department);
    g_free(item->lead_department);
    g_free(item->goal);
    g_free(item->claim);
    g_clear_pointer(&item->parts, g_ptr_array_unref);
    g_free(item);
}

void
intake_problem_free(IntakeProblem *problem)
{
    g_free(problem->text);
    g_ptr_array_unref(problem->causes);
    g_ptr_array_unref(problem->measures);
    g_free(problem);
}

static IntakeItem *
text_item_new(const IntakeReading *reading, guint start, guint end, guint n)
{
    IntakeItem *item = g_new0(IntakeItem, 1);
    item->n = n;
    item->text = intake_reading_copy(reading, start, end);
    intake_reading_locate(reading, start, end, &item->start, &item->end);
    return item;
}

/* The first ordinal within the entry that begins after `at`, or `end`. */
static guint
next_ordinal(const GArray *stops, guint *index, guint at, guint end)
{
    for (; *index < stops->len; (*index)++) {
        const IntakeStop *stop = &g_array_index(stops, IntakeStop, *index);
        if (stop->at >= end) {
            break;
        }
        if (stop->at > at && stop->depth > 0) {
            return stop->at;
        }
    }
    return end;
}

/* A measure is its first sentence; each sentence after it and each item of a list within it is a
 * step, which keeps its ordinal, since the measure's text as a whole holds it. */
static void
add_parts(const IntakeReading *reading, const GArray *stops, const IntakeEntry *entry, guint end,
          IntakeItem *item)
{
    guint index = entry->stop, at = entry->start, n = 0;
    while (at < end) {
        guint stop = MIN(intake_part_end(reading, at, end, u"。!?\n"),
                         next_ordinal(stops, &index, at, end));
        if (intake_reading_trim(reading, at, stop) > at) {
            if (n == 0) {
                g_free(item->text);
                item->text = intake_reading_copy(reading, at, stop);
                intake_reading_locate(reading, at, stop, &item->start, &item->end);
            } else {
                g_ptr_array_add(item->parts, text_item_new(reading, at, stop, n));
            }
            n++;
        }
        while (stop < end && intake_sign_among(reading->signs[stop], u"。!?;,\n ”")) {
            stop++;
        }
        at = stop;
    }
}

IntakeItem *
intake_item_new(const IntakeReading *reading, const GArray *stops, const IntakeEntry *entry,
                guint n, const char *today, IntakeDraft *draft)
{
    if (entry->role != ROLE_MEASURE) {
        return text_item_new(reading, entry->start, entry->end, n);
    }
    guint end = intake_pickup_trim(reading, entry->start, entry->end);
    IntakeItem *item = text_item_new(reading, entry->start, end, n);
    item->parts = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    add_parts(reading, stops, entry, end, item);
    if (intake_pickup(reading, entry->start, entry->whole, today, item)) {
        intake_draft_say(draft, intake_reading_line(reading, entry->start), INTAKE_NOTE, "deadline",
                         g_strdup_printf(_("the deadline “%s” names no year; it was read as %s"),
                                         item->due_text, item->due));
    }
    return item;
}

IntakeProblem *
intake_problem_new(const IntakeReading *reading, const IntakeEntry *entry, guint n)
{
    IntakeProblem *problem = g_new0(IntakeProblem, 1);
    problem->n = n;
    problem->text = intake_reading_copy(reading, entry->start, entry->end);
    intake_reading_locate(reading, entry->start, entry->end, &problem->start, &problem->end);
    problem->causes = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    problem->measures = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    return problem;
}
