#include <stdio.h>
#include <string.h>

#include "verb.h"
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

int
cli_config(CliRun *run, GError **error)
{
    guint count = g_strv_length(run->arguments);
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
