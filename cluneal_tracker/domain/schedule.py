"""The schedule of reminders: what to be reminded of, at what time, on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.timetable import EVERY_DAY


class ReminderKind(str, Enum):
    """What a reminder asks for."""

    CHECK_IN = "check-in"
    ROUTINE = "routine"
    BLOCK_DAY = "block-day"
    PEG_WEEK = "peg-week"
    VISIT = "visit"
    TRIAL = "trial"

    @property
    def only_tells(self) -> bool:
        """It asks for nothing: it comes by itself, is told once, and is done when it is read."""
        return self in (ReminderKind.VISIT, ReminderKind.TRIAL)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of the schedule.

    `at` is a time of the wall clock to the minute; `weekdays` count from Monday, 0, to Sunday, 6.
    `about` is the key of the exercise or the id of the block or trial, and empty for all else.
    What was due before `set_at`, an aware instant, is not asked for any more. One with `on` comes
    on that day alone.
    """

    kind: ReminderKind
    at: time
    weekdays: frozenset[int] = EVERY_DAY
    about: str = ""
    set_at: datetime | None = None
    on: date | None = None

    LONGEST_ABOUT: ClassVar[int] = 200

    def __post_init__(self) -> None:
        require_text(self.about)
        if len(self.about) > self.LONGEST_ABOUT:
            raise ValueError(f"The key of an exercise has up to {self.LONGEST_ABOUT} letters.")
        # The ledger knows a reminder by its minute: seconds would tell it again and again.
        if self.at != time(self.at.hour, self.at.minute):
            raise ValueError("A reminder comes at a whole minute of the wall clock.")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("A reminder comes on one day of the week at least.")
        if self.set_at is not None and self.set_at.tzinfo is None:
            raise ValueError("the moment a reminder was set needs its offset from UTC")
        self._check_kind()

    def _check_kind(self) -> None:
        if self.kind is ReminderKind.ROUTINE and not self.about:
            raise ValueError("Choose the exercise that the reminder is for.")
        if self.kind is ReminderKind.BLOCK_DAY and not self.about:
            raise ValueError("A check-in after a block belongs to that block.")
        if self.kind is ReminderKind.VISIT and not (self.about and self.on):
            raise ValueError("A reminder of a visit belongs to that visit and its day.")
        if self.kind is ReminderKind.TRIAL and not self.about:
            raise ValueError("A reminder of a trial belongs to that trial.")
        if self.kind is ReminderKind.CHECK_IN and self.about:
            raise ValueError("A reminder to log your pain is about nothing else.")
        if self.kind is ReminderKind.PEG_WEEK and (self.about or len(self.weekdays) > 1):
            raise ValueError("The questions of the week come on one day of the week.")

    @property
    def key(self) -> tuple[str, str, time]:
        """What tells it from the others: two of one kind, for the same, at one time, are one."""
        return self.kind.value, self.about, self.at

    def comes_on(self, day: date) -> bool:
        """Whether it comes on a calendar day."""
        return day == self.on if self.on else day.weekday() in self.weekdays


def in_order(reminders: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
    """The schedule as it is kept: by time, then kind; one that stands twice once, the later one."""
    each = {one.key: one for one in reminders}
    return tuple(sorted(each.values(), key=lambda one: (one.at, one.kind.value, one.about)))
