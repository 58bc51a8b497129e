#!/usr/bin/env python3
"""Times the program beside its peers on one machine in one run, and prints medians, ranges and ratios.
It reports; it never fails on a figure.   usage: bench.py PROGRAM [TASKS]

The ledger is made from a seed. Each pair runs in turn (A B A B …), so that a machine that slows down
slows both. What is timed is the whole process; screens are timed on a pty.
"""
import os
import pathlib
import pty
import random
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
TODAY = "2024-12-01"
OWNERS = ["李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十", "钱一"]
WORDS = "执法 监督 宣传 培训 制度 落实 考核 公示 复议 调解 案卷 台账 网格 信访 普法 备案 审查 听证".split()


def sentence(rng, words):
    return "".join(rng.choice(WORDS) for _ in range(words))


def bigrams(*texts):
    """What the program's own function of that name gives the search index; the texts are Han alone."""
    return "".join(f"{a}{b} " for text in texts if text for a, b in zip(text, text[1:]))


def make_ledger(program, path, tasks):
    """About `tasks` tasks: problems with one measure of two steps each, over ten units."""
    environment = dict(os.environ, ZHENGGAI_TODAY=TODAY, ZHENGGAI_USER="王五")
    for unit in range(10):
        subprocess.run([program, "--db", path, "add", "problem", "首", "--unit", f"单位{unit}", "--year", "2024", "--quiet"],
                       check=True, env=environment)
    rng, db = random.Random(2024), sqlite3.connect(path)
    db.create_function("bigrams", -1, bigrams)
    progress = ["planned", "active", "active", "substantial", "completed"]
    key = 100
    with db:
        for problem in range(tasks // 3):
            key += 1
            db.execute("INSERT INTO problem (id, uuid, unit_id, year, no, text) VALUES (?, ?, ?, 2024, ?, ?)",
                       (key, f"p{key}", problem % 10 + 1, problem // 10 + 2, sentence(rng, 15)))
            for step in range(3):
                due = None if rng.random() < 0.3 else f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
                db.execute(
                    "INSERT INTO task (uuid, problem_id, measure_no, step_no, text, due, owner, progress, percent)"
                    " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)",
                    (f"t{key}-{step}", key, step, sentence(rng, 15), due,
                     rng.choice(OWNERS + [None]), rng.choice(progress), rng.randint(0, 99)))
    db.close()


def make_report(path, size):
    """A report of about `size` bytes: prose on what was done, then forty problems with causes and measures."""
    rng = random.Random(2024)
    with open(path, "w", encoding="utf-8") as out:
        out.write("张官营镇人民政府关于2024年法治政府建设情况的报告\n\n一、主要举措和成效\n")
        while out.tell() < size:
            out.write(f"（一）{sentence(rng, 4)}。" + "".join(f"{sentence(rng, 12)}，{sentence(rng, 8)}。" for _ in range(5)) + "\n")
        for heading in ("二、存在的问题", "三、原因分析", "四、整改措施"):
            out.write(heading + "\n" + "".join(f"{n}. {sentence(rng, 12)}。\n" for n in range(1, 41)))


def run(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def figures(samples):
    return statistics.median(samples) * 1000, min(samples) * 1000, max(samples) * 1000


def compare(name, ours, peer, runs=RUNS, size=0):
    mine, theirs = [], []
    for number in range(runs + 1):
        a, b = run(ours), run(peer) if peer else None
        if number > 0:
            mine.append(a)
            theirs.append(b)
    middle, low, high = figures(mine)
    line = f"{name:34} {middle:8.1f} ms ({low:.1f}–{high:.1f})"
    if peer:
        other, other_low, other_high = figures(theirs)
        line += f"   {pathlib.Path(peer[0]).name} {other:8.1f} ms ({other_low:.1f}–{other_high:.1f})   ratio {middle / other:.2f}"
        if size:
            line += f"   {size / middle / 1000:.0f} and {size / other / 1000:.0f} MB/s"
    print(line, flush=True)


class Screen:
    """A program on a pty of 80×24; what it prints is only counted."""

    def __init__(self, command, environment):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], command, environment)
        import fcntl
        import struct
        import termios
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until_quiet(self, first=5.0, quiet=0.03):
        """Bytes until nothing came for `quiet` seconds, and when the last came."""
        count, last, wait = 0, time.perf_counter(), first
        while select.select([self.terminal], [], [], wait)[0]:
            try:
                count += len(os.read(self.terminal, 65536))
            except OSError:
                break
            last, wait = time.perf_counter(), quiet
        return count, last

    def press(self, key):
        start = time.perf_counter()
        os.write(self.terminal, key)
        count, last = self.until_quiet(1.0)
        return last - start, count

    def close(self):
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def screens(name, command, environment, keys):
    firsts, presses = [], {key: [] for key in keys}
    for _ in range(5):
        start = time.perf_counter()
        screen = Screen(command, environment)
        _, last = screen.until_quiet()
        firsts.append(last - start)
        for key in keys:
            for _ in range(40 if key == b"j" else 5):
                presses[key].append(screen.press(key))
        screen.close()
    middle, low, high = figures(firsts)
    print(f"{name:10} first frame {middle:8.1f} ms ({low:.1f}–{high:.1f})")
    for key, samples in presses.items():
        times = sorted(t for t, _ in samples)
        sizes = statistics.median(count for _, count in samples)
        print(f"{'':10} key {key!r:10} {statistics.median(times) * 1000:8.2f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.2f} ms, {sizes:.0f} bytes")


def main():
    program, tasks = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    folder = tempfile.mkdtemp(prefix="zhenggai-bench-")
    path = os.path.join(folder, "ledger.db")
    os.environ.update(ZHENGGAI_TODAY=TODAY, ZHENGGAI_USER="王五", ZHENGGAI_LANG="zh", ZHENGGAI_DB=path,
                      XDG_CONFIG_HOME=folder)
    make_ledger(program, path, tasks)
    shell = shutil.which("sqlite3")
    pending = "progress <> 'completed' AND closure NOT IN ('closed', 'dropped')"

    def peer(sql):
        return [shell, "-readonly", path, sql] if shell else None

    print(f"{tasks} tasks, {os.path.getsize(path) / 1e6:.0f} MB; whole process, median (min–max) of {RUNS} runs")
    compare("first page of the list", [program, "list", "--limit", "24"],
            peer("SELECT t.* FROM problem p JOIN task t ON t.problem_id = p.id ORDER BY p.year, p.unit_id, p.no, t.measure_no, t.step_no LIMIT 24"))
    compare("one person's tasks, 24 rows", [program, "list", "owner:李四", "--sort", "due", "--limit", "24"],
            peer("SELECT * FROM task WHERE owner = '李四' ORDER BY due LIMIT 24"))
    compare("overdue, 24 rows", [program, "list", "+overdue", "--sort", "due", "--limit", "24"],
            peer(f"SELECT * FROM task WHERE due < '{TODAY}' AND {pending} ORDER BY due LIMIT 24"))
    compare("status", [program, "status", "--unit", "单位1"], peer("SELECT progress, count(*) FROM task GROUP BY progress"))
    compare("two characters, hit, 24 rows", [program, "list", "网格", "--limit", "24"],
            peer("SELECT * FROM task WHERE text LIKE '%网格%' LIMIT 24"))
    compare("two characters, none", [program, "list", "龘龘", "--limit", "24"],
            peer("SELECT * FROM task WHERE text LIKE '%龘龘%' LIMIT 24"), 5)
    numbers = iter(range(10**6))
    compare("change one task", ["sh", "-c", f"'{program}' set --unit 单位1 5.1 remark=$$"],
            [shell, path, f"PRAGMA synchronous = EXTRA; UPDATE task SET remark = random() WHERE id = {next(numbers) + 50}"] if shell else None)
    compare("CSV of everything", [program, "export", "-o", os.path.join(folder, "a.csv")],
            [shell, "-readonly", "-csv", path, "SELECT t.*, p.* FROM problem p JOIN task t ON t.problem_id = p.id"] if shell else None, 3)
    report = os.path.join(folder, "report.txt")
    make_report(report, 10_000_000)
    compare("import --dry-run, 10 MB of text", [program, "--db", ":memory:", "import", "--dry-run", "--format", "json", report],
            ["iconv", "-f", "UTF-8", "-t", "UTF-16LE", report], size=os.path.getsize(report))
    environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8")
    text = os.path.join(folder, "lines.txt")
    with open(text, "w", encoding="utf-8") as out:
        rng = random.Random(1)
        out.writelines(sentence(rng, 18) + "\n" for _ in range(tasks))
    screens("zhenggai", [program, "--unit", "单位1"], environment, [b"j", b"\x1b[6~", b"G", b"g"])
    if shutil.which("less"):
        screens("less", ["less", text], environment, [b"j", b"\x1b[6~", b"G", b"g"])
    shutil.rmtree(folder)


main()
