#!/usr/bin/env python3
"""The disk is full, or a file may not grow: it is told, nothing is lost, and it goes on afterwards."""
import contextlib
import os
import resource
import signal
import subprocess
import sys

from world import World, expect, expect_told, skip, temporary_folder, world

LONG = "整改进展" * 500


def fill(here, what, most=400, **options):
    """Writes notes until one fails, which must be told; the number of those that were stored."""
    before = here.notes()
    for number in range(most):
        done = here.run("note", "1.1", f"{number} {LONG}", **options)
        after = here.notes()
        if done.returncode == 0:
            expect(len(after) == len(before) + 1, f"{what}: acknowledged, but not stored")
            before = after
            continue
        expect_told(done, what)
        expect(after == before, f"{what}: told as failed, but stored")
        here.healthy(what)
        return done.stderr
    expect(False, f"{what}: it was never full")
    return ""


@contextlib.contextmanager
def small_disk(folder, size):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder],
                             capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", folder], check=False)


def disk_full(folder):
    here = World(sys.argv[1], folder)
    here.must("import", "--builtin")
    room = here.folder / "room"
    room.write_bytes(b"x" * 256 * 1024)
    sheet = here.folder / "sheet.csv"
    here.must("export", "-o", sheet)
    old = sheet.read_bytes()
    said = fill(here, "disk full")
    expect("full" in said, f"the message does not say why: {said}")
    # Now not even a small file has room.
    filler = here.folder / "filler"
    with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)
    expect_told(here.run("export", "-o", sheet), "export")
    expect(sheet.read_bytes() == old, "the old sheet was spoilt")
    here.must("list")
    here.healthy("disk full to the last byte")
    os.remove(room)
    here.must("undo")
    here.must("note", "1.1", "有空间了")
    here.healthy("with room again")


def limit(size, ignore):
    def apply():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN if ignore else signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return apply


def files_limited():
    with world() as here:
        size = here.ledger.stat().st_size + 64 * 1024
        fill(here, "ulimit -f", preexec_fn=limit(size, True))
        before = here.notes()
        # Where the signal is not ignored it may kill, but not spoil.
        here.run("note", "1.1", LONG * 20, preexec_fn=limit(size, False))
        here.healthy("SIGXFSZ")
        expect(here.notes()[: len(before)] == before, "SIGXFSZ: a note is lost")
        here.must("note", "1.1", "有空间了")


def main():
    files_limited()
    if os.geteuid() != 0:
        skip("only root can mount a small disk; the limit on files was tried")
    with temporary_folder() as folder, small_disk(folder, "1m") as mounted:
        if not mounted:
            skip("no disk can be mounted here; the limit on files was tried")
        disk_full(folder)
    return 0


sys.exit(main())
