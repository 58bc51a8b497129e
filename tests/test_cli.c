/* The command line as scripts rely on it: the program itself, run in a world of its own. */
#include <jansson.h>
#include <string.h>

#include "check_main.h"
#include "program.h"
#include "zhenggai/action.h"
#include "zhenggai/field.h"

static void
assert_status(const World *world, int status, int expected)
{
    ck_assert_msg(status == expected, "exit status %d: %s%s", status, world->output, world->errors);
}

#define assert_has(text, part)                                                                     \
    ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in:\n%s", part, text)
#define assert_lacks(text, part)                                                                   \
    ck_assert_msg(strstr(text, part) == NULL, "\"%s\" in:\n%s", part, text)

static World *
world_with_founding_report(void)
{
    World *world = world_new();
    assert_status(world, world_run(world, "import", "--builtin", NULL), 0);
    return world;
}

static json_t *
list_json(World *world)
{
    json_error_t error;
    assert_status(world, world_run(world, "list", "--format", "json", NULL), 0);
    json_t *rows = json_loads(world->output, 0, &error);
    ck_assert_msg(rows != NULL, "%s", error.text);
    return rows;
}

static const char *
row_string(json_t *rows, const char *id, const char *key)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows, index, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "id")), id) == 0) {
            ck_assert_msg(json_object_get(row, key) != NULL, "no key %s", key);
            return json_string_value(json_object_get(row, key));
        }
    }
    ck_abort_msg("no task %s", id);
    return NULL;
}

/* ── Report in ────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_founding_report)
{
    static const char *const ids[] = {"1.1", "1.1.1", "1.1.2", "2.1", "2.1.1", "2.1.2",
                                      "3.1", "3.1.1", "3.1.2", "4.1", "4.1.1", "4.1.2"};
    g_autoptr(World) world = world_with_founding_report();
    json_t *rows = list_json(world);
    ck_assert_uint_eq(json_array_size(rows), G_N_ELEMENTS(ids));
    for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
        json_t *row = json_array_get(rows, i);
        ck_assert_str_eq(json_string_value(json_object_get(row, "id")), ids[i]);
        ck_assert_str_eq(json_string_value(json_object_get(row, "unit")), "张官营镇人民政府");
        ck_assert_int_eq(json_integer_value(json_object_get(row, "year")), 2024);
        ck_assert(json_is_null(json_object_get(row, "owner")));
        ck_assert(json_is_null(json_object_get(row, "due")));
    }
    ck_assert_str_eq(row_string(rows, "1.1", "text"), "加强法治教育培训");
    ck_assert_str_eq(row_string(rows, "4.1.2", "text"),
                     "深入基层，根据不同群体的需求，开展有针对性的法治宣传教育");
    assert_has(row_string(rows, "2.1", "cause"), "监督和考核机制不健全");
    json_decref(rows);
}
END_TEST

START_TEST(test_same_report_again)
{
    g_autoptr(World) world = world_with_founding_report();
    json_t *before = list_json(world);
    assert_status(world, world_run(world, "import", "--builtin", NULL), 0);
    assert_has(world->errors, "0");
    json_t *after = list_json(world);
    ck_assert(json_equal(before, after));
    json_decref(before);
    json_decref(after);
}
END_TEST

START_TEST(test_import_by_path_and_stdin)
{
    g_autoptr(World) world = world_new();
    assert_status(
        world,
        world_run(world, "import", TESTS_FOLDER "/../schema/reports/zhangguanying-2024.txt", NULL),
        0);
    json_t *by_path = list_json(world);
    ck_assert_uint_eq(json_array_size(by_path), 12);
    json_decref(by_path);
    assert_status(world, world_run(world, "undo", NULL), 0);
    assert_status(world,
                  world_run_shell(world, "$ZHENGGAI import - < " TESTS_FOLDER
                                         "/../schema/reports/zhangguanying-2024.txt"),
                  0);
    json_t *by_stdin = list_json(world);
    ck_assert_uint_eq(json_array_size(by_stdin), 12);
    json_decref(by_stdin);
}
END_TEST

START_TEST(test_draft_json)
{
    g_autoptr(World) world = world_new();
    assert_status(world,
                  world_run(world, "import", "--builtin", "--dry-run", "--format", "json", "--db",
                            ":memory:", NULL),
                  0);
    json_t *draft = json_loads(world->output, 0, NULL);
    json_t *problems = json_object_get(draft, "problems");
    ck_assert_uint_eq(json_array_size(problems), 4);
    ck_assert_uint_eq(json_array_size(json_object_get(draft, "plans")), 5);
    json_t *first = json_array_get(problems, 0);
    ck_assert_uint_eq(json_array_size(json_object_get(first, "causes")), 1);
    json_t *measures = json_object_get(first, "measures");
    ck_assert_uint_eq(json_array_size(measures), 1);
    ck_assert_uint_eq(json_array_size(json_object_get(json_array_get(measures, 0), "steps")), 2);
    ck_assert(json_is_null(json_object_get(json_array_get(measures, 0), "due")));
    json_decref(draft);
    assert_status(world, world_run(world, "list", NULL), 1);
}
END_TEST

/* ── Worked ───────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_set_note_undo_redo)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "owner=李四", "due=2024-12-20", NULL), 0);
    assert_status(world, world_run(world, "note", "1.1", "已召开会议", NULL), 0);
    json_t *rows = list_json(world);
    ck_assert_str_eq(row_string(rows, "1.1", "owner"), "李四");
    ck_assert_str_eq(row_string(rows, "1.1", "due"), "2024-12-20");
    ck_assert_str_eq(row_string(rows, "1.1", "first_due"), "2024-12-20");
    ck_assert_str_eq(row_string(rows, "1.1", "last_note"), "已召开会议");
    json_decref(rows);
    assert_status(world, world_run(world, "undo", "2", NULL), 0);
    rows = list_json(world);
    ck_assert_ptr_null(row_string(rows, "1.1", "owner"));
    ck_assert_ptr_null(row_string(rows, "1.1", "last_note"));
    json_decref(rows);
    assert_status(world, world_run(world, "redo", NULL), 0);
    rows = list_json(world);
    ck_assert_str_eq(row_string(rows, "1.1", "owner"), "李四");
    json_decref(rows);
    assert_status(world, world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(test_bad_input_changes_nothing)
{
    static const struct {
        const char *arguments[4];
        int status;
        const char *says;
    } faults[] = {
        {{"set", "1.1", "due=2024-02-31"}, 2, "2024-02-31"},
        {{"set", "9.9", "owner=x"}, 1, "9.9"},
        {{"set", "1.1", "colour=red"}, 2, "colour"},
        {{"set", "1.1", "progress=finished"}, 2, "finished"},
        {{"set", "1.1"}, 2, "set"},
        {{"set", "1.1", "closure=closed"}, 2, "closure"},
        {{"import", "/nonexistent"}, 1, "/nonexistent"},
        {{"note", "1", "x"}, 2, "1"},
        {{"note", "1.1", "  "}, 2, ""},
        {{"list", "nofield:x"}, 2, "nofield"},
        {{"list", "--sort", "nofield"}, 2, "nofield"},
        {{"show", "x.y"}, 2, "x.y"},
        {{"frobnicate"}, 2, "frobnicate"},
        {{"list", "--frobnicate"}, 2, "frobnicate"},
    };
    g_autoptr(World) world = world_with_founding_report();
    json_t *before = list_json(world);
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        const char *const *words = faults[i].arguments;
        int status = world_run(world, words[0], words[1], words[2], words[3], NULL);
        assert_status(world, status, faults[i].status);
        ck_assert(g_str_has_prefix(world->errors, "zhenggai: "));
        assert_has(world->errors, faults[i].says);
        ck_assert_str_eq(world->output, "");
        json_t *after = list_json(world);
        ck_assert(json_equal(before, after));
        json_decref(after);
    }
    json_decref(before);
}
END_TEST

START_TEST(test_moving_a_deadline_needs_a_reason)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "due=2024-12-20", NULL), 0);
    assert_status(world, world_run(world, "set", "1.1", "due=2024-12-31", NULL), 1);
    assert_has(world->errors, "--reason");
    assert_status(world, world_run(world, "set", "1.1", "due=年底前", "--reason", "等待资金", NULL),
                  0);
    json_t *rows = list_json(world);
    ck_assert_str_eq(row_string(rows, "1.1", "due"), "2024-12-31");
    ck_assert_str_eq(row_string(rows, "1.1", "first_due"), "2024-12-20");
    assert_has(row_string(rows, "1.1", "extension_lines"), "等待资金");
    json_decref(rows);
}
END_TEST

START_TEST(test_bulk_set_by_filter_is_one_step)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "kind_of:measure", "owner=李四", NULL), 0);
    assert_status(
        world, world_run(world, "list", "责任人:李四", "--format", "csv", "--columns", "id", NULL),
        0);
    assert_has(world->output, "4.1");
    assert_status(world, world_run(world, "undo", NULL), 0);
    assert_status(world, world_run(world, "list", "owner:李四", NULL), 0);
    ck_assert_str_eq(world->output, "");
}
END_TEST

START_TEST(test_dry_run_changes_nothing)
{
    g_autoptr(World) world = world_with_founding_report();
    json_t *before = list_json(world);
    assert_status(world, world_run(world, "set", "1.1", "owner=李四", "--dry-run", NULL), 0);
    assert_status(world, world_run(world, "note", "1.1", "x", "--dry-run", NULL), 0);
    assert_status(world, world_run(world, "add", "step", "1.1", "新任务", "--dry-run", NULL), 0);
    assert_status(world, world_run(world, "plan", "accept", "--all", "--dry-run", NULL), 0);
    assert_status(world, world_run(world, "undo", "--dry-run", NULL), 0);
    json_t *after = list_json(world);
    ck_assert(json_equal(before, after));
    json_decref(before);
    json_decref(after);
}
END_TEST

START_TEST(test_negative_filter_words_are_no_options)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "owner=李四", NULL), 0);
    assert_status(world,
                  world_run(world, "list", "-owner:李四", "kind_of:measure", "--format", "csv",
                            "--columns", "id", NULL),
                  0);
    assert_lacks(world->output, "\"1.1\"");
    assert_has(world->output, "\"2.1\"");
}
END_TEST

START_TEST(test_plans_become_next_years_tasks)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "plan", "accept", "p1", "p3", NULL), 0);
    assert_status(world, world_run(world, "plan", "accept", "p1", NULL), 1);
    assert_status(world,
                  world_run(world, "list", "year:2025", "--format", "csv", "--columns", "id", NULL),
                  0);
    assert_has(world->output, "\"0.2\"");
    /* Plans alone make no report: bare numbers still mean 2024. */
    assert_status(world, world_run(world, "show", "1.1", "--format", "json", NULL), 0);
    assert_has(world->output, "\"year\": 2024");
}
END_TEST

START_TEST(test_add_by_hand)
{
    g_autoptr(World) world = world_new();
    assert_status(world, world_run(world, "add", "problem", "执法证过期", NULL), 2);
    assert_has(world->errors, "--unit");
    assert_status(world,
                  world_run(world, "add", "problem", "执法证过期", "--unit", "柳渡镇人民政府",
                            "--year", "2023", NULL),
                  0);
    assert_status(world, world_run(world, "add", "cause", "1", "无人提醒", NULL), 0);
    assert_status(world, world_run(world, "add", "measure", "1", "建立预警表", NULL), 0);
    assert_status(world, world_run(world, "add", "step", "1.1", "每月核对", NULL), 0);
    json_t *rows = list_json(world);
    ck_assert_uint_eq(json_array_size(rows), 2);
    ck_assert_str_eq(row_string(rows, "1.1.1", "cause"), "无人提醒");
    json_decref(rows);
}
END_TEST

/* ── Out ──────────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_export_is_read_by_python)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "owner==1+1", NULL), 0);
    assert_status(world, world_run(world, "export", "-o", "f.csv", NULL), 0);
    assert_status(
        world,
        world_run_shell(
            world,
            "python3 -c 'import csv; "
            "rows = list(csv.DictReader(open(\"f.csv\", encoding=\"utf-8-sig\", newline=\"\"))); "
            "print(len(rows), rows[0][\"问题编号\"], rows[0][\"整改措施\"], rows[0][\"责任人\"])'"),
        0);
    ck_assert_str_eq(world->output, "12 ZG2024-01-01 加强法治教育培训 '=1+1\n");
}
END_TEST

START_TEST(test_summary_tells_the_story)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "owner=李四", "progress=整改中", NULL), 0);
    assert_status(world, world_run(world, "summary", "--year", "2024", NULL), 0);
    assert_has(world->output, "部分工作人员法治意识仍较淡薄");
    assert_has(world->output, "李四");
    assert_has(world->output, "整改中");
    assert_has(world->output, "0/4");
    assert_status(world,
                  world_run(world, "summary", "--year", "2024", "--format", "markdown", NULL), 0);
    assert_has(world->output, "# ");
}
END_TEST

START_TEST(test_status)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "due=2024-11-30", NULL), 0);
    assert_status(world, world_run(world, "status", "--format", "json", NULL), 0);
    json_t *status = json_loads(world->output, 0, NULL);
    ck_assert_int_eq(json_integer_value(json_object_get(status, "problems")), 4);
    ck_assert_int_eq(json_integer_value(json_object_get(status, "overdue")), 1);
    json_decref(status);
    /* Without a verb and without a terminal: the same overview. */
    assert_status(world, world_run(world, NULL), 0);
    assert_has(world->output, "张官营镇 2024");
}
END_TEST

START_TEST(test_source_shows_the_sentence)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "show", "1.1.2", "--source", NULL), 0);
    assert_has(world->output, "【邀请法律专家进行专题讲座，提高工作人员的法治素养】");
    assert_has(world->output, "一是加强法治教育培训");
}
END_TEST

START_TEST(test_history)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "set", "1.1", "owner=李四", "--reason", "分工调整", NULL),
                  0);
    assert_status(world, world_run(world, "history", "1.1", "--format", "json", NULL), 0);
    json_t *acts = json_loads(world->output, 0, NULL);
    json_t *newest = json_array_get(acts, 0);
    ck_assert_str_eq(json_string_value(json_object_get(newest, "name")), "set");
    ck_assert_str_eq(json_string_value(json_object_get(newest, "by")), "王五");
    ck_assert_str_eq(json_string_value(json_object_get(newest, "reason")), "分工调整");
    json_decref(acts);
    assert_status(world, world_run(world, "history", NULL), 0);
    assert_has(world->output, "李四");
}
END_TEST

START_TEST(test_full_disk_is_said)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run_shell(world, "$ZHENGGAI list > /dev/full"), 1);
    assert_status(world, world_run_shell(world, "$ZHENGGAI summary --year 2024 > /dev/full"), 1);
    assert_status(world, world_run_shell(world, "$ZHENGGAI list --format json > /dev/full"), 1);
}
END_TEST

/* ── The program ──────────────────────────────────────────────────────────────────────────── */

START_TEST(test_each_verb_explains_itself)
{
    g_autoptr(World) world = world_new();
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const LedgerActionInfo *info = ledger_action_info(action);
        if (info->usage == NULL)
            continue;
        assert_status(world, world_run(world, info->name, "--help", NULL), 0);
        assert_has(world->output, info->name);
        ck_assert_ptr_nonnull(info->example);
        assert_has(world->output, info->example);
    }
    assert_status(world, world_run(world, "--help", NULL), 0);
    assert_status(world, world_run(world, "--version", NULL), 0);
}
END_TEST

START_TEST(test_options_stand_before_or_after_the_verb)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run(world, "--lang", "en", "list", NULL), 0);
    g_autofree char *before = g_strdup(world->output);
    assert_status(world, world_run(world, "list", "--lang", "en", NULL), 0);
    ck_assert_str_eq(world->output, before);
    assert_has(before, "active");
    assert_status(world, world_run(world, "--readonly", "set", "1.1", "owner=x", NULL), 1);
}
END_TEST

START_TEST(test_completion)
{
    g_autoptr(World) world = world_new();
    assert_status(
        world,
        world_run_shell(
            world, "$ZHENGGAI completion bash > c && bash -n c && bash -c '. ./c; "
                   "COMP_WORDS=(zhenggai set ow) COMP_CWORD=2; _zhenggai; echo ${COMPREPLY[0]}'"),
        0);
    ck_assert_str_eq(world->output, "owner=\n");
    assert_status(world, world_run(world, "completion", "zsh", NULL), 0);
    assert_status(world, world_run(world, "completion", "fish", NULL), 0);
    assert_status(world, world_run(world, "completion", "csh", NULL), 2);
}
END_TEST

START_TEST(test_config)
{
    g_autoptr(World) world = world_new();
    assert_status(world, world_run(world, "config", "language", "en", NULL), 0);
    assert_status(world, world_run(world, "config", "language", NULL), 0);
    ck_assert_str_eq(world->output, "en\n");
    assert_status(world, world_run(world, "config", "borders", "round", NULL), 2);
    assert_status(world, world_run(world, "config", "nosuch", "1", NULL), 2);
}
END_TEST

START_TEST(test_ledger_is_private)
{
    g_autoptr(World) world = world_with_founding_report();
    assert_status(world, world_run_shell(world, "stat -c %a zhenggai zhenggai/ledger.db"), 0);
    ck_assert_str_eq(world->output, "700\n600\n");
}
END_TEST

static Suite *
suite(void)
{
    Suite *cli = suite_create("cli");
    const struct {
        const char *name;
        const TTest *tests[10];
    } cases[] = {
        {"in",
         {test_founding_report, test_same_report_again, test_import_by_path_and_stdin,
          test_draft_json}},
        {"work",
         {test_set_note_undo_redo, test_bad_input_changes_nothing,
          test_moving_a_deadline_needs_a_reason, test_bulk_set_by_filter_is_one_step,
          test_dry_run_changes_nothing, test_negative_filter_words_are_no_options,
          test_plans_become_next_years_tasks, test_add_by_hand}},
        {"out",
         {test_export_is_read_by_python, test_summary_tells_the_story, test_status,
          test_source_shows_the_sentence, test_history, test_full_disk_is_said}},
        {"program",
         {test_each_verb_explains_itself, test_options_stand_before_or_after_the_verb,
          test_completion, test_config, test_ledger_is_private}},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        TCase *tcase = tcase_create(cases[i].name);
        tcase_set_timeout(tcase, 60);
        for (gsize j = 0; j < 10 && cases[i].tests[j] != NULL; j++)
            tcase_add_test(tcase, cases[i].tests[j]);
        suite_add_tcase(cli, tcase);
    }
    return cli;
}

ZHENGGAI_TESTS(suite())
