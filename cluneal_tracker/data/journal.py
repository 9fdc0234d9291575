"""The single journal of changes: every write goes through it, and undo is read out of it.

Each change is stored with the row it changes, in the same transaction, and is chained to the one
before it, so that damage and tampering show. A row is as its latest change says: the one with the
greatest moment, then id. That holds in whatever order changes arrive, so two diaries can be joined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from typing import Any, Protocol

from cluneal_tracker.data import chain, table_rows
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.migrations import just_after
from cluneal_tracker.data.table_rows import Row


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


class Keeper(Protocol):
    """Whatever takes rows: a step, or a pile of rows for `Step.put_new`."""

    def put(self, table: str, row: Row) -> None:
        """Take a row."""


class Step:
    """The changes made together; they are undone together."""

    def __init__(self, db: Database, made_at: datetime, action: Action, undoes: str | None) -> None:
        self._db, self._action, self._undoes = db, action, undoes
        self._made_at = made_at.astimezone(timezone.utc).isoformat(timespec="milliseconds")
        self._id = db.new_id()
        self.changes: list[Change] = []

    def put(self, table: str, row: Row) -> None:
        """Write a row, new or changed, known by its `id`; an equal row is left alone."""
        before = table_rows.find(self._db, table, row["id"])
        if before is not None:
            row = table_rows.completed(self._db, table, row, before)
            if table_rows.same(before, row):
                return
        table_rows.write(self._db, table, row)
        self._write(Change(table, row["id"], before, row))

    def remove(self, table: str, row_id: str) -> None:
        """Take a row away; the journal keeps it."""
        before = table_rows.find(self._db, table, row_id)
        if before is None:
            return
        self._db.connection.execute(f"delete from {table} where id = ?", [row_id])
        self._write(Change(table, row_id, before, None))

    def put_new(self, table: str, rows: Sequence[Row]) -> None:
        """Write many rows of the same columns at once; none of them may be there already."""
        if not rows:
            return
        self._db.connection.executemany(
            table_rows.insert(table, rows[0]), [[*row.values()] for row in rows]
        )
        latest = dict(
            self._db.connection.execute(
                "select row_id, max(made_at) from journal where row_table = ? group by row_id",
                [table],
            ).fetchall()
        )
        changes = [Change(table, row["id"], None, row) for row in rows]
        self._tell(*((change, latest.get(change.row_id)) for change in changes))

    def _write(self, change: Change) -> None:
        (latest,) = self._db.connection.execute(
            "select max(made_at) from journal where row_table = ? and row_id = ?",
            [change.table, change.row_id],
        ).fetchone()
        self._tell((change, latest))

    def _tell(self, *told: tuple[Change, str | None]) -> None:
        """Write changes into the journal, each with the moment of its row's latest change."""
        connection = self._db.connection
        chain.append(connection, chain.head(connection), *(self._content(*one) for one in told))
        self.changes += [change for change, _ in told]

    def _content(self, change: Change, latest: str | None) -> list[Any]:
        # Now, or just after the row's latest change where the clock was set back since.
        made_at = self._made_at if latest is None else max(self._made_at, just_after(latest))
        return [
            self._db.new_id(),
            self._id,
            self._action.value,
            self._undoes,
            made_at,
            change.table,
            change.row_id,
            table_rows.spell(change.before),
            table_rows.spell(change.after),
        ]


@contextmanager
def step(
    db: Database, made_at: datetime, action: Action = Action.DO, undoes: str | None = None
) -> Iterator[Step]:
    """A transaction whose writes are journalled as one step."""
    with db.atomic():
        yield Step(db, made_at, action, undoes)


def began(db: Database) -> datetime | None:
    """The moment of the first change; None for a diary that nothing was written in yet."""
    found = db.connection.execute("select made_at from journal order by sequence limit 1")
    return next((datetime.fromisoformat(made_at) for (made_at,) in found), None)


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


def newest(db: Database) -> str | None:
    """The step that undo looks at first, as it was done at first; None where there is none."""
    return _done_at_first(db, _standing(db, Action.UNDO))


def last_reversed(db: Database) -> str | None:
    """The step that the last change undid or did again, as it was done at first."""
    last = db.connection.execute("select undoes from journal order by sequence desc limit 1")
    return _done_at_first(db, next((undoes for (undoes,) in last), None))


def _done_at_first(db: Database, step: str | None) -> str | None:
    while step is not None:
        (undoes,) = db.connection.execute(
            "select undoes from journal where step = ? limit 1", [step]
        ).fetchone()
        if undoes is None:
            break
        step = undoes
    return step


def newest_alone(db: Database) -> Change | None:
    """The one change that undo would take back; None where there is none, or several at once."""
    rows = db.connection.execute(
        "select row_table, row_id, before, after from journal where step = ? limit 2",
        [_standing(db, Action.UNDO)],
    ).fetchall()
    if len(rows) != 1:
        return None
    table, row_id, before, after = rows[0]
    return Change(table, row_id, *(one and table_rows.read(one) for one in (before, after)))


def _reverse(db: Database, made_at: datetime, action: Action) -> list[Change]:
    passed: set[str] = set()
    with db.atomic():
        while (target := _standing(db, action, passed)) is not None:
            with step(db, made_at, action, target) as back:
                _put_back(db, back, target)
            if back.changes:
                return back.changes
            # Notes have changed all of it since: what came before can be taken back all the same.
            passed.add(target)
        return []


def _put_back(db: Database, back: Step, target: str) -> None:
    first, last = db.connection.execute(
        "select min(sequence), max(sequence) from journal where step = ?", [target]
    ).fetchone()
    for table, row_id in _touched(db, target):
        before, after = (_told(db, table, row_id, until) for until in (first - 1, last))
        # Alike where a change from another diary was older than the row's own. Else a note has
        # changed the row since, such as a choice about the screen: that stays.
        if before == after or not table_rows.same(table_rows.find(db, table, row_id), after):
            continue
        if before is None:
            back.remove(table, row_id)
        else:
            back.put(table, before)


def _told(db: Database, table: str, row_id: str, until: int) -> Row | None:
    """The row as the journal tells it up to a change."""
    found = db.connection.execute(
        "select after from journal where row_table = ? and row_id = ? and sequence <= ?"
        " order by made_at desc, id desc limit 1",
        [table, row_id, until],
    ).fetchone()
    return table_rows.read(found[0]) if found else None


def _standing(db: Database, action: Action, passed: Collection[str] = ()) -> str | None:
    """The step that `action` would reverse, found by reading the steps from the newest back.

    A step that a later, standing step reversed does not stand itself. Undo takes the first
    standing do or redo; redo takes the first standing undo, unless a do came after it. Those
    that were `passed` are left out.
    """
    fallen: set[str] = set()
    for identity, kind, undoes in _steps_from_newest(db):
        if identity in fallen:
            continue
        if kind in (Action.UNDO, Action.REDO):
            fallen.add(undoes)
        if identity in passed:
            continue
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


def _touched(db: Database, identity: str) -> list[tuple[str, str]]:
    """The rows of a step, those changed last first."""
    return db.connection.execute(
        "select row_table, row_id from journal where step = ?"
        " group by row_table, row_id order by max(sequence) desc",
        [identity],
    ).fetchall()
