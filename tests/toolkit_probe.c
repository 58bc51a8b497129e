/* A program that shows what the terminal tells it, for test_toolkit.c.
 *
 * Row 0 is the size, row 1 the last event, row 2 Chinese text up to the last column, row 3 what is
 * painted in each style. q ends it; the other keys are in probe_act(). R goes on to the next of a
 * row of random scenes and writes what it should look like to the file $PROBE_SCENE.
 */
#include "../src/tui/terminal.h"
#include "zhenggai/text.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Terminal *terminal;
    char *event;
    gboolean caret, mouse, shifted, quit;
    int scene, status;
} Probe;

/* Each scene adds to those before it, so that wide characters come, go and shift by one cell. No
 * combining marks: libvterm loses one in the last column. */
static void
scene_draw(const Probe *probe, Canvas *canvas)
{
    static const char *const texts[] = {"整改", "a",  "措 施x", "——", "法治政府建设",
                                        "    ", "。", "é",      "😀",  "abcdefgh"};
    CanvasArea whole = canvas_whole(canvas);
    for (int scene = MAX(1, probe->scene - 4); scene <= probe->scene; scene++) {
        g_autoptr(GRand) dice = g_rand_new_with_seed((guint32)scene);
        for (int i = 0; i < 12; i++)
            canvas_text(canvas, whole, g_rand_int_range(dice, 1, whole.rows),
                        g_rand_int_range(dice, -3, whole.columns),
                        (Style)g_rand_int_range(dice, 0, STYLE_COUNT),
                        texts[g_rand_int_range(dice, 0, G_N_ELEMENTS(texts))]);
    }
    g_autofree char *name = g_strdup_printf("scene %d.", probe->scene);
    canvas_text(canvas, whole, 0, 0, STYLE_NORMAL, name);
    g_autofree char *text = canvas_to_text(canvas);
    g_file_set_contents(getenv("PROBE_SCENE"), text, -1, NULL);
}

static void
probe_paint(const Probe *probe)
{
    g_autoptr(Canvas) canvas =
        canvas_new(terminal_rows(probe->terminal), terminal_columns(probe->terminal));
    if (probe->scene > 0) {
        scene_draw(probe, canvas);
        terminal_paint(probe->terminal, canvas);
        return;
    }
    CanvasArea whole = canvas_whole(canvas);
    g_autofree char *size =
        g_strdup_printf("size %d×%d", canvas_rows(canvas), canvas_columns(canvas));
    canvas_text(canvas, whole, 0, 0, STYLE_TITLE, size);
    canvas_text(canvas, whole, 1, 0, STYLE_NORMAL, probe->event);
    for (int column = probe->shifted ? 1 : 0; column < whole.columns; column += 4)
        canvas_text(canvas, whole, 2, column, STYLE_NORMAL, "整改");
    canvas_text(canvas, whole, 3, 0, STYLE_OVERDUE, "逾期");
    canvas_text(canvas, whole, 3, 5, STYLE_SELECTED, "selected");
    canvas_text(canvas, whole, 3, 14, STYLE_DIM, "dim");
    canvas_text(canvas, whole, whole.rows - 1, 0, STYLE_NORMAL, "last row 末");
    canvas_text(canvas, whole, whole.rows - 1, whole.columns - 1, STYLE_NORMAL, "x");
    if (probe->caret)
        canvas_caret_set(canvas, whole, 1, text_width(probe->event));
    terminal_paint(probe->terminal, canvas);
}

static char *
event_describe(const InputEvent *event)
{
    g_autofree char *name = NULL;
    switch (event->kind) {
    case INPUT_KEY:
        name = input_key_name(event->key);
        return g_strdup_printf("key %s text %s.", name, event->text);
    case INPUT_PASTE:
        return g_strdup_printf("paste %zu %.40s.", strlen(event->paste), event->paste);
    case INPUT_MOUSE:
        return g_strdup_printf("mouse %d at %d,%d.", event->button, event->row, event->column);
    case INPUT_RESIZE:
        return g_strdup("resize.");
    case INPUT_HANGUP:
        return g_strdup("hang-up.");
    default:
        return g_strdup("timeout.");
    }
}

static void
probe_run_program(Probe *probe)
{
    static const char *const editor[] = {"sh", "-c", "printf 'editor runs'; read line", NULL};
    static const char *const nothing[] = {"/nowhere/editor", NULL};
    const char *const *arguments = strstr(probe->event, "key e ") != NULL ? editor : nothing;
    g_autoptr(GError) error = NULL;
    int status = -1;
    if (!terminal_run(probe->terminal, arguments, &status, &error))
        status = -2;
    g_free(probe->event);
    probe->event = g_strdup_printf("program %d.", status);
}

static void
probe_act(Probe *probe, InputKey key)
{
    switch (key) {
    case 'q':
        probe->quit = TRUE;
        break;
    case 'A':
        abort();
    case 'O':
        /* Out of memory: GLib ends the program. */
        g_error("no memory");
    case 'C':
        probe->caret = !probe->caret;
        break;
    case 'M':
        probe->mouse = !probe->mouse;
        terminal_mouse_set(probe->terminal, probe->mouse);
        break;
    case 'R':
        probe->scene++;
        break;
    case 'W':
        probe->shifted = !probe->shifted;
        break;
    case 'Z':
        terminal_suspend(probe->terminal);
        break;
    case 'e':
    case 'E':
        probe_run_program(probe);
        break;
    default:
        break;
    }
}

/* Deals with what waits already before painting, as the application does. */
static void
probe_step(Probe *probe, InputEvent *event)
{
    do {
        terminal_wait(probe->terminal, getenv("PROBE_TIMEOUT") != NULL ? 50 : -1, event);
        /* After a program ran, the resize that follows would hide how it went. */
        if (event->kind == INPUT_RESIZE && g_str_has_prefix(probe->event, "program"))
            continue;
        g_free(probe->event);
        probe->event = event_describe(event);
        if (event->kind == INPUT_KEY)
            probe_act(probe, event->key);
        if (event->kind == INPUT_HANGUP) {
            probe->quit = TRUE;
            probe->status = 7;
        }
    } while (!probe->quit && terminal_input_pending(probe->terminal));
}

int
main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    if (getenv("PROBE_AMBIGUOUS") != NULL)
        text_ambiguous_width_set(2);
    g_autoptr(GError) error = NULL;
    Probe probe = {.event = g_strdup("begin."), .terminal = terminal_open(TRUE, &error)};
    if (probe.terminal == NULL) {
        fprintf(stderr, "%s\n", error->message);
        g_free(probe.event);
        return EXIT_FAILURE;
    }
    InputEvent event = {0};
    while (!probe.quit) {
        probe_paint(&probe);
        probe_step(&probe, &event);
    }
    input_event_clear(&event);
    terminal_close(probe.terminal);
    g_free(probe.event);
    return probe.status;
}
