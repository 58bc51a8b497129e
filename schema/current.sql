CREATE INDEX action_target ON action (target) WHERE target IS NOT NULL;
CREATE INDEX change_action ON change (action_id);
CREATE INDEX change_removed ON change (entity) WHERE field = '' AND new IS NULL;
CREATE INDEX change_row ON change (entity, row);
CREATE INDEX evidence_sha256 ON evidence (sha256);
CREATE INDEX evidence_task ON evidence (task_id);
CREATE INDEX extension_task ON extension (task_id);
CREATE INDEX note_task ON note (task_id);
CREATE INDEX plan_task ON plan (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX review_task ON review (task_id);
CREATE INDEX slip_task ON slip (task_id);
CREATE INDEX slip_waiting ON slip (reply_by) WHERE replied IS NULL;
CREATE INDEX task_about ON task (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL;
CREATE INDEX task_lookback ON task (lookback_on) WHERE lookback_on IS NOT NULL;
CREATE INDEX task_origin ON task (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX task_owner ON task (owner, due) WHERE owner IS NOT NULL;
CREATE INDEX task_pending ON task (due, problem_id, measure_no, step_no, owner, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');
CREATE INDEX task_pending_problem ON task (problem_id, due, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');
CREATE INDEX waiver_problem ON waiver (problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX waiver_report ON waiver (report_id) WHERE report_id IS NOT NULL;
CREATE INDEX waiver_task ON waiver (task_id) WHERE task_id IS NOT NULL;
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT,
    target INTEGER REFERENCES action (id),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
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
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT
) STRICT;
CREATE TABLE department (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    aliases TEXT CHECK (aliases <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
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
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE owner_tally (
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    owner TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    unsettled INTEGER NOT NULL,
    PRIMARY KEY (year, unit_id, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    department TEXT,
    revision INTEGER NOT NULL DEFAULT 1
, aliases TEXT CHECK (aliases <> '')) STRICT;
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
CREATE TABLE problem_tally (
    problem_id INTEGER PRIMARY KEY,
    measures INTEGER NOT NULL,
    completed INTEGER NOT NULL
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
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    text TEXT NOT NULL
) STRICT;
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
CREATE TABLE scope_tally (
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (year, unit_id, name)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
    bigrams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
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
CREATE TABLE tally (
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    progress TEXT NOT NULL,
    closure TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    PRIMARY KEY (year, unit_id, level, progress, closure)
) STRICT, WITHOUT ROWID;
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
    revision INTEGER NOT NULL DEFAULT 1, lookback_every INTEGER CHECK (lookback_every BETWEEN 1 AND 120), lookback_on TEXT CHECK (lookback_on IS date(lookback_on, '+0 days')), origin_id INTEGER REFERENCES task (id), about_id INTEGER REFERENCES problem (id),
    UNIQUE (problem_id, measure_no, step_no)
) STRICT;
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
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
CREATE TRIGGER action_keep BEFORE UPDATE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER action_stay BEFORE DELETE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_keep BEFORE UPDATE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_stay BEFORE DELETE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER dispatch_keep BEFORE UPDATE ON dispatch BEGIN SELECT RAISE (ABORT, 'what was sent never changes'); END;
CREATE TRIGGER evidence_keep BEFORE UPDATE ON evidence BEGIN SELECT RAISE (ABORT, 'a piece of evidence never changes'); END;
CREATE TRIGGER note_keep BEFORE UPDATE ON note BEGIN SELECT RAISE (ABORT, 'a note never changes'); END;
CREATE TRIGGER report_text_keep BEFORE UPDATE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER report_text_stay BEFORE DELETE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER review_keep BEFORE UPDATE ON review BEGIN SELECT RAISE (ABORT, 'a review never changes'); END;
CREATE TRIGGER scope_add_do INSTEAD OF INSERT ON scope_add BEGIN
    INSERT INTO scope_tally VALUES (new.year, new.unit_id, new.name, new.number)
        ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER scope_completed_insert AFTER INSERT ON problem_tally WHEN new.completed > 0 BEGIN
    INSERT INTO scope_add
        SELECT year, unit_id, 'completed', 1 FROM problem WHERE id = new.problem_id AND no > 0;
END;
CREATE TRIGGER scope_completed_update AFTER UPDATE ON problem_tally BEGIN
    INSERT INTO scope_add
        SELECT year, unit_id, 'completed', (new.measures > 0 AND new.completed = new.measures)
            - (old.measures > 0 AND old.completed = old.measures)
        FROM problem WHERE id = new.problem_id AND no > 0;
END;
CREATE TRIGGER scope_extension_delete AFTER DELETE ON extension BEGIN
    INSERT INTO scope_add SELECT p.year, p.unit_id, 'extension', -1
        FROM task t JOIN problem p ON p.id = t.problem_id WHERE t.id = old.task_id;
END;
CREATE TRIGGER scope_extension_insert AFTER INSERT ON extension BEGIN
    INSERT INTO scope_add SELECT p.year, p.unit_id, 'extension', 1
        FROM task t JOIN problem p ON p.id = t.problem_id WHERE t.id = new.task_id;
END;
CREATE TRIGGER scope_note_delete AFTER DELETE ON note BEGIN
    INSERT INTO scope_add SELECT p.year, p.unit_id, 'note', -1
        FROM task t JOIN problem p ON p.id = t.problem_id WHERE t.id = old.task_id;
END;
CREATE TRIGGER scope_note_insert AFTER INSERT ON note BEGIN
    INSERT INTO scope_add SELECT p.year, p.unit_id, 'note', 1
        FROM task t JOIN problem p ON p.id = t.problem_id WHERE t.id = new.task_id;
END;
CREATE TRIGGER scope_plan_delete AFTER DELETE ON plan BEGIN
    INSERT INTO scope_add SELECT year, unit_id, 'plan', -1 FROM report WHERE id = old.report_id;
END;
CREATE TRIGGER scope_plan_insert AFTER INSERT ON plan BEGIN
    INSERT INTO scope_add SELECT year, unit_id, 'plan', 1 FROM report WHERE id = new.report_id;
END;
CREATE TRIGGER scope_problem_delete AFTER DELETE ON problem WHEN old.no > 0 BEGIN
    INSERT INTO scope_add VALUES (old.year, old.unit_id, 'problem', -1);
    DELETE FROM problem_tally WHERE problem_id = old.id;
END;
CREATE TRIGGER scope_problem_insert AFTER INSERT ON problem WHEN new.no > 0 BEGIN
    INSERT INTO scope_add VALUES (new.year, new.unit_id, 'problem', 1);
END;
CREATE TRIGGER search_cause_delete AFTER DELETE ON cause BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 2, bigrams(old.text));
END;
CREATE TRIGGER search_cause_insert AFTER INSERT ON cause BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 2, bigrams(new.text));
END;
CREATE TRIGGER search_cause_update AFTER UPDATE OF text ON cause BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 2, bigrams(old.text));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 2, bigrams(new.text));
END;
CREATE TRIGGER search_note_delete AFTER DELETE ON note BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 3, bigrams(old.text));
END;
CREATE TRIGGER search_note_insert AFTER INSERT ON note BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 3, bigrams(new.text));
END;
CREATE TRIGGER search_problem_delete AFTER DELETE ON problem BEGIN
    INSERT INTO search (search, rowid, bigrams)
        VALUES ('delete', old.id * 4 + 1, bigrams(old.text, old.source));
END;
CREATE TRIGGER search_problem_insert AFTER INSERT ON problem BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 1, bigrams(new.text, new.source));
END;
CREATE TRIGGER search_problem_update AFTER UPDATE OF text, source ON problem BEGIN
    INSERT INTO search (search, rowid, bigrams)
        VALUES ('delete', old.id * 4 + 1, bigrams(old.text, old.source));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 1, bigrams(new.text, new.source));
END;
CREATE TRIGGER search_task_delete AFTER DELETE ON task BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4, bigrams(old.text,
        old.goal, old.owner, old.lead, old.department, old.lead_department, old.support, old.result,
        old.remark));
END;
CREATE TRIGGER search_task_insert AFTER INSERT ON task BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4, bigrams(new.text, new.goal, new.owner,
        new.lead, new.department, new.lead_department, new.support, new.result, new.remark));
END;
CREATE TRIGGER search_task_update AFTER UPDATE OF text, goal, owner, lead, department,
    lead_department, support, result, remark ON task BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4, bigrams(old.text,
        old.goal, old.owner, old.lead, old.department, old.lead_department, old.support, old.result,
        old.remark));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4, bigrams(new.text, new.goal, new.owner,
        new.lead, new.department, new.lead_department, new.support, new.result, new.remark));
END;
CREATE TRIGGER share_add_do INSTEAD OF INSERT ON share_add BEGIN
    INSERT INTO owner_tally
        SELECT year, unit_id, owner, new.tasks * count(*), new.tasks * sum(completed),
            new.tasks * sum(unsettled)
        FROM task_share WHERE problem_id = new.problem_id AND measure_no = new.measure_no
            AND (new.step_no = 0 OR step_no = new.step_no)
        GROUP BY 1, 2, 3
        ON CONFLICT DO UPDATE SET tasks = tasks + excluded.tasks,
            completed = completed + excluded.completed, unsettled = unsettled + excluded.unsettled;
END;
CREATE TRIGGER share_delete AFTER DELETE ON task WHEN old.step_no = 0 BEGIN
    INSERT INTO share_add VALUES (old.problem_id, old.measure_no, old.step_no, 1);
END;
CREATE TRIGGER share_delete_before BEFORE DELETE ON task BEGIN
    INSERT INTO share_add VALUES (old.problem_id, old.measure_no, old.step_no, -1);
END;
CREATE TRIGGER share_insert AFTER INSERT ON task BEGIN
    INSERT INTO share_add VALUES (new.problem_id, new.measure_no, new.step_no, 1);
END;
CREATE TRIGGER share_insert_before BEFORE INSERT ON task WHEN new.step_no = 0 BEGIN
    INSERT INTO share_add VALUES (new.problem_id, new.measure_no, new.step_no, -1);
END;
CREATE TRIGGER share_update
    AFTER UPDATE OF problem_id, measure_no, step_no, owner, due, progress, closure ON task BEGIN
    INSERT INTO share_add VALUES (new.problem_id, new.measure_no, new.step_no, 1);
    INSERT INTO share_add SELECT old.problem_id, old.measure_no, 0, 1
        WHERE old.step_no = 0 AND (new.problem_id, new.measure_no) <> (old.problem_id, old.measure_no);
END;
CREATE TRIGGER share_update_before
    BEFORE UPDATE OF problem_id, measure_no, step_no, owner, due, progress, closure ON task BEGIN
    INSERT INTO share_add VALUES (old.problem_id, old.measure_no, old.step_no, -1);
    INSERT INTO share_add SELECT new.problem_id, new.measure_no, 0, -1
        WHERE new.step_no = 0 AND (new.problem_id, new.measure_no) <> (old.problem_id, old.measure_no);
END;
CREATE TRIGGER tally_add_do INSTEAD OF INSERT ON tally_add BEGIN
    INSERT INTO tally
        SELECT year, unit_id, 1 + (new.step_no > 0), new.progress, new.closure, new.tasks
        FROM problem WHERE id = new.problem_id
        ON CONFLICT DO UPDATE SET tasks = tasks + excluded.tasks;
    INSERT INTO problem_tally
        SELECT new.problem_id, new.tasks, new.tasks * (new.progress = 'completed')
        WHERE new.step_no = 0
        ON CONFLICT DO UPDATE SET measures = measures + excluded.measures,
            completed = completed + excluded.completed;
END;
CREATE TRIGGER tally_delete AFTER DELETE ON task BEGIN
    INSERT INTO tally_add VALUES (old.problem_id, old.step_no, old.progress, old.closure, -1);
END;
CREATE TRIGGER tally_insert AFTER INSERT ON task BEGIN
    INSERT INTO tally_add VALUES (new.problem_id, new.step_no, new.progress, new.closure, 1);
END;
CREATE TRIGGER tally_update AFTER UPDATE OF problem_id, step_no, progress, closure ON task BEGIN
    INSERT INTO tally_add VALUES (old.problem_id, old.step_no, old.progress, old.closure, -1);
    INSERT INTO tally_add VALUES (new.problem_id, new.step_no, new.progress, new.closure, 1);
END;
CREATE TRIGGER waiver_keep BEFORE UPDATE ON waiver BEGIN SELECT RAISE (ABORT, 'a waiver never changes'); END;
CREATE VIEW owner_tally_now AS
    SELECT year, unit_id, owner, count(*) AS tasks, sum(completed) AS completed,
        sum(unsettled) AS unsettled
    FROM task_share GROUP BY 1, 2, 3;
CREATE VIEW problem_tally_now AS
    SELECT problem_id, count(*) AS measures, sum(progress = 'completed') AS completed
    FROM task WHERE step_no = 0 GROUP BY 1;
CREATE VIEW scope_add AS SELECT 0 AS year, 0 AS unit_id, '' AS name, 0 AS number;
CREATE VIEW scope_tally_now AS
    SELECT year, unit_id, 'problem' AS name, count(*) AS number
        FROM problem WHERE no > 0 GROUP BY 1, 2
    UNION ALL
    SELECT p.year, p.unit_id, 'completed', count(*)
        FROM problem p JOIN problem_tally_now n ON n.problem_id = p.id
        WHERE p.no > 0 AND n.completed = n.measures GROUP BY 1, 2
    UNION ALL
    SELECT r.year, r.unit_id, 'plan', count(*)
        FROM report r JOIN plan n ON n.report_id = r.id GROUP BY 1, 2
    UNION ALL
    SELECT p.year, p.unit_id, 'note', count(*)
        FROM problem p JOIN task t ON t.problem_id = p.id JOIN note n ON n.task_id = t.id GROUP BY 1, 2
    UNION ALL
    SELECT p.year, p.unit_id, 'extension', count(*)
        FROM problem p JOIN task t ON t.problem_id = p.id JOIN extension n ON n.task_id = t.id
        GROUP BY 1, 2;
CREATE VIEW search_now AS
    SELECT id * 4 AS document, bigrams(text, goal, owner, lead, department, lead_department, support,
        result, remark) AS bigrams FROM task
    UNION ALL SELECT id * 4 + 1, bigrams(text, source) FROM problem
    UNION ALL SELECT id * 4 + 2, bigrams(text) FROM cause
    UNION ALL SELECT id * 4 + 3, bigrams(text) FROM note;
CREATE VIEW share_add AS SELECT 0 AS problem_id, 0 AS measure_no, 0 AS step_no, 0 AS tasks;
CREATE VIEW tally_add AS SELECT 0 AS problem_id, 0 AS step_no, '' AS progress, '' AS closure, 0 AS tasks;
CREATE VIEW tally_now AS
    SELECT p.year, p.unit_id, 1 + (t.step_no > 0) AS level, t.progress, t.closure, count(*) AS tasks
    FROM problem p JOIN task t ON t.problem_id = p.id GROUP BY 1, 2, 3, 4, 5;
CREATE VIEW task_share AS
    SELECT p.year, p.unit_id, t.problem_id, t.measure_no, t.step_no,
        coalesce(t.owner, m.owner, '') AS owner, t.progress = 'completed' AS completed,
        t.closure <> 'dropped' AND (coalesce(t.owner, m.owner) IS NULL
            OR coalesce(t.due, m.due) IS NULL) AS unsettled
    FROM task t JOIN problem p ON p.id = t.problem_id
    LEFT JOIN task m ON m.problem_id = t.problem_id AND m.measure_no = t.measure_no AND m.step_no = 0;
