-- Sheets that went out and came in. What a sheet held is what the journal says of its tasks right
-- after the action `position`, so of the rows only their keys are kept, as ranges: "1-40 43".
CREATE TABLE dispatch (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    received INTEGER NOT NULL CHECK (received IN (0, 1)),
    party TEXT CHECK (party <> ''),
    file TEXT CHECK (file <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    position INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    tasks TEXT NOT NULL,
    unsettled TEXT CHECK (unsettled <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TRIGGER dispatch_keep BEFORE UPDATE ON dispatch BEGIN SELECT RAISE (ABORT, 'what was sent never changes'); END;
