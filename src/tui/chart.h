/* Bars and marks of charts, in block characters or in ASCII. */
#pragma once

#include "canvas.h"

/* A bar of `cells` cells, `value` of `of` of it filled: "█████▌    ". Something is never drawn as
 * nothing, nor a part as all. The caller owns it. */
char *chart_bar(gint64 value, gint64 of, int cells, gboolean ascii);

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
