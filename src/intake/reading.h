/* Reading: a text as the rules see it.
 *
 * The rules do not look at the source but at its *signs*: one 16-bit code for each character that
 * counts, in one shape (half width, simplified, ㈠ as "(一)", ① as one code), paragraphs parted by
 * one '\n', blanks by one ' ', invisible characters, page footers, the breaks of hard-wrapped lines
 * and pinyin in brackets left out. Every sign knows the byte of the source it stands for, so that
 * what the rules find can be shown, copied and located in the words of the source.
 */
#pragma once

#include <glib.h>

/* Ordinals that are one character: sign + n. */
#define SIGN_CIRCLED 0xE000         /* ① ❶ ㉑ ㊀, up to 50 */
#define SIGN_IN_BRACKETS 0xE100     /* ⑴ */
#define SIGN_HAN_IN_BRACKETS 0xE200 /* ㈠ */
#define SIGN_WITH_DOT 0xE300        /* ⒈ */
#define SIGN_ORDINALS 0xE0          /* the high byte of the lowest */

typedef struct {
    const char *text; /* the source; borrowed */
    gsize size;
    gunichar2 *signs; /* `count` of them, then one '\n' */
    guint8 *steps;    /* bytes of `text` from the sign before to each sign */
    guint32 *bytes;   /* where each 64th sign begins in `text` */
    guint count;
    GArray *cuts;    /* IntakeSpan in bytes, in order: what copies leave out */
    GArray *lines;   /* guint32: the byte where each line of the source begins */
    guint32 *places; /* characters before each 64th byte */
} IntakeReading;

typedef struct {
    guint32 start, end;
} IntakeSpan;

IntakeReading *intake_reading_new(const char *text, gsize size);
void intake_reading_free(IntakeReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeReading, intake_reading_free)

/* Whether `sign` is one of a u"…" literal. */
static inline gboolean
intake_sign_among(gunichar2 sign, const gunichar2 *set)
{
    while (*set != 0 && *set != sign) {
        set++;
    }
    return *set != 0;
}

static inline gboolean
intake_sign_is_han(gunichar2 sign)
{
    return sign >= 0x4E00 && sign <= 0x9FFF;
}

/* The simplified form of the traditional characters that the tables of words use, by their distance
 * from 一 (U+4E00); 0 for all others. Items keep the characters of the source: only the rules see
 * these. */
extern const gunichar2 intake_signs_simplified[0x9FFF - 0x4E00 + 1];

/* A character in the shape that the rules see; 0 for what they do not see. */
gunichar2 intake_sign_fold(gunichar c);

/* The same of one that intake_sign_is_han(), which nearly all are. */
static inline gunichar2
intake_sign_fold_han(gunichar2 c)
{
    gunichar2 plain = intake_signs_simplified[c - 0x4E00];
    return plain != 0 ? plain : c;
}

/* The byte of the source where sign `at` begins; for `count` where the source ends. */
guint32 intake_reading_byte(const IntakeReading *reading, guint at);

/* The source from sign `start` up to sign `end`, without closing punctuation, without cuts, each
 * run of blanks that holds a line feed as one line feed. The caller owns it. */
char *intake_reading_copy(const IntakeReading *reading, guint start, guint end);

/* Moves `end` back over closing punctuation and blanks, not before `start`. */
guint intake_reading_trim(const IntakeReading *reading, guint start, guint end);

/* The place of that text in the source, in characters; `last` is not included. */
void intake_reading_locate(const IntakeReading *reading, guint start, guint end, gsize *first,
                           gsize *last);

/* The line of the source, from 1, that sign `at` stands in. */
guint intake_reading_line(const IntakeReading *reading, guint at);

/* Whether the signs at `at` are `word`, a u"…" literal; its length then, else 0. */
guint intake_reading_match(const IntakeReading *reading, guint at, const gunichar2 *word);
