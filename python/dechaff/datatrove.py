"""Steps for datatrove: an extractor for pages as they were crawled, a formatter for flat text."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

try:
    from datatrove.pipeline.extractors.base import BaseExtractor
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    _MISSING = f"dechaff.datatrove needs datatrove: pip install datatrove[io] regex ({error})"
    raise ImportError(_MISSING) from error

from dechaff import Article, Cleaner, PageError

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.writers.disk_base import DiskWriter


class Extractor(BaseExtractor):
    """Clean each document's page; the headline goes to `title` in the document's metadata.

    It needs no process beside its own and no time limit, since the cleaner's time is bounded by
    the page's size and its crashes are caught. Documents without an article are dropped; a writer
    for exclusions gets them as they were, with `filter_reason`.
    """

    name = "dechaff"

    def __init__(
        self, cleaner: Cleaner | None = None, exclusion_writer: DiskWriter | None = None
    ) -> None:
        """Clean with the settings of a cleaner."""
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.exclusion_writer = exclusion_writer

    def extract(self, text: str) -> str:
        """Give the clean text of a page, without its headline."""
        return self.cleaner.clean(text).text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean documents one after the other."""
        del world_size
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for doc in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    reason = _clean(self.cleaner, doc)
                if reason is None:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(doc)
                    yield doc
                    continue
                self.stat_update(StatHints.dropped, f"dropped_{reason}")
                if writer is not None:
                    doc.metadata["filter_reason"] = reason
                    writer.write(doc, rank)


class Formatter(BaseFormatter):
    """Clean the text of each document and keep every document.

    One that cannot be cleaned keeps its text and gets the reason as `dechaff_reason` in its
    metadata.
    """

    name = "dechaff"

    def __init__(self, cleaner: Cleaner | None = None) -> None:
        """Clean with the settings of a cleaner."""
        super().__init__()
        self.cleaner = cleaner or Cleaner()

    def format(self, text: str) -> str:
        """Give the clean text of a page, without its headline."""
        return self.cleaner.clean(text).text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean documents one after the other."""
        del rank, world_size
        for doc in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                try:
                    _take(self.cleaner.clean(doc.text), doc)
                except PageError as error:
                    self.stat_update(f"failed_{error.reason}")
                    doc.metadata["dechaff_reason"] = error.reason
            yield doc


def _clean(cleaner: Cleaner, doc: Document) -> str | None:
    """Clean a document, or leave it as it is and say why."""
    try:
        article = cleaner.clean(doc.text)
    except PageError as error:
        return error.reason
    if article.text:
        _take(article, doc)
        return None
    return article.empty or "only_title"


def _take(article: Article, doc: Document) -> None:
    doc.text = article.text
    if article.title is not None:
        doc.metadata["title"] = article.title
    if article.cut is not None:
        doc.metadata["cut"] = article.cut
