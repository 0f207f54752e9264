"""The examples of the documents run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import documents

if TYPE_CHECKING:
    from pathlib import Path

HERE = ["A page", "Settings", "Many pages", "Columns of Arrow", "Web archives", "datatrove"]
# Where the engine is already running.
ELSEWHERE = ["Spark", "Ray"]


@pytest.mark.parametrize("section", HERE)
def test_the_examples_run(
    section: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if section == "datatrove":
        pytest.importorskip("magic", reason="datatrove's reader needs libmagic")
    documents.fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    documents.run(section)
    if section == "Columns of Arrow":
        assert pq.read_table("clean.parquet").column("reason").null_count == 59
    elif section == "datatrove":
        assert list((tmp_path / "clean").iterdir())
        assert list((tmp_path / "left-out").iterdir())
    else:
        assert capsys.readouterr().out


def test_every_example_is_run_somewhere() -> None:
    assert {section for section, _ in documents.examples()} == {*HERE, *ELSEWHERE}
