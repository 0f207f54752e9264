"""Makes seeds for the fuzzer of fixtures/, seeds/, lexicon/ and weights/: fuzz_seeds.py CORPUS

The fuzzer's own findings go to fuzz/corpus, the seeds to fuzz/seeds.
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Short seeds are changed more often, and every part of a page is within its beginning or its end.
MOST = 8_000


def parts(page):
    """A page, in parts of a length that suits the fuzzer."""
    return [page] if len(page) <= MOST else [page[:MOST], page[-MOST:]]


def pages(pattern):
    found = sorted((ROOT / "fixtures").glob(f"*/{pattern}"))
    if pattern == "page.txt":
        found += sorted((ROOT / "seeds").glob("[0-9]*.txt"))
    return [part for path in found for part in parts(path.read_bytes())]


def record(page, key):
    text = page.decode(errors="replace")
    return json.dumps({"id": len(text), "url": "https://example.org/", key: text}).encode() + b"\n"


def capture(kind, block):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/\r\n"
    content = "text/plain" if kind == "conversion" else "application/http; msgtype=response"
    head += f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def main():
    corpus = Path(sys.argv[1])
    html, text = pages("page.html"), pages("page.txt")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    tables = [path.read_bytes() for path in sorted((ROOT / "weights").glob("*.tsv"))]
    lexicons = [path.read_bytes() for path in sorted((ROOT / "lexicon").glob("*.toml"))]
    seeds = {
        "html": html,
        "text": text,
        "decode": [b"utf-8\n" + page for page in html + text],
        "jsonl": [record(page, "html") for page in html] + [record(page, "text") for page in text],
        "warc": [capture("response", http + page) for page in html]
        + [capture("conversion", page) for page in text],
        "lexicon": [lexicon[:MOST] for lexicon in lexicons],
        "weights": [b"\n".join(table.split(b"\n")[:60]) for table in tables],
    }
    for target, pages_of in seeds.items():
        (corpus / target).mkdir(parents=True, exist_ok=True)
        folder = corpus.parent / "seeds" / target
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, page in enumerate(pages_of):
            (folder / f"{number:03}").write_bytes(page)


if __name__ == "__main__":
    main()
