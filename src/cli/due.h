/* What wants attention: read once, told by `due` and `remind`. */
#pragma once

#include "verb.h"

typedef enum { DUE_OVERDUE, DUE_SOON, DUE_LOOKBACK, DUE_SLIP, DUE_COUNT } DueKind;

typedef struct {
    DueKind kind;
    char *id, *year, *owner, *text, *day; /* owner NULL: nobody yet */
    int days;                             /* from today: negative is past */
} DueItem;

/* Up to the day that --within says, of the tasks that the filter words choose, in the order of
 * their days. GPtrArray of DueItem, the caller's; NULL on failure. */
GPtrArray *due_gather(CliRun *run, GError **error);
/* "逾期11天", "还有3天（2个工作日）". The caller owns it. */
char *due_words(CliRun *run, const DueItem *item);
