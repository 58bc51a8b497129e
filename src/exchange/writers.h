/* The formats of an export: each writes all rows and returns their number, or -1 with an error. */
#pragma once

#include "columns.h"
#include "output.h"

gint64 write_csv(LedgerRows *rows, const ExportOptions *options, GArray *columns, Output *output,
                 GError **error);
gint64 write_json(LedgerRows *rows, const ExportOptions *options, GArray *columns, Output *output,
                  GError **error);
