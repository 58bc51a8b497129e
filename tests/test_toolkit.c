/* The toolkit of the terminal interface on a real terminal: what it paints and what it reads. */
#include "toolkit_world.h"

#include <glib/gstdio.h>

/* ── Painting ─────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_first_and_last_screen)
{
    g_autoptr(Terminal) terminal = start();
    ck_assert(terminal_is_fullscreen(terminal));
    ck_assert(terminal_matches(terminal, "toolkit-6x40"));
    terminal_press(terminal, "q");
    check_ends(terminal, 0);
    check_given_back(terminal);
}
END_TEST

START_TEST(test_styles)
{
    g_autoptr(Terminal) terminal = start();
    TerminalCell overdue = terminal_cell(terminal, 3, 0);
    ck_assert_int_eq(overdue.foreground, 1);
    ck_assert_int_eq(overdue.background, -1);
    ck_assert(overdue.bold);
    ck_assert(terminal_cell(terminal, 3, 5).reverse);
    ck_assert(terminal_cell(terminal, 0, 0).bold);
    ck_assert_int_eq(terminal_cell(terminal, 2, 0).foreground, -1);
}
END_TEST

START_TEST(test_no_colour)
{
    g_autoptr(Terminal) terminal = start_with("NO_COLOR=1");
    ck_assert_int_eq(terminal_cell(terminal, 3, 0).foreground, -1);
    ck_assert(terminal_cell(terminal, 3, 0).bold);
    ck_assert(terminal_cell(terminal, 3, 5).reverse);
}
END_TEST

/* In an odd number of columns the last wide character does not fit: it must not wrap. */
START_TEST(test_wide_characters)
{
    g_autoptr(Terminal) terminal = start();
    terminal_resize(terminal, 6, 11);
    ck_assert(terminal_shows(terminal, "size 6×11\nresize.\n整改整改整\n"));
    terminal_press(terminal, "W");
    ck_assert(terminal_shows(terminal, "\n 整改整改整\n"));
    terminal_press(terminal, "W");
    ck_assert(terminal_shows(terminal, "\n整改整改整\n"));
}
END_TEST

static gboolean
screen_is_in_file(Terminal *terminal, gconstpointer file)
{
    g_autofree char *wanted = NULL;
    g_autofree char *screen = terminal_screen(terminal);
    return g_file_get_contents(file, &wanted, NULL, NULL) && strcmp(screen, wanted) == 0;
}

/* Whatever follows whatever: the terminal shows the canvas. */
START_TEST(test_scenes)
{
    g_autofree char *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "scene", NULL);
    g_autofree char *variable = g_strdup_printf("PROBE_SCENE=%s", file);
    g_autoptr(Terminal) terminal = start_with(variable);
    for (int scene = 1; scene <= 200; scene++) {
        g_autofree char *name = g_strdup_printf("scene %d.\n", scene);
        terminal_press(terminal, "R");
        ck_assert(terminal_shows(terminal, name));
        ck_assert(terminal_until(terminal, screen_is_in_file, file));
    }
    g_remove(file);
    g_rmdir(folder);
}
END_TEST

START_TEST(test_ambiguous_width)
{
    /* The emulator draws × in one cell; where two are meant to be, ncurses leaves one more. */
    const char *const arguments[] = {TOOLKIT_PROBE, NULL};
    const char *const environment[] = {"PROBE_AMBIGUOUS=1", NULL};
    g_autoptr(Terminal) terminal = terminal_start(6, 40, arguments, environment);
    ck_assert(terminal_shows(terminal, "begin."));
    terminal_press(terminal, "C");
    ck_assert(terminal_shows(terminal, "key C text C."));
    ck_assert(terminal_cursor_at(terminal, 1, 13));
}
END_TEST

START_TEST(test_only_changes_are_sent)
{
    g_autoptr(Terminal) terminal = start();
    terminal_press(terminal, "a");
    ck_assert(terminal_shows(terminal, "key a text a.\n"));
    gsize before = terminal_received(terminal)->len;
    terminal_press(terminal, "b");
    ck_assert(terminal_shows(terminal, "key b text b.\n"));
    ck_assert_uint_lt(terminal_received(terminal)->len - before, 40);
}
END_TEST

START_TEST(test_caret)
{
    g_autoptr(Terminal) terminal = start();
    int row, column;
    ck_assert(!terminal_cursor(terminal, &row, &column));
    terminal_press(terminal, "C");
    ck_assert(terminal_cursor_at(terminal, 1, 13));
    terminal_press(terminal, "整");
    ck_assert(terminal_shows(terminal, "key 整 text 整."));
    ck_assert(terminal_cursor_at(terminal, 1, 15));
    terminal_press(terminal, "C");
    ck_assert(terminal_shows(terminal, "key C"));
    ck_assert(!terminal_cursor(terminal, &row, &column));
}
END_TEST

START_TEST(test_resize)
{
    g_autoptr(Terminal) terminal = start();
    terminal_resize(terminal, 1, 1);
    ck_assert(terminal_shows(terminal, "x\n"));
    terminal_resize(terminal, 2, 200);
    ck_assert(terminal_shows(terminal, "size 2×200\n"));
    for (int size = 1; size < 30; size++)
        terminal_resize(terminal, size % 7 + 1, size * 7 % 23 + 1);
    terminal_resize(terminal, 6, 40);
    ck_assert(
        terminal_shows(terminal, "size 6×40\nresize.\n整改整改整改整改整改整改整改整改整改整改\n"));
    terminal_press(terminal, "q");
    check_ends(terminal, 0);
}
END_TEST

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_keys)
{
    static const char *const names[] = {
        "a",      "?",      "整",        "😀",      "Space",  "Enter",  "Tab",   "Backspace",
        "Esc",    "Up",     "Down",      "Left",   "Right",  "Home",   "End",   "PgUp",
        "PgDn",   "Del",    "Ins",       "F1",     "F2",     "F3",     "F4",    "F5",
        "F6",     "F7",     "F8",        "F9",     "F10",    "F11",    "F12",   "Ctrl-A",
        "Ctrl-C", "Ctrl-Z", "Ctrl-Left", "Ctrl-R", "Ctrl-S", "Ctrl-_", "Alt-b", "Shift-Tab",
        "Alt-f",  "Alt-d",  "Ctrl-Right"};
    g_autoptr(Terminal) terminal = start();
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        check_key(terminal, names[i]);
}
END_TEST

/* What other terminals send, whatever TERM says. */
START_TEST(test_keys_of_other_terminals)
{
    static const char *const terms[] = {"TERM=xterm-256color", "TERM=vt100", "TERM=linux",
                                        "TERM=screen", "TERM=unheard-of"};
    static const struct {
        const char *bytes, *name;
    } keys[] = {
        {"\033[A", "Up"},
        {"\033OA", "Up"},
        {"\033[1~", "Home"},
        {"\033OH", "Home"},
        {"\033[H", "Home"},
        {"\033[[A", "F1"},
        {"\033OP", "F1"},
        {"\033[11~", "F1"},
        {"\033[24~", "F12"},
        {"\033[6~", "PgDn"},
        {"\033[1;5D", "Ctrl-Left"},
        {"\033[Z", "Shift-Tab"},
        {"\033[1;6D", "Ctrl-Shift-Left"},
        {"\033[1;2F", "Shift-End"},
        {"\b", "Backspace"},
        {"\177", "Backspace"},
        {"\n", "Ctrl-J"},
    };
    for (gsize term = 0; term < G_N_ELEMENTS(terms); term++) {
        g_autoptr(Terminal) terminal = start_with(terms[term]);
        for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
            g_autofree char *wanted = g_strdup_printf("key %s text ", keys[i].name);
            terminal_press(terminal, "x");
            ck_assert(terminal_shows(terminal, "key x text x"));
            terminal_type(terminal, keys[i].bytes);
            ck_assert_msg(terminal_shows(terminal, wanted), "%s: %s", terms[term], keys[i].name);
        }
    }
}
END_TEST

START_TEST(test_bytes_that_are_no_keys)
{
    static const char *const bytes[] = {
        "\xffj",         "\xe6j",       "\xe6\x95j",   "\x95j",
        "\xed\xa0\x80j", "\033[99;3Xj", "\033[?1;2cj", "\033[Ij",
    };
    g_autoptr(Terminal) terminal = start();
    for (gsize i = 0; i < G_N_ELEMENTS(bytes); i++) {
        terminal_press(terminal, "x");
        ck_assert(terminal_shows(terminal, "key x text x.\n"));
        terminal_type(terminal, bytes[i]);
        ck_assert(terminal_shows(terminal, "key j text j.\n"));
    }
    /* A character that comes in pieces is one. */
    terminal_type(terminal, "\xe6\x95");
    terminal_type(terminal, "\xb4");
    ck_assert(terminal_shows(terminal, "key 整 text 整.\n"));
    /* One that never ends does not hold up what comes later. */
    terminal_type(terminal, "\xe6");
    terminal_press(terminal, "k");
    ck_assert(terminal_shows(terminal, "key k text k.\n"));
}
END_TEST

START_TEST(test_paste)
{
    g_autoptr(Terminal) terminal = start();
    terminal_paste(terminal, "整改\033[31m\nq\x03");
    ck_assert(terminal_shows(terminal, "paste 14 整改<U+001B>[31m q<U+0003>.\n"));
    terminal_paste(terminal, "");
    ck_assert(terminal_shows(terminal, "paste 0 .\n"));
    terminal_paste(terminal, "\xff\xe6");
    ck_assert(terminal_shows(terminal, "paste 6 \uFFFD\uFFFD.\n"));
    terminal_type(terminal, "\033[200~\033[20\033[201~j"); /* what follows is a key again */
    ck_assert(terminal_shows(terminal, "key j text j.\n"));
    terminal_type(terminal, "\033[200~a\033[201~\033[200~bc\033[201~\033[1;5D");
    ck_assert(terminal_shows(terminal, "key Ctrl-Left text .\n"));
    terminal_type(terminal, "\033[200~a\033[201~整");
    ck_assert(terminal_shows(terminal, "key 整 text 整.\n"));
    terminal_type(terminal, "\033[200~a\033[201~\033");
    ck_assert(terminal_shows(terminal, "key Esc text .\n"));
    terminal_type(terminal, "\033[200~a\r\nb\033[201~");
    ck_assert(terminal_shows(terminal, "paste 3 a b.\n"));
    terminal_type(terminal, "\033[200~without an end");
    ck_assert(terminal_shows(terminal, "paste 14 without an end.\n"));
}
END_TEST

START_TEST(test_large_paste)
{
    g_autoptr(Terminal) terminal = start();
    GString *text = g_string_new(NULL);
    while (text->len < 300000)
        g_string_append(text, "整改措施\n");
    g_autofree char *wanted = g_strdup_printf("paste %zu 整改措施 整改", text->len);
    terminal_paste(terminal, text->str);
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, "key Down text .\n"));
    terminal_paste(terminal, text->str);
    ck_assert(terminal_shows(terminal, wanted));
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(test_mouse)
{
    g_autoptr(Terminal) terminal = start();
    ck_assert(strstr(terminal_received(terminal)->str, "\033[?1000h") == NULL);
    terminal_press(terminal, "M");
    ck_assert(terminal_shows(terminal, "key M"));
    terminal_type(terminal, "\033[<0;5;3M");
    ck_assert(terminal_shows(terminal, "mouse 1 at 2,4.\n"));
    terminal_type(terminal, "\033[<0;5;3m");
    terminal_type(terminal, "\033[<65;1;1M");
    ck_assert(terminal_shows(terminal, "mouse 5 at 0,0.\n"));
    terminal_press(terminal, "M");
    ck_assert(terminal_shows(terminal, "key M"));
    ck_assert(strstr(terminal_received(terminal)->str, "\033[?1000l") != NULL ||
              strstr(terminal_received(terminal)->str, "\033[?1006;1000l") != NULL);
}
END_TEST

START_TEST(test_timeout)
{
    g_autoptr(Terminal) terminal = start_with("PROBE_TIMEOUT=1");
    ck_assert(terminal_shows(terminal, "timeout.\n"));
}
END_TEST

static Suite *
toolkit_suite(void)
{
    Suite *suite = suite_create("toolkit");
    TCase *painting = tcase_create("painting");
    tcase_set_timeout(painting, 60);
    tcase_add_test(painting, test_first_and_last_screen);
    tcase_add_test(painting, test_styles);
    tcase_add_test(painting, test_no_colour);
    tcase_add_test(painting, test_wide_characters);
    tcase_add_test(painting, test_scenes);
    tcase_add_test(painting, test_ambiguous_width);
    tcase_add_test(painting, test_only_changes_are_sent);
    tcase_add_test(painting, test_caret);
    tcase_add_test(painting, test_resize);
    suite_add_tcase(suite, painting);
    TCase *reading = tcase_create("reading");
    tcase_set_timeout(reading, 60);
    tcase_add_test(reading, test_keys);
    tcase_add_test(reading, test_keys_of_other_terminals);
    tcase_add_test(reading, test_bytes_that_are_no_keys);
    tcase_add_test(reading, test_paste);
    tcase_add_test(reading, test_large_paste);
    tcase_add_test(reading, test_mouse);
    tcase_add_test(reading, test_timeout);
    suite_add_tcase(suite, reading);
    return suite;
}

ZHENGGAI_TESTS(toolkit_suite())
