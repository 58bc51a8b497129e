/* How far long work is: a line on stderr that comes after 0.3 s and goes before anything is told.
 */
#pragma once

#include "verb.h"

struct CliProgress {
    gint64 next; /* when the line is drawn again, in microseconds */
    gboolean shown;
};

/* Shows it from now on, if stderr is a terminal on which the verb writes nothing else meanwhile. */
void cli_progress_begin(CliRun *run, CliProgress *progress);
/* Draws it at once, in place of what the work itself says from here on. */
void cli_progress_show(const CliRun *run, const char *what, guint done, guint total);
/* Takes the line away; it may come again. */
void cli_progress_clear(const CliRun *run);
/* Takes it away for good. */
void cli_progress_end(CliRun *run);
