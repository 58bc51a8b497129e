/* backup and restore: a plain copy of the ledger, or a package with its evidence. */
#include <string.h>

#include "verb.h"
#include "zhenggai/evidence.h"
#include "zhenggai/package.h"
#include "zhenggai/text.h"

static void
tell_evidence(const CliRun *run, const PackageInfo *info)
{
    if (info->evidence > 0)
        cli_tell(run,
                 text_translate_plural("with %u file of evidence", "with %u files of evidence",
                                       info->evidence),
                 info->evidence);
    if (info->lost > 0)
        cli_tell(run,
                 text_translate_plural(
                     "%u piece of evidence is missing or was changed and is not in it: `zhenggai "
                     "evidence --verify` tells which",
                     "%u pieces of evidence are missing or were changed and are not in it: "
                     "`zhenggai evidence --verify` tells which",
                     info->lost),
                 info->lost);
}

static int
backup_package(CliRun *run, GError **error)
{
    g_auto(PackageInfo) info = {0};
    if (!package_write(run->ledger, run->arguments[0], &info, error))
        return CLI_FAILED;
    cli_tell(run, _("packed into %s"), run->arguments[0]);
    tell_evidence(run, &info);
    return info.lost > 0 ? CLI_ATTENTION : CLI_DONE;
}

int
cli_backup(CliRun *run, GError **error)
{
    if (g_strv_length(run->arguments) != 1)
        return cli_usage(run, error, "%s", _("the name of the copy is wanted"));
    if (package_is_name(run->arguments[0]))
        return backup_package(run, error);
    if (!ledger_backup(run->ledger, run->arguments[0], error))
        return CLI_FAILED;
    cli_tell(run, _("copied to %s"), run->arguments[0]);
    g_autofree char *evidence = ledger_evidence_folder(run->ledger);
    if (evidence != NULL && g_file_test(evidence, G_FILE_TEST_IS_DIR))
        cli_tell(run,
                 _("without the files of evidence in %s: a name that ends in .zhenggai takes them "
                   "along"),
                 evidence);
    return CLI_DONE;
}

static void
tell_origin(const CliRun *run, const PackageInfo *info)
{
    if (info->made_at == NULL)
        return;
    g_ptr_array_add(info->scopes, NULL);
    g_autofree char *scopes = g_strjoinv(_(", "), (char **)info->scopes->pdata);
    cli_tell(run, _("%s — packed %.10s by %s"), scopes, info->made_at,
             info->made_by == NULL ? "?" : info->made_by);
}

int
cli_restore(CliRun *run, GError **error)
{
    const CliGlobals *globals = &run->options.globals;
    g_autofree char *path = settings_ledger_path(globals->ledger);
    g_auto(PackageInfo) info = {0};
    LedgerWorld world;
    if (g_strv_length(run->arguments) != 1)
        return cli_usage(run, error, "%s", _("the name of the package, copy or JSON is wanted"));
    if (globals->readonly || strcmp(path, ":memory:") == 0)
        return cli_usage(run, error, "%s", _("a ledger in a file that can be written is wanted"));
    if (!settings_world(run->settings, &world, error) ||
        !package_restore(run->arguments[0], path, &world, run->options.dry_run, &info, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run ? _("%s is whole and can be restored to %s")
                                  : _("%s is restored to %s"),
             run->arguments[0], path);
    tell_origin(run, &info);
    tell_evidence(run, &info);
    return info.lost > 0 ? CLI_ATTENTION : CLI_DONE;
}
