/* The toolkit gives the terminal back whatever happens: at the end, and when it lends it. */
#include "toolkit_world.h"

#include <signal.h>

/* ── Ending ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_hang_up)
{
    g_autoptr(Terminal) terminal = start();
    terminal_hang_up(terminal);
    check_ends(terminal, 7);
}
END_TEST

START_TEST(test_hang_up_unheard)
{
    /* With SIGHUP blocked by nobody but the terminal gone all the same. */
    const char *const arguments[] = {"sh", "-c", "trap '' HUP; exec " TOOLKIT_PROBE, NULL};
    g_autoptr(Terminal) terminal = terminal_start(6, 40, arguments, NULL);
    ck_assert(terminal_shows(terminal, "begin."));
    terminal_hang_up(terminal);
    check_ends(terminal, 7);
}
END_TEST

START_TEST(test_asked_to_end)
{
    g_autoptr(Terminal) terminal = start();
    kill(terminal_process(terminal), SIGTERM);
    check_ends(terminal, 7);
    check_given_back(terminal);
}
END_TEST

static void
check_dies(const char *key, const char *status)
{
    g_autoptr(Terminal) terminal = start_in_shell("");
    ck_assert(terminal_shows(terminal, "begin."));
    terminal_press(terminal, "M");
    ck_assert(terminal_shows(terminal, "key M"));
    terminal_press(terminal, key);
    ck_assert(terminal_shows(terminal, status));
    ck_assert(terminal_shows(terminal, " icanon"));
    check_ends(terminal, 0);
    check_given_back(terminal);
}

START_TEST(test_abort)
{
    check_dies("A", "status 134\n");
}
END_TEST

START_TEST(test_out_of_memory)
{
    check_dies("O", "status 133\n");
}
END_TEST

START_TEST(test_quit_leaves_modes)
{
    check_dies("q", "status 0\n");
}
END_TEST

START_TEST(test_unknown_terminal)
{
    g_autoptr(Terminal) terminal = start_with("TERM=unheard-of");
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, "key Down"));
}
END_TEST

START_TEST(test_no_usable_terminal)
{
    g_autoptr(Terminal) dumb = start_in_shell("TERM=dumb");
    ck_assert(terminal_shows(dumb, "cannot place its cursor"));
    ck_assert(terminal_shows(dumb, "status 1\n"));
    ck_assert(terminal_shows(dumb, " icanon"));
    g_autoptr(Terminal) none = start_in_shell("</dev/null");
    ck_assert(terminal_shows(none, "not a terminal"));
    ck_assert(terminal_shows(none, "status 1\n"));
}
END_TEST

/* ── Lending ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_program)
{
    g_autoptr(Terminal) terminal = start();
    terminal_press(terminal, "e");
    ck_assert(terminal_shows(terminal, "editor runs"));
    ck_assert(!terminal_is_fullscreen(terminal));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "program 0.\n整改"));
    ck_assert(terminal_is_fullscreen(terminal));
    terminal_press(terminal, "E");
    ck_assert(terminal_shows(terminal, "program -2.\n整改"));
    check_key(terminal, "Down");
    terminal_paste(terminal, "again"); /* the modes are on again */
    ck_assert(terminal_shows(terminal, "paste 5 again."));
}
END_TEST

START_TEST(test_program_is_interrupted)
{
    g_autoptr(Terminal) terminal = start();
    terminal_press(terminal, "e");
    ck_assert(terminal_shows(terminal, "editor runs"));
    terminal_press(terminal, "Ctrl-C");
    ck_assert(terminal_shows(terminal, "program 2.\n整改"));
    check_key(terminal, "Down");
}
END_TEST

START_TEST(test_resize_while_lent)
{
    g_autoptr(Terminal) terminal = start();
    terminal_press(terminal, "e");
    ck_assert(terminal_shows(terminal, "editor runs"));
    terminal_resize(terminal, 6, 30);
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "size 6×30\nprogram 0.\n"));
}
END_TEST

START_TEST(test_suspend)
{
    const char *const arguments[] = {"bash", "--norc", "--noediting", "-i", NULL};
    const char *const environment[] = {"PS1=prompt: ", NULL};
    g_autoptr(Terminal) terminal = terminal_start(10, 60, arguments, environment);
    ck_assert(terminal_shows(terminal, "prompt:"));
    terminal_type(terminal, TOOLKIT_PROBE "\n");
    ck_assert(terminal_shows(terminal, "size 10×60\nbegin."));
    terminal_press(terminal, "Z");
    ck_assert(terminal_shows(terminal, "Stopped"));
    ck_assert(!terminal_is_fullscreen(terminal));
    terminal_resize(terminal, 10, 50);
    terminal_type(terminal, "stty -a | grep -o '.icanon'; fg\n");
    ck_assert(terminal_shows(terminal, "size 10×50\nresize.\n整改"));
    ck_assert(terminal_is_fullscreen(terminal));
    check_key(terminal, "Down");
    terminal_press(terminal, "q");
    ck_assert(terminal_shows(terminal, " icanon"));
    terminal_type(terminal, "exit\n");
    check_ends(terminal, 0);
}
END_TEST

START_TEST(test_stopped_from_outside)
{
    g_autoptr(Terminal) terminal = start();
    kill(terminal_process(terminal), SIGSTOP);
    terminal_type(terminal, "整");
    kill(terminal_process(terminal), SIGCONT);
    ck_assert(terminal_shows(terminal, "key 整"));
    ck_assert(strstr(terminal_received(terminal)->str, "\033[?2004l") != NULL);
    ck_assert(terminal_is_fullscreen(terminal));
    check_key(terminal, "Down");
}
END_TEST

static Suite *
toolkit_ending_suite(void)
{
    Suite *suite = suite_create("toolkit_ending");
    TCase *ending = tcase_create("ending");
    tcase_set_timeout(ending, 60);
    tcase_add_test(ending, test_hang_up);
    tcase_add_test(ending, test_hang_up_unheard);
    tcase_add_test(ending, test_asked_to_end);
    tcase_add_test(ending, test_abort);
    tcase_add_test(ending, test_out_of_memory);
    tcase_add_test(ending, test_quit_leaves_modes);
    tcase_add_test(ending, test_unknown_terminal);
    tcase_add_test(ending, test_no_usable_terminal);
    suite_add_tcase(suite, ending);
    TCase *lending = tcase_create("lending");
    tcase_set_timeout(lending, 60);
    tcase_add_test(lending, test_program);
    tcase_add_test(lending, test_program_is_interrupted);
    tcase_add_test(lending, test_resize_while_lent);
    tcase_add_test(lending, test_suspend);
    tcase_add_test(lending, test_stopped_from_outside);
    suite_add_tcase(suite, lending);
    return suite;
}

ZHENGGAI_TESTS(toolkit_ending_suite())
