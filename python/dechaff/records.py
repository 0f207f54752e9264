"""The shapes of what is handed over as a dictionary."""

from __future__ import annotations

from typing import TypedDict


class Limits(TypedDict, total=False):
    """Bounds on one page, past which it comes back cut; those left out are the library's."""

    bytes: int
    lines: int
    short_lines: int
    depth: int
    nodes: int


class VoteRecord(TypedDict):
    """What a cue said of a line."""

    cue: str
    bucket: str
    bits: float


class _LineRecord(TypedDict):
    line: int
    span: list[int]
    label: str
    keep: bool
    bits: float
    votes: list[VoteRecord]
    text: str


class LineRecord(_LineRecord, total=False):
    """A line with its reasons, as `dechaff explain --to jsonl` writes it."""

    rule: str
