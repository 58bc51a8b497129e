#include "out.h"

#include "merging.h"
#include "preview.h"
#include "printing.h"
#include "prompt.h"
#include "view.h"
#include "zhenggai/export.h"
#include "zhenggai/intake.h"
#include "zhenggai/merge.h"
#include "zhenggai/summary.h"
#include "zhenggai/text.h"

#include <string.h>

/* ── File names ───────────────────────────────────────────────────────────────────────────── */

static int
out_compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
out_complete_file(const char *before, gsize *start, gpointer data)
{
    const char *slash = strrchr(before, '/');
    g_autofree char *folder =
        slash == NULL ? g_strdup(".") : g_strndup(before, (gsize)(slash - before) + 1);
    const char *prefix = slash == NULL ? before : slash + 1;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *name;
    *start = (gsize)(prefix - before);
    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!g_str_has_prefix(name, prefix) || (*prefix == '\0' && *name == '.') ||
            !g_utf8_validate(name, -1, NULL))
            continue;
        g_ptr_array_add(names,
                        g_strconcat(name, g_file_test(path, G_FILE_TEST_IS_DIR) ? "/" : "", NULL));
    }
    g_ptr_array_sort(names, out_compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

char *
out_expand(const char *path)
{
    return g_str_has_prefix(path, "~/") ? g_build_filename(g_get_home_dir(), path + 2, NULL)
                                        : g_strdup(path);
}

/* Asks where to write; an existing file only with a yes. NULL if the user leaves. */
static char *
out_ask_file(App *app, const char *label, const char *proposed, const char *hint)
{
    PromptSpec spec = {
        .label = label, .initial = proposed, .hint = hint, .completer = out_complete_file};
    g_autofree char *typed = prompt_ask(app, &spec);
    if (typed == NULL || *g_strstrip(typed) == '\0')
        return NULL;
    g_autofree char *path = out_expand(typed);
    g_autofree char *question = g_strdup_printf(_("%s is there already: write over it?"), path);
    if (g_file_test(path, G_FILE_TEST_EXISTS) && !prompt_confirm(app, question, 'y'))
        return NULL;
    return g_steal_pointer(&path);
}

/* The whole path, so that the file can be found afterwards. */
static char *
out_whole_path(const char *path)
{
    return g_canonicalize_filename(path, NULL);
}

/* ── Export ───────────────────────────────────────────────────────────────────────────────── */

/* What was sent is kept, so that the sheet can be merged when it comes back. */
static gint64
out_write_sheet(App *app, const char *path, GError **error)
{
    ExportOptions options = {
        .format = EXPORT_CSV, .encoding = EXPORT_UTF8_BOM, .language = text_language()};
    g_autoptr(LedgerQuery) query = ledger_query_new(app->ledger);
    export_format_for_file(path, &options.format);
    ledger_query_scope(query, app->scope);
    if (!ledger_query_filter_line(query, list_filter_words(app->list), error))
        return -1;
    return export_send(app->ledger, query, &options, path, NULL, error);
}

static void
out_export(App *app)
{
    GError *error = NULL;
    g_autofree char *scope = ledger_scope_name(app->ledger, app->scope);
    g_autofree char *proposed = g_strdup_printf(_("ledger %s.csv"), scope);
    g_strdelimit(proposed, " /", '-');
    g_autofree char *path = out_ask_file(
        app, _("export to"), proposed,
        _("a file; .csv or .xlsx for Excel and WPS, .ics for a calendar, .json for programs"));
    if (path == NULL)
        return;
    gint64 count = out_write_sheet(app, path, &error);
    g_autofree char *whole = out_whole_path(path);
    if (count < 0)
        app_fail(app, error);
    else
        app_tell(
            app,
            text_translate_plural("%d row written to %s", "%d rows written to %s", (gulong)count),
            (int)count, whole);
}

/* ── Summary ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
out_fill_summary(App *app, AppPage *shown, int columns, GError **error)
{
    g_autoptr(Document) document = summary_document_new(app->ledger, app->scope, error);
    g_autofree char *borders = settings_get(app->options->settings, "borders");
    DocumentTextStyle style = {.width = CLAMP(columns - 4, 20, 100),
                               .ascii = strcmp(borders, "ascii") == 0};
    if (document == NULL)
        return FALSE;
    g_autoptr(GPtrArray) lines = document_lines(document, &style);
    page_clear(shown->page);
    for (guint i = 0; i < lines->len; i++) {
        const DocumentLine *line = lines->pdata[i];
        page_add_line(shown->page, line->level > 1, line->text);
    }
    return TRUE;
}

static GBytes *
out_summary_content(App *app, const char *file, GError **error)
{
    DocumentFormat format = DOCUMENT_TEXT;
    DocumentTextStyle style = {.paged = TRUE};
    g_autoptr(Document) document = summary_document_new(app->ledger, app->scope, error);
    document_format_for_file(file, &format);
    return document == NULL ? NULL : document_write(document, format, &style, error);
}

void
out_summary_rename(App *app, AppPage *page)
{
    g_autofree char *scope = ledger_scope_name(app->ledger, app->scope);
    g_free(page->file);
    page->file = g_strdup_printf(_("summary %s.txt"), scope);
    g_strdelimit(page->file, " /", '-');
}

AppPage *
out_summary_page(App *app)
{
    AppPage *page = app_page_new(_("Year-end summary"));
    page->fill = out_fill_summary;
    page->content = out_summary_content;
    return page;
}

static gboolean
out_write_page(App *app, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = app_savable(app)->content(app, path, error);
    return bytes != NULL && document_keep(bytes, path, error);
}

static void
out_save(App *app)
{
    GError *error = NULL;
    g_autofree char *path = out_ask_file(app, _("save to"), app_savable(app)->file,
                                         _("a file: .docx, .pdf, .html, .md or .txt"));
    if (path == NULL)
        return;
    g_autofree char *whole = out_whole_path(path);
    if (out_write_page(app, path, &error))
        app_tell(app, _("written to %s"), whole);
    else
        app_fail(app, error);
}

/* ── Import ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
out_store(App *app, const IntakeDraft *draft, const char *unit, int year)
{
    g_auto(IntakeOutcome) outcome = {0};
    GError *error = NULL;
    LedgerScope scope;
    if (!app_ensure_ledger(app))
        return FALSE;
    if (!intake_store(app->ledger, draft, unit, year, FALSE, &outcome, &error)) {
        app_fail(app, error);
        return FALSE;
    }
    if (ledger_scope_find(app->ledger, outcome.year, outcome.unit, &scope, NULL))
        app_scope_set(app, scope);
    if (outcome.same)
        app_tell(app, _("%s %d is in the ledger already: nothing was changed"), outcome.unit,
                 outcome.year);
    else if (outcome.moved + outcome.reworded + outcome.gone > 0)
        app_tell(app,
                 _("against the former text: new %u, moved %u, reworded %u, no longer there %u — u "
                   "takes it back"),
                 outcome.problems + outcome.causes + outcome.measures + outcome.steps +
                     outcome.plans,
                 outcome.moved, outcome.reworded, outcome.gone);
    else
        app_tell(
            app,
            _("problems %u, causes %u, measures %u, steps %u, plans %u — u takes the import back"),
            outcome.problems, outcome.causes, outcome.measures, outcome.steps, outcome.plans);
    return TRUE;
}

/* Unit and year, where the report does not say them. */
static gboolean
out_ask_unit_and_year(App *app, const IntakeDraft *draft, char **unit, int *year)
{
    if (draft->unit == NULL) {
        PromptSpec spec = {.label = _("unit"), .hint = _("the report does not say whose it is")};
        *unit = prompt_ask(app, &spec);
        if (*unit == NULL || *g_strstrip(*unit) == '\0')
            return FALSE;
    }
    if (draft->year == 0) {
        PromptSpec spec = {.label = _("year"),
                           .hint = _("the report does not say which year it is about")};
        g_autofree char *typed = prompt_ask(app, &spec);
        *year = typed == NULL ? 0 : atoi(typed);
        return *year >= 1949 && *year <= 9999;
    }
    return TRUE;
}

gboolean
out_import_founding(App *app)
{
    GError *error = NULL;
    g_autoptr(IntakeDraft) draft =
        intake_draft_new(intake_founding_report(), _("founding report"), &error);
    if (draft == NULL) {
        app_fail(app, error);
        return FALSE;
    }
    return out_store(app, draft, NULL, 0);
}

gboolean
out_import(App *app)
{
    GError *error = NULL;
    PromptSpec spec = {.label = _("import"),
                       .hint = _("the report's file; Tab completes the name"),
                       .completer = out_complete_file};
    g_autofree char *typed = prompt_ask(app, &spec);
    if (typed == NULL || *g_strstrip(typed) == '\0')
        return FALSE;
    g_autofree char *path = out_expand(typed);
    if (app->ledger != NULL && (g_str_has_suffix(path, ".csv") || merge_is_ledger(path))) {
        merging_run(app, path);
        return FALSE;
    }
    g_autofree char *text = intake_read(path, &error);
    g_autoptr(IntakeDraft) draft = text == NULL ? NULL : intake_draft_new(text, path, &error);
    if (draft == NULL) {
        app_fail(app, error);
        return FALSE;
    }
    g_autofree char *unit = NULL;
    int year = 0;
    return preview_run(app, &draft) && out_ask_unit_and_year(app, draft, &unit, &year) &&
           out_store(app, draft, unit, year);
}

static void
out_merge(App *app)
{
    PromptSpec spec = {.label = _("returned sheet"),
                       .hint = _("the CSV that came back, or another copy of the ledger"),
                       .completer = out_complete_file};
    g_autofree char *typed = prompt_ask(app, &spec);
    if (typed == NULL || *g_strstrip(typed) == '\0')
        return;
    g_autofree char *path = out_expand(typed);
    merging_run(app, path);
}

gboolean
out_run(App *app, LedgerAction action)
{
    switch (action) {
    case ACTION_IMPORT:
        out_import(app);
        return TRUE;
    case ACTION_EXPORT:
        out_export(app);
        return TRUE;
    case ACTION_SUMMARY:
        return view_go(app, ACTION_VIEW_SUMMARY);
    case ACTION_PRINT:
        printing_run(app);
        return TRUE;
    case ACTION_MERGE:
        out_merge(app);
        return TRUE;
    case ACTION_SAVE:
        out_save(app);
        return TRUE;
    default:
        return FALSE;
    }
}
