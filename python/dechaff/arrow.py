"""Columns of pages in Arrow's memory, which are cleaned where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError as error:
    _MISSING = "columns of pages need pyarrow: pip install pyarrow"
    raise ImportError(_MISSING) from error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from dechaff import Cleaner

SMALL_ARRAY = 2**31 - 1
"""Bytes that the strings of an array add up to at most, unless it is one of large strings."""

SMALL = (pa.string(), pa.binary(), pa.null())
"""Types of pages of which the clean text is `string`; of others it is `large_string`."""

BYTES = (pa.binary(), pa.large_binary(), pa.binary_view())
"""Types of pages that are still to be decoded."""

VIEWED = {
    pa.string(): pa.binary(),
    pa.large_string(): pa.large_binary(),
    pa.string_view(): pa.binary_view(),
}
"""Types of the same memory, without the promise that it is UTF-8."""

ADDED = ("reason", "message")
"""Columns that say why a page was not cleaned; an input may have none of these names."""

STALE = (b"pandas", b"huggingface")
"""Notes of other programs about columns, which no longer hold once there are others."""


def clean(
    cleaner: Cleaner,
    pages: pa.Array | pa.ChunkedArray | pa.RecordBatch | pa.Table,
    column: str,
    *,
    comments: bool,
) -> pa.RecordBatch | pa.Table:
    """Clean the pages of an array, or those of a column while the others are kept."""
    if isinstance(pages, (pa.RecordBatch, pa.Table)):
        return _clean_column(cleaner, pages, column, comments=comments)
    if isinstance(pages, (pa.Array, pa.ChunkedArray)):
        return _clean_pages(cleaner, pages, is_html=False, comments=comments)
    message = f"pages are an Array, ChunkedArray, RecordBatch or Table, not {type(pages)}"
    raise TypeError(message)


def clean_archive(
    cleaner: Cleaner,
    archive: str | PathLike[str] | bytes,
    *,
    comments: bool,
) -> Iterator[pa.RecordBatch]:
    """Clean the pages of a web archive, a batch of rows after the other."""
    structs = cleaner._open_archive(archive, comments=comments)  # noqa: SLF001
    return (pa.RecordBatch.from_struct_array(struct) for struct in structs)


def schema(before: pa.Schema, column: str = "html", *, comments: bool = False) -> pa.Schema:
    """Give the schema that a table of a schema has once its column of pages is cleaned."""
    from dechaff import Cleaner  # noqa: PLC0415

    return Cleaner().clean_arrow(before.empty_table(), column, comments=comments).schema


def _clean_pages(
    cleaner: Cleaner,
    pages: pa.Array | pa.ChunkedArray,
    *,
    is_html: bool,
    comments: bool,
) -> pa.RecordBatch | pa.Table:
    """Give a row for each page: text, title, cut, reason, message."""
    chunks = pages.chunks if isinstance(pages, pa.ChunkedArray) else [pages]
    kind = pages.type
    structs = cleaner._clean_arrays(  # noqa: SLF001
        [_as_bytes(chunk) for chunk in chunks or [pa.array([], kind)]],
        is_text=kind not in BYTES,
        is_html=is_html,
        comments=comments,
        most_bytes=SMALL_ARRAY if kind in SMALL else None,
    )
    batches = [pa.RecordBatch.from_struct_array(struct) for struct in structs]
    return pa.Table.from_batches(batches) if isinstance(pages, pa.ChunkedArray) else batches[0]


def _as_bytes(pages: pa.Array) -> pa.Array:
    """Give the same memory as bytes, which nobody checks for being UTF-8 as a whole."""
    if pages.type in VIEWED:
        return pages.view(VIEWED[pages.type])
    return pages.cast(pa.binary()) if pages.type == pa.null() else pages


def _clean_column(
    cleaner: Cleaner,
    pages: pa.RecordBatch | pa.Table,
    column: str,
    *,
    comments: bool,
) -> pa.RecordBatch | pa.Table:
    """Put the clean text in the place of the pages, unless the table has a place for it."""
    _check_names(pages.schema.names, column)
    cleaned = _clean_pages(
        cleaner, pages.column(column), is_html=column == "html", comments=comments
    )
    place = "text" if "text" in pages.schema.names else column
    columns: dict[str, pa.Array | pa.ChunkedArray] = {}
    fields: dict[str, pa.Field] = {}
    for field, own in zip(pages.schema, pages.columns):
        if field.name == column != place:
            continue
        name = "text" if field.name == place else field.name
        fields[name], columns[name] = field, own
        if name in cleaned.schema.names:
            given = cleaned.column(name)
            columns[name] = given if name == "text" else _given_or_own(given, own)
            fields[name] = pa.field(name, columns[name].type)
    for name in cleaned.schema.names:
        columns.setdefault(name, cleaned.column(name))
        fields.setdefault(name, cleaned.schema.field(name))
    notes = {k: v for k, v in (pages.schema.metadata or {}).items() if k not in STALE}
    return type(pages).from_arrays(
        list(columns.values()), schema=pa.schema(list(fields.values()), notes)
    )


def _check_names(names: list[str], column: str) -> None:
    if column not in names:
        message = f"there is no column `{column}` of pages; the columns are {', '.join(names)}"
        raise ValueError(message)
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        message = f"several columns have the name `{min(twice)}`; rename them"
        raise ValueError(message)
    taken = [name for name in ADDED if name in names]
    if taken:
        message = f"cleaning adds a column `{taken[0]}`, and there is one already; rename it"
        raise ValueError(message)


def _given_or_own(
    given: pa.Array | pa.ChunkedArray, own: pa.Array | pa.ChunkedArray
) -> pa.Array | pa.ChunkedArray:
    """Keep what a column had where cleaning gives nothing, as the command line does."""
    if own.type in (pa.string(), pa.large_string()):
        return pc.coalesce(given.cast(own.type), own)
    return given
