-- The index of two-character words (bigrams), so that a search never walks through the ledger. It
-- says nothing that the rows do not say; `check` makes it again and compares.

-- A document for each text that a search looks into: its number is four times its row's, and 0 for
-- a task, 1 a problem, 2 a cause, 3 a note. bigrams() is the program's.
CREATE VIRTUAL TABLE search USING fts5 (
    bigrams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

CREATE VIEW search_now AS
    SELECT id * 4 AS document, bigrams(text, goal, owner, lead, department, lead_department, support,
        result, remark) AS bigrams FROM task
    UNION ALL SELECT id * 4 + 1, bigrams(text, source) FROM problem
    UNION ALL SELECT id * 4 + 2, bigrams(text) FROM cause
    UNION ALL SELECT id * 4 + 3, bigrams(text) FROM note;

CREATE TRIGGER search_task_insert AFTER INSERT ON task BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4, bigrams(new.text, new.goal, new.owner,
        new.lead, new.department, new.lead_department, new.support, new.result, new.remark));
END;
CREATE TRIGGER search_task_delete AFTER DELETE ON task BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4, bigrams(old.text,
        old.goal, old.owner, old.lead, old.department, old.lead_department, old.support, old.result,
        old.remark));
END;
CREATE TRIGGER search_task_update AFTER UPDATE OF text, goal, owner, lead, department,
    lead_department, support, result, remark ON task BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4, bigrams(old.text,
        old.goal, old.owner, old.lead, old.department, old.lead_department, old.support, old.result,
        old.remark));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4, bigrams(new.text, new.goal, new.owner,
        new.lead, new.department, new.lead_department, new.support, new.result, new.remark));
END;

CREATE TRIGGER search_problem_insert AFTER INSERT ON problem BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 1, bigrams(new.text, new.source));
END;
CREATE TRIGGER search_problem_delete AFTER DELETE ON problem BEGIN
    INSERT INTO search (search, rowid, bigrams)
        VALUES ('delete', old.id * 4 + 1, bigrams(old.text, old.source));
END;
CREATE TRIGGER search_problem_update AFTER UPDATE OF text, source ON problem BEGIN
    INSERT INTO search (search, rowid, bigrams)
        VALUES ('delete', old.id * 4 + 1, bigrams(old.text, old.source));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 1, bigrams(new.text, new.source));
END;

CREATE TRIGGER search_cause_insert AFTER INSERT ON cause BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 2, bigrams(new.text));
END;
CREATE TRIGGER search_cause_delete AFTER DELETE ON cause BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 2, bigrams(old.text));
END;
CREATE TRIGGER search_cause_update AFTER UPDATE OF text ON cause BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 2, bigrams(old.text));
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 2, bigrams(new.text));
END;

CREATE TRIGGER search_note_insert AFTER INSERT ON note BEGIN
    INSERT INTO search (rowid, bigrams) VALUES (new.id * 4 + 3, bigrams(new.text));
END;
CREATE TRIGGER search_note_delete AFTER DELETE ON note BEGIN
    INSERT INTO search (search, rowid, bigrams) VALUES ('delete', old.id * 4 + 3, bigrams(old.text));
END;

INSERT INTO search (rowid, bigrams) SELECT document, bigrams FROM search_now;
