#include <string.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/text.h"

static gboolean
set_assignment(CliRun *run, LedgerEntity entity, const char *word, LedgerAssignment *assignment,
               GPtrArray *values, GError **error)
{
    const char *equals = strchr(word, '=');
    g_autofree char *name = g_strndup(word, (gsize)(equals - word));
    char *value = NULL;
    LedgerField field = ledger_field_find(entity, name);
    if (field == FIELD_NONE) {
        cli_usage(run, error, _("%s: a %s has no such field"), name,
                  _(ledger_entity_label(entity)));
        return FALSE;
    }
    if (!ledger_value_parse(run->ledger, field, equals + 1, &value, error))
        return FALSE;
    *assignment = (LedgerAssignment){field, value};
    g_ptr_array_add(values, value);
    return TRUE;
}

/* What the dates and words were understood as, said after a write. */
static void
set_tell(CliRun *run, const GArray *targets, const GArray *assignments, guint changes)
{
    g_autoptr(GString) told = g_string_new(NULL);
    for (guint i = 0; i < assignments->len; i++) {
        const LedgerAssignment *assignment = &g_array_index(assignments, LedgerAssignment, i);
        g_autofree char *value = ledger_value_display(assignment->field, assignment->value);
        g_string_append_printf(told, "%s%s = %s", i == 0 ? "" : _(", "),
                               _(ledger_field_info(assignment->field)->label),
                               value == NULL ? _("none") : value);
    }
    if (changes == 0)
        cli_tell(run, _("nothing changed: %s already"), told->str);
    else if (run->options.dry_run)
        cli_tell(run,
                 text_translate_plural("would set on %u row: %s", "would set on %u rows: %s",
                                       targets->len),
                 targets->len, told->str);
    else
        cli_tell(run,
                 text_translate_plural("set on %u row: %s — `zhenggai undo` takes it back",
                                       "set on %u rows: %s — `zhenggai undo` takes it back",
                                       targets->len),
                 targets->len, told->str);
}

static gboolean
set_write(CliRun *run, const GArray *targets, const GArray *assignments, GError **error)
{
    const char *reason = run->options.reason;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, ACTION_SET, reason, error);
    if (change == NULL || !ledger_set(change, (LedgerTarget *)(gpointer)targets->data, targets->len,
                                      (LedgerAssignment *)(gpointer)assignments->data,
                                      assignments->len, reason, error))
        return FALSE;
    guint changes = ledger_change_count(change);
    if (!ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return FALSE;
    set_tell(run, targets, assignments, changes);
    return TRUE;
}

int
cli_set(CliRun *run, GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(LedgerTarget));
    g_autoptr(GArray) assignments = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    for (guint i = 0; run->arguments[i] != NULL; i++)
        if (strchr(run->arguments[i], '=') == NULL)
            g_ptr_array_add(words, run->arguments[i]);
    g_ptr_array_add(words, NULL);
    if (!cli_targets(run, (char **)words->pdata, targets, error))
        return CLI_FAILED;
    LedgerEntity entity = g_array_index(targets, LedgerTarget, 0).entity;
    for (guint i = 0; run->arguments[i] != NULL; i++) {
        LedgerAssignment assignment;
        if (strchr(run->arguments[i], '=') == NULL)
            continue;
        if (!set_assignment(run, entity, run->arguments[i], &assignment, values, error))
            return CLI_FAILED;
        g_array_append_val(assignments, assignment);
    }
    if (assignments->len == 0)
        return cli_usage(run, error, "%s", _("what to set is wanted, e.g. owner=李四"));
    return set_write(run, targets, assignments, error) ? CLI_DONE : CLI_FAILED;
}
