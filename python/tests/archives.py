"""Web archives of generated pages."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from pages import page

if TYPE_CHECKING:
    from pathlib import Path


def _record(number: int) -> bytes:
    html = (page(number) or "").encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://pier.example/{number}\r\n"
        "WARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        "WARC-Identified-Payload-Type: text/html\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_archive(path: Path, numbers: range) -> None:
    """Write the pages of numbers, a gzip member a record."""
    path.write_bytes(b"".join(gzip.compress(_record(number), 1) for number in numbers))
