/* A returned sheet beside the ledger: what differs, and who changed it. */
#include "merge_private.h"

#include <string.h>
#include "zhenggai/watch.h"

/* ── Life ─────────────────────────────────────────────────────────────────────────────────── */

static void
row_free(gpointer data)
{
    MergeRow *row = data;
    ledger_row_free(row->ours);
    g_free(row);
}

static void
cell_free(gpointer data)
{
    MergeCell *cell = data;
    g_free(cell->address);
    g_free(cell->base);
    g_free(cell->ours);
    g_free(cell->theirs);
    g_free(cell);
}

static void
remark_free(gpointer data)
{
    SheetRemark *remark = data;
    g_free(remark->message);
    g_free(remark);
}

void
merge_free(Merge *merge)
{
    if (merge == NULL)
        return;
    g_hash_table_destroy(merge->by_key);
    g_ptr_array_unref(merge->rows);
    g_ptr_array_unref(merge->bases);
    g_ptr_array_unref(merge->cells);
    g_array_unref(merge->held);
    g_ptr_array_unref(merge->notes);
    g_ptr_array_unref(merge->joins);
    g_array_unref(merge->joined);
    g_ptr_array_unref(merge->remarks);
    merge_sibling_free(merge);
    g_free(merge->name);
    g_free(merge);
}

void
merge_remark(Merge *merge, guint line, gboolean warning, const char *format, ...)
{
    va_list arguments;
    SheetRemark *remark = g_new0(SheetRemark, 1);
    va_start(arguments, format);
    *remark = (SheetRemark){line, warning, g_strdup_vprintf(format, arguments)};
    va_end(arguments);
    g_ptr_array_add(merge->remarks, remark);
}

void
merge_refuse(Merge *merge, guint line, const char *message)
{
    merge->counts.refused++;
    merge_remark(merge, line, TRUE, "%s", message);
}

void
merge_leave(Merge *merge, MergeCell *cell, const char *why)
{
    merge_refuse(merge, cell->line, why);
    merge->counts.taken -= cell->conflict ? 0 : 1;
    cell->choice = MERGE_OURS;
}

void
merge_hold(Merge *merge, gint64 task, LedgerField field, const char *base)
{
    MergeHeld held = {task, field, base};
    g_array_append_val(merge->held, held);
}

/* ── Fields ───────────────────────────────────────────────────────────────────────────────── */

gboolean
merge_takes(LedgerField field)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    return info->editor == EDITOR_CLERK && info->origin == ORIGIN_STORED;
}

LedgerFields
merge_fields(void)
{
    LedgerFields fields = ledger_fields_of(
        FIELD_TASK_code, FIELD_TASK_id, FIELD_TASK_problem_id, FIELD_TASK_unit, FIELD_TASK_year,
        FIELD_TASK_source, FIELD_TASK_problem, FIELD_TASK_cause, FIELD_TASK_revision,
        FIELD_TASK_note_lines, FIELD_TASK_closure, FIELD_TASK_kind_of, FIELD_NONE);
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++)
        fields.wanted[field] |= merge_takes(field);
    return fields;
}

static gboolean
is_required(LedgerField field)
{
    return field == FIELD_TASK_text || field == FIELD_TASK_progress || field == FIELD_TASK_percent;
}

/* Nothing was said yet: an empty field, or what a new task begins with. */
static gboolean
is_unsaid(LedgerField field, const char *value)
{
    return value == NULL || (field == FIELD_TASK_progress && strcmp(value, "planned") == 0) ||
           (field == FIELD_TASK_percent && strcmp(value, "0") == 0);
}

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

static void
tell_unknown(Merge *merge, const SheetRow *row)
{
    const char *text = sheet_cell(merge->sheet, row, FIELD_TASK_text);
    const char *code = sheet_cell(merge->sheet, row, FIELD_TASK_code);
    g_autofree char *shown = text_cut(text == NULL ? "" : text, 40);
    merge->counts.unknown++;
    merge_remark(merge, row->line, TRUE,
                 _("the ledger has no such task, the row was left out: %s %s"),
                 code == NULL ? "" : code, shown);
}

static gboolean
add_row(Merge *merge, const SheetRow *sheet_row, gint64 task, GError **error)
{
    LedgerFields fields = merge_fields();
    MergeRow *row = g_new0(MergeRow, 1);
    g_ptr_array_add(merge->rows, row);
    row->row = sheet_row;
    row->task = task;
    row->ours = ledger_row_load(merge->ledger, ENTITY_TASK, task, &fields, error);
    if (row->ours == NULL)
        return FALSE;
    row->group = ledger_row_number(row->ours, FIELD_TASK_problem_id);
    if (!g_hash_table_contains(merge->by_key, &row->task))
        g_hash_table_insert(merge->by_key, &row->task, row);
    return TRUE;
}

static gboolean
find_rows(Merge *merge, GError **error)
{
    g_autoptr(MergeIdentity) identity = merge_identity_new(merge->ledger, merge->sheet);
    watch_begin(_("looking for the tasks of the sheet"), merge->sheet->rows->len);
    for (guint i = 0; i < merge->sheet->rows->len; i++) {
        const SheetRow *row = merge->sheet->rows->pdata[i];
        gint64 task = 0;
        if (!watch_step(i, error) || !merge_identity_find(identity, row, &task, error))
            return FALSE;
        merge->counts.rows++;
        if (task == 0 && !merge_join_add(merge, row))
            tell_unknown(merge, row);
        else if (task != 0 && !add_row(merge, row, task, error))
            return FALSE;
    }
    merge->counts.known = merge->rows->len;
    return TRUE;
}

/* ── Cells ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
goes_on(const Merge *merge, guint index)
{
    const MergeRow *row = merge->rows->pdata[index];
    return index > 0 && row->row->continued &&
           ((MergeRow *)merge->rows->pdata[index - 1])->group == row->group;
}

static gboolean
was_sent_as(const MergeRow *row, LedgerField field, const char *value)
{
    gboolean based;
    return g_strcmp0(merge_base_value(row, field, &based), value) == 0 && based;
}

/* A blank below a merged cell: the row goes on with the problem above, whose first row was sent
 * with the same value and has one, and so it is in every row below that was sent with it. One that
 * is blank among others was emptied. */
static gboolean
is_merged_blank(const Merge *merge, guint index, LedgerField field, const char *base)
{
    guint top = index, end = index + 1;
    while (goes_on(merge, top))
        top--;
    while (end < merge->rows->len && goes_on(merge, end))
        end++;
    const MergeRow *first = merge->rows->pdata[top];
    const char *above = sheet_cell(merge->sheet, first->row, field);
    if (top == index || base == NULL || above == NULL || *above == '\0' ||
        !was_sent_as(first, field, base))
        return FALSE;
    for (guint i = top + 1; i < end; i++) {
        const MergeRow *row = merge->rows->pdata[i];
        const char *cell = sheet_cell(merge->sheet, row->row, field);
        if (cell != NULL && *cell != '\0' && was_sent_as(row, field, base))
            return FALSE;
    }
    return TRUE;
}

/* What the sheet says in place of what was sent; FALSE where it says the same, or nothing that can
 * be taken, which is told. */
static gboolean
read_cell(Merge *merge, guint index, LedgerField field, const char *base, char **theirs)
{
    const MergeRow *row = merge->rows->pdata[index];
    const char *cell = sheet_cell(merge->sheet, row->row, field);
    g_autoptr(GError) failure = NULL;
    if (cell == NULL || sheet_cell_says(merge->sheet, field, cell, base))
        return FALSE;
    if (*cell == '\0' && is_merged_blank(merge, index, field, base)) {
        merge_remark(merge, row->row->line, FALSE,
                     _("%s is blank below a merged cell; it was left as it is"),
                     _(ledger_field_info(field)->label));
        return FALSE;
    }
    if (sheet_value_parse(merge->sheet, field, cell, theirs, &failure) &&
        (*theirs != NULL || !is_required(field)))
        return TRUE;
    if (failure == NULL && base == NULL)
        return FALSE;
    g_autofree char *empty = g_strdup_printf(_("%s cannot be empty; it was left as it is"),
                                             _(ledger_field_info(field)->label));
    merge_refuse(merge, row->row->line, failure != NULL ? failure->message : empty);
    return FALSE;
}

void
merge_add_cell(Merge *merge, const MergeRow *row, LedgerField field, gboolean based,
               const char *base, const char *ours, const char *theirs, gboolean conflict)
{
    MergeCell *cell = g_new0(MergeCell, 1);
    *cell = (MergeCell){.line = row->row->line,
                        .task = row->task,
                        .address = g_strdup(ledger_row_get(row->ours, FIELD_TASK_code)),
                        .field = field,
                        .based = based,
                        .base = g_strdup(base),
                        .ours = g_strdup(ours),
                        .theirs = g_strdup(theirs),
                        .conflict = conflict,
                        .choice = conflict ? MERGE_OPEN : MERGE_THEIRS};
    g_ptr_array_add(merge->cells, cell);
}

static void
compare_cell(Merge *merge, guint index, LedgerField field)
{
    const MergeRow *row = merge->rows->pdata[index];
    const char *ours = ledger_row_get(row->ours, field);
    gboolean based;
    const char *base = merge_base_value(row, field, &based);
    g_autofree char *theirs = NULL;
    if (!read_cell(merge, index, field, based ? base : ours, &theirs)) {
        if (based && g_strcmp0(base, ours) != 0)
            merge_hold(merge, row->task, field, base);
        return;
    }
    if (g_strcmp0(theirs, ours) == 0)
        return;
    if (based)
        merge_add_cell(merge, row, field, TRUE, base, ours, theirs, g_strcmp0(base, ours) != 0);
    else if (!is_unsaid(field, theirs))
        merge_add_cell(merge, row, field, FALSE, NULL, ours, theirs, !is_unsaid(field, ours));
}

/* ── A task that stands in several rows ───────────────────────────────────────────────────── */

/* The cell that an earlier row of the same task has for the field. */
static MergeCell *
find_cell(const Merge *merge, gint64 task, LedgerField field, guint before)
{
    for (guint i = 0; i < before; i++) {
        MergeCell *cell = merge->cells->pdata[i];
        if (cell->task == task && cell->field == field)
            return cell;
    }
    return NULL;
}

/* What two rows of one task say differently is nobody's word: neither is taken. */
static void
settle_twins(Merge *merge, guint first_cell)
{
    for (guint i = merge->cells->len; i-- > first_cell;) {
        MergeCell *cell = merge->cells->pdata[i];
        MergeCell *other = find_cell(merge, cell->task, cell->field, first_cell);
        if (other == NULL)
            continue;
        if (g_strcmp0(other->theirs, cell->theirs) != 0) {
            merge->counts.refused++;
            merge_remark(merge, cell->line, TRUE,
                         _("%s of %s is “%s” here and “%s” in line %u; neither was taken"),
                         _(ledger_field_info(cell->field)->label), cell->address,
                         cell->theirs == NULL ? "" : cell->theirs,
                         other->theirs == NULL ? "" : other->theirs, other->line);
            other->conflict = TRUE;
            other->choice = MERGE_OURS;
        }
        g_ptr_array_remove_index(merge->cells, i);
    }
}

static gboolean
compare_rows(Merge *merge, GError **error)
{
    LedgerField first_field, end;
    ledger_entity_fields(ENTITY_TASK, &first_field, &end);
    watch_begin(_("comparing the sheet with the ledger"), merge->rows->len);
    for (guint i = 0; i < merge->rows->len; i++) {
        const MergeRow *row = merge->rows->pdata[i];
        if (!watch_step(i, error))
            return FALSE;
        const MergeRow *first = g_hash_table_lookup(merge->by_key, &row->task);
        guint before = merge->cells->len;
        for (LedgerField field = first_field; field < end; field++)
            if (merge_takes(field))
                compare_cell(merge, i, field);
        merge_compare_closure(merge, row);
        merge_compare_notes(merge, row);
        if (first == row)
            continue;
        merge_remark(merge, row->row->line, FALSE, _("%s stands in line %u already"),
                     ledger_row_get(row->ours, FIELD_TASK_code), first->row->line);
        settle_twins(merge, before);
    }
    return TRUE;
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

void
merge_count_cells(Merge *merge)
{
    for (guint i = 0; i < merge->cells->len; i++) {
        const MergeCell *cell = merge->cells->pdata[i];
        if (cell->conflict)
            merge->counts.conflicts++;
        else
            merge->counts.taken++;
    }
}

static void
take_sheet_remarks(Merge *merge)
{
    for (guint i = 0; i < merge->sheet->remarks->len; i++) {
        const SheetRemark *remark = merge->sheet->remarks->pdata[i];
        merge_remark(merge, remark->line, FALSE, "%s", remark->message);
    }
}

static gint
compare_remarks(gconstpointer a, gconstpointer b)
{
    const SheetRemark *first = *(SheetRemark *const *)a, *second = *(SheetRemark *const *)b;
    return (first->line > second->line) - (first->line < second->line);
}

/* A query that has not ended keeps the file's lock for reading: everything is read as it is at one
 * moment, and the many small readings of a large sheet do not each take it anew. */
static LedgerRows *
hold_reading(Ledger *ledger, GError **error)
{
    LedgerRows *rows = ledger_rows_of(ledger, ENTITY_UNIT, 0, error);
    g_autoptr(GError) failure = NULL;
    if (rows == NULL || ledger_rows_next(rows, &failure) != NULL || failure == NULL)
        return rows;
    g_propagate_error(error, g_steal_pointer(&failure));
    ledger_rows_free(rows);
    return NULL;
}

Merge *
merge_blank(Ledger *ledger, const char *name)
{
    Merge *merge = g_new0(Merge, 1);
    merge->ledger = ledger;
    merge->name = g_strdup(name);
    merge->rows = g_ptr_array_new_with_free_func(row_free);
    merge->by_key = g_hash_table_new(g_int64_hash, g_int64_equal);
    merge->bases = g_ptr_array_new_with_free_func(merge_base_free);
    merge->cells = g_ptr_array_new_with_free_func(cell_free);
    merge->held = g_array_new(FALSE, FALSE, sizeof(MergeHeld));
    merge->notes = g_ptr_array_new_with_free_func(merge_note_free);
    merge->joins = g_ptr_array_new_with_free_func(merge_join_free);
    merge->joined = g_array_new(FALSE, FALSE, sizeof(gint64));
    merge->remarks = g_ptr_array_new_with_free_func(remark_free);
    return merge;
}

Merge *
merge_new(Ledger *ledger, const Sheet *sheet, GError **error)
{
    g_autoptr(Merge) merge = merge_blank(ledger, sheet->name);
    merge->sheet = sheet;
    take_sheet_remarks(merge);
    g_autoptr(LedgerRows) reading = hold_reading(ledger, error);
    if (reading == NULL || !find_rows(merge, error) || !merge_find_bases(merge, error))
        return NULL;
    if (merge->bases->len == 0 && merge->rows->len > 0)
        merge_remark(merge, 0, FALSE,
                     _("the ledger knows of no sheet that was sent with these tasks; only what it "
                       "has no value for is taken"));
    if (!compare_rows(merge, error))
        return NULL;
    merge_tell_kept(merge);
    merge_tell_absent(merge);
    merge_tell_joins(merge);
    merge_count_cells(merge);
    g_ptr_array_sort(merge->remarks, compare_remarks);
    return g_steal_pointer(&merge);
}
