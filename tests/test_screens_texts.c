/* Every view, page, form, prompt, menu and help, in both languages at three sizes: nothing that is
 * not translated, nothing cut without a sign, nothing half covered, never a footer without its way
 * out.
 */
#include <stdio.h>

#include "screens_world.h"

enum { LAST_KEY_ROWS = 2 };

typedef struct {
    const char *keys;     /* from the ledger */
    const char *shows[2]; /* what is waited for: English, Chinese */
} Step;

static const Step steps[] = {
    {"", {"? help", "? 帮助"}},
    {"?", {"Set the owner", "填写责任人"}},
    {"? End", {"中文 / English", "中文 / English"}},
    {":", {"Set the owner", "填写责任人"}},
    {": End", {"Back, or quit", "返回"}},
    {": PgDn", {"Supervision slips", "督办"}},
    {": PgDn PgDn", {"Find", "查询"}},
    {": PgDn PgDn PgDn", {"Views", "视图"}},
    {"Down Enter", {"extension record", "延期情况"}},
    {"Down Enter ?", {"Closure", "销号"}},
    {"Down a", {"owner of 1.1", "1.1的责任人"}},
    {"Down d", {"deadline of 1.1", "1.1的整改时限"}},
    {"Down d 月 底", {"2024-12-31", "2024-12-31"}},
    {"Down s", {"substantial", "基本完成"}},
    {"Down n", {"note on 1.1", "1.1的整改进展"}},
    {"Down e", {"Ctrl-S", "Ctrl-S"}},
    {"e", {"Ctrl-S", "Ctrl-S"}},
    {"Down v", {"attach a file", "附上文件"}},
    {"# 4 . 1 Enter v", {"签到表", "签到表"}},
    {"# 4 . 1 Enter c", {"Look back", "回头看"}},
    {"# 4 . 1 Enter c r c c", {"reviewer", "审核人"}},
    {"A", {"measure", "整改措施"}},
    {"/ 讲 座", {"讲座", "讲座"}},
    {"f", {"+overdue", "+逾期"}},
    {"t", {"a table:", "表格"}},
    {"o", {"closure", "销号状态"}},
    {"C", {"Esc is done", "Esc 完成"}},
    {"t", {"0/1", "0/1"}},
    {"#", {"go to", "转到"}},
    {"i", {"import", "导入"}},
    {"x", {"export to", "导出到"}},
    {"I", {"returned sheet", "退回"}},
    {"y", {"Another year", "切换年度"}},
    {"H", {"李四", "李四"}},
    {"Down r", {"加强法治教育培训", "加强法治教育培训"}},
    {"2", {"to do", "待办"}},
    {"2 b", {"department", "责任单位"}},
    {"2 ?", {"Carry over", "结转"}},
    {"3", {"◆ deadline", "◆ 整改时限"}},
    {"3 m", {"2024-12", "2024-12"}},
    {"3 ?", {"Evidence", "佐证"}},
    {"3 m ?", {"Carry over", "结转"}},
    {"4", {"requested", "申请销号"}},
    {"4 G", {"without a note", "30 天"}},
    {"R", {"by unit", "按单位"}},
    {"R R R R", {"by progress", "按整改状态"}},
    {"5", {"[5 ", "[5 "}},
    {"5 Enter", {"→", "→"}},
    {"5 Down U", {"y ", "y "}},
    {"5 @", {"the ledger on", "台账"}},
    {"5 @ 1 2 - 0 1 Enter", {"Completed then", "当日已完成"}},
    {"6", {"2024-12-01", "2024年12月1日"}},
    {"6 s", {"save to", "保存到"}},
    {"6 p", {"printer", "打印机"}},
    {"Space Down Space", {"marked", "标记"}},
    {": h a n d - o v e r Enter", {"李四", "李四"}},
    {": l i n t Enter", {"A reviewer", "上级审核"}},
    {": p l a n Enter", {"p1", "p1"}},
    {": s l i p Enter", {"1", "1"}},
    {": c o m p a r e Enter", {"2024", "2024"}},
    {"i 报 告 . t x t Enter", {"渣土车处罚取证难", "渣土车处罚取证难"}},
    {"i 报 告 . t x t Enter Down Down Down Down l", {"To which problem", "对应哪个问题"}},
    {"i 报 告 . t x t Enter c", {"What is it?", "这是什么内容"}},
    {"I 退 回 . c s v Enter", {"冯二 → 郑十", "冯二 → 郑十"}},
    {": t o u r Enter", {"step 1 of 9", "第1步"}},
    {": t o u r Enter Enter", {"step 2 of 9", "第2步"}},
    {": t o u r Enter Enter Enter", {"step 3 of 9", "第3步"}},
    {": t o u r Enter Enter Enter Enter", {"step 4 of 9", "第4步"}},
    {": t o u r Enter Enter Enter Enter Enter", {"step 6 of 9", "第6步"}},
    {": t o u r Enter Enter Enter Enter Enter Enter", {"step 7 of 9", "第7步"}},
    {": t o u r Enter Enter Enter Enter Enter Enter Enter", {"step 8 of 9", "第8步"}},
    {": t o u r Enter Enter Enter Enter Enter Enter Enter Enter", {"step 9 of 9", "第9步"}},
    {"I 很 多 . c s v Enter", {"Esc stops it", "按 Esc 停止"}},
};

/* At the first start, where there is nothing else. */
static const Step first_steps[] = {
    {"", {"台账.db", "台账.db"}},
    {"2", {"import", "导入"}},
    {"Esc Down", {"台账.db", "台账.db"}},
    {"1", {"not now", "暂不"}},
    {"t Down a", {"owner of 1.1", "1.1的责任人"}},
    {"Esc", {"step 2 of 9", "第2步"}},
};

static const struct {
    int rows, columns;
} sizes[] = {{24, 80}, {40, 120}, {50, 200}};

/* ── What is wrong with a screen ──────────────────────────────────────────────────────────── */

/* Latin words that a Chinese screen may hold. */
static const char allowed[] =
    "^("
    /* a key's letter, and the names of keys */
    "[A-Za-z]|F[0-9]+|Enter|Esc|Tab|Space|Backspace|Home|End|PgUp|PgDn|Up|Down|Left|Right|Del|"
    "(Ctrl|Alt|Shift)-[A-Za-z]+|"
    /* IDs, and the days that a prompt gives as examples */
    "[pc][0-9]+|ZG[0-9-]+|"
    /* what Chinese has no other word for */
    "ID|CSV|JSON|PDF|Excel|WPS|Markdown|SHA-256|UUID|English|"
    /* names of files, filter words as they are typed */
    "docx|pdf|html|md|txt|csv|xlsx|ics|json|db|overdue|due_soon"
    ")$";

static char *
fault_untranslated(const char *screen)
{
    g_autoptr(GRegex) word = g_regex_new("[A-Za-z][A-Za-z0-9_-]*", 0, 0, NULL);
    g_autoptr(GRegex) known = g_regex_new(allowed, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(word, screen, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        if (!g_regex_match(known, found, 0, NULL))
            return g_strdup_printf("“%s” is not translated", found);
    }
    return NULL;
}

static gboolean
is_prompt(Terminal *terminal, int count)
{
    int row, column;
    return terminal_cursor(terminal, &row, &column) && row == count - 1;
}

/* The keys at the bottom of an English screen are English; what is typed there, and the examples
 * above it, are Chinese. */
static char *
fault_left_chinese(Terminal *terminal, char **rows, int count)
{
    if (is_prompt(terminal, count))
        return NULL;
    for (int row = count - LAST_KEY_ROWS; row < count; row++)
        for (const char *at = rows[row]; *at != '\0'; at = g_utf8_next_char(at))
            if (g_unichar_get_script(g_utf8_get_char(at)) == G_UNICODE_SCRIPT_HAN)
                return g_strdup_printf("“%s” is not English", rows[row]);
    return NULL;
}

static gboolean
is_edge(gunichar character)
{
    return character == 0x2502 || character == 0x2503 || character == '|';
}

/* Text that runs into the right edge, or into a border, was cut there: it must say so. */
static char *
fault_cut(char **rows, int count, int columns)
{
    for (int row = 0; row < count; row++) {
        gunichar before = ' ';
        int cells = 0;
        for (const char *at = rows[row]; *at != '\0'; at = g_utf8_next_char(at)) {
            gunichar now = g_utf8_get_char(at);
            if (is_edge(now) && g_unichar_isalnum(before))
                return g_strdup_printf("row %d runs into a border", row);
            cells += g_unichar_iswide(now) ? 2 : 1;
            before = now;
        }
        if (cells >= columns && g_unichar_isalnum(before))
            return g_strdup_printf("row %d runs into the edge", row);
    }
    return NULL;
}

static char *
fault_halved(Terminal *terminal, int count, int columns)
{
    for (int row = 0; row < count; row++)
        for (int column = 0; column < columns; column++)
            if (terminal_cell(terminal, row, column).width == 2 &&
                (column + 1 == columns || terminal_cell(terminal, row, column + 1).width != 0))
                return g_strdup_printf("a character is halved at %d,%d", row, column);
    return NULL;
}

/* The way out, or the prompt that is typed in. */
static char *
fault_footer(Terminal *terminal, char **rows, int count)
{
    if (strstr(rows[count - 1], "Esc ") != NULL || strstr(rows[count - 1], "q ") != NULL ||
        is_prompt(terminal, count))
        return NULL;
    return g_strdup_printf("the footer has no way out: “%s”", rows[count - 1]);
}

typedef struct {
    gsize language, size;
    char *fault;
} Look;

static gboolean
look_is_right(Terminal *terminal, gconstpointer data)
{
    Look *look = (Look *)data;
    int count = sizes[look->size].rows, columns = sizes[look->size].columns;
    g_autofree char *screen = terminal_screen(terminal);
    g_auto(GStrv) rows = g_strsplit(screen, "\n", 0);
    g_clear_pointer(&look->fault, g_free);
    look->fault = look->language == 1 ? fault_untranslated(screen)
                                      : fault_left_chinese(terminal, rows, count);
    if (look->fault == NULL)
        look->fault = fault_cut(rows, count, columns);
    if (look->fault == NULL)
        look->fault = fault_halved(terminal, count, columns);
    if (look->fault == NULL)
        look->fault = fault_footer(terminal, rows, count);
    return look->fault == NULL;
}

/* ── The walk ─────────────────────────────────────────────────────────────────────────────── */

static const char *const languages[] = {"en", "zh"};

static void
see(Terminal *terminal, const Step *step, Look *look)
{
    terminal_press(terminal, step->keys);
    gboolean shown = terminal_shows(terminal, step->shows[look->language]);
    gboolean right = shown && terminal_until(terminal, look_is_right, look);
    ck_assert_msg(right, "step “%s” in %s at %d columns: %s", step->keys, languages[look->language],
                  sizes[look->size].columns, shown ? look->fault : "not shown");
}

/* What the steps ask for: a piece of evidence, a report, a sheet that came back, one that takes
 * long. */
static const char files[] =
    "echo 42 > 签到表.txt && $ZHENGGAI attach 4.1 签到表.txt --kind 签到表 && "
    "cp " TESTS_FOLDER "/reports/17-mismatched-counts.txt 报告.txt && "
    "$ZHENGGAI export -o 退回.csv && sed -i s/赵六/郑十/ 退回.csv && $ZHENGGAI set 2.1 owner=冯二 "
    "&& awk 'BEGIN { print \"序号,整改措施,责任人,UUID\"; for (i = 1; i <= 400000; i++) printf "
    "\"%d,第%d项,李四,00000000-0000-4000-8000-%012d\\n\", i, i, i }' > 很多.csv";

/* Each step from the ledger, and back to it. */
START_TEST(test_texts)
{
    static const char *const ledgers[] = {"[1 Ledger]", "[1 台账]"};
    Look look = {.language = (gsize)_i % 2, .size = (gsize)_i / 2};
    g_autoptr(World) world = world_with_work();
    ck_assert_msg(world_run_shell(world, files) == 0, "%s", world->errors);
    g_autoptr(Terminal) terminal =
        start(world, sizes[look.size].rows, sizes[look.size].columns, languages[look.language]);
    ck_assert(terminal_shows(terminal, ledgers[look.language]));
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        see(terminal, &steps[i], &look);
        terminal_press(terminal, "Esc Esc Esc Esc 1 Home");
    }
    quit(terminal, "q");
}
END_TEST

START_TEST(test_texts_of_the_first_start)
{
    const char *const arguments[] = {g_getenv("ZHENGGAI"), "--db", "台账.db", NULL};
    Look look = {.language = (gsize)_i % 2, .size = (gsize)_i / 2};
    g_autoptr(World) world = world_new();
    g_autoptr(Terminal) terminal = start_as(world, arguments, sizes[look.size].rows,
                                            sizes[look.size].columns, languages[look.language]);
    for (gsize i = 0; i < G_N_ELEMENTS(first_steps); i++)
        see(terminal, &first_steps[i], &look);
    quit(terminal, "Esc Esc q");
}
END_TEST

static Suite *
suite(void)
{
    Suite *all = suite_create("screens texts");
    TCase *texts = tcase_create("texts");
    tcase_add_unchecked_fixture(texts, make_worked, remove_worked);
    tcase_set_timeout(texts, 300);
    tcase_add_loop_test(texts, test_texts, 0, (int)G_N_ELEMENTS(sizes) * 2);
    tcase_add_loop_test(texts, test_texts_of_the_first_start, 0, (int)G_N_ELEMENTS(sizes) * 2);
    suite_add_tcase(all, texts);
    return all;
}

ZHENGGAI_TESTS(suite())
