"""Spark: a job gives what the command line gives, also if a worker is killed in the middle."""

from __future__ import annotations

import os
import shutil
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import documents
from archives import write_archive
from conftest import PAGES, SHARDS, Cleaned
from dechaff import Cleaner
from engines import Killer, children

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java for Spark")

from pyspark import SparkConf
from pyspark.sql import DataFrame, SparkSession

from dechaff import spark as cleaning

if TYPE_CHECKING:
    from collections.abc import Iterator

EXECUTOR = "CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Start a cluster of two executors on this machine, each a process of its own."""
    for name in ("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"):
        os.environ[name] = sys.executable
    import pyspark

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    conf = (
        SparkConf()
        .setMaster("local-cluster[2,1,1024]")
        .setAll(
            [
                ("spark.ui.enabled", "false"),
                ("spark.driver.host", "127.0.0.1"),
                ("spark.driver.bindAddress", "127.0.0.1"),
                ("spark.sql.execution.arrow.maxRecordsPerBatch", "50"),
                ("spark.sql.shuffle.partitions", f"{SHARDS}"),
            ]
        )
    )
    session = SparkSession.builder.config(conf=conf).getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def pages(
    spark: SparkSession, crawl: pa.Table, tmp_path_factory: pytest.TempPathFactory
) -> DataFrame:
    """Give the generated pages, a file a partition."""
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("crawl")
    for shard, batch in enumerate(crawl.to_batches()):
        pq.write_table(pa.Table.from_batches([batch]), folder / f"{shard}.parquet")
    df = spark.read.parquet(str(folder)).repartition(SHARDS)
    assert df.rdd.getNumPartitions() == SHARDS
    return df


def test_pages_are_cleaned_as_by_the_program(pages: DataFrame, cleaned: Cleaned) -> None:
    df = cleaning.clean(pages)
    assert df.columns == ["id", "text", "host", "title", "cut", "reason", "message"]
    assert df.schema["id"] == pages.schema["id"]
    cleaned.check(df.toArrow())


def test_a_killed_worker_loses_no_page(pages: DataFrame, cleaned: Cleaned, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()

    def slowly(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            (marks / f"{uuid.uuid4()}").touch()
            time.sleep(0.05)
            yield batch

    killer = Killer(marks, after=20, find=lambda: children(os.getpid(), EXECUTOR))
    table = cleaning.clean(pages.mapInArrow(slowly, pages.schema)).toArrow()
    killed = killer.wait()
    cleaned.check(table)
    assert killed not in children(os.getpid(), EXECUTOR)
    # What the worker had done and not yet handed over was done again.
    assert len(list(marks.iterdir())) > PAGES / 50


def test_settings_reach_the_workers(spark: SparkSession, news: str) -> None:
    df = spark.createDataFrame([(news.encode(), 1.5, {"a": [1]})], ["page", "n", "nested"])
    cleaner = Cleaner(lean="recall", keep=["byline"], page="html", threads=2)
    row = cleaning.clean(df, "page", cleaner=cleaner, comments=True).first()
    assert row is not None
    assert (row["n"], row["nested"]) == (1.5, {"a": [1]})
    assert row["text"] == cleaner.clean(news).text != Cleaner().clean(news).text
    assert row["comments"] == cleaner.clean(news).comments
    with pytest.raises(TypeError, match="`n` of pages is double"):
        cleaning.clean(df, "n")
    with pytest.raises(ValueError, match="no column `html`"):
        cleaning.clean(df)


def test_archives_are_cleaned_whole(spark: SparkSession, tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", range(120))
    write_archive(tmp_path / "b.warc.gz", range(120, 250))
    (tmp_path / "broken.warc.gz").write_bytes(b"\x1f\x8b no gzip at all")
    df = cleaning.clean_archives(spark, str(tmp_path), partitions=3)
    rows = [row.asDict() for row in df.collect()]
    wanted = [
        row
        for name in ("a", "b")
        for batch in Cleaner().clean_archive(tmp_path / f"{name}.warc.gz")
        for row in batch.to_pylist()
    ]
    broken = [row for row in rows if row.pop("path").endswith("broken.warc.gz")]
    assert [(row["reason"], row["text"]) for row in broken] == [("unreadable", None)]
    rows = [row for row in rows if row not in broken]
    assert sorted(rows, key=lambda row: str(row["id"])) == wanted
    assert len(rows) == 250


def test_the_examples_of_the_documents_run(spark: SparkSession, tmp_path: Path) -> None:
    documents.fill(tmp_path)
    names = ("crawl.parquet", "clean", "archives")
    documents.run("Spark", {name: f"{tmp_path}/{name}" for name in names})
    assert spark.read.parquet(f"{tmp_path}/clean").count() == 60
