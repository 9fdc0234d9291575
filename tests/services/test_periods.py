"""Two periods of a real diary, one side of them."""

from __future__ import annotations

from datetime import date, timedelta

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.when_it_hurts import Spread
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)


def test_the_last_weeks_against_those_before(services: Services, clock: FakeClock) -> None:
    for back in range(55, -1, -1):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T08:10")
        services.diary.mark(VasScore(60 if back >= 28 else 30), Given.LINE)
    earlier, later = services.periods.lately(28)
    view = services.periods.compare(earlier, later, Side.RIGHT)
    assert view.earlier.spread == Spread(28, 6.0, 6.0, 6.0)
    assert view.later.spread == Spread(28, 3.0, 3.0, 3.0)
    assert (view.earlier.over_half, view.later.over_half) == (28, 0)


def test_both_periods_tell_of_the_same_side(services: Services, clock: FakeClock) -> None:
    for back, side in ((20, Side.LEFT), (2, Side.RIGHT)):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T08:10")
        services.diary.mark(VasScore(50), Given.LINE, side)
    clock.set_wall(f"{TODAY}T08:10")
    earlier, later = services.periods.lately(14)
    view = services.periods.compare(earlier, later, Side.RIGHT)
    assert (view.side, view.sides) == (Side.RIGHT, (Side.LEFT, Side.RIGHT))
    assert (view.earlier.spread.days, view.later.spread.days) == (0, 1)
    assert view.earlier.missing == 14


def test_a_diary_of_the_other_side_is_told_of_that_side(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(50), Given.LINE, Side.LEFT)
    earlier, later = services.periods.lately(14)
    assert services.periods.compare(earlier, later, Side.RIGHT).side is Side.LEFT


def test_periods_before_the_diary_began_have_no_score(services: Services, clock: FakeClock) -> None:
    services.diary.mark(VasScore(50), Given.LINE)
    long_ago = Period(date(2020, 1, 1), date(2020, 1, 31))
    view = services.periods.compare(long_ago, long_ago, Side.RIGHT)
    assert view.earlier.missing == 31
    assert view.earlier.spread == Spread(0)
