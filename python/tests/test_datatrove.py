"""datatrove: a pipeline from WARC to JSONL gives what the command line gives."""

from __future__ import annotations

import gzip
import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from archives import write_archive
from dechaff import Cleaner, clean

pytest.importorskip("datatrove", reason="datatrove is not installed")
pytest.importorskip("magic", reason="datatrove's reader needs libmagic", exc_type=ImportError)

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter

from dechaff.datatrove import Extractor, Formatter

if TYPE_CHECKING:
    from pathlib import Path

    from datatrove.utils.stats import PipelineStats

Records = dict[str, dict[str, Any]]


def _records(folder: Path) -> Records:
    lines = [
        line
        for path in sorted(folder.glob("*.jsonl*"))
        for line in (gzip.open if path.suffix == ".gz" else open)(path, "rt").read().splitlines()
    ]
    records: Records = {record["id"]: record for record in map(json.loads, lines)}
    assert len(records) == len(lines)
    return records


def _run(folder: Path, *steps: object) -> PipelineStats:
    executor = LocalPipelineExecutor(
        pipeline=list(steps), tasks=2, workers=2, logging_dir=str(folder), skip_completed=False
    )
    return executor.run()


def test_a_pipeline_from_warc_to_jsonl(program: str, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    write_archive(crawl / "a.warc.gz", range(120))
    write_archive(crawl / "b.warc.gz", range(120, 250))
    options = ["--to", "jsonl", "--errors", f"{tmp_path}/errors.jsonl", "--progress", "never"]
    run = subprocess.run(
        [program, "clean", str(crawl), "-o", f"{tmp_path}/program", *options], check=False
    )
    assert run.returncode == 2
    _run(
        tmp_path / "logs",
        WarcReader(str(crawl), glob_pattern="*.warc.gz"),
        Extractor(Cleaner(page="html"), JsonlWriter(str(tmp_path / "out"))),
        JsonlWriter(str(tmp_path / "in")),
    )
    kept, left_out = _records(tmp_path / "in"), _records(tmp_path / "out")
    wanted = _records(tmp_path / "program")
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    # The reader of datatrove itself drops pages that have no bytes.
    nothing = {id_ for id_, record in wanted.items() if record.get("empty") == "no_text"}
    assert len(nothing) == 2
    assert kept.keys() | left_out.keys() == (wanted.keys() - nothing) | {e["id"] for e in errors}
    for id_, record in kept.items():
        assert record["text"] == wanted[id_]["text"]
        assert record["metadata"].get("title") == wanted[id_].get("title")
        assert record["metadata"]["url"] == wanted[id_]["url"]
    reasons = {id_: record["metadata"]["filter_reason"] for id_, record in left_out.items()}
    empty = {id_: r["empty"] for id_, r in wanted.items() if "empty" in r and id_ not in nothing}
    assert reasons == {error["id"]: error["reason"] for error in errors} | empty
    assert set(reasons.values()) == {"binary", "no_content"}


def test_records_of_flat_text_are_formatted(tmp_path: Path) -> None:
    page = (
        "Home\nNews\n\nPier closed\n\n"
        "The harbour was closed on Tuesday after a barge had struck the eastern pier.\n\n"
        "Nobody was hurt, but divers will have to look at the foundations first.\n\n"
        "Share this article:\nFacebook\n"
    )
    data = [Document(page, "good"), Document("\x00\x01" * 90, "bad")]
    good, bad = Formatter().run(iter(data))
    assert good.metadata == {"title": "Pier closed"}
    assert f"{good.metadata['title']}\n\n{good.text}" == clean(page)
    assert (bad.text, bad.metadata) == ("\x00\x01" * 90, {"dechaff_reason": "binary"})

    (tmp_path / "data").mkdir()
    lines = [
        json.dumps({"id": f"{number}", "text": page.replace("eastern", f"{number}th")})
        for number in range(9)
    ]
    (tmp_path / "data/records.jsonl").write_text("\n".join(lines))
    _run(
        tmp_path / "logs",
        JsonlReader(str(tmp_path / "data")),
        Formatter(),
        JsonlWriter(str(tmp_path / "out")),
    )
    records = _records(tmp_path / "out")
    assert len(records) == 9
    assert all(record["text"].startswith("The harbour") for record in records.values())
    assert Extractor().extract(page) == Formatter().format(page) == good.text
