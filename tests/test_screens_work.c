/* Working by keys alone, end to end, in a frozen world. */
#include "screens_world.h"

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
    /* What is typed takes the place of the present owner. */
    terminal_press(terminal, "Down a");
    ck_assert(terminal_shows(terminal, "Tab  李四"));
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

START_TEST(test_hang_up_ends_the_program)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    int status;
    ck_assert(terminal_shows(terminal, "孙七"));
    terminal_press(terminal, "Down n");
    terminal_type(terminal, "写到一半");
    ck_assert(terminal_shows(terminal, "写到一半"));
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

START_TEST(test_again_and_an_id)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "Down a Ctrl-U");
    terminal_type(terminal, "钱八");
    terminal_press(terminal, "Enter #");
    ck_assert(terminal_shows(terminal, "编号："));
    terminal_type(terminal, "4.1.2");
    ck_assert(terminal_shows(terminal, "深入基层，根据不同群体"));
    terminal_press(terminal, "Enter");
    /* An input method types 。for the key. */
    terminal_type(terminal, "。");
    ck_assert(terminal_shows(terminal, "4.1.2的责任人：钱八"));
    quit(terminal, "q");
    ck_assert_int_eq(
        world_run(world, "list", "owner:钱八", "--format", "csv", "--columns", "id", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"4.1.2\""));
}
END_TEST

START_TEST(test_closure_by_keys)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run_shell(world, "$ZHENGGAI set 4.1.1 4.1.2 progress=completed && "
                                            "echo 42 > 签到表.txt"),
                     0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "# 4 . 1 Enter c r");
    /* The one thing that is missing is told. */
    ck_assert(terminal_shows(terminal, "还缺以下内容"));
    ck_assert(terminal_shows(terminal, "佐证材料"));
    terminal_press(terminal, "Enter v a");
    terminal_type(terminal, "签到");
    terminal_press(terminal, "Tab Enter 3");
    ck_assert(terminal_shows(terminal, "已将 签到表.txt 附到 4.1"));
    terminal_press(terminal, "c r");
    ck_assert(terminal_shows(terminal, "申请销号：4.1"));
    terminal_press(terminal, "c c");
    ck_assert(terminal_shows(terminal, "审核人："));
    terminal_type(terminal, "县司法局钱局长");
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "同意销号");
    terminal_press(terminal, "Enter Enter");
    ck_assert(terminal_shows(terminal, "销号：4.1"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "list", "closure:closed", "--format", "csv", "--columns",
                               "id,reviewer,review", NULL),
                     0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"4.1\",\"县司法局钱局长\",\"同意销号\""));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_a_draft_outlives_the_terminal)
{
    g_autoptr(World) world = world_with_work();
    Terminal *terminal = start(world, 24, 80, "zh");
    int status;
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "Down e Down");
    terminal_type(terminal, "每季度一次");
    ck_assert(terminal_shows(terminal, "每季度一次"));
    terminal_hang_up(terminal);
    ck_assert(terminal_exits(terminal, &status));
    terminal_free(terminal);
    terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "按 n 或 e 取回"));
    terminal_press(terminal, "Down e");
    ck_assert(terminal_shows(terminal, "每季度一次"));
    terminal_press(terminal, "Ctrl-S");
    ck_assert(terminal_shows(terminal, "已修改1个字段"));
    quit(terminal, "q");
    terminal_free(terminal);
}
END_TEST

START_TEST(test_a_returned_sheet)
{
    g_autoptr(World) world = world_with_work();
    static const char script[] = "$ZHENGGAI export -o 退回.csv && sed -i s/赵六/郑十/ 退回.csv && "
                                 "$ZHENGGAI set 2.1 owner=冯二";
    ck_assert_int_eq(world_run_shell(world, script), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "退回.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "冯二 → 郑十"));
    ck_assert(terminal_shows(terminal, "发出时"));
    /* Undecided, it stays as it was. */
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "待定的保持不变"));
    ck_assert(terminal_shows(terminal, "冯二"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "退回.csv");
    terminal_press(terminal, "Enter t Enter");
    ck_assert(terminal_shows(terminal, "郑十"));
    ck_assert(terminal_lacks(terminal, "冯二"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "冯二"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_a_sheet_sent_from_the_screen_comes_back)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "x");
    ck_assert(terminal_shows(terminal, ".xlsx"));
    terminal_type(terminal, "送县.csv");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已写出"));
    ck_assert_int_eq(world_run_shell(world, "sed -i s/赵六/郑十/ 送县.csv && "
                                            "$ZHENGGAI set 2.1 owner=冯二"),
                     0);
    terminal_press(terminal, "I");
    terminal_type(terminal, "送县.csv");
    terminal_press(terminal, "Enter");
    /* Only what is known of the sheet as it was sent makes this a conflict. */
    ck_assert(terminal_shows(terminal, "冯二 → 郑十"));
    ck_assert(terminal_shows(terminal, "发出时"));
    terminal_press(terminal, "Esc");
    quit(terminal, "q");
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens at work");
    TCase *work = tcase_create("work");
    const TTest *tests[] = {test_from_first_start_to_summary,
                            test_undo_outlives_the_program,
                            test_marked_tasks_change_as_one,
                            test_escape_leaves_everything_as_it_was,
                            test_what_input_methods_type_counts,
                            test_wrong_date_is_told_and_kept,
                            test_hang_up_ends_the_program,
                            test_somebody_else_changes_the_row,
                            test_readonly,
                            test_preview_sets_a_draft_right,
                            test_preview_is_left_with_a_yes,
                            test_again_and_an_id,
                            test_closure_by_keys,
                            test_a_draft_outlives_the_terminal,
                            test_a_returned_sheet,
                            test_a_sheet_sent_from_the_screen_comes_back};
    tcase_add_unchecked_fixture(work, make_worked, remove_worked);
    tcase_set_timeout(work, 120);
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(work, tests[i]);
    suite_add_tcase(all, work);
    return all;
}

ZHENGGAI_TESTS(suite())
