/* Returned sheets: the bytes of a CSV, as a spreadsheet program left it, become rows whose columns
 * are known.
 *
 * Nothing here knows a ledger: what a cell means for a task is told by merge.h. A sheet is read
 * whole or refused whole.
 */
#pragma once

#include "zhenggai/field.h"
#include "zhenggai/profile.h"

#define SHEET_ERROR (sheet_error_quark())
GQuark sheet_error_quark(void);

typedef enum {
    SHEET_ERROR_READ,     /* the file cannot be read, or is too large */
    SHEET_ERROR_FORMAT,   /* a workbook or something else that is no CSV; says what to save it as */
    SHEET_ERROR_ENCODING, /* neither UTF-8, UTF-16 nor GB18030; names the line */
    SHEET_ERROR_BROKEN,   /* cut short, or quotes or cells that do not fit; names the line */
    SHEET_ERROR_HEADER,   /* no row that could be the header */
    SHEET_ERROR_VALUE     /* a cell that cannot be understood (sheet_value_parse) */
} SheetError;

typedef struct {
    char *header;      /* as it stands in the sheet */
    LedgerField field; /* FIELD_NONE: unknown, or a second column for the same field */
} SheetColumn;

/* A row that holds a task. */
typedef struct {
    guint line;         /* of the file, from 1, where it begins */
    guint count;        /* of its cells; a spreadsheet leaves blank ones at the end out */
    gboolean continued; /* its problem was blank below another row's: merged cells */
    const char **cells; /* by column of the sheet */
} SheetRow;

/* Something about the sheet that a person should know. */
typedef struct {
    guint line;       /* 0: the sheet as a whole */
    gboolean warning; /* something was left out; else only how it was understood */
    char *message;
} SheetRemark;

typedef struct {
    char *name;     /* for messages: the file's name */
    char *sha256;   /* of the bytes */
    char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030" */
    char delimiter; /* , ; or TAB */
    guint header_line;
    GArray *columns;                /* SheetColumn */
    GPtrArray *rows;                /* SheetRow */
    GPtrArray *remarks;             /* SheetRemark */
    int places[FIELD_COUNT];        /* the column of a task's field, −1: none */
    const ExchangeProfile *profile; /* as given, or NULL */
    GStringChunk *texts;            /* what the rows borrow from */
} Sheet;

/* Reads a sheet.
 *
 * Understood are UTF-8 with and without a byte order mark, UTF-16 with one, GB18030 and GBK; cells
 * separated by comma, semicolon or TAB; lines of title above the header; columns in any order,
 * under their names in fields.def, their labels in either language, the profile's names or what
 * people usually call them (synonyms.def); further columns, which are told; blank rows and columns;
 * the header again within the sheet. Cells lose the blanks around them, line ends become LF. Below
 * a merged cell the unit, year, source, problem and cause are those of the row above. A row without
 * UUID, code and measure holds no task and is told if it holds anything.
 *
 * `profile` (or NULL) is borrowed and must outlive the sheet. NULL and SHEET_ERROR on failure; the
 * message begins with NAME:LINE where there is a line. */
Sheet *sheet_parse(const char *bytes, gsize length, const char *name,
                   const ExchangeProfile *profile, GError **error);
/* The same from a file; "-" is standard input. */
Sheet *sheet_read(const char *path, const ExchangeProfile *profile, GError **error);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* The row's cell for a field of TASK, "" if it is blank; NULL where the sheet has no such column
 * or the row ends before it. Borrowed. */
const char *sheet_cell(const Sheet *sheet, const SheetRow *row, LedgerField field);

/* What a cell says, in the form in which the ledger stores it: dates as ISO days (2025/3/1,
 * 2025.3.1, 2025年3月1日, a spreadsheet's day number), words of status in the profile's or the
 * usual words, 50% as 50, the formula guard taken off. A blank cell is NULL. The caller owns
 * *value. SHEET_ERROR_VALUE says what was found and what is wanted. */
gboolean sheet_value_parse(const Sheet *sheet, LedgerField field, const char *cell, char **value,
                           GError **error);

/* Whether the cell still says `stored` (NULL: nothing), allowing for what spreadsheets do to cells
 * that nobody touched: blanks trimmed, guards lost, lines joined by ；, characters that the
 * encoding lacks turned to ?, texts cut at 32,767 characters, dates in another form. */
gboolean sheet_cell_says(const Sheet *sheet, LedgerField field, const char *cell,
                         const char *stored);

/* The words that headers can be, with those of the profile (or NULL), which must outlive them. */
typedef struct SheetHeaders SheetHeaders;
SheetHeaders *sheet_headers_new(const ExchangeProfile *profile);
void sheet_headers_free(SheetHeaders *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetHeaders, sheet_headers_free)
/* The field of TASK that a column header means, by its name, its label, the profile or what people
 * usually call it; FIELD_NONE. */
LedgerField sheet_header_field(const SheetHeaders *words, const char *header);
