/* The summary on the screen: its headings, printing, saving. */
#include "screens_world.h"

/* The program finds only what lies in the world's folder. */
static Terminal *
start_alone(World *world)
{
    g_autofree char *path = g_strdup(g_getenv("PATH"));
    g_setenv("PATH", world->folder, TRUE);
    Terminal *terminal = start(world, 24, 80, "zh");
    g_setenv("PATH", path, TRUE);
    ck_assert(terminal_shows(terminal, "[1 "));
    terminal_press(terminal, "6");
    ck_assert(terminal_shows(terminal, "一、总体情况"));
    return terminal;
}

static void
write_program(const World *world, const char *name, const char *script)
{
    g_autofree char *file = world_path(world, name);
    ck_assert(g_file_set_contents(file, script, -1, NULL));
    ck_assert_int_eq(g_chmod(file, 0700), 0);
}

START_TEST(test_headings_are_jumped_to)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start_alone(world);
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "跳到标题"));
    ck_assert(terminal_shows(terminal, "二、整改状态与销号状态"));
    terminal_type(terminal, "未完成事项");
    ck_assert(terminal_lacks(terminal, "二、整改状态"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "以下事项尚未完成"));
    ck_assert(terminal_lacks(terminal, "跳到标题"));
    g_autofree char *screen = terminal_screen(terminal);
    g_auto(GStrv) rows = g_strsplit(screen, "\n", -1);
    ck_assert_str_eq(g_strstrip(rows[2]), "五、未完成事项及原因");
    ck_assert(terminal_cell(terminal, 2, 1).bold);
    quit(terminal, "q q");
}
END_TEST

START_TEST(test_bars_are_drawn)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start_alone(world);
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "整改措施按整改状态分");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已完成    1/4   25.0%  ████████░"));
    quit(terminal, "q q");
}
END_TEST

START_TEST(test_printing_asks_for_printer_copies_and_form)
{
    g_autoptr(World) world = world_with_work();
    write_program(world, "lp", "#!/bin/sh\necho \"$*\" >asked\necho request id is hall-7\n");
    write_program(world, "lpstat", "#!/bin/sh\necho office\necho hall\n");
    g_autoptr(Terminal) terminal = start_alone(world);
    terminal_press(terminal, "p");
    ck_assert(terminal_shows(terminal, "打印机："));
    terminal_type(terminal, "ha");
    terminal_press(terminal, "Tab");
    ck_assert(terminal_shows(terminal, "打印机：hall"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "份数：1"));
    terminal_press(terminal, "Ctrl-U 0");
    ck_assert(terminal_shows(terminal, "请输入1到99之间的数"));
    terminal_press(terminal, "Ctrl-U 2 Enter");
    ck_assert(terminal_shows(terminal, "按公文版式"));
    terminal_press(terminal, "t");
    ck_assert(terminal_shows(terminal, "request id is hall-7"));
    g_autofree char *asked = world_path(world, "asked");
    g_autofree char *told = NULL;
    ck_assert(g_file_get_contents(asked, &told, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(told, "-dhall -n2 -- "));
    ck_assert_ptr_nonnull(strstr(told, "总结.txt"));
    quit(terminal, "q q");
}
END_TEST

/* Without lp nothing is lost: the message names the file. */
START_TEST(test_printing_without_lp_keeps_the_file)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start_alone(world);
    terminal_press(terminal, "p Enter Enter t");
    ck_assert(terminal_shows(terminal, "cups-client"));
    ck_assert(terminal_shows(terminal, "已保留：张官营镇-2024年终总结.txt"));
    g_autofree char *kept = world_path(world, "张官营镇-2024年终总结.txt");
    ck_assert(g_file_test(kept, G_FILE_TEST_EXISTS));
    terminal_press(terminal, "p Esc s Ctrl-U");
    terminal_type(terminal, "留底.md");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已保存："));
    g_autofree char *saved = world_path(world, "留底.md");
    ck_assert(g_file_test(saved, G_FILE_TEST_EXISTS));
    quit(terminal, "q q");
}
END_TEST

static Suite *
summary_suite(void)
{
    const TTest *const tests[] = {test_headings_are_jumped_to, test_bars_are_drawn,
                                  test_printing_asks_for_printer_copies_and_form,
                                  test_printing_without_lp_keeps_the_file};
    Suite *suite = suite_create("screens_summary");
    TCase *cases = tcase_create("summary");
    tcase_add_unchecked_fixture(cases, make_worked, remove_worked);
    tcase_set_timeout(cases, 300);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

ZHENGGAI_TESTS(summary_suite())
