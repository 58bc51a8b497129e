#include "initials.h"

/* GB 2312 has its commoner characters (rows 16 to 55) in the order of their pinyin: where each
 * initial begins there is all that must be known. No syllable begins with i, u or v. */
static const struct {
    guint16 code;
    char initial;
} starts[] = {
    {0xB0A1, 'a'}, {0xB0C5, 'b'}, {0xB2C1, 'c'}, {0xB4EE, 'd'}, {0xB6EA, 'e'}, {0xB7A2, 'f'},
    {0xB8C1, 'g'}, {0xB9FE, 'h'}, {0xBBF7, 'j'}, {0xBFA6, 'k'}, {0xC0AC, 'l'}, {0xC2E8, 'm'},
    {0xC4C3, 'n'}, {0xC5B6, 'o'}, {0xC5BE, 'p'}, {0xC6DA, 'q'}, {0xC8BB, 'r'}, {0xC8F6, 's'},
    {0xCBFA, 't'}, {0xCDDA, 'w'}, {0xCEF4, 'x'}, {0xD1B9, 'y'}, {0xD4D1, 'z'},
};

/* The last one that is in that order: 座. */
enum { LAST_CODE = 0xD7F9 };

static char
initial_of_code(guint16 code)
{
    char initial = '\0';
    for (gsize i = 0; i < G_N_ELEMENTS(starts) && code <= LAST_CODE; i++)
        if (code >= starts[i].code)
            initial = starts[i].initial;
    return initial;
}

char *
initials_of(const char *text)
{
    GString *initials = g_string_new(NULL);
    GIConv converter = g_iconv_open("GB2312", "UTF-8");
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gsize written = 0;
        g_autofree char *bytes = (guchar)*at < 0x80 || converter == (GIConv)-1
                                     ? NULL
                                     : g_convert_with_iconv(at, g_utf8_next_char(at) - at,
                                                            converter, NULL, &written, NULL);
        char initial = g_ascii_isalnum(*at) ? g_ascii_tolower(*at) : '\0';
        if (bytes != NULL && written == 2)
            initial = initial_of_code((guint16)((guchar)bytes[0] << 8 | (guchar)bytes[1]));
        if (initial != '\0')
            g_string_append_c(initials, initial);
    }
    if (converter != (GIConv)-1)
        g_iconv_close(converter);
    return g_string_free(initials, FALSE);
}
