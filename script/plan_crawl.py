"""Plans the cleaning of a corpus: core hours and money by formula, stragglers by simulation.

`python3 script/plan_crawl.py` prints the tables of docs/planning.md; options take other speeds,
prices and clusters. With `--measure PROGRAM --pages FILE` it measures the speeds instead.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import json
import random
import resource
import subprocess
import tempfile
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path

MEGABYTE, TERABYTE = 1e6, 1e12
SECONDS_PER_HOUR = 3600

# MB a second of one core, by what is read; measured by --measure, see docs/planning.md.
SPEEDS = {"warc": 73.0, "wet": 23.0, "jsonl": 19.0}
# TB, unpacked; docs/planning.md says where they are from.
CORPORA = {
    "one month of Common Crawl, WARC": ("warc", 414.5),
    "one month of Common Crawl, WET": ("wet", 20.4),
    "a corpus of the size of DCLM-baseline, JSONL": ("jsonl", 18.0),
}
PRICE = 0.04
"""Dollars for an hour of a core."""


def core_hours(terabytes: float, megabytes_per_second: float) -> float:
    """Give the hours that one core takes."""
    return terabytes * TERABYTE / (megabytes_per_second * MEGABYTE) / SECONDS_PER_HOUR


@dataclass(frozen=True)
class Trouble:
    """What goes wrong on a cluster, as shares of all attempts."""

    spread: float = 0.0
    """Standard deviation of the logarithm of a shard's time."""
    slow: float = 0.0
    """Share of attempts that run on a slow machine."""
    slowness: float = 5.0
    """How many times longer those take."""
    failing: float = 0.0
    """Share of attempts that fail, each at any point of its work."""
    resumes: bool = False
    """Whether another attempt goes on where the failed one was, or begins anew."""
    speculates: bool = False
    """Whether a shard that takes twice the mean time is begun once more elsewhere."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to, in units of the mean time of a shard."""

    wall: float
    busy: float
    attempts: int


class Attempt:
    """A core at work on a shard."""

    def __init__(self, shard: int, began: float) -> None:
        """Begin."""
        self.shard, self.began = shard, began
        self.factor, self.fails, self.is_over = 1.0, False, False


class Cluster:
    """Cores that take shards one after the other."""

    LATE = 2.0
    """Mean times of a shard after which an attempt is late."""

    def __init__(self, shards: int, cores: int, trouble: Trouble, seed: int) -> None:
        """Make shards of mean size 1."""
        source, self.chance = random.Random(seed), random.Random(seed + 1)  # noqa: S311
        mean = -(trouble.spread**2) / 2
        sizes = [source.lognormvariate(mean, trouble.spread) for _ in range(shards)]
        total = sum(sizes)
        self.left = [size * shards / total for size in sizes]
        self.trouble, self.idle = trouble, cores
        self.waiting = deque(range(shards))
        self.running: dict[int, list[Attempt]] = {shard: [] for shard in range(shards)}
        self.events: list[tuple[float, int, bool, Attempt]] = []
        self.now = self.busy = 0.0
        self.attempts = self.pushed = 0

    def run(self) -> Outcome:
        """Work until every shard is done."""
        self._hand_out()
        wall = 0.0
        while self.events:
            self.now, _, is_end, attempt = heapq.heappop(self.events)
            if attempt.is_over:
                continue
            if is_end:
                wall = self.now
                self._end(attempt)
            else:
                self.waiting.append(attempt.shard)
            self._hand_out()
        assert not self.running  # noqa: S101
        return Outcome(wall, self.busy, self.attempts)

    def _hand_out(self) -> None:
        while self.idle and self.waiting:
            shard = self.waiting.popleft()
            if shard in self.running:
                self._begin(Attempt(shard, self.now))

    def _begin(self, attempt: Attempt) -> None:
        self.idle -= 1
        self.attempts += 1
        self.running[attempt.shard].append(attempt)
        if self.chance.random() < self.trouble.slow:
            attempt.factor = self.trouble.slowness
        attempt.fails = self.chance.random() < self.trouble.failing
        part = self.chance.random() if attempt.fails else 1.0
        self._push(self.left[attempt.shard] * attempt.factor * part, attempt, is_end=True)
        if self.trouble.speculates:
            self._push(self.LATE, attempt, is_end=False)

    def _push(self, after: float, attempt: Attempt, *, is_end: bool) -> None:
        self.pushed += 1
        heapq.heappush(self.events, (self.now + after, self.pushed, is_end, attempt))

    def _end(self, attempt: Attempt) -> None:
        self._leave(attempt)
        others = self.running[attempt.shard]
        if not attempt.fails:
            while others:
                self._leave(others[0])
            del self.running[attempt.shard]
            return
        if self.trouble.resumes:
            self.left[attempt.shard] -= (self.now - attempt.began) / attempt.factor
        if not others:
            self.waiting.appendleft(attempt.shard)

    def _leave(self, attempt: Attempt) -> None:
        attempt.is_over = True
        self.idle += 1
        self.busy += self.now - attempt.began
        self.running[attempt.shard].remove(attempt)


def simulate(shards: int, cores: int, trouble: Trouble, seed: int = 1) -> Outcome:
    """Hand shards to cores as they become free, until all are done."""
    return Cluster(shards, cores, trouble, seed).run()


VARIED = Trouble(spread=0.3)
SLOW = replace(VARIED, slow=0.01)
CASES = {
    "shards of one size, no trouble": Trouble(),
    "shards of many sizes": VARIED,
    "1% on slow machines": SLOW,
    "1% slow, copies of the slow ones": replace(SLOW, speculates=True),
    "5% fail, begun anew": replace(VARIED, failing=0.05),
    "5% fail, resumed": replace(VARIED, failing=0.05, resumes=True),
    "1% slow, 5% fail, begun anew": replace(SLOW, failing=0.05),
}


def table(names: list[str], rows: list[list[str]]) -> str:
    """Write a table in Markdown, numbers to the right."""
    rule = ["---"] + ["--:"] * (len(names) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [names, rule, *rows])


def costs(speeds: dict[str, float], price: float) -> str:
    """Write what corpora cost."""
    rows = []
    for name, (kind, terabytes) in CORPORA.items():
        hours = core_hours(terabytes, speeds[kind])
        row = [name, f"{terabytes:.1f}", f"{speeds[kind]:.0f}", f"{hours:,.0f}"]
        rows.append([*row, f"{hours * price:,.0f}"])
    return table(["corpus", "TB", "MB/s a core", "core hours", "dollars"], rows)


def simulations(shards: int, cores: int) -> str:
    """Write what trouble costs."""
    rows = []
    for name, trouble in CASES.items():
        outcome = simulate(shards, cores, trouble)
        wall = outcome.wall / (shards / cores)
        row = [name, f"{wall:.2f}", f"{outcome.busy / shards:.3f}", f"{outcome.attempts:,}"]
        rows.append(row)
    return table(["", "wall time", "core hours", "attempts"], rows)


def measured(program: str, pages: list[dict[str, str]]) -> dict[str, float]:
    """Measure MB a second of CPU of the program, by what is read, on one thread."""
    speeds = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, key in (("warc", "html"), ("wet", "text"), ("jsonl", "text")):
            texts = [page[key] for page in pages if page.get(key)]
            plain = b"".join(written(kind, number, text) for number, text in enumerate(texts))
            file = Path(folder) / f"pages.{kind}.gz"
            with gzip.open(file, "wb", 6) as packed:
                packed.write(plain)
            options = ["-o", f"{folder}/clean.jsonl.gz", "--jobs", "1", "--progress", "never"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([program, "clean", str(file), *options], check=True)  # noqa: S603
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            speeds[kind] = len(plain) / MEGABYTE / seconds
    return speeds


def written(kind: str, number: int, text: str) -> bytes:
    """Give a page as a record of an archive, or of JSON."""
    if kind == "jsonl":
        return json.dumps({"id": f"{number}", "text": text}).encode() + b"\n"
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    body = (text if kind == "wet" else http + text).encode()
    what = "conversion" if kind == "wet" else "response"
    content = "text/plain" if kind == "wet" else "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {what}\r\nWARC-Target-URI: https://pages.example/{number}\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def main() -> None:
    """Print the tables, or the speeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--price", type=float, default=PRICE, help="dollars for a core hour")
    for kind, speed in SPEEDS.items():
        parser.add_argument(f"--{kind}", type=float, default=speed, help="MB/s of one core")
    parser.add_argument("--shards", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=500)
    parser.add_argument("--measure", metavar="PROGRAM", help="measure speeds instead")
    parser.add_argument("--pages", nargs="+", help="JSON lines with `html` or `text`")
    options = parser.parse_args()
    if options.measure:
        lines = [line for path in options.pages for line in Path(path).read_bytes().split(b"\n")]
        speeds = measured(options.measure, [json.loads(line) for line in lines if line])
        print(*(f"{kind}: {speed:.1f} MB/s" for kind, speed in speeds.items()), sep="\n")
        return
    speeds = {kind: getattr(options, kind) for kind in SPEEDS}
    print(costs(speeds, options.price))
    print()
    print(simulations(options.shards, options.cores))


if __name__ == "__main__":
    main()
