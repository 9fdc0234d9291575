"""Settings in the diary: one row each, and only those that were changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Step
from cluneal_tracker.data.parts import SETTING
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper, Settings, Theme

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _times(value: list[str]) -> tuple[time, ...]:
    return tuple(time.fromisoformat(text) for text in value)


def _check_ins(value: list[str]) -> tuple[Reminder, ...]:
    """Before version 4 of the diary there were check-ins alone, on each day at these times."""
    return tuple(Reminder(ReminderKind.CHECK_IN, at) for at in _times(value))


def _reminders(value: list[dict[str, Any]]) -> tuple[Reminder, ...]:
    return tuple(read_reminder(row) for row in value)


def read_reminder(row: dict[str, Any]) -> Reminder:
    """The reminder that a row of the schedule holds; raises KeyError, TypeError or ValueError."""
    return Reminder(
        kind=ReminderKind(row["kind"]),
        at=time.fromisoformat(row["at"]),
        weekdays=frozenset(map(_WEEKDAYS.index, row["weekdays"])),
        about=row["about"],
        set_at=datetime.fromisoformat(row["set_at"]) if row["set_at"] else None,
    )


def reminder_row(one: Reminder) -> dict[str, Any]:
    """A reminder as the schedule keeps it."""
    return {
        "kind": one.kind.value,
        "at": one.at.isoformat(timespec="minutes"),
        "weekdays": [_WEEKDAYS[day] for day in sorted(one.weekdays)],
        "about": one.about,
        "set_at": utc_text(one.set_at) if one.set_at else None,
    }


def _keys(value: list[str]) -> tuple[str, ...]:
    # A text alone would be taken apart into its letters.
    if not isinstance(value, list):
        raise TypeError("keys are kept as a list")
    return tuple(value)


_READ: dict[str, Callable[[Any], Any]] = {
    "side": Side,
    "theme": Theme,
    "paper": Paper,
    "reminder_times": _check_ins,
    "reminders": _reminders,
    "quiet_hours": _times,
    "nudge_hours": _times,
    "hidden_habits": _keys,
    "risks": _keys,
    "prompts_put_away": _keys,
}
# In its own order the old name comes first, so that the new one counts where both are there.
_NOW_CALLED = {"reminder_times": "reminders"}
_NONSENSE = (AttributeError, KeyError, TypeError, ValueError)


def told(db: Database, name: str) -> list[tuple[datetime, Any]]:
    """What a setting was set to, each time with the moment, oldest first.

    Where it was taken back that is its default; a value that makes no sense is passed over.
    """
    rows = db.connection.execute(
        "select made_at, after from journal where row_table = ? and row_id = ?"
        " order by made_at, id",
        [SETTING, name],
    )
    found: list[tuple[datetime, Any]] = []
    for made_at, after in rows:
        settings = Settings()
        try:
            if after is not None:
                settings = _with(settings, name, json.loads(after)["value"])
        except _NONSENSE:
            continue
        found.append((datetime.fromisoformat(made_at), getattr(settings, name)))
    return found


def load(db: Database) -> Settings:
    """The settings as chosen, defaults for the rest; a row that makes no sense is passed over."""
    found = Settings()
    for name, text in db.connection.execute("select id, value from setting order by id"):
        try:
            found = _with(found, name, text)
        except _NONSENSE:
            # A row of a newer version, or one that was tampered with: the default is safe.
            continue
    return found


def _with(settings: Settings, name: str, text: str) -> Settings:
    value = _READ.get(name, lambda kept: kept)(json.loads(text))
    name = _NOW_CALLED.get(name, name)
    # Checked by hand: a dataclass takes “yes” for True and 7 for a name.
    if type(value) is not type(getattr(settings, name)):
        raise TypeError(f"{name} is of another kind")
    return replace(settings, **{name: value})


def save(step: Step, before: Settings, after: Settings) -> None:
    """Write the settings that differ between two states; the others keep their rows, or none."""
    for field in fields(Settings):
        value = getattr(after, field.name)
        if value != getattr(before, field.name):
            step.put(SETTING, {"id": field.name, "value": _text(value)})


def _text(value: object) -> str:
    kept = [_kept(one) for one in value] if isinstance(value, tuple) else value
    return json.dumps(kept, ensure_ascii=False)


def _kept(value: object) -> object:
    if isinstance(value, Reminder):
        return reminder_row(value)
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value
