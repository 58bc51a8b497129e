/* Supervision slips (督办单): issued, replied to. */
#include "private.h"
#include "zhenggai/text.h"

static gboolean
slip_words(const char *text, GError **error)
{
    if (!ledger_text_check(text, error))
        return FALSE;
    if (!ledger_text_is_blank(text))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("the slip says nothing: nothing was written"));
    return FALSE;
}

static gboolean
slip_issue_one(LedgerChange *change, const LedgerTarget *target, const char *level,
               const char *reply_by, const char *text, GError **error)
{
    gint64 key;
    if (target->entity != ENTITY_TASK) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("a supervision slip goes to measures and steps, e.g. 1.1"));
        return FALSE;
    }
    g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, target->key);
    g_autofree char *now = ledger_now(change->ledger);
    const LedgerAssignment slip[] = {{FIELD_SLIP_task_id, task}, {FIELD_SLIP_at, now},
                                     {FIELD_SLIP_by, change->ledger->operator},
                                      {FIELD_SLIP_level, level},
                                      {FIELD_SLIP_reply_by, reply_by},
                                      {FIELD_SLIP_text, text}};
    return ledger_target_check(change, target, error) &&
           ledger_change_insert(change, ENTITY_SLIP, slip, G_N_ELEMENTS(slip), &key, error);
}

gboolean
ledger_slip_issue(LedgerChange *change, const LedgerTarget *targets, guint count, const char *level,
                  const char *reply_by, const char *text, GError **error)
{
    if (!slip_words(text, error))
        return FALSE;
    for (guint i = 0; i < count; i++)
        if (!slip_issue_one(change, &targets[i], level, reply_by, text, error))
            return FALSE;
    return TRUE;
}

gboolean
ledger_slip_reply(LedgerChange *change, gint64 task, const char *day, const char *text,
                  GError **error)
{
    gint64 slip = 0;
    if (!slip_words(text, error) ||
        !store_number(change->ledger->store, &slip, 0, error,
                      "SELECT min(id) FROM slip WHERE task_id = ?1 AND replied IS NULL", "i", task))
        return FALSE;
    if (slip == 0) {
        g_autofree char *address = ledger_row_address(change->ledger, ENTITY_TASK, task);
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("%s has no supervision slip that waits for a reply"), address);
        return FALSE;
    }
    return ledger_change_set(change, ENTITY_SLIP, slip, 0, FIELD_SLIP_replied,
                             day == NULL ? change->ledger->today : day, error) &&
           ledger_change_set(change, ENTITY_SLIP, slip, 0, FIELD_SLIP_reply, text, error);
}
