/* The columns of an export: which fields, under which header, in which words. */
#pragma once

#include "zhenggai/export.h"

enum { COLUMN_WORDS = 5 };

typedef struct {
    LedgerField field; /* FIELD_NONE: a column of a form that stays blank */
    LedgerType type;
    const char *header;
    ProfileDate date;
    guint words; /* 0: a value stands as it is stored */
    struct {
        const char *stored, *shown;
    } word[COLUMN_WORDS];
} Column;

/* The columns that the options mean, at least one: GArray of Column, the caller's. NULL and
 * LEDGER_ERROR_USAGE where nothing is left. */
GArray *columns_new(const ExportOptions *options, GError **error);

/* A stored value in the words of the sheet's language; NULL becomes "". */
const char *column_show(const Column *column, const char *stored);
