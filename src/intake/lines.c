#include "lines.h"

#include <string.h>

#include "reading.h"

/* A page of wrapped text is between these widths, in cells (A4 in size 3 type holds 56). */
#define WRAP_LEAST 24
#define WRAP_MOST 110
/* A wrapped line may fall short by an indent of two characters and one that was moved down. */
#define WRAP_SLACK 6

/* The bytes that a blank begins or ends with: all others are dismissed at a glance. */
#define MAY_BE_BLANK(byte) ((byte) <= ' ' || strchr("\xc2\xe2\xe3\xef\x80\x8b\xa0\xbf", (byte)))

static const char blanks[][4] = {" ", "\t", "\r", "\f", "\u00a0", "\u3000", "\u200b", "\ufeff"};

/* Bytes of the blank that begins `at`, or ends there if `before`; 0 if there is none. */
static gsize
blank_length(const char *at, const char *start, const char *end, gboolean before)
{
    if (before ? at == start || !MAY_BE_BLANK(at[-1]) : at == end || !MAY_BE_BLANK(at[0])) {
        return 0;
    }
    for (guint i = 0; i < G_N_ELEMENTS(blanks); i++) {
        gsize length = strlen(blanks[i]);
        const char *from = before ? at - length : at;
        if (from >= start && from + length <= end && memcmp(from, blanks[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

static gunichar2
last_sign(const char *text, const IntakeLine *line)
{
    return intake_sign_fold(g_utf8_get_char(g_utf8_prev_char(text + line->end)));
}

/* Every character of three bytes is two cells wide here; that is near enough to find a margin. */
static guint16
cell_count(const char *text, guint32 start, guint32 end)
{
    guint32 trailing = 0;
    for (guint32 at = start; at < end; at++) {
        trailing += ((guchar)text[at] & 0xC0) == 0x80;
    }
    return (guint16)MIN(end - start - trailing / 2, G_MAXUINT16);
}

/* "— 3 —", "- 3 -", "第 3 页 共 9 页", "Page 3 of 9". */
static gboolean
is_footer(const char *text, guint32 start, guint32 end)
{
    gboolean digit = FALSE, page = FALSE;
    int dashes = 0;
    if (end - start < 3 || end - start > 48) {
        return FALSE;
    }
    for (const char *at = text + start; at < text + end; at = g_utf8_next_char(at)) {
        gunichar2 sign = intake_sign_fold(g_utf8_get_char(at));
        if (intake_sign_among(sign, u"0123456789一二三四五六七八九十")) {
            digit = TRUE;
        } else if (intake_sign_among(sign, u"页P")) {
            page = TRUE;
        } else if (intake_sign_among(sign, u"-—·")) {
            dashes += at == text + start || g_utf8_next_char(at) == text + end;
        } else if (!intake_sign_among(sign, u"第共/ageof ")) {
            return FALSE;
        }
    }
    return digit && (page || dashes == 2);
}

static void
append_line(GArray *lines, const char *text, gsize start, gsize end)
{
    const char *from = text + start, *to = text + end;
    gsize length;
    while ((length = blank_length(from, text + start, to, FALSE)) > 0) {
        from += length;
    }
    while ((length = blank_length(to, from, to, TRUE)) > 0) {
        to -= length;
    }
    IntakeLine line = {.whole = (guint32)start,
                       .start = (guint32)(from - text),
                       .end = (guint32)(to - text),
                       .indented = from - text - start >= 2};
    line.cells = cell_count(text, (guint32)start, line.end);
    line.footer = is_footer(text, line.start, line.end);
    g_array_append_val(lines, line);
}

static gboolean
is_finished(const char *text, const IntakeLine *line)
{
    return intake_sign_among(last_sign(text, line), u"。!?;:.】");
}

static gboolean
is_broken(const char *text, const IntakeLine *line)
{
    return intake_sign_among(last_sign(text, line), u",、(“《");
}

/* The width at which the text was wrapped, or 0: many lines break off at about that width and
 * hardly one is longer. */
static int
wrap_width(const char *text, const GArray *lines)
{
    guint open[WRAP_MOST + 2] = {0}, all[WRAP_MOST + 2] = {0}, total = 0;
    for (guint i = 0; i < lines->len; i++) {
        const IntakeLine *line = &g_array_index(lines, IntakeLine, i);
        if (line->start < line->end && !line->footer) {
            guint cells = MIN(line->cells, WRAP_MOST + 1);
            total++;
            all[cells]++;
            open[cells] += !is_finished(text, line);
        }
    }
    guint longer = all[WRAP_MOST + 1];
    for (int width = WRAP_MOST; width >= WRAP_LEAST && longer * 20 <= total; width--) {
        guint at_margin = 0;
        for (int cells = width - WRAP_SLACK; cells <= width; cells++) {
            at_margin += open[cells];
        }
        if (open[width] > 0 && at_margin >= 3 && at_margin * 5 >= total) {
            return width;
        }
        longer += all[width];
    }
    return 0;
}

/* Whether `next` goes on with the sentence of `line`. Where paragraphs are indented, a line that is
 * not tells it by itself, unless the one before it is as short as a title. */
static gboolean
is_wrapped(const char *text, const IntakeLine *line, const IntakeLine *next, int width,
           gboolean indents)
{
    if (width == 0) {
        return FALSE;
    }
    if (indents) {
        return !next->indented && 2 * line->cells >= width;
    }
    return line->cells + WRAP_SLACK >= width && !is_finished(text, line);
}

static guint
count_indents(const GArray *lines)
{
    guint indents = 0;
    for (guint i = 0; i < lines->len; i++) {
        indents += g_array_index(lines, IntakeLine, i).indented;
    }
    return indents;
}

GArray *
intake_lines_new(const char *text, gsize size)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(IntakeLine));
    for (gsize start = 0; start <= size;) {
        const char *feed = memchr(text + start, '\n', size - start);
        gsize end = feed != NULL ? (gsize)(feed - text) : size;
        append_line(lines, text, start, end);
        start = end + 1;
    }
    int width = wrap_width(text, lines);
    gboolean indents = width > 0 && count_indents(lines) >= 2;
    IntakeLine *line = NULL;
    gboolean blank = FALSE, footer = FALSE;
    for (guint i = 0; i < lines->len; i++) {
        IntakeLine *next = &g_array_index(lines, IntakeLine, i);
        blank |= next->start == next->end;
        footer |= next->footer;
        if (next->start == next->end || next->footer) {
            continue;
        }
        if (line != NULL) {
            line->wrapped = (!blank || footer) && is_wrapped(text, line, next, width, indents);
            line->joined = line->wrapped || is_broken(text, line);
        }
        line = next;
        blank = footer = FALSE;
    }
    return lines;
}
