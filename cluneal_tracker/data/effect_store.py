"""Side effects in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import EFFECT
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.side_effect import SideEffect, Strength

_COLUMNS = (
    *("id", "treatment", "what", "strength"),
    *("first_day", "entered_at", "last_day", "note"),
)


def save(step: Keeper, effect: SideEffect) -> None:
    """Write a side effect, new or changed."""
    row = {
        "id": effect.id,
        "treatment": effect.treatment,
        "what": effect.what,
        "strength": effect.strength.value,
        "first_day": effect.first_day.isoformat(),
        "last_day": effect.last_day.isoformat() if effect.last_day else None,
        "entered_at": utc_text(effect.entered_at),
        "note": effect.note,
    }
    step.put(EFFECT, row)


def remove(step: Step, effect_id: str) -> None:
    """Take a side effect out; the journal keeps it."""
    step.remove(EFFECT, effect_id)


def find(db: Database, effect_id: str) -> SideEffect | None:
    """One side effect by its id; None where it is not there."""
    return _READER.find(db, effect_id)


def of(db: Database, treatment_id: str) -> list[SideEffect]:
    """The side effects of one treatment, oldest first."""
    return _READER.every(db, "treatment = ?", treatment_id)


def every(db: Database) -> list[SideEffect]:
    """All side effects, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> SideEffect:
    """The side effect that a row holds."""
    return _effect(tuple(row[column] for column in _COLUMNS))


def _effect(row: Cells) -> SideEffect:
    identity, treatment, what, strength, first_day, entered_at, last_day, note = row
    return SideEffect(
        identity,
        treatment,
        what,
        Strength(strength),
        date.fromisoformat(first_day),
        datetime.fromisoformat(entered_at),
        date.fromisoformat(last_day) if last_day else None,
        note,
    )


_READER = Reader(EFFECT, _COLUMNS, _effect, ("first_day", "entered_at", "id"))
