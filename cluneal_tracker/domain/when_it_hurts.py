"""How the scores of mornings, evenings and weekdays lie: numbers alone, and no claim of a cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cluneal_tracker.domain.diary import DayValues, quantile
from cluneal_tracker.domain.half_days import HalfScores
from cluneal_tracker.domain.when import Slot

# With fewer scored days nothing is told of them: a day or two is no habit.
FEWEST_TOLD = 4
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Spread:
    """Some days as one: how many have a score, their median and quarter points, 0-10.

    The three scores are None together, where there are too few days to tell.
    """

    days: int
    low: float | None = None
    middle: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, values: Iterable[float], fewest: int) -> Spread:
        """The spread of a score a day; nothing but the count below `fewest` days."""
        ordered = sorted(values)
        if len(ordered) < max(fewest, 1):
            return cls(len(ordered))
        return cls(len(ordered), *(quantile(ordered, share) for share in (0.25, 0.5, 0.75)))


@dataclass(frozen=True, slots=True)
class WhenItHurts:
    """The spread of each half of the day, and of each weekday from Monday on."""

    halves: Mapping[Slot, Spread]
    weekdays: tuple[Spread, ...]


def when_it_hurts(halves: HalfScores, values: DayValues) -> WhenItHurts:
    """The counted scores by time of day, and the day values by weekday."""
    counted = [(half, score) for half, score in halves.items() if score.counted]
    by_half = {
        slot: [score.points for half, score in counted if half.slot is slot] for slot in Slot
    }
    by_weekday = [
        [value for day, value in values.items() if day.weekday() == weekday]
        for weekday in range(_WEEK)
    ]
    return WhenItHurts(
        {slot: Spread.of(found, FEWEST_TOLD) for slot, found in by_half.items()},
        tuple(Spread.of(found, FEWEST_TOLD) for found in by_weekday),
    )
