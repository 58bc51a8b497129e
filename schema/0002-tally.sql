-- Counts of tasks that the database keeps, so that a total never costs a scan of the ledger.
-- level: 1 measures, 2 steps.

CREATE TABLE tally (
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    progress TEXT NOT NULL,
    closure TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    PRIMARY KEY (year, unit_id, level, progress, closure)
) STRICT, WITHOUT ROWID;

INSERT INTO tally
    SELECT p.year, p.unit_id, 1 + (t.step_no > 0), t.progress, t.closure, count(*)
    FROM task t JOIN problem p ON p.id = t.problem_id
    GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER tally_insert AFTER INSERT ON task BEGIN
    INSERT INTO tally
        SELECT year, unit_id, 1 + (new.step_no > 0), new.progress, new.closure, 1
        FROM problem WHERE id = new.problem_id
        ON CONFLICT DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tally_delete AFTER DELETE ON task BEGIN
    UPDATE tally SET tasks = tasks - 1
        WHERE (year, unit_id) = (SELECT year, unit_id FROM problem WHERE id = old.problem_id)
          AND level = 1 + (old.step_no > 0) AND progress = old.progress AND closure = old.closure;
END;

CREATE TRIGGER tally_update AFTER UPDATE OF problem_id, step_no, progress, closure ON task BEGIN
    UPDATE tally SET tasks = tasks - 1
        WHERE (year, unit_id) = (SELECT year, unit_id FROM problem WHERE id = old.problem_id)
          AND level = 1 + (old.step_no > 0) AND progress = old.progress AND closure = old.closure;
    INSERT INTO tally
        SELECT year, unit_id, 1 + (new.step_no > 0), new.progress, new.closure, 1
        FROM problem WHERE id = new.problem_id
        ON CONFLICT DO UPDATE SET tasks = tasks + 1;
END;
