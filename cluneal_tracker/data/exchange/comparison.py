"""What a file would add to the diary: new rows, rows already there, and rows that differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.document import Document, Placed
from cluneal_tracker.data.exchange.fields import Row
from cluneal_tracker.data.exchange.table import Table
from cluneal_tracker.data.exchange.tables import TABLES
from cluneal_tracker.domain.text import shown


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about one row of a file: where it stands, and what there is to say."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(slots=True)
class Comparison:
    """The rows of a file beside the diary. `new` holds each row's table and its value."""

    new: list[tuple[Table[Any], Any]] = field(default_factory=list)
    already_there: int = 0
    conflicts: list[RowNote] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)


def compare(db: Database, document: Document) -> Comparison:
    """Set each row of a file beside the row of the same id; the diary's own version wins."""
    found = Comparison()
    for table in TABLES:
        rows = document.get(table.name, [])
        if rows:
            _compare(found, table, rows, _by_id(db, table))
    return found


def _by_id(db: Database, table: Table[Any]) -> dict[str, Any]:
    return {table.identity(value): value for value in table.every(db)}


def _compare(
    found: Comparison, table: Table[Any], rows: list[Placed], ours: dict[str, Any]
) -> None:
    theirs: dict[str, Any] = {}
    for row in rows:
        try:
            value = _value(table, row)
            identity = table.identity(value)
            first = theirs.setdefault(identity, value)
            if first is not value and not _same(table, first, value):
                raise ValueError(f"the id {shown(identity)} stands twice, with other content")
        except ValueError as error:
            found.refused.append(RowNote(row.place, str(error)))
            continue
        if identity not in ours:
            ours[identity] = value
            found.new.append((table, value))
        elif _same(table, ours[identity], value):
            found.already_there += 1
        else:
            reason = f"{shown(identity)} differs from the one in your diary; yours was kept"
            found.conflicts.append(RowNote(row.place, reason))


def _same(table: Table[Any], one: Any, other: Any) -> bool:
    # As they are written out: two moments are equal in Python whatever their offset from UTC.
    return table.write(one) == table.write(other)


def _value(table: Table[Any], row: Placed) -> Any:
    if row.fault:
        raise ValueError(row.fault)
    return table.read(Row(row.record, table.fields, table.later))
