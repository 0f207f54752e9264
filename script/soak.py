"""Cleans many records in one process, a tenth of them hostile, and fails if memory grows or a record
is not accounted for."""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

MEGABYTE = 1_000_000
# What memory may grow from the first half of the run to the second: allocators hold on to a little.
MOST_GROWTH = 1.1
# Fewer looks at memory say nothing of its growth.
FEWEST_LOOKS = 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--records", type=int, required=True)
    return parser.parse_args()


def resident(process):
    """Memory that a process holds, in MB; `None` once it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except FileNotFoundError:
        return None
    held = [line for line in lines if line.startswith("VmRSS:")]
    return int(held[0].split()[1]) * 1024 / MEGABYTE if held else None


def watch(child, samples):
    while child.poll() is None:
        held = resident(child.pid)
        if held is not None:
            samples.append(held)
        time.sleep(0.2)


def account(paths, records):
    """How often each record came out or was named; fails unless that is once."""
    seen = bytearray(records)
    for path in paths:
        with open(path, "rb") as lines:
            for line in lines:
                # The identifier is the first key, or one of a few.
                seen[json.loads(line)["id"]] += 1
    wrong = [number for number, count in enumerate(seen) if count != 1]
    if wrong:
        sys.exit(f"{len(wrong)} records are not accounted for once, such as {wrong[:5]}")


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        out, errors = Path(folder, "out.jsonl"), Path(folder, "errors.jsonl")
        maker = subprocess.Popen(
            [options.bench, "soak", str(options.records)], stdout=subprocess.PIPE
        )
        began = time.monotonic()
        command = [options.program, "clean", "-", "-o", out, "--errors", errors]
        child = subprocess.Popen([*command, "--progress", "never"], stdin=maker.stdout)
        samples = []
        watcher = threading.Thread(target=watch, args=(child, samples))
        watcher.start()
        child.wait()
        watcher.join()
        took = time.monotonic() - began
        if child.returncode not in (0, 2) or maker.wait() != 0:
            sys.exit(f"the run ended with {child.returncode}")
        account([out, errors], options.records)
        lost = sum(1 for _ in open(errors, "rb"))
    middle = len(samples) // 2
    first, second = max(samples[:middle], default=0), max(samples[middle:], default=0)
    print(
        f"{options.records} records in {took:.0f} s, {lost} of them named in the error file; "
        f"memory at most {first:.0f} MB in the first half of the run, {second:.0f} MB in the second"
    )
    if len(samples) < FEWEST_LOOKS:
        sys.exit("the run was too short to say whether memory grows: ask for more records")
    if second > MOST_GROWTH * first:
        sys.exit("memory grows")


if __name__ == "__main__":
    main()
