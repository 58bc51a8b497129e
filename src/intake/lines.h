/* Lines of the source: where each has content, which are page footers, and which are one paragraph
 * together. */
#pragma once

#include <glib.h>

typedef struct {
    guint32 whole;      /* the byte where the line begins */
    guint32 start, end; /* its content, without blanks around it */
    guint32 next;       /* the byte where the next line begins */
    gboolean footer;
} IntakeLine;

/* How a text is set on its page. */
typedef struct {
    guint width;      /* at which it was wrapped, in cells; 0: it was not */
    gboolean indents; /* its paragraphs are indented */
} IntakePage;

/* Tells by the first lines of a text. */
IntakePage intake_page_read(const char *text, gsize size);

/* The line that begins at byte `start`; FALSE behind the last. */
gboolean intake_line_read(const char *text, gsize size, gsize start, IntakeLine *line);

typedef enum {
    LINE_ENDS,   /* the next line with content is another paragraph */
    LINE_BROKEN, /* it ends in mid sentence */
    LINE_WRAPPED /* it was broken by the width of the page alone, perhaps within a word */
} IntakeLineEnd;

/* How `line` ends, seen from the next line with content; `near` if no blank line parts them. */
IntakeLineEnd intake_line_end(const char *text, const IntakePage *page, const IntakeLine *line,
                              const IntakeLine *next, gboolean near);
