/* fields.def and actions.def hold what they promise to everything that is derived from them. */
#include <sqlite3.h>
#include <string.h>

#include "check_main.h"
#include "small_ledger.h"
#include "zhenggai/action.h"
#include "zhenggai/text.h"

extern const char schema_0001[], schema_0002[], schema_0003[], schema_0004[];

/* ── Fields ───────────────────────────────────────────────────────────────────────────────── */

static void
each_field(void (*look)(LedgerField field, const LedgerFieldInfo *info))
{
    for (LedgerField field = 0; field < FIELD_COUNT; field++)
        look(field, ledger_field_info(field));
}

static void
look_unique(LedgerField field, const LedgerFieldInfo *info)
{
    for (LedgerField other = field + 1; other < FIELD_COUNT; other++)
        ck_assert_msg(ledger_field_info(other)->entity != info->entity ||
                          strcmp(ledger_field_info(other)->name, info->name) != 0,
                      "%s.%s stands twice", ledger_entity_name(info->entity), info->name);
}

START_TEST(names_are_unique)
{
    each_field(look_unique);
}
END_TEST

static void
look_help(LedgerField field, const LedgerFieldInfo *info)
{
    gboolean editable = info->editor == EDITOR_CLERK || info->editor == EDITOR_REVIEWER;
    gboolean shown = info->entity == ENTITY_TASK && info->editor != EDITOR_INTERNAL;
    ck_assert_msg((!editable && !shown) || (info->help != NULL && *info->help != '\0'),
                  "%s.%s has no help", ledger_entity_name(info->entity), info->name);
    ck_assert_str_ne(info->label, "");
    ck_assert_msg(info->origin == ORIGIN_STORED || info->editor != EDITOR_CLERK,
                  "%s.%s is derived, so nobody can edit it", ledger_entity_name(info->entity),
                  info->name);
}

START_TEST(what_people_edit_has_help)
{
    each_field(look_help);
}
END_TEST

START_TEST(fields_stand_by_entity)
{
    LedgerField next = 0;
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++) {
        LedgerField first, end;
        ledger_entity_fields(entity, &first, &end);
        ck_assert_int_eq(first, next);
        ck_assert_int_gt(end, first);
        next = end;
    }
    ck_assert_int_eq(next, FIELD_COUNT);
}
END_TEST

/* The stored field that a table's column is; `id` and `revision` belong to every row. */
static gboolean
is_declared(LedgerEntity entity, const char *column)
{
    LedgerField first, end;
    if (strcmp(column, "id") == 0 || strcmp(column, "revision") == 0)
        return TRUE;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        if (strcmp(ledger_field_info(field)->name, column) == 0)
            return ledger_field_info(field)->origin == ORIGIN_STORED;
    return FALSE;
}

static guint
count_stored(LedgerEntity entity)
{
    guint count = 0;
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        count += ledger_field_info(field)->origin == ORIGIN_STORED;
    return count;
}

START_TEST(stored_fields_are_the_columns)
{
    sqlite3 *database = NULL;
    sqlite3_open(":memory:", &database);
    ck_assert_int_eq(sqlite3_exec(database, schema_0001, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, schema_0002, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, schema_0003, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, schema_0004, NULL, NULL, NULL), SQLITE_OK);
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++) {
        guint columns = 0;
        sqlite3_stmt *statement = NULL;
        sqlite3_prepare_v2(database, "SELECT name FROM pragma_table_info(?1)", -1, &statement,
                           NULL);
        sqlite3_bind_text(statement, 1, ledger_entity_name(entity), -1, SQLITE_STATIC);
        for (; sqlite3_step(statement) == SQLITE_ROW; columns++)
            ck_assert_msg(is_declared(entity, (const char *)sqlite3_column_text(statement, 0)),
                          "%s.%s is no field", ledger_entity_name(entity),
                          sqlite3_column_text(statement, 0));
        ck_assert_uint_eq(columns, count_stored(entity) + 2);
        sqlite3_finalize(statement);
    }
    sqlite3_close(database);
}
END_TEST

START_TEST(every_field_can_be_read)
{
    g_autoptr(Ledger) ledger = small_ledger_new("2024-12-01");
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++) {
        LedgerFields fields = {{0}};
        LedgerField first, end;
        ledger_entity_fields(entity, &first, &end);
        memset(fields.wanted + first, TRUE, end - first);
        g_autoptr(GError) error = NULL;
        ck_assert_ptr_null(ledger_row_load(ledger, entity, 1, &fields, &error));
        ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND), "%s: %s",
                      ledger_entity_name(entity), error->message);
    }
}
END_TEST

/* INTERFACE.md, "CSV" */
START_TEST(sheet_is_in_the_county_order)
{
    static const char *const headers[] = {
        "序号",     "问题编号", "单位",     "年度",     "问题来源", "存在问题",
        "原因剖析", "整改目标", "整改措施", "整改类型", "责任领导", "牵头单位",
        "责任单位", "配合单位", "责任人",   "整改时限", "整改状态", "进度",
        "整改进展", "完成时间", "整改成效", "佐证材料", "延期情况", "审核意见",
        "审核人",   "销号状态", "销号时间", "备注",     "UUID",     "版本"};
    int found = 0;
    for (LedgerField field = 0; field < FIELD_COUNT; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->sheet == 0)
            continue;
        ck_assert_int_eq(info->entity, ENTITY_TASK);
        ck_assert_int_le(info->sheet, (int)G_N_ELEMENTS(headers));
        ck_assert_str_eq(text_translate_in(TEXT_CHINESE, info->label), headers[info->sheet - 1]);
        found++;
    }
    ck_assert_int_eq(found, (int)G_N_ELEMENTS(headers));
}
END_TEST

/* INTERFACE.md, "Task JSON" */
START_TEST(task_fields_are_in_the_order_of_the_json)
{
    static const char names[] =
        "id uuid unit year problem_no problem cause kind_of text goal kind due due_text first_due "
        "start "
        "done lead lead_department department support owner percent progress closure overdue "
        "due_soon "
        "result evidence notes last_note review reviewer closed_on extensions revision";
    g_autoptr(GString) found = g_string_new(NULL);
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field <= FIELD_TASK_revision; field++)
        if (ledger_field_info(field)->editor != EDITOR_INTERNAL)
            g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "",
                                   ledger_field_info(field)->name);
    ck_assert_str_eq(found->str, names);
}
END_TEST

START_TEST(fields_answer_to_both_languages)
{
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "owner"), FIELD_TASK_owner);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "Owner"), FIELD_TASK_owner);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "责任人"), FIELD_TASK_owner);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "整改时限"), FIELD_TASK_due);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "deadline"), FIELD_TASK_due);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "整改状态"), FIELD_TASK_progress);
    /* A name goes before a label: this one is the label of the task's text. */
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "problem"), FIELD_TASK_problem);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "nothing"), FIELD_NONE);
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, ""), FIELD_NONE);
    /* What the program keeps to itself has no name outside. */
    ck_assert_int_eq(ledger_field_find(ENTITY_TASK, "problem_id"), FIELD_NONE);
}
END_TEST

static void
look_chinese(LedgerField field, const LedgerFieldInfo *info)
{
    const char *chinese = text_translate_in(TEXT_CHINESE, info->label);
    if (info->editor == EDITOR_INTERNAL)
        return;
    ck_assert_msg(strcmp(chinese, info->label) != 0 || strcmp(chinese, "UUID") == 0 ||
                      strcmp(chinese, "SHA-256") == 0,
                  "\"%s\" has no Chinese", info->label);
    ck_assert_msg(ledger_field_find(info->entity, chinese) == field, "%s is two fields of %s",
                  chinese, ledger_entity_name(info->entity));
}

START_TEST(chinese_labels_tell_fields_apart)
{
    each_field(look_chinese);
}
END_TEST

/* ── Values ───────────────────────────────────────────────────────────────────────────────── */

static void
answers(LedgerType type, const char *word, const char *name)
{
    const LedgerValueInfo *found = ledger_value_find(type, word);
    ck_assert_msg(found != NULL && strcmp(found->name, name) == 0, "%s is not %s", word, name);
}

START_TEST(values_answer_to_both_languages)
{
    answers(TYPE_PROGRESS, "active", "active");
    answers(TYPE_PROGRESS, "Active", "active");
    answers(TYPE_PROGRESS, "整改中", "active");
    answers(TYPE_PROGRESS, "基本完成", "substantial");
    answers(TYPE_CLOSURE, "已销号", "closed");
    answers(TYPE_CLOSURE, "不再整改", "dropped");
    answers(TYPE_KIND, "立行立改", "immediate");
    answers(TYPE_KIND, "长期坚持", "continuous");
    ck_assert_ptr_null(ledger_value_find(TYPE_PROGRESS, "closed"));
    ck_assert_ptr_null(ledger_value_find(TYPE_PROGRESS, ""));
    ck_assert_ptr_null(ledger_value_find(TYPE_LINE, "active"));
}
END_TEST

START_TEST(values_come_in_order)
{
    static const char *const order[] = {"planned", "active", "substantial", "completed"};
    ck_assert_uint_eq(ledger_value_count(TYPE_PROGRESS), G_N_ELEMENTS(order));
    for (guint i = 0; i < G_N_ELEMENTS(order); i++)
        ck_assert_str_eq(ledger_value_info(TYPE_PROGRESS, i)->name, order[i]);
    ck_assert_ptr_null(ledger_value_info(TYPE_PROGRESS, G_N_ELEMENTS(order)));
    ck_assert_uint_eq(ledger_value_count(TYPE_DATE), 0);
}
END_TEST

static void
displays(LedgerField field, const char *stored, const char *shown)
{
    g_autofree char *found = ledger_value_display(field, stored);
    ck_assert_pstr_eq(found, shown);
}

START_TEST(values_are_shown_in_the_language)
{
    displays(FIELD_TASK_progress, "active", "active");
    displays(FIELD_TASK_overdue, "1", "yes");
    text_language_set(TEXT_CHINESE);
    displays(FIELD_TASK_progress, "active", "整改中");
    displays(FIELD_TASK_overdue, "1", "是");
    displays(FIELD_TASK_overdue, "0", "否");
    displays(FIELD_TASK_percent, "40", "40%");
    displays(FIELD_TASK_owner, "李四", "李四");
    displays(FIELD_TASK_owner, NULL, NULL);
    text_language_set(TEXT_ENGLISH);
}
END_TEST

/* ── Actions ──────────────────────────────────────────────────────────────────────────────── */

static void
each_action(void (*look)(LedgerAction action, const LedgerActionInfo *info))
{
    for (LedgerAction action = 0; action < ACTION_COUNT; action++)
        look(action, ledger_action_info(action));
}

static void
look_action(LedgerAction action, const LedgerActionInfo *info)
{
    ck_assert_msg(ledger_action_find(info->name) == action, "%s stands twice", info->name);
    ck_assert_msg(*info->label != '\0' && *info->help != '\0', "%s has no label or help",
                  info->name);
    ck_assert_msg(strcmp(text_translate_in(TEXT_CHINESE, info->label), info->label) != 0 ||
                      action == ACTION_LANGUAGE,
                  "\"%s\" has no Chinese", info->label);
    ck_assert_msg(strcmp(text_translate_in(TEXT_CHINESE, info->help), info->help) != 0,
                  "the help of %s has no Chinese", info->name);
    ck_assert_msg(*info->keys != '\0' || info->usage != NULL, "%s cannot be reached", info->name);
    /* Without a key a place is still reached through the palette. */
    ck_assert_msg(*info->keys == '\0' || info->places != PLACE_NOWHERE, "%s: its keys work nowhere",
                  info->name);
    ck_assert_msg(info->usage == NULL || info->example != NULL, "%s has no example", info->name);
    ck_assert_msg(info->example == NULL || strstr(info->example, info->name) != NULL,
                  "the example of %s shows something else", info->name);
}

START_TEST(actions_are_complete)
{
    each_action(look_action);
    ck_assert_int_eq(ledger_action_find("nothing"), ACTION_COUNT);
}
END_TEST

static void
look_keys(LedgerAction action, const LedgerActionInfo *info)
{
    g_auto(GStrv) keys = g_strsplit(info->keys, " ", 0);
    for (LedgerAction other = 0; other < ACTION_COUNT; other++) {
        const LedgerActionInfo *its = ledger_action_info(other);
        g_auto(GStrv) taken = g_strsplit(its->keys, " ", 0);
        for (guint i = 0; keys[i] != NULL && other != action && (its->places & info->places) != 0;
             i++)
            ck_assert_msg(!g_strv_contains((const char *const *)taken, keys[i]),
                          "key %s is %s and %s in one place", keys[i], info->name, its->name);
        for (guint i = 0; keys[i] != NULL && other == action; i++)
            ck_assert_str_ne(keys[i], "");
    }
}

START_TEST(keys_are_unique_per_place)
{
    each_action(look_keys);
}
END_TEST

START_TEST(groups_are_complete)
{
    guint members[GROUP_COUNT] = {0};
    for (LedgerAction action = 0; action < ACTION_COUNT; action++)
        members[ledger_action_info(action)->group]++;
    for (LedgerActionGroup group = 0; group < GROUP_COUNT; group++) {
        const char *label = ledger_action_group_label(group);
        ck_assert_uint_gt(members[group], 0);
        ck_assert_str_ne(text_translate_in(TEXT_CHINESE, label), label);
    }
}
END_TEST

static Suite *
field_suite(void)
{
    Suite *suite = suite_create("field");
    TCase *fields = tcase_create("fields"), *values = tcase_create("values"),
          *actions = tcase_create("actions");
    tcase_add_test(fields, names_are_unique);
    tcase_add_test(fields, what_people_edit_has_help);
    tcase_add_test(fields, fields_stand_by_entity);
    tcase_add_test(fields, stored_fields_are_the_columns);
    tcase_add_test(fields, every_field_can_be_read);
    tcase_add_test(fields, sheet_is_in_the_county_order);
    tcase_add_test(fields, task_fields_are_in_the_order_of_the_json);
    tcase_add_test(fields, fields_answer_to_both_languages);
    tcase_add_test(fields, chinese_labels_tell_fields_apart);
    tcase_add_test(values, values_answer_to_both_languages);
    tcase_add_test(values, values_come_in_order);
    tcase_add_test(values, values_are_shown_in_the_language);
    tcase_add_test(actions, actions_are_complete);
    tcase_add_test(actions, keys_are_unique_per_place);
    tcase_add_test(actions, groups_are_complete);
    suite_add_tcase(suite, fields);
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, actions);
    return suite;
}

ZHENGGAI_TESTS(field_suite())
