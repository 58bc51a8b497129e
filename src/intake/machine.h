/* The machine that goes through the stops of a text and gathers its pieces: its state, and the
 * steps that several parts of it take. */
#pragma once

#include "opener.h"
#include "section.h"

typedef struct {
    IntakeText text;
    IntakeOutline outline;
    IntakeSections *sections;
    IntakeRole role;       /* what the text is about here */
    gboolean shut;         /* a section about something else: only plain headings open another */
    IntakeHeading heading; /* the last heading with all it promises */
    int open;              /* index of the piece that the text belongs to, or -1 */
    int problem;           /* index of the last problem since the last numbered heading, or -1 */
    guint series;          /* counts numbered headings */
    guint line;            /* index of the stop with which the line began */
    gboolean problems, measures; /* some have come */
    gboolean answers;            /* after this problem's clause stands its measure */
    int unnamed;       /* index of the stop of the last item of a list about nothing named, or -1 */
    gboolean underway; /* measures from here on are being taken */
    const IntakeFrame *frame;
} IntakeMachine;

static inline IntakePiece *
intake_machine_piece(const IntakeMachine *machine, int index)
{
    return index >= 0 ? &g_array_index(machine->sections->pieces, IntakePiece, (guint)index) : NULL;
}

static inline const IntakeStop *
intake_machine_stop(const IntakeMachine *machine, guint index)
{
    return &g_array_index(machine->text.stops, IntakeStop, index);
}

/* Whether text about `role` is gathered in pieces. */
gboolean intake_role_is_collected(IntakeRole role);

/* Opens a piece about the role in force, which begins at sign `start`. The pointer holds until the
 * next one is opened. */
IntakePiece *intake_machine_open(IntakeMachine *machine, guint stop, guint start);

/* Ends the open piece, if there is one, at sign `at`. */
void intake_machine_close(IntakeMachine *machine, guint at);

/* Makes the piece the latest item of `list`. */
void intake_piece_set_ordinal(IntakePiece *piece, const IntakeList *list);

/* Ends the open piece: the text goes on about `role`. */
void intake_machine_leave(IntakeMachine *machine, guint at, IntakeRole role, gboolean shut);

/* The role that an opener at stop `index` turns to where it stands; ROLE_NONE if to none. */
IntakeRole intake_machine_turn(const IntakeMachine *machine, guint index,
                               const IntakeOpener *opener);

/* Whether the last heading promises text about `role`. */
gboolean intake_machine_promises(const IntakeMachine *machine, IntakeRole role);

/* Begins what the opener opens. */
void intake_machine_open_section(IntakeMachine *machine, guint index, const IntakeOpener *opener,
                                 IntakeRole role);

/* Follows the opener at stop `index`, if there is one that turns to anything. */
gboolean intake_machine_try_opener(IntakeMachine *machine, guint index);
