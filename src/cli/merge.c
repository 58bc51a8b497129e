#include <stdio.h>

#include "verb.h"
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
merge_json(const Sheet *sheet, const Merge *merge, guint changes)
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
    return json_pack(
        "{s:o, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:o, s:o}", "file",
        merge_text_json(sheet->name), "sha256", sheet->sha256, "rows", (int)counts->rows, "unknown",
        (int)counts->unknown, "absent", (int)counts->absent, "joined", (int)counts->joined, "taken",
        (int)counts->taken, "conflicts", (int)counts->conflicts, "open", (int)merge_open(merge),
        "notes", (int)counts->notes, "refused", (int)counts->refused, "changes", (int)changes,
        "cells", cells, "remarks", remarks);
}

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

static char *
merge_value(LedgerField field, const char *stored)
{
    g_autofree char *shown = ledger_value_display(field, stored);
    g_autofree char *visible = text_visible_line(shown == NULL ? "" : shown);
    return *visible == '\0' ? g_strdup(_("(empty)")) : g_steal_pointer(&visible);
}

static void
merge_print_cell(const MergeCell *cell)
{
    const char *label = _(ledger_field_info(cell->field)->label);
    g_autofree char *base = merge_value(cell->field, cell->base);
    g_autofree char *ours = merge_value(cell->field, cell->ours);
    g_autofree char *theirs = merge_value(cell->field, cell->theirs);
    if (!cell->conflict) {
        printf(_("line %u  %s  %s: %s → %s\n"), cell->line, cell->address, label, ours, theirs);
        return;
    }
    printf(_("line %u  %s  %s: CONFLICT\n"), cell->line, cell->address, label);
    printf(_("    sent   : %s\n"), cell->based ? base : _("(not known)"));
    printf(_("    ledger : %s%s\n"), ours, cell->choice == MERGE_OURS ? _("  ← stays") : "");
    printf(_("    sheet  : %s%s\n"), theirs, cell->choice == MERGE_THEIRS ? _("  ← taken") : "");
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
merge_print(const Sheet *sheet, const Merge *merge)
{
    const LedgerDispatch *base = merge_base(merge);
    if (base != NULL && base->received)
        printf(_("%s: compared with what came on %.10s\n"), sheet->name, base->at);
    else if (base != NULL && base->party != NULL)
        printf(_("%s: compared with what was sent on %.10s to %s\n"), sheet->name, base->at,
               base->party);
    else if (base != NULL)
        printf(_("%s: compared with what was sent on %.10s\n"), sheet->name, base->at);
    for (guint i = 0; i < merge_cells(merge)->len; i++)
        merge_print_cell(merge_cells(merge)->pdata[i]);
    merge_print_remarks(merge, sheet->name);
}

static void
merge_tell(CliRun *run, const Sheet *sheet, const Merge *merge, guint changes)
{
    const MergeCounts *counts = merge_counts(merge);
    guint open = merge_open(merge);
    cli_tell(run, _("%s: rows %u, taken %u, conflicts %u, left out %u"), sheet->name, counts->rows,
             counts->taken, counts->conflicts, counts->unknown + counts->refused);
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

/* One sheet: compared, decided as asked, written, told. */
static gboolean
merge_file(CliRun *run, const char *path, const ExchangeProfile *profile, MergeChoice choice,
           json_t *results, gboolean *attention, GError **error)
{
    guint changes = 0;
    g_autoptr(Sheet) sheet = sheet_read(path, profile, error);
    g_autoptr(Merge) merge = sheet == NULL ? NULL : merge_new(run->ledger, sheet, error);
    if (merge == NULL)
        return FALSE;
    if (choice != MERGE_OPEN)
        merge_decide_all(merge, choice);
    if (!merge_apply(merge, run->options.dry_run, &changes, error))
        return FALSE;
    if (results != NULL)
        json_array_append_new(results, merge_json(sheet, merge, changes));
    else
        merge_print(sheet, merge);
    merge_tell(run, sheet, merge, changes);
    *attention |= merge_needs_attention(merge);
    return TRUE;
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
        return cli_usage(run, error, "%s",
                         _("a returned sheet is wanted, or - for standard input"));
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
