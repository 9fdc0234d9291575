"""The questions of the week: the three of the PEG, sleep, and how things have changed overall.

The PEG is the mean of three answers from 0 to 10: Krebs et al., J Gen Intern Med 2009; 24:733-738.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class Peg:
    """The three answers for the past week, each a whole number from 0 to 10.

    `pain` is its average; `enjoyment` and `activity` are how much it got in the way of enjoying
    life and of general activity.
    """

    MOST: ClassVar[int] = 10

    pain: int
    enjoyment: int
    activity: int

    def __post_init__(self) -> None:
        for answer in self.answers:
            if type(answer) is not int or not 0 <= answer <= self.MOST:
                raise ValueError(f"An answer is a whole number from 0 to 10, not {answer}.")

    @classmethod
    def of(cls, pain: int | None, enjoyment: int | None, activity: int | None) -> Peg | None:
        """The PEG of these answers, or None where none was given.

        Raises ValueError where some are missing: a mean of fewer is not the published score.
        """
        if pain is None and enjoyment is None and activity is None:
            return None
        if pain is None or enjoyment is None or activity is None:
            raise ValueError("The three questions count together. Answer all three, or none.")
        return cls(pain, enjoyment, activity)

    @property
    def answers(self) -> tuple[int, int, int]:
        """The answers in the order they are asked."""
        return self.pain, self.enjoyment, self.activity

    @property
    def mean(self) -> float:
        """The score, 0 to 10: the sum of the answers over three (Krebs 2009)."""
        return sum(self.answers) / len(self.answers)

    def __str__(self) -> str:
        return f"{self.mean:.1f}"


class OverallChange(str, Enum):
    """How things are against the start, on the seven points that trials ask for (Guy 1976)."""

    VERY_MUCH_BETTER = "very-much-better"
    MUCH_BETTER = "much-better"
    A_LITTLE_BETTER = "a-little-better"
    NO_CHANGE = "no-change"
    A_LITTLE_WORSE = "a-little-worse"
    MUCH_WORSE = "much-worse"
    VERY_MUCH_WORSE = "very-much-worse"


@dataclass(frozen=True, slots=True)
class WeeklyAnswer:
    """What was answered in one week; with no part at all it was put off, "not this week".

    `sleep` is how much pain disturbed it, 0 to 10: a question of our own, part of no instrument.
    """

    MOST_DISTURBED: ClassVar[int] = 10

    id: str
    given: When
    entered_at: datetime
    peg: Peg | None = None
    change: OverallChange | None = None
    sleep: int | None = None

    def __post_init__(self) -> None:
        if self.sleep is None:
            return
        if type(self.sleep) is not int or not 0 <= self.sleep <= self.MOST_DISTURBED:
            raise ValueError(f"Sleep is a whole number from 0 to 10, not {self.sleep}.")

    @property
    def put_off(self) -> bool:
        """Whether nothing was answered: a gap, never a nought."""
        return self.peg is None and self.change is None and self.sleep is None


A_WEEK = timedelta(days=7)
# A reminder may come a little early: who answered late last week is asked on the chosen day.
# What was answered less than this before it or after it is the answer to it.
SOON_AGAIN = timedelta(days=4)


def is_asked_for(last: date | None, today: date, weekdays: Collection[int] = ()) -> bool:
    """Whether a week has passed since the last answer, on a diary day.

    `weekdays`, from Monday, 0, are those that the person chose to be reminded on.
    """
    if last is None:
        return True
    gap = today - last
    return gap >= A_WEEK or (gap >= SOON_AGAIN and today.weekday() in weekdays)


# A line over a longer gap would tell of weeks that nobody answered for.
LONGEST_JOINED = timedelta(weeks=3)


def peg_points(answers: Iterable[WeeklyAnswer]) -> list[tuple[date, float]]:
    """The days with a PEG and its score, 0 to 10; a week without one is left out."""
    return [(one.given.day, one.peg.mean) for one in answers if one.peg is not None]


def sleep_points(answers: Iterable[WeeklyAnswer]) -> list[tuple[date, float]]:
    """The days with an answer about sleep, 0 to 10; a week without one is left out."""
    return [(one.given.day, float(one.sleep)) for one in answers if one.sleep is not None]


def runs(
    points: Iterable[tuple[date, float]], longest: timedelta = LONGEST_JOINED
) -> list[list[tuple[date, float]]]:
    """The points, oldest first, in runs that may be joined by a line: no gap over `longest`."""
    found: list[list[tuple[date, float]]] = []
    for day, score in points:
        if not found or day - found[-1][-1][0] > longest:
            found.append([])
        found[-1].append((day, score))
    return found
