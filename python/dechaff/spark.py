"""Cleaning on Spark: a column of pages, or whole web archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    from pyspark.sql.types import (
        BinaryType,
        IntegerType,
        LongType,
        StringType,
        StructField,
        StructType,
    )
except ImportError as error:
    _MISSING = f"dechaff.spark needs Spark: pip install pyspark pyarrow ({error})"
    raise ImportError(_MISSING) from error

import pyarrow as pa

from dechaff import Cleaner
from dechaff.arrow import schema as cleaned_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession


def clean(
    df: DataFrame,
    column: str = "html",
    *,
    cleaner: Cleaner | None = None,
    comments: bool = False,
) -> DataFrame:
    """Clean a column of pages, text or bytes, and keep the others.

    A page that cannot be cleaned has no text but a `reason` and a `message`. A task cleans on one
    thread, as Spark counts processors, unless the cleaner says otherwise.
    """
    own = cleaner or Cleaner(threads=1)

    def batches(pages: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in pages:
            yield own.clean_arrow(batch, column, comments=comments)

    return df.mapInArrow(batches, _schema(df.schema, column, comments=comments))


def clean_archives(
    spark: SparkSession,
    path: str,
    *,
    cleaner: Cleaner | None = None,
    comments: bool = False,
    partitions: int | None = None,
) -> DataFrame:
    """Clean the pages of WARC or WET files, read whole by `binaryFiles`, a file to a task.

    Rows have the file's `path`, `record`, `id`, `url`, `date` and `status`; what cannot be read of
    a file is a row with a reason too.
    """
    own = cleaner or Cleaner(threads=1)
    names = cleaned_schema(pa.schema({"html": pa.string()}), comments=comments).names

    def rows(file: tuple[str, bytes]) -> Iterator[tuple[object, ...]]:
        path, archive = file
        try:
            for batch in own.clean_archive(archive, comments=comments):
                for row in batch.to_pylist():
                    yield (path, *row.values())
        except OSError as error:
            trouble = {"reason": "unreadable", "message": str(error)}
            yield (path, *[None] * 5, *map(trouble.get, names))

    fields = [StructField("path", StringType()), StructField("record", LongType())]
    fields += [StructField(name, StringType()) for name in ("id", "url", "date")]
    fields += [StructField("status", IntegerType())]
    fields += [StructField(name, StringType()) for name in names]
    files = spark.sparkContext.binaryFiles(path, partitions)
    return spark.createDataFrame(files.flatMap(rows), StructType(fields), verifySchema=False)


def _schema(before: StructType, column: str, *, comments: bool) -> StructType:
    """Give the columns that cleaning leaves: those it gives are strings, the others as before."""
    if column in before.names and not isinstance(before[column].dataType, (StringType, BinaryType)):
        message = f"the column `{column}` of pages is {before[column].dataType.simpleString()}"
        raise TypeError(message)
    kinds = [(name, pa.string() if name == column else pa.null()) for name in before.names]
    after = cleaned_schema(pa.schema(kinds), column, comments=comments)
    given = {field.name for field in after if field.type == pa.string()}
    return StructType(
        [StructField(name, StringType()) if name in given else before[name] for name in after.names]
    )
