/* How the ledger stood on a day: read backwards from the journal, which has every former value. */
#pragma once

#include "zhenggai/query.h"

/* What of a task is compared. */
enum { STANDING_PROGRESS, STANDING_OWNER, STANDING_DUE, STANDING_FIELDS };

typedef struct {
    char *id, *text;
    gboolean there; /* it was in the ledger at the end of that day */
    /* Stored values, NULL where there was none. */
    char *then[STANDING_FIELDS], *now[STANDING_FIELDS];
} LedgerStanding;

/* Every task of the scope that is in the ledger now, in the report's order, as it stood at the end
 * of `day` (ISO) and as it stands: GPtrArray of LedgerStanding, the caller's. What was removed by
 * undo since is not among them. The error that reading failed with. */
GPtrArray *ledger_standing(Ledger *ledger, LedgerScope scope, const char *day, GError **error);

/* The fields that are compared, in the order of the values. */
LedgerField ledger_standing_field(guint index);
