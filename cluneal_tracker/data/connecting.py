"""Connections to diary files, and what SQLite complains of said in plain words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cluneal_tracker.data.locking.connecting import connect_locked, locked_trouble
from cluneal_tracker.domain.errors import DiaryError

_SETTINGS = (
    "pragma journal_mode = delete",
    # The folder is synced too: with FULL alone the last score is lost in some power cuts.
    "pragma synchronous = extra",
    "pragma fullfsync = on",
    "pragma foreign_keys = on",
)
_IN_THE_WAY = ("locked", "I/O error", "disk is full", "readonly", "unable to open", "interrupted")
_DAMAGE = (
    *("malformed", "not a database", "unsupported file format"),
    *("no such table", "no such column"),
)


def connect(file: Path, key: bytes | None = None) -> sqlite3.Connection:
    """A connection that writes, set to lose nothing in a power cut; `key` opens a locked diary."""
    return _set(_connection(file, key), *_SETTINGS)


def connect_to_read(file: Path, key: bytes | None = None) -> sqlite3.Connection:
    """A connection that cannot write."""
    return _connection(f"{file.resolve().as_uri()}?mode=ro", key, uri=True)


def connect_to_draft(file: Path, key: bytes | None = None) -> sqlite3.Connection:
    """A connection to a file that is thrown away if it is not finished."""
    # It is never rolled back, so it needs no journal that a crash could leave.
    return _set(_connection(file, key), "pragma journal_mode = off")


def connect_in_memory(key: bytes | None = None) -> sqlite3.Connection:
    """A connection to nothing; a locked diary can only be copied into one that has a key too."""
    return _connection(":memory:", key)


def copy_whole(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Let `target` hold all that `source` does."""
    source.backup(target, progress=_never_wait_for_ever)


def _never_wait_for_ever(code: int, _left: int, _pages: int) -> None:
    # SQLite has waited for some seconds by now; Python would try again without end.
    if code in (5, 6):  # SQLITE_BUSY, SQLITE_LOCKED: Python knows their names from 3.11 on
        raise sqlite3.OperationalError("database is locked")


def _connection(name: Path | str, key: bytes | None, *, uri: bool = False) -> sqlite3.Connection:
    # Autocommit: transactions begin where `Database.atomic` says so and nowhere else.
    if key is not None:
        return connect_locked(name, key, uri=uri)
    return sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=5, uri=uri)


def _set(connection: sqlite3.Connection, *settings: str) -> sqlite3.Connection:
    try:
        for setting in settings:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def trouble(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """The errors that a database raises, and those named.

    Damaged text cannot be decoded, and some text that is typed cannot be encoded.
    """
    return sqlite3.Error, UnicodeError, *locked_trouble(), *more


@contextmanager
def plain_words() -> Iterator[None]:
    """What SQLite complains of within, such as damage met while reading, is a DiaryError."""
    try:
        yield
    except trouble() as error:
        raise DiaryError(why(error)) from error


@contextmanager
def in_words(begin: str) -> Iterator[None]:
    """What goes wrong within is a DiaryError whose sentences begin so."""
    try:
        with plain_words():
            yield
    except DiaryError as error:
        raise DiaryError(f"{begin} {error}") from error
    except OSError as error:
        raise DiaryError(f"{begin} {why(error)}") from error


def is_damage(error: Exception) -> bool:
    """Whether an error speaks of the file itself, and not of the way to it."""
    return not any(sign in str(error) for sign in _IN_THE_WAY)


def why(error: Exception) -> str:
    """What went wrong, and what to do, in a sentence or two."""
    text = str(error)
    if isinstance(error, UnicodeEncodeError):
        return "The text holds a sign that cannot be kept. Take it out, then try again."
    if "I/O error" in text:
        return "The disk did not answer. It may be full or taken out."
    if "disk is full" in text or getattr(error, "errno", None) == errno.ENOSPC:
        return "The disk is full. Free some space, then try again."
    number = getattr(error, "errno", None)
    if "readonly" in text or number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "This folder does not let the program write. Choose another one, or ask its owner."
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Look at the name again."
    if "locked" in text:
        return "Another program is using the diary. Close it, then try again."
    if isinstance(error, UnicodeError) or any(sign in text for sign in _DAMAGE):
        return "The file is damaged. It was left as it is."
    return f"{error.strerror}." if isinstance(error, OSError) else f"{text}."
