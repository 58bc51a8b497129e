-- What is read: for each entity ENTITY_row, with every field of fields.def under its name, and
-- `key`. They are temporary, made at each opening, so that a derived field needs no migration.
-- today() is the ledger's day.

CREATE TEMP VIEW unit_row AS SELECT id AS key, * FROM main.unit;
CREATE TEMP VIEW person_row AS SELECT id AS key, * FROM main.person;
CREATE TEMP VIEW note_row AS SELECT id AS key, * FROM main.note;
CREATE TEMP VIEW extension_row AS SELECT id AS key, * FROM main.extension;
CREATE TEMP VIEW report_row AS SELECT id AS key, * FROM main.report;
CREATE TEMP VIEW dispatch_row AS SELECT id AS key, * FROM main.dispatch;
CREATE TEMP VIEW department_row AS SELECT id AS key, * FROM main.department;
CREATE TEMP VIEW evidence_row AS SELECT id AS key, * FROM main.evidence;
CREATE TEMP VIEW review_row AS SELECT id AS key, * FROM main.review;
CREATE TEMP VIEW slip_row AS SELECT id AS key, * FROM main.slip;
CREATE TEMP VIEW waiver_row AS SELECT id AS key, * FROM main.waiver;

CREATE TEMP VIEW problem_row AS SELECT
    p.id AS key, CAST(p.no AS TEXT) AS id, p.uuid, p.unit_id,
    (SELECT name FROM main.unit WHERE id = p.unit_id) AS unit,
    p.year, p.report_id, p.no, p.text, p.source, p.category,
    (SELECT group_concat(text, char(10)) FROM
        (SELECT text FROM main.cause WHERE problem_id = p.id ORDER BY no)) AS cause,
    coalesce((SELECT measures FROM main.problem_tally WHERE problem_id = p.id), 0) AS measures,
    coalesce((SELECT completed FROM main.problem_tally WHERE problem_id = p.id), 0) AS completed,
    (SELECT count(*) FROM main.task WHERE problem_id = p.id AND due IS NOT NULL AND due < today()
        AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped')) AS overdue,
    p.place_start, p.place_end, p.revision
    FROM main.problem p;

CREATE TEMP VIEW cause_row AS SELECT
    c.id AS key, 'c' || p.no || '.' || c.no AS id, c.uuid, c.problem_id, p.unit_id, p.year, c.no,
    c.text, c.place_start, c.place_end, c.revision
    FROM main.cause c JOIN main.problem p ON p.id = c.problem_id;

CREATE TEMP VIEW task_address AS SELECT
    t.id AS key,
    p.year || '/' || p.no || '.' || t.measure_no || iif(t.step_no > 0, '.' || t.step_no, '') AS address
    FROM main.task t JOIN main.problem p ON p.id = t.problem_id;

CREATE TEMP VIEW task_row AS SELECT
    t.id AS key,
    p.no || '.' || t.measure_no || iif(t.step_no > 0, '.' || t.step_no, '') AS id,
    t.uuid, t.problem_id, t.measure_no, t.step_no, p.unit_id,
    (SELECT name FROM main.unit WHERE id = p.unit_id) AS unit,
    p.year, p.no AS problem_no,
    coalesce(nullif(p.text, ''), (SELECT text FROM main.problem WHERE id = t.about_id)) AS problem,
    (SELECT group_concat(text, char(10)) FROM
        (SELECT text FROM main.cause WHERE problem_id = coalesce(t.about_id, p.id) ORDER BY no)) AS cause,
    iif(t.step_no > 0, 'step', 'measure') AS kind_of,
    t.text, t.goal, t.kind, t.due, t.due_text, t.first_due, t.start, t.done,
    t.lead, t.lead_department, t.department, t.support, t.owner, t.percent, t.progress, t.closure,
    (t.due IS NOT NULL AND t.due < today()
        AND t.progress <> 'completed' AND t.closure NOT IN ('closed', 'dropped')) AS overdue,
    (t.due IS NOT NULL AND t.due >= today() AND t.due <= date(today(), '+7 days')
        AND t.progress <> 'completed' AND t.closure NOT IN ('closed', 'dropped')) AS due_soon,
    t.result,
    (SELECT count(*) FROM main.evidence WHERE task_id = t.id) AS evidence,
    (SELECT count(*) FROM main.note WHERE task_id = t.id) AS notes,
    (SELECT text FROM main.note WHERE task_id = t.id ORDER BY id DESC LIMIT 1) AS last_note,
    (SELECT opinion FROM main.review WHERE task_id = t.id
        AND decision IN ('closed', 'returned', 'passed', 'failed') ORDER BY id DESC LIMIT 1) AS review,
    (SELECT reviewer FROM main.review WHERE task_id = t.id
        AND decision IN ('closed', 'returned', 'passed', 'failed') ORDER BY id DESC LIMIT 1) AS reviewer,
    iif(t.closure = 'closed', (SELECT day FROM main.review WHERE task_id = t.id
        AND decision = 'closed' ORDER BY id DESC LIMIT 1), NULL) AS closed_on,
    (SELECT count(*) FROM main.extension WHERE task_id = t.id) AS extensions,
    t.revision,
    printf('ZG%04d-%02d-%02d', p.year, p.no, t.measure_no)
        || iif(t.step_no > 0, printf('-%02d', t.step_no), '') AS code,
    p.source, p.category, t.remark,
    (SELECT group_concat(line, char(10)) FROM
        (SELECT substr(at, 1, 10) || ' ' || "by" || ' ' || text AS line
         FROM main.note WHERE task_id = t.id ORDER BY id)) AS note_lines,
    (SELECT group_concat(line, char(10)) FROM
        (SELECT substr(at, 1, 10) || ' ' || title || iif(title = file, '', ' (' || file || ')') AS line
         FROM main.evidence WHERE task_id = t.id ORDER BY id)) AS evidence_lines,
    (SELECT group_concat(line, char(10)) FROM
        (SELECT old_due || ' → ' || coalesce(new_due, '-') || ' ' || reason || ' ' || "by" AS line
         FROM main.extension WHERE task_id = t.id ORDER BY id)) AS extension_lines,
    NULL AS number,
    t.place_start, t.place_end,
    (SELECT day FROM main.review WHERE task_id = t.id AND decision = 'requested'
        ORDER BY id DESC LIMIT 1) AS requested_on,
    (SELECT count(*) FROM main.review WHERE task_id = t.id AND decision = 'returned') AS returns,
    iif(t.closure = 'dropped', (SELECT opinion FROM main.review WHERE task_id = t.id
        AND decision = 'dropped' ORDER BY id DESC LIMIT 1), NULL) AS drop_reason,
    t.lookback_every, t.lookback_on,
    (SELECT count(*) FROM main.slip WHERE task_id = t.id) AS slips,
    (SELECT min(reply_by) FROM main.slip WHERE task_id = t.id AND replied IS NULL) AS reply_by,
    (SELECT f.address FROM task_address f WHERE f.key = t.origin_id) AS carried_from,
    (SELECT f.address FROM task_address f JOIN main.task n ON n.id = f.key
        WHERE n.origin_id = t.id ORDER BY n.id DESC LIMIT 1) AS carried_to,
    coalesce(t.owner, (SELECT m.owner FROM main.task m WHERE m.problem_id = t.problem_id
        AND m.measure_no = t.measure_no AND m.step_no = 0)) AS answers,
    t.origin_id, t.about_id
    FROM main.problem p JOIN main.task t ON t.problem_id = p.id;

CREATE TEMP VIEW plan_row AS SELECT
    n.id AS key, 'p' || n.no AS id, n.uuid, n.report_id,
    (SELECT name FROM main.unit WHERE id = r.unit_id) AS unit, r.unit_id,
    r.year, n.no, n.text, n.task_id,
    (SELECT year || '/' || id FROM task_row WHERE key = n.task_id) AS task,
    n.place_start, n.place_end, n.revision
    FROM main.plan n JOIN main.report r ON r.id = n.report_id;
