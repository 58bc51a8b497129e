#include "reading.h"

#include <string.h>

#include "lines.h"

#define PLACE_STEP 64

/* What closes an item and does not belong to its text. */
static const gunichar2 closing[] = u"。;,.:!、 \n";

typedef struct {
    IntakeReading *reading;
    guint room;
} Writer;

static void
put_sign(Writer *writer, gunichar2 sign, gsize byte)
{
    IntakeReading *reading = writer->reading;
    if (reading->count + 1 >= writer->room) {
        writer->room = 2 * writer->room + 64;
        reading->signs = g_renew(gunichar2, reading->signs, writer->room);
        reading->bytes = g_renew(guint32, reading->bytes, writer->room);
    }
    reading->signs[reading->count] = sign;
    reading->bytes[reading->count] = (guint32)byte;
    reading->count++;
}

static void
put_cut(IntakeReading *reading, guint32 start, guint32 end)
{
    IntakeSpan span = {start, end};
    g_array_append_val(reading->cuts, span);
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

static gboolean
follows_han(const IntakeReading *reading)
{
    return reading->count > 0 && reading->signs[reading->count - 1] >= 0x4E00 &&
           reading->signs[reading->count - 1] <= 0x9FFF;
}

/* Keeps one blank of several, and none beside a line's end. */
static void
put_content(Writer *writer, const char *text, guint32 start, guint32 end)
{
    IntakeReading *reading = writer->reading;
    for (const char *at = text + start; at < text + end;) {
        gunichar c = g_utf8_get_char(at);
        const char *next = g_utf8_next_char(at);
        gunichar2 sign = intake_sign_fold(c);
        if (sign == 0) {
            put_cut(reading, (guint32)(at - text), (guint32)(next - text));
        } else if (sign == '(' && follows_han(reading) && pinyin_length(at, text + end) > 0) {
            next = at + pinyin_length(at, text + end);
        } else if (sign != ' ' || (reading->count > 0 && reading->signs[reading->count - 1] != ' ' &&
                                   reading->signs[reading->count - 1] != '\n')) {
            put_sign(writer, sign, (gsize)(at - text));
        }
        at = next;
    }
}

static void
put_lines(Writer *writer, const GArray *lines)
{
    IntakeReading *reading = writer->reading;
    const IntakeLine *last = NULL;
    for (guint i = 0; i < lines->len; i++) {
        const IntakeLine *line = &g_array_index(lines, IntakeLine, i);
        g_array_append_val(reading->lines, line->whole);
        if (line->footer && !(last != NULL && last->joined)) {
            put_cut(reading, line->start, line->end);
        }
        if (line->start == line->end || line->footer) {
            continue;
        }
        if (last != NULL && last->joined) {
            put_cut(reading, last->end, line->start);
        }
        if (last != NULL && !last->wrapped) {
            put_sign(writer, last->joined ? ' ' : '\n', last->end);
        }
        put_content(writer, reading->text, line->start, line->end);
        last = line;
    }
}

static void
count_places(IntakeReading *reading)
{
    gsize blocks = reading->size / PLACE_STEP + 1;
    reading->places = g_new(guint32, blocks);
    guint32 before = 0;
    for (gsize block = 0; block < blocks; block++) {
        reading->places[block] = before;
        gsize end = MIN((block + 1) * PLACE_STEP, reading->size);
        for (gsize at = block * PLACE_STEP; at < end; at++) {
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
    g_autoptr(GArray) lines = intake_lines_new(text, size);
    Writer writer = {reading, 0};
    put_sign(&writer, '\n', size);
    reading->count = 0;
    put_lines(&writer, lines);
    put_sign(&writer, '\n', size);
    reading->count--;
    count_places(reading);
    return reading;
}

void
intake_reading_free(IntakeReading *reading)
{
    g_free(reading->signs);
    g_free(reading->bytes);
    g_free(reading->places);
    g_array_unref(reading->cuts);
    g_array_unref(reading->lines);
    g_free(reading);
}

guint
intake_reading_trim(const IntakeReading *reading, guint start, guint end)
{
    while (end > start && intake_sign_among(reading->signs[end - 1], closing)) {
        end--;
    }
    return end;
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
        while (out->len > 0 && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(out->str + out->len)))) {
            g_string_truncate(out, (gsize)(g_utf8_prev_char(out->str + out->len) - out->str));
        }
        g_string_append_c(out, '\n');
        const char *next = feed + 1;
        while (next < text + end && g_unichar_isspace(g_utf8_get_char(next))) {
            next = g_utf8_next_char(next);
        }
        start = (guint32)(next - text);
    }
}

/* The byte where the text of [start, end) stops: what follows its last sign and has no sign of its
 * own (pinyin) belongs to it, blanks do not. */
static guint32
stop_byte(const IntakeReading *reading, guint start, guint end)
{
    guint trimmed = intake_reading_trim(reading, start, end);
    const char *stop = reading->text + reading->bytes[trimmed];
    while (trimmed > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(stop)))) {
        stop = g_utf8_prev_char(stop);
    }
    return (guint32)(stop - reading->text);
}

char *
intake_reading_copy(const IntakeReading *reading, guint start, guint end)
{
    guint32 at = reading->bytes[start], stop = stop_byte(reading, start, end);
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

static gsize
place_of_byte(const IntakeReading *reading, guint32 byte)
{
    gsize place = reading->places[byte / PLACE_STEP];
    for (guint32 at = byte / PLACE_STEP * PLACE_STEP; at < byte; at++) {
        place += ((guchar)reading->text[at] & 0xC0) != 0x80;
    }
    return place;
}

void
intake_reading_locate(const IntakeReading *reading, guint start, guint end, gsize *first,
                      gsize *last)
{
    *first = place_of_byte(reading, reading->bytes[start]);
    *last = place_of_byte(reading, stop_byte(reading, start, end));
}

guint
intake_reading_line(const IntakeReading *reading, guint at)
{
    guint low = 0, high = reading->lines->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(reading->lines, guint32, middle) <= reading->bytes[at]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
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
