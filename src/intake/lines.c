#include "lines.h"

#include <string.h>

#include "reading.h"

/* A page of wrapped text is between these widths, in cells (A4 in size 3 type holds 56). */
#define WRAP_LEAST 24
#define WRAP_MOST 110
/* A wrapped line may fall short by an indent of two characters and one that was moved down. */
#define WRAP_SLACK 6
/* So many lines show how a text is set. */
#define SAMPLE 2000

/* The bytes that a blank begins or ends with: all others are dismissed at a glance. */
#define MAY_BE_BLANK(byte)                                                                         \
    ((guchar)(byte) <= ' ' || strchr("\xc2\xe2\xe3\xef\x80\x8b\xa0\xbf", (byte)))

/* Bytes of the blank that begins `at`, or ends there if `before`; 0 if there is none. */
static gsize
blank_length(const char *at, const char *start, const char *end, gboolean before)
{
    static const char blanks[][4] = {" ", "\t", "\r", "\f", "\u00a0", "\u3000", "\u200b", "\ufeff"};
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

static gboolean
is_finished(const char *text, const IntakeLine *line)
{
    return intake_sign_among(last_sign(text, line), u"。!?;:.】");
}

static gboolean
is_indented(const IntakeLine *line)
{
    return line->start - line->whole >= 2;
}

/* Every character of three bytes is two cells wide here; that is near enough to find a margin. */
static guint
cell_count(const char *text, const IntakeLine *line)
{
    guint trailing = 0;
    for (guint32 at = line->whole; at < line->end; at++) {
        trailing += ((guchar)text[at] & 0xC0) == 0x80;
    }
    return line->end - line->whole - trailing / 2;
}

/* "— 3 —", "- 3 -", "第 3 页 共 9 页", "Page 3 of 9". */
static gboolean
is_footer(const char *text, const IntakeLine *line)
{
    gboolean digit = FALSE, page = FALSE;
    int dashes = 0;
    if (line->end - line->start < 3 || line->end - line->start > 48) {
        return FALSE;
    }
    for (const char *at = text + line->start; at < text + line->end; at = g_utf8_next_char(at)) {
        gunichar2 sign = intake_sign_fold(g_utf8_get_char(at));
        if (intake_sign_among(sign, u"0123456789一二三四五六七八九十")) {
            digit = TRUE;
        } else if (intake_sign_among(sign, u"页P")) {
            page = TRUE;
        } else if (intake_sign_among(sign, u"-—·")) {
            dashes += at == text + line->start || g_utf8_next_char(at) == text + line->end;
        } else if (!intake_sign_among(sign, u"第共/ageof ")) {
            return FALSE;
        }
    }
    return digit && (page || dashes == 2);
}

gboolean
intake_line_read(const char *text, gsize size, gsize start, IntakeLine *line)
{
    if (start > size) {
        return FALSE;
    }
    const char *from = text + start, *feed = memchr(from, '\n', size - start);
    const char *to = feed != NULL ? feed : text + size;
    gsize length;
    while ((length = blank_length(from, text + start, to, FALSE)) > 0) {
        from += length;
    }
    while ((length = blank_length(to, from, to, TRUE)) > 0) {
        to -= length;
    }
    *line = (IntakeLine){.whole = (guint32)start,
                         .start = (guint32)(from - text),
                         .end = (guint32)(to - text),
                         .next = (guint32)(feed != NULL ? (gsize)(feed - text) + 1 : size + 1)};
    line->footer = is_footer(text, line);
    return TRUE;
}

/* What the first lines of a text have in common. */
typedef struct {
    guint all[WRAP_MOST + 2];  /* lines by their width */
    guint open[WRAP_MOST + 2]; /* those that end in mid sentence */
    guint total, indents;
} Sample;

static void
take_sample(const char *text, gsize size, Sample *sample)
{
    IntakeLine line;
    gsize at = 0;
    for (int i = 0; i < SAMPLE && intake_line_read(text, size, at, &line); i++) {
        if (line.start < line.end && !line.footer) {
            guint cells = MIN(cell_count(text, &line), WRAP_MOST + 1);
            sample->total++;
            sample->indents += is_indented(&line);
            sample->all[cells]++;
            sample->open[cells] += !is_finished(text, &line);
        }
        at = line.next;
    }
}

/* The text was wrapped if many lines break off at about one width and hardly one is longer. */
static guint
wrap_width(const Sample *sample)
{
    guint longer = sample->all[WRAP_MOST + 1];
    for (guint width = WRAP_MOST; width >= WRAP_LEAST && longer * 20 <= sample->total; width--) {
        guint at_margin = 0;
        for (guint cells = width - WRAP_SLACK; cells <= width; cells++) {
            at_margin += sample->open[cells];
        }
        if (sample->open[width] > 0 && at_margin >= 3 && at_margin * 5 >= sample->total) {
            return width;
        }
        longer += sample->all[width];
    }
    return 0;
}

IntakePage
intake_page_read(const char *text, gsize size)
{
    Sample sample = {0};
    take_sample(text, size, &sample);
    return (IntakePage){wrap_width(&sample), sample.indents >= 2};
}

/* Where paragraphs are indented, a line that is not goes on with the one before it, unless that is
 * as short as a title. */
static gboolean
is_wrapped(const char *text, const IntakePage *page, const IntakeLine *line, const IntakeLine *next)
{
    if (page->width == 0) {
        return FALSE;
    }
    guint cells = cell_count(text, line);
    if (page->indents) {
        return !is_indented(next) && 2 * cells >= page->width;
    }
    return cells + WRAP_SLACK >= page->width && !is_finished(text, line);
}

IntakeLineEnd
intake_line_end(const char *text, const IntakePage *page, const IntakeLine *line,
                const IntakeLine *next, gboolean near)
{
    if (near && is_wrapped(text, page, line, next)) {
        return LINE_WRAPPED;
    }
    return intake_sign_among(last_sign(text, line), u",、(“《") ? LINE_BROKEN : LINE_ENDS;
}
