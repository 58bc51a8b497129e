/* The formats of an export: each writes all rows and returns their number, or -1 with an error. */
#pragma once

#include "columns.h"
#include "output.h"

/* Where the rows come from, and which ones they were. */
typedef struct {
    LedgerRows *rows;     /* NULL where the whole ledger is written */
    GArray *keys;         /* gint64, of every task that was taken; NULL: nobody asks */
    guint64 taken, total; /* of the rows; total 0: unknown */
    Ledger *ledger;       /* where the whole of it is written */
} ExportSource;

/* The next row, as ledger_rows_next(). */
const LedgerRow *export_source_next(ExportSource *source, GError **error);

typedef gint64 (*ExportWriter)(ExportSource *source, const ExportOptions *options, GArray *columns,
                               Output *output, GError **error);
gint64 write_csv(ExportSource *source, const ExportOptions *options, GArray *columns,
                 Output *output, GError **error);
gint64 write_json(ExportSource *source, const ExportOptions *options, GArray *columns,
                  Output *output, GError **error);
gint64 write_ledger(ExportSource *source, const ExportOptions *options, GArray *columns,
                    Output *output, GError **error);
gint64 write_xlsx(ExportSource *source, const ExportOptions *options, GArray *columns,
                  Output *output, GError **error);
gint64 write_ics(ExportSource *source, const ExportOptions *options, GArray *columns,
                 Output *output, GError **error);

/* A stored value of that type as JSON: a number, true or false, a string, null. */
json_t *json_of_value(LedgerType type, const char *stored);

/* Writes the rows as export_rows() says; `checksum` (or NULL) takes in every byte. */
gint64 export_write(ExportSource *source, const ExportOptions *options, const char *path,
                    GChecksum *checksum, GError **error);
