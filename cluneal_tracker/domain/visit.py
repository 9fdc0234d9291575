"""Visits to a doctor, a physio or a clinic: the day, and what was asked and said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import ONE_DAY, require_within_reach

# Early enough to make the page and to think of what to ask.
EVENING_BEFORE = time(18, 0)
# A year typed wrongly is farther ahead than any visit.
MOST_AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, gone by or to come.

    `at` is its time of the wall clock, to the minute, where that is known. `whom` is whom it is to.
    `asked` holds the questions that were taken there, one a line, and `said` what came of it.
    `set_at` is the aware instant at which its day was settled: `remind` asks for a word on the
    evening before, unless that has gone by already then.
    """

    id: str
    day: date
    set_at: datetime
    entered_at: datetime
    at: time | None = None
    whom: str = ""
    asked: str = ""
    said: str = ""
    remind: bool = True

    def __post_init__(self) -> None:
        require_within_reach(self.day)
        require_text(self.whom, self.asked, self.said)
        if self.at and self.at != time(self.at.hour, self.at.minute):
            raise ValueError("A visit is at a whole minute of the wall clock.")
        if self.set_at.tzinfo is None or self.entered_at.tzinfo is None:
            raise ValueError("the moments of a visit need their offset from UTC")

    @property
    def reminder(self) -> Reminder | None:
        """What reminds of it, the evening before; None where that is not wanted."""
        if not self.remind:
            return None
        return Reminder(
            ReminderKind.VISIT,
            EVENING_BEFORE,
            about=self.id,
            set_at=self.set_at,
            on=self.day - ONE_DAY,
        )

    def is_told_of_after(self, now: datetime) -> bool:
        """Whether the word on the evening before is still to come at a local time."""
        return self.remind and now < evening_before(self.day)

    def is_to_come(self, now: datetime) -> bool:
        """Whether it has not begun at a local time of the wall clock; its whole day if untimed."""
        if self.day == now.date() and self.at:
            return now.time() < self.at
        return self.day >= now.date()


def evening_before(day: date) -> datetime:
    """The local time of the word on the evening before a visit on `day`."""
    return datetime.combine(day - ONE_DAY, EVENING_BEFORE)


def next_visit(visits: Sequence[Visit], now: datetime) -> Visit | None:
    """The first of the visits that are to come at a local time."""
    to_come = [one for one in visits if one.is_to_come(now)]
    return min(to_come, key=_moment, default=None)


def last_visit(visits: Sequence[Visit], now: datetime) -> Visit | None:
    """The latest of the visits that have been at a local time."""
    been = [one for one in visits if not one.is_to_come(now)]
    return max(been, key=_moment, default=None)


def in_order(visits: Sequence[Visit]) -> list[Visit]:
    """The visits by day and time; one whose time is not known comes first on its day."""
    return sorted(visits, key=_moment)


def _moment(visit: Visit) -> tuple[date, time, str]:
    return visit.day, visit.at or time(0, 0), visit.id
