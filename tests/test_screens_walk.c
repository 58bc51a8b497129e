/* A walker that presses keys at random, seeded: whatever is pressed, the program answers, gives the
 * terminal back, and the ledger stays whole.
 *
 * WALK_SEED and WALK_KEYS in the environment walk another way, or farther.
 */
#include <stdlib.h>

#include "screens_world.h"

enum { WALK_KEYS = 20000, WALK_CHECK = 400, WALK_SEED = 20241201 };

/* Every key of actions.def and of the editor but those that leave the program or the terminal. The
 * slash is the input method's: in a path it is no separator, so that no file is written elsewhere.
 */
static const char *const keys[] = {
    "Down",   "Down",  "Down",      "Up",     "Up",     "Left",   "Right",  "PgDn",      "PgUp",
    "Home",   "End",   "Enter",     "Enter",  "Enter",  "Esc",    "Esc",    "Esc",       "Tab",
    "Tab",    "Space", "Backspace", "Ctrl-R", "Ctrl-L", "Ctrl-K", "Ctrl-W", "Ctrl-Y",    "Ctrl-S",
    "Ctrl-A", "Alt-b", "Ctrl-N",    "Ctrl-P", "Ctrl-F", "Ctrl-B", "F1",     "F2",        "F3",
    "F4",     "F5",    "F6",        "F7",     "F8",     "F9",     "Del",    "Shift-Tab", "1",
    "2",      "3",     "4",         "5",      "6",      "0",      "9",      "a",         "b",
    "c",      "d",     "e",         "f",      "g",      "h",      "i",      "j",         "k",
    "l",      "m",     "n",         "o",      "p",      "r",      "s",      "t",         "u",
    "v",      "x",     "y",         "z",      "A",      "C",      "G",      "H",         "U",
    "*",      "#",     "@",         ".",      ":",      "?",      "／",     "+",         "-",
    "整",     "改",    "月",        "底",     "李",     "四",     "：",     "。",
};

static const char *const pastes[] = {"责任人:李四", "two\nlines", "\xff\xfe", "2024-12-31",
                                     "a\033[31mb",  "é́́́́",          ""};

static void
walk_mouse(Terminal *terminal, GRand *random)
{
    static const int buttons[] = {0, 64, 65, 32};
    g_autofree char *event = g_strdup_printf(
        "\033[<%d;%d;%dM", buttons[g_rand_int_range(random, 0, G_N_ELEMENTS(buttons))],
        g_rand_int_range(random, 1, 100), g_rand_int_range(random, 1, 30));
    terminal_type(terminal, event);
}

static void
walk_step(Terminal *terminal, GRand *random)
{
    int dice = g_rand_int_range(random, 0, 1000);
    if (dice < 4)
        terminal_resize(terminal, g_rand_int_range(random, 1, 45),
                        g_rand_int_range(random, 2, 160));
    else if (dice < 10)
        terminal_paste(terminal, pastes[g_rand_int_range(random, 0, G_N_ELEMENTS(pastes))]);
    else if (dice < 30)
        walk_mouse(terminal, random);
    else
        terminal_press(terminal, keys[g_rand_int_range(random, 0, G_N_ELEMENTS(keys))]);
}

/* Out of whatever is open, to the ledger; a form asks twice. */
static gboolean
walk_home(Terminal *terminal)
{
    terminal_resize(terminal, 24, 80);
    for (int i = 0; i < 12; i++)
        terminal_press(terminal, "Esc");
    terminal_press(terminal, "1");
    return terminal_shows(terminal, "[1 ");
}

static int
walk_number(const char *name, int otherwise)
{
    const char *given = g_getenv(name);
    return given == NULL ? otherwise : atoi(given);
}

START_TEST(test_walk)
{
    g_autoptr(World) world = world_with_work();
    ck_assert_int_eq(
        world_run_shell(world, "$ZHENGGAI config mouse on && $ZHENGGAI config viewer true"), 0);
    /* Nothing is sent to a real printer, and no time goes into setting pages: without a font a
     * summary is printed as text. */
    g_autofree char *path = g_strdup(g_getenv("PATH"));
    g_setenv("PATH", world->folder, TRUE);
    g_setenv("FONTCONFIG_FILE", "/dev/null", TRUE);
    g_autoptr(Terminal) terminal = start(world, 24, 80, "zh");
    g_setenv("PATH", path, TRUE);
    int seed = walk_number("WALK_SEED", WALK_SEED), count = walk_number("WALK_KEYS", WALK_KEYS);
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)seed);
    int status;
    for (int i = 0; i < count; i++) {
        walk_step(terminal, random);
        if (i % WALK_CHECK == 0)
            ck_assert_msg(walk_home(terminal), "seed %d: no answer after %d keys", seed, i);
    }
    ck_assert(walk_home(terminal));
    terminal_press(terminal, "q");
    ck_assert(terminal_exits(terminal, &status));
    ck_assert_msg(status == 0, "seed %d: exit status %d", seed, status);
    ck_assert(!terminal_is_fullscreen(terminal));
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens walk");
    TCase *walk = tcase_create("walk");
    tcase_add_unchecked_fixture(walk, make_worked, remove_worked);
    tcase_set_timeout(walk, 600);
    tcase_add_test(walk, test_walk);
    suite_add_tcase(all, walk);
    return all;
}

ZHENGGAI_TESTS(suite())
