from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Literal, final, overload

import pyarrow as pa

from dechaff.errors import PageError
from dechaff.records import Limits, LineRecord

__all__ = ["Archive", "Article", "Cleaner", "Line", "Vote", "clean", "run_command_line"]

@final
class Archive:
    """The pages of a web archive, cleaned as they are asked for."""

    def __iter__(self) -> Archive: ...
    def __next__(self) -> pa.StructArray: ...

@final
class Vote:
    """What a cue said of a line."""

    @property
    def cue(self) -> str: ...
    @property
    def bucket(self) -> str: ...
    @property
    def bits(self) -> float: ...

@final
class Line:
    """A line of a page, with what it was found to be."""

    @property
    def number(self) -> int: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def byte_span(self) -> tuple[int, int]: ...
    @property
    def text(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def keep(self) -> bool: ...
    @property
    def bits(self) -> float: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def votes(self) -> list[Vote]: ...

@final
class Article:
    """A page cleaned."""

    @property
    def text(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def full_text(self) -> str: ...
    @property
    def comments(self) -> str: ...
    @property
    def metadata(self) -> dict[str, str | list[str]]: ...
    @property
    def lines(self) -> list[Line]: ...
    @property
    def spans(self) -> dict[str, list[tuple[int, int, float]]]: ...
    @property
    def page_text(self) -> str: ...
    @property
    def format(self) -> Literal["html", "text"]: ...
    @property
    def cut(self) -> str | None: ...
    @property
    def empty(self) -> str | None: ...

@final
class Cleaner:
    """Cleans pages; it holds settings and nothing else."""

    def __new__(
        cls,
        *,
        lean: Literal["precision", "balanced", "recall"] | None = None,
        keep: Sequence[str] = ...,
        drop: Sequence[str] = ...,
        limits: Limits | None = None,
        page: Literal["auto", "html", "text"] | None = None,
        weights: str | PathLike[str] | Mapping[str, str] | None = None,
        lexicon: str | PathLike[str] | Mapping[str, str] | None = None,
        threads: int | None = None,
    ) -> Cleaner: ...
    def clean(self, page: str | bytes) -> Article: ...
    def clean_text(self, text: str | bytes) -> Article: ...
    def clean_html(self, html: str | bytes) -> Article: ...
    def clean_bytes(self, page: str | bytes, charset: str | None = None) -> Article: ...
    def explain(self, page: str | bytes) -> list[LineRecord]: ...
    def clean_many(self, pages: Iterable[str | bytes | None]) -> list[Article | PageError]: ...
    @overload
    def clean_arrow(
        self,
        pages: pa.Array | pa.RecordBatch,
        column: str = "html",
        *,
        comments: bool = False,
    ) -> pa.RecordBatch: ...
    # Where pyarrow has no types, the first matches all.
    @overload
    def clean_arrow(  # type: ignore[overload-cannot-match, unused-ignore]
        self,
        pages: pa.ChunkedArray | pa.Table,
        column: str = "html",
        *,
        comments: bool = False,
    ) -> pa.Table: ...
    def clean_archive(
        self, archive: str | PathLike[str] | bytes, *, comments: bool = False
    ) -> Iterator[pa.RecordBatch]: ...
    def _open_archive(self, archive: str | PathLike[str] | bytes, *, comments: bool) -> Archive: ...
    def _clean_arrays(
        self,
        arrays: Iterable[pa.Array],
        *,
        is_text: bool,
        is_html: bool,
        comments: bool,
        most_bytes: int | None,
    ) -> list[pa.StructArray]: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, object]]: ...

def clean(page: str | bytes) -> str:
    """Clean a page and give its text: headline, blank line, body."""

def run_command_line(arguments: Sequence[str]) -> int:
    """Run the command line and give its exit code."""
