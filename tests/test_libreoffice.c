/* The round trip through a real spreadsheet program: opened, saved, merged. Skipped, with a word,
 * where it is not installed. */
#include <stdio.h>
#include <string.h>

#include "check_main.h"
#include "program.h"

static World *world;

static void
setup(void)
{
    world = world_new();
    ck_assert_int_eq(world_run(world, "import", "--builtin", "--quiet", NULL), 0);
    ck_assert_int_eq(world_run(world, "set", "1.1", "owner=李四", "due=2024-12-20", "goal==1+1",
                               "remark=第一行\n第二行，\"引\"", NULL),
                     0);
    ck_assert_int_eq(world_run(world, "set", "2.1", "progress=substantial", "percent=50", NULL), 0);
}

static void
teardown(void)
{
    g_clear_pointer(&world, world_free);
}

/* Opens `from` as `filter` says and saves it as CSV in the character set `charset` (LibreOffice's
 * number) into back/. */
static void
save_anew(const char *from, const char *filter, int delimiter, int charset)
{
    g_autofree char *line = g_strdup_printf(
        "soffice -env:UserInstallation=file://\"$HOME\"/office --headless %s --convert-to "
        "'csv:Text - txt - csv (StarCalc):%d,34,%d,1' --outdir back %s",
        filter, delimiter, charset, from);
    ck_assert_int_eq(world_run_shell(world, line), 0);
}

static void
nothing_changed(const char *file)
{
    int status = world_run(world, "merge", file, NULL);
    ck_assert_msg(status == 0 && strstr(world->errors, "没有新的改动") != NULL, "%s\n%s",
                  world->output, world->errors);
}

START_TEST(csv_comes_back_unchanged)
{
    static const struct {
        int delimiter, charset;
    } forms[] = {{',', 76}, {';', 76}, {'\t', 85}, {',', 85}};
    ck_assert_int_eq(world_run(world, "export", "-o", "sheet.csv", NULL), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        save_anew("sheet.csv", "--infilter=CSV:44,34,76,1", forms[i].delimiter, forms[i].charset);
        nothing_changed("back/sheet.csv");
    }
}
END_TEST

START_TEST(workbook_comes_back_unchanged)
{
    if (world_run(world, "export", "-o", "book.xlsx", NULL) != 0)
        return;
    save_anew("book.xlsx", "", ',', 76);
    nothing_changed("back/book.csv");
}
END_TEST

START_TEST(an_edit_in_it_is_taken)
{
    ck_assert_int_eq(world_run(world, "export", "-o", "sheet.csv", NULL), 0);
    save_anew("sheet.csv", "--infilter=CSV:44,34,76,1", ',', 85);
    ck_assert_int_eq(
        world_run_shell(world, "iconv -f gb18030 -t utf-8 back/sheet.csv | sed 's/李四/赵六/' | "
                               "iconv -f utf-8 -t gb18030 > edited.csv"),
        0);
    ck_assert_int_eq(world_run(world, "merge", "edited.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "李四 → 赵六"));
}
END_TEST

static Suite *
libreoffice_suite(void)
{
    Suite *suite = suite_create("libreoffice");
    TCase *trips = tcase_create("trips");
    tcase_add_checked_fixture(trips, setup, teardown);
    tcase_set_timeout(trips, 600);
    tcase_add_test(trips, csv_comes_back_unchanged);
    tcase_add_test(trips, workbook_comes_back_unchanged);
    tcase_add_test(trips, an_edit_in_it_is_taken);
    suite_add_tcase(suite, trips);
    return suite;
}

/* Calc is a part of LibreOffice that can be left out. */
static gboolean
has_calc(void)
{
    g_autofree char *program = g_find_program_in_path("soffice");
    return program != NULL &&
           (g_file_test("/usr/lib/libreoffice/program/libsclo.so", G_FILE_TEST_EXISTS) ||
            g_file_test("/usr/lib64/libreoffice/program/libsclo.so", G_FILE_TEST_EXISTS));
}

int
main(void)
{
    if (!has_calc()) {
        printf("1..0 # SKIP LibreOffice Calc is not installed\n");
        return EXIT_SUCCESS;
    }
    SRunner *runner = srunner_create(libreoffice_suite());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
