/* What a measure states beside itself: deadline, kind, departments, goal, claim. */
#include "drafting.h"

/* The only measure of a report with this measure. */
static IntakeItem *
steal_measure(const char *measure, const char *date)
{
    g_autofree char *text = g_strdup_printf(
        TITLE "一、存在的问题\n甲事不清。\n二、整改措施\n%s\n\n柳渡镇人民政府\n%s\n", measure,
        date);
    g_autoptr(IntakeDraft) draft = draft_of(text);
    IntakeProblem *problem = g_ptr_array_index(draft->problems, 0);
    ck_assert_uint_eq(problem->measures->len, 1);
    IntakeItem *item = g_ptr_array_index(problem->measures, 0);
    IntakeItem *copy = g_new0(IntakeItem, 1);
    *copy = (IntakeItem){.due_text = g_strdup(item->due_text),
                         .due = g_strdup(item->due),
                         .kind = g_strdup(item->kind),
                         .department = g_strdup(item->department),
                         .lead_department = g_strdup(item->lead_department),
                         .goal = g_strdup(item->goal),
                         .claim = g_strdup(item->claim),
                         .text = g_strdup(item->text)};
    return copy;
}

static void
measure_free(IntakeItem *item)
{
    char *fields[] = {item->text,       item->due_text,        item->due,  item->kind,
                      item->department, item->lead_department, item->goal, item->claim};
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_free(fields[i]);
    }
    g_free(item);
}

static const struct {
    const char *measure, *due_text, *due, *kind, *department, *lead, *goal, *claim;
} stated[] = {
    {"改甲事。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"2024年3月31日前改好甲事。", "2024年3月31日前", "2024-03-31", "phased", NULL, NULL, NULL,
     NULL},
    {"6月底前改好甲事。", "6月底前", "2024-06-30", "phased", NULL, NULL, NULL, NULL},
    {"年底前改好甲事。", "年底前", "2024-12-31", "phased", NULL, NULL, NULL, NULL},
    {"2024年6月底完成改造。", "2024年6月底", "2024-06-30", "phased", NULL, NULL, NULL, NULL},
    {"已于2023年9月底前完成改造。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"自9月起由镇里自行录入。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"立行立改，长期坚持。", "立行立改，长期坚持", NULL, "continuous", NULL, NULL, NULL, NULL},
    {"立行立改。", "立行立改", NULL, "immediate", NULL, NULL, NULL, NULL},
    {"改甲事（责任单位：司法所、党政办；完成时限：2024年6月底前）。", "2024年6月底前", "2024-06-30",
     "phased", "司法所、党政办", NULL, NULL, NULL},
    {"改甲事。责任单位：司法所。整改时限：持续推进。", "持续推进", NULL, NULL, "司法所", NULL, NULL,
     NULL},
    {"由司法所牵头改甲事。", NULL, NULL, NULL, NULL, "司法所", NULL, NULL},
    {"由党政办负责改甲事。", NULL, NULL, NULL, "党政办", NULL, NULL, NULL},
    {"由分管领导牵头改甲事。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"改甲事，确保合格率达到95%以上。", NULL, NULL, NULL, NULL, NULL, "确保合格率达到95%以上",
     NULL},
    {"改甲事，确保取得实效。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"改甲事，合格率由七成升至九成。", NULL, NULL, NULL, NULL, NULL, NULL, NULL},
    {"改甲事，目前已完成十二处。", NULL, NULL, NULL, NULL, NULL, NULL, "目前已完成十二处"},
    {"改甲事。整改成效：补报八件。", NULL, NULL, NULL, NULL, NULL, NULL, "补报八件"},
};

START_TEST(only_what_is_stated_is_picked_up)
{
    IntakeItem *item = steal_measure(stated[_i].measure, "2024年1月10日");
    assert_field(item->due_text, stated[_i].due_text, "deadline", stated[_i].measure);
    assert_field(item->due, stated[_i].due, "due", stated[_i].measure);
    assert_field(item->kind, stated[_i].kind, "kind", stated[_i].measure);
    assert_field(item->department, stated[_i].department, "department", stated[_i].measure);
    assert_field(item->lead_department, stated[_i].lead, "lead", stated[_i].measure);
    assert_field(item->goal, stated[_i].goal, "goal", stated[_i].measure);
    assert_field(item->claim, stated[_i].claim, "claim", stated[_i].measure);
    measure_free(item);
}
END_TEST

START_TEST(fields_are_no_part_of_the_text)
{
    IntakeItem *item =
        steal_measure("改甲事（责任单位：司法所）。整改成效：补报八件。", "2024年1月10日");
    ck_assert_str_eq(item->text, "改甲事");
    measure_free(item);
}
END_TEST

START_TEST(year_of_a_deadline_is_told)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "一、存在的问题\n甲事不清。\n二、整改措施\n6月底前改好甲事。\n");
    ck_assert_str_eq(measure_at(draft, 1, 1)->due, "2024-06-30");
    const IntakeDiagnostic *diagnostic = find_diagnostic(draft, "deadline");
    ck_assert_ptr_nonnull(diagnostic);
    ck_assert_ptr_nonnull(strstr(diagnostic->message, "2024-06-30"));
}
END_TEST

static Suite *
pickup_suite(void)
{
    Suite *suite = suite_create("intake_pickup");
    TCase *fields = tcase_create("fields");
    tcase_add_loop_test(fields, only_what_is_stated_is_picked_up, 0, G_N_ELEMENTS(stated));
    tcase_add_test(fields, fields_are_no_part_of_the_text);
    tcase_add_test(fields, year_of_a_deadline_is_told);
    suite_add_tcase(suite, fields);
    return suite;
}

ZHENGGAI_TESTS(pickup_suite())
