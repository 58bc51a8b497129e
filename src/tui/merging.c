#include "merging.h"

#include "frame.h"
#include "zhenggai/merge.h"
#include "zhenggai/text.h"

#include <string.h>

enum { MERGING_DETAIL = 5, MERGING_MARK = 3, MERGING_ID = 17 };

typedef struct {
    Modal modal;
    Merge *merge;
    int selected, top, rows;
    gboolean accepted;
} Merging;

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

static const MergeCell *
merging_cell(const Merging *merging, int index)
{
    const GPtrArray *cells = merge_cells(merging->merge);
    return index >= 0 && index < (int)cells->len ? cells->pdata[index] : NULL;
}

static char *
merging_value(LedgerField field, const char *stored)
{
    g_autofree char *shown = ledger_value_display(field, stored);
    return shown == NULL ? g_strdup(_("(empty)")) : text_visible_line(shown);
}

/* Another copy of the ledger stands in the place of the sheet. */
static gboolean
merging_is_sheet(const Merging *merging)
{
    return merge_sibling(merging->merge) == NULL;
}

static const char *
merging_theirs(const Merging *merging)
{
    return merging_is_sheet(merging) ? _("the sheet's") : _("theirs");
}

static const char *
merging_ours(const Merging *merging)
{
    return merging_is_sheet(merging) ? _("the ledger's") : _("ours");
}

static const char *
merging_choice(const Merging *merging, const MergeCell *cell)
{
    const char *const words[] = {[MERGE_OPEN] = _("undecided"),
                                 [MERGE_THEIRS] = merging_theirs(merging),
                                 [MERGE_OURS] = merging_ours(merging)};
    return words[cell->choice];
}

static Style
merging_style(const MergeCell *cell)
{
    return cell->conflict && cell->choice == MERGE_OPEN ? STYLE_OVERDUE
           : cell->conflict                             ? STYLE_DUE_SOON
                                                        : STYLE_NORMAL;
}

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* "1.1  责任人  the sheet's   赵六 → 李四". */
static void
merging_draw_cell(const Merging *merging, Canvas *canvas, CanvasArea area, int row, int index)
{
    const MergeCell *cell = merging_cell(merging, index);
    gboolean selected = index == merging->selected;
    g_autofree char *ours = merging_value(cell->field, cell->ours);
    g_autofree char *theirs = merging_value(cell->field, cell->theirs);
    g_autofree char *values = g_strdup_printf("%s → %s", ours, theirs);
    Style style = merging_style(cell);
    int column = list_draw_cell(canvas, area, row, MERGING_MARK, MERGING_ID, style, cell->address);
    column = list_draw_cell(canvas, area, row, column, 14, style,
                            _(ledger_field_info(cell->field)->label));
    column = list_draw_cell(canvas, area, row, column, 14, style, merging_choice(merging, cell));
    list_draw_text(canvas, area, row, column, style, values);
    if (!selected)
        return;
    canvas_text(canvas, area, row, 1, STYLE_NORMAL, ">");
    canvas_restyle(canvas, canvas_area_part(area, row, 0, 1, MERGING_MARK + MERGING_ID - 1),
                   STYLE_SELECTED);
}

static void
merging_draw_value(Canvas *canvas, CanvasArea area, int row, const char *label, LedgerField field,
                   const char *stored, gboolean taken)
{
    g_autofree char *value = merging_value(field, stored);
    list_draw_cell(canvas, area, row, MERGING_MARK, 12, STYLE_LABEL, label);
    list_draw_text(canvas, area, row, MERGING_MARK + 12, taken ? STYLE_KEY : STYLE_NORMAL, value);
}

/* The three values of the selected cell. */
static void
merging_draw_detail(const Merging *merging, Canvas *canvas, CanvasArea area)
{
    const MergeCell *cell = merging_cell(merging, merging->selected);
    canvas_rule_across(canvas, area, STYLE_BORDER);
    if (cell == NULL)
        return;
    gboolean sheet = merging_is_sheet(merging);
    if (cell->based)
        merging_draw_value(canvas, area, 1, sheet ? _("sent") : _("before"), cell->field,
                           cell->base, FALSE);
    else
        list_draw_text(canvas, area, 1, MERGING_MARK, STYLE_DIM,
                       _("what was sent is not known: nothing is taken without a decision"));
    merging_draw_value(canvas, area, 2, sheet ? _("ledger") : _("here"), cell->field, cell->ours,
                       cell->choice != MERGE_THEIRS);
    merging_draw_value(canvas, area, 3, sheet ? _("sheet") : _("there"), cell->field, cell->theirs,
                       cell->choice == MERGE_THEIRS);
}

static char *
merging_title(const Merge *merge)
{
    const MergeCounts *counts = merge_counts(merge);
    if (merge_sibling(merge) == NULL)
        return g_strdup_printf(
            _("Returned sheet %s: rows %u, changed %u, conflicts %u, left out %u"),
            merge_name(merge), counts->rows, counts->taken, counts->conflicts,
            counts->unknown + counts->refused);
    g_autofree char *added = merge_describe_added(merge);
    return g_strdup_printf(_("Ledger %s: changed %u, conflicts %u, undone %u, added: %s"),
                           merge_name(merge), counts->taken, counts->conflicts, counts->absent,
                           *added == '\0' ? _("nothing") : added);
}

static void
merging_draw_title(const Merging *merging, App *app, CanvasArea area)
{
    g_autofree char *title = merging_title(merging->merge);
    g_autofree char *visible = text_visible_line(title);
    list_draw_text(app->canvas, area, 0, 1, STYLE_TITLE, visible);
}

/* What was left out, and how the sheet was understood: as many as there is room for. */
static void
merging_draw_remarks(const Merging *merging, Canvas *canvas, CanvasArea area)
{
    const GPtrArray *remarks = merge_remarks(merging->merge);
    for (guint i = 0; i < remarks->len && (int)i < area.rows; i++) {
        const SheetRemark *remark = remarks->pdata[i];
        g_autofree char *line =
            remark->line == 0 ? g_strdup(remark->message)
                              : g_strdup_printf(_("line %u: %s"), remark->line, remark->message);
        list_draw_text(canvas, area, (int)i, MERGING_MARK,
                       remark->warning ? STYLE_DUE_SOON : STYLE_DIM, line);
    }
}

static void
merging_draw(Modal *modal, App *app)
{
    Merging *merging = (Merging *)modal;
    CanvasArea whole = canvas_whole(app->canvas);
    gboolean sheet = merging_is_sheet(merging);
    const char *const keys[] = {"Enter", _("store"),
                                "t",     merging_theirs(merging),
                                "o",     merging_ours(merging),
                                "T",     sheet ? _("all the sheet's") : _("all of theirs"),
                                "O",     sheet ? _("all the ledger's") : _("all of ours"),
                                "Esc",   _("leave"),
                                NULL};
    if (whole.rows < APP_LEAST_ROWS || whole.columns < APP_LEAST_COLUMNS)
        return;
    canvas_clear(app->canvas);
    merging_draw_title(merging, app, whole);
    int below = frame_keys_rows(app, keys) + MERGING_DETAIL;
    CanvasArea list = canvas_area_part(whole, 2, 0, whole.rows - 2 - below, whole.columns);
    int cells = (int)merge_cells(merging->merge)->len;
    merging->rows = list.rows;
    merging->top =
        CLAMP(merging->top, MAX(merging->selected - list.rows + 1, 0), merging->selected);
    for (int i = 0; i < list.rows && merging->top + i < cells; i++)
        merging_draw_cell(merging, app->canvas, list, i, merging->top + i);
    merging_draw_remarks(merging, app->canvas,
                         canvas_area_part(list, cells + 1, 0, list.rows, list.columns));
    merging_draw_detail(
        merging, app->canvas,
        canvas_area_part(whole, whole.rows - below, 0, MERGING_DETAIL, whole.columns));
    frame_draw_keys(app, keys);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
merging_move(Merging *merging, InputKey key)
{
    int last = MAX((int)merge_cells(merging->merge)->len - 1, 0), page = MAX(merging->rows - 1, 1);
    int by = key == INPUT_UP || key == 'k'     ? -1
             : key == INPUT_DOWN || key == 'j' ? 1
             : key == INPUT_PAGE_UP            ? -page
             : key == INPUT_PAGE_DOWN          ? page
             : key == INPUT_HOME || key == 'g' ? -last
             : key == INPUT_END || key == 'G'  ? last
                                               : 0;
    merging->selected = CLAMP(merging->selected + by, 0, last);
    return by != 0;
}

static void
merging_decide(Merging *merging, InputKey key)
{
    MergeChoice choice = key == 't' || key == 'T' ? MERGE_THEIRS : MERGE_OURS;
    if (key == 'T' || key == 'O')
        merge_decide_all(merging->merge, choice);
    if ((key != 't' && key != 'o') || merging_cell(merging, merging->selected) == NULL)
        return;
    merge_decide(merging->merge, (guint)merging->selected, choice);
    merging_move(merging, INPUT_DOWN);
}

static gboolean
merging_handle(Modal *modal, App *app, const InputEvent *event)
{
    Merging *merging = (Merging *)modal;
    InputKey key = event->kind == INPUT_KEY ? input_halfwidth(event->key) : INPUT_NONE;
    merging->accepted = key == INPUT_ENTER;
    if (merging->accepted || key == INPUT_ESC || key == 'q')
        return TRUE;
    if (!merging_move(merging, key))
        merging_decide(merging, key);
    return FALSE;
}

/* ── All of it ────────────────────────────────────────────────────────────────────────────── */

static void
merging_apply(App *app, Merge *merge)
{
    GError *error = NULL;
    guint changes = 0, open = merge_open(merge);
    if (!merge_apply(merge, FALSE, &changes, &error)) {
        app_fail(app, error);
        return;
    }
    app_scope_keep(app);
    if (merge_sibling(merge) != NULL)
        app_tell(app, _("%u changes taken over, %u undecided stay as they were — u takes it back"),
                 changes, open);
    else if (open > 0)
        app_tell(
            app,
            _("%u values taken from the sheet, %u undecided stay as they were — u takes it back"),
            changes, open);
    else
        app_tell(app, _("%u values taken from the sheet — u takes it back"), changes);
}

static void
merging_show(App *app, Merge *merge)
{
    Merging merging = {.modal = {merging_draw, merging_handle, .box = TRUE}, .merge = merge};
    app_run_modal(app, &merging.modal);
    if (merging.accepted)
        merging_apply(app, merge);
}

void
merging_run(App *app, const char *path)
{
    GError *error = NULL;
    gboolean ledger = merge_is_ledger(path);
    g_autoptr(Sheet) sheet = ledger ? NULL : sheet_read(path, NULL, &error);
    g_autoptr(Merge) merge = ledger          ? merge_new_of_ledger(app->ledger, path, &error)
                             : sheet == NULL ? NULL
                                             : merge_new(app->ledger, sheet, &error);
    if (merge == NULL)
        app_fail(app, error);
    else
        merging_show(app, merge);
}
