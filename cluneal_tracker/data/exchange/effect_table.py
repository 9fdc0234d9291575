"""The side effects of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import effect_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.side_effect import SideEffect, Strength


def _write_effect(effect: SideEffect) -> Record:
    return {
        "treatment": effect.treatment,
        "what": effect.what,
        "strength": effect.strength.value,
        "first_day": effect.first_day.isoformat(),
        "last_day": effect.last_day.isoformat() if effect.last_day else None,
        "note": effect.note,
        "entered_at": utc_text(effect.entered_at),
        "id": effect.id,
    }


def _read_effect(row: Row) -> SideEffect:
    return SideEffect(
        id=row.identity(),
        treatment=row.identity("treatment"),
        what=row.text("what"),
        strength=row.one_of("strength", Strength),
        first_day=row.day("first_day"),
        entered_at=row.moment("entered_at"),
        last_day=row.maybe(row.day, "last_day"),
        note=row.text("note"),
    )


EFFECTS = Table(
    "effects",
    {
        "treatment": Kind.CODE,
        "what": Kind.TEXT,
        "strength": Kind.CODE,
        "first_day": Kind.CODE,
        "last_day": Kind.CODE,
        "note": Kind.TEXT,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    effect_store.every,
    effect_store.save,
    _write_effect,
    _read_effect,
    attrgetter("first_day"),
)
