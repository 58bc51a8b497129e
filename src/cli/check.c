#include <stdio.h>

#include "verb.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

static void
check_print(const char *finding, void *data)
{
    g_autofree char *visible = text_visible_line(finding);
    printf("%s\n", visible);
}

int
cli_check(CliRun *run, GError **error)
{
    int findings = ledger_check(run->ledger, check_print, NULL, error);
    if (findings < 0)
        return CLI_FAILED;
    if (findings == 0) {
        cli_tell(run, _("%s: whole — file, journal, rows and reports agree"),
                 ledger_path(run->ledger));
        return CLI_DONE;
    }
    cli_tell(run,
             text_translate_plural("%d finding: copy the file before anything else",
                                   "%d findings: copy the file before anything else",
                                   (gulong)findings),
             findings);
    return CLI_ATTENTION;
}

int
cli_backup(CliRun *run, GError **error)
{
    if (g_strv_length(run->arguments) != 1)
        return cli_usage(run, error, "%s", _("the name of the copy is wanted"));
    if (!ledger_backup(run->ledger, run->arguments[0], error))
        return CLI_FAILED;
    cli_tell(run, _("copied to %s"), run->arguments[0]);
    /* Files are large and never change: they are copied by those who know where to. */
    g_autofree char *evidence = ledger_evidence_folder(run->ledger);
    if (evidence != NULL && g_file_test(evidence, G_FILE_TEST_IS_DIR))
        cli_tell(run, _("the files of evidence are in %s: copy that folder too"), evidence);
    return CLI_DONE;
}
