/* What was decided of a sibling goes into the ledger. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "evidencefile.h"
#include "sibling.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

/* What is written, for the length of ledger_sibling_apply(). */
typedef struct {
    LedgerSibling *sibling;
    LedgerChange *change;
    gboolean dry;
} Taking;

static const char *
theirs_of(const LedgerSiblingRow *row, const char *column)
{
    for (guint i = 0; i < row->cells->len; i++) {
        const LedgerSiblingCell *cell = row->cells->pdata[i];
        if (strcmp(ledger_field_info(cell->field)->name, column) == 0)
            return cell->theirs;
    }
    return NULL;
}

static void G_GNUC_PRINTF(3, 4)
    refuse(const Taking *taking, LedgerSiblingRow *row, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    row->refused = TRUE;
    sibling_remark(taking->sibling, TRUE, "%s", words);
}

/* ── Fields ───────────────────────────────────────────────────────────────────────────────── */

/* A value as it is stored here; *here FALSE: it means a row that is not here (yet). */
static char *
value_here(const Taking *taking, const LedgerSiblingCell *cell, gboolean *here)
{
    LedgerEntity reference = sibling_reference(cell->field);
    *here = TRUE;
    if (cell->theirs == NULL || reference == ENTITY_COUNT)
        return g_strdup(cell->theirs);
    gint64 key = sibling_key(taking->sibling, reference, cell->theirs);
    *here = key != 0;
    return *here ? g_strdup_printf("%" G_GINT64_FORMAT, key) : NULL;
}

/* A name that somebody else has here. */
static gboolean
find_namesake(const Taking *taking, LedgerEntity entity, gint64 key, const char *name,
              gboolean *taken, GError **error)
{
    gint64 other = 0;
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\" WHERE name = ?1 AND "
                                           "id <> ?2",
                                           ledger_entity_name(entity));
    gboolean read = store_number(ledger_change_ledger(taking->change)->store, &other, 0, error, sql,
                                 "si", name, key);
    *taken = other != 0;
    return read;
}

static gboolean
is_name(LedgerField field)
{
    return field == FIELD_UNIT_name || field == FIELD_PERSON_name || field == FIELD_DEPARTMENT_name;
}

static gboolean
set_cell(const Taking *taking, LedgerSiblingRow *row, LedgerSiblingCell *cell, GError **error)
{
    gboolean here, taken = FALSE;
    g_autofree char *value = value_here(taking, cell, &here);
    if (!here)
        return TRUE;
    if (is_name(cell->field) && !find_namesake(taking, row->entity, row->key, value, &taken, error))
        return FALSE;
    if (taken) {
        cell->choice = SIBLING_OPEN;
        sibling_remark(taking->sibling, TRUE,
                       _("%s is called %s there, which is another one's name here; it stays"),
                       row->address, value);
        return TRUE;
    }
    return ledger_change_set(taking->change, row->entity, row->key, 0, cell->field, value, error);
}

/* What means a row that is added is set once that is here. */
static gboolean
set_cells(const Taking *taking, gboolean late, GError **error)
{
    const GPtrArray *rows = taking->sibling->rows;
    for (guint i = 0; i < rows->len; i++) {
        LedgerSiblingRow *row = rows->pdata[i];
        for (guint c = 0; row->kind == SIBLING_CHANGED && c < row->cells->len; c++) {
            LedgerSiblingCell *cell = row->cells->pdata[c];
            if (cell->choice != SIBLING_TAKE || sibling_is_place(cell->field) ||
                (late && sibling_reference(cell->field) == ENTITY_COUNT))
                continue;
            if (!set_cell(taking, row, cell, error))
                return FALSE;
        }
    }
    return TRUE;
}

/* ── Rows that went there ─────────────────────────────────────────────────────────────────── */

/* A step hangs on its measure by number alone, which the database does not know. */
static gboolean
count_steps(const Taking *taking, const LedgerSiblingRow *row, gint64 *steps, GError **error)
{
    *steps = 0;
    return row->entity != ENTITY_TASK ||
           store_number(ledger_change_ledger(taking->change)->store, steps, 0, error,
                        "SELECT count(*) FROM task m JOIN task s ON s.problem_id = m.problem_id "
                        "AND s.measure_no = m.measure_no AND s.step_no > 0 "
                        "WHERE m.id = ?1 AND m.step_no = 0",
                        "i", row->key);
}

static gboolean
remove_row(const Taking *taking, LedgerSiblingRow *row, GError **error)
{
    gint64 steps = 0;
    g_autoptr(GError) failure = NULL;
    if (!count_steps(taking, row, &steps, error) || !ledger_change_mark(taking->change, error))
        return FALSE;
    if (steps == 0 && ledger_change_remove(taking->change, row->entity, row->key, &failure))
        return TRUE;
    if (failure != NULL && !g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_CONFLICT)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    row->refused = TRUE;
    sibling_remark(taking->sibling, FALSE, _("%s was undone there and worked on here; it stays"),
                   row->address);
    return ledger_change_back(taking->change, error);
}

/* The last first: what hangs on others goes before them. */
static gboolean
remove_rows(const Taking *taking, GError **error)
{
    const GPtrArray *rows = taking->sibling->rows;
    for (guint i = rows->len; i-- > 0;) {
        LedgerSiblingRow *row = rows->pdata[i];
        if (row->kind == SIBLING_REMOVED && !row->refused && !remove_row(taking, row, error))
            return FALSE;
    }
    return TRUE;
}

/* ── Rows that came there ─────────────────────────────────────────────────────────────────── */

typedef struct {
    char text[24];
} Digits;

static Digits
digits(gint64 number)
{
    Digits result;
    g_snprintf(result.text, sizeof result.text, "%" G_GINT64_FORMAT, number);
    return result;
}

/* Where an added row goes: its number, and a step's measure number. */
typedef struct {
    LedgerField field; /* FIELD_NONE: it has no number */
    gint64 number, measure_no;
} Seat;

static gint64
number_of(const LedgerSiblingRow *row, const char *column)
{
    const char *value = theirs_of(row, column);
    return value == NULL ? 0 : g_ascii_strtoll(value, NULL, 10);
}

static gint64
parent_key(const Taking *taking, const LedgerSiblingRow *row, LedgerField field)
{
    const char *uuid = theirs_of(row, ledger_field_info(field)->name);
    return uuid == NULL ? 0 : sibling_key(taking->sibling, sibling_reference(field), uuid);
}

static gboolean
find_seat(const Taking *taking, const LedgerSiblingRow *row, Seat *seat, GError **error)
{
    static const struct {
        LedgerEntity entity;
        LedgerField field, parent;
    } seats[] = {{ENTITY_PROBLEM, FIELD_PROBLEM_no, FIELD_PROBLEM_unit_id},
                 {ENTITY_CAUSE, FIELD_CAUSE_no, FIELD_CAUSE_problem_id},
                 {ENTITY_PLAN, FIELD_PLAN_no, FIELD_PLAN_report_id},
                 {ENTITY_TASK, FIELD_TASK_measure_no, FIELD_TASK_problem_id}};
    *seat = (Seat){FIELD_NONE, 0, 0};
    for (gsize i = 0; i < G_N_ELEMENTS(seats); i++) {
        if (seats[i].entity != row->entity)
            continue;
        gint64 second = row->entity == ENTITY_PROBLEM ? number_of(row, "year") : 0;
        seat->field = row->measure == NULL ? seats[i].field : FIELD_TASK_step_no;
        if (row->measure != NULL &&
            !store_number(ledger_change_ledger(taking->change)->store, &seat->measure_no, 0, error,
                          "SELECT measure_no FROM task WHERE id = ?1", "i",
                          sibling_key(taking->sibling, ENTITY_TASK, row->measure)))
            return FALSE;
        gint64 wanted = number_of(row, ledger_field_info(seat->field)->name);
        return sibling_place_new(
            taking->sibling, taking->change, row, parent_key(taking, row, seats[i].parent),
            row->measure == NULL ? second : seat->measure_no, wanted, &seat->number, error);
    }
    return TRUE;
}

/* Its own address, or that of the task that it hangs on; NULL: neither. */
static char *
address_of(const Taking *taking, const LedgerSiblingRow *row)
{
    Ledger *ledger = ledger_change_ledger(taking->change);
    const char *task = theirs_of(row, "task_id");
    char *own = ledger_row_address(ledger, row->entity, row->key);
    return own != NULL || task == NULL
               ? own
               : ledger_row_address(ledger, ENTITY_TASK,
                                    sibling_key(taking->sibling, ENTITY_TASK, task));
}

/* A row that was here and went comes back under the key that it had. */
static gboolean
find_former(const Taking *taking, const LedgerSiblingRow *row, gint64 *former, GError **error)
{
    return store_number(ledger_change_ledger(taking->change)->store, former, 0, error,
                        "SELECT row FROM change WHERE entity = ?1 AND field = '' AND new IS NULL "
                        "AND old ->> 'uuid' = ?2 LIMIT 1",
                        "ss", ledger_entity_name(row->entity), row->uuid);
}

static gboolean
insert_row(const Taking *taking, LedgerSiblingRow *row, GError **error)
{
    Seat seat;
    gint64 former = 0;
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(LedgerAssignment));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    if (!sibling_sheet_settle(taking->sibling, taking->change, row, error) ||
        !find_seat(taking, row, &seat, error))
        return FALSE;
    Digits number = digits(seat.number), measure = digits(seat.measure_no);
    for (guint i = 0; i < row->cells->len; i++) {
        const LedgerSiblingCell *cell = row->cells->pdata[i];
        gboolean here;
        LedgerAssignment value = {cell->field, value_here(taking, cell, &here)};
        g_ptr_array_add(texts, (char *)value.value);
        if (cell->field == seat.field)
            value.value = number.text;
        else if (cell->field == FIELD_TASK_measure_no && row->measure != NULL)
            value.value = measure.text;
        /* Without a value the column has what a new row begins with. */
        if (value.value != NULL)
            g_array_append_val(values, value);
    }
    if (!find_former(taking, row, &former, error) ||
        (row->text != NULL &&
         !ledger_change_keep_text(taking->change, theirs_of(row, "sha256"), row->text, error)) ||
        !ledger_change_insert_as(taking->change, row->entity, former,
                                 (LedgerAssignment *)(gpointer)values->data, values->len, &row->key,
                                 error))
        return FALSE;
    row->address = address_of(taking, row);
    if (seat.field != FIELD_NONE &&
        seat.number != number_of(row, ledger_field_info(seat.field)->name))
        sibling_remark(taking->sibling, FALSE,
                       _("%s was added there as number %d, which is taken here"),
                       row->address == NULL ? "" : row->address,
                       (int)number_of(row, ledger_field_info(seat.field)->name));
    return TRUE;
}

/* Records of merges, which name no tasks, come along with work, but are none: without any there is
 * nothing new. */
static gboolean
is_left(const Taking *taking, const LedgerSiblingRow *row)
{
    const char *tasks = row->entity == ENTITY_DISPATCH ? theirs_of(row, "tasks") : NULL;
    return row->kind != SIBLING_ADDED || row->refused ||
           (tasks != NULL && *tasks == '\0' && ledger_change_count(taking->change) == 0);
}

static gboolean
insert_rows(const Taking *taking, GError **error)
{
    const GPtrArray *rows = taking->sibling->rows;
    for (guint i = 0; i < rows->len; i++) {
        LedgerSiblingRow *row = rows->pdata[i];
        const char *name = theirs_of(row, "name");
        gboolean taken = FALSE;
        if (is_left(taking, row))
            continue;
        if (name != NULL && !find_namesake(taking, row->entity, 0, name, &taken, error))
            return FALSE;
        if (taken)
            refuse(taking, row, _("%s: another one is called so here; it was left out"), name);
        else if (!insert_row(taking, row, error))
            return FALSE;
    }
    return TRUE;
}

/* ── Evidence ─────────────────────────────────────────────────────────────────────────────── */

/* No link of a folder that somebody sent is followed. */
static gboolean
is_whole_there(const LedgerSibling *sibling, const char *sha256)
{
    g_autofree char *digest = NULL;
    gint64 size;
    int file = sibling->evidence == NULL ? -1 : evidencefile_open(sibling->evidence, sha256);
    if (file < 0)
        return FALSE;
    gboolean whole = evidencefile_copy(file, -1, &digest, &size) && strcmp(digest, sha256) == 0;
    close(file);
    return whole;
}

static gboolean
keep_file(const Taking *taking, LedgerSiblingRow *row, GError **error)
{
    Ledger *ledger = ledger_change_ledger(taking->change);
    const char *sha256 = theirs_of(row, "sha256"), *title = theirs_of(row, "title");
    g_autofree char *folder = ledger_evidence_folder(ledger);
    g_autofree char *digest = NULL;
    gint64 size;
    if (folder != NULL && ledger_evidence_verify(ledger, sha256) == EVIDENCE_WHOLE)
        return TRUE;
    if (folder == NULL || !is_whole_there(taking->sibling, sha256)) {
        refuse(taking, row,
               _("the evidence \"%s\" was left out: its file is not beside the other ledger, or "
                 "was changed (SHA-256 %s)"),
               title, sha256);
        return TRUE;
    }
    g_autofree char *inner = g_strndup(sha256, 2);
    g_autofree char *path = g_build_filename(taking->sibling->evidence, inner, sha256, NULL);
    return evidencefile_keep(folder, path, taking->dry, &digest, &size, error);
}

static gboolean
keep_files(const Taking *taking, GError **error)
{
    const GPtrArray *rows = taking->sibling->rows;
    for (guint i = 0; i < rows->len; i++) {
        LedgerSiblingRow *row = rows->pdata[i];
        if (row->entity == ENTITY_EVIDENCE && row->kind == SIBLING_ADDED &&
            !keep_file(taking, row, error))
            return FALSE;
    }
    return TRUE;
}

/* ── What the two make together ───────────────────────────────────────────────────────────── */

/* The task that breaks a rule, once, whatever number of rows it follows from; NULL: none. */
static gboolean
find_breach(const Taking *taking, GHashTable *told, const char *sql, gint64 task, char **address,
            GError **error)
{
    Ledger *ledger = ledger_change_ledger(taking->change);
    gint64 key = 0;
    *address = NULL;
    if (!store_number(ledger->store, &key, 0, error, sql, "i", task))
        return FALSE;
    g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT " %s", key, sql);
    if (key != 0 && g_hash_table_add(told, g_steal_pointer(&name)))
        *address = ledger_row_address(ledger, ENTITY_TASK, key);
    return TRUE;
}

static gboolean
tell_task(const Taking *taking, GHashTable *told, gint64 task, GError **error)
{
    static const char unfinished[] =
        "SELECT m.id FROM task t JOIN task m ON m.problem_id = t.problem_id "
        "AND m.measure_no = t.measure_no AND m.step_no = 0 JOIN task s "
        "ON s.problem_id = m.problem_id AND s.measure_no = m.measure_no AND s.step_no > 0 "
        "WHERE t.id = ?1 AND m.progress = 'completed' AND m.closure <> 'dropped' "
        "AND s.progress <> 'completed' AND s.closure <> 'dropped' LIMIT 1";
    static const char own_review[] =
        "SELECT t.id FROM task t WHERE t.id = ?1 AND t.closure = 'closed' AND t.owner = "
        "(SELECT reviewer FROM review WHERE task_id = t.id AND decision = 'closed' "
        "ORDER BY id DESC LIMIT 1)";
    g_autofree char *measure = NULL, *owned = NULL;
    if (!find_breach(taking, told, unfinished, task, &measure, error) ||
        !find_breach(taking, told, own_review, task, &owned, error))
        return FALSE;
    if (measure != NULL)
        sibling_remark(taking->sibling, TRUE,
                       _("%s is completed, but now has a step that is not: look at it"), measure);
    if (owned != NULL)
        sibling_remark(taking->sibling, TRUE,
                       _("%s was struck off by whom it now belongs to: look at it"), owned);
    return TRUE;
}

static gboolean
tell_rules(const Taking *taking, GError **error)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const GPtrArray *rows = taking->sibling->rows;
    for (guint i = 0; i < rows->len; i++) {
        const LedgerSiblingRow *row = rows->pdata[i];
        if (row->entity == ENTITY_TASK && row->kind != SIBLING_REMOVED && !row->refused &&
            !tell_task(taking, told, row->key, error))
            return FALSE;
    }
    return TRUE;
}

/* ── All of it ────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_as_compared(const Taking *taking, GError **error)
{
    gint64 position = 0;
    if (!ledger_position(ledger_change_ledger(taking->change), &position, error))
        return FALSE;
    if (position == taking->sibling->position)
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_CONFLICT,
                _("the ledger was changed meanwhile; nothing was written, merge it again"));
    return FALSE;
}

gboolean
ledger_sibling_apply(LedgerSibling *sibling, LedgerChange *change, gboolean dry, GError **error)
{
    const Taking taking = {sibling, change, dry};
    /* What went makes room for what came; a number that moved too. */
    return is_as_compared(&taking, error) && keep_files(&taking, error) &&
           set_cells(&taking, FALSE, error) && remove_rows(&taking, error) &&
           sibling_move(sibling, change, error) && insert_rows(&taking, error) &&
           set_cells(&taking, TRUE, error) && tell_rules(&taking, error);
}

gboolean
ledger_sibling_keep(LedgerSibling *sibling, LedgerChange *change, const char *name,
                    const char *unsettled, GError **error)
{
    g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(LedgerKeyRange));
    const LedgerDispatch record = {.received = TRUE,
                                   .file = (char *)name,
                                   .sha256 = sibling->head,
                                   .count = sibling->entries,
                                   .tasks = tasks,
                                   .unsettled = (char *)unsettled};
    return ledger_dispatch_keep(change, &record, error);
}
