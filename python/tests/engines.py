"""What the tests of Spark and of Ray have in common: workers that are killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DEADLINE_SECONDS = 120


def children(of: int, word: str) -> list[int]:
    """Give the processes below a process whose command has a word in it."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(stat.parent.name)] = int(fields[1])

    def is_below(process: int) -> bool:
        while process in parents and process != of:
            process = parents[process]
        return process == of

    found = []
    for process in parents:
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if process != of and is_below(process) and word.encode() in command:
            found.append(process)
    return sorted(found)


class Killer:
    """Kills a worker once a job has left some marks, so that it is in the middle of its work."""

    def __init__(self, marks: Path, after: int, find: Callable[[], list[int]]) -> None:
        self.marks, self.after, self.find = marks, after, find
        self.killed: int | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        until = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < until:
            workers = self.find() if len(list(self.marks.iterdir())) >= self.after else []
            if workers:
                os.kill(workers[0], signal.SIGKILL)
                self.killed = workers[0]
                return
            time.sleep(0.02)

    def wait(self) -> int:
        """Give the process that was killed."""
        self.thread.join(DEADLINE_SECONDS)
        assert self.killed is not None, "the job was over before a worker was killed"
        return self.killed
