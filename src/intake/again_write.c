#include <string.h>

#include "again.h"
#include "zhenggai/text.h"

/* Where rows wait that change places: no list is that long. */
enum { NUMBER_ASIDE = 90000 };

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
write_field(Again *again, const Piece *row, LedgerField field, const char *value, GError **error)
{
    return ledger_change_set(again->storing->change, row->entity, row->key, 0, field, value, error);
}

static gboolean
write_number(Again *again, const Piece *row, LedgerField field, gint64 number, GError **error)
{
    Digits value = digits(number);
    return write_field(again, row, field, value.text, error);
}

static LedgerField
piece_number_field(const Piece *piece)
{
    switch (piece->entity) {
    case ENTITY_PROBLEM:
        return FIELD_PROBLEM_no;
    case ENTITY_CAUSE:
        return FIELD_CAUSE_no;
    case ENTITY_PLAN:
        return FIELD_PLAN_no;
    default:
        return piece_is_step(piece) ? FIELD_TASK_step_no : FIELD_TASK_measure_no;
    }
}

/* A step also carries the number of its measure, which may have moved under it. */
static gboolean
piece_is_moved(const Piece *row)
{
    return row->no != row->was || row->home != row->parent ||
           (piece_is_step(row) && piece_is_moved(row->parent));
}

static gboolean
write_home(Again *again, const Piece *row, GError **error)
{
    if (row->entity == ENTITY_CAUSE)
        return write_number(again, row, FIELD_CAUSE_problem_id, row->home->key, error);
    if (row->entity != ENTITY_TASK)
        return TRUE;
    if (!piece_is_step(row))
        return write_number(again, row, FIELD_TASK_problem_id, row->home->key, error);
    return write_number(again, row, FIELD_TASK_problem_id, row->home->home->key, error) &&
           write_number(again, row, FIELD_TASK_measure_no, row->home->no, error);
}

/* All that move are put aside first, so that none stands where another one goes. */
static gboolean
write_moves(Again *again, LedgerEntity entity, gboolean step, GError **error)
{
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < again->rows->len; i++) {
            const Piece *row = again->rows->pdata[i];
            if (!piece_is_at(row, entity, step) || !piece_is_moved(row))
                continue;
            if (pass == 0
                    ? !write_number(again, row, piece_number_field(row), NUMBER_ASIDE + i, error)
                    : !write_home(again, row, error) ||
                          !write_number(again, row, piece_number_field(row), row->no, error))
                return FALSE;
        }
    return TRUE;
}

static gboolean
write_new(Again *again, Piece *new, GError **error)
{
    Storing *storing = again->storing;
    switch (new->entity) {
    case ENTITY_PROBLEM:
        return new->problem == NULL
                   ? ledger_problem_unlinked(storing->change, storing->scope, &new->key, error)
                   : storing_add_problem(storing, new->problem, &new->key, error);
    case ENTITY_CAUSE:
        return storing_add_cause(storing, new->home->key, new->item, error);
    case ENTITY_PLAN:
        return storing_add_plan(storing, new->item, error);
    default:
        return piece_is_step(new)
                   ? storing_add_task(storing, new->home->home->key, new->home->no, new->no,
                                      new->item, error)
                   : storing_add_task(storing, new->home->key, new->no, 0, new->item, error);
    }
}

static gboolean
write_level(Again *again, LedgerEntity entity, gboolean step, GError **error)
{
    if (!write_moves(again, entity, step, error))
        return FALSE;
    for (guint i = 0; i < again->news->len; i++) {
        Piece *new = again->news->pdata[i];
        if (new->twin == NULL && piece_is_at(new, entity, step) && !write_new(again, new, error))
            return FALSE;
    }
    return TRUE;
}

/* ── Words and places in the report ───────────────────────────────────────────────────────── */

static gboolean
write_place(Again *again, const Piece *row, const Piece *new, GError **error)
{
    static const LedgerField starts[ENTITY_COUNT] = {[ENTITY_PROBLEM] = FIELD_PROBLEM_place_start,
                                                     [ENTITY_CAUSE] = FIELD_CAUSE_place_start,
                                                     [ENTITY_TASK] = FIELD_TASK_place_start,
                                                     [ENTITY_PLAN] = FIELD_PLAN_place_start};
    LedgerField start = starts[row->entity];
    if (new == NULL)
        return write_field(again, row, start, NULL, error) &&
               write_field(again, row, start + 1, NULL, error);
    if (new->item == NULL &&new->problem == NULL)
        return TRUE;
    gsize from = new->item != NULL ? new->item->start : new->problem->start;
    gsize to = new->item != NULL ? new->item->end : new->problem->end;
    return write_number(again, row, start, (gint64)from, error) &&
           write_number(again, row, start + 1, (gint64)to, error);
}

/* What the text names of a task is taken where the ledger knows nothing of it yet: what people
 * settled is theirs. The printed words of the deadline are the report's own. */
static gboolean
write_named(Again *again, const Piece *row, const IntakeItem *item, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_due, FIELD_TASK_kind, FIELD_TASK_department,
                                           FIELD_TASK_lead_department, FIELD_TASK_goal, FIELD_NONE);
    const struct {
        LedgerField field;
        const char *value;
    } named[] = {{FIELD_TASK_due, item->due},
                 {FIELD_TASK_kind, item->kind},
                 {FIELD_TASK_department, item->department},
                 {FIELD_TASK_lead_department, item->lead_department},
                 {FIELD_TASK_goal, item->goal}};
    g_autoptr(LedgerRow) task = ledger_row_load(ledger_change_ledger(again->storing->change),
                                                ENTITY_TASK, row->key, &fields, error);
    if (task == NULL || !write_field(again, row, FIELD_TASK_due_text, item->due_text, error))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(named); i++) {
        if (named[i].value == NULL || ledger_row_get(task, named[i].field) != NULL)
            continue;
        if (!write_field(again, row, named[i].field, named[i].value, error) ||
            (named[i].field == FIELD_TASK_due &&
             !write_field(again, row, FIELD_TASK_first_due, named[i].value, error)))
            return FALSE;
    }
    return TRUE;
}

static void G_GNUC_PRINTF(2, 3) again_tell(Again *again, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(again->storing->outcome->told, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static gboolean
write_words(Again *again, const Piece *row, GError **error)
{
    static const LedgerField texts[ENTITY_COUNT] = {[ENTITY_PROBLEM] = FIELD_PROBLEM_text,
                                                    [ENTITY_CAUSE] = FIELD_CAUSE_text,
                                                    [ENTITY_TASK] = FIELD_TASK_text,
                                                    [ENTITY_PLAN] = FIELD_PLAN_text};
    IntakeOutcome *outcome = again->storing->outcome;
    const char *label = _(ledger_entity_label(row->entity));
    if (row->twin == NULL) {
        if (!row->printed)
            return TRUE;
        outcome->gone++;
        again_tell(again, _("%s no longer in the report: %s"), label, row->text);
        return write_place(again, row, NULL, error);
    }
    if (piece_is_moved(row) && !piece_is_step(row)) {
        outcome->moved++;
        again_tell(again, _("%s moved from %u to %u: %s"), label, row->was, row->no,
                   row->twin->text);
    }
    if (strcmp(row->text, row->twin->text) != 0) {
        outcome->reworded++;
        again_tell(again, _("%s reworded: %s → %s"), label, row->text, row->twin->text);
    }
    return write_field(again, row, texts[row->entity], row->twin->text, error) &&
           write_place(again, row, row->twin, error) &&
           (row->entity != ENTITY_TASK || write_named(again, row, row->twin->item, error));
}

static gboolean
write_report(Again *again, GError **error)
{
    const IntakeDraft *draft = again->storing->draft;
    const Piece report = {.entity = ENTITY_REPORT, .key = again->storing->report};
    return ledger_change_keep_text(again->storing->change, draft->sha256, draft->text, error) &&
           write_field(again, &report, FIELD_REPORT_title, draft->title, error) &&
           write_field(again, &report, FIELD_REPORT_document_number, draft->document_number,
                       error) &&
           write_field(again, &report, FIELD_REPORT_addressee, draft->addressee, error) &&
           write_field(again, &report, FIELD_REPORT_dated, draft->dated, error) &&
           write_field(again, &report, FIELD_REPORT_file, draft->file, error) &&
           write_field(again, &report, FIELD_REPORT_sha256, draft->sha256, error);
}

gboolean
again_write(Again *again, GError **error)
{
    static const struct {
        LedgerEntity entity;
        gboolean step;
    } levels[] = {{ENTITY_PROBLEM, FALSE},
                  {ENTITY_CAUSE, FALSE},
                  {ENTITY_TASK, FALSE},
                  {ENTITY_TASK, TRUE},
                  {ENTITY_PLAN, FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(levels); i++)
        if (!write_level(again, levels[i].entity, levels[i].step, error))
            return FALSE;
    for (guint i = 0; i < again->rows->len; i++)
        if (!write_words(again, again->rows->pdata[i], error))
            return FALSE;
    for (guint i = 0; i < again->news->len; i++) {
        const Piece *new = again->news->pdata[i];
        if (new->twin == NULL &&*new->text != '\0')
            again_tell(again, _("new %s: %s"), _(ledger_entity_label(new->entity)), new->text);
    }
    return write_report(again, error);
}
