/* A returned sheet becomes rows with known columns, whatever a spreadsheet program did to it; one
 * that cannot be trusted is refused with its line. */
#include "check_main.h"
#include "damage.h"
#include "zhenggai/sheet.h"
#include "zhenggai/text.h"

#define HEADER "问题编号,单位,年度,存在问题,原因剖析,整改措施,责任人,整改时限,整改状态,UUID"

static void
setup(void)
{
    text_language_set(TEXT_ENGLISH);
}

static Sheet *
parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    Sheet *sheet = sheet_parse(text, strlen(text), "a.csv", NULL, &error);
    ck_assert_msg(sheet != NULL, "%s", error == NULL ? "" : error->message);
    return sheet;
}

/* It is refused so, and the message holds `words`. */
static void
refused_bytes(const char *bytes, gsize length, SheetError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    Sheet *sheet = sheet_parse(bytes, length, "a.csv", NULL, &error);
    ck_assert_ptr_null(sheet);
    ck_assert_msg(g_error_matches(error, SHEET_ERROR, code), "%s", error->message);
    ck_assert_msg(strstr(error->message, words) != NULL, "%s", error->message);
}

static void
refused(const char *text, SheetError code, const char *words)
{
    refused_bytes(text, strlen(text), code, words);
}

static const char *
cell(const Sheet *sheet, guint row, LedgerField field)
{
    return sheet_cell(sheet, sheet->rows->pdata[row], field);
}

static guint
line_of(const Sheet *sheet, guint row)
{
    return ((SheetRow *)sheet->rows->pdata[row])->line;
}

START_TEST(titles_stand_above_the_header)
{
    g_autoptr(Sheet) sheet = parse("整改台账\r\n\r\n填报单位：,,张官营镇\r\n" HEADER
                                   "\r\nZG2024-01-01,张官营镇,2024,甲,乙,丙,李四,,,\r\n");
    ck_assert_uint_eq(sheet->header_line, 4);
    ck_assert_uint_eq(sheet->rows->len, 1);
    ck_assert_uint_eq(line_of(sheet, 0), 5);
    ck_assert_str_eq(cell(sheet, 0, FIELD_TASK_owner), "李四");
    ck_assert_str_eq(cell(sheet, 0, FIELD_TASK_due), "");
    ck_assert_ptr_null(cell(sheet, 0, FIELD_TASK_goal));
}
END_TEST

START_TEST(own_name_comes_before_what_is_called_like_it)
{
    g_autoptr(Sheet) sheet = parse("整改措施,完成情况,整改状态,UUID\r\n丙,县里写的,整改中,x\r\n");
    ck_assert_str_eq(cell(sheet, 0, FIELD_TASK_progress), "整改中");
    ck_assert_uint_eq(sheet->remarks->len, 1);
}
END_TEST

START_TEST(headers_have_many_names)
{
    static const struct {
        const char *header;
        LedgerField field;
    } names[] = {{"完成时限", FIELD_TASK_due},
                 {"整改期限（年月日）", FIELD_TASK_due},
                 {"承办单位", FIELD_TASK_department},
                 {" 责 任 人 ", FIELD_TASK_owner},
                 {"责任人*", FIELD_TASK_owner},
                 {"owner", FIELD_TASK_owner},
                 {"Owner", FIELD_TASK_owner},
                 {"uuid", FIELD_TASK_uuid},
                 {"是否销号", FIELD_TASK_closure},
                 {"place_start", FIELD_NONE},
                 {"", FIELD_NONE},
                 {"第几批", FIELD_NONE}};
    g_autoptr(SheetHeaders) words = sheet_headers_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        ck_assert_msg(sheet_header_field(words, names[i].header) == names[i].field, "%s",
                      names[i].header);
}
END_TEST

START_TEST(lines_are_the_files)
{
    g_autoptr(Sheet) sheet = parse(HEADER "\n"
                                          "a1,u,2024,\"甲\n甲\",乙,丙,,,,\n"
                                          "\n"
                                          "a2,u,2024,\"x\",乙,\"丁\r\n\r\n戊\",,,,\n"
                                          "a3,u,2024,x,乙,己,,,,\n");
    ck_assert_uint_eq(sheet->rows->len, 3);
    ck_assert_uint_eq(line_of(sheet, 0), 2);
    ck_assert_uint_eq(line_of(sheet, 1), 5);
    ck_assert_uint_eq(line_of(sheet, 2), 8);
    ck_assert_str_eq(cell(sheet, 1, FIELD_TASK_text), "丁\n\n戊");
}
END_TEST

START_TEST(blanks_below_merged_cells_are_filled)
{
    g_autoptr(Sheet) sheet = parse(HEADER "\na1,张官营镇,2024,甲,乙,丙,李四,,,\n"
                                          "a2,,,,,丁,,,,\n");
    ck_assert_str_eq(cell(sheet, 1, FIELD_TASK_unit), "张官营镇");
    ck_assert_str_eq(cell(sheet, 1, FIELD_TASK_problem), "甲");
    ck_assert_str_eq(cell(sheet, 1, FIELD_TASK_owner), "");
    ck_assert(!((SheetRow *)sheet->rows->pdata[0])->continued);
    ck_assert(((SheetRow *)sheet->rows->pdata[1])->continued);
}
END_TEST

/* Excel leaves out what is blank at a row's end: that is not the same as emptied. */
START_TEST(short_row_says_nothing_of_the_rest)
{
    g_autoptr(Sheet) sheet = parse(HEADER "\na1,u,2024,甲,乙,丙\n");
    ck_assert_ptr_null(cell(sheet, 0, FIELD_TASK_owner));
}
END_TEST

START_TEST(tails_and_headers_within_are_passed_over)
{
    g_autoptr(Sheet) sheet = parse(HEADER ",,\na1,u,2024,甲,乙,丙,,,,,,\n,,,,,,,,,,,\n" HEADER
                                          ",,\na2,u,2024,甲,乙,丁,,,,,,\n,,, ,,,,,,,,\n"
                                          "填表人：李四,,,,,,,,,,,\n");
    ck_assert_uint_eq(sheet->rows->len, 3);
    ck_assert_str_eq(cell(sheet, 1, FIELD_TASK_code), "a2");
}
END_TEST

START_TEST(cut_files_are_refused_with_their_line)
{
    refused(HEADER "\na1,u,2024,甲,乙,丙,,,,x\na2,u,2024,\"甲", SHEET_ERROR_BROKEN, "a.csv:3:");
    refused(HEADER "\na1,u,2024,甲,乙,丙,,,,x\na2,u,20", SHEET_ERROR_BROKEN, "a.csv:3:");
    refused(HEADER "\na1,u,2024,甲,\"乙\n乙", SHEET_ERROR_BROKEN, "a.csv:2:");
}
END_TEST

START_TEST(broken_files_are_refused_with_their_line)
{
    refused(HEADER "\na1,u,2024,甲,乙,丙,,,,x\na2,u,2024,\"甲\"乙\",乙,丁,,,,x\n",
            SHEET_ERROR_BROKEN, "a.csv:3:");
    refused(HEADER "\na1,u,2024,甲，,乙,丙,丁,,,,x,y\n", SHEET_ERROR_BROKEN, "a.csv:2:");
}
END_TEST

START_TEST(what_is_no_sheet_is_refused)
{
    refused("", SHEET_ERROR_HEADER, "no header");
    refused("甲,乙\n丙,丁\n", SHEET_ERROR_HEADER, "no header");
    refused("PK\x03\x04xl/workbook", SHEET_ERROR_FORMAT, "xlsx");
    refused("\xD0\xCF\x11\xE0\xA1", SHEET_ERROR_FORMAT, "xls");
}
END_TEST

START_TEST(damaged_text_is_refused_with_its_line)
{
    static const char damaged[] = HEADER "\na1,u,2024,甲\xE4\xB8,乙,丙,,,,x\n";
    static const char cut[] = HEADER "\na1,u,2024,\xE7\x94";
    static const char nul[] = HEADER "\na1,u\0,2024,甲,乙,丙,,,,x\n";
    refused(damaged, SHEET_ERROR_ENCODING, "a.csv:2:");
    refused(cut, SHEET_ERROR_ENCODING, "a.csv:2:");
    refused_bytes(nul, sizeof nul - 1, SHEET_ERROR_ENCODING, "a.csv:");
}
END_TEST

/* One damage at a time, then all together: the rows are the same. */
START_TEST(every_damage_leaves_the_rows)
{
    g_autofree char *clean =
        g_strdup("\"序号\",\"问题编号\",\"单位\",\"年度\",\"问题来源\",\"存在问题\","
                 "\"原因剖析\",\"整改目标\",\"整改措施\",\"责任单位\",\"责任人\","
                 "\"整改时限\",\"整改状态\",\"佐证材料\",\"延期情况\",\"UUID\"\r\n"
                 "\"1\",\"ZG2024-01-01\",\"张官营镇\",\"2024\",\"自查\",\"甲，\"\"引\"\"\","
                 "\"乙\",\"'=1+1\",\"丙\n二\",\"司法所\",\"李四\",\"2024-12-20\",\"整改中\","
                 "\"\",\"\",\"11111111-1111-4111-8111-111111111111\"\r\n"
                 "\"2\",\"ZG2024-01-02\",\"张官营镇\",\"2024\",\"自查\",\"甲，\"\"引\"\"\","
                 "\"乙\",\"a;b,c\",\"丁\",\"司法所\",\"王五\",\"2025-01-05\",\"未启动\","
                 "\"\",\"\",\"22222222-2222-4222-8222-222222222222\"\r\n");
    const guint8 edited[3 * 16] = {0};
    for (guint i = 0; i <= DAMAGE_COUNT; i++) {
        guint damage =
            i < DAMAGE_COUNT ? 1U << i : (1U << DAMAGE_COUNT) - 1 - DAMAGE_UTF16 - DAMAGE_TWICE;
        GRand *random = g_rand_new_with_seed(i);
        g_autoptr(GPtrArray) grid = grid_read(clean);
        damage_grid(grid, damage, edited, random);
        gsize length = 0;
        g_autofree char *bytes = damage_write(grid, damage, &length);
        g_autoptr(GError) error = NULL;
        g_autoptr(Sheet) sheet = sheet_parse(bytes, length, "a.csv", NULL, &error);
        ck_assert_msg(sheet != NULL, "damage %x: %s", damage, error == NULL ? "" : error->message);
        ck_assert_uint_eq(sheet->rows->len, damage & DAMAGE_TWICE ? 3 : 2);
        for (guint r = 0; r < 2; r++) {
            gboolean first = strcmp(cell(sheet, r, FIELD_TASK_owner), "李四") == 0;
            ck_assert(first || strcmp(cell(sheet, r, FIELD_TASK_owner), "王五") == 0);
            ck_assert_str_eq(cell(sheet, r, FIELD_TASK_problem), "甲，\"引\"");
            ck_assert_str_eq(cell(sheet, r, FIELD_TASK_text), first ? "丙\n二" : "丁");
            ck_assert(sheet_cell_says(sheet, FIELD_TASK_goal, cell(sheet, r, FIELD_TASK_goal),
                                      first ? "=1+1" : "a;b,c"));
            ck_assert(sheet_cell_says(sheet, FIELD_TASK_due, cell(sheet, r, FIELD_TASK_due),
                                      first ? "2024-12-20" : "2025-01-05"));
        }
        g_rand_free(random);
    }
}
END_TEST

static char *
value_of(LedgerField field, const char *text, gboolean *understood)
{
    g_autoptr(Sheet) sheet = parse("UUID,整改措施\nx,y\n");
    char *value = NULL;
    *understood = sheet_value_parse(sheet, field, text, &value, NULL);
    return value;
}

START_TEST(values_are_read)
{
    static const struct {
        LedgerField field;
        const char *text, *value; /* NULL: not understood */
    } cases[] = {{FIELD_TASK_due, "2025/3/1", "2025-03-01"},
                 {FIELD_TASK_due, "2025.3.1", "2025-03-01"},
                 {FIELD_TASK_due, "2025年3月1日", "2025-03-01"},
                 {FIELD_TASK_due, "２０２５－３－１", "2025-03-01"},
                 {FIELD_TASK_due, "2025-03-01 00:00:00", "2025-03-01"},
                 {FIELD_TASK_due, "45717", "2025-03-01"},
                 {FIELD_TASK_due, "20250301", "2025-03-01"},
                 {FIELD_TASK_due, "2025年6月底前", "2025-06-30"},
                 {FIELD_TASK_due, "2025/2/30", NULL},
                 {FIELD_TASK_due, "3月1日", NULL},
                 {FIELD_TASK_due, "月底", NULL},
                 {FIELD_TASK_due, "1/3/25", NULL},
                 {FIELD_TASK_due, "持续推进", NULL},
                 {FIELD_TASK_progress, "整改中", "active"},
                 {FIELD_TASK_progress, "已整改", "completed"},
                 {FIELD_TASK_progress, "active", "active"},
                 {FIELD_TASK_progress, "差不多", NULL},
                 {FIELD_TASK_percent, "50%", "50"},
                 {FIELD_TASK_percent, "0.5", "50"},
                 {FIELD_TASK_percent, "100", "100"},
                 {FIELD_TASK_percent, "101", NULL},
                 {FIELD_TASK_percent, "一半", NULL},
                 {FIELD_TASK_closure, "同意销号", "closed"},
                 {FIELD_TASK_closure, "退回", "returned"},
                 {FIELD_TASK_kind, "分阶段整改", "phased"},
                 {FIELD_TASK_owner, "李四\n王五", NULL},
                 {FIELD_TASK_goal, "'=1+1", "=1+1"},
                 {FIELD_TASK_goal, "''=1", "'=1"},
                 {FIELD_TASK_goal, "'甲'", "'甲'"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gboolean understood;
        g_autofree char *value = value_of(cases[i].field, cases[i].text, &understood);
        ck_assert_msg(understood == (cases[i].value != NULL) &&
                          g_strcmp0(value, cases[i].value) == 0,
                      "%s → %s", cases[i].text, value);
    }
}
END_TEST

/* What a spreadsheet does to a cell that nobody touched is no change. */
START_TEST(untouched_cells_still_say_it)
{
    static const char gbk[] = "UUID,\xd5\xfb\xb8\xc4\xb4\xeb\xca\xa9\nx,y\n";
    g_autoptr(Sheet) utf8 = parse("UUID,整改措施\nx,y\n"), old = parse(gbk);
    ck_assert_str_eq(old->encoding, "GB18030");
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_goal, "=1", "=1"));
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_goal, "'=1", "=1"));
    ck_assert(!sheet_cell_says(utf8, FIELD_TASK_goal, "''=1", "=1"));
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_goal, "甲；乙", "甲\n乙"));
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_goal, "甲", " 甲\n"));
    ck_assert(!sheet_cell_says(utf8, FIELD_TASK_goal, "甲", "甲乙"));
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_goal, "", NULL));
    ck_assert(!sheet_cell_says(utf8, FIELD_TASK_goal, "", "甲"));
    ck_assert(sheet_cell_says(old, FIELD_TASK_goal, "??甲", "𠮷甲"));
    ck_assert(sheet_cell_says(old, FIELD_TASK_goal, "?甲", "𠮷甲"));
    ck_assert(!sheet_cell_says(old, FIELD_TASK_goal, "?甲", "乙甲"));
    ck_assert(!sheet_cell_says(utf8, FIELD_TASK_goal, "?甲", "𠮷甲"));
    ck_assert(sheet_cell_says(utf8, FIELD_TASK_due, "2025/3/1", "2025-03-01"));
}
END_TEST

static Suite *
sheet_suite(void)
{
    const TTest *const all[] = {titles_stand_above_the_header,
                                own_name_comes_before_what_is_called_like_it,
                                headers_have_many_names,
                                lines_are_the_files,
                                blanks_below_merged_cells_are_filled,
                                short_row_says_nothing_of_the_rest,
                                tails_and_headers_within_are_passed_over,
                                cut_files_are_refused_with_their_line,
                                broken_files_are_refused_with_their_line,
                                what_is_no_sheet_is_refused,
                                damaged_text_is_refused_with_its_line,
                                every_damage_leaves_the_rows,
                                values_are_read,
                                untouched_cells_still_say_it};
    Suite *suite = suite_create("sheet");
    TCase *sheets = tcase_create("sheet");
    tcase_add_checked_fixture(sheets, setup, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(sheets, all[i]);
    suite_add_tcase(suite, sheets);
    return suite;
}

ZHENGGAI_TESTS(sheet_suite())
