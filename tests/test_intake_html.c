/* Reports in web pages. */
#include "decoding.h"

static void
assert_page(const char *page, const char *text)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)page, (guint)strlen(page));
    assert_text(bytes, text);
}

START_TEST(blocks_are_lines)
{
    assert_page("<!DOCTYPE html><html><head><title>网站</title><style>p{}</style></head><body>"
                "<nav><a>首页</a></nav><h1>报告</h1><p>第一段\n  接着说，<b>加粗</b> 后&amp;前"
                "</p><script>var a = '<p>x</p>';</script><div style=\"DISPLAY : none\">藏</div>"
                "<p>一<br>二</p><div>三<div>四</div>五</div><p hidden>藏</p><footer>版权</footer>",
                "报告\n第一段接着说，加粗 后&前\n一\n二\n三\n四\n五\n");
}
END_TEST

START_TEST(lists_are_numbered)
{
    assert_page("<html><ol><li>甲<li>乙<ol type=a><li>丙</ol><li value=7>丁</ol><ol start=3 "
                "type=I><li><p>戊</p></li></ol><ol style=\"list-style-type: cjk-ideographic\"><li>"
                "己</ol><ul><li>庚</ul><ol style='list-style:none'><li>辛</ol>",
                "1. 甲\n2. 乙\na. 丙\n7. 丁\nIII. 戊\n一、己\n●庚\n辛\n");
}
END_TEST

START_TEST(tables_of_a_page_are_rows)
{
    assert_page(
        "<html><table><tr><th>存在问题<th>整改措施<th>责任单位<tr><td rowspan=2>甲<td>乙<td "
        "rowspan=2>司法所<tr><td>丙<tr><td colspan=2>丁<td>戊</table><p>后",
        "| 存在问题 | 整改措施 | 责任单位 |\n| 甲 | 乙 | 司法所 |\n| | 丙 | |\n| 丁 | | 戊 "
        "|\n后\n");
}
END_TEST

START_TEST(the_article_is_told_from_the_page)
{
    g_autofree char *long_text = g_strnfill(400, 'x');
    g_autofree char *page =
        g_strdup_printf("<html><head><meta name=\"ArticleTitle\" content=\"2024年报告\"></head>"
                        "<div>首页 > 公开</div><div class=\"left TRS_Editor\"><p>%s</p></div><div>"
                        "打印 关闭</div>",
                        long_text);
    g_autofree char *text = g_strdup_printf("2024年报告\n%s\n", long_text);
    assert_page(page, text);
}
END_TEST

START_TEST(pages_come_in_any_encoding)
{
    static const char *const charsets[] = {"UTF-8", "GB2312", "GBK", "GB18030", "UTF-16", "BIG5"};
    for (guint i = 0; i < G_N_ELEMENTS(charsets); i++) {
        gsize length;
        g_autofree char *page =
            g_strdup_printf("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
                            "charset=%s\"></head><body><p>一、存在的不足</p>",
                            charsets[i]);
        g_autofree char *bytes = g_convert(page, -1, charsets[i], "UTF-8", NULL, &length, NULL);
        g_autoptr(GByteArray) array = g_byte_array_new();
        g_byte_array_append(array, (const guint8 *)bytes, (guint)length);
        assert_text(array, "一、存在的不足\n");
    }
}
END_TEST

START_TEST(a_page_nested_without_end_is_refused)
{
    GString *page = g_string_new("<html>");
    for (guint i = 0; i < 100000; i++) {
        g_string_append(page, "<b>");
    }
    assert_refused(page->str, page->len, "nested");
    g_string_free(page, TRUE);
}
END_TEST

static Suite *
intake_html_suite(void)
{
    Suite *suite = suite_create("intake_html");
    TCase *pages = tcase_create("pages");
    tcase_add_test(pages, blocks_are_lines);
    tcase_add_test(pages, lists_are_numbered);
    tcase_add_test(pages, tables_of_a_page_are_rows);
    tcase_add_test(pages, the_article_is_told_from_the_page);
    tcase_add_test(pages, pages_come_in_any_encoding);
    tcase_add_test(pages, a_page_nested_without_end_is_refused);
    suite_add_tcase(suite, pages);
    return suite;
}

ZHENGGAI_TESTS(intake_html_suite())
