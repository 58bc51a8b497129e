/* Exchange: tasks out of the ledger, as a CSV sheet or as JSON.
 *
 * Rows come from any cursor over tasks (query.h), so every filter and order works. They are
 * streamed: memory follows the longest row, not their number.
 */
#pragma once

#include <jansson.h>

#include "zhenggai/profile.h"
#include "zhenggai/query.h"
#include "zhenggai/text.h"

#define EXPORT_ERROR (export_error_quark())
GQuark export_error_quark(void);

typedef enum {
    EXPORT_ERROR_ENCODING, /* a character that the encoding lacks; names task and column */
    EXPORT_ERROR_FORMAT,   /* the build lacks the format's module; says what to do */
    EXPORT_ERROR_WRITE     /* the file or stream cannot be written; names it */
} ExportError;

typedef enum {
    EXPORT_CSV,
    EXPORT_JSON,
    EXPORT_XLSX, /* module exchange-xlsx */
    EXPORT_ICS   /* module exchange-ics: the deadlines as a calendar */
} ExportFormat;

typedef enum {
    EXPORT_UTF8_BOM, /* what Excel and WPS take for UTF-8 */
    EXPORT_UTF8,
    EXPORT_GB18030, /* from here on encoded: not every character has a place in GBK */
    EXPORT_GBK      /* what spreadsheets save as on older machines */
} ExportEncoding;

/* All zero is the county's sheet, in English. */
typedef struct {
    ExportFormat format;
    ExportEncoding encoding;    /* of a CSV; JSON is always UTF-8 without a byte order mark */
    TextLanguage language;      /* of a CSV's header and values; JSON has the names of fields.def */
    const LedgerField *columns; /* TASK fields, closed by FIELD_NONE; NULL: the usual ones */
    gboolean leave_persons_out; /* see export_column_is_personal() */
    gboolean whole;    /* JSON, by export_send(): everything that the ledger holds, for the way back
                          (package_restore()); the query's filter and `columns` count for nothing */
    gboolean one_line; /* of a CSV: lines within a cell are joined by EXPORT_LINE_JOINT */
    const ExchangeProfile *profile; /* of a sheet: the form's columns, words and days; or NULL */
} ExportOptions;

/* The encoding that `name` means: "utf-8-bom", "utf-8", "gb18030", "gbk", in any letter case. FALSE
 * for anything else; *encoding is then untouched. */
gboolean export_encoding_parse(const char *name, ExportEncoding *encoding);

/* The format that a file's suffix means: .csv .json .xlsx .ics; FALSE for any other, *format is
 * then untouched. */
gboolean export_format_for_file(const char *path, ExportFormat *format);

/* The TASK fields that a list of names or labels means: "id,责任人,due", also separated by ， or
 * 、. Closed by FIELD_NONE, the caller's (g_free). LEDGER_ERROR_USAGE for an unknown word, one that
 * stands there twice, and an empty list. */
LedgerField *export_columns_parse(const char *list, GError **error);

/* Whether a public sheet leaves the field out: the names of persons (lead, owner, reviewer), what
 * quotes them line by line (notes, extensions), and the free words that people write about each
 * other's work (last note, review, remark) or that name their files (evidence). What stays can
 * still name somebody in its text: a person reads a sheet before it is made public. */
gboolean export_column_is_personal(LedgerField field);

/* The fields that a query must read for an export with these options. */
LedgerFields export_fields(const ExportOptions *options);

/* Writes the rows to the file `path`; NULL or "-" is standard output.
 *
 * CSV: RFC 4180, a header row, every cell quoted, rows ended by CR LF, lines in a cell by LF, cells
 * guarded (export_cell_guard). JSON: an array with one task object a line. XLSX: what the tasks of
 * a problem share as merged cells, a frozen header, days and numbers as such, words of status to
 * choose from, A4 landscape. ICS: an event for each task with a deadline, with alarms 7 days and 1
 * day ahead unless it is done; the columns are not asked for.
 *
 * A file is written aside in its folder (mode 0600), synced and renamed, so that on any failure an
 * old one stays whole; it is replaced on success. A symbolic link and a folder are refused; a
 * device or pipe is written straight. On standard output a failure leaves what was already written.
 *
 * Returns the number of rows; -1 and EXPORT_ERROR, LEDGER_ERROR_USAGE where the options leave no
 * column, or what reading the rows failed with. */
gint64 export_rows(LedgerRows *rows, const ExportOptions *options, const char *path,
                   GError **error);

/* Exports what the query finds, as export_rows() does, and keeps in the ledger what was sent: when,
 * to whom (`party`, or NULL), which rows, the file's name and SHA-256. It is the base when the
 * sheet comes back (merge.h). Kept is a sheet (no JSON) that goes to a file, and whatever goes to
 * somebody; a ledger that can only be read keeps nothing, and LEDGER_ERROR_READONLY if there is a
 * `party`. Where the record fails the message says that the file was written. */
gint64 export_send(Ledger *ledger, LedgerQuery *query, const ExportOptions *options,
                   const char *path, const char *party, GError **error);

/* A row as a JSON object: the fields of its entity in the order of fields.def but the INTERNAL ones
 * and the sheet's running number. Unknown is null, numbers are numbers, yes and no true and false.
 * The caller owns the reference. */
json_t *export_row_json(const LedgerRow *row);

/* What stands between the lines of a cell that is written in one line. */
#define EXPORT_LINE_JOINT "；"

/* ── The formula guard ────────────────────────────────────────────────────────────────────── */

/* A cell as it may stand in a sheet: a text that a spreadsheet would run (it begins with = + - @,
 * their full-width forms, TAB, CR or LF) or that begins with ' gets one ' in front. The caller owns
 * the string. */
char *export_cell_guard(const char *text);

/* The text behind a guarded cell: takes off exactly the ' that export_cell_guard() put there, and
 * no other. A part of `cell`, borrowed. */
const char *export_cell_unguard(const char *cell);
