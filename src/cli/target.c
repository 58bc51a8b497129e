/* What a writing verb is to be done to. */
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static void
target_add(GArray *targets, LedgerEntity entity, gint64 key)
{
    LedgerTarget target = {entity, key, 0};
    g_array_append_val(targets, target);
}

static gboolean
targets_filtered(CliRun *run, char **words, GArray *targets, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_id, FIELD_NONE);
    g_autoptr(LedgerQuery) query = cli_query(run, words, error);
    g_autoptr(LedgerRows) rows = query == NULL ? NULL : ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        target_add(targets, ENTITY_TASK, ledger_row_key(row));
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    if (targets->len == 0)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, _("no task matches"));
    return targets->len > 0;
}

gboolean
cli_targets(CliRun *run, char **words, GArray *targets, GError **error)
{
    if (words[0] == NULL) {
        cli_usage(run, error, "%s", _("an ID or filter words are wanted"));
        return FALSE;
    }
    for (guint i = 0; words[i] != NULL; i++) {
        g_autoptr(GError) failure = NULL;
        LedgerEntity entity;
        gint64 key;
        if (cli_address(run, words[i], &entity, &key, &failure)) {
            target_add(targets, entity, key);
            continue;
        }
        if (i == 0 && g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_USAGE) &&
            (strchr(words[i], ':') != NULL || strstr(words[i], "：") != NULL ||
             strchr("+-@", words[i][0]) != NULL))
            return targets_filtered(run, words, targets, error);
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    return TRUE;
}
