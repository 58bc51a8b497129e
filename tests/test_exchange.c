/* Out to the county and back, as a person at a shell does it. */
#include <jansson.h>
#include <string.h>

#include "check_main.h"
#include "program.h"

static World *world;

static void
setup(void)
{
    world = world_new();
    ck_assert_int_eq(world_run(world, "import", "--builtin", "--quiet", NULL), 0);
    ck_assert_int_eq(world_run(world, "set", "1.1", "owner=李四", "due=2024-12-20", NULL), 0);
    ck_assert_int_eq(world_run(world, "export", "-o", "sent.csv", "--recipient", "县司法局", NULL),
                     0);
}

static void
teardown(void)
{
    g_clear_pointer(&world, world_free);
}

/* The owner of 1.1 becomes 赵六 in the sheet. */
static void
edit(void)
{
    ck_assert_int_eq(world_run_shell(world, "sed '2s/李四/赵六/' sent.csv > back.csv"), 0);
}

static void
owner_is(const char *name)
{
    ck_assert_int_eq(world_run(world, "list", "--columns", "id,owner", "--limit", "1", NULL), 0);
    ck_assert_msg(strstr(world->output, name) != NULL, "%s", world->output);
}

START_TEST(returned_sheet_is_merged_once)
{
    edit();
    ck_assert_int_eq(world_run(world, "merge", "--dry-run", "back.csv", NULL), 0);
    owner_is("李四");
    ck_assert_int_eq(world_run(world, "merge", "back.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "县司法局"));
    ck_assert_ptr_nonnull(strstr(world->output, "李四 → 赵六"));
    owner_is("赵六");
    ck_assert_int_eq(world_run(world, "merge", "back.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "没有新的改动"));
    ck_assert_int_eq(world_run(world, "undo", NULL), 0);
    owner_is("李四");
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(conflict_is_shown_and_status_3)
{
    edit();
    ck_assert_int_eq(world_run(world, "set", "1.1", "owner=孙七", NULL), 0);
    ck_assert_int_eq(world_run(world, "merge", "back.csv", NULL), 3);
    static const char *const values[] = {"李四", "孙七", "赵六", "冲突"};
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        ck_assert_ptr_nonnull(strstr(world->output, values[i]));
    owner_is("孙七");
    ck_assert_int_eq(world_run(world, "merge", "--take", "ours", "back.csv", NULL), 0);
    owner_is("孙七");
    ck_assert_int_eq(world_run(world, "merge", "--take", "theirs", "back.csv", NULL), 0);
    owner_is("赵六");
}
END_TEST

START_TEST(json_tells_every_cell)
{
    edit();
    ck_assert_int_eq(world_run(world, "merge", "--format", "json", "back.csv", NULL), 0);
    json_t *result = json_loads(world->output, 0, NULL);
    ck_assert_ptr_nonnull(result);
    const json_t *cell = json_array_get(json_object_get(result, "cells"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(cell, "field")), "owner");
    ck_assert_str_eq(json_string_value(json_object_get(cell, "base")), "李四");
    ck_assert_str_eq(json_string_value(json_object_get(cell, "theirs")), "赵六");
    ck_assert_int_eq(json_integer_value(json_object_get(result, "taken")), 1);
    json_decref(result);
}
END_TEST

START_TEST(cut_sheet_changes_nothing)
{
    edit();
    ck_assert_int_eq(world_run_shell(world, "head -c 1500 back.csv > cut.csv"), 0);
    ck_assert_int_eq(world_run(world, "merge", "cut.csv", NULL), 1);
    ck_assert_ptr_nonnull(strstr(world->errors, "cut.csv:"));
    ck_assert_ptr_nonnull(strstr(world->errors, "未作任何改动"));
    owner_is("李四");
}
END_TEST

START_TEST(profile_is_the_countys_form)
{
    ck_assert_int_eq(world_run_shell(world,
                                     "printf '整改清单\\n审计发现的问题,具体措施,承办人,完成时限,"
                                     "完成情况,第几批\\n' > form.csv"),
                     0);
    ck_assert_int_eq(world_run(world, "config", "profile", "add", "县审计", "form.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "第几批"));
    ck_assert_int_eq(world_run(world, "export", "--profile", "县审计", "-o", "form-out.csv", NULL),
                     0);
    ck_assert_int_eq(world_run_shell(world, "sed '2s/李四/赵六/' form-out.csv > form-back.csv;"
                                            "head -1 form-out.csv; grep -c 正在整改 form-out.csv"),
                     0);
    ck_assert_ptr_nonnull(strstr(world->output, "\"承办人\",\"完成时限\",\"完成情况\",\"第几批\""));
    ck_assert_int_eq(world_run(world, "merge", "--profile", "县审计", "form-back.csv", NULL), 0);
    owner_is("赵六");
    ck_assert_int_eq(world_run(world, "export", "--profile", "没有", NULL), 1);
}
END_TEST

/* Another's profile, with its own words and its own way to write days, out and back. */
START_TEST(profile_is_shared)
{
    ck_assert_int_eq(world_run_shell(world,
                                     "printf '巡察整改台账\n反馈问题,整改举措,整改责任人,完成时限,"
                                     "整改情况\n举例,举例,某某,2025/6/30,未完成\n' > form.csv"),
                     0);
    ck_assert_int_eq(world_run(world, "config", "profile", "add", "县委巡察", "form.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "没有以下列：整改目标、"));
    ck_assert_int_eq(world_run(world, "config", "profile", "add", "县委巡察", "form.csv", NULL), 2);
    ck_assert_int_eq(
        world_run_shell(world, "mv zhenggai/profiles/县委巡察.profile 市委巡察.profile"), 0);
    ck_assert_int_eq(world_run(world, "config", "profile", "import", "市委巡察.profile", NULL), 0);
    ck_assert_int_eq(world_run(world, "set", "1.1", "due=2024-12-20", NULL), 0);
    ck_assert_int_eq(world_run(world, "export", "--profile", "市委巡察", "-o", "out.csv", NULL), 0);
    ck_assert_int_eq(world_run_shell(world, "grep -c '\"李四\",\"2024/12/20\",\"未完成\"' out.csv"),
                     0);
    ck_assert_int_eq(world_run(world, "merge", "--profile", "市委巡察", "out.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "没有新的改动"));
    ck_assert_int_eq(world_run_shell(world, "sed '2s/李四/赵六/;2s/未完成/基本完成/' out.csv > "
                                            "back.csv"),
                     0);
    ck_assert_int_eq(world_run(world, "merge", "--profile", "市委巡察", "back.csv", NULL), 0);
    owner_is("赵六");
    ck_assert_int_eq(world_run(world, "list", "整改状态:基本完成", "责任人:赵六", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "1.1"));
    ck_assert_int_eq(world_run(world, "config", "profile", "remove", "市委巡察", NULL), 0);
    ck_assert_int_eq(world_run(world, "config", "profile", NULL), 0);
    ck_assert_str_eq(world->output, "");
    ck_assert_int_eq(world_run(world, "config", "profile", "remove", "../config", NULL), 2);
}
END_TEST

/* A county's summary is over all its units, a draft is one unit's. */
START_TEST(summary_is_over_all_units)
{
    ck_assert_int_eq(world_run(world, "add", "problem", "--unit", "乙镇人民政府", "--year", "2024",
                               "执法监督不到位", NULL),
                     0);
    ck_assert_int_eq(world_run(world, "summary", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "张官营镇 2024"));
    ck_assert_ptr_nonnull(strstr(world->output, "执法监督不到位"));
    ck_assert_int_eq(world_run(world, "summary", "--unit", "乙镇人民政府", NULL), 0);
    ck_assert_ptr_null(strstr(world->output, "张官营镇"));
    ck_assert_int_eq(world_run(world, "summary", "--draft", NULL), 2);
    ck_assert_ptr_nonnull(strstr(world->errors, "--unit"));
}
END_TEST

START_TEST(workbook_has_its_parts)
{
    ck_assert_int_eq(world_run(world, "export", "-o", "book.xlsx", NULL), 0);
    ck_assert_int_eq(
        world_run_shell(world, "python3 -c 'import zipfile; z = zipfile.ZipFile(\"book.xlsx\"); "
                               "print(z.read(\"xl/worksheets/sheet1.xml\").decode())'"),
        0);
    static const char *const parts[] = {"<mergeCell ",
                                        "state=\"frozen\"",
                                        "dataValidation ",
                                        "orientation=\"landscape\"",
                                        "paperSize=\"9\"",
                                        "赵",
                                        "李四"};
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        ck_assert_msg((strstr(world->output, parts[i]) != NULL) == (i != 5), "%s", parts[i]);
    ck_assert_int_eq(world_run(world, "merge", "book.xlsx", NULL), 1);
    ck_assert_ptr_nonnull(strstr(world->errors, "另存为CSV"));
}
END_TEST

START_TEST(calendar_has_deadlines_with_alarms)
{
    ck_assert_int_eq(world_run(world, "export", "-o", "due.ics", NULL), 0);
    ck_assert_int_eq(world_run_shell(world, "cat due.ics"), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "DTSTART;VALUE=DATE:20241220"));
    ck_assert_ptr_nonnull(strstr(world->output, "TRIGGER:-P1W"));
    ck_assert_ptr_null(strstr(strstr(world->output, "END:VEVENT") + 1, "BEGIN:VEVENT"));
    ck_assert_int_eq(world_run(world, "export", "--public", "--format", "ics", NULL), 0);
    ck_assert_ptr_null(strstr(world->output, "李四"));
}
END_TEST

START_TEST(one_line_comes_back_unchanged)
{
    ck_assert_int_eq(world_run(world, "set", "1.1", "goal=第一\n第二", NULL), 0);
    ck_assert_int_eq(world_run(world, "export", "--one-line", "-o", "one.csv", NULL), 0);
    ck_assert_int_eq(world_run_shell(world, "sed -n 2p one.csv"), 0);
    ck_assert_ptr_nonnull(strstr(world->output, "第一；第二"));
    ck_assert_int_eq(world_run(world, "merge", "one.csv", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "没有新的改动"));
}
END_TEST

START_TEST(readonly_ledger_still_exports)
{
    ck_assert_int_eq(world_run(world, "export", "--readonly", "-o", "r.csv", NULL), 0);
    ck_assert_int_eq(
        world_run(world, "export", "--readonly", "-o", "r.csv", "--recipient", "县", NULL), 1);
}
END_TEST

START_TEST(ledger_is_handed_over_in_one_file)
{
    g_autofree char *there = world_path(world, "there.db");
    ck_assert_int_eq(world_run_shell(world, "echo 签到 > 签到表.txt"), 0);
    ck_assert_int_eq(world_run(world, "attach", "1.1", "签到表.txt", NULL), 0);
    ck_assert_int_eq(world_run(world, "backup", "plain.db", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, ".zhenggai"));
    int status = world_run(world, "backup", "移交.zhenggai", NULL);
    if (strstr(world->errors, "不能读写移交包") != NULL)
        return; /* built without libarchive */
    ck_assert_msg(status == 0, "%s", world->errors);
    ck_assert_int_eq(world_run(world, "restore", "移交.zhenggai", NULL), 2);
    ck_assert_ptr_nonnull(strstr(world->errors, "绝不覆盖"));
    ck_assert_int_eq(world_run(world, "--db", there, "restore", "--dry-run", "移交.zhenggai", NULL),
                     0);
    ck_assert(!g_file_test(there, G_FILE_TEST_EXISTS));
    ck_assert_int_eq(world_run(world, "--db", there, "restore", "移交.zhenggai", NULL), 0);
    ck_assert_ptr_nonnull(strstr(world->errors, "张官营镇人民政府 2024"));
    ck_assert_int_eq(world_run(world, "--db", there, "check", NULL), 0);
    ck_assert_int_eq(world_run(world, "--db", there, "evidence", "--verify", NULL), 0);
    ck_assert_int_eq(world_run_shell(world, "rm -r there.db* && printf x >> 移交.zhenggai && "
                                            "printf '\\377' | dd of=移交.zhenggai bs=1 seek=700 "
                                            "conv=notrunc 2>&1"),
                     0);
    ck_assert_int_eq(world_run(world, "--db", there, "restore", "移交.zhenggai", NULL), 1);
    ck_assert(!g_file_test(there, G_FILE_TEST_EXISTS));
}
END_TEST

/* A copy, in which 乙 goes on, and a package of it. */
static const char go_on[] =
    "$ZHENGGAI backup 乙.db && export ZHENGGAI_USER=乙 && "
    "$ZHENGGAI --db 乙.db set 1.1 owner=赵六 && $ZHENGGAI --db 乙.db note 2.1 已修订制度 && "
    "$ZHENGGAI --db 乙.db backup 乙.zhenggai";

START_TEST(ledger_that_went_on_is_merged)
{
    ck_assert_int_eq(world_run_shell(world, go_on), 0);
    ck_assert_int_eq(world_run(world, "set", "1.1", "owner=孙七", NULL), 0);
    ck_assert_int_eq(world_run(world, "merge", "乙.db", NULL), 3);
    static const char *const words[] = {"【冲突】", "原来：李四", "本方：孙七", "对方：赵六",
                                        "2.1  整改进展：已修订制度"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        ck_assert_msg(strstr(world->output, words[i]) != NULL, "%s", world->output);
    owner_is("孙七");
    ck_assert_int_eq(
        world_run(world, "merge", "--format", "json", "--take", "theirs", "乙.zhenggai", NULL), 0);
    json_t *result = json_loads(world->output, 0, NULL);
    ck_assert_int_eq(json_integer_value(json_object_get(result, "conflicts")), 1);
    ck_assert_int_eq(json_array_size(json_object_get(result, "added")), 0);
    json_decref(result);
    owner_is("赵六");
    ck_assert_int_eq(world_run(world, "merge", "乙.zhenggai", NULL), 0);
    ck_assert_int_eq(world_run(world, "check", NULL), 0);
}
END_TEST

START_TEST(ledger_of_somebody_else_is_refused)
{
    ck_assert_int_eq(world_run(world, "--db", "丙.db", "import", "--builtin", NULL), 0);
    ck_assert_int_eq(world_run(world, "merge", "丙.db", NULL), 1);
    ck_assert_msg(strstr(world->errors, "丙.db：未合并任何内容：它不是本台账的副本") != NULL, "%s",
                  world->errors);
    owner_is("李四");
}
END_TEST

static Suite *
exchange_suite(void)
{
    const TTest *const all[] = {returned_sheet_is_merged_once, conflict_is_shown_and_status_3,
                                json_tells_every_cell,         cut_sheet_changes_nothing,
                                profile_is_the_countys_form,   profile_is_shared,
                                summary_is_over_all_units,     one_line_comes_back_unchanged,
                                readonly_ledger_still_exports, ledger_is_handed_over_in_one_file,
                                ledger_that_went_on_is_merged, ledger_of_somebody_else_is_refused};
    Suite *suite = suite_create("exchange");
    TCase *exchange = tcase_create("exchange");
    tcase_add_checked_fixture(exchange, setup, teardown);
    tcase_set_timeout(exchange, 120);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(exchange, all[i]);
    if (HAS_XLSX)
        tcase_add_test(exchange, workbook_has_its_parts);
    if (HAS_ICS)
        tcase_add_test(exchange, calendar_has_deadlines_with_alarms);
    suite_add_tcase(suite, exchange);
    return suite;
}

ZHENGGAI_TESTS(exchange_suite())
