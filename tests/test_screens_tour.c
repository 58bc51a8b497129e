/* The first start and the tour that it offers: as they look, and by keys. */
#include "screens_world.h"

static const struct {
    int rows, columns;
} sizes[] = {{24, 80}, {40, 120}, {60, 200}};

static const char *const languages[] = {"en", "zh"};

/* The ledger under a name that is the same each time, for the first start tells it. */
static Terminal *
start_first(World *world, int rows, int columns, const char *language)
{
    const char *const arguments[] = {g_getenv("ZHENGGAI"), "--db", "ledger.db", NULL};
    return start_as(world, arguments, rows, columns, language);
}

/* ── As they look ─────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *name; /* of the golden file, behind it the size and the language */
    const char *keys;
    const char *shows[2];
} screens[] = {
    {"first-start", "", {"ledger.db", "ledger.db"}},
    {"tour-offered", "Enter", {"not now", "暂不"}},
    {"tour", "Enter t Down", {"step 2 of 9", "第2步"}},
};

START_TEST(test_screen)
{
    gsize n = (gsize)_i;
    gsize language = n % 2, size = n / 2 % G_N_ELEMENTS(sizes),
          screen = n / 2 / G_N_ELEMENTS(sizes);
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal =
        start_first(world, sizes[size].rows, sizes[size].columns, languages[language]);
    g_autofree char *name =
        g_strdup_printf("%s-%dx%d-%s", screens[screen].name, sizes[size].columns, sizes[size].rows,
                        languages[language]);
    ck_assert(terminal_shows(terminal, "ledger.db"));
    terminal_press(terminal, screens[screen].keys);
    ck_assert(terminal_shows(terminal, screens[screen].shows[language]));
    ck_assert(terminal_matches(terminal, name));
}
END_TEST

/* ── By keys ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_first_start_can_be_left)
{
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start_first(world, 24, 80, languages[_i]);
    ck_assert(terminal_shows(terminal, "q "));
    /* Whoever leaves half-way has no ledger. */
    terminal_press(terminal, "2 Esc");
    ck_assert(terminal_shows(terminal, "q "));
    quit(terminal, "q");
    g_autofree char *ledger = world_path(world, "ledger.db");
    ck_assert(!g_file_test(ledger, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_tour_goes_on_with_what_was_done)
{
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "自带的示例报告"));
    terminal_press(terminal, "Enter t");
    ck_assert(terminal_shows(terminal, "第1步"));
    terminal_press(terminal, "Down");
    ck_assert(terminal_shows(terminal, "第2步"));
    /* What was left undone is no answer. */
    terminal_press(terminal, "a Esc s Esc");
    terminal_press(terminal, "a");
    terminal_type(terminal, "李四");
    ck_assert(terminal_shows(terminal, "第2步"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "第3步"));
    terminal_press(terminal, "d");
    terminal_type(terminal, "月底");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "第4步"));
    terminal_press(terminal, "n");
    terminal_type(terminal, "已开会");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "第5步"));
    terminal_press(terminal, "u");
    ck_assert(terminal_shows(terminal, "第6步"));
    terminal_press(terminal, "? Esc");
    ck_assert(terminal_shows(terminal, "第7步"));
    terminal_press(terminal, "x Enter");
    ck_assert(terminal_shows(terminal, "第8步"));
    terminal_press(terminal, "6");
    ck_assert(terminal_shows(terminal, "第9步"));
    ck_assert(terminal_shows(terminal, "编制日期"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_lacks(terminal, "第9步"));
    quit(terminal, "1 q");
    ck_assert_int_eq(world_run(world, "--db", "ledger.db", "list", "owner:李四", "--format", "csv",
                               "--columns", "id,due,last_note", NULL),
                     0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"1.1\",\"2024-12-31\""));
    ck_assert_ptr_null(strstr(world->output, "已开会"));
}
END_TEST

START_TEST(test_tour_is_skipped_through)
{
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "自带的示例报告"));
    terminal_press(terminal, "Enter t Enter Right Enter");
    ck_assert(terminal_shows(terminal, "第4步"));
    terminal_press(terminal, "Left");
    ck_assert(terminal_shows(terminal, "第3步"));
    /* Nothing was done: undo would take the report back, and is not asked for. */
    terminal_press(terminal, "Enter Enter");
    ck_assert(terminal_shows(terminal, "第6步"));
    terminal_press(terminal, "Left");
    ck_assert(terminal_shows(terminal, "第4步"));
    terminal_press(terminal, "Esc");
    ck_assert(terminal_lacks(terminal, "第4步"));
    ck_assert(terminal_shows(terminal, "以后随时可以再看导览"));
    /* From the palette it begins again. */
    terminal_press(terminal, "2 :");
    terminal_type(terminal, "导览");
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "第1步"));
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    quit(terminal, "Esc q");
}
END_TEST

START_TEST(test_tour_is_offered_once)
{
    static const char *const answers[] = {"Esc", "t Esc", "Down a 李 Enter"};
    g_autoptr(World) world = world_new();
    Terminal *terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "自带的示例报告"));
    /* Looking round is no answer. */
    terminal_press(terminal, "Enter Down 3 1 ? Esc");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    ck_assert(terminal_shows(terminal, "暂不"));
    terminal_press(terminal, answers[_i]);
    ck_assert(terminal_lacks(terminal, "暂不"));
    quit(terminal, "q");
    terminal_free(terminal);
    /* Neither again nor in another ledger. */
    terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    ck_assert(terminal_lacks(terminal, "暂不"));
    quit(terminal, "q");
    terminal_free(terminal);
    ck_assert_int_eq(world_run_shell(world, "rm ledger.db"), 0);
    terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "自带的示例报告"));
    terminal_press(terminal, "Enter");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    ck_assert(terminal_lacks(terminal, "暂不"));
    quit(terminal, "q");
    terminal_free(terminal);
}
END_TEST

START_TEST(test_nothing_to_show_no_tour)
{
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start_first(world, 24, 80, "zh");
    ck_assert(terminal_shows(terminal, "空台账"));
    terminal_press(terminal, "3");
    ck_assert(terminal_shows(terminal, "[1 台账]"));
    ck_assert(terminal_lacks(terminal, "导览"));
    quit(terminal, "q");
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens of the tour");
    TCase *tour = tcase_create("tour");
    tcase_set_timeout(tour, 120);
    tcase_add_loop_test(tour, test_screen, 0,
                        (int)(G_N_ELEMENTS(screens) * G_N_ELEMENTS(sizes) * 2));
    tcase_add_loop_test(tour, test_first_start_can_be_left, 0, 2);
    tcase_add_test(tour, test_tour_goes_on_with_what_was_done);
    tcase_add_test(tour, test_tour_is_skipped_through);
    tcase_add_loop_test(tour, test_tour_is_offered_once, 0, 3);
    tcase_add_test(tour, test_nothing_to_show_no_tour);
    suite_add_tcase(all, tour);
    return all;
}

ZHENGGAI_TESTS(suite())
