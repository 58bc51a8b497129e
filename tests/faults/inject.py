#!/usr/bin/env python3
"""The k-th system call on the ledger fails, or kills the program: for each call and each k, a write
is stored whole or not at all, and what was acknowledged is stored."""
import random
import shutil
import subprocess
import sys

from world import deadline, expect, expect_told, killed, seconds, skip, world

CALLS = ("openat", "pread64", "pwrite64", "fdatasync", "fsync", "unlink", "ftruncate")
FAULTS = {
    "error=EIO": CALLS,
    "error=ENOSPC": ("openat", "pwrite64", "fdatasync", "fsync"),
    "signal=KILL": ("openat", "pwrite64", "fdatasync", "fsync", "unlink"),
}


def strace(here, log, *options):
    """Only the ledger, its journal and its folder are looked at."""
    paths = (here.ledger, f"{here.ledger}-journal", here.folder)
    return ["strace", "-f", "-qq", "-o", log, *(word for path in paths for word in ("-P", path)), *options]


def called(log):
    return [line.split()[1].split("(")[0] for line in log.read_text().splitlines()]


def can_inject(here):
    if shutil.which("strace") is None:
        skip("there is no strace")
    tried = here.run("list", before=strace(here, here.folder / "log", "-e", "trace=openat"))
    if tried.returncode != 0:
        skip(f"strace does not work here: {tried.stderr.strip()}")


def count_calls(here):
    log = here.folder / "log"
    # The first note also sets the task to work, so it writes more than the others.
    here.must("note", "1.1", "first")
    here.run("note", "1.1", "counted", before=strace(here, log, "-e", "trace=" + ",".join(CALLS)))
    words = called(log)
    return {call: words.count(call) for call in CALLS}


def inject(here, fault, call, k):
    """One write with one fault; whether it came to it, killed the program, did not stop it."""
    log, before = here.folder / "log", here.notes()
    text = f"{fault} {call} {k}"
    done = here.run(
        "note", "1.1", text,
        before=strace(here, log, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={k}"))
    injected = "(INJECTED)" in log.read_text() or killed(done)
    here.healthy(text)
    after = here.notes()
    expect(after in (before, [*before, text]), f"{text}: {after[len(before) - 1:]}")
    if done.returncode == 0:
        expect(after == [*before, text], f"{text}: acknowledged, but not stored")
    elif not killed(done):
        expect_told(done, text)
    expect(injected or done.returncode == 0, f"{text}: failed without a fault: {done.stderr}")
    return injected, killed(done), injected and done.returncode == 0


def write(here):
    calls = count_calls(here)
    expect(calls["pwrite64"] > 0, f"a note writes nothing? {calls}")
    cases = [(fault, call, k) for fault, among in FAULTS.items() for call in among
             for k in range(1, calls[call] + 1)]
    random.Random(7).shuffle(cases)
    goes_on, results = deadline(seconds(30) * 0.75), []
    for case in cases:
        if not goes_on():
            break
        results.append(inject(here, *case))
    injected, kills, passed = (sum(column) for column in zip(*results))
    print(f"write: {injected} of {len(cases)} faults: {kills} killed it, {passed} did not stop it")
    # The number of calls differs a little from write to write, so that the last k may not come.
    expect(injected > 0.8 * len(results), f"only {injected} of {len(results)} were injected")
    expect(passed < injected, "no fault was felt")


def create(here):
    """Killed while a first ledger is made: there is one that is whole, or none, and never an empty
    one; the next try succeeds."""
    log, trace = here.folder / "log", ["strace", "-f", "-qq", "-o", here.folder / "log"]
    calls = ("pwrite64", "fdatasync", "fsync", "renameat2", "unlink")
    here.ledger.unlink()
    here.run("import", "--builtin", before=[*trace, "-e", "trace=" + ",".join(calls)])
    words = called(log)
    cases = [(call, k) for call in calls for k in range(1, words.count(call) + 1)]
    random.Random(7).shuffle(cases)
    goes_on, kills, whole = deadline(seconds(30) * 0.25), 0, 0
    for call, k in cases:
        if not goes_on():
            break
        for left in here.folder.glob("ledger.db*"):
            left.unlink()
        done = here.run("import", "--builtin", before=[
            *trace, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={k}"])
        kills, whole = kills + killed(done), whole + here.ledger.exists()
        if here.ledger.exists():
            here.healthy(f"create: {call} {k}")
        here.must("import", "--builtin")
        here.healthy(f"create: {call} {k}, again")
    print(f"create: {kills} of {len(cases)} kills; {whole} left a ledger")
    expect(kills > 0, "nothing was killed")


def main():
    with world() as here:
        can_inject(here)
        write(here)
        create(here)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.TimeoutExpired as slow:
        sys.exit(f"it hangs: {slow}")
