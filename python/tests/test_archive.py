"""Web archives: their pages are cleaned as by the program."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from archives import write_archive
from dechaff import Cleaner

if TYPE_CHECKING:
    from pathlib import Path


def test_an_archive_is_cleaned_as_by_the_program(program: str, tmp_path: Path) -> None:
    archive = tmp_path / "crawl.warc.gz"
    write_archive(archive, range(300))
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-5000] + b"\x1f\x8b broken from here on")
    options = ["--to", "jsonl", "--comments", "--progress", "never"]
    errors_file = tmp_path / "errors.jsonl"
    # To standard output, where an archive that breaks off leaves what was read of it.
    run = subprocess.run(
        [program, "clean", str(archive), *options, "--errors", str(errors_file)],
        check=False,
        capture_output=True,
    )
    assert run.returncode == 2
    rows = [
        row
        for batch in Cleaner(threads=2).clean_archive(archive, comments=True)
        for row in batch.to_pylist()
    ]
    records = {record["id"]: record for record in _records(run.stdout)}
    assert len(records) > 200
    for row in rows:
        if row["reason"] is None:
            record = records.pop(row["id"])
            for key in ("url", "date", "status", "text", "title", "comments", "cut"):
                assert row[key] == record.get(key)
    assert not records
    errors = _records(errors_file.read_bytes())
    bad = [(row["record"], row["reason"], row["message"]) for row in rows if row["reason"]]
    assert bad == [(error["record"], error["reason"], error["message"]) for error in errors]
    assert {reason for _, reason, _ in bad} == {"binary", "unreadable"}


def test_bytes_are_read_like_files(tmp_path: Path) -> None:
    archive = tmp_path / "crawl.warc.gz"
    write_archive(archive, range(300))
    cleaner = Cleaner()
    batches = list(cleaner.clean_archive(archive))
    assert batches == list(cleaner.clean_archive(archive.read_bytes()))
    assert [batch.num_rows for batch in batches] == [256, 44]
    cut = next(iter(Cleaner(limits={"bytes": 500}).clean_archive(archive)))
    assert cut.column("cut").to_pylist()[0] == "too_many_bytes"


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    cleaner = Cleaner()
    assert list(cleaner.clean_archive(b"")) == []
    with pytest.raises(OSError, match="nowhere"):
        cleaner.clean_archive(tmp_path / "nowhere.warc")
    with pytest.raises(OSError, match="the bytes: cannot read it"):
        cleaner.clean_archive(b"\x1f\x8b no gzip")
    (batch,) = cleaner.clean_archive(b"no archive at all")
    assert batch.column("reason").to_pylist() == ["invalid_warc"]


def _records(lines: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.splitlines()]
