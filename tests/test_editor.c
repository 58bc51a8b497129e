/* A text being typed: keys in, text out. */
#include "editing.h"
#include "zhenggai/text.h"

/* ── Editing ──────────────────────────────────────────────────────────────────────────────── */

START_TEST(test_typing)
{
    begin_line("");
    press("整 改 Space a");
    check_is("整改 a|");
    press("Left Left x");
    check_is("整改x| a");
}
END_TEST

START_TEST(test_moving_by_clusters)
{
    begin_line("a整e\u0301🇨🇳");
    press("Left");
    check_is("a整e\u0301|🇨🇳");
    press("Ctrl-B");
    check_is("a整|e\u0301🇨🇳");
    press("Left Left Left");
    check_is("|a整e\u0301🇨🇳");
    press("Right Ctrl-F Right");
    check_is("a整e\u0301|🇨🇳");
    press("Right Right");
    check_is("a整e\u0301🇨🇳|");
    press("Home");
    check_is("|a整e\u0301🇨🇳");
    press("Ctrl-E Ctrl-A End");
    check_is("a整e\u0301🇨🇳|");
}
END_TEST

START_TEST(test_moving_by_words)
{
    begin_line("see  the list");
    press("Alt-b");
    check_is("see  the |list");
    press("Ctrl-Left");
    check_is("see  |the list");
    press("Home Alt-f");
    check_is("see  |the list");
    press("Ctrl-Right Ctrl-Right");
    check_is("see  the list|");
}
END_TEST

START_TEST(test_deleting)
{
    begin_line("ae\u0301整b");
    press("Left Backspace");
    check_is("ae\u0301|b");
    press("Backspace");
    check_is("a|b");
    press("Del");
    check_is("a|");
    press("Del Ctrl-D");
    check_is("a|");
    press("Backspace Backspace");
    check_is("|");
}
END_TEST

START_TEST(test_killing_and_yanking)
{
    begin_line("see  the list");
    press("Ctrl-W");
    check_is("see  the |");
    press("Ctrl-Y Ctrl-Y");
    check_is("see  the listlist|");
    press("Home Alt-d");
    check_is("|the listlist");
    press("Right Ctrl-K");
    check_is("t|");
    press("Ctrl-Y Left Left Ctrl-U");
    check_is("|st");
    press("End Ctrl-Y");
    check_is("stthe listli|");
    press("Ctrl-K Ctrl-Y"); /* nothing to delete: what was deleted before stays */
    check_is("stthe listlithe listli|");
    press("Alt-Backspace");
    check_is("stthe listlithe |");
}
END_TEST

/* Shift selects; what comes next takes its place, and one undo brings it back. */
START_TEST(test_selecting)
{
    begin_line("举办 讲座 law");
    press("Ctrl-Shift-Left");
    gsize start = 0, end = 0;
    ck_assert(editor_selection(editor, &start, &end));
    ck_assert_uint_eq(end - start, strlen("law"));
    press("x");
    check_is("举办 讲座 x|");
    press("Ctrl-_");
    check_is("举办 讲座 |law");
    press("Home Shift-Right Shift-Right Del");
    check_is("| 讲座 law");
    press("End Shift-Home Ctrl-W");
    check_is("|");
    press("Ctrl-Y Left Shift-Left Shift-Left");
    paste("题");
    check_is(" 讲座 题|w");
    /* Going elsewhere selects nothing. */
    press("Shift-Left Left");
    ck_assert(!editor_selection(editor, &start, &end));
    press("y");
    check_is(" 讲座y| 题w");
    begin_lines("一行\n二行");
    press("Shift-Up");
    ck_assert(editor_selection(editor, &start, &end));
    press("Backspace");
    check_is("一行|");
}
END_TEST

START_TEST(test_undo)
{
    begin_line("张三");
    press("Space l i Space s i");
    press("Ctrl-_");
    check_is("张三 li |");
    press("Ctrl-Z");
    check_is("张三 |");
    press("Ctrl-U");
    check_is("|");
    press("Ctrl-Z");
    check_is("张三 |");
    press("Ctrl-Z Ctrl-Z Ctrl-Z");
    check_is("张三|");
}
END_TEST

START_TEST(test_undo_of_a_paste)
{
    begin_line("a");
    paste("整改措施");
    press("b");
    press("Ctrl-Z");
    check_is("a整改措施|");
    press("Ctrl-Z");
    check_is("a|");
}
END_TEST

START_TEST(test_undo_goes_far_back)
{
    begin_line("");
    for (int i = 0; i < 150; i++)
        press("a Space");
    for (int i = 0; i < 150; i++)
        press("Ctrl-Z");
    ck_assert_uint_ge(strlen(editor_text(editor)), 100);
    ck_assert_uint_lt(strlen(editor_text(editor)), 260);
}
END_TEST

START_TEST(test_line_takes_no_line_feeds)
{
    begin_line("一\n二\n");
    check_is("一 二|");
    paste("\n三\n四\n\n");
    check_is("一 二 三 四|");
    ck_assert(!press("Enter"));
    ck_assert(!press("Ctrl-J"));
    ck_assert(!press("Up"));
    ck_assert(!press("Down"));
    ck_assert(!press("Esc"));
    ck_assert(!press("F1"));
    ck_assert(!press("Ctrl-T"));
    check_is("一 二 三 四|");
}
END_TEST

START_TEST(test_bad_bytes)
{
    begin_line("a\xff");
    ck_assert(g_utf8_validate(editor_text(editor), -1, NULL));
    editor_insert(editor, "b\xe4\xb8");
    ck_assert(g_utf8_validate(editor_text(editor), -1, NULL));
}
END_TEST

START_TEST(test_limit)
{
    begin_lines("");
    g_autofree char *most = g_strnfill(EDITOR_LIMIT - 4, 'x');
    paste(most);
    ck_assert(!editor_is_full(editor));
    paste("整改");
    ck_assert(editor_is_full(editor));
    ck_assert_uint_eq(strlen(editor_text(editor)), EDITOR_LIMIT - 1); /* no part of 改 */
    press("Backspace");
    ck_assert(!editor_is_full(editor));
    press("整 改");
    ck_assert(editor_is_full(editor));
    ck_assert_uint_eq(strlen(editor_text(editor)), EDITOR_LIMIT - 1);
    press("Ctrl-Z");
    ck_assert(!editor_is_full(editor));
}
END_TEST

/* What is in the ledger already must not be cut by looking at it. */
START_TEST(test_limit_keeps_what_was)
{
    g_autofree char *more = g_strnfill(EDITOR_LIMIT + 100, 'x');
    begin_lines(more);
    ck_assert_uint_eq(strlen(editor_text(editor)), EDITOR_LIMIT + 100);
    press("a");
    ck_assert(editor_is_full(editor));
    ck_assert_uint_eq(strlen(editor_text(editor)), EDITOR_LIMIT + 100);
}
END_TEST

/* ── Completion ───────────────────────────────────────────────────────────────────────────── */

static char **
complete_name(const char *before, gsize *start, gpointer data)
{
    static const char *const names[] = {"李四", "李小龙", "王五", NULL};
    const char *colon = strrchr(before, ':');
    *start = colon != NULL ? (gsize)(colon + 1 - before) : 0;
    GPtrArray *found = g_ptr_array_new();
    for (const char *const *name = names; *name != NULL; name++) {
        if (g_str_has_prefix(*name, before + *start))
            g_ptr_array_add(found, g_strdup(*name));
    }
    g_ptr_array_add(found, NULL);
    ++*(int *)data;
    return (char **)g_ptr_array_free(found, FALSE);
}

START_TEST(test_completion)
{
    int calls = 0;
    guint selected = 77;
    begin_line("owner:李");
    editor_set_completer(editor, complete_name, &calls);
    ck_assert_ptr_null(editor_candidates(editor, &selected));
    ck_assert(press("Tab"));
    check_is("owner:李四|");
    const char *const *candidates = editor_candidates(editor, &selected);
    ck_assert_ptr_nonnull(candidates);
    ck_assert_str_eq(candidates[1], "李小龙");
    ck_assert_ptr_null(candidates[2]);
    ck_assert_uint_eq(selected, 0);
    press("Tab");
    check_is("owner:李小龙|");
    press("Tab");
    check_is("owner:李|");
    editor_candidates(editor, &selected);
    ck_assert_uint_eq(selected, 2);
    press("Shift-Tab");
    check_is("owner:李小龙|");
    press("Shift-Tab");
    check_is("owner:李四|");
    ck_assert_int_eq(calls, 1);
    press("x");
    check_is("owner:李四x|");
    ck_assert_ptr_null(editor_candidates(editor, &selected));
    press("Ctrl-Z Ctrl-Z");
    check_is("owner:李|");
}
END_TEST

START_TEST(test_completion_in_the_middle)
{
    int calls = 0;
    begin_line("王，李四");
    editor_set_completer(editor, complete_name, &calls);
    press("Home Right Shift-Tab");
    check_is("王五|，李四");
    press("Shift-Tab");
    check_is("王|，李四");
}
END_TEST

START_TEST(test_completion_of_nothing)
{
    int calls = 0;
    guint selected;
    begin_line("赵");
    ck_assert(!press("Tab"));
    ck_assert(!press("Shift-Tab"));
    editor_set_completer(editor, complete_name, &calls);
    ck_assert(press("Tab"));
    check_is("赵|");
    ck_assert_ptr_null(editor_candidates(editor, &selected));
    ck_assert(press("Shift-Tab"));
    check_is("赵|");
}
END_TEST

static Suite *
editor_suite(void)
{
    Suite *suite = suite_create("editor");
    TCase *editing = tcase_create("editing");
    tcase_add_checked_fixture(editing, NULL, end);
    tcase_add_test(editing, test_typing);
    tcase_add_test(editing, test_moving_by_clusters);
    tcase_add_test(editing, test_moving_by_words);
    tcase_add_test(editing, test_deleting);
    tcase_add_test(editing, test_killing_and_yanking);
    tcase_add_test(editing, test_selecting);
    tcase_add_test(editing, test_undo);
    tcase_add_test(editing, test_undo_of_a_paste);
    tcase_add_test(editing, test_undo_goes_far_back);
    tcase_add_test(editing, test_line_takes_no_line_feeds);
    tcase_add_test(editing, test_bad_bytes);
    tcase_add_test(editing, test_limit);
    tcase_add_test(editing, test_limit_keeps_what_was);
    suite_add_tcase(suite, editing);
    TCase *completion = tcase_create("completion");
    tcase_add_checked_fixture(completion, NULL, end);
    tcase_add_test(completion, test_completion);
    tcase_add_test(completion, test_completion_in_the_middle);
    tcase_add_test(completion, test_completion_of_nothing);
    suite_add_tcase(suite, completion);
    return suite;
}

ZHENGGAI_TESTS(editor_suite())
