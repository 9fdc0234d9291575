"""Ticks of habits in the diary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import HABIT
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.habit import HabitTick

_COLUMNS = ("id", "habit", "entered_at", *WHEN_COLUMNS)


def save(step: Keeper, tick: HabitTick) -> None:
    """Write a tick."""
    row = {"id": tick.id, "habit": tick.habit, "entered_at": utc_text(tick.entered_at)}
    step.put(HABIT, row | when_row(tick.done))


def remove(step: Step, tick_id: str) -> None:
    """Take a tick out; the journal keeps it."""
    step.remove(HABIT, tick_id)


def between(db: Database, first: date, last: date) -> list[HabitTick]:
    """Ticks of the diary days from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def newest(db: Database, habits: Collection[str]) -> HabitTick | None:
    """The latest tick of any of these habits."""
    places = ", ".join("?" * len(habits))
    return _READER.latest(db, f"habit in ({places})", *habits)


def every(db: Database) -> list[HabitTick]:
    """All ticks, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> HabitTick:
    """The tick that a row holds."""
    return _tick(tuple(row[column] for column in _COLUMNS))


def _tick(row: Cells) -> HabitTick:
    identity, habit, entered_at, *when = row
    return HabitTick(identity, habit, read_when(*when), datetime.fromisoformat(entered_at))


_READER = Reader(HABIT, _COLUMNS, _tick, ("felt_at", "id"))
