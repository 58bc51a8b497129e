"""What the fault tests share: the program in a world of its own, and what must hold after a fault.

A test is run as `NAME.py PROGRAM [SECONDS]`. It exits 0, or 1 with what was lost, or 77 where the
machine cannot do it.
"""
import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

SKIPPED = 77


class World:
    """A folder with a ledger in it, made from the founding report."""

    def __init__(self, program, folder):
        self.program = os.path.abspath(program)
        self.folder = pathlib.Path(folder)
        self.ledger = self.folder / "ledger.db"
        self.environment = {
            **os.environ,
            "ZHENGGAI_DB": str(self.ledger),
            "ZHENGGAI_TODAY": "2024-12-01",
            "ZHENGGAI_USER": "王五",
            "ZHENGGAI_LANG": "en",
            "XDG_CONFIG_HOME": str(self.folder),
            # A leak is looked for by other tests; under strace it cannot be.
            "ASAN_OPTIONS": "detect_leaks=0",
        }

    def command(self, *arguments):
        return [self.program, *map(str, arguments)]

    def run(self, *arguments, before=(), **options):
        return subprocess.run(
            [*map(str, before), *self.command(*arguments)],
            env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=60, **options,
        )

    def must(self, *arguments):
        done = self.run(*arguments)
        expect(done.returncode == 0, f"{arguments}: {done.stderr}")
        return done.stdout

    def notes(self):
        """The texts of the notes as they stand in the file, without the program."""
        with contextlib.closing(sqlite3.connect(self.ledger)) as database:
            return [text for text, in database.execute("SELECT text FROM note ORDER BY id")]

    def healthy(self, what):
        done = self.run("check")
        expect(done.returncode == 0, f"{what}: check says {done.returncode}: {done.stdout}{done.stderr}")


def expect(condition, message):
    if not condition:
        print(message, file=sys.stderr)
        sys.exit(1)


def expect_told(done, what):
    """A write that failed says so in words, with exit status 1."""
    expect(done.returncode == 1, f"{what}: exit status {done.returncode}: {done.stderr}")
    expect(done.stderr.startswith("zhenggai: "), f"{what}: no message: {done.stderr!r}")


def skip(why):
    print(f"skipped: {why}", file=sys.stderr)
    sys.exit(SKIPPED)


def seconds(default):
    return float(sys.argv[2]) if len(sys.argv) > 2 else default


@contextlib.contextmanager
def temporary_folder():
    folder = tempfile.mkdtemp(prefix="zhenggai-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def world():
    with temporary_folder() as folder:
        made = World(sys.argv[1], folder)
        made.must("import", "--builtin")
        yield made


def deadline(length):
    end = time.monotonic() + length
    return lambda: time.monotonic() < end


def killed(done):
    return done.returncode == -signal.SIGKILL
