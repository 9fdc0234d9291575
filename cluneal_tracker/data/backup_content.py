"""What a backup holds: opened with the key that fits, looked through, and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cluneal_tracker.data import audit, migrations, shape
from cluneal_tracker.data.connecting import (
    connect_in_memory,
    connect_to_read,
    copy_whole,
    in_words,
    trouble,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.tables import TABLES
from cluneal_tracker.data.locking import files, pages
from cluneal_tracker.data.parts import PAIN, PARTS, PICTURE
from cluneal_tracker.domain.errors import DiaryError, StillLocked

# Pictures go with their exercises.
_COUNTED = [part.table for part in PARTS if part.counted and part.table != PICTURE]
# What was exported is whole, and belongs elsewhere.
_NO_DIARY = (
    "It is not a diary, or its beginning is damaged. "
    "“Bring in a file” in Settings takes what was exported."
)
_CUT_SHORT = (
    "It was being written when its app was stopped. Open it with the app once, then try again."
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds: the rows of each table that has any, and its first and last entry's day.

    Habits are counted by their ticks, exercises where the person wrote or changed them.
    """

    counts: Mapping[str, int]
    first_day: date | None
    last_day: date | None

    @property
    def entries(self) -> int:
        """How many scores and notes there are."""
        return self.counts.get(PAIN, 0)


def key_for(file: Path, known: bytes | None) -> bytes | None:
    """The known key where a file is locked with it, None for a plain one.

    Raises StillLocked where its own passphrase or code is needed, and OSError where there is
    no file.
    """
    if not files.is_locked(file):
        return None
    if not is_locked_with(file, known):
        raise StillLocked(f"{file.name} is locked with a passphrase of its own.")
    return known


def is_locked_with(file: Path, key: bytes | None) -> bool:
    """Whether a file is locked, and a key is the one that opens it."""
    return key is not None and files.is_locked(file) and pages.opens(file, key)


def read_with(file: Path, own: bytes | None, known: bytes | None) -> Database:
    """`read` a file with a key of its own, or with the known one if it is locked with that."""
    try:
        return read(file, own or (key_for(file, known) if file.is_file() else None))
    except OSError as error:
        raise DiaryError(f"{file.name} was not opened. {error.strerror}.") from error


def contents(file: Path, key: bytes | None = None) -> Held | None:
    """What a backup holds; None when it cannot be read. `key` opens a locked one."""
    try:
        with closing(connect_to_read(file, key)) as connection:
            first, last = connection.execute(f"select min(day), max(day) from {PAIN}").fetchone()
            counts = {table: _count(connection, table) for table in _COUNTED}
        held = {table: count for table, count in counts.items() if count}
        return Held(held, _day(first), _day(last))
    except trouble(ValueError):
        return None


def _count(connection: sqlite3.Connection, table: str) -> int:
    """How many rows there are; none of a table that a backup of an earlier version has not."""
    made = "select 1 from sqlite_master where type = 'table' and name = ?"
    if connection.execute(made, [table]).fetchone() is None:
        return 0
    return int(connection.execute(f"select count(*) from {table}").fetchone()[0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read(file: Path, key: bytes | None = None) -> Database:
    """A backup, brought up to date in memory: what was looked through is what is put back.

    `key` opens a locked one. Raises DiaryError for a file that is damaged, newer than the program
    or no diary.
    """
    with in_words(f"{file.name} was not opened. Your diary is as it was."):
        if not file.is_file():
            raise DiaryError("There is no such file. Look at the name again.")
        if key is None and not files.is_plain(file):
            raise DiaryError(_NO_DIARY)
        connection = connect_in_memory(key)
        try:
            _copy(file, key, connection)
            _bring_up_to_date(connection)
            if audit.verify(Database(connection)) is not None:
                raise DiaryError("It is damaged. Choose another one.")
            _read_all(Database(connection))
        except BaseException:
            connection.close()
            raise
        return Database(connection)


def _copy(file: Path, key: bytes | None, target: sqlite3.Connection) -> None:
    try:
        with closing(connect_to_read(file, key)) as source:
            copy_whole(source, target)
    except trouble() as error:
        if "readonly" in str(error):
            # Only what is left of a write asks for one, and it has to be taken back in its place.
            raise DiaryError(_CUT_SHORT) from error
        raise


def _read_all(db: Database) -> None:
    """Raise DiaryError where a row is chained in well and makes no sense all the same."""
    try:
        for table in TABLES:
            for value in table.every(db):
                table.write(value)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise DiaryError("It holds something that no diary has.") from error


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    application, version = (
        connection.execute(f"pragma {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if application != migrations.APPLICATION_ID:
        raise DiaryError("It is not a Cluneal Tracker diary.")
    if version > migrations.VERSION:
        raise DiaryError("A newer version of Cluneal Tracker wrote it. Update the program.")
    if not shape.holds(connection):
        raise DiaryError("It is damaged. Choose another one.")
    migrations.migrate(connection, version)
