"""Trials of one's own in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import TRIAL
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.own_trial import OwnTrial, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.trial import Arm, Trial

_COLUMNS = (
    *("id", "about", "way_a", "way_b", "side", "first_day", "period_days", "washout_days"),
    *("drawn", "stopped_on", "remind_at", "kept", "entered_at"),
)


def save(step: Keeper, trial: OwnTrial) -> None:
    """Write a trial, new or changed."""
    course, words = trial.course, trial.words
    step.put(
        TRIAL,
        {
            "id": trial.id,
            "about": words.about,
            "way_a": words.way_a,
            "way_b": words.way_b,
            "side": trial.side.value,
            "first_day": course.first_day.isoformat(),
            "period_days": course.period_days,
            "washout_days": course.washout_days,
            "drawn": drawn_text(course),
            "stopped_on": course.stopped_on.isoformat() if course.stopped_on else None,
            "remind_at": clock_text(trial.remind_at),
            "kept": json.dumps({day.isoformat(): trial.kept[day] for day in sorted(trial.kept)}),
            "entered_at": utc_text(trial.entered_at),
        },
    )


def remove(step: Step, trial_id: str) -> None:
    """Take a trial out; the journal keeps it."""
    step.remove(TRIAL, trial_id)


def every(db: Database) -> list[OwnTrial]:
    """All trials, the one that begins first first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> OwnTrial:
    """The trial that a row holds."""
    course = Trial(
        date.fromisoformat(row["first_day"]),
        row["period_days"],
        row["washout_days"],
        drawn_order(row["drawn"]),
        date.fromisoformat(row["stopped_on"]) if row["stopped_on"] else None,
    )
    return OwnTrial(
        row["id"],
        TrialWords(row["about"], row["way_a"], row["way_b"]),
        Side(row["side"]),
        course,
        datetime.fromisoformat(row["entered_at"]),
        time.fromisoformat(row["remind_at"]) if row["remind_at"] else None,
        {date.fromisoformat(day): bool(kept) for day, kept in json.loads(row["kept"]).items()},
    )


def _trial(row: Cells) -> OwnTrial:
    return read(dict(zip(_COLUMNS, row, strict=True)))


def drawn_text(course: Trial) -> str:
    """The order of its ways as a row holds it, such as "abba"."""
    return "".join(arm.value for arm in course.order)


def drawn_order(text: str) -> tuple[Arm, ...]:
    """The order that a text holds; raises ValueError for any other letter."""
    return tuple(map(Arm, text))


_READER = Reader(TRIAL, _COLUMNS, _trial, ("first_day", "entered_at", "id"))
