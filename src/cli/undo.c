#include <stdio.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/text.h"

static void
undo_tell(CliRun *run, const char *told)
{
    if (run->action == ACTION_UNDO && run->options.dry_run)
        cli_tell(run, _("would undo: %s"), told);
    else if (run->action == ACTION_UNDO)
        cli_tell(run, _("undone: %s — `zhenggai redo` does it again"), told);
    else if (run->options.dry_run)
        cli_tell(run, _("would redo: %s"), told);
    else
        cli_tell(run, _("done again: %s — `zhenggai undo` takes it back"), told);
}

static int
undo_run(CliRun *run, gboolean (*step)(Ledger *, gboolean, char **, GError **), GError **error)
{
    guint64 times = 1;
    const char *word = run->arguments[0];
    if (word != NULL && !g_ascii_string_to_unsigned(word, 10, 1, 1000, &times, NULL))
        return cli_usage(run, error, _("%s: a number from 1 to 1000 is wanted"), word);
    /* What a second step would undo is only known once the first is done. */
    if (run->options.dry_run)
        times = 1;
    for (guint64 i = 0; i < times; i++) {
        g_autofree char *told = NULL;
        if (!step(run->ledger, run->options.dry_run, &told, error))
            return CLI_FAILED;
        undo_tell(run, told);
    }
    return CLI_DONE;
}

int
cli_undo(CliRun *run, GError **error)
{
    return undo_run(run, ledger_undo, error);
}

int
cli_redo(CliRun *run, GError **error)
{
    return undo_run(run, ledger_redo, error);
}
