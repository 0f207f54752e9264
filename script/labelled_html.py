"""Scores the labels of dropped lines of HTML by hand-made labels of the same pages' flat text.

A line of HTML has the label of the line of text with the same letters, where the order of both
pages agrees (difflib). Lines that only one of them has, or that are dropped in one only, do not
count.

    python labelled_html.py PROGRAM LABELS.jsonl FILE.jsonl[.zst]...
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from records import records

# Marks lines that may be kept or dropped.
DOUBTFUL = "?"
# Confusions that are listed.
MOST = 12


def by_line(ranges):
    """`5=title 10-31=paragraph 33=related?` as a label for each number of a line."""
    labels = {}
    for part in ranges.split():
        numbers, label = part.split("=")
        first, _, last = numbers.partition("-")
        if not label.endswith(DOUBTFUL):
            labels |= dict.fromkeys(range(int(first), int(last or first) + 1), label)
    return labels


def explained(program, page, ending):
    """The lines of a page that have letters."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page" + ending)
        path.write_text(page, encoding="utf-8", newline="")
        command = [program, "explain", "--to", "jsonl", str(path)]
        out = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    lines = [json.loads(line) for line in out.split("\n") if line]
    return [line for line in lines if letters(line)]


def letters(line):
    return re.sub(r"\W+", "", line["text"]).lower()


def pairs(text, html):
    """Lines of text, each with that of HTML which has the same letters."""
    matcher = SequenceMatcher(None, [*map(letters, text)], [*map(letters, html)], autojunk=False)
    for at, other, count in matcher.get_matching_blocks():
        yield from zip(text[at : at + count], html[other : other + count])


def main(program, labels, files):
    pages = defaultdict(dict)
    for path in files:
        for record in records(path):
            for kind in ("text", "html"):
                if record.get(kind):
                    pages[record["id"]].setdefault(kind, record[kind])
    lines, right, confused = 0, Counter(), Counter()
    for entry in records(labels):
        page = pages.get(entry["id"], {})
        if page.keys() != {"text", "html"}:
            print(f"{entry['id']}: not found as text and as HTML", file=sys.stderr)
            continue
        wanted = by_line(entry["labels"])
        text = explained(program, page["text"], ".txt")
        for line, other in pairs(text, explained(program, page["html"], ".html")):
            if line["line"] not in wanted or line["keep"] or other["keep"]:
                continue
            label = wanted[line["line"]]
            lines += 1
            right["text"] += line["label"] == label
            right["HTML"] += other["label"] == label
            if other["label"] != label:
                confused[label, other["label"]] += 1
    if not lines:
        sys.exit("no line of text was found in HTML")
    print(f"{lines} lines dropped of both")
    for kind in ("text", "HTML"):
        print(f"right label, {kind}: {right[kind] / lines:.4f}")
    for (label, found), count in confused.most_common(MOST):
        print(f"{count:6} lines of HTML that are {label} have the label {found}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
