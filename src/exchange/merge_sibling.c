/* Another copy of the ledger: its rows and fields as a merge. */
#include <stdio.h>
#include <string.h>

#include "merge_private.h"
#include "package_private.h"

static const char magic[] = "SQLite format 3";

gboolean
merge_is_ledger(const char *path)
{
    char first[sizeof magic] = {0};
    if (package_is_name(path))
        return TRUE;
    FILE *file = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "rbe") : NULL;
    gboolean read = file != NULL && fread(first, 1, sizeof first, file) == sizeof first;
    if (file != NULL)
        fclose(file);
    return read && memcmp(first, magic, sizeof magic) == 0;
}

/* ── Opening ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
open_package(Merge *merge, const char *path, GError **error)
{
    const char *place = ledger_path(merge->ledger);
    const LedgerWorld world = {.today = ledger_today(merge->ledger),
                               .operator= ledger_operator(merge->ledger)};
    g_auto(PackageInfo) info = {0};
    g_autofree char *aside = strcmp(place, ":memory:") == 0
                                 ? g_build_filename(g_get_tmp_dir(), "ledger.db", NULL)
                                 : g_strdup(place);
    merge->folder = package_folder_new(aside, error);
    if (merge->folder == NULL || !package_unpack(path, merge->folder, &world, &info, error))
        return FALSE;
    g_autofree char *inside = g_build_filename(merge->folder, "ledger.db", NULL);
    merge->sibling = ledger_sibling_open(merge->ledger, inside, error);
    return merge->sibling != NULL;
}

static void
take_remarks(Merge *merge)
{
    const GPtrArray *remarks = ledger_sibling_remarks(merge->sibling);
    for (; merge->told < remarks->len; merge->told++) {
        const LedgerSiblingRemark *remark = remarks->pdata[merge->told];
        merge->counts.refused += remark->warning;
        merge_remark(merge, 0, remark->warning, "%s", remark->words);
    }
}

static MergeChoice
choice_of(const LedgerSiblingCell *cell)
{
    static const MergeChoice choices[] = {
        [SIBLING_OPEN] = MERGE_OPEN, [SIBLING_TAKE] = MERGE_THEIRS, [SIBLING_LEAVE] = MERGE_OURS};
    return choices[cell->choice];
}

static void
add_cell(Merge *merge, LedgerSiblingRow *row, LedgerSiblingCell *cell)
{
    MergeCell *shown = g_new0(MergeCell, 1);
    MergeLink link = {row, cell};
    *shown = (MergeCell){.task = row->key,
                         .address = g_strdup(row->address),
                         .field = cell->field,
                         .based = cell->based,
                         .base = g_strdup(cell->base),
                         .ours = g_strdup(cell->ours),
                         .theirs = g_strdup(cell->theirs),
                         .conflict = cell->conflict,
                         .choice = choice_of(cell)};
    g_ptr_array_add(merge->cells, shown);
    g_array_append_val(merge->links, link);
}

static void
add_rows(Merge *merge)
{
    const GPtrArray *rows = ledger_sibling_rows(merge->sibling);
    for (guint i = 0; i < rows->len; i++) {
        LedgerSiblingRow *row = rows->pdata[i];
        merge->counts.rows++;
        merge->counts.known += row->kind == SIBLING_CHANGED;
        merge->counts.notes += row->kind == SIBLING_ADDED && row->entity == ENTITY_NOTE;
        merge->counts.absent += row->kind == SIBLING_REMOVED && !row->refused;
        for (guint c = 0; row->kind == SIBLING_CHANGED && c < row->cells->len; c++) {
            LedgerSiblingCell *cell = row->cells->pdata[c];
            if (cell->shown)
                add_cell(merge, row, cell);
        }
    }
}

Merge *
merge_new_of_ledger(Ledger *ledger, const char *path, GError **error)
{
    g_autofree char *name = g_filename_display_basename(path);
    g_autoptr(Merge) merge = merge_blank(ledger, name);
    merge->links = g_array_new(FALSE, FALSE, sizeof(MergeLink));
    if (package_is_name(path)
            ? !open_package(merge, path, error)
            : (merge->sibling = ledger_sibling_open(ledger, path, error)) == NULL) {
        g_prefix_error(error, _("%s: nothing was merged: "), path);
        return NULL;
    }
    add_rows(merge);
    take_remarks(merge);
    merge_count_cells(merge);
    return g_steal_pointer(&merge);
}

static void
added_free(gpointer data)
{
    MergeAdded *added = data;
    g_free(added->address);
    g_free(added->text);
    g_free(added);
}

void
merge_sibling_free(Merge *merge)
{
    ledger_sibling_free(merge->sibling);
    g_clear_pointer(&merge->links, g_array_unref);
    g_clear_pointer(&merge->added, g_ptr_array_unref);
    g_clear_pointer(&merge->folder, package_folder_remove);
}

/* ── Deciding ─────────────────────────────────────────────────────────────────────────────── */

void
merge_sibling_decide(Merge *merge, guint index, MergeChoice choice)
{
    static const LedgerSiblingChoice choices[] = {
        [MERGE_OPEN] = SIBLING_OPEN, [MERGE_THEIRS] = SIBLING_TAKE, [MERGE_OURS] = SIBLING_LEAVE};
    const MergeLink *link = &g_array_index(merge->links, MergeLink, index);
    ledger_sibling_decide(link->row, link->cell, choices[choice]);
    /* What belongs together is decided together: the cells of a row, which stand side by side. */
    while (index > 0 && g_array_index(merge->links, MergeLink, index - 1).row == link->row)
        index--;
    for (; index < merge->links->len; index++) {
        const MergeLink *other = &g_array_index(merge->links, MergeLink, index);
        if (other->row != link->row)
            break;
        ((MergeCell *)merge->cells->pdata[index])->choice = choice_of(other->cell);
    }
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

static void
set_unsettled(json_t *rows, const char *uuid, const char *field, const char *base)
{
    json_t *fields = json_object_get(rows, uuid);
    if (fields == NULL) {
        fields = json_object();
        json_object_set_new(rows, uuid, fields);
    }
    json_object_set_new(fields, field, base == NULL ? json_null() : json_string_nocheck(base));
}

/* What was not taken without anybody having decided so: its base stays, so that it is a conflict
 * again, or is tried again. */
static char *
unsettled_json(const Merge *merge)
{
    const GPtrArray *rows = ledger_sibling_rows(merge->sibling);
    json_t *unsettled = json_object();
    for (guint i = 0; i < rows->len; i++) {
        const LedgerSiblingRow *row = rows->pdata[i];
        if (row->kind == SIBLING_ADDED && row->refused)
            set_unsettled(unsettled, row->uuid, "", NULL);
        for (guint c = 0; row->kind == SIBLING_CHANGED && c < row->cells->len; c++) {
            const LedgerSiblingCell *cell = row->cells->pdata[c];
            if (cell->choice == SIBLING_OPEN)
                set_unsettled(unsettled, row->uuid, ledger_field_info(cell->field)->name,
                              cell->base);
        }
    }
    char *dumped = json_object_size(unsettled) == 0 ? NULL : json_dumps(unsettled, JSON_COMPACT);
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(unsettled);
    return text;
}

/* The words of a row that is added. */
static char *
words_of(const LedgerSiblingRow *row)
{
    static const char *const columns[] = {"text", "title", "decision", "reason", "name"};
    for (gsize n = 0; n < G_N_ELEMENTS(columns); n++)
        for (guint i = 0; i < row->cells->len; i++) {
            const LedgerSiblingCell *cell = row->cells->pdata[i];
            if (strcmp(ledger_field_info(cell->field)->name, columns[n]) == 0 &&
                cell->theirs != NULL)
                return ledger_value_display(cell->field, cell->theirs);
        }
    return NULL;
}

static void
list_added(Merge *merge)
{
    const GPtrArray *rows = ledger_sibling_rows(merge->sibling);
    g_clear_pointer(&merge->added, g_ptr_array_unref);
    merge->added = g_ptr_array_new_with_free_func(added_free);
    for (guint i = 0; i < rows->len; i++) {
        const LedgerSiblingRow *row = rows->pdata[i];
        MergeAdded added = {row->entity, NULL, NULL};
        if (row->kind != SIBLING_ADDED || row->refused || row->entity == ENTITY_DISPATCH)
            continue;
        added.address = g_strdup(row->address);
        added.text = words_of(row);
        g_ptr_array_add(merge->added, g_memdup2(&added, sizeof added));
    }
}

/* What could not be taken after all. */
static void
take_choices(Merge *merge)
{
    for (guint i = 0; i < merge->cells->len; i++)
        ((MergeCell *)merge->cells->pdata[i])->choice =
            choice_of(g_array_index(merge->links, MergeLink, i).cell);
}

/* A decision for our side is worth a record too: else it would be asked for again. */
static gboolean
has_decided(const Merge *merge)
{
    for (guint i = 0; i < merge->cells->len; i++)
        if (((MergeCell *)merge->cells->pdata[i])->choice == MERGE_OURS)
            return TRUE;
    return FALSE;
}

static gboolean
keep_record(const Merge *merge, LedgerChange *change, GError **error)
{
    g_autofree char *unsettled = unsettled_json(merge);
    return ledger_sibling_keep(merge->sibling, change, merge->name, unsettled, error);
}

gboolean
merge_sibling_apply(Merge *merge, gboolean dry, guint *changes, GError **error)
{
    guint entries = ledger_sibling_entries(merge->sibling);
    g_autofree char *reason = g_strdup_printf(
        text_translate_plural("%s: %u entry of %s", "%s: %u entries of %s", entries), merge->name,
        entries, ledger_sibling_people(merge->sibling));
    g_autoptr(LedgerChange) change =
        ledger_change_begin(merge->ledger, ACTION_MERGE, reason, error);
    if (change == NULL || !ledger_sibling_apply(merge->sibling, change, dry, error))
        return FALSE;
    guint count = ledger_change_count(change) + (has_decided(merge) ? 1 : 0);
    list_added(merge);
    if (count > 0 && !keep_record(merge, change, error))
        return FALSE;
    if (!ledger_change_commit(g_steal_pointer(&change), dry, error))
        return FALSE;
    take_choices(merge);
    take_remarks(merge);
    *changes = count;
    return TRUE;
}

/* ── Telling ──────────────────────────────────────────────────────────────────────────────── */

char *
merge_describe_added(const Merge *merge)
{
    const GPtrArray *rows = ledger_sibling_rows(merge->sibling);
    guint counts[ENTITY_COUNT] = {0};
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const LedgerSiblingRow *row = rows->pdata[i];
        counts[row->entity] += row->kind == SIBLING_ADDED && !row->refused;
    }
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
        if (counts[entity] > 0 && entity != ENTITY_DISPATCH)
            g_string_append_printf(words, "%s%s %u", words->len > 0 ? _(", ") : "",
                                   _(ledger_entity_label(entity)), counts[entity]);
    return g_string_free(g_steal_pointer(&words), FALSE);
}
