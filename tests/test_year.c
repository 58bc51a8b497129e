/* A year on the founding report, told as a story: what a clerk, the owners and the county do from
 * January to the next year. The ledger is in order at each step, and after everything was taken
 * back to the empty ledger and done again. */
#include <string.h>

#include "check_main.h"
#include "program.h"

static World *world;

/* ── How it is told ───────────────────────────────────────────────────────────────────────── */

static void
on(const char *day)
{
    g_free(world->day);
    world->day = g_strdup(day);
}

/* The program run with a line of arguments as a shell splits them; ends with that status. */
static void
runs(int expected, const char *line)
{
    g_auto(GStrv) words = NULL;
    g_autoptr(GPtrArray) command = g_ptr_array_new();
    ck_assert(g_shell_parse_argv(line, NULL, &words, NULL));
    g_ptr_array_add(command, (char *)g_getenv("ZHENGGAI"));
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(command, words[i]);
    g_ptr_array_add(command, NULL);
    int status = world_run_command(world, (const char *const *)command->pdata);
    ck_assert_msg(status == expected, "%s: exit status %d: %s%s", line, status, world->output,
                  world->errors);
}

static void
says(const char *part)
{
    ck_assert_msg(strstr(world->output, part) != NULL || strstr(world->errors, part) != NULL,
                  "no \"%s\" in:\n%s%s", part, world->output, world->errors);
}

static void
in_order(void)
{
    runs(0, "check");
    ck_assert_str_eq(world->output, "");
}

static void
done(const char *line)
{
    runs(0, line);
    in_order();
}

/* The line is refused by a rule, and says so; nothing was written. */
static void
refused(const char *line, const char *part)
{
    runs(1, line);
    says(part);
}

static void
holds(const char *id, const char *column, const char *value)
{
    g_autofree char *line = g_strdup_printf("list year:2024 --format csv --columns id,%s", column);
    g_autofree char *row = g_strdup_printf("\"%s\",\"%s\"", id, value);
    runs(0, line);
    says(row);
}

static void
file(const char *name, const char *content)
{
    g_autofree char *path = world_path(world, name);
    ck_assert(g_file_set_contents(path, content, -1, NULL));
}

/* ── The year ─────────────────────────────────────────────────────────────────────────────── */

static void
january_the_report_is_assigned(void)
{
    on("2024-01-08");
    done("import --builtin");
    on("2024-01-10");
    done("people person 李四 department=司法所 aliases=小李");
    done("set 1.1 owner=小李 lead=张镇长 department=司法所 due=6月底前 kind=限期整改");
    holds("1.1", "owner", "李四");
    holds("1.1", "due", "2024-06-30");
    done("set 2.1 owner=孙七 due=2024-09-30 goal=每季度检查一次，全年4次");
    done("set 3.1 owner=李四 due=2024-11-30");
    done("set 4.1 owner=孙七 kind=长期坚持 lookback_every=3个月");
    holds("4.1", "lookback_on", "2024-04-10");
    runs(0, "status");
    says("0/4");
}

static void
spring_work_begins(void)
{
    on("2024-03-05");
    done("note 1.1.1 印发年度培训计划，安排案例分析4场");
    done("note 2.1.1 开展第一季度制度执行情况检查");
    on("2024-04-11");
    runs(3, "due");
    says("待“回头看”");
    done("look-back passed 4.1 --reviewer 周科长 --opinion 一季度宣传2场");
    holds("4.1", "lookback_on", "2024-07-11");
}

static void
summer_a_deadline_moves_twice(void)
{
    on("2024-06-25");
    runs(3, "due --within 5个工作日");
    says("1.1");
    refused("set 1.1 due=2024-09-30", "--reason");
    done("set 1.1 due=2024-09-30 --reason 等待县里师资");
    on("2024-09-25");
    done("set 1.1 due=2024-10-31 --reason 讲座与秋收冲突");
    holds("1.1", "first_due", "2024-06-30");
    holds("1.1", "extensions", "2");
    done("drop 3.1.2 --reason 信息化平台由县局统一建设");
    holds("3.1.2", "drop_reason", "信息化平台由县局统一建设");
}

static void
autumn_one_who_leaves_hands_over(void)
{
    on("2024-10-09");
    runs(3, "due");
    says("已过9天");
    done("slip issue 2.1 --level 督办函 --reply-by 3个工作日 --text 请说明逾期原因");
    runs(0, "remind 责任人:孙七");
    says("孙七同志");
    says("督办待回复");
    done("hand-over 孙七 钱一 --reason 孙七调离");
    holds("2.1", "owner", "钱一");
    done("slip reply 2.1 --text 第三季度检查已补做");
    runs(0, "history 2.1");
    says("孙七调离");
}

static void
october_closure_is_asked_for(void)
{
    on("2024-10-20");
    refused("request 1.1", "佐证材料");
    says("整改成效");
    refused("set 1.1 progress=已完成", "1.1.1");
    done("set 1.1.1 1.1.2 1.1 progress=已完成");
    done("set 1.1 result=全镇执法人员轮训一遍，考试合格率100%");
    file("签到表.txt", "42人签到");
    done("attach 1.1 签到表.txt --title 专题讲座签到表 --kind 签到表");
    runs(0, "evidence --verify");
    says("完好");
    done("request 1.1");
    holds("1.1", "closure", "申请销号");
    holds("1.1.1", "closure", "申请销号");
}

static void
the_county_returns_then_closes(void)
{
    on("2024-10-25");
    refused("return 1.1 --reviewer 周科长", "审核意见");
    done("return 1.1 --reviewer 周科长 --opinion 缺考试成绩");
    holds("1.1", "returns", "1");
    holds("1.1", "progress", "整改中");
    file("成绩单.txt", "合格率100%");
    done("attach 1.1 成绩单.txt --kind 台账卷宗");
    done("set 1.1 progress=已完成");
    done("request 1.1");
    on("2024-10-30");
    refused("close 1.1 --reviewer 小李", "责任人以外");
    done("close 1.1 --reviewer 周科长 --opinion 同意销号");
    holds("1.1", "closed_on", "2024-10-30");
    holds("1.1", "lookback_on", "2025-01-28");
    holds("1.1.2", "closure", "已销号");
}

static void
december_a_look_back_fails(void)
{
    on("2024-12-05");
    done("look-back failed 1.1 --reviewer 周科长 --opinion 抽查三人仍不会用执法记录仪");
    holds("1.1", "closure", "未申请");
    holds("1.1", "progress", "整改中");
    holds("1.1", "review", "抽查三人仍不会用执法记录仪");
    done("note 2.1.1 开展第四季度制度执行情况检查");
    done("set 2.1.1 2.1.2 2.1 progress=已完成");
    done("set 2.1 result=全年检查4次，通报2起");
}

static void
the_year_ends(void)
{
    on("2024-12-30");
    runs(3, "lint year:2024");
    says("deadline-moved");
    says("completed-without-evidence");
    done("waive deadline-moved 1.1 --reason 两次延期均经分管领导批准");
    runs(3, "lint year:2024");
    ck_assert_ptr_null(strstr(world->output, "deadline-moved"));
    on("2024-12-31");
    done("plan accept --all --year 2024");
    runs(0, "carry --from 2024 --to 2025 --dry-run");
    done("carry --from 2024 --to 2025");
    holds("2.1", "carried_to", "");
    runs(0, "list year:2025 --format csv --columns carried_from,first_due,problem");
    says("\"2024/1.1\",\"2024-06-30\",\"部分工作人员法治意识");
    says("\"2024/3.1\"");
    ck_assert_ptr_null(strstr(world->output, "2024/3.1.2"));
    refused("carry --from 2024 --to 2025 2024/1.1", "已结转为");
}

static void
next_year_problems_come_back(void)
{
    on("2025-02-19");
    runs(0, "status");
    says("3月1日前");
    done("add problem --year 2025 "
         "少数工作人员法治意识淡薄，处理行政事务时不善于运用法治思维和法治方式");
    runs(0, "compare --year 2025");
    says("2024/1 部分工作人员法治意识");
    says("加强法治教育培训");
    runs(0, "list year:2024 --as-of 2024-10-31 --format csv --columns id,closure");
    says("\"1.1\",\"已销号\"");
    done("config filter.急 '+逾期 -整改状态:已完成'");
    runs(0, "list @急 --format csv --columns id,year --sort year,-id");
    says("\"3.1\",\"2024\"");
}

/* What is told of every task, but for the revision, which counts undo too. */
static char *
ledger_of_the_year(void)
{
    runs(0,
         "list --format csv --columns id,year,text,owner,lead,due,first_due,progress,percent,done,"
         "closure,result,review,reviewer,closed_on,returns,extensions,evidence_lines,note_lines,"
         "drop_reason,lookback_on,slips,carried_from,carried_to");
    return g_strdup(world->output);
}

static void
everything_can_be_taken_back(void)
{
    g_autofree char *before = ledger_of_the_year();
    runs(1, "undo 1000");
    says("没有可撤销的操作");
    in_order();
    runs(0, "list");
    ck_assert_str_eq(world->output, "");
    runs(1, "redo 1000");
    in_order();
    g_autofree char *after = ledger_of_the_year();
    ck_assert_str_eq(before, after);
    runs(0, "evidence --verify");
}

static void
the_whole_year_can_be_rebuilt(void)
{
    runs(0, "export --format json -o 台账.json");
    runs(3, "--db 重建/ledger.db restore 台账.json");
    ck_assert_int_eq(world_run_shell(world, "cp -r zhenggai/ledger.db.evidence 重建/"), 0);
    runs(0, "--db 重建/ledger.db export --format json -o 再次.json");
    ck_assert_int_eq(world_run_shell(world, "cmp 台账.json 再次.json"), 0);
    runs(0, "--db 重建/ledger.db check");
}

START_TEST(test_year)
{
    world = world_new();
    january_the_report_is_assigned();
    spring_work_begins();
    summer_a_deadline_moves_twice();
    autumn_one_who_leaves_hands_over();
    october_closure_is_asked_for();
    the_county_returns_then_closes();
    december_a_look_back_fails();
    the_year_ends();
    next_year_problems_come_back();
    everything_can_be_taken_back();
    the_whole_year_can_be_rebuilt();
    world_free(world);
}
END_TEST

static Suite *
year_suite(void)
{
    Suite *suite = suite_create("year");
    TCase *year = tcase_create("year");
    tcase_set_timeout(year, 600);
    tcase_add_test(year, test_year);
    suite_add_tcase(suite, year);
    return suite;
}

ZHENGGAI_TESTS(year_suite())
