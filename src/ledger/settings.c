#include "zhenggai/settings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhenggai/date.h"

static const char group[] = "zhenggai";

static const SettingInfo infos[] = {
    {"name", NULL, "", N_("your name, as it stands in notes and in the history")},
    {"unit", NULL, "", N_("the unit that a bare ID means, where the ledger holds several")},
    {"year", NULL, "", N_("the year that a bare ID means; empty: the latest report's")},
    {"language", "zh|en", "", N_("language of screens and sheets; empty: as the locale says")},
    {"lookback", "0|30|60|90|180|365", "90",
     N_("days after closing until it is looked at again; 0: never")},
    {"calendar", NULL, "",
     N_("file or folder of holidays (holiday-cn JSON); empty: weekends alone are off")},
    {"viewer", NULL, "xdg-open", N_("the command that shows a file of evidence")},
    {"borders", "unicode|ascii", "unicode", N_("signs that draw lines and bars")},
    {"ambiguous_width", "1|2", "1", N_("cells that the terminal gives to “ ” — … and ①")},
    {"color", "auto|never", "auto", N_("colours on the screen")},
    {"columns", NULL, "", N_("columns of the table, for example owner,due,progress")},
    {"views", NULL, "", N_("saved views of the ledger: NAME=FILTER WORDS, one a line")},
    {"mouse", "off|on", "off", N_("whether the mouse moves and opens")},
    {"tour", "offer|answered", "offer", N_("whether the first start still offers the tour")},
};

struct Settings {
    char *path;
    char *name;     /* the operator, once asked for */
    char *calendar; /* the same */
    GKeyFile *file;
};

const SettingInfo *
settings_info(guint index)
{
    return index < G_N_ELEMENTS(infos) ? &infos[index] : NULL;
}

const SettingInfo *
settings_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(infos); i++)
        if (strcmp(infos[i].name, name) == 0)
            return &infos[i];
    return NULL;
}

Settings *
settings_load(GError **error)
{
    g_autoptr(Settings) settings = g_new0(Settings, 1);
    g_autoptr(GError) failure = NULL;
    settings->path = g_build_filename(g_get_user_config_dir(), "zhenggai", "config", NULL);
    settings->file = g_key_file_new();
    if (!g_key_file_load_from_file(settings->file, settings->path, G_KEY_FILE_KEEP_COMMENTS,
                                   &failure) &&
        !g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: the settings cannot be read: %s"), settings->path, failure->message);
        return NULL;
    }
    return g_steal_pointer(&settings);
}

void
settings_free(Settings *settings)
{
    if (settings == NULL)
        return;
    g_key_file_unref(settings->file);
    g_free(settings->path);
    g_free(settings->name);
    g_free(settings->calendar);
    g_free(settings);
}

const char *
settings_path(const Settings *settings)
{
    return settings->path;
}

char *
settings_get(const Settings *settings, const char *name)
{
    char *value = g_key_file_get_string(settings->file, group, name, NULL);
    return value != NULL ? value : g_strdup(settings_find(name)->otherwise);
}

/* filter.NAME keeps filter words under a name of one's own. */
static const char filter_prefix[] = "filter.";

static gboolean
settings_is_filter(const char *name)
{
    return g_str_has_prefix(name, filter_prefix) && name[strlen(filter_prefix)] != '\0' &&
           name[strcspn(name, " \t\n=[]#\"")] == '\0';
}

char *
settings_filter(const Settings *settings, const char *name)
{
    g_autofree char *key = g_strconcat(filter_prefix, name, NULL);
    return g_key_file_get_string(settings->file, group, key, NULL);
}

char **
settings_filters(const Settings *settings)
{
    g_auto(GStrv) keys = g_key_file_get_keys(settings->file, group, NULL, NULL);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        if (settings_is_filter(keys[i]))
            g_strv_builder_add(names, keys[i] + strlen(filter_prefix));
    return g_strv_builder_end(names);
}

static gboolean
settings_check(const SettingInfo *info, const char *value, GError **error)
{
    g_auto(GStrv) values = g_strsplit(info->values == NULL ? "" : info->values, "|", 0);
    if (info->values == NULL || value == NULL ||
        g_strv_contains((const char *const *)values, value))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s: \"%s\" will not do; wanted is %s"),
                info->name, value, info->values);
    return FALSE;
}

static gboolean
settings_write(const Settings *settings, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(settings->path);
    gsize length;
    g_autofree char *content = g_key_file_to_data(settings->file, &length, NULL);
    g_autoptr(GError) failure = NULL;
    if (g_mkdir_with_parents(folder, 0700) == 0 &&
        g_file_set_contents_full(settings->path, content, (gssize)length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &failure))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, _("%s: the setting was not kept: %s"),
                settings->path, failure == NULL ? g_strerror(errno) : failure->message);
    return FALSE;
}

gboolean
settings_set(Settings *settings, const char *name, const char *value, GError **error)
{
    const SettingInfo *info = settings_find(name);
    if (info == NULL && !settings_is_filter(name)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: no such setting; `zhenggai config` lists them"), name);
        return FALSE;
    }
    if (info != NULL && !settings_check(info, value, error))
        return FALSE;
    if (value == NULL)
        g_key_file_remove_key(settings->file, group, name, NULL);
    else
        g_key_file_set_string(settings->file, group, name, value);
    return settings_write(settings, error);
}

/* The first of the variables that the C library asks, and which is set, says the locale. */
static const char *
settings_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
        const char *value = g_getenv(variables[i]);
        if (value != NULL && *value != '\0')
            return value;
    }
    return "C";
}

gboolean
settings_language(const Settings *settings, const char *option, TextLanguage *language,
                  GError **error)
{
    g_autofree char *configured = settings_get(settings, "language");
    const char *environment = g_getenv("ZHENGGAI_LANG");
    if (option != NULL && !text_language_parse(option, language)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("--lang %s: no such language; wanted is zh or en"), option);
        return FALSE;
    }
    if (option == NULL && (environment == NULL || !text_language_parse(environment, language)) &&
        !text_language_parse(configured, language) &&
        !text_language_parse(settings_locale(), language))
        *language = TEXT_ENGLISH;
    return TRUE;
}

char *
settings_lookback(const Settings *settings, const char *day)
{
    g_autofree char *days = settings_get(settings, "lookback");
    return atoi(days) <= 0 ? NULL : ledger_date_add_days(day, atoi(days));
}

char *
settings_ledger_path(const char *option)
{
    const char *environment = g_getenv("ZHENGGAI_DB");
    if (option != NULL)
        return g_strdup(option);
    if (environment != NULL && *environment != '\0')
        return g_strdup(environment);
    return g_build_filename(g_get_user_data_dir(), "zhenggai", "ledger.db", NULL);
}

static const char *
settings_operator(Settings *settings)
{
    const char *environment = g_getenv("ZHENGGAI_USER");
    if (environment != NULL && *environment != '\0')
        return environment;
    g_free(settings->name);
    settings->name = settings_get(settings, "name");
    return *settings->name != '\0' ? settings->name : g_get_user_name();
}

gboolean
settings_world(Settings *settings, LedgerWorld *world, GError **error)
{
    const char *today = g_getenv("ZHENGGAI_TODAY");
    if (today != NULL && !ledger_date_is_iso(today)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("ZHENGGAI_TODAY=%s: not a day; wanted is YYYY-MM-DD"), today);
        return FALSE;
    }
    g_free(settings->calendar);
    settings->calendar = settings_get(settings, "calendar");
    *world = (LedgerWorld){
        .today = today, .operator= settings_operator(settings), .calendar = settings->calendar};
    return TRUE;
}
