#include "zhenggai/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "help.h"
#include "progress.h"
#include "verb.h"
#include "zhenggai/carry.h"
#include "zhenggai/date.h"
#include "zhenggai/export.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* ── Errors and output ────────────────────────────────────────────────────────────────────── */

int
cli_fail(const GError *error)
{
    g_autofree char *visible = text_visible(error->message);
    fflush(stdout);
    fprintf(stderr, "zhenggai: %s\n", visible);
    return g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE) ||
                   g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS) ||
                   error->domain == G_OPTION_ERROR || error->domain == LEDGER_DATE_ERROR
               ? CLI_WRONG_USE
               : CLI_FAILED;
}

int
cli_usage(const CliRun *run, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const char *name = ledger_action_info(run->action)->name;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: %s (see `zhenggai %s --help`)"),
                name, message, name);
    return CLI_WRONG_USE;
}

void
cli_tell(const CliRun *run, const char *format, ...)
{
    if (run->options.globals.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *visible = text_visible(sentence);
    cli_progress_clear(run);
    fflush(stdout);
    fprintf(stderr, "%s\n", visible);
}

void
cli_print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
}

int
cli_width(void)
{
    struct winsize size;
    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
               ? size.ws_col
               : 0;
}

gboolean
cli_colors(const CliRun *run)
{
    const char *no_color = g_getenv("NO_COLOR");
    g_autofree char *setting = settings_get(run->settings, "color");
    return isatty(STDOUT_FILENO) && !run->options.globals.no_color &&
           (no_color == NULL || *no_color == '\0') && strcmp(setting, "never") != 0;
}

void
cli_print_json(json_t *value)
{
    json_dumpf(value, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(value);
}

/* ── What verbs need ──────────────────────────────────────────────────────────────────────── */

gboolean
cli_scope(CliRun *run, GError **error)
{
    const CliGlobals *globals = &run->options.globals;
    g_autofree char *unit = settings_get(run->settings, "unit");
    g_autofree char *year = settings_get(run->settings, "year");
    return ledger_scope_find(run->ledger, globals->year != 0 ? globals->year : atoi(year),
                             globals->unit != NULL ? globals->unit
                             : *unit != '\0'       ? unit
                                                   : NULL,
                             &run->scope, error);
}

gboolean
cli_address(CliRun *run, const char *address, LedgerEntity *entity, gint64 *key, GError **error)
{
    /* A full address or a UUID needs no working year; whatever needs one says so itself. */
    if (run->scope.year == 0 && strchr(address, '/') == NULL && !cli_scope(run, error))
        return FALSE;
    return ledger_address_find(run->ledger, run->scope, address, entity, key, error);
}

gboolean
cli_day(CliRun *run, const char *words, char **day, GError **error)
{
    *day = words == NULL ? NULL : ledger_day_parse(run->ledger, words, error);
    return words == NULL || *day != NULL;
}

static gboolean
cli_filter(CliRun *run, LedgerQuery *query, const char *word, GError **error)
{
    if (word[0] != '@')
        return ledger_query_filter(query, word, error);
    g_autofree char *line = settings_filter(run->settings, word + 1);
    if (line == NULL) {
        cli_usage(run, error, _("%s: no such filter; `zhenggai config filter.%s \"…\"` keeps one"),
                  word, word + 1);
        return FALSE;
    }
    return ledger_query_filter_line(query, line, error);
}

gboolean
cli_scope_given(CliRun *run, LedgerScope *scope, GError **error)
{
    const CliGlobals *globals = &run->options.globals;
    *scope = (LedgerScope){globals->year, 0};
    if (globals->unit == NULL)
        return TRUE;
    gboolean found = ledger_scope_find(run->ledger, globals->year, globals->unit, scope, error);
    scope->year = globals->year;
    return found;
}

LedgerQuery *
cli_query(CliRun *run, char **words, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(run->ledger);
    LedgerScope scope;
    if (!cli_scope_given(run, &scope, error))
        return NULL;
    ledger_query_scope(query, scope);
    for (guint i = 0; words[i] != NULL; i++)
        if (!cli_filter(run, query, words[i], error))
            return NULL;
    if (run->options.sort != NULL && !ledger_query_sort(query, run->options.sort, error))
        return NULL;
    ledger_query_limit(query, run->options.limit > 0 ? (guint)run->options.limit : 0);
    return g_steal_pointer(&query);
}

gboolean
cli_format(CliRun *run, const char *names, guint *index, GError **error)
{
    g_auto(GStrv) known = g_strsplit(names, "|", 0);
    *index = 0;
    if (run->options.format == NULL)
        return TRUE;
    for (guint i = 0; known[i] != NULL; i++)
        if (strcmp(known[i], run->options.format) == 0) {
            *index = i;
            return TRUE;
        }
    cli_usage(run, error, _("--format %s: wanted is %s"), run->options.format, names);
    return FALSE;
}

/* ── Running ──────────────────────────────────────────────────────────────────────────────── */

gboolean
cli_language_set(const CliGlobals *globals, const Settings *settings, GError **error)
{
    TextLanguage language;
    if (!settings_language(settings, globals->language, &language, error))
        return FALSE;
    text_language_set(language);
    g_autofree char *width = settings_get(settings, "ambiguous_width");
    text_ambiguous_width_set(atoi(width));
    return TRUE;
}

/* `-owner:李四`, `-+overdue` and `-宣传` are filter words: they are taken out before the options
 * are parsed, unless they are the value of an option. */
static void
cli_take_filters(const CliVerb *verb, GStrv arguments, GPtrArray *filters)
{
    guint kept = 0;
    gboolean value = FALSE;
    for (guint i = 0; arguments[i] != NULL; i++) {
        char *word = arguments[i];
        gboolean filter = i > 0 && !value && verb->filters && word[0] == '-' && word[1] != '-' &&
                          (strchr(word, ':') != NULL || strstr(word, "：") != NULL ||
                           word[1] == '+' || (guchar)word[1] >= 0x80);
        value =
            (strcmp(word, "-o") == 0 || g_str_has_prefix(word, "--")) && strchr(word, '=') == NULL;
        if (filter)
            g_ptr_array_add(filters, word);
        else
            arguments[kept++] = word;
    }
    arguments[kept] = NULL;
}

/* What is left: the words behind the program's name, then the filters. */
static GStrv
cli_join_arguments(GStrv parsed, GPtrArray *filters)
{
    GPtrArray *all = g_ptr_array_new();
    for (guint i = 1; parsed[i] != NULL; i++)
        if (strcmp(parsed[i], "--") != 0)
            g_ptr_array_add(all, g_strdup(parsed[i]));
    for (guint i = 0; i < filters->len; i++)
        g_ptr_array_add(all, g_strdup(filters->pdata[i]));
    g_ptr_array_add(all, NULL);
    return (GStrv)g_ptr_array_free(all, FALSE);
}

static gboolean
cli_open(CliRun *run, GError **error)
{
    const LedgerActionInfo *info = ledger_action_info(run->action);
    const CliGlobals *globals = &run->options.globals;
    LedgerWorld world;
    if ((info->needs & (NEEDS_LEDGER | NEEDS_WRITE)) == 0)
        return TRUE;
    if (!settings_world(run->settings, &world, error))
        return FALSE;
    g_autofree char *path = settings_ledger_path(globals->ledger);
    /* Only what brings content makes a ledger: a mistyped path must not look like an empty one. */
    gboolean creates =
        run->action == ACTION_IMPORT || run->action == ACTION_ADD || strcmp(path, ":memory:") == 0;
    LedgerMode mode = globals->readonly ? LEDGER_OPEN_READONLY
                      : creates         ? LEDGER_OPEN_CREATE
                                        : LEDGER_OPEN_EXISTING;
    run->ledger = ledger_open(path, mode, &world, error);
    return run->ledger != NULL;
}

static int
cli_flush(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "zhenggai: %s: %s\n", _("standard output cannot be written"),
            g_strerror(errno));
    return CLI_FAILED;
}

/* The ledger as it stood takes the place of the one that is. */
static gboolean
cli_go_back(CliRun *run, GError **error)
{
    g_autofree char *day = NULL;
    if (run->options.as_of == NULL)
        return TRUE;
    if (!cli_day(run, run->options.as_of, &day, error))
        return FALSE;
    Ledger *then = ledger_open_as_of(run->ledger, day, error);
    if (then == NULL)
        return FALSE;
    ledger_close(run->ledger);
    run->ledger = then;
    return TRUE;
}

static int
cli_run_verb(CliRun *run, const CliVerb *verb, GError **error)
{
    if (run->options.globals.help) {
        cli_help_print(verb);
        return CLI_DONE;
    }
    return cli_open(run, error) && cli_go_back(run, error) ? verb->run(run, error) : CLI_FAILED;
}

int
cli_run(CliGlobals *globals, Settings *settings, GStrv arguments)
{
    g_autoptr(GError) error = NULL;
    g_auto(CliOptions) options = {*globals};
    *globals = (CliGlobals){0};
    const char *name = arguments[1] != NULL ? arguments[1] : "status";
    const CliVerb *verb = cli_verb_find(name);
    if (verb == NULL) {
        cli_help_unknown(name);
        return CLI_WRONG_USE;
    }
    g_autoptr(GPtrArray) filters = g_ptr_array_new();
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (guint i = arguments[1] != NULL ? 1 : 0; arguments[i] != NULL; i++)
        g_ptr_array_add(words, arguments[i]);
    g_ptr_array_add(words, NULL);
    cli_take_filters(verb, (GStrv)words->pdata, filters);
    g_auto(GStrv) parsed = g_strdupv((GStrv)words->pdata);
    g_auto(GStrv) names = cli_verb_options(verb);
    CliRun run = {.action = verb->action, .settings = settings};
    if (!cli_options_parse(&options, (const char *const *)names, &parsed, &error)) {
        g_prefix_error(&error, "%s: ", name);
        return cli_fail(error);
    }
    if (!cli_language_set(&options.globals, settings, &error))
        return cli_fail(error);
    g_auto(GStrv) left = cli_join_arguments(parsed, filters);
    run.options = options;
    run.arguments = left;
    CliProgress progress;
    cli_progress_begin(&run, &progress);
    int status = cli_run_verb(&run, verb, &error);
    cli_progress_end(&run);
    ledger_close(run.ledger);
    return cli_flush(error == NULL ? status : cli_fail(error));
}
