/* Modules are found, share the program's state, and are missed in words. */
#include "check_main.h"
#include "zhenggai/module.h"

#include <glib/gstdio.h>

#include "zhenggai/text.h"

typedef const char *Translate(const char *msgid);

START_TEST(a_module_shares_the_state_of_the_program)
{
    g_autoptr(GError) error = NULL;
    Translate *translate = (Translate *)module_open("text-probe", "module_probe_translate", &error);
    ck_assert_msg(translate != NULL, "%s", error == NULL ? "" : error->message);
    text_language_set(TEXT_CHINESE);
    ck_assert_str_eq(translate("deadline"), text_translate("deadline"));
    ck_assert_str_ne(translate("deadline"), "deadline");
    text_language_set(TEXT_ENGLISH);
    ck_assert_str_eq(translate("deadline"), "deadline");
}
END_TEST

START_TEST(a_module_that_is_not_there_is_named)
{
    g_autoptr(GError) error = NULL;
    ck_assert(module_open("text-nowhere", "anything", &error) == NULL);
    ck_assert(g_error_matches(error, MODULE_ERROR, MODULE_ERROR_ABSENT));
    ck_assert_ptr_nonnull(strstr(error->message, "text-nowhere"));
}
END_TEST

START_TEST(a_function_that_is_not_in_it_is_named)
{
    g_autoptr(GError) error = NULL;
    ck_assert(module_open("text-probe", "no_such_function", &error) == NULL);
    ck_assert(g_error_matches(error, MODULE_ERROR, MODULE_ERROR_BROKEN));
    ck_assert_ptr_nonnull(strstr(error->message, "no_such_function"));
}
END_TEST

START_TEST(a_file_that_is_no_module_is_told)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "text-damaged.so", NULL);
    ck_assert(g_file_set_contents(path, "damaged", -1, NULL));
    g_setenv("ZHENGGAI_MODULES", folder, TRUE);
    ck_assert(module_open("text-damaged", "anything", &error) == NULL);
    ck_assert(g_error_matches(error, MODULE_ERROR, MODULE_ERROR_BROKEN));
    ck_assert_ptr_nonnull(strstr(error->message, path));
    g_unlink(path);
    g_rmdir(folder);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("module");
    TCase *modules = tcase_create("modules");
    tcase_add_test(modules, a_module_shares_the_state_of_the_program);
    tcase_add_test(modules, a_module_that_is_not_there_is_named);
    tcase_add_test(modules, a_function_that_is_not_in_it_is_named);
    tcase_add_test(modules, a_file_that_is_no_module_is_told);
    suite_add_tcase(suite, modules);
    return suite;
}

ZHENGGAI_TESTS(suite())
