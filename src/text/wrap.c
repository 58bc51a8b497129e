#include "width.h"

#include "zhenggai/text.h"

#include <string.h>
#include <unilbrk.h>

/* A line as it is being filled. */
typedef struct {
    const char *text;
    gsize start;  /* where the line begins */
    gsize resume; /* the last place where it may be broken; `start` if there was none yet */
    int column;   /* cells filled up to where the walk stands */
} Filling;

static void
filling_begin(Filling *filling, gsize start)
{
    filling->start = filling->resume = start;
    filling->column = 0;
}

/* Adds the line that goes on at `next`, without the blanks before it. */
static void
lines_add(GArray *lines, const Filling *filling, gsize next)
{
    TextLine line = {filling->start, next};
    while (line.end > line.start && filling->text[line.end - 1] == ' ')
        line.end--;
    g_array_append_val(lines, line);
}

/* The end of what must stay together at `at`: a cluster, or one character of a cluster that is
 * wider than any line. */
static gsize
piece_end(const char *text, gsize at, int cells)
{
    gsize next = text_cluster_next(text, at);
    if (width_of_bytes(text + at, next - at) <= cells)
        return next;
    gsize character = (gsize)(g_utf8_find_next_char(text + at, NULL) - text);
    return MIN(character, next);
}

static void
wrap_paragraph(const char *text, gsize start, gsize end, int cells, GArray *lines)
{
    /* libunistring can fill lines too (u8_width_linebreaks), but counts the blank at which a line
     * is broken as part of it and lets a long token stick out. */
    g_autofree char *breaks = g_malloc(end - start + 1);
    u8_possible_linebreaks((const guint8 *)text + start, end - start, width_encoding(), breaks);

    Filling filling = {.text = text};
    filling_begin(&filling, start);
    for (gsize at = start; at < end;) {
        char kind = breaks[at - start];
        if (kind == UC_BREAK_POSSIBLE || kind == UC_BREAK_MANDATORY)
            filling.resume = at;
        gsize next = piece_end(text, at, cells);
        filling.column += width_of_bytes(text + at, next - at);
        if (filling.column <= cells || text[at] == ' ') {
            at = next;
            continue;
        }
        if (filling.resume == filling.start)
            filling.resume = at;
        at = filling.resume;
        lines_add(lines, &filling, at);
        filling_begin(&filling, at);
    }
    lines_add(lines, &filling, end);
}

GArray *
text_wrap_lines(const char *text, int cells)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
    gsize length = strlen(text);
    for (gsize start = 0; start <= length;) {
        gsize end = start + strcspn(text + start, "\n");
        wrap_paragraph(text, start, end, MAX(cells, 2), lines);
        start = end + 1;
    }
    return lines;
}

char **
text_wrap(const char *text, int cells)
{
    g_autoptr(GArray) lines = text_wrap_lines(text, cells);
    char **wrapped = g_new0(char *, lines->len + 1);
    for (guint i = 0; i < lines->len; i++) {
        TextLine line = g_array_index(lines, TextLine, i);
        wrapped[i] = g_strndup(text + line.start, line.end - line.start);
    }
    return wrapped;
}
