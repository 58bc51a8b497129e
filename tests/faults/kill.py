#!/usr/bin/env python3
"""kill -9 at random moments, several writers at once: what was acknowledged is stored."""
import random
import subprocess
import sys
import threading

from world import deadline, expect, seconds, world

WRITERS = 3


class Writer(threading.Thread):
    """Writes notes one after the other; some of its programs are killed on the way."""

    def __init__(self, here, number, goes_on):
        super().__init__()
        self.here, self.number, self.goes_on = here, number, goes_on
        self.random = random.Random(number)
        self.acknowledged, self.tried, self.kills, self.errors = [], [], 0, []

    def run(self):
        pace = 0.05
        while self.goes_on() and not self.errors:
            text = f"{self.number}-{len(self.tried)}"
            self.tried.append(text)
            process = subprocess.Popen(
                self.here.command("note", "1.1", text), env=self.here.environment,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            try:
                _, said = process.communicate(timeout=self.random.uniform(0, 2 * pace))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                self.kills += 1
                pace *= 1.1  # the machine is slower than thought: let more of them come through
                continue
            pace = max(0.002, pace * 0.95)
            if process.returncode == 0:
                self.acknowledged.append(text)
            else:
                self.errors.append(f"{text}: exit status {process.returncode}: {said}")


def main():
    with world() as here:
        writers = [Writer(here, number, deadline(seconds(10))) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        stored = here.notes()
        here.healthy("after the kills")
        for writer in writers:
            expect(not writer.errors, "\n".join(writer.errors))
            mine = [text for text in stored if text.startswith(f"{writer.number}-")]
            lost = set(writer.acknowledged) - set(mine)
            expect(not lost, f"acknowledged, but not stored: {sorted(lost)}")
            expect(set(mine) <= set(writer.tried) and len(mine) == len(set(mine)), f"stored twice: {mine}")
        kills, written = sum(w.kills for w in writers), sum(len(w.acknowledged) for w in writers)
        print(f"{written} written, {kills} killed, {len(stored)} stored")
        expect(kills > 0 and written > 0, "nothing was tried")
    return 0


sys.exit(main())
