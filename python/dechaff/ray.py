"""Cleaning on Ray: classes for `Dataset.map_batches`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    import ray.data  # noqa: F401
except ImportError as error:
    _MISSING = f"dechaff.ray needs Ray Data: pip install ray[data] ({error})"
    raise ImportError(_MISSING) from error

import pyarrow as pa
from pyarrow.fs import FileSystem

from dechaff import Cleaner
from dechaff.arrow import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clean:
    """Clean a column of pages, text or bytes, and keep the others.

    For `map_batches(Clean, batch_format="pyarrow", fn_constructor_kwargs={...})`. An actor cleans
    on one thread, as Ray counts processors, unless it is told otherwise. A page that cannot be
    cleaned has no text but a `reason` and a `message`.
    """

    def __init__(self, column: str = "html", *, comments: bool = False, **settings: Any) -> None:  # noqa: ANN401
        """Clean with the settings of a cleaner."""
        self.cleaner = Cleaner(**{"threads": 1, **settings})
        self.column = column
        self.comments = comments

    def __call__(self, pages: pa.Table) -> pa.Table:
        """Clean a batch."""
        return self.cleaner.clean_arrow(pages, self.column, comments=self.comments)


class CleanArchives:
    """Clean the pages of WARC or WET files, named by a column `path`.

    For `map_batches(CleanArchives, batch_format="pyarrow", batch_size=1)`. A file on a disk is
    read as it is cleaned; one with a scheme, such as `s3://`, is fetched whole. Rows have the
    file's `path`, `record`, `id`, `url`, `date` and `status`; what cannot be read of a file is a
    row with a reason too.
    """

    def __init__(self, *, comments: bool = False, **settings: Any) -> None:  # noqa: ANN401
        """Clean with the settings of a cleaner."""
        self.cleaner = Cleaner(**{"threads": 1, **settings})
        self.comments = comments

    def __call__(self, files: pa.Table) -> Iterator[pa.Table]:
        """Clean files, a batch of pages after the other."""
        for path in files.column("path").to_pylist():
            try:
                for pages in self.cleaner.clean_archive(_opened(path), comments=self.comments):
                    paths = pa.array([path] * len(pages), pa.string())
                    yield pa.Table.from_batches([pages]).add_column(0, "path", paths)
            except OSError as error:  # noqa: PERF203
                yield self._unreadable(path, str(error))

    def _unreadable(self, path: str, message: str) -> pa.Table:
        cleaned = schema(pa.schema({"html": pa.string()}), comments=self.comments)
        fields = [("path", pa.string()), ("record", pa.int64())]
        fields += [(name, pa.string()) for name in ("id", "url", "date")]
        fields += [("status", pa.int32()), *((name, pa.string()) for name in cleaned.names)]
        row = {"path": path, "reason": "unreadable", "message": message}
        return pa.Table.from_pylist([row], pa.schema(fields))


def _opened(path: str) -> str | bytes:
    if "://" not in path:
        return path
    filesystem, name = FileSystem.from_uri(path)
    with filesystem.open_input_file(name) as file:
        archive: bytes = file.read()
    return archive
