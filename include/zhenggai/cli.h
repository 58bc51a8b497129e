/* The command line: verbs over the ledger's actions, results on stdout, all else on stderr. */
#pragma once

#include "zhenggai/ledger.h"
#include "zhenggai/settings.h"

/* Exit statuses (INTERFACE.md "Verbs"). */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_WRONG_USE = 2, CLI_ATTENTION = 3 };

/* What may stand before or after any verb. */
typedef struct {
    char *ledger; /* --db */
    char *language;
    gboolean quiet;
    gboolean no_color;
    gboolean readonly;
    gboolean version;
    gboolean help;
    int year; /* --year and --unit also say what the terminal interface opens with */
    char *unit;
} CliGlobals;

void cli_globals_clear(CliGlobals *globals);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliGlobals, cli_globals_clear)

/* Takes the leading options out of `arguments` (the program's name comes first) up to the verb.
 * G_OPTION_ERROR for an unknown one. */
gboolean cli_globals_parse(CliGlobals *globals, GStrv *arguments, GError **error);

/* Sets the language by the globals, the environment, the settings and the locale. */
gboolean cli_language_set(const CliGlobals *globals, const Settings *settings, GError **error);

/* Runs the verb that arguments[1] names with what stands behind it; without one the overview of
 * `status`. Prints results and errors, and returns the exit status. Takes `globals` over. */
int cli_run(CliGlobals *globals, Settings *settings, GStrv arguments);

/* "zhenggai: …" on stderr; the exit status that the error means. */
int cli_fail(const GError *error);

/* The program's overview: how to start, every verb in one line. */
void cli_print_help(void);
