/* Layout profiles: what a form is called, kept in a key file. */
#include "zhenggai/profile.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "zhenggai/ledger.h"
#include "zhenggai/sheet.h"
#include "zhenggai/text.h"

#define GROUP "profile"
#define WORDS "words"
#define SUFFIX ".profile"

static const char *const styles[PROFILE_DATE_COUNT + 1] = {[PROFILE_DATE_ISO] = "iso",
                                                           [PROFILE_DATE_SLASH] = "slash",
                                                           [PROFILE_DATE_DOT] = "dot",
                                                           [PROFILE_DATE_CHINESE] = "chinese",
                                                           NULL};

static const LedgerType worded[] = {TYPE_PROGRESS, TYPE_KIND, TYPE_CLOSURE};
static const char *const worded_names[] = {"progress", "kind", "closure"};

/* The words of those who gave the problems (DOMAIN.md 2.3). */
static const struct {
    const char *in_name; /* of the profile */
    LedgerType type;
    const char *stored, *word;
} presets[] = {{"巡察", TYPE_PROGRESS, "planned", "未完成"},
               {"巡察", TYPE_PROGRESS, "active", "未完成"},
               {"巡察", TYPE_PROGRESS, "substantial", "基本完成"},
               {"巡察", TYPE_PROGRESS, "completed", "完成整改"},
               {"审计", TYPE_PROGRESS, "planned", "未整改"},
               {"审计", TYPE_PROGRESS, "active", "正在整改"},
               {"审计", TYPE_PROGRESS, "substantial", "部分整改"},
               {"审计", TYPE_PROGRESS, "completed", "已整改"},
               {"审计", TYPE_KIND, "immediate", "立行立改"},
               {"审计", TYPE_KIND, "phased", "分阶段整改"},
               {"审计", TYPE_KIND, "continuous", "持续整改"}};

/* ── Life ─────────────────────────────────────────────────────────────────────────────────── */

static void
column_clear(gpointer column)
{
    g_free(((ProfileColumn *)column)->header);
}

static void
word_clear(gpointer data)
{
    ProfileWord *word = data;
    g_free(word->stored);
    g_free(word->word);
}

static ExchangeProfile *
profile_new(const char *name)
{
    ExchangeProfile *profile = g_new0(ExchangeProfile, 1);
    profile->name = g_strdup(name);
    profile->columns = g_array_new(FALSE, FALSE, sizeof(ProfileColumn));
    g_array_set_clear_func(profile->columns, column_clear);
    profile->words = g_array_new(FALSE, FALSE, sizeof(ProfileWord));
    g_array_set_clear_func(profile->words, word_clear);
    return profile;
}

void
profile_free(ExchangeProfile *profile)
{
    if (profile == NULL)
        return;
    g_free(profile->name);
    g_array_unref(profile->columns);
    g_array_unref(profile->words);
    g_free(profile);
}

static void
add_column(ExchangeProfile *profile, const char *header, LedgerField field)
{
    ProfileColumn column = {g_strdup(header), field};
    g_array_append_val(profile->columns, column);
}

static void
add_word(ExchangeProfile *profile, LedgerType type, const char *stored, const char *text)
{
    ProfileWord word = {type, g_strdup(stored), g_strdup(text)};
    g_array_append_val(profile->words, word);
}

/* ── Of a form ────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_name(const char *name, GError **error)
{
    if (*name != '\0' && *name != '.' && strchr(name, '/') == NULL &&
        g_utf8_validate(name, -1, NULL))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("“%s” cannot be a profile's name: it may hold no / and not begin with a dot"),
                name);
    return FALSE;
}

static ProfileDate
style_of(const char *cell)
{
    return strchr(cell, '/') != NULL    ? PROFILE_DATE_SLASH
           : strstr(cell, "年") != NULL ? PROFILE_DATE_CHINESE
           : strchr(cell, '.') != NULL  ? PROFILE_DATE_DOT
                                        : PROFILE_DATE_ISO;
}

static ProfileDate
style_of_form(const Sheet *sheet)
{
    for (guint r = 0; r < sheet->rows->len; r++)
        for (guint c = 0; c < sheet->columns->len; c++) {
            LedgerField field = g_array_index(sheet->columns, SheetColumn, c).field;
            const char *cell = field == FIELD_NONE || ledger_field_info(field)->type != TYPE_DATE
                                   ? NULL
                                   : sheet_cell(sheet, sheet->rows->pdata[r], field);
            if (cell != NULL && *cell != '\0')
                return style_of(cell);
        }
    return PROFILE_DATE_ISO;
}

/* What the county's usual sheet has and the form has not, so that nobody waits for it. */
static void
tell_lacking(const Sheet *sheet, GString *told)
{
    g_autoptr(GString) lacking = g_string_new(NULL);
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->sheet > 0 && info->editor != EDITOR_NOBODY && sheet->places[field] < 0)
            g_string_append_printf(lacking, "%s%s", lacking->len == 0 ? "" : _(", "),
                                   _(info->label));
    }
    if (lacking->len > 0)
        g_string_append_printf(told, _("the form has no column for: %s\n"), lacking->str);
}

static char *
tell_form(const Sheet *sheet)
{
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < sheet->columns->len; i++) {
        const SheetColumn *column = &g_array_index(sheet->columns, SheetColumn, i);
        if (column->field == FIELD_NONE && *column->header != '\0')
            g_string_append_printf(told, _("the column “%s” is not known: it stays blank\n"),
                                   column->header);
    }
    if (sheet->places[FIELD_TASK_uuid] < 0 && sheet->places[FIELD_TASK_code] < 0 &&
        sheet->places[FIELD_TASK_id] < 0)
        g_string_append(told, _("the form has neither UUID nor problem code: a returned sheet is "
                                "matched by its text\n"));
    tell_lacking(sheet, told);
    return g_string_free(told, FALSE);
}

ExchangeProfile *
profile_of_form(const char *name, const char *form, char **told, GError **error)
{
    g_autoptr(Sheet) sheet = check_name(name, error) ? sheet_read(form, NULL, error) : NULL;
    if (sheet == NULL)
        return NULL;
    ExchangeProfile *profile = profile_new(name);
    for (guint i = 0; i < sheet->columns->len; i++) {
        const SheetColumn *column = &g_array_index(sheet->columns, SheetColumn, i);
        /* 3.1 would not outlive a spreadsheet. */
        LedgerField field = column->field == FIELD_TASK_id ? FIELD_TASK_code : column->field;
        if (*column->header != '\0')
            add_column(profile, column->header, field);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(presets); i++)
        if (strstr(name, presets[i].in_name) != NULL)
            add_word(profile, presets[i].type, presets[i].stored, presets[i].word);
    profile->date = style_of_form(sheet);
    *told = tell_form(sheet);
    return profile;
}

/* ── As a file ────────────────────────────────────────────────────────────────────────────── */

static char *
profile_folder(void)
{
    return g_build_filename(g_get_user_config_dir(), "zhenggai", "profiles", NULL);
}

char *
profile_path(const char *name)
{
    g_autofree char *folder = profile_folder();
    g_autofree char *file = g_strconcat(name, SUFFIX, NULL);
    return g_build_filename(folder, file, NULL);
}

static void
save_columns(const ExchangeProfile *profile, GKeyFile *file)
{
    g_autoptr(GPtrArray) headers = g_ptr_array_new(), fields = g_ptr_array_new();
    for (guint i = 0; i < profile->columns->len; i++) {
        const ProfileColumn *column = &g_array_index(profile->columns, ProfileColumn, i);
        g_ptr_array_add(headers, column->header);
        g_ptr_array_add(fields, column->field == FIELD_NONE
                                    ? (gpointer) "-"
                                    : (gpointer)ledger_field_info(column->field)->name);
    }
    g_key_file_set_string_list(file, GROUP, "headers", (const char *const *)headers->pdata,
                               headers->len);
    g_key_file_set_string_list(file, GROUP, "fields", (const char *const *)fields->pdata,
                               fields->len);
}

static void
save_words(const ExchangeProfile *profile, GKeyFile *file)
{
    for (gsize t = 0; t < G_N_ELEMENTS(worded); t++)
        for (guint v = 0; v < ledger_value_count(worded[t]); v++) {
            const char *stored = ledger_value_info(worded[t], v)->name;
            g_autofree char *key = g_strdup_printf("%s.%s", worded_names[t], stored);
            g_autoptr(GPtrArray) words = g_ptr_array_new();
            for (guint i = 0; i < profile->words->len; i++) {
                const ProfileWord *word = &g_array_index(profile->words, ProfileWord, i);
                if (word->type == worded[t] && strcmp(word->stored, stored) == 0)
                    g_ptr_array_add(words, word->word);
            }
            if (words->len > 0)
                g_key_file_set_string_list(file, WORDS, key, (const char *const *)words->pdata,
                                           words->len);
        }
}

/* Who edits or shares the file finds in it what may stand there. */
static void
save_explanations(GKeyFile *file)
{
    g_autofree char *dates = g_strjoinv(" ", (char **)styles);
    g_autofree char *text = g_strdup_printf(
        _(" A layout profile of zhenggai. headers: the form's columns; fields: the ledger's field "
          "for each, - for none.\n date: %s. Under [words]: how the form calls a value."),
        dates);
    g_key_file_set_comment(file, NULL, NULL, text, NULL);
}

gboolean
profile_save(const ExchangeProfile *profile, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *folder = profile_folder(), *path = profile_path(profile->name);
    g_autoptr(GError) failure = NULL;
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("there is a profile %s already (%s); `zhenggai config profile remove` takes "
                      "it away"),
                    profile->name, path);
        return FALSE;
    }
    g_key_file_set_string(file, GROUP, "date", styles[profile->date]);
    save_columns(profile, file);
    save_words(profile, file);
    save_explanations(file);
    gsize length = 0;
    g_autofree char *text = g_key_file_to_data(file, &length, NULL);
    gboolean there = g_mkdir_with_parents(folder, 0700) == 0;
    if (there && g_file_set_contents_full(
                     path, text, (gssize)length,
                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, _("writing %s: %s"), path,
                failure == NULL ? g_strerror(errno) : failure->message);
    return FALSE;
}

static void
load_words(ExchangeProfile *profile, GKeyFile *file)
{
    for (gsize t = 0; t < G_N_ELEMENTS(worded); t++)
        for (guint v = 0; v < ledger_value_count(worded[t]); v++) {
            const char *stored = ledger_value_info(worded[t], v)->name;
            g_autofree char *key = g_strdup_printf("%s.%s", worded_names[t], stored);
            g_auto(GStrv) words = g_key_file_get_string_list(file, WORDS, key, NULL, NULL);
            for (guint i = 0; words != NULL && words[i] != NULL; i++)
                add_word(profile, worded[t], stored, words[i]);
        }
}

static gboolean
load_columns(ExchangeProfile *profile, GKeyFile *file)
{
    g_auto(GStrv) headers = g_key_file_get_string_list(file, GROUP, "headers", NULL, NULL);
    g_auto(GStrv) fields = g_key_file_get_string_list(file, GROUP, "fields", NULL, NULL);
    if (headers == NULL || fields == NULL || headers[0] == NULL ||
        g_strv_length(headers) != g_strv_length(fields))
        return FALSE;
    for (guint i = 0; headers[i] != NULL; i++) {
        LedgerField field = ledger_field_find(ENTITY_TASK, fields[i]);
        gboolean shown = field != FIELD_NONE && ledger_field_info(field)->editor != EDITOR_INTERNAL;
        if (!shown && strcmp(fields[i], "-") != 0)
            return FALSE;
        add_column(profile, headers[i], shown ? field : FIELD_NONE);
    }
    return TRUE;
}

static ExchangeProfile *
load_file(const char *path, const char *name, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) failure = NULL;
    g_autoptr(ExchangeProfile) profile = profile_new(name);
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &failure)) {
        gboolean absent = g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        g_set_error(error, LEDGER_ERROR, absent ? LEDGER_ERROR_NOT_FOUND : LEDGER_ERROR_USAGE,
                    absent ? _("there is no profile %s (%s); `zhenggai config profile` lists them")
                           : _("the profile %s cannot be read: %s"),
                    name, absent ? path : failure->message);
        return NULL;
    }
    g_autofree char *date = g_key_file_get_string(file, GROUP, "date", NULL);
    for (guint i = 0; date != NULL && i < PROFILE_DATE_COUNT; i++)
        if (strcmp(styles[i], date) == 0)
            profile->date = i;
    load_words(profile, file);
    if (load_columns(profile, file))
        return g_steal_pointer(&profile);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("%s is no profile: headers and fields must be lists of the same length, with "
                  "field names or -"),
                path);
    return NULL;
}

ExchangeProfile *
profile_load(const char *name, GError **error)
{
    if (strchr(name, '/') != NULL || g_str_has_suffix(name, SUFFIX))
        return load_file(name, name, error);
    g_autofree char *path = profile_path(name);
    return load_file(path, name, error);
}

ExchangeProfile *
profile_import(const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    if (g_str_has_suffix(name, SUFFIX))
        name[strlen(name) - strlen(SUFFIX)] = '\0';
    g_autoptr(ExchangeProfile) profile =
        check_name(name, error) ? load_file(path, name, error) : NULL;
    return profile != NULL && profile_save(profile, error) ? g_steal_pointer(&profile) : NULL;
}

gboolean
profile_remove(const char *name, GError **error)
{
    g_autofree char *path = profile_path(name);
    if (!check_name(name, error))
        return FALSE;
    if (g_unlink(path) == 0)
        return TRUE;
    g_set_error(error, LEDGER_ERROR,
                errno == ENOENT ? LEDGER_ERROR_NOT_FOUND : LEDGER_ERROR_STORAGE,
                _("the profile %s cannot be removed (%s): %s"), name, path, g_strerror(errno));
    return FALSE;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
profile_names(void)
{
    g_autofree char *folder = profile_folder();
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    for (const char *file; files != NULL && (file = g_dir_read_name(files)) != NULL;)
        if (g_str_has_suffix(file, SUFFIX))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(SUFFIX)));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* ── In use ───────────────────────────────────────────────────────────────────────────────── */

const char *
profile_word(const ExchangeProfile *profile, LedgerType type, const char *stored)
{
    for (guint i = 0; profile != NULL && i < profile->words->len; i++) {
        const ProfileWord *word = &g_array_index(profile->words, ProfileWord, i);
        if (word->type == type && strcmp(word->stored, stored) == 0)
            return word->word;
    }
    return NULL;
}

void
profile_day(ProfileDate style, const char *day, char *text)
{
    int year, month, date;
    if (style == PROFILE_DATE_ISO || sscanf(day, "%4d-%2d-%2d", &year, &month, &date) != 3) {
        g_strlcpy(text, day, 24);
        return;
    }
    switch (style) {
    case PROFILE_DATE_SLASH:
        g_snprintf(text, 24, "%d/%d/%d", year, month, date);
        break;
    case PROFILE_DATE_DOT:
        g_snprintf(text, 24, "%d.%d.%d", year, month, date);
        break;
    default:
        g_snprintf(text, 24, "%d年%d月%d日", year, month, date);
    }
}
