"""The spots of the body map in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import SPOT
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.pain import VasScore

_COLUMNS = (
    *("id", "x", "y", "feels", "mm", "spread", "towards", "entered_at"),
    *WHEN_COLUMNS,
)


def save(step: Keeper, spot: Spot) -> None:
    """Write a spot, new or changed."""
    row = {
        "id": spot.id,
        "x": spot.x,
        "y": spot.y,
        "feels": json.dumps([feel.value for feel in Feel if feel in spot.feels]),
        "mm": spot.strength.mm if spot.strength else None,
        "spread": spot.spread,
        "towards": spot.towards.value if spot.towards else None,
        "entered_at": utc_text(spot.entered_at),
    }
    step.put(SPOT, row | when_row(spot.felt))


def remove(step: Step, spot_id: str) -> None:
    """Take a spot out; the journal keeps it."""
    step.remove(SPOT, spot_id)


def find(db: Database, spot_id: str) -> Spot | None:
    """The spot with an id; None where there is none."""
    return _READER.find(db, spot_id)


def between(db: Database, first: date, last: date) -> list[Spot]:
    """The spots of the diary days from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def every(db: Database) -> list[Spot]:
    """All spots, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> Spot:
    """The spot that a row holds."""
    return _spot(tuple(row[column] for column in _COLUMNS))


def _spot(row: Cells) -> Spot:
    identity, x, y, feels, mm, spread, towards, entered_at, *when = row
    return Spot(
        id=identity,
        felt=read_when(*when),
        entered_at=datetime.fromisoformat(entered_at),
        x=x,
        y=y,
        feels=frozenset(Feel(feel) for feel in json.loads(feels)),
        strength=None if mm is None else VasScore(mm),
        spread=spread,
        towards=None if towards is None else Towards(towards),
    )


_READER = Reader(SPOT, _COLUMNS, _spot)
