/* Export: sheets that a spreadsheet opens rightly, JSON that scripts rely on, files that stay
 * whole. */
#include <csv.h>
#include <string.h>

#include "check_main.h"
#include "exporting.h"

/* What an export of every task writes. */
static char *
exported(const ExportOptions *options, gsize *length)
{
    GError *error = NULL;
    g_autofree char *path = path_of("out");
    ck_assert_msg(export_to(options, path, &error) >= 0, "%s", error == NULL ? "" : error->message);
    return contents_of(path, length);
}

/* ── Reading a sheet back ─────────────────────────────────────────────────────────────────── */

typedef struct {
    GPtrArray *rows; /* GPtrArray of char * */
    GPtrArray *row;
} Sheet;

static void
take_cell(void *bytes, size_t length, void *data)
{
    Sheet *sheet = data;
    g_ptr_array_add(sheet->row, g_strndup(bytes, length));
}

static void
take_row(int terminator, void *data)
{
    Sheet *sheet = data;
    g_ptr_array_add(sheet->rows, sheet->row);
    sheet->row = g_ptr_array_new_with_free_func(g_free);
}

static GPtrArray *
sheet_read(const char *bytes, gsize length)
{
    struct csv_parser parser;
    Sheet sheet = {g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                   g_ptr_array_new_with_free_func(g_free)};
    ck_assert_int_eq(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    ck_assert_uint_eq(csv_parse(&parser, bytes, length, take_cell, take_row, &sheet), length);
    ck_assert_int_eq(csv_fini(&parser, take_cell, take_row, &sheet), 0);
    csv_free(&parser);
    g_ptr_array_unref(sheet.row);
    return sheet.rows;
}

static const char *
cell_at(GPtrArray *rows, guint row, const char *header)
{
    GPtrArray *headers = g_ptr_array_index(rows, 0);
    for (guint i = 0; i < headers->len; i++) {
        if (g_str_equal(g_ptr_array_index(headers, i), header))
            return g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, row), i);
    }
    ck_abort_msg("no column %s", header);
}

static GPtrArray *
exported_sheet(const ExportOptions *options)
{
    gsize length;
    g_autofree char *bytes = exported(options, &length);
    gsize bom = options->encoding == EXPORT_UTF8_BOM ? 3 : 0;
    return sheet_read(bytes + bom, length - bom);
}

/* ── The guard ────────────────────────────────────────────────────────────────────────────── */

START_TEST(guard_disarms_what_a_spreadsheet_runs)
{
    static const char *const armed[] = {"=1+1",  "+1",  "-1",    "@SUM(A1)", "\tx",
                                        "\rx",   "\nx", "＝1+1", "＋1",      "－1",
                                        "＠SUM", "'x",  "'",     "''=1",     "'=1+1"};
    for (guint i = 0; i < G_N_ELEMENTS(armed); i++) {
        g_autofree char *guarded = export_cell_guard(armed[i]);
        ck_assert_int_eq(guarded[0], '\'');
        ck_assert_str_eq(guarded + 1, armed[i]);
        ck_assert_str_eq(export_cell_unguard(guarded), armed[i]);
    }
}
END_TEST

START_TEST(guard_leaves_ordinary_text)
{
    static const char *const plain[] = {"",       "整改", "1-2", "a=b",
                                        "（一）", "ｘ",   " =1", "2024-12-01"};
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
        g_autofree char *guarded = export_cell_guard(plain[i]);
        ck_assert_str_eq(guarded, plain[i]);
        ck_assert_str_eq(export_cell_unguard(plain[i]), plain[i]);
    }
    ck_assert_str_eq(export_cell_unguard("'整改"), "'整改");
}
END_TEST

START_TEST(guard_is_lossless)
{
    static const char *const parts[] = {"'",  "=",  "+",  "-",  "@", "\t",
                                        "\r", "\n", "＝", "＠", "a", "整"};
    g_autoptr(GRand) random = g_rand_new_with_seed(20241201);
    for (int round = 0; round < 20000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (int i = g_rand_int_range(random, 0, 6); i > 0; i--)
            g_string_append(text, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
        g_autofree char *guarded = export_cell_guard(text->str);
        ck_assert_str_eq(export_cell_unguard(guarded), text->str);
    }
}
END_TEST

/* ── CSV ──────────────────────────────────────────────────────────────────────────────────── */

START_TEST(csv_has_the_columns_of_the_county)
{
    static const char wanted[] = "序号 问题编号 单位 年度 问题来源 存在问题 原因剖析 整改目标 "
                                 "整改措施 整改类型 责任领导 牵头单位 "
                                 "责任单位 配合单位 责任人 整改时限 整改状态 进度 整改进展 "
                                 "完成时间 整改成效 佐证材料 延期情况 "
                                 "审核意见 审核人 销号状态 销号时间 备注 UUID 版本";
    g_auto(GStrv) headers = g_strsplit(wanted, " ", -1);
    g_autoptr(GPtrArray) rows = exported_sheet(&(ExportOptions){.language = TEXT_CHINESE});
    GPtrArray *first = g_ptr_array_index(rows, 0);
    ck_assert_uint_eq(rows->len, 1);
    ck_assert_uint_eq(first->len, g_strv_length(headers));
    for (guint i = 0; i < first->len; i++)
        ck_assert_str_eq(g_ptr_array_index(first, i), headers[i]);
}
END_TEST

START_TEST(csv_repeats_problem_and_cause_in_each_row)
{
    gint64 problem = exporting_problem();
    small_ledger_measure(ledger, problem, "加强法治教育培训");
    small_ledger_measure(ledger, problem, "邀请法律专家进行专题讲座");
    g_autoptr(GPtrArray) rows = exported_sheet(&(ExportOptions){.language = TEXT_ENGLISH});
    ck_assert_uint_eq(rows->len, 3);
    for (guint row = 1; row <= 2; row++) {
        ck_assert_str_eq(cell_at(rows, row, "problem"), PROBLEM);
        ck_assert_str_eq(cell_at(rows, row, "cause"), CAUSE);
    }
    ck_assert_str_eq(cell_at(rows, 1, "No."), "1");
    ck_assert_str_eq(cell_at(rows, 2, "No."), "2");
    ck_assert_str_eq(cell_at(rows, 2, "problem code"), "ZG2024-01-02");
    ck_assert_str_eq(cell_at(rows, 2, "owner"), "");
}
END_TEST

START_TEST(csv_speaks_the_language_that_was_asked_for)
{
    gint64 measure = small_ledger_measure(ledger, exporting_problem(), "加强法治教育培训");
    small_ledger_set(ledger, measure, FIELD_TASK_progress, "active", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_kind, "phased", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-12-20", NULL);
    LedgerField *columns = export_columns_parse("progress,kind,due,overdue,percent", NULL);
    ExportOptions options = {.language = TEXT_CHINESE, .columns = columns};
    g_autoptr(GPtrArray) chinese = exported_sheet(&options);
    options.language = TEXT_ENGLISH;
    g_autoptr(GPtrArray) english = exported_sheet(&options);
    ck_assert_str_eq(cell_at(chinese, 1, "整改状态"), "整改中");
    ck_assert_str_eq(cell_at(chinese, 1, "整改类型"), "限期整改");
    ck_assert_str_eq(cell_at(chinese, 1, "逾期"), "否");
    ck_assert_str_eq(cell_at(english, 1, "progress"), "active");
    ck_assert_str_eq(cell_at(english, 1, "overdue"), "no");
    ck_assert_str_eq(cell_at(english, 1, "deadline"), "2024-12-20");
    ck_assert_str_eq(cell_at(english, 1, "percent"), "0");
    g_free(columns);
}
END_TEST

START_TEST(csv_is_written_as_excel_wants_it)
{
    small_ledger_note(ledger, small_ledger_measure(ledger, exporting_problem(), "说\"好\"，\n再做"),
                      "第一行");
    LedgerField *columns = export_columns_parse("id,text", NULL);
    gsize length;
    g_autofree char *bytes = exported(&(ExportOptions){.columns = columns}, &length);
    ck_assert_str_eq(bytes, "\xEF\xBB\xBF\"ID\",\"measure\"\r\n"
                            "\"1.1\",\"说\"\"好\"\"，\n再做\"\r\n");
    g_autofree char *plain =
        exported(&(ExportOptions){.columns = columns, .encoding = EXPORT_UTF8}, &length);
    ck_assert_str_eq(plain, bytes + 3);
    g_free(columns);
}
END_TEST

START_TEST(csv_disarms_hostile_cells)
{
    gint64 measure =
        small_ledger_measure(ledger, exporting_problem(), "=HYPERLINK(\"http://evil\")");
    small_ledger_set(ledger, measure, FIELD_TASK_result, "\r\n整改\r完成", NULL);
    LedgerField *columns = export_columns_parse("text,result", NULL);
    g_autoptr(GPtrArray) rows = exported_sheet(&(ExportOptions){.columns = columns});
    ck_assert_str_eq(cell_at(rows, 1, "measure"), "'=HYPERLINK(\"http://evil\")");
    ck_assert_str_eq(cell_at(rows, 1, "result"), "'\n整改\n完成");
    g_free(columns);
}
END_TEST

START_TEST(csv_in_gb18030_says_the_same)
{
    small_ledger_measure(ledger, exporting_problem(), "加强法治教育培训😀");
    gsize length, utf8_length, back_length;
    g_autofree char *utf8 = exported(&(ExportOptions){.encoding = EXPORT_UTF8}, &utf8_length);
    g_autofree char *bytes = exported(&(ExportOptions){.encoding = EXPORT_GB18030}, &length);
    g_autofree char *back = g_convert(bytes, length, "UTF-8", "GB18030", NULL, &back_length, NULL);
    ck_assert_ptr_nonnull(back);
    ck_assert_uint_eq(back_length, utf8_length);
    ck_assert_str_eq(back, utf8);
}
END_TEST

START_TEST(csv_names_the_cell_that_the_encoding_lacks)
{
    GError *error = NULL;
    gint64 problem = exporting_problem();
    small_ledger_measure(ledger, problem, "加强法治教育培训");
    small_ledger_set(ledger, small_ledger_measure(ledger, problem, "整改"), FIELD_TASK_goal,
                     "目标\xEE\x9E\x8D", NULL);
    g_autofree char *path = path_of("old.csv");
    ck_assert(g_file_set_contents(path, "old", -1, NULL));
    ck_assert_int_eq(export_to(&(ExportOptions){.encoding = EXPORT_GB18030}, path, &error), -1);
    ck_assert(g_error_matches(error, EXPORT_ERROR, EXPORT_ERROR_ENCODING));
    ck_assert_ptr_nonnull(strstr(error->message, "row 2 (ZG2024-01-02)"));
    ck_assert_ptr_nonnull(strstr(error->message, "column goal"));
    ck_assert_ptr_nonnull(strstr(error->message, "U+E78D"));
    g_autofree char *kept = contents_of(path, NULL);
    ck_assert_str_eq(kept, "old");
    ck_assert_uint_eq(files_in_folder(), 1);
    g_error_free(error);
}
END_TEST

/* More rows than one write takes, and cells longer than a buffer. */
START_TEST(csv_streams_more_than_a_buffer)
{
    gint64 problem = exporting_problem();
    g_autofree char *longest = g_strnfill(200000, '"');
    small_ledger_set(ledger, small_ledger_measure(ledger, problem, "长"), FIELD_TASK_result,
                     longest, NULL);
    for (int i = 0; i < 300; i++)
        small_ledger_measure(ledger, problem, "加强法治教育培训");
    g_autoptr(GPtrArray) rows = exported_sheet(&(ExportOptions){.language = TEXT_ENGLISH});
    ck_assert_uint_eq(rows->len, 302);
    ck_assert_str_eq(cell_at(rows, 1, "result"), longest);
    ck_assert_str_eq(cell_at(rows, 301, "No."), "301");
}
END_TEST

/* ── Columns ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(columns_are_named_by_field_or_header)
{
    LedgerField *columns = export_columns_parse(" id , 责任人，deadline、整改措施,", NULL);
    static const LedgerField wanted[] = {FIELD_TASK_id, FIELD_TASK_owner, FIELD_TASK_due,
                                         FIELD_TASK_text, FIELD_NONE};
    ck_assert_ptr_nonnull(columns);
    ck_assert_mem_eq(columns, wanted, sizeof wanted);
    g_free(columns);
}
END_TEST

START_TEST(columns_that_cannot_be_are_refused)
{
    static const char *const lists[] = {"", " ,", "id,nonsense", "id,owner,责任人", "place_start"};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        GError *error = NULL;
        ck_assert_ptr_null(export_columns_parse(lists[i], &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
        g_error_free(error);
    }
}
END_TEST

/* GBK lacks what GB18030 has: the row and the column are named, and the rest is the same text. */
START_TEST(csv_in_gbk_names_what_it_lacks)
{
    GError *error = NULL;
    gsize length, back_length;
    gint64 problem = exporting_problem();
    gint64 measure = small_ledger_measure(ledger, problem, "加强法治教育培训");
    g_autofree char *bytes = exported(&(ExportOptions){.encoding = EXPORT_GBK}, &length);
    g_autofree char *back = g_convert(bytes, length, "UTF-8", "GBK", NULL, &back_length, NULL);
    ck_assert_ptr_nonnull(back);
    ck_assert_ptr_nonnull(strstr(back, "加强法治教育培训"));
    small_ledger_set(ledger, measure, FIELD_TASK_goal, "𠮷", NULL);
    g_autofree char *path = path_of("gbk.csv");
    ck_assert_int_eq(export_to(&(ExportOptions){.encoding = EXPORT_GBK}, path, &error), -1);
    ck_assert_ptr_nonnull(
        strstr(error->message, "row 1 (ZG2024-01-01), column goal: GBK has no character U+20BB7"));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    g_error_free(error);
}
END_TEST

START_TEST(encodings_are_known_by_name)
{
    ExportEncoding encoding = EXPORT_UTF8_BOM;
    ck_assert(export_encoding_parse("gbk", &encoding));
    ck_assert_int_eq(encoding, EXPORT_GBK);
    ck_assert(export_encoding_parse("GB18030", &encoding));
    ck_assert_int_eq(encoding, EXPORT_GB18030);
    ck_assert(!export_encoding_parse("latin1", &encoding));
    ck_assert_int_eq(encoding, EXPORT_GB18030);
}
END_TEST

START_TEST(public_exports_leave_persons_out)
{
    gint64 measure = small_ledger_measure(ledger, exporting_problem(), "加强法治教育培训");
    small_ledger_set(ledger, measure, FIELD_TASK_owner, "李四", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_lead, "赵六", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_remark, "孙七请假", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_department, "司法所", NULL);
    small_ledger_note(ledger, measure, "已与周八对接");
    static const char *const persons[] = {"李四", "赵六", "孙七", "周八", "王五"};
    for (ExportFormat format = EXPORT_CSV; format <= EXPORT_JSON; format++) {
        gsize length;
        g_autofree char *bytes =
            exported(&(ExportOptions){.format = format, .leave_persons_out = TRUE}, &length);
        for (guint i = 0; i < G_N_ELEMENTS(persons); i++)
            ck_assert_msg(strstr(bytes, persons[i]) == NULL, "%s is in %s", persons[i], bytes);
        ck_assert_ptr_nonnull(strstr(bytes, "司法所"));
        ck_assert_ptr_null(strstr(bytes, "owner"));
    }
}
END_TEST

START_TEST(public_exports_need_a_column_that_is_left)
{
    GError *error = NULL;
    g_autofree char *path = path_of("out");
    LedgerField *columns = export_columns_parse("owner,lead", NULL);
    const ExportOptions options = {.columns = columns, .leave_persons_out = TRUE};
    ck_assert_int_eq(export_to(&options, path, &error), -1);
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ck_assert_uint_eq(files_in_folder(), 0);
    g_error_free(error);
    g_free(columns);
}
END_TEST

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static json_t *
exported_json(const ExportOptions *options)
{
    gsize length;
    json_error_t problem;
    g_autofree char *bytes = exported(options, &length);
    json_t *array = json_loads(bytes, JSON_REJECT_DUPLICATES, &problem);
    ck_assert_msg(array != NULL, "%s in %s", problem.text, bytes);
    return array;
}

static void
assert_keys_begin_with(json_t *object, const char *keys)
{
    g_auto(GStrv) wanted = g_strsplit(keys, " ", -1);
    void *at = json_object_iter(object);
    for (guint i = 0; wanted[i] != NULL; i++) {
        ck_assert_ptr_nonnull(at);
        ck_assert_str_eq(json_object_iter_key(at), wanted[i]);
        at = json_object_iter_next(object, at);
    }
}

START_TEST(json_keeps_its_contract)
{
    gint64 measure =
        small_ledger_measure(ledger, exporting_problem(), "加强\"法治\"教育培训\n再做");
    small_ledger_set(ledger, measure, FIELD_TASK_percent, "40", NULL);
    small_ledger_set(ledger, measure, FIELD_TASK_due, "2024-11-30", NULL);
    json_t *array = exported_json(&(ExportOptions){.format = EXPORT_JSON});
    ck_assert_uint_eq(json_array_size(array), 1);
    json_t *task = json_array_get(array, 0);
    assert_keys_begin_with(
        task, "id uuid unit year problem_no problem cause kind_of text goal kind due due_text "
              "first_due start done lead lead_department department support owner percent progress "
              "closure overdue due_soon result evidence notes last_note review reviewer closed_on "
              "extensions revision");
    ck_assert_str_eq(json_string_value(json_object_get(task, "id")), "1.1");
    ck_assert_str_eq(json_string_value(json_object_get(task, "text")),
                     "加强\"法治\"教育培训\n再做");
    ck_assert_int_eq(json_integer_value(json_object_get(task, "year")), 2024);
    ck_assert_int_eq(json_integer_value(json_object_get(task, "percent")), 40);
    ck_assert(json_is_true(json_object_get(task, "overdue")));
    ck_assert(json_is_false(json_object_get(task, "due_soon")));
    ck_assert(json_is_null(json_object_get(task, "owner")));
    ck_assert(json_is_null(json_object_get(task, "last_note")));
    ck_assert_str_eq(json_string_value(json_object_get(task, "progress")), "active");
    ck_assert_ptr_null(json_object_get(task, "number"));
    json_decref(array);
}
END_TEST

START_TEST(json_of_one_row_is_the_same_object)
{
    gint64 measure = small_ledger_measure(ledger, exporting_problem(), "加强法治教育培训");
    json_t *array = exported_json(&(ExportOptions){.format = EXPORT_JSON});
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, measure, NULL, NULL);
    json_t *alone = export_row_json(row);
    ck_assert(json_equal(alone, json_array_get(array, 0)));
    json_decref(alone);
    json_decref(array);
}
END_TEST

START_TEST(json_has_the_columns_that_were_asked_for)
{
    small_ledger_measure(ledger, exporting_problem(), "加强法治教育培训");
    LedgerField *columns = export_columns_parse("number,text", NULL);
    gsize length;
    g_autofree char *bytes =
        exported(&(ExportOptions){.format = EXPORT_JSON, .columns = columns}, &length);
    ck_assert_str_eq(bytes, "[\n{\"number\": 1, \"text\": \"加强法治教育培训\"}\n]\n");
    g_free(columns);
}
END_TEST

START_TEST(json_of_nothing_is_an_empty_array)
{
    gsize length;
    g_autofree char *bytes = exported(&(ExportOptions){.format = EXPORT_JSON}, &length);
    ck_assert_str_eq(bytes, "[]\n");
}
END_TEST

static Suite *
suite(void)
{
    const TTest *const tests[] = {
        guard_disarms_what_a_spreadsheet_runs,
        guard_leaves_ordinary_text,
        guard_is_lossless,
        csv_has_the_columns_of_the_county,
        csv_repeats_problem_and_cause_in_each_row,
        csv_speaks_the_language_that_was_asked_for,
        csv_is_written_as_excel_wants_it,
        csv_disarms_hostile_cells,
        csv_in_gb18030_says_the_same,
        csv_in_gbk_names_what_it_lacks,
        csv_names_the_cell_that_the_encoding_lacks,
        csv_streams_more_than_a_buffer,
        columns_are_named_by_field_or_header,
        columns_that_cannot_be_are_refused,
        encodings_are_known_by_name,
        public_exports_leave_persons_out,
        public_exports_need_a_column_that_is_left,
        json_keeps_its_contract,
        json_of_one_row_is_the_same_object,
        json_has_the_columns_that_were_asked_for,
        json_of_nothing_is_an_empty_array,
    };
    Suite *exports = suite_create("export");
    TCase *cases = tcase_create("export");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, exporting_setup, exporting_teardown);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(exports, cases);
    return exports;
}

ZHENGGAI_TESTS(suite())
