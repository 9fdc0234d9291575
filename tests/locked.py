"""Diaries with a lock that costs nothing to open, so that a test can open it a hundred times."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from cluneal_tracker.data import diary_file
from cluneal_tracker.data.connecting import connect_to_read
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.locking.converting import pour, relock
from cluneal_tracker.data.locking.keys import Cost, Lock, new_keys

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
PASSPHRASE = "four quiet winter mornings"


def new_lock(passphrase: str = PASSPHRASE) -> tuple[Lock, str]:
    """A lock, and its recovery code."""
    keys, key, code = new_keys(passphrase, CHEAP)
    return Lock(key, keys), code


def lock_diary(folder: Path, passphrase: str = PASSPHRASE) -> tuple[bytes, str]:
    """Lock the diary of a folder, or begin a locked one; gives its key and its recovery code."""
    lock, code = new_lock(passphrase)
    with closing(diary_file.open_database(folder / "diary.db")) as db:
        relock(db, lock)
    return lock.key, code


def copy(source: Path, target: Path, lock: Lock | None, key: bytes | None = None) -> None:
    """A copy of a diary that nobody has open, under another lock or none."""
    with closing(connect_to_read(source, key)) as connection:
        diary_file.make(target, partial(pour, Database(connection)), lock)
