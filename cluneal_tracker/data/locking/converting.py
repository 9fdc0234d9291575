"""Locking a diary, unlocking it, and locking it with another key: written anew, in one move."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from cluneal_tracker.data import audit, chain, diary_file, table_rows
from cluneal_tracker.data.connecting import connect_to_read, in_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.disk import led_to, sync
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.domain.errors import DiaryError


def relock(db: Database, lock: Lock | None) -> None:
    """Lock an open diary, or unlock it, and go on with it; no other program writes meanwhile.

    A kill leaves the whole diary as it was or as it is to be. Raises DiaryError, with nothing
    changed.
    """
    if db.file is None:
        raise DiaryError("A diary that is only in memory cannot be locked.")
    with (
        in_words("The lock was not changed."),
        diary_file.draft_of(led_to(db.file), diary_file.RELOCKED) as draft,
        db.exchange(draft, lock),
    ):
        write_copy(db, draft, lock)


def write_copy(db: Database, draft: Path, lock: Lock | None) -> None:
    """Write the diary into a draft under another lock; raises DiaryError where it is damaged."""
    diary_file.write_draft(draft, partial(pour, db), lock)
    with closing(connect_to_read(draft, lock.key if lock else None)) as connection:
        if audit.verify(Database(connection)) is not None:
            raise DiaryError("The copy does not hold together. Look whether your diary is whole.")
    sync(draft)


def pour(content: Database, connection: sqlite3.Connection) -> None:
    """Fill a new diary, locked or not, with all rows and all changes of another.

    An exercise that is under way goes with it.
    """
    connection.execute("begin")
    for table in [*table_rows.tables(content), *table_rows.UNTOLD]:
        rows = content.connection.execute(f"select * from {table}")
        marks = ", ".join("?" * len(rows.description))
        connection.executemany(f"insert into {table} values ({marks})", rows)
    connection.execute("commit")
    # The hash of the last change stands for all before it.
    if chain.head(content.connection) != chain.head(connection):
        raise DiaryError("The copy does not hold together. Look whether your diary is whole.")
