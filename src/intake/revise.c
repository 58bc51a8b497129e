#include "zhenggai/revise.h"

#include <string.h>

#include "item.h"

/* ── Where items stand ────────────────────────────────────────────────────────────────────── */

static IntakeProblem *
revise_problem(const IntakeDraft *draft, int problem)
{
    return draft->problems->pdata[problem];
}

/* The list that holds the item; problems are no IntakeItem and have none. */
static GPtrArray *
revise_list(const IntakeDraft *draft, const ReviseItem *item)
{
    switch (item->kind) {
    case REVISE_PLAN:
        return draft->plans;
    case REVISE_CAUSE:
        return item->problem < 0 ? draft->unpaired_causes
                                 : revise_problem(draft, item->problem)->causes;
    default:
        return item->problem < 0 ? draft->unpaired_measures
                                 : revise_problem(draft, item->problem)->measures;
    }
}

static IntakeItem *
revise_item(const IntakeDraft *draft, const ReviseItem *item)
{
    IntakeItem *found = revise_list(draft, item)->pdata[item->index];
    return item->kind == REVISE_STEP ? found->parts->pdata[item->step] : found;
}

/* The list and the index that an item has in it, steps included. */
static GPtrArray *
revise_own_list(const IntakeDraft *draft, const ReviseItem *item, guint *index)
{
    GPtrArray *list = revise_list(draft, item);
    *index = item->kind == REVISE_STEP ? item->step : item->index;
    return item->kind == REVISE_STEP ? ((IntakeItem *)list->pdata[item->index])->parts : list;
}

static void
revise_number_items(GPtrArray *list)
{
    for (guint i = 0; list != NULL && i < list->len; i++) {
        IntakeItem *item = list->pdata[i];
        item->n = i + 1;
        revise_number_items(item->parts);
    }
}

static void
revise_number(IntakeDraft *draft)
{
    for (guint i = 0; i < draft->problems->len; i++) {
        IntakeProblem *problem = draft->problems->pdata[i];
        problem->n = i + 1;
        revise_number_items(problem->causes);
        revise_number_items(problem->measures);
    }
    revise_number_items(draft->unpaired_causes);
    revise_number_items(draft->unpaired_measures);
    revise_number_items(draft->plans);
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static void
revise_add(GArray *items, ReviseKind kind, int problem, guint index, guint step)
{
    ReviseItem item = {kind, problem, index, step};
    g_array_append_val(items, item);
}

static void
revise_add_lists(GArray *items, int problem, const GPtrArray *causes, const GPtrArray *measures)
{
    for (guint i = 0; i < causes->len; i++)
        revise_add(items, REVISE_CAUSE, problem, i, 0);
    for (guint i = 0; i < measures->len; i++) {
        const IntakeItem *measure = measures->pdata[i];
        revise_add(items, REVISE_MEASURE, problem, i, 0);
        for (guint j = 0; measure->parts != NULL && j < measure->parts->len; j++)
            revise_add(items, REVISE_STEP, problem, i, j);
    }
}

GArray *
revise_items(const IntakeDraft *draft)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(ReviseItem));
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = draft->problems->pdata[i];
        revise_add(items, REVISE_PROBLEM, (int)i, i, 0);
        revise_add_lists(items, (int)i, problem->causes, problem->measures);
    }
    revise_add_lists(items, -1, draft->unpaired_causes, draft->unpaired_measures);
    for (guint i = 0; i < draft->plans->len; i++)
        revise_add(items, REVISE_PLAN, -1, i, 0);
    return items;
}

const char *
revise_text(const IntakeDraft *draft, const ReviseItem *item)
{
    return item->kind == REVISE_PROBLEM ? revise_problem(draft, item->problem)->text
                                        : revise_item(draft, item)->text;
}

void
revise_place(const IntakeDraft *draft, const ReviseItem *item, gsize *start, gsize *end)
{
    const IntakeProblem *problem =
        item->kind == REVISE_PROBLEM ? revise_problem(draft, item->problem) : NULL;
    const IntakeItem *found = problem == NULL ? revise_item(draft, item) : NULL;
    *start = problem != NULL ? problem->start : found->start;
    *end = problem != NULL ? problem->end : found->end;
}

char *
revise_address(const IntakeDraft *draft, const ReviseItem *item)
{
    int problem = item->problem + 1;
    switch (item->kind) {
    case REVISE_PROBLEM:
        return g_strdup_printf("%d", problem);
    case REVISE_CAUSE:
        return g_strdup_printf("c%d.%u", problem, item->index + 1);
    case REVISE_MEASURE:
        return g_strdup_printf("%d.%u", problem, item->index + 1);
    case REVISE_STEP:
        return g_strdup_printf("%d.%u.%u", problem, item->index + 1, item->step + 1);
    default:
        return g_strdup_printf("p%u", item->index + 1);
    }
}

/* ── Making, copying ──────────────────────────────────────────────────────────────────────── */

static gpointer
revise_copy_item(gconstpointer source, gpointer data)
{
    const IntakeItem *item = source;
    IntakeItem *copy = g_memdup2(item, sizeof *item);
    copy->text = g_strdup(item->text);
    copy->due_text = g_strdup(item->due_text);
    copy->due = g_strdup(item->due);
    copy->kind = g_strdup(item->kind);
    copy->department = g_strdup(item->department);
    copy->lead_department = g_strdup(item->lead_department);
    copy->goal = g_strdup(item->goal);
    copy->claim = g_strdup(item->claim);
    copy->parts =
        item->parts == NULL ? NULL : g_ptr_array_copy(item->parts, revise_copy_item, NULL);
    if (copy->parts != NULL)
        g_ptr_array_set_free_func(copy->parts, (GDestroyNotify)intake_item_free);
    return copy;
}

static GPtrArray *
revise_copy_list(GPtrArray *list)
{
    GPtrArray *copy = g_ptr_array_copy(list, revise_copy_item, NULL);
    g_ptr_array_set_free_func(copy, (GDestroyNotify)intake_item_free);
    return copy;
}

static IntakeProblem *
revise_new_problem(const char *text, gsize start, gsize end)
{
    IntakeProblem *problem = g_new0(IntakeProblem, 1);
    problem->text = g_strdup(text);
    problem->start = start;
    problem->end = end;
    problem->causes = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    problem->measures = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    return problem;
}

static gpointer
revise_copy_problem(gconstpointer source, gpointer data)
{
    const IntakeProblem *problem = source;
    IntakeProblem *copy = g_memdup2(problem, sizeof *problem);
    copy->text = g_strdup(problem->text);
    copy->causes = revise_copy_list(problem->causes);
    copy->measures = revise_copy_list(problem->measures);
    return copy;
}

static gpointer
revise_copy_diagnostic(gconstpointer source, gpointer data)
{
    const IntakeDiagnostic *diagnostic = source;
    IntakeDiagnostic *copy = g_memdup2(diagnostic, sizeof *diagnostic);
    copy->message = g_strdup(diagnostic->message);
    return copy;
}

IntakeDraft *
revise_copy(const IntakeDraft *draft)
{
    IntakeDraft *copy = intake_draft_blank(g_strdup(draft->text), draft->file);
    char **const strings[][2] = {{&copy->unit, (char **)&draft->unit},
                                 {&copy->unit_printed, (char **)&draft->unit_printed},
                                 {&copy->unit_short, (char **)&draft->unit_short},
                                 {&copy->title, (char **)&draft->title},
                                 {&copy->document_number, (char **)&draft->document_number},
                                 {&copy->addressee, (char **)&draft->addressee},
                                 {&copy->dated, (char **)&draft->dated},
                                 {&copy->sha256, (char **)&draft->sha256}};
    for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
        *strings[i][0] = g_strdup(*strings[i][1]);
    copy->year = draft->year;
    g_ptr_array_extend(copy->problems, draft->problems, revise_copy_problem, NULL);
    g_ptr_array_extend(copy->unpaired_causes, draft->unpaired_causes, revise_copy_item, NULL);
    g_ptr_array_extend(copy->unpaired_measures, draft->unpaired_measures, revise_copy_item, NULL);
    g_ptr_array_extend(copy->plans, draft->plans, revise_copy_item, NULL);
    g_ptr_array_extend(copy->diagnostics, draft->diagnostics, revise_copy_diagnostic, NULL);
    return copy;
}

/* ── Taking out, putting in ───────────────────────────────────────────────────────────────── */

/* The problem as the item that a cause or measure is. */
static IntakeItem *
revise_item_of_problem(IntakeProblem *problem)
{
    IntakeItem *item = g_new0(IntakeItem, 1);
    *item =
        (IntakeItem){.text = g_strdup(problem->text), .start = problem->start, .end = problem->end};
    return item;
}

/* What was linked to the problem is linked to none from now on. */
static IntakeItem *
revise_take_problem(IntakeDraft *draft, int index)
{
    IntakeProblem *problem = g_ptr_array_steal_index(draft->problems, (guint)index);
    IntakeItem *item = revise_item_of_problem(problem);
    g_ptr_array_extend_and_steal(draft->unpaired_causes, g_steal_pointer(&problem->causes));
    g_ptr_array_extend_and_steal(draft->unpaired_measures, g_steal_pointer(&problem->measures));
    g_free(problem->text);
    g_free(problem);
    return item;
}

/* A step taken out, or the last one, leaves no empty list behind. */
static IntakeItem *
revise_take(IntakeDraft *draft, const ReviseItem *item)
{
    guint index;
    if (item->kind == REVISE_PROBLEM)
        return revise_take_problem(draft, item->problem);
    GPtrArray *list = revise_own_list(draft, item, &index);
    IntakeItem *taken = g_ptr_array_steal_index(list, index);
    if (item->kind == REVISE_STEP && list->len == 0)
        g_clear_pointer(&((IntakeItem *)revise_list(draft, item)->pdata[item->index])->parts,
                        g_ptr_array_unref);
    return taken;
}

static void
revise_add_step(IntakeItem *measure, IntakeItem *step)
{
    if (measure->parts == NULL)
        measure->parts = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    g_ptr_array_add(measure->parts, step);
}

/* Steps of something that is no measure any more go to its list as measures of their own. */
static void
revise_flatten(IntakeItem *item, GPtrArray *measures)
{
    if (item->parts != NULL)
        g_ptr_array_extend_and_steal(measures, g_steal_pointer(&item->parts));
}

static void
revise_put_problem(IntakeDraft *draft, int after, IntakeItem *item)
{
    IntakeProblem *problem = revise_new_problem(item->text, item->start, item->end);
    revise_flatten(item, problem->measures);
    g_ptr_array_insert(draft->problems, after < 0 ? -1 : after + 1, problem);
    intake_item_free(item);
}

void
revise_drop(IntakeDraft *draft, const ReviseItem *item)
{
    intake_item_free(revise_take(draft, item));
    revise_number(draft);
}

/* ── Changing ─────────────────────────────────────────────────────────────────────────────── */

gboolean
revise_set_text(IntakeDraft *draft, const ReviseItem *item, const char *text)
{
    char **words = item->kind == REVISE_PROBLEM ? &revise_problem(draft, item->problem)->text
                                                : &revise_item(draft, item)->text;
    if (text[strspn(text, " \t\r\n")] == '\0' || !g_utf8_validate(text, -1, NULL))
        return FALSE;
    g_free(*words);
    *words = g_strstrip(g_strdup(text));
    return TRUE;
}

/* Where `words` stand in the report between two places, in characters; FALSE if they do not. */
static gboolean
revise_find(const IntakeDraft *draft, const char *words, gsize from, gsize to, gsize *start)
{
    const char *first = g_utf8_offset_to_pointer(draft->text, (glong)from);
    const char *last = g_utf8_offset_to_pointer(first, (glong)(to - from));
    const char *found = g_strstr_len(first, last - first, words);
    if (found == NULL)
        return FALSE;
    *start = from + (gsize)g_utf8_strlen(first, found - first);
    return TRUE;
}

/* The second part of a text that is cut at byte `at`: punctuation between the parts belongs to
 * neither. */
static const char *
revise_second_part(const char *text, gsize at)
{
    const char *second = text + at;
    while (*second != '\0' && !g_unichar_isalnum(g_utf8_get_char(second)) &&
           g_utf8_get_char(second) != 0x201C && g_utf8_get_char(second) != 0x300A)
        second = g_utf8_next_char(second);
    return second;
}

static char *
revise_first_part(const char *text, gsize at)
{
    const char *end = text + at;
    while (end > text) {
        const char *before = g_utf8_prev_char(end);
        gunichar sign = g_utf8_get_char(before);
        if (g_unichar_isalnum(sign) || sign == 0x201D || sign == 0x300B || sign == 0xFF09)
            break;
        end = before;
    }
    return g_strndup(text, (gsize)(end - text));
}

/* The places of the two parts: at the words themselves where the report has them as they are. */
static void
revise_split_place(const IntakeDraft *draft, gsize start, gsize *end, gsize *second_start,
                   const char *second)
{
    if (!revise_find(draft, second, start, *end, second_start))
        *second_start = start;
    else
        *end = *second_start;
}

gboolean
revise_split(IntakeDraft *draft, const ReviseItem *item, gsize at)
{
    const char *text = revise_text(draft, item);
    gsize start, end, first_end, second_start;
    if (at == 0 || at >= strlen(text))
        return FALSE;
    g_autofree char *first = revise_first_part(text, at);
    g_autofree char *second = g_strdup(revise_second_part(text, at));
    if (*first == '\0' || *second == '\0')
        return FALSE;
    revise_place(draft, item, &start, &end);
    first_end = end;
    revise_split_place(draft, start, &first_end, &second_start, second);
    IntakeItem *added = g_new0(IntakeItem, 1);
    *added = (IntakeItem){.text = g_steal_pointer(&second), .start = second_start, .end = end};
    revise_set_text(draft, item, first);
    if (item->kind == REVISE_PROBLEM) {
        revise_problem(draft, item->problem)->end = first_end;
        revise_put_problem(draft, item->problem, added);
    } else {
        guint index;
        revise_item(draft, item)->end = first_end;
        GPtrArray *list = revise_own_list(draft, item, &index);
        g_ptr_array_insert(list, (int)index + 1, added);
    }
    revise_number(draft);
    return TRUE;
}

/* In the report's own words where the two stand in one paragraph, else parted by a semicolon. */
static char *
revise_joined(const IntakeDraft *draft, const char *first, const char *second, gsize start,
              gsize end)
{
    if (start < end) {
        g_autofree char *between = g_utf8_substring(draft->text, (glong)start, (glong)end);
        if (strchr(between, '\n') == NULL && g_str_has_prefix(between, first))
            return g_steal_pointer(&between);
    }
    return g_strconcat(first, "；", second, NULL);
}

static gboolean
revise_join_problems(IntakeDraft *draft, int index)
{
    if (index + 1 >= (int)draft->problems->len)
        return FALSE;
    IntakeProblem *problem = revise_problem(draft, index);
    IntakeProblem *next = g_ptr_array_steal_index(draft->problems, (guint)index + 1);
    char *text = revise_joined(draft, problem->text, next->text, problem->start, next->end);
    g_free(problem->text);
    problem->text = text;
    problem->end = MAX(problem->end, next->end);
    g_ptr_array_extend_and_steal(problem->causes, g_steal_pointer(&next->causes));
    g_ptr_array_extend_and_steal(problem->measures, g_steal_pointer(&next->measures));
    g_free(next->text);
    g_free(next);
    return TRUE;
}

gboolean
revise_join(IntakeDraft *draft, const ReviseItem *item)
{
    if (item->kind == REVISE_PROBLEM) {
        gboolean joined = revise_join_problems(draft, item->problem);
        revise_number(draft);
        return joined;
    }
    guint index;
    GPtrArray *list = revise_own_list(draft, item, &index);
    if (index + 1 >= list->len)
        return FALSE;
    IntakeItem *one = list->pdata[index];
    IntakeItem *next = g_ptr_array_steal_index(list, index + 1);
    char *text = revise_joined(draft, one->text, next->text, one->start, next->end);
    g_free(one->text);
    one->text = text;
    one->end = MAX(one->end, next->end);
    if (next->parts != NULL) {
        for (guint i = 0; i < next->parts->len; i++)
            revise_add_step(one, revise_copy_item(next->parts->pdata[i], NULL));
    }
    intake_item_free(next);
    revise_number(draft);
    return TRUE;
}

gboolean
revise_link(IntakeDraft *draft, const ReviseItem *item, guint n)
{
    if ((item->kind != REVISE_CAUSE && item->kind != REVISE_MEASURE) || n > draft->problems->len)
        return FALSE;
    IntakeItem *taken = revise_take(draft, item);
    const ReviseItem target = {item->kind, (int)n - 1, 0, 0};
    g_ptr_array_add(revise_list(draft, &target), taken);
    revise_number(draft);
    return TRUE;
}

/* A step needs a measure of the same problem before it. */
static IntakeItem *
revise_measure_before(const IntakeDraft *draft, const ReviseItem *item)
{
    const ReviseItem measures = {REVISE_MEASURE, item->problem, 0, 0};
    const GPtrArray *list = item->kind == REVISE_PLAN ? NULL : revise_list(draft, &measures);
    guint before = item->kind == REVISE_MEASURE ? item->index : list == NULL ? 0 : list->len;
    return before == 0 ? NULL : list->pdata[before - 1];
}

gboolean
revise_change(IntakeDraft *draft, const ReviseItem *item, ReviseKind kind)
{
    IntakeItem *measure = kind == REVISE_STEP ? revise_measure_before(draft, item) : NULL;
    if (kind == item->kind ||
        (kind == REVISE_STEP && (measure == NULL || item->kind == REVISE_PROBLEM)))
        return FALSE;
    int problem = item->kind == REVISE_PROBLEM ? item->problem - 1 : item->problem;
    IntakeItem *taken = revise_take(draft, item);
    const ReviseItem target = {kind, problem, 0, 0};
    if (kind == REVISE_PROBLEM) {
        revise_put_problem(draft, problem, taken);
    } else if (kind == REVISE_STEP) {
        revise_add_step(measure, taken);
    } else {
        const ReviseItem measures = {REVISE_MEASURE, problem, 0, 0};
        if (kind != REVISE_MEASURE)
            revise_flatten(taken, revise_list(draft, &measures));
        g_ptr_array_add(revise_list(draft, &target), taken);
    }
    revise_number(draft);
    return TRUE;
}
