"""The ticks of habits of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import habit_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, write_half, write_moment
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.habit import HabitTick


def _write_tick(tick: HabitTick) -> Record:
    return {
        **write_half(tick.done),
        "habit": tick.habit,
        **write_moment("ticked_at", tick.done),
        "entered_at": utc_text(tick.entered_at),
        "id": tick.id,
    }


def _read_tick(row: Row) -> HabitTick:
    return HabitTick(
        id=row.identity(),
        habit=row.text("habit"),
        done=row.when("ticked_at"),
        entered_at=row.moment("entered_at"),
    )


HABITS = Table(
    "habits",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "habit": Kind.TEXT,
        "ticked_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    habit_store.every,
    habit_store.save,
    _write_tick,
    _read_tick,
    attrgetter("done.day"),
)
