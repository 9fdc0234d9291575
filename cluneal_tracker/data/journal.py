"""The single journal of changes: every write goes through it, and undo is read out of it.

Each change is stored with the row it changes, in the same transaction, and carries a hash over
its content and the hash before it, so that damage and tampering show.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.errors import DiaryError

Row = Mapping[str, Any]


class Action(str, Enum):
    """What a step is for: the person's doing, its undoing and redoing, or housekeeping."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it was before and after; None where it did not exist."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None


class Step:
    """The changes made together; they are undone together."""

    def __init__(self, db: Database, made_at: datetime, action: Action, undoes: str | None) -> None:
        self._db, self._made_at, self._action, self._undoes = db, made_at, action, undoes
        self._id = db.new_id()
        self.changes: list[Change] = []

    def put(self, table: str, row: Row) -> None:
        """Write a row, new or changed, known by its `id`; an equal row is left alone."""
        before = _row(self._db, table, row["id"])
        if before is not None and _same(before, row):
            return
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        renewed = ", ".join(f"{column} = excluded.{column}" for column in row)
        self._db.connection.execute(
            f"insert into {table} ({columns}) values ({marks})"
            f" on conflict (id) do update set {renewed}",
            list(row.values()),
        )
        self._write(Change(table, row["id"], before, row))

    def remove(self, table: str, row_id: str) -> None:
        """Take a row away; the journal keeps it."""
        before = _row(self._db, table, row_id)
        if before is None:
            return
        self._db.connection.execute(f"delete from {table} where id = ?", [row_id])
        self._write(Change(table, row_id, before, None))

    def _write(self, change: Change) -> None:
        last = self._db.connection.execute(
            "select sequence, hash from journal order by sequence desc limit 1"
        ).fetchone()
        sequence, previous = (last[0] + 1, last[1]) if last else (1, "")
        values = [
            sequence,
            self._db.new_id(),
            self._id,
            self._action.value,
            self._undoes,
            self._made_at.isoformat(timespec="milliseconds"),
            change.table,
            change.row_id,
            _text(change.before),
            _text(change.after),
        ]
        self._db.connection.execute(
            "insert into journal values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, _hash(previous, values)],
        )
        self.changes.append(change)


@contextmanager
def step(
    db: Database, made_at: datetime, action: Action = Action.DO, undoes: str | None = None
) -> Iterator[Step]:
    """A transaction whose writes are journalled as one step."""
    with db.atomic():
        yield Step(db, made_at, action, undoes)


def undo(db: Database, made_at: datetime) -> list[Change]:
    """Take back the newest step that still stands; an empty list when there is none."""
    return _reverse(db, made_at, Action.UNDO)


def redo(db: Database, made_at: datetime) -> list[Change]:
    """Bring back what was undone last; an empty list when something was done since."""
    return _reverse(db, made_at, Action.REDO)


def can_undo(db: Database) -> bool:
    """Whether a step still stands that undo would take back."""
    return _standing(db, Action.UNDO) is not None


def can_redo(db: Database) -> bool:
    """Whether an undone step can be brought back."""
    return _standing(db, Action.REDO) is not None


def _reverse(db: Database, made_at: datetime, action: Action) -> list[Change]:
    with db.atomic():
        target = _standing(db, action)
        if target is None:
            return []
        with step(db, made_at, action, target) as back:
            for change in reversed(_changes(db, target)):
                _put_back(db, back, change)
            return back.changes


def _put_back(db: Database, back: Step, change: Change) -> None:
    if not _same(_row(db, change.table, change.row_id), change.after):
        raise DiaryError("This was changed again since. Undo cannot take it back on its own.")
    if change.before is None:
        back.remove(change.table, change.row_id)
    else:
        back.put(change.table, change.before)


def _standing(db: Database, action: Action) -> str | None:
    """The step that `action` would reverse, found by reading the steps from the newest back.

    A step that a later, standing step reversed does not stand itself. Undo takes the first
    standing do or redo; redo takes the first standing undo, unless a do came after it.
    """
    fallen: set[str] = set()
    for identity, kind, undoes in _steps_from_newest(db):
        if identity in fallen:
            continue
        if kind in (Action.UNDO, Action.REDO):
            fallen.add(undoes)
        if action is Action.UNDO and kind in (Action.DO, Action.REDO):
            return identity
        if action is Action.REDO and kind is Action.DO:
            return None
        if action is Action.REDO and kind is Action.UNDO:
            return identity
    return None


def _steps_from_newest(db: Database) -> Iterator[tuple[str, Action, str]]:
    seen = None
    for identity, kind, undoes in db.connection.execute(
        "select step, action, undoes from journal where action != 'note' order by sequence desc"
    ):
        if identity != seen:
            yield identity, Action(kind), undoes
        seen = identity


def _changes(db: Database, identity: str) -> list[Change]:
    rows = db.connection.execute(
        "select row_table, row_id, before, after from journal where step = ? order by sequence",
        [identity],
    )
    return [Change(table, row_id, _read(old), _read(new)) for table, row_id, old, new in rows]


def verify(db: Database) -> int | None:
    """The sequence number of the first change that does not hold; None when all is well.

    The hash of each change is made anew; then each row is held against the last change of it.
    A row that the journal does not know of, or a damaged index, is change 0.
    """
    previous, expected = "", 0
    newest: dict[tuple[str, str], tuple[int, Row | None]] = {}
    try:
        for row in db.connection.execute("select * from journal order by sequence"):
            expected += 1
            values, stored = list(row[:-1]), row[-1]
            if values[0] != expected or _hash(previous, values) != stored:
                return expected
            previous = stored
            newest[values[6], values[7]] = (expected, _read(values[9]))
        intact = db.connection.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
        return _first_astray(db, newest) if intact else 0
    except (sqlite3.Error, UnicodeError):
        # A flipped bit can leave text that is none any more.
        return expected + 1


def _first_astray(
    db: Database, newest: Mapping[tuple[str, str], tuple[int, Row | None]]
) -> int | None:
    tables = db.connection.execute(
        "select name from sqlite_master where type = 'table' and name != 'journal'"
    )
    found = {
        (table, row["id"]): row
        for (table,) in tables.fetchall()
        for row in _rows(db.connection.execute(f"select * from {table}"))
    }
    unknown: tuple[int, Row | None] = (0, None)
    numbers = [
        newest.get(key, unknown)[0]
        for key in {*found, *newest}
        if not _same(found.get(key), newest.get(key, unknown)[1])
    ]
    return min(numbers, default=None)


def _same(found: Row | None, told: Row | None) -> bool:
    """Whether a row is as the journal tells it; a column that came later is not told of."""
    if found is None or told is None:
        return found is told
    return all(name in found and found[name] == value for name, value in told.items())


def _row(db: Database, table: str, row_id: str) -> dict[str, Any] | None:
    found = db.connection.execute(f"select * from {table} where id = ?", [row_id])
    return next(_rows(found), None)


def _rows(found: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    columns = [column[0] for column in found.description]
    return (dict(zip(columns, row, strict=True)) for row in found)


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, sort_keys=True)


def _read(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _hash(previous: str, values: list[Any]) -> str:
    content = json.dumps([previous, *values], ensure_ascii=False)
    import hashlib  # OpenSSL; not needed to read a diary, so not before the first paint

    return hashlib.sha256(content.encode()).hexdigest()
