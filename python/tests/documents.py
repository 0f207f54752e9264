"""The examples of the documents, with the files that they speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from archives import write_archive
from pages import ROOT, pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    """Give every example with the section in which it stands."""
    parts = SECTION.split((ROOT / "docs/python.md").read_text(encoding="utf-8"))
    for section, text in zip(parts[1::2], parts[2::2]):
        for example in EXAMPLE.findall(text):
            yield section, example


def run(section: str, places: dict[str, str] | None = None) -> None:
    """Run the examples of a section, in the folder that is the present one.

    An engine that was started in another folder takes names for places there, and so is given
    whole paths.
    """
    of_section = [example for name, example in examples() if name == section]
    assert of_section, f"there is no example of {section}"
    for example in of_section:
        for name, place in (places or {}).items():
            assert f'"{name}"' in example
            example = example.replace(f'"{name}"', f'"{place}"')  # noqa: PLW2901
        exec(compile(example, f"docs/python.md, {section}", "exec"), {})  # noqa: S102


def fill(folder: Path) -> None:
    """Write the files of which the examples speak."""
    html = (ROOT / "fixtures/html-news-wordpress/page.html").read_bytes()
    (folder / "page.html").write_bytes(html)
    table = pa.table({"id": pa.array(range(60)), "html": pa.array(pages(60))})
    pq.write_table(table, folder / "crawl.parquet")
    for name in ("archives", "lexicon"):
        (folder / name).mkdir()
    write_archive(folder / "archives/a.warc.gz", range(60))
    (folder / "lexicon/mine.toml").write_text('[related]\nstart = ["aiheesta lisää:"]\n')
