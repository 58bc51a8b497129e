-- The procedure: evidence, the county's decisions, supervision slips, departments, waived findings;
-- what is looked at again, and work that goes on from an earlier year.

-- A file that proves something. The bytes lie beside the ledger under their SHA-256.
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    kind TEXT CHECK (kind <> ''),
    file TEXT NOT NULL CHECK (file <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX evidence_task ON evidence (task_id);
CREATE INDEX evidence_sha256 ON evidence (sha256);

-- Each step of the closure, with who took it and what was said: asked for, closed, returned,
-- dropped, reopened, and the look-back after it.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    reviewer TEXT NOT NULL CHECK (reviewer <> ''),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    decision TEXT NOT NULL CHECK (decision IN
        ('requested', 'closed', 'returned', 'dropped', 'reopened', 'passed', 'failed')),
    opinion TEXT CHECK (opinion <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX review_task ON review (task_id);

-- A supervision slip (督办单): issued with a day to reply by, and the reply.
CREATE TABLE slip (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level <> ''),
    reply_by TEXT CHECK (reply_by IS date(reply_by, '+0 days')),
    text TEXT NOT NULL CHECK (text <> ''),
    replied TEXT CHECK (replied IS date(replied, '+0 days')),
    reply TEXT CHECK (reply <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX slip_task ON slip (task_id);
CREATE INDEX slip_waiting ON slip (reply_by) WHERE replied IS NULL;

CREATE TABLE department (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    aliases TEXT CHECK (aliases <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A finding of `lint` that was looked at and let stand: of a task, a problem or a report.
CREATE TABLE waiver (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL CHECK (rule <> ''),
    task_id INTEGER REFERENCES task (id),
    problem_id INTEGER REFERENCES problem (id),
    report_id INTEGER REFERENCES report (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    revision INTEGER NOT NULL DEFAULT 1,
    CHECK ((task_id IS NULL) + (problem_id IS NULL) + (report_id IS NULL) = 2)
) STRICT;

CREATE INDEX waiver_task ON waiver (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX waiver_problem ON waiver (problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX waiver_report ON waiver (report_id) WHERE report_id IS NOT NULL;

ALTER TABLE person ADD COLUMN aliases TEXT CHECK (aliases <> '');

-- Every so many months, and next on this day, somebody looks again: at what goes on for good, and
-- at what was closed.
ALTER TABLE task ADD COLUMN lookback_every INTEGER CHECK (lookback_every BETWEEN 1 AND 120);
ALTER TABLE task ADD COLUMN lookback_on TEXT CHECK (lookback_on IS date(lookback_on, '+0 days'));
CREATE INDEX task_lookback ON task (lookback_on) WHERE lookback_on IS NOT NULL;

-- Work that goes on from an earlier year: the task that it was, and the problem that it answers,
-- which stays with the report that named it.
ALTER TABLE task ADD COLUMN origin_id INTEGER REFERENCES task (id);
ALTER TABLE task ADD COLUMN about_id INTEGER REFERENCES problem (id);
CREATE INDEX task_origin ON task (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX task_about ON task (about_id) WHERE about_id IS NOT NULL;

CREATE TRIGGER evidence_keep BEFORE UPDATE ON evidence BEGIN SELECT RAISE (ABORT, 'a piece of evidence never changes'); END;
CREATE TRIGGER review_keep BEFORE UPDATE ON review BEGIN SELECT RAISE (ABORT, 'a review never changes'); END;
CREATE TRIGGER waiver_keep BEFORE UPDATE ON waiver BEGIN SELECT RAISE (ABORT, 'a waiver never changes'); END;
