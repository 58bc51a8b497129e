#include "preview.h"

#include "choose.h"
#include "frame.h"
#include "prompt.h"
#include "zhenggai/revise.h"
#include "zhenggai/text.h"

#include <string.h>

/* From this width the report stands beside the items, else a few of its lines below them. */
enum { PREVIEW_SIDE_BY_SIDE = 100, PREVIEW_REPORT_ROWS = 6, PREVIEW_NOTES_ROWS = 3 };

typedef struct {
    Modal modal;
    IntakeDraft *draft;
    GPtrArray *former; /* IntakeDraft: what undo goes back to */
    GArray *items;     /* ReviseItem, as they are shown */
    Page *report;
    int selected, top, rows;
    char *message; /* of the last key, or NULL */
    gboolean accepted;
} Preview;

/* ── The report ───────────────────────────────────────────────────────────────────────────── */

static int
span_compare(gconstpointer a, gconstpointer b)
{
    gsize first = ((const PageSpan *)a)->start, second = ((const PageSpan *)b)->start;
    return (first > second) - (first < second);
}

static Style
preview_style(ReviseKind kind)
{
    static const Style styles[] = {[REVISE_PROBLEM] = STYLE_OVERDUE,
                                   [REVISE_CAUSE] = STYLE_DUE_SOON,
                                   [REVISE_MEASURE] = STYLE_ACTIVE,
                                   [REVISE_STEP] = STYLE_ACTIVE,
                                   [REVISE_PLAN] = STYLE_DONE};
    return styles[kind];
}

/* The report with every item in the style of its kind, the selected one marked. Where items share a
 * place the first one shows. */
static void
preview_fill_report(Preview *preview)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    const char *text = preview->draft->text;
    gsize shown = 0, kept = 0;
    for (guint i = 0; i < preview->items->len; i++) {
        const ReviseItem *item = &g_array_index(preview->items, ReviseItem, i);
        gsize start, end;
        revise_place(preview->draft, item, &start, &end);
        PageSpan span = {start, end,
                         (int)i == preview->selected ? STYLE_SELECTED : preview_style(item->kind)};
        g_array_append_val(spans, span);
    }
    g_array_sort(spans, span_compare);
    const char *at = text;
    gsize characters = 0;
    for (guint i = 0; i < spans->len; i++) {
        PageSpan *span = &g_array_index(spans, PageSpan, i);
        if (span->start < characters || span->end <= span->start)
            continue;
        const char *from = g_utf8_offset_to_pointer(at, (glong)(span->start - characters));
        const char *to = g_utf8_offset_to_pointer(from, (glong)(span->end - span->start));
        PageSpan bytes = {(gsize)(from - text), (gsize)(to - text), span->style};
        characters = span->end;
        at = to;
        if (span->style == STYLE_SELECTED)
            shown = kept;
        g_array_index(spans, PageSpan, kept++) = bytes;
    }
    page_clear(preview->report);
    page_add_spans(preview->report, text, (PageSpan *)(gpointer)spans->data, (guint)kept);
    page_show_span(preview->report, (guint)shown);
}

static void
preview_refresh(Preview *preview)
{
    g_array_unref(preview->items);
    preview->items = revise_items(preview->draft);
    preview->selected = CLAMP(preview->selected, 0, MAX((int)preview->items->len - 1, 0));
    preview_fill_report(preview);
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
preview_draw_title(const Preview *preview, App *app, CanvasArea area)
{
    const IntakeDraft *draft = preview->draft;
    g_autofree char *year = draft->year == 0 ? g_strdup("?") : g_strdup_printf("%d", draft->year);
    g_autofree char *whose =
        g_strdup_printf("%s %s", draft->unit == NULL ? "?" : draft->unit, year);
    g_autofree char *title =
        g_strdup_printf(_("What was found in the report — nothing is stored yet  %s"), whose);
    g_autofree char *cut = text_cut(title, area.columns - 2);
    canvas_text(app->canvas, area, 0, 1, STYLE_TITLE, cut);
}

static int
preview_indent(ReviseKind kind)
{
    return kind == REVISE_STEP ? 4 : kind == REVISE_CAUSE || kind == REVISE_MEASURE ? 2 : 0;
}

static const char *
preview_kind_label(ReviseKind kind)
{
    const char *const labels[] = {[REVISE_PROBLEM] = _("problem"),
                                  [REVISE_CAUSE] = _("cause"),
                                  [REVISE_MEASURE] = _("measure"),
                                  [REVISE_STEP] = _("step"),
                                  [REVISE_PLAN] = _("plan")};
    return labels[kind];
}

static void
preview_draw_item(const Preview *preview, Canvas *canvas, CanvasArea area, int row, int index)
{
    const ReviseItem *item = &g_array_index(preview->items, ReviseItem, index);
    gboolean selected = index == preview->selected;
    g_autofree char *address = revise_address(preview->draft, item);
    g_autofree char *line = g_strdup_printf("%s %s  %s", preview_kind_label(item->kind), address,
                                            revise_text(preview->draft, item));
    g_autofree char *visible = text_visible_line(line);
    int indent = 2 + preview_indent(item->kind);
    g_autofree char *cut = text_cut(visible, MAX(area.columns - indent - 1, 0));
    canvas_text(canvas, area, row, 0, STYLE_NORMAL, selected ? ">" : "");
    canvas_text(canvas, area, row, indent, preview_style(item->kind), cut);
    if (selected)
        canvas_restyle(canvas, canvas_area_part(area, row, 0, 1, area.columns), STYLE_SELECTED);
}

static void
preview_draw_items(Preview *preview, Canvas *canvas, CanvasArea area)
{
    preview->rows = area.rows;
    preview->top =
        CLAMP(preview->top, MAX(preview->selected - area.rows + 1, 0), preview->selected);
    for (int i = 0; i < area.rows && preview->top + i < (int)preview->items->len; i++)
        preview_draw_item(preview, canvas, area, i, preview->top + i);
}

/* What to look at: warnings and notes with their lines, as many as there is room for. */
static void
preview_draw_notes(const Preview *preview, Canvas *canvas, CanvasArea area)
{
    const GPtrArray *diagnostics = preview->draft->diagnostics;
    canvas_rule_across(canvas, area, STYLE_BORDER);
    if (diagnostics->len == 0)
        canvas_text(canvas, area, 1, 1, STYLE_DIM, _("nothing that needs a second look"));
    for (guint i = 0; i < diagnostics->len && (int)i + 1 < area.rows; i++) {
        const IntakeDiagnostic *diagnostic = diagnostics->pdata[i];
        g_autofree char *line =
            diagnostic->line == 0
                ? g_strdup(diagnostic->message)
                : g_strdup_printf(_("line %u: %s"), diagnostic->line, diagnostic->message);
        g_autofree char *visible = text_visible_line(line);
        g_autofree char *cut = text_cut(visible, area.columns - 2);
        canvas_text(canvas, area, (int)i + 1, 1,
                    diagnostic->level == INTAKE_WARNING ? STYLE_DUE_SOON : STYLE_DIM, cut);
    }
}

static void
preview_draw_keys(const Preview *preview, App *app)
{
    const char *const keys[] = {
        "Enter", _("store"), "e", _("words"), "s", _("split"), "m",   _("merge"), "x", _("drop"),
        "l",     _("link"),  "c", _("sort"),  "u", _("undo"),  "Esc", _("leave"), NULL};
    frame_draw_keys(app, keys);
    if (preview->message == NULL)
        return;
    CanvasArea whole = canvas_whole(app->canvas);
    CanvasArea line = canvas_area_part(whole, whole.rows - 2, 0, 1, whole.columns);
    canvas_fill(app->canvas, line, STYLE_NORMAL);
    canvas_text(app->canvas, line, 0, 1, STYLE_MESSAGE, preview->message);
}

static void
preview_draw(Modal *modal, App *app)
{
    Preview *preview = (Preview *)modal;
    CanvasArea whole = canvas_whole(app->canvas);
    if (whole.rows < APP_LEAST_ROWS || whole.columns < APP_LEAST_COLUMNS)
        return;
    canvas_clear(app->canvas);
    preview_draw_title(preview, app, whole);
    CanvasArea body = canvas_area_part(whole, 1, 0, whole.rows - 3, whole.columns);
    gboolean beside = whole.columns >= PREVIEW_SIDE_BY_SIDE;
    int half = whole.columns / 2, report_rows = MIN(PREVIEW_REPORT_ROWS, body.rows / 3);
    CanvasArea right =
        beside ? canvas_area_part(body, 0, half + 1, body.rows, body.columns - half - 1)
               : canvas_area_part(body, 0, 0, body.rows - report_rows - 1, body.columns);
    CanvasArea report =
        beside ? canvas_area_part(body, 0, 0, body.rows, half)
               : canvas_area_part(body, body.rows - report_rows, 0, report_rows, body.columns);
    int notes = MIN(PREVIEW_NOTES_ROWS, right.rows / 4);
    preview_draw_items(preview, app->canvas,
                       canvas_area_part(right, 0, 0, right.rows - notes, right.columns));
    preview_draw_notes(preview, app->canvas,
                       canvas_area_part(right, right.rows - notes, 0, notes, right.columns));
    CanvasArea rule = beside
                          ? (CanvasArea){body.row, body.column + half, body.rows, 1}
                          : canvas_area_part(body, body.rows - report_rows - 1, 0, 1, body.columns);
    if (beside)
        canvas_rule_down(app->canvas, rule, STYLE_BORDER);
    else
        canvas_rule_across(app->canvas, rule, STYLE_BORDER);
    page_draw(preview->report, app->canvas, report);
    preview_draw_keys(preview, app);
}

/* ── Changing ─────────────────────────────────────────────────────────────────────────────── */

static void
preview_say(Preview *preview, const char *message)
{
    g_free(preview->message);
    preview->message = g_strdup(message);
}

/* Keeps the draft as it is now for undo; preview_forget() takes that back where nothing came of it.
 */
static void
preview_keep(Preview *preview)
{
    g_ptr_array_add(preview->former, revise_copy(preview->draft));
}

static void
preview_forget(Preview *preview, const char *why)
{
    g_ptr_array_remove_index(preview->former, preview->former->len - 1);
    preview_say(preview, why);
}

static void
preview_undo(Preview *preview)
{
    if (preview->former->len == 0) {
        preview_say(preview, _("there is nothing to undo"));
        return;
    }
    intake_draft_free(preview->draft);
    preview->draft = g_ptr_array_steal_index(preview->former, preview->former->len - 1);
}

static void
preview_edit(Preview *preview, App *app, const ReviseItem *item)
{
    PromptSpec spec = {.label = _("words"),
                       .initial = revise_text(preview->draft, item),
                       .hint = _("what the ledger shall say; the place in the report stays"),
                       .external = TRUE};
    g_autofree char *text = prompt_ask(app, &spec);
    if (text == NULL)
        return;
    preview_keep(preview);
    if (!revise_set_text(preview->draft, item, text))
        preview_forget(preview, _("an item cannot be empty; x drops it"));
}

/* The places where a text can be parted: behind its punctuation. */
static GArray *
preview_seams(const char *text)
{
    GArray *seams = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gsize seam = (gsize)(g_utf8_next_char(at) - text);
        if (g_utf8_strchr("，。；：、,;", -1, g_utf8_get_char(at)) != NULL && text[seam] != '\0')
            g_array_append_val(seams, seam);
    }
    return seams;
}

static void
preview_split(Preview *preview, App *app, const ReviseItem *item)
{
    const char *text = revise_text(preview->draft, item);
    g_autoptr(GArray) seams = preview_seams(text);
    ChooseSpec spec = {.title = _("Where does the second part begin?"), .value = 0};
    int chosen;
    if (seams->len == 0) {
        preview_say(preview, _("there is no punctuation to split it at; e changes the words"));
        return;
    }
    spec.choices = choose_array_new();
    for (guint i = 0; i < seams->len; i++) {
        g_autofree char *line = text_visible_line(text + g_array_index(seams, gsize, i));
        choose_add(spec.choices, (int)i, NULL, line, NULL, NULL);
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_split(preview->draft, item, g_array_index(seams, gsize, (guint)chosen)))
        preview_forget(preview, _("it cannot be split there"));
}

static void
preview_join(Preview *preview, const ReviseItem *item)
{
    preview_keep(preview);
    if (!revise_join(preview->draft, item))
        preview_forget(preview, _("it is the last of its list: there is nothing to merge it with"));
}

static void
preview_link(Preview *preview, App *app, const ReviseItem *item)
{
    ChooseSpec spec = {.title = _("To which problem does it belong?"), .value = item->problem + 1};
    int chosen;
    if (item->kind != REVISE_CAUSE && item->kind != REVISE_MEASURE) {
        preview_say(preview, _("only causes and measures are linked to a problem"));
        return;
    }
    spec.choices = choose_array_new();
    for (guint i = 0; i < preview->draft->problems->len; i++) {
        const IntakeProblem *problem = preview->draft->problems->pdata[i];
        g_autofree char *line = g_strdup_printf("%u  %s", problem->n, problem->text);
        g_autofree char *visible = text_visible_line(line);
        choose_add(spec.choices, (int)problem->n, NULL, visible, NULL, NULL);
    }
    choose_add(spec.choices, 0, NULL, _("Linked to no problem of the report"), NULL, NULL);
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_link(preview->draft, item, (guint)chosen))
        preview_forget(preview, _("it cannot be linked there"));
}

static void
preview_change(Preview *preview, App *app, const ReviseItem *item)
{
    ChooseSpec spec = {
        .title = _("What is it?"), .choices = choose_array_new(), .value = (int)item->kind};
    int chosen;
    for (int kind = REVISE_PROBLEM; kind <= REVISE_PLAN; kind++) {
        const char key[] = {(char)('1' + kind), '\0'};
        choose_add(spec.choices, kind, key, preview_kind_label((ReviseKind)kind), NULL, NULL);
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_change(preview->draft, item, (ReviseKind)chosen))
        preview_forget(preview, _("a step needs a measure before it; nothing was changed"));
}

static void
preview_drop(Preview *preview, const ReviseItem *item)
{
    preview_keep(preview);
    revise_drop(preview->draft, item);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
preview_move(Preview *preview, InputKey key)
{
    int last = (int)preview->items->len - 1, page = MAX(preview->rows - 1, 1);
    switch (key) {
    case INPUT_UP:
    case 'k':
        preview->selected--;
        break;
    case INPUT_DOWN:
    case 'j':
        preview->selected++;
        break;
    case INPUT_PAGE_UP:
    case INPUT_PAGE_DOWN:
        preview->selected += key == INPUT_PAGE_UP ? -page : page;
        break;
    case INPUT_HOME:
    case 'g':
        preview->selected = 0;
        break;
    case INPUT_END:
    case 'G':
        preview->selected = last;
        break;
    default:
        return FALSE;
    }
    preview->selected = CLAMP(preview->selected, 0, MAX(last, 0));
    return TRUE;
}

static void
preview_act(Preview *preview, App *app, InputKey key)
{
    if (key == 'u') {
        preview_undo(preview);
        return;
    }
    if (preview->items->len == 0)
        return;
    const ReviseItem item = g_array_index(preview->items, ReviseItem, preview->selected);
    switch (key) {
    case 'e':
        preview_edit(preview, app, &item);
        break;
    case 's':
        preview_split(preview, app, &item);
        break;
    case 'm':
        preview_join(preview, &item);
        break;
    case 'x':
    case INPUT_DELETE:
        preview_drop(preview, &item);
        break;
    case 'l':
        preview_link(preview, app, &item);
        break;
    case 'c':
        preview_change(preview, app, &item);
        break;
    default:
        break;
    }
}

/* What was changed by hand is not left by one key. */
static gboolean
preview_may_leave(const Preview *preview, App *app)
{
    return preview->former->len == 0 ||
           prompt_confirm(app, _("Leave the report and everything that was set right here?"), 'y');
}

static gboolean
preview_handle(Modal *modal, App *app, const InputEvent *event)
{
    Preview *preview = (Preview *)modal;
    InputKey key = event->kind == INPUT_KEY ? input_halfwidth(event->key) : INPUT_NONE;
    g_clear_pointer(&preview->message, g_free);
    if (key == INPUT_ESC || key == 'q')
        return preview_may_leave(preview, app);
    if (key == INPUT_ENTER) {
        preview->accepted = preview->draft->problems->len > 0;
        if (!preview->accepted)
            preview_say(preview, _("without a problem there is nothing to take in"));
        return preview->accepted;
    }
    if (!preview_move(preview, key))
        preview_act(preview, app, key);
    preview_refresh(preview);
    return FALSE;
}

gboolean
preview_run(App *app, IntakeDraft **draft)
{
    Preview preview = {.modal = {preview_draw, preview_handle, TRUE},
                       .draft = *draft,
                       .former = g_ptr_array_new_with_free_func((GDestroyNotify)intake_draft_free),
                       .items = revise_items(*draft),
                       .report = page_new()};
    preview_fill_report(&preview);
    app_run_modal(app, &preview.modal);
    *draft = preview.draft;
    g_ptr_array_unref(preview.former);
    g_array_unref(preview.items);
    page_free(preview.report);
    g_free(preview.message);
    return preview.accepted;
}
