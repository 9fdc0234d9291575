"""Visits in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import VISIT
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.visit import Visit

_COLUMNS = ("id", "day", "at", "whom", "asked", "said", "remind", "set_at", "entered_at")
_SELECT = f"select {', '.join(_COLUMNS)} from visit"
_IN_ORDER = "order by day, at, id"


def save(step: Keeper, visit: Visit) -> None:
    """Write a visit, new or changed."""
    row = {
        "id": visit.id,
        "day": visit.day.isoformat(),
        "at": clock_text(visit.at),
        "whom": visit.whom,
        "asked": visit.asked,
        "said": visit.said,
        "remind": int(visit.remind),
        "set_at": utc_text(visit.set_at),
        "entered_at": utc_text(visit.entered_at),
    }
    step.put(VISIT, row)


def remove(step: Step, visit_id: str) -> None:
    """Take a visit out; the journal keeps it."""
    step.remove(VISIT, visit_id)


def every(db: Database) -> list[Visit]:
    """All visits, oldest first; those to come are the last ones."""
    return [_visit(row) for row in db.connection.execute(f"{_SELECT} {_IN_ORDER}")]


def since(db: Database, first: date) -> list[Visit]:
    """The visits on a day and later, oldest first."""
    rows = db.connection.execute(f"{_SELECT} where day >= ? {_IN_ORDER}", [first.isoformat()])
    return [_visit(row) for row in rows]


def read(row: Mapping[str, Any]) -> Visit:
    """The visit that a row holds."""
    return _visit(tuple(row[column] for column in _COLUMNS))


def _visit(row: tuple[Any, ...]) -> Visit:
    identity, day, at, whom, asked, said, remind, set_at, entered_at = row
    return Visit(
        identity,
        date.fromisoformat(day),
        datetime.fromisoformat(set_at),
        datetime.fromisoformat(entered_at),
        time.fromisoformat(at) if at is not None else None,
        whom,
        asked,
        said,
        bool(remind),
    )
