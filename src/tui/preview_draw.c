#include "frame.h"
#include "preview_private.h"
#include "zhenggai/text.h"

#include <string.h>

/* From this width the report stands beside the items, else a few of its lines below them. */
enum { PREVIEW_SIDE_BY_SIDE = 100, PREVIEW_REPORT_ROWS = 6, PREVIEW_KEYS = 19 };

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
void
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

const char *
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

typedef struct {
    char *text;
    Style style;
    int indent;
} PreviewNote;

static void
preview_note_clear(gpointer data)
{
    g_free(((PreviewNote *)data)->text);
}

static void
preview_add_note(GArray *notes, const IntakeDiagnostic *diagnostic, int columns)
{
    g_autofree char *line =
        diagnostic->line == 0
            ? g_strdup(diagnostic->message)
            : g_strdup_printf(_("line %u: %s"), diagnostic->line, diagnostic->message);
    g_autofree char *visible = text_visible_line(line);
    g_auto(GStrv) parts = text_wrap(visible, MAX(columns - 4, 2));
    for (int i = 0; parts[i] != NULL; i++) {
        PreviewNote note = {g_strdup(parts[i]),
                            diagnostic->level == INTAKE_WARNING ? STYLE_DUE_SOON : STYLE_DIM,
                            i == 0 ? 1 : 3};
        g_array_append_val(notes, note);
    }
}

/* What to look at: warnings and notes with their lines, wrapped. PreviewNote. */
static GArray *
preview_notes(const Preview *preview, int columns)
{
    GArray *notes = g_array_new(FALSE, FALSE, sizeof(PreviewNote));
    const GPtrArray *diagnostics = preview->draft->diagnostics;
    g_array_set_clear_func(notes, preview_note_clear);
    for (guint i = 0; i < diagnostics->len; i++)
        preview_add_note(notes, diagnostics->pdata[i], columns);
    if (notes->len == 0) {
        PreviewNote note = {g_strdup(_("nothing that needs a second look")), STYLE_DIM, 1};
        g_array_append_val(notes, note);
    }
    return notes;
}

/* As many as there is room for; the last row says how many are not. */
static void
preview_draw_notes(const GArray *notes, Canvas *canvas, CanvasArea area)
{
    int room = area.rows - 1, left = (int)notes->len - room;
    canvas_rule_across(canvas, area, STYLE_BORDER);
    for (int i = 0; i < room && i < (int)notes->len; i++) {
        const PreviewNote *note = &g_array_index(notes, PreviewNote, i);
        if (left > 0 && i == room - 1) {
            g_autofree char *more =
                g_strdup_printf(text_translate_plural("… and %d more line", "… and %d more lines",
                                                      (gulong)left + 1),
                                left + 1);
            canvas_text(canvas, area, i + 1, 1, STYLE_DIM, more);
        } else {
            canvas_text(canvas, area, i + 1, note->indent, note->style, note->text);
        }
    }
}

static const char *const *
preview_keys(const char **keys)
{
    const char *const pairs[] = {
        "Enter", _("store"), "e", _("words"), "s", _("split"), "m",   _("merge"), "x", _("drop"),
        "l",     _("link"),  "c", _("sort"),  "u", _("undo"),  "Esc", _("leave"), NULL};
    memcpy(keys, pairs, sizeof pairs);
    return keys;
}

static void
preview_draw_keys(const Preview *preview, App *app)
{
    const char *keys[PREVIEW_KEYS];
    CanvasArea whole = canvas_whole(app->canvas);
    frame_draw_keys(app, preview_keys(keys));
    int row = whole.rows - 1 - frame_keys_rows(app, keys);
    if (preview->message != NULL)
        canvas_text(app->canvas, whole, row, 1, STYLE_MESSAGE, preview->message);
}

void
preview_draw(Modal *modal, App *app)
{
    Preview *preview = (Preview *)modal;
    CanvasArea whole = canvas_whole(app->canvas);
    if (whole.rows < APP_LEAST_ROWS || whole.columns < APP_LEAST_COLUMNS)
        return;
    canvas_clear(app->canvas);
    preview_draw_title(preview, app, whole);
    const char *keys[PREVIEW_KEYS];
    int below = frame_keys_rows(app, preview_keys(keys)) + 1;
    CanvasArea body = canvas_area_part(whole, 1, 0, whole.rows - 1 - below, whole.columns);
    gboolean beside = whole.columns >= PREVIEW_SIDE_BY_SIDE;
    int half = whole.columns / 2, report_rows = MIN(PREVIEW_REPORT_ROWS, body.rows / 3);
    CanvasArea right =
        beside ? canvas_area_part(body, 0, half + 1, body.rows, body.columns - half - 1)
               : canvas_area_part(body, 0, 0, body.rows - report_rows - 1, body.columns);
    CanvasArea report =
        beside ? canvas_area_part(body, 0, 0, body.rows, half)
               : canvas_area_part(body, body.rows - report_rows, 0, report_rows, body.columns);
    g_autoptr(GArray) all = preview_notes(preview, right.columns);
    int notes =
        MIN((int)all->len + 1, MAX(MAX(right.rows / 3, 2), right.rows - (int)preview->items->len));
    preview_draw_items(preview, app->canvas,
                       canvas_area_part(right, 0, 0, right.rows - notes, right.columns));
    preview_draw_notes(all, app->canvas,
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
