/* attach and evidence: files that prove what was done. */
#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

static gboolean
attach_kind(CliRun *run, char **kind, GError **error)
{
    *kind = NULL;
    return run->options.kind == NULL ||
           ledger_value_parse(run->ledger, FIELD_EVIDENCE_kind, run->options.kind, kind, error);
}

int
cli_attach(CliRun *run, GError **error)
{
    LedgerEntity entity;
    gint64 task, key;
    g_autofree char *kind = NULL;
    const CliOptions *options = &run->options;
    if (g_strv_length(run->arguments) != 2)
        return cli_usage(run, error, "%s", _("an ID and a file are wanted"));
    const char *address = run->arguments[0], *path = run->arguments[1];
    if (!attach_kind(run, &kind, error) || !cli_address(run, address, &entity, &task, error))
        return CLI_FAILED;
    if (entity != ENTITY_TASK)
        return cli_usage(run, error, _("%s is a %s; evidence goes to measures and steps, e.g. 1.1"),
                         address, _(ledger_entity_label(entity)));
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, run->action, NULL, error);
    if (change == NULL ||
        !ledger_evidence_add(change, task, path, options->title, kind, options->dry_run, &key,
                             error) ||
        !ledger_change_commit(g_steal_pointer(&change), options->dry_run, error))
        return CLI_FAILED;
    if (options->dry_run)
        cli_tell(run, _("would attach %s to %s"), path, address);
    else
        cli_tell(run, _("%s is evidence of %s now — `zhenggai undo` takes it back"), path, address);
    return CLI_DONE;
}

/* ── evidence ─────────────────────────────────────────────────────────────────────────────── */

/* What is listed: the evidence of one task, of a problem's tasks, or of all. */
typedef struct {
    CliRun *run;
    json_t *array; /* or NULL: a table */
    guint listed, broken;
} EvidenceList;

static json_t *
evidence_json(const LedgerRow *row, const char *address, guint number, const char *state)
{
    return json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:s?, s:s, s:s, s:I, s:s?}", "id", address, "n", (int)number,
        "at", ledger_row_get(row, FIELD_EVIDENCE_at), "by", ledger_row_get(row, FIELD_EVIDENCE_by),
        "title", ledger_row_get(row, FIELD_EVIDENCE_title), "kind",
        ledger_row_get(row, FIELD_EVIDENCE_kind), "file", ledger_row_get(row, FIELD_EVIDENCE_file),
        "sha256", ledger_row_get(row, FIELD_EVIDENCE_sha256), "size",
        (json_int_t)ledger_row_number(row, FIELD_EVIDENCE_size), "state", state);
}

static void
evidence_line(const LedgerRow *row, const char *address, guint number, const char *state)
{
    g_autofree char *kind =
        ledger_value_display(FIELD_EVIDENCE_kind, ledger_row_get(row, FIELD_EVIDENCE_kind));
    g_autofree char *size = g_format_size((guint64)ledger_row_number(row, FIELD_EVIDENCE_size));
    g_autofree char *line = g_strdup_printf(
        "%-8s %2u  %.10s %s  %s%s%s%s (%s, %s, %.12s…)%s%s", address, number,
        ledger_row_get(row, FIELD_EVIDENCE_at), ledger_row_get(row, FIELD_EVIDENCE_by),
        kind == NULL ? "" : "[", kind == NULL ? "" : kind, kind == NULL ? "" : "] ",
        ledger_row_get(row, FIELD_EVIDENCE_title), ledger_row_get(row, FIELD_EVIDENCE_file), size,
        ledger_row_get(row, FIELD_EVIDENCE_sha256), state == NULL ? "" : "  ",
        state == NULL ? "" : state);
    g_autofree char *visible = text_visible_line(line);
    printf("%s\n", visible);
}

static gboolean
evidence_list_task(EvidenceList *list, gint64 task, const char *address, GError **error)
{
    static const char *const names[] = {"whole", "missing", "changed"};
    g_autoptr(LedgerRows) rows = ledger_rows_of(list->run->ledger, ENTITY_EVIDENCE, task, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    guint number = 0;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        LedgerEvidenceState state = EVIDENCE_WHOLE;
        gboolean verify = list->run->options.verify;
        if (verify)
            state = ledger_evidence_verify(list->run->ledger,
                                           ledger_row_get(row, FIELD_EVIDENCE_sha256));
        number++;
        list->listed++;
        list->broken += state != EVIDENCE_WHOLE;
        if (list->array != NULL)
            json_array_append_new(
                list->array, evidence_json(row, address, number, verify ? names[state] : NULL));
        else
            evidence_line(row, address, number, verify ? ledger_evidence_state_words(state) : NULL);
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* The tasks that have evidence, of the problem or, 0, of the whole scope. */
static gboolean
evidence_list_tasks(EvidenceList *list, gint64 problem, GError **error)
{
    CliRun *run = list->run;
    char *all[] = {NULL};
    LedgerFields fields =
        ledger_fields_of(FIELD_TASK_id, FIELD_TASK_year, FIELD_TASK_evidence, FIELD_NONE);
    g_autoptr(LedgerQuery) query = problem == 0 ? cli_query(run, all, error) : NULL;
    g_autoptr(LedgerRows) rows = problem != 0
                                     ? ledger_rows_of(run->ledger, ENTITY_TASK, problem, error)
                                 : query == NULL ? NULL
                                                 : ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        if (ledger_row_number(row, FIELD_TASK_evidence) == 0)
            continue;
        g_autofree char *address = g_strdup_printf("%s/%s", ledger_row_get(row, FIELD_TASK_year),
                                                   ledger_row_get(row, FIELD_TASK_id));
        if (!evidence_list_task(list, ledger_row_key(row), address, error))
            return FALSE;
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* The N-th piece of a task in the viewer; without N the first. */
static int
evidence_open(CliRun *run, gint64 task, GError **error)
{
    guint64 number = 1;
    const char *word = run->arguments[1];
    if (word != NULL && !g_ascii_string_to_unsigned(word, 10, 1, G_MAXUINT16, &number, NULL))
        return cli_usage(run, error, _("%s: not a number"), word);
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, ENTITY_EVIDENCE, task, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row = NULL;
    if (rows == NULL)
        return CLI_FAILED;
    for (guint64 i = 0; i < number && (row = ledger_rows_next(rows, &failure)) != NULL;)
        i++;
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return CLI_FAILED;
    }
    if (row == NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("%s has no evidence with the number %d"), run->arguments[0], (int)number);
        return CLI_FAILED;
    }
    g_autofree char *viewer = settings_get(run->settings, "viewer");
    return ledger_evidence_show(run->ledger, ledger_row_key(row), viewer, error) ? CLI_DONE
                                                                                 : CLI_FAILED;
}

static int
evidence_close(EvidenceList *list, gboolean done)
{
    CliRun *run = list->run;
    if (list->array != NULL)
        cli_print_json(list->array);
    if (!done)
        return CLI_FAILED;
    if (list->listed == 0)
        cli_tell(run, "%s", _("no evidence yet; `zhenggai attach ID FILE` adds some"));
    else if (run->options.verify)
        cli_tell(run,
                 text_translate_plural("%u file read, %u missing or changed",
                                       "%u files read, %u missing or changed", list->listed),
                 list->listed, list->broken);
    return list->broken > 0 ? CLI_ATTENTION : CLI_DONE;
}

int
cli_evidence(CliRun *run, GError **error)
{
    LedgerEntity entity = ENTITY_COUNT;
    gint64 key = 0;
    guint format;
    const char *address = run->arguments[0];
    if (!cli_format(run, "table|json", &format, error))
        return CLI_WRONG_USE;
    if (address != NULL && !cli_address(run, address, &entity, &key, error))
        return CLI_FAILED;
    if (run->options.open && entity != ENTITY_TASK)
        return cli_usage(run, error, "%s", _("--open wants the ID of a measure or step"));
    if (run->options.open)
        return evidence_open(run, key, error);
    EvidenceList list = {run, format == 1 ? json_array() : NULL, 0, 0};
    gboolean done = entity == ENTITY_TASK
                        ? evidence_list_task(&list, key, address, error)
                        : evidence_list_tasks(&list, entity == ENTITY_PROBLEM ? key : 0, error);
    return evidence_close(&list, done);
}
