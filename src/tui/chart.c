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

char *
chart_bar(gint64 value, gint64 of, int cells, gboolean ascii)
{
    GString *bar = g_string_new(NULL);
    /* In halves of a cell. */
    gint64 halves = of <= 0 ? 0 : value * cells * 2 / of;
    if (value > 0 && halves == 0)
        halves = 1;
    for (int i = 0; i < cells; i++, halves -= 2)
        g_string_append(bar, chart_sign(halves >= 2   ? CHART_FULL
                                        : halves == 1 ? CHART_HALF
                                                      : CHART_REST,
                                        ascii));
    return g_string_free(bar, FALSE);
}
