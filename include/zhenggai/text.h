/* Text on its way to a person: language, width in cells, cutting, wrapping, making visible.
 *
 * The lowest layer. The current language and the ambiguous width are the only state of the process
 * as a whole; main sets them, and the interface may switch the language while it runs.
 * All strings are UTF-8; a width is a number of terminal cells.
 */
#pragma once

#include <glib.h>

/* ── Language ─────────────────────────────────────────────────────────────────────────────── */

typedef enum { TEXT_ENGLISH, TEXT_CHINESE } TextLanguage;

/* Marks a msgid that is translated later, where it is shown. */
#define N_(msgid) (msgid)
/* The translation of a msgid into the current language. */
#define _(msgid) text_translate(msgid)

/* What a language setting means: "zh", "zh_CN.UTF-8", "zh-Hans", "中文" are Chinese; "en", "en_GB",
 * "C", "POSIX" are English. FALSE for anything else; *language is then untouched. */
gboolean text_language_parse(const char *setting, TextLanguage *language);
void text_language_set(TextLanguage language);
TextLanguage text_language(void);

/* The translation of `msgid`, or `msgid` itself where the catalogue has none. The catalogue is
 * compiled into the program (po/zh_CN.po), so Chinese needs no locale on the machine. */
const char *text_translate(const char *msgid) G_GNUC_FORMAT(1);
const char *text_translate_in(TextLanguage language, const char *msgid) G_GNUC_FORMAT(2);
/* Chooses by `n` in English; Chinese has one form. The catalogue's key is `one`. */
const char *text_translate_plural(const char *one, const char *many, gulong n) G_GNUC_FORMAT(1)
    G_GNUC_FORMAT(2);

/* ── Width ────────────────────────────────────────────────────────────────────────────────── */

/* 1 (the default) or 2: how wide the terminal draws “ ” — … · ① (East Asian ambiguous). */
void text_ambiguous_width_set(int width);

/* Cells that `text` takes in one line. Control characters count 0: make text visible first. */
int text_width(const char *text);
/* The same of one character: 0, 1 or 2. */
int text_character_width(gunichar character);

/* Byte offset of the grapheme cluster after / before the one at `at`; the end and 0 are stops. */
gsize text_cluster_next(const char *text, gsize at);
gsize text_cluster_previous(const char *text, gsize at);
/* The same by words (UAX #29); blanks belong to the word before them. */
gsize text_word_next(const char *text, gsize at);
gsize text_word_previous(const char *text, gsize at);

/* `text` in at most `cells` cells: whole if it fits, else cut at a whole cluster with … at the end.
 * Never wider than `cells`; may be one narrower. The caller owns the string. */
char *text_cut(const char *text, int cells);

typedef enum { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE } TextAlign;

/* text_cut, then padded with blanks to exactly `cells` cells. The caller owns the string. */
char *text_fit(const char *text, int cells, TextAlign align);

/* `text` as lines of at most `cells` (≥ 2) cells, broken by UAX #14: no line begins with ，。 or
 * ends with （“, unless a line holds nothing else. Line feeds in `text` break too; a text that is
 * empty is one empty line. Returns a NULL-terminated vector that the caller owns. */
char **text_wrap(const char *text, int cells);

/* The same lines as places in `text`, for who must know where a line came from: a line shows the
 * bytes from `start` up to `end`; what stands between its `end` and the next `start` are the blanks
 * or the line feed at which it was broken. */
typedef struct {
    gsize start, end;
} TextLine;

/* A GArray of TextLine that the caller owns. */
GArray *text_wrap_lines(const char *text, int cells);

/* ── Safety ───────────────────────────────────────────────────────────────────────────────── */

/* `text` with what must not reach a terminal made visible: C0, C1, DEL, bidirectional controls,
 * zero-width and other invisible characters as <U+202E>, bytes that are not UTF-8 as <0xFF>. A line
 * feed stays and a tab becomes a blank. The caller owns the string. */
char *text_visible(const char *text);

/* The same in one line: each line feed (and the blanks around it) becomes one blank. */
char *text_visible_line(const char *text);

/* ── Likeness ─────────────────────────────────────────────────────────────────────────────── */

/* How alike two texts are, 0 to 1: twice the bigrams they share ÷ all their bigrams (Dice), over
 * letters, digits and Han characters alone. 1 for texts that have the same bigrams, 0 for texts
 * that share none. */
double text_similarity(const char *first, const char *second);

/* ── Search ───────────────────────────────────────────────────────────────────────────────── */

/* Appends each pair of neighbouring letters, digits or Han characters of `text`, in lower case and
 * closed by a blank: "法治 治意 " of “法治意”. Other characters part the pairs. What contains a
 * word has all the word's pairs. Returns how many were appended. */
guint text_append_bigrams(GString *bigrams, const char *text);
