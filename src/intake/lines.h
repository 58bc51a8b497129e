/* Lines of the source: which of them are page footers, and which are one paragraph together. */
#pragma once

#include <glib.h>

typedef struct {
    guint32 start, end; /* the content in bytes, without blanks around it */
    guint32 whole;      /* the byte where the line begins */
    guint16 cells;      /* about how wide it is printed */
    guint8 indented;
    guint8 footer;
    guint8 joined; /* the next line with content goes on in mid sentence: wrapped or broken */
    guint8 wrapped; /* it was broken by the width of the page alone */
} IntakeLine;

/* The lines of `text`, a GArray of IntakeLine that the caller owns. */
GArray *intake_lines_new(const char *text, gsize size);
