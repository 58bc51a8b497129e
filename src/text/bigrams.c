#include "zhenggai/text.h"

guint
text_append_bigrams(GString *bigrams, const char *text)
{
    guint count = 0;
    gunichar before = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(at));
        if (!g_unichar_isalnum(character)) {
            before = 0;
            continue;
        }
        if (before != 0) {
            g_string_append_unichar(bigrams, before);
            g_string_append_unichar(bigrams, character);
            g_string_append_c(bigrams, ' ');
            count++;
        }
        before = character;
    }
    return count;
}
