/* Every screen of the terminal interface at three sizes in both languages, compared as text.
 * SCREEN=owners in the environment looks at that one alone.
 */
#include "screens_world.h"

/* ── Each screen ──────────────────────────────────────────────────────────────────────────── */

static const char attached[] =
    "echo 42 > 签到表.txt && $ZHENGGAI attach 4.1 签到表.txt --kind 签到表";
static const char another_unit[] =
    "$ZHENGGAI import " TESTS_FOLDER "/reports/17-mismatched-counts.txt --year 2024";
/* The poorest terminal: no line drawing, no colours. */
static const char plain[] = "$ZHENGGAI config borders ascii && $ZHENGGAI config color never";
/* A terminal that gives two cells to “ ” — … and ①, as many Chinese ones do. */
static const char wide[] = "$ZHENGGAI config ambiguous_width 2";

static const struct {
    const char *name; /* of the golden file, behind it the size and the language */
    const char *keys;
    const char *shows[2]; /* what must be there before it is compared: English, Chinese */
    const char *before;   /* a shell script that prepares it, or NULL */
    gboolean small;       /* at the smallest size alone */
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
    {"filter", "f", {"+overdue", "+逾期"}},
    {"owner", "Down a", {"Tab", "Tab"}},
    {"export", "x", {".ics", ".ics"}},
    {"sort", "o", {"closure", "销号状态"}},
    {"columns", "C Down Down Down", {"Esc is done", "Esc 完成"}},
    {"owners", "2", {"to do", "待办"}},
    {"timeline", "3", {"◆ deadline", "◆ 整改时限"}},
    {"calendar", "3 m Down Down", {"2024-12-15", "2024-12-15"}},
    {"figures", "4", {"requested", "申请销号"}},
    {"rollup", "R", {"by unit", "按单位"}, another_unit},
    {"journal", "5 Enter", {"result of 4.1: - → 开展宣传六场", "4.1的整改成效：- → 开展宣传六场"}},
    {"standing", "5 @ 1 2 - 0 1 Enter", {"Completed then", "当日已完成"}},
    {"closure", "# 4 . 1 Enter c", {"Look back: passed", "回头看"}},
    {"evidence", "# 4 . 1 Enter v", {"签到表.txt", "签到表.txt"}, attached},
    {"conflict",
     "I 退 回 . c s v Enter",
     {"冯二 → 郑十", "冯二 → 郑十"},
     "$ZHENGGAI export -o 退回.csv && sed -i s/赵六/郑十/ 退回.csv && $ZHENGGAI set 2.1 "
     "owner=冯二"},
    {"ledger-plain", "", {"? help", "? 帮助"}, plain},
    {"timeline-plain", "3", {"deadline", "整改时限"}, plain},
    {"figures-plain", "4", {"requested", "申请销号"}, plain},
    {"ledger-wide", "", {"? help", "? 帮助"}, wide, TRUE},
    {"detail-wide", "Down Enter", {"extension record", "延期情况"}, wide, TRUE},
    {"help-wide", "?", {"Esc", "Esc"}, wide, TRUE},
    {"timeline-wide", "3", {"deadline", "整改时限"}, wide, TRUE},
    {"figures-wide", "4", {"requested", "申请销号"}, wide, TRUE},
    {"summary-wide", "p", {"2024-12-01", "2024年12月1日"}, wide, TRUE},
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
    const char *alone = g_getenv("SCREEN");
    if ((alone != NULL && strcmp(alone, screens[screen].name) != 0) ||
        (screens[screen].small && size > 0))
        return;
    g_autoptr(World) world = world_with_work();
    if (screens[screen].before != NULL)
        ck_assert_int_eq(world_run_shell(world, screens[screen].before), 0);
    g_autoptr(Terminal) terminal =
        start(world, sizes[size].rows, sizes[size].columns, languages[language]);
    if (screens[screen].before == wide)
        terminal_wide_set(terminal);
    g_autofree char *name =
        g_strdup_printf("%s-%dx%d-%s", screens[screen].name, sizes[size].columns, sizes[size].rows,
                        languages[language]);
    ck_assert(terminal_shows(terminal, "2024"));
    terminal_press(terminal, screens[screen].keys);
    ck_assert(terminal_shows(terminal, screens[screen].shows[language]));
    ck_assert(terminal_matches(terminal, name));
}
END_TEST

/* ── The preview of a report ──────────────────────────────────────────────────────────────── */

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

static Suite *
suite(void)
{
    Suite *all = suite_create("screens");
    TCase *golden = tcase_create("golden");
    tcase_add_unchecked_fixture(golden, make_worked, remove_worked);
    /* Longer than a terminal waits, so that the screen that did not come is told. */
    tcase_set_timeout(golden, 300);
    tcase_add_loop_test(golden, test_screen, 0,
                        (int)(G_N_ELEMENTS(screens) * G_N_ELEMENTS(sizes) * 2));
    tcase_add_loop_test(golden, test_preview_screen, 0, (int)(G_N_ELEMENTS(sizes) * 2));
    suite_add_tcase(all, golden);
    return all;
}

ZHENGGAI_TESTS(suite())
