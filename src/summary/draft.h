/* The draft of the next report's section: paragraphs of sentences, each with its rows. */
#pragma once

#include "chapters.h"

typedef struct {
    Summary *summary;
    GString *paragraph; /* what was said since it began */
    int year;           /* of the report that the draft is for; 0: none is named */
} Draft;

/* Adds a sentence to the paragraph. The caller adds the rows' names to the array returned. */
GPtrArray *draft_say(Draft *draft, const char *sentence);
/* Ends the paragraph. */
void draft_end(Draft *draft);

/* What is told of a measure: what it is, its steps, what was done and noted, what came of it, where
 * it stands. */
gboolean draft_say_measure(Draft *draft, guint measure, const char *opening, GError **error);

/* The same text as an item of a run-in list: "一是…". The caller owns it. */
char *draft_item(int number, const char *text);
