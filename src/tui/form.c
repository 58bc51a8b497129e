#include "form.h"

#include "editor.h"
#include "draft.h"
#include "frame.h"
#include "prompt.h"
#include "work.h"
#include "zhenggai/text.h"

#include <string.h>

enum { FORM_LABEL_CELLS = 20, FORM_COLUMNS = 100 };

/* One field of the form. */
typedef struct {
    LedgerField field;
    char *before; /* as it was shown at first */
    Editor *editor;
    App *app; /* for completion */
} FormField;

typedef struct {
    Modal modal;
    GArray *fields; /* FormField */
    char *title;
    char *draft; /* where changed fields are kept if the terminal goes away: the row's UUID */
    LedgerTarget target;
    int selected, top;
    char *error;     /* what keeps the form from being saved, or NULL */
    gboolean warned; /* Esc was pressed once with changes */
} Form;

/* ── Fields ───────────────────────────────────────────────────────────────────────────────── */

static FormField *
form_field(const Form *form, int index)
{
    return &g_array_index(form->fields, FormField, index);
}

static gboolean
form_field_is_changed(const FormField *field)
{
    return strcmp(editor_text(field->editor), field->before) != 0;
}

static gboolean
form_is_changed(const Form *form)
{
    for (guint i = 0; i < form->fields->len; i++)
        if (form_field_is_changed(form_field(form, (int)i)))
            return TRUE;
    return FALSE;
}

static char **
form_complete(const char *before, gsize *start, gpointer data)
{
    const FormField *field = data;
    LedgerType type = ledger_field_info(field->field)->type;
    if (type == TYPE_NAME || type == TYPE_OFFICE)
        return ledger_names(field->app->ledger, field->field, before, 20);
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    for (guint i = 0; i < ledger_value_count(type); i++) {
        const char *label = _(ledger_value_info(type, i)->label);
        if (g_str_has_prefix(label, before))
            g_strv_builder_add(words, label);
    }
    return g_strv_builder_end(words);
}

static void
form_add_fields(Form *form, App *app, const LedgerRow *row)
{
    LedgerField first, end;
    ledger_entity_fields(ledger_row_entity(row), &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->editor != EDITOR_CLERK)
            continue;
        char *shown = ledger_value_display(field, ledger_row_get(row, field));
        FormField added = {field, shown == NULL ? g_strdup("") : shown, NULL, app};
        g_autofree char *kept = draft_take(app, form->draft, info->name);
        added.editor = editor_new(info->type == TYPE_WORDS ? EDITOR_LINES : EDITOR_LINE,
                                  kept == NULL ? added.before : kept);
        g_array_append_val(form->fields, added);
    }
    for (guint i = 0; i < form->fields->len; i++)
        editor_set_completer(form_field(form, (int)i)->editor, form_complete,
                             form_field(form, (int)i));
}

static void
form_field_clear(gpointer data)
{
    FormField *field = data;
    editor_free(field->editor);
    g_free(field->before);
}

/* What the text of a field means or why it will not do; the caller owns it. */
static char *
form_describe(const FormField *field, gboolean *wrong)
{
    char *said = prompt_describe_value(field->app, field->field, editor_text(field->editor), wrong);
    const char *help = ledger_field_info(field->field)->help;
    return said != NULL ? said : g_strdup(help == NULL ? "" : _(help));
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static int
form_field_rows(const FormField *field, int columns)
{
    return MAX(editor_rows(field->editor, columns), 1);
}

/* So that the selected field is wholly on the screen. */
static void
form_scroll(Form *form, int rows, int columns)
{
    form->top = MIN(form->top, form->selected);
    for (int used = 0, i = form->selected; i >= form->top; i--) {
        used += form_field_rows(form_field(form, i), columns);
        if (used > rows) {
            form->top = MIN(i + 1, form->selected);
            return;
        }
    }
}

static int
form_draw_field(const Form *form, Canvas *canvas, CanvasArea area, int row, int index)
{
    FormField *field = form_field(form, index);
    gboolean selected = index == form->selected;
    int columns = area.columns - FORM_LABEL_CELLS - 3;
    int rows = MIN(form_field_rows(field, columns), area.rows - row);
    const char *mark = selected ? ">" : form_field_is_changed(field) ? "*" : " ";
    g_autofree char *label =
        text_cut(_(ledger_field_info(field->field)->label), FORM_LABEL_CELLS - 1);
    canvas_text(canvas, area, row, 0, STYLE_KEY, mark);
    canvas_text(canvas, area, row, 2, selected ? STYLE_KEY : STYLE_LABEL, label);
    CanvasArea text = canvas_area_part(area, row, FORM_LABEL_CELLS + 2, rows, columns);
    editor_draw(field->editor, canvas, text, selected ? STYLE_INPUT : STYLE_NORMAL);
    return row + rows;
}

static void
form_draw_said(const Form *form, Canvas *canvas, CanvasArea area)
{
    const FormField *field = form_field(form, form->selected);
    gboolean wrong = FALSE;
    guint chosen = 0;
    const char *const *candidates = editor_candidates(field->editor, &chosen);
    g_autofree char *described = form_describe(field, &wrong);
    g_autofree char *offered =
        candidates == NULL ? NULL : g_strjoinv("  ", (char **)(gpointer)candidates);
    const char *line = form->error != NULL ? form->error : offered != NULL ? offered : described;
    g_autofree char *visible = text_visible_line(line);
    g_autofree char *cut = text_cut(visible, MAX(area.columns, 0));
    canvas_text(canvas, area, 0, 0, wrong || form->error != NULL ? STYLE_ERROR : STYLE_DIM, cut);
}

/* As tall as its fields and the line below them need. */
static CanvasArea
form_box(const Form *form, App *app)
{
    CanvasArea widest = frame_box_area(app, G_MAXINT16, FORM_COLUMNS);
    int rows = 4;
    for (int i = 0; i < (int)form->fields->len; i++)
        rows += form_field_rows(form_field(form, i), widest.columns - 4 - FORM_LABEL_CELLS - 3);
    return frame_box_area(app, rows, FORM_COLUMNS);
}

static void
form_draw(Modal *modal, App *app)
{
    Form *form = (Form *)modal;
    CanvasArea box = form_box(form, app);
    frame_draw_box(app, box, form->title);
    CanvasArea inside = canvas_area_part(box, 1, 2, box.rows - 2, box.columns - 4);
    CanvasArea list = canvas_area_part(inside, 0, 0, inside.rows - 2, inside.columns);
    form_scroll(form, list.rows, list.columns - FORM_LABEL_CELLS - 3);
    int row = 0;
    for (int i = form->top; i < (int)form->fields->len && row < list.rows; i++)
        if (i != form->selected)
            row = form_draw_field(form, app->canvas, list, row, i);
        else
            row += form_field_rows(form_field(form, i), list.columns - FORM_LABEL_CELLS - 3);
    /* The selected field is drawn last: the caret is its. */
    row = 0;
    for (int i = form->top; i < form->selected; i++)
        row += form_field_rows(form_field(form, i), list.columns - FORM_LABEL_CELLS - 3);
    form_draw_field(form, app->canvas, list, row, form->selected);
    form_draw_said(form, app->canvas,
                   canvas_area_part(inside, inside.rows - 1, 0, 1, inside.columns));
    const char *const keys[] = {"Enter",  _("next"), "Up Down", _("move"),  "Tab", _("complete"),
                                "Ctrl-S", _("save"), "Esc",     _("leave"), NULL};
    frame_draw_keys(app, keys);
}

/* ── Saving ───────────────────────────────────────────────────────────────────────────────── */

static void
form_refuse(Form *form, const GError *error, int index)
{
    g_free(form->error);
    form->error = g_strdup(error->message);
    if (index >= 0)
        form->selected = index;
}

static gboolean
form_collect(Form *form, GArray *assignments, GPtrArray *values)
{
    for (int i = 0; i < (int)form->fields->len; i++) {
        FormField *field = form_field(form, i);
        g_autoptr(GError) error = NULL;
        char *value = NULL;
        if (!form_field_is_changed(field))
            continue;
        if (!ledger_value_parse(field->app->ledger, field->field, editor_text(field->editor),
                                &value, &error)) {
            form_refuse(form, error, i);
            return FALSE;
        }
        LedgerAssignment assignment = {field->field, value};
        g_ptr_array_add(values, value);
        g_array_append_val(assignments, assignment);
    }
    return TRUE;
}

static gboolean
form_save(Form *form, App *app)
{
    g_autoptr(GArray) assignments = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    if (!form_collect(form, assignments, values))
        return FALSE;
    if (assignments->len == 0)
        return TRUE;
    g_autofree char *reason = NULL;
    if (!work_reason(app, &form->target, 1, assignments, &reason))
        return FALSE;
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_EDIT, reason, &error);
    if (change == NULL ||
        !ledger_set(change, &form->target, 1, (LedgerAssignment *)(gpointer)assignments->data,
                    assignments->len, reason, &error) ||
        !ledger_change_commit(g_steal_pointer(&change), FALSE, &error)) {
        form_refuse(form, error, -1);
        return FALSE;
    }
    app_refresh(app);
    app_tell(app,
             text_translate_plural("%u field changed — u takes it back",
                                   "%u fields changed — u takes it back", assignments->len),
             assignments->len);
    return TRUE;
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
form_leave(Form *form)
{
    if (form->warned || !form_is_changed(form))
        return TRUE;
    form->warned = TRUE;
    g_free(form->error);
    form->error = g_strdup(_("Esc again leaves what was changed; Ctrl-S saves it"));
    return FALSE;
}

static void
form_move(Form *form, int by)
{
    form->selected = CLAMP(form->selected + by, 0, (int)form->fields->len - 1);
}

static gboolean
form_handle(Modal *modal, App *app, const InputEvent *event)
{
    Form *form = (Form *)modal;
    InputKey key = event->kind == INPUT_KEY ? event->key : INPUT_NONE;
    if (key == INPUT_ESC)
        return form_leave(form);
    form->warned = FALSE;
    g_clear_pointer(&form->error, g_free);
    if (key == (INPUT_CTRL | 'S') ||
        (key == INPUT_ENTER && form->selected + 1 == (int)form->fields->len))
        return form_save(form, app);
    if (key == INPUT_ENTER)
        form_move(form, 1);
    else if (key == INPUT_PAGE_UP || key == INPUT_PAGE_DOWN)
        form_move(form, key == INPUT_PAGE_UP ? -8 : 8);
    else if (!editor_handle(form_field(form, form->selected)->editor, event) &&
             (key == INPUT_UP || key == INPUT_DOWN))
        form_move(form, key == INPUT_UP ? -1 : 1);
    return FALSE;
}

static void
form_lost(Modal *modal, App *app)
{
    const Form *form = (const Form *)modal;
    for (int i = 0; i < (int)form->fields->len; i++)
        if (form_field_is_changed(form_field(form, i)))
            draft_keep(app, form->draft, ledger_field_info(form_field(form, i)->field)->name,
                       editor_text(form_field(form, i)->editor));
}

void
form_edit(App *app)
{
    const LedgerPlace *selected = app_selected(app);
    GError *error = NULL;
    g_autoptr(LedgerRow) row =
        ledger_row_load(app->ledger, selected->entity, selected->key, NULL, &error);
    if (row == NULL) {
        app_fail(app, error);
        return;
    }
    gboolean task = selected->entity == ENTITY_TASK;
    Form form = {
        .modal = {form_draw, form_handle, form_lost, TRUE},
        .fields = g_array_new(FALSE, FALSE, sizeof(FormField)),
        .target = {selected->entity, selected->key,
                   ledger_row_number(row, task ? FIELD_TASK_revision : FIELD_PROBLEM_revision)}};
    form.title = g_strdup_printf("%s %s", _(ledger_entity_label(selected->entity)),
                                 ledger_row_get(row, task ? FIELD_TASK_id : FIELD_PROBLEM_id));
    form.draft = g_strdup(ledger_row_get(row, task ? FIELD_TASK_uuid : FIELD_PROBLEM_uuid));
    g_array_set_clear_func(form.fields, form_field_clear);
    form_add_fields(&form, app, row);
    app_run_modal(app, &form.modal);
    g_array_unref(form.fields);
    g_free(form.title);
    g_free(form.draft);
    g_free(form.error);
}
