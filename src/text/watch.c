#include "zhenggai/watch.h"

#include "zhenggai/text.h"

G_DEFINE_QUARK(zhenggai - watch - error, watch_error)

static _Thread_local struct {
    WatchFunction function; /* NULL: nobody watches */
    gpointer data;
    WatchState state;
    gboolean stopped;
} watch;

void
watch_set(WatchFunction function, gpointer data)
{
    watch.function = function;
    watch.data = data;
    watch.state = (WatchState){NULL, 0, 0};
    watch.stopped = FALSE;
}

gboolean
watch_is_set(void)
{
    return watch.function != NULL;
}

void
watch_begin(const char *what, guint64 total)
{
    watch.state = (WatchState){what, 0, total};
}

gboolean
watch_goes_on(void)
{
    if (watch.function != NULL && !watch.stopped)
        watch.stopped = !watch.function(&watch.state, watch.data);
    return !watch.stopped;
}

void
watch_end(void)
{
    watch_set(NULL, NULL);
}

gboolean
watch_fail(GError **error)
{
    g_set_error_literal(error, WATCH_ERROR, WATCH_ERROR_STOPPED,
                        _("stopped; everything is as it was"));
    return FALSE;
}

gboolean
watch_step(guint64 done, GError **error)
{
    watch.state.done = done;
    return watch_goes_on() || watch_fail(error);
}
