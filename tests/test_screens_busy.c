/* What takes long: a box says so, Esc stops it, and nothing is left of it. */
#include "screens_world.h"

/* More rows than any machine compares before somebody can press a key. */
static const char many[] =
    "awk 'BEGIN { print \"序号,整改措施,责任人,UUID\"; for (i = 1; i <= 400000; i++) printf "
    "\"%d,第%d项,李四,00000000-0000-4000-8000-%012d\\n\", i, i, i }' > 很多.csv";

static gboolean
has_bar(Terminal *terminal, gconstpointer data)
{
    g_autofree char *screen = terminal_screen(terminal);
    return strstr(screen, "400000") != NULL && strstr(screen, "░") != NULL;
}

START_TEST(test_escape_stops_it)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run_shell(world, many), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "很多.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "按 Esc 停止"));
    ck_assert(terminal_until(terminal, has_bar, NULL));
    /* What is typed meanwhile is for afterwards. */
    terminal_press(terminal, "2 Esc");
    ck_assert(terminal_lacks(terminal, "按 Esc 停止"));
    ck_assert(terminal_shows(terminal, "[2 责任人]"));
    quit(terminal, "q q");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
    ck_assert_int_eq(world_run_shell(world, "ls -A | grep -v -e zhenggai -e 很多.csv"), 1);
}
END_TEST

START_TEST(test_the_next_run_goes_through)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run_shell(world, many), 0);
    ck_assert_int_eq(
        world_run_shell(world, "$ZHENGGAI export -o 退回.csv && sed -i s/赵六/郑十/ 退回.csv"), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "很多.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "按 Esc 停止"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "已停止，一切保持原样"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "退回.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "赵六 → 郑十"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "u 撤销"));
    ck_assert(terminal_shows(terminal, "郑十"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_a_hang_up_stops_it)
{
    int status;
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run_shell(world, many), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "很多.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "按 Esc 停止"));
    terminal_hang_up(terminal);
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

/* At the shell a line tells how far it is, and goes before the outcome is told. */
START_TEST(test_a_verb_shows_how_far_it_is)
{
    g_autoptr(World) world = world_with_work();
    int status;
    ck_assert_int_eq(world_run_shell(world, many), 0);
    ck_assert_int_eq(g_chdir(world->folder), 0);
    world->language = "zh";
    g_auto(GStrv) environment = world_environment(world);
    g_autofree char *line =
        g_strdup_printf("'%s' merge --dry-run 很多.csv | tail -n 1", g_getenv("ZHENGGAI"));
    const char *const arguments[] = {"sh", "-c", line, NULL};
    g_autoptr(Terminal) terminal =
        terminal_start(24, 80, arguments, (const char *const *)environment);
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_ptr_nonnull(strstr(terminal_received(terminal)->str, "/400000\033[K"));
    ck_assert(terminal_shows(terminal, "很多.csv：共400000行"));
    ck_assert(terminal_lacks(terminal, "]"));
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens while it is busy");
    TCase *busy = tcase_create("busy");
    tcase_add_unchecked_fixture(busy, make_worked, remove_worked);
    tcase_set_timeout(busy, 300);
    tcase_add_test(busy, test_escape_stops_it);
    tcase_add_test(busy, test_the_next_run_goes_through);
    tcase_add_test(busy, test_a_verb_shows_how_far_it_is);
    tcase_add_test(busy, test_a_hang_up_stops_it);
    suite_add_tcase(all, busy);
    return all;
}

ZHENGGAI_TESTS(suite())
