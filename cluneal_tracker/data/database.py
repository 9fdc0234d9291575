"""The diary file: opening it safely, and the one transaction that everything is written in."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from cluneal_tracker.data import migrations
from cluneal_tracker.domain.errors import DiaryError

if TYPE_CHECKING:
    import sqlite_utils

_MAGIC = b"SQLite format 3\x00"
_SETTINGS = (
    "pragma journal_mode = delete",
    # The folder is synced too: with FULL alone the last score is lost in some power cuts.
    "pragma synchronous = extra",
    "pragma fullfsync = on",
    "pragma foreign_keys = on",
)
# Damaged text cannot be decoded, and some text that is typed cannot be encoded.
_TROUBLE = (sqlite3.Error, UnicodeError)


def random_id() -> str:
    """A fresh row id: 128 random bits, so that two diaries can be joined later."""
    return os.urandom(16).hex()


class Database:
    """An open diary. `connection` serves the fast paths, `tables` is sqlite-utils on top of it.

    `new_id` gives the ids of new rows; the invented diary passes one in that can be repeated.
    """

    def __init__(
        self, connection: sqlite3.Connection, new_id: Callable[[], str] = random_id
    ) -> None:
        self.connection, self.new_id = connection, new_id
        self._turn = RLock()

    @cached_property
    def tables(self) -> sqlite_utils.Database:
        """The same diary through sqlite-utils, imported on first use (it doubles the start-up)."""
        import sqlite_utils

        return sqlite_utils.Database(
            self.connection, execute_plugins=False, recursive_triggers=False
        )

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """No other thread writes meanwhile.

        A connection has one place for its last error: a write that does not work on one thread
        while another one reads could lose its reason, or pass for one that worked.
        """
        with self._turn:
            yield

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All of the block's writes or none; a block inside another joins it."""
        with self._turn:
            if self.connection.in_transaction:
                yield
            else:
                with self._transaction():
                    yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.connection.execute("begin immediate")
            yield
            self.connection.execute("commit")
        except _TROUBLE as error:
            self._roll_back()
            raise DiaryError(_why(error)) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")

    def version_seen(self) -> int:
        """A number that changes when another program has written to the diary."""
        row = self.connection.execute("pragma data_version").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def open_database(file: Path) -> Database:
    """Open a diary, making a new one where there is none.

    Raises DiaryError, with nothing touched, for a file that is not a diary or that a newer
    version of the program has written.
    """
    try:
        if not file.exists():
            _make(file)
        _refuse_strangers(file)
        connection = _connect(file)
    except (OSError, *_TROUBLE) as error:
        raise DiaryError(f"The diary in {file.parent} cannot be opened: {_why(error)}") from error
    return Database(connection)


@contextmanager
def plain_words() -> Iterator[None]:
    """What SQLite complains of within, such as damage met while reading, is a DiaryError."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DiaryError(_why(error)) from error


def in_memory(new_id: Callable[[], str] = random_id) -> Database:
    """A diary that lives only as long as it is held."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrations.migrate(connection, 0)
    return Database(connection, new_id)


def _make(file: Path) -> None:
    """A new diary, readable by its owner alone, that gets its name when it is whole.

    An empty file is therefore never a beginning: it is what is left of one, and is kept.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{random_id()}")
    # Made first, because SQLite would make it 0644.
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        _connect(draft).close()
        _give_name(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _give_name(draft: Path, file: Path) -> None:
    try:
        # Unlike a rename, a link never takes the place of a diary made by another program.
        os.link(draft, file)
    except FileExistsError:
        return
    except OSError:
        # This disk knows no links.
        os.replace(draft, file)


def _refuse_strangers(file: Path) -> None:
    with file.open("rb") as stream:
        head = stream.read(72)
    ours = migrations.APPLICATION_ID.to_bytes(4, "big")
    if not head.startswith(_MAGIC) or head[68:72] != ours:
        raise DiaryError(f"{file} is not a Cluneal Tracker diary. It was left as it is.")
    if int.from_bytes(head[60:64], "big") > migrations.VERSION:
        raise DiaryError(
            f"{file} was written by a newer version of Cluneal Tracker. "
            "It was left as it is. Update the program to open it."
        )


def _connect(file: Path) -> sqlite3.Connection:
    # Autocommit: transactions begin where `atomic` says so and nowhere else.
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        version = int(connection.execute("pragma user_version").fetchone()[0])
        if version < migrations.VERSION:
            migrations.migrate(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection


def _why(error: Exception) -> str:
    text = str(error)
    if isinstance(error, UnicodeEncodeError):
        return "The text holds a sign that cannot be kept. Take it out, then try again."
    if "I/O error" in text:
        return "The disk did not answer. It may be full or taken out."
    if "disk is full" in text or getattr(error, "errno", None) == errno.ENOSPC:
        return "The disk is full. Free some space, then try again."
    if "readonly" in text or isinstance(error, PermissionError):
        return "This folder does not let the program write. Choose another one, or ask its owner."
    if "locked" in text:
        return "Another program is using the diary. Close it, then try again."
    if isinstance(error, UnicodeError) or "malformed" in text or "not a database" in text:
        return "The file is damaged. It was left as it is."
    return f"{error.strerror}." if isinstance(error, OSError) else f"{text}."
