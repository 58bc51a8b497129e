#include <stdio.h>

#include "verb.h"
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
