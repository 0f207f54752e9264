"""Generated pages: the project's fixtures, each varied by its number, and bad ones among them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ONE_BAD_IN = 50
BAD = ("\x00\x01\x02\x03" * 40, None, "PNG\ufffd\ufffd\x1a\x00" * 30)

TEMPLATES = [
    path.read_bytes().decode()
    for path in sorted((ROOT / "fixtures").glob("*/page.*"))
    if path.suffix in {".html", ".txt"}
]


def page(number: int) -> str | None:
    """Give the page of a number, always the same; one in fifty is no page at all."""
    if number % ONE_BAD_IN == ONE_BAD_IN - 1:
        return BAD[number // ONE_BAD_IN % len(BAD)]
    template = TEMPLATES[number % len(TEMPLATES)]
    note = (
        f"Note {number}: the ferry carried {number * 7 % 900} people on its {number}th crossing, "
        "which the harbour master called a record, and no one was left on the quay."
    )
    middle = template.find("</p>", len(template) // 2)
    if middle >= 0:
        return f"{template[: middle + 4]}\n<p>{note}</p>\n{template[middle + 4 :]}"
    end = template.find("\n\n", len(template) // 2)
    return f"{template[:end]}\n\n{note}{template[end:]}"


def pages(count: int) -> list[str | None]:
    """Give the first pages."""
    return [page(number) for number in range(count)]
