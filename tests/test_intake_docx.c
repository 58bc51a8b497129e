/* Reports in .docx files. The zip files are made here, by libarchive. */
#include <archive.h>
#include <archive_entry.h>

#include "decoding.h"

#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static GByteArray *
zip_new(const char *const *files)
{
    gsize used = 0, room = 1 << 16;
    for (guint i = 0; files[i] != NULL; i += 2) {
        room += strlen(files[i + 1]) + 1024;
    }
    g_autofree guint8 *memory = g_malloc(room);
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    ck_assert_int_eq(archive_write_open_memory(archive, memory, room, &used), ARCHIVE_OK);
    for (guint i = 0; files[i] != NULL; i += 2) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, files[i]);
        archive_entry_set_size(entry, (la_int64_t)strlen(files[i + 1]));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, files[i + 1], strlen(files[i + 1]));
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    GByteArray *zip = g_byte_array_new();
    g_byte_array_append(zip, memory, (guint)used);
    return zip;
}

static GByteArray *
docx_new(const char *body, const char *numbering, const char *styles)
{
    g_autofree char *document =
        g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document " WORD
                    " xmlns:mc=\"m\" xmlns:wps=\"s\" xmlns:v=\"v\"><w:body>",
                    body, "<w:sectPr/></w:body></w:document>", NULL);
    g_autofree char *lists =
        g_strconcat("<w:numbering " WORD ">", numbering, "</w:numbering>", NULL);
    g_autofree char *sheet = g_strconcat("<w:styles " WORD ">", styles, "</w:styles>", NULL);
    const char *files[] = {"[Content_Types].xml",
                           "<Types/>",
                           "word/numbering.xml",
                           lists,
                           "word/styles.xml",
                           sheet,
                           "word/document.xml",
                           document,
                           "word/header1.xml",
                           "<w:t>页眉</w:t>",
                           NULL};
    return zip_new(files);
}

static void
assert_docx(const char *body, const char *numbering, const char *styles, const char *text)
{
    g_autoptr(GByteArray) docx = docx_new(body, numbering, styles);
    assert_text(docx, text);
}

/* ── .docx ────────────────────────────────────────────────────────────────────────────────── */

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBERED(list, level, text)                                                                \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list                     \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LEVEL(level, format, text)                                                                 \
    "<w:lvl w:ilvl=\"" level "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format                  \
    "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define ABSTRACT(number, levels)                                                                   \
    "<w:abstractNum w:abstractNumId=\"" number "\">" levels "</w:abstractNum>"
#define LIST(number, abstract, rest)                                                               \
    "<w:num w:numId=\"" number "\"><w:abstractNumId w:val=\"" abstract "\"/>" rest "</w:num>"

#define OFFICIAL                                                                                   \
    ABSTRACT("0",                                                                                  \
             LEVEL("0", "chineseCountingThousand", "%1、") LEVEL("1", "chineseCounting", "（%2）") \
                 LEVEL("2", "decimal", "%3.") LEVEL("3", "decimal", "（%4）"))

START_TEST(paragraphs_are_lines)
{
    assert_docx(P("标题") "<w:p/>" P("正文&amp;其他"), "", "", "标题\n\n正文&其他\n");
}
END_TEST

START_TEST(automatic_numbers_are_printed)
{
    assert_docx(NUMBERED("1", "0", "成效") NUMBERED("1", "1", "甲") NUMBERED("1", "1", "乙")
                    NUMBERED("1", "0", "不足") NUMBERED("1", "1", "丙") NUMBERED("1", "2", "丁")
                        NUMBERED("0", "0", "无"),
                OFFICIAL LIST("1", "0", ""), "",
                "一、成效\n（一）甲\n（二）乙\n二、不足\n（一）丙\n1. 丁\n无\n");
}
END_TEST

START_TEST(numbers_count_in_every_format)
{
    static const struct {
        const char *format, *first, *eleventh;
    } formats[] = {
        {"decimal", "1", "11"},
        {"decimalZero", "01", "11"},
        {"decimalFullWidth", "１", "１１"},
        {"decimalEnclosedCircle", "①", "⑪"},
        {"decimalEnclosedCircleChinese", "①", "⑪"},
        {"decimalEnclosedParen", "⑴", "⑾"},
        {"decimalEnclosedFullstop", "⒈", "⒒"},
        {"ideographEnclosedCircle", "㊀", "11"},
        {"chineseCounting", "一", "十一"},
        {"chineseCountingThousand", "一", "十一"},
        {"taiwaneseCounting", "一", "十一"},
        {"japaneseCounting", "一", "十一"},
        {"ideographDigital", "一", "一一"},
        {"chineseLegalSimplified", "壹", "壹拾壹"},
        {"ideographTraditional", "甲", "甲"},
        {"upperLetter", "A", "K"},
        {"lowerLetter", "a", "k"},
        {"upperRoman", "I", "XI"},
        {"lowerRoman", "i", "xi"},
        {"unheardOf", "1", "11"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *numbering =
            g_strdup_printf(ABSTRACT("0", "%s<w:numFmt w:val=\"%s\"/>%s") LIST("1", "0", ""),
                            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>", formats[i].format,
                            "<w:lvlText w:val=\"第%1项、\"/></w:lvl>");
        g_autofree char *text =
            g_strdup_printf("第%s项、甲\n第%s项、乙\n", formats[i].first, formats[i].eleventh);
        GString *body = g_string_new(NUMBERED("1", "0", "甲"));
        for (guint j = 0; j < 9; j++) {
            g_string_append(body, NUMBERED("1", "0", ""));
        }
        g_string_append(body, NUMBERED("1", "0", "乙"));
        g_autoptr(GByteArray) docx = docx_new(body->str, numbering, "");
        g_autofree char *decoded =
            intake_decode((const char *)docx->data, docx->len, "report", NULL);
        g_auto(GStrv) lines = g_strsplit(decoded, "\n\n\n\n\n\n\n\n\n\n", 2);
        g_autofree char *both = g_strjoinv("\n", lines);
        ck_assert_str_eq(both, text);
        g_string_free(body, TRUE);
    }
}
END_TEST

START_TEST(numbers_of_levels_are_joined)
{
    assert_docx(NUMBERED("1", "0", "甲") NUMBERED("1", "1", "乙") NUMBERED("1", "1", "丙")
                    NUMBERED("1", "0", "丁") NUMBERED("1", "1", "戊"),
                ABSTRACT("0", LEVEL("0", "chineseCounting",
                                    "%1、") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                                            "w:val=\"decimal\"/><w:isLgl/><w:lvlText "
                                            "w:val=\"%1.%2\"/></w:lvl>") LIST("1", "0", ""),
                "", "一、甲\n1.1 乙\n1.2 丙\n二、丁\n2.1 戊\n");
}
END_TEST

START_TEST(lists_begin_where_they_are_told_to)
{
    assert_docx(NUMBERED("1", "0", "甲") NUMBERED("1", "0", "乙") NUMBERED("2", "0", "丙")
                    NUMBERED("3", "0", "丁") NUMBERED("3", "0", "戊"),
                ABSTRACT("0", LEVEL("0", "decimal", "%1、")) LIST("1", "0", "") LIST("2", "0", "")
                    LIST("3", "0",
                         "<w:lvlOverride w:ilvl=\"0\"><w:startOverride "
                         "w:val=\"5\"/></w:lvlOverride>"),
                "", "1、甲\n2、乙\n3、丙\n5、丁\n6、戊\n");
}
END_TEST

START_TEST(a_level_may_go_on_in_the_next_section)
{
    assert_docx(NUMBERED("1", "0", "甲") NUMBERED("1", "1", "乙") NUMBERED("1", "0", "丙")
                    NUMBERED("1", "1", "丁"),
                ABSTRACT("0",
                         LEVEL("0", "chineseCounting",
                               "%1、") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                                       "w:val=\"decimal\"/><w:lvlRestart w:val=\"0\"/><w:lvlText "
                                       "w:val=\"%2、\"/></w:lvl>") LIST("1", "0", ""),
                "", "一、甲\n1、乙\n二、丙\n2、丁\n");
}
END_TEST

START_TEST(numbers_come_by_style)
{
    assert_docx(
        STYLED("Sub", "甲") STYLED("Child", "乙")
            STYLED("Sub", "丙") "<w:p><w:pPr><w:pStyle w:val=\"Sub\"/><w:numPr><w:numId "
                                "w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>丁</w:t></w:r></w:p>",
        ABSTRACT("0",
                 LEVEL("0", "chineseCounting",
                       "%1、") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                               "w:val=\"chineseCounting\"/><w:pStyle w:val=\"Sub\"/><w:lvlText "
                               "w:val=\"（%2）\"/></w:lvl>") LIST("1", "0", ""),
        "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:pPr><w:numPr><w:numId "
        "w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:type=\"paragraph\" "
        "w:styleId=\"Child\"><w:basedOn w:val=\"Sub\"/></w:style>",
        "（一）甲\n（二）乙\n（三）丙\n丁\n");
}
END_TEST

START_TEST(bullets_are_bullets)
{
    assert_docx(NUMBERED("1", "0", "甲"),
                ABSTRACT("0", LEVEL("0", "bullet", "\xEF\x82\xB7")) LIST("1", "0", ""), "",
                "●甲\n");
}
END_TEST

START_TEST(only_what_the_printed_page_shows_is_read)
{
    assert_docx(
        "<w:p><w:r><w:t>原</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏"
        "</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>文</w:t></w:r>"
        "</w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>" P(
            "后") "<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:r><w:t>甲</w:t>"
                  "<w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
        "", "", "原增文\n前后\n甲\t乙\n丙\n");
}
END_TEST

START_TEST(fields_show_their_result)
{
#define FIELD(code, result)                                                                        \
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" code                       \
    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>" result      \
    "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    assert_docx("<w:p>" FIELD(" DATE \\@ ", "2025年2月1日") "</w:p><w:p>" FIELD(
                    " TOC \\o ", "三、存在的不足 3") "</w:p><w:p><w:fldSimple w:instr=\"PAGE\"><w:"
                                                     "r><w:t>7</w:t></w:r></w:fldSimple></w:p>",
                "", "", "2025年2月1日\n\n\n");
}
END_TEST

START_TEST(text_boxes_follow_their_paragraph_once)
{
    assert_docx("<w:p><w:r><w:t>正</w:t></w:r><w:r><mc:AlternateContent><mc:Choice "
                "Requires=\"wps\"><wps:txbx><w:txbxContent>" P(
                    "框") "</w:txbxContent></wps:txbx>"
                          "</mc:Choice><mc:Fallback><v:textbox><w:txbxContent>" P(
                              "框") "</w:txbxContent>"
                                    "</v:textbox></mc:Fallback></mc:AlternateContent></"
                                    "w:r><w:r><w:t>文</w:t></w:r>"
                                    "</w:p>",
                "", "", "正文\n框\n");
}
END_TEST

#define CELL(properties, content) "<w:tc><w:tcPr>" properties "</w:tcPr>" content "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

START_TEST(tables_are_rows_of_cells)
{
    assert_docx(
        "<w:tbl>" ROW(CELL("<w:gridSpan w:val=\"3\"/>", P("整改台账"))) ROW(
            CELL("", P("存在问题")) CELL("", P("原因"))
                CELL("", P("整改措施"))) ROW(CELL("<w:vMerge w:val=\"restart\"/>", P("甲|乙"))
                                                 CELL("", P("丙")) CELL("", P("丁。") P("戊。")))
            ROW(CELL("<w:vMerge/>", "<w:p/>") CELL("", P("")) CELL(
                "", P("己"))) "<w:tr><w:trPr><w:del/></w:trPr>" CELL("", P("删")) "</w:tr></w:tbl>",
        "", "",
        "整改台账\n| 存在问题 | 原因 | 整改措施 |\n| 甲 乙 | 丙 | 丁。 戊。 |\n| | | 己 |\n");
}
END_TEST

START_TEST(tables_that_lay_out_are_lines)
{
    assert_docx("<w:tbl>" ROW(CELL("", P("存在问题"))
                                  CELL("", P("一是法治意识淡薄，部分干部学法"
                                             "用法不够主动，遇事找法尚未成为"
                                             "习惯。") P("二是执法力量不足。"))) "</w:tbl>",
                "", "",
                "存在问题\n一是法治意识淡薄，部分干部学法用法不够主动，遇事找法尚未成为习惯。\n二是"
                "执法力量不足。\n");
}
END_TEST

#define HEAD "<w:p><w:r><w:t>张官营镇人民政府关于2024年法治政府建设情况的报告</w:t></w:r></w:p>"

START_TEST(a_numbered_docx_becomes_a_draft)
{
    g_autoptr(GByteArray) docx =
        docx_new(HEAD NUMBERED("1", "0", "存在的问题") NUMBERED("1", "1", "法治意识淡薄。")
                     NUMBERED("1", "1", "执法力量不足。") NUMBERED("1", "0", "原因分析")
                         NUMBERED("1", "1", "学习不够。") NUMBERED("1", "1", "编制偏紧。")
                             NUMBERED("1", "0", "整改措施") NUMBERED("1", "1", "加强培训。")
                                 NUMBERED("1", "1", "充实队伍。"),
                 OFFICIAL LIST("1", "0", ""), "");
    g_autofree char *text = intake_decode((const char *)docx->data, docx->len, "report", NULL);
    g_autoptr(IntakeDraft) draft = intake_draft_new(text, "report", NULL);
    ck_assert_ptr_nonnull(draft);
    ck_assert_int_eq(draft->year, 2024);
    ck_assert_uint_eq(draft->problems->len, 2);
    const IntakeProblem *problem = draft->problems->pdata[1];
    ck_assert_str_eq(problem->text, "执法力量不足");
    ck_assert_str_eq(((IntakeItem *)problem->causes->pdata[0])->text, "编制偏紧");
    ck_assert_str_eq(((IntakeItem *)problem->measures->pdata[0])->text, "充实队伍");
    g_autofree char *place =
        g_utf8_substring(draft->text, (glong)problem->start, (glong)problem->end);
    ck_assert_str_eq(place, "执法力量不足");
}
END_TEST

START_TEST(a_table_in_a_docx_becomes_a_draft)
{
    g_autoptr(GByteArray) docx = docx_new(
        HEAD P("三、存在的问题及整改措施") "<w:tbl>" ROW(CELL("", P("序号")) CELL("", P("存在问题"))
                                                             CELL("", P("整改措施")))
            ROW(CELL("", P("1")) CELL("<w:vMerge w:val=\"restart\"/>", P("法治意识淡薄"))
                    CELL("", P("加强培训")))
                ROW(CELL("", "<w:p/>") CELL("<w:vMerge/>", "<w:p/>") CELL("", P("开展讲座")))
                    ROW(CELL("", P("2")) CELL("", P("执法力量不足"))
                            CELL("", P("充实队伍"))) "</w:tbl>",
        "", "");
    g_autofree char *text = intake_decode((const char *)docx->data, docx->len, "report", NULL);
    g_autoptr(IntakeDraft) draft = intake_draft_new(text, "report", NULL);
    ck_assert_msg(draft != NULL, "%s", text);
    ck_assert_uint_eq(draft->problems->len, 2);
    const IntakeProblem *first = draft->problems->pdata[0], *second = draft->problems->pdata[1];
    ck_assert_str_eq(first->text, "法治意识淡薄");
    ck_assert_uint_eq(first->measures->len, 2);
    ck_assert_str_eq(((IntakeItem *)first->measures->pdata[1])->text, "开展讲座");
    ck_assert_uint_eq(second->measures->len, 1);
}
END_TEST

/* ── Hostile and other zip files ──────────────────────────────────────────────────────────── */

START_TEST(other_zip_files_are_named)
{
    static const struct {
        const char *name, *part;
    } files[] = {{"xl/workbook.xml", ".xlsx"},    {"ppt/presentation.xml", ".pptx"},
                 {"content.xml", "OpenDocument"}, {"OFD.xml", "OFD"},
                 {"报告.txt", "unpack it"},       {"word/notes/document.xml", "unpack it"}};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        const char *entries[] = {files[i].name, "<x/>", NULL};
        g_autoptr(GByteArray) zip = zip_new(entries);
        assert_refused(zip->data, zip->len, files[i].part);
    }
}
END_TEST

START_TEST(cut_and_damaged_files_are_refused)
{
    g_autoptr(GByteArray) docx = docx_new(P("正文"), "", "");
    for (guint length = 4; length < docx->len; length += 7) {
        assert_refused(docx->data, length, "damaged");
    }
    const char *entries[] = {"word/document.xml", "<w:document><w:body>", NULL};
    g_autoptr(GByteArray) broken = zip_new(entries);
    assert_refused(broken->data, broken->len, "damaged");
}
END_TEST

START_TEST(bombs_are_refused)
{
    GString *large = g_string_new("<w:document " WORD "><w:body><w:p><w:r><w:t>");
    while (large->len < 8u << 20) {
        g_string_append(large, "                                                              ");
    }
    g_string_append(large, "</w:t></w:r></w:p></w:body></w:document>");
    const char *entries[] = {"word/document.xml", large->str, NULL};
    g_autoptr(GByteArray) bomb = zip_new(entries);
    ck_assert_uint_lt(bomb->len, 1u << 20);
    assert_refused(bomb->data, bomb->len, "too large");
    g_string_free(large, TRUE);
}
END_TEST

START_TEST(entities_are_not_followed)
{
    static const char *const documents[] = {
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
        "\"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY e \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><w:document " WORD
        "><w:body><w:p><w:r><w:t>&e;&e;&e;</w:t></w:r></w:p></w:body></w:document>",
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document " WORD
        "><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"};
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        const char *entries[] = {"word/document.xml", documents[i], NULL};
        g_autoptr(GByteArray) docx = zip_new(entries);
        assert_refused(docx->data, docx->len, "damaged");
    }
}
END_TEST

START_TEST(encrypted_files_are_told)
{
    static const char old[] =
        "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    assert_refused(old, sizeof old, "password");
}
END_TEST

START_TEST(without_the_module_the_message_says_what_to_do)
{
    g_autoptr(GByteArray) docx = docx_new(P("正文"), "", "");
    g_setenv("ZHENGGAI_MODULES", "/nowhere", TRUE);
    assert_refused(docx->data, docx->len, ".txt");
    assert_refused(docx->data, docx->len, "intake-documents");
}
END_TEST

static Suite *
docx_suite(void)
{
    Suite *suite = suite_create("intake_docx");
    TCase *docx = tcase_create("docx");
    tcase_add_test(docx, paragraphs_are_lines);
    tcase_add_test(docx, automatic_numbers_are_printed);
    tcase_add_test(docx, numbers_count_in_every_format);
    tcase_add_test(docx, numbers_of_levels_are_joined);
    tcase_add_test(docx, lists_begin_where_they_are_told_to);
    tcase_add_test(docx, a_level_may_go_on_in_the_next_section);
    tcase_add_test(docx, numbers_come_by_style);
    tcase_add_test(docx, bullets_are_bullets);
    tcase_add_test(docx, only_what_the_printed_page_shows_is_read);
    tcase_add_test(docx, fields_show_their_result);
    tcase_add_test(docx, text_boxes_follow_their_paragraph_once);
    tcase_add_test(docx, tables_are_rows_of_cells);
    tcase_add_test(docx, tables_that_lay_out_are_lines);
    tcase_add_test(docx, a_numbered_docx_becomes_a_draft);
    tcase_add_test(docx, a_table_in_a_docx_becomes_a_draft);
    suite_add_tcase(suite, docx);
    TCase *hostile = tcase_create("hostile");
    tcase_add_test(hostile, other_zip_files_are_named);
    tcase_add_test(hostile, cut_and_damaged_files_are_refused);
    tcase_add_test(hostile, bombs_are_refused);
    tcase_add_test(hostile, entities_are_not_followed);
    tcase_add_test(hostile, encrypted_files_are_told);
    tcase_add_test(hostile, without_the_module_the_message_says_what_to_do);
    suite_add_tcase(suite, hostile);
    return suite;
}

ZHENGGAI_TESTS(docx_suite())
