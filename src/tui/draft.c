#include "draft.h"

#include "frame.h"
#include "zhenggai/text.h"

typedef struct {
    Modal modal;
    Page *page;
    gboolean accepted;
} Preview;

static void
preview_add_item(Page *page, int indent, const char *label, const IntakeItem *item)
{
    g_autofree char *line = g_strdup_printf("%s %u  %s", label, item->n, item->text);
    page_add(page, STYLE_NORMAL, indent, line);
    if (item->due_text != NULL) {
        g_autofree char *due = g_strdup_printf(_("deadline: %s"), item->due_text);
        page_add(page, STYLE_DIM, indent + 2, due);
    }
}

static void
preview_add_lists(Page *page, const GPtrArray *causes, const GPtrArray *measures)
{
    for (guint i = 0; i < causes->len; i++)
        preview_add_item(page, 2, _("cause"), causes->pdata[i]);
    for (guint i = 0; i < measures->len; i++) {
        const IntakeItem *measure = measures->pdata[i];
        preview_add_item(page, 2, _("measure"), measure);
        for (guint j = 0; measure->parts != NULL && j < measure->parts->len; j++)
            preview_add_item(page, 4, _("step"), measure->parts->pdata[j]);
    }
}

static void
preview_add_problems(Page *page, const IntakeDraft *draft)
{
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = draft->problems->pdata[i];
        g_autofree char *head =
            g_strdup_printf("%s %u  %s", _("problem"), problem->n, problem->text);
        page_add_gap(page);
        page_add(page, STYLE_HEADING, 0, head);
        preview_add_lists(page, problem->causes, problem->measures);
    }
    if (draft->unpaired_causes->len + draft->unpaired_measures->len == 0)
        return;
    page_add_heading(page, _("Linked to no problem of the report"));
    preview_add_lists(page, draft->unpaired_causes, draft->unpaired_measures);
}

static void
preview_add_diagnostics(Page *page, const IntakeDraft *draft)
{
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = draft->diagnostics->pdata[i];
        g_autofree char *line =
            diagnostic->line == 0
                ? g_strdup(diagnostic->message)
                : g_strdup_printf(_("line %u: %s"), diagnostic->line, diagnostic->message);
        page_add(page, diagnostic->level == INTAKE_WARNING ? STYLE_DUE_SOON : STYLE_DIM, 0, line);
    }
}

static void
preview_fill(Page *page, const IntakeDraft *draft)
{
    g_autofree char *year = draft->year == 0 ? g_strdup("?") : g_strdup_printf("%d", draft->year);
    page_add_field(page, _("unit"), STYLE_NORMAL, draft->unit == NULL ? "?" : draft->unit);
    page_add_field(page, _("year"), STYLE_NORMAL, year);
    if (draft->title != NULL)
        page_add_field(page, _("title"), STYLE_NORMAL, draft->title);
    preview_add_diagnostics(page, draft);
    preview_add_problems(page, draft);
    if (draft->plans->len > 0)
        page_add_heading(page, _("Arrangements for the next year"));
    for (guint i = 0; i < draft->plans->len; i++)
        preview_add_item(page, 0, _("plan"), draft->plans->pdata[i]);
}

static void
preview_draw(Modal *modal, App *app)
{
    Preview *preview = (Preview *)modal;
    CanvasArea whole = canvas_whole(app->canvas);
    CanvasArea body = canvas_area_part(whole, 0, 0, whole.rows - 1, whole.columns);
    const char *const keys[] = {"Enter", _("take it in"), "Up Down", _("move"),
                                "Esc",   _("leave"),      NULL};
    canvas_fill(app->canvas, body, STYLE_NORMAL);
    canvas_text(app->canvas, body, 0, 1, STYLE_TITLE,
                _("What was found in the report — nothing is stored yet"));
    page_draw(preview->page, app->canvas,
              canvas_area_part(body, 2, 0, body.rows - 2, body.columns));
    frame_draw_keys(app, keys);
}

static gboolean
preview_handle(Modal *modal, App *app, const InputEvent *event)
{
    Preview *preview = (Preview *)modal;
    InputKey key = event->kind == INPUT_KEY ? input_halfwidth(event->key) : INPUT_NONE;
    preview->accepted = key == INPUT_ENTER;
    if (key == INPUT_UP || key == 'k' || key == INPUT_DOWN || key == 'j')
        page_scroll(preview->page, key == INPUT_UP || key == 'k' ? -1 : 1);
    if (key == INPUT_PAGE_UP || key == INPUT_PAGE_DOWN || key == ' ')
        page_scroll_pages(preview->page, key == INPUT_PAGE_UP ? -1 : 1);
    return preview->accepted || key == INPUT_ESC || key == 'q';
}

gboolean
draft_preview(App *app, const IntakeDraft *draft)
{
    Preview preview = {.modal = {preview_draw, preview_handle, TRUE}, .page = page_new()};
    preview_fill(preview.page, draft);
    app_run_modal(app, &preview.modal);
    page_free(preview.page);
    return preview.accepted;
}
