"""Joining two diaries of one person: the union of their changes, each row as its latest one says.

The changes of the other diary come in with the ids and moments they have there, so joining in
any order, and again, gives the same rows and the same history: a state-based replicated data
type of last-writer-wins registers (Shapiro et al., INRIA report 7506, 2011).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cluneal_tracker.data import chain, table_rows
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.setting_store import SETTING
from cluneal_tracker.domain.errors import DiaryError

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What joining another diary brought: new changes, and the rows that look different now.

    `both` are rows that were changed on both sides; the later edit was taken, the other is kept
    in the history.
    """

    changes: int
    rows: tuple[_Key, ...]
    both: tuple[_Key, ...]


def merge(other: Database, db: Database, apart: Collection[str] = ()) -> Merged:
    """Bring all changes of another diary in, as one step that undo takes back.

    Settings named in `apart` belong to one computer and stay as they are.
    """
    with db.atomic():
        ours = {identity for (identity,) in db.connection.execute("select id from journal")}
        theirs = other.connection.execute(
            "select id, made_at, row_table, row_id, before, after from journal order by sequence"
        ).fetchall()
        known = {change[0] for change in theirs}
        new = [
            change
            for change in theirs
            if change[0] not in ours and not (change[2] == SETTING and change[3] in apart)
        ]
        _check_names(new, db)
        keys = list(dict.fromkeys((change[2], change[3]) for change in new))
        before = {key: _latest(db, key) for key in keys}
        both = tuple(key for key in keys if _ours_alone(db, key, known))
        _append(db, new)
        changed = tuple(key for key in keys if _settle(db, key, before[key]))
    return Merged(len(new), changed, both)


def _append(db: Database, changes: list[tuple[Any, ...]]) -> None:
    step, last = db.new_id(), chain.head(db.connection)
    for identity, made_at, table, row_id, before, after in changes:
        content = [identity, step, Action.DO.value, None, made_at, table, row_id, before, after]
        last = chain.append(db.connection, last, content)


def _latest(db: Database, key: _Key) -> str | None:
    found = db.connection.execute(
        "select after from journal where row_table = ? and row_id = ?"
        " order by made_at desc, id desc limit 1",
        key,
    ).fetchone()
    return found[0] if found else None


def _ours_alone(db: Database, key: _Key, known: set[str]) -> bool:
    """Whether this side changed the row in a way that the other has not heard of."""
    rows = db.connection.execute(
        "select id from journal where row_table = ? and row_id = ?", key
    ).fetchall()
    return any(identity not in known for (identity,) in rows)


def _settle(db: Database, key: _Key, before: str | None) -> bool:
    """Write the row as its latest change says; whether that is something new."""
    after = _latest(db, key)
    if after == before:
        return False
    table, row_id = key
    if after is None:
        db.connection.execute(f"delete from {table} where id = ?", [row_id])
    else:
        table_rows.write(db, table, json.loads(after))
    return True


def _check_names(changes: list[tuple[Any, ...]], db: Database) -> None:
    """Refuse tables and columns that this diary does not have: they become part of statements."""
    columns = {table: table_rows.columns(db, table) for table in table_rows.tables(db)}
    for _, _, table, _, before, after in changes:
        for text in (before, after):
            if text is not None and not json.loads(text).keys() <= columns.get(table, set()):
                raise DiaryError("It holds something that no diary has. Nothing was joined.")
