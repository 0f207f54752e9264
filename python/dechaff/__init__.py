"""Strips boilerplate from web pages: HTML or flat text in, the clean article out."""

from dechaff._native import Article, Cleaner, Line, Vote, clean
from dechaff.errors import PageError
from dechaff.records import Limits, LineRecord, VoteRecord

__all__ = [
    "Article",
    "Cleaner",
    "Limits",
    "Line",
    "LineRecord",
    "PageError",
    "Vote",
    "VoteRecord",
    "clean",
]
