"""A trial of one's own: two ways of living by turns, in an order that chance has drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import chain
from random import Random
from typing import ClassVar, TypeVar

from cluneal_tracker.domain.when import require_within_reach

_Item = TypeVar("_Item")

# What chance alone gives in more of the draws than this tells nothing.
ALPHA = 0.05


class Arm(str, Enum):
    """The two ways that take turns: with and without something, or one thing and another."""

    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row lived one way; those before `counted_from` let the other way wear off."""

    arm: Arm
    first_day: date
    counted_from: date
    last_day: date

    @property
    def counted_days(self) -> int:
        """How many days of it are counted."""
        return (self.last_day - self.counted_from).days + 1


@dataclass(frozen=True, slots=True)
class Trial:
    """Pairs of periods, each pair with one period of either way, whichever chance put first.

    The length of a period and its washout are in days. `stopped_on` is the last day of a trial that
    was ended early. `draw_trial` makes one; only an order that was drawn allows the test in
    `statistics.randomisation`.
    """

    FEWEST_PAIRS: ClassVar[int] = 2
    # Every way the draw could have come out is counted: a million at the most.
    MOST_PAIRS: ClassVar[int] = 20
    MOST_PERIOD_DAYS: ClassVar[int] = 60

    first_day: date
    period_days: int
    washout_days: int
    order: tuple[Arm, ...]
    stopped_on: date | None = None

    def __post_init__(self) -> None:
        pairs, rest = divmod(len(self.order), 2)
        if rest or not self.FEWEST_PAIRS <= pairs <= self.MOST_PAIRS:
            raise ValueError(
                f"A trial has {self.FEWEST_PAIRS} to {self.MOST_PAIRS} pairs of periods."
            )
        if any(first == second for first, second in _in_pairs(self.order)):
            raise ValueError("Each pair of a trial has one period of either way.")
        if not 1 <= self.period_days <= self.MOST_PERIOD_DAYS:
            raise ValueError(f"A period is 1 to {self.MOST_PERIOD_DAYS} days long.")
        if not 0 <= self.washout_days < self.period_days:
            raise ValueError("The days left out at a change are fewer than the days each way.")
        require_within_reach(self.first_day)
        require_within_reach(self.planned_end)
        if self.stopped_on and not self.first_day <= self.stopped_on < self.planned_end:
            raise ValueError("A trial is stopped on one of its days, before the last.")

    @property
    def planned_end(self) -> date:
        """The last day of the last period, had it not been stopped."""
        return self.first_day + timedelta(days=len(self.order) * self.period_days - 1)

    @property
    def last_day(self) -> date:
        """The day it ended or will end."""
        return self.stopped_on or self.planned_end

    @property
    def pairs(self) -> tuple[tuple[Period, Period], ...]:
        """The periods as planned, two and two, in the order of the calendar."""
        return tuple(_in_pairs([self._period(turn) for turn in range(len(self.order))]))

    def period_of(self, day: date) -> Period | None:
        """The period that a day belongs to; None before the start and after the end."""
        if not self.first_day <= day <= self.last_day:
            return None
        return self._period((day - self.first_day).days // self.period_days)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.last_day

    def stop(self, day: date) -> Trial:
        """The trial with `day` as its last; what was lived until then stays in it.

        Raises ValueError for a day outside of it, or the last one of a trial.
        """
        return replace(self, stopped_on=day)

    def _period(self, turn: int) -> Period:
        first = self.first_day + timedelta(days=turn * self.period_days)
        counted_from = first + timedelta(days=self.washout_days)
        return Period(
            self.order[turn], first, counted_from, first + timedelta(days=self.period_days - 1)
        )


def draw_trial(
    first_day: date, *, pairs: int, period_days: int, washout_days: int, random: Random
) -> Trial:
    """A trial whose order `random` draws: in every pair either way is as likely to be first.

    Pairs keep the two ways side by side, so slow change over the weeks hits both alike (Guyatt
    1986, N Engl J Med 314:889). Raises ValueError for a plan outside of the limits.
    """
    ways = ((Arm.A, Arm.B), (Arm.B, Arm.A))
    order = chain.from_iterable(random.choice(ways) for _ in range(pairs))
    return Trial(first_day, period_days, washout_days, tuple(order))


def smallest_p(pairs: int) -> float:
    """What p can come to at best: one draw of 2 ** pairs, and its mirror image."""
    return 2.0 ** (1 - pairs)


# With fewer pairs even the clearest scores cannot tell the ways apart.
FEWEST_TO_TELL = math.ceil(1 - math.log2(ALPHA))


def _in_pairs(items: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    return list(zip(items[::2], items[1::2], strict=True))
