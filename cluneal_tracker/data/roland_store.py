"""The answers to the 24 statements in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import ROLAND
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.roland import RolandAnswer, as_ticked

_COLUMNS = ("id", "ticked", "entered_at", *WHEN_COLUMNS)


def save(step: Keeper, answer: RolandAnswer) -> None:
    """Write an answer, new or changed."""
    row = {
        "id": answer.id,
        "ticked": None if answer.ticked is None else json.dumps(sorted(answer.ticked)),
        "entered_at": utc_text(answer.entered_at),
    }
    step.put(ROLAND, row | when_row(answer.given))


def remove(step: Step, answer_id: str) -> None:
    """Take an answer out; the journal keeps it."""
    step.remove(ROLAND, answer_id)


def newest(db: Database) -> RolandAnswer | None:
    """The latest answer, one that was put off included."""
    return _READER.latest(db)


def between(db: Database, first: date, last: date) -> list[RolandAnswer]:
    """The answers of the diary days from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def every(db: Database) -> list[RolandAnswer]:
    """All answers, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> RolandAnswer:
    """The answer that a row holds."""
    return _answer(tuple(row[column] for column in _COLUMNS))


def _answer(row: Cells) -> RolandAnswer:
    identity, ticked, entered_at, *when = row
    return RolandAnswer(
        identity,
        read_when(*when),
        datetime.fromisoformat(entered_at),
        None if ticked is None else as_ticked(json.loads(ticked)),
    )


_READER = Reader(ROLAND, _COLUMNS, _answer, ("felt_at", "id"))
