#include "number.h"

#include <string.h>

/* Beyond these a letter or a numeral would be repeated without end. */
#define LETTERS_MOST (26u * 10)
#define ROMAN_MOST 3999u

typedef char *Writer(guint number, const char *digits);

/* The n-th character of `digits`. */
static void
put_digit(GString *out, const char *digits, guint n)
{
    g_string_append_unichar(out, g_utf8_get_char(g_utf8_offset_to_pointer(digits, n)));
}

static char *
write_decimal(guint number, const char *form)
{
    return g_strdup_printf(form[0] == '0' ? "%02u" : "%u", number);
}

/* Digit by digit: 十 is 一〇. */
static char *
write_digits(guint number, const char *digits)
{
    g_autofree char *decimal = g_strdup_printf("%u", number);
    GString *out = g_string_new(NULL);
    for (const char *at = decimal; *at != '\0'; at++) {
        put_digit(out, digits, (guint)(*at - '0'));
    }
    return g_string_free(out, FALSE);
}

/* As it is counted: `digits` are those from zero to nine and the words for ten, hundred, thousand.
 * Eleven begins with ten where ten is 十, with one ten where it is 拾. */
static char *
write_counting(guint number, const char *digits)
{
    static const guint powers[] = {1000, 100, 10, 1};
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;
    if (number == 0 || number > 9999) {
        g_string_free(out, TRUE);
        return write_digits(number, digits);
    }
    for (guint i = 0; i < G_N_ELEMENTS(powers); i++) {
        guint digit = number / powers[i] % 10;
        if (digit == 0) {
            gap = out->len > 0;
            continue;
        }
        if (gap) {
            put_digit(out, digits, 0);
            gap = FALSE;
        }
        if (digit != 1 || powers[i] != 10 || out->len > 0 || strstr(digits, "十") == NULL) {
            put_digit(out, digits, digit);
        }
        if (powers[i] > 1) {
            put_digit(out, digits, 12 - i);
        }
    }
    return g_string_free(out, FALSE);
}

/* 甲乙丙丁, from the beginning again after the last. */
static char *
write_cycle(guint number, const char *digits)
{
    GString *out = g_string_new(NULL);
    put_digit(out, digits,
              (number + (guint)g_utf8_strlen(digits, -1) - 1) % (guint)g_utf8_strlen(digits, -1));
    return g_string_free(out, FALSE);
}

/* One character that holds the number, as far as there is one. */
static char *
write_enclosed(guint number, const char *digits)
{
    guint most = (guint)g_utf8_strlen(digits, -1);
    GString *out = g_string_new(NULL);
    if (number >= 1 && number <= most) {
        put_digit(out, digits, number - 1);
    } else {
        g_string_printf(out, "%u", number);
    }
    return g_string_free(out, FALSE);
}

/* a … z, aa … zz. */
static char *
write_letters(guint number, const char *first)
{
    if (number == 0 || number > LETTERS_MOST) {
        return g_strdup_printf("%u", number);
    }
    return g_strnfill((number - 1) / 26 + 1, (char)(first[0] + (number - 1) % 26));
}

static char *
write_roman(guint number, const char *form)
{
    static const struct {
        guint value;
        const char *upper, *lower;
    } numerals[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
                    {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
                    {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
                    {1, "I", "i"}};
    if (number == 0 || number > ROMAN_MOST) {
        return g_strdup_printf("%u", number);
    }
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(numerals); i++) {
        for (; number >= numerals[i].value; number -= numerals[i].value) {
            g_string_append(out, form[0] == 'I' ? numerals[i].upper : numerals[i].lower);
        }
    }
    return g_string_free(out, FALSE);
}

static char *
write_fixed(guint number, const char *text)
{
    return g_strdup(text);
}

#define COUNTING "〇一二三四五六七八九十百千"
#define LEGAL "零壹贰叁肆伍陆柒捌玖拾佰仟"
#define CIRCLED "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

/* ECMA-376 part 1, 17.18.59 (ST_NumberFormat), as far as Chinese documents use it. */
static const struct {
    const char *format;
    Writer *write;
    const char *digits;
} formats[] = {
    {"decimal", write_decimal, ""},
    {"decimalZero", write_decimal, "0"},
    {"decimalHalfWidth", write_decimal, ""},
    {"decimalFullWidth", write_digits, "０１２３４５６７８９"},
    {"decimalFullWidth2", write_digits, "０１２３４５６７８９"},
    {"decimalEnclosedCircle", write_enclosed, CIRCLED},
    {"decimalEnclosedCircleChinese", write_enclosed, CIRCLED},
    {"decimalEnclosedParen", write_enclosed, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"},
    {"decimalEnclosedFullstop", write_enclosed, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"},
    {"ideographEnclosedCircle", write_enclosed, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"},
    {"chineseCounting", write_counting, COUNTING},
    {"chineseCountingThousand", write_counting, COUNTING},
    {"taiwaneseCounting", write_counting, COUNTING},
    {"taiwaneseCountingThousand", write_counting, COUNTING},
    {"japaneseCounting", write_counting, COUNTING},
    {"koreanCounting", write_counting, COUNTING},
    {"chineseLegalSimplified", write_counting, LEGAL},
    {"ideographLegalTraditional", write_counting, LEGAL},
    {"japaneseLegal", write_counting, LEGAL},
    {"ideographDigital", write_digits, COUNTING},
    {"taiwaneseDigital", write_digits, COUNTING},
    {"japaneseDigitalTenThousand", write_digits, COUNTING},
    {"ideographTraditional", write_cycle, "甲乙丙丁戊己庚辛壬癸"},
    {"ideographZodiac", write_cycle, "子丑寅卯辰巳午未申酉戌亥"},
    {"upperLetter", write_letters, "A"},
    {"lowerLetter", write_letters, "a"},
    {"upperRoman", write_roman, "I"},
    {"lowerRoman", write_roman, "i"},
    {"bullet", write_fixed, "●"},
    {"none", write_fixed, ""},
};

char *
document_number(const char *format, guint number)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i].format, format) == 0) {
            return formats[i].write(number, formats[i].digits);
        }
    }
    return write_decimal(number, "");
}
