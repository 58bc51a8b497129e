#include "draft.h"

#include <jansson.h>
#include <stdarg.h>

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

char *cli_draft_preview(const IntakeDraft *draft, int width) { (void)draft; (void)width; return g_strdup(""); }
