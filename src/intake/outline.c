#include "outline.h"

/* An ordinal in mid line that skips so many is a figure. */
#define SKIP_MOST 3u

/* Styles that stand for one another within a list: 首先…其次…第三…, 一是要…二要…. */
static guint
family(IntakeStyle style)
{
    switch (style) {
    case STYLE_NTH:
    case STYLE_EACH:
    case STYLE_FIRSTLY:
        return STYLE_NTH;
    case STYLE_SAY:
    case STYLE_MUST:
        return STYLE_SAY;
    default:
        return style;
    }
}

/* A first ordinal of another style begins a list within the item. 此外 goes on with any words. */
static gboolean
is_kindred(const IntakeList *list, const IntakeStop *stop)
{
    if (stop->ordinal == 0 && stop->style == STYLE_SIDES) {
        return list->style == STYLE_SIDES || family(list->style) == STYLE_NTH;
    }
    return list->style == stop->style ||
           (stop->ordinal != 1 && family(list->style) == family(stop->style));
}

static gboolean
is_next(const IntakeList *list, const IntakeStop *stop)
{
    if (stop->ordinal == 0) {
        return is_kindred(list, stop) && !list->parted;
    }
    return is_kindred(list, stop) &&
           (stop->ordinal == list->printed + 1 || stop->ordinal == list->position + 1);
}

/* Headings in lines and a run-in list are different lists even where both are 一、二、. */
static gboolean
is_alike(const IntakeList *list, const IntakeStop *stop)
{
    gboolean apart = list->style == STYLE_HAN || list->headings;
    return list->style == stop->style &&
           (!apart || (list->before == BREAK_LINE) == (stop->before == BREAK_LINE));
}

static int
find_next(const IntakeOutline *outline, const IntakeStop *stop)
{
    for (int i = (int)outline->depth - 1; i >= 0; i--) {
        if (is_next(&outline->lists[i], stop)) {
            return i;
        }
    }
    return -1;
}

/* The list that a wrong ordinal most likely belongs to. */
static int
find_kindred(const IntakeOutline *outline, const IntakeStop *stop)
{
    int found = -1;
    for (int i = (int)outline->depth - 1; i >= 0; i--) {
        const IntakeList *list = &outline->lists[i];
        if (is_alike(list, stop)) {
            return i;
        }
        if (found < 0 && is_kindred(list, stop)) {
            found = i;
        }
    }
    return found;
}

/* Whether a wrong ordinal is still more likely an ordinal than a figure. */
static gboolean
is_bearable(const IntakeList *list, const IntakeStop *stop)
{
    gboolean near =
        stop->ordinal <= list->position + SKIP_MOST && list->printed < stop->ordinal + SKIP_MOST;
    return near && (stop->before == BREAK_LINE || family(stop->style) == STYLE_SAY ||
                    stop->style == STYLE_CIRCLED || stop->style == STYLE_HAN_BRACKETS ||
                    (stop->before >= BREAK_SEMICOLON && list->before < BREAK_LINE));
}

static IntakeList *
go_on(IntakeOutline *outline, int at, IntakeStop *stop)
{
    IntakeList *list = &outline->lists[at];
    outline->depth = (guint)at + 1;
    list->position++;
    list->printed = stop->ordinal > 0 ? stop->ordinal : list->position;
    list->paragraph = stop->paragraph;
    list->parted = FALSE;
    stop->depth = (guint8)outline->depth;
    return list;
}

static IntakeList *
begin(IntakeOutline *outline, guint depth, IntakeStop *stop, IntakeRole role)
{
    if (depth == OUTLINE_DEPTH) {
        return NULL;
    }
    IntakeList *list = &outline->lists[depth];
    *list = (IntakeList){.style = stop->style,
                         .before = stop->before,
                         .role = (guint8)role,
                         .printed = MAX(stop->ordinal, 1),
                         .position = MAX(stop->ordinal, 1),
                         .paragraph = stop->paragraph,
                         .id = ++outline->last_id};
    outline->depth = depth + 1;
    stop->depth = (guint8)outline->depth;
    return list;
}

/* A list of the same kind that is open is over, unless it is one of headings: then this one is
 * inside its section. */
static guint
depth_of_beginning(const IntakeOutline *outline, const IntakeStop *stop)
{
    for (guint i = outline->depth; i > 0; i--) {
        const IntakeList *list = &outline->lists[i - 1];
        if (is_alike(list, stop) && !list->headings) {
            return i - 1;
        }
    }
    return outline->depth;
}

/* A first ordinal that is printed again in its own list: no heading, label or paragraph came. */
static int
find_repeated(const IntakeOutline *outline, const IntakeStop *stop)
{
    int at = find_kindred(outline, stop);
    if (at >= 0) {
        const IntakeList *list = &outline->lists[at];
        if (!list->parted && is_alike(list, stop) &&
            (list->position == 1 || list->paragraph == stop->paragraph)) {
            return at;
        }
    }
    return -1;
}

IntakeList *
intake_outline_place(IntakeOutline *outline, IntakeStop *stop, IntakeRole role, gboolean *begins)
{
    *begins = FALSE;
    int next = find_next(outline, stop);
    if (next >= 0 && stop->ordinal != 1) {
        return go_on(outline, next, stop);
    }
    gboolean first = stop->ordinal == 1 || stop->style == STYLE_BULLET;
    int kindred = first ? find_repeated(outline, stop) : find_kindred(outline, stop);
    if (kindred >= 0 && is_bearable(&outline->lists[kindred], stop)) {
        return go_on(outline, kindred, stop);
    }
    gboolean headless = stop->ordinal == 2 && (kindred < 0 || outline->lists[kindred].parted);
    if (!first && !headless) {
        return NULL;
    }
    *begins = TRUE;
    return begin(outline, depth_of_beginning(outline, stop), stop, role);
}

void
intake_outline_part(IntakeOutline *outline)
{
    for (guint i = 0; i < outline->depth; i++) {
        outline->lists[i].parted = TRUE;
    }
}
