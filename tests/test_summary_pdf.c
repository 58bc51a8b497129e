/* The summary as PDF, as the program writes it and poppler reads it: its pages, what stands on
 * them and in what order, its bookmarks and properties. */
#include <stdio.h>
#include <string.h>

#include "check_main.h"
#include "program.h"

#define HOSTILE "<b>&amp;</b>%n$(id)\\_"

static World *world;

static void
setup(void)
{
    world = world_new();
    ck_assert_int_eq(world_run(world, "import", "--builtin", "--quiet", NULL), 0);
}

static void
teardown(void)
{
    g_clear_pointer(&world, world_free);
}

static void
run(const char *line)
{
    ck_assert_msg(world_run_shell(world, line) == 0, "%s\n%s", world->output, world->errors);
}

static void
write_summary(void)
{
    run("$ZHENGGAI summary --year 2024 -o summary.pdf");
}

/* Each of the words, closed by NULL, stands behind the one before it in what the program said. */
static void G_GNUC_NULL_TERMINATED
assert_in_order(const char *first, ...)
{
    const char *at = world->output;
    va_list words;
    va_start(words, first);
    for (const char *word = first; word != NULL; word = va_arg(words, const char *)) {
        const char *found = strstr(at, word);
        ck_assert_msg(found != NULL, "“%.100s” is not in: %.1000s", word, at);
        at = found + strlen(word);
    }
    va_end(words);
}

/* The text without blanks and line feeds: a line ends where the page has no more room. */
static void
read_text(const char *options)
{
    g_autofree char *line =
        g_strdup_printf("pdftotext %s summary.pdf - | tr -d ' \\n\\f'", options);
    run(line);
}

static int
count_pages(void)
{
    run("pdfinfo summary.pdf");
    return (int)g_ascii_strtoll(strstr(world->output, "Pages:") + strlen("Pages:"), NULL, 10);
}

/* ── What it is ───────────────────────────────────────────────────────────────────────────── */

START_TEST(properties_tell_what_it_is)
{
    run("pdfinfo -isodates summary.pdf");
    assert_in_order("张官营镇人民政府 2024年度法治政府建设问题整改情况总结", "编制人：王五",
                    "Author:          张官营镇人民政府\n", "zhenggai", "2024-12-01T12:00:00", "A4",
                    NULL);
}
END_TEST

START_TEST(the_same_ledger_is_the_same_file)
{
    write_summary();
    run("mv summary.pdf before.pdf");
    write_summary();
    run("cmp before.pdf summary.pdf");
}
END_TEST

START_TEST(fonts_are_embedded)
{
    run("pdffonts summary.pdf | tail -n +3 | awk '{print $(NF-4)}' | sort -u");
    ck_assert_str_eq(world->output, "yes\n");
}
END_TEST

/* ── What it says ─────────────────────────────────────────────────────────────────────────── */

START_TEST(chapters_follow_one_another)
{
    read_text("-layout");
    assert_in_order("张官营镇人民政府", "一、总体情况", "4个存在问题、4项整改措施、8项具体任务",
                    "二、整改状态与销号状态", "100.0%", "三、责任落实情况", "责任人任务数",
                    "待明确1200.0%000", "四、逐项整改情况", "部分工作人员法治意识仍较淡薄",
                    "1.1加强法治教育培训", "五、未完成事项及原因", "六、下一年度安排", "签字",
                    "填表人：", "附件：整改台账", "序号存在问题", "4.1.2", NULL);
}
END_TEST

START_TEST(english_is_english)
{
    run("$ZHENGGAI summary --year 2024 --lang en -o summary.pdf");
    run("pdftotext summary.pdf -");
    assert_in_order("Prepared on 2024-12-01 by 王五", "1. Overview",
                    "The ledger holds 4 problems, 4 measures and 8 steps.", "Annex", NULL);
    run("pdfinfo -isodates summary.pdf");
    assert_in_order("2024-12-01T12:00:00", NULL);
}
END_TEST

/* Nothing in a text is markup, nothing in it stays invisible. */
START_TEST(texts_stay_texts)
{
    ck_assert_int_eq(world_run(world, "set", "1.1",
                               "goal=" HOSTILE "\xe2\x80\xae"
                               "倒",
                               NULL),
                     0);
    write_summary();
    read_text("");
    assert_in_order(HOSTILE "<U+202E>倒", NULL);
}
END_TEST

START_TEST(bookmarks_lead_to_headings)
{
    run("pdftohtml -xml -i -stdout summary.pdf | sed -n '/<outline>/,$p'");
    assert_in_order("<outline>", "一、总体情况", "二、整改状态与销号状态", "<outline>",
                    "（一）整改措施按整改状态分", "</outline>", "三、责任落实情况",
                    "附件：整改台账", NULL);
}
END_TEST

/* ── How it is set ────────────────────────────────────────────────────────────────────────── */

/* 版心: 28 mm and 37 mm from the edges, 156 mm and 225 mm wide and high. */
START_TEST(text_keeps_within_the_margins)
{
    g_autoptr(GString) address = g_string_new("goal=http://");
    for (int i = 0; i < 400; i++)
        g_string_append_c(address, 'a');
    ck_assert_int_eq(world_run(world, "set", "1.1", address->str, NULL), 0);
    write_summary();
    /* Upright pages; the number stands below. */
    run("pdftotext -bbox summary.pdf - | sed -n '/height=\"841/,/<\\/page>/p' | "
        "sed -n 's/.*xMin=\"\\([0-9.]*\\)\" yMin=\"\\([0-9.]*\\)\" xMax=\"\\([0-9.]*\\)\" "
        "yMax=\"\\([0-9.]*\\)\".*/\\1 \\2 \\3 \\4/p' | "
        "awk '$2 < 740 && ($1 < 79 || $2 < 100 || $3 > 526 || $4 > 748)'");
    ck_assert_str_eq(world->output, "");
    read_text("-layout");
    assert_in_order(address->str + strlen("goal="), NULL);
}
END_TEST

/* No line begins with what closes. */
START_TEST(lines_begin_as_they_may)
{
    run("pdftotext -layout summary.pdf -");
    g_autoptr(GRegex) closing =
        g_regex_new("^ *[，。；：、）”》].*", G_REGEX_MULTILINE, (GRegexMatchFlags)0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    ck_assert(g_utf8_validate(world->output, -1, NULL));
    gboolean found = g_regex_match(closing, world->output, (GRegexMatchFlags)0, &match);
    g_autofree char *line = found ? g_match_info_fetch(match, 0) : NULL;
    ck_assert_msg(!found, "%s", line);
}
END_TEST

START_TEST(pages_are_numbered_between_dashes)
{
    read_text("-f 1 -l 1");
    assert_in_order("—1—", NULL);
    read_text("-f 2 -l 2");
    assert_in_order("—2—", NULL);
}
END_TEST

START_TEST(the_annex_lies_across_and_repeats_its_head)
{
    int pages = count_pages();
    g_autofree char *sizes =
        g_strdup_printf("pdfinfo -f %d -l %d summary.pdf | grep 'size:'", pages - 2, pages);
    run(sizes);
    assert_in_order("595.276 x 841.89", "841.89 x 595.276", "841.89 x 595.276", NULL);
    for (int page = pages - 1; page <= pages; page++) {
        g_autofree char *options = g_strdup_printf("-f %d -l %d", page, page);
        read_text(options);
        assert_in_order("序号", "存在问题", "责任单位", "销号状态", "未申请", NULL);
    }
}
END_TEST

/* A cell higher than a page goes on over as many as it takes, none of it lost. */
START_TEST(a_cell_higher_than_a_page_goes_on)
{
    g_autoptr(GString) result = g_string_new("result=起");
    for (int i = 0; i < 1500; i++)
        g_string_append(result, "逐项落实");
    g_string_append(result, "讫");
    write_summary();
    int before = count_pages();
    ck_assert_int_eq(world_run(world, "set", "1.1", result->str, NULL), 0);
    write_summary();
    ck_assert_int_gt(count_pages(), before + 3);
    run("pdftotext summary.pdf - | tr -d ' \\n\\f' | grep -o '[落逐项]' | wc -l");
    /* In its story and in the annex. */
    ck_assert_int_ge(g_ascii_strtoll(world->output, NULL, 10), 2 * 1500 * 3);
}
END_TEST

/* ── Without fonts ────────────────────────────────────────────────────────────────────────── */

START_TEST(without_a_chinese_font_it_says_what_to_install)
{
    run("echo '<fontconfig><cachedir>'\"$HOME\"'/fonts</cachedir></fontconfig>' > fonts.conf");
    ck_assert_int_eq(world_run_shell(world, "FONTCONFIG_FILE=\"$HOME/fonts.conf\" $ZHENGGAI "
                                            "summary --year 2024 -o summary.pdf"),
                     1);
    ck_assert_ptr_nonnull(strstr(world->errors, "fonts-noto-cjk"));
    ck_assert_ptr_nonnull(strstr(world->errors, "html"));
    ck_assert_ptr_null(strstr(world->errors, "Pango"));
    run("test ! -e summary.pdf");
}
END_TEST

/* What only reads the summary shares one. */
static void
setup_written(void)
{
    setup();
    write_summary();
}

static Suite *
pdf_suite(void)
{
    const TTest *const readers[] = {
        properties_tell_what_it_is,
        fonts_are_embedded,
        chapters_follow_one_another,
        bookmarks_lead_to_headings,
        lines_begin_as_they_may,
        pages_are_numbered_between_dashes,
        the_annex_lies_across_and_repeats_its_head,
    };
    const TTest *const writers[] = {
        the_same_ledger_is_the_same_file,
        english_is_english,
        texts_stay_texts,
        text_keeps_within_the_margins,
        a_cell_higher_than_a_page_goes_on,
        without_a_chinese_font_it_says_what_to_install,
    };
    Suite *suite = suite_create("summary_pdf");
    TCase *written = tcase_create("written"), *writing = tcase_create("writing");
    tcase_add_unchecked_fixture(written, setup_written, teardown);
    tcase_add_checked_fixture(writing, setup, teardown);
    tcase_set_timeout(written, 120);
    tcase_set_timeout(writing, 120);
    for (guint i = 0; i < G_N_ELEMENTS(readers); i++)
        tcase_add_test(written, readers[i]);
    for (guint i = 0; i < G_N_ELEMENTS(writers); i++)
        tcase_add_test(writing, writers[i]);
    suite_add_tcase(suite, written);
    suite_add_tcase(suite, writing);
    return suite;
}

ZHENGGAI_TESTS(pdf_suite())
