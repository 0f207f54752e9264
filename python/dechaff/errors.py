"""Why a page could not be cleaned."""

from __future__ import annotations


class PageError(ValueError):
    """A page that could not be cleaned."""

    def __init__(self, reason: str, message: str) -> None:
        """Keep the name of what went wrong, as error files have it, and what it says."""
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        """Say what went wrong."""
        return f"{self.message} ({self.reason})"
