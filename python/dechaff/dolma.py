"""A tagger for the dolma toolkit: the places of lines, as `dechaff clean --to spans` writes them.

`dolma tag --tagger_modules dechaff.dolma --taggers lines --experiment dechaff` writes attributes
`dechaff__lines__drop` and `dechaff__lines__LABEL`.
"""

from __future__ import annotations

import logging

try:
    from dolma import add_tagger
    from dolma.core.data_types import DocResult, Document, Span
    from dolma.core.taggers import BaseTagger
except ImportError as error:
    _MISSING = f"dechaff.dolma needs the dolma toolkit: pip install dolma ({error})"
    raise ImportError(_MISSING) from error

from dechaff import Cleaner, PageError

_LOGGER = logging.getLogger(__name__)


@add_tagger("lines")
class Lines(BaseTagger):
    """Tag every line with its label, and those that cleaning drops with `drop`.

    A document that cannot be cleaned gets no spans, and a warning.
    """

    def __init__(self) -> None:
        """Clean documents as the flat text that they are."""
        super().__init__()
        self.cleaner = Cleaner(page="text")

    @property
    def defaults(self) -> list[str]:
        """Name the attribute that every document has."""
        return ["drop"]

    def predict(self, doc: Document) -> DocResult:
        """Give the places of a document's lines, in code points, with their line ends."""
        try:
            attributes = self.cleaner.clean(doc.text).spans
        except PageError as error:
            _LOGGER.warning("document %s has no spans: %s", doc.id, error)
            attributes = {}
        spans = [
            Span(start=start, end=end, type=name.rsplit("__", 1)[1], score=score)
            for name, places in attributes.items()
            for start, end, score in places
        ]
        return DocResult(doc=doc, spans=spans)
