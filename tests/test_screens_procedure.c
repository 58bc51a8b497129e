/* The procedure by keys: next year's arrangements, work that goes on, handing over, slips, the
 * check-up. */
#include "screens_world.h"

static void
palette(Terminal *terminal, const char *words)
{
    terminal_press(terminal, ":");
    terminal_type(terminal, words);
    terminal_press(terminal, "Enter");
}

START_TEST(test_plans_become_tasks)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    palette(terminal, "安排");
    ck_assert(terminal_shows(terminal, "全部列为下一年度任务"));
    terminal_press(terminal, "Down Enter");
    ck_assert(terminal_shows(terminal, "已将1项安排列为2025年任务"));
    palette(terminal, "安排");
    terminal_press(terminal, "a");
    ck_assert(terminal_shows(terminal, "已将4项安排列为2025年任务"));
    /* What is a task already is gone to. */
    palette(terminal, "安排");
    ck_assert(terminal_shows(terminal, "2025/0.1"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "张官营镇 2025"));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_unfinished_work_goes_on)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    palette(terminal, "结转");
    ck_assert(terminal_shows(terminal, "将2024年未完成的3项整改措施结转到2025年？"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_lacks(terminal, "结转"));
    palette(terminal, "结转");
    terminal_press(terminal, "y");
    ck_assert(terminal_shows(terminal, "已将2024年的3项整改措施结转到2025年"));
    palette(terminal, "结转");
    ck_assert(terminal_shows(terminal, "没有需要结转"));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_who_leaves_hands_over)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "j");
    palette(terminal, "移交");
    ck_assert(terminal_shows(terminal, "李四"));
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "周八");
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "李四调离");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已将2项任务从李四移交给周八"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "已撤销"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "list", "owner:李四", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "1.1"));
}
END_TEST

START_TEST(test_slips_are_issued_and_replied_to)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "j");
    palette(terminal, "督办");
    terminal_press(terminal, "2");
    terminal_type(terminal, "请说明逾期原因");
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "+3d");
    ck_assert(terminal_shows(terminal, "2024-12-04"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已发督办单：1.1"));
    palette(terminal, "督办");
    terminal_press(terminal, "r");
    terminal_type(terminal, "已补做");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已登记回复：1.1"));
    /* There is no other one to reply to. */
    palette(terminal, "督办");
    terminal_press(terminal, "r");
    terminal_type(terminal, "再补");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_lacks(terminal, "已登记回复"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "slip", "list", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "已补做"));
}
END_TEST

/* Prompts count working days as the settings' calendar has them: the 3rd and 4th are free. */
START_TEST(test_prompts_follow_the_calendar)
{
    static const char holidays[] = "{\"days\": [{\"date\": \"2024-12-03\", \"isOffDay\": true},"
                                   "{\"date\": \"2024-12-04\", \"isOffDay\": true}]}";
    g_autoptr(World) world = world_with_work();
    g_autofree char *path = world_path(world, "holidays.json");
    ck_assert(g_file_set_contents(path, holidays, -1, NULL));
    ck_assert_int_eq(world_run(world, "config", "calendar", path, NULL), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "j d");
    terminal_type(terminal, "3个工作日");
    ck_assert(terminal_shows(terminal, "2024-12-06"));
    terminal_press(terminal, "Esc");
    palette(terminal, "督办");
    terminal_press(terminal, "2");
    terminal_type(terminal, "请说明逾期原因");
    terminal_press(terminal, "Enter");
    terminal_type(terminal, "3个工作日");
    ck_assert(terminal_shows(terminal, "2024-12-06"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已发督办单：1.1"));
    quit(terminal, "q");
}
END_TEST

START_TEST(test_a_finding_is_let_stand)
{
    g_autoptr(World) world = world_with_work();
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    palette(terminal, "体检");
    terminal_type(terminal, "completed-without-evidence");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "说明理由后保留"));
    terminal_press(terminal, "g");
    ck_assert(terminal_shows(terminal, ">4.1"));
    palette(terminal, "体检");
    terminal_type(terminal, "completed-without-evidence");
    terminal_press(terminal, "Enter w");
    terminal_type(terminal, "材料在县局");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已说明保留"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "lint", "--all", NULL), 3);
    ck_assert_ptr_nonnull(strstr(world->output, "材料在县局"));
}
END_TEST

/* What a report itself leaves out is found too. */
START_TEST(test_a_report_is_checked)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(world_run(world, "import", TESTS_FOLDER "/reports/06-shouxian-qici.txt",
                               "--unit", "甲镇", "--year", "2023", NULL),
                     0);
    ck_assert_int_eq(world_run(world, "config", "year", "2023", NULL), 0);
    ck_assert_int_eq(world_run(world, "lint", "--unit", "张官营镇", NULL), 3);
    ck_assert_ptr_null(strstr(world->output, "block-missing"));
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "甲镇 2023"));
    palette(terminal, "体检");
    terminal_type(terminal, "block-missing-plans");
    terminal_press(terminal, "Enter w");
    terminal_type(terminal, "安排另文下发");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "已说明保留"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "lint", "--all", "--year", "2023", NULL), 3);
    ck_assert_ptr_nonnull(strstr(world->output, "安排另文下发"));
}
END_TEST

START_TEST(test_problems_that_came_back)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(
        world_run(world, "add", "problem", "--year", "2025",
                  "少数工作人员法治意识淡薄，处理行政事务时不善于运用法治思维和法治方式", NULL),
        0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "#");
    terminal_type(terminal, "2025/1");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "张官营镇 2025"));
    palette(terminal, "compare");
    ck_assert(terminal_shows(terminal, "2025/1  少数工作人员"));
    ck_assert(terminal_shows(terminal, "2024/1  部分工作人员"));
    ck_assert(terminal_shows(terminal, "加强法治教育培训"));
    quit(terminal, "Esc q");
}
END_TEST

START_TEST(test_a_ledger_that_went_on)
{
    g_autoptr(World) world = world_with_work();
    static const char script[] =
        "$ZHENGGAI backup 乙.db && $ZHENGGAI --db 乙.db set 2.1 owner=郑十 && "
        "$ZHENGGAI --db 乙.db note 2.1 已修订制度 && $ZHENGGAI set 2.1 owner=冯二";
    ck_assert_int_eq(world_run_shell(world, script), 0);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    terminal_press(terminal, "I");
    terminal_type(terminal, "乙.db");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "台账 乙.db"));
    ck_assert(terminal_shows(terminal, "整改进展 1"));
    ck_assert(terminal_shows(terminal, "冯二 → 郑十"));
    ck_assert(terminal_shows(terminal, "对方"));
    terminal_press(terminal, "t Enter");
    ck_assert(terminal_shows(terminal, "已并入"));
    ck_assert(terminal_shows(terminal, "郑十"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "冯二"));
    quit(terminal, "q");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens of the procedure");
    TCase *procedure = tcase_create("procedure");
    tcase_add_unchecked_fixture(procedure, make_worked, remove_worked);
    tcase_set_timeout(procedure, 120);
    tcase_add_test(procedure, test_plans_become_tasks);
    tcase_add_test(procedure, test_unfinished_work_goes_on);
    tcase_add_test(procedure, test_who_leaves_hands_over);
    tcase_add_test(procedure, test_slips_are_issued_and_replied_to);
    tcase_add_test(procedure, test_prompts_follow_the_calendar);
    tcase_add_test(procedure, test_a_finding_is_let_stand);
    tcase_add_test(procedure, test_a_report_is_checked);
    tcase_add_test(procedure, test_problems_that_came_back);
    tcase_add_test(procedure, test_a_ledger_that_went_on);
    suite_add_tcase(all, procedure);
    return all;
}

ZHENGGAI_TESTS(suite())
