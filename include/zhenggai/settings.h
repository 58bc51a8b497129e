/* Settings: the config file, the environment and the clock, as the program sees them.
 *
 * The file is $XDG_CONFIG_HOME/zhenggai/config, a GLib key file with one group [zhenggai]. The
 * known keys are declared once, in settings.c; anything else in the file is kept as it is.
 */
#pragma once

#include <glib.h>

#include "zhenggai/ledger.h"
#include "zhenggai/text.h"

typedef struct Settings Settings;

typedef struct {
    const char *name;
    const char *values;    /* "zh|en", or NULL: any text */
    const char *otherwise; /* what holds where it is not set; "" is nothing */
    const char *help;      /* English msgid */
} SettingInfo;

/* The index-th known setting, NULL behind the last; or the one of that name. */
const SettingInfo *settings_info(guint index);
const SettingInfo *settings_find(const char *name);

/* Reads the file; where there is none everything has its default. A file that cannot be read or
 * parsed is LEDGER_ERROR_USAGE with file and reason. */
Settings *settings_load(GError **error);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

const char *settings_path(const Settings *settings);
/* The value of a known setting, or its default. The caller owns it. */
char *settings_get(const Settings *settings, const char *name);
/* Changes a setting in the file (written aside and renamed, 0600); NULL takes it out.
 * LEDGER_ERROR_USAGE for an unknown name or a value that will not do; _STORAGE. */
gboolean settings_set(Settings *settings, const char *name, const char *value, GError **error);

/* The filter words that filter.NAME keeps, set by settings_set() under that name; NULL if there are
 * none. The caller owns them. */
char *settings_filter(const Settings *settings, const char *name);
/* The names of all kept filters, without "filter."; NULL-terminated, the caller's. */
char **settings_filters(const Settings *settings);

/* The language by --lang (or NULL), $ZHENGGAI_LANG, the config, the locale, in this order.
 * LEDGER_ERROR_USAGE if `option` is no language. */
gboolean settings_language(const Settings *settings, const char *option, TextLanguage *language,
                           GError **error);
/* The ISO day of the look-back (“回头看”) at what is closed on `day`, by the setting; NULL where
 * none is wanted. The caller owns it. */
char *settings_lookback(const Settings *settings, const char *day);
/* The ledger's path by --db (or NULL), $ZHENGGAI_DB, the data folder. The caller owns it. */
char *settings_ledger_path(const char *option);
/* Day and operator by $ZHENGGAI_TODAY and $ZHENGGAI_USER, else the clock (NULL), the config's name
 * or the login; the calendar by the config. Borrowed from `settings`. LEDGER_ERROR_USAGE if the day
 * is none. */
gboolean settings_world(Settings *settings, LedgerWorld *world, GError **error);
