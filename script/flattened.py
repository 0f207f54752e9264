"""Scores dechaff on text that other programs make of labelled HTML pages.

Each page is flattened as people flatten pages; dechaff cleans the text, and its words, headline
included, are held against those of the reference. Destinations of Markdown's links are no words.

    python flattened.py FILE.jsonl[.zst] PROGRAM
"""

import json
import re
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import html2text
import inscriptis
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from records import records

warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)

# A character of a script without spaces is a word, as with `dechaff eval --cjk`.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
# Links in links: a picture in a link.
NESTED = 2


def soup(page):
    parsed = BeautifulSoup(page, "lxml")
    for element in parsed(["script", "style", "noscript", "template"]):
        element.extract()
    return parsed


def markdown(page, width, links):
    converter = html2text.HTML2Text(bodywidth=width)
    converter.ignore_links = not links
    converter.ignore_images = not links
    return converter.handle(page)


# How people flatten pages.
PROGRAMS = {
    "nothing: HTML": lambda page: page,
    "inscriptis": inscriptis.get_text,
    'BeautifulSoup, get_text("\\n", strip=True)': lambda page: soup(page).get_text("\n", strip=True),
    'BeautifulSoup, get_text("\\n")': lambda page: soup(page).get_text("\n"),
    "BeautifulSoup, get_text()": lambda page: soup(page).get_text(),
    "html2text, without links": lambda page: markdown(page, 0, False),
    "html2text, without links, wrapped at 78": lambda page: markdown(page, 78, False),
    "html2text": lambda page: markdown(page, 0, True),
    "html2text, wrapped at 78": lambda page: markdown(page, 78, True),
}


def flattened(task):
    """The text that a program makes of a page; nothing where the program fails."""
    name, page = task
    sys.setrecursionlimit(100_000)
    try:
        return PROGRAMS[name](page)
    except Exception:
        return None


def words(text):
    for _ in range(NESTED):
        text = LINK.sub(r"\1", text)
    return Counter(WORD.findall(text.lower()))


def f1(found, wanted):
    found, wanted = words(found), words(wanted)
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def cleaned(program, texts):
    """The clean text of each, with its headline."""
    with tempfile.TemporaryDirectory() as folder:
        pages, out = Path(folder, "pages.jsonl"), Path(folder, "clean.jsonl")
        lines = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
        pages.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [program, "clean", str(pages), "-o", str(out), "--field", "text"]
        subprocess.run([*command, "--progress", "never"], check=True, stderr=subprocess.DEVNULL)
        with open(out, encoding="utf-8") as file:
            for record in map(json.loads, file):
                yield f"{record.get('title') or ''}\n\n{record['text']}"


def main(path, program):
    pages = [page for page in records(path) if page.get("html") and page.get("reference")]
    print(f"{'flattened by':46} pages     F1")
    with ProcessPoolExecutor() as pool:
        for name in PROGRAMS:
            tasks = [(name, page["html"]) for page in pages]
            texts = list(pool.map(flattened, tasks, chunksize=16))
            pairs = [(t, r["reference"]) for t, r in zip(texts, pages, strict=True) if t is not None]
            clean = cleaned(program, [text for text, _ in pairs])
            scores = [f1(text, wanted) for text, (_, wanted) in zip(clean, pairs, strict=True)]
            print(f"{name:46} {len(scores):5} {sum(scores) / len(scores):.4f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
