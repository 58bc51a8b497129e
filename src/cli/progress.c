#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* In microseconds: until the line comes, and between two drawings of it. */
enum { PROGRESS_AFTER = 300000, PROGRESS_EVERY = 100000 };
enum { PROGRESS_CELLS = 30 };

static void
progress_draw(const WatchState *state)
{
    if (state->total == 0) {
        fprintf(stderr, "\r%s …\033[K", state->what);
        return;
    }
    guint64 done = MIN(state->done, state->total);
    int filled = (int)(done * PROGRESS_CELLS / state->total);
    fprintf(stderr, "\r%s [%.*s%*s] %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "\033[K", state->what,
            filled, "##############################", PROGRESS_CELLS - filled, "", done,
            state->total);
}

static gboolean
progress_watch(const WatchState *state, gpointer data)
{
    CliProgress *progress = data;
    gint64 now = g_get_monotonic_time();
    if (now < progress->next || state->what == NULL)
        return TRUE;
    progress->next = now + PROGRESS_EVERY;
    progress->shown = TRUE;
    progress_draw(state);
    return TRUE;
}

/* Rows that go to the same terminal while they are read would stand in the line. */
static gboolean
progress_is_wanted(const CliRun *run)
{
    return !run->options.globals.quiet && isatty(STDERR_FILENO) &&
           (run->action != ACTION_EXPORT || run->options.output != NULL || !isatty(STDOUT_FILENO));
}

void
cli_progress_begin(CliRun *run, CliProgress *progress)
{
    if (!progress_is_wanted(run))
        return;
    *progress = (CliProgress){.next = g_get_monotonic_time() + PROGRESS_AFTER};
    run->progress = progress;
    watch_set(progress_watch, progress);
}

void
cli_progress_show(const CliRun *run, const char *what, guint done, guint total)
{
    if (run->progress == NULL)
        return;
    watch_end();
    run->progress->shown = TRUE;
    progress_draw(&(WatchState){what, done, total});
}

void
cli_progress_clear(const CliRun *run)
{
    if (run->progress == NULL || !run->progress->shown)
        return;
    fputs("\r\033[K", stderr);
    run->progress->shown = FALSE;
    run->progress->next = g_get_monotonic_time() + PROGRESS_AFTER;
}

void
cli_progress_end(CliRun *run)
{
    cli_progress_clear(run);
    run->progress = NULL;
    watch_end();
}
