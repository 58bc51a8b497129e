/* Keys by name, and the bytes of a terminal as characters. */
#include "check_main.h"
#include "../src/tui/input.h"

#include <string.h>

START_TEST(test_key_names)
{
    static const struct {
        const char *name;
        InputKey key;
    } keys[] = {
        {"a", 'a'},
        {"G", 'G'},
        {"整", U'整'},
        {"-", '-'},
        {"Space", ' '},
        {"Enter", INPUT_ENTER},
        {"Esc", INPUT_ESC},
        {"PgDn", INPUT_PAGE_DOWN},
        {"F2", INPUT_F1 + 1},
        {"F12", INPUT_F12},
        {"Ctrl-R", INPUT_CTRL | 'R'},
        {"Ctrl-_", INPUT_CTRL | '_'},
        {"Ctrl--", INPUT_CTRL | '-'},
        {"Ctrl-Left", INPUT_CTRL | INPUT_LEFT},
        {"Alt-b", INPUT_ALT | 'b'},
        {"Shift-Tab", INPUT_SHIFT | INPUT_TAB},
        {"Ctrl-Alt-Del", INPUT_CTRL | INPUT_ALT | INPUT_DELETE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        ck_assert_msg(input_key_parse(keys[i].name) == keys[i].key, "%s", keys[i].name);
        g_autofree char *name = input_key_name(keys[i].key);
        ck_assert_str_eq(name, keys[i].name);
    }
}
END_TEST

START_TEST(test_key_names_in_any_case)
{
    ck_assert_uint_eq(input_key_parse("ctrl-r"), INPUT_CTRL | 'R');
    ck_assert_uint_eq(input_key_parse("pgdn"), INPUT_PAGE_DOWN);
    ck_assert_uint_eq(input_key_parse("alt-B"), INPUT_ALT | 'B');
}
END_TEST

START_TEST(test_key_names_unknown)
{
    static const char *const unknown[] = {"",     "ab",      "Ctrl-", "F13", "Hyper-a",
                                          "\xff", "Shift-a", "\t",    "整改"};
    for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++)
        ck_assert_msg(input_key_parse(unknown[i]) == INPUT_NONE, "%s", unknown[i]);
}
END_TEST

START_TEST(test_control_bytes)
{
    ck_assert_uint_eq(input_key_of_control('\r'), INPUT_ENTER);
    ck_assert_uint_eq(input_key_of_control('\t'), INPUT_TAB);
    ck_assert_uint_eq(input_key_of_control(0x7f), INPUT_BACKSPACE);
    ck_assert_uint_eq(input_key_of_control('\b'), INPUT_BACKSPACE);
    ck_assert_uint_eq(input_key_of_control(0x1b), INPUT_ESC);
    ck_assert_uint_eq(input_key_of_control(0x12), INPUT_CTRL | 'R');
    ck_assert_uint_eq(input_key_of_control(0x1f), INPUT_CTRL | '_');
    ck_assert_uint_eq(input_key_of_control('\n'), INPUT_CTRL | 'J');
    ck_assert_uint_eq(input_key_of_control(0), INPUT_CTRL | '@');
}
END_TEST

START_TEST(test_halfwidth)
{
    ck_assert_uint_eq(input_halfwidth(U'：'), ':');
    ck_assert_uint_eq(input_halfwidth(U'／'), '/');
    ck_assert_uint_eq(input_halfwidth(U'？'), '?');
    ck_assert_uint_eq(input_halfwidth(U'ａ'), 'a');
    ck_assert_uint_eq(input_halfwidth(U'　'), ' ');
    ck_assert_uint_eq(input_halfwidth(U'整'), U'整');
    ck_assert_uint_eq(input_halfwidth('a'), 'a');
    ck_assert_uint_eq(input_halfwidth(INPUT_CTRL | INPUT_LEFT), INPUT_CTRL | INPUT_LEFT);
}
END_TEST

START_TEST(test_event_of_key)
{
    InputEvent event = {.kind = INPUT_PASTE, .paste = g_strdup("text")};
    input_event_set_key(&event, U'整');
    ck_assert_int_eq(event.kind, INPUT_KEY);
    ck_assert_str_eq(event.text, "整");
    ck_assert_ptr_null(event.paste);
    input_event_set_key(&event, INPUT_ALT | 'b');
    ck_assert_str_eq(event.text, "");
    input_event_set_key(&event, INPUT_ENTER);
    ck_assert_str_eq(event.text, "");
}
END_TEST

/* All characters of `bytes`, as a terminal's reader takes them. */
static char *
decoded(const char *bytes, gsize length)
{
    InputDecoder decoder = {.count = 0};
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < length;) {
        gunichar character = 0;
        InputDecoderState state = input_decoder_feed(&decoder, (guint8)bytes[i], &character);
        if (state == INPUT_DECODER_CHARACTER)
            g_string_append_unichar(text, character);
        if (state != INPUT_DECODER_REPEAT)
            i++;
    }
    return g_string_free(text, FALSE);
}

START_TEST(test_decoder)
{
    static const struct {
        const char *bytes, *text;
    } samples[] = {
        {"abc", "abc"},
        {"整改é😀", "整改é😀"},
        {"\xffj", "j"}, /* never UTF-8 */
        {"\xe6j", "j"}, /* cut short by a key */
        {"\xe6\x95j", "j"},
        {"\xe6整", "整"},               /* cut short by the next character */
        {"\x95j", "j"},                 /* begins in the middle */
        {"\xc0\xafj", "j"},             /* overlong */
        {"\xed\xa0\x80j", "j"},         /* a surrogate */
        {"\xf5\x80\x80\x80j", "j"},     /* behind the last character */
        {"\xf8\x88\x80\x80\x80j", "j"}, /* five bytes long once, long ago */
        {"\xf0\x9f\x98\x80\x80j", "😀j"},
        {"a\xe6", "a"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *text = decoded(samples[i].bytes, strlen(samples[i].bytes));
        ck_assert_str_eq(text, samples[i].text);
    }
}
END_TEST

START_TEST(test_decoder_keeps_control_bytes)
{
    gunichar character = 77;
    InputDecoder decoder = {.count = 0};
    ck_assert_int_eq(input_decoder_feed(&decoder, 0, &character), INPUT_DECODER_CHARACTER);
    ck_assert_uint_eq(character, 0);
    ck_assert_int_eq(input_decoder_feed(&decoder, 0xe6, &character), INPUT_DECODER_MORE);
    ck_assert_int_eq(input_decoder_feed(&decoder, 0x1b, &character), INPUT_DECODER_REPEAT);
    ck_assert_int_eq(input_decoder_feed(&decoder, 0x1b, &character), INPUT_DECODER_CHARACTER);
    ck_assert_uint_eq(character, 0x1b);
}
END_TEST

static Suite *
input_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *keys = tcase_create("keys");
    tcase_add_test(keys, test_key_names);
    tcase_add_test(keys, test_key_names_in_any_case);
    tcase_add_test(keys, test_key_names_unknown);
    tcase_add_test(keys, test_control_bytes);
    tcase_add_test(keys, test_halfwidth);
    tcase_add_test(keys, test_event_of_key);
    suite_add_tcase(suite, keys);
    TCase *bytes = tcase_create("bytes");
    tcase_add_test(bytes, test_decoder);
    tcase_add_test(bytes, test_decoder_keeps_control_bytes);
    suite_add_tcase(suite, bytes);
    return suite;
}

ZHENGGAI_TESTS(input_suite())
