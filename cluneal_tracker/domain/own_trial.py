"""A trial in the diary: what is tried, the two ways in the person's words, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from random import Random
from typing import ClassVar

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.trial import Arm, Period, Trial, draw_trial, smallest_p


@dataclass(frozen=True, slots=True)
class TrialWords:
    """What is tried, and the names of its two ways, as the person writes them."""

    LONGEST: ClassVar[int] = 80

    about: str
    way_a: str
    way_b: str

    def __post_init__(self) -> None:
        require_text(self.about, self.way_a, self.way_b)
        if any(len(text) > self.LONGEST for text in (self.about, self.way_a, self.way_b)):
            raise ValueError(f"What is tried and its two ways have up to {self.LONGEST} letters.")
        first, second = self.way(Arm.A), self.way(Arm.B)
        if not first or not second:
            raise ValueError("Give both ways a name, such as “With the cushion”.")
        if first.casefold() == second.casefold():
            raise ValueError("The two ways have the same name. Give them different ones.")

    @property
    def title(self) -> str:
        """What is tried; without a name of its own, its first way."""
        return _in_one_line(self.about) or self.way(Arm.A)

    def way(self, arm: Arm) -> str:
        """The name of a way."""
        return _in_one_line(self.way_a if arm is Arm.A else self.way_b)


# Many short periods tell more than a few long ones: in 40 days these find what takes off 2 points
# in 9 of 10 people, where 7 pairs of 3 days with one to wear off find it in 7.
USUAL_PAIRS, USUAL_DAYS, USUAL_WASHOUT = 10, 2, 0


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """A trial before chance has drawn its order.

    A period and its washout are in days. `side` is the one whose scores are compared. `remind_at`
    is a time of the wall clock, to the minute, on the days on which the way changes; None for no
    reminder.
    """

    words: TrialWords
    first_day: date
    pairs: int
    period_days: int
    washout_days: int
    side: Side
    remind_at: time | None = None

    def __post_init__(self) -> None:
        # What no trial can be is refused before anything is drawn.
        _ = self.calendar
        _check_reminder(self.remind_at)

    @property
    def calendar(self) -> Trial:
        """Its days; the order in it stands for any that may be drawn."""
        order = (Arm.A, Arm.B) * self.pairs
        return Trial(self.first_day, self.period_days, self.washout_days, order)

    @property
    def days(self) -> int:
        """How many days it takes."""
        return 2 * self.pairs * self.period_days

    @property
    def smallest_p(self) -> float:
        """What p comes to where every pair goes the same way."""
        return smallest_p(self.pairs)

    def draw(self, trial_id: str, entered_at: datetime, chance: Random) -> OwnTrial:
        """The trial in an order that `chance` draws; `entered_at` is an aware instant."""
        course = draw_trial(
            self.first_day,
            pairs=self.pairs,
            period_days=self.period_days,
            washout_days=self.washout_days,
            random=chance,
        )
        return OwnTrial(trial_id, self.words, self.side, course, entered_at, self.remind_at)


@dataclass(frozen=True, slots=True)
class TrialDay:
    """One day of a trial: which of `days` it is, counted from 1, and which way is lived.

    On a day that wears off, the other way still has its say, so it is not counted. `kept` is
    whether the person kept to the way; None where they did not say.
    """

    day: date
    number: int
    days: int
    way: str
    wears_off: bool
    changes: bool
    kept: bool | None


@dataclass(frozen=True, slots=True)
class OwnTrial:
    """A trial whose order was drawn at the aware instant `entered_at`, and how it was kept to.

    `kept` has a day only where the person said whether they kept to its way.
    """

    id: str
    words: TrialWords
    side: Side
    course: Trial
    entered_at: datetime
    remind_at: time | None = None
    kept: Mapping[date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_reminder(self.remind_at)
        course = self.course
        if not all(course.first_day <= day <= course.planned_end for day in self.kept):
            raise ValueError("A day on which it was kept to lies outside of the trial.")

    @property
    def periods(self) -> list[Period]:
        """All periods as planned, in the order of the calendar."""
        return [period for pair in self.course.pairs for period in pair]

    def on(self, day: date) -> TrialDay | None:
        """What a day is in it; None before its start and after its end."""
        period = self.course.period_of(day)
        if period is None:
            return None
        return TrialDay(
            day,
            (day - self.course.first_day).days + 1,
            (self.course.planned_end - self.course.first_day).days + 1,
            self.words.way(period.arm),
            wears_off=day < period.counted_from,
            changes=day in self.change_days,
            kept=self.kept.get(day),
        )

    @property
    def change_days(self) -> list[date]:
        """The days from which another way is lived than the day before; the first is one."""
        periods = self.periods
        before = [None, *(period.arm for period in periods)]
        return [
            period.first_day
            for period, arm in zip(periods, before, strict=False)
            if period.arm is not arm and period.first_day <= self.course.last_day
        ]

    def reminders(self) -> list[Reminder]:
        """One for each day on which the way changes, where the person asked for them."""
        if self.remind_at is None:
            return []
        return [
            Reminder(
                ReminderKind.TRIAL, self.remind_at, about=self.id, set_at=self.entered_at, on=day
            )
            for day in self.change_days
        ]

    def answer(self, day: date, kept: bool | None) -> OwnTrial:
        """The trial with the answer of a day; None takes it away. Raises ValueError outside."""
        others = {one: answer for one, answer in self.kept.items() if one != day}
        return replace(self, kept=others if kept is None else {**others, day: kept})


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _check_reminder(at: time | None) -> None:
    if at is not None and at != time(at.hour, at.minute):
        raise ValueError("A reminder comes at a whole minute of the wall clock.")
