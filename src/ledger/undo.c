#include <string.h>

#include "journal.h"
#include "zhenggai/text.h"

/* One change of the action that is taken back or done again; borrowed from the statement. */
typedef struct {
    LedgerEntity entity;
    gint64 row;
    const char *field; /* "" for a row that was added (new) or removed (old) */
    const char *old, *new;
} UndoStep;

/* The steps that lead back (the inverse, last change first) or forward again. */
static StoreStatement *
undo_steps(const LedgerChange *change, GError **error)
{
    return store_query(change->ledger->store, error,
                       change->action == ACTION_UNDO
                           ? "SELECT entity, row, field, new, old FROM change WHERE action_id = ?1 "
                             "ORDER BY id DESC"
                           : "SELECT entity, row, field, old, new FROM change WHERE action_id = ?1 "
                             "ORDER BY id",
                       "i", change->target);
}

static gboolean
undo_conflict(const LedgerChange *change, const UndoStep *step, const char *now, GError **error)
{
    g_autofree char *address = ledger_row_address(change->ledger, step->entity, step->row);
    const char *name = address == NULL ? _(ledger_entity_label(step->entity)) : address;
    LedgerField field = ledger_field_of_column(step->entity, step->field);
    gboolean back = change->action == ACTION_UNDO;
    if (field == FIELD_NONE)
        g_set_error(
            error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
            back ? _("it cannot be taken back: %s was changed since; see `zhenggai history`")
                 : _("it cannot be done again: %s was changed since; see `zhenggai history`"),
            name);
    else
        g_set_error(
            error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
            back ? _("it cannot be taken back: %s of %s is \"%s\" since; see `zhenggai history`")
                 : _("it cannot be done again: %s of %s is \"%s\" since; see `zhenggai history`"),
            _(ledger_field_info(field)->label), name, now == NULL ? "" : now);
    return FALSE;
}

/* The ledger must still hold what the step starts from. */
static gboolean
undo_field(LedgerChange *change, const UndoStep *step, GError **error)
{
    LedgerField field = ledger_field_of_column(step->entity, step->field);
    g_autofree char *now = NULL;
    gint64 revision;
    if (!ledger_row_value(change->ledger, step->entity, step->row, field, &now, &revision, error))
        return FALSE;
    if (g_strcmp0(now, step->old) != 0)
        return undo_conflict(change, step, now, error);
    return ledger_change_set(change, step->entity, step->row, 0, field, step->new, error);
}

static gboolean
undo_row(LedgerChange *change, const UndoStep *step, GError **error)
{
    g_autofree char *now = NULL;
    gint64 same = 0;
    /* What a row does not say may be a field that came with a later format: both sides are compared
     * without what is NULL. */
    if (!ledger_row_json(change->ledger, step->entity, step->row, &now, error) ||
        !store_number(change->ledger->store, &same, 0, error,
                      "SELECT json_patch('{}', ?1) IS json_patch('{}', ?2)", "ss", now, step->old))
        return FALSE;
    if (!same)
        return undo_conflict(change, step, NULL, error);
    if (step->new != NULL)
        return ledger_change_restore(change, step->entity, step->row, step->new, error);
    g_autoptr(GError) failure = NULL;
    if (ledger_change_remove(change, step->entity, step->row, &failure))
        return TRUE;
    /* The database itself refuses to remove what something later hangs on. */
    if (g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_CONFLICT))
        return undo_conflict(change, step, NULL, error);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* What was done, in one sentence, as the history tells it. */
static char *
undo_tell(Ledger *ledger, gint64 action)
{
    g_autoptr(GPtrArray) acts = ledger_history(ledger, ENTITY_COUNT, 0, NULL, action + 1, 1, NULL);
    return acts == NULL || acts->len == 0 ? g_strdup("")
                                          : g_strdup(((LedgerAct *)acts->pdata[0])->summary);
}

static gboolean
undo_step(LedgerChange *change, StoreStatement *statement, GError **error)
{
    const UndoStep step = {ledger_entity_find(store_text(statement, 0)),
                           store_integer(statement, 1), store_text(statement, 2),
                           store_text(statement, 3), store_text(statement, 4)};
    if (!journal_knows(step.entity, step.field, error))
        return FALSE;
    return step.field[0] == '\0' ? undo_row(change, &step, error)
                                 : undo_field(change, &step, error);
}

static gboolean
undo_apply(LedgerChange *change, GError **error)
{
    g_autoptr(StoreStatement) statement = undo_steps(change, error);
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        if (!undo_step(change, statement, error))
            return FALSE;
    return !store_failed(statement);
}

/* ── Which action ─────────────────────────────────────────────────────────────────────────── */

/* What was sent stays sent: an export is passed over. */

/* An action counts as taken back if the last undo or redo that names it is an undo. */
static const char last_done[] =
    "SELECT id FROM action a WHERE target IS NULL AND name <> 'export' AND coalesce((SELECT name "
    "<> 'undo' FROM action "
    "WHERE target = a.id ORDER BY id DESC LIMIT 1), TRUE) ORDER BY id DESC LIMIT 1";

/* New work forgets what was undone before it: only an undo since the newest own action counts. */
static const char last_undone[] =
    "SELECT min(target) FROM action u WHERE name = 'undo' AND id > "
    "(SELECT id FROM action WHERE target IS NULL AND name <> 'export' ORDER BY id DESC LIMIT 1) "
    "AND NOT EXISTS (SELECT 1 FROM action WHERE target = u.target AND id > u.id)";

/* The action is looked for once the ledger is held: two who undo at the same moment take back two
 * actions, not one of them twice. */
static gboolean
undo_turn(Ledger *ledger, LedgerAction name, gboolean dry, char **told, GError **error)
{
    g_autoptr(LedgerChange) change = ledger_change_begin(ledger, name, NULL, error);
    if (change == NULL || !store_number(ledger->store, &change->target, 0, error,
                                        name == ACTION_UNDO ? last_done : last_undone, ""))
        return FALSE;
    if (change->target == 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, "%s",
                    name == ACTION_UNDO ? _("there is nothing to undo")
                                        : _("there is nothing to redo"));
        return FALSE;
    }
    g_autofree char *sentence = undo_tell(ledger, change->target);
    if (!undo_apply(change, error) || !ledger_change_commit(g_steal_pointer(&change), dry, error))
        return FALSE;
    *told = g_steal_pointer(&sentence);
    return TRUE;
}

gboolean
ledger_undo(Ledger *ledger, gboolean dry, char **told, GError **error)
{
    return undo_turn(ledger, ACTION_UNDO, dry, told, error);
}

gboolean
ledger_redo(Ledger *ledger, gboolean dry, char **told, GError **error)
{
    return undo_turn(ledger, ACTION_REDO, dry, told, error);
}
