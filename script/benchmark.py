"""Measures the whole program beside other ways of doing its work, on the same pages, in one run.

Rounds are interleaved, and the best of each is taken, so that a machine that is shared spoils as
little as may be. "CPU" are seconds of all threads; ratios per core are of these.
"""

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from records import records

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
# Where the page is in a record. What is not cleaned is copied: with the identifier as the page, the
# program reads, parses and writes every byte, and has next to nothing to clean.
PAGE, COPY = "page", "id"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the dechaff to measure")
    parser.add_argument(
        "--pages", nargs="+", help="JSON lines with `html` or `text`; else fixtures, varied"
    )
    parser.add_argument("--megabytes", type=int, default=100, help="of HTML and of text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="measure memory instead of time")
    parser.add_argument("--gigabytes", type=float, default=5, help="of the large archive")
    parser.add_argument("--folder", help="where archives are made and removed again")
    return parser.parse_args()


def own_pages(kind):
    """The pages of fixtures/ and seeds/."""
    name = {"html": "page.html", "text": "page.txt"}[kind]
    paths = sorted((ROOT / "fixtures").glob(f"*/{name}"))
    if kind == "text":
        paths += sorted((ROOT / "seeds").glob("[0-9]*.txt"))
    return [path.read_text(errors="replace") for path in paths]


def recorded_pages(paths, kind):
    """The pages under a key of files of JSON lines."""
    found = (record.get(kind) for path in paths for record in records(path))
    return [page for page in found if page]


def varied(pages):
    """The pages again and again, never twice the same: a number goes before some sentences."""
    for turn in itertools.count():
        for at, page in enumerate(pages):
            yield page if turn == 0 else re.sub(r"\. (?=[A-Z])", f". On {turn}.{at}, ", page)


def make(path, pages, size):
    """Writes an archive of so many bytes, and says how many bytes of pages are in it."""
    written = held = 0
    with open(path, "w") as file:
        for number, page in enumerate(varied(pages)):
            if written >= size:
                return held
            written += file.write(json.dumps({"id": f"page {number}", PAGE: page}) + "\n")
            held += len(page.encode())
    return held


def timed(command, cores=None, **options):
    """Runs a command on so many cores: wall seconds, CPU seconds, and the most memory it held, in
    MB. Systems that hold no process to its cores run it on all."""
    script = (
        "import os, resource, subprocess, sys, time; cores = int(sys.argv[1]);"
        "hold = getattr(os, 'sched_setaffinity', None) if cores else None;"
        "hold and hold(0, sorted(os.sched_getaffinity(0))[:cores]); began = time.monotonic();"
        "done = subprocess.run(sys.argv[2:]); took = time.monotonic() - began;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(took, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr);"
        "sys.exit(done.returncode)"
    )
    command = [sys.executable, "-c", script, str(cores or 0), *command]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{command[4:]} failed: {done.stderr}")
    took, used, peak = done.stderr.splitlines()[-1].split()
    return float(took), float(used), int(peak) * 1024 / MEGABYTE


TRAFILATURA = """
from trafilatura import extract
def work(page):
    return extract(page) or ""
"""
DATATROVE = """
from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter
rules = C4QualityFilter({options})
def work(page):
    document = Document(text=page, id="")
    return document.text if rules.filter(document) is True else ""
work("Some first sentence, for which the filter makes ready what it needs.")
"""
C4_LINES = DATATROVE.format(options="min_num_sentences=-1")
C4_AS_SHIPPED = DATATROVE.format(options="")
PIPELINE = """
import json, sys, time
{work}
source, key, target = sys.argv[1:]
# The work alone is measured, without what Python needs to begin.
began, used = time.monotonic(), time.process_time()
with open(source) as lines, open(target, "w") as out:
    for line in lines:
        record = json.loads(line)
        record["text"] = work(record.pop(key))
        out.write(json.dumps(record) + "\\n")
print(time.monotonic() - began, time.process_time() - used)
"""


class Rival(NamedTuple):
    """A pipeline in Python that does the same work."""

    name: str
    work: str
    # MB of the archive that it gets, where the whole would take all day.
    megabytes: int | None = None


# By default the filter counts the sentences of every line it keeps, with spaCy.
C4_RIVALS = [
    Rival("C4's rules, sentences uncounted", C4_LINES),
    Rival("C4's rules as they ship", C4_AS_SHIPPED, megabytes=5),
]


def python_pipeline(rival, source, held, folder):
    """Megabytes of pages, wall seconds and CPU seconds; `None` where it cannot run."""
    pipeline = PIPELINE.format(work=rival.work)
    command = [sys.executable, "-c", pipeline, source, PAGE, folder / "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    took, used = done.stdout.split()[-2:]
    return held, float(took), float(used)


def clean(options, kind, field=PAGE, jobs=2):
    """The command that cleans; the archive and the output are missing."""
    command = [options.program, "clean", "--field", field, "--page", kind, "--jobs", str(jobs)]
    return [*command, "--progress", "never"]


def measure(options, kind, rivals, folder):
    """Prints a table about pages of HTML or of text."""
    pages = recorded_pages(options.pages, kind) if options.pages else own_pages(kind)
    if not pages:
        print(f"no pages with `{kind}`")
        return

    def archive(megabytes):
        path = folder / f"{kind}-{megabytes}.jsonl"
        return path, make(path, pages, megabytes * MEGABYTE) / MEGABYTE

    source, held = archive(options.megabytes)

    def program(field, jobs):
        command = [*clean(options, kind, field, jobs), source, "-o", folder / "out.jsonl"]
        took, used, _ = timed(command, cores=jobs)
        return held, took, used

    ways = {
        f"{name} --jobs {jobs}": lambda field=field, jobs=jobs: program(field, jobs)
        for name, field in [("dechaff", PAGE), ("copy", COPY)]
        for jobs in (1, 2)
    }
    for rival in rivals:
        given = archive(rival.megabytes) if rival.megabytes else (source, held)
        ways[rival.name] = lambda rival=rival, given=given: python_pipeline(rival, *given, folder)
    # Megabytes a second, of wall and of CPU time.
    best = {}
    for _ in range(options.rounds):
        for name, way in ways.items():
            result = way()
            if result is not None:
                cleaned, *seconds = result
                rates = [cleaned / spent for spent in seconds]
                best[name] = tuple(map(max, rates, best.get(name, rates)))
    print(f"\n{kind}: {held:.0f} MB of pages, best of {options.rounds} rounds")
    print(f"{'':34} {'MB/s':>8} {'MB/s of CPU':>12}")
    for name, (wall, cpu) in best.items():
        print(f"{name:34} {wall:8.1f} {cpu:12.1f}")
    one, two = best["dechaff --jobs 1"], best["dechaff --jobs 2"]
    print(f"two cores against one: {two[0] / one[0]:.2f} times")
    print(f"copy against cleaning, one thread: {best['copy --jobs 1'][1] / one[1]:.1f} times")
    for rival in rivals:
        if rival.name in best:
            print(f"against {rival.name}, per core: {one[1] / best[rival.name][1]:.1f} times")
    for path in folder.glob(f"{kind}-*.jsonl"):
        path.unlink()


def memory(options, folder):
    """Prints how much memory a small and a large archive take, as a file and through gzip."""
    pages = recorded_pages(options.pages, "text") if options.pages else own_pages("text")
    peaks = {}
    for size in (options.gigabytes / 10, options.gigabytes):
        source = folder / "text.jsonl"
        make(source, pages, int(size * 1e9))
        command = clean(options, "text")
        took, _, peak = timed([*command, source, "-o", folder / "out.jsonl"])
        peaks.setdefault("JSON lines", []).append(peak)
        print(f"{size:4.1f} GB of JSON lines: {peak:6.1f} MB, {took:.0f} s", flush=True)
        with subprocess.Popen(["gzip", "-1", "-c", source], stdout=subprocess.PIPE) as packer:
            command = [*command, "-", "-o", folder / "out.jsonl.gz"]
            took, _, peak = timed(command, stdin=packer.stdout)
        peaks.setdefault("a gzip stream", []).append(peak)
        print(f"{size:4.1f} GB as a gzip stream: {peak:6.1f} MB, {took:.0f} s", flush=True)
        source.unlink()
    for name, (small, large) in peaks.items():
        print(f"{name}: ten times as much takes {100 * (large / small - 1):+.1f} % of memory")


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        folder = Path(folder)
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning")
        if options.memory:
            memory(options, folder)
            return
        measure(options, "html", [Rival("trafilatura", TRAFILATURA)], folder)
        measure(options, "text", C4_RIVALS, folder)


if __name__ == "__main__":
    main()
