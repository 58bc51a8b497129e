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
