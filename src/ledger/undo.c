#include <string.h>

#include "journal.h"
#include "zhenggai/text.h"

/* One change of the action that is taken back or done again. */
typedef struct {
    LedgerEntity entity;
    gint64 row;
    char *field; /* "" for a row that was added (new) or removed (old) */
    char *old, *new;
} UndoStep;

static void
undo_step_free(UndoStep *step)
{
    g_free(step->field);
    g_free(step->old);
    g_free(step->new);
    g_free(step);
}

/* The steps that lead back (the inverse, last change first) or forward again. */
static GPtrArray *
undo_steps(Ledger *ledger, gint64 action, gboolean back, GError **error)
{
    g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func((GDestroyNotify)undo_step_free);
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    back ? "SELECT entity, row, field, new, old FROM change WHERE action_id = ?1 "
                           "ORDER BY id DESC"
                         : "SELECT entity, row, field, old, new FROM change WHERE action_id = ?1 "
                           "ORDER BY id",
                    "i", action);
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        UndoStep *step = g_new0(UndoStep, 1);
        *step = (UndoStep){ledger_entity_find(store_text(statement, 0)), store_integer(statement, 1),
                           g_strdup(store_text(statement, 2)), g_strdup(store_text(statement, 3)),
                           g_strdup(store_text(statement, 4))};
        g_ptr_array_add(steps, step);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&steps);
}

static gboolean
undo_conflict(Ledger *ledger, const UndoStep *step, const char *now, GError **error)
{
    g_autofree char *address = ledger_row_address(ledger, step->entity, step->row);
    LedgerField field = ledger_field_of_column(step->entity, step->field);
    if (field == FIELD_NONE)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
                    _("it cannot be taken back: %s was changed since; see `zhenggai history`"),
                    address == NULL ? _(ledger_entity_label(step->entity)) : address);
    else
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
                    _("it cannot be taken back: %s of %s is \"%s\" since; see `zhenggai history`"),
                    _(ledger_field_info(field)->label),
                    address == NULL ? _(ledger_entity_label(step->entity)) : address,
                    now == NULL ? "" : now);
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
        return undo_conflict(change->ledger, step, now, error);
    return ledger_change_set(change, step->entity, step->row, 0, field, step->new, error);
}

static gboolean
undo_row(LedgerChange *change, const UndoStep *step, GError **error)
{
    g_autofree char *now = NULL;
    if (!ledger_row_json(change->ledger, step->entity, step->row, &now, error))
        return FALSE;
    if (g_strcmp0(now, step->old) != 0)
        return undo_conflict(change->ledger, step, NULL, error);
    if (step->new != NULL)
        return ledger_change_restore(change, step->entity, step->row, step->new, error);
    g_autoptr(GError) failure = NULL;
    if (ledger_change_remove(change, step->entity, step->row, &failure))
        return TRUE;
    /* The database itself refuses to remove what something later hangs on. */
    if (g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_CONFLICT))
        return undo_conflict(change->ledger, step, NULL, error);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* What was done, in one sentence, as the history tells it. */
static char *
undo_tell(Ledger *ledger, gint64 action)
{
    g_autoptr(GPtrArray) acts =
        ledger_history(ledger, ENTITY_COUNT, 0, NULL, action + 1, 1, NULL);
    return acts == NULL || acts->len == 0 ? g_strdup("")
                                          : g_strdup(((LedgerAct *)acts->pdata[0])->summary);
}

static gboolean
undo_apply(Ledger *ledger, LedgerAction name, gint64 action, gboolean dry, char **told,
           GError **error)
{
    g_autofree char *sentence = undo_tell(ledger, action);
    g_autoptr(LedgerChange) change = ledger_change_begin(ledger, name, NULL, error);
    if (change == NULL)
        return FALSE;
    change->target = action;
    g_autoptr(GPtrArray) steps = undo_steps(ledger, action, name == ACTION_UNDO, error);
    if (steps == NULL)
        return FALSE;
    for (guint i = 0; i < steps->len; i++) {
        const UndoStep *step = steps->pdata[i];
        gboolean done = step->field[0] == '\0' ? undo_row(change, step, error)
                                               : undo_field(change, step, error);
        if (!done)
            return FALSE;
    }
    if (!ledger_change_commit(g_steal_pointer(&change), dry, error))
        return FALSE;
    *told = g_steal_pointer(&sentence);
    return TRUE;
}

/* An action counts as taken back if the last undo or redo that names it is an undo. */
#define IS_UNDONE                                                                                  \
    "coalesce((SELECT u.name = 'undo' FROM action u WHERE u.target = a.id "                        \
    "ORDER BY u.id DESC LIMIT 1), 0)"

gboolean
ledger_undo(Ledger *ledger, gboolean dry, char **told, GError **error)
{
    gint64 action = 0;
    if (!store_number(ledger->store, &action, 0, error,
                      "SELECT id FROM action a WHERE target IS NULL AND NOT " IS_UNDONE
                      " ORDER BY id DESC LIMIT 1",
                      ""))
        return FALSE;
    if (action != 0)
        return undo_apply(ledger, ACTION_UNDO, action, dry, told, error);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, _("there is nothing to undo"));
    return FALSE;
}

gboolean
ledger_redo(Ledger *ledger, gboolean dry, char **told, GError **error)
{
    gint64 action = 0;
    /* What stands after the newest action that holds was taken back and nothing done since. */
    if (!store_number(ledger->store, &action, 0, error,
                      "SELECT id FROM action a WHERE target IS NULL AND id > coalesce((SELECT max(id) "
                      "FROM action a WHERE target IS NULL AND NOT " IS_UNDONE "), 0) "
                      "ORDER BY id LIMIT 1",
                      ""))
        return FALSE;
    if (action != 0)
        return undo_apply(ledger, ACTION_REDO, action, dry, told, error);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, _("there is nothing to redo"));
    return FALSE;
}
