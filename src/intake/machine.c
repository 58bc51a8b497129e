#include "machine.h"

gboolean
intake_role_is_collected(IntakeRole role)
{
    return role == ROLE_PROBLEM || role == ROLE_CAUSE || role == ROLE_MEASURE || role == ROLE_PLAN;
}

gboolean
intake_machine_promises(const IntakeMachine *machine, IntakeRole role)
{
    for (guint i = 0; i < machine->heading.count; i++) {
        if (machine->heading.roles[i] == role) {
            return TRUE;
        }
    }
    return FALSE;
}

void
intake_machine_close(IntakeMachine *machine, guint at)
{
    IntakePiece *piece = intake_machine_piece(machine, machine->open);
    if (piece != NULL) {
        piece->end = at;
        piece->text_end = MIN(piece->text_end, at);
    }
    machine->open = -1;
}

IntakePiece *
intake_machine_open(IntakeMachine *machine, guint stop, guint start)
{
    IntakePiece piece = {.role = (guint8)machine->role,
                         .start = start,
                         .lead = start,
                         .end = G_MAXUINT,
                         .text_end = G_MAXUINT,
                         .series = G_MAXUINT - machine->series,
                         .within = machine->problem,
                         .underway = machine->role == ROLE_MEASURE && machine->underway,
                         .caused = intake_machine_promises(machine, ROLE_CAUSE),
                         .stop = stop};
    g_array_append_val(machine->sections->pieces, piece);
    machine->open = (int)machine->sections->pieces->len - 1;
    machine->problems |= machine->role == ROLE_PROBLEM;
    machine->measures |= machine->role == ROLE_MEASURE;
    if (machine->role == ROLE_PROBLEM) {
        machine->problem = machine->open;
        intake_machine_piece(machine, machine->open)->within = -1;
    }
    return intake_machine_piece(machine, machine->open);
}

void
intake_piece_set_ordinal(IntakePiece *piece, const IntakeList *list)
{
    piece->listed = TRUE;
    piece->style = list->style;
    piece->numbered = intake_style_is_ordinal((IntakeStyle)list->style);
    piece->series = list->id;
    piece->printed = list->printed;
    piece->position = list->position;
}

void
intake_machine_leave(IntakeMachine *machine, guint at, IntakeRole role, gboolean shut)
{
    intake_machine_close(machine, at);
    machine->role = role;
    machine->shut = shut;
}

/* ── Openers ──────────────────────────────────────────────────────────────────────────────── */

/* A field or result belongs to the piece before it, which goes on behind its own text. */
static void
open_attribute(IntakeMachine *machine, guint at, IntakeRole role)
{
    IntakePiece *piece = intake_machine_piece(machine, machine->open);
    if (piece != NULL) {
        piece->text_end = MIN(piece->text_end, at);
        machine->role = role;
    }
}

static void
open_stretch(IntakeMachine *machine, guint stop, const IntakeOpener *opener)
{
    IntakePiece *piece = intake_machine_open(machine, stop, opener->body);
    piece->numbered = opener->heading.numbered;
    piece->headed = opener->kind == OPENER_HEADING;
    piece->run_in = opener->body > 0 && machine->text.reading->signs[opener->body - 1] != '\n';
    if (opener->kind == OPENER_EMBEDDED) {
        piece->enumerated = TRUE;
        intake_machine_close(machine, opener->end);
        machine->role = ROLE_NONE;
    }
}

/* A heading tells of the measures that it promises, or ends what the one before it told; a label
 * or lead under it may tell more. */
static void
take_tense(IntakeMachine *machine, const IntakeOpener *opener, IntakeRole role)
{
    IntakeTense tense = opener->heading.tense;
    if (opener->kind == OPENER_HEADING) {
        gboolean told = tense != TENSE_UNTOLD && intake_machine_promises(machine, ROLE_MEASURE);
        machine->underway = told ? tense == TENSE_UNDERWAY : machine->frame->underway;
    } else if (role == ROLE_MEASURE && tense != TENSE_UNTOLD) {
        machine->underway = tense == TENSE_UNDERWAY;
    }
}

void
intake_machine_open_section(IntakeMachine *machine, guint index, const IntakeOpener *opener,
                            IntakeRole role)
{
    const IntakeStop *stop = intake_machine_stop(machine, index);
    if (role == ROLE_RESULT && !machine->measures) {
        role = ROLE_MEASURE;
    }
    if (role == ROLE_FIELD || role == ROLE_RESULT) {
        open_attribute(machine, stop->at, role);
        return;
    }
    gboolean numbered = stop->depth > 0 && opener->kind == OPENER_HEADING;
    if (numbered) {
        machine->series++;
        machine->problem = -1;
    }
    if (opener->kind == OPENER_HEADING && role == ROLE_PROBLEM &&
        machine->sections->heading == G_MAXUINT) {
        machine->sections->heading = stop->at;
    }
    intake_machine_leave(machine, stop->at, opener->heading.mixed ? ROLE_NONE : role,
                         role == ROLE_OTHER && !opener->heading.mixed &&
                             opener->kind != OPENER_LEAD);
    intake_outline_part(&machine->outline);
    if (opener->kind == OPENER_HEADING) {
        machine->heading = opener->heading;
    }
    take_tense(machine, opener, role);
    if (intake_role_is_collected(machine->role)) {
        open_stretch(machine, index, opener);
    }
}

/* Which role a sentence in the text may turn to, seen from where it stands; ROLE_NONE: none. */
static IntakeRole
turn(const IntakeMachine *machine, guint index, const IntakeOpener *opener)
{
    const IntakePiece *piece = intake_machine_piece(machine, machine->open);
    gboolean line = intake_machine_stop(machine, index)->before == BREAK_LINE;
    gboolean within_item = piece != NULL && piece->listed && !line;
    IntakeRole role = opener->heading.roles[0], now = machine->role;
    if (machine->shut || role == now) {
        return ROLE_NONE;
    }
    switch (role) {
    case ROLE_PROBLEM:
        return opener->kind == OPENER_LEAD && piece == NULL && now != ROLE_MEASURE &&
                       now != ROLE_CAUSE
                   ? role
                   : ROLE_NONE;
    case ROLE_CAUSE:
        return now == ROLE_PROBLEM || (now == ROLE_NONE && machine->problems) ? role : ROLE_NONE;
    case ROLE_MEASURE:
        return now == ROLE_PROBLEM || now == ROLE_CAUSE ||
                       (now == ROLE_NONE && (line || machine->problems))
                   ? role
                   : ROLE_NONE;
    case ROLE_PLAN:
        if (within_item) {
            return now == ROLE_PROBLEM || now == ROLE_CAUSE ? ROLE_MEASURE : ROLE_NONE;
        }
        return line ? role : ROLE_NONE;
    case ROLE_OTHER:
        return line && opener->kind == OPENER_LEAD ? role : ROLE_NONE;
    default:
        return ROLE_NONE;
    }
}

/* Which role a heading or label turns to. */
static IntakeRole
turn_plainly(const IntakeMachine *machine, guint index, const IntakeOpener *opener)
{
    const IntakePiece *piece = intake_machine_piece(machine, machine->open);
    const IntakeStop *stop = intake_machine_stop(machine, index);
    gboolean line = stop->before == BREAK_LINE, marked = stop->depth > 0;
    IntakeRole role = opener->heading.roles[0];
    if (!line && !marked && (machine->shut || opener->kind == OPENER_HEADING)) {
        return ROLE_NONE;
    }
    if (role == machine->role && piece != NULL && !opener->heading.numbered &&
        opener->heading.count == 1 && !(line && !piece->listed)) {
        return ROLE_NONE;
    }
    gboolean within_item = piece != NULL && piece->listed && !line && !marked;
    switch (role) {
    case ROLE_PROBLEM:
        return within_item && !opener->heading.numbered ? ROLE_NONE : role;
    case ROLE_PLAN:
        return within_item ? ROLE_NONE : role;
    case ROLE_OTHER:
        return opener->kind == OPENER_LABEL && piece != NULL && piece->role == ROLE_MEASURE
                   ? ROLE_RESULT
                   : role;
    default:
        return role;
    }
}

IntakeRole
intake_machine_turn(const IntakeMachine *machine, guint index, const IntakeOpener *opener)
{
    return opener->kind == OPENER_HEADING || opener->kind == OPENER_LABEL
               ? turn_plainly(machine, index, opener)
               : turn(machine, index, opener);
}

/* （一）….\n原因：…\n整改措施：…: in a list that no heading names, the items whose causes and
 * measures are labelled are problems. */
static void
name_problem(IntakeMachine *machine, guint index)
{
    const IntakeStop *item = intake_machine_stop(machine, (guint)machine->unnamed);
    IntakeList *list = &machine->outline.lists[item->depth - 1];
    list->items = TRUE;
    list->role = machine->role = ROLE_PROBLEM;
    intake_piece_set_ordinal(intake_machine_open(machine, (guint)machine->unnamed, item->body),
                             list);
    intake_machine_close(machine, intake_machine_stop(machine, index)->at);
    machine->unnamed = -1;
}

static gboolean
is_answer(const IntakeOpener *opener, IntakeRole role)
{
    return opener->kind == OPENER_LABEL && (role == ROLE_CAUSE || role == ROLE_MEASURE);
}

gboolean
intake_machine_try_opener(IntakeMachine *machine, guint index)
{
    IntakeOpener opener;
    const IntakeStop *stop = intake_machine_stop(machine, index);
    gboolean found = intake_opener_find(&machine->text, index, FALSE, machine->problems, &opener);
    IntakeRole role = found ? intake_machine_turn(machine, index, &opener) : ROLE_NONE;
    if (role == ROLE_NONE && machine->role == ROLE_NONE &&
        (!machine->shut || machine->frame->hidden) && stop->depth == 0) {
        found = intake_opener_find_embedded(&machine->text, index, &opener);
        role = found ? ROLE_PROBLEM : ROLE_NONE;
    }
    if (role == ROLE_NONE) {
        if (found && opener.kind == OPENER_LEAD && opener.heading.roles[0] == machine->role) {
            take_tense(machine, &opener, machine->role);
        }
        return FALSE;
    }
    if (machine->unnamed >= 0 && machine->role == ROLE_NONE && !machine->problems &&
        is_answer(&opener, role)) {
        name_problem(machine, index);
    }
    machine->unnamed = -1;
    intake_machine_open_section(machine, index, &opener, role);
    return TRUE;
}
