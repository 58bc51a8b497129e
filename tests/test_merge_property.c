/* Random ledgers, random edits on both sides, random damage: what comes back is merged so that
 * nothing is lost, nothing is invented, and a conflict is exactly where both sides changed a cell
 * to different values. */
#include "check_main.h"
#include "damage.h"
#include "exporting.h"
#include "zhenggai/merge.h"

enum { ROUNDS = 2000, ROUNDS_OF_A_LEDGER = 16, TASKS_MOST = 12 };

/* What is edited; the others follow from these by the rules. */
static const struct {
    LedgerField field;
    const char *header;
} columns[] = {{FIELD_TASK_owner, "责任人"},    {FIELD_TASK_department, "责任单位"},
               {FIELD_TASK_goal, "整改目标"},   {FIELD_TASK_remark, "备注"},
               {FIELD_TASK_result, "整改成效"}, {FIELD_TASK_due, "整改时限"},
               {FIELD_TASK_kind, "整改类型"},   {FIELD_TASK_lead, "责任领导"}};

enum { COLUMNS = G_N_ELEMENTS(columns) };

/* One round. */
typedef struct {
    GRand *random;
    guint serial;
    gint64 tasks[TASKS_MOST];
    guint count;
    char *notes[TASKS_MOST]; /* what 整改进展 must be */
    char *base[TASKS_MOST][COLUMNS], *ours[TASKS_MOST][COLUMNS], *theirs[TASKS_MOST][COLUMNS];
} Round;

static guint
below(Round *round, guint limit)
{
    return (guint)g_rand_int_range(round->random, 0, (gint)limit);
}

/* A value for the column that no other cell has, or for words of status one of theirs; NULL: empty.
 */
static char *
random_value(Round *round, guint column)
{
    static const char *const kinds[] = {"immediate", "phased", "continuous"};
    static const char *const starts[] = {
        "", "=1+", "-", "'", "'=", "＝", "第一行\n第二行，", "“", "\"引\"", "a,b;c", "𠮷", "？?"};
    guint serial = ++round->serial;
    switch (columns[column].field) {
    case FIELD_TASK_due:
        return g_strdup_printf("20%02u-%02u-%02u", 24 + serial / 336 % 60, serial / 28 % 12 + 1,
                               serial % 28 + 1);
    case FIELD_TASK_kind:
        return g_strdup(below(round, 4) == 0 ? NULL : kinds[below(round, G_N_ELEMENTS(kinds))]);
    case FIELD_TASK_owner:
    case FIELD_TASK_lead:
    case FIELD_TASK_department:
        return below(round, 5) == 0 ? NULL : g_strdup_printf("张%u", serial);
    default:
        return below(round, 5) == 0
                   ? NULL
                   : g_strdup_printf("%s内容%u", starts[below(round, G_N_ELEMENTS(starts))],
                                     serial);
    }
}

static void
grow_ledger(Round *round)
{
    const LedgerScope scope = {2024, small_ledger_unit(ledger)};
    guint problems = 1 + below(round, 3);
    for (guint p = 0; p < problems; p++) {
        g_autofree char *text =
            g_strdup_printf("问题%u：%u号执法环节不规范", p, below(round, 99999));
        gint64 problem = small_ledger_problem(ledger, scope, text);
        small_ledger_cause(ledger, problem, CAUSE);
        for (guint m = 0; m < 1 + below(round, 2) && round->count < TASKS_MOST - 3; m++) {
            g_autofree char *words =
                g_strdup_printf("措施%u-%u组织专题培训%u", p, m, below(round, 99999));
            gint64 measure = small_ledger_measure(ledger, problem, words);
            round->tasks[round->count++] = measure;
            for (guint s = 0; s < below(round, 3); s++) {
                g_autofree char *step =
                    g_strdup_printf("第%u步编印手册%u册", s, below(round, 99999));
                round->tasks[round->count++] = small_ledger_step(ledger, measure, step);
            }
        }
    }
}

static char *
value_now(gint64 task, LedgerField field)
{
    LedgerFields fields = ledger_fields_of(field, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_TASK, task, &fields, NULL);
    return g_strdup(ledger_row_get(row, field));
}

/* Everything of the ledger's tasks, for a look at what may not change. */
static char *
ledger_now_as_text(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    LedgerFields fields = ledger_fields_all(ENTITY_TASK);
    fields.wanted[FIELD_TASK_revision] = FALSE;
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, NULL);
    const LedgerRow *row;
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    while ((row = ledger_rows_next(rows, NULL)) != NULL)
        for (LedgerField field = first; field < end; field++) {
            const char *value = fields.wanted[field] ? ledger_row_get(row, field) : NULL;
            g_string_append_printf(text, "%s\x1f", value == NULL ? "" : value);
        }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
edit_ours(Round *round, guint times)
{
    for (guint i = 0; i < times; i++) {
        guint task = below(round, round->count), column = below(round, COLUMNS);
        g_autofree char *value = random_value(round, column);
        small_ledger_set(ledger, round->tasks[task], columns[column].field, value, "计划调整");
    }
}

/* Notes of our own, before and after the sheet is sent. */
static void
note_ours(Round *round)
{
    for (guint i = below(round, 3); i > 0; i--) {
        g_autofree char *text = g_strdup_printf("我方进展%u", ++round->serial);
        small_ledger_note(ledger, round->tasks[below(round, round->count)], text);
    }
}

static LedgerRow *
task_now(gint64 task)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_note_lines, FIELD_NONE);
    for (guint c = 0; c < COLUMNS; c++)
        fields.wanted[columns[c].field] = TRUE;
    LedgerRow *row = ledger_row_load(ledger, ENTITY_TASK, task, &fields, NULL);
    ck_assert_ptr_nonnull(row);
    return row;
}

static void
take_values(Round *round, char *into[TASKS_MOST][COLUMNS])
{
    for (guint t = 0; t < round->count; t++) {
        g_autoptr(LedgerRow) row = task_now(round->tasks[t]);
        for (guint c = 0; c < COLUMNS; c++) {
            g_free(into[t][c]);
            into[t][c] = g_strdup(ledger_row_get(row, columns[c].field));
        }
        g_free(round->notes[t]);
        round->notes[t] = g_strdup(ledger_row_get(row, FIELD_TASK_note_lines));
    }
}

static void
begin_theirs(Round *round)
{
    for (guint t = 0; t < round->count; t++)
        for (guint c = 0; c < COLUMNS; c++) {
            g_free(round->theirs[t][c]);
            round->theirs[t][c] = g_strdup(round->base[t][c]);
        }
}

/* As the sheet shows it. */
static char *
cell_text(LedgerField field, const char *stored)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (stored == NULL)
        return g_strdup("");
    for (guint i = 0; i < ledger_value_count(info->type); i++)
        if (strcmp(ledger_value_info(info->type, i)->name, stored) == 0)
            return g_strdup(
                text_translate_in(TEXT_CHINESE, ledger_value_info(info->type, i)->label));
    return export_cell_guard(stored);
}

static guint
row_of(const GPtrArray *grid, gint64 task)
{
    g_autofree char *uuid = value_now(task, FIELD_TASK_uuid);
    guint column = grid_column(grid, "UUID");
    for (guint r = 1; r < grid->len; r++)
        if (strcmp(grid_get(grid, r, column), uuid) == 0)
            return r;
    ck_abort_msg("the sheet lacks a task");
    return 0;
}

static void
edit_theirs(Round *round, GPtrArray *grid, guint8 *edited, guint times, guint damage)
{
    guint width = grid_row(grid, 0)->len;
    for (guint i = 0; i < times; i++) {
        guint task = below(round, round->count), column = below(round, COLUMNS);
        char *value = random_value(round, column);
        /* Below merged cells a blank can be one of them: nobody can tell. */
        while (value == NULL && (damage & DAMAGE_BLANKS))
            value = random_value(round, column);
        guint row = row_of(grid, round->tasks[task]),
              at = grid_column(grid, columns[column].header);
        g_autofree char *text = cell_text(columns[column].field, value);
        grid_set(grid, row, at, text);
        edited[row * width + at] = 1;
        g_free(round->theirs[task][column]);
        round->theirs[task][column] = value;
    }
}

/* Lines below what was sent, with day and name or without. */
static void
note_theirs(Round *round, GPtrArray *grid, guint8 *edited)
{
    guint width = grid_row(grid, 0)->len, at = grid_column(grid, "整改进展");
    guint task = below(round, round->count), row = row_of(grid, round->tasks[task]);
    guint serial = ++round->serial;
    const char *sent = grid_get(grid, row, at), *now = round->notes[task];
    g_autofree char *day = g_strdup_printf("2024-11-%02u", serial % 30 + 1);
    gboolean is_signed = below(round, 2) == 0;
    g_autofree char *line = is_signed ? g_strdup_printf("%s 赵六 对方进展%u", day, serial)
                                      : g_strdup_printf("对方进展%u", serial);
    g_autofree char *cell = g_strconcat(sent, *sent == '\0' ? "" : "\n", line, NULL);
    grid_set(grid, row, at, cell);
    edited[row * width + at] = 1;
    char *wanted = g_strconcat(now == NULL ? "" : now, now == NULL ? "" : "\n",
                               is_signed ? "" : "2024-12-01 王五（返表） ", line, NULL);
    g_free(round->notes[task]);
    round->notes[task] = wanted;
}

static guint
random_damage(Round *round)
{
    guint damage = 0;
    for (guint i = 0; i < DAMAGE_COUNT; i++)
        if (below(round, 3) == 0)
            damage |= 1U << i;
    return damage;
}

/* What must come out for a cell, and whether it is a conflict. */
static const char *
expected(const Round *round, guint t, guint c, gboolean *conflict)
{
    const char *base = round->base[t][c], *ours = round->ours[t][c], *theirs = round->theirs[t][c];
    *conflict = FALSE;
    if (g_strcmp0(theirs, base) == 0 || g_strcmp0(theirs, ours) == 0)
        return ours;
    if (g_strcmp0(ours, base) == 0)
        return theirs;
    *conflict = TRUE;
    return ours;
}

static gboolean
is_told(const Merge *merge, gint64 task, LedgerField field)
{
    const GPtrArray *cells = merge_cells(merge);
    for (guint i = 0; i < cells->len; i++) {
        const MergeCell *cell = cells->pdata[i];
        if (cell->conflict && cell->task == task && cell->field == field)
            return TRUE;
    }
    return FALSE;
}

static void
verify(Round *round, const Merge *merge, guint number, guint damage)
{
    guint conflicts = 0;
    for (guint t = 0; t < round->count; t++) {
        g_autoptr(LedgerRow) row = task_now(round->tasks[t]);
        const char *notes = ledger_row_get(row, FIELD_TASK_note_lines);
        ck_assert_msg(g_strcmp0(notes, round->notes[t]) == 0,
                      "round %u damage %x task %u: notes “%s”, not “%s”", number, damage, t, notes,
                      round->notes[t]);
        for (guint c = 0; c < COLUMNS; c++) {
            gboolean conflict;
            const char *want = expected(round, t, c, &conflict);
            const char *got = ledger_row_get(row, columns[c].field);
            ck_assert_msg(g_strcmp0(got, want) == 0,
                          "round %u damage %x task %u %s: base “%s” ours “%s” theirs “%s” got “%s”",
                          number, damage, t, columns[c].header, round->base[t][c],
                          round->ours[t][c], round->theirs[t][c], got);
            ck_assert_msg(conflict == is_told(merge, round->tasks[t], columns[c].field),
                          "round %u damage %x task %u %s: conflict %d; base “%s” ours “%s” theirs "
                          "“%s”",
                          number, damage, t, columns[c].header, conflict, round->base[t][c],
                          round->ours[t][c], round->theirs[t][c]);
            conflicts += conflict;
        }
    }
    ck_assert_uint_eq(merge_counts(merge)->conflicts, conflicts);
    ck_assert_uint_eq(merge_counts(merge)->unknown, 0);
    ck_assert_uint_eq(merge_counts(merge)->refused, 0);
}

static Merge *
merge_bytes(const char *bytes, gsize length, Sheet **sheet)
{
    g_autoptr(GError) error = NULL;
    *sheet = sheet_parse(bytes, length, "返表.csv", NULL, &error);
    ck_assert_msg(*sheet != NULL, "%s", error == NULL ? "" : error->message);
    Merge *merge = merge_new(ledger, *sheet, &error);
    ck_assert_msg(merge != NULL, "%s", error == NULL ? "" : error->message);
    return merge;
}

static void
merge_and_verify(Round *round, const char *bytes, gsize length, guint number, guint damage)
{
    gboolean undone = number % 3 == 0;
    g_autofree char *before = undone ? ledger_now_as_text() : NULL;
    Sheet *sheet = NULL, *again = NULL;
    guint changes = 0, more = 0;
    g_autoptr(Merge) merge = merge_bytes(bytes, length, &sheet);
    ck_assert(merge_apply(merge, FALSE, &changes, NULL));
    verify(round, merge, number, damage);
    g_autoptr(Merge) second = merge_bytes(bytes, length, &again);
    ck_assert(merge_apply(second, FALSE, &more, NULL));
    ck_assert_msg(more == 0, "round %u damage %x: twice is %u changes", number, damage, more);
    verify(round, second, number, damage);
    if (changes > 0 && undone) {
        g_autofree char *told = NULL, *after = NULL;
        ck_assert(ledger_undo(ledger, FALSE, &told, NULL));
        after = ledger_now_as_text();
        ck_assert_str_eq(before, after);
    }
    sheet_free(sheet);
    sheet_free(again);
}

static void
run_round(Round *round, guint number)
{
    g_autofree char *path = path_of("sheet.csv");
    const ExportOptions options = {.language = TEXT_CHINESE};
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    edit_ours(round, below(round, 8));
    note_ours(round);
    ck_assert_int_gt(export_send(ledger, query, &options, path, NULL, NULL), 0);
    take_values(round, round->base);
    begin_theirs(round);
    edit_ours(round, below(round, 10));
    note_ours(round);
    take_values(round, round->ours);
    g_autofree char *text = contents_of(path, NULL);
    g_autoptr(GPtrArray) grid = grid_read(text);
    g_autofree guint8 *edited = g_new0(guint8, (grid->len + 1) * grid_row(grid, 0)->len);
    guint damage = random_damage(round);
    edit_theirs(round, grid, edited, below(round, 10), damage);
    if (below(round, 3) == 0)
        note_theirs(round, grid, edited);
    damage_grid(grid, damage, edited, round->random);
    gsize length = 0;
    g_autofree char *bytes = damage_write(grid, damage, &length);
    merge_and_verify(round, bytes, length, number, damage);
}

static void
round_clear(Round *round)
{
    for (guint t = 0; t < TASKS_MOST; t++) {
        g_free(round->notes[t]);
        for (guint c = 0; c < COLUMNS; c++) {
            g_free(round->base[t][c]);
            g_free(round->ours[t][c]);
            g_free(round->theirs[t][c]);
        }
    }
}

START_TEST(nothing_is_lost_and_nothing_invented)
{
    for (guint number = 0; number < ROUNDS;) {
        Round round = {.random = g_rand_new_with_seed(2024 + number)};
        exporting_setup();
        text_language_set(TEXT_CHINESE);
        grow_ledger(&round);
        for (guint i = 0; i < ROUNDS_OF_A_LEDGER; i++, number++)
            run_round(&round, number);
        exporting_teardown();
        g_rand_free(round.random);
        round_clear(&round);
    }
}
END_TEST

static Suite *
merge_property_suite(void)
{
    Suite *suite = suite_create("merge_property");
    TCase *property = tcase_create("property");
    tcase_set_timeout(property, 1500);
    tcase_add_test(property, nothing_is_lost_and_nothing_invented);
    suite_add_tcase(suite, property);
    return suite;
}

ZHENGGAI_TESTS(merge_property_suite())
