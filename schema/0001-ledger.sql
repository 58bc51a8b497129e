-- The ledger. A migration only goes forward and is never edited once released.
--
-- Each table is an entity of include/zhenggai/fields.def, with `id` (the row's key, never used
-- twice) and `revision` (counts the row's entries in the journal) beside the declared fields. A
-- place (place_start, place_end) counts Unicode characters in the report's text. Days are ISO and
-- must exist: date(x) alone would turn 2026-06-31 into 1 July, and a CHECK that is NULL, as `=`
-- is with what is no day at all, passes.

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The whole text of each report that was ever taken in, by its SHA-256.
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    text TEXT NOT NULL
) STRICT;

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999),
    title TEXT,
    document_number TEXT,
    addressee TEXT,
    dated TEXT CHECK (dated IS date(dated, '+0 days')),
    file TEXT,
    sha256 TEXT NOT NULL REFERENCES report_text (sha256),
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (year, unit_id)
) STRICT;

-- Problem 0 of a unit and year holds what is linked to no problem of the report.
CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999),
    report_id INTEGER REFERENCES report (id),
    no INTEGER NOT NULL CHECK (no >= 0),
    text TEXT NOT NULL,
    source TEXT,
    category TEXT,
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (year, unit_id, no)
) STRICT;

CREATE TABLE cause (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    problem_id INTEGER NOT NULL REFERENCES problem (id),
    no INTEGER NOT NULL CHECK (no > 0),
    text TEXT NOT NULL CHECK (text <> ''),
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (problem_id, no)
) STRICT;

-- A measure (step_no 0) or a step of it: both carry the same fields.
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    problem_id INTEGER NOT NULL REFERENCES problem (id),
    measure_no INTEGER NOT NULL CHECK (measure_no > 0),
    step_no INTEGER NOT NULL CHECK (step_no >= 0),
    text TEXT NOT NULL CHECK (text <> ''),
    goal TEXT,
    kind TEXT CHECK (kind IN ('immediate', 'phased', 'continuous')),
    due TEXT CHECK (due IS date(due, '+0 days')),
    due_text TEXT,
    first_due TEXT CHECK (first_due IS date(first_due, '+0 days')),
    start TEXT CHECK (start IS date(start, '+0 days')),
    done TEXT CHECK (done IS date(done, '+0 days')),
    lead TEXT,
    lead_department TEXT,
    department TEXT,
    support TEXT,
    owner TEXT,
    percent INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    progress TEXT NOT NULL DEFAULT 'planned'
        CHECK (progress IN ('planned', 'active', 'substantial', 'completed')),
    closure TEXT NOT NULL DEFAULT 'open'
        CHECK (closure IN ('open', 'requested', 'returned', 'closed', 'dropped')),
    result TEXT,
    remark TEXT,
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (problem_id, measure_no, step_no)
) STRICT;

CREATE INDEX task_owner ON task (owner, due) WHERE owner IS NOT NULL;
CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL;
-- What can be overdue, of all and of a problem; with every column that a count of it asks for.
CREATE INDEX task_pending ON task (due, problem_id, measure_no, step_no, owner, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');
CREATE INDEX task_pending_problem ON task (problem_id, due, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');

CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    report_id INTEGER NOT NULL REFERENCES report (id),
    no INTEGER NOT NULL CHECK (no > 0),
    text TEXT NOT NULL CHECK (text <> ''),
    task_id INTEGER REFERENCES task (id),
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (report_id, no)
) STRICT;

CREATE INDEX plan_task ON plan (task_id) WHERE task_id IS NOT NULL;

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX note_task ON note (task_id);

CREATE TABLE extension (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    old_due TEXT NOT NULL CHECK (old_due IS date(old_due, '+0 days')),
    new_due TEXT CHECK (new_due IS date(new_due, '+0 days')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX extension_task ON extension (task_id);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    department TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The journal. An action is what a person did; its changes are the rows it added (field empty, the
-- row as JSON in `new`), removed (in `old`; only undo removes) and the fields it wrote. `hash` is
-- the SHA-256 of the previous action's hash, the action and its changes (src/ledger/journal.c).
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT,
    target INTEGER REFERENCES action (id),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX action_target ON action (target) WHERE target IS NOT NULL;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT
) STRICT;

CREATE INDEX change_action ON change (action_id);
CREATE INDEX change_row ON change (entity, row);
-- What undo removed: it is still part of the history of what it belonged to.
CREATE INDEX change_removed ON change (entity) WHERE field = '' AND new IS NULL;

CREATE TRIGGER action_keep BEFORE UPDATE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER action_stay BEFORE DELETE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_keep BEFORE UPDATE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_stay BEFORE DELETE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER report_text_keep BEFORE UPDATE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER report_text_stay BEFORE DELETE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER note_keep BEFORE UPDATE ON note BEGIN SELECT RAISE (ABORT, 'a note never changes'); END;
