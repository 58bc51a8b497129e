#include <string.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/text.h"

/* A problem goes to the working year and unit; in an empty ledger both must be given. */
static gboolean
add_problem_scope(CliRun *run, LedgerChange *change, LedgerScope *scope, GError **error)
{
    const CliGlobals *globals = &run->options.globals;
    gint64 unit_id = 0;
    if (globals->unit != NULL && globals->year != 0) {
        if (!ledger_unit_ensure(change, globals->unit, NULL, &unit_id, error))
            return FALSE;
        *scope = (LedgerScope){globals->year, unit_id};
        return TRUE;
    }
    if (!cli_scope(run, error))
        return FALSE;
    *scope = run->scope;
    if (scope->year != 0 && scope->unit_id != 0)
        return TRUE;
    cli_usage(run, error, "%s",
              _("the ledger is empty: say whose problem it is with --unit and --year"));
    return FALSE;
}

static gboolean
add_under(CliRun *run, LedgerChange *change, const char *what, const char *parent, const char *text,
          gint64 *key, GError **error)
{
    LedgerEntity entity;
    gint64 above;
    gboolean step = strcmp(what, "step") == 0;
    if (!cli_address(run, parent, &entity, &above, error))
        return FALSE;
    if (entity != (step ? ENTITY_TASK : ENTITY_PROBLEM)) {
        cli_usage(run, error,
                  step ? _("%s: a step goes to a measure, e.g. 1.1")
                       : _("%s: causes and measures go to a problem, e.g. 1"),
                  parent);
        return FALSE;
    }
    if (step)
        return ledger_step_add(change, above, text, key, error);
    return strcmp(what, "cause") == 0 ? ledger_cause_add(change, above, text, key, error)
                                      : ledger_measure_add(change, above, text, key, error);
}

static gboolean
add_row(CliRun *run, LedgerChange *change, LedgerEntity *entity, gint64 *key, GError **error)
{
    static const struct {
        const char *what;
        LedgerEntity entity;
    } kinds[] = {{"problem", ENTITY_PROBLEM},
                 {"cause", ENTITY_CAUSE},
                 {"measure", ENTITY_TASK},
                 {"step", ENTITY_TASK}};
    GStrv words = run->arguments;
    guint count = g_strv_length(words);
    for (gsize i = 0; count >= 2 && i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(words[0], kinds[i].what) != 0)
            continue;
        *entity = kinds[i].entity;
        if (i > 0 && count == 3)
            return add_under(run, change, words[0], words[1], words[2], key, error);
        LedgerScope scope;
        if (i == 0 && count == 2)
            return add_problem_scope(run, change, &scope, error) &&
                   ledger_problem_add(change, scope, words[1], key, error);
    }
    cli_usage(run, error, "%s",
              _("wanted is `problem TEXT`, or `cause`, `measure` or `step` with PARENT and TEXT"));
    return FALSE;
}

int
cli_add(CliRun *run, GError **error)
{
    LedgerEntity entity;
    gint64 key = 0;
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, ACTION_ADD, NULL, error);
    if (change == NULL || !add_row(run, change, &entity, &key, error))
        return CLI_FAILED;
    g_autoptr(LedgerRow) row = ledger_row_load(run->ledger, entity, key, NULL, error);
    if (row == NULL || !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    const char *id = ledger_row_get(row, entity == ENTITY_PROBLEM ? FIELD_PROBLEM_id
                                         : entity == ENTITY_CAUSE ? FIELD_CAUSE_id
                                                                  : FIELD_TASK_id);
    if (run->options.dry_run)
        cli_tell(run, _("would add %s"), id);
    else
        cli_tell(run, _("added %s — `zhenggai undo` takes it back"), id);
    return CLI_DONE;
}
