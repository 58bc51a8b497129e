/* Drafts: the founding report, then the rules of the grammar one by one. */
#include "drafting.h"

/* ── Small words for tests ────────────────────────────────────────────────────────────────── */

static void
assert_refused(const char *text, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IntakeDraft) draft = intake_draft_new(text, "report.txt", &error);
    ck_assert_msg(draft == NULL, "something was found in: %s", text);
    ck_assert(g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_NOTHING));
    ck_assert_msg(strstr(error->message, part) != NULL, "“%s” does not say “%s”", error->message,
                  part);
}

/* The text of the draft between two places. */
static char *
text_between(const IntakeDraft *draft, gsize start, gsize end)
{
    return g_utf8_substring(draft->text, (glong)start, (glong)end);
}

/* ── The founding report ──────────────────────────────────────────────────────────────────── */

START_TEST(founding_report_is_read)
{
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    ck_assert_str_eq(draft->unit, "张官营镇人民政府");
    ck_assert_str_eq(draft->unit_printed, "鲁山县张官营镇人民政府");
    ck_assert_str_eq(draft->unit_short, "张官营镇");
    ck_assert_int_eq(draft->year, 2024);
    ck_assert_str_eq(draft->title, "鲁山县张官营镇人民政府关于2024年法治政府建设情况的报告");
    ck_assert_ptr_null(draft->document_number);
    ck_assert_ptr_null(draft->addressee);
    ck_assert_ptr_null(draft->dated);
    ck_assert_uint_eq(draft->problems->len, 4);
    ck_assert_uint_eq(draft->plans->len, 5);
    ck_assert_uint_eq(draft->unpaired_causes->len + draft->unpaired_measures->len, 0);
}
END_TEST

START_TEST(founding_report_is_linked)
{
    static const struct {
        const char *problem, *cause, *measure, *first_step;
    } rows[] = {
        {"部分工作人员法治意识仍较淡薄", "对法治教育培训的重视程度不够", "加强法治教育培训",
         "制定系统的培训计划"},
        {"法治政府建设的制度落实还不够到位", "制度执行的监督和考核机制不健全", "强化制度执行监督",
         "建立健全制度执行的监督和考核机制"},
        {"行政执法监督机制有待进一步完善", "执法监督力量相对薄弱", "完善行政执法监督机制",
         "充实执法监督队伍"},
        {"法治宣传教育的效果有待提升", "对法治宣传教育的规划和创新不足", "提升法治宣传教育效果",
         "创新宣传方式"},
    };
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const IntakeProblem *problem = problem_at(draft, i + 1);
        ck_assert_uint_eq(problem->n, i + 1);
        ck_assert(g_str_has_prefix(problem->text, rows[i].problem));
        ck_assert_uint_eq(problem->causes->len, 1);
        ck_assert(g_str_has_prefix(item_at(problem->causes, 1)->text, rows[i].cause));
        ck_assert_uint_eq(problem->measures->len, 1);
        const IntakeItem *measure = item_at(problem->measures, 1);
        ck_assert_str_eq(measure->text, rows[i].measure);
        ck_assert_uint_eq(measure->parts->len, 2);
        ck_assert(g_str_has_prefix(item_at(measure->parts, 1)->text, rows[i].first_step));
    }
    /* The closing paragraph is nobody's step. */
    const IntakeItem *last = item_at(measure_at(draft, 4, 1)->parts, 2);
    ck_assert_str_eq(last->text, "深入基层，根据不同群体的需求，开展有针对性的法治宣传教育");
    ck_assert_uint_eq(find_diagnostic(draft, "left-out")->line, 42);
}
END_TEST

START_TEST(founding_report_invents_nothing)
{
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    for (guint i = 1; i <= 4; i++) {
        const IntakeItem *measure = measure_at(draft, i, 1);
        ck_assert_ptr_null(measure->due);
        ck_assert_ptr_null(measure->due_text);
        ck_assert_ptr_null(measure->kind);
        ck_assert_ptr_null(measure->department);
        ck_assert_ptr_null(measure->lead_department);
        ck_assert_ptr_null(measure->goal);
        ck_assert_ptr_null(measure->claim);
    }
}
END_TEST

static void
assert_place(const IntakeDraft *draft, const char *text, gsize start, gsize end)
{
    g_autofree char *printed = text_between(draft, start, end);
    ck_assert_str_eq(text, printed);
}

START_TEST(places_lead_to_the_words)
{
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    for (guint i = 1; i <= 4; i++) {
        const IntakeProblem *problem = problem_at(draft, i);
        const IntakeItem *cause = item_at(problem->causes, 1), *measure = measure_at(draft, i, 1);
        assert_place(draft, problem->text, problem->start, problem->end);
        assert_place(draft, cause->text, cause->start, cause->end);
        assert_place(draft, measure->text, measure->start, measure->end);
        for (guint step = 1; step <= measure->parts->len; step++) {
            const IntakeItem *part = item_at(measure->parts, step);
            assert_place(draft, part->text, part->start, part->end);
        }
    }
}
END_TEST

START_TEST(text_and_its_hash_are_kept)
{
    g_autoptr(IntakeDraft) draft = draft_of(intake_founding_report());
    g_autofree char *hash =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, intake_founding_report(), -1);
    ck_assert_str_eq(draft->text, intake_founding_report());
    ck_assert_str_eq(draft->sha256, hash);
    ck_assert_str_eq(draft->file, "report.txt");
}
END_TEST

/* ── Pairing ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(lists_of_different_length_stay_apart)
{
    g_autoptr(IntakeDraft) draft = draft_of(TITLE "一、存在的不足\n一是甲事不清。二是乙事不明。\n"
                                                  "二、原因\n一是丙制不全。\n"
                                                  "三、整改措施\n一是改甲事。二是改乙事。\n");
    ck_assert_uint_eq(problem_at(draft, 1)->causes->len, 0);
    ck_assert_uint_eq(draft->unpaired_causes->len, 1);
    ck_assert_str_eq(item_at(draft->unpaired_causes, 1)->text, "丙制不全");
    ck_assert_str_eq(measure_at(draft, 2, 1)->text, "改乙事");
    const IntakeDiagnostic *diagnostic = find_diagnostic(draft, "unpaired-causes");
    ck_assert_ptr_nonnull(diagnostic);
    ck_assert_int_eq(diagnostic->level, INTAKE_WARNING);
    ck_assert_uint_eq(diagnostic->line, 6);
}
END_TEST

START_TEST(lists_without_ordinals_stay_apart)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "主要问题：甲事不清；乙事不明。\n主要原因：丙制不全；丁人不足。\n");
    ck_assert_uint_eq(draft->problems->len, 2);
    ck_assert_uint_eq(draft->unpaired_causes->len, 2);
    ck_assert_ptr_nonnull(find_diagnostic(draft, "no-ordinals"));
    ck_assert_ptr_nonnull(find_diagnostic(draft, "problem-without-measure"));
}
END_TEST

START_TEST(words_of_sending_are_no_part_of_the_unit)
{
    static const char *const titles[] = {"关于枫桥铺镇2020年法治政府建设情况的报告\n\n",
                                         "关于报送枫桥铺镇2020年法治政府建设总结的函\n\n",
                                         "关于呈报枫桥铺镇2020年法治政府建设工作的报告\n\n"};
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_autofree char *text = g_strconcat(titles[i], "存在的问题：一是甲事不清。\n", NULL);
        g_autoptr(IntakeDraft) draft = draft_of(text);
        ck_assert_str_eq(draft->unit, "枫桥铺镇人民政府");
    }
}
END_TEST

START_TEST(blocks_keep_what_is_theirs)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "一、存在的问题、原因及整改措施\n"
                       "（一）甲事不清。\n原因：丙制不全。\n整改措施：1.改甲事。2.再改甲事。\n"
                       "（二）乙事不明。\n整改措施：改乙事。\n"
                       "（三）戊事不办。\n原因：丁人不足。\n整改措施：办戊事。\n");
    ck_assert_uint_eq(draft->problems->len, 3);
    ck_assert_uint_eq(problem_at(draft, 1)->measures->len, 2);
    ck_assert_uint_eq(problem_at(draft, 2)->causes->len, 0);
    ck_assert_str_eq(item_at(problem_at(draft, 3)->causes, 1)->text, "丁人不足");
    ck_assert_str_eq(measure_at(draft, 3, 1)->text, "办戊事");
}
END_TEST

START_TEST(one_sentence_names_both)
{
    g_autoptr(IntakeDraft) draft = draft_of(
        TITLE "一、存在的问题\n一是由于丙制不全，导致甲事不清。二是乙事不明，原因是丁人不足。"
              "三是戊事不办。\n");
    ck_assert_str_eq(problem_at(draft, 1)->text, "甲事不清");
    ck_assert_str_eq(item_at(problem_at(draft, 1)->causes, 1)->text, "丙制不全");
    ck_assert_str_eq(problem_at(draft, 2)->text, "乙事不明");
    ck_assert_str_eq(item_at(problem_at(draft, 2)->causes, 1)->text, "丁人不足");
    ck_assert_uint_eq(problem_at(draft, 3)->causes->len, 0);
}
END_TEST

START_TEST(consequence_is_no_cause_by_itself)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "一、存在的问题\n一是甲事不清，造成群众往返。二是乙事不明。\n");
    ck_assert_str_eq(problem_at(draft, 1)->text, "甲事不清，造成群众往返");
    ck_assert_uint_eq(problem_at(draft, 1)->causes->len, 0);
}
END_TEST

START_TEST(wrong_ordinals_are_told)
{
    g_autoptr(IntakeDraft) draft = draft_of(
        TITLE "一、存在的问题\n一是甲事不清。\n二是乙事不明。\n二是戊事不办。\n四是己事不力。\n");
    ck_assert_uint_eq(draft->problems->len, 4);
    const IntakeDiagnostic *diagnostic = find_diagnostic(draft, "ordinal");
    ck_assert_ptr_nonnull(diagnostic);
    ck_assert_uint_eq(diagnostic->line, 6);
}
END_TEST

/* ── Identity ─────────────────────────────────────────────────────────────────────────────── */

#define BODY "\n\n一、存在的问题\n一是甲事不清。二是乙事不明。\n"

static const struct {
    const char *head, *unit, *printed, *brief;
    int year;
} identities[] = {
    {"白沙坳乡2024年法治政府建设情况报告", "白沙坳乡人民政府", "白沙坳乡", "白沙坳乡", 2024},
    {"苇塘县自然资源局依法行政工作报告（2018年）", "苇塘县自然资源局", "苇塘县自然资源局",
     "苇塘县自然资源局", 2018},
    {"二○二○年度栖霞滩镇法治政府建设工作报告", "栖霞滩镇人民政府", "栖霞滩镇", "栖霞滩镇", 2020},
    {"河南省鲁山县张官营镇人民政府\n关于二〇二四年法治政府建设情况的报告", "张官营镇人民政府",
     "河南省鲁山县张官营镇人民政府", "张官营镇", 2024},
    {"云州市南关区石臼埠街道办事处2022年度法治建设年度报告", "石臼埠街道办事处",
     "云州市南关区石臼埠街道办事处", "石臼埠街道", 2022},
    {"石臼埠街道2022年度法治建设年度报告", "石臼埠街道办事处", "石臼埠街道", "石臼埠街道", 2022},
    {"新市镇2022年度法治政府建设报告", "新市镇人民政府", "新市镇", "新市镇", 2022},
    {"桐荫区人民政府2021年度法治政府建设年度报告", "桐荫区人民政府", "桐荫区人民政府", "桐荫区",
     2021},
    {"2019年乡依法行政工作总结", NULL, NULL, NULL, 2019},
    {"法治政府建设情况报告", NULL, NULL, NULL, 0},
};

START_TEST(unit_and_year_are_read)
{
    g_autofree char *text = g_strconcat(identities[_i].head, BODY, NULL);
    g_autoptr(IntakeDraft) draft = draft_of(text);
    assert_field(draft->unit, identities[_i].unit, "unit", identities[_i].head);
    assert_field(draft->unit_printed, identities[_i].printed, "printed", identities[_i].head);
    assert_field(draft->unit_short, identities[_i].brief, "short", identities[_i].head);
    ck_assert_int_eq(draft->year, identities[_i].year);
    ck_assert((find_diagnostic(draft, "no-unit") != NULL) == (identities[_i].unit == NULL));
    ck_assert((find_diagnostic(draft, "no-year") != NULL) == (identities[_i].year == 0));
}
END_TEST

START_TEST(letter_head_and_signature_are_read)
{
    g_autoptr(IntakeDraft) draft = draft_of(
        "柳渡镇人民政府\n关于2023年法治政府建设情况的报告\n柳政〔2024〕7号\n\n县委、县政府：\n\n"
        "现将有关情况报告如下：" BODY "\n特此报告。\n\n柳渡镇人民政府\n二〇二四年一月二十二日\n");
    ck_assert_str_eq(draft->title, "柳渡镇人民政府关于2023年法治政府建设情况的报告");
    ck_assert_str_eq(draft->document_number, "柳政〔2024〕7号");
    ck_assert_str_eq(draft->addressee, "县委、县政府");
    ck_assert_str_eq(draft->dated, "2024-01-22");
    ck_assert_uint_eq(draft->problems->len, 2);
    ck_assert_str_eq(problem_at(draft, 2)->text, "乙事不明");
}
END_TEST

/* ── Nothing found ────────────────────────────────────────────────────────────────────────── */

START_TEST(report_without_shortcomings_is_refused)
{
    assert_refused(TITLE "一、主要成效\n一是办实事。二是强执法。\n", "looked for");
    assert_refused(TITLE "一、主要成效\n一是办实事。\n二、存在的问题及原因\n无。\n三、下一步打算\n"
                         "一是再加强。\n",
                   "report.txt:5");
    assert_refused(TITLE "一、存在的问题\n经自查，未发现明显问题。\n", "nothing is listed");
    assert_refused(TITLE "一、存在的问题\n", "nothing is listed");
    assert_refused("关于报送2024年度法治政府建设报告的补充通知\n\n一、主要内容\n无关。\n",
                   "looked for");
    assert_refused("关于做好2024年度法治政府建设年度报告工作的通知\n\n一、报告内容\n"
                   "（一）存在的不足、原因。要实事求是查找不足。\n",
                   "no report");
    assert_refused("没有标题的几句话。\n", "looked for");
}
END_TEST

START_TEST(last_year_is_not_this_year)
{
    g_autoptr(IntakeDraft) draft =
        draft_of(TITLE "一、上年度存在问题整改情况\n一是旧事一，已整改。二是旧事二，已整改。\n"
                       "二、2022年度督察反馈问题整改情况\n（一）旧事三。已整改。\n"
                       "三、2023年度存在的不足\n一是甲事不清。二是乙事不明。\n");
    ck_assert_uint_eq(draft->problems->len, 2);
    ck_assert_str_eq(problem_at(draft, 1)->text, "甲事不清");
    ck_assert_uint_eq(draft->unpaired_measures->len, 0);
}
END_TEST

/* A rule that looks over the whole text at every sign takes minutes for each of these. */
START_TEST(hostile_shapes_end_in_time)
{
    static const char *const heads[] = {"一、存在的问题\n",
                                        "一、存在的问题\n甲事不清。\n二、整改措施\n一是改。"};
    static const char *const shapes[] = {"一是甲。", "（一）", "①", "甲；", "确保", "(“"};
    for (guint i = 0; i < G_N_ELEMENTS(heads) * G_N_ELEMENTS(shapes); i++) {
        GString *text = g_string_new(TITLE);
        g_string_append(text, heads[i / G_N_ELEMENTS(shapes)]);
        while (text->len < 600000) {
            g_string_append(text, shapes[i % G_N_ELEMENTS(shapes)]);
        }
        g_autoptr(IntakeDraft) draft = intake_draft_new(text->str, "hostile", NULL);
        g_string_free(text, TRUE);
    }
}
END_TEST

static Suite *
draft_suite(void)
{
    Suite *suite = suite_create("intake_draft");
    TCase *founding = tcase_create("founding");
    tcase_add_test(founding, founding_report_is_read);
    tcase_add_test(founding, founding_report_is_linked);
    tcase_add_test(founding, founding_report_invents_nothing);
    tcase_add_test(founding, places_lead_to_the_words);
    tcase_add_test(founding, text_and_its_hash_are_kept);
    suite_add_tcase(suite, founding);
    TCase *pairing = tcase_create("pairing");
    tcase_add_test(pairing, lists_of_different_length_stay_apart);
    tcase_add_test(pairing, lists_without_ordinals_stay_apart);
    tcase_add_test(pairing, words_of_sending_are_no_part_of_the_unit);
    tcase_add_test(pairing, blocks_keep_what_is_theirs);
    tcase_add_test(pairing, one_sentence_names_both);
    tcase_add_test(pairing, consequence_is_no_cause_by_itself);
    tcase_add_test(pairing, wrong_ordinals_are_told);
    suite_add_tcase(suite, pairing);
    TCase *identity = tcase_create("identity");
    tcase_add_loop_test(identity, unit_and_year_are_read, 0, G_N_ELEMENTS(identities));
    tcase_add_test(identity, letter_head_and_signature_are_read);
    suite_add_tcase(suite, identity);
    TCase *nothing = tcase_create("nothing");
    tcase_set_timeout(nothing, 120);
    tcase_add_test(nothing, report_without_shortcomings_is_refused);
    tcase_add_test(nothing, last_year_is_not_this_year);
    tcase_add_test(nothing, hostile_shapes_end_in_time);
    suite_add_tcase(suite, nothing);
    return suite;
}

ZHENGGAI_TESTS(draft_suite())
