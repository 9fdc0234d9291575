"""When to remind, as a calendar or the clock of an operating system takes it: local wall times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A whole minute of the wall clock on some days of the week, Monday being 0."""

    at: time
    weekdays: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        if self.at != time(self.at.hour, self.at.minute):
            raise ValueError("a time of the week is a whole minute")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("a time of the week has days from 0, Monday, to 6, Sunday")

    @property
    def daily(self) -> bool:
        """Whether it comes every day."""
        return self.weekdays == EVERY_DAY

    def holds(self, moment: datetime) -> bool:
        """Whether a local moment is one of these."""
        same = (moment.hour, moment.minute) == (self.at.hour, self.at.minute)
        return same and moment.weekday() in self.weekdays

    def out_of(self, quiet: Sequence[time]) -> WeeklyTime:
        """The same, put off to the end of the quiet hours where it comes within them.

        `quiet` is none, or the times of beginning and end, over midnight where the end is earlier.
        """
        if not quiet:
            return self
        begins, ends = quiet
        over_midnight = begins > ends
        late, early = self.at >= begins, self.at < ends
        if not (late or early if over_midnight else late and early):
            return self
        days = self.weekdays
        if over_midnight and late:
            days = frozenset((day + 1) % 7 for day in days)
        return WeeklyTime(ends, days)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Times that come every week, and single local moments without a zone, by the minute."""

    weekly: tuple[WeeklyTime, ...] = ()
    once: tuple[datetime, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.weekly or self.once)
