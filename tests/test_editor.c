/* A text being typed: keys in, text and canvas out. */
#include "check_main.h"
#include "../src/tui/editor.h"
#include "zhenggai/text.h"

#include <string.h>

static Editor *editor;

static void
end(void)
{
    g_clear_pointer(&editor, editor_free);
}

static void
begin_line(const char *text)
{
    end();
    editor = editor_new(EDITOR_LINE, text);
}

static void
begin_lines(const char *text)
{
    end();
    editor = editor_new(EDITOR_LINES, text);
}

/* Presses the keys with these names; TRUE if the last one meant something. */
static gboolean
press(const char *names)
{
    g_auto(GStrv) keys = g_strsplit(names, " ", -1);
    gboolean handled = FALSE;
    for (char **name = keys; *name != NULL; name++) {
        InputKey key = input_key_parse(*name);
        ck_assert_msg(key != INPUT_NONE, "%s", *name);
        InputEvent event = {0};
        input_event_set_key(&event, key);
        handled = editor_handle(editor, &event);
    }
    return handled;
}

static void
paste(const char *text)
{
    InputEvent event = {.kind = INPUT_PASTE, .paste = g_strdup(text)};
    ck_assert(editor_handle(editor, &event));
    input_event_clear(&event);
}

/* The text with | where the caret is. */
static void
check_is(const char *wanted)
{
    GString *text = g_string_new(editor_text(editor));
    g_string_insert_c(text, (gssize)editor_caret(editor), '|');
    ck_assert_str_eq(text->str, wanted);
    g_string_free(text, TRUE);
}

/* What it looks like in an area of that size, and where the caret is. */
static void
check_shows(int rows, int columns, const char *wanted, int caret_row, int caret_column)
{
    g_autoptr(Canvas) canvas = canvas_new(rows, columns);
    editor_draw(editor, canvas, canvas_whole(canvas), STYLE_NORMAL);
    g_autofree char *text = canvas_to_text(canvas);
    ck_assert_str_eq(text, wanted);
    int row = -1, column = -1;
    ck_assert(canvas_caret(canvas, &row, &column));
    ck_assert_int_eq(row, caret_row);
    ck_assert_int_eq(column, caret_column);
}

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

/* ── Showing one line ─────────────────────────────────────────────────────────────────────── */

START_TEST(test_line_scrolls)
{
    begin_line("法治政府建设");
    check_shows(1, 13, "法治政府建设\n", 0, 12);
    check_shows(1, 10, "政府建设\n", 0, 8); /* the last column is the caret's */
    check_shows(1, 8, "府建设\n", 0, 6);
    press("Home");
    check_shows(1, 10, "法治政府建\n", 0, 0);
    press("End");
    check_shows(1, 10, "政府建设\n", 0, 8);
}
END_TEST

START_TEST(test_line_scrolls_by_as_little_as_needed)
{
    begin_line("abcdefghij");
    check_shows(1, 5, "ghij\n", 0, 4);
    press("Left Left");
    check_shows(1, 5, "ghij\n", 0, 2);
    press("Left Left Left");
    check_shows(1, 5, "fghij\n", 0, 0);
    press("End Backspace Backspace Backspace"); /* what is on the left comes into sight again */
    check_shows(1, 5, "defg\n", 0, 4);
}
END_TEST

START_TEST(test_line_makes_visible)
{
    begin_line("a\033b\u202e");
    check_shows(1, 30, "a<U+001B>b<U+202E>\n", 0, 18);
    press("Left Left");
    check_shows(1, 30, "a<U+001B>b<U+202E>\n", 0, 9);
    press("Backspace");
    check_shows(1, 30, "ab<U+202E>\n", 0, 1);
}
END_TEST

/* However it is edited: the caret is inside, and what is before it is what is shown before it. */
START_TEST(test_line_in_any_width)
{
    static const char *const keys[] = {"Left",      "Right", "整",  "a",
                                       "Backspace", "Home",  "End", "Alt-b"};
    g_autoptr(GRand) dice = g_rand_new_with_seed(2024);
    begin_line("");
    for (int round = 0; round < 3000; round++) {
        press(keys[g_rand_int_range(dice, 0, G_N_ELEMENTS(keys))]);
        int columns = g_rand_int_range(dice, 1, 12);
        g_autoptr(Canvas) canvas = canvas_new(1, columns);
        editor_draw(editor, canvas, canvas_whole(canvas), STYLE_INPUT);
        int row, column;
        ck_assert(canvas_caret(canvas, &row, &column));
        g_autofree char *shown = canvas_to_text(canvas);
        g_autofree char *before = g_strndup(editor_text(editor), editor_caret(editor));
        gsize length = 0;
        while (shown[length] != '\0' && length < strlen(shown)) {
            g_autofree char *start = g_strndup(shown, length);
            if (text_width(start) >= column)
                break;
            length = text_cluster_next(shown, length);
        }
        shown[length] = '\0';
        ck_assert_msg(g_str_has_suffix(before, shown), "“%s” before, “%s” shown", before, shown);
    }
}
END_TEST

/* ── Many lines ───────────────────────────────────────────────────────────────────────────── */

START_TEST(test_lines_wrap)
{
    begin_lines("法治政府，建设");
    check_shows(4, 9, "法治政\n府，建设\n\n\n", 1, 8);
    ck_assert_int_eq(editor_rows(editor, 9), 2);
    ck_assert_int_eq(editor_rows(editor, 80), 1);
    press("Ctrl-Home");
    check_shows(4, 9, "法治政\n府，建设\n\n\n", 0, 0);
    press("Right Right Right"); /* the end of one row is the beginning of the next */
    check_shows(4, 9, "法治政\n府，建设\n\n\n", 1, 0);
}
END_TEST

START_TEST(test_lines_line_feeds)
{
    begin_lines("一");
    press("Enter");
    check_shows(3, 9, "一\n\n\n", 1, 0);
    press("二 Ctrl-J Alt-Enter 三");
    check_is("一\n二\n\n三|");
    press("Home");
    check_is("一\n二\n\n|三");
    press("Left Left End");
    check_is("一\n二|\n\n三");
    press("Ctrl-U");
    check_is("一\n|\n\n三");
    press("Ctrl-K"); /* at the line's end there is nothing to delete */
    check_is("一\n|\n\n三");
    paste("四\n五\n");
    check_is("一\n四\n五\n|\n\n三");
    press("Ctrl-Home");
    check_is("|一\n四\n五\n\n\n三");
    press("Ctrl-End");
    check_is("一\n四\n五\n\n\n三|");
}
END_TEST

START_TEST(test_lines_up_and_down)
{
    begin_lines("abcdef\nx\n整改措施");
    check_shows(3, 20, "abcdef\nx\n整改措施\n", 2, 8);
    press("Left");
    press("Up"); /* too short: the end */
    check_is("abcdef\nx|\n整改措施");
    press("Up"); /* the column is kept */
    check_is("abcdef|\nx\n整改措施");
    press("Left Down");
    check_is("abcdef\nx|\n整改措施");
    press("Down"); /* column 5 is the right half of 措 */
    check_is("abcdef\nx\n整改|措施");
    press("Down");
    check_is("abcdef\nx\n整改措施|");
    press("Up Up Up");
    check_is("|abcdef\nx\n整改措施");
}
END_TEST

START_TEST(test_lines_up_and_down_follow_the_screen)
{
    begin_lines("法治政府建设法治");
    check_shows(4, 7, "法治政\n府建设\n法治\n\n", 2, 4);
    press("Up");
    check_shows(4, 7, "法治政\n府建设\n法治\n\n", 1, 4);
    press("Up Down Down");
    check_shows(4, 7, "法治政\n府建设\n法治\n\n", 2, 4);
    press("Ctrl-Home End");
    check_is("法治政府建设法治|");
}
END_TEST

START_TEST(test_lines_up_with_made_visible)
{
    begin_lines("a\033b\nxxxxxxxxxxxx");
    check_shows(2, 30, "a<U+001B>b\nxxxxxxxxxxxx\n", 1, 12);
    press("Left Left Left Up");
    check_is("a\033|b\nxxxxxxxxxxxx");
}
END_TEST

START_TEST(test_lines_blank_at_a_break)
{
    begin_lines("abc def");
    press("Left Left Left");
    check_shows(2, 4, "abc\ndef\n", 1, 0);
    press("Left"); /* the caret before the blank waits behind abc */
    check_shows(2, 4, "abc\ndef\n", 0, 3);
    press("Space Space");
    check_shows(2, 4, "abc\ndef\n", 0, 3);
}
END_TEST

START_TEST(test_lines_scroll)
{
    begin_lines("1\n2\n3\n4\n5");
    check_shows(3, 9, "3\n4\n5\n", 2, 1);
    press("Up Up");
    check_shows(3, 9, "3\n4\n5\n", 0, 1);
    press("Up");
    check_shows(3, 9, "2\n3\n4\n", 0, 1);
    press("Ctrl-End Backspace Backspace Backspace Backspace");
    check_shows(3, 9, "1\n2\n3\n", 2, 1);
    check_shows(1, 1, "3\n", 0, 0);
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
    tcase_add_test(editing, test_undo);
    tcase_add_test(editing, test_undo_of_a_paste);
    tcase_add_test(editing, test_undo_goes_far_back);
    tcase_add_test(editing, test_line_takes_no_line_feeds);
    tcase_add_test(editing, test_bad_bytes);
    tcase_add_test(editing, test_limit);
    tcase_add_test(editing, test_limit_keeps_what_was);
    suite_add_tcase(suite, editing);
    TCase *showing = tcase_create("showing");
    tcase_add_checked_fixture(showing, NULL, end);
    tcase_add_test(showing, test_line_scrolls);
    tcase_add_test(showing, test_line_scrolls_by_as_little_as_needed);
    tcase_add_test(showing, test_line_makes_visible);
    tcase_add_test(showing, test_line_in_any_width);
    tcase_add_test(showing, test_lines_wrap);
    tcase_add_test(showing, test_lines_line_feeds);
    tcase_add_test(showing, test_lines_up_and_down);
    tcase_add_test(showing, test_lines_up_and_down_follow_the_screen);
    tcase_add_test(showing, test_lines_up_with_made_visible);
    tcase_add_test(showing, test_lines_blank_at_a_break);
    tcase_add_test(showing, test_lines_scroll);
    suite_add_tcase(suite, showing);
    TCase *completion = tcase_create("completion");
    tcase_add_checked_fixture(completion, NULL, end);
    tcase_add_test(completion, test_completion);
    tcase_add_test(completion, test_completion_in_the_middle);
    tcase_add_test(completion, test_completion_of_nothing);
    suite_add_tcase(suite, completion);
    return suite;
}

ZHENGGAI_TESTS(editor_suite())
