#include "section.h"

#include "opener.h"

typedef struct {
    const IntakeReading *reading;
    const IntakeWords *words;
    GArray *stops;
    IntakeOutline outline;
    IntakeSections *sections;
    IntakeRole role;  /* what the text is about here */
    gboolean shut;    /* a section about something else: only plain headings open another */
    guint merged;     /* bits of the roles of a heading that has several */
    int open;         /* index of the piece that the text belongs to, or -1 */
    int problem;      /* index of the last problem since the last numbered heading, or -1 */
    guint series;     /* counts numbered headings */
    guint line;       /* index of the stop with which the line began */
    gboolean problems, measures; /* some have come */
    gboolean answers; /* after this problem's clause stands its measure */
    gboolean hidden;
} Machine;

static IntakePiece *
piece_at(const Machine *machine, int index)
{
    return index >= 0 ? &g_array_index(machine->sections->pieces, IntakePiece, (guint)index) : NULL;
}

static const IntakeStop *
stop_at(const Machine *machine, guint index)
{
    return &g_array_index(machine->stops, IntakeStop, index);
}

static gboolean
is_collected(IntakeRole role)
{
    return role == ROLE_PROBLEM || role == ROLE_CAUSE || role == ROLE_MEASURE || role == ROLE_PLAN;
}

static void
close_piece(Machine *machine, guint at)
{
    IntakePiece *piece = piece_at(machine, machine->open);
    if (piece != NULL) {
        piece->end = at;
        piece->text_end = MIN(piece->text_end, at);
    }
    machine->open = -1;
}

static IntakePiece *
open_piece(Machine *machine, guint stop, guint start)
{
    IntakePiece piece = {.role = (guint8)machine->role,
                         .start = start,
                         .lead = start,
                         .end = G_MAXUINT,
                         .text_end = G_MAXUINT,
                         .series = G_MAXUINT - machine->series,
                         .within = machine->problem,
                         .caused = (machine->merged & (1u << ROLE_CAUSE)) != 0,
                         .stop = stop};
    g_array_append_val(machine->sections->pieces, piece);
    machine->open = (int)machine->sections->pieces->len - 1;
    machine->problems |= machine->role == ROLE_PROBLEM;
    machine->measures |= machine->role == ROLE_MEASURE;
    if (machine->role == ROLE_PROBLEM) {
        machine->problem = machine->open;
        piece_at(machine, machine->open)->within = -1;
    }
    return piece_at(machine, machine->open);
}

/* The text goes on about something that is no piece. */
static void
leave(Machine *machine, guint at, IntakeRole role, gboolean shut)
{
    close_piece(machine, at);
    machine->role = role;
    machine->shut = shut;
}

/* ── Openers ──────────────────────────────────────────────────────────────────────────────── */

/* A field or result belongs to the piece before it, which goes on behind its own text. */
static void
open_attribute(Machine *machine, guint at, IntakeRole role)
{
    IntakePiece *piece = piece_at(machine, machine->open);
    if (piece != NULL) {
        piece->text_end = MIN(piece->text_end, at);
        machine->role = role;
    }
}

static void
open_stretch(Machine *machine, guint stop, const IntakeOpener *opener)
{
    IntakePiece *piece = open_piece(machine, stop, opener->body);
    piece->numbered = opener->heading.numbered;
    piece->headed = opener->kind == OPENER_HEADING;
    piece->run_in = opener->body > 0 && machine->reading->signs[opener->body - 1] != '\n';
    if (opener->kind == OPENER_EMBEDDED) {
        piece->enumerated = TRUE;
        close_piece(machine, opener->end);
        machine->role = ROLE_NONE;
    }
}

static void
open_section(Machine *machine, guint index, const IntakeOpener *opener, IntakeRole role)
{
    const IntakeStop *stop = stop_at(machine, index);
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
    leave(machine, stop->at, opener->heading.mixed ? ROLE_NONE : role,
          role == ROLE_OTHER && !opener->heading.mixed);
    intake_outline_part(&machine->outline);
    if (opener->kind == OPENER_HEADING) {
        machine->merged = 0;
        for (guint i = 0; i < opener->heading.count; i++) {
            machine->merged |= 1u << opener->heading.roles[i];
        }
    }
    if (is_collected(machine->role)) {
        open_stretch(machine, index, opener);
    }
}

/* Which role a sentence in the text may turn to, seen from where it stands; ROLE_NONE: none. */
static IntakeRole
turn(const Machine *machine, guint index, const IntakeOpener *opener)
{
    const IntakePiece *piece = piece_at(machine, machine->open);
    gboolean line = stop_at(machine, index)->before == BREAK_LINE;
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
turn_plainly(const Machine *machine, guint index, const IntakeOpener *opener)
{
    const IntakePiece *piece = piece_at(machine, machine->open);
    const IntakeStop *stop = stop_at(machine, index);
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

static IntakeRole
turn_to(const Machine *machine, guint index, const IntakeOpener *opener)
{
    return opener->kind == OPENER_HEADING || opener->kind == OPENER_LABEL
               ? turn_plainly(machine, index, opener)
               : turn(machine, index, opener);
}

static gboolean
try_opener(Machine *machine, guint index)
{
    IntakeOpener opener;
    const IntakeStop *stop = stop_at(machine, index);
    gboolean found = intake_opener_find(machine->reading, machine->words, machine->stops, index,
                                        FALSE, machine->problems, &opener);
    IntakeRole role = found ? turn_to(machine, index, &opener) : ROLE_NONE;
    if (role == ROLE_NONE && machine->role == ROLE_NONE &&
        (!machine->shut || machine->hidden) && stop->depth == 0) {
        found = intake_opener_find_embedded(machine->reading, machine->words, machine->stops, index,
                                            &opener);
        role = found ? ROLE_PROBLEM : ROLE_NONE;
    }
    if (role == ROLE_NONE) {
        return FALSE;
    }
    open_section(machine, index, &opener, role);
    return TRUE;
}

/* ── Ordinals ─────────────────────────────────────────────────────────────────────────────── */

/* 关于“…”的问题: an item that quotes a problem, whatever the section is about. */
static gboolean
quotes_problem(const Machine *machine, guint index)
{
    const IntakeReading *reading = machine->reading;
    guint start = stop_at(machine, index)->body;
    guint end = intake_clause_end(reading, machine->stops, index);
    return intake_reading_match(reading, start, u"关于") > 0 && end - start > 4 &&
           intake_reading_match(reading, end - 2, u"问题") > 0;
}

/* Whether the ordinal's text is a heading here. Among items of a section only what cannot be an
 * item is one: 三、存在的问题 › （一）原因分析 after problems 1. 2. 3. */
static gboolean
is_heading(const Machine *machine, const IntakeList *list, gboolean begins, IntakeOpener *opener,
           guint index)
{
    const IntakeStop *stop = stop_at(machine, index);
    if (stop->style == STYLE_SAY || stop->style == STYLE_FIRSTLY || stop->style == STYLE_SIDES) {
        return FALSE;
    }
    gboolean in_section = is_collected((IntakeRole)list->role);
    if (!intake_opener_find(machine->reading, machine->words, machine->stops, index, !in_section,
                            machine->problems, opener) ||
        (opener->kind != OPENER_HEADING && opener->kind != OPENER_LABEL)) {
        return FALSE;
    }
    if (!in_section || opener->kind == OPENER_LABEL || list->headings) {
        return TRUE;
    }
    gboolean several = (machine->merged & (machine->merged - 1)) != 0;
    return begins && (several || opener->heading.roles[0] != list->role);
}

/* Takes the place of the stretch that led to its list. */
static void
drop_lead(Machine *machine)
{
    const IntakePiece *piece = piece_at(machine, machine->open);
    if (piece != NULL && !piece->listed) {
        if (machine->problem == machine->open) {
            machine->problem = -1;
        }
        g_array_set_size(machine->sections->pieces, (guint)machine->open);
        machine->open = -1;
    }
}

static void
set_ordinal(IntakePiece *piece, const IntakeList *list)
{
    piece->listed = TRUE;
    piece->style = list->style;
    piece->numbered = intake_style_is_ordinal((IntakeStyle)list->style);
    piece->series = list->id;
    piece->printed = list->printed;
    piece->position = list->position;
}

/* 存在问题：…；二是…: the list began without its first ordinal. */
static void
adopt_first(Machine *machine, const IntakeList *list)
{
    IntakePiece *piece = piece_at(machine, machine->open);
    if (piece != NULL && !piece->listed) {
        set_ordinal(piece, list);
        piece->printed = piece->position = 1;
        piece->start += intake_reading_match(machine->reading, piece->start, u"一是");
    }
}

/* Where the text before a list begins in its paragraph, if it is of this section; else `body`. */
static guint
find_lead(const Machine *machine, const IntakeStop *stop)
{
    const IntakePiece *open = piece_at(machine, machine->open);
    guint line = stop_at(machine, machine->line)->at;
    if (stop->before == BREAK_LINE || (open != NULL && open->listed && line <= open->start)) {
        return stop->body;
    }
    return open != NULL ? MAX(line, open->start) : line;
}

static void
open_item(Machine *machine, guint index, const IntakeList *list, gboolean begins)
{
    const IntakeStop *stop = stop_at(machine, index);
    guint lead = stop->body;
    if (begins && stop->ordinal > 1) {
        adopt_first(machine, list);
    } else if (begins) {
        lead = find_lead(machine, stop);
        drop_lead(machine);
    }
    close_piece(machine, MIN(lead, stop->at));
    IntakePiece *piece = open_piece(machine, index, stop->body);
    set_ordinal(piece, list);
    piece->lead = lead;
}

/* An item that is a problem by its form and is answered by what follows its clause. */
static void
open_quoted_problem(Machine *machine, guint index, IntakeList *list)
{
    close_piece(machine, stop_at(machine, index)->at);
    list->items = list->answered = TRUE;
    list->role = machine->role = ROLE_PROBLEM;
    set_ordinal(open_piece(machine, index, stop_at(machine, index)->body), list);
    machine->answers = TRUE;
}

/* Whether the ordinal is one of a list within the open item. */
static gboolean
is_inner(const Machine *machine, const IntakeStop *stop)
{
    const IntakePiece *open = piece_at(machine, machine->open);
    return open != NULL && open->listed && stop->depth > stop_at(machine, open->stop)->depth;
}

static void
go_on_with(Machine *machine, guint index, const IntakeList *list)
{
    const IntakeStop *stop = stop_at(machine, index);
    if (list->items) {
        machine->role = (IntakeRole)list->role;
        open_item(machine, index, list, FALSE);
    } else if (!is_inner(machine, stop) && list->role != ROLE_RESULT && list->role != ROLE_FIELD) {
        leave(machine, stop->at, ROLE_NONE, TRUE);
    }
}

static void
begin_with(Machine *machine, guint index, IntakeList *list)
{
    const IntakeStop *stop = stop_at(machine, index);
    if (is_collected(machine->role) && !is_inner(machine, stop)) {
        list->items = TRUE;
        open_item(machine, index, list, TRUE);
    } else if (!is_collected(machine->role) && machine->role != ROLE_RESULT &&
               machine->role != ROLE_FIELD && stop->before == BREAK_LINE &&
               stop->style < STYLE_SAY) {
        leave(machine, stop->at, ROLE_NONE, TRUE);
    }
}

static void
take_ordinal(Machine *machine, guint index)
{
    IntakeStop *stop = &g_array_index(machine->stops, IntakeStop, index);
    gboolean begins;
    IntakeOpener opener;
    IntakeList *list = intake_outline_place(&machine->outline, stop, machine->role, &begins);
    if (list == NULL) {
        try_opener(machine, index);
        return;
    }
    if (is_heading(machine, list, begins, &opener, index)) {
        IntakeRole role = turn_to(machine, index, &opener);
        if (role != ROLE_NONE) {
            list->headings |= opener.kind == OPENER_HEADING;
            open_section(machine, index, &opener, role);
            return;
        }
    }
    gboolean may_quote = list->role == ROLE_NONE ? !machine->shut : list->role == ROLE_MEASURE;
    if ((list->answered || (may_quote && !machine->problems)) && quotes_problem(machine, index)) {
        open_quoted_problem(machine, index, list);
    } else if (begins) {
        begin_with(machine, index, list);
    } else {
        go_on_with(machine, index, list);
    }
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static void
take_plain(Machine *machine, guint index)
{
    const IntakeStop *stop = stop_at(machine, index);
    gboolean answers = machine->answers;
    machine->answers = FALSE;
    if (machine->shut && !machine->hidden && stop->before != BREAK_LINE) {
        return;
    }
    if (!try_opener(machine, index) && answers && machine->role == ROLE_PROBLEM) {
        close_piece(machine, stop->at);
        machine->role = ROLE_MEASURE;
        open_piece(machine, index, stop->at)->run_in = TRUE;
    }
}

IntakeSections *
intake_sections_new(const IntakeReading *reading, const IntakeWords *words, GArray *stops,
                    guint start, guint end, gboolean hidden)
{
    IntakeSections *sections = g_new0(IntakeSections, 1);
    sections->pieces = g_array_new(FALSE, FALSE, sizeof(IntakePiece));
    sections->heading = G_MAXUINT;
    Machine machine = {.reading = reading,
                       .words = words,
                       .stops = stops,
                       .sections = sections,
                       .open = -1,
                       .problem = -1,
                       .hidden = hidden};
    for (guint i = 0; i < stops->len; i++) {
        IntakeStop *stop = &g_array_index(stops, IntakeStop, i);
        stop->depth = 0;
        if (stop->at < start || stop->at >= end) {
            continue;
        }
        if (stop->before == BREAK_LINE) {
            machine.line = i;
        }
        if (stop->style != STYLE_NONE) {
            take_ordinal(&machine, i);
        } else {
            take_plain(&machine, i);
        }
    }
    close_piece(&machine, end);
    return sections;
}

void
intake_sections_free(IntakeSections *sections)
{
    g_array_unref(sections->pieces);
    g_free(sections);
}
