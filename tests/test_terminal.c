/* The end-to-end harness itself, on programs that everybody has. */
#include "check_main.h"
#include "terminal.h"

#include <string.h>

static Terminal *
start_shell(int rows, int columns, const char *script)
{
    const char *const arguments[] = {"sh", "-c", script, NULL};
    const char *const environment[] = {"GREETING=整改", NULL};
    return terminal_start(rows, columns, arguments, environment);
}

START_TEST(test_output_and_exit)
{
    g_autoptr(Terminal) terminal = start_shell(3, 20, "printf '整改 a\\n  b'; exit 3");
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 3);
    g_autofree char *screen = terminal_screen(terminal);
    ck_assert_str_eq(screen, "整改 a\n  b\n\n");
    ck_assert_uint_eq(terminal_received(terminal)->len, strlen("整改 a\r\n  b"));
    ck_assert(!terminal_is_fullscreen(terminal));
}
END_TEST

START_TEST(test_frozen_world)
{
    g_setenv("SECRET_OF_THE_TEST", "leaks", TRUE);
    g_autoptr(Terminal) terminal =
        start_shell(4, 40, "echo $GREETING:$TERM:$LANG:$SECRET_OF_THE_TEST:; stty size");
    ck_assert(terminal_shows(terminal, "整改:xterm-256color:C.UTF-8::\n4 40\n"));
}
END_TEST

START_TEST(test_end_by_signal)
{
    g_autoptr(Terminal) terminal = start_shell(2, 20, "kill -TERM $$");
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 128 + 15);
}
END_TEST

START_TEST(test_program_that_is_not_there)
{
    const char *const arguments[] = {"/nowhere/zhenggai", NULL};
    g_autoptr(Terminal) terminal = terminal_start(3, 60, arguments, NULL);
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 127);
    ck_assert(terminal_shows(terminal, "cannot run /nowhere/zhenggai"));
}
END_TEST

START_TEST(test_typing)
{
    const char *const arguments[] = {"cat", NULL};
    g_autoptr(Terminal) terminal = terminal_start(4, 20, arguments, NULL);
    terminal_type(terminal, "整改");
    ck_assert(terminal_shows(terminal, "整改\n"));
    ck_assert(terminal_cursor_at(terminal, 0, 4));
    terminal_press(terminal, "Space 完 Enter");
    ck_assert(terminal_shows(terminal, "整改 完\n整改 完\n"));
    terminal_press(terminal, "Ctrl-D");
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(test_keys_of_a_fullscreen_program)
{
    g_autoptr(Terminal) terminal = start_shell(5, 20, "seq 100 | sed s/^/第/ | less");
    ck_assert(terminal_shows(terminal, "第1\n第2\n第3\n第4\n:"));
    ck_assert(terminal_is_fullscreen(terminal));
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, "第2\n第3\n第4\n第5\n:"));
    terminal_press(terminal, "PgDn");
    ck_assert(terminal_shows(terminal, "第6\n"));
    ck_assert(terminal_lacks(terminal, "第5\n"));
    terminal_press(terminal, "End");
    ck_assert(terminal_shows(terminal, "第100\n"));
    terminal_press(terminal, "q");
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert(!terminal_is_fullscreen(terminal));
}
END_TEST

START_TEST(test_resize)
{
    g_autoptr(Terminal) terminal = start_shell(5, 20,
                                               "trap 'stty size' WINCH; sleep 1000 & echo ready; "
                                               "while kill -0 $!; do wait $!; done");
    ck_assert(terminal_shows(terminal, "ready\n"));
    terminal_resize(terminal, 8, 30);
    ck_assert(terminal_shows(terminal, "8 30\n"));
    terminal_resize(terminal, 3, 10);
    ck_assert(terminal_shows(terminal, "3 10\n"));
    g_autofree char *screen = terminal_screen(terminal);
    ck_assert_str_eq(screen, "8 30\n3 10\n\n");
    terminal_resize(terminal, 1, 1);
    terminal_resize(terminal, 5, 20);
    ck_assert(terminal_shows(terminal, "5 20\n"));
}
END_TEST

START_TEST(test_cells)
{
    g_autoptr(Terminal) terminal = start_shell(
        2, 20, "printf '\\033[1;31m整\\033[0;7ma\\033[0;4mb\\033[0;38;2;1;2;3mc\\033[0;42md'");
    ck_assert(terminal_shows(terminal, "整abcd"));
    TerminalCell wide = terminal_cell(terminal, 0, 0);
    ck_assert(wide.bold && !wide.reverse && !wide.underline);
    ck_assert_int_eq(wide.foreground, 1);
    ck_assert_int_eq(wide.background, -1);
    ck_assert_int_eq(wide.width, 2);
    ck_assert_int_eq(terminal_cell(terminal, 0, 1).width, 0);
    ck_assert(terminal_cell(terminal, 0, 2).reverse);
    ck_assert_int_eq(terminal_cell(terminal, 0, 2).foreground, -1);
    ck_assert(terminal_cell(terminal, 0, 3).underline);
    ck_assert_int_eq(terminal_cell(terminal, 0, 4).foreground, -2);
    ck_assert_int_eq(terminal_cell(terminal, 0, 5).background, 2);
    ck_assert_int_eq(terminal_cell(terminal, 1, 19).width, 1);
}
END_TEST

START_TEST(test_hidden_cursor)
{
    g_autoptr(Terminal) terminal = start_shell(2, 20, "printf '\\033[?25lhidden'; exec cat");
    ck_assert(terminal_shows(terminal, "hidden"));
    int row, column;
    ck_assert(!terminal_cursor(terminal, &row, &column));
    ck_assert_int_eq(column, 6);
}
END_TEST

START_TEST(test_paste)
{
    const char *script = "stty -icanon -echo -icrnl; printf '\\033[?2004hready'; head -c 20 | "
                         "od -An -c | tr -s ' \\n' ' '; exec cat >/dev/null";
    g_autoptr(Terminal) terminal = start_shell(3, 80, script);
    ck_assert(terminal_shows(terminal, "ready"));
    terminal_paste(terminal, "one\ntwo\n");
    ck_assert(terminal_shows(terminal, "033 [ 2 0 0 ~ o n e \\r t w o \\r 033 [ 2 0 1 ~"));
}
END_TEST

START_TEST(test_large_input_and_output)
{
    g_autoptr(Terminal) terminal = start_shell(3, 80, "stty raw -echo; echo ready; exec cat");
    ck_assert(terminal_shows(terminal, "ready"));
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 20000; i++)
        g_string_append(text, "整改措施");
    g_string_append(text, "\r\ndone");
    terminal_type(terminal, text->str);
    ck_assert(terminal_shows(terminal, "done"));
    ck_assert_uint_ge(terminal_received(terminal)->len, text->len);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(test_hang_up)
{
    g_autoptr(Terminal) terminal = start_shell(2, 20, "echo ready; exec cat");
    ck_assert(terminal_shows(terminal, "ready"));
    terminal_hang_up(terminal);
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 128 + 1);
}
END_TEST

START_TEST(test_golden_screen)
{
    g_autoptr(Terminal) terminal = start_shell(4, 24, "printf '法治政府\\n\\n  建设 ①“”'");
    ck_assert(terminal_matches(terminal, "harness"));
}
END_TEST

/* What must fail, fails: each of these runs into the program's end instead of the deadline. */
START_TEST(test_failures_are_seen)
{
    g_autoptr(Terminal) terminal = start_shell(4, 24, "printf 法治政府");
    int status;
    ck_assert(terminal_exits(terminal, &status));
    ck_assert(!terminal_shows(terminal, "整改"));
    ck_assert(!terminal_lacks(terminal, "法治"));
    ck_assert(!terminal_cursor_at(terminal, 3, 3));
    g_unsetenv("UPDATE_SCREENS");
    ck_assert(!terminal_matches(terminal, "harness"));
    ck_assert(!terminal_matches(terminal, "no-such-screen"));
}
END_TEST

static Suite *
terminal_suite(void)
{
    Suite *suite = suite_create("terminal");
    TCase *harness = tcase_create("harness");
    tcase_set_timeout(harness, 60);
    tcase_add_test(harness, test_output_and_exit);
    tcase_add_test(harness, test_frozen_world);
    tcase_add_test(harness, test_end_by_signal);
    tcase_add_test(harness, test_program_that_is_not_there);
    tcase_add_test(harness, test_typing);
    tcase_add_test(harness, test_keys_of_a_fullscreen_program);
    tcase_add_test(harness, test_resize);
    tcase_add_test(harness, test_cells);
    tcase_add_test(harness, test_hidden_cursor);
    tcase_add_test(harness, test_paste);
    tcase_add_test(harness, test_large_input_and_output);
    tcase_add_test(harness, test_hang_up);
    tcase_add_test(harness, test_golden_screen);
    tcase_add_test(harness, test_failures_are_seen);
    suite_add_tcase(suite, harness);
    return suite;
}

ZHENGGAI_TESTS(terminal_suite())
