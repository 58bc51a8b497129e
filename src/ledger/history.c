#include <string.h>

#include "journal.h"
#include "zhenggai/text.h"

/* A value longer than this is cut in a summary. */
enum { SUMMARY_CELLS = 36 };

void
ledger_act_free(LedgerAct *act)
{
    if (act == NULL)
        return;
    g_free(act->at);
    g_free(act->by);
    g_free(act->reason);
    g_free(act->summary);
    g_free(act);
}

void
ledger_trace_free(LedgerTrace *trace)
{
    if (trace == NULL)
        return;
    g_free(trace->address);
    g_free(trace->from);
    g_free(trace->to);
    g_free(trace);
}

/* ── The changes of one action ────────────────────────────────────────────────────────────── */

static LedgerTrace *
history_trace(Ledger *ledger, StoreStatement *statement, GError **error)
{
    LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
    if (!journal_knows(entity, store_text(statement, 2), error))
        return NULL;
    LedgerTrace *trace = g_new0(LedgerTrace, 1);
    trace->entity = entity;
    trace->key = store_integer(statement, 1);
    trace->field = ledger_field_of_column(trace->entity, store_text(statement, 2));
    trace->from = g_strdup(store_text(statement, 3));
    trace->to = g_strdup(store_text(statement, 4));
    trace->address = ledger_row_address(ledger, trace->entity, trace->key);
    if (trace->address == NULL)
        trace->address = g_strdup(_(ledger_entity_label(trace->entity)));
    return trace;
}

GPtrArray *
ledger_history_changes(Ledger *ledger, gint64 act, GError **error)
{
    g_autoptr(GPtrArray) traces = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_trace_free);
    /* Of a row that was added or removed the journal has everything; people want its words. */
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    "SELECT entity, row, field,"
                    " iif(field = '' AND old IS NOT NULL, coalesce(old ->> 'text', old ->> 'name',"
                    "  old ->> 'title', old ->> 'opinion', old ->> 'reason', ''), old),"
                    " iif(field = '' AND new IS NOT NULL, coalesce(new ->> 'text', new ->> 'name',"
                    "  new ->> 'title', new ->> 'opinion', new ->> 'reason', ''), new) "
                    "FROM change WHERE action_id = ?1 ORDER BY id",
                    "i", act);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerTrace *trace = history_trace(ledger, statement, error);
        if (trace == NULL)
            return NULL;
        g_ptr_array_add(traces, trace);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&traces);
}

/* ── One sentence for an action ───────────────────────────────────────────────────────────── */

static char *
history_value(LedgerField field, const char *stored)
{
    g_autofree char *shown = ledger_value_display(field, stored);
    g_autofree char *visible = text_visible_line(shown == NULL ? "" : shown);
    return *visible == '\0' ? g_strdup("-") : text_cut(visible, SUMMARY_CELLS);
}

/* The text of a row that was added or removed. */
static char *
history_added_text(Ledger *ledger, gint64 change)
{
    char *text = NULL;
    store_string(
        ledger->store, &text, NULL,
        "SELECT coalesce(row ->> 'text', row ->> 'title', row ->> 'name', row ->> 'reason') "
        "FROM (SELECT coalesce(new, old) AS row FROM change WHERE id = ?1)",
        "i", change);
    return text;
}

/* "problem: 4, cause: 4, task: 12" of the rows that were added. What only comes along with
 * something else (a person with an owner, an extension with a deadline, a review with a closure, a
 * unit with a report) is left out, and problem 0, which says nothing. */
static void
history_append_added(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, NULL,
        "SELECT entity, count(*), min(id) FROM change WHERE action_id = ?1 AND field = '' "
        "AND entity NOT IN ('unit', 'report', 'person', 'extension', 'review') "
        "AND NOT (entity = 'problem' AND coalesce(new, old) ->> 'no' = 0) "
        "GROUP BY entity ORDER BY 3",
        "i", act);
    while (statement != NULL && store_step(statement, NULL)) {
        LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
        gint64 count = store_integer(statement, 1);
        if (!journal_knows(entity, "", NULL))
            continue;
        g_autofree char *text =
            count > 1 ? NULL : history_added_text(ledger, store_integer(statement, 2));
        if (summary->len > 0)
            g_string_append(summary, _(", "));
        if (text == NULL) {
            g_string_append_printf(summary, _("%s: %d"), _(ledger_entity_label(entity)),
                                   (int)count);
            continue;
        }
        g_autofree char *visible = text_visible_line(text);
        g_autofree char *cut = text_cut(visible, SUMMARY_CELLS);
        g_string_append_printf(summary, _("%s \"%s\""), _(ledger_entity_label(entity)), cut);
    }
}

static void
history_append_field(GString *summary, Ledger *ledger, StoreStatement *statement)
{
    LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
    if (!journal_knows(entity, store_text(statement, 2), NULL))
        return;
    LedgerField field = ledger_field_of_column(entity, store_text(statement, 2));
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (info->editor == EDITOR_INTERNAL)
        return;
    gint64 count = store_integer(statement, 5);
    g_autofree char *address = ledger_row_address(ledger, entity, store_integer(statement, 1));
    g_autofree char *from = history_value(field, store_text(statement, 3));
    g_autofree char *to = history_value(field, store_text(statement, 4));
    if (summary->len > 0)
        g_string_append(summary, _("; "));
    if (count > 1)
        g_string_append_printf(summary, _("%s of %d: %s"), _(info->label), (int)count,
                               store_integer(statement, 6) > 1 ? "…" : to);
    else
        g_string_append_printf(summary, _("%s of %s: %s → %s"), _(info->label),
                               address == NULL ? _(ledger_entity_label(entity)) : address, from,
                               to);
}

/* "owner of 1.1: — → 李四"; "owner of 3: 李四". What a rule keeps beside them is left out. */
static void
history_append_written(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, NULL,
                    "SELECT entity, row, field, old, new, count(DISTINCT row), "
                    "count(DISTINCT coalesce(new, '')) FROM change "
                    "WHERE action_id = ?1 AND field NOT IN ('', 'first_due') "
                    "GROUP BY entity, field ORDER BY max(id)",
                    "i", act);
    while (statement != NULL && store_step(statement, NULL))
        history_append_field(summary, ledger, statement);
}

static char *history_target_summary(Ledger *ledger, gint64 target);

/* The tasks that what was added belongs to. */
static void
history_append_tasks(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, NULL,
        "SELECT DISTINCT coalesce(new, old) ->> 'task_id' FROM change WHERE action_id = ?1 "
        "AND field = '' AND entity IN ('note', 'evidence', 'slip', 'waiver') LIMIT 3",
        "i", act);
    while (statement != NULL && store_step(statement, NULL)) {
        g_autofree char *address =
            ledger_row_address(ledger, ENTITY_TASK, store_integer(statement, 0));
        if (address != NULL)
            g_string_append_printf(summary, "%s%s", summary->len > 0 ? " " : "", address);
    }
    if (summary->len > 0)
        g_string_append(summary, " ");
}

static char *
history_summary(Ledger *ledger, const LedgerAct *act)
{
    g_autoptr(GString) tasks = g_string_new(NULL);
    g_autoptr(GString) summary = g_string_new(NULL);
    if (act->target != 0)
        return history_target_summary(ledger, act->target);
    history_append_tasks(tasks, ledger, act->id);
    history_append_added(summary, ledger, act->id);
    history_append_written(summary, ledger, act->id);
    return g_strconcat(tasks->str, summary->str, NULL);
}

static char *
history_target_summary(Ledger *ledger, gint64 target)
{
    const LedgerAct act = {.id = target};
    return history_summary(ledger, &act);
}

/* ── The list ─────────────────────────────────────────────────────────────────────────────── */

static LedgerAct *
history_act(Ledger *ledger, StoreStatement *statement, GError **error)
{
    LedgerAction action = ledger_action_find(store_text(statement, 3));
    if (action == ACTION_COUNT) {
        journal_refuse(error);
        return NULL;
    }
    LedgerAct *act = g_new0(LedgerAct, 1);
    act->id = store_integer(statement, 0);
    act->at = g_strdup(store_text(statement, 1));
    act->by = g_strdup(store_text(statement, 2));
    act->action = action;
    act->reason = g_strdup(store_text(statement, 4));
    act->target = store_integer(statement, 5);
    act->changes = (guint)store_integer(statement, 6);
    act->undone = store_integer(statement, 7) != 0;
    act->summary = history_summary(ledger, act);
    return act;
}

/* What belongs to a task: its history is the task's too. */
static const LedgerEntity parts_of_task[] = {ENTITY_NOTE,   ENTITY_EXTENSION, ENTITY_EVIDENCE,
                                             ENTITY_REVIEW, ENTITY_SLIP,      ENTITY_WAIVER};

/* The actions that touched the row or a part of it, those that undo removed included. */
static char *
history_of_row(void)
{
    GString *sql =
        g_string_new("id IN (SELECT action_id FROM change WHERE entity = ?1 AND row = ?2");
    for (gsize i = 0; i < G_N_ELEMENTS(parts_of_task); i++) {
        const char *part = ledger_entity_name(parts_of_task[i]);
        g_string_append_printf(
            sql,
            " UNION SELECT action_id FROM change WHERE ?1 = 'task' AND entity = '%s' AND row IN"
            " (SELECT id FROM \"%s\" WHERE task_id = ?2 UNION SELECT row FROM change"
            "  WHERE entity = '%s' AND field = '' AND new IS NULL AND old ->> 'task_id' = ?2)",
            part, part, part);
    }
    return g_string_free(g_string_append(sql, ") "), FALSE);
}

static char *
history_sql(gboolean of_row)
{
    g_autofree char *touched = of_row ? history_of_row() : g_strdup("?1 IS NOT NULL AND ?2 = 0 ");
    return g_strconcat("SELECT id, at, \"by\", name, reason, target,"
                       " (SELECT count(*) FROM change WHERE action_id = a.id),"
                       " coalesce((SELECT u.name = 'undo' FROM action u WHERE u.target = a.id "
                       "           ORDER BY u.id DESC LIMIT 1), 0) "
                       "FROM action a WHERE ",
                       touched,
                       "AND (?3 IS NULL OR at >= ?3) "
                       "AND id < coalesce(nullif(?4, 0), 9223372036854775807) "
                       "ORDER BY id DESC LIMIT iif(?5 = 0, -1, ?5)",
                       NULL);
}

GPtrArray *
ledger_history(Ledger *ledger, LedgerEntity entity, gint64 key, const char *since, gint64 before,
               guint limit, GError **error)
{
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_act_free);
    g_autofree char *sql = history_sql(key != 0);
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error, sql, "sisii",
                    entity == ENTITY_COUNT ? "" : ledger_entity_name(entity), key, since, before,
                    (gint64)limit);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerAct *act = history_act(ledger, statement, error);
        if (act == NULL)
            return NULL;
        g_ptr_array_add(acts, act);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&acts);
}
