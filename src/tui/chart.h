/* Bars and marks of charts, in block characters or in ASCII. */
#pragma once

#include "board.h"

/* Puts a bar of `cells` cells on the last line of a board, `value` of `of` of it filled:
 * "█████▌░░░". Something is never drawn as nothing. */
void chart_put_bar(Board *board, int column, int cells, Style style, gint64 value, gint64 of,
                   gboolean ascii);

/* One cell: */
typedef enum {
    CHART_FULL, /* of a bar */
    CHART_HALF,
    CHART_REST,     /* the part of a bar that is not filled */
    CHART_EXTENDED, /* time that was granted on top */
    CHART_DUE,      /* a deadline */
    CHART_FIRST,    /* a deadline that was moved */
    CHART_DONE,     /* the day of completion */
    CHART_TODAY,
    CHART_SIGNS
} ChartSign;

const char *chart_sign(ChartSign sign, gboolean ascii);
