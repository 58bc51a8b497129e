/* Layout profiles: the county's own form, its headers, its words of status and its way to write
 * days. A profile is one file that people can share. */
#pragma once

#include "zhenggai/field.h"

/* How a form writes days. */
typedef enum {
    PROFILE_DATE_ISO,     /* 2025-03-01 */
    PROFILE_DATE_SLASH,   /* 2025/3/1 */
    PROFILE_DATE_DOT,     /* 2025.3.1 */
    PROFILE_DATE_CHINESE, /* 2025年3月1日 */
    PROFILE_DATE_COUNT
} ProfileDate;

/* A column of the form, in its order. */
typedef struct {
    char *header;
    LedgerField field; /* FIELD_NONE: one that the ledger knows nothing for; it stays blank */
} ProfileColumn;

/* A word of the form for a value of fields.def. */
typedef struct {
    LedgerType type; /* PROGRESS, KIND or CLOSURE */
    char *stored;
    char *word;
} ProfileWord;

typedef struct {
    char *name;
    GArray *columns; /* ProfileColumn */
    GArray *words;   /* ProfileWord; the first one for a value is what an export writes */
    ProfileDate date;
} ExchangeProfile;

void profile_free(ExchangeProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExchangeProfile, profile_free)

/* Makes a profile of the county's own form: a CSV with its header row, read as any returned sheet.
 * Its columns are mapped by what people call them; its words of status are those of inspections if
 * `name` holds 巡察, of audits if it holds 审计, else ours; its way to write days is told from the
 * form's first day, ISO without one. *told is what a person should know, a line each: columns that
 * are not known and stay blank, what is missing to find the tasks again, and the columns of the
 * usual sheet that the form lacks. The caller's.
 * SHEET_ERROR where the form cannot be read; LEDGER_ERROR_USAGE for a name that is no file name. */
ExchangeProfile *profile_of_form(const char *name, const char *form, char **told, GError **error);

/* Where the profile of that name is kept: $XDG_CONFIG_HOME/zhenggai/profiles/NAME.profile. The
 * caller owns it. */
char *profile_path(const char *name);
/* A kept profile by its name, or a file by its path (it holds a /, or ends in .profile).
 * LEDGER_ERROR_NOT_FOUND, _USAGE for a file that is none. */
ExchangeProfile *profile_load(const char *name, GError **error);
/* Keeps it under its name (written aside and renamed, 0600). LEDGER_ERROR_USAGE if there is one of
 * that name, _STORAGE. */
gboolean profile_save(const ExchangeProfile *profile, GError **error);
/* Keeps a file that somebody shared, under the file's name. As profile_load() and profile_save();
 * the caller owns it. */
ExchangeProfile *profile_import(const char *path, GError **error);
/* Takes the file of a kept one away. LEDGER_ERROR_NOT_FOUND, _STORAGE, _USAGE for what is no name.
 */
gboolean profile_remove(const char *name, GError **error);
/* The names of the kept ones, sorted: NULL-terminated, the caller's. */
char **profile_names(void);

/* The word that an export writes for a value, NULL where the profile has none of its own. Borrowed.
 */
const char *profile_word(const ExchangeProfile *profile, LedgerType type, const char *stored);
/* An ISO day as the form writes it; `text` has at least 24 bytes. */
void profile_day(ProfileDate style, const char *day, char *text);
