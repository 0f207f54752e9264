"""Measures the Python module.

Rounds are interleaved, and the median of their ratios is told, so that a machine that is shared
spoils as little as may be. Per page, CPU seconds of all threads are compared; threads are compared
by the clock.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import pyarrow as pa

from dechaff import Cleaner, clean

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
REPEATS = 5
PAGE_BYTES = 4096


def own_pages():
    """The pages of fixtures/ and seeds/, again and again, never twice the same."""
    kinds = {".html": "html", ".txt": "text"}
    paths = sorted((ROOT / "fixtures").glob("*/page.*")) + sorted((ROOT / "seeds").glob("*.txt"))
    for turn in range(20):
        for path in paths:
            if path.suffix in kinds:
                page = path.read_bytes().decode("utf-8", "replace")
                yield {kinds[path.suffix]: page.replace(". ", f". In {turn} ", 3)}


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def library_seconds(options, file):
    """CPU seconds of the library for the pages, without reading them."""
    seconds = []
    for rounds in ("0", str(REPEATS)):
        before = used()
        subprocess.run([options.library, file, rounds], check=True)
        seconds.append(used() - before)
    return (seconds[1] - seconds[0]) / REPEATS


def column_seconds(cleaner, tables):
    """Seconds of the module for the pages, by the clock and of CPU."""
    before, used_before = time.monotonic(), time.process_time()
    for _ in range(REPEATS):
        for column, table in tables:
            cleaner.clean_arrow(table, column)
    return (time.monotonic() - before) / REPEATS, (time.process_time() - used_before) / REPEATS


def speed(options, records):
    columns = {key: [record[key] for record in records if key in record] for key in ("html", "text")}
    tables = [(key, pa.table({key: pages})) for key, pages in columns.items() if pages]
    size = sum(table.nbytes for _, table in tables)
    one, two = (Cleaner(threads=threads) for threads in (1, 2))
    text = Cleaner(threads=1, page="text")
    ratios, scale, extra, rates = [], [], [], []
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
        file.flush()
        column_seconds(one, tables)
        for _ in range(options.rounds):
            library = library_seconds(options, file.name)
            module = sum(
                column_seconds(text if table[0] == "text" else one, [table])[1]
                for table in tables
            )
            ratios.append(module / library)
            rates.append(size / MEGABYTE / module)
            slow, fast = (column_seconds(cleaner, tables) for cleaner in (one, two))
            scale.append(slow[0] / fast[0])
            extra.append(fast[1] / slow[1])
    print(f"{len(records)} pages, {size / MEGABYTE:.1f} MB, {options.rounds} rounds")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
    tell("clean_arrow, MB/s of CPU", rates)
    tell("clean_arrow against the Rust library, CPU of a page", ratios)
    tell("two threads against one, times as fast by the clock", scale)
    tell("two threads against one, times the CPU", extra)


def tell(what, values):
    values = sorted(values)
    print(f"{what}: {statistics.median(values):.3f} ({values[0]:.3f} to {values[-1]:.3f})")


def resident():
    """Memory that the process holds, in MB."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * resource.getpagesize() / MEGABYTE


def memory(options, records):
    pages = [page for record in records for page in record.values() if len(page) <= PAGE_BYTES]
    held = []
    for call in range(options.calls + 1):
        clean(pages[call % len(pages)])
        if call % (options.calls // 10) == 0:
            held.append(resident())
    print(f"memory over {options.calls} calls, MB:", " ".join(f"{mb:.1f}" for mb in held))
    print(f"from the first tenth to the last: {held[-1] - held[1]:+.1f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True, help="the bench `library` to compare with")
    parser.add_argument("--pages", help="JSON lines with `html` or `text`; else fixtures, varied")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--calls", type=int, default=200_000)
    options = parser.parse_args()
    if options.pages:
        with open(options.pages, encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
        records = [{k: r[k] for k in ("html", "text") if r.get(k)} for r in records]
        records = [dict(list(record.items())[:1]) for record in records if record]
    else:
        records = list(own_pages())
    # Before the columns are made, which take memory of their own.
    memory(options, records)
    speed(options, records)


if __name__ == "__main__":
    main()
