"""dolma: its tag command gives what `dechaff clean --to spans` gives."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pages import ONE_BAD_IN, page


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.open(path, "rt").read().splitlines()]


@pytest.mark.skipif("DOLMA" not in os.environ, reason="the dolma toolkit cannot be installed here")
def test_documents_are_tagged_as_by_the_program(program: str, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    with gzip.open(documents / "pages.jsonl.gz", "wt") as file:
        for number in range(2 * ONE_BAD_IN):
            record = {"id": f"{number}", "text": page(number) or "", "source": "generated"}
            file.write(json.dumps(record) + "\n")
    python = Path(os.environ["DOLMA"])
    command = [f"{python.parent}/dolma", "tag", "--documents", f"{documents}/*.jsonl.gz"]
    command += ["--tagger_modules", "dechaff.dolma", "--taggers", "lines"]
    subprocess.run([*command, "--experiment", "dechaff"], check=True, capture_output=True)
    tagged = _records(tmp_path / "attributes/dechaff/pages.jsonl.gz")

    spans = tmp_path / "spans.jsonl.gz"
    run = subprocess.run(
        [program, "clean", documents / "pages.jsonl.gz", "--to", "spans", "-o", spans],
        check=False,
        capture_output=True,
    )
    assert run.returncode == 2
    wanted = _records(spans)
    assert [record["id"] for record in tagged] == [record["id"] for record in wanted]
    for record, want in zip(tagged, wanted):
        assert record["attributes"] == want["attributes"]
