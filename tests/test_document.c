/* Documents: what each writer makes of each block. */
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
    text_ambiguous_width_set(1);
    document_free(document);
}

static void
assert_text(const DocumentTextStyle *style, const char *wanted)
{
    g_autofree char *text = document_write_text(document, style);
    ck_assert_str_eq(text, wanted);
}

static void
assert_markdown(const char *wanted)
{
    g_autofree char *markdown = document_write_markdown(document);
    ck_assert_str_eq(markdown, wanted);
}

/* ── Shares ───────────────────────────────────────────────────────────────────────────────── */

static void
assert_share(gint64 value, gint64 of, const char *wanted)
{
    g_autofree char *share = document_share(value, of);
    ck_assert_str_eq(share, wanted);
}

START_TEST(shares_never_claim_all_or_none_wrongly)
{
    assert_share(688, 697, "98.7%");
    assert_share(0, 4, "0.0%");
    assert_share(4, 4, "100.0%");
    assert_share(9999, 10000, "99.9%");
    assert_share(1, 100000, "0.1%");
    assert_share(0, 0, "-");
}
END_TEST

/* ── Plain text ───────────────────────────────────────────────────────────────────────────── */

START_TEST(text_centres_the_title_and_wraps_paragraphs)
{
    document_heading(document, 1, "Title");
    document_heading(document, 2, "1. Chapter");
    document_paragraph(document, "one two three four five six seven");
    document_paragraph(document, "two\nlines");
    assert_text(&(DocumentTextStyle){.width = 20}, "       Title\n"
                                                   "\n"
                                                   "1. Chapter\n"
                                                   "\n"
                                                   "one two three four\n"
                                                   "five six seven\n"
                                                   "\n"
                                                   "two\n"
                                                   "lines\n");
}
END_TEST

START_TEST(text_indents_chinese_paragraphs)
{
    g_autoptr(Document) chinese = document_new(TEXT_CHINESE);
    document_heading(chinese, 3, "（一）问题");
    document_paragraph(chinese, "加强法治教育培训，制定系统的培训计划。");
    document_paragraph(chinese, "具体任务：");
    document_item(chinese, "1.1.1", "制定计划");
    g_autofree char *text = document_write_text(chinese, &(DocumentTextStyle){.width = 20});
    ck_assert_str_eq(text, "（一）问题\n"
                           "　　加强法治教育培\n"
                           "训，制定系统的培训计\n"
                           "划。\n"
                           "　　具体任务：\n"
                           "1.1.1  制定计划\n");
}
END_TEST

START_TEST(text_aligns_items_and_hangs_their_lines)
{
    document_item(document, "1.1", "short");
    document_item(document, "10.12", "words that go on below themselves\nand a line of their own");
    assert_text(&(DocumentTextStyle){.width = 40}, "    1.1    short\n"
                                                   "    10.12  words that go on below\n"
                                                   "           themselves\n"
                                                   "           and a line of their own\n");
}
END_TEST

START_TEST(text_aligns_figures_by_the_cell)
{
    document_figure(document, "逾期", "1");
    document_figure(document, "due soon", "12");
    assert_text(&(DocumentTextStyle){.width = 40}, "    逾期      1\n"
                                                   "    due soon  12\n");
}
END_TEST

START_TEST(text_draws_bars)
{
    document_bar(document, "整改中", 1, 4);
    document_bar(document, "已完成", 3, 4);
    document_bar(document, "无", 0, 0);
    assert_text(&(DocumentTextStyle){.width = 45},
                "    整改中  1/4   25.0%  █████░░░░░░░░░░░░░░░\n"
                "    已完成  3/4   75.0%  ███████████████░░░░░\n"
                "    无      0/0       -  ░░░░░░░░░░░░░░░░░░░░\n");
}
END_TEST

START_TEST(text_draws_bars_in_ascii)
{
    document_bar(document, "a", 1, 1000);
    document_bar(document, "b", 999, 1000);
    document_bar(document, "c", 1000, 1000);
    assert_text(&(DocumentTextStyle){.width = 42, .ascii = TRUE},
                "    a     1/1000    0.1%  #...............\n"
                "    b   999/1000   99.9%  ###############.\n"
                "    c  1000/1000  100.0%  ################\n");
}
END_TEST

START_TEST(text_halves_bars_on_terminals_that_show_them_wide)
{
    document_bar(document, "a", 1, 1);
    text_ambiguous_width_set(2);
    g_autofree char *text = document_write_text(document, &(DocumentTextStyle){.width = 80});
    ck_assert_str_eq(text, "    a  1/1  100.0%  ███████████████\n");
}
END_TEST

START_TEST(text_aligns_tables_by_the_cell)
{
    const DocumentColumn columns[] = {{"责任人", TEXT_LEFT}, {"Tasks", TEXT_RIGHT}};
    document_table(document, columns, 2);
    document_row(document, (const char *const[]){"李四", "3"});
    document_row(document, (const char *const[]){"Somebody", "12"});
    document_row(document, (const char *const[]){NULL, "0"});
    assert_text(&(DocumentTextStyle){0}, "责任人    Tasks\n"
                                         "--------  -----\n"
                                         "李四          3\n"
                                         "Somebody     12\n"
                                         "              0\n");
}
END_TEST

START_TEST(text_folds_cells_that_do_not_fit)
{
    const DocumentColumn columns[] = {{"measure", TEXT_LEFT}, {"n", TEXT_RIGHT}};
    document_table(document, columns, 2);
    document_row(document, (const char *const[]){"加强法治教育培训", "3"});
    assert_text(&(DocumentTextStyle){.width = 13}, "measure     n\n"
                                                   "----------  -\n"
                                                   "加强法治教  3\n"
                                                   "育培训\n");
}
END_TEST

START_TEST(text_breaks_pages_only_for_a_printer)
{
    document_paragraph(document, "one");
    document_page_break(document);
    document_paragraph(document, "two");
    assert_text(&(DocumentTextStyle){.paged = TRUE}, "one\n\f\ntwo\n");
    assert_text(&(DocumentTextStyle){.paged = FALSE}, "one\n\ntwo\n");
}
END_TEST

START_TEST(text_shows_what_would_disturb_a_terminal)
{
    document_heading(document, 2, "a\033[2Jb");
    document_paragraph(document, "x\xE2\x80\xAEy");
    document_item(document, "\a", "z\r");
    g_autofree char *text = document_write_text(document, &(DocumentTextStyle){0});
    for (const char *at = text; *at != '\0'; at++)
        ck_assert(*at == '\n' || (guchar)*at >= ' ');
    ck_assert_ptr_nonnull(strstr(text, "x<U+202E>y"));
}
END_TEST

/* A page as narrow as can be still holds everything. */
START_TEST(text_survives_any_width)
{
    const DocumentColumn columns[] = {{"责任人", TEXT_LEFT}, {"n", TEXT_RIGHT}, {"m", TEXT_CENTRE}};
    document_heading(document, 1, "张官营镇人民政府");
    document_item(document, "2024-12-20", "加强法治教育培训");
    document_figure(document, "整改措施完成率", "1/4");
    document_bar(document, "整改中", 1, 4);
    document_table(document, columns, 3);
    document_row(document, (const char *const[]){"李四", "3", "4"});
    for (int width = 1; width <= 120; width++) {
        g_autofree char *text = document_write_text(document, &(DocumentTextStyle){.width = width});
        ck_assert_ptr_nonnull(strstr(text, "官"));
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (guint i = 0; width >= 24 && lines[i] != NULL; i++)
            ck_assert_msg(text_width(lines[i]) <= width, "%d: %s", width, lines[i]);
    }
}
END_TEST

START_TEST(text_keeps_titles_whole)
{
    const DocumentColumn columns[] = {{"Owner", TEXT_LEFT}, {"What", TEXT_LEFT}};
    document_table(document, columns, 2);
    document_row(document, (const char *const[]){"a", "a text that is far longer than the line"});
    assert_text(&(DocumentTextStyle){.width = 16},
                "Owner  What\n-----  ---------\na      a text\n       that is\n       far\n"
                "       longer\n       than the\n       line\n");
}
END_TEST

/* Where lines are headings is known, whatever wraps around them. */
START_TEST(lines_tell_headings)
{
    document_heading(document, 2, "Chapter");
    document_paragraph(document, "one two three four");
    document_heading(document, 3, "A section that takes two lines");
    document_paragraph(document, "end");
    g_autoptr(GPtrArray) lines = document_lines(document, &(DocumentTextStyle){.width = 20});
    g_autoptr(GString) told = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        const DocumentLine *line = lines->pdata[i];
        g_string_append_printf(told, "%d %s\n", line->level, line->text);
    }
    ck_assert_str_eq(told->str, "2 Chapter\n0 \n0 one two three four\n0 \n3 A section that takes\n"
                                "0 two lines\n0 end\n");
}
END_TEST

/* ── Markdown ─────────────────────────────────────────────────────────────────────────────── */

START_TEST(markdown_has_every_block)
{
    const DocumentColumn columns[] = {
        {"owner", TEXT_LEFT}, {"tasks", TEXT_RIGHT}, {"share", TEXT_CENTRE}};
    document_heading(document, 1, "Title");
    document_heading(document, 2, "Chapter");
    document_paragraph(document, "Text\nin lines.");
    document_item(document, "1.1", "item");
    document_figure(document, "overdue", "1");
    document_bar(document, "active", 1, 4);
    document_page_break(document);
    document_table(document, columns, 3);
    document_row(document, (const char *const[]){"李四", "3", NULL});
    assert_markdown("# Title\n"
                    "\n"
                    "## Chapter\n"
                    "\n"
                    "Text\\\n"
                    "in lines.\n"
                    "\n"
                    "- 1.1 item\n"
                    "\n"
                    "- overdue **1**\n"
                    "\n"
                    "| | | |\n"
                    "| --- | ---: | ---: |\n"
                    "| active | 1/4 | 25.0% |\n"
                    "\n"
                    "---\n"
                    "\n"
                    "| owner | tasks | share |\n"
                    "| --- | ---: | :---: |\n"
                    "| 李四 | 3 |  |\n");
}
END_TEST

START_TEST(markdown_keeps_text_text)
{
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"*a* _b_ `c` ~~d~~ [e](f) ![g](h)",
         "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\[e\\](f) !\\[g\\](h)\n"},
        {"<script>alert(1)</script> &lt; a\\b",
         "\\<script\\>alert(1)\\</script\\> \\&lt; a\\\\b\n"},
        {"# no heading", "\\# no heading\n"},
        {"- no item", "\\- no item\n"},
        {"+ no item", "\\+ no item\n"},
        {"1. no item", "1\\. no item\n"},
        {"12) no item", "12\\) no item\n"},
        {"===", "\\===\n"},
        {"    no code", "no code\n"},
        {"a\n\n---\n> b", "a\\\n\\---\\\n\\> b\n"},
        {"a|b $x$", "a\\|b \\$x\\$\n"},
        {"http://evil www.evil.cn", "http\\://evil www\\.evil.cn\n"},
        {"a\xE2\x80\xAE\033z", "a\\<U+202E\\>\\<U+001B\\>z\n"},
        {"2024-12-20, 3.5 - 4", "2024-12-20, 3.5 - 4\n"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Document) hostile = document_new(TEXT_ENGLISH);
        document_paragraph(hostile, cases[i].text);
        g_autofree char *markdown = document_write_markdown(hostile);
        ck_assert_str_eq(markdown, cases[i].written);
    }
}
END_TEST

START_TEST(markdown_keeps_cells_in_their_table)
{
    const DocumentColumn columns[] = {{"a|b", TEXT_LEFT}};
    document_table(document, columns, 1);
    document_row(document, (const char *const[]){"c\n| d |\n\n# e"});
    assert_markdown("| a\\|b |\n"
                    "| --- |\n"
                    "| c \\| d \\| \\# e |\n");
}
END_TEST

START_TEST(markdown_keeps_lines_in_their_item)
{
    document_item(document, "1.", "one\n- two\n\nthree");
    assert_markdown("- 1\\. one\\\n"
                    "  \\- two\\\n"
                    "  three\n");
}
END_TEST

static Suite *
suite(void)
{
    const TTest *const tests[] = {
        shares_never_claim_all_or_none_wrongly,
        text_centres_the_title_and_wraps_paragraphs,
        text_indents_chinese_paragraphs,
        text_aligns_items_and_hangs_their_lines,
        text_aligns_figures_by_the_cell,
        text_draws_bars,
        text_draws_bars_in_ascii,
        text_halves_bars_on_terminals_that_show_them_wide,
        text_aligns_tables_by_the_cell,
        text_folds_cells_that_do_not_fit,
        text_breaks_pages_only_for_a_printer,
        text_shows_what_would_disturb_a_terminal,
        text_survives_any_width,
        markdown_has_every_block,
        markdown_keeps_text_text,
        markdown_keeps_cells_in_their_table,
        markdown_keeps_lines_in_their_item,
        lines_tell_headings,
        text_keeps_titles_whole,
    };
    Suite *documents = suite_create("document");
    TCase *cases = tcase_create("document");
    tcase_add_checked_fixture(cases, setup, teardown);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(documents, cases);
    return documents;
}

ZHENGGAI_TESTS(suite())
