#include <string.h>

#include "private.h"
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
history_trace(Ledger *ledger, StoreStatement *statement)
{
    LedgerTrace *trace = g_new0(LedgerTrace, 1);
    trace->entity = ledger_entity_find(store_text(statement, 0));
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
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT entity, row, field,"
        " iif(field = '', coalesce(old ->> 'text', old ->> 'name', old ->> 'title'), old),"
        " iif(field = '', coalesce(new ->> 'text', new ->> 'name', new ->> 'title'), new) "
        "FROM change WHERE action_id = ?1 ORDER BY id",
        "i", act);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error))
        g_ptr_array_add(traces, history_trace(ledger, statement));
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

/* "problem: 4, cause: 4, task: 12" of the rows that were added. What only comes along with something
 * else (a person with an owner, an extension with a deadline, a unit with a report) is left out. */
static void
history_append_added(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, NULL,
                    "SELECT entity, count(*), max(coalesce(new ->> 'text', old ->> 'text')) FROM change "
                    "WHERE action_id = ?1 AND field = '' "
                    "AND entity NOT IN ('unit', 'report', 'person', 'extension') "
                    "GROUP BY entity ORDER BY min(id)",
                    "i", act);
    while (statement != NULL && store_step(statement, NULL)) {
        LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
        gint64 count = store_integer(statement, 1);
        if (summary->len > 0)
            g_string_append(summary, _(", "));
        if (count > 1 || store_text(statement, 2) == NULL) {
            g_string_append_printf(summary, _("%s: %d"), _(ledger_entity_label(entity)), (int)count);
            continue;
        }
        g_autofree char *visible = text_visible_line(store_text(statement, 2));
        g_autofree char *cut = text_cut(visible, SUMMARY_CELLS);
        g_string_append_printf(summary, _("%s \"%s\""), _(ledger_entity_label(entity)), cut);
    }
}

/* "owner of 1.1: — → 李四"; "owner of 3: 李四". */
static void
history_append_written(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, NULL,
                    "SELECT entity, row, field, old, new, count(*), count(DISTINCT new) FROM change "
                    "WHERE action_id = ?1 AND field NOT IN ('', 'first_due') "
                    "GROUP BY entity, field ORDER BY max(id)",
                    "i", act);
    while (statement != NULL && store_step(statement, NULL)) {
        LedgerEntity entity = ledger_entity_find(store_text(statement, 0));
        LedgerField field = ledger_field_of_column(entity, store_text(statement, 2));
        gint64 count = store_integer(statement, 5);
        g_autofree char *address = ledger_row_address(ledger, entity, store_integer(statement, 1));
        g_autofree char *from = history_value(field, store_text(statement, 3));
        g_autofree char *to = history_value(field, store_text(statement, 4));
        const char *label = _(ledger_field_info(field)->label);
        if (summary->len > 0)
            g_string_append(summary, _("; "));
        if (count > 1)
            g_string_append_printf(summary, _("%s of %d: %s"), label, (int)count,
                                   store_integer(statement, 6) > 1 ? "…" : to);
        else
            g_string_append_printf(summary, _("%s of %s: %s → %s"), label,
                                   address == NULL ? _(ledger_entity_label(entity)) : address, from,
                                   to);
    }
}

static char *
history_target_summary(Ledger *ledger, gint64 target);

/* The tasks that the added notes and extensions belong to. */
static void
history_append_tasks(GString *summary, Ledger *ledger, gint64 act)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, NULL,
                    "SELECT DISTINCT coalesce(new, old) ->> 'task_id' FROM change WHERE action_id = ?1 "
                    "AND field = '' AND entity = 'note' LIMIT 3",
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
history_act(Ledger *ledger, StoreStatement *statement)
{
    LedgerAct *act = g_new0(LedgerAct, 1);
    act->id = store_integer(statement, 0);
    act->at = g_strdup(store_text(statement, 1));
    act->by = g_strdup(store_text(statement, 2));
    act->action = ledger_action_find(store_text(statement, 3));
    act->reason = g_strdup(store_text(statement, 4));
    act->target = store_integer(statement, 5);
    act->changes = (guint)store_integer(statement, 6);
    act->undone = store_integer(statement, 7) != 0;
    act->summary = history_summary(ledger, act);
    return act;
}

GPtrArray *
ledger_history(Ledger *ledger, LedgerEntity entity, gint64 key, const char *since, gint64 before,
               guint limit, GError **error)
{
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_act_free);
    /* A task's history is also that of its notes and extensions. */
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT id, at, \"by\", name, reason, target,"
        " (SELECT count(*) FROM change WHERE action_id = a.id),"
        " coalesce((SELECT u.name = 'undo' FROM action u WHERE u.target = a.id "
        "           ORDER BY u.id DESC LIMIT 1), 0) "
        "FROM action a WHERE (?2 = 0 OR id IN ("
        " SELECT action_id FROM change WHERE entity = ?1 AND row = ?2"
        " UNION SELECT action_id FROM change WHERE ?1 = 'task' AND entity = 'note' "
        "       AND row IN (SELECT id FROM note WHERE task_id = ?2)"
        " UNION SELECT action_id FROM change WHERE ?1 = 'task' AND entity = 'extension' "
        "       AND row IN (SELECT id FROM extension WHERE task_id = ?2))) "
        "AND (?3 IS NULL OR at >= ?3) AND (?4 = 0 OR id < ?4) "
        "ORDER BY id DESC LIMIT iif(?5 = 0, -1, ?5)",
        "sisii", entity == ENTITY_COUNT ? "" : ledger_entity_name(entity), key, since, before,
        (gint64)limit);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error))
        g_ptr_array_add(acts, history_act(ledger, statement));
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&acts);
}
