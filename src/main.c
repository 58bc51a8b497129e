/* zhenggai: options, then the command line or the terminal interface; an error becomes a message
 * and an exit status. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zhenggai/cli.h"
#include "zhenggai/text.h"
#include "zhenggai/tui.h"

/* A locale that is not installed must not cost the Chinese characters. */
static void
main_set_locale(void)
{
    if (setlocale(LC_ALL, "") == NULL || strcmp(setlocale(LC_CTYPE, NULL), "C") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    /* Numbers are written with a point in every language, as in files. */
    setlocale(LC_NUMERIC, "C");
}

static int
main_interface(const CliGlobals *globals, Settings *settings)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = settings_ledger_path(globals->ledger);
    TuiOptions options = {.path = path,
                          .settings = settings,
                          .year = globals->year,
                          .unit = globals->unit,
                          .readonly = globals->readonly,
                          .no_color = globals->no_color};
    if (!settings_world(settings, &options.world, &error) || !tui_run(&options, &error))
        return cli_fail(error);
    return CLI_DONE;
}

static int
main_run(CliGlobals *globals, Settings *settings, GStrv arguments)
{
    if (globals->version) {
        printf("zhenggai %s\n", ZHENGGAI_VERSION);
        return CLI_DONE;
    }
    if (globals->help && arguments[1] == NULL) {
        cli_print_help();
        return CLI_DONE;
    }
    if (arguments[1] == NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return main_interface(globals, settings);
    return cli_run(globals, settings, arguments);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_auto(CliGlobals) globals = {0};
    g_auto(GStrv) arguments = g_strdupv(argv);
    main_set_locale();
    umask(077);
    /* A file that grows past its limit is a write that fails and is told, not the end of us. */
    signal(SIGXFSZ, SIG_IGN);
    g_autoptr(Settings) settings = settings_load(&error);
    if (settings == NULL || !cli_globals_parse(&globals, &arguments, &error) ||
        !cli_language_set(&globals, settings, &error))
        return cli_fail(error);
    return main_run(&globals, settings, arguments);
}
