"""Joining two diaries of one person: the union of their changes, each row as its latest one says.

The changes of the other diary come in with the ids and moments they have there, so joining in
any order, and again, gives the same rows and the same history: a state-based replicated data
type of last-writer-wins registers (Shapiro et al., INRIA report 7506, 2011).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, field
from datetime import MAXYEAR, datetime, timedelta

from cluneal_tracker.data import chain, table_rows
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.parts import SETTING
from cluneal_tracker.domain.errors import DiaryError

_Key = tuple[str, str]

_NO_DIARY = "It holds something that no diary has. Nothing was joined."
# A value of another kind is the one error or the other, by the version of Python.
_NOT_TAKEN = (
    *(sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError),
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What joining another diary brought: new changes, and the rows that look different now.

    Of `rows`, those in `gone` were taken out. `both` are rows that were changed on both sides; the
    later edit was taken, the other is kept in the history.
    """

    changes: int
    rows: tuple[_Key, ...] = ()
    gone: tuple[_Key, ...] = ()
    both: tuple[_Key, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """A change of a row; the greatest of a row's changes is the one that counts."""

    made_at: str
    identity: str
    table: str = field(compare=False)
    row_id: str = field(compare=False)
    before: str | None = field(compare=False)
    after: str | None = field(compare=False)

    @property
    def key(self) -> _Key:
        return self.table, self.row_id


def merge(other: Database, db: Database, apart: Collection[str] = ()) -> Merged:
    """Bring all changes of another diary in, as one step that undo takes back.

    Settings named in `apart` belong to one computer and stay as they are. Raises DiaryError, with
    nothing changed, for changes that no diary has.
    """
    with db.atomic():
        ours, theirs = _changes(db), _changes(other)
        known = {change.identity for change in ours}
        new = [
            change
            for change in theirs
            if change.identity not in known
            and not (change.table == SETTING and change.row_id in apart)
        ]
        _check(new, db)
        before, now = _rows(ours), _rows([*ours, *new])
        touched = list(dict.fromkeys(change.key for change in new))
        changed = [key for key in touched if now[key] != before.get(key)]
        # What changes no row leaves nothing to take back.
        _append(db, new, Action.DO if changed else Action.NOTE)
        for key in changed:
            _write(db, key, now[key])
    told = {change.identity for change in theirs}
    alone = {change.key for change in ours if change.identity not in told}
    return Merged(
        changes=len(new),
        rows=tuple(changed),
        gone=tuple(key for key in changed if now[key] is None),
        both=tuple(key for key in touched if key in alone),
    )


def _changes(db: Database) -> list[_Change]:
    """All changes, as they stand in the journal."""
    rows = db.connection.execute(
        "select made_at, id, row_table, row_id, before, after from journal order by sequence"
    )
    return [_Change(*row) for row in rows]


def _rows(changes: Iterable[_Change]) -> dict[_Key, str | None]:
    """What the latest change says of each row; None for one that is not there any more."""
    latest: dict[_Key, _Change] = {}
    for change in changes:
        latest[change.key] = max(latest.get(change.key, change), change)
    return {key: change.after for key, change in latest.items()}


def _append(db: Database, changes: list[_Change], action: Action) -> None:
    step = db.new_id()
    contents = []
    for change in changes:
        made_at, identity, *rest = astuple(change)
        contents.append([identity, step, action.value, None, made_at, *rest])
    chain.append(db.connection, chain.head(db.connection), *contents)


def _write(db: Database, key: _Key, after: str | None) -> None:
    table, row_id = key
    if after is None:
        db.connection.execute(f"delete from {table} where id = ?", [row_id])
        return
    try:
        table_rows.write(db, table, json.loads(after))
    except _NOT_TAKEN as error:
        raise DiaryError(_NO_DIARY) from error


def _check(changes: list[_Change], db: Database) -> None:
    """Refuse what no diary has: names become part of statements, and moments are compared."""
    columns = {table: table_rows.columns(db, table) for table in table_rows.tables(db)}
    for change in changes:
        try:
            _check_moment(change.made_at)
            for text in filter(None, (change.before, change.after)):
                row = json.loads(text)
                if not row.keys() <= columns[change.table] or row["id"] != change.row_id:
                    raise ValueError(f"not a row of {change.table}")
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DiaryError(_NO_DIARY) from error


def _check_moment(text: str) -> None:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta(0) or moment.isoformat(timespec="milliseconds") != text:
        raise ValueError("not a moment as the journal writes it")
    if moment.year == MAXYEAR:
        # No later change could follow: the row could never be changed again, nor undone.
        raise ValueError("a moment at the end of the calendar")
