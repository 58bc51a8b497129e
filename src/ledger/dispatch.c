/* Sheets that went out and came in. */
#include "zhenggai/dispatch.h"

#include "private.h"

void
ledger_dispatch_free(LedgerDispatch *dispatch)
{
    if (dispatch == NULL)
        return;
    g_free(dispatch->at);
    g_free(dispatch->by);
    g_free(dispatch->party);
    g_free(dispatch->file);
    g_free(dispatch->sha256);
    g_free(dispatch->unsettled);
    g_clear_pointer(&dispatch->tasks, g_array_unref);
    g_free(dispatch);
}

/* ── Keys as ranges ───────────────────────────────────────────────────────────────────────── */

static gint
dispatch_compare_keys(gconstpointer a, gconstpointer b)
{
    gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;
    return (first > second) - (first < second);
}

GArray *
ledger_key_ranges(const GArray *keys)
{
    g_autoptr(GArray) sorted = g_array_copy((GArray *)keys);
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(LedgerKeyRange));
    g_array_sort(sorted, dispatch_compare_keys);
    for (guint i = 0; i < sorted->len; i++) {
        gint64 key = g_array_index(sorted, gint64, i);
        LedgerKeyRange *last =
            ranges->len == 0 ? NULL : &g_array_index(ranges, LedgerKeyRange, ranges->len - 1);
        LedgerKeyRange single = {key, key};
        if (last != NULL && key <= last->last + 1)
            last->last = key;
        else
            g_array_append_val(ranges, single);
    }
    return ranges;
}

char *
ledger_key_ranges_text(const GArray *ranges)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ranges->len; i++) {
        const LedgerKeyRange *range = &g_array_index(ranges, LedgerKeyRange, i);
        g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i == 0 ? "" : " ", range->first);
        if (range->last > range->first)
            g_string_append_printf(text, "-%" G_GINT64_FORMAT, range->last);
    }
    return g_string_free(text, FALSE);
}

GArray *
ledger_key_ranges_parse(const char *text)
{
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(LedgerKeyRange));
    for (const char *at = text; *at != '\0';) {
        char *end = NULL;
        LedgerKeyRange range = {0};
        range.first = range.last = g_ascii_strtoll(at, &end, 10);
        if (end == at)
            break;
        if (*end == '-')
            range.last = g_ascii_strtoll(end + 1, &end, 10);
        g_array_append_val(ranges, range);
        at = *end == ' ' ? end + 1 : end;
    }
    return ranges;
}

gboolean
ledger_dispatch_has(const LedgerDispatch *dispatch, gint64 task)
{
    guint low = 0, high = dispatch->tasks->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const LedgerKeyRange *range = &g_array_index(dispatch->tasks, LedgerKeyRange, middle);
        if (task >= range->first && task <= range->last)
            return TRUE;
        if (task < range->first)
            high = middle;
        else
            low = middle + 1;
    }
    return FALSE;
}

/* ── Records ──────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_dispatch_keep(LedgerChange *change, const LedgerDispatch *dispatch, GError **error)
{
    gint64 at_action = dispatch->position > 0 ? dispatch->position : change->id;
    g_autofree char *now = ledger_now(change->ledger);
    g_autofree char *position = g_strdup_printf("%" G_GINT64_FORMAT, at_action);
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, dispatch->count);
    g_autofree char *tasks = ledger_key_ranges_text(dispatch->tasks);
    const LedgerAssignment record[] = {{FIELD_DISPATCH_at, now},
                                       {FIELD_DISPATCH_by, change->ledger->operator},
                                        {FIELD_DISPATCH_received, dispatch->received ? "1" : "0"},
                                        {FIELD_DISPATCH_party, dispatch->party},
                                        {FIELD_DISPATCH_file, dispatch->file},
                                        {FIELD_DISPATCH_sha256, dispatch->sha256},
                                        {FIELD_DISPATCH_position, position},
                                        {FIELD_DISPATCH_count, count},
                                        {FIELD_DISPATCH_tasks, tasks},
                                        {FIELD_DISPATCH_unsettled, dispatch->unsettled}};
    gint64 key;
    return ledger_change_insert(change, ENTITY_DISPATCH, record, G_N_ELEMENTS(record), &key, error);
}

gboolean
ledger_task_came_in(Ledger *ledger, gint64 task)
{
    gint64 came = 0;
    return store_number(ledger->store, &came, 0, NULL,
                        "SELECT count(*) FROM change c JOIN action a ON a.id = c.action_id "
                        "WHERE c.entity = 'task' AND c.row = ?1 AND c.field = '' "
                        "AND c.old IS NULL AND a.name = 'merge'",
                        "i", task) &&
           came > 0;
}

GPtrArray *
ledger_dispatches(Ledger *ledger, guint limit, GError **error)
{
    g_autoptr(GPtrArray) records =
        g_ptr_array_new_with_free_func((GDestroyNotify)ledger_dispatch_free);
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    "SELECT at, \"by\", party, file, sha256, tasks, unsettled, received, position, "
                    "count FROM dispatch ORDER BY id DESC LIMIT iif(?1 = 0, -1, ?1)",
                    "i", (gint64)limit);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerDispatch *record = g_new0(LedgerDispatch, 1);
        *record = (LedgerDispatch){.at = g_strdup(store_text(statement, 0)),
                                   .by = g_strdup(store_text(statement, 1)),
                                   .party = g_strdup(store_text(statement, 2)),
                                   .file = g_strdup(store_text(statement, 3)),
                                   .sha256 = g_strdup(store_text(statement, 4)),
                                   .tasks = ledger_key_ranges_parse(store_text(statement, 5)),
                                   .unsettled = g_strdup(store_text(statement, 6)),
                                   .received = store_integer(statement, 7) != 0,
                                   .position = store_integer(statement, 8),
                                   .count = store_integer(statement, 9)};
        g_ptr_array_add(records, record);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&records);
}
