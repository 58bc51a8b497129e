/* The grid that views draw into. */
#include "check_main.h"
#include "../src/tui/canvas.h"
#include "zhenggai/text.h"

#include <string.h>

static Canvas *canvas;

static void
begin(void)
{
    canvas = canvas_new(3, 10);
}

static void
end(void)
{
    canvas_free(canvas);
}

static void
check_shows(const char *wanted)
{
    g_autofree char *text = canvas_to_text(canvas);
    ck_assert_str_eq(text, wanted);
}

static int
draw(int row, int column, const char *text)
{
    return canvas_text(canvas, canvas_whole(canvas), row, column, STYLE_NORMAL, text);
}

START_TEST(test_text)
{
    ck_assert_int_eq(draw(0, 0, "整改a"), 5);
    ck_assert_int_eq(draw(1, 2, "e\u0301x"), 4);
    check_shows("整改a\n  e\u0301x\n\n");
}
END_TEST

START_TEST(test_text_is_made_visible)
{
    draw(0, 0, "\033[2J");
    draw(1, 0, "a\nb\tc");
    check_shows("<U+001B>[2\na b c\n\n");
}
END_TEST

START_TEST(test_text_outside)
{
    ck_assert_int_eq(draw(-1, 0, "abc"), 3);
    ck_assert_int_eq(draw(3, 0, "abc"), 3);
    ck_assert_int_eq(draw(0, 10, "abc"), 13);
    ck_assert_int_eq(draw(0, -5, "abc"), -2);
    check_shows("\n\n\n");
}
END_TEST

/* A wide character in the last column would wrap: it is left out. */
START_TEST(test_clip_at_right_edge)
{
    draw(0, 0, "----------");
    ck_assert_int_eq(draw(0, 1, "法治政府建设"), 13);
    check_shows("-法治政府\n\n\n");
    draw(0, 0, "----------");
    draw(0, 5, "🇨🇳🇫🇷🇩🇪"); /* two cells each, and never half a flag */
    check_shows("-----🇨🇳🇫🇷\n\n\n");
}
END_TEST

START_TEST(test_clip_at_left_edge)
{
    draw(0, 0, "----------");
    draw(0, -3, "整改措施");
    check_shows(" 措施-----\n\n\n");
}
END_TEST

START_TEST(test_clip_to_area)
{
    CanvasArea area = {1, 2, 1, 5};
    canvas_fill(canvas, canvas_whole(canvas), STYLE_DIM);
    canvas_text(canvas, area, 0, 0, STYLE_KEY, "整改措施");
    canvas_text(canvas, area, 1, 0, STYLE_KEY, "below");
    canvas_text(canvas, area, -1, 0, STYLE_KEY, "above");
    check_shows("\n  整改\n\n");
    ck_assert_int_eq(canvas_style(canvas, 1, 2), STYLE_KEY);
    ck_assert_int_eq(canvas_style(canvas, 1, 6), STYLE_KEY); /* where half of 措 would be */
    ck_assert_int_eq(canvas_style(canvas, 1, 7), STYLE_DIM);
}
END_TEST

START_TEST(test_half_overwritten)
{
    draw(0, 0, "整改措施");
    draw(0, 1, "x"); /* the right half of 整 */
    check_shows(" x改措施\n\n\n");
    draw(0, 2, "y"); /* the left half of 改 */
    check_shows(" xy 措施\n\n\n");
    draw(0, 5, "法"); /* a half of each: 措 and 施 */
    check_shows(" xy  法\n\n\n");
    canvas_fill(canvas, (CanvasArea){0, 6, 1, 1}, STYLE_NORMAL);
    check_shows(" xy\n\n\n");
}
END_TEST

START_TEST(test_marks_beyond_a_cell)
{
    draw(0, 0, "e\u0301\u0302\u0303\u0304\u0305\u0306x");
    check_shows("e\u0301\u0302\u0303\u0304x\n\n\n");
    draw(1, 0, "\u0301y"); /* a mark without a base */
    check_shows("e\u0301\u0302\u0303\u0304x\ny\n\n");
}
END_TEST

START_TEST(test_areas)
{
    CanvasArea whole = canvas_whole(canvas);
    CanvasArea part = canvas_area_part(whole, 1, 8, G_MAXINT, G_MAXINT);
    ck_assert_int_eq(part.row, 1);
    ck_assert_int_eq(part.column, 8);
    ck_assert_int_eq(part.rows, 2);
    ck_assert_int_eq(part.columns, 2);
    CanvasArea cut = canvas_area_part(whole, -1, -2, 2, 4);
    ck_assert_int_eq(cut.rows, 1);
    ck_assert_int_eq(cut.columns, 2);
    CanvasArea none = canvas_area_part(whole, 5, 20, 1, 1);
    ck_assert_int_eq(none.rows, 0);
    ck_assert_int_eq(none.columns, 0);
    CanvasArea inside = canvas_area_inside((CanvasArea){0, 0, 1, 1});
    ck_assert_int_eq(inside.rows, 0);
    ck_assert_int_eq(inside.columns, 0);
    canvas_text(canvas, none, 0, 0, STYLE_NORMAL, "整改");
    canvas_fill(canvas, (CanvasArea){-5, -5, 100, 100}, STYLE_DIM);
    ck_assert_int_eq(canvas_style(canvas, 2, 9), STYLE_DIM);
    check_shows("\n\n\n");
}
END_TEST

START_TEST(test_box)
{
    canvas_box(canvas, canvas_whole(canvas), STYLE_BORDER, "整改措施");
    check_shows("┌─ 整… ──┐\n│        │\n└────────┘\n");
    ck_assert_int_eq(canvas_style(canvas, 0, 3), STYLE_TITLE);
    ck_assert_int_eq(canvas_style(canvas, 0, 0), STYLE_BORDER);
    canvas_clear(canvas);
    canvas_ascii_set(canvas, TRUE);
    canvas_box(canvas, (CanvasArea){0, 1, 3, 5}, STYLE_BORDER, NULL);
    check_shows(" +---+\n |   |\n +---+\n");
}
END_TEST

/* A terminal that draws ─ in two cells would break every box. */
START_TEST(test_box_with_ambiguous_width)
{
    text_ambiguous_width_set(2);
    canvas_box(canvas, canvas_whole(canvas), STYLE_BORDER, NULL);
    check_shows("+--------+\n|        |\n+--------+\n");
    text_ambiguous_width_set(1);
}
END_TEST

START_TEST(test_box_too_small)
{
    canvas_box(canvas, (CanvasArea){0, 0, 1, 10}, STYLE_BORDER, "x");
    canvas_box(canvas, (CanvasArea){0, 0, 3, 1}, STYLE_BORDER, "x");
    check_shows("\n\n\n");
}
END_TEST

START_TEST(test_rules)
{
    canvas_rule_across(canvas, (CanvasArea){1, 1, 1, 3}, STYLE_BORDER);
    canvas_rule_down(canvas, (CanvasArea){0, 6, 3, 1}, STYLE_BORDER);
    check_shows("      │\n ───  │\n      │\n");
}
END_TEST

START_TEST(test_restyle_keeps_text)
{
    draw(0, 0, "整改");
    canvas_restyle(canvas, (CanvasArea){0, 0, 1, 10}, STYLE_SELECTED);
    check_shows("整改\n\n\n");
    ck_assert_int_eq(canvas_style(canvas, 0, 0), STYLE_SELECTED);
    ck_assert_int_eq(canvas_style(canvas, 0, 9), STYLE_SELECTED);
    ck_assert_int_eq(canvas_style(canvas, 1, 0), STYLE_NORMAL);
}
END_TEST

START_TEST(test_caret)
{
    int row = 77, column = 77;
    ck_assert(!canvas_caret(canvas, &row, &column));
    ck_assert_int_eq(row, 77);
    canvas_caret_set(canvas, (CanvasArea){1, 2, 1, 4}, 0, 3);
    ck_assert(canvas_caret(canvas, &row, &column));
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(column, 5);
    canvas_caret_set(canvas, (CanvasArea){1, 2, 5, 40}, 9, 99);
    ck_assert(canvas_caret(canvas, &row, &column));
    ck_assert_int_eq(row, 2);
    ck_assert_int_eq(column, 9);
    canvas_caret_set(canvas, (CanvasArea){0, 0, 0, 0}, 0, 0);
    ck_assert(!canvas_caret(canvas, &row, &column));
    canvas_caret_set(canvas, canvas_whole(canvas), 0, 0);
    canvas_clear(canvas);
    ck_assert(!canvas_caret(canvas, &row, &column));
}
END_TEST

/* The painter compares rows as memory: what looks the same must be the same. */
START_TEST(test_rows_compare_as_memory)
{
    g_autoptr(Canvas) other = canvas_new(3, 10);
    draw(0, 0, "整改措施");
    draw(0, 0, "a\u0301b");
    draw(0, 2, "    ");
    draw(0, 6, "  ");
    canvas_text(other, canvas_whole(other), 0, 0, STYLE_NORMAL, "a\u0301b");
    gsize size = sizeof(CanvasCell) * 10;
    ck_assert_int_eq(memcmp(canvas_row(canvas, 0), canvas_row(other, 0), size), 0);
    draw(0, 0, "x");
    ck_assert_int_ne(memcmp(canvas_row(canvas, 0), canvas_row(other, 0), size), 0);
    canvas_copy(other, canvas);
    ck_assert_int_eq(memcmp(canvas_row(canvas, 0), canvas_row(other, 0), size), 0);
}
END_TEST

START_TEST(test_smallest)
{
    g_autoptr(Canvas) tiny = canvas_new(0, -4);
    ck_assert_int_eq(canvas_rows(tiny), 1);
    ck_assert_int_eq(canvas_columns(tiny), 1);
    CanvasArea whole = canvas_whole(tiny);
    canvas_text(tiny, whole, 0, 0, STYLE_NORMAL, "整");
    canvas_box(tiny, whole, STYLE_BORDER, "x");
    g_autofree char *text = canvas_to_text(tiny);
    ck_assert_str_eq(text, "\n");
    canvas_text(tiny, whole, 0, 0, STYLE_NORMAL, "xyz");
    g_autofree char *again = canvas_to_text(tiny);
    ck_assert_str_eq(again, "x\n");
}
END_TEST

/* Whatever is drawn where: no half of a wide character without the other. */
START_TEST(test_no_halves)
{
    static const char *const texts[] = {"整",  "a",        "改x",     "🇨🇳",
                                        "y整", "👍🏽", "e\u0301", "措施整改"};
    g_autoptr(GRand) dice = g_rand_new_with_seed(2024);
    for (int round = 0; round < 5000; round++) {
        CanvasArea area = {g_rand_int_range(dice, -1, 3), g_rand_int_range(dice, -2, 10),
                           g_rand_int_range(dice, 0, 4), g_rand_int_range(dice, 0, 12)};
        const char *text = texts[g_rand_int_range(dice, 0, G_N_ELEMENTS(texts))];
        canvas_text(canvas, area, g_rand_int_range(dice, -1, 3), g_rand_int_range(dice, -4, 10),
                    STYLE_NORMAL, text);
        if (round % 7 == 0)
            canvas_fill(canvas, area, STYLE_DIM);
        for (int row = 0; row < 3; row++) {
            const CanvasCell *cells = canvas_row(canvas, row);
            for (int column = 0; column < 10; column += cells[column].width) {
                ck_assert_int_ge(cells[column].width, 1);
                if (cells[column].width == 2)
                    ck_assert(column < 9 && cells[column + 1].width == 0);
            }
        }
    }
}
END_TEST

static Suite *
canvas_suite(void)
{
    Suite *suite = suite_create("canvas");
    TCase *drawing = tcase_create("drawing");
    tcase_add_checked_fixture(drawing, begin, end);
    tcase_add_test(drawing, test_text);
    tcase_add_test(drawing, test_text_is_made_visible);
    tcase_add_test(drawing, test_text_outside);
    tcase_add_test(drawing, test_clip_at_right_edge);
    tcase_add_test(drawing, test_clip_at_left_edge);
    tcase_add_test(drawing, test_clip_to_area);
    tcase_add_test(drawing, test_half_overwritten);
    tcase_add_test(drawing, test_marks_beyond_a_cell);
    tcase_add_test(drawing, test_areas);
    tcase_add_test(drawing, test_box);
    tcase_add_test(drawing, test_box_with_ambiguous_width);
    tcase_add_test(drawing, test_box_too_small);
    tcase_add_test(drawing, test_rules);
    tcase_add_test(drawing, test_restyle_keeps_text);
    tcase_add_test(drawing, test_caret);
    tcase_add_test(drawing, test_rows_compare_as_memory);
    tcase_add_test(drawing, test_smallest);
    tcase_add_test(drawing, test_no_halves);
    suite_add_tcase(suite, drawing);
    return suite;
}

ZHENGGAI_TESTS(canvas_suite())
