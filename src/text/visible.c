#include "zhenggai/text.h"

#include <string.h>
#include <unictype.h>

/* Whether a terminal would obey the character, or show nothing for it, instead of drawing it. */
static gboolean
character_hides(gunichar character)
{
    if (character < 0x20 || (character >= 0x7f && character < 0xa0))
        return TRUE;
    /* Latin, and Chinese with its punctuation: nearly all text need not ask the tables. */
    if (character < 0xad || (character >= 0x3001 && character < 0x3030) ||
        (character >= 0x4e00 && character < 0xa000))
        return FALSE;
    switch (g_unichar_type(character)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return TRUE;
    default:
        return uc_is_property_default_ignorable_code_point(character) ||
               uc_is_property_not_a_character(character);
    }
}

char *
text_visible(const char *text)
{
    GString *visible = g_string_sized_new(strlen(text) + 1);
    while (*text != '\0') {
        gunichar character = g_utf8_get_char_validated(text, -1);
        if (character >= (gunichar)-2) {
            g_string_append_printf(visible, "<0x%02X>", (guint)(guchar)*text);
            text++;
            continue;
        }
        const char *next = g_utf8_next_char(text);
        if (character == '\t')
            g_string_append_c(visible, ' ');
        else if (character != '\n' && character_hides(character))
            g_string_append_printf(visible, "<U+%04X>", character);
        else
            g_string_append_len(visible, text, next - text);
        text = next;
    }
    return g_string_free(visible, FALSE);
}

char *
text_visible_line(const char *text)
{
    g_autofree char *visible = text_visible(text);
    GString *line = g_string_sized_new(strlen(visible) + 1);
    for (const char *at = visible; *at != '\0';) {
        gsize blanks = strspn(at, " \n");
        if (memchr(at, '\n', blanks) != NULL) {
            g_string_append_c(line, ' ');
            at += blanks;
        } else {
            gsize rest = blanks + strcspn(at + blanks, " \n");
            g_string_append_len(line, at, (gssize)rest);
            at += rest;
        }
    }
    return g_string_free(line, FALSE);
}
