"""When the things that reminders ask for were done, as the diary tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from cluneal_tracker.data import pain_store, session_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.reminders import Key
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.when import DaySlot


class Answers:
    """What was scored and exercised from one diary day to another, read once."""

    def __init__(self, db: Database, first: date, last: date, schedule: Sequence[Reminder]) -> None:
        self._exercises = [one for one in schedule if one.kind is ReminderKind.ROUTINE]
        self._scored = pain_store.first_scored(db, first, last)
        self._finished: dict[tuple[str, date], list[datetime]] = defaultdict(list)
        for session in session_store.between(db, first, last):
            if session.finished:
                self._finished[session.routine, session.started.day].append(session.entered_at)

    def scored(self, half: DaySlot) -> datetime | None:
        """When the first score of a half day was written down, an aware instant."""
        return self._scored.get(half)

    def done(self, key: Key) -> datetime | None:
        """When what a reminder asks for was done: a score, or the exercise as often as asked."""
        kind, about, day, at = key
        half = DaySlot.at(datetime.combine(day, at))
        if kind == ReminderKind.CHECK_IN:
            return self.scored(half)
        wanted = sum(
            one.about == about and one.at < at and one.comes_on(day) for one in self._exercises
        )
        times = sorted(self._finished.get((about, half.day), ()))
        return times[wanted] if wanted < len(times) else None
