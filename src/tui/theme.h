/* What a text on screen means, and how each terminal shows the meaning.
 *
 * Views name meanings; only this file knows colours. Colour never tells anything alone: a status
 * is also a word and a mark. Text keeps the terminal's own colours but for the eight of its
 * palette that are readable on light and on dark; nothing but the selection has a background.
 */
#pragma once

#include <glib.h>

typedef enum {
    STYLE_NORMAL,
    STYLE_TITLE,   /* the name of the view */
    STYLE_TAB,     /* the name of the view that is shown, among the others */
    STYLE_HEADING, /* column headers, headings in a text */
    STYLE_LABEL,   /* the name of a field */
    STYLE_KEY,     /* a key in the footer and in help */
    STYLE_DIM,     /* less important than what is around it */
    STYLE_BORDER,
    STYLE_SELECTED, /* the row that the next key acts on */
    STYLE_MARKED,
    STYLE_OVERDUE,
    STYLE_DUE_SOON,
    STYLE_DONE,
    STYLE_ACTIVE,
    STYLE_INPUT, /* what is being typed */
    STYLE_MATCH, /* what a search found */
    STYLE_MESSAGE,
    STYLE_ERROR,
    STYLE_COUNT
} Style;

typedef struct {
    int foreground; /* index in the terminal's palette; -1: its default colour */
    gboolean bold, dim, underline, reverse;
} ThemeLook;

/* The look of `style` on a terminal of `colours` colours (0: monochrome, or NO_COLOR). */
ThemeLook theme_look(Style style, int colours);

/* Whether the environment lets programs use colour: NO_COLOR is unset or empty. */
gboolean theme_colour_wanted(void);
