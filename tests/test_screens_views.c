/* The views: going between them, what they offer, and how they are drawn. */
#include "screens_world.h"

START_TEST(test_any_size)
{
    static const int shapes[][2] = {{1, 1},    {5, 20},   {9, 39},   {10, 40}, {24, 80},
                                    {24, 119}, {24, 120}, {50, 200}, {3, 300}, {24, 80}};
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        terminal_resize(terminal, shapes[i][0], shapes[i][1]);
        terminal_press(terminal, "Down Enter Down Esc e Down Esc Esc");
    }
    ck_assert(terminal_shows(terminal, "孙七"));
    ck_assert(terminal_shows(terminal, "? 帮助"));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_language_changes_while_running)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "整改台账"));
    terminal_press(terminal, "Ctrl-L");
    ck_assert(terminal_shows(terminal, "Rectification ledger"));
    ck_assert(terminal_lacks(terminal, "整改台账"));
    quit(terminal, "q");
}
END_TEST

/* A slow line must carry a key: what did not change is not sent, a list that moves is scrolled. */
static gboolean
stands(Terminal *terminal, gconstpointer wanted)
{
    g_autofree char *screen = terminal_screen(terminal);
    return strcmp(screen, wanted) == 0;
}

START_TEST(test_a_key_sends_little)
{
    static const char *const selected[] = {
        ">1.1 ", ">  1.1.1", ">  1.1.2", ">2 ",      ">2.1 ", ">  2.1.1", ">  2.1.2",
        ">3 ",   ">3.1 ",    ">  3.1.1", ">  3.1.2", ">4 ",   ">4.1 ",    ">  4.1.1"};
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 14, 80, "zh");
    /* The last row is painted last. */
    ck_assert(terminal_shows(terminal, "? 帮助"));
    for (gsize i = 0; i < G_N_ELEMENTS(selected); i++) {
        gsize before = terminal_received(terminal)->len;
        terminal_press(terminal, "j");
        ck_assert(terminal_shows(terminal, selected[i]));
        gsize sent = terminal_received(terminal)->len - before;
        ck_assert_msg(sent <= 400, "%zu bytes to select %s", sent, selected[i]);
    }
    /* The end of the row that came last. */
    ck_assert(terminal_shows(terminal, "创新宣传方式，利用新媒体"));
    g_autofree char *scrolled = terminal_screen(terminal);
    terminal_press(terminal, "2");
    ck_assert(terminal_shows(terminal, "人员/单位"));
    terminal_press(terminal, "1");
    /* What was scrolled is what is drawn anew. */
    ck_assert(terminal_until(terminal, stands, scrolled));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_views_by_keys)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    /* Typed ahead of the screen: the second owner's tasks, and back. */
    terminal_press(terminal, "2 Down Enter");
    ck_assert(terminal_shows(terminal, "查找：责任人:"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "[2 责任人]"));
    terminal_press(terminal, "Tab Down d");
    ck_assert(terminal_shows(terminal, "的整改时限："));
    terminal_press(terminal, "Esc Tab");
    ck_assert(terminal_shows(terminal, "[4 统计]"));
    terminal_press(terminal, "Shift-Tab m");
    ck_assert(terminal_shows(terminal, "2024年12月"));
    terminal_press(terminal, "Right Right Right Right");
    ck_assert(terminal_shows(terminal, "完善行政执法监督机制"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "查找：整改时限:2024-12-05，共1项"));
    /* One step back each: the calendar, the months, the ledger. */
    terminal_press(terminal, "Esc Esc");
    ck_assert(terminal_shows(terminal, "◇ 原定时限"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_a_view_is_saved)
{
    g_autoptr(World) world = world_with_work();
    Terminal *terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "f 1");
    ck_assert(terminal_shows(terminal, "查找：+逾期，共1项"));
    terminal_press(terminal, "f s");
    terminal_type(terminal, "周例会");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "周例会"));
    terminal_press(terminal, "Esc t C");
    ck_assert(terminal_shows(terminal, "选择列"));
    terminal_press(terminal, "Enter Esc");
    quit(terminal, "q");
    terminal_free(terminal);
    terminal = start(world, 24, 80, "zh");
    terminal_press(terminal, "f End");
    ck_assert(terminal_shows(terminal, "周例会"));
    terminal_press(terminal, "Esc");
    quit(terminal, "q");
    terminal_free(terminal);
}
END_TEST

START_TEST(test_undo_back_to_an_action)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "5 Down Down Down U");
    ck_assert(terminal_shows(terminal, "撤销 4 项操作？"));
    terminal_press(terminal, "y");
    ck_assert(terminal_shows(terminal, "已撤销 4 项操作"));
    quit(terminal, "q q");
    ck_assert_int_eq(
        world_run(world, "list", "owner:赵六", "--format", "csv", "--columns", "id", NULL), 0);
    ck_assert_ptr_null(strstr(world->output, "\"2.1\""));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_palette_takes_initials)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "Down :");
    terminal_type(terminal, "zrr");
    ck_assert(terminal_shows(terminal, "填写责任人"));
    ck_assert(terminal_lacks(terminal, "导入报告"));
    terminal_press(terminal, "Ctrl-U Esc :");
    /* What stands apart in a label is found, too. */
    terminal_type(terminal, "某账");
    ck_assert(terminal_shows(terminal, "某日台账"));
    terminal_press(terminal, "Esc");
    quit(terminal, "q");
}
END_TEST

START_TEST(test_the_mouse_on_the_header)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run(world, "config", "mouse", "on", NULL), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "t");
    ck_assert(terminal_shows(terminal, "责任人   │ 整改时限"));
    /* Down on the border after the owner, up ten cells to the right; the key between says that the
     * first was read. */
    terminal_type(terminal, "\033[<0;39;3M");
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, ">1.1.1"));
    terminal_type(terminal, "\033[<0;49;3m");
    ck_assert(terminal_shows(terminal, "责任人             │ 整改时限"));
    /* A click in one place sorts. */
    terminal_type(terminal, "\033[<0;32;3M");
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, ">1.1.2"));
    terminal_type(terminal, "\033[<0;32;3m");
    ck_assert(terminal_shows(terminal, "责任人↑"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "config", "columns", NULL), 0);
    ck_assert_str_eq(g_strchomp(world->output), "progress,percent,owner=21,due");
}
END_TEST

START_TEST(test_units_are_compared)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run(world, "import", mismatched, "--year", "2024", NULL), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "R");
    ck_assert(terminal_shows(terminal, "2024年度汇总：2个单位，按单位"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "查找：单位:"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "按单位"));
    terminal_press(terminal, "R");
    ck_assert(terminal_shows(terminal, "按问题类别"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "整改措施：整改状态与销号状态"));
    quit(terminal, "q q");
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens of the views");
    TCase *views = tcase_create("views");
    const TTest *tests[] = {test_any_size,
                            test_language_changes_while_running,
                            test_a_key_sends_little,
                            test_views_by_keys,
                            test_a_view_is_saved,
                            test_undo_back_to_an_action,
                            test_palette_takes_initials,
                            test_the_mouse_on_the_header,
                            test_units_are_compared};
    tcase_add_unchecked_fixture(views, make_worked, remove_worked);
    tcase_set_timeout(views, 120);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(views, tests[i]);
    suite_add_tcase(all, views);
    return all;
}

ZHENGGAI_TESTS(suite())
