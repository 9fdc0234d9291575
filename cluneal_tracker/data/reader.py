"""How stores read: the rows of one table as values of the domain, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from cluneal_tracker.data.database import Database

Value = TypeVar("Value")
# What the columns of one row hold.
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reader(Generic[Value]):
    """Reads rows without sqlite-utils, which the first paint does not wait for.

    `value` is what a row of these `columns` says; the `order` of columns is that of time.
    """

    table: str
    columns: Sequence[str]
    value: Callable[[Cells], Value]
    order: Sequence[str] = ("felt_at", "entered_at", "id")

    def every(self, db: Database, condition: str = "true", *values: object) -> list[Value]:
        """The values of all rows that meet a condition, oldest first."""
        return self._read(db, f"where {condition} order by {', '.join(self.order)}", *values)

    def between(self, db: Database, first: date, last: date) -> list[Value]:
        """The values of the diary days from `first` to `last` inclusive, oldest first."""
        return self.every(db, "day between ? and ?", first.isoformat(), last.isoformat())

    def newest(self, db: Database, count: int) -> list[Value]:
        """The values of the latest rows, newest first."""
        return self._read(db, f"order by {self._back} limit {count}")

    def latest(self, db: Database, condition: str = "true", *values: object) -> Value | None:
        """The value of the latest row that meets a condition; None where none does."""
        which = f"where {condition} order by {self._back} limit 1"
        return next(iter(self._read(db, which, *values)), None)

    def find(self, db: Database, row_id: str) -> Value | None:
        """The value of one row; None where it is not there."""
        return next(iter(self._read(db, "where id = ?", row_id)), None)

    @property
    def _back(self) -> str:
        return ", ".join(f"{column} desc" for column in self.order)

    def _read(self, db: Database, which: str, *values: object) -> list[Value]:
        select = f"select {', '.join(self.columns)} from {self.table} {which}"
        return [self.value(row) for row in db.connection.execute(select, values)]
