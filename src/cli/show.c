#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/export.h"
#include "zhenggai/text.h"

enum { SHOW_LABEL_CELLS = 22, SHOW_WIDTH = 80, SHOW_HISTORY = 10 };

/* "责任人        李四": a long value wraps under itself. */
static void
show_line(const char *label, const char *value)
{
    g_autofree char *head = text_fit(label, SHOW_LABEL_CELLS, TEXT_LEFT);
    g_autofree char *indent = g_strnfill(SHOW_LABEL_CELLS, ' ');
    g_autofree char *visible = text_visible(value);
    g_auto(GStrv) lines = text_wrap(visible, SHOW_WIDTH - SHOW_LABEL_CELLS);
    for (guint i = 0; lines[i] != NULL; i++)
        printf("%s%s\n", i == 0 ? head : indent, lines[i]);
}

/* Notes have a part of their own. */
static gboolean
show_is_elsewhere(LedgerField field)
{
    return field == FIELD_TASK_note_lines || field == FIELD_TASK_last_note ||
           field == FIELD_TASK_notes;
}

/* Every field that people know and that has a value; what counts nothing is not worth a line. */
static void
show_fields(const LedgerRow *row)
{
    LedgerField first, end;
    ledger_entity_fields(ledger_row_entity(row), &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->editor == EDITOR_INTERNAL)
            continue;
        const char *stored = ledger_row_get(row, field);
        if (stored == NULL || show_is_elsewhere(field) ||
            (info->origin == ORIGIN_DERIVED && strcmp(stored, "0") == 0))
            continue;
        g_autofree char *value = ledger_value_display(field, stored);
        show_line(_(info->label), value);
    }
}

static gboolean
show_notes(CliRun *run, gint64 key, GError **error)
{
    g_autoptr(LedgerRows) notes = ledger_rows_of(run->ledger, ENTITY_NOTE, key, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *note;
    gboolean headed = FALSE;
    if (notes == NULL)
        return FALSE;
    while ((note = ledger_rows_next(notes, &failure)) != NULL) {
        if (!headed)
            printf("\n%s\n", _("Progress notes"));
        headed = TRUE;
        g_autofree char *head = g_strdup_printf("%.10s %s", ledger_row_get(note, FIELD_NOTE_at),
                                                ledger_row_get(note, FIELD_NOTE_by));
        printf("  %s\n", head);
        show_line("", ledger_row_get(note, FIELD_NOTE_text));
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static gboolean
show_history(CliRun *run, LedgerEntity entity, gint64 key, GError **error)
{
    g_autoptr(GPtrArray) acts =
        ledger_history(run->ledger, entity, key, NULL, 0, SHOW_HISTORY, error);
    if (acts == NULL)
        return FALSE;
    printf("\n%s\n", _("History"));
    for (guint i = 0; i < acts->len; i++) {
        const LedgerAct *act = acts->pdata[i];
        g_autofree char *line =
            g_strdup_printf("%.10s %s  %s  %s", act->at, act->by,
                            _(ledger_action_info(act->action)->label), act->summary);
        g_autofree char *visible = text_visible_line(line);
        printf("  %s\n", visible);
    }
    return TRUE;
}

/* The measures and steps under a problem, the steps under a measure. */
static gboolean
show_tasks(CliRun *run, LedgerEntity entity, gint64 key, GError **error)
{
    LedgerPlace place;
    if (!ledger_place_find(run->ledger, entity, key, &place, error))
        return FALSE;
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, ENTITY_TASK, place.problem_key, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    g_autofree char *own = g_strdup_printf("%d.%d", place.problem_no, place.measure_no);
    g_autofree char *under = g_strconcat(own, ".", NULL);
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        const char *id = ledger_row_get(row, FIELD_TASK_id);
        if (place.step_no == 0 && (entity == ENTITY_PROBLEM || g_str_has_prefix(id, under)))
            show_line(id, ledger_row_get(row, FIELD_TASK_text));
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* The paragraph of the report with the sentence in 【】; on a terminal it is also reversed. */
static gboolean
show_source(CliRun *run, LedgerEntity entity, gint64 key, GError **error)
{
    g_autofree char *text = NULL;
    gsize start, end;
    if (!ledger_source_find(run->ledger, entity, key, &text, &start, &end, error))
        return FALSE;
    char *from = g_utf8_offset_to_pointer(text, (glong)start);
    char *to = g_utf8_offset_to_pointer(text, (glong)end);
    char *paragraph = from;
    while (paragraph > text && paragraph[-1] != '\n')
        paragraph--;
    const char *last = to + strcspn(to, "\n");
    const char *on = cli_colors(run) ? "\033[7m" : "", *off = *on == '\0' ? "" : "\033[0m";
    g_autofree char *before = g_strndup(paragraph, (gsize)(from - paragraph));
    g_autofree char *sentence = g_strndup(from, (gsize)(to - from));
    g_autofree char *after = g_strndup(to, (gsize)(last - to));
    g_autofree char *visible_before = text_visible(before);
    g_autofree char *visible_sentence = text_visible(sentence);
    g_autofree char *visible_after = text_visible(after);
    printf("%s%s【%s】%s%s\n", visible_before, on, visible_sentence, off, visible_after);
    return TRUE;
}

static gboolean
show_json(CliRun *run, const LedgerRow *row, GError **error)
{
    json_t *object = export_row_json(row);
    if (ledger_row_entity(row) == ENTITY_PROBLEM) {
        json_t *tasks = json_array();
        g_autoptr(LedgerRows) rows =
            ledger_rows_of(run->ledger, ENTITY_TASK, ledger_row_key(row), error);
        const LedgerRow *task;
        while (rows != NULL && (task = ledger_rows_next(rows, error)) != NULL)
            json_array_append_new(tasks, export_row_json(task));
        json_object_set_new(object, "tasks", tasks);
    }
    cli_print_json(object);
    return TRUE;
}

int
cli_show(CliRun *run, GError **error)
{
    LedgerEntity entity;
    gint64 key;
    guint format;
    if (g_strv_length(run->arguments) != 1)
        return cli_usage(run, error, "%s", _("one ID is wanted"));
    if (!cli_format(run, "text|json", &format, error) ||
        !cli_address(run, run->arguments[0], &entity, &key, error))
        return CLI_FAILED;
    if (run->options.source)
        return show_source(run, entity, key, error) ? CLI_DONE : CLI_FAILED;
    g_autoptr(LedgerRow) row = ledger_row_load(run->ledger, entity, key, NULL, error);
    if (row == NULL)
        return CLI_FAILED;
    if (format == 1)
        return show_json(run, row, error) ? CLI_DONE : CLI_FAILED;
    show_fields(row);
    if ((entity == ENTITY_PROBLEM || entity == ENTITY_TASK) && !show_tasks(run, entity, key, error))
        return CLI_FAILED;
    if (entity == ENTITY_TASK && !show_notes(run, key, error))
        return CLI_FAILED;
    return show_history(run, entity, key, error) ? CLI_DONE : CLI_FAILED;
}
