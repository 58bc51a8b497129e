/* A draft on its way out: the JSON that scripts rely on, and the preview. */
#include <string.h>

#include "../src/cli/draft.h"
#include "check_main.h"
#include "zhenggai/text.h"

#define REPORT                                                                                                                                \
    "柳渡镇2023年度法治政府建设情况报告\n\n一、存在的不足\n一是甲事\u202e不清。二是乙事不明。\n"          \
    "二、原因\n一是丙制不全。\n三、整改措施\n一是改甲事。先清点。再公示（责任单位：司法所；完成时" \
    "限："                                                                                                                                  \
    "2024年6月底前）。二是改乙事。\n四、2024年工作安排\n一是抓好丁事。\n"

static IntakeDraft *
draft_of(const char *text)
{
    g_autoptr(GError) error = NULL;
    IntakeDraft *draft = intake_draft_new(text, "report.txt", &error);
    ck_assert_msg(draft != NULL, "%s", error != NULL ? error->message : "");
    return draft;
}

static const json_t *
element(const json_t *object, const char *key, size_t index)
{
    return json_array_get(json_object_get(object, key), index);
}

static const char *
string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

START_TEST(json_has_the_agreed_form)
{
    g_autoptr(IntakeDraft) draft = draft_of(REPORT);
    json_t *json = cli_draft_json(draft);
    ck_assert_str_eq(string_of(json, "unit"), "柳渡镇人民政府");
    ck_assert_int_eq(json_integer_value(json_object_get(json, "year")), 2023);
    ck_assert_uint_eq(strlen(string_of(json, "sha256")), 64);
    const json_t *problem = element(json, "problems", 0), *second = element(json, "problems", 1);
    ck_assert_int_eq(json_integer_value(json_object_get(second, "n")), 2);
    ck_assert_str_eq(string_of(second, "text"), "乙事不明");
    ck_assert_int_eq(json_integer_value(json_object_get(second, "start")) + 4,
                     json_integer_value(json_object_get(second, "end")));
    const json_t *measure = element(problem, "measures", 0);
    ck_assert_str_eq(string_of(measure, "text"), "改甲事");
    ck_assert_str_eq(string_of(measure, "due_text"), "2024年6月底前");
    ck_assert_str_eq(string_of(measure, "due"), "2024-06-30");
    ck_assert_str_eq(string_of(measure, "department"), "司法所");
    ck_assert_str_eq(string_of(element(measure, "steps", 1), "text"), "再公示");
    ck_assert(json_is_false(json_object_get(measure, "underway")));
    const json_t *causes = json_object_get(json_object_get(json, "unpaired"), "causes");
    ck_assert_str_eq(string_of(json_array_get(causes, 0), "text"), "丙制不全");
    ck_assert_str_eq(string_of(element(json, "plans", 0), "text"), "抓好丁事");
    const json_t *diagnostic = element(json, "diagnostics", 0);
    ck_assert_str_eq(string_of(diagnostic, "code"), "unpaired-causes");
    ck_assert_str_eq(string_of(diagnostic, "level"), "warning");
    ck_assert_int_eq(json_integer_value(json_object_get(diagnostic, "line")), 6);
    json_decref(json);
}
END_TEST

START_TEST(unknown_is_null)
{
    g_autoptr(IntakeDraft) draft = draft_of("存在的问题：一是甲事不清。\n整改措施：一是改甲事。\n");
    json_t *json = cli_draft_json(draft);
    static const char *const of_report[] = {"unit", "year", "title", "dated", "addressee"};
    static const char *const of_measure[] = {"due_text", "due", "department", "kind", "goal"};
    const json_t *measure = element(element(json, "problems", 0), "measures", 0);
    for (guint i = 0; i < G_N_ELEMENTS(of_report); i++) {
        ck_assert_msg(json_is_null(json_object_get(json, of_report[i])), "%s", of_report[i]);
        ck_assert_msg(json_is_null(json_object_get(measure, of_measure[i])), "%s", of_measure[i]);
    }
    ck_assert_uint_eq(json_array_size(json_object_get(measure, "steps")), 0);
    json_decref(json);
}
END_TEST

START_TEST(preview_shows_what_was_found)
{
    text_language_set(TEXT_ENGLISH);
    g_autoptr(IntakeDraft) draft = draft_of(REPORT);
    g_autofree char *preview = cli_draft_preview(draft, 60);
    static const char *const parts[] = {
        "柳渡镇人民政府", "1.1 ",     "1.1.2 ",  "2024-06-30", "司法所",    "Not linked",
        "丙制不全",       "抓好丁事", "plans 1", "line 6",     "warning: ", "1 of 2 measures"};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        ck_assert_msg(strstr(preview, parts[i]) != NULL, "no “%s” in:\n%s", parts[i], preview);
    }
}
END_TEST

START_TEST(preview_shows_nothing_raw)
{
    text_language_set(TEXT_ENGLISH);
    g_autoptr(IntakeDraft) draft = draft_of("柳渡镇2023\u202e年法治政府建设报告\n\n一、存在的不足\n"
                                            "一是甲事\x1b[31m不清。二是乙事不明。\n");
    g_autofree char *preview = cli_draft_preview(draft, 60);
    ck_assert_ptr_null(strchr(preview, '\x1b'));
    ck_assert_ptr_null(strstr(preview, "\u202e"));
}
END_TEST

START_TEST(preview_keeps_its_width)
{
    text_language_set(TEXT_CHINESE);
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    g_autofree char *preview = cli_draft_preview(draft, 50);
    g_auto(GStrv) lines = g_strsplit(preview, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        ck_assert_msg(text_width(lines[i]) <= 50, "%s", lines[i]);
    }
}
END_TEST

static Suite *
output_suite(void)
{
    Suite *suite = suite_create("intake_output");
    TCase *output = tcase_create("output");
    tcase_add_test(output, json_has_the_agreed_form);
    tcase_add_test(output, unknown_is_null);
    tcase_add_test(output, preview_shows_what_was_found);
    tcase_add_test(output, preview_shows_nothing_raw);
    tcase_add_test(output, preview_keeps_its_width);
    suite_add_tcase(suite, output);
    return suite;
}

ZHENGGAI_TESTS(output_suite())
