#include "zhenggai/text.h"

#include <stdlib.h>
#include <string.h>

static int
similar_compare(gconstpointer a, gconstpointer b)
{
    guint64 first = *(const guint64 *)a, second = *(const guint64 *)b;
    return (first > second) - (first < second);
}

/* Each pair of neighbouring characters as one number, sorted; punctuation and blanks are no
 * characters here. A text of one character is a pair with nothing. */
static GArray *
similar_bigrams(const char *text)
{
    GArray *bigrams = g_array_new(FALSE, FALSE, sizeof(guint64));
    gunichar before = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(at));
        if (!g_unichar_isalnum(character))
            continue;
        guint64 bigram = (guint64)before << 32 | character;
        if (before != 0)
            g_array_append_val(bigrams, bigram);
        before = character;
    }
    guint64 single = before;
    if (bigrams->len == 0 && single != 0)
        g_array_append_val(bigrams, single);
    g_array_sort(bigrams, similar_compare);
    return bigrams;
}

double
text_similarity(const char *first, const char *second)
{
    g_autoptr(GArray) a = similar_bigrams(first), b = similar_bigrams(second);
    guint i = 0, j = 0, shared = 0;
    while (i < a->len && j < b->len) {
        guint64 left = g_array_index(a, guint64, i), right = g_array_index(b, guint64, j);
        shared += left == right;
        i += left <= right;
        j += right <= left;
    }
    return a->len + b->len == 0 ? 0 : 2.0 * shared / (a->len + b->len);
}
