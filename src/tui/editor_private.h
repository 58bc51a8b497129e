/* What the files of the editor share. */
#pragma once

#include "editor.h"

typedef struct {
    char *text;
    gsize caret;
} EditorSnapshot;

struct Editor {
    EditorMode mode;
    GString *text;
    gsize caret;
    gssize anchor; /* the selection's other end than the caret; -1: nothing is selected */
    gboolean full;
    char *killed;      /* what Ctrl-Y brings back */
    GArray *snapshots; /* EditorSnapshot, the newest last */
    gboolean typing;   /* the last change was a character that the next may join in one undo */

    EditorCompleter completer;
    gpointer completer_data;
    char **candidates; /* NULL while none are gone through */
    guint selected;    /* their number: what had been typed */
    char *typed;       /* that, from `replaced` on */
    gsize replaced;

    gsize first;     /* EDITOR_LINE: the byte at the left edge */
    guint first_row; /* EDITOR_LINES: the row at the upper edge */
    int columns;     /* of the area last drawn into: ↑ and ↓ follow what is seen */
    int goal;        /* the column that ↑ and ↓ aim at; -1: where the caret is */
};

/* Moves the caret `rows` rows on screen down (or up); to the text's end where there is no row. */
void editor_move_rows(Editor *editor, int rows);
