#include "prompt.h"

#include "draft.h"
#include "frame.h"
#include "zhenggai/change.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    Modal modal;
    const PromptSpec *spec;
    Editor *editor;
    gboolean accepted;
    gboolean insists; /* Enter was pressed on what will not do */
    gboolean fresh;   /* the initial text is still there whole: what is typed takes its place */
} Prompt;

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* "李四  李明  王五", the one that stands in the text reversed (G_MAXUINT: none does); as many as
 * fit around it. */
static void
prompt_draw_candidates(Canvas *canvas, CanvasArea area, const char *const *candidates,
                       guint selected)
{
    int column = 1, wanted = 1;
    guint first = 0;
    for (guint i = 0; selected != G_MAXUINT && candidates[i] != NULL && i <= selected; i++) {
        wanted += text_width(candidates[i]) + 2;
        if (wanted > area.columns) {
            first = i;
            wanted = 1 + text_width(candidates[i]) + 2;
        }
    }
    for (guint i = first; candidates[i] != NULL && column < area.columns; i++)
        column = canvas_text(canvas, area, 0, column, i == selected ? STYLE_SELECTED : STYLE_NORMAL,
                             candidates[i]) +
                 2;
}

/* What Tab would go through, before it is pressed; FALSE: nothing. */
static gboolean
prompt_draw_offer(const Prompt *prompt, Canvas *canvas, CanvasArea area)
{
    const char *text = prompt->fresh ? "" : editor_text(prompt->editor);
    gsize start = 0;
    if (prompt->insists || !prompt->spec->offers || prompt->spec->completer == NULL)
        return FALSE;
    g_auto(GStrv) names = prompt->spec->completer(text, &start, prompt->spec->data);
    if (names == NULL || names[0] == NULL || (names[1] == NULL && strcmp(names[0], text) == 0))
        return FALSE;
    int column = canvas_text(canvas, area, 0, 1, STYLE_KEY, "Tab") + 1;
    CanvasArea rest = canvas_area_part(area, 0, column, 1, area.columns - column);
    prompt_draw_candidates(canvas, rest, (const char *const *)names, G_MAXUINT);
    return TRUE;
}

/* What is said of the text, and whether it will not do. */
static char *
prompt_describe(const Prompt *prompt, App *app, gboolean *wrong)
{
    const PromptSpec *spec = prompt->spec;
    const char *text = editor_text(prompt->editor);
    *wrong = spec->needed && text[strspn(text, " ")] == '\0';
    if (*wrong)
        return g_strdup(_("it cannot be left empty; Esc leaves everything as it was"));
    return spec->describe == NULL ? NULL : spec->describe(app, text, wrong, spec->data);
}

static void
prompt_draw_above(Prompt *prompt, App *app, CanvasArea area)
{
    const char *text = editor_text(prompt->editor);
    guint selected = 0;
    gboolean wrong = FALSE;
    const char *const *candidates = editor_candidates(prompt->editor, &selected);
    canvas_fill(app->canvas, area, STYLE_NORMAL);
    if (candidates != NULL) {
        prompt_draw_candidates(app->canvas, area, candidates, selected);
        return;
    }
    if (prompt_draw_offer(prompt, app->canvas, area))
        return;
    g_autofree char *said = prompt_describe(prompt, app, &wrong);
    const char *line = said != NULL                     ? said
                       : *text == '\0' || prompt->fresh ? prompt->spec->hint
                                                        : NULL;
    if (editor_is_full(prompt->editor))
        line = _("the text is longer than 64 KB: the rest was left out");
    if (line == NULL)
        return;
    g_autofree char *cut = text_cut(line, area.columns - 2);
    canvas_text(app->canvas, area, 0, 1, wrong && prompt->insists ? STYLE_ERROR : STYLE_DIM, cut);
}

static void
prompt_draw(Modal *modal, App *app)
{
    Prompt *prompt = (Prompt *)modal;
    CanvasArea area = frame_prompt_area(app);
    CanvasArea above = canvas_area_part(area, 0, 0, 1, area.columns);
    CanvasArea line = canvas_area_part(area, 1, 0, 1, area.columns);
    prompt_draw_above(prompt, app, above);
    canvas_fill(app->canvas, line, STYLE_NORMAL);
    /* The label must leave room to type. */
    g_autofree char *label = text_cut(prompt->spec->label, MAX(area.columns / 2, 4));
    int column = canvas_text(app->canvas, line, 0, 1, STYLE_KEY, label);
    column = canvas_text(app->canvas, line, 0, column, STYLE_KEY, _(": "));
    editor_draw(prompt->editor, app->canvas,
                canvas_area_part(line, 0, column, 1, line.columns - column - 1),
                prompt->fresh ? STYLE_SELECTED : STYLE_INPUT);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
prompt_accept(Prompt *prompt, App *app)
{
    gboolean wrong = FALSE;
    g_free(prompt_describe(prompt, app, &wrong));
    prompt->insists = wrong;
    prompt->accepted = !wrong;
    return prompt->accepted;
}

static void
prompt_go_outside(Prompt *prompt, App *app)
{
    GError *error = NULL;
    char *text = prompt_edit_outside(app, editor_text(prompt->editor), &error);
    if (text == NULL) {
        app_fail(app, error);
        return;
    }
    editor_free(prompt->editor);
    prompt->editor = editor_new(EDITOR_LINE, g_strchomp(text));
    g_free(text);
}

/* What is typed, pasted or asked of Tab takes the place of an initial text; any other key works in
 * it. Ctrl-Z brings it back. */
static void
prompt_begin(Prompt *prompt, const InputEvent *event)
{
    static const InputEvent clear = {.kind = INPUT_KEY, .key = INPUT_CTRL | 'U'};
    gboolean replaces =
        event->kind == INPUT_PASTE ||
        (event->kind == INPUT_KEY && (event->text[0] != '\0' || event->key == INPUT_TAB));
    if (prompt->fresh && replaces)
        editor_handle(prompt->editor, &clear);
    prompt->fresh = FALSE;
}

static gboolean
prompt_handle(Modal *modal, App *app, const InputEvent *event)
{
    Prompt *prompt = (Prompt *)modal;
    InputKey key = event->kind == INPUT_KEY ? event->key : INPUT_NONE;
    if (key == INPUT_ESC)
        return TRUE;
    if (key == INPUT_ENTER)
        return prompt_accept(prompt, app);
    prompt_begin(prompt, event);
    if (key == (INPUT_CTRL | 'E') && prompt->spec->external)
        prompt_go_outside(prompt, app);
    else if (editor_handle(prompt->editor, event))
        prompt->insists = FALSE;
    if (prompt->spec->changed != NULL)
        prompt->spec->changed(app, editor_text(prompt->editor), prompt->spec->data);
    return FALSE;
}

static void
prompt_lost(Modal *modal, App *app)
{
    const Prompt *prompt = (const Prompt *)modal;
    if (prompt->spec->draft != NULL)
        draft_keep(app, prompt->spec->draft, "text", editor_text(prompt->editor));
}

char *
prompt_ask(App *app, const PromptSpec *spec)
{
    g_autofree char *kept =
        spec->draft == NULL || spec->initial != NULL ? NULL : draft_take(app, spec->draft, "text");
    const char *initial = spec->initial != NULL ? spec->initial : kept;
    Prompt prompt = {.modal = {prompt_draw, prompt_handle, prompt_lost},
                     .spec = spec,
                     .fresh = initial != NULL && initial == spec->initial && !spec->grows,
                     .editor = editor_new(EDITOR_LINE, initial == NULL ? "" : initial)};
    if (spec->completer != NULL)
        editor_set_completer(prompt.editor, spec->completer, spec->data);
    app_run_modal(app, &prompt.modal);
    char *text = prompt.accepted ? g_strdup(editor_text(prompt.editor)) : NULL;
    if (text == NULL && spec->changed != NULL)
        spec->changed(app, "", spec->data);
    editor_free(prompt.editor);
    return text;
}

/* ── A field's value ──────────────────────────────────────────────────────────────────────── */

enum { PROMPT_NAMES = 20 };

typedef struct {
    App *app;
    LedgerField field;
} PromptValue;

static char **
prompt_value_complete(const char *before, gsize *start, gpointer data)
{
    const PromptValue *asked = data;
    return ledger_names(asked->app->ledger, asked->field, before, PROMPT_NAMES);
}

char *
prompt_describe_value(App *app, LedgerField field, const char *text, gboolean *wrong)
{
    g_autofree char *value = NULL;
    g_autoptr(GError) error = NULL;
    *wrong = !ledger_value_parse(app->ledger, field, text, &value, &error);
    if (*wrong)
        return g_strdup(error->message);
    if (value != NULL && ledger_field_info(field)->type == TYPE_DATE)
        return ledger_date_describe(value, ledger_today(app->ledger));
    return NULL;
}

static char *
prompt_value_describe(App *app, const char *text, gboolean *wrong, gpointer data)
{
    const PromptValue *asked = data;
    return *text == '\0' ? NULL : prompt_describe_value(app, asked->field, text, wrong);
}

char *
prompt_ask_value(App *app, LedgerField field, const PromptSpec *spec, char **value)
{
    PromptValue asked = {app, field};
    PromptSpec own = *spec;
    own.completer = ledger_field_info(field)->type == TYPE_NAME ? prompt_value_complete : NULL;
    own.offers = own.completer != NULL;
    own.describe = prompt_value_describe;
    own.data = &asked;
    g_autofree char *typed = prompt_ask(app, &own);
    *value = NULL;
    if (typed == NULL || !ledger_value_parse(app->ledger, field, typed, value, NULL))
        return NULL;
    return g_steal_pointer(&typed);
}

/* ── One key ──────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    Modal modal;
    const char *question;
    char key;
    gboolean yes;
} Confirm;

static void
confirm_draw(Modal *modal, App *app)
{
    const Confirm *confirm = (const Confirm *)modal;
    CanvasArea area = frame_prompt_area(app);
    const char key[] = {confirm->key, '\0'};
    const char *const keys[] = {key, _("yes"), "Esc", _("no"), NULL};
    frame_draw_keys(app, keys);
    canvas_fill(app->canvas, canvas_area_part(area, 0, 0, 1, area.columns), STYLE_NORMAL);
    g_autofree char *visible = text_visible_line(confirm->question);
    g_autofree char *cut = text_cut(visible, area.columns - 2);
    canvas_text(app->canvas, area, 0, 1, STYLE_DUE_SOON, cut);
}

static gboolean
confirm_handle(Modal *modal, App *app, const InputEvent *event)
{
    Confirm *confirm = (Confirm *)modal;
    confirm->yes =
        event->kind == INPUT_KEY && input_halfwidth(event->key) == (InputKey)confirm->key;
    return event->kind == INPUT_KEY;
}

gboolean
prompt_confirm(App *app, const char *question, char key)
{
    Confirm confirm = {.modal = {confirm_draw, confirm_handle}, .question = question, .key = key};
    app_run_modal(app, &confirm.modal);
    return confirm.yes;
}

/* ── Outside ──────────────────────────────────────────────────────────────────────────────── */

/* The words of $VISUAL or $EDITOR and the file: no shell sees them. */
static GPtrArray *
prompt_editor_command(const char *file, GError **error)
{
    const char *editor = g_getenv("VISUAL") != NULL ? g_getenv("VISUAL") : g_getenv("EDITOR");
    g_auto(GStrv) words = NULL;
    if (!g_shell_parse_argv(editor == NULL || *editor == '\0' ? "nano" : editor, NULL, &words,
                            error))
        return NULL;
    GPtrArray *command = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(command, g_strdup(words[i]));
    g_ptr_array_add(command, g_strdup(file));
    g_ptr_array_add(command, NULL);
    return command;
}

char *
prompt_edit_outside(App *app, const char *text, GError **error)
{
    g_autofree char *file = NULL;
    g_autofree char *edited = NULL;
    int status = 0, descriptor = g_file_open_tmp("zhenggai-XXXXXX", &file, error);
    if (descriptor < 0)
        return NULL;
    close(descriptor);
    g_autoptr(GPtrArray) command = prompt_editor_command(file, error);
    if (command != NULL &&
        g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error) &&
        terminal_run(app->terminal, (const char *const *)command->pdata, &status, error) &&
        g_spawn_check_wait_status(status, error) &&
        g_file_get_contents(file, &edited, NULL, error) && !g_utf8_validate(edited, -1, NULL)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("the text is not valid UTF-8"));
        g_clear_pointer(&edited, g_free);
    }
    g_unlink(file);
    return g_steal_pointer(&edited);
}
