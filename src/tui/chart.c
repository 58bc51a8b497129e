#include "chart.h"

const char *
chart_sign(ChartSign sign, gboolean ascii)
{
    static const char *const signs[CHART_SIGNS][2] = {
        [CHART_FULL] = {"█", "#"},     [CHART_HALF] = {"▌", "-"},  [CHART_REST] = {"░", "."},
        [CHART_EXTENDED] = {"▒", "+"}, [CHART_DUE] = {"◆", "D"},   [CHART_FIRST] = {"◇", "o"},
        [CHART_DONE] = {"✓", "v"},     [CHART_TODAY] = {"│", "|"},
    };
    return signs[sign][ascii];
}

static void
chart_put(Board *board, int column, int cells, Style style, ChartSign sign, gboolean ascii)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < cells; i++)
        g_string_append(text, chart_sign(sign, ascii));
    if (cells > 0)
        board_put(board, column, cells, TEXT_LEFT, style, text->str);
}

void
chart_put_bar(Board *board, int column, int cells, Style style, gint64 value, gint64 of,
              gboolean ascii)
{
    /* In halves of a cell. */
    int halves = of <= 0 ? 0 : (int)(value * cells * 2 / of);
    if (value > 0 && halves == 0)
        halves = 1;
    chart_put(board, column, cells, STYLE_DIM, CHART_REST, ascii);
    chart_put(board, column, halves / 2, style, CHART_FULL, ascii);
    chart_put(board, column + halves / 2, halves % 2, style, CHART_HALF, ascii);
}
