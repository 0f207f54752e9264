"""Ray: a job gives what the command line gives, also if a worker is killed in the middle."""

from __future__ import annotations

import os
import time
import uuid
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import documents
from archives import write_archive
from conftest import PAGES, Cleaned
from dechaff import Cleaner
from engines import Killer, children

pytest.importorskip("ray", reason="ray is not installed")

import ray
from ray.cluster_utils import Cluster

from dechaff.ray import Clean, CleanArchives

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 50


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Start a cluster of two nodes on this machine, each with one processor."""
    # Workers are no less than the other processes of a machine that has others to do.
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture
def pages(cluster: Cluster, crawl: pa.Table) -> ray.data.Dataset:
    """Give the generated pages, in eight blocks."""
    assert cluster.address
    return ray.data.from_arrow([pa.Table.from_batches([b]) for b in crawl.to_batches()])


def actors(size: int) -> ray.data.ActorPoolStrategy:
    """Give so many actors, of one processor each."""
    return ray.data.ActorPoolStrategy(size=size)


def _table(dataset: ray.data.Dataset) -> pa.Table:
    return pa.concat_tables(ray.get(dataset.to_arrow_refs()), promote_options="permissive")


def test_pages_are_cleaned_as_by_the_program(pages: ray.data.Dataset, cleaned: Cleaned) -> None:
    result = pages.map_batches(
        Clean, batch_format="pyarrow", batch_size=BATCH, compute=actors(2), zero_copy_batch=True
    )
    table = _table(result)
    assert table.schema.names == ["id", "text", "host", "title", "cut", "reason", "message"]
    cleaned.check(table)


def test_a_killed_worker_loses_no_page(
    pages: ray.data.Dataset, cleaned: Cleaned, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()

    class Slowly(Clean):
        def __call__(self, pages: pa.Table) -> pa.Table:
            (marks / f"{os.getpid()}-{uuid.uuid4()}").touch()
            time.sleep(0.05)
            return super().__call__(pages)

    def cleaning() -> list[int]:
        at_work = {int(mark.name.split("-")[0]) for mark in marks.iterdir()}
        return sorted(at_work & set(children(os.getpid(), "ray::")))

    killer = Killer(marks, after=20, find=cleaning)
    result = pages.map_batches(
        Slowly, batch_format="pyarrow", batch_size=BATCH, compute=actors(2), zero_copy_batch=True
    )
    table = _table(result)
    killed = killer.wait()
    cleaned.check(table)
    assert killed not in children(os.getpid(), "ray::")
    # What the worker had not yet handed over was done again.
    assert len(list(marks.iterdir())) > PAGES / BATCH


def test_settings_reach_the_workers(cluster: Cluster, news: str) -> None:
    assert cluster.address
    settings = {"column": "page", "comments": True, "lean": "recall", "page": "html", "threads": 2}
    result = ray.data.from_items([{"page": news, "n": 1.5}]).map_batches(
        Clean, batch_format="pyarrow", fn_constructor_kwargs=settings, compute=actors(1)
    )
    (row,) = result.take_all()
    cleaner = Cleaner(lean="recall", page="html")
    assert (row["n"], row["text"]) == (1.5, cleaner.clean(news).text)
    assert row["comments"] == cleaner.clean(news).comments


def test_archives_are_cleaned_whole(cluster: Cluster, tmp_path: Path) -> None:
    assert cluster.address
    write_archive(tmp_path / "a.warc.gz", range(120))
    write_archive(tmp_path / "b.warc.gz", range(120, 250))
    (tmp_path / "broken.warc.gz").write_bytes(b"\x1f\x8b no gzip at all")
    paths = [str(path) for path in tmp_path.iterdir()]
    paths.append((tmp_path / "a.warc.gz").as_uri())
    files = ray.data.from_items([{"path": path} for path in [*paths, "nowhere.warc"]])
    result = files.map_batches(
        CleanArchives, batch_format="pyarrow", batch_size=1, compute=actors(1)
    )
    rows = result.take_all()
    wanted = [
        row
        for name in ("a", "b")
        for batch in Cleaner().clean_archive(tmp_path / f"{name}.warc.gz")
        for row in batch.to_pylist()
    ]
    by_path: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_path.setdefault(row.pop("path").rsplit("/")[-1], []).append(row)
    for name in ("broken.warc.gz", "nowhere.warc"):
        assert [(row["reason"], row["text"]) for row in by_path[name]] == [("unreadable", None)]
    in_order = sorted(by_path["a.warc.gz"], key=lambda row: str(row["id"]))
    assert in_order == sorted(wanted[:120] * 2, key=lambda row: str(row["id"]))
    assert sorted(by_path["b.warc.gz"], key=lambda row: str(row["id"])) == wanted[120:]


def test_the_examples_of_the_documents_run(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cluster.address
    documents.fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    documents.run("Ray")
    assert ray.data.read_parquet(str(tmp_path / "clean-by-ray")).count() == 60
