/* Rows of another ledger: a sheet of another unit joins, task by task under its own UUIDs. */
#include <stdio.h>
#include <string.h>

#include "merge_private.h"
#include "zhenggai/export.h"

/* Below this a problem of the same number is another problem. */
#define PROBLEM_AGREES 0.5

enum { NUMBERS = 3 };

struct MergeJoin {
    const SheetRow *row;
    char *uuid;
    int year;
    int numbers[NUMBERS]; /* problem, measure, step (0: none) */
};

void
merge_join_free(gpointer data)
{
    MergeJoin *join = data;
    g_free(join->uuid);
    g_free(join);
}

static const char *
cell_of(const Merge *merge, const SheetRow *row, LedgerField field)
{
    const char *cell = sheet_cell(merge->sheet, row, field);
    return cell == NULL ? "" : cell;
}

/* ── Which rows ───────────────────────────────────────────────────────────────────────────── */

/* ZG2024-03-01-02: the year and two or three numbers. */
static gboolean
parse_code(const char *code, MergeJoin *join)
{
    int end = 0;
    if (g_ascii_strncasecmp(code, "ZG", 2) != 0)
        return FALSE;
    int count = sscanf(code + 2, "%4d-%5d-%5d%n-%5d%n", &join->year, &join->numbers[0],
                       &join->numbers[1], &end, &join->numbers[2], &end);
    return count >= 3 && strlen(code + 2) == (gsize)end && join->numbers[0] >= 0 &&
           join->numbers[1] > 0 && join->numbers[2] >= 0 && join->year >= 1949;
}

/* A row that another ledger made says whose it is, which one it is and what is to be done. */
gboolean
merge_join_add(Merge *merge, const SheetRow *row)
{
    g_autofree char *uuid = merge_identity_uuid(merge->sheet, row);
    g_autofree char *code = merge_identity_code(merge->sheet, row);
    MergeJoin join = {.row = row};
    if (uuid == NULL || !parse_code(code, &join) || *cell_of(merge, row, FIELD_TASK_unit) == '\0' ||
        *cell_of(merge, row, FIELD_TASK_text) == '\0')
        return FALSE;
    join.uuid = g_steal_pointer(&uuid);
    g_ptr_array_add(merge->joins, g_memdup2(&join, sizeof join));
    return TRUE;
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
ensure_unit(LedgerChange *change, const char *name, gint64 *unit, GError **error)
{
    static const char government[] = "人民政府";
    g_autofree char *whole = g_strdup(export_cell_unguard(name));
    g_autofree char *brief = g_strdup(whole);
    if (g_str_has_suffix(brief, government) && strlen(brief) > strlen(government))
        brief[strlen(brief) - strlen(government)] = '\0';
    return ledger_unit_ensure(change, whole, brief, unit, error);
}

static gboolean
add_causes(const Merge *merge, LedgerChange *change, const MergeJoin *join, gint64 problem,
           GError **error)
{
    g_auto(GStrv) lines =
        g_strsplit(export_cell_unguard(cell_of(merge, join->row, FIELD_TASK_cause)), "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        gint64 key;
        if (*g_strstrip(lines[i]) != '\0' &&
            !ledger_cause_add(change, problem, lines[i], &key, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
add_problem(const Merge *merge, LedgerChange *change, const MergeJoin *join, gint64 unit,
            gint64 *problem, GError **error)
{
    const char *source = cell_of(merge, join->row, FIELD_TASK_source);
    LedgerDigits owner = ledger_digits(unit), year = ledger_digits(join->year),
                 no = ledger_digits(join->numbers[0]);
    const LedgerAssignment row[] = {
        {FIELD_PROBLEM_unit_id, owner.text},
        {FIELD_PROBLEM_year, year.text},
        {FIELD_PROBLEM_no, no.text},
        {FIELD_PROBLEM_text, export_cell_unguard(cell_of(merge, join->row, FIELD_TASK_problem))},
        {FIELD_PROBLEM_source, *source == '\0' ? NULL : export_cell_unguard(source)}};
    return ledger_change_insert(change, ENTITY_PROBLEM, row, G_N_ELEMENTS(row), problem, error) &&
           add_causes(merge, change, join, *problem, error);
}

/* The key of what stands at an address of the unit and year, 0 if nothing does. */
static gboolean
find_at(LedgerChange *change, const MergeJoin *join, gint64 unit, int count, gint64 *key,
        GError **error)
{
    const LedgerScope scope = {join->year, unit};
    g_autofree char *address =
        count == 1 ? g_strdup_printf("%d", join->numbers[0])
        : count == 2
            ? g_strdup_printf("%d.%d", join->numbers[0], join->numbers[1])
            : g_strdup_printf("%d.%d.%d", join->numbers[0], join->numbers[1], join->numbers[2]);
    g_autoptr(GError) failure = NULL;
    LedgerEntity entity;
    *key = 0;
    if (ledger_address_find(ledger_change_ledger(change), scope, address, &entity, key, &failure) ||
        g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* The row's problem: the unit's of that number, if it says about the same; or a new one. 0 where
 * the number is another problem's, which is told. */
static gboolean
ensure_problem(Merge *merge, LedgerChange *change, const MergeJoin *join, gint64 unit,
               gint64 *problem, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_PROBLEM_text, FIELD_NONE);
    if (!find_at(change, join, unit, 1, problem, error))
        return FALSE;
    if (*problem == 0)
        return add_problem(merge, change, join, unit, problem, error);
    g_autoptr(LedgerRow) row =
        ledger_row_load(ledger_change_ledger(change), ENTITY_PROBLEM, *problem, &fields, error);
    const char *text = cell_of(merge, join->row, FIELD_TASK_problem);
    if (row == NULL)
        return FALSE;
    if (*text == '\0' || join->numbers[0] == 0 ||
        text_similarity(text, ledger_row_get(row, FIELD_PROBLEM_text)) >= PROBLEM_AGREES)
        return TRUE;
    g_autofree char *message =
        g_strdup_printf(_("problem %d of %d is another one in the ledger; the row was left out"),
                        join->numbers[0], join->year);
    merge_refuse(merge, join->row->line, message);
    *problem = 0;
    return TRUE;
}

/* Every field that the sheet has for it. What is not understood is told and stays empty. */
static GArray *
task_values(Merge *merge, const MergeJoin *join, GPtrArray *texts)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const char *cell = sheet_cell(merge->sheet, join->row, field);
        char *value = NULL;
        g_autoptr(GError) failure = NULL;
        if (cell == NULL || (!merge_takes(field) && field != FIELD_TASK_closure))
            continue;
        if (!sheet_value_parse(merge->sheet, field, cell, &value, &failure))
            merge_refuse(merge, join->row->line, failure->message);
        if (value == NULL)
            continue;
        g_ptr_array_add(texts, value);
        LedgerAssignment assignment = {field, value};
        g_array_append_val(values, assignment);
    }
    return values;
}

static gboolean
add_task(Merge *merge, LedgerChange *change, const MergeJoin *join, gint64 problem, gint64 *task,
         GError **error)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) values = task_values(merge, join, texts);
    LedgerDigits parent = ledger_digits(problem), measure = ledger_digits(join->numbers[1]),
                 step = ledger_digits(join->numbers[2]);
    const LedgerAssignment place[] = {{FIELD_TASK_uuid, join->uuid},
                                      {FIELD_TASK_problem_id, parent.text},
                                      {FIELD_TASK_measure_no, measure.text},
                                      {FIELD_TASK_step_no, step.text}};
    g_array_append_vals(values, place, G_N_ELEMENTS(place));
    for (guint i = 0; i < values->len; i++) {
        LedgerAssignment due = g_array_index(values, LedgerAssignment, i);
        if (due.field != FIELD_TASK_due)
            continue;
        due.field = FIELD_TASK_first_due;
        g_array_append_val(values, due);
        break;
    }
    return ledger_change_insert(change, ENTITY_TASK, (LedgerAssignment *)(gpointer)values->data,
                                values->len, task, error);
}

/* The row's place is taken by another task, or its measure is nowhere: told. */
static gboolean
has_place(Merge *merge, LedgerChange *change, const MergeJoin *join, gint64 unit, gboolean *place,
          GError **error)
{
    gint64 there = 0, measure = 0;
    if (!find_at(change, join, unit, join->numbers[2] > 0 ? 3 : 2, &there, error) ||
        !find_at(change, join, unit, 2, &measure, error))
        return FALSE;
    *place = there == 0 && (join->numbers[2] == 0 || measure != 0);
    if (there != 0)
        merge_refuse(merge, join->row->line,
                     _("its place is taken by another task of the ledger; the row was left out"));
    else if (!*place)
        merge_refuse(merge, join->row->line,
                     _("its measure is neither in the sheet nor in the ledger; the row was left "
                       "out"));
    return TRUE;
}

static gboolean
apply_one(Merge *merge, LedgerChange *change, const MergeJoin *join, GError **error)
{
    gint64 unit = 0, problem = 0, task = 0;
    gboolean place = FALSE;
    if (!ensure_unit(change, cell_of(merge, join->row, FIELD_TASK_unit), &unit, error) ||
        !ensure_problem(merge, change, join, unit, &problem, error))
        return FALSE;
    if (problem == 0)
        return TRUE;
    if (!has_place(merge, change, join, unit, &place, error))
        return FALSE;
    if (!place)
        return TRUE;
    if (!add_task(merge, change, join, problem, &task, error) ||
        !merge_join_notes(merge, change, join->row, task, error))
        return FALSE;
    merge->counts.joined++;
    g_array_append_val(merge->joined, task);
    return TRUE;
}

/* A measure comes before its steps, whatever the order of the sheet. */
static gint
compare_joins(gconstpointer a, gconstpointer b)
{
    const MergeJoin *first = *(MergeJoin *const *)a, *second = *(MergeJoin *const *)b;
    for (guint i = 0; i < NUMBERS; i++)
        if (first->numbers[i] != second->numbers[i])
            return first->numbers[i] - second->numbers[i];
    return 0;
}

gboolean
merge_apply_joins(Merge *merge, LedgerChange *change, GError **error)
{
    g_ptr_array_sort(merge->joins, compare_joins);
    for (guint i = 0; i < merge->joins->len; i++) {
        const MergeJoin *join = merge->joins->pdata[i];
        if (!apply_one(merge, change, join, error)) {
            g_prefix_error(error, "%s:%u: ", merge->sheet->name, join->row->line);
            return FALSE;
        }
    }
    return TRUE;
}

/* One line for each unit and year that comes along. */
void
merge_tell_joins(Merge *merge)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < merge->joins->len; i++) {
        const MergeJoin *join = merge->joins->pdata[i];
        char *name =
            g_strdup_printf("%s %d", cell_of(merge, join->row, FIELD_TASK_unit), join->year);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));
        g_hash_table_replace(counts, name, GUINT_TO_POINTER(count + 1));
    }
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)strcmp);
    for (GList *name = names; name != NULL; name = name->next) {
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name->data));
        merge_remark(merge, 0, FALSE,
                     text_translate_plural("%s: %u task of another ledger joins",
                                           "%s: %u tasks of another ledger join", count),
                     (const char *)name->data, count);
    }
}
