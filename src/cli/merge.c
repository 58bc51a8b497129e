#include <stdio.h>

#include "progress.h"
#include "zhenggai/merge.h"
#include "zhenggai/text.h"

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static json_t *
merge_text_json(const char *text)
{
    g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid(text, -1);
    return valid == NULL ? json_null() : json_string_nocheck(valid);
}

static json_t *
merge_cell_json(const MergeCell *cell)
{
    static const char *const choices[] = {
        [MERGE_OPEN] = "open", [MERGE_THEIRS] = "theirs", [MERGE_OURS] = "ours"};
    return json_pack("{s:i, s:o, s:s, s:b, s:b, s:s, s:o, s:o, s:o}", "line", (int)cell->line, "id",
                     merge_text_json(cell->address), "field", ledger_field_info(cell->field)->name,
                     "conflict", cell->conflict, "based", cell->based, "choice",
                     choices[cell->choice], "base", merge_text_json(cell->base), "ours",
                     merge_text_json(cell->ours), "theirs", merge_text_json(cell->theirs));
}

static json_t *
merge_added_json(const Merge *merge)
{
    json_t *rows = json_array();
    for (guint i = 0; merge_added(merge) != NULL && i < merge_added(merge)->len; i++) {
        const MergeAdded *added = merge_added(merge)->pdata[i];
        json_array_append_new(
            rows, json_pack("{s:s, s:o, s:o}", "kind", ledger_entity_name(added->entity), "id",
                            merge_text_json(added->address), "text", merge_text_json(added->text)));
    }
    return rows;
}

/* `sha256` of the sheet; NULL: another copy of the ledger. */
static json_t *
merge_json(const char *sha256, const Merge *merge, guint changes)
{
    const MergeCounts *counts = merge_counts(merge);
    json_t *cells = json_array(), *remarks = json_array();
    for (guint i = 0; i < merge_cells(merge)->len; i++)
        json_array_append_new(cells, merge_cell_json(merge_cells(merge)->pdata[i]));
    for (guint i = 0; i < merge_remarks(merge)->len; i++) {
        const SheetRemark *remark = merge_remarks(merge)->pdata[i];
        json_array_append_new(remarks, json_pack("{s:i, s:s, s:o}", "line", (int)remark->line,
                                                 "level", remark->warning ? "warning" : "note",
                                                 "message", merge_text_json(remark->message)));
    }
    json_t *object = json_pack(
        "{s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:o, s:o}", "file",
        merge_text_json(merge_name(merge)), "sha256", merge_text_json(sha256), "rows",
        (int)counts->rows, "unknown", (int)counts->unknown, "absent", (int)counts->absent, "joined",
        (int)counts->joined, "taken", (int)counts->taken, "conflicts", (int)counts->conflicts,
        "open", (int)merge_open(merge), "notes", (int)counts->notes, "refused",
        (int)counts->refused, "changes", (int)changes, "cells", cells, "remarks", remarks);
    if (merge_sibling(merge) != NULL)
        json_object_set_new(object, "added", merge_added_json(merge));
    return object;
}

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

static char *
merge_value(LedgerField field, const char *stored)
{
    g_autofree char *shown = ledger_value_display(field, stored);
    g_autofree char *visible = text_visible_line(shown == NULL ? "" : shown);
    return *visible == '\0' ? g_strdup(_("(empty)")) : g_steal_pointer(&visible);
}

/* A conflict's three values, which a sheet and another copy of the ledger call by other names. */
static void
merge_print_conflict(const MergeCell *cell, const char *base, const char *ours, const char *theirs)
{
    gboolean sheet = cell->line > 0;
    const char *stays = cell->choice == MERGE_OURS ? _("  ← stays") : "";
    const char *taken = cell->choice == MERGE_THEIRS ? _("  ← taken") : "";
    const char *before = cell->based ? base : _("(not known)");
    printf(sheet ? _("    sent   : %s\n") : _("    before : %s\n"), before);
    printf(sheet ? _("    ledger : %s%s\n") : _("    here   : %s%s\n"), ours, stays);
    printf(sheet ? _("    sheet  : %s%s\n") : _("    there  : %s%s\n"), theirs, taken);
}

static void
merge_print_cell(const MergeCell *cell)
{
    const char *label = _(ledger_field_info(cell->field)->label);
    g_autofree char *base = merge_value(cell->field, cell->base);
    g_autofree char *ours = merge_value(cell->field, cell->ours);
    g_autofree char *theirs = merge_value(cell->field, cell->theirs);
    if (cell->line > 0)
        printf(_("line %u  "), cell->line);
    if (!cell->conflict) {
        printf(_("%s  %s: %s → %s\n"), cell->address, label, ours, theirs);
        return;
    }
    printf(_("%s  %s: CONFLICT\n"), cell->address, label);
    merge_print_conflict(cell, base, ours, theirs);
}

static void
merge_print_added(const Merge *merge)
{
    for (guint i = 0; merge_added(merge) != NULL && i < merge_added(merge)->len; i++) {
        const MergeAdded *added = merge_added(merge)->pdata[i];
        g_autofree char *line = text_visible_line(added->text == NULL ? "" : added->text);
        g_autofree char *brief = text_cut(line, 60);
        printf(_("+ %s%s%s: %s\n"), added->address == NULL ? "" : added->address,
               added->address == NULL ? "" : "  ", _(ledger_entity_label(added->entity)), brief);
    }
}

static void
merge_print_remarks(const Merge *merge, const char *name)
{
    const GPtrArray *remarks = merge_remarks(merge);
    for (guint i = 0; i < remarks->len; i++) {
        const SheetRemark *remark = remarks->pdata[i];
        g_autofree char *visible = text_visible_line(remark->message);
        if (remark->line > 0)
            printf("%s:%u: %s\n", name, remark->line, visible);
        else
            printf("%s: %s\n", name, visible);
    }
}

static void
merge_print_base(const Merge *merge)
{
    const LedgerDispatch *base = merge_base(merge);
    const LedgerSibling *sibling = merge_sibling(merge);
    const char *name = merge_name(merge);
    if (sibling != NULL)
        printf(_("%s: compared with what both had on %s\n"), name, ledger_sibling_since(sibling));
    else if (base != NULL && base->received)
        printf(_("%s: compared with what came on %.10s\n"), name, base->at);
    else if (base != NULL && base->party != NULL)
        printf(_("%s: compared with what was sent on %.10s to %s\n"), name, base->at, base->party);
    else if (base != NULL)
        printf(_("%s: compared with what was sent on %.10s\n"), name, base->at);
}

static void
merge_print(const Merge *merge)
{
    merge_print_base(merge);
    for (guint i = 0; i < merge_cells(merge)->len; i++)
        merge_print_cell(merge_cells(merge)->pdata[i]);
    merge_print_added(merge);
    merge_print_remarks(merge, merge_name(merge));
}

/* What became of another copy of the ledger. */
static void
merge_tell_sibling(CliRun *run, const Merge *merge)
{
    const MergeCounts *counts = merge_counts(merge);
    const LedgerSibling *sibling = merge_sibling(merge);
    guint entries = ledger_sibling_entries(sibling);
    g_autofree char *added = merge_describe_added(merge);
    if (entries > 0)
        cli_tell(run,
                 text_translate_plural("%s: %u entry of its journal since, of %s",
                                       "%s: %u entries of its journal since, of %s", entries),
                 merge_name(merge), entries, ledger_sibling_people(sibling));
    cli_tell(run, _("taken %u, conflicts %u, undone there %u, left out %u, added: %s"),
             counts->taken, counts->conflicts, counts->absent, counts->refused,
             *added == '\0' ? _("nothing") : added);
}

static void
merge_tell_sheet(CliRun *run, const Merge *merge)
{
    const MergeCounts *counts = merge_counts(merge);
    cli_tell(run, _("%s: rows %u, taken %u, conflicts %u, left out %u"), merge_name(merge),
             counts->rows, counts->taken, counts->conflicts, counts->unknown + counts->refused);
    if (counts->notes > 0)
        cli_tell(run,
                 text_translate_plural("%u progress note taken", "%u progress notes taken",
                                       counts->notes),
                 counts->notes);
    if (counts->joined > 0)
        cli_tell(run,
                 text_translate_plural("%u task of another ledger joined",
                                       "%u tasks of another ledger joined", counts->joined),
                 counts->joined);
}

static void
merge_tell(CliRun *run, const Merge *merge, guint changes)
{
    guint open = merge_open(merge);
    if (merge_sibling(merge) != NULL)
        merge_tell_sibling(run, merge);
    else
        merge_tell_sheet(run, merge);
    if (open > 0)
        cli_tell(run,
                 text_translate_plural(
                     "%u conflict is not decided, the ledger's value stays: --take theirs or "
                     "--take ours, or settle it by `zhenggai set`",
                     "%u conflicts are not decided, the ledger's values stay: --take theirs or "
                     "--take ours, or settle them by `zhenggai set`",
                     open),
                 open);
    if (changes == 0)
        cli_tell(run, "%s", _("nothing new: 0 changes"));
    else if (!run->options.dry_run)
        cli_tell(run, "%s", _("`zhenggai undo` takes the merge back"));
}

/* ── The verb ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
merge_choice(CliRun *run, MergeChoice *choice, GError **error)
{
    const char *take = run->options.take;
    *choice = take == NULL ? MERGE_OPEN : g_str_equal(take, "theirs") ? MERGE_THEIRS : MERGE_OURS;
    if (take == NULL || g_str_equal(take, "theirs") || g_str_equal(take, "ours"))
        return TRUE;
    cli_usage(run, error, _("--take %s: wanted is theirs or ours"), take);
    return FALSE;
}

/* Compared, decided as asked, written, told. */
static gboolean
merge_run(CliRun *run, Merge *merge, const char *sha256, MergeChoice choice, json_t *results,
          gboolean *attention, GError **error)
{
    guint changes = 0;
    if (choice != MERGE_OPEN)
        merge_decide_all(merge, choice);
    if (!merge_apply(merge, run->options.dry_run, &changes, error))
        return FALSE;
    cli_progress_clear(run);
    if (results != NULL)
        json_array_append_new(results, merge_json(sha256, merge, changes));
    else
        merge_print(merge);
    merge_tell(run, merge, changes);
    *attention |= merge_needs_attention(merge);
    return TRUE;
}

/* A sheet, or another copy of the ledger. */
static gboolean
merge_file(CliRun *run, const char *path, const ExchangeProfile *profile, MergeChoice choice,
           json_t *results, gboolean *attention, GError **error)
{
    gboolean ledger = !g_str_equal(path, "-") && merge_is_ledger(path);
    g_autoptr(Sheet) sheet = ledger ? NULL : sheet_read(path, profile, error);
    g_autoptr(Merge) merge = ledger          ? merge_new_of_ledger(run->ledger, path, error)
                             : sheet == NULL ? NULL
                                             : merge_new(run->ledger, sheet, error);
    return merge != NULL && merge_run(run, merge, sheet == NULL ? NULL : sheet->sha256, choice,
                                      results, attention, error);
}

/* One sheet is one object; several are an array of them. */
static void
merge_print_results(json_t *results)
{
    if (json_array_size(results) == 1)
        cli_print_json(json_incref(json_array_get(results, 0)));
    else
        cli_print_json(json_incref(results));
    json_decref(results);
}

int
cli_merge(CliRun *run, GError **error)
{
    guint format;
    MergeChoice choice;
    gboolean attention = FALSE, failed = FALSE;
    if (run->arguments[0] == NULL)
        return cli_usage(
            run, error, "%s",
            _("a returned sheet is wanted, or another copy of the ledger; - is standard input"));
    if (!cli_format(run, "text|json", &format, error) || !merge_choice(run, &choice, error))
        return CLI_WRONG_USE;
    g_autoptr(ExchangeProfile) profile =
        run->options.profile == NULL ? NULL : profile_load(run->options.profile, error);
    if (run->options.profile != NULL && profile == NULL)
        return CLI_FAILED;
    json_t *results = format == 1 ? json_array() : NULL;
    /* Each sheet is its own step; one that fails does not keep the others out. */
    for (guint i = 0; run->arguments[i] != NULL; i++) {
        g_autoptr(GError) failure = NULL;
        if (merge_file(run, run->arguments[i], profile, choice, results, &attention, &failure))
            continue;
        if (!failed)
            g_propagate_error(error, g_steal_pointer(&failure));
        else
            cli_fail(failure);
        failed = TRUE;
    }
    if (results != NULL)
        merge_print_results(results);
    return failed ? CLI_FAILED : attention ? CLI_ATTENTION : CLI_DONE;
}
