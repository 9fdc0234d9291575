"""Visits in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import VISIT
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.visit import Visit

_COLUMNS = ("id", "day", "at", "whom", "asked", "said", "remind", "set_at", "entered_at")


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
    return _READER.every(db)


def since(db: Database, first: date) -> list[Visit]:
    """The visits on a day and later, oldest first."""
    return _READER.every(db, "day >= ?", first.isoformat())


def read(row: Mapping[str, Any]) -> Visit:
    """The visit that a row holds."""
    return _visit(tuple(row[column] for column in _COLUMNS))


def _visit(row: Cells) -> Visit:
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


_READER = Reader(VISIT, _COLUMNS, _visit, ("day", "at", "id"))
