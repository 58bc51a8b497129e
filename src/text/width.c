#include "width.h"

#include "zhenggai/text.h"

#include <string.h>
#include <unigbrk.h>
#include <uniwbrk.h>
#include <uniwidth.h>

static int ambiguous_width = 1;

/* ── Width ────────────────────────────────────────────────────────────────────────────────── */

void
text_ambiguous_width_set(int width)
{
    ambiguous_width = width == 2 ? 2 : 1;
}

const char *
width_encoding(void)
{
    return ambiguous_width == 2 ? "GBK" : "UTF-8";
}

int
width_of_bytes(const char *text, gsize length)
{
    if (length == 1 && g_ascii_isprint(*text))
        return 1;
    return u8_width((const guint8 *)text, length, width_encoding());
}

int
text_width(const char *text)
{
    return width_of_bytes(text, strlen(text));
}

int
text_character_width(gunichar character)
{
    if (character < 0x7f)
        return character >= 0x20 ? 1 : 0;
    return MAX(uc_width(character, width_encoding()), 0);
}

/* ── Clusters ─────────────────────────────────────────────────────────────────────────────── */

/* Whether a character that begins with `lead` is one that never joins its neighbours of the same
 * sort: printable ASCII, and U+4000…U+9FFF. Nearly all text is made of these, and between two of
 * them a cluster ends without asking the tables. */
static gboolean
byte_leads_plain(guchar lead)
{
    return (lead >= 0x20 && lead < 0x7f) || (lead >= 0xe4 && lead <= 0xe9);
}

static gboolean
byte_continues(char byte)
{
    return ((guchar)byte & 0xc0) == 0x80;
}

/* The length of the plain character at `text`, 0 if there is none. */
static gsize
plain_length(const char *text)
{
    if (!byte_leads_plain((guchar)*text))
        return 0;
    if ((guchar)*text < 0x80)
        return 1;
    return byte_continues(text[1]) && byte_continues(text[2]) ? 3 : 0;
}

/* The length of the cluster at `text`, by the tables. They want all that follows, but only a few
 * bytes matter: they are shown a piece, and a larger one when the cluster fills it. */
static gsize
cluster_length(const char *text)
{
    for (gsize piece = 64;; piece *= 2) {
        gsize length = strnlen(text, piece);
        gboolean whole = text[length] == '\0';
        /* A character cut in two would look like an end of the cluster. */
        for (int back = 0; !whole && back < 3 && byte_continues(text[length]); back++)
            length--;
        g_autofree char *breaks = g_malloc(length);
        u8_grapheme_breaks((const guint8 *)text, length, breaks);
        for (gsize at = 1; at < length; at++) {
            if (breaks[at] != 0)
                return at;
        }
        if (whole)
            return length;
    }
}

gsize
text_cluster_next(const char *text, gsize at)
{
    if (text[at] == '\0')
        return at;
    gsize length = plain_length(text + at);
    if (length > 0 && (byte_leads_plain((guchar)text[at + length]) || text[at + length] == '\0'))
        return at + length;
    return at + cluster_length(text + at);
}

gsize
text_cluster_previous(const char *text, gsize at)
{
    /* Clusters are told from left to right: start where one begins for certain, between two plain
     * characters, and walk. */
    gsize start = at;
    gboolean after_plain = FALSE;
    while (start > 0) {
        gsize before = start - 1;
        while (before > 0 && byte_continues(text[before]))
            before--;
        gboolean plain = plain_length(text + before) == start - before;
        if (plain && after_plain && start < at)
            break;
        after_plain = plain;
        start = before;
    }
    gsize previous = start;
    for (gsize next = start; next < at; next = text_cluster_next(text, next))
        previous = next;
    return previous;
}

/* ── Words ────────────────────────────────────────────────────────────────────────────────── */

/* For each byte whether a word begins there. A blank begins none: it ends the word before it. */
static char *
word_starts(const char *text, gsize length)
{
    char *starts = g_malloc0(length + 1);
    u8_wordbreaks((const guint8 *)text, length, starts);
    for (gsize at = 0; at < length; at++) {
        if (starts[at] != 0 && g_unichar_isspace(g_utf8_get_char_validated(text + at, -1)))
            starts[at] = 0;
    }
    return starts;
}

gsize
text_word_next(const char *text, gsize at)
{
    gsize length = strlen(text);
    g_autofree char *starts = word_starts(text, length);
    while (at < length) {
        at++;
        if (starts[at] != 0)
            break;
    }
    return at;
}

gsize
text_word_previous(const char *text, gsize at)
{
    g_autofree char *starts = word_starts(text, strlen(text));
    while (at > 0) {
        at--;
        if (starts[at] != 0)
            break;
    }
    return at;
}

/* ── Cutting and fitting ──────────────────────────────────────────────────────────────────── */

char *
text_cut(const char *text, int cells)
{
    static const char ellipsis[] = "…";
    int room = cells - text_width(ellipsis);
    int column = 0;
    gsize fits = 0;
    for (gsize at = 0, next; text[at] != '\0'; at = next) {
        next = text_cluster_next(text, at);
        column += width_of_bytes(text + at, next - at);
        if (column > cells) {
            if (room < 0)
                return g_strdup("");
            return g_strdup_printf("%.*s%s", (int)fits, text, ellipsis);
        }
        if (column <= room)
            fits = next;
    }
    return g_strdup(text);
}

char *
text_fit(const char *text, int cells, TextAlign align)
{
    g_autofree char *cut = text_cut(text, cells);
    int spare = MAX(cells - text_width(cut), 0);
    int left = 0;
    if (align == TEXT_RIGHT)
        left = spare;
    else if (align == TEXT_CENTRE)
        left = spare / 2;
    return g_strdup_printf("%*s%s%*s", left, "", cut, spare - left, "");
}
