"""Measures what hostile pages cost: time and memory, by family and size.

Time is that of a processor, for cleaning alone, in a process of its own. It is given for a
megabyte, and as a multiple of what ordinary pages (those of fixtures/) take for a megabyte, measured
right before each family. Memory is the most that the whole program held while it cleaned the page as a file.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
# What is promised: a multiple of an ordinary page's time, and memory: so many bytes for each byte of
# the page, besides what the program holds without a page.
MOST_TIME = 2
MOST_BYTES_A_BYTE, FREE_MEMORY = 60, 50
# A page that takes longer is said to take too long.
PATIENCE = 60

# What stands for what was not measured.
UNKNOWN = "–"

PEERS = {
    "trafilatura": "from trafilatura import extract as work",
    "resiliparse": "from resiliparse.extract.html2text import extract_plain_text\n"
    "def work(page): return extract_plain_text(page, main_content=True)",
    "jusText": "import justext\n"
    "words = justext.get_stoplist('English')\n"
    "def work(page): return [p for p in justext.justext(page, words) if not p.is_boilerplate]",
}
PEER = """
import sys, time
{work}
page = open(sys.argv[1], "rb").read().decode("utf-8", "replace")
began = time.process_time()
found = work(page)
print(time.process_time() - began, "" if found else "nothing")
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the dechaff to measure")
    parser.add_argument("--bench", required=True, help="what cargo made of benches/hostile.rs")
    parser.add_argument("--python", help="a Python with the other extractors")
    parser.add_argument("--family", action="append", help="part of the names to measure")
    parser.add_argument("--bytes", type=int, default=MEGABYTE, help="of the smallest page")
    parser.add_argument("--doublings", type=int, default=3, help="sizes after the smallest")
    parser.add_argument("--peer-bytes", type=int, default=MEGABYTE // 4, help="for the others")
    parser.add_argument("--peers", type=float, default=1200, help="seconds for all of the others")
    parser.add_argument("--write", action="store_true", help="put the table into SECURITY.md")
    return parser.parse_args()


def output(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def seconds(options, kind, pages):
    """Seconds that pages take, cleaned one after the other."""
    command = [options.bench, "time", kind, *pages]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    except subprocess.TimeoutExpired:
        return float("inf")
    return float(done.stdout)


def peak(options, kind, page):
    """The most memory that the program holds while it cleans a page, in MB."""
    command = [options.program, "clean", "--page", kind, "--jobs", "1", page, "-o", os.devnull]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command} ended with {status}")
    return used.ru_maxrss * 1024 / MEGABYTE


def ordinary(options, kind):
    """Seconds for a megabyte of ordinary pages."""
    name = {"html": "page.html", "text": "page.txt"}[kind]
    pages = sorted((ROOT / "fixtures").glob(f"*/{name}"))
    size = sum(page.stat().st_size for page in pages)
    return seconds(options, kind, pages) / size * MEGABYTE


def measured(options, name, kind, folder):
    """For each size: megabytes, seconds a megabyte, the multiple of an ordinary page, memory."""
    rows = []
    usual = ordinary(options, kind)
    for doubling in range(options.doublings + 1):
        page = folder / "page"
        output([options.bench, "write", name, str(options.bytes << doubling), page])
        size = page.stat().st_size / MEGABYTE
        took = seconds(options, kind, [page]) / size
        rows.append((size, took, took / usual, peak(options, kind, page)))
    return rows


def peer(options, work, page):
    """How long another extractor takes, as a cell of the table."""
    command = [options.python, "-c", PEER.format(work=work), page]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f">{PATIENCE}"
    if done.returncode < 0:
        return "crash"
    if done.returncode > 0:
        return done.stderr.strip().splitlines()[-1].split(":")[0]
    took, *found = done.stdout.split()
    return " ".join([f"{float(took):.2f}", *found])


def peers(options, name, kind, folder, deadline):
    """What the others take, each a cell; a dash for what is not measured."""
    if not options.python or kind != "html":
        return [UNKNOWN] * len(PEERS)
    page = folder / "page"
    output([options.bench, "write", name, str(options.peer_bytes), page])
    return [
        peer(options, work, page) if time.monotonic() < deadline else UNKNOWN
        for work in PEERS.values()
    ]


def row(name, kind, aim, rows, others):
    """A row of the table, and whether it is within what is promised."""
    multiples = [multiple for _, _, multiple, _ in rows]
    memory = max((held - FREE_MEMORY) / size for size, _, _, held in rows)
    growth = rows[-1][1] * rows[-1][0] / (rows[0][1] * rows[0][0]) / (rows[-1][0] / rows[0][0])
    cells = [
        name,
        aim,
        kind,
        f"{rows[0][1] * 1000:.0f}",
        " ".join(f"{multiple:.1f}" for multiple in multiples),
        f"{growth:.2f}",
        f"{rows[-1][3]:.0f}",
        f"{max(memory, 0):.0f}",
        *others,
    ]
    is_kept = max(multiples) <= MOST_TIME and memory <= MOST_BYTES_A_BYTE
    return "| " + " | ".join(cells) + " |", is_kept


def table(options):
    """The lines of the table, and the names of the families that are past what is promised."""
    sizes = [options.bytes << doubling for doubling in range(options.doublings + 1)]
    heads = [
        "family",
        "aims at",
        "page",
        f"ms/MB at {sizes[0] / MEGABYTE:g} MB",
        f"times an ordinary page, at {', '.join(f'{size / MEGABYTE:g}' for size in sizes)} MB",
        "growth",
        f"peak MB at {sizes[-1] / MEGABYTE:g} MB",
        f"bytes a byte past {FREE_MEMORY} MB",
        *(f"{name}, s for {options.peer_bytes / MEGABYTE:g} MB" for name in PEERS),
    ]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    past, spent = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for line in output([options.bench, "list"]).splitlines():
            name, kind, aim = line.split("\t")
            if options.family and not any(part in name for part in options.family):
                continue
            rows = measured(options, name, kind, folder)
            began = time.monotonic()
            others = peers(options, name, kind, folder, began + options.peers - spent)
            spent += time.monotonic() - began
            text, is_kept = row(name, kind, aim, rows, others)
            past += [] if is_kept else [name]
            lines.append(text)
            print(text, flush=True)
    return lines, past


def cells(row):
    return row.strip("| \n").split(" | ")


def renewed(row, old):
    """A row, with what was known of the others where they were not measured anew."""
    known, others = cells(row), -len(PEERS)
    if set(known[others:]) == {UNKNOWN}:
        known[others:] = cells(old)[others:]
    return "| " + " | ".join(known) + " |"


def write(options, lines):
    """Puts the rows into the table between its marks in SECURITY.md; those of other families stay."""
    path = ROOT / "SECURITY.md"
    begin, end = "<!-- the table of script/hostile -->\n", "<!-- its end -->"
    before, rest = path.read_text().split(begin)
    table, after = rest.split(end)
    old = {cells(row)[0]: row for row in table.strip().splitlines()}
    new = {cells(row)[0]: row for row in lines}
    if options.family and lines[0] not in old.values():
        sys.exit("SECURITY.md has pages of other sizes: measure all families to change them")
    names = [line.split("\t")[0] for line in output([options.bench, "list"]).splitlines()]
    rows = [
        renewed(new[name], old.get(name, new[name])) if name in new else old[name]
        for name in names
        if name in new or name in old
    ]
    path.write_text(before + begin + "\n" + "\n".join([*lines[:2], *rows]) + "\n\n" + end + after)


def main():
    options = arguments()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning")
    for kind in ("html", "text"):
        print(f"ordinary {kind}: {ordinary(options, kind) * 1000:.0f} ms/MB")
    lines, past = table(options)
    print(f"{len(lines) - 2} families; past what is promised: {', '.join(past) or 'none'}")
    if options.write:
        write(options, lines)


if __name__ == "__main__":
    main()
