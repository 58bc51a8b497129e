#include "find.h"

#include "choose.h"
#include "prompt.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── Search ───────────────────────────────────────────────────────────────────────────────── */

/* What cannot be understood yet (a half-typed filter word) is said, and the list stays. */
static char *
find_describe_search(App *app, const char *text, gboolean *wrong, gpointer data)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(app->ledger);
    g_autoptr(GError) error = NULL;
    if (*text == '\0')
        return NULL;
    *wrong = !ledger_query_filter_line(query, text, &error);
    if (*wrong)
        return g_strdup(error->message);
    gint64 count = list_filter_count(app->list);
    return g_strdup_printf(text_translate_plural("%d task found", "%d tasks found", (gulong)count),
                           (int)count);
}

static void
find_search_changed(App *app, const char *text, gpointer data)
{
    list_filter(app->list, text, NULL);
}

/* Asks for filter words, the ones in force at first. */
static void
find_search(App *app)
{
    PromptSpec spec = {
        .label = _("search"),
        .initial = list_filter_words(app->list),
        .hint = _("words, or 责任人:李四  整改状态:整改中  +逾期  +临期  +待明确; Esc shows all"),
        .describe = find_describe_search,
        .changed = find_search_changed};
    g_autofree char *initial = g_strdup(spec.initial);
    spec.initial = initial;
    g_free(prompt_ask(app, &spec));
}

/* ── Filter, saved views ──────────────────────────────────────────────────────────────────── */

static const struct {
    const char *key, *words, *label;
} usual[] = {
    {"1", N_("+overdue"), N_("overdue")},
    {"2", N_("+due_soon"), N_("due soon")},
    {"3", N_("+unsettled"), N_("to be settled")},
    {"4", N_("+mine"), N_("mine")},
    {"5", N_("-progress:completed -closure:dropped"), N_("not completed")},
    {"6", N_("closure:requested"), N_("closure asked for")},
    {"7", N_("closure:returned"), N_("returned")},
    {"8", N_("due:none"), N_("without a deadline")},
};

enum { FIND_SAVED = 100, FIND_ALL = -1, FIND_WORDS = -2, FIND_SAVE = -3, FIND_FORGET = -4 };
enum { FIND_LABEL_CELLS = 20, FIND_COUNTED = 10000 };

/* "name=words" of each saved view. The caller owns it. */
static char **
find_saved(const App *app)
{
    g_autofree char *stored = settings_get(app->options->settings, "views");
    g_auto(GStrv) lines = g_strsplit(stored, "\n", 0);
    g_autoptr(GStrvBuilder) saved = g_strv_builder_new();
    for (guint i = 0; lines[i] != NULL; i++)
        if (strchr(lines[i], '=') != NULL && lines[i][0] != '=')
            g_strv_builder_add(saved, lines[i]);
    return g_strv_builder_end(saved);
}

static void
find_store(App *app, const char *const *saved)
{
    GError *error = NULL;
    g_autofree char *joined = g_strjoinv("\n", (char **)(gpointer)saved);
    if (!settings_set(app->options->settings, "views", joined, &error))
        app_fail(app, error);
}

static char *
find_saved_name(const char *saved)
{
    return g_strndup(saved, strcspn(saved, "="));
}

static void
find_apply(App *app, const char *words)
{
    GError *error = NULL;
    app->drilled = FALSE;
    if (!list_filter(app->list, words, &error))
        app_fail(app, error);
}

/* The saved views without the one of that name. */
static GPtrArray *
find_saved_without(const App *app, const char *name)
{
    g_auto(GStrv) saved = find_saved(app);
    GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; saved[i] != NULL; i++) {
        g_autofree char *its = find_saved_name(saved[i]);
        if (strcmp(its, name) != 0)
            g_ptr_array_add(kept, g_strdup(saved[i]));
    }
    return kept;
}

static void
find_save(App *app)
{
    PromptSpec spec = {.label = _("save as"),
                       .hint = _("a name for what is shown now; f offers it from then on")};
    g_autofree char *name = prompt_ask(app, &spec);
    if (name == NULL || *g_strstrip(g_strdelimit(name, "=\n", ' ')) == '\0')
        return;
    g_autoptr(GPtrArray) saved = find_saved_without(app, name);
    g_ptr_array_add(saved, g_strdup_printf("%s=%s", name, list_filter_words(app->list)));
    g_ptr_array_add(saved, NULL);
    app_tell(app, _("saved as %s: f offers it"), name);
    find_store(app, (const char *const *)saved->pdata);
}

static void
find_forget(App *app)
{
    g_auto(GStrv) saved = find_saved(app);
    ChooseSpec spec = {.title = _("Forget a saved view"), .choices = choose_array_new()};
    int chosen;
    for (int i = 0; saved[i] != NULL; i++) {
        g_autofree char *name = find_saved_name(saved[i]);
        choose_add(spec.choices, i, NULL, name, NULL, strchr(saved[i], '=') + 1);
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    g_autofree char *name = find_saved_name(saved[chosen]);
    g_autoptr(GPtrArray) kept = find_saved_without(app, name);
    g_ptr_array_add(kept, NULL);
    app_tell(app, _("%s is forgotten"), name);
    find_store(app, (const char *const *)kept->pdata);
}

static void
find_add_saved(GPtrArray *choices, char **saved)
{
    if (saved[0] != NULL)
        choose_add_heading(choices, _("Saved views"));
    for (int i = 0; saved[i] != NULL; i++) {
        g_autofree char *name = find_saved_name(saved[i]);
        choose_add(choices, FIND_SAVED + i, NULL, name, NULL, strchr(saved[i], '=') + 1);
    }
}

/* "overdue   3": the words and how many tasks they leave; in a large ledger counting all of them
 * would keep the choice waiting. */
static void
find_add_usual(App *app, GPtrArray *choices, int index)
{
    const char *words = _(usual[index].words);
    g_autofree char *name = text_fit(_(usual[index].label), FIND_LABEL_CELLS, TEXT_LEFT);
    g_autoptr(LedgerQuery) query = ledger_query_new(app->ledger);
    gint64 count = -1;
    ledger_query_scope(query, app->scope);
    if (app->figures.measures.total <= FIND_COUNTED && ledger_query_filter_line(query, words, NULL))
        count = ledger_query_count(query, NULL);
    g_autofree char *number = count < 0 ? g_strdup("") : g_strdup_printf("%4d", (int)count);
    g_autofree char *label = g_strconcat(name, number, NULL);
    choose_add(choices, index, usual[index].key, label, NULL, words);
}

static void
find_filter(App *app)
{
    g_auto(GStrv) saved = find_saved(app);
    ChooseSpec spec = {.title = _("Show only"), .choices = choose_array_new(), .value = 0};
    int chosen;
    for (int i = 0; i < (int)G_N_ELEMENTS(usual); i++)
        find_add_usual(app, spec.choices, i);
    choose_add(spec.choices, FIND_WORDS, "/", _("words …"), NULL,
               _("owner:李四 department:司法所 due.before:2024-12-31 and what else list takes"));
    choose_add(spec.choices, FIND_ALL, "0", _("everything"), NULL, "");
    find_add_saved(spec.choices, saved);
    if (*list_filter_words(app->list) != '\0')
        choose_add(spec.choices, FIND_SAVE, "s", _("Save what is shown now …"), NULL,
                   list_filter_words(app->list));
    if (saved[0] != NULL)
        choose_add(spec.choices, FIND_FORGET, "x", _("Forget a saved view …"), NULL, "");
    if (!choose_run(app, &spec, &chosen))
        return;
    if (chosen == FIND_SAVE)
        find_save(app);
    else if (chosen == FIND_FORGET)
        find_forget(app);
    else if (chosen == FIND_WORDS)
        find_search(app);
    else
        find_apply(app, chosen == FIND_ALL     ? ""
                        : chosen >= FIND_SAVED ? strchr(saved[chosen - FIND_SAVED], '=') + 1
                                               : _(usual[chosen].words));
}

/* ── Order and columns ────────────────────────────────────────────────────────────────────── */

gboolean
find_sort_by(List *list, LedgerField field, GError **error)
{
    const char *name = ledger_field_info(field)->name;
    if (field == FIELD_TASK_id)
        return list_sort(list, "", error);
    g_autofree char *keys =
        g_strdup_printf("%s%s", g_strcmp0(list_order(list), name) == 0 ? "-" : "", name);
    return list_sort(list, keys, error);
}

static void
find_sort(App *app)
{
    static const LedgerField fields[] = {
        FIELD_TASK_due,     FIELD_TASK_owner,      FIELD_TASK_progress, FIELD_TASK_percent,
        FIELD_TASK_closure, FIELD_TASK_department, FIELD_TASK_kind,     FIELD_TASK_done};
    const char *order = list_order(app->list);
    GError *error = NULL;
    ChooseSpec spec = {.title = _("Sort"), .choices = choose_array_new(), .value = -1};
    int chosen;
    choose_add(spec.choices, -1, "0", _("the report's order, as a tree"), NULL, NULL);
    for (int i = 0; i < (int)G_N_ELEMENTS(fields); i++) {
        const LedgerFieldInfo *info = ledger_field_info(fields[i]);
        const char key[] = {(char)('1' + i), '\0'};
        gboolean up = g_strcmp0(order, info->name) == 0;
        gboolean down = order != NULL && order[0] == '-' && strcmp(order + 1, info->name) == 0;
        g_autofree char *label = g_strdup_printf("%s%s", _(info->label),
                                                 up     ? _(", downwards")
                                                 : down ? _(", upwards")
                                                        : "");
        choose_add(spec.choices, i, key, label, NULL, NULL);
        if (up || down)
            spec.value = i;
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    if (!(chosen < 0 ? list_sort(app->list, NULL, &error)
                     : find_sort_by(app->list, fields[chosen], &error)))
        app_fail(app, error);
}

static int
find_column_index(const GArray *columns, LedgerField field)
{
    for (guint i = 0; i < columns->len; i++)
        if (g_array_index(columns, LedgerField, i) == field)
            return (int)i;
    return -1;
}

/* The words of the columns with one more, or one less. */
static char *
find_columns_changed(const List *list, LedgerField field)
{
    g_autofree char *words = list_columns_words(list);
    g_auto(GStrv) parts = g_strsplit(words, ",", 0);
    g_autoptr(GString) changed = g_string_new(NULL);
    int index = find_column_index(list_columns(list), field);
    for (int i = 0; parts[i] != NULL; i++)
        if (i != index)
            g_string_append_printf(changed, "%s%s", changed->len > 0 ? "," : "", parts[i]);
    if (index < 0)
        g_string_append_printf(changed, "%s%s", changed->len > 0 ? "," : "",
                               ledger_field_info(field)->name);
    return g_strdup(changed->str);
}

static gboolean
find_choose_column(App *app, int *chosen)
{
    ChooseSpec spec = {.title = _("Columns: Enter takes one in or out, Esc is done"),
                       .choices = choose_array_new(),
                       .typed = TRUE,
                       .value = *chosen};
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->editor == EDITOR_INTERNAL || field == FIELD_TASK_id || field == FIELD_TASK_text ||
            field == FIELD_TASK_uuid || field == FIELD_TASK_number)
            continue;
        int index = find_column_index(list_columns(app->list), field);
        g_autofree char *mark = index < 0 ? g_strdup("[ ]") : g_strdup_printf("[%d]", index + 1);
        choose_add(spec.choices, (int)field, mark, _(info->label), info->name,
                   info->help == NULL ? "" : _(info->help));
    }
    return choose_run(app, &spec, chosen);
}

static void
find_columns(App *app)
{
    int chosen = G_MININT;
    GError *error = NULL;
    if (list_order(app->list) == NULL)
        list_sort(app->list, "", NULL);
    while (find_choose_column(app, &chosen)) {
        g_autofree char *names = find_columns_changed(app->list, (LedgerField)chosen);
        if (!list_columns_set(app->list, names, &error) ||
            !settings_set(app->options->settings, "columns", names, &error)) {
            app_fail(app, error);
            return;
        }
    }
}

/* ── Going to an ID ───────────────────────────────────────────────────────────────────────── */

static gboolean
find_address(App *app, const char *text, LedgerPlace *place, GError **error)
{
    LedgerEntity entity;
    gint64 key;
    if (!ledger_address_find(app->ledger, app->scope, text, &entity, &key, error))
        return FALSE;
    if (entity != ENTITY_PROBLEM && entity != ENTITY_TASK) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, "%s",
                    _("causes and plans have no line of their own"));
        return FALSE;
    }
    return ledger_place_find(app->ledger, entity, key, place, error);
}

static char *
find_describe_address(App *app, const char *text, gboolean *wrong, gpointer data)
{
    LedgerPlace place;
    g_autoptr(GError) error = NULL;
    if (*text == '\0')
        return NULL;
    *wrong = !find_address(app, text, &place, &error);
    if (*wrong)
        return g_strdup(error->message);
    LedgerFields fields = ledger_fields_of(
        place.entity == ENTITY_TASK ? FIELD_TASK_text : FIELD_PROBLEM_text, FIELD_NONE);
    g_autoptr(LedgerRow) row = ledger_row_load(app->ledger, place.entity, place.key, &fields, NULL);
    return row == NULL
               ? NULL
               : text_visible_line(ledger_row_get(
                     row, place.entity == ENTITY_TASK ? FIELD_TASK_text : FIELD_PROBLEM_text));
}

void
find_place(App *app, const LedgerPlace *place)
{
    if (place->year != app->scope.year || place->unit_id != app->scope.unit_id)
        app_scope_set(app, (LedgerScope){place->year, place->unit_id});
    if (!list_select(app->list, place->entity, place->key)) {
        list_unfold_all(app->list);
        find_apply(app, NULL);
        list_select(app->list, place->entity, place->key);
    }
}

static void
find_go(App *app)
{
    PromptSpec spec = {.label = _("go to"),
                       .hint = _("an ID: 3, 3.1, 3.1.2, 2024/3.1"),
                       .describe = find_describe_address};
    g_autofree char *typed = prompt_ask(app, &spec);
    LedgerPlace place;
    if (typed != NULL && *typed != '\0' && find_address(app, typed, &place, NULL))
        find_place(app, &place);
}

/* ── Year ─────────────────────────────────────────────────────────────────────────────────── */

static void
find_year(App *app)
{
    GError *error = NULL;
    g_autoptr(GArray) scopes = ledger_scopes(app->ledger, &error);
    ChooseSpec spec = {.title = _("Another year or unit"), .typed = TRUE};
    int chosen;
    if (scopes == NULL) {
        app_fail(app, error);
        return;
    }
    spec.choices = choose_array_new();
    for (guint i = 0; i < scopes->len; i++) {
        LedgerScope scope = g_array_index(scopes, LedgerScope, i);
        g_autofree char *name = ledger_scope_name(app->ledger, scope);
        choose_add(spec.choices, (int)i, NULL, name, NULL, NULL);
        if (scope.year == app->scope.year && scope.unit_id == app->scope.unit_id)
            spec.value = (int)i;
    }
    if (choose_run(app, &spec, &chosen))
        app_scope_set(app, g_array_index(scopes, LedgerScope, chosen));
}

gboolean
find_run(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_SEARCH:
        find_search(app);
        return TRUE;
    case ACTION_FILTER:
        find_filter(app);
        return TRUE;
    case ACTION_SORT:
        find_sort(app);
        return TRUE;
    case ACTION_COLUMNS:
        find_columns(app);
        return TRUE;
    case ACTION_GO_TO:
        find_go(app);
        return TRUE;
    case ACTION_YEAR:
        find_year(app);
        return TRUE;
    default:
        return FALSE;
    }
}
