"""Two periods side by side: what was scored in each, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cluneal_tracker.domain.diary import FEWEST_COMPARED, DayValues, days_between
from cluneal_tracker.domain.half_days import HalfScores
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.domain.when_it_hurts import Spread

# Half of the scale; a day counts as over it when its day value is higher.
HALF_OF_SCALE = 5.0


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("The first day comes after the last day.")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def shared(self, other: Period) -> int:
        """How many days lie in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return max(0, (last - first).days + 1)


@dataclass(frozen=True, slots=True)
class PeriodNumbers:
    """What the scores of a period say; scored days, days from memory and missing days add up.

    `over_half` counts the scored days over half of the scale.
    """

    period: Period
    spread: Spread
    from_memory: int
    missing: int
    over_half: int


def lately(today: date, days: int) -> tuple[Period, Period]:
    """The last `days` days, today included, after as many days before them."""
    begun = today - timedelta(days=days - 1)
    before = Period(begun - timedelta(days=days), begun - ONE_DAY)
    return before, Period(begun, today)


def period_numbers(period: Period, values: DayValues, halves: HalfScores) -> PeriodNumbers:
    """The day values of a period, and how many of its days have none."""
    days = list(days_between(period.first, period.last))
    scored = [values[day] for day in days if day in values]
    noted = {half.day for half in halves}
    from_memory = sum(day in noted and day not in values for day in days)
    return PeriodNumbers(
        period,
        Spread.of(scored, FEWEST_COMPARED),
        from_memory,
        len(days) - len(scored) - from_memory,
        sum(value > HALF_OF_SCALE for value in scored),
    )
