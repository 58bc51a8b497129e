#include "draft.h"

#include "zhenggai/field.h"
#include "zhenggai/text.h"

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static json_t *
string_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *
item_json(guint n, const char *text, gsize start, gsize end)
{
    return json_pack("{s:i, s:s, s:I, s:I}", "n", (int)n, "text", text, "start", (json_int_t)start,
                     "end", (json_int_t)end);
}

static json_t *
items_json(const GPtrArray *items)
{
    json_t *list = json_array();
    for (guint i = 0; i < items->len; i++) {
        const IntakeItem *item = g_ptr_array_index(items, i);
        json_array_append_new(list, item_json(item->n, item->text, item->start, item->end));
    }
    return list;
}

static json_t *
measures_json(const GPtrArray *measures)
{
    json_t *list = json_array();
    for (guint i = 0; i < measures->len; i++) {
        const IntakeItem *item = g_ptr_array_index(measures, i);
        json_t *measure = item_json(item->n, item->text, item->start, item->end);
        json_object_set_new(measure, "due_text", string_or_null(item->due_text));
        json_object_set_new(measure, "due", string_or_null(item->due));
        json_object_set_new(measure, "department", string_or_null(item->department));
        json_object_set_new(measure, "lead_department", string_or_null(item->lead_department));
        json_object_set_new(measure, "kind", string_or_null(item->kind));
        json_object_set_new(measure, "goal", string_or_null(item->goal));
        json_object_set_new(measure, "claim", string_or_null(item->claim));
        json_object_set_new(measure, "underway", json_boolean(item->underway));
        json_object_set_new(measure, "steps", items_json(item->parts));
        json_array_append_new(list, measure);
    }
    return list;
}

static json_t *
problems_json(const GPtrArray *problems)
{
    json_t *list = json_array();
    for (guint i = 0; i < problems->len; i++) {
        const IntakeProblem *problem = g_ptr_array_index(problems, i);
        json_t *object = item_json(problem->n, problem->text, problem->start, problem->end);
        json_object_set_new(object, "causes", items_json(problem->causes));
        json_object_set_new(object, "measures", measures_json(problem->measures));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *
diagnostics_json(const GPtrArray *diagnostics)
{
    json_t *list = json_array();
    for (guint i = 0; i < diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = g_ptr_array_index(diagnostics, i);
        json_array_append_new(
            list, json_pack("{s:i, s:s, s:s, s:s}", "line", (int)diagnostic->line, "level",
                            diagnostic->level == INTAKE_WARNING ? "warning" : "note", "code",
                            diagnostic->code, "message", diagnostic->message));
    }
    return list;
}

json_t *
cli_draft_json(const IntakeDraft *draft)
{
    json_t *object = json_object();
    json_object_set_new(object, "unit", string_or_null(draft->unit));
    json_object_set_new(object, "year", draft->year > 0 ? json_integer(draft->year) : json_null());
    json_object_set_new(object, "title", string_or_null(draft->title));
    json_object_set_new(object, "document_number", string_or_null(draft->document_number));
    json_object_set_new(object, "addressee", string_or_null(draft->addressee));
    json_object_set_new(object, "dated", string_or_null(draft->dated));
    json_object_set_new(object, "sha256", string_or_null(draft->sha256));
    json_object_set_new(object, "problems", problems_json(draft->problems));
    json_object_set_new(object, "unpaired",
                        json_pack("{s:o, s:o}", "causes", items_json(draft->unpaired_causes),
                                  "measures", measures_json(draft->unpaired_measures)));
    json_object_set_new(object, "plans", items_json(draft->plans));
    json_object_set_new(object, "diagnostics", diagnostics_json(draft->diagnostics));
    return object;
}

/* ── Preview ──────────────────────────────────────────────────────────────────────────────── */

#define LABEL_CELLS 10
#define TEXT_CELLS_LEAST 20

typedef struct {
    GString *out;
    int width;
} Preview;

/* A label (NULL: none) and a text that wraps under itself. */
static void
put(const Preview *preview, int indent, const char *label, const char *text)
{
    int margin = indent + (label != NULL ? LABEL_CELLS : 0);
    g_autofree char *visible = text_visible(text);
    g_autofree char *head = label == NULL ? g_strdup("")
                            : text_width(label) < LABEL_CELLS
                                ? text_fit(label, LABEL_CELLS, TEXT_LEFT)
                                : g_strconcat(label, " ", NULL);
    g_auto(GStrv) lines = text_wrap(visible, MAX(preview->width - margin, TEXT_CELLS_LEAST));
    g_string_append_printf(preview->out, "%*s%s%s\n", indent, "", head, lines[0]);
    for (guint i = 1; lines[i] != NULL; i++) {
        g_string_append_printf(preview->out, "%*s%s\n", margin, "", lines[i]);
    }
}

static void
put_if(const Preview *preview, int indent, const char *label, const char *text)
{
    if (text != NULL) {
        put(preview, indent, label, text);
    }
}

static void
put_heading(const Preview *preview, const char *heading)
{
    g_string_append_printf(preview->out, "\n%s\n", heading);
}

static const char *
value_label(LedgerType type, const char *value)
{
    const LedgerValueInfo *info = ledger_value_find(type, value);
    return info != NULL ? _(info->label) : value;
}

/* What the text of a measure states beside what is to be done. */
static void
put_fields(const Preview *preview, int indent, const IntakeItem *item)
{
    if (item->due_text != NULL && item->due != NULL) {
        g_autofree char *due = g_strdup_printf(_("%s (%s)"), item->due_text, item->due);
        put(preview, indent, _("deadline"), due);
    } else {
        put_if(preview, indent, _("deadline"), item->due_text);
    }
    put_if(preview, indent, _("progress"),
           item->underway ? value_label(TYPE_PROGRESS, "active") : NULL);
    put_if(preview, indent, _("kind"),
           item->kind != NULL ? value_label(TYPE_KIND, item->kind) : NULL);
    put_if(preview, indent, _("lead department"), item->lead_department);
    put_if(preview, indent, _("department"), item->department);
    put_if(preview, indent, _("goal"), item->goal);
    put_if(preview, indent, _("claim"), item->claim);
}

static void
put_measure(const Preview *preview, const char *number, const IntakeItem *item)
{
    put(preview, 2, number, item->text);
    for (guint i = 0; i < item->parts->len; i++) {
        const IntakeItem *step = g_ptr_array_index(item->parts, i);
        g_autofree char *step_number = g_strdup_printf("%s.%u", number, step->n);
        put(preview, 4, step_number, step->text);
    }
    put_fields(preview, 4, item);
}

static void
put_problem(const Preview *preview, const IntakeProblem *problem)
{
    g_autofree char *number = g_strdup_printf("%u", problem->n);
    g_string_append_c(preview->out, '\n');
    put(preview, 0, number, problem->text);
    for (guint i = 0; i < problem->causes->len; i++) {
        const IntakeItem *cause = g_ptr_array_index(problem->causes, i);
        put(preview, 2, _("cause"), cause->text);
    }
    for (guint i = 0; i < problem->measures->len; i++) {
        const IntakeItem *measure = g_ptr_array_index(problem->measures, i);
        g_autofree char *measure_number = g_strdup_printf("%u.%u", problem->n, measure->n);
        put_measure(preview, measure_number, measure);
    }
}

static void
put_unpaired(const Preview *preview, const IntakeDraft *draft)
{
    if (draft->unpaired_causes->len + draft->unpaired_measures->len == 0) {
        return;
    }
    put_heading(preview, _("Not linked with a problem"));
    for (guint i = 0; i < draft->unpaired_causes->len; i++) {
        const IntakeItem *cause = g_ptr_array_index(draft->unpaired_causes, i);
        put(preview, 2, _("cause"), cause->text);
    }
    for (guint i = 0; i < draft->unpaired_measures->len; i++) {
        const IntakeItem *measure = g_ptr_array_index(draft->unpaired_measures, i);
        g_autofree char *number = g_strdup_printf("?.%u", measure->n);
        put_measure(preview, number, measure);
    }
}

static void
put_plans(const Preview *preview, const IntakeDraft *draft)
{
    if (draft->plans->len > 0) {
        put_heading(preview, _("Arrangements for next year"));
    }
    for (guint i = 0; i < draft->plans->len; i++) {
        const IntakeItem *plan = g_ptr_array_index(draft->plans, i);
        g_autofree char *number = g_strdup_printf("%u", plan->n);
        put(preview, 2, number, plan->text);
    }
}

typedef struct {
    guint causes, measures, steps, deadlines, departments;
} Count;

static void
count_measures(const GPtrArray *measures, Count *count)
{
    for (guint i = 0; i < measures->len; i++) {
        const IntakeItem *item = g_ptr_array_index(measures, i);
        count->measures++;
        count->steps += item->parts->len;
        count->deadlines += item->due_text != NULL;
        count->departments += item->department != NULL || item->lead_department != NULL;
    }
}

static Count
count_all(const IntakeDraft *draft)
{
    Count count = {.causes = draft->unpaired_causes->len};
    count_measures(draft->unpaired_measures, &count);
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = g_ptr_array_index(draft->problems, i);
        count.causes += problem->causes->len;
        count_measures(problem->measures, &count);
    }
    return count;
}

static void
put_counts(const Preview *preview, const IntakeDraft *draft)
{
    Count count = count_all(draft);
    put_heading(preview, _("Found"));
    g_autofree char *found = g_strdup_printf(
        _("problems %u, causes %u, measures %u, steps %u, plans %u"), draft->problems->len,
        count.causes, count.measures, count.steps, draft->plans->len);
    g_autofree char *settled =
        g_strdup_printf(_("deadline named for %u of %u measures, department for %u of %u"),
                        count.deadlines, count.measures, count.departments, count.measures);
    put(preview, 2, NULL, found);
    put(preview, 2, NULL, settled);
}

static void
put_diagnostics(const Preview *preview, const IntakeDraft *draft)
{
    if (draft->diagnostics->len > 0) {
        put_heading(preview, _("What to look at"));
    }
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = g_ptr_array_index(draft->diagnostics, i);
        g_autofree char *line = diagnostic->line > 0
                                    ? g_strdup_printf(_("line %u"), diagnostic->line)
                                    : g_strdup(_("report"));
        g_autofree char *message = diagnostic->level == INTAKE_WARNING
                                       ? g_strdup_printf(_("warning: %s"), diagnostic->message)
                                       : g_strdup(diagnostic->message);
        put(preview, 2, line, message);
    }
}

static void
put_identity(const Preview *preview, const IntakeDraft *draft)
{
    g_autofree char *year = draft->year > 0 ? g_strdup_printf("%d", draft->year) : NULL;
    put(preview, 0, _("unit"), draft->unit != NULL ? draft->unit : _("not in the text"));
    put(preview, 0, _("year"), year != NULL ? year : _("not in the text"));
    put_if(preview, 0, _("title"), draft->title);
    put_if(preview, 0, _("document number"), draft->document_number);
    put_if(preview, 0, _("addressee"), draft->addressee);
    put_if(preview, 0, _("date of the report"), draft->dated);
}

char *
cli_draft_preview(const IntakeDraft *draft, int width)
{
    Preview preview = {g_string_new(NULL), width};
    put_identity(&preview, draft);
    for (guint i = 0; i < draft->problems->len; i++) {
        put_problem(&preview, g_ptr_array_index(draft->problems, i));
    }
    put_unpaired(&preview, draft);
    put_plans(&preview, draft);
    put_counts(&preview, draft);
    put_diagnostics(&preview, draft);
    return g_string_free(preview.out, FALSE);
}
