#include "choose.h"

#include "frame.h"
#include "zhenggai/text.h"

#include <string.h>

/* The box is as large as what is in it, but at most this. */
enum { CHOOSE_COLUMNS = 76, CHOOSE_HELP_ROWS = 4 };

typedef struct {
    Modal modal;
    const ChooseSpec *spec;
    GPtrArray *shown; /* Choice, borrowed: those that the typed words leave */
    GString *typed;
    int key_cells; /* of the widest key, with a gap */
    int selected, top;
    CanvasArea list; /* where the lines were drawn last */
    gboolean chosen;
} Choose;

static void
choice_free(Choice *choice)
{
    g_free(choice->key);
    g_free(choice->label);
    g_free(choice->search);
    g_free(choice->help);
    g_free(choice);
}

GPtrArray *
choose_array_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)choice_free);
}

void
choose_add(GPtrArray *choices, int value, const char *key, const char *label, const char *search,
           const char *help)
{
    Choice *choice = g_new0(Choice, 1);
    *choice =
        (Choice){g_strdup(key), g_strdup(label), g_strdup(search), g_strdup(help), FALSE, value};
    g_ptr_array_add(choices, choice);
}

void
choose_add_heading(GPtrArray *choices, const char *label)
{
    choose_add(choices, 0, NULL, label, NULL, NULL);
    ((Choice *)choices->pdata[choices->len - 1])->heading = TRUE;
}

/* ── Narrowing ────────────────────────────────────────────────────────────────────────────── */

/* Whether the characters of `wanted` stand in `text` in their order, however far apart. */
static gboolean
choose_is_scattered(const char *text, const char *wanted)
{
    for (; *wanted != '\0'; wanted = g_utf8_next_char(wanted)) {
        text = g_utf8_strchr(text, -1, g_utf8_get_char(wanted));
        if (text == NULL)
            return FALSE;
        text = g_utf8_next_char(text);
    }
    return TRUE;
}

/* How well it fits: 0 the typed words stand in it as they are, 1 scattered in its label, −1 not.
 */
static int
choose_fit(const Choice *choice, const char *folded)
{
    g_autofree char *all = g_strjoin(" ", choice->label, choice->key == NULL ? "" : choice->key,
                                     choice->search == NULL ? "" : choice->search, NULL);
    g_autofree char *text = g_utf8_casefold(all, -1);
    g_autofree char *label = g_utf8_casefold(choice->label, -1);
    if (strstr(text, folded) != NULL)
        return 0;
    return choose_is_scattered(label, folded) ? 1 : -1;
}

static void
choose_narrow(Choose *choose)
{
    const GPtrArray *choices = choose->spec->choices;
    g_autofree char *folded = g_utf8_casefold(choose->typed->str, -1);
    g_ptr_array_set_size(choose->shown, 0);
    for (int fit = 0; fit <= 1; fit++)
        for (guint i = 0; i < choices->len; i++) {
            Choice *choice = choices->pdata[i];
            /* Headings part a whole list; among the found lines they would part nothing. */
            if (choice->heading ? *folded == '\0' && fit == 0 : choose_fit(choice, folded) == fit)
                g_ptr_array_add(choose->shown, choice);
        }
    choose->selected = choose->top = 0;
}

static Choice *
choose_at(const Choose *choose, int index)
{
    return index >= 0 && index < (int)choose->shown->len ? choose->shown->pdata[index] : NULL;
}

/* Moves by `by` lines, over headings. */
static void
choose_move(Choose *choose, int by)
{
    int step = by < 0 ? -1 : 1, last = choose->selected;
    for (int left = ABS(by); left > 0;) {
        Choice *next = choose_at(choose, choose->selected + step);
        if (next == NULL)
            break;
        choose->selected += step;
        left -= !next->heading;
    }
    if (choose_at(choose, choose->selected) == NULL || choose_at(choose, choose->selected)->heading)
        choose->selected = last;
}

static void
choose_select_first(Choose *choose, int value)
{
    for (int i = 0; i < (int)choose->shown->len; i++)
        if (!choose_at(choose, i)->heading && choose_at(choose, i)->value == value) {
            choose->selected = i;
            return;
        }
    choose->selected = -1;
    choose_move(choose, 1);
    choose->selected = MAX(choose->selected, 0);
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static int
choose_draw_intro(const Choose *choose, Canvas *canvas, CanvasArea area)
{
    if (choose->spec->intro == NULL)
        return 0;
    g_auto(GStrv) lines = text_wrap(choose->spec->intro, MAX(area.columns, 2));
    int row = 0;
    for (; lines[row] != NULL; row++)
        canvas_text(canvas, area, row, 0, STYLE_NORMAL, lines[row]);
    return row + 1;
}

static void
choose_draw_line(const Choose *choose, Canvas *canvas, CanvasArea area, int row, int index)
{
    const Choice *choice = choose_at(choose, index);
    if (choice->heading) {
        canvas_text(canvas, area, row, 0, STYLE_HEADING, choice->label);
        return;
    }
    int column = 2;
    canvas_text(canvas, area, row, 0, STYLE_NORMAL, index == choose->selected ? ">" : "");
    g_autofree char *keys = input_key_label(choice->key == NULL ? "" : choice->key);
    canvas_text(canvas, area, row, column, STYLE_KEY, keys);
    column += choose->key_cells;
    g_autofree char *cut = text_cut(choice->label, MAX(area.columns - column, 0));
    canvas_text(canvas, area, row, column, STYLE_NORMAL, cut);
    if (index == choose->selected)
        canvas_restyle(canvas, canvas_area_part(area, row, 0, 1, area.columns), STYLE_SELECTED);
}

static void
choose_draw_help(const Choose *choose, Canvas *canvas, CanvasArea area)
{
    const Choice *choice = choose_at(choose, choose->selected);
    if (choice == NULL || choice->help == NULL)
        return;
    g_auto(GStrv) lines = text_wrap(choice->help, MAX(area.columns, 2));
    for (int row = 0; lines[row] != NULL && row < area.rows; row++) {
        gboolean cut = row == area.rows - 1 && lines[row + 1] != NULL;
        g_autofree char *more = cut ? g_strconcat(lines[row], "…", NULL) : g_strdup(lines[row]);
        g_autofree char *fits = text_cut(more, area.columns);
        canvas_text(canvas, area, row, 0, STYLE_DIM, fits);
    }
}

/* The rows of the longest help, so that the box stands still while the selection moves; 0: no line
 * has any. */
static int
choose_help_rows(const Choose *choose, int columns)
{
    int most = 0;
    for (guint i = 0; i < choose->spec->choices->len && most < CHOOSE_HELP_ROWS; i++) {
        const char *help = ((Choice *)choose->spec->choices->pdata[i])->help;
        if (help == NULL)
            continue;
        g_auto(GStrv) lines = text_wrap(help, MAX(columns, 2));
        most = MAX(most, (int)g_strv_length(lines));
    }
    return MIN(most, CHOOSE_HELP_ROWS);
}

/* The same with the blank row above it. */
static int
choose_rows_below(const Choose *choose, int columns)
{
    int rows = choose_help_rows(choose, columns);
    return rows == 0 ? 0 : rows + 1;
}

static int
choose_rows_wanted(const Choose *choose, int columns)
{
    int rows = (int)choose->spec->choices->len + 2;
    if (choose->spec->intro != NULL) {
        g_auto(GStrv) lines = text_wrap(choose->spec->intro, MAX(columns - 4, 2));
        rows += (int)g_strv_length(lines) + 1;
    }
    return rows + (choose->spec->typed ? 1 : 0) + choose_rows_below(choose, columns - 4);
}

/* As wide as its lines; what explains itself in sentences gets all the room. */
static int
choose_columns(const Choose *choose)
{
    const ChooseSpec *spec = choose->spec;
    int columns = text_width(spec->title) + 8;
    if (spec->typed || spec->intro != NULL || choose_help_rows(choose, CHOOSE_COLUMNS) > 0)
        return CHOOSE_COLUMNS;
    for (guint i = 0; i < spec->choices->len; i++) {
        const Choice *choice = spec->choices->pdata[i];
        columns = MAX(columns, text_width(choice->label) + choose->key_cells + 8);
    }
    return columns;
}

static void
choose_draw(Modal *modal, App *app)
{
    static const char *const typed_keys[] = {"Enter", NULL, "Esc", NULL, NULL};
    Choose *choose = (Choose *)modal;
    int columns = choose_columns(choose);
    CanvasArea box = frame_box_area(app, 1000, columns);
    box = frame_box_area(app, choose_rows_wanted(choose, box.columns), columns);
    frame_draw_box(app, box, choose->spec->title);
    CanvasArea inside = canvas_area_part(box, 1, 2, box.rows - 2, box.columns - 4);
    int row = choose_draw_intro(choose, app->canvas, inside);
    if (choose->spec->typed) {
        int column = canvas_text(app->canvas, inside, row, 0, STYLE_KEY, "> ");
        column = canvas_text(app->canvas, inside, row, column, STYLE_INPUT, choose->typed->str);
        canvas_caret_set(app->canvas, inside, row++, column);
    }
    int below = choose_rows_below(choose, inside.columns);
    CanvasArea list = canvas_area_part(inside, row, 0, inside.rows - row - below, inside.columns);
    choose->list = list;
    choose->top =
        CLAMP(choose->top, MAX(choose->selected - list.rows + 1, 0), MAX(choose->selected, 0));
    /* The heading over the first line is worth seeing. */
    if (choose->top == 1)
        choose->top = 0;
    for (int i = 0; i < list.rows && choose_at(choose, choose->top + i) != NULL; i++)
        choose_draw_line(choose, app->canvas, list, i, choose->top + i);
    if (below > 0)
        choose_draw_help(
            choose, app->canvas,
            canvas_area_part(inside, inside.rows - below + 1, 0, below - 1, inside.columns));
    const char *const keys[] = {typed_keys[0], _("choose"), "Up Down", _("move"),
                                typed_keys[2], _("leave"),  NULL};
    frame_draw_keys(app, keys);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
choose_by_letter(Choose *choose, InputKey key)
{
    for (int i = 0; i < (int)choose->shown->len; i++) {
        const Choice *choice = choose_at(choose, i);
        if (choice->key != NULL && input_key_parse(choice->key) == key) {
            choose->selected = i;
            choose->chosen = TRUE;
            return TRUE;
        }
    }
    return FALSE;
}

static void
choose_type(Choose *choose, const InputEvent *event)
{
    if (event->key == INPUT_BACKSPACE)
        g_string_truncate(choose->typed,
                          text_cluster_previous(choose->typed->str, choose->typed->len));
    else if (event->kind == INPUT_PASTE)
        g_string_append(choose->typed, event->paste);
    else if (event->text[0] == '\0')
        return;
    else
        g_string_append(choose->typed, event->text);
    choose_narrow(choose);
    choose_select_first(choose, G_MININT);
}

/* A click chooses the line, the wheel moves. TRUE: a line was chosen. */
static gboolean
choose_mouse(Choose *choose, const InputEvent *event)
{
    int row = event->row - choose->list.row;
    const Choice *choice = choose_at(choose, choose->top + row);
    if (event->button == 4 || event->button == 5)
        choose_move(choose, event->button == 4 ? -1 : 1);
    if (event->button != 1 || row < 0 || row >= choose->list.rows || choice == NULL ||
        choice->heading)
        return FALSE;
    choose->selected = choose->top + row;
    choose->chosen = TRUE;
    return TRUE;
}

static gboolean
choose_handle(Modal *modal, App *app, const InputEvent *event)
{
    Choose *choose = (Choose *)modal;
    if (event->kind == INPUT_MOUSE)
        return choose_mouse(choose, event);
    InputKey key = event->kind == INPUT_KEY ? event->key : INPUT_NONE;
    switch (key) {
    case INPUT_ESC:
        return TRUE;
    case INPUT_ENTER: {
        const Choice *choice = choose_at(choose, choose->selected);
        choose->chosen = choice != NULL && !choice->heading;
        return choose->chosen;
    }
    case INPUT_HOME:
    case INPUT_END:
        choose_move(choose, key == INPUT_HOME ? -(int)choose->shown->len : (int)choose->shown->len);
        return FALSE;
    case INPUT_UP:
    case INPUT_DOWN:
    case INPUT_PAGE_UP:
    case INPUT_PAGE_DOWN:
        choose_move(choose, key == INPUT_UP        ? -1
                            : key == INPUT_DOWN    ? 1
                            : key == INPUT_PAGE_UP ? -10
                                                   : 10);
        return FALSE;
    default:
        break;
    }
    if (choose->spec->typed) {
        choose_type(choose, event);
        return FALSE;
    }
    key = input_halfwidth(key);
    if (key == 'j' || key == 'k')
        choose_move(choose, key == 'j' ? 1 : -1);
    return key == 'q' || choose_by_letter(choose, key);
}

static int
choose_key_cells(const ChooseSpec *spec)
{
    int cells = 0;
    for (guint i = 0; i < spec->choices->len; i++) {
        const Choice *choice = spec->choices->pdata[i];
        g_autofree char *keys = input_key_label(choice->key == NULL ? "" : choice->key);
        cells = MAX(cells, *keys == '\0' ? 0 : text_width(keys) + 2);
    }
    return cells;
}

gboolean
choose_run(App *app, const ChooseSpec *spec, int *value)
{
    Choose choose = {.modal = {choose_draw, choose_handle, .box = TRUE},
                     .spec = spec,
                     .shown = g_ptr_array_new(),
                     .typed = g_string_new(NULL)};
    choose.key_cells = choose_key_cells(spec);
    choose_narrow(&choose);
    choose_select_first(&choose, spec->value);
    app_run_modal(app, &choose.modal);
    if (choose.chosen)
        *value = choose_at(&choose, choose.selected)->value;
    g_ptr_array_unref(choose.shown);
    g_string_free(choose.typed, TRUE);
    g_ptr_array_unref(spec->choices);
    return choose.chosen;
}
