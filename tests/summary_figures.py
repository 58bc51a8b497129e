#!/usr/bin/env python3
"""The summary's figures, counted again by SQL of its own, over random ledgers and over periods of
random work, whose end is known from a copy made then.

$ZHENGGAI is the program.
"""
import datetime
import json
import os
import random
import shutil
import sqlite3
import sys
import uuid

from summary_world import DAY, World

ROUNDS, LIVES = 200, 2
PENDING = "progress <> 'completed' AND closure NOT IN ('closed', 'dropped')"
# A task with what it takes from its measure.
TASKS = """WITH t AS (SELECT task.*, p.no AS problem_no, p.category, u.name AS unit,
    coalesce(task.owner, m.owner) AS whose, coalesce(task.due, m.due) AS limit_day,
    coalesce(task.department, m.department) AS office, coalesce(task.lead, m.lead) AS leader
    FROM task JOIN problem p ON p.id = task.problem_id AND p.year = 2024 JOIN unit u ON u.id = p.unit_id
    LEFT JOIN task m ON m.problem_id = task.problem_id AND m.measure_no = task.measure_no AND m.step_no = 0) """
# DAY stands for the day on which it is told.
COUNTS = {
    "problems": ("SELECT count(*) FROM problem WHERE year = 2024 AND no > 0", None),
    "measures": ("SELECT count(*) FROM t WHERE step_no = 0", None),
    "steps": ("SELECT count(*) FROM t WHERE step_no > 0", None),
    "measures_completed": ("SELECT count(*) FROM t WHERE step_no = 0 AND progress = 'completed'", "SELECT count(*) FROM t WHERE step_no = 0"),
    "measures_substantial": ("SELECT count(*) FROM t WHERE step_no = 0 AND progress = 'substantial'", None),
    "steps_completed": ("SELECT count(*) FROM t WHERE step_no > 0 AND progress = 'completed'", "SELECT count(*) FROM t WHERE step_no > 0"),
    "problems_completed": (
        "SELECT count(*) FROM problem p WHERE year = 2024 AND no > 0 AND EXISTS (SELECT 1 FROM task WHERE problem_id = p.id AND step_no = 0)"
        " AND NOT EXISTS (SELECT 1 FROM task WHERE problem_id = p.id AND step_no = 0 AND progress <> 'completed')",
        "SELECT count(*) FROM problem WHERE year = 2024 AND no > 0",
    ),
    "measures_closed": ("SELECT count(*) FROM t WHERE step_no = 0 AND closure = 'closed'", "SELECT count(*) FROM t WHERE step_no = 0"),
    "measures_dropped": ("SELECT count(*) FROM t WHERE step_no = 0 AND closure = 'dropped'", None),
    "on_time": (
        "SELECT count(*) FROM t WHERE progress = 'completed' AND done <= limit_day",
        "SELECT count(*) FROM t WHERE progress = 'completed' AND done IS NOT NULL AND limit_day IS NOT NULL",
    ),
    "late": ("SELECT count(*) FROM t WHERE progress = 'completed' AND done > limit_day", None),
    "overdue": (f"SELECT count(*) FROM t WHERE due < DAY AND {PENDING}", None),
    "due_soon": (f"SELECT count(*) FROM t WHERE due BETWEEN DAY AND date(DAY, '+7 days') AND {PENDING}", None),
    "unsettled": ("SELECT count(*) FROM t WHERE closure <> 'dropped' AND (whose IS NULL OR limit_day IS NULL)", None),
    "extended": ("SELECT count(DISTINCT task_id) FROM extension JOIN t ON t.id = task_id", None),
    "extensions": ("SELECT count(*) FROM extension JOIN t ON t.id = task_id", None),
    "notes": ("SELECT count(*) FROM note JOIN t ON t.id = task_id", None),
    "evidence": ("SELECT count(*) FROM evidence JOIN t ON t.id = task_id", None),
    "returned": ("SELECT count(DISTINCT t.id) FROM review JOIN t ON t.id = task_id AND step_no = 0 WHERE decision = 'returned'", None),
    "returns": ("SELECT count(*) FROM review JOIN t ON t.id = task_id AND step_no = 0 WHERE decision = 'returned'", None),
    "carried_in": ("SELECT count(*) FROM t WHERE step_no = 0 AND origin_id IS NOT NULL", None),
    "carried_on": ("SELECT count(*) FROM t WHERE step_no = 0 AND EXISTS (SELECT 1 FROM task n WHERE n.origin_id = t.id)", None),
    "mean_days": (
        "SELECT coalesce(sum(julianday(done) - julianday(start)), 0) FROM t WHERE progress = 'completed' AND start <= done",
        "SELECT count(*) FROM t WHERE progress = 'completed' AND start <= done",
    ),
}
MEASURES, STEPS, ALL = "step_no = 0", "step_no > 0", "1"
GROUPS = {
    "kind": ("kind", MEASURES),
    "progress": ("progress", MEASURES),
    "step_progress": ("progress", STEPS),
    "closure": ("closure", MEASURES),
    "unit": ("unit", MEASURES),
    "category": ("category", ALL),
    "lead": ("leader", ALL),
    "department": ("office", ALL),
    "owner": ("whose", ALL),
}
MEMBER = ("total", "completed", "closed", "overdue", "due_soon")


# ── Random rows ─────────────────────────────────────────────────────────────────────────────────


def some_day(dice, rate):
    day = datetime.date(2025, 1, 1) + datetime.timedelta(dice.randrange(500))
    return day.isoformat() if dice.random() < rate else None


def fill(store, dice):
    """Random rows; what the rules of work would forbid is counted all the same."""
    store.execute("INSERT OR IGNORE INTO unit (uuid, name, short_name) VALUES ('2', '瀼河乡人民政府', '瀼河乡')")
    units = [row[0] for row in store.execute("SELECT id FROM unit")]
    store.execute("DELETE FROM task")
    store.execute("DELETE FROM problem")
    for problem in range(dice.randrange(1, 7)):
        year = dice.choice([2024, 2024, 2024, 2023])
        row = store.execute(
            "INSERT INTO problem (uuid, unit_id, year, no, text, category) VALUES (?, ?, ?, ?, '问题', ?)",
            (str(uuid.uuid4()), dice.choice(units), year, problem, dice.choice([None, "执法", "普法"])),
        )
        for measure in range(1, dice.randrange(1, 5)):
            for step in range(dice.randrange(1, 4)):
                fill_task(store, dice, row.lastrowid, measure, step)


def fill_task(store, dice, problem, measure, step):
    older = [row[0] for row in store.execute("SELECT id FROM task WHERE step_no = 0")] if step == 0 else []
    values = {
        "uuid": str(uuid.uuid4()),
        "problem_id": problem,
        "measure_no": measure,
        "step_no": step,
        "text": "措施",
        "due": some_day(dice, 0.6),
        "done": some_day(dice, 0.5),
        "start": some_day(dice, 0.5),
        "owner": dice.choice([None, "李四", "王五", "赵六"]),
        "lead": dice.choice([None, "冯一"]),
        "kind": dice.choice([None, "immediate", "phased", "continuous"]),
        "department": dice.choice([None, None, "司法所"]),
        "progress": dice.choice(["planned", "active", "substantial", "completed", "completed"]),
        "closure": dice.choice(["open", "open", "requested", "closed", "dropped"]),
        "origin_id": dice.choice(older) if older and dice.random() < 0.3 else None,
    }
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    task = store.execute(f"INSERT INTO task ({columns}) VALUES ({marks})", list(values.values())).lastrowid
    for _ in range(dice.choice([0, 0, 1, 3])):
        store.execute('INSERT INTO note (uuid, task_id, at, "by", text) VALUES (?, ?, ?, ?, ?)', (str(uuid.uuid4()), task, "2025-03-01T12:00:00+08:00", "王五", "进展"))
    for _ in range(dice.choice([0, 0, 0, 2])):
        store.execute(
            'INSERT INTO extension (uuid, task_id, at, "by", old_due, reason) VALUES (?, ?, ?, ?, ?, ?)',
            (str(uuid.uuid4()), task, "2025-03-01T12:00:00+08:00", "王五", "2025-05-01", "原因"),
        )
    for _ in range(dice.choice([0, 0, 1, 2])):
        store.execute(
            'INSERT INTO evidence (uuid, task_id, at, "by", title, file, sha256, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            (str(uuid.uuid4()), task, "2025-03-01T12:00:00+08:00", "王五", "材料", "材料.pdf", "0" * 64, 1),
        )
    for decision in dice.choices(["requested", "returned", "closed"], k=dice.randrange(3)):
        store.execute(
            'INSERT INTO review (uuid, task_id, at, "by", reviewer, day, decision) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (str(uuid.uuid4()), task, "2025-03-01T12:00:00+08:00", "王五", "周科长", "2025-03-01", decision),
        )


def counted(store, sql, day):
    return store.execute(TASKS + sql.replace("DAY", f"'{day}'")).fetchall()


def compare(store, told, day):
    figures = {figure["name"]: figure for figure in told["figures"]}
    if figures.keys() != COUNTS.keys():
        yield f"not counted again: {figures.keys() ^ COUNTS.keys()}"
    for name, (value, of) in COUNTS.items():
        wanted = [counted(store, sql, day)[0][0] if sql else None for sql in (value, of)]
        found = [figures[name]["value"], figures[name]["of"]]
        if wanted != found:
            yield f"{name}: {found}, counted again {wanted}"
        summed = name in ("extensions", "notes", "evidence", "returns")
        rows = figures[name]["of"] if name == "mean_days" else figures[name]["value"]
        if not summed and len(figures[name]["rows"]) != rows:
            yield f"{name}: {len(figures[name]['rows'])} rows for {rows}"
    if {group["name"] for group in told["groups"]} != GROUPS.keys():
        yield "a group is not counted again"
    for group in told["groups"]:
        column, level = GROUPS[group["name"]]
        found = {m["value"]: tuple(m[part] for part in MEMBER) for m in group["members"]}
        sql = f"""SELECT {column}, count(*), sum(progress = 'completed'), sum(closure = 'closed'),
            total(due < DAY AND {PENDING}), total(due BETWEEN DAY AND date(DAY, '+7 days') AND {PENDING})
            FROM t WHERE {level} GROUP BY 1"""
        wanted = {row[0]: tuple(int(count) for count in row[1:]) for row in counted(store, sql, day)}
        if wanted != found:
            yield f"{group['name']}: {found}, counted again {wanted}"


def year():
    wrong = []
    with World() as world:
        world.run(DAY, "import", "--builtin")
        for seed in range(ROUNDS):
            store = sqlite3.connect(world.ledger())
            # The search index follows every row; here it has nothing to hold.
            store.create_function("bigrams", -1, lambda *texts: "")
            fill(store, random.Random(seed))
            store.commit()
            told = json.loads(world.run(DAY, "summary", "--all", "--year", "2024", "--format", "json"))
            wrong += [f"ledger {seed}: {difference}" for difference in compare(store, told, DAY)]
            store.close()
    return wrong


# ── Periods ─────────────────────────────────────────────────────────────────────────────────────

STEPS_OF = {measure: [f"{measure}.1", f"{measure}.2"] for measure in ("1.1", "2.1", "3.1", "4.1")}
TASKS_OF = [task for measure, steps in STEPS_OF.items() for task in (measure, *steps)]
MONTHS = [(f"2025-{month:02}-01", (datetime.date(2025, month + 1, 1) - datetime.timedelta(1)).isoformat()) for month in range(1, 7)]
PERIODS = [*MONTHS, ("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2025-01-01", "2025-06-30"), ("2025-02-10", "2025-05-31")]


def finish(dice):
    """A measure from its steps to the reviewer, who sends some back."""
    measure = dice.choice(list(STEPS_OF))
    yield ["set", *STEPS_OF[measure], "progress=completed"]
    yield ["set", measure, "progress=completed", "result=办结"]
    yield ["attach", measure, "培训计划.pdf"]
    yield ["request", measure]
    if dice.random() < 0.7:
        yield [dice.choice(["close", "return"]), measure, "--reviewer", "周科长", "--opinion", "意见"]


def work(dice):
    """What somebody does on a day: lines of arguments. The rules may refuse some."""
    task, some_number = dice.choice(TASKS_OF), str(dice.randrange(1, 100))
    return dice.choice(
        [
            lambda: [["note", task, "进展" + some_number]],
            lambda: [["set", task, f"percent={some_number}"]],
            lambda: [["set", task, "progress=" + dice.choice(["active", "substantial", "completed"])]],
            lambda: [["set", task, f"due=2025-{dice.randrange(2, 9):02}-15", "--reason", "原因"]],
            lambda: [["set", task, "owner=" + dice.choice(["李四", "钱七"]), "department=司法所", "start=2025-01-06"]],
            lambda: [["drop", task, "--reason", "原因"]],
            lambda: [["reopen", task, "--reason", "原因"]],
            lambda: [["add", "step", "2.1", "补充任务" + some_number]],
            lambda: [["undo"]],
            lambda: [["redo"]],
            lambda: finish(dice),
            lambda: finish(dice),
        ]
    )()


def live(world, dice):
    """Half a year; a copy of the ledger is kept as it was at the end of each month."""
    day = datetime.date(2025, 1, 6)
    world.run(day.isoformat(), "import", "--builtin")
    for _, end in MONTHS:
        while day.isoformat() <= end:
            for line in work(dice):
                world.run(day.isoformat(), *line, status=None)
            day += datetime.timedelta(dice.randrange(1, 9))
        shutil.copy(world.ledger(), world.path(f"{end}.db"))


def addresses(store, sql, *values):
    rows = store.execute(
        f"SELECT p.no, measure_no, step_no FROM task JOIN problem p ON p.id = problem_id WHERE {sql} ORDER BY 1, 2, 3", values
    )
    return [".".join(str(number) for number in row if number > 0) for row in rows]


# Changes of tasks within a period that were not taken back by its end, when the copy was made.
CHANGED = """SELECT row FROM change JOIN action a ON a.id = action_id WHERE entity = 'task' AND substr(a.at, 1, 10) BETWEEN ?1 AND ?2
    AND a.name NOT IN ('undo', 'redo') AND NOT EXISTS (SELECT 1 FROM action u WHERE u.target = a.id AND u.name = 'undo' AND u.id = (SELECT max(id) FROM action WHERE target = a.id)) AND """
CLOSED = f"task.id IN ({CHANGED} field = 'closure' AND new = 'closed')"
ENDED = f"({CLOSED} OR progress = 'completed' AND done BETWEEN ?1 AND ?2)"
MOVED = f"""(task.id IN ({CHANGED} field IN ('progress', 'percent', 'closure', 'due'))
    OR EXISTS (SELECT 1 FROM note WHERE task_id = task.id AND substr(at, 1, 10) BETWEEN ?1 AND ?2))"""
PARTS = {"new": f"task.id IN ({CHANGED} field = '' AND new IS NOT NULL)", "moving": f"NOT {ENDED} AND {MOVED}", "closed": ENDED}


def periods():
    wrong = []
    for seed in range(LIVES):
        with World() as world:
            world.path("培训计划.pdf").write_text("培训计划")
            live(world, random.Random(seed))
            for start, end in PERIODS:
                store = sqlite3.connect(world.path(f"{end}.db"))
                told = json.loads(world.run(DAY, "summary", "--year", "2024", "--from", start, "--to", end, "--format", "json"))
                differences = list(compare(store, told, end))
                for part, sql in PARTS.items():
                    wanted = addresses(store, sql, start, end)
                    if told[part] != wanted:
                        differences.append(f"{part}: {told[part]}, counted again {wanted}")
                wrong += [f"life {seed}, {start} to {end}: {difference}" for difference in differences]
                store.close()
    return wrong


def main():
    if "ZHENGGAI" not in os.environ:
        sys.exit("$ZHENGGAI is not set")
    wrong = year() + periods()
    print("\n".join(wrong) or "as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
