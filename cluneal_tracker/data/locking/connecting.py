"""Connections to locked diaries, through SQLCipher, which behaves like SQLite."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import cast

from cluneal_tracker.data.locking.keys import KEY_BYTES, parts_installed


def connect_locked(name: Path | str, key: bytes, *, uri: bool = False) -> sqlite3.Connection:
    """A connection in autocommit to a locked diary, or to one in memory.

    Nothing is read yet, so a key that is not the file's shows at the first statement. Never have
    a file open in `sqlite3` at the same time: each of the two libraries would undo the locks of
    the other. Raises DiaryError where the parts are not installed.
    """
    with parts_installed():
        from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        name, isolation_level=None, check_same_thread=False, timeout=5, uri=uri
    )
    # It would tell the terminal, beside raising the error.
    connection.execute("pragma cipher_log_level = none")
    connection.execute(f'pragma key = "{_literal(key)}"')
    # It has the methods and the manners of sqlite3's, but is no relative.
    return cast("sqlite3.Connection", connection)


def _literal(key: bytes) -> str:
    """A key of 32 bytes as SQLCipher takes it, to be used as it is."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    return f"x'{key.hex()}'"


def locked_trouble() -> tuple[type[Exception], ...]:
    """What SQLCipher raises: its errors are none of `sqlite3.Error`. Nothing while it is unused."""
    dbapi2 = sys.modules.get("sqlcipher3.dbapi2")
    return (dbapi2.Error,) if dbapi2 else ()
