/* Bytes to text: encodings, line ends, and files that are no text. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "check_main.h"
#include "zhenggai/intake.h"

#define TEXT "一、存在的不足\n一是法治意识淡薄。\n"

static char *
decode(const char *bytes, gsize length, GError **error)
{
    return intake_decode(bytes, length, "report.txt", error);
}

static void
assert_decodes(const char *bytes, gsize length, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *decoded = decode(bytes, length, &error);
    ck_assert_msg(decoded != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(decoded, text);
}

static void
assert_refused(const char *bytes, gsize length, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *decoded = decode(bytes, length, &error);
    ck_assert_ptr_null(decoded);
    ck_assert(g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT));
    ck_assert_msg(strstr(error->message, part) != NULL, "“%s” does not say “%s”", error->message,
                  part);
    ck_assert_ptr_nonnull(strstr(error->message, "report.txt"));
}

static const char *const encodings[] = {"UTF-8", "GB18030", "GBK", "UTF-16LE", "UTF-16BE"};

START_TEST(encoding_is_told_without_a_mark)
{
    gsize length;
    g_autofree char *bytes = g_convert(TEXT, -1, encodings[_i], "UTF-8", NULL, &length, NULL);
    assert_decodes(bytes, length, TEXT);
}
END_TEST

START_TEST(byte_order_mark_is_taken_off)
{
    gsize length;
    g_autofree char *bytes =
        g_convert("\uFEFF" TEXT, -1, encodings[_i], "UTF-8", NULL, &length, NULL);
    if (bytes != NULL) {
        assert_decodes(bytes, length, TEXT);
    }
}
END_TEST

START_TEST(line_ends_become_line_feeds)
{
    assert_decodes("一\r\n二\r三\n四", strlen("一\r\n二\r三\n四"), "一\n二\n三\n四");
}
END_TEST

START_TEST(rare_characters_survive_gb18030)
{
    gsize length;
    const char *text = "㐂𠮷镇人民政府\n";
    g_autofree char *bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
    assert_decodes(bytes, length, text);
}
END_TEST

START_TEST(other_files_are_named)
{
    static const struct {
        const char *bytes;
        gsize length;
        const char *part;
    } files[] = {
        {"%PDF-1.7\n…", 12, "PDF"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "Word"},
        {"{\\rtf1\\ansi", 11, "Word"},
        {"From: <Saved by Blink>", 22, "web archive"},
        {"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>", 64, "Word"},
        {"\x89PNG\r\n\x1A\n", 8, "picture"},
        {"\xFF\xD8\xFF\xE0", 4, "picture"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        assert_refused(files[i].bytes, files[i].length, files[i].part);
        assert_refused(files[i].bytes, files[i].length, ".txt");
    }
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused)
{
    assert_refused("", 0, "empty");
    assert_refused("ab\0cd\0\0", 7, "not a text file");
    assert_refused("abc\x01"
                   "def",
                   7, "control character 1 at byte 3");
    assert_refused("\x80\xFF\xFF\xFF", 4, "byte");
}
END_TEST

START_TEST(damaged_utf8_is_not_read_as_something_else)
{
    g_autofree char *bytes = g_strconcat(TEXT, TEXT, "\xE4\xB8", "再说", NULL);
    g_autofree char *place = g_strdup_printf("byte %zu", 2 * strlen(TEXT));
    assert_refused(bytes, strlen(bytes), place);
}
END_TEST

START_TEST(size_has_a_limit)
{
    gsize length = (32u << 20) + 1;
    g_autofree char *bytes = g_malloc(length);
    memset(bytes, 'a', length);
    assert_refused(bytes, length, "32 MB");
}
END_TEST

static char *
temporary_file(const char *contents)
{
    char *name = NULL;
    int file = g_file_open_tmp("intake-XXXXXX", &name, NULL);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, contents, strlen(contents)), (int)strlen(contents));
    close(file);
    return name;
}

START_TEST(file_is_read)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = temporary_file(TEXT);
    g_autofree char *text = intake_read(name, &error);
    ck_assert_msg(text != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(text, TEXT);
    g_unlink(name);
}
END_TEST

START_TEST(standard_input_is_read)
{
    g_autofree char *name = temporary_file(TEXT);
    int kept = dup(STDIN_FILENO), file = open(name, O_RDONLY);
    dup2(file, STDIN_FILENO);
    g_autofree char *text = intake_read("-", NULL);
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(file);
    g_unlink(name);
    ck_assert_ptr_nonnull(text);
    ck_assert_str_eq(text, TEXT);
}
END_TEST

START_TEST(file_that_cannot_be_read_is_told)
{
    static const char *const files[] = {"/nowhere/report.txt", "/"};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = intake_read(files[i], &error);
        ck_assert_ptr_null(text);
        ck_assert(g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_READ));
        ck_assert_ptr_nonnull(strstr(error->message, files[i]));
        ck_assert_ptr_nonnull(strstr(error->message, g_strerror(i == 0 ? ENOENT : EISDIR)));
    }
}
END_TEST

static Suite *
decode_suite(void)
{
    Suite *suite = suite_create("intake_decode");
    TCase *decode = tcase_create("decode");
    tcase_add_loop_test(decode, encoding_is_told_without_a_mark, 0, G_N_ELEMENTS(encodings));
    tcase_add_loop_test(decode, byte_order_mark_is_taken_off, 0, G_N_ELEMENTS(encodings));
    tcase_add_test(decode, line_ends_become_line_feeds);
    tcase_add_test(decode, rare_characters_survive_gb18030);
    tcase_add_test(decode, other_files_are_named);
    tcase_add_test(decode, bytes_that_are_no_text_are_refused);
    tcase_add_test(decode, damaged_utf8_is_not_read_as_something_else);
    tcase_add_test(decode, size_has_a_limit);
    suite_add_tcase(suite, decode);
    TCase *read = tcase_create("read");
    tcase_add_test(read, file_is_read);
    tcase_add_test(read, standard_input_is_read);
    tcase_add_test(read, file_that_cannot_be_read_is_told);
    suite_add_tcase(suite, read);
    return suite;
}

ZHENGGAI_TESTS(decode_suite())
