/* Text on its way to a person: language, widths, cutting, wrapping, making visible. */
#include "check_main.h"
#include "../src/text/catalogue.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Language ─────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_language_settings)
{
    static const struct {
        const char *setting;
        int language; /* -1: not understood */
    } settings[] = {
        {"zh", TEXT_CHINESE},
        {"zh_CN.UTF-8", TEXT_CHINESE},
        {"zh-Hans", TEXT_CHINESE},
        {"ZH_cn", TEXT_CHINESE},
        {"中文", TEXT_CHINESE},
        {"en", TEXT_ENGLISH},
        {"en_GB", TEXT_ENGLISH},
        {"C", TEXT_ENGLISH},
        {"POSIX", TEXT_ENGLISH},
        {"C.UTF-8", TEXT_ENGLISH},
        {"", -1},
        {"fr_FR.UTF-8", -1},
        {"zhongwen", -1},
        {"e", -1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++) {
        TextLanguage language = (TextLanguage)77;
        gboolean understood = text_language_parse(settings[i].setting, &language);
        ck_assert_msg(understood == (settings[i].language >= 0), "%s", settings[i].setting);
        ck_assert_int_eq(language, understood ? settings[i].language : 77);
    }
}
END_TEST

/* A catalogue of two entries, one of them plural, as msgfmt lays it out. */
typedef struct {
    guint32 magic, revision, count, originals, translations, hash_size, hash;
    guint32 original[2][2], translation[2][2];
    char strings[64];
} Sample;

static Sample
sample_catalogue(void)
{
    Sample sample = {.magic = 0x950412de,
                     .count = 2,
                     .originals = G_STRUCT_OFFSET(Sample, original),
                     .translations = G_STRUCT_OFFSET(Sample, translation)};
    guint32 strings = G_STRUCT_OFFSET(Sample, strings);
    static const char strings_of_both[] = "%d task\0%d tasks\0owner\0%d 项任务\0责任人";
    memcpy(sample.strings, strings_of_both, sizeof strings_of_both);
    guint32 places[4][2] = {{16, 0}, {5, 17}, {12, 23}, {9, 36}};
    for (int i = 0; i < 4; i++) {
        guint32 *entry = i < 2 ? sample.original[i] : sample.translation[i - 2];
        entry[0] = places[i][0];
        entry[1] = strings + places[i][1];
    }
    return sample;
}

static const char *
sample_find(const Sample *sample, const char *msgid)
{
    return catalogue_find((const char *)sample, sizeof *sample, msgid);
}

START_TEST(test_catalogue_finds)
{
    Sample sample = sample_catalogue();
    ck_assert_str_eq(sample_find(&sample, "owner"), "责任人");
    ck_assert_str_eq(sample_find(&sample, "%d task"), "%d 项任务");
    ck_assert_ptr_null(sample_find(&sample, "deadline"));
    ck_assert_ptr_null(sample_find(&sample, ""));
}
END_TEST

START_TEST(test_catalogue_of_the_other_byte_order)
{
    Sample sample = sample_catalogue();
    guint32 *numbers = (guint32 *)&sample;
    for (gsize i = 0; i < G_STRUCT_OFFSET(Sample, strings) / sizeof *numbers; i++)
        numbers[i] = GUINT32_SWAP_LE_BE(numbers[i]);
    ck_assert_str_eq(sample_find(&sample, "owner"), "责任人");
}
END_TEST

START_TEST(test_catalogue_damaged)
{
    Sample sample = sample_catalogue();
    for (gsize size = 0; size < sizeof sample; size++) {
        /* On the heap, so that a read past the end is seen. */
        g_autofree char *cut = g_memdup2(&sample, size);
        catalogue_find(cut, size, "owner");
    }
    ck_assert_ptr_null(catalogue_find("", 0, "owner"));

    guint32 *numbers = (guint32 *)&sample;
    for (gsize i = 0; i < G_STRUCT_OFFSET(Sample, strings) / sizeof *numbers; i++) {
        guint32 kept = numbers[i];
        numbers[i] = G_MAXUINT32;
        sample_find(&sample, "owner");
        sample_find(&sample, "zzz");
        numbers[i] = kept;
    }
    sample.magic = 0;
    ck_assert_ptr_null(sample_find(&sample, "owner"));
}
END_TEST

START_TEST(test_translation_falls_back)
{
    static const char unknown[] = "no catalogue has this sentence";
    text_language_set(TEXT_CHINESE);
    ck_assert_str_eq(text_translate(unknown), unknown);
    ck_assert_str_eq(text_translate(""), "");
    ck_assert_str_eq(text_translate_plural("%d cat of ours", "%d cats of ours", 1),
                     "%d cat of ours");
    text_language_set(TEXT_ENGLISH);
    ck_assert_str_eq(text_translate_plural("%d cat of ours", "%d cats of ours", 2),
                     "%d cats of ours");
    ck_assert_str_eq(text_translate_plural("%d cat of ours", "%d cats of ours", 0),
                     "%d cats of ours");
}
END_TEST

/* ── Width and places ─────────────────────────────────────────────────────────────────────── */

START_TEST(test_width)
{
    ck_assert_int_eq(text_width(""), 0);
    ck_assert_int_eq(text_width("abc"), 3);
    ck_assert_int_eq(text_width("整改，abc"), 9);
    ck_assert_int_eq(text_width("e\u0301x"), 2);
    ck_assert_int_eq(text_width("😀"), 2);
    ck_assert_int_eq(text_width("\033\n"), 0);
    ck_assert_int_eq(text_width("a\xff\xe4\xb8"), 3);
    ck_assert_int_eq(text_width("𠮷"), 2);
    ck_assert_int_eq(text_character_width(U'整'), 2);
    ck_assert_int_eq(text_character_width('a'), 1);
    ck_assert_int_eq(text_character_width(0x0301), 0);
    ck_assert_int_eq(text_character_width('\033'), 0);
    ck_assert_int_eq(text_character_width(0x7f), 0);
}
END_TEST

START_TEST(test_width_ambiguous)
{
    ck_assert_int_eq(text_width("“”—…·①"), 6);
    text_ambiguous_width_set(2);
    ck_assert_int_eq(text_width("“”—…·①"), 12);
    ck_assert_int_eq(text_width("a整"), 3);
    ck_assert_int_eq(text_character_width(U'“'), 2);
    g_autofree char *cut = text_cut("整改措施", 7);
    ck_assert_str_eq(cut, "整改…");
    g_autofree char *nothing = text_cut("整改措施", 1);
    ck_assert_str_eq(nothing, "");
    g_auto(GStrv) lines = text_wrap("“整”", 4);
    ck_assert_str_eq(lines[0], "“整");
    text_ambiguous_width_set(1);
    ck_assert_int_eq(text_width("“”—…·①"), 6);
}
END_TEST

/* Clusters that the tables must tell apart, each once. */
static const char *const clusters[] = {
    "a", "整", "e\u0301", "👨‍👩‍👧", "🇨🇳", "🇫🇷", "👍🏽", "，",
    "b", "각", "改",      "\u1100\u1161",       "\n", "。", "葛󠄀",
};

START_TEST(test_clusters_both_ways)
{
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(clusters); i++)
        g_string_append(text, clusters[i]);

    gsize at = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(clusters); i++) {
        gsize next = text_cluster_next(text->str, at);
        ck_assert_uint_eq(next - at, strlen(clusters[i]));
        ck_assert_uint_eq(text_cluster_previous(text->str, next), at);
        at = next;
    }
    ck_assert_uint_eq(text_cluster_next(text->str, at), at);
    ck_assert_uint_eq(text_cluster_previous(text->str, 0), 0);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(test_cluster_longer_than_any_piece)
{
    GString *text = g_string_new("xz");
    for (int i = 0; i < 500; i++)
        g_string_append(text, "\u0301");
    gsize length = text->len;
    g_string_append(text, "整");
    ck_assert_uint_eq(text_cluster_next(text->str, 1), length);
    ck_assert_uint_eq(text_cluster_previous(text->str, length), 1);
    g_string_free(text, TRUE);
}
END_TEST

/* Whatever the bytes: both ways arrive, and meet the same stops. */
START_TEST(test_clusters_of_any_bytes)
{
    static const char pool[] =
        "a \n\r\xff\xe4\xb8\xad\xf0\x9f\x91\x80\xcc\x81\xc3\xed\xa0\xe2\x80\x8d";
    g_autoptr(GRand) dice = g_rand_new_with_seed(2024);
    for (int round = 0; round < 5000; round++) {
        int length = g_rand_int_range(dice, 1, 14);
        g_autofree char *text = g_malloc0((gsize)length + 1);
        for (int i = 0; i < length; i++)
            text[i] = pool[g_rand_int_range(dice, 0, sizeof pool - 1)];
        gsize last = 0;
        for (gsize at = 0; text[at] != '\0';) {
            gsize next = text_cluster_next(text, at);
            ck_assert_uint_gt(next, at);
            ck_assert_uint_le(next, (gsize)length);
            last = at;
            at = next;
        }
        ck_assert_uint_eq(text_cluster_previous(text, (gsize)length), last);
        g_autofree char *visible = text_visible(text);
        ck_assert(g_utf8_validate(visible, -1, NULL));
        for (int cells = 0; cells < 6; cells++) {
            g_autofree char *cut = text_cut(visible, cells);
            ck_assert_int_le(text_width(cut), cells);
        }
        g_auto(GStrv) lines = text_wrap(text, 3);
        ck_assert_ptr_nonnull(lines[0]);
    }
}
END_TEST

START_TEST(test_words)
{
    static const char text[] = "  see  the 整改 list.";
    static const gsize stops[] = {0, 2, 7, 11, 14, 18, 22, 23};
    for (gsize i = 0; i + 1 < G_N_ELEMENTS(stops); i++) {
        ck_assert_uint_eq(text_word_next(text, stops[i]), stops[i + 1]);
        ck_assert_uint_eq(text_word_previous(text, stops[i + 1]), stops[i]);
    }
    ck_assert_uint_eq(text_word_next(text, 23), 23);
    ck_assert_uint_eq(text_word_previous(text, 0), 0);
    ck_assert_uint_eq(text_word_previous(text, 9), 7);
}
END_TEST

/* ── Cutting and fitting ──────────────────────────────────────────────────────────────────── */

START_TEST(test_cut)
{
    static const struct {
        const char *text;
        int cells;
        const char *cut;
    } cuts[] = {
        {"整改措施", 8, "整改措施"},
        {"整改措施", 7, "整改措…"},
        {"整改措施", 6, "整改…"}, /* the third would be half covered */
        {"整改措施", 1, "…"},
        {"整改措施", 0, ""},
        {"整改措施", -3, ""},
        {"", 0, ""},
        {"abc", 2, "a…"},
        {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
        {"🇨🇳🇫🇷", 3, "🇨🇳…"},
        {"👨‍👩‍👧ab", 7, "👨‍👩‍👧…"},
        {"👨‍👩‍👧ab", 6, "…"}, /* a cluster is never cut in two */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
        g_autofree char *cut = text_cut(cuts[i].text, cuts[i].cells);
        ck_assert_str_eq(cut, cuts[i].cut);
    }
}
END_TEST

START_TEST(test_fit)
{
    static const struct {
        const char *text;
        int cells;
        TextAlign align;
        const char *fitted;
    } fits[] = {
        {"整改", 6, TEXT_LEFT, "整改  "},    {"整改", 6, TEXT_RIGHT, "  整改"},
        {"整改", 7, TEXT_CENTRE, " 整改  "}, {"整改措施", 6, TEXT_LEFT, "整改… "},
        {"整改", 4, TEXT_LEFT, "整改"},      {"", 3, TEXT_CENTRE, "   "},
        {"整改", 0, TEXT_LEFT, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(fits); i++) {
        g_autofree char *fitted = text_fit(fits[i].text, fits[i].cells, fits[i].align);
        ck_assert_str_eq(fitted, fits[i].fitted);
    }
}
END_TEST

/* ── Wrapping ─────────────────────────────────────────────────────────────────────────────── */

/* The wrapped lines joined by |. */
static char *
wrapped(const char *text, int cells)
{
    g_auto(GStrv) lines = text_wrap(text, cells);
    return g_strjoinv("|", lines);
}

START_TEST(test_wrap)
{
    static const struct {
        const char *text;
        int cells;
        const char *lines;
    } wraps[] = {
        {"", 10, ""},
        {"\n", 10, "|"},
        {"一\n\n二\n", 10, "一||二|"},
        {"法治政府建设", 4, "法治|政府|建设"},
        {"法治政府建设", 5, "法治|政府|建设"},
        {"法治政府，建设", 8, "法治政|府，建设"}, /* no line begins with ， */
        {"法治政府。建设", 8, "法治政|府。建设"},
        {"法治政（府建设）", 8, "法治政|（府建|设）"}, /* none ends with （ */
        {"他说“整改”好", 6, "他|说“整|改”好"},
        {"ab abc d", 6, "ab abc|d"}, /* the blank at the break takes no room */
        {"abc   def", 3, "abc|def"},
        {"a整", 2, "a|整"},
        {"整，改", 2, "整|，|改"}, /* nothing else fits */
        {"abcdefgh ij", 3, "abc|def|gh|ij"},
        {"见https://example", 6, "见|https:|//|exampl|e"},
        {"👨‍👩‍👧a", 2,
         "👨‍|👩‍|👧|a"}, /* wider than any line: by character */
        {"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
        {"整改", 0, "整|改"}, /* at least two cells */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(wraps); i++) {
        g_autofree char *lines = wrapped(wraps[i].text, wraps[i].cells);
        ck_assert_str_eq(lines, wraps[i].lines);
    }
}
END_TEST

/* For every width: no line too wide, nothing lost but blanks, no forbidden first or last mark. */
START_TEST(test_wrap_rules)
{
    static const char text[] =
        "一是规范性文件审查机制不健全。部分站所（中心）对《河南省行政规范性文件管理办法》掌握不够，"
        "存在“重制定、轻审查”的现象；二是 执法人员 持证率 85.5%，低于县 定目标！（见 附件）";
    for (int cells = 2; cells < 60; cells++) {
        g_auto(GStrv) lines = text_wrap(text, cells);
        GString *joined = g_string_new(NULL);
        for (char **line = lines; *line != NULL; line++) {
            ck_assert_int_le(text_width(*line), cells);
            g_string_append(joined, *line);
            if (cells < 12)
                continue;
            const char *const closing[] = {"，", "。", "；", "！", "”", "）", "》", "、", "%"};
            for (gsize i = 0; i < G_N_ELEMENTS(closing); i++)
                ck_assert_msg(!g_str_has_prefix(*line, closing[i]), "%d: %s", cells, *line);
            const char *const opening[] = {"（", "“", "《"};
            for (gsize i = 0; i < G_N_ELEMENTS(opening); i++)
                ck_assert_msg(!g_str_has_suffix(*line, opening[i]), "%d: %s", cells, *line);
        }
        g_auto(GStrv) wanted = g_strsplit(text, " ", -1);
        g_auto(GStrv) found = g_strsplit(joined->str, " ", -1);
        g_autofree char *wanted_text = g_strjoinv("", wanted);
        g_autofree char *found_text = g_strjoinv("", found);
        ck_assert_str_eq(found_text, wanted_text);
        g_string_free(joined, TRUE);
    }
}
END_TEST

START_TEST(test_wrap_places)
{
    g_autoptr(GArray) lines = text_wrap_lines("ab cd\n\n整改", 3);
    static const TextLine wanted[] = {{0, 2}, {3, 5}, {6, 6}, {7, 10}, {10, 13}};
    ck_assert_uint_eq(lines->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < lines->len; i++) {
        ck_assert_uint_eq(g_array_index(lines, TextLine, i).start, wanted[i].start);
        ck_assert_uint_eq(g_array_index(lines, TextLine, i).end, wanted[i].end);
    }
}
END_TEST

/* ── Making visible ───────────────────────────────────────────────────────────────────────── */

START_TEST(test_bigrams)
{
    static const struct {
        const char *text, *bigrams;
        guint count;
    } cases[] = {{"", "", 0},
                 {"法", "", 0},
                 {"法治意", "法治 治意 ", 2},
                 {"法治，意识 No.12a", "法治 意识 no 12 2a ", 5},
                 {"甲。", "", 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) bigrams = g_string_new(NULL);
        ck_assert_uint_eq(text_append_bigrams(bigrams, cases[i].text), cases[i].count);
        ck_assert_str_eq(bigrams->str, cases[i].bigrams);
    }
}
END_TEST

START_TEST(test_visible)
{
    static const struct {
        const char *text, *visible;
    } samples[] = {
        {"整改 “abc”—①·é", "整改 “abc”—①·é"},
        {"e\u0301", "e\u0301"},
        {"a\tb\nc", "a b\nc"},
        {"\033[31m\a\r", "<U+001B>[31m<U+0007><U+000D>"},
        {"\x7f\xc2\x85\xc2\x9b", "<U+007F><U+0085><U+009B>"},
        {"责任人\u202e：\u2066", "责任人<U+202E>：<U+2066>"},
        {"\u061c\u200e\u200f", "<U+061C><U+200E><U+200F>"},
        {"\u200b\u200c\u200d\u2060\ufeff\u00ad",
         "<U+200B><U+200C><U+200D><U+2060><U+FEFF><U+00AD>"},
        {"\u2028\u2029", "<U+2028><U+2029>"},
        {"\u3164\u034f\ufe0f", "<U+3164><U+034F><U+FE0F>"},
        {"\U000E0041\U000E0100", "<U+E0041><U+E0100>"},
        {"\uffff", "<U+FFFF>"},
        {"a\xff\xe4\xb8", "a<0xFF><0xE4><0xB8>"},
        {"\xed\xa0\x80\xc0\xaf", "<0xED><0xA0><0x80><0xC0><0xAF>"},
        {"\u3000\u00a0", "\u3000\u00a0"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *visible = text_visible(samples[i].text);
        ck_assert_str_eq(visible, samples[i].visible);
        g_autofree char *again = text_visible(visible);
        ck_assert_str_eq(again, visible);
    }
}
END_TEST

START_TEST(test_visible_line)
{
    static const struct {
        const char *text, *line;
    } samples[] = {
        {"一\n二", "一 二"},
        {"一 \n\n  二", "一 二"},
        {"  一  二 ", "  一  二 "},
        {"\n一\n", " 一 "},
        {"", ""},
        {"a\033\nb", "a<U+001B> b"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *line = text_visible_line(samples[i].text);
        ck_assert_str_eq(line, samples[i].line);
    }
}
END_TEST

static Suite *
text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *language = tcase_create("language");
    tcase_add_test(language, test_language_settings);
    tcase_add_test(language, test_catalogue_finds);
    tcase_add_test(language, test_catalogue_of_the_other_byte_order);
    tcase_add_test(language, test_catalogue_damaged);
    tcase_add_test(language, test_translation_falls_back);
    suite_add_tcase(suite, language);
    TCase *places = tcase_create("width");
    tcase_add_test(places, test_width);
    tcase_add_test(places, test_width_ambiguous);
    tcase_add_test(places, test_clusters_both_ways);
    tcase_add_test(places, test_cluster_longer_than_any_piece);
    tcase_add_test(places, test_clusters_of_any_bytes);
    tcase_add_test(places, test_words);
    tcase_add_test(places, test_bigrams);
    tcase_add_test(places, test_cut);
    tcase_add_test(places, test_fit);
    suite_add_tcase(suite, places);
    TCase *wrapping = tcase_create("wrap");
    tcase_add_test(wrapping, test_wrap);
    tcase_add_test(wrapping, test_wrap_rules);
    tcase_add_test(wrapping, test_wrap_places);
    suite_add_tcase(suite, wrapping);
    TCase *safety = tcase_create("visible");
    tcase_add_test(safety, test_visible);
    tcase_add_test(safety, test_visible_line);
    suite_add_tcase(suite, safety);
    return suite;
}

ZHENGGAI_TESTS(text_suite())
