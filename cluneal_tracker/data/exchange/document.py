"""What a file holds before any of it is trusted: rows, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A row as it stands in the file. `fault` says what is wrong with it as a whole."""

    place: str
    record: Any
    fault: str = ""


# The rows by table name.
Document = dict[str, list[Placed]]


def check_count(document: Document) -> None:
    """Raise ValueError for a file with more rows than a long life of check-ins."""
    rows = sum(map(len, document.values()))
    if rows > MOST_ROWS:
        raise ValueError(f"It has {rows:,} rows. A file can have up to {MOST_ROWS:,}.")
