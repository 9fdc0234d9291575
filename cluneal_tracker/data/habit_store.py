"""Ticks of habits in the diary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import HABIT
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.habit import HabitTick

_SELECT = f"select id, habit, entered_at, {', '.join(WHEN_COLUMNS)} from habit"


def save(step: Keeper, tick: HabitTick) -> None:
    """Write a tick."""
    row = {"id": tick.id, "habit": tick.habit, "entered_at": utc_text(tick.entered_at)}
    step.put(HABIT, row | when_row(tick.done))


def remove(step: Step, tick_id: str) -> None:
    """Take a tick out; the journal keeps it."""
    step.remove(HABIT, tick_id)


def between(db: Database, first: date, last: date) -> list[HabitTick]:
    """Ticks of the diary days from `first` to `last` inclusive, oldest first."""
    rows = db.connection.execute(
        f"{_SELECT} where day between ? and ? order by felt_at, id",
        [first.isoformat(), last.isoformat()],
    )
    return [_tick(row) for row in rows]


def newest(db: Database, habits: Collection[str]) -> HabitTick | None:
    """The latest tick of any of these habits."""
    places = ", ".join("?" * len(habits))
    row = db.connection.execute(
        f"{_SELECT} where habit in ({places}) order by felt_at desc, id desc limit 1", [*habits]
    ).fetchone()
    return None if row is None else _tick(row)


def every(db: Database) -> list[HabitTick]:
    """All ticks, oldest first."""
    return [_tick(row) for row in db.connection.execute(f"{_SELECT} order by felt_at, id")]


def read(row: Mapping[str, Any]) -> HabitTick:
    """The tick that a row holds."""
    columns = ("id", "habit", "entered_at", *WHEN_COLUMNS)
    return _tick(tuple(row[column] for column in columns))


def _tick(row: tuple[Any, ...]) -> HabitTick:
    identity, habit, entered_at, *when = row
    return HabitTick(identity, habit, read_when(*when), datetime.fromisoformat(entered_at))
