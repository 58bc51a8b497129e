/* carry and compare: what goes on in a later year, and what comes back from an earlier one. */
#include "zhenggai/carry.h"

#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

/* ── carry ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
carry_years(CliRun *run, LedgerScope *from, int *to, GError **error)
{
    guint64 year;
    if (!cli_scope(run, error))
        return FALSE;
    *from = run->scope;
    if (run->options.from != NULL) {
        if (!g_ascii_string_to_unsigned(run->options.from, 10, 1949, 9999, &year, NULL)) {
            cli_usage(run, error, _("--from %s: not a year"), run->options.from);
            return FALSE;
        }
        from->year = (int)year;
    }
    *to = from->year + 1;
    if (run->options.to == NULL)
        return TRUE;
    if (!g_ascii_string_to_unsigned(run->options.to, 10, 1949, 9999, &year, NULL)) {
        cli_usage(run, error, _("--to %s: not a year"), run->options.to);
        return FALSE;
    }
    *to = (int)year;
    return TRUE;
}

static gboolean
carry_measures(CliRun *run, LedgerScope from, GArray *keys, GError **error)
{
    run->scope = from;
    for (guint i = 0; run->arguments[i] != NULL; i++) {
        LedgerEntity entity;
        gint64 key;
        if (!cli_address(run, run->arguments[i], &entity, &key, error))
            return FALSE;
        if (entity != ENTITY_TASK) {
            cli_usage(run, error, _("%s is a %s; measures go on, e.g. 1.1"), run->arguments[i],
                      _(ledger_entity_label(entity)));
            return FALSE;
        }
        g_array_append_val(keys, key);
    }
    return TRUE;
}

int
cli_carry(CliRun *run, GError **error)
{
    LedgerScope from;
    int to;
    guint carried = 0;
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    if (!carry_years(run, &from, &to, error) || !carry_measures(run, from, keys, error))
        return CLI_FAILED;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, run->action, NULL, error);
    if (change == NULL ||
        !ledger_carry(change, from, to, (gint64 *)(gpointer)keys->data, keys->len, &carried,
                      error) ||
        !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    if (carried == 0)
        cli_tell(run, _("nothing of %d is left to be carried over"), from.year);
    else
        cli_tell(run,
                 run->options.dry_run
                     ? text_translate_plural("would carry %u measure of %d over into %d",
                                             "would carry %u measures of %d over into %d", carried)
                     : text_translate_plural(
                           "%u measure of %d goes on in %d — `zhenggai undo` takes it back",
                           "%u measures of %d go on in %d — `zhenggai undo` takes it back",
                           carried),
                 carried, from.year, to);
    return CLI_DONE;
}

/* ── compare ──────────────────────────────────────────────────────────────────────────────── */

/* What was done about a problem then: each measure with its state, and what came of it. */
static gboolean
compare_story(CliRun *run, gint64 problem, json_t *array, GError **error)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, ENTITY_TASK, problem, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        const char *closed = ledger_row_get(row, FIELD_TASK_closed_on);
        const char *result = ledger_row_get(row, FIELD_TASK_result);
        const char *progress = ledger_row_get(row, FIELD_TASK_progress);
        const char *closure = ledger_row_get(row, FIELD_TASK_closure);
        if (strcmp(ledger_row_get(row, FIELD_TASK_kind_of), "measure") != 0)
            continue;
        if (array != NULL) {
            json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s?}", "id",
                                                   ledger_row_get(row, FIELD_TASK_id), "text",
                                                   ledger_row_get(row, FIELD_TASK_text), "progress",
                                                   progress, "closure", closure, "closed_on",
                                                   closed, "result", result));
            continue;
        }
        g_autofree char *state = ledger_value_display(FIELD_TASK_progress, progress);
        g_autofree char *granted = ledger_value_display(FIELD_TASK_closure, closure);
        g_autofree char *line = g_strdup_printf(
            "      %s %s [%s, %s%s%s]%s%s", ledger_row_get(row, FIELD_TASK_id),
            ledger_row_get(row, FIELD_TASK_text), state, granted, closed == NULL ? "" : " ",
            closed == NULL ? "" : closed, result == NULL ? "" : " ", result == NULL ? "" : result);
        g_autofree char *visible = text_visible_line(line);
        printf("     %s\n", g_strstrip(visible));
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static void
compare_line(const char *indent, const LedgerRow *problem)
{
    g_autofree char *line = g_strdup_printf("%s/%s %s", ledger_row_get(problem, FIELD_PROBLEM_year),
                                            ledger_row_get(problem, FIELD_PROBLEM_id),
                                            ledger_row_get(problem, FIELD_PROBLEM_text));
    g_autofree char *visible = text_visible_line(line);
    printf("%s%s\n", indent, visible);
}

static gboolean
compare_print(CliRun *run, const LedgerRelapse *relapse, gboolean headed, GError **error)
{
    g_autoptr(LedgerRow) now =
        ledger_row_load(run->ledger, ENTITY_PROBLEM, relapse->now, NULL, error);
    g_autoptr(LedgerRow) before =
        now == NULL ? NULL
                    : ledger_row_load(run->ledger, ENTITY_PROBLEM, relapse->before, NULL, error);
    if (before == NULL)
        return FALSE;
    if (headed)
        compare_line("", now);
    g_autofree char *indent = g_strdup_printf("  %3.0f%%  ", 100 * relapse->likeness);
    compare_line(indent, before);
    return compare_story(run, relapse->before, NULL, error);
}

static gboolean
compare_json(CliRun *run, const LedgerRelapse *relapse, json_t *array, GError **error)
{
    g_autoptr(LedgerRow) now =
        ledger_row_load(run->ledger, ENTITY_PROBLEM, relapse->now, NULL, error);
    g_autoptr(LedgerRow) before =
        now == NULL ? NULL
                    : ledger_row_load(run->ledger, ENTITY_PROBLEM, relapse->before, NULL, error);
    if (before == NULL)
        return FALSE;
    json_t *story = json_array();
    json_array_append_new(array,
                          json_pack("{s:s, s:I, s:s, s:s, s:I, s:s, s:f, s:o}", "id",
                                    ledger_row_get(now, FIELD_PROBLEM_id), "year",
                                    (json_int_t)ledger_row_number(now, FIELD_PROBLEM_year), "text",
                                    ledger_row_get(now, FIELD_PROBLEM_text), "before_id",
                                    ledger_row_get(before, FIELD_PROBLEM_id), "before_year",
                                    (json_int_t)ledger_row_number(before, FIELD_PROBLEM_year),
                                    "before_text", ledger_row_get(before, FIELD_PROBLEM_text),
                                    "similarity", relapse->likeness, "measures", story));
    return compare_story(run, relapse->before, story, error);
}

int
cli_compare(CliRun *run, GError **error)
{
    guint format;
    gint64 last = 0;
    if (!cli_format(run, "text|json", &format, error) || !cli_scope(run, error))
        return CLI_FAILED;
    double least = run->options.similarity > 0 ? run->options.similarity / 100.0 : RELAPSE_LIKENESS;
    g_autoptr(GArray) relapses = ledger_relapses(run->ledger, run->scope, least, error);
    if (relapses == NULL)
        return CLI_FAILED;
    json_t *array = format == 1 ? json_array() : NULL;
    gboolean done = TRUE;
    for (guint i = 0; done && i < relapses->len; i++) {
        const LedgerRelapse *relapse = &g_array_index(relapses, LedgerRelapse, i);
        done = array != NULL ? compare_json(run, relapse, array, error)
                             : compare_print(run, relapse, relapse->now != last, error);
        last = relapse->now;
    }
    if (array != NULL)
        cli_print_json(array);
    else if (relapses->len == 0)
        cli_tell(run, _("no problem of %d reads like one of an earlier year"), run->scope.year);
    return done ? CLI_DONE : CLI_FAILED;
}
