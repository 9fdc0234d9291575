"""The answers of the week in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import WEEKLY
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer

_COLUMNS = ("id", "peg", "change", "sleep", "entered_at", *WHEN_COLUMNS)


def save(step: Keeper, answer: WeeklyAnswer) -> None:
    """Write the answers of a week, new or changed."""
    row = {
        "id": answer.id,
        "peg": json.dumps(asdict(answer.peg)) if answer.peg else None,
        "change": answer.change.value if answer.change else None,
        "sleep": answer.sleep,
        "entered_at": utc_text(answer.entered_at),
    }
    step.put(WEEKLY, row | when_row(answer.given))


def remove(step: Step, answer_id: str) -> None:
    """Take the answers of a week out; the journal keeps them."""
    step.remove(WEEKLY, answer_id)


def newest(db: Database) -> WeeklyAnswer | None:
    """The latest answers, those that were put off included."""
    return _READER.latest(db)


def between(db: Database, first: date, last: date) -> list[WeeklyAnswer]:
    """The answers of the diary days from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def every(db: Database) -> list[WeeklyAnswer]:
    """All answers, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> WeeklyAnswer:
    """The answers that a row holds."""
    # A version that the journal keeps may be older than the question about sleep.
    return _answer(tuple(({"sleep": None} | {**row})[column] for column in _COLUMNS))


def _answer(row: Cells) -> WeeklyAnswer:
    identity, peg, change, sleep, entered_at, *when = row
    return WeeklyAnswer(
        identity,
        read_when(*when),
        datetime.fromisoformat(entered_at),
        Peg(**json.loads(peg)) if peg is not None else None,
        OverallChange(change) if change is not None else None,
        sleep,
    )


_READER = Reader(WEEKLY, _COLUMNS, _answer, ("felt_at", "id"))
