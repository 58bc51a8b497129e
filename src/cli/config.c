#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/profile.h"
#include "zhenggai/text.h"

static void
config_list(CliRun *run)
{
    printf("# %s\n", settings_path(run->settings));
    for (guint i = 0; settings_info(i) != NULL; i++) {
        const SettingInfo *info = settings_info(i);
        g_autofree char *value = settings_get(run->settings, info->name);
        g_autofree char *pair = g_strdup_printf("%s = %s", info->name, value);
        g_autofree char *visible = text_visible_line(pair);
        g_autofree char *column = text_fit(visible, 28, TEXT_LEFT);
        printf("%s # %s\n", text_width(visible) > 28 ? visible : column, _(info->help));
    }
    g_auto(GStrv) filters = settings_filters(run->settings);
    for (guint i = 0; filters[i] != NULL; i++) {
        g_autofree char *words = settings_filter(run->settings, filters[i]);
        g_autofree char *pair = g_strdup_printf("filter.%s = %s", filters[i], words);
        g_autofree char *visible = text_visible_line(pair);
        printf("%s\n", visible);
    }
}

/* ── Profiles ─────────────────────────────────────────────────────────────────────────────── */

static void
profile_print(const ExchangeProfile *profile)
{
    for (guint i = 0; i < profile->columns->len; i++) {
        const ProfileColumn *column = &g_array_index(profile->columns, ProfileColumn, i);
        g_autofree char *header = text_visible_line(column->header);
        g_autofree char *cell = text_fit(header, 24, TEXT_LEFT);
        printf("%s %s\n", text_width(header) > 24 ? header : cell,
               column->field == FIELD_NONE ? "-" : _(ledger_field_info(column->field)->label));
    }
    for (guint i = 0; i < profile->words->len; i++) {
        const ProfileWord *word = &g_array_index(profile->words, ProfileWord, i);
        printf("%s = %s\n", word->stored, word->word);
    }
}

static int
profile_add(CliRun *run, const char *name, const char *form, GError **error)
{
    g_autofree char *told = NULL;
    g_autoptr(ExchangeProfile) profile = profile_of_form(name, form, &told, error);
    if (profile == NULL || !profile_save(profile, error))
        return CLI_FAILED;
    g_autofree char *path = profile_path(name);
    profile_print(profile);
    if (*told != '\0')
        cli_tell(run, "%s", g_strchomp(told));
    cli_tell(run, _("profile %s kept in %s; the file can be edited and shared"), name, path);
    return CLI_DONE;
}

static int
profile_take(CliRun *run, const char *file, GError **error)
{
    g_autoptr(ExchangeProfile) profile = profile_import(file, error);
    if (profile == NULL)
        return CLI_FAILED;
    g_autofree char *path = profile_path(profile->name);
    profile_print(profile);
    cli_tell(run, _("profile %s kept in %s; the file can be edited and shared"), profile->name,
             path);
    return CLI_DONE;
}

static int
profile_drop(CliRun *run, const char *name, GError **error)
{
    if (!profile_remove(name, error))
        return CLI_FAILED;
    cli_tell(run, _("profile %s removed"), name);
    return CLI_DONE;
}

/* config profile [NAME] | add NAME FORM.csv | import FILE.profile | remove NAME */
static int
config_profile(CliRun *run, GError **error)
{
    guint count = g_strv_length(run->arguments);
    if (count == 4 && strcmp(run->arguments[1], "add") == 0)
        return profile_add(run, run->arguments[2], run->arguments[3], error);
    if (count == 3 && strcmp(run->arguments[1], "import") == 0)
        return profile_take(run, run->arguments[2], error);
    if (count == 3 && strcmp(run->arguments[1], "remove") == 0)
        return profile_drop(run, run->arguments[2], error);
    if (count > 2)
        return cli_usage(run, error, "%s",
                         _("wanted is: config profile [NAME], profile add NAME FORM.csv, profile "
                           "import FILE.profile or profile remove NAME"));
    g_auto(GStrv) names = profile_names();
    if (count == 1) {
        for (guint i = 0; names[i] != NULL; i++)
            printf("%s\n", names[i]);
        return CLI_DONE;
    }
    g_autoptr(ExchangeProfile) profile = profile_load(run->arguments[1], error);
    if (profile == NULL)
        return CLI_FAILED;
    profile_print(profile);
    return CLI_DONE;
}

int
cli_config(CliRun *run, GError **error)
{
    guint count = g_strv_length(run->arguments);
    if (count > 0 && strcmp(run->arguments[0], "profile") == 0)
        return config_profile(run, error);
    if (count > 2)
        return cli_usage(run, error, "%s", _("at most a key and a value are wanted"));
    if (count == 0) {
        config_list(run);
        return CLI_DONE;
    }
    const char *name = run->arguments[0];
    gboolean filter = g_str_has_prefix(name, "filter.");
    if (settings_find(name) == NULL && !filter)
        return cli_usage(run, error, _("%s: no such setting; `zhenggai config` lists them"), name);
    if (count == 1) {
        g_autofree char *value = filter ? settings_filter(run->settings, strchr(name, '.') + 1)
                                        : settings_get(run->settings, name);
        printf("%s\n", value == NULL ? "" : value);
        return CLI_DONE;
    }
    const char *value = run->arguments[1];
    if (!settings_set(run->settings, name, *value == '\0' ? NULL : value, error))
        return CLI_FAILED;
    cli_tell(run, _("%s = %s, kept in %s"), name, value, settings_path(run->settings));
    return CLI_DONE;
}
