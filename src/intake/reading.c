#include "reading.h"

#include <string.h>

#include "large.h"
#include "lines.h"

#define BLOCK 64
#define STEP_MOST G_MAXUINT8

/* What closes an item and does not belong to its text. */
static const gunichar2 closing[] = u"。;,.:!、 \n";

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

/* A reading that grows; its arrays have room for a sign of every byte. */
typedef struct {
    IntakeReading *reading;
    guint32 last; /* the byte of the last sign */
} Writer;

static inline void
put_step(Writer *writer, gunichar2 sign, guint32 byte)
{
    IntakeReading *reading = writer->reading;
    guint at = reading->count++;
    if (at % BLOCK == 0) {
        reading->bytes[at / BLOCK] = byte;
    }
    reading->signs[at] = sign;
    reading->steps[at] = (guint8)(byte - writer->last);
    writer->last = byte;
}

/* Between signs that lie far apart there are blank lines and page footers: they get line feeds. */
static inline void
put_sign(Writer *writer, gunichar2 sign, guint32 byte)
{
    while (byte - writer->last > STEP_MOST) {
        put_step(writer, '\n', writer->last + STEP_MOST);
    }
    put_step(writer, sign, byte);
}

static void
put_cut(IntakeReading *reading, guint32 start, guint32 end)
{
    IntakeSpan span = {start, end};
    g_array_append_val(reading->cuts, span);
}

/* The character at `at`: nearly all have three bytes. */
static gunichar
character_at(const char *at)
{
    const guchar *bytes = (const guchar *)at;
    return bytes[0] >= 0xE0 && bytes[0] < 0xF0
               ? (gunichar)(bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu)
               : g_utf8_get_char(at);
}

/* Bytes of a reading in Latin letters that stands in brackets after a character, 設(shè): broken
 * mirrors of web pages are full of them. */
static gsize
pinyin_length(const char *at, const char *end)
{
    const char *from = at;
    int letters = 0;
    for (at = g_utf8_next_char(at); at < end; at = g_utf8_next_char(at), letters++) {
        gunichar c = g_utf8_get_char(at);
        if (c == ')' || c == 0xFF09) {
            return letters > 0 ? (gsize)(g_utf8_next_char(at) - from) : 0;
        }
        if (!g_unichar_isalpha(c) || c >= 0x2E80 || letters == 8) {
            return 0;
        }
    }
    return 0;
}

/* Whether one character stands alone at `at`: headings are spread with blanks (存 在 的 问 题). */
static gboolean
stands_alone(const char *at, const char *end)
{
    if (at >= end || !intake_sign_is_han(intake_sign_fold(character_at(at)))) {
        return FALSE;
    }
    at = g_utf8_next_char(at);
    return at >= end || !intake_sign_is_han(intake_sign_fold(character_at(at)));
}

/* Whether tabs part a line into cells. */
static gboolean
has_cells(const char *at, const char *end)
{
    const char *tab = memchr(at, '\t', (gsize)(end - at));
    return tab != NULL && memchr(tab + 1, '\t', (gsize)(end - tab - 1)) != NULL;
}

/* The Chinese characters from `at` on, which are most of a text and never mean anything but
 * themselves; returns what stands behind them. */
static const char *
put_han(Writer *writer, const char *text, const char *at, const char *stop)
{
    while (stop - at >= 3 && (guchar)*at >= 0xE4 && (guchar)*at <= 0xE9) {
        gunichar c = character_at(at);
        if (!intake_sign_is_han((gunichar2)c)) {
            break;
        }
        put_sign(writer, intake_sign_fold_han((gunichar2)c), (guint32)(at - text));
        at += 3;
    }
    return at;
}

/* The signs of a line's content: one blank of several, and none beside a line's end. */
static void
put_content(Writer *writer, const char *text, guint32 start, guint32 end)
{
    const char *at = text + start, *stop = text + end;
    gunichar2 before = '\n'; /* the sign of the character before, whether it was put or not */
    gboolean alone = FALSE, cells = has_cells(at, stop);
    while (at < stop) {
        if (intake_sign_is_han(before)) {
            const char *behind = put_han(writer, text, at, stop);
            if (behind > at) {
                alone = FALSE;
                at = behind;
                continue;
            }
        }
        const char *next = g_utf8_next_char(at);
        gunichar2 sign = cells && *at == '\t' ? u'|' : intake_sign_fold(character_at(at));
        gsize pinyin = sign == '(' && intake_sign_is_han(before) ? pinyin_length(at, stop) : 0;
        if (pinyin > 0) {
            at += pinyin;
            continue;
        }
        if (sign == 0) {
            put_cut(writer->reading, (guint32)(at - text), (guint32)(next - text));
            at = next;
            continue;
        }
        gboolean idle =
            sign == ' ' && (before == ' ' || before == '\n' || (alone && stands_alone(next, stop)));
        if (!idle) {
            put_sign(writer, sign, (guint32)(at - text));
        }
        alone = intake_sign_is_han(sign) ? !intake_sign_is_han(before) : alone && idle;
        before = sign;
        at = next;
    }
}

/* Puts what parts `line` from `next`, the next with content. */
static void
put_line_end(Writer *writer, const char *text, const IntakePage *page, const IntakeLine *line,
             const IntakeLine *next, gboolean near)
{
    IntakeLineEnd end = intake_line_end(text, page, line, next, near);
    if (end != LINE_ENDS) {
        put_cut(writer->reading, line->end, next->start);
    }
    if (end != LINE_WRAPPED) {
        put_sign(writer, end == LINE_BROKEN ? ' ' : '\n', line->end);
    }
}

static void
put_lines(Writer *writer)
{
    IntakeReading *reading = writer->reading;
    const char *text = reading->text;
    IntakePage page = intake_page_read(text, reading->size);
    IntakeLine line, last = {0};
    gboolean blank = FALSE, footer = FALSE;
    for (gsize at = 0; intake_line_read(text, reading->size, at, &line); at = line.next) {
        g_array_append_val(reading->lines, line.whole);
        blank |= line.start == line.end;
        footer |= line.footer;
        if (line.start < line.end && !line.footer) {
            if (last.end > 0) {
                put_line_end(writer, text, &page, &last, &line, !blank || footer);
            }
            put_content(writer, text, line.start, line.end);
            last = line;
            blank = footer = FALSE;
        } else if (line.footer) {
            put_cut(reading, line.start, line.end);
        }
    }
}

/* Counts the characters before each block of bytes. */
static void
count_places(IntakeReading *reading)
{
    gsize blocks = reading->size / BLOCK + 1;
    reading->places = g_new(guint32, blocks);
    guint32 before = 0;
    for (gsize block = 0; block < blocks; block++) {
        reading->places[block] = before;
        gsize end = MIN((block + 1) * BLOCK, reading->size);
        for (gsize at = block * BLOCK; at < end; at++) {
            before += ((guchar)reading->text[at] & 0xC0) != 0x80;
        }
    }
}

IntakeReading *
intake_reading_new(const char *text, gsize size)
{
    IntakeReading *reading = g_new0(IntakeReading, 1);
    reading->text = text;
    reading->size = size;
    reading->cuts = g_array_new(FALSE, FALSE, sizeof(IntakeSpan));
    reading->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
    /* Memory that is never written costs nothing. */
    gsize most = size + size / STEP_MOST + 2;
    reading->signs = intake_large_new(most * sizeof *reading->signs);
    reading->steps = intake_large_new(most);
    reading->bytes = g_new(guint32, most / BLOCK + 1);
    Writer writer = {reading, 0};
    put_lines(&writer);
    put_sign(&writer, '\n', (guint32)size);
    reading->signs = g_renew(gunichar2, reading->signs, reading->count);
    reading->steps = g_renew(guint8, reading->steps, reading->count);
    reading->bytes = g_renew(guint32, reading->bytes, reading->count / BLOCK + 1);
    reading->count--;
    count_places(reading);
    return reading;
}

void
intake_reading_free(IntakeReading *reading)
{
    g_free(reading->signs);
    g_free(reading->steps);
    g_free(reading->bytes);
    g_free(reading->places);
    g_array_unref(reading->cuts);
    g_array_unref(reading->lines);
    g_free(reading);
}

/* ── Places ───────────────────────────────────────────────────────────────────────────────── */

guint32
intake_reading_byte(const IntakeReading *reading, guint at)
{
    guint32 byte = reading->bytes[at / BLOCK];
    for (guint i = at / BLOCK * BLOCK + 1; i <= at; i++) {
        byte += reading->steps[i];
    }
    return byte;
}

static gsize
place_of_byte(const IntakeReading *reading, guint32 byte)
{
    gsize place = reading->places[byte / BLOCK];
    for (guint32 at = byte / BLOCK * BLOCK; at < byte; at++) {
        place += ((guchar)reading->text[at] & 0xC0) != 0x80;
    }
    return place;
}

/* How many of the sorted places of `list` are at most `byte`. */
static guint
count_until(const GArray *list, guint32 byte)
{
    guint low = 0, high = list->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(list, guint32, middle) <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

guint
intake_reading_line(const IntakeReading *reading, guint at)
{
    return count_until(reading->lines, intake_reading_byte(reading, at));
}

/* ── Copies ───────────────────────────────────────────────────────────────────────────────── */

guint
intake_reading_trim(const IntakeReading *reading, guint start, guint end)
{
    while (end > start && intake_sign_among(reading->signs[end - 1], closing)) {
        end--;
    }
    return end;
}

/* The byte where the text of [start, end) stops: what follows its last sign and has no sign of its
 * own (pinyin) belongs to it, blanks do not. */
static guint32
stop_byte(const IntakeReading *reading, guint start, guint end)
{
    guint trimmed = intake_reading_trim(reading, start, end);
    const char *stop = reading->text + intake_reading_byte(reading, trimmed);
    while (trimmed > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(stop)))) {
        stop = g_utf8_prev_char(stop);
    }
    return (guint32)(stop - reading->text);
}

/* The first cut that ends after `byte`. */
static guint
find_cut(const IntakeReading *reading, guint32 byte)
{
    guint low = 0, high = reading->cuts->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(reading->cuts, IntakeSpan, middle).end > byte) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

static void
drop_blanks(GString *out)
{
    while (out->len > 0) {
        const char *last = g_utf8_prev_char(out->str + out->len);
        if (!g_unichar_isspace(g_utf8_get_char(last))) {
            break;
        }
        g_string_truncate(out, (gsize)(last - out->str));
    }
}

/* Appends bytes of the source with every run of blanks that holds a line feed as one line feed. */
static void
append_lines(GString *out, const char *text, guint32 start, guint32 end)
{
    while (start < end) {
        const char *feed = memchr(text + start, '\n', end - start);
        if (feed == NULL) {
            g_string_append_len(out, text + start, end - start);
            return;
        }
        g_string_append_len(out, text + start, feed - text - start);
        drop_blanks(out);
        g_string_append_c(out, '\n');
        const char *next = feed + 1;
        while (next < text + end && g_unichar_isspace(g_utf8_get_char(next))) {
            next = g_utf8_next_char(next);
        }
        start = (guint32)(next - text);
    }
}

char *
intake_reading_copy(const IntakeReading *reading, guint start, guint end)
{
    guint32 at = intake_reading_byte(reading, start), stop = stop_byte(reading, start, end);
    GString *out = g_string_sized_new(stop - at + 1);
    for (guint i = find_cut(reading, at); i < reading->cuts->len; i++) {
        const IntakeSpan *cut = &g_array_index(reading->cuts, IntakeSpan, i);
        if (cut->start >= stop) {
            break;
        }
        append_lines(out, reading->text, at, MAX(at, cut->start));
        at = MAX(at, MIN(cut->end, stop));
    }
    append_lines(out, reading->text, at, stop);
    return g_string_free(out, FALSE);
}

void
intake_reading_locate(const IntakeReading *reading, guint start, guint end, gsize *first,
                      gsize *last)
{
    *first = place_of_byte(reading, intake_reading_byte(reading, start));
    *last = place_of_byte(reading, stop_byte(reading, start, end));
}

guint
intake_reading_match(const IntakeReading *reading, guint at, const gunichar2 *word)
{
    guint length = 0;
    for (; word[length] != 0; length++) {
        if (at + length >= reading->count || reading->signs[at + length] != word[length]) {
            return 0;
        }
    }
    return length;
}
