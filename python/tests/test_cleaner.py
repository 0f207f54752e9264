"""The cleaner, page by page: what it gives equals what the command line gives."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import subprocess
from typing import TYPE_CHECKING

import pytest

import dechaff
from pages import ROOT, pages

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
FIXTURES = sorted(p for p in (ROOT / "fixtures").glob("*/page.*") if p.suffix != ".toml")


@pytest.mark.parametrize("path", [*SEEDS, *FIXTURES], ids=lambda path: path.parent.name)
def test_a_page_is_cleaned_as_by_the_program(program: str, path: Path) -> None:
    run = subprocess.run([program, "clean", path], check=True, capture_output=True)
    wanted = run.stdout.decode().removesuffix("\n")
    assert dechaff.clean(path.read_bytes()) == wanted
    assert dechaff.clean(path.read_bytes().decode()) == wanted


@pytest.mark.parametrize("path", [SEEDS[0], FIXTURES[3], FIXTURES[-1]])
def test_a_page_is_explained_as_by_the_program(program: str, path: Path) -> None:
    command = [program, "explain", str(path), "--to", "jsonl"]
    run = subprocess.run(command, check=True, capture_output=True)
    wanted = [json.loads(line) for line in run.stdout.splitlines()]
    assert dechaff.Cleaner().explain(path.read_bytes()) == wanted
    article = dechaff.Cleaner().clean(path.read_bytes())
    for line, record in zip(article.lines, wanted):
        assert line.byte_span == tuple(record["span"])
        assert (line.number, line.label, line.keep) == (
            record["line"],
            record["label"],
            record["keep"],
        )
        votes = [{"cue": v.cue, "bucket": v.bucket, "bits": v.bits} for v in line.votes]
        assert (line.bits, votes) == (record["bits"], record["votes"])


def test_an_article_has_its_parts(news: str) -> None:
    article = dechaff.Cleaner().clean_html(news)
    assert article.title == "Harbour bridge to close for eleven weeks from March"
    assert article.text.startswith("The suspension bridge over Tolverne harbour")
    assert article.full_text == str(article) == f"{article.title}\n\n{article.text}"
    assert article.metadata["author"] == "Morwenna Tragg"
    assert article.metadata["kinds"] == ["article", "newsarticle"]
    assert (article.format, article.cut, article.empty) == ("html", None, None)
    assert "said" in article.comments or article.comments
    assert {line.label for line in article.lines} >= {"title", "paragraph", "navigation"}
    assert repr(article).startswith("<Article title='Harbour bridge")


def test_spans_point_into_the_text_of_the_page() -> None:
    page = "Наверх\nМеню\n\n" + "Мост закрыли во вторник, сообщили 🚢 в порту, и надолго.\n\n" * 4
    article = dechaff.Cleaner().clean_text(page)
    assert article.page_text == page
    for line in article.lines:
        assert page[slice(*line.span)] == line.text
        assert page.encode()[slice(*line.byte_span)].decode() == line.text
        assert sum(vote.bits for vote in line.votes) == pytest.approx(line.bits, abs=1e-6)


def test_settings_are_those_of_the_program(program: str, news: str) -> None:
    command = [program, "clean", "--lean", "recall", "--keep", "byline,date", "--drop", "heading"]
    run = subprocess.run(command, input=news.encode(), check=True, capture_output=True)
    cleaner = dechaff.Cleaner(lean="recall", keep=["byline", "date"], drop=["heading"])
    assert cleaner.clean(news).full_text + "\n" == run.stdout.decode()
    assert cleaner.clean(news).full_text != dechaff.clean(news)


def test_limits_cut_a_page_and_say_so(news: str) -> None:
    assert dechaff.Cleaner(limits={"lines": 5}).clean_html(news).cut == "too_many_lines"
    deep = "<div>" * 5000 + "<p>Deep down there is a sentence, and it is kept."
    assert dechaff.Cleaner().clean_html(deep).cut == "too_deep"
    assert dechaff.Cleaner(limits={"depth": 6000}).clean_html(deep).cut is None


def test_weights_and_lexicon_come_from_folders_or_texts(tmp_path: Path, program: str) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "lexicon").mkdir()
    table = (ROOT / "weights/text.tsv").read_text(encoding="utf-8")
    rows = [row for row in table.splitlines() if not row.startswith("length")]
    (tmp_path / "weights/text.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    mine = '[related]\nstart = ["aiheesta lisää:"]\n'
    (tmp_path / "lexicon/mine.toml").write_text(mine, encoding="utf-8")
    folders = dechaff.Cleaner(weights=tmp_path / "weights", lexicon=str(tmp_path / "lexicon"))
    texts = dechaff.Cleaner(
        weights={"text.tsv": "\n".join(rows) + "\n"}, lexicon={"mine.toml": mine}
    )
    page = SEEDS[1].read_text(encoding="utf-8") + "\nAiheesta lisää: laituri suljettiin\n"
    options = ["--weights", f"{tmp_path}/weights", "--lexicon", f"{tmp_path}/lexicon"]
    command = [program, "explain", "-", "--to", "jsonl", *options]
    run = subprocess.run(command, input=page.encode(), check=True, capture_output=True)
    wanted = [json.loads(line) for line in run.stdout.splitlines()]
    assert folders.explain(page) == texts.explain(page) == wanted
    assert wanted[-1]["label"] == "related"
    assert dechaff.Cleaner().explain(page) != wanted


def test_a_pickled_cleaner_needs_no_files(tmp_path: Path, news: str) -> None:
    (tmp_path / "mine.toml").write_text('[related]\nstart = ["a public meeting"]\n')
    cleaner = dechaff.Cleaner(
        lean="precision",
        keep=["byline"],
        drop=["heading"],
        limits={"lines": 300},
        page="html",
        lexicon=tmp_path,
        threads=1,
    )
    pickled = pickle.dumps(cleaner)
    (tmp_path / "mine.toml").unlink()
    again = pickle.loads(pickled)  # noqa: S301
    assert again.__getnewargs_ex__() == cleaner.__getnewargs_ex__()
    assert again.explain(news) == cleaner.explain(news) != dechaff.Cleaner().explain(news)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"lean": "much"}, "precision, balanced, recall"),
        ({"page": "pdf"}, "auto, html, text"),
        ({"keep": ["nav"]}, "`nav` is no label"),
        ({"keep": ["list"], "drop": ["list"]}, "both name `list`"),
        ({"limits": {"length": 3}}, "bytes, lines, short_lines"),
        ({"threads": 0}, "threads is 1 or more"),
        ({"weights": {"words.tsv": ""}}, "text.tsv"),
        ({"weights": {"text.tsv": "no table"}}, "text.tsv"),
        ({"lexicon": {"x.toml": "[nothing]\n"}}, "x.toml"),
        ({"lexicon": str(ROOT / "seeds")}, ".toml"),
    ],
)
def test_wrong_settings_are_told(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        dechaff.Cleaner(**settings)  # type: ignore[arg-type]


def test_a_bad_page_has_a_reason_that_survives_pickling() -> None:
    with pytest.raises(dechaff.PageError, match="binary data") as caught:
        dechaff.clean(b"\x00\x01\x02" * 100)
    assert caught.value.reason == "binary"
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (again.reason, str(again)) == ("binary", str(caught.value))
    with pytest.raises(TypeError, match="str or bytes"):
        dechaff.clean(3)  # type: ignore[arg-type]


def test_bytes_are_decoded_and_half_a_surrogate_pair_spoils_nothing() -> None:
    text = "Naïveté was the first word of the café's owner when the pier was closed on Tuesday."
    cleaner = dechaff.Cleaner()
    assert cleaner.clean_bytes(text.encode("latin-1"), "latin-1").text == text
    assert cleaner.clean_bytes(text.encode("latin-1")).metadata["encoding"] == "windows-1252"
    assert cleaner.clean(bytearray(text.encode())).text == text  # type: ignore[arg-type]
    broken = text.replace("é", "\ud83d", 1)
    assert cleaner.clean(broken).page_text == text.replace("é", "\ufffd", 1)


@pytest.mark.parametrize("threads", [1, 2, None])
def test_many_pages_are_cleaned_in_their_order(threads: int | None) -> None:
    cleaner = dechaff.Cleaner(threads=threads)
    many = pages(150)
    results = cleaner.clean_many(many)
    for page, result in zip(many, results):
        if isinstance(result, dechaff.PageError):
            assert result.reason == ("no_string" if page is None else "binary")
        else:
            assert page is not None
            assert result.text == cleaner.clean(page).text
    assert sum(isinstance(result, dechaff.PageError) for result in results) == 3
    assert cleaner.clean_many(iter([])) == []
    with pytest.raises(TypeError, match="`clean` takes one"):
        cleaner.clean_many("one page")


def _in_child(cleaner: dechaff.Cleaner, page: str) -> int:
    return len(cleaner.clean_many([page] * 8))


def test_threads_start_anew_in_a_forked_process(news: str) -> None:
    cleaner = dechaff.Cleaner(threads=2)
    assert len(cleaner.clean_many([news] * 8)) == 8
    child = os.fork()
    if child == 0:
        os._exit(_in_child(cleaner, news))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 8
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_in_child, (cleaner, news)) == 8
    assert len(cleaner.clean_many([news] * 8)) == 8
