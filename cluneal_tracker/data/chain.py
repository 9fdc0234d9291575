"""The hash chain of the journal: each change carries a hash over itself and the one before it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

# How many changes there are, and the hash of the last.
Head = tuple[int, str]
NOTHING: Head = (0, "")
# Made once: `json.dumps` would make an encoder for each change.
_spell = json.JSONEncoder(ensure_ascii=False).encode


def head(connection: sqlite3.Connection) -> Head:
    """The last change of the journal."""
    found: Head | None = connection.execute(
        "select sequence, hash from journal order by sequence desc limit 1"
    ).fetchone()
    return found or NOTHING


def first(connection: sqlite3.Connection) -> str:
    """The hash of the first change, which tells a diary from all others; empty before it."""
    found = connection.execute("select hash from journal where sequence = 1").fetchone()
    return str(found[0]) if found else ""


def append(connection: sqlite3.Connection, last: Head, *contents: Sequence[Any]) -> Head:
    """Write the changes that follow `last`; gives the new head.

    A content is what the journal's columns hold between the sequence and the hash.
    """
    sequence, seal = last
    changes = []
    for content in contents:
        sequence += 1
        values = [sequence, *content]
        seal = hashed(seal, values)
        changes.append([*values, seal])
    connection.executemany("insert into journal values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", changes)
    return sequence, seal


def hashed(previous: str, values: Sequence[Any]) -> str:
    """The SHA-256 of a change, its sequence included, and of the hash before it, in hex."""
    content = _spell([previous, *values])
    import hashlib  # OpenSSL; not needed to read a diary, so not before the first paint

    return hashlib.sha256(content.encode()).hexdigest()
