#include "busy.h"

#include "chart.h"
#include "frame.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* In microseconds: until the box comes, and between two looks at the keyboard. */
enum { BUSY_AFTER = 300000, BUSY_EVERY = 50000 };
enum { BUSY_ROWS = 5, BUSY_COLUMNS = 60 };

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
busy_draw_bar(Canvas *canvas, CanvasArea area, const WatchState *state)
{
    g_autofree char *count =
        g_strdup_printf(_("%lu of %lu"), (gulong)state->done, (gulong)state->total);
    int cells = MAX(area.columns - text_width(count) - 2, 0);
    int full = (int)((guint64)cells * MIN(state->done, state->total) / state->total);
    for (int i = 0; i < cells; i++)
        canvas_text(canvas, area, 1, i, i < full ? STYLE_DONE : STYLE_DIM,
                    chart_sign(i < full ? CHART_FULL : CHART_REST, canvas_is_ascii(canvas)));
    canvas_text(canvas, area, 1, cells + 2, STYLE_NORMAL, count);
}

static void
busy_draw_box(App *app, const WatchState *state)
{
    CanvasArea whole = canvas_whole(app->canvas);
    CanvasArea box = frame_box_area(app, BUSY_ROWS, BUSY_COLUMNS);
    CanvasArea inside = canvas_area_part(box, 1, 2, box.rows - 2, box.columns - 4);
    CanvasArea footer = canvas_area_part(whole, whole.rows - 2, 0, 2, whole.columns);
    frame_draw_box(app, box, _(ledger_action_info(app->busy.action)->label));
    canvas_text(app->canvas, inside, 0, 0, STYLE_NORMAL,
                state->what == NULL ? _("working in the ledger") : state->what);
    if (state->total > 0)
        busy_draw_bar(app->canvas, inside, state);
    canvas_text(app->canvas, inside, 2, 0, STYLE_DIM,
                _("Esc stops it and leaves everything as it was."));
    canvas_fill(app->canvas, footer, STYLE_NORMAL);
    int column = canvas_text(app->canvas, footer, 1, 1, STYLE_KEY, "Esc");
    canvas_text(app->canvas, footer, 1, column + 1, STYLE_NORMAL, _("stop"));
    canvas_caret_hide(app->canvas);
}

/* On a canvas of its own: the picture may be in the middle of being drawn. Nothing here reads the
 * ledger, which is at work. */
static void
busy_draw(App *app, const WatchState *state)
{
    Canvas *drawn = app->canvas;
    if (app->busy.canvas == NULL) {
        app->busy.canvas = canvas_new(canvas_rows(drawn), canvas_columns(drawn));
        canvas_ascii_set(app->busy.canvas, canvas_is_ascii(drawn));
        canvas_copy(app->busy.canvas, drawn);
    }
    app->canvas = app->busy.canvas;
    busy_draw_box(app, state);
    terminal_paint(app->terminal, app->canvas);
    app->canvas = drawn;
}

/* ── Watching ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
busy_watch(const WatchState *state, gpointer data)
{
    App *app = data;
    gint64 now = g_get_monotonic_time();
    if (now < app->busy.next)
        return TRUE;
    /* An Esc that came before the box was meant for something else. */
    gboolean shown = app->busy.canvas != NULL;
    if (terminal_keep(app->terminal, shown ? INPUT_ESC : INPUT_NONE))
        return FALSE;
    busy_draw(app, state);
    app->busy.next = g_get_monotonic_time() + BUSY_EVERY;
    return TRUE;
}

void
busy_rest(App *app)
{
    g_clear_pointer(&app->busy.canvas, canvas_free);
    app->busy.next = g_get_monotonic_time() + BUSY_AFTER;
    watch_set(busy_watch, app);
}

void
busy_end(App *app)
{
    g_clear_pointer(&app->busy.canvas, canvas_free);
    watch_end();
}
