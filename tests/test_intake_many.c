/* Many reports in one import: each is a step of its own, a bad one keeps no other out, and a signal
 * ends between two. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "check_main.h"
#include "program.h"

#define REPORT                                                                                                                   \
    "%s镇人民政府关于2024年法治政府建设情况的报告\n\n一、存在的问题\n（一）法治意识淡薄。\n" \
    "二、整改措施\n（一）加强培训。\n"

static void
write_report(const World *world, const char *name, const char *unit)
{
    g_autofree char *path = world_path(world, name);
    g_autofree char *text = g_strdup_printf(REPORT, unit);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static World *
world_with_reports(void)
{
    World *world = world_new();
    world->language = "en";
    write_report(world, "a.txt", "东山");
    write_report(world, "b.txt", "西山");
    write_report(world, "c.txt", "南山");
    g_autofree char *bad = world_path(world, "bad.txt");
    ck_assert(g_file_set_contents(bad, "今天天气很好。\n", -1, NULL));
    return world;
}

static void
assert_told(const World *world, const char *part)
{
    ck_assert_msg(strstr(world->errors, part) != NULL, "“%s” does not say “%s”", world->errors,
                  part);
}

START_TEST(a_bad_file_is_named_and_keeps_no_other_out)
{
    g_autoptr(World) world = world_with_reports();
    ck_assert_int_eq(world_run(world, "import", "a.txt", "bad.txt", "b.txt", "absent.txt", NULL),
                     1);
    assert_told(world, "bad.txt: no shortcomings");
    assert_told(world, "absent.txt");
    assert_told(world, "4 reports: 2 taken in, 0 in the ledger already, 2 failed");
    assert_told(world, "`zhenggai undo 2`");
    ck_assert_int_eq(world_run(world, "undo", NULL), 0);
    ck_assert_int_eq(world_run(world, "import", "a.txt", "b.txt", NULL), 0);
    assert_told(world, "2 reports: 1 taken in, 1 in the ledger already, 0 failed");
}
END_TEST

START_TEST(warnings_of_many_are_counted)
{
    g_autoptr(World) world = world_with_reports();
    ck_assert_int_eq(world_run(world, "import", "a.txt", NULL), 0);
    assert_told(world, "a.txt: no part on next year's arrangements");
    ck_assert_int_eq(world_run(world, "import", "b.txt", "c.txt", NULL), 0);
    assert_told(world, "warnings: import this file alone with --dry-run");
    ck_assert_ptr_null(strstr(world->errors, "no part on"));
}
END_TEST

/* Reads what the program tells until a part of it has come, or it ends. */
static void
read_until(int file, GString *told, const char *part)
{
    char bytes[512];
    ssize_t count;
    while ((part == NULL || strstr(told->str, part) == NULL) &&
           (count = read(file, bytes, sizeof bytes)) > 0) {
        g_string_append_len(told, bytes, count);
    }
}

/* The second report comes from a pipe that stays silent: there the signal finds the program. */
START_TEST(a_signal_ends_between_two_reports)
{
    g_autoptr(World) world = world_with_reports();
    g_auto(GStrv) environment = world_environment(world);
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    const char *const command[] = {g_getenv("ZHENGGAI"), "import", "a.txt", "-", "c.txt", NULL};
    GString *told = g_string_new(NULL);
    int input, errors, status = 0;
    GPid program;
    ck_assert(g_spawn_async_with_pipes(world->folder, (char **)(gpointer)command, environment,
                                       G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                                       NULL, &program, &input, NULL, &errors, NULL));
    read_until(errors, told, "a.txt: 东山镇人民政府 2024");
    ck_assert_int_eq(kill(program, signals[_i]), 0);
    close(input);
    read_until(errors, told, NULL);
    close(errors);
    ck_assert_int_eq(waitpid(program, &status, 0), program);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 1);
    ck_assert_msg(strstr(told->str, "1 taken in") != NULL, "%s", told->str);
    ck_assert_msg(strstr(told->str, "stopped: 2 of 3 reports were not looked at") != NULL, "%s",
                  told->str);
    g_string_free(told, TRUE);
    /* The same command again goes on. */
    ck_assert_int_eq(world_run(world, "import", "a.txt", "c.txt", NULL), 0);
    assert_told(world, "2 reports: 1 taken in, 1 in the ledger already, 0 failed");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(a_ledger_that_cannot_be_written_is_told_once)
{
    g_autoptr(World) world = world_with_reports();
    ck_assert_int_eq(world_run(world, "import", "a.txt", NULL), 0);
    g_autofree char *path = g_build_filename(world->folder, "zhenggai", "ledger.db", NULL);
    ck_assert_int_eq(world_run(world, "--db", path, "--readonly", "import", "b.txt", "c.txt", NULL),
                     1);
    ck_assert_ptr_null(strstr(world->errors, "c.txt"));
}
END_TEST

static Suite *
many_suite(void)
{
    Suite *suite = suite_create("intake_many");
    TCase *many = tcase_create("many");
    tcase_set_timeout(many, 60);
    tcase_add_test(many, a_bad_file_is_named_and_keeps_no_other_out);
    tcase_add_test(many, warnings_of_many_are_counted);
    tcase_add_loop_test(many, a_signal_ends_between_two_reports, 0, 3);
    tcase_add_test(many, a_ledger_that_cannot_be_written_is_told_once);
    suite_add_tcase(suite, many);
    return suite;
}

ZHENGGAI_TESTS(many_suite())
