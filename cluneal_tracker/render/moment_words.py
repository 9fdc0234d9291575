"""Moments and half days in words, as a calendar has them or as seen from today."""

from __future__ import annotations

from datetime import date, datetime

from cluneal_tracker.domain.when import DaySlot
from cluneal_tracker.render.sentences import Phrases, day_text

_DAYS_IN_WEEK = 7


def moment_text(moment: datetime, phrases: Phrases, today: date | None = None) -> str:
    """A moment: "12 Mar 2026, 08:10", or "this morning, 08:10" as seen from `today`."""
    half = DaySlot.at(moment)
    if today is not None and _is_near(half, today):
        day = half_text(half, today, phrases)
    else:
        day = day_text(moment, phrases, year=True)
    return f"{day}, {moment:%H:%M}"


def half_text(half: DaySlot, today: date, phrases: Phrases) -> str:
    """A half day as seen from `today`: "this morning", "Friday evening", "2 Mar 2026, evening"."""
    words, back = phrases["history"]["near"], (today - half.day).days
    this, yesterday, lately, far = words[half.slot.value]
    if back == 0:
        return str(this)
    if back == 1:
        return str(yesterday)
    form = lately if _is_near(half, today) else far
    weekday, day = words["weekdays"][half.day.weekday()], day_text(half.day, phrases, year=True)
    return str(form.format(weekday=weekday, day=day))


def _is_near(half: DaySlot, today: date) -> bool:
    return 0 <= (today - half.day).days < _DAYS_IN_WEEK
