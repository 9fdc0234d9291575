"""Two periods of the diary compared, one side at a time."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.periods import Period, PeriodNumbers, lately, period_numbers
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.trends import Trends, TrendView


@dataclass(frozen=True, slots=True)
class PeriodsView:
    """Both periods, with the numbers of one side; `sides` are all that were scored in either."""

    side: Side
    sides: tuple[Side, ...]
    earlier: PeriodNumbers
    later: PeriodNumbers


class Periods:
    """Reads two periods of the diary."""

    def __init__(self, clock: Clock, trends: Trends) -> None:
        self._clock, self._trends = clock, trends

    def lately(self, days: int) -> tuple[Period, Period]:
        """The last `days` days after as many before them."""
        return lately(When.now(self._clock).day, days)

    def compare(self, earlier: Period, later: Period, wanted: Side) -> PeriodsView:
        """The numbers of both periods, of the side that is wanted if it was scored at all."""
        views = [self._trends.between(one.first, one.last) for one in (earlier, later)]
        scored = {one.side for view in views for one in view.sides}
        sides = tuple(side for side in (Side.LEFT, Side.RIGHT) if side in scored)
        # The same side of both, even where one of them has no score of it.
        side = wanted if wanted in sides or not sides else sides[0]
        first, second = (
            _numbers(period, view, side)
            for period, view in zip((earlier, later), views, strict=True)
        )
        return PeriodsView(side, sides, first, second)


def _numbers(period: Period, view: TrendView, side: Side) -> PeriodNumbers:
    for one in view.sides:
        if one.side is side:
            return period_numbers(period, one.values, one.halves)
    return period_numbers(period, {}, {})
