/* Replay: every row compared with what the journal says it should be, the kept counts with the
 * rows, every report's text with its SHA-256. A bit that flipped in a text shows here; SQLite's
 * own check does not see it. */
#pragma once

#include "private.h"

int replay_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                 GError **error);
