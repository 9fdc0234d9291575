"""What was taken when it hurt, in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import DOSE
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.dose import Dose

_COLUMNS = ("id", "treatment", "note", "entered_at", *WHEN_COLUMNS)
_SELECT = f"select {', '.join(_COLUMNS)} from dose"
_IN_TIME = "order by felt_at, entered_at, id"


def save(step: Keeper, dose: Dose) -> None:
    """Write a dose, new or changed."""
    row = {
        "id": dose.id,
        "treatment": dose.treatment,
        "note": dose.note,
        "entered_at": utc_text(dose.entered_at),
    }
    step.put(DOSE, row | when_row(dose.taken))


def remove(step: Step, dose_id: str) -> None:
    """Take a dose out; the journal keeps it."""
    step.remove(DOSE, dose_id)


def find(db: Database, dose_id: str) -> Dose | None:
    """One dose by its id; None where it is not there."""
    row = db.connection.execute(f"{_SELECT} where id = ?", [dose_id]).fetchone()
    return None if row is None else _dose(row)


def between(db: Database, first: date, last: date) -> list[Dose]:
    """The doses of the diary days from `first` to `last` inclusive, oldest first."""
    days = [first.isoformat(), last.isoformat()]
    rows = db.connection.execute(f"{_SELECT} where day between ? and ? {_IN_TIME}", days)
    return [_dose(row) for row in rows]


def of(db: Database, treatment_id: str) -> list[Dose]:
    """The doses of one treatment, oldest first."""
    rows = db.connection.execute(f"{_SELECT} where treatment = ? {_IN_TIME}", [treatment_id])
    return [_dose(row) for row in rows]


def every(db: Database) -> list[Dose]:
    """All doses, oldest first."""
    return [_dose(row) for row in db.connection.execute(f"{_SELECT} {_IN_TIME}")]


def read(row: Mapping[str, Any]) -> Dose:
    """The dose that a row holds."""
    return _dose(tuple(row[column] for column in _COLUMNS))


def _dose(row: tuple[Any, ...]) -> Dose:
    identity, treatment, note, entered_at, *when = row
    return Dose(identity, treatment, read_when(*when), datetime.fromisoformat(entered_at), note)
