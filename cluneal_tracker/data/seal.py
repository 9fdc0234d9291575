"""The seal: a small file beside the diary that knows how far the diary had come.

It lets a missing, older or exchanged diary be noticed, which would look whole on its own. It is
written after a change is safe, so it can lag behind the diary, and never runs ahead of it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cluneal_tracker.data.disk import sync

_SUFFIX = ".seal"


class Seal(NamedTuple):
    """The number and the hash of a diary's last change, and the hash of its first."""

    sequence: int
    last: str
    first: str


NOTHING = Seal(0, "", "")


def of(connection: sqlite3.Connection) -> Seal:
    """How far a diary has come."""
    # In one statement: between two, another program could begin the journal, and a seal of no
    # change that knows the first one would be that of no diary.
    found = connection.execute(
        "select sequence, hash, coalesce((select hash from journal where sequence = 1), '')"
        " from journal order by sequence desc limit 1"
    ).fetchone()
    return Seal(*found) if found else NOTHING


def write(diary: Path, seal: Seal) -> None:
    """Note how far a diary has come.

    Written in place and not synced: what a power cut leaves is the old seal or the new one, and
    both are true. A seal that cannot be written is no reason to call a saved score lost.
    """
    text = f"{seal.sequence:012d} {seal.last or '-':<64} {seal.first or '-':<64}"
    line = f"{text} {crc32(text.encode()):08x}\n".encode()
    with suppress(OSError):
        handle = os.open(_place(diary), os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


def is_there(diary: Path) -> bool:
    """Whether there has been a diary here."""
    return _place(diary).exists()


def read(diary: Path) -> Seal | None:
    """What was noted last; None where there is no seal, or one that was torn."""
    try:
        text, check = _place(diary).read_text(encoding="ascii").rsplit(" ", 1)
        sequence, last, first = text.split()
        if int(check, 16) != crc32(text.encode()):
            return None
        return Seal(int(sequence), last.strip("-"), first.strip("-"))
    except (OSError, ValueError):
        return None


def loosen(diary: Path) -> None:
    """Forget how far the diary had come, but not that there is one: it is being exchanged.

    Synced, because an old seal beside the new diary would be a false alarm.
    """
    write(diary, NOTHING)
    with suppress(OSError):
        sync(_place(diary))


def take_off(diary: Path) -> None:
    """Forget that there has been a diary here."""
    _place(diary).unlink(missing_ok=True)


def _place(diary: Path) -> Path:
    return diary.with_suffix(_SUFFIX)
