/* The ledger whole, table by table: what another form of it must hold, and the way back.
 *
 * The tables are the entities of fields.def with their stored fields, and beside them the texts of
 * the reports and the journal. What the database can make anew from them (counts, search index) is
 * none of them.
 */
#pragma once

#include "zhenggai/field.h"
#include "zhenggai/ledger.h"

typedef struct {
    const char *name;
    LedgerType type;
} LedgerColumn;

typedef struct {
    const char *name;
    GArray *columns; /* LedgerColumn; the first is `key`, the row's number */
} LedgerTable;

/* Every table, in the order in which their rows lean on each other: GPtrArray of LedgerTable, the
 * caller's. */
GPtrArray *ledger_tables(void);

/* One row: the stored values of the table's columns in their order, NULL where unknown; borrowed
 * for the call. FALSE with an error ends the reading. */
typedef gboolean (*LedgerTableRow)(const char *const *values, gpointer data, GError **error);

/* From here to ledger_dump_end() every reading sees one moment, whoever writes meanwhile. */
gboolean ledger_dump_begin(Ledger *ledger, GError **error);
void ledger_dump_end(Ledger *ledger);
/* The rows of a table in the order of their keys. */
gboolean ledger_dump_table(Ledger *ledger, const LedgerTable *table, LedgerTableRow row,
                           gpointer data, GError **error);

/* Fills an empty ledger with the rows of every table, in the order of ledger_tables(); the journal
 * is taken as it is. All or nothing: ledger_fill_end() keeps them, and without `keep` takes them
 * back. What the rows say of each other is for ledger_check() to verify afterwards.
 *
 * LEDGER_ERROR_USAGE for a ledger that holds something and for a value that the column cannot
 * hold, _CONFLICT for a key that is there twice or a row that leans on none, _STORAGE. */
gboolean ledger_fill_begin(Ledger *ledger, GError **error);
gboolean ledger_fill_row(Ledger *ledger, const LedgerTable *table, const char *const *values,
                         GError **error);
gboolean ledger_fill_end(Ledger *ledger, gboolean keep, GError **error);
