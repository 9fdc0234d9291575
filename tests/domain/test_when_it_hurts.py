"""Time of day and weekday: only counted scores, and nothing told of too few days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cluneal_tracker.domain.half_days import HalfScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.domain.when_it_hurts import FEWEST_TOLD, Spread, when_it_hurts

MONDAY = date(2026, 3, 2)


def score(points: float, counted: bool = True) -> HalfScore:
    return HalfScore(points, not counted, counted)


def test_a_spread_is_the_median_and_the_quarter_points() -> None:
    # R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .75)) gives 2, 3, 4.
    assert Spread.of([10, 1, 3, 2, 4], 4) == Spread(5, 2.0, 3.0, 4.0)
    # R: quantile(c(1, 2, 3, 4), c(.25, .5, .75)) gives 1.75, 2.5, 3.25.
    assert Spread.of([1, 2, 3, 4], 4) == Spread(4, 1.75, 2.5, 3.25)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_of_too_few_days_only_their_number_is_told(count: int) -> None:
    assert Spread.of([0.0] * count, FEWEST_TOLD) == Spread(count)


def test_no_score_is_not_a_spread_even_where_one_day_would_do() -> None:
    assert Spread.of([], 0) == Spread(0)


def test_zero_is_a_score() -> None:
    assert Spread.of([0.0] * 4, 4) == Spread(4, 0.0, 0.0, 0.0)


def test_mornings_and_evenings_are_told_apart() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(6)]
    halves = {DaySlot(day, Slot.MORNING): score(number) for number, day in enumerate(days)}
    halves |= {DaySlot(day, Slot.EVENING): score(8) for day in days[:3]}
    found = when_it_hurts(halves, {})
    assert found.halves == {Slot.MORNING: Spread(6, 1.25, 2.5, 3.75), Slot.EVENING: Spread(3)}


def test_scores_from_memory_do_not_count() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(5)]
    halves = {DaySlot(day, Slot.MORNING): score(2) for day in days[:4]}
    halves[DaySlot(days[4], Slot.MORNING)] = score(10, counted=False)
    assert when_it_hurts(halves, {}).halves[Slot.MORNING] == Spread(4, 2, 2, 2)


def test_weekdays_begin_with_monday_and_each_has_its_own_days() -> None:
    values = {MONDAY + timedelta(days=number): float(number % 7) for number in range(29)}
    found = when_it_hurts({}, values)
    assert [one.days for one in found.weekdays] == [5, 4, 4, 4, 4, 4, 4]
    assert [one.middle for one in found.weekdays] == [0, 1, 2, 3, 4, 5, 6]
