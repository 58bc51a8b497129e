/* The terminal interface end to end: keys in, screens out, in a frozen world. */
#include <glib/gstdio.h>
#include <string.h>

#include "check_main.h"
#include "program.h"
#include "terminal.h"

static Terminal *
start(World *world, int rows, int columns, const char *language)
{
    const char *const arguments[] = {g_getenv("ZHENGGAI"), NULL};
    world->language = language;
    ck_assert_int_eq(g_chdir(world->folder), 0);
    g_auto(GStrv) environment = world_environment(world);
    return terminal_start(rows, columns, arguments, (const char *const *)environment);
}

/* A ledger with the founding report, some of it worked on: made once, copied for whoever needs it.
 */
static World *worked;

static void
make_worked(void)
{
    worked = world_new();
    static const char script[] =
        "$ZHENGGAI import --builtin && $ZHENGGAI set 1.1 owner=李四 due=2024-12-20 lead=张镇长 "
        "department=司法所 &&"
        "$ZHENGGAI set 1.1 due=2024-12-31 --reason 等待县里师资 && $ZHENGGAI note 1.1 "
        "'12月3日举办专题讲座，42人参加' &&"
        "$ZHENGGAI set 2.1 owner=赵六 due=2024-11-20 percent=40 && $ZHENGGAI set 3.1 owner=李四 "
        "due=2024-12-05 &&"
        "$ZHENGGAI set 4.1 progress=completed result='开展宣传六场' owner=孙七";
    ck_assert_msg(world_run_shell(worked, script) == 0, "%s", worked->errors);
}

static void
remove_worked(void)
{
    world_free(worked);
}

static World *
world_with_work(void)
{
    World *world = world_new();
    g_autofree char *from = world_path(worked, "zhenggai");
    const char *const command[] = {"cp", "-a", from, world->folder, NULL};
    ck_assert_int_eq(world_run_command(world, command), 0);
    return world;
}

static void
quit(Terminal *terminal, const char *keys)
{
    int status;
    terminal_press(terminal, keys);
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(status, 0);
}

/* ── Each screen ──────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *name; /* of the golden file, behind it the size and the language */
    const char *keys;
    const char *shows[2]; /* what must be there before it is compared: English, Chinese */
} screens[] = {
    {"ledger", "", {"? help", "? 帮助"}},
    {"detail", "Down Enter", {"extension record", "延期情况"}},
    {"form", "Down e", {"Ctrl-S", "Ctrl-S"}},
    {"help", "?", {"Esc", "Esc"}},
    {"palette", ":", {"Esc", "Esc"}},
    {"progress", "Down s", {"substantial", "基本完成"}},
    {"summary", "p", {"2024-12-01", "2024年12月1日"}},
    {"source", "Down r", {"加强法治教育培训", "加强法治教育培训"}},
    {"history", "H", {"李四", "李四"}},
    {"search", "/ 讲 座", {"讲座", "讲座"}},
    {"marks", "Space Space Down Space", {"marked", "标记"}},
    {"table", "t o 1", {"↑", "↑"}},
    {"filter", "f", {"+overdue", "+overdue"}},
    {"sort", "o", {"closure", "销号状态"}},
    {"columns", "C Down Down Down", {"Esc is done", "Esc 完成"}},
    {"owners", "2", {"to do", "待办"}},
    {"timeline", "3", {"◆ deadline", "◆ 整改时限"}},
    {"calendar", "3 m Down Down", {"2024-12-15", "2024-12-15"}},
    {"figures", "4", {"requested", "申请销号"}},
    {"journal", "5 Enter", {"result of 4.1: - → 开展宣传六场", "4.1的整改成效：- → 开展宣传六场"}},
    {"standing", "5 @ 1 2 - 0 1 Enter", {"Completed then", "当日已完成"}},
};

static const struct {
    int rows, columns;
} sizes[] = {{24, 80}, {40, 120}, {60, 200}};

START_TEST(test_screen)
{
    static const char *const languages[] = {"en", "zh"};
    gsize n = (gsize)_i;
    gsize language = n % 2, size = n / 2 % G_N_ELEMENTS(sizes),
          screen = n / 2 / G_N_ELEMENTS(sizes);
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal =
        start(world, sizes[size].rows, sizes[size].columns, languages[language]);
    g_autofree char *name =
        g_strdup_printf("%s-%dx%d-%s", screens[screen].name, sizes[size].columns, sizes[size].rows,
                        languages[language]);
    ck_assert(terminal_shows(terminal, "2024"));
    terminal_press(terminal, screens[screen].keys);
    ck_assert(terminal_shows(terminal, screens[screen].shows[language]));
    ck_assert(terminal_matches(terminal, name));
}
END_TEST

START_TEST(test_first_start)
{
    static const char *const languages[] = {"en", "zh"};
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start(world, 24, 80, languages[_i]);
    ck_assert(terminal_shows(terminal, "q "));
    /* Whoever leaves half-way has no ledger. */
    terminal_press(terminal, "2 Esc");
    ck_assert(terminal_shows(terminal, "q "));
    quit(terminal, "q");
    g_autofree char *ledger = world_path(world, "zhenggai/ledger.db");
    ck_assert(!g_file_test(ledger, G_FILE_TEST_EXISTS));
}
END_TEST

/* ── The preview of a report ──────────────────────────────────────────────────────────────── */

static const char mismatched[] = TESTS_FOLDER "/reports/17-mismatched-counts.txt";

START_TEST(test_preview_screen)
{
    static const char *const languages[] = {"en", "zh"};
    gsize language = (gsize)_i % 2, size = (gsize)_i / 2;
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal =
        start(world, sizes[size].rows, sizes[size].columns, languages[language]);
    g_autofree char *name = g_strdup_printf("preview-%dx%d-%s", sizes[size].columns,
                                            sizes[size].rows, languages[language]);
    ck_assert(terminal_shows(terminal, "2024"));
    terminal_press(terminal, "i");
    terminal_type(terminal, mismatched);
    terminal_press(terminal, "Enter Down Down");
    ck_assert(terminal_shows(terminal, "渣土车处罚取证难"));
    ck_assert(terminal_matches(terminal, name));
}
END_TEST

START_TEST(test_preview_sets_a_draft_right)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "2024"));
    terminal_press(terminal, "i");
    terminal_type(terminal, mismatched);
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "占道经营反复回潮"));
    /* The first cause to problem 1, the last measure dropped and brought back, a problem reworded.
     */
    terminal_press(terminal, "Down Down Down Down l Home Up Up Up Up Enter");
    ck_assert(terminal_shows(terminal, "c1.1"));
    terminal_press(terminal, "G x");
    ck_assert(terminal_lacks(terminal, "0.3  与交警共享渣土车轨迹数据"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "0.3  与交警共享渣土车轨迹数据"));
    terminal_press(terminal, "g e Ctrl-U");
    terminal_type(terminal, "占道经营屡禁不止");
    terminal_press(terminal, "Enter Enter");
    ck_assert(terminal_shows(terminal, "芦花荡区城市管理局 2023"));
    quit(terminal, "q");
    ck_assert_int_eq(
        world_run(world, "show", "芦花荡区城市管理局/2023/1", "--format", "json", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "占道经营屡禁不止"));
    ck_assert_ptr_nonnull(strstr(world->output, "一线执法人员编制缺口"));
    ck_assert_int_eq(world_run(world, "undo", NULL), 0);
    ck_assert_int_eq(world_run(world, "list", "year:2023", NULL), 0);
    ck_assert_str_eq(world->output, "");
}
END_TEST

START_TEST(test_preview_is_left_with_a_yes)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "2024"));
    terminal_press(terminal, "i");
    terminal_type(terminal, mismatched);
    terminal_press(terminal, "Enter x Esc");
    ck_assert(terminal_shows(terminal, "y 是"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "夜间噪声投诉办结率低"));
    terminal_press(terminal, "Esc y");
    ck_assert(terminal_shows(terminal, "加强法治教育培训"));
    quit(terminal, "q");
}
END_TEST

/* ── Working by keys alone ────────────────────────────────────────────────────────────────── */

START_TEST(test_from_first_start_to_summary)
{
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "1  "));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "加强法治教育培训"));
    terminal_press(terminal, "Down a");
    ck_assert(terminal_shows(terminal, "1.1的责任人"));
    terminal_type(terminal, "李四");
    terminal_press(terminal, "Enter d");
    terminal_type(terminal, "月底");
    ck_assert(terminal_shows(terminal, "2024-12-31"));
    terminal_press(terminal, "Enter n");
    terminal_type(terminal, "已召开会议");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "整改中"));
    terminal_press(terminal, "x Enter");
    ck_assert(terminal_shows(terminal, "12"));
    g_autofree char *sheet = world_path(world, "张官营镇-2024整改台账.csv");
    ck_assert(terminal_shows(terminal, ".csv"));
    ck_assert(g_file_test(sheet, G_FILE_TEST_EXISTS));
    /* A sheet that is there is not written over without a yes. */
    terminal_press(terminal, "x Enter");
    ck_assert(terminal_shows(terminal, "y 是"));
    ck_assert(terminal_shows(terminal, "覆盖"));
    terminal_press(terminal, "Esc");
    terminal_press(terminal, "p");
    ck_assert(terminal_shows(terminal, "整改措施完成率"));
    quit(terminal, "q q");
    ck_assert_int_eq(world_run(world, "list", "owner:李四", "--format", "csv", "--columns",
                               "id,due,last_note", NULL),
                     0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"1.1\",\"2024-12-31\",\"已召开会议\""));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_undo_outlives_the_program)
{
    g_autoptr(World) world = world_with_work();
    Terminal *terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "李四"));
    terminal_press(terminal, "Down a Ctrl-U");
    terminal_type(terminal, "钱八");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "钱八"));
    quit(terminal, "q");
    terminal_free(terminal);
    terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "钱八"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "李四"));
    terminal_press(terminal, "Ctrl-R");
    ck_assert(terminal_shows(terminal, "钱八"));
    quit(terminal, "q");
    terminal_free(terminal);
}
END_TEST

START_TEST(test_marked_tasks_change_as_one)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "* a");
    terminal_type(terminal, "周九");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_lacks(terminal, "孙七"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "孙七"));
    ck_assert(terminal_lacks(terminal, "周九  "));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_escape_leaves_everything_as_it_was)
{
    static const char *const keys[] = {"a x Esc",     "d x Esc", "s Esc", "n x Esc",
                                       "e x Esc Esc", "/ x Esc", "x Esc", "i x Esc",
                                       ": x Esc",     "? x Esc", "A Esc", "y Esc"};
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run(world, "list", "--format", "json", NULL), 0);
    g_autofree char *before = g_strdup(world->output);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "Down");
    g_autofree char *screen = terminal_screen(terminal);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        terminal_press(terminal, keys[i]);
        ck_assert_msg(terminal_shows(terminal, "? 帮助"), "after %s", keys[i]);
    }
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "list", "--format", "json", NULL), 0);
    ck_assert_str_eq(world->output, before);
}
END_TEST

START_TEST(test_what_input_methods_type_counts)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_type(terminal, "／");
    ck_assert(terminal_shows(terminal, "查找"));
    terminal_type(terminal, "责任人：孙七");
    ck_assert(terminal_lacks(terminal, "赵六"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_shows(terminal, "赵六"));
    terminal_type(terminal, "？");
    ck_assert(terminal_shows(terminal, "填写责任人"));
    terminal_press(terminal, "Esc");
    quit(terminal, "q");
}
END_TEST

START_TEST(test_wrong_date_is_told_and_kept)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "Down Down d");
    terminal_type(terminal, "2024-02-31");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "没有“2024-02-31”这一天"));
    ck_assert(terminal_shows(terminal, "2024-02-31"));
    terminal_press(terminal, "Esc");
    quit(terminal, "q");
}
END_TEST

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

START_TEST(test_hang_up_ends_the_program)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    int status;
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "Down n");
    terminal_type(terminal, "写到一半");
    terminal_hang_up(terminal);
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_somebody_else_changes_the_row)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "Down a");
    ck_assert(terminal_shows(terminal, "1.1的责任人"));
    ck_assert_int_eq(world_run(world, "set", "1.1", "owner=吴十", NULL), 0);
    terminal_press(terminal, "Ctrl-U");
    terminal_type(terminal, "郑一");
    terminal_press(terminal, "Enter");
    /* Neither is lost: theirs stands, ours was not written and is said so. */
    ck_assert(terminal_shows(terminal, "吴十"));
    ck_assert(terminal_lacks(terminal, "郑一  "));
    quit(terminal, "q");
    ck_assert_int_eq(
        world_run(world, "list", "owner:吴十", "--format", "csv", "--columns", "id", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"1.1\""));
}
END_TEST

START_TEST(test_readonly)
{
    g_autoptr(World) world = world_with_work();
    const char *const arguments[] = {g_getenv("ZHENGGAI"), "--readonly", NULL};
    g_auto(GStrv) environment = world_environment(world);
    g_autoptr(Terminal) terminal =
        terminal_start(24, 80, arguments, (const char *const *)environment);
    ck_assert(terminal_shows(terminal, "只读"));
    terminal_press(terminal, "Down a");
    ck_assert(terminal_shows(terminal, "只读"));
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

static Suite *
suite(void)
{
    Suite *all = suite_create("screens");
    TCase *golden = tcase_create("golden"), *work = tcase_create("work");
    const TTest *tests[] = {test_from_first_start_to_summary,
                            test_undo_outlives_the_program,
                            test_marked_tasks_change_as_one,
                            test_escape_leaves_everything_as_it_was,
                            test_what_input_methods_type_counts,
                            test_wrong_date_is_told_and_kept,
                            test_any_size,
                            test_hang_up_ends_the_program,
                            test_somebody_else_changes_the_row,
                            test_readonly,
                            test_language_changes_while_running,
                            test_preview_sets_a_draft_right,
                            test_preview_is_left_with_a_yes};
    tcase_add_unchecked_fixture(golden, make_worked, remove_worked);
    tcase_add_unchecked_fixture(work, make_worked, remove_worked);
    tcase_set_timeout(golden, 120);
    tcase_set_timeout(work, 120);
    tcase_add_loop_test(golden, test_screen, 0,
                        (int)(G_N_ELEMENTS(screens) * G_N_ELEMENTS(sizes) * 2));
    tcase_add_loop_test(golden, test_first_start, 0, 2);
    tcase_add_loop_test(golden, test_preview_screen, 0, (int)(G_N_ELEMENTS(sizes) * 2));
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(work, tests[i]);
    suite_add_tcase(all, golden);
    suite_add_tcase(all, work);
    return all;
}

ZHENGGAI_TESTS(suite())
