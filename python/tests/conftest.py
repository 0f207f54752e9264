"""The program that the module must equal, and what it makes of generated pages."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pages import ROOT, pages

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 5000
SHARDS = 8

Row = tuple[object, ...]


@pytest.fixture(scope="session")
def program() -> str:
    """Give the command line of the Rust build."""
    return os.environ["DECHAFF"]


@pytest.fixture(scope="session")
def crawl() -> pa.Table:
    """Give generated pages, bad ones among them, as a table of eight chunks."""
    table = pa.table(
        {
            "id": pa.array(range(PAGES), pa.int64()),
            "html": pa.array(pages(PAGES), pa.string()),
            "host": pa.array([f"host-{number % 7}.example" for number in range(PAGES)]),
        }
    )
    return pa.Table.from_batches(table.to_batches(max_chunksize=PAGES // SHARDS))


@dataclass
class Cleaned:
    """What the program made of pages."""

    rows: dict[int, Row]
    reasons: dict[int, str]

    def check(self, table: pa.Table) -> None:
        """Hold a table of all pages against what the program made of them."""
        columns = ["id", "text", "title", "cut", "host"]
        is_cleaned = table.column("reason").is_null()
        rows = table.filter(is_cleaned).select(columns).to_pylist()
        bad = table.filter(table.column("reason").is_valid())
        assert sorted(table.column("id").to_pylist()) == list(range(PAGES))
        assert {row["id"]: tuple(row.values()) for row in rows} == self.rows
        reasons = zip(bad.column("id").to_pylist(), bad.column("reason").to_pylist())
        assert dict(reasons) == self.reasons
        assert bad.column("text").null_count == len(bad) == len(self.reasons)


@pytest.fixture(scope="session")
def cleaned(program: str, crawl: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """Clean the generated pages with the program."""
    folder = tmp_path_factory.mktemp("program")
    pq.write_table(crawl, folder / "crawl.parquet")
    options = ["--errors", f"{folder}/errors.jsonl", "--progress", "never"]
    run = subprocess.run(
        [program, "clean", f"{folder}/crawl.parquet", "-o", f"{folder}/clean.parquet", *options],
        check=False,
    )
    assert run.returncode == 2
    columns = ["id", "text", "title", "cut", "host"]
    rows = pq.read_table(folder / "clean.parquet", columns=columns).to_pylist()
    errors = _records(folder / "errors.jsonl")
    assert len(rows) + len(errors) == PAGES
    assert len(errors) == PAGES // 50
    return Cleaned(
        rows={row["id"]: tuple(row.values()) for row in rows},
        reasons={error["id"]: error["reason"] for error in errors},
    )


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def news() -> str:
    """Give a page of HTML."""
    return (ROOT / "fixtures/html-news-wordpress/page.html").read_text(encoding="utf-8")
