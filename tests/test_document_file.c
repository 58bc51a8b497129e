/* Documents as pages and as files: HTML, PDF, what is saved and what is printed. */
#include <glib/gstdio.h>
#include <string.h>

#include "check_main.h"
#include "zhenggai/document.h"

static Document *document;

static void
setup(void)
{
    document = document_new(TEXT_ENGLISH);
}

static void
teardown(void)
{
    document_free(document);
}

/* ── HTML ─────────────────────────────────────────────────────────────────────────────────── */

static char *
body_of_html(void)
{
    g_autofree char *html = document_write_html(document);
    return g_strdup(strstr(html, "<body>\n") + strlen("<body>\n"));
}

START_TEST(html_has_every_block)
{
    const DocumentColumn columns[] = {{"owner", TEXT_LEFT}, {"tasks", TEXT_RIGHT}};
    document_heading(document, 1, "Unit\nTitle");
    document_byline(document, "by 王五");
    document_paragraph(document, "Text.");
    document_item(document, "1.1", "item");
    document_figure(document, "overdue", "1");
    document_bar(document, "active", 1, 4);
    document_page_break(document);
    document_heading(document, 2, "Chapter");
    document_closing(document, "2024-12-20");
    document_signature(document, "Head: ");
    document_page_across(document);
    document_table(document, columns, 2);
    document_row(document, (const char *const[]){"李四", "3"});
    g_autofree char *body = body_of_html();
    ck_assert_str_eq(body, "<h1>Unit\nTitle</h1>\n"
                           "<p class=\"byline\">by 王五</p>\n"
                           "<p>Text.</p>\n"
                           "<ul>\n<li><b>1.1</b><span>item</span></li>\n</ul>\n"
                           "<dl>\n<div><dt>overdue</dt><dd>1</dd></div>\n</dl>\n"
                           "<table class=\"bars\">\n"
                           "<tr><td>active</td><td class=\"right\">1/4</td>"
                           "<td class=\"right\">25.0%</td><td>"
                           "<svg viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" "
                           "aria-hidden=\"true\"><rect class=\"whole\" width=\"1000\" "
                           "height=\"12\"/><rect class=\"part\" width=\"250\" height=\"12\"/>"
                           "</svg></td></tr>\n</table>\n"
                           "<h2 class=\"break\">Chapter</h2>\n"
                           "<p class=\"closing\">2024-12-20</p>\n"
                           "<div class=\"signatures\">\n<span>Head: </span>\n</div>\n"
                           "<section class=\"across\">\n"
                           "<div class=\"table\"><table>\n<thead>\n"
                           "<tr><th>owner</th><th>tasks</th></tr>\n</thead>\n<tbody>\n"
                           "<tr><td>李四</td><td class=\"right\">3</td></tr>\n"
                           "</tbody>\n</table></div>\n</section>\n</body>\n</html>\n");
}
END_TEST

START_TEST(html_keeps_text_text)
{
    const DocumentColumn columns[] = {{"<th>", TEXT_LEFT}};
    document_heading(document, 1, "</title><script>alert(1)</script>");
    document_paragraph(document, "<img src=x onerror=alert(1)> & \"q\" 'a'");
    document_item(document, "<b>", "a\xE2\x80\xAEz\033");
    document_table(document, columns, 1);
    document_row(document, (const char *const[]){"</td>"});
    g_autofree char *html = document_write_html(document);
    ck_assert_ptr_null(strstr(html, "<script"));
    ck_assert_ptr_null(strstr(html, "<img"));
    ck_assert_ptr_null(strstr(html, "\033"));
    ck_assert_ptr_nonnull(strstr(html, "<title>&lt;/title&gt;&lt;script&gt;"));
    ck_assert_ptr_nonnull(strstr(html, "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;q&quot;"));
    ck_assert_ptr_nonnull(strstr(html, "<b>&lt;b&gt;</b><span>a&lt;U+202E&gt;z&lt;U+001B&gt;"));
    ck_assert_ptr_nonnull(strstr(html, "<th>&lt;th&gt;</th>"));
    ck_assert_ptr_nonnull(strstr(html, "<td>&lt;/td&gt;</td>"));
}
END_TEST

/* The page asks nobody for anything: what it shows is in it. */
START_TEST(html_needs_nothing_beside_it)
{
    document_heading(document, 1, "Title");
    g_autofree char *html = document_write_html(document);
    ck_assert_ptr_null(strstr(html, "<link"));
    ck_assert_ptr_null(strstr(html, "url("));
    ck_assert_ptr_null(strstr(html, "@import"));
    ck_assert_ptr_nonnull(strstr(html, "content=\"default-src 'none'"));
    ck_assert_ptr_nonnull(strstr(html, "prefers-color-scheme: dark"));
    ck_assert_ptr_nonnull(strstr(html, "@page"));
}
END_TEST

/* What only leads to a list is marked, so that no page ends with it. */
START_TEST(html_keeps_what_leads_with_what_follows)
{
    document_paragraph(document, "Steps:");
    document_item(document, "1.1.1", "one");
    document_paragraph(document, "Nothing more:");
    g_autofree char *page = document_write_html(document);
    ck_assert_ptr_nonnull(strstr(page, "<p class=\"lead\">Steps:</p>"));
    ck_assert_ptr_nonnull(strstr(page, "<p>Nothing more:</p>"));
}
END_TEST

START_TEST(html_breaks_long_words_and_no_days)
{
    const DocumentColumn columns[] = {{"day", TEXT_LEFT}, {"words", TEXT_LEFT}, {"n", TEXT_RIGHT}};
    document_table(document, columns, 3);
    document_row(document, (const char *const[]){"2024-12-20", "completed in time", "12"});
    document_row(document, (const char *const[]){"无", "http://example.com/abcdefghij", ""});
    g_autofree char *page = document_write_html(document);
    ck_assert_ptr_nonnull(strstr(page, "<td class=\"word\">2024-12-20</td><td>completed in time"
                                       "</td><td class=\"right\">12</td>"));
    ck_assert_ptr_nonnull(strstr(page, "<td>无</td><td class=\"long\">http"));
}
END_TEST

/* ── PDF ──────────────────────────────────────────────────────────────────────────────────── */

/* However many rows a table has, no page begins with its last one alone. */
START_TEST(pdf_leaves_no_row_alone)
{
    g_autofree char *reader = g_find_program_in_path("pdftotext");
    g_autofree char *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "rows.pdf", NULL);
    const char *const command[] = {reader, file, "-", NULL};
    const DocumentColumn column = {"number", TEXT_LEFT};
    for (int rows = 28; reader != NULL && rows < 40; rows++) {
        g_autofree char *text = NULL;
        g_autoptr(Document) made = document_new(TEXT_ENGLISH);
        document_table(made, &column, 1);
        for (int i = 0; i < rows; i++)
            document_row(made, (const char *const[]){"row"});
        ck_assert(document_save(made, DOCUMENT_PDF, NULL, file, NULL));
        ck_assert(g_spawn_sync(NULL, (char **)(gpointer)command, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               &text, NULL, NULL, NULL));
        g_auto(GStrv) pages = g_strsplit(g_strchomp(text), "\f", -1);
        for (guint i = 0; pages[i] != NULL; i++) {
            g_auto(GStrv) parts = g_strsplit(pages[i], "row", -1);
            ck_assert_msg(g_strv_length(parts) > 2, "of %d rows one stands alone:\n%s", rows,
                          pages[i]);
        }
    }
    g_unlink(file);
    g_rmdir(folder);
}
END_TEST

/* ── Formats and files ────────────────────────────────────────────────────────────────────── */

START_TEST(formats_are_told_by_the_suffix)
{
    DocumentFormat format = DOCUMENT_TEXT;
    ck_assert(document_format_for_file("总结.DOCX", &format) && format == DOCUMENT_DOCX);
    ck_assert(document_format_for_file("a.b/c.html", &format) && format == DOCUMENT_HTML);
    ck_assert(document_format_for_file("x.md", &format) && format == DOCUMENT_MARKDOWN);
    ck_assert(!document_format_for_file("summary", &format) && format == DOCUMENT_MARKDOWN);
    ck_assert(!document_format_for_file("x.doc", &format));
}
END_TEST

START_TEST(saving_fails_in_words_and_leaves_nothing)
{
    g_autoptr(GError) error = NULL;
    document_paragraph(document, "text");
    ck_assert(!document_save(document, DOCUMENT_HTML, NULL, "/nowhere/summary.html", &error));
    ck_assert_ptr_nonnull(strstr(error->message, "/nowhere/summary.html"));
}
END_TEST

static void
write_program(const char *file, const char *script)
{
    ck_assert(g_file_set_contents(file, script, -1, NULL));
    ck_assert_int_eq(g_chmod(file, 0700), 0);
}

/* A printer of the test's own: $PATH holds an lp that writes down what it was given. */
START_TEST(printing_hands_the_file_to_lp)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *told = NULL, *folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    g_autofree char *lp = g_build_filename(folder, "lp", NULL), *path = g_strdup(g_getenv("PATH"));
    write_program(lp, "#!/bin/sh\necho \"$@\"\n");
    g_autofree char *ours = g_strconcat(folder, ":", path, NULL);
    g_setenv("PATH", ours, TRUE);
    ck_assert(document_print("/tmp/a b.pdf", "-office", 3, &told, &error));
    ck_assert_str_eq(told, "-d-office -n3 -- /tmp/a b.pdf");
    g_clear_pointer(&told, g_free);
    ck_assert(document_print("/tmp/-x.pdf", NULL, 1, &told, &error));
    ck_assert_str_eq(told, "-- /tmp/-x.pdf");
    write_program(lp, "#!/bin/sh\necho 'no default destination' >&2\nexit 1\n");
    ck_assert(!document_print("/tmp/x.pdf", "", 1, NULL, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "no default destination"));
    ck_assert_ptr_nonnull(strstr(error->message, "/tmp/x.pdf"));
    g_clear_error(&error);
    g_setenv("PATH", "/nowhere", TRUE);
    ck_assert(!document_print("/tmp/x.pdf", "", 1, NULL, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "cups-client"));
    g_setenv("PATH", path, TRUE);
    g_unlink(lp);
    g_rmdir(folder);
}
END_TEST

static Suite *
suite(void)
{
    const TTest *const tests[] = {
        html_has_every_block,
        html_keeps_text_text,
        html_needs_nothing_beside_it,
        formats_are_told_by_the_suffix,
        saving_fails_in_words_and_leaves_nothing,
        pdf_leaves_no_row_alone,
        html_keeps_what_leads_with_what_follows,
        html_breaks_long_words_and_no_days,
        printing_hands_the_file_to_lp,
    };
    Suite *documents = suite_create("document_file");
    TCase *cases = tcase_create("document_file");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_set_timeout(cases, 120);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(documents, cases);
    return documents;
}

ZHENGGAI_TESTS(suite())
