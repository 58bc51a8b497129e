#include "section.h"

#include "machine.h"
#include "table.h"

/* 关于“…”的问题: an item that quotes a problem, whatever the section is about. */
static gboolean
quotes_problem(const IntakeMachine *machine, guint index)
{
    const IntakeReading *reading = machine->text.reading;
    guint start = intake_machine_stop(machine, index)->body;
    guint end = intake_clause_end(&machine->text, index);
    return intake_reading_match(reading, start, u"关于") > 0 && end - start > 4 &&
           intake_reading_match(reading, end - 2, u"问题") > 0;
}

/* Whether the ordinal's text is a heading here. Among items of a section only what cannot be an
 * item is one: 三、存在的问题 › （一）原因分析 after problems 1. 2. 3. */
static gboolean
is_heading(const IntakeMachine *machine, const IntakeList *list, gboolean begins,
           IntakeOpener *opener, guint index)
{
    const IntakeStop *stop = intake_machine_stop(machine, index);
    if (stop->style >= STYLE_SAY) {
        return FALSE;
    }
    gboolean in_section = intake_role_is_collected((IntakeRole)list->role);
    if (!intake_opener_find(&machine->text, index, !in_section, machine->problems, opener) ||
        (opener->kind != OPENER_HEADING && opener->kind != OPENER_LABEL)) {
        return FALSE;
    }
    if (!in_section || opener->kind == OPENER_LABEL || list->headings) {
        return TRUE;
    }
    return begins && (machine->heading.count > 1 || opener->heading.roles[0] != list->role);
}

/* Takes the place of the stretch that led to its list. */
static void
drop_lead(IntakeMachine *machine)
{
    const IntakePiece *piece = intake_machine_piece(machine, machine->open);
    if (piece != NULL && !piece->listed) {
        if (machine->problem == machine->open) {
            machine->problem = -1;
        }
        g_array_set_size(machine->sections->pieces, (guint)machine->open);
        machine->open = -1;
    }
}

/* 存在问题：…；二是…, 主要是一是…；二是…: the list began without its first ordinal, or with one
 * that no punctuation parts from the words before it. */
static void
adopt_first(IntakeMachine *machine, const IntakeList *list, guint end)
{
    IntakePiece *piece = intake_machine_piece(machine, machine->open);
    if (piece != NULL && !piece->listed) {
        intake_piece_set_ordinal(piece, list);
        piece->printed = piece->position = 1;
        for (guint at = piece->start; at < end; at++) {
            guint length = intake_reading_match(machine->text.reading, at, u"一是");
            if (length > 0) {
                piece->start = at + length;
                break;
            }
        }
    }
}

/* Where the text before a list begins in its paragraph, if it is of this section; else `body`. */
static guint
find_lead(const IntakeMachine *machine, const IntakeStop *stop)
{
    const IntakePiece *open = intake_machine_piece(machine, machine->open);
    guint line = intake_machine_stop(machine, machine->line)->at;
    if (stop->before == BREAK_LINE || (open != NULL && open->listed && line <= open->start)) {
        return stop->body;
    }
    return open != NULL ? MAX(line, open->start) : line;
}

static void
open_item(IntakeMachine *machine, guint index, const IntakeList *list, gboolean begins)
{
    const IntakeStop *stop = intake_machine_stop(machine, index);
    guint lead = stop->body;
    if (begins && stop->ordinal > 1) {
        adopt_first(machine, list, stop->at);
    } else if (begins) {
        lead = find_lead(machine, stop);
        drop_lead(machine);
    }
    intake_machine_close(machine, MIN(lead, stop->at));
    IntakePiece *piece = intake_machine_open(machine, index, stop->body);
    intake_piece_set_ordinal(piece, list);
    piece->lead = lead;
}

/* An item that is a problem by its form and is answered by what follows its clause. */
static void
open_quoted_problem(IntakeMachine *machine, guint index, IntakeList *list)
{
    intake_machine_close(machine, intake_machine_stop(machine, index)->at);
    list->items = list->answered = TRUE;
    list->role = machine->role = ROLE_PROBLEM;
    intake_piece_set_ordinal(
        intake_machine_open(machine, index, intake_machine_stop(machine, index)->body), list);
    machine->answers = TRUE;
}

/* Whether the ordinal is one of a list within the open item. */
static gboolean
is_inner(const IntakeMachine *machine, const IntakeStop *stop)
{
    const IntakePiece *open = intake_machine_piece(machine, machine->open);
    return open != NULL && open->listed &&
           stop->depth > intake_machine_stop(machine, open->stop)->depth;
}

/* An item of a list that is about something else; in lines of their own such items are sections. */
static void
pass_item(IntakeMachine *machine, const IntakeStop *stop, const IntakeList *list)
{
    if (list->role != ROLE_RESULT && list->role != ROLE_FIELD) {
        gboolean section =
            list->role == ROLE_NONE && stop->before == BREAK_LINE && stop->style < STYLE_SAY;
        intake_machine_leave(machine, stop->at, (IntakeRole)list->role, list->shut || section);
    }
}

/* 存在的不足、原因和整改情况 over three lists that nothing else tells apart: they are about what
 * the heading names, one after the other. */
static IntakeRole
next_promised(const IntakeMachine *machine, const IntakeStop *stop, IntakeRole role)
{
    const IntakePiece *open = intake_machine_piece(machine, machine->open);
    const IntakeHeading *heading = &machine->heading;
    if (stop->before != BREAK_LINE || stop->ordinal != 1 || open == NULL || !open->listed ||
        open->position < 2) {
        return role;
    }
    for (guint i = 0; i + 1 < heading->count; i++) {
        if (heading->roles[i] == role &&
            intake_role_is_collected((IntakeRole)heading->roles[i + 1])) {
            return (IntakeRole)heading->roles[i + 1];
        }
    }
    return role;
}

static void
take_item(IntakeMachine *machine, guint index, IntakeList *list, gboolean begins)
{
    const IntakeStop *stop = intake_machine_stop(machine, index);
    if (begins && intake_role_is_collected((IntakeRole)list->role) && !is_inner(machine, stop)) {
        list->items = TRUE;
        list->role = (guint8)next_promised(machine, stop, (IntakeRole)list->role);
    }
    if (list->items) {
        machine->role = (IntakeRole)list->role;
        machine->underway = list->underway;
        open_item(machine, index, list, begins);
    } else if (!is_inner(machine, stop)) {
        pass_item(machine, stop, list);
    }
}

static void
take_ordinal(IntakeMachine *machine, guint index)
{
    IntakeStop *stop = &g_array_index(machine->text.stops, IntakeStop, index);
    gboolean begins;
    IntakeOpener opener;
    IntakeList *list = intake_outline_place(&machine->outline, stop, machine->role, &begins);
    if (list == NULL) {
        intake_machine_try_opener(machine, index);
        return;
    }
    if (begins) {
        list->shut = machine->shut;
        list->underway = machine->underway;
    }
    machine->unnamed = -1;
    if (is_heading(machine, list, begins, &opener, index)) {
        IntakeRole role = intake_machine_turn(machine, index, &opener);
        if (role != ROLE_NONE) {
            list->headings |= opener.kind == OPENER_HEADING;
            intake_machine_open_section(machine, index, &opener, role);
            return;
        }
    }
    machine->unnamed = list->role == ROLE_NONE ? (int)index : -1;
    gboolean may_quote = list->role == ROLE_NONE ? !machine->shut : list->role == ROLE_MEASURE;
    if ((list->answered || (may_quote && !machine->problems)) && quotes_problem(machine, index)) {
        open_quoted_problem(machine, index, list);
    } else {
        take_item(machine, index, list, begins);
    }
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static void
take_plain(IntakeMachine *machine, guint index)
{
    const IntakeStop *stop = intake_machine_stop(machine, index);
    gboolean answers = machine->answers;
    machine->answers = FALSE;
    if (machine->shut && !machine->frame->hidden && stop->before != BREAK_LINE) {
        return;
    }
    if (!intake_machine_try_opener(machine, index) && answers && machine->role == ROLE_PROBLEM) {
        intake_machine_close(machine, stop->at);
        machine->role = ROLE_MEASURE;
        intake_machine_open(machine, index, stop->at)->run_in = TRUE;
    }
}

/* The rows of a table that begins at stop `index`; returns the sign behind it. */
static guint
take_table(IntakeMachine *machine, guint index, guint end)
{
    guint start = intake_machine_stop(machine, index)->at;
    guint behind = intake_table_read(machine->text.reading, machine->text.words, start, end, index,
                                     machine->outline.last_id + 1, machine->sections);
    if (behind > start) {
        machine->outline.last_id++;
        machine->problems = TRUE;
        intake_machine_leave(machine, start, ROLE_NONE, FALSE);
    }
    return behind;
}

IntakeSections *
intake_sections_new(const IntakeText *text, const IntakeFrame *frame)
{
    guint start = frame->start;
    IntakeSections *sections = g_new0(IntakeSections, 1);
    sections->pieces = g_array_new(FALSE, FALSE, sizeof(IntakePiece));
    sections->cells = g_array_new(FALSE, FALSE, sizeof(IntakeCell));
    sections->heading = G_MAXUINT;
    IntakeMachine machine = {.text = *text,
                             .sections = sections,
                             .open = -1,
                             .problem = -1,
                             .unnamed = -1,
                             .underway = frame->underway,
                             .frame = frame};
    for (guint i = 0; i < text->stops->len; i++) {
        IntakeStop *stop = &g_array_index(text->stops, IntakeStop, i);
        stop->depth = 0;
        if (stop->at < start || stop->at >= frame->end) {
            continue;
        }
        if (stop->before == BREAK_LINE) {
            machine.line = i;
            start = take_table(&machine, i, frame->end);
            if (start > stop->at) {
                continue;
            }
        }
        if (stop->style != STYLE_NONE) {
            take_ordinal(&machine, i);
        } else {
            take_plain(&machine, i);
        }
    }
    intake_machine_close(&machine, frame->end);
    return sections;
}

void
intake_sections_free(IntakeSections *sections)
{
    g_array_unref(sections->pieces);
    g_array_unref(sections->cells);
    g_free(sections);
}
