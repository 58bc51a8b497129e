/* The labelled reports in tests/reports: how many of their problems, causes, measures and plans the
 * import finds, and links as their labels say. Items are compared by their letters and numbers
 * alone; a measure with its steps. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "check_main.h"
#include "zhenggai/intake.h"

#ifndef TESTS_FOLDER
#define TESTS_FOLDER "tests"
#endif

enum { PROBLEMS, CAUSES, MEASURES, PLANS, LISTS };

static const char *const list_names[LISTS] = {"problems", "causes", "measures", "plans"};

/* Of one list over all reports. */
typedef struct {
    guint hit, given, wanted;
} Score;

typedef struct {
    Score lists[LISTS];
    Score links;
    guint reports, perfect;
    GString *faults;
} Scores;

static void
append_letters(GString *out, const char *text)
{
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    for (const char *at = normal; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalnum(c) || g_unichar_type(c) == G_UNICODE_LETTER_NUMBER) {
            g_string_append_unichar(out, c);
        }
    }
}

static char *
letters_of_item(const IntakeItem *item)
{
    GString *out = g_string_new(NULL);
    append_letters(out, item->text);
    for (guint i = 0; item->parts != NULL && i < item->parts->len; i++) {
        append_letters(out, ((const IntakeItem *)g_ptr_array_index(item->parts, i))->text);
    }
    return g_string_free(out, FALSE);
}

static void
add_items(GPtrArray *list, const GPtrArray *items)
{
    for (guint i = 0; i < items->len; i++) {
        g_ptr_array_add(list, letters_of_item(g_ptr_array_index(items, i)));
    }
}

static GPtrArray *
list_of_draft(const IntakeDraft *draft, int which)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; draft != NULL && i < draft->problems->len; i++) {
        const IntakeProblem *problem = g_ptr_array_index(draft->problems, i);
        if (which == PROBLEMS) {
            GString *out = g_string_new(NULL);
            append_letters(out, problem->text);
            g_ptr_array_add(list, g_string_free(out, FALSE));
        } else if (which != PLANS) {
            add_items(list, which == CAUSES ? problem->causes : problem->measures);
        }
    }
    if (draft != NULL && which == PLANS) {
        add_items(list, draft->plans);
    } else if (draft != NULL && which != PROBLEMS) {
        add_items(list, which == CAUSES ? draft->unpaired_causes : draft->unpaired_measures);
    }
    return list;
}

static GPtrArray *
list_of_labels(const json_t *labels, int which)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    const json_t *items = json_object_get(labels, list_names[which]);
    for (size_t i = 0; i < json_array_size(items); i++) {
        GString *out = g_string_new(NULL);
        append_letters(out, json_string_value(json_object_get(json_array_get(items, i), "text")));
        g_ptr_array_add(list, g_string_free(out, FALSE));
    }
    return list;
}

static gboolean
compare_lists(GPtrArray *given, const GPtrArray *wanted, Score *score)
{
    guint hit = 0;
    gboolean same = given->len == wanted->len;
    score->given += given->len;
    score->wanted += wanted->len;
    for (guint i = 0; i < wanted->len; i++) {
        guint index;
        if (g_ptr_array_find_with_equal_func(given, g_ptr_array_index(wanted, i), g_str_equal,
                                             &index)) {
            g_ptr_array_remove_index(given, index);
            hit++;
        }
    }
    score->hit += hit;
    return same && hit == wanted->len;
}

/* Whether the n-th problem of the draft has this answer. */
static gboolean
has_answer(const IntakeDraft *draft, guint n, int which, const char *letters)
{
    if (draft == NULL || n >= draft->problems->len) {
        return FALSE;
    }
    const IntakeProblem *problem = g_ptr_array_index(draft->problems, n);
    const GPtrArray *answers = which == CAUSES ? problem->causes : problem->measures;
    for (guint i = 0; i < answers->len; i++) {
        g_autofree char *answer = letters_of_item(g_ptr_array_index(answers, i));
        if (strcmp(answer, letters) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Which problem, from 0, the n-th item belongs to: the one it is labelled with, else the n-th. */
static guint
problem_of(const json_t *labels, int which, guint n)
{
    const json_t *item = json_array_get(json_object_get(labels, list_names[which]), n);
    const json_t *of = json_object_get(item, "of");
    return of != NULL ? (guint)json_integer_value(of) - 1 : n;
}

static gboolean
compare_links(const IntakeDraft *draft, const json_t *labels, Score *score)
{
    gboolean same = TRUE;
    const char *pairing = json_string_value(json_object_get(labels, "pairing"));
    size_t problems = json_array_size(json_object_get(labels, "problems"));
    for (int which = CAUSES; which <= MEASURES; which++) {
        g_autoptr(GPtrArray) wanted = list_of_labels(labels, which);
        if (strcmp(pairing, "none") == 0 ||
            (strcmp(pairing, "by-name") != 0 && wanted->len != problems)) {
            continue;
        }
        for (guint i = 0; i < wanted->len; i++) {
            gboolean linked = has_answer(draft, problem_of(labels, which, i), which,
                                         g_ptr_array_index(wanted, i));
            score->wanted++;
            score->hit += linked;
            same &= linked;
        }
    }
    return same;
}

static gboolean
same_text(const json_t *labels, const char *key, const char *given)
{
    const char *wanted = json_string_value(json_object_get(labels, key));
    return wanted == NULL || g_strcmp0(wanted, given) == 0;
}

/* What the labels say of the report as a whole. */
static gboolean
same_identity(const IntakeDraft *draft, const json_t *labels)
{
    return draft->year == json_integer_value(json_object_get(labels, "year")) &&
           same_text(labels, "unit_printed", draft->unit_printed) &&
           same_text(labels, "dated", draft->dated) &&
           same_text(labels, "document_number", draft->document_number) &&
           same_text(labels, "addressee", draft->addressee);
}

static void
compare_report(const char *folder, const char *name, Scores *scores)
{
    g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".expected.json"));
    g_autofree char *file = g_strdup_printf("%s/%s.txt", folder, stem);
    g_autofree char *labels_file = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    json_t *labels = json_load_file(labels_file, 0, NULL);
    ck_assert_msg(labels != NULL, "%s", labels_file);
    g_autofree char *text = intake_read(file, &error);
    g_autoptr(IntakeDraft) draft = text != NULL ? intake_draft_new(text, file, &error) : NULL;
    gboolean negative = json_object_get(labels, "negative") != NULL;
    gboolean right = negative ? g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_NOTHING)
                              : draft != NULL && same_identity(draft, labels);
    for (int which = 0; which < LISTS && !negative; which++) {
        g_autoptr(GPtrArray) given = list_of_draft(draft, which);
        g_autoptr(GPtrArray) wanted = list_of_labels(labels, which);
        right &= compare_lists(given, wanted, &scores->lists[which]);
    }
    right &= compare_links(draft, labels, &scores->links);
    scores->reports++;
    scores->perfect += right;
    if (!right) {
        g_string_append_printf(scores->faults, " %s", stem);
    }
    json_decref(labels);
}

static double
f1(const Score *score)
{
    guint both = score->given + score->wanted;
    return both > 0 ? 2.0 * score->hit / both : 1;
}

START_TEST(reports_are_understood)
{
    g_autofree char *folder = g_build_filename(TESTS_FOLDER, "reports", NULL);
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
    ck_assert_msg(names != NULL, "%s", folder);
    Scores scores = {.faults = g_string_new(NULL)};
    const char *name;
    while ((name = g_dir_read_name(names)) != NULL) {
        if (g_str_has_suffix(name, ".expected.json")) {
            compare_report(folder, name, &scores);
        }
    }
    for (int which = 0; which < LISTS; which++) {
        printf("# %s F1 %.3f (%u of %u, %u given)\n", list_names[which], f1(&scores.lists[which]),
               scores.lists[which].hit, scores.lists[which].wanted, scores.lists[which].given);
    }
    printf("# links %u of %u, perfect reports %u of %u; not perfect:%s\n", scores.links.hit,
           scores.links.wanted, scores.perfect, scores.reports, scores.faults->str);
    ck_assert_uint_ge(scores.reports, 120);
    ck_assert_double_ge(f1(&scores.lists[PROBLEMS]), 0.99);
    ck_assert_double_ge(f1(&scores.lists[CAUSES]), 0.99);
    ck_assert_double_ge(f1(&scores.lists[MEASURES]), 0.98);
    ck_assert_double_ge(f1(&scores.lists[PLANS]), 0.98);
    ck_assert_uint_eq(scores.links.hit, scores.links.wanted);
    ck_assert_uint_ge(scores.perfect + 2, scores.reports);
    g_string_free(scores.faults, TRUE);
}
END_TEST

static Suite *
reports_suite(void)
{
    Suite *suite = suite_create("intake_reports");
    TCase *reports = tcase_create("reports");
    tcase_set_timeout(reports, 120);
    tcase_add_test(reports, reports_are_understood);
    suite_add_tcase(suite, reports);
    return suite;
}

ZHENGGAI_TESTS(reports_suite())
