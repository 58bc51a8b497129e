/* A text being typed, as it is shown. */
#include "editing.h"
#include "zhenggai/text.h"

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

/* ── Showing one line ─────────────────────────────────────────────────────────────────────── */

START_TEST(test_selection_is_seen)
{
    static const EditorMode modes[] = {EDITOR_LINE, EDITOR_LINES};
    for (gsize i = 0; i < G_N_ELEMENTS(modes); i++) {
        g_autoptr(Canvas) canvas = canvas_new(2, 10);
        end();
        editor = editor_new(modes[i], "一二三");
        press("Left Shift-Left");
        editor_draw(editor, canvas, canvas_whole(canvas), STYLE_NORMAL);
        for (int column = 0; column < 8; column++)
            ck_assert_int_eq((int)canvas_style(canvas, 0, column),
                             column == 2 || column == 3 ? STYLE_SELECTED : STYLE_NORMAL);
    }
}
END_TEST

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

static Suite *
editor_draw_suite(void)
{
    Suite *suite = suite_create("editor_draw");
    TCase *showing = tcase_create("showing");
    tcase_add_checked_fixture(showing, NULL, end);
    tcase_add_test(showing, test_selection_is_seen);
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
    return suite;
}

ZHENGGAI_TESTS(editor_draw_suite())
