/* What `check` says of the evidence. */
#pragma once

#include "private.h"

/* Each piece that is missing or was changed is a finding; a copy that nothing names is told but not
 * counted. As ledger_check(). */
int evidence_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                   GError **error);
