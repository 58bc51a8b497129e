/* What people do, with what follows from it by the rules of PRODUCT.md. */
#include <string.h>

#include "private.h"
#include "zhenggai/date.h"
#include "zhenggai/text.h"

/* A row that is being set, and what it was before. */
typedef struct {
    LedgerChange *change;
    LedgerRow *task;
    const char *reason;
} Setting;

static gboolean
setting_write(const Setting *setting, LedgerField field, const char *value, GError **error)
{
    return ledger_change_set(setting->change, ENTITY_TASK, ledger_row_key(setting->task), 0, field,
                             value, error);
}

/* ── What follows ─────────────────────────────────────────────────────────────────────────── */

static gboolean
rule_extension(const Setting *setting, const char *old, const char *due, GError **error)
{
    Ledger *ledger = setting->change->ledger;
    if (ledger_text_is_blank(setting->reason)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE,
                    _("%s: its deadline is %s already; moving it needs a reason (--reason)"),
                    ledger_row_get(setting->task, FIELD_TASK_id), old);
        return FALSE;
    }
    g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, ledger_row_key(setting->task));
    g_autofree char *now = ledger_now(ledger);
    const LedgerAssignment extension[] = {{FIELD_EXTENSION_task_id, task},
                                          {FIELD_EXTENSION_at, now},
                                          {
                                              FIELD_EXTENSION_by,
                                              ledger->operator},
                                              {FIELD_EXTENSION_old_due, old},
                                              {FIELD_EXTENSION_new_due, due},
                                              {FIELD_EXTENSION_reason, setting->reason},
    };
    gint64 key;
    return ledger_change_insert(setting->change, ENTITY_EXTENSION, extension,
                                G_N_ELEMENTS(extension), &key, error);
}

static gboolean
rule_due(const Setting *setting, const char *due, GError **error)
{
    const char *old = ledger_row_get(setting->task, FIELD_TASK_due);
    if (g_strcmp0(old, due) == 0)
        return TRUE;
    if (old != NULL)
        return rule_extension(setting, old, due, error);
    return ledger_row_get(setting->task, FIELD_TASK_first_due) != NULL ||
           setting_write(setting, FIELD_TASK_first_due, due, error);
}

/* What was granted, or is being asked for, is not undone by a claim. */
static gboolean
rule_open(const Setting *setting, LedgerField field, GError **error)
{
    const char *closure = ledger_row_get(setting->task, FIELD_TASK_closure);
    if (strcmp(closure, "open") == 0 || strcmp(closure, "returned") == 0)
        return TRUE;
    g_autofree char *words = ledger_value_display(FIELD_TASK_closure, closure);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE,
                _("%s: its closure is \"%s\", so its %s stays; return or reopen it first"),
                ledger_row_get(setting->task, FIELD_TASK_id), words,
                _(ledger_field_info(field)->label));
    return FALSE;
}

static gboolean
rule_progress(const Setting *setting, const char *progress, GError **error)
{
    if (strcmp(progress, ledger_row_get(setting->task, FIELD_TASK_progress)) != 0 &&
        !rule_open(setting, FIELD_TASK_progress, error))
        return FALSE;
    gboolean was = strcmp(ledger_row_get(setting->task, FIELD_TASK_progress), "completed") == 0;
    gboolean is = strcmp(progress, "completed") == 0;
    if (was == is)
        return TRUE;
    if (!is)
        return setting_write(setting, FIELD_TASK_done, NULL, error);
    return setting_write(setting, FIELD_TASK_percent, "100", error) &&
           (ledger_row_get(setting->task, FIELD_TASK_done) != NULL ||
            setting_write(setting, FIELD_TASK_done, setting->change->ledger->today, error));
}

static gboolean
rule_begun(const Setting *setting, GError **error)
{
    return strcmp(ledger_row_get(setting->task, FIELD_TASK_progress), "planned") != 0 ||
           strcmp(ledger_row_get(setting->task, FIELD_TASK_closure), "dropped") == 0 ||
           setting_write(setting, FIELD_TASK_progress, "active", error);
}

/* With an interval the first look is one interval ahead. */
static gboolean
rule_lookback(const Setting *setting, const char *months, GError **error)
{
    if (months == NULL || ledger_row_get(setting->task, FIELD_TASK_lookback_on) != NULL)
        return TRUE;
    g_autofree char *ahead = g_strdup_printf("+%sm", months);
    g_autofree char *day = ledger_date_parse(ahead, setting->change->ledger->today, NULL);
    return setting_write(setting, FIELD_TASK_lookback_on, day, error);
}

static gboolean
rule_person(const Setting *setting, const char *name, GError **error)
{
    gint64 known = 0, key;
    if (name == NULL)
        return TRUE;
    if (!store_number(setting->change->ledger->store, &known, 0, error,
                      "SELECT id FROM person WHERE name = ?1", "s", name))
        return FALSE;
    const LedgerAssignment person[] = {{FIELD_PERSON_name, name}};
    return known != 0 ||
           ledger_change_insert(setting->change, ENTITY_PERSON, person, 1, &key, error);
}

static gboolean
rule_follow(const Setting *setting, const LedgerAssignment *assignment, GError **error)
{
    if (ledger_field_info(assignment->field)->type == TYPE_NAME)
        return rule_person(setting, assignment->value, error);
    switch (assignment->field) {
    case FIELD_TASK_due:
        return rule_due(setting, assignment->value, error);
    case FIELD_TASK_progress:
        return rule_progress(setting, assignment->value, error);
    case FIELD_TASK_lookback_every:
        return rule_lookback(setting, assignment->value, error);
    case FIELD_TASK_percent:
        return strcmp(assignment->value, "0") == 0 || rule_begun(setting, error);
    default:
        return TRUE;
    }
}

static gboolean
rollup_is_touched(const LedgerAssignment *assignments, guint count)
{
    for (guint i = 0; i < count; i++)
        if (assignments[i].field == FIELD_TASK_progress ||
            assignments[i].field == FIELD_TASK_percent)
            return TRUE;
    return FALSE;
}

/* ── Set ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
ledger_set_refuse(const LedgerTarget *target, const LedgerAssignment *assignment, GError **error)
{
    const LedgerFieldInfo *info = ledger_field_info(assignment->field);
    gboolean empty = assignment->value == NULL || *assignment->value == '\0';
    gboolean missing = empty && ledger_value_is_required(assignment->field);
    if (info->editor == EDITOR_CLERK && info->entity == target->entity && !missing)
        return FALSE;
    if (info->entity != target->entity)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("a %s has no field %s"),
                    _(ledger_entity_label(target->entity)), info->name);
    else if (missing)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s cannot be empty"),
                    _(info->label));
    else
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s is kept by the program and cannot be set"), info->name);
    return TRUE;
}

gboolean
ledger_target_check(LedgerChange *change, const LedgerTarget *target, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT revision FROM \"%s\" WHERE id = ?1",
                                           ledger_entity_name(target->entity));
    gint64 revision = 0;
    if (!store_number(change->ledger->store, &revision, 0, error, sql, "i", target->key))
        return FALSE;
    if (revision == 0) {
        ledger_row_gone(error);
        return FALSE;
    }
    if (target->revision == 0 || target->revision == revision)
        return TRUE;
    g_autofree char *address = ledger_row_address(change->ledger, target->entity, target->key);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
                _("%s was changed by somebody else meanwhile; nothing was written"),
                address == NULL ? "" : address);
    return FALSE;
}

static gboolean
ledger_set_task(LedgerChange *change, const LedgerTarget *target,
                const LedgerAssignment *assignments, guint count, const char *reason,
                GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_id, FIELD_TASK_due, FIELD_TASK_first_due,
                                           FIELD_TASK_done, FIELD_TASK_progress, FIELD_TASK_closure,
                                           FIELD_TASK_lookback_on, FIELD_NONE);
    g_autoptr(LedgerRow) task =
        ledger_row_load(change->ledger, ENTITY_TASK, target->key, &fields, error);
    if (task == NULL)
        return FALSE;
    Setting setting = {change, task, reason};
    /* What follows comes first, so that a value given by hand has the last word. */
    for (guint i = 0; i < count; i++)
        if (!rule_follow(&setting, &assignments[i], error))
            return FALSE;
    for (guint i = 0; i < count; i++)
        if (!setting_write(&setting, assignments[i].field, assignments[i].value, error))
            return FALSE;
    return TRUE;
}

static gboolean
ledger_set_one(LedgerChange *change, const LedgerTarget *target,
               const LedgerAssignment *assignments, guint count, const char *reason, GError **error)
{
    for (guint i = 0; i < count; i++)
        if (ledger_set_refuse(target, &assignments[i], error))
            return FALSE;
    if (!ledger_target_check(change, target, error))
        return FALSE;
    if (target->entity == ENTITY_TASK)
        return ledger_set_task(change, target, assignments, count, reason, error);
    for (guint i = 0; i < count; i++)
        if (!ledger_change_set(change, target->entity, target->key, 0, assignments[i].field,
                               assignments[i].value, error))
            return FALSE;
    return TRUE;
}

gboolean
ledger_set(LedgerChange *change, const LedgerTarget *targets, guint count,
           const LedgerAssignment *assignments, guint n_assignments, const char *reason,
           GError **error)
{
    for (guint i = 0; i < count; i++)
        if (!ledger_set_one(change, &targets[i], assignments, n_assignments, reason, error))
            return FALSE;
    return !rollup_is_touched(assignments, n_assignments) ||
           ledger_rollup(change, targets, count, error);
}

/* ── Notes ────────────────────────────────────────────────────────────────────────────────── */

gboolean
ledger_note_add(LedgerChange *change, gint64 task, const char *text, GError **error)
{
    g_autofree char *words = NULL;
    if (!ledger_text_check(text, error))
        return FALSE;
    words = g_strstrip(g_strdup(text));
    if (ledger_text_is_blank(words)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("the note is empty: nothing was written"));
        return FALSE;
    }
    LedgerFields fields = ledger_fields_of(FIELD_TASK_progress, FIELD_TASK_closure, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(change->ledger, ENTITY_TASK, task, &fields, error);
    if (row == NULL)
        return FALSE;
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, task);
    g_autofree char *now = ledger_now(change->ledger);
    const LedgerAssignment note[] = {
        {FIELD_NOTE_task_id, key}, {FIELD_NOTE_at, now},
        {FIELD_NOTE_by, change->ledger->operator}, {FIELD_NOTE_text, words}};
    Setting setting = {change, row, NULL};
    gint64 added;
    return ledger_change_insert(change, ENTITY_NOTE, note, G_N_ELEMENTS(note), &added, error) &&
           rule_begun(&setting, error) && ledger_rollup_step(change, task, error);
}
