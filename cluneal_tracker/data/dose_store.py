"""What was taken when it hurt, in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import DOSE
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.dose import Dose

_COLUMNS = ("id", "treatment", "note", "entered_at", *WHEN_COLUMNS)


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
    return _READER.find(db, dose_id)


def between(db: Database, first: date, last: date) -> list[Dose]:
    """The doses of the diary days from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def of(db: Database, treatment_id: str) -> list[Dose]:
    """The doses of one treatment, oldest first."""
    return _READER.every(db, "treatment = ?", treatment_id)


def every(db: Database) -> list[Dose]:
    """All doses, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> Dose:
    """The dose that a row holds."""
    return _dose(tuple(row[column] for column in _COLUMNS))


def _dose(row: Cells) -> Dose:
    identity, treatment, note, entered_at, *when = row
    return Dose(identity, treatment, read_when(*when), datetime.fromisoformat(entered_at), note)


_READER = Reader(DOSE, _COLUMNS, _dose)
