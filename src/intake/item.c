#include "item.h"

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

static void
set_text(const IntakeReading *reading, guint start, guint end, IntakeItem *item)
{
    item->text = intake_reading_copy(reading, start, end);
    intake_reading_locate(reading, start, end, &item->start, &item->end);
}

static IntakeItem *
text_item_new(const IntakeReading *reading, guint start, guint end, guint n)
{
    IntakeItem *item = g_new0(IntakeItem, 1);
    item->n = n;
    set_text(reading, start, end, item);
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
add_parts(const IntakeSource *source, const IntakeEntry *entry, guint end, IntakeItem *item)
{
    const IntakeReading *reading = source->reading;
    guint index = entry->stop, at = entry->start, n = 0;
    while (at < end) {
        guint stop =
            intake_part_end(reading, at, next_ordinal(source->stops, &index, at, end), u"。!?\n");
        if (intake_reading_trim(reading, at, stop) > at) {
            if (n++ == 0) {
                set_text(reading, at, stop, item);
            } else {
                IntakeItem *part = text_item_new(reading, at, stop, n - 1);
                part->underway = entry->underway;
                g_ptr_array_add(item->parts, part);
            }
        }
        while (stop < end && intake_sign_among(reading->signs[stop], u"。!?;,\n ”")) {
            stop++;
        }
        at = stop;
    }
}

static void
pick_up(const IntakeSource *source, const IntakeEntry *entry, IntakeItem *item)
{
    for (guint i = entry->cells; i < entry->cells + entry->cell_count; i++) {
        const IntakeCell *cell = &g_array_index(source->cells, IntakeCell, i);
        intake_pickup_cell(source->pickup, cell->label, cell->value, item);
    }
    if (intake_pickup(source->pickup, entry->start, entry->whole, item)) {
        intake_draft_say(source->draft, intake_reading_line(source->reading, entry->start),
                         INTAKE_NOTE, "deadline",
                         g_strdup_printf(_("the deadline “%s” names no year; it was read as %s"),
                                         item->due_text, item->due));
    }
}

IntakeItem *
intake_item_new(const IntakeSource *source, const IntakeEntry *entry, guint n)
{
    if (entry->role != ROLE_MEASURE) {
        return text_item_new(source->reading, entry->start, entry->end, n);
    }
    IntakeItem *item = g_new0(IntakeItem, 1);
    item->n = n;
    item->underway = entry->underway;
    item->parts = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    add_parts(source, entry, intake_pickup_trim(source->pickup, entry->start, entry->end), item);
    pick_up(source, entry, item);
    return item;
}

IntakeProblem *
intake_problem_new(const IntakeSource *source, const IntakeEntry *entry, guint n)
{
    IntakeProblem *problem = g_new0(IntakeProblem, 1);
    problem->n = n;
    problem->text = intake_reading_copy(source->reading, entry->start, entry->end);
    intake_reading_locate(source->reading, entry->start, entry->end, &problem->start,
                          &problem->end);
    problem->causes = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    problem->measures = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    return problem;
}
