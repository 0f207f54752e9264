"""Arrow: columns are cleaned where they lie, and no bad page stops the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import dechaff
import dechaff.arrow
from pages import pages

if TYPE_CHECKING:
    from conftest import Cleaned

ADDED = ["text", "title", "cut", "reason", "message"]


def test_a_table_is_cleaned_as_by_the_program(crawl: pa.Table, cleaned: Cleaned) -> None:
    table = dechaff.Cleaner(threads=2).clean_arrow(crawl)
    assert table.schema.names == ["id", "text", "host", "title", "cut", "reason", "message"]
    assert table.column("text").num_chunks == crawl.column("html").num_chunks
    cleaned.check(table)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (pa.string(), pa.string()),
        (pa.large_string(), pa.large_string()),
        (pa.string_view(), pa.large_string()),
        (pa.binary(), pa.string()),
        (pa.large_binary(), pa.large_string()),
        (pa.binary_view(), pa.large_string()),
    ],
)
def test_every_kind_of_array_is_read(kind: pa.DataType, wanted: pa.DataType) -> None:
    many = pages(60)
    array = pa.array([page if page is None else page.encode() for page in many]).cast(kind)
    batch = dechaff.Cleaner().clean_arrow(array)
    assert isinstance(batch, pa.RecordBatch)
    assert batch.schema.names == ADDED
    assert batch.schema.field("text").type == wanted
    cleaner = dechaff.Cleaner()
    for page, row in zip(many, batch.to_pylist()):
        if row["reason"] is None:
            assert row["text"] == cleaner.clean(page or "").text
        else:
            assert row["text"] is None
            assert row["reason"] == ("no_string" if page is None else "binary")
    part = cleaner.clean_arrow(array[17:42])
    assert part.equals(batch[17:42])
    chunked = cleaner.clean_arrow(pa.chunked_array([array[:17], array[17:]]))
    assert isinstance(chunked, pa.Table)
    assert chunked.combine_chunks().to_batches()[0].equals(batch)


def test_pages_are_not_copied_on_their_way_in() -> None:
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        array = pa.array(["a page long enough to lie outside of a view", None], kind)
        addresses = [buffer and buffer.address for buffer in array.buffers()]
        viewed = dechaff.arrow._as_bytes(array)  # noqa: SLF001
        assert [buffer and buffer.address for buffer in viewed.buffers()] == addresses


def test_a_column_that_is_no_text_costs_one_page_only() -> None:
    good = "The harbour was closed on Tuesday after a barge had struck the eastern pier."
    raw = [good.encode(), b"caf\xe9 " * 3 + good.encode(), b"\x00\x01" * 99]
    strings = pa.array(raw, pa.binary()).view(pa.string())
    rows = dechaff.Cleaner().clean_arrow(strings).to_pylist()
    assert rows[0]["text"] == good
    assert rows[1]["text"].endswith(good)
    assert [row["reason"] for row in rows] == [None, None, "binary"]


def test_columns_without_pages_stay_columns() -> None:
    cleaner = dechaff.Cleaner()
    assert cleaner.clean_arrow(pa.array([], pa.string())).num_rows == 0
    assert cleaner.clean_arrow(pa.chunked_array([], pa.string())).schema.names == ADDED
    nulls = cleaner.clean_arrow(pa.nulls(3))
    assert nulls.column("reason").to_pylist() == ["no_string"] * 3
    before = pa.schema({"id": pa.int64(), "page": pa.large_string()})
    after = dechaff.arrow.schema(before, "page", comments=True)
    assert after.names == ["id", "text", "title", "comments", "cut", "reason", "message"]
    assert after.field("text").type == pa.large_string()


def test_the_columns_of_a_table_keep_their_places_as_with_the_program(news: str) -> None:
    batch = pa.record_batch(
        {"title": ["own", "own"], "html": [news, None], "text": ["x", "y"], "n": [1, 2]},
        metadata={"pandas": "{}", "mine": "kept"},
    )
    result = dechaff.Cleaner().clean_arrow(batch, comments=True)
    assert result.schema.names == [
        "title", "text", "n", "comments", "cut", "reason", "message"
    ]  # fmt: skip
    assert result.column("title").to_pylist() == [
        "Harbour bridge to close for eleven weeks from March",
        "own",
    ]
    assert result.column("text").to_pylist()[1] is None
    assert result.column("comments").to_pylist() == [
        dechaff.Cleaner().clean_html(news).comments,
        None,
    ]
    assert result.schema.metadata == {b"mine": b"kept"}


def test_a_column_html_is_html_and_others_are_told_by_content() -> None:
    page = "a < b, and <i>c</i> is the third of these letters, as everybody knows."
    cleaner = dechaff.Cleaner()
    as_html = cleaner.clean_arrow(pa.record_batch({"html": [page]})).column("text")
    as_text = cleaner.clean_arrow(pa.record_batch({"page": [page]}), "page").column("text")
    assert as_html[0].as_py() == cleaner.clean_html(page).text
    assert as_text[0].as_py() == cleaner.clean_text(page).text != as_html[0].as_py()
    forced = dechaff.Cleaner(page="text").clean_arrow(pa.record_batch({"html": [page]}))
    assert forced.column("text").equals(as_text)


def test_tables_that_cannot_be_cleaned_are_told() -> None:
    cleaner = dechaff.Cleaner()
    with pytest.raises(ValueError, match="no column `html` of pages; the columns are page, n"):
        cleaner.clean_arrow(pa.table({"page": ["x"], "n": [1]}))
    with pytest.raises(ValueError, match="there is one already"):
        cleaner.clean_arrow(pa.table({"html": ["x"], "reason": [""]}))
    with pytest.raises(ValueError, match="several columns have the name `n`"):
        cleaner.clean_arrow(pa.Table.from_arrays([pa.array(["x"])] * 3, ["html", "n", "n"]))
    with pytest.raises(TypeError, match="strings or bytes, not Int64"):
        cleaner.clean_arrow(pa.array([1]))
    with pytest.raises(TypeError, match="not <class 'list'>"):
        cleaner.clean_arrow(["x"])


def test_what_an_array_cannot_hold_is_told_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "The harbour was closed on Tuesday after a barge had struck the eastern pier."
    monkeypatch.setattr(dechaff.arrow, "SMALL_ARRAY", 2 * len(page))
    rows = dechaff.Cleaner().clean_arrow(pa.array([page] * 3)).to_pylist()
    assert [row["reason"] for row in rows] == [None, None, "unwritable"]
    large = dechaff.Cleaner().clean_arrow(pa.array([page] * 3, pa.large_string()))
    assert large.column("reason").null_count == 3
